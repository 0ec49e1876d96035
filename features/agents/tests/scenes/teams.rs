//! Teams: who may staff them, and what the log keeps.

use crate::stage::{People, refusal};
use agents::{AgentId, TeamId, teams};
use std::collections::BTreeMap;
use testkit::both_databases;

async fn members_of(desk: &People, team: TeamId) -> Vec<(AgentId, bool)> {
    desk.read(teams::members)
        .await
        .into_iter()
        .filter(|member| member.team == team)
        .map(|member| (member.agent, member.lead))
        .collect()
}

#[both_databases]
async fn whoever_creates_a_team_leads_it_and_chooses_its_members(desk: People) {
    let (ben, ana) = (desk.ben, desk.ana);
    let team = desk
        .by(ben, |work| teams::create(work, "Returns", "Everything that comes back"))
        .await
        .expect("create");

    let wanted = BTreeMap::from([(ben, true), (ana, false)]);
    desk.by(ben, move |work| teams::set_members(work, team, &wanted)).await.expect("staff");

    assert_eq!(members_of(&desk, team).await, [(ben, true), (ana, false)]);
    assert_eq!(desk.times("team.member_added").await, 2);
}

#[both_databases]
async fn a_supervisor_does_not_walk_into_somebody_elses_team(desk: People) {
    let (carla, ben) = (desk.carla, desk.ben);
    let team = desk.by(carla, |work| teams::create(work, "Board", "")).await.expect("create");

    let members = desk.by(ben, move |work| teams::set_members(work, team, &BTreeMap::from([(ben, true)]))).await;
    let own_teams = desk.by(ben, move |work| teams::set_teams_of(work, ben, &[team])).await;
    let archived = desk.by(ben, move |work| teams::archive(work, team)).await;

    assert_eq!([refusal(members), refusal(own_teams), refusal(archived)], ["agents-refused-not-your-team"; 3]);
}

#[both_databases]
async fn an_agent_manages_no_teams(desk: People) {
    let outcome = desk.by(desk.ana, |work| teams::create(work, "Tea", "")).await;

    assert_eq!(refusal(outcome), "agents-refused-not-permitted");
}

#[both_databases]
async fn saving_a_team_unchanged_records_nothing(desk: People) {
    let (carla, ana) = (desk.carla, desk.ana);
    let team = desk.by(carla, |work| teams::create(work, "Returns", "")).await.expect("create");
    let wanted = BTreeMap::from([(ana, true)]);
    let again = wanted.clone();
    desk.by(carla, move |work| teams::set_members(work, team, &wanted)).await.expect("staff");
    let before = desk.recorded().await.len();

    desk.by(carla, move |work| teams::set_members(work, team, &again)).await.expect("staff again");
    desk.by(carla, move |work| teams::set_teams_of(work, ana, &[team])).await.expect("teams again");
    desk.by(carla, move |work| teams::change(work, team, "Returns", "")).await.expect("change");

    assert_eq!(desk.recorded().await.len(), before);
}

#[both_databases]
async fn a_lead_who_steps_back_stays_a_member(desk: People) {
    let (carla, ana) = (desk.carla, desk.ana);
    let team = desk.by(carla, |work| teams::create(work, "Returns", "")).await.expect("create");
    desk.by(carla, move |work| teams::set_members(work, team, &BTreeMap::from([(ana, true)])))
        .await
        .expect("staff");

    desk.by(carla, move |work| teams::set_members(work, team, &BTreeMap::from([(ana, false)])))
        .await
        .expect("step back");

    assert_eq!(members_of(&desk, team).await, [(ana, false)]);
    assert_eq!(desk.recorded().await.last().map(String::as_str), Some("team.lead_changed"));
}

#[both_databases]
async fn an_archived_team_is_gone_from_every_choice_and_its_name_is_free(desk: People) {
    let (carla, ana) = (desk.carla, desk.ana);
    let team = desk.by(carla, |work| teams::create(work, "Returns", "")).await.expect("create");

    desk.by(carla, move |work| teams::archive(work, team)).await.expect("archive");
    let joining = desk.by(carla, move |work| teams::set_teams_of(work, ana, &[team])).await;
    desk.by(carla, |work| teams::create(work, "Returns", "")).await.expect("create again");

    assert_eq!(refusal(joining), "not found");
    assert_eq!(desk.read(teams::all).await.len(), 1);
}

#[both_databases]
async fn attack_23_a_member_who_does_not_exist_or_has_left_is_refused(desk: People) {
    let (carla, ana) = (desk.carla, desk.ana);
    let team = desk.by(carla, |work| teams::create(work, "Returns", "")).await.expect("create");
    desk.by(carla, move |work| agents::agent::deactivate::deactivate(work, ana))
        .await
        .expect("deactivate");

    let stranger = desk
        .by(carla, move |work| teams::set_members(work, team, &BTreeMap::from([(AgentId(999), false)])))
        .await;
    let gone = desk.by(carla, move |work| teams::set_members(work, team, &BTreeMap::from([(ana, false)]))).await;

    assert_eq!((refusal(stranger), refusal(gone)), ("not found", "not found"));
}
