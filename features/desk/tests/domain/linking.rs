//! Links and followers.

use crate::cast::TestDesk;
use desk::{followers, links};
use testkit::both_databases;

#[both_databases]
async fn a_link_is_seen_from_both_ends_and_made_once(desk: TestDesk) {
    let (kettle, lid) = (desk.mia().writes("The kettle leaks").await, desk.mia().writes("The lid too").await);

    desk.ana().with(&kettle, move |c, work| c.link(work, lid, "related")).await;
    desk.ana().with(&lid, move |c, work| c.link(work, kettle, "related")).await;

    assert_eq!(desk.linked_to(&kettle).await, [(lid, "related".to_owned())]);
    assert_eq!(desk.linked_to(&lid).await, [(kettle, "related".to_owned())]);
    assert_eq!(desk.count("SELECT COUNT(*) FROM conversation_link").await, 1);
    assert_eq!(desk.ana().is_refused(&kettle, move |c, work| c.link(work, kettle, "related")).await, "desk-link-to-itself");
}

#[both_databases]
async fn a_link_is_taken_away_from_either_end(desk: TestDesk) {
    let (kettle, lid) = (desk.mia().writes("The kettle leaks").await, desk.mia().writes("The lid too").await);
    desk.ana().with(&kettle, move |c, work| c.link(work, lid, "related")).await;

    for _ in 0..2 {
        desk.ana().with(&lid, move |c, work| c.unlink(work, kettle)).await;
    }

    assert_eq!(desk.linked_to(&kettle).await, []);
    assert_eq!(desk.story(&lid).await.iter().filter(|line| *line == "Ana unlinked it").count(), 1);
}

#[both_databases]
async fn attack_26_a_link_does_not_show_what_lies_in_a_closed_inbox(desk: TestDesk) {
    let (kettle, safe) = (desk.mia().writes("The kettle leaks").await, desk.mia().to(desk.secret).writes("The safe is open").await);
    desk.ana().with(&kettle, move |c, work| c.link(work, safe, "related")).await;
    let (lia, ana) = (desk.lia().eyes().await, desk.ana().eyes().await);

    let seen = desk.ask(move |tx| Ok((links(tx, lia, kettle)?.len(), links(tx, ana, kettle)?.len()))).await;

    assert_eq!(seen, (0, 1));
}

#[both_databases]
async fn following_twice_is_following_once(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let ben = desk.ben().id;

    for _ in 0..2 {
        desk.ben().with(&kettle, move |c, work| c.follow(work, ben)).await;
    }
    let following = desk.ask(move |tx| followers(tx, kettle)).await;
    for _ in 0..2 {
        desk.ben().with(&kettle, move |c, work| c.unfollow(work, ben)).await;
    }

    assert_eq!((following, desk.ask(move |tx| followers(tx, kettle)).await), (vec![ben], vec![]));
    assert_eq!(desk.story(&kettle).await[2..], ["Ben made somebody follow", "Ben made somebody stop following"]);
}
