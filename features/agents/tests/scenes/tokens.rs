//! Personal API tokens: shown once, kept as a hash, never more than their owner, dead at once.

use crate::stage::{People, refusal};
use agents::agent::change_role::change_role;
use agents::agent::deactivate::deactivate;
use agents::{BuiltIn, Permission, Permissions, tokens};
use db::{Actor, sql};
use kit::Token;
use testkit::both_databases;

fn reply_and_see() -> Permissions {
    [Permission::ConversationsReply, Permission::CustomersSee].into_iter().collect()
}

async fn ana_makes_one(desk: &People) -> (tokens::TokenId, Token) {
    let ana = desk.ana;
    desk.by(ana, move |work| tokens::create(work, ana, "Shop sync", &reply_and_see(), None))
        .await
        .expect("create")
}

async fn opens(desk: &People, token: &Token) -> Option<Permissions> {
    let token = token.clone();
    desk.read(move |tx| tokens::bearer(tx, &token)).await.map(|bearer| bearer.permissions)
}

#[both_databases]
async fn attack_33_a_token_is_kept_as_a_hash_and_does_what_its_scopes_say(desk: People) {
    let (_, token) = ana_makes_one(&desk).await;

    let may = opens(&desk, &token).await;

    assert_eq!(may, Some(reply_and_see()));
    let (stored, ending): (String, String) = desk.read(|tx| sql("SELECT token_hash, ending FROM api_token").only(tx, "token")).await;
    assert_eq!(stored, token.hash());
    assert!(token.reveal().starts_with("fl_") && token.reveal().ends_with(&ending));
    assert!(opens(&desk, &Token::presented(&stored)).await.is_none());
}

#[both_databases]
async fn attack_33_a_revoked_or_expired_token_is_dead_at_once(desk: People) {
    let (ana, (id, revoked)) = (desk.ana, ana_makes_one(&desk).await);
    let soon = desk.clock().now().plus_seconds(60);
    let (_, expiring) = desk
        .by(ana, move |work| tokens::create(work, ana, "Once", &reply_and_see(), Some(soon)))
        .await
        .expect("create");

    desk.by(ana, move |work| tokens::revoke(work, ana, id)).await.expect("revoke");
    let alive = opens(&desk, &expiring).await.is_some();
    desk.clock().forward_seconds(60);

    assert!(alive && opens(&desk, &expiring).await.is_none() && opens(&desk, &revoked).await.is_none());
    assert_eq!(desk.times("agent.token_revoked").await, 1);
}

#[both_databases]
async fn attack_33_the_token_of_somebody_deactivated_is_dead_and_stays_dead(desk: People) {
    let (ana, (_, token)) = (desk.ana, ana_makes_one(&desk).await);

    desk.by(desk.carla, move |work| deactivate(work, ana)).await.expect("deactivate");
    let while_gone = opens(&desk, &token).await;
    desk.by(desk.carla, move |work| agents::agent::deactivate::reactivate(work, ana))
        .await
        .expect("reactivate");

    assert!(while_gone.is_none() && opens(&desk, &token).await.is_none());
}

#[both_databases]
async fn attack_33_a_token_shrinks_with_its_owner(desk: People) {
    let (ana, (_, token)) = (desk.ana, ana_makes_one(&desk).await);
    let light = desk.role(BuiltIn::LightAgent).await;

    desk.by(desk.carla, move |work| change_role(work, ana, light)).await.expect("demote");

    assert_eq!(opens(&desk, &token).await, Some([Permission::CustomersSee].into_iter().collect()));
}

#[both_databases]
async fn attack_33_a_token_never_exceeds_its_owner_nor_makes_tokens_nor_grants_rights(desk: People) {
    let (ana, carla) = (desk.ana, desk.carla);
    let wide = desk.by(ana, move |work| tokens::create(work, ana, "Wide", &Permissions::all(), None)).await;
    let nothing = desk.by(ana, move |work| tokens::create(work, ana, "Empty", &Permissions::none(), None)).await;
    let (id, _) = desk
        .by(carla, move |work| tokens::create(work, carla, "Sync", &reply_and_see(), None))
        .await
        .expect("create");
    let light = desk.role(BuiltIn::LightAgent).await;

    let token = Actor::ApiToken(id.0);
    let breeding = desk
        .db()
        .work(token, move |work| tokens::create(work, carla, "Child", &reply_and_see(), None))
        .await;
    let granting = desk.db().work(token, move |work| change_role(work, ana, light)).await;

    assert_eq!((refusal(wide), refusal(nothing)), ("agents-refused-more-than-you", "agents-refused-no-scopes"));
    assert_eq!((refusal(breeding), refusal(granting)), ("not found", "agents-refused-not-permitted"));
}

#[both_databases]
async fn attack_22_somebody_elses_token_is_not_there_to_be_revoked(desk: People) {
    let ((id, token), ben, ana) = (ana_makes_one(&desk).await, desk.ben, desk.ana);

    let as_own = desk.by(ben, move |work| tokens::revoke(work, ben, id)).await;
    let as_hers = desk.by(ben, move |work| tokens::revoke(work, ana, id)).await;

    assert_eq!((refusal(as_own), refusal(as_hers)), ("not found", "not found"));
    assert!(opens(&desk, &token).await.is_some());
}
