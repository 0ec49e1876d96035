//! The first day of a desk, the keyboard as each likes it, and changes of settings that are put back.

use crate::stage::{PASSWORD, People, refusal};
use agents::changes::{self, ChangeId, PersonSetting, RoleSetting, Settings, TeamSetting, keeping};
use agents::keys::{self, Keys};
use agents::{AgentId, Permissions, company, first, roles, teams};
use axum::http::StatusCode;
use db::sql;
use std::collections::BTreeMap;
use std::sync::Arc;
use testkit::both_databases;

#[both_databases]
async fn an_empty_desk_is_opened_by_its_link_once_and_by_nobody_else(desk: People) {
    desk.as_system(|work| {
        sql("DELETE FROM agent").run(work)?;
        work.keep_quietly("nobody works here");
        Ok(())
    })
    .await;
    let old = desk.as_system(first::link).await.expect("a link");
    let token = desk.as_system(first::link).await.expect("a link");
    let address = format!("/first/{}", token.reveal());
    let mut noor = desk.browser();

    let stale = desk.browser().get(&format!("/first/{}", old.reveal())).await;
    let guessed = desk.browser().get("/first/guessed").await;
    let page = noor.get(&address).await;
    assert!(page.body.contains("js/later/zone.js"), "the browser's own zone is preset");
    let form = |company: &'static str, password: &'static str| {
        [
            ("company", company),
            ("name", "Noor"),
            ("email", "noor@kettle.example"),
            ("password", password),
            ("locale", "es"),
            ("zone", "Europe/Madrid"),
        ]
    };
    let nameless = noor.post(&address, &form("  ", PASSWORD)).await;
    let weak = noor.post(&address, &form("Kettle & Co.", "short")).await;
    let came = noor.post(&address, &form("Kettle & Co.", PASSWORD)).await;
    let profile = noor.get("/settings/profile").await;
    let again = desk.browser().get(&address).await;

    for page in [&stale, &guessed, &again] {
        assert!(!page.body.contains("name=\"company\"") && page.body.contains("good once"), "{}", page.body);
    }
    assert_eq!([nameless.status, weak.status], [StatusCode::UNPROCESSABLE_ENTITY; 2]);
    assert!(weak.body.contains("Kettle &amp; Co.") && !weak.body.contains("value=\"short\""));
    assert_eq!((came.status, came.leads_to.as_str()), (StatusCode::SEE_OTHER, "/setup"));
    assert!(profile.body.contains("lang=\"es\"") && profile.body.contains("Europe/Madrid"));
    assert_eq!(desk.read(company::name).await.as_deref(), Some("Kettle & Co."));
    assert_eq!((desk.times("agent.added").await, desk.times("company.named").await), (4, 1));
    assert!(desk.as_system(first::link).await.is_none(), "somebody works here now");
}

#[both_databases]
async fn keys_are_everybodys_own_and_stand_on_every_page(desk: People) {
    const KNOWN: [&str; 3] = ["e", "r", "g i"];
    let (ana, ben) = (desk.ana, desk.ben);
    let wanted = Keys::chosen(true, [("e", "y"), ("q", "z")]);

    let kept = wanted.clone();
    desk.by(ana, move |work| keys::choose(work, ana, &kept, &KNOWN)).await.expect("chosen");
    let unchanged = Keys::chosen(true, [("e", "y")]);
    desk.by(ana, move |work| keys::choose(work, ana, &unchanged, &KNOWN)).await.expect("as it was");
    let clash = desk.by(ana, move |work| keys::choose(work, ana, &Keys::chosen(false, [("e", "r")]), &KNOWN)).await;
    let others = desk.by(ben, move |work| keys::choose(work, ana, &Keys::default(), &KNOWN)).await;

    let page = desk.signed_in("ana").await.get("/settings/profile").await.body;
    let bens = desk.signed_in("ben").await.get("/settings/profile").await.body;
    assert!(
        page.contains("data-keys=\"off\"") && page.contains("data-own-keys=\"{&quot;e&quot;:&quot;y&quot;}\""),
        "{}",
        &page[..400]
    );
    assert!(page.contains("Single keys are off"));
    assert!(!bens.contains("data-keys=\"off\"") && !bens.contains("data-own-keys") && bens.contains("Single keys are on"));
    assert_eq!((refusal(clash), refusal(others)), ("agents-refused-key-twice", "not found"));
    assert_eq!(desk.times("agent.keys_chosen").await, 1);
}

fn known() -> Settings {
    Settings(vec![Arc::new(RoleSetting), Arc::new(TeamSetting)])
}

#[both_databases]
async fn a_role_stands_again_as_it_stood_unless_somebody_moved_on(desk: People) {
    let carla = desk.carla;
    let few = Permissions::of_words("conversations.see");
    let many = Permissions::of_words("conversations.see conversations.note conversations.reply");
    let allowed = few.clone();
    let role = desk.by(carla, move |work| roles::create(work, "Night shift", &allowed)).await.expect("a role");
    let change = move |name: &'static str, permissions: Permissions| {
        move |work: &mut db::Work<'_>| {
            work.keep_quietly("saved as it was");
            keeping(work, &RoleSetting, &role.to_string(), |work| roles::change(work, role, name, &permissions))
        }
    };
    let newest = || desk.read(|tx| Ok(changes::newest(tx, &["role", "team"], 9)?.first().map(|change| change.id.0)));

    desk.by(carla, change("Night shift", few.clone())).await.expect("as it was");
    assert_eq!(newest().await, None, "what changes nothing is no change");
    desk.by(carla, change("Night owls", many.clone())).await.expect("changed");
    let first = ChangeId(newest().await.expect("a change"));
    desk.by(carla, change("Day shift", many.clone())).await.expect("changed again");
    let ana = desk.ana;
    let others = desk.by(ana, move |work| changes::put_back(work, &known(), first).map(drop)).await;
    assert_eq!(refusal(others), "agents-refused-not-permitted", "who may not change it may not put it back");
    let late = desk.by(carla, move |work| changes::put_back(work, &known(), first).map(drop)).await;
    let second = ChangeId(newest().await.expect("a change"));
    desk.by(carla, move |work| changes::put_back(work, &known(), second).map(drop)).await.expect("back");
    desk.by(carla, move |work| changes::put_back(work, &known(), first).map(drop))
        .await
        .expect("further back");
    let twice = desk.by(carla, move |work| changes::put_back(work, &known(), first).map(drop)).await;

    let now = desk.read(move |tx| roles::find(tx, role)).await;
    assert_eq!((now.name.as_str(), now.permissions().words()), ("Night shift", few.words()));
    assert_eq!((refusal(late), refusal(twice)), ("agents-refused-moved-on", "agents-refused-put-back-before"));
    assert_eq!(desk.times("settings.put_back").await, 2);
}

#[both_databases]
async fn a_team_gets_its_members_and_leads_back(desk: People) {
    let (carla, ana, ben) = (desk.carla, desk.ana, desk.ben);
    let team = desk.by(carla, |work| teams::create(work, "Billing", "Money")).await.expect("a team");
    let members = move |tx: &mut db::Tx<'_>| {
        sql("SELECT agent_id, lead FROM team_member WHERE team_id = $1 ORDER BY agent_id")
            .with(team)
            .all::<(i64, bool)>(tx)
    };
    let before = desk.read(members).await;
    let wanted: BTreeMap<AgentId, bool> = [(ana, true), (ben, false)].into();

    desk.by(carla, move |work| {
        let wanted = wanted.clone();
        keeping(work, &TeamSetting, &team.to_string(), move |work| teams::set_members(work, team, &wanted))
    })
    .await
    .expect("staffed");
    assert_eq!(desk.read(members).await, [(ben.0, false), (ana.0, true)]);
    let change = desk.read(|tx| Ok(changes::newest(tx, &["role", "team", "person"], 1)?[0].id)).await;
    desk.by(carla, move |work| changes::put_back(work, &known(), change).map(drop)).await.expect("back");

    assert_eq!(desk.read(members).await, before);
}

#[both_databases]
async fn somebody_has_their_role_and_the_lead_of_their_team_back(desk: People) {
    let (carla, ana) = (desk.carla, desk.ana);
    let supervisor = desk.role(agents::BuiltIn::Supervisor).await;
    let before = desk.role(agents::BuiltIn::Agent).await;
    let team = desk.by(carla, |work| teams::create(work, "Billing", "")).await.expect("a team");
    desk.by(carla, move |work| teams::set_members(work, team, &[(ana, true)].into()))
        .await
        .expect("Ana leads");

    desk.by(carla, move |work| {
        keeping(work, &PersonSetting, &ana.to_string(), |work| {
            agents::agent::change_role::change_role(work, ana, supervisor)?;
            teams::set_teams_of(work, ana, &[])
        })
    })
    .await
    .expect("moved up and out");
    let change = desk.read(|tx| Ok(changes::newest(tx, &["role", "team", "person"], 1)?[0].id)).await;
    let settings = Settings(vec![Arc::new(PersonSetting)]);
    desk.by(carla, move |work| changes::put_back(work, &settings, change).map(drop))
        .await
        .expect("back");

    let leads: Option<bool> = desk
        .read(move |tx| {
            sql("SELECT lead FROM team_member WHERE team_id = $1 AND agent_id = $2")
                .with(team)
                .with(ana)
                .one(tx)
        })
        .await;
    assert_eq!((desk.read(move |tx| agents::agents::find(tx, ana)).await.role, leads), (before, Some(true)));
}

#[both_databases]
async fn a_role_says_what_it_would_mean_before_it_is_saved(desk: People) {
    let mut carla = desk.signed_in("carla").await;
    let mut ana = desk.signed_in("ana").await;

    let shown = carla.get("/settings/roles/preview?permission=conversations.note&permission=nonsense").await;
    let refused = ana.get("/settings/roles/preview?permission=conversations.note").await;

    assert!(shown.body.contains("They may:") && shown.body.contains("Nobody has this role yet."), "{}", shown.body);
    assert_eq!(shown.body.matches("<li>").count(), agents::permissions::ALL.len());
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}
