//! How this room's events read, in the reader's language: short sentences that stand after the name of whoever did it,
//! and alone. A new event does not compile until it has one.

use crate::pages::lasting;
use crate::sessions::Why;
use crate::{BuiltIn, Event, Permissions, Presence};
use web::Text;

/// The sentence for an event; `None` when another line already says it.
pub fn story(event: &Event, text: &Text) -> Option<String> {
    Some(match event {
        Event::AgentAdded { name, role, .. } => text.say_with("agents-story-added", &[("name", name), ("role", &role_name(text, role))]),
        Event::AgentInvited { name, role, .. } => {
            text.say_with("agents-story-invited", &[("name", name), ("role", &role_name(text, role))])
        }
        Event::InvitationAccepted { .. } => text.say("agents-story-invitation-accepted"),
        Event::ProfileChanged { changed, .. } => profile(text, changed),
        Event::SettingPutBack { what, name, .. } => {
            let kind = text.say(&format!("agents-change-of-{}", what.replace('_', "-")));
            text.say_with("agents-story-put-back", &[("what", &if name.is_empty() { kind } else { format!("{kind} · {name}") })])
        }
        Event::OnlyThroughProvider { .. } => text.say("agents-story-only-through-provider"),
        Event::PasswordsToo {} => text.say("agents-story-passwords-too"),
        Event::SessionPolicyChanged { longest_hours, idle_minutes, stays, most } => {
            session_policy(text, *longest_hours, *idle_minutes, *stays, *most)
        }
        Event::FactorRuleChanged { everybody, roles, grace_days } => factor_rule(text, *everybody, roles, *grace_days),
        Event::NetworksChanged { people, programs } => {
            let said = |list: &[String]| if list.is_empty() { text.say("agents-access-anywhere") } else { list.join(" · ") };
            text.say_with("agents-story-networks", &[("people", &said(people)), ("programs", &said(programs))])
        }
        Event::CompanyNamed { name } => text.say_with("agents-story-company-named", &[("name", name)]),
        Event::KeysChosen { off, changed, .. } => {
            let key = if *off { "agents-story-keys-off" } else { "agents-story-keys-on" };
            text.say_with(key, &[("changed", changed)])
        }
        Event::AgentRoleChanged { from, to, .. } => {
            text.say_with("agents-story-role-given", &[("from", &role_name(text, from)), ("to", &role_name(text, to))])
        }
        Event::AgentDeactivated { .. } => text.say("agents-story-deactivated"),
        Event::AgentReactivated { .. } => text.say("agents-story-reactivated"),
        Event::SignedIn { by, .. } => return signed_in(text, by),
        Event::SessionsEnded { sessions, reason, .. } => return sessions_ended(text, *sessions, reason),
        Event::PasswordChanged { by, .. } if by == "reset" => text.say("agents-story-password-reset"),
        Event::PasswordChanged { .. } => text.say("agents-story-password-changed"),
        Event::ResetAsked { .. } => text.say("agents-story-reset-asked"),
        Event::SecondFactorTurnedOn { .. } => text.say("agents-story-second-factor-on"),
        Event::SecondFactorTurnedOff { .. } => text.say("agents-story-second-factor-off"),
        Event::RecoveryCodesRenewed { .. } => text.say("agents-story-recovery-codes-renewed"),
        Event::RecoveryCodeUsed { left, .. } => text.say_with("agents-story-recovery-code-used", &[("left", left)]),
        Event::PasskeyAdded { name, .. } => text.say_with("agents-story-passkey-added", &[("name", name)]),
        Event::PasskeyRenamed { before, name, .. } => text.say_with("agents-story-passkey-renamed", &[("before", before), ("name", name)]),
        Event::PasskeyRemoved { name, .. } => text.say_with("agents-story-passkey-removed", &[("name", name)]),
        Event::PasskeyRefused { name, .. } => text.say_with("agents-story-passkey-refused", &[("name", name)]),
        Event::LocalLinkMade { .. } => text.say("agents-story-local-link-made"),
        Event::TokenCreated { name, scopes, .. } => {
            text.say_with("agents-story-token-created", &[("name", name), ("permissions", &counted(text, scopes))])
        }
        Event::TokenRevoked { name, .. } => text.say_with("agents-story-token-revoked", &[("name", name)]),
        Event::ServiceTokenCreated { name, scopes, .. } => {
            text.say_with("agents-story-service-token-created", &[("name", name), ("permissions", &counted(text, scopes))])
        }
        Event::ServiceTokenRevoked { name, .. } => text.say_with("agents-story-service-token-revoked", &[("name", name)]),
        Event::PresenceChanged { presence, reason, by_itself, .. } => showed(text, presence, reason, *by_itself),
        Event::RoleCreated { name, permissions, .. } => {
            text.say_with("agents-story-role-created", &[("name", name), ("permissions", &counted(text, permissions))])
        }
        Event::RoleChanged { name, added, removed, .. } => {
            text.say_with("agents-story-role-changed", &[("name", name), ("added", &how_many(added)), ("removed", &how_many(removed))])
        }
        Event::RoleRemoved { name, .. } => text.say_with("agents-story-role-removed", &[("name", name)]),
        Event::TeamCreated { name, .. } => text.say_with("agents-story-team-created", &[("name", name)]),
        Event::TeamChanged { name, .. } => text.say_with("agents-story-team-changed", &[("name", name)]),
        Event::TeamArchived { name, .. } => text.say_with("agents-story-team-archived", &[("name", name)]),
        Event::TeamMemberAdded { name, .. } => text.say_with("agents-story-team-member-added", &[("name", name)]),
        Event::TeamMemberRemoved { name, .. } => text.say_with("agents-story-team-member-removed", &[("name", name)]),
        Event::TeamLeadChanged { name, lead: true, .. } => text.say_with("agents-story-team-lead-chosen", &[("name", name)]),
        Event::TeamLeadChanged { name, lead: false, .. } => text.say_with("agents-story-team-lead-gone", &[("name", name)]),
    })
}

/// The session that goes on after a new password is told by the password.
fn signed_in(text: &Text, by: &str) -> Option<String> {
    let key = match by {
        "password" => "agents-story-signed-in-password",
        "code" => "agents-story-signed-in-code",
        "recovery_code" => "agents-story-signed-in-recovery-code",
        "passkey" => "agents-story-signed-in-passkey",
        "password_and_passkey" => "agents-story-signed-in-password-and-passkey",
        "invitation" => "agents-story-signed-in-invitation",
        "local_link" => "agents-story-signed-in-local-link",
        "first_link" => "agents-story-signed-in-first-link",
        "provider" => "agents-story-signed-in-provider",
        "password_change" => return None,
        _ => "agents-story-signed-in",
    };
    Some(text.say(key))
}

/// A session that made way for a new one in the same browser is told by the new one.
fn sessions_ended(text: &Text, sessions: u64, reason: &str) -> Option<String> {
    match Why::of_word(reason) {
        Some(Why::Replaced) => None,
        Some(Why::SignedOut) => Some(text.say("agents-story-signed-out")),
        Some(Why::PasswordChanged) => Some(text.say("agents-story-signed-out-password")),
        Some(Why::Deactivated) => Some(text.say("agents-story-signed-out-deactivated")),
        Some(Why::OnlyThroughProvider) => Some(text.say("agents-story-signed-out-only-provider")),
        Some(Why::Policy) => Some(text.say_with("agents-story-sessions-policy", &[("sessions", &sessions)])),
        Some(Why::TooMany) => Some(text.say_with("agents-story-sessions-too-many", &[("sessions", &sessions)])),
        Some(Why::EndedElsewhere) => Some(text.say("agents-story-signed-out-elsewhere")),
        Some(Why::Revoked | Why::EverywhereElse) | None => Some(text.say_with("agents-story-sessions-ended", &[("sessions", &sessions)])),
    }
}

/// In plain words: how long, without use, kept, how many.
fn session_policy(text: &Text, longest_hours: i64, idle_minutes: i64, stays: bool, most: i64) -> String {
    let kept = text.say(if stays { "agents-yes" } else { "agents-no" });
    let most = if most == 0 { text.say("agents-access-any-number") } else { most.to_string() };
    let (longest, idle) = (lasting::said(text, longest_hours * 60), lasting::said(text, idle_minutes));
    text.say_with("agents-story-session-policy", &[("longest", &longest), ("idle", &idle), ("stays", &kept), ("most", &most)])
}

/// Of whom it is asked, and after how long.
fn factor_rule(text: &Text, everybody: bool, roles: &[String], grace_days: i64) -> String {
    let named: Vec<String> = roles.iter().map(|role| role_name(text, role)).collect();
    let of = match (everybody, named.is_empty()) {
        (true, _) => text.say("agents-access-factor-everybody"),
        (false, false) => named.join(" · "),
        (false, true) => return text.say("agents-story-factor-of-nobody"),
    };
    text.say_with("agents-story-factor-rule", &[("of", &of), ("days", &grace_days)])
}

fn showed(text: &Text, presence: &str, reason: &str, by_itself: bool) -> String {
    let known = Presence::of_word(presence).map(|known| text.say(&format!("agents-presence-{}", known.word())));
    let presence = known.unwrap_or_else(|| presence.to_owned());
    match (by_itself, reason) {
        (true, _) => text.say_with("agents-story-presence-by-itself", &[("presence", &presence)]),
        (false, "") => text.say_with("agents-story-presence", &[("presence", &presence)]),
        (false, reason) => text.say_with("agents-story-presence-because", &[("presence", &presence), ("reason", &reason)]),
    }
}

fn profile(text: &Text, changed: &[String]) -> String {
    let parts: Vec<String> = changed.iter().map(|part| profile_part(text, part)).collect();
    text.say_with("agents-story-profile-changed", &[("changed", &parts.join(" · "))])
}

/// What the profile page calls it.
fn profile_part(text: &Text, part: &str) -> String {
    match part {
        "name" => text.say("agents-name"),
        "email" => text.say("agents-email"),
        "locale" => text.say("agents-language"),
        "zone" => text.say("agents-zone"),
        "signature" => text.say("agents-signature"),
        "theme" => text.say("agents-theme"),
        "density" => text.say("agents-density"),
        "notifications" => text.say("agents-notifications"),
        other => other.to_owned(),
    }
}

/// A built-in role by its translated name: the log has the stored one, which no other role can take.
fn role_name(text: &Text, stored: &str) -> String {
    let built_in = BuiltIn::ALL.iter().find(|role| role.word().replace('_', " ") == stored.to_lowercase());
    built_in.map_or_else(|| stored.to_owned(), |role| text.say(role.name_key()))
}

fn counted(text: &Text, permissions: &str) -> String {
    text.say_with("agents-token-scope-count", &[("count", &how_many(permissions))])
}

fn how_many(permissions: &str) -> usize {
    Permissions::of_words(permissions).iter().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::Locale;

    fn told(event: &Event, locale: Locale) -> Option<String> {
        story(event, &Text::of(vec![web::TEXTS, crate::TEXTS], locale))
    }

    fn ended(sessions: u64, reason: &str) -> Event {
        Event::SessionsEnded { agent: 2, sessions, reason: reason.into() }
    }

    #[test]
    fn built_in_roles_are_named_in_the_readers_language_and_others_as_they_are() {
        let given = Event::AgentRoleChanged { agent: 2, from: "Light agent".into(), to: "Returns".into() };

        assert_eq!(told(&given, Locale::En).as_deref(), Some("A colleague’s role changed from Light agent to Returns"));
        assert_eq!(told(&given, Locale::Zh).as_deref(), Some("一位同事的角色由轻量客服改为Returns"));
    }

    #[test]
    fn sessions_that_made_way_are_told_by_what_replaced_them() {
        let continued = Event::SignedIn { agent: 2, session: 5, by: "password_change".into() };

        assert_eq!(told(&ended(1, "replaced"), Locale::En), None);
        assert_eq!(told(&continued, Locale::En), None);
        assert_eq!(told(&ended(1, "revoked"), Locale::En).as_deref(), Some("1 session was ended"));
        assert_eq!(told(&ended(3, "everywhere"), Locale::Es).as_deref(), Some("Se cerraron 3 sesiones"));
    }

    #[test]
    fn a_word_of_an_older_desk_is_still_told() {
        let shown = Event::PresenceChanged { agent: 2, presence: "lunching".into(), reason: String::new(), by_itself: false };

        assert_eq!(told(&shown, Locale::En).as_deref(), Some("Presence: lunching"));
        assert_eq!(told(&ended(2, "curfew"), Locale::En).as_deref(), Some("2 sessions were ended"));
    }
}
