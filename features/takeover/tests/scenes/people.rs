//! Who is who: an address tells people apart, a number they share does not; and what was covered stays so.

use crate::again::{changed, copied};
use crate::stage::{Desk, same};
use db::sql;
use foreign::Product;
use takeover::Plan;
use testkit::both_databases;

const CARD: &str = "4111 1111 1111 1111";

#[both_databases]
async fn a_telephone_people_share_makes_them_one_person_never(desk: Desk) {
    let path = copied(&desk);
    let (plan, export) = (desk.plan(Product::Zendesk), desk.export(Product::Zendesk, path.clone()));
    let lina = "{\"id\":102,\"name\":\"李娜\"";
    let sharing = [(201, "\"a@shop.example\""), (202, "\"b@shop.example\""), (203, "null"), (204, "null")].map(|(id, email)| {
        format!("{{\"id\":{id},\"name\":\"Somebody {id}\",\"email\":{email},\"phone\":\"+34600123456\",\"role\":\"end-user\"}}\n")
    });
    changed(&path.join("users.json"), lina, &format!("{}{lina}", sharing.concat()));

    desk.takes(&plan, &export).await;

    let people: i64 = desk
        .one("SELECT COUNT(DISTINCT our_id) FROM taken_over WHERE kind = 'customer' AND their_id IN ('201', '202', '203', '204')")
        .await;
    let holders: i64 = desk.one("SELECT COUNT(*) FROM customer_identity WHERE value = '+34600123456'").await;
    assert_eq!((people, holders), (4, 1));
    let other = Plan { source: "another".into(), ..desk.plan(Product::Zendesk) };
    desk.takes(&other, &export).await;
    let known: i64 = desk
        .one(
            "SELECT COUNT(*) FROM taken_over a JOIN taken_over b ON b.their_id = a.their_id AND b.kind = a.kind AND b.our_id = a.our_id
               WHERE a.source = 'another' AND b.source = 'zendesk' AND a.kind = 'customer' AND a.their_id IN ('201', '202')",
        )
        .await;
    assert_eq!(known, 2, "an address is one person on both desks");
}

#[both_databases]
async fn what_is_covered_stays_covered_when_a_run_brings_it_again(desk: Desk) {
    let path = copied(&desk);
    let (plan, export) = (desk.plan(Product::Zendesk), desk.export(Product::Zendesk, path.clone()));
    let (tickets, users) = (path.join("tickets-1.json"), path.join("users.json"));
    changed(&users, "Prefers short answers.", &format!("Pays with {CARD}."));
    changed(&tickets, "\"value\":\"rojo\"", &format!("\"value\":\"Card {CARD}\""));
    desk.takes(&plan, &export).await;
    let first = raw(&desk).await;
    desk.does(|work| {
        let note: i64 = sql("SELECT id FROM message WHERE text = 'Ask the workshop.'").only(work, "message")?;
        work.keep_quietly("a translation as a colleague would have written it");
        sql("INSERT INTO message_translation (message_id, language, text, made_at) VALUES ($1, 'es', 'Pregunta al taller.', $2)")
            .with(note)
            .with(work.now)
            .run(work)
    })
    .await;

    changed(&tickets, "Ask the workshop.", &format!("Refund to {CARD}."));
    changed(&tickets, "\"subject\":\"水壶坏了\"", &format!("\"subject\":\"Card {CARD}\""));
    changed(&tickets, &format!("Card {CARD}\"}}"), "Card 4242 4242 4242 4242\"}");
    desk.takes(&plan, &export).await;

    assert_eq!((first, raw(&desk).await), (Vec::new(), Vec::new()));
    let subject: String = desk.one("SELECT subject FROM conversation WHERE number = 1003").await;
    let note: i64 = desk.one("SELECT COUNT(*) FROM message WHERE text = 'Refund to **** **** **** 1111.'").await;
    let translated: i64 = desk.one("SELECT COUNT(*) FROM message_translation").await;
    assert_eq!((subject.as_str(), note, translated), ("Card **** **** **** 1111", 1, 0));
    let before = desk.everything().await;
    let third = desk.takes(&plan, &export).await;
    same(&before, &desk.everything().await);
    assert_eq!(third.tally.left_alone, 0);
}

/// The tables a whole card number is in.
async fn raw(desk: &Desk) -> Vec<String> {
    let everything = desk.everything().await;
    let shown = everything.iter().map(|(table, rows)| (table.to_string(), format!("{rows:?}")));
    shown
        .filter(|(_, rows)| [CARD, "4242 4242 4242 4242"].iter().any(|card| rows.contains(card)))
        .map(|(table, _)| table)
        .collect()
}

#[both_databases]
async fn attack_23_a_conversation_merged_here_rules_over_the_other_no_more(desk: Desk) {
    let path = copied(&desk);
    let (plan, export) = (desk.plan(Product::Zendesk), desk.export(Product::Zendesk, path.clone()));
    desk.takes(&plan, &export).await;
    desk.does(|work| {
        let mut numbered = |number| desk::conversations::numbered(work, number)?.ok_or(db::Trouble::NotFound("conversation"));
        let (kept, other) = (numbered(1001)?, numbered(1003)?);
        kept.merge(work, &other)
    })
    .await;
    let standing = "SELECT status, priority, subject, customer_id FROM conversation WHERE number = 1001";
    let before: (String, String, String, i64) = desk.one(standing).await;

    let tickets = path.join("tickets-1.json");
    changed(
        &tickets,
        "\"subject\":\"水壶坏了\",\"status\":\"hold\",\"priority\":\"urgent\"",
        "\"subject\":\"Theirs\",\"status\":\"closed\",\"priority\":\"low\"",
    );
    let new = ",{\"id\":5022,\"author_id\":102,\"body\":\"谢谢！\",\"public\":true,\"created_at\":\"2024-03-05T02:00:00Z\"}";
    changed(
        &tickets,
        "\"created_at\":\"2024-03-02T02:00:00Z\",\"attachments\":[]}",
        &format!("\"created_at\":\"2024-03-02T02:00:00Z\",\"attachments\":[]}}{new}"),
    );
    let run = desk.takes(&plan, &export).await;

    assert_eq!(run.counts(foreign::Kind::Message)[0], 1, "{:?}", run.notes);
    let after: (String, String, String, i64) = desk.one(standing).await;
    assert_eq!(before, after);
    let (filed, author, name): (i64, i64, String) = desk
        .one("SELECT c.number, m.author_id, m.from_name FROM message m JOIN conversation c ON c.id = m.conversation_id WHERE m.text = '谢谢！'")
        .await;
    let lina: i64 = desk.one("SELECT our_id FROM taken_over WHERE kind = 'customer' AND their_id = '102'").await;
    assert_eq!((filed, author, name.as_str()), (1001, lina, "李娜"));
}
