//! The first time: everything as it stood there, under its old numbers, and nobody is told.

use crate::stage::{Desk, same, sample};
use desk::Viewer;
use foreign::{Kind, Product};
use takeover::Plan;
use testkit::both_databases;

/// A message as it was taken: see the question that reads it.
type Told = (String, String, String, String, i64, bool);

const NINE: i64 = 1_709_283_600_000_000;

#[both_databases]
async fn a_ticket_comes_over_to_the_last_row(desk: Desk) {
    let run = desk.zendesk().await;

    assert_eq!(run.counts(Kind::Conversation), [7, 0, 0, 0]);
    assert_eq!(run.counts(Kind::Message), [15, 0, 0, 0]);
    let row: (i64, String, String, String, i64, i64, i64, i64) = desk
        .one("SELECT c.number, c.subject, c.status, c.priority, c.opened_at, c.last_activity_at, c.message_count, c.inbox_id FROM conversation c WHERE c.number = 1001")
        .await;
    assert_eq!(
        row,
        (
            1001,
            "The kettle leaks".into(),
            "resolved".into(),
            "normal".into(),
            NINE,
            NINE + 4_200_000_000,
            4,
            desk.inbox.0
        )
    );
    let who: (String, String, String) = desk
        .one("SELECT p.name, a.name, t.name FROM conversation c JOIN customer p ON p.id = c.customer_id JOIN agent a ON a.id = c.assignee_id JOIN team t ON t.id = c.team_id WHERE c.number = 1001")
        .await;
    assert_eq!(who, ("Mia Klein".into(), "Ana Ruiz".into(), "Support".into()));
    let messages: Vec<Told> = desk
        .all("SELECT m.kind, m.author_kind, m.from_name, m.text, m.written_at, m.html IS NOT NULL FROM message m JOIN conversation c ON c.id = m.conversation_id WHERE c.number = 1001 ORDER BY m.written_at, m.id")
        .await;
    let line = |kind: &str, author: &str, name: &str, text: &str, minutes: i64, html: bool| {
        (kind.to_owned(), author.to_owned(), name.to_owned(), text.to_owned(), NINE + minutes * 60_000_000, html)
    };
    assert_eq!(
        messages,
        [
            line("incoming", "customer", "Mia Klein", "It leaks. See the picture.", 0, true),
            line("note", "agent", "Ana Ruiz", "Warranty? Do not tell her the price.", 30, false),
            line("outgoing", "agent", "Ana Ruiz", "Send it back, please.", 40, true),
            line("note", "agent", "Ana Ruiz", "Request #1002 was merged into this one.", 70, false),
        ]
    );
    let recipients: Vec<(String, String)> = desk
        .all("SELECT r.role, r.address FROM message_recipient r JOIN message m ON m.id = r.message_id JOIN conversation c ON c.id = m.conversation_id WHERE c.number = 1001 ORDER BY r.id")
        .await;
    assert_eq!(
        recipients,
        [("to".to_owned(), "support@kettle.example".to_owned()), ("to".to_owned(), "mia@teahouse.example".to_owned())]
    );
    let tags: Vec<String> = desk.all("SELECT t.name FROM conversation_tag x JOIN tag t ON t.id = x.tag_id JOIN conversation c ON c.id = x.conversation_id WHERE c.number = 1001 ORDER BY t.name").await;
    assert_eq!(tags, ["leak", "warranty"]);
    let fields: Vec<(String, String)> = desk.all("SELECT f.label, v.value FROM conversation_field v JOIN custom_field f ON f.id = v.field_id JOIN conversation c ON c.id = v.conversation_id WHERE c.number = 1001 ORDER BY f.label").await;
    let pair = |label: &str, value: &str| (label.to_owned(), value.to_owned());
    assert_eq!(
        fields,
        [
            pair("Colour of the kettle", "red"),
            pair("Rating", "good"),
            pair("Rating comment", "Fast!"),
            pair("Serial number", "K-77")
        ]
    );
}

#[both_databases]
async fn a_picture_in_the_text_hangs_on_its_message(desk: Desk) {
    let run = desk.zendesk().await;

    assert_eq!((run.tally.files, run.tally.files_missing), (1, 1));
    let file: (String, String, String, bool) = desk.one("SELECT name, media_type, content_id, inline FROM attachment").await;
    assert_eq!(file, ("leak.png".into(), "image/png".into(), "zendesk-501".into(), true));
    let html: String = desk.one("SELECT html FROM message WHERE text = 'It leaks. See the picture.'").await;
    assert!(html.contains("cid:zendesk-501") && !html.contains("zendesk.com"), "{html}");
    assert_eq!(run.notes_at("conversation 1004").len(), 1, "{:?}", run.notes);
}

#[both_databases]
async fn whoever_left_was_deleted_or_is_missing_is_told_and_their_words_stay(desk: Desk) {
    let run = desk.zendesk().await;

    let agents: Vec<(String, bool)> = desk.all("SELECT name, deactivated_at IS NULL FROM agent ORDER BY email").await;
    assert_eq!(agents, [("Ana Ruiz".to_owned(), true), ("Ben Ortiz".to_owned(), false), ("Ben Lead".to_owned(), true)]);
    let urgent: (String, String, bool) =
        desk.one("SELECT status, priority, assignee_id IS NULL FROM conversation WHERE number = 1003").await;
    assert_eq!(urgent, ("on_hold".into(), "urgent".into(), true), "who left is assigned nothing");
    assert!(run.notes_at("conversation 1003").iter().any(|why| why.contains("has left")), "{:?}", run.notes);
    let gone: Vec<(String, String)> = desk
        .all("SELECT m.kind, m.text FROM message m JOIN conversation c ON c.id = m.conversation_id WHERE c.number = 1006 ORDER BY m.written_at")
        .await;
    assert_eq!(gone, [("incoming".to_owned(), "I was deleted.".to_owned()), ("outgoing".to_owned(), "So was I.".to_owned())]);
    assert!(run.notes_at("conversation 1006").iter().any(|why| why.contains("customer 999")), "{:?}", run.notes);
    let suspended: i64 = desk.one("SELECT COUNT(*) FROM customer_tag WHERE tag = 'suspended'").await;
    assert_eq!(suspended, 1);
    assert!(run.tally.left_out.contains("deleted tickets") && run.tally.faults == 1, "{:?}", run.tally);
}

#[both_databases]
async fn old_numbers_are_kept_or_lead_to_the_new_ones(desk: Desk) {
    let (inbox, mia) = (desk.inbox, "tom@example.net");
    desk.does(move |work| {
        let identity = customers::Identity::Email(kit::EmailAddress::parse(mia).expect("an address"));
        let customer = customers::recognise(work, &identity, None)?;
        desk::conversations::open(work, &desk::conversations::Opening { inbox, customer: customer.0, subject: "Ours", automatic: false })
    })
    .await;

    desk.zendesk().await;

    let first: (String, i64) = desk
        .one("SELECT c.subject, c.number FROM former_number f JOIN conversation c ON c.id = f.conversation_id WHERE f.number = '1'")
        .await;
    assert_eq!(first.0, "Wie lange kocht er?");
    assert!(first.1 > 1, "the number is taken here: {}", first.1);
    let viewer = Viewer { agent: desk.lead, sees_all: true };
    for typed in ["#1", "1", "https://kettle.zendesk.com/agent/tickets/1"] {
        let found = desk.floor.db.read(move |tx| desk::former_numbers::called(tx, viewer, typed)).await.expect("found");
        assert_eq!(found.len(), 1, "{typed}");
        assert_eq!((found[0].number, found[0].source.as_str()), (first.1, "zendesk"));
    }
    let stranger = Viewer { agent: 0, sees_all: false };
    let hidden = desk.floor.db.read(move |tx| desk::former_numbers::called(tx, stranger, "#1")).await.expect("asked");
    assert!(hidden.is_empty(), "what one may not see is not found by an old number either");
    let next = desk
        .does(|work| {
            work.keep_quietly("only to see which is next");
            work.next_number("conversation")
        })
        .await;
    assert!(next > 1008, "numbers here go on behind those that came: {next}");
}

#[both_databases]
async fn what_was_merged_or_followed_there_is_linked_here(desk: Desk) {
    desk.zendesk().await;

    let links: Vec<(i64, i64, String)> =
        desk.all("SELECT a.number, b.number, l.reason FROM conversation_link l JOIN conversation a ON a.id = l.from_id JOIN conversation b ON b.id = l.to_id ORDER BY a.number").await;

    assert_eq!(links, [(1002, 1001, "merged".to_owned()), (1004, 1001, "continues".to_owned())]);
}

#[both_databases]
async fn customers_bring_all_they_are_known_by(desk: Desk) {
    desk.zendesk().await;

    let mia: Vec<(String, String, bool)> = desk
        .all("SELECT i.kind, i.value, i.is_primary FROM customer_identity i JOIN customer c ON c.id = i.customer_id WHERE c.name = 'Mia Klein' ORDER BY i.id")
        .await;
    let one = |kind: &str, value: &str, first: bool| (kind.to_owned(), value.to_owned(), first);
    assert_eq!(
        mia,
        [
            one("email", "mia@teahouse.example", true),
            one("email", "mia.private@example.org", false),
            one("phone", "+4915112345678", true)
        ]
    );
    let more: (String, String, String, i64) = desk
        .one("SELECT o.name, c.language, n.text, c.created_at FROM customer c JOIN company o ON o.id = c.company_id JOIN customer_note n ON n.customer_id = c.id WHERE c.name = 'Mia Klein'")
        .await;
    assert_eq!(more, ("Teahouse GmbH".into(), "de".into(), "Prefers short answers.".into(), 1_677_657_600_000_000));
    let nameless: String = desk
        .one("SELECT i.value FROM customer_identity i JOIN customer c ON c.id = i.customer_id WHERE c.name = 'Tom Deleted'")
        .await;
    assert_eq!(nameless, "zendesk:104");
}

#[both_databases]
async fn nobody_is_told_and_nothing_begins_to_run(desk: Desk) {
    desk.zendesk().await;

    let counts: (i64, i64, i64, i64) = desk
        .one("SELECT (SELECT COUNT(*) FROM notice), (SELECT COUNT(*) FROM acknowledged), (SELECT COUNT(*) FROM job WHERE kind <> 'desk.read_file'), (SELECT COUNT(*) FROM conversation WHERE waiting_since IS NOT NULL OR due_at IS NOT NULL)")
        .await;
    assert_eq!(counts, (0, 0, 0, 0));
    let unsent: i64 = desk
        .one("SELECT COUNT(*) FROM message WHERE kind = 'outgoing' AND (delivery <> 'sent' OR due_at IS NOT NULL)")
        .await;
    assert_eq!(unsent, 0);
    let kinds: Vec<String> = desk.all("SELECT DISTINCT kind FROM activity WHERE kind LIKE 'conversation.%' OR kind LIKE 'message.%' OR kind LIKE 'customer.%' OR kind LIKE 'company.%' OR kind LIKE 'tag.%' ORDER BY kind").await;
    assert_eq!(kinds, ["company.imported", "conversation.imported", "customer.imported"]);
}

#[both_databases]
async fn a_dry_run_changes_nothing_and_foresees_what_will_be(desk: Desk) {
    let before = desk.everything().await;
    let plan = Plan { files: Some(sample("zendesk/attachments")), ..desk.plan(Product::Zendesk) };
    let export = desk.export(Product::Zendesk, sample("zendesk"));

    let foreseen = desk.foresees(&plan, &export).await;
    same(&before, &desk.everything().await);
    let taken = desk.takes(&plan, &export).await;

    for kind in [Kind::Team, Kind::Agent, Kind::Company, Kind::Customer, Kind::Conversation, Kind::Message, Kind::Link] {
        assert_eq!(foreseen.counts(kind), taken.counts(kind), "{kind:?}");
    }
    assert_eq!((foreseen.tally.files, foreseen.tally.files_missing), (taken.tally.files, taken.tally.files_missing));
    assert!(foreseen.notes.iter().any(|note| note.why.contains("customer 999")), "{:?}", foreseen.notes);
    assert!(foreseen.notes.iter().any(|note| note.place.contains("tickets-1.json line")), "{:?}", foreseen.notes);
}

#[both_databases]
async fn an_answer_to_an_old_mail_finds_its_conversation(desk: Desk) {
    desk.zendesk().await;

    let known = desk
        .floor
        .db
        .read(|tx| desk::messages::with_external_id(tx, "first@teahouse.example"))
        .await
        .expect("asked");

    assert_eq!(known.len(), 1);
    let part: i64 = desk.one("SELECT COUNT(*) FROM participant p JOIN conversation c ON c.id = p.conversation_id WHERE c.number = 1001 AND p.address IN ('mia@teahouse.example', 'lina@example.cn')").await;
    assert_eq!(part, 2, "whoever was in copy takes part");
}

#[both_databases]
async fn who_works_there_and_asked_for_something_is_agent_and_customer(desk: Desk) {
    desk.zendesk().await;

    let asked: (String, String) = desk
        .one("SELECT p.name, i.value FROM conversation c JOIN customer p ON p.id = c.customer_id JOIN customer_identity i ON i.customer_id = p.id WHERE c.number = 1008")
        .await;
    assert_eq!(asked, ("Ana Ruiz".into(), "ana@kettle.example".into()));
    let said: Vec<(String, String)> = desk
        .all("SELECT m.kind, m.author_kind FROM message m JOIN conversation c ON c.id = m.conversation_id WHERE c.number = 1008 ORDER BY m.written_at")
        .await;
    assert_eq!(said, [("incoming".to_owned(), "customer".to_owned()), ("note".to_owned(), "agent".to_owned())]);
}
