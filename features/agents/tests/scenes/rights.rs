//! Roles and rights: nobody grants more than they have, one admin remains, and the log tells it all.

use crate::stage::{People, newcomer, refusal};
use agents::agent::change_profile::{Profile, change_profile};
use agents::agent::change_role::change_role;
use agents::agent::deactivate::deactivate;
use agents::{BuiltIn, Density, NewPassword, Permission, Permissions, RoleId, Theme, roles};
use db::sql;
use kit::Locale;
use testkit::both_databases;

fn set(permissions: &[Permission]) -> Permissions {
    permissions.iter().copied().collect()
}

/// Carla makes a role that manages people and little else, and gives it to Ben.
async fn ben_manages_people(desk: &People) -> RoleId {
    let permissions = set(&[Permission::PeopleManage, Permission::CustomersSee, Permission::ConversationsNote]);
    let role = desk
        .by(desk.carla, move |work| roles::create(work, "People office", &permissions))
        .await
        .expect("create");
    let ben = desk.ben;
    desk.by(desk.carla, move |work| change_role(work, ben, role)).await.expect("give");
    role
}

#[both_databases]
async fn every_change_of_rights_is_in_the_log_with_who_and_what(desk: People) {
    let (ana, supervisor) = (desk.ana, desk.role(BuiltIn::Supervisor).await);

    desk.by(desk.carla, move |work| change_role(work, ana, supervisor)).await.expect("promote");

    let (by, about, detail): (i64, i64, String) = desk
        .read(|tx| sql("SELECT actor_id, agent_id, detail FROM activity WHERE kind = 'agent.role_changed'").only(tx, "activity"))
        .await;
    assert_eq!((by, about), (desk.carla.0, desk.ana.0));
    assert!(detail.contains(r#""from":"Agent""#) && detail.contains(r#""to":"Supervisor""#), "{detail}");
}

#[both_databases]
async fn somebody_without_the_permission_changes_nobody(desk: People) {
    let (ana, admin) = (desk.ana, desk.role(BuiltIn::Admin).await);

    let by_ben = desk.by(desk.ben, move |work| change_role(work, ana, admin)).await;
    let by_herself = desk.by(desk.ana, move |work| change_role(work, ana, admin)).await;

    assert_eq!((refusal(by_ben), refusal(by_herself)), ("agents-refused-not-permitted", "agents-refused-not-permitted"));
}

#[both_databases]
async fn nobody_grants_takes_or_touches_more_than_they_have(desk: People) {
    let own = ben_manages_people(&desk).await;
    let (ben, ana, carla) = (desk.ben, desk.ana, desk.carla);
    let (admin, light) = (desk.role(BuiltIn::Admin).await, desk.role(BuiltIn::LightAgent).await);
    let wider = set(&[Permission::PeopleManage, Permission::SettingsManage]);

    let outcomes = [
        refusal(desk.by(ben, move |work| change_role(work, ben, admin)).await),
        refusal(desk.by(ben, move |work| change_role(work, ana, light)).await),
        refusal(desk.by(ben, move |work| change_role(work, carla, light)).await),
        refusal(desk.by(ben, move |work| deactivate(work, carla)).await),
        refusal(
            desk.by(ben, {
                let wider = wider.clone();
                move |work| roles::create(work, "Wider", &wider)
            })
            .await,
        ),
        refusal(desk.by(ben, move |work| roles::change(work, own, "People office", &wider)).await),
    ];

    assert_eq!(outcomes, ["agents-refused-more-than-you"; 6]);
}

#[both_databases]
async fn the_last_admin_stays_an_admin_and_stays(desk: People) {
    let (carla, agent, admin) = (desk.carla, desk.role(BuiltIn::Agent).await, desk.role(BuiltIn::Admin).await);

    let demoted = desk.by(carla, move |work| change_role(work, carla, agent)).await;
    let removed = desk.db().work(db::Actor::System, move |work| deactivate(work, carla)).await;
    let ben = desk.ben;
    desk.by(carla, move |work| change_role(work, ben, admin)).await.expect("a second admin");
    desk.by(carla, move |work| change_role(work, carla, agent)).await.expect("now she may step down");

    assert_eq!((refusal(demoted), refusal(removed)), ("agents-refused-last-admin", "agents-refused-last-admin"));
}

#[both_databases]
async fn an_invited_admin_who_has_not_come_does_not_count(desk: People) {
    let (carla, admin, agent) = (desk.carla, desk.role(BuiltIn::Admin).await, desk.role(BuiltIn::Agent).await);
    let invitation = agents::invitation::Invitation {
        name: "Noor".into(),
        email: crate::stage::email_of("noor"),
        role: admin,
        teams: Vec::new(),
        locale: Locale::En,
        zone: "UTC".into(),
    };
    desk.by(carla, move |work| agents::invitation::invite(work, &invitation, &crate::stage::post()))
        .await
        .expect("invite");

    let stepping_down = desk.by(carla, move |work| change_role(work, carla, agent)).await;

    assert_eq!(refusal(stepping_down), "agents-refused-last-admin");
}

#[both_databases]
async fn two_admins_demoting_each_other_at_once_leave_one(desk: People) {
    let (carla, ben, admin, agent) = (desk.carla, desk.ben, desk.role(BuiltIn::Admin).await, desk.role(BuiltIn::Agent).await);
    desk.by(carla, move |work| change_role(work, ben, admin)).await.expect("a second admin");

    let (one, other) = tokio::join!(
        desk.by(carla, move |work| change_role(work, ben, agent)),
        desk.by(ben, move |work| change_role(work, carla, agent))
    );

    let admins: i64 = desk
        .read(|tx| sql("SELECT COUNT(*) FROM agent a JOIN role r ON r.id = a.role_id WHERE r.built_in = 'admin'").only(tx, "agent"))
        .await;
    assert_eq!((admins, one.is_ok() || other.is_ok()), (1, true), "{one:?} {other:?}");
}

#[both_databases]
async fn nobody_deactivates_themselves(desk: People) {
    let (ben, admin) = (desk.ben, desk.role(BuiltIn::Admin).await);
    desk.by(desk.carla, move |work| change_role(work, ben, admin)).await.expect("a second admin");

    let outcome = desk.by(ben, move |work| deactivate(work, ben)).await;

    assert_eq!(refusal(outcome), "agents-refused-deactivate-yourself");
}

#[both_databases]
async fn built_in_roles_do_not_change_and_a_role_in_use_is_not_removed(desk: People) {
    let office = ben_manages_people(&desk).await;
    let agent = desk.role(BuiltIn::Agent).await;

    let widened = desk.by(desk.carla, move |work| roles::change(work, agent, "Agent", &Permissions::all())).await;
    let removed = desk.by(desk.carla, move |work| roles::remove(work, office)).await;
    let (ben, supervisor) = (desk.ben, desk.role(BuiltIn::Supervisor).await);
    desk.by(desk.carla, move |work| change_role(work, ben, supervisor)).await.expect("back");
    desk.by(desk.carla, move |work| roles::remove(work, office)).await.expect("nobody has it now");

    assert_eq!((refusal(widened), refusal(removed)), ("agents-refused-built-in-role", "agents-refused-role-in-use"));
}

#[both_databases]
async fn a_changed_role_tells_what_was_added_and_removed_and_works_at_once(desk: People) {
    let office = ben_manages_people(&desk).await;
    let narrower = set(&[Permission::CustomersSee, Permission::TagsManage]);

    desk.by(desk.carla, move |work| roles::change(work, office, "Library", &narrower))
        .await
        .expect("change");
    let (ana, light) = (desk.ana, desk.role(BuiltIn::LightAgent).await);
    let ben_after = desk.by(desk.ben, move |work| change_role(work, ana, light)).await;

    let detail: String = desk
        .read(|tx| sql("SELECT detail FROM activity WHERE kind = 'role.changed'").only(tx, "activity"))
        .await;
    assert!(
        detail.contains(r#""added":"tags.manage""#) && detail.contains(r#""removed":"people.manage conversations.note""#),
        "{detail}"
    );
    assert_eq!(refusal(ben_after), "agents-refused-not-permitted");
}

#[both_databases]
async fn two_roles_do_not_share_a_name(desk: People) {
    let outcome = desk.by(desk.carla, |work| roles::create(work, "  SUPERVISOR ", &Permissions::none())).await;

    assert_eq!(refusal(outcome), "agents-refused-name-taken");
}

#[both_databases]
async fn attack_24_a_profile_carries_no_rights_and_is_its_owners_alone(desk: People) {
    let (ana, ben) = (desk.ana, desk.ben);
    let profile = Profile {
        name: " Ana\r\nRuiz ".into(),
        locale: Locale::Zh,
        zone: "Nowhere/Atall".into(),
        signature: "Ana\r\nKettle & Co.\r\n".into(),
        theme: Theme::Dark,
        density: Density::Compact,
    };

    let (by_ben, own) = (profile.clone(), profile.clone());
    let strange = desk.by(ben, move |work| change_profile(work, ana, &by_ben)).await;
    desk.by(ana, move |work| change_profile(work, ana, &own)).await.expect("save");
    desk.by(ana, move |work| change_profile(work, ana, &profile)).await.expect("save again");

    let after = desk.read(move |tx| agents::agents::find(tx, ana)).await;
    assert_eq!(refusal(strange), "not found");
    assert_eq!((after.name.as_str(), after.zone.as_str(), after.signature.as_str()), ("AnaRuiz", "UTC", "Ana\nKettle & Co."));
    assert_eq!(after.role, desk.role(BuiltIn::Agent).await);
    assert_eq!(desk.times("agent.profile_changed").await, 1);
}

#[both_databases]
async fn an_address_belongs_to_one_person_even_after_they_left(desk: People) {
    let password = desk.hasher.hash(&NewPassword::for_demo("x")).await.expect("hash");
    let (ana, again) = (desk.ana, newcomer("ana", BuiltIn::Agent, &password));
    let later = again.clone();

    let taken = desk.by(desk.carla, move |work| agents::add(work, &again)).await;
    desk.by(desk.carla, move |work| deactivate(work, ana)).await.expect("deactivate");
    let gone = desk.by(desk.carla, move |work| agents::add(work, &later)).await;

    assert_eq!((refusal(taken), refusal(gone)), ("agents-refused-email-taken", "agents-refused-email-of-deactivated"));
}
