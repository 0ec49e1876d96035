//! Undoing what was done to links: they stand again as they stood, from the same end, and only before eyes that see both.

use crate::cast::{TestDesk, refusal};
use db::{Trouble, Work};
use desk::deeds::{self, DeedId, Undone};
use desk::{Conversation, ConversationId, incident};
use testkit::both_databases;

async fn two(desk: &TestDesk) -> (ConversationId, ConversationId) {
    (desk.mia().writes("The seal of lot 7").await, desk.leo().writes("My kettle leaks").await)
}

async fn does(
    desk: &TestDesk,
    id: &ConversationId,
    mut verb: impl FnMut(&Conversation, &mut Work<'_>) -> Result<(), Trouble> + Send + 'static,
) -> DeedId {
    let ana = desk.ana().id;
    let done = desk.ana().with(id, move |c, work| deeds::doing(work, ana, c, |work| verb(c, work)));
    done.await.1.expect("a deed")
}

async fn undoes(desk: &TestDesk, deed: DeedId) -> Result<Undone, Trouble> {
    let eyes = desk.ana().eyes().await;
    desk.ana().tries(move |work| deeds::undo(work, eyes, "UTC", deed)).await
}

async fn hangs(desk: &TestDesk, child: &ConversationId, problem: ConversationId) -> DeedId {
    does(desk, child, move |c, work| {
        let problem = desk::conversations::find(work, problem)?;
        c.troubled_by(work, &problem)
    })
    .await
}

#[both_databases]
async fn what_hung_on_a_problem_hangs_on_it_again_from_whichever_end_it_was_taken(desk: TestDesk) {
    let (problem, child) = two(&desk).await;
    hangs(&desk, &child, problem).await;
    for (from, other) in [(child, problem), (problem, child)] {
        let taken = does(&desk, &from, move |c, work| c.unlink(work, other)).await;

        undoes(&desk, taken).await.expect("it is put back");

        let parents = desk.ask(move |tx| Ok((incident::parent(tx, child)?, incident::parent(tx, problem)?))).await;
        assert_eq!(parents, (Some(problem), None));
    }
}

#[both_databases]
async fn a_link_that_became_an_incident_is_the_link_it_was(desk: TestDesk) {
    let (problem, child) = two(&desk).await;
    desk.ana().with(&child, move |c, work| c.link(work, problem, "related")).await;
    let hung = hangs(&desk, &child, problem).await;

    undoes(&desk, hung).await.expect("it is put back");

    assert_eq!(desk.linked_to(&child).await, [(problem, "related".to_owned())]);
}

#[both_databases]
async fn what_hangs_on_another_problem_meanwhile_is_not_hung_back(desk: TestDesk) {
    let (problem, child) = two(&desk).await;
    let other = desk.mia().writes("Another problem").await;
    hangs(&desk, &child, problem).await;
    let taken = does(&desk, &child, move |c, work| c.unlink(work, problem)).await;
    hangs(&desk, &child, other).await;

    assert_eq!(refusal(undoes(&desk, taken).await), "desk-incident-taken");
    assert_eq!(desk.ask(move |tx| incident::parent(tx, child)).await, Some(other));
}

#[both_databases]
async fn attack_26_no_link_to_what_went_out_of_sight_is_made_or_taken_away(desk: TestDesk) {
    let (kettle, safe) = (desk.mia().writes("The kettle").await, desk.mia().to(desk.secret).writes("The safe").await);
    let linked = does(&desk, &kettle, move |c, work| c.link(work, safe, "related")).await;
    let secret = desk.secret;
    desk.ben().does(move |work| desk::inboxes::find(work, secret)?.let_see(work, false, &[], &[])).await;

    assert_eq!(refusal(undoes(&desk, linked).await), "not found");
    assert_eq!(desk.linked_to(&kettle).await, [(safe, "related".to_owned())]);
}
