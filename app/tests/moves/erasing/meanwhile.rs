//! Holds that are placed while everything is read for what somebody is known by: what was found stays, until they are lifted.

use super::*;
use customers::holds::{Held, HoldId, lift, place};
use db::{Migration, activity::Position};
use tokio::runtime::Handle;

/// The program around an erasure, where somebody places a hold at the moment the tables are about to be read.
struct PlacesAHold {
    db: Database,
    by: Actor,
    on: Held,
    then: Handle,
}

impl Around for PlacesAHold {
    fn migrations(&self) -> Vec<Migration> {
        let on = self.on;
        let placed = self.db.work(self.by, move |work| place(work, on, "A court wants it"));
        self.then.block_on(placed).expect("a hold");
        migrations()
    }

    fn is_indexed_up_to(&self, _: Position) -> bool {
        true
    }

    fn begin_index_anew(&self) -> Result<(), Trouble> {
        Ok(())
    }

    fn found_in_index(&self, _: &[String]) -> Result<Option<i64>, Trouble> {
        Ok(None)
    }
}

async fn until(db: &Database, id: ErasureId, state: State) {
    let around: Arc<dyn Around> = Arc::new(erasing::Here(None));
    while erasure::carry_on(db, id, &around).await.expect("a step") != state {}
}

async fn lifted(db: &Database, by: Actor) {
    let all: Vec<HoldId> = db
        .read(|tx| sql("SELECT id FROM legal_hold WHERE lifted_at IS NULL ORDER BY id").all(tx))
        .await
        .expect("holds");
    assert_eq!(all.len(), 1);
    for hold in all {
        db.work(by, move |work| lift(work, hold, "It is over")).await.expect("lifted");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hold_that_is_placed_while_everything_is_searched_stops_the_erasure_there() {
    for home in Home::of_each() {
        let (house, customer) = marked(&home).await;
        let by = admin(&house.db).await;
        let id = begun(&house.db, customer).await;
        until(&house.db, id, State::Sweeping).await;
        let found = found_in_tables(&house.db);
        assert!(found.len() > 5, "something is left for the search: {found:?}");

        for state in [State::Sweeping, State::Verifying] {
            if state == State::Verifying {
                until(&house.db, id, state).await;
            }
            let before = found_in_tables(&house.db);
            let around: Arc<dyn Around> =
                Arc::new(PlacesAHold { db: house.db.clone(), by, on: Held::Customer(customer), then: Handle::current() });
            let stopped = erasure::carry_on(&house.db, id, &around).await;

            assert_eq!(key(stopped), "customers-is-held");
            assert_eq!(found_in_tables(&house.db), before, "nothing was taken");
            let erasure = house.db.read(move |tx| erasure::find(tx, id)).await.expect("the erasure");
            assert_eq!((erasure.state, erasure.certificate()), (state, None), "it is where it was");
            lifted(&house.db, by).await;
        }
        carried_out_alone(&house.db, id).await;
        assert_eq!(found_in_tables(&house.db), Vec::<String>::new(), "and goes on once it is lifted");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_held_conversation_in_which_somebody_is_only_mentioned_stays_as_it_is_until_the_hold_is_lifted() {
    let home = Home::on_sqlite();
    let (house, customer) = marked(&home).await;
    let by = admin(&house.db).await;
    let (mention, mentions): (i64, i64) = house
        .db
        .work(Actor::System, move |work| {
            work.keep_quietly("somebody mentions her");
            let (conversation, message): (i64, i64) = sql("SELECT c.id, MIN(m.id) FROM conversation c JOIN message m ON m.conversation_id = c.id
                  WHERE c.customer_id <> $1
                    AND NOT EXISTS (SELECT 1 FROM message w WHERE w.conversation_id = c.id AND w.author_kind = 'customer' AND w.author_id = $1)
                  GROUP BY c.id ORDER BY c.id LIMIT 1")
            .with(customer)
            .only(work, "conversation")?;
            sql("UPDATE message SET text = 'As Zqmark Person said' WHERE id = $1").with(message).run(work)?;
            Ok((message, conversation))
        })
        .await
        .expect("mentioned");
    house
        .db
        .work(by, move |work| place(work, Held::Conversation(mentions), "Evidence"))
        .await
        .expect("a hold");
    let id = begun(&house.db, customer).await;
    until(&house.db, id, State::Sweeping).await;

    let around: Arc<dyn Around> = Arc::new(erasing::Here(None));
    let stopped = erasure::carry_on(&house.db, id, &around).await;

    assert_eq!(key(stopped), "privacy-refused-conversation-held");
    let elsewhere: Vec<String> = found_in_tables(&house.db).into_iter().filter(|found| !found.starts_with("message.text")).collect();
    assert_eq!(elsewhere, Vec::<String>::new(), "everything else is mended all the same");
    let text: String = house
        .db
        .read(move |tx| sql("SELECT text FROM message WHERE id = $1").with(mention).only(tx, "message"))
        .await
        .expect("a text");
    assert_eq!(text, "As Zqmark Person said");
    lifted(&house.db, by).await;
    carried_out_alone(&house.db, id).await;
    assert_eq!(found_in_tables(&house.db), Vec::<String>::new());
}
