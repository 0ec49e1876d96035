//! The pages of the people who work here: the doorstep, one's own settings, and those of administrators.

mod access;
mod caller;
mod changes;
mod code;
mod cookies;
pub mod doorway;
mod first;
mod forgot;
mod hand_over;
mod invitation;
mod invite;
pub(crate) mod lasting;
mod layout;
pub(crate) mod letters;
mod local;
mod looks;
pub mod notifications;
mod passkeys;
mod people;
mod person;
mod presence;
mod profile;
mod qr;
mod reset;
mod role;
mod role_effect;
mod roles;
mod second_factor;
mod security;
mod session_table;
mod sign_in;
mod team;
mod teams;
mod tokens;
mod unsubscribe;
mod zones;

pub use caller::Caller;
pub use changes::told as change_told;
pub use presence::control as presence_control;

use crate::permissions::Permission;
use crate::{Gate, Hasher, TEXTS};
use web::{MenuEntry, Needs, Routes, SiteBuilder};

const PEOPLE: Needs = Needs::Permission(Permission::PeopleManage.word());
const TOKENS: Needs = Needs::Permission(Permission::TokensManage.word());
const SETTINGS: Needs = Needs::Permission(Permission::SettingsManage.word());
const TEAMS: Needs = Needs::Permission(Permission::TeamsManage.word());

/// Gives the site what these pages take out: the gatekeeper, the hasher, the sentences; and no devices, until a room that has them is put in.
#[must_use]
pub fn furnish(site: SiteBuilder) -> SiteBuilder {
    site.gatekeeper(Gate)
        .with(Hasher::new())
        .with(notifications::DevicesOf(std::sync::Arc::new(notifications::NoDevices)))
        .texts(&[TEXTS])
}

/// Every address of this feature, with what it needs.
pub fn routes() -> Routes {
    doorstep().merge(own()).merge(people_and_roles()).merge(of_teams()).merge(access::routes())
}

fn doorstep() -> Routes {
    Routes::new()
        .get("/sign-in", Needs::Anyone, sign_in::show)
        .post("/sign-in", Needs::Anyone, sign_in::enter)
        .get("/sign-in/code", Needs::Anyone, code::show)
        .post("/sign-in/code", Needs::Anyone, code::enter)
        .post("/sign-in/passkey/begin", Needs::Anyone, passkeys::ask_at_the_door)
        .post("/sign-in/passkey", Needs::Anyone, passkeys::enter)
        .post("/sign-in/code/passkey/begin", Needs::Anyone, passkeys::ask_at_the_second_step)
        .post("/sign-in/code/passkey", Needs::Anyone, passkeys::finish_second_step)
        .post("/sign-out", Needs::SignedIn, sign_in::leave)
        .while_setting_up()
        .get("/forgot", Needs::Anyone, forgot::show)
        .post("/forgot", Needs::Anyone, forgot::ask)
        .get("/reset/{token}", Needs::Anyone, reset::take)
        .get("/reset", Needs::Anyone, reset::show)
        .post("/reset", Needs::Anyone, reset::set)
        .get("/invitation/{token}", Needs::Anyone, invitation::take)
        .get("/invitation", Needs::Anyone, invitation::show)
        .post("/invitation", Needs::Anyone, invitation::accept)
        .get("/local/{token}", Needs::Anyone, local::enter)
        .get("/first/{token}", Needs::Anyone, first::show)
        .post("/first/{token}", Needs::Anyone, first::claim)
        .get("/unsubscribe/{token}", Needs::Anyone, unsubscribe::show)
        .post("/unsubscribe/{token}", Needs::Signature, unsubscribe::turn_off)
}

fn own() -> Routes {
    Routes::new()
        .get("/settings", Needs::SignedIn, async || web::see_other("/settings/profile"))
        .get("/settings/profile", Needs::SignedIn, profile::show)
        .post("/settings/profile", Needs::SignedIn, profile::save)
        .post("/settings/profile/looks", Needs::SignedIn, looks::save)
        .get("/settings/notifications", Needs::SignedIn, notifications::show)
        .post("/settings/notifications", Needs::SignedIn, notifications::save)
        .get("/settings/security", Needs::SignedIn, security::show)
        .post("/settings/security/password", Needs::SignedIn, security::change_password)
        .post("/settings/security/sessions/{id}/end", Needs::SignedIn, security::end_one)
        .post("/settings/security/sessions/end-others", Needs::SignedIn, security::end_others)
        .get("/settings/security/second-factor/first", Needs::SignedIn, second_factor::first)
        .while_setting_up()
        .post("/settings/security/second-factor/offer", Needs::SignedIn, second_factor::offer)
        .while_setting_up()
        .get("/settings/security/second-factor", Needs::SignedIn, second_factor::show)
        .while_setting_up()
        .post("/settings/security/second-factor/on", Needs::SignedIn, second_factor::turn_on)
        .while_setting_up()
        .post("/settings/security/passkeys/begin", Needs::SignedIn, passkeys::ask_for_new)
        .while_setting_up()
        .post("/settings/security/passkeys", Needs::SignedIn, passkeys::add)
        .while_setting_up()
        .post("/settings/security/passkeys/{id}/rename", Needs::SignedIn, passkeys::rename)
        .post("/settings/security/passkeys/{id}/remove", Needs::SignedIn, passkeys::remove)
        .post("/settings/security/second-factor/off", Needs::SignedIn, second_factor::turn_off)
        .post("/settings/security/recovery-codes", Needs::SignedIn, second_factor::renew_codes)
        .get("/settings/tokens", Needs::SignedIn, tokens::show)
        .post("/settings/tokens", Needs::SignedIn, tokens::create)
        .post("/settings/tokens/{id}/revoke", Needs::SignedIn, tokens::revoke)
        .get("/settings/service-tokens", TOKENS, tokens::show_service)
        .post("/settings/service-tokens", TOKENS, tokens::create_service)
        .post("/settings/service-tokens/{id}/revoke", TOKENS, tokens::revoke_service)
        .get("/settings/changes", Needs::SignedIn, changes::show)
        .post("/settings/changes/{id}/put-back", Needs::SignedIn, changes::put_back)
        .get("/presence", Needs::SignedIn, presence::show)
        .post("/presence", Needs::SignedIn, presence::set)
}

fn people_and_roles() -> Routes {
    Routes::new()
        .get("/settings/people", PEOPLE, people::show)
        .get("/settings/people/invite", PEOPLE, invite::show)
        .post("/settings/people/invite", PEOPLE, invite::send)
        .get("/settings/people/{id}", PEOPLE, person::show)
        .post("/settings/people/{id}", PEOPLE, person::save)
        .post("/settings/people/{id}/invite-again", PEOPLE, hand_over::invite_again)
        .post("/settings/people/{id}/reset-link", PEOPLE, hand_over::reset_link)
        .post("/settings/people/{id}/second-factor-off", PEOPLE, person::take_second_factor)
        .post("/settings/people/{id}/sign-out", PEOPLE, person::sign_out)
        .post("/settings/people/{id}/sessions/{session}/end", PEOPLE, person::end_session)
        .post("/settings/people/{id}/deactivate", PEOPLE, person::leave)
        .post("/settings/people/{id}/reactivate", PEOPLE, person::come_back)
        .get("/settings/roles", PEOPLE, roles::show)
        .get("/settings/roles/preview", PEOPLE, role_effect::preview)
        .get("/settings/roles/new", PEOPLE, role::blank)
        .post("/settings/roles/new", PEOPLE, role::create)
        .get("/settings/roles/{id}", PEOPLE, role::show)
        .post("/settings/roles/{id}", PEOPLE, role::save)
        .post("/settings/roles/{id}/remove", PEOPLE, role::remove)
}

fn of_teams() -> Routes {
    Routes::new()
        .get("/settings/teams", TEAMS, teams::show)
        .post("/settings/teams", TEAMS, teams::create)
        .get("/settings/teams/{id}", TEAMS, team::show)
        .post("/settings/teams/{id}", TEAMS, team::save)
        .post("/settings/teams/{id}/archive", TEAMS, team::archive)
}

/// One's own entries of this feature in the settings navigation.
pub const SETTINGS_MENU_OWN: &[MenuEntry] = &[
    own_entry("profile", "/settings/profile", "agents-profile", "customer"),
    own_entry("notifications", "/settings/notifications", "agents-notifications", "bell"),
    own_entry("security", "/settings/security", "agents-security", "shield"),
    own_entry("tokens", "/settings/tokens", "agents-tokens", "key"),
];

/// The administrator's.
pub const SETTINGS_MENU: &[MenuEntry] = &[
    desk_entry("people", "/settings/people", "agents-people", PEOPLE, "people"),
    desk_entry("teams", "/settings/teams", "agents-teams", TEAMS, "team"),
    desk_entry("roles", "/settings/roles", "agents-roles", PEOPLE, "lock"),
    desk_entry("access", "/settings/access", "agents-access", SETTINGS, "shield"),
    desk_entry("service-tokens", "/settings/service-tokens", "agents-service-tokens", TOKENS, "key"),
    desk_entry("changes", "/settings/changes", "agents-changes", PEOPLE, "undo"),
    MenuEntry {
        name: "api",
        href: "/settings/api",
        label_key: "web-api",
        needs: Needs::SignedIn,
        icon: "link",
        group_key: "agents-menu-people",
    },
];

const fn own_entry(name: &'static str, href: &'static str, label_key: &'static str, icon: &'static str) -> MenuEntry {
    MenuEntry {
        name,
        href,
        label_key,
        needs: Needs::SignedIn,
        icon,
        group_key: "agents-menu-own",
    }
}

const fn desk_entry(name: &'static str, href: &'static str, label_key: &'static str, needs: Needs, icon: &'static str) -> MenuEntry {
    MenuEntry { name, href, label_key, needs, icon, group_key: "agents-menu-people" }
}
