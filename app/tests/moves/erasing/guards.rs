//! What an erasure must leave alone, and what stops it where it is.

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn a_hold_on_a_conversation_they_only_wrote_in_and_a_merge_meanwhile_stop_an_erasure() {
    let home = Home::on_sqlite();
    let (house, customer) = marked(&home).await;
    let by = admin(&house.db).await;
    let of_another: i64 = house
        .db
        .read(move |tx| {
            sql("SELECT MIN(m.conversation_id) FROM message m JOIN conversation c ON c.id = m.conversation_id
                  WHERE m.author_kind = 'customer' AND m.author_id = $1 AND c.customer_id <> $1")
            .with(customer)
            .only(tx, "conversation")
        })
        .await
        .expect("she wrote in somebody else's");
    let held =
        move |work: &mut db::Work<'_>| customers::holds::place(work, customers::holds::Held::Conversation(of_another), "A court wants it");
    let hold = house.db.work(by, held).await.expect("a hold");
    let refused = house.db.work(by, move |work| erasure::begin(work, customer, &wish(markers::NAME))).await;
    house
        .db
        .work(by, move |work| customers::holds::lift(work, hold, "It is over"))
        .await
        .expect("lifted");
    let id = begun(&house.db, customer).await;
    let merged = house.db.work(Actor::System, move |work| {
        work.keep_quietly("a merge while she is erased");
        let now = work.now;
        let other: i64 = sql("SELECT MIN(id) FROM customer WHERE id <> $1 AND merged_into IS NULL")
            .with(customer)
            .only(work, "another")?;
        sql("INSERT INTO customer_merge (kept_id, other_id, merged_at, moved) VALUES ($1, $2, $3, '{}')")
            .with(other)
            .with(customer)
            .with(now)
            .run(work)
    });
    merged.await.expect("merged");

    let around: Arc<dyn Around> = Arc::new(erasing::Here(None));
    let stopped = erasure::carry_on(&house.db, id, &around).await;

    assert_eq!((key(refused), key(stopped)), ("privacy-refused-conversation-held", "privacy-refused-merged-meanwhile"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_somebody_else_is_reached_by_is_left_to_them_and_nobody_goes_for_an_address_they_were_given_since() {
    let home = Home::on_sqlite();
    let (house, customer) = marked(&home).await;
    let victim = house
        .db
        .work(Actor::System, move |work| {
            work.keep_quietly("an order with somebody else's address");
            sql("UPDATE sales_order SET email = 'somebody.else@mail.example' WHERE customer_id = $1")
                .with(customer)
                .run(work)?;
            let victim: i64 =
                sql("INSERT INTO customer (name, name_key, created_at, last_seen_at) VALUES ('Vic', 'vic', 0, 0) RETURNING id")
                    .only(work, "customer")?;
            sql("INSERT INTO customer_identity (customer_id, kind, value, source, is_primary, added_at)
                 VALUES ($1, 'email', 'somebody.else@mail.example', 'agent', TRUE, 0)")
            .with(victim)
            .run(work)?;
            Ok(victim)
        })
        .await
        .expect("a victim");
    let id = begun(&house.db, customer).await;
    carried_out_alone(&house.db, id).await;
    let reached: i64 = house
        .db
        .read(move |tx| {
            sql("SELECT COUNT(*) FROM customer_identity WHERE customer_id = $1 AND value = 'somebody.else@mail.example'")
                .with(victim)
                .only(tx, "count")
        })
        .await
        .expect("counted");
    assert_eq!(reached, 1, "it is the other's address, too");

    house
        .db
        .work(Actor::System, move |work| {
            work.keep_quietly("the address goes to somebody who was there before");
            let now = work.now.plus_seconds(1);
            sql("INSERT INTO customer_identity (customer_id, kind, value, source, is_primary, added_at)
                 VALUES ($1, 'email', 'zqmark.person@zqmark.example', 'agent', FALSE, $2)")
            .with(victim)
            .with(now)
            .run(work)
        })
        .await
        .expect("added");
    let list = house.db.read(privacy::erased::all).await.expect("a list");
    assert_eq!(erasing::replay(&house.db, &list).await.expect("replayed"), 0, "Vic was asked about by nobody");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_held_stays_held_wherever_it_goes() {
    use customers::holds::{Held, is_conversation_held, is_customer_held, place};
    let home = Home::on_sqlite();
    let (house, _) = marked(&home).await;
    let by = admin(&house.db).await;
    let (held, message) = house
        .db
        .read(|tx| {
            sql("SELECT c.id, MAX(m.id) FROM conversation c JOIN message m ON m.conversation_id = c.id AND m.side_id IS NULL
                  WHERE c.merged_into IS NULL GROUP BY c.id HAVING COUNT(*) > 2 ORDER BY c.id LIMIT 1")
            .only::<(i64, i64)>(tx, "conversation")
        })
        .await
        .expect("one with messages");
    let parted = house.db.work(by, move |work| {
        place(work, Held::Conversation(held), "A court wants it")?;
        let whole = desk::conversations::find(work, desk::ConversationId(held))?;
        let parted = whole.split(work, desk::MessageId(message))?;
        is_conversation_held(work, parted.conversation.0)
    });
    assert!(parted.await.expect("split"), "the part that left is not held");

    let merged = house.db.work(by, move |work| {
        let (theirs, owner): (i64, i64) = sql("SELECT id, customer_id FROM conversation
              WHERE merged_into IS NULL AND id NOT IN (SELECT conversation_id FROM legal_hold WHERE conversation_id IS NOT NULL)
              ORDER BY id LIMIT 1")
        .only(work, "conversation")?;
        place(work, Held::Customer(owner), "A court wants them")?;
        let others: i64 = sql("SELECT MIN(id) FROM conversation WHERE customer_id <> $1 AND merged_into IS NULL AND status <> 'closed'")
            .with(owner)
            .only(work, "conversation")?;
        let theirs = desk::conversations::find(work, desk::ConversationId(theirs))?;
        desk::conversations::find(work, desk::ConversationId(others))?.merge(work, &theirs)
    });
    assert_eq!(key(merged.await), "customers-is-held");

    let moved = house.db.work(by, move |work| {
        let member: i64 = sql("SELECT MIN(id) FROM customer
              WHERE merged_into IS NULL AND id NOT IN (SELECT customer_id FROM legal_hold WHERE customer_id IS NOT NULL)")
        .only(work, "a customer")?;
        let member = customers::CustomerId(member);
        let company = customers::company::open(work, "Held Ltd")?;
        customers::customer::edit::file_under(work, member, Some(company))?;
        place(work, Held::Company(company.0), "Another court")?;
        customers::customer::edit::file_under(work, member, None)?;
        is_customer_held(work, member)
    });
    assert!(moved.await.expect("filed"), "whoever left the company is not held");
}
