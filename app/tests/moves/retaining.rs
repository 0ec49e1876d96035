//! What is kept no longer than was said: rules are tried before they are saved, do their night in steps, and pass by whatever is held.

use crate::stage::Home;
use customers::holds::{Held, place};
use db::{Actor, Database, Trouble, sql};
use frontline::house::House;
use frontline::{demo, timers};
use privacy::retention::{self, Effect, RuleId, What, Wish};

const DAY: i64 = 86_400_000_000;

/// The demo company, with three resolved conversations of long ago, each with a file, a mail and a field.
async fn old(home: &Home) -> (House, Vec<i64>) {
    let house = home.house();
    demo::company::found(&house, &home.config()).await.expect("the demo company");
    let made = house.db.work(Actor::System, |work| {
        work.keep_quietly("long ago, for the test");
        let field: i64 = sql("INSERT INTO custom_field (key, label, kind) VALUES ('serial_for_test', 'Serial', 'text') RETURNING id")
            .only(work, "field")?;
        assert!(field > 0);
        let three: Vec<i64> =
            sql("SELECT MIN(id) FROM conversation WHERE merged_into IS NULL GROUP BY customer_id ORDER BY MIN(id) LIMIT 3").all(work)?;
        for id in &three {
            sql("UPDATE conversation SET status = 'resolved', last_activity_at = 1 WHERE id = $1")
                .with(*id)
                .run(work)?;
            sql("UPDATE activity SET happened_at = 1 WHERE conversation_id = $1").with(*id).run(work)?;
            let bytes = format!("file of {id}").into_bytes();
            let blob: i64 = sql("INSERT INTO blob (sha256, size_bytes, bytes) VALUES ($1, 8, $2) RETURNING id")
                .with(kit::sha256_hex(&bytes))
                .with(bytes.clone())
                .only(work, "blob")?;
            let message: i64 = sql("SELECT MIN(id) FROM message WHERE conversation_id = $1").with(*id).only(work, "message")?;
            sql("INSERT INTO attachment (message_id, name, media_type, size_bytes, blob_id) VALUES ($1, 'a.txt', 'text/plain', 8, $2)")
                .with(message)
                .with(blob)
                .run(work)?;
            let inbox: i64 = sql("SELECT inbox_id FROM conversation WHERE id = $1").with(*id).only(work, "inbox")?;
            let raw: i64 = sql(
                "INSERT INTO raw_mail (inbox_id, source, sha256, size_bytes, bytes, received_at, state) VALUES ($1, 'smtp', $2, 8, $3, 0, 'filed') RETURNING id",
            )
            .with(inbox)
            .with(kit::sha256_hex(&bytes))
            .with(bytes)
            .only(work, "raw mail")?;
            sql("UPDATE message SET raw_id = $2 WHERE id = $1").with(message).with(raw).run(work)?;
            sql("INSERT INTO conversation_field (conversation_id, field_id, value) VALUES ($1, $2, 'K-1')")
                .with(*id)
                .with(field)
                .run(work)?;
        }
        Ok(three)
    });
    let three = made.await.expect("made");
    assert_eq!(three.len(), 3);
    (house, three)
}

fn wish(what: What) -> Wish {
    Wish { what, inbox: None, channel: None, field: None, days: 365 }
}

async fn tried(db: &Database, wish: Wish) -> Effect {
    db.read(move |tx| retention::effect(tx, &wish)).await.expect("an effect")
}

async fn made(db: &Database, wish: Wish) -> RuleId {
    db.work(Actor::System, move |work| retention::make(work, wish.clone())).await.expect("a rule")
}

async fn counted(db: &Database, question: &'static str, id: i64) -> i64 {
    db.read(move |tx| sql(question).with(id).only(tx, "count")).await.expect("counted")
}

const FILES: &str = "SELECT COUNT(*) FROM attachment a JOIN message m ON m.id = a.message_id WHERE m.conversation_id = $1";
const MAILS: &str =
    "SELECT COUNT(*) FROM raw_mail r JOIN message m ON m.raw_id = r.id WHERE m.conversation_id = $1 AND r.bytes IS NOT NULL";
const FIELDS: &str = "SELECT COUNT(*) FROM conversation_field WHERE conversation_id = $1";
const WORDS: &str = "SELECT COUNT(*) FROM message WHERE conversation_id = $1 AND text <> '—'";

#[tokio::test(flavor = "multi_thread")]
async fn each_rule_takes_what_it_says_and_no_more_and_passes_the_held_by() {
    for home in Home::of_each() {
        let (house, three) = old(&home).await;
        let (db, held) = (house.db.clone(), three[2]);
        db.work(Actor::System, move |work| place(work, Held::Conversation(held), "A court wants it"))
            .await
            .expect("a hold");

        let effect = tried(&db, wish(What::Attachments)).await;
        assert_eq!((effect.conversations, effect.held), (3, 1));
        assert!(effect.things >= 2);
        assert!(counted(&db, FILES, three[0]).await > 0, "trying takes nothing away");

        made(&db, wish(What::Attachments)).await;
        assert!(timers::keep_retention(&db).await.expect("a night") > 0);
        for id in &three[..2] {
            assert_eq!(counted(&db, FILES, *id).await, 0);
            assert!(counted(&db, MAILS, *id).await > 0 && counted(&db, FIELDS, *id).await == 1 && counted(&db, WORDS, *id).await > 0);
        }
        assert!(counted(&db, FILES, held).await > 0, "what is held stays");

        next_night(&db).await;
        made(&db, wish(What::RawMail)).await;
        let field: i64 = db
            .read(|tx| sql("SELECT id FROM custom_field WHERE key = 'serial_for_test'").only(tx, "field"))
            .await
            .expect("a field");
        made(&db, Wish { field: Some(field), ..wish(What::Field) }).await;
        timers::keep_retention(&db).await.expect("a night");
        assert_eq!((counted(&db, MAILS, three[0]).await, counted(&db, FIELDS, three[0]).await), (0, 0));
        assert!(counted(&db, WORDS, three[0]).await > 0);

        next_night(&db).await;
        made(&db, wish(What::Conversation)).await;
        timers::keep_retention(&db).await.expect("a night");
        assert_eq!((counted(&db, WORDS, three[0]).await, counted(&db, WORDS, three[1]).await), (0, 0));
        assert!(counted(&db, WORDS, held).await > 0 && counted(&db, MAILS, held).await > 0 && counted(&db, FIELDS, held).await == 1);
        let again = tried(&db, wish(What::Conversation)).await;
        assert_eq!((again.conversations, again.held, again.things), (1, 1, 0), "what was done is not done again");
        counted_without_content(&db).await;
    }
}

/// Tonight's runs become those of the night before.
async fn next_night(db: &Database) {
    let moved = db.work(Actor::System, |work| {
        work.keep_quietly("a night passes");
        sql("UPDATE retention_run SET night = -id").run(work)
    });
    moved.await.expect("a night");
}

async fn counted_without_content(db: &Database) {
    let lines: Vec<String> = db
        .read(|tx| sql("SELECT detail FROM activity WHERE kind LIKE 'privacy.%' ORDER BY id").all(tx))
        .await
        .expect("lines");
    assert!(lines.iter().any(|line| line.contains("privacy.rule_kept")), "{lines:?}");
    assert!(lines.iter().all(|line| !line.contains("K-1") && !line.contains("a.txt")));
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_41_a_night_that_was_cut_short_goes_on_and_counts_nothing_twice() {
    let home = Home::on_sqlite();
    let (house, three) = old(&home).await;
    let rule = made(&house.db, wish(What::Attachments)).await;
    house.db.work(Actor::System, retention::tonight).await.expect("tonight");
    assert!(house.db.work(Actor::System, retention::carry_on).await.expect("a step"));
    drop(house);

    let house = home.house();
    let steps = timers::keep_retention(&house.db).await.expect("the rest");

    assert!(steps >= 1);
    assert_eq!(timers::keep_retention(&house.db).await.expect("nothing more"), 0, "a night is over once");
    let nights = house.db.read(|tx| retention::nights(tx, 10)).await.expect("nights");
    assert_eq!(nights.len(), 1);
    assert_eq!((nights[0].rule, nights[0].conversations, nights[0].held), (rule, 3, 0));
    assert!(nights[0].ended_at.is_some());
    assert_eq!(counted(&house.db, FILES, three[0]).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_touched_since_or_is_open_is_too_young() {
    let home = Home::on_sqlite();
    let (house, three) = old(&home).await;
    let changed = house.db.work(Actor::System, {
        let three = three.clone();
        move |work| {
            work.keep_quietly("one is open, one was resolved yesterday");
            let yesterday = work.now.0 - DAY;
            sql("UPDATE conversation SET status = 'open' WHERE id = $1").with(three[0]).run(work)?;
            sql("INSERT INTO activity (happened_at, actor_kind, kind, conversation_id, detail) VALUES ($2, 'system', 'conversation.resolved', $1, '{}')")
                .with(three[1])
                .with(yesterday)
                .run(work)
        }
    });
    changed.await.expect("changed");

    assert_eq!(tried(&house.db, wish(What::Conversation)).await.conversations, 1);
    let refused = house
        .db
        .work(Actor::System, |work| retention::make(work, Wish { days: 0, ..wish(What::Conversation) }))
        .await;
    assert!(matches!(refused, Err(Trouble::Refused(refusal)) if refusal.key == "privacy-rule-days-between"));
    let fieldless = house.db.work(Actor::System, |work| retention::make(work, wish(What::Field))).await;
    assert!(matches!(fieldless, Err(Trouble::Refused(refusal)) if refusal.key == "privacy-rule-needs-a-field"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_held_is_not_merged_away_forgotten_or_removed_until_it_is_lifted() {
    let home = Home::on_sqlite();
    let (house, three) = old(&home).await;
    let db = house.db.clone();
    let (one, other) = (three[0], three[1]);
    let hold = db
        .work(Actor::System, move |work| place(work, Held::Conversation(other), "Needed"))
        .await
        .expect("a hold");
    let merge = move |work: &mut db::Work<'_>| {
        let (kept, gone) = (
            desk::conversations::find(work, desk::ConversationId(one))?,
            desk::conversations::find(work, desk::ConversationId(other))?,
        );
        kept.merge(work, &gone).map(drop)
    };
    assert_eq!(refusal(db.work(Actor::System, merge).await), "customers-conversation-is-held");
    let nobody = db.work(Actor::Automation(1), move |work| customers::holds::lift(work, hold, "no")).await;
    assert_eq!(refusal(nobody), "agents-refused-not-permitted");
    db.work(Actor::System, move |work| customers::holds::lift(work, hold, "It is over"))
        .await
        .expect("lifted");
    db.work(Actor::System, merge).await.expect("merged");

    let pair: Vec<i64> = db
        .read(|tx| sql("SELECT id FROM customer WHERE merged_into IS NULL ORDER BY id LIMIT 2").all(tx))
        .await
        .expect("two");
    let (keep, away) = (customers::CustomerId(pair[0]), customers::CustomerId(pair[1]));
    db.work(Actor::System, move |work| place(work, Held::Customer(away.0), "Needed"))
        .await
        .expect("a hold");
    let merged = db.work(Actor::System, move |work| customers::merge(work, keep, away, &[]).map(drop)).await;
    assert_eq!(refusal(merged), "customers-is-held");
    let note = db
        .work(Actor::System, move |work| customers::notes::write(work, away, "kept"))
        .await
        .expect("a note");
    let removed = db.work(Actor::System, move |work| customers::notes::remove(work, away, note)).await;
    assert_eq!(refusal(removed), "customers-is-held");
}

fn refusal<T>(outcome: Result<T, Trouble>) -> &'static str {
    match outcome {
        Err(Trouble::Refused(refusal)) => refusal.key,
        Err(_) => "another trouble",
        Ok(_) => "done",
    }
}
