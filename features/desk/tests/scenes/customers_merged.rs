//! Two customers turn out to be one: what they wrote goes along, and comes back if that was wrong.

use crate::stage::{Desk, mail};
use customers::{CustomerId, Identity};
use db::Actor;
use desk::{FollowCustomers, Person};
use kit::EmailAddress;
use testkit::both_databases;

#[both_databases]
async fn conversations_and_messages_follow_a_merge_and_its_undoing(desk: Desk) {
    let (mias, _) = desk.receives(mail(desk.support, "The kettle leaks", "It leaks")).await;
    let private = EmailAddress::parse("mia.c@mail.example").unwrap();
    let mut letter = mail(desk.support, "From home", "It still leaks");
    letter.from = Person { name: "Mia C".into(), address: private.to_string() };
    letter.identity = Some(Identity::Email(private));
    let (other, message) = desk.receives(letter).await;
    let (keep, merged) = (desk.find(mias).await.customer_id, desk.find(other).await.customer_id);
    let author = async || desk.read(move |tx| desk::messages::find(tx, desk::MessageId(message))).await.author_id;

    let merge = desk
        .db()
        .work(Actor::System, move |work| customers::merge(work, CustomerId(keep), CustomerId(merged), &[&FollowCustomers]))
        .await
        .unwrap();
    let together = (desk.find(other).await.customer_id, author().await);
    let panel = desk.gets("ana", &format!("/conversations/{mias}")).await.text;
    desk.db()
        .work(Actor::System, move |work| customers::undo_merge(work, merge, &[&FollowCustomers]))
        .await
        .unwrap();

    assert_eq!(together, (keep, Some(keep)));
    assert!(panel.contains("From home"), "the panel lists the other conversation");
    assert_eq!(
        (desk.find(other).await.customer_id, author().await, desk.find(mias).await.customer_id),
        (merged, Some(merged), keep)
    );
}
