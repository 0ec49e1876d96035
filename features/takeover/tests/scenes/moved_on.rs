//! What moved on there since: made private, given to somebody else, erased here meanwhile. And what has no id, or one that is another's.

use crate::again::{changed, copied};
use crate::stage::{Desk, same};
use db::sql;
use foreign::{Kind, Product};
use std::path::Path;
use testkit::both_databases;

fn written(desk: &Desk, files: &[(&str, &str)]) -> std::path::PathBuf {
    let folder = desk.folder.path().join("own");
    std::fs::create_dir_all(&folder).expect("made");
    for (name, text) in files {
        std::fs::write(folder.join(name), text).expect("written");
    }
    folder
}

#[both_databases]
async fn a_message_without_an_id_keeps_its_own_words(desk: Desk) {
    let ticket = |id: u32, text: &str| {
        format!(
            r#"{{"id":{id},"subject":"s","status":"open","requester_id":16,"created_at":"2020-01-01T00:00:00Z","comments":[
                {{"author_id":16,"body":"{text}","public":true,"created_at":"2020-01-01T00:00:00Z"}}]}}"#
        )
    };
    let users = r#"[{"id":16,"name":"Mia","email":"mia@teahouse.example","role":"end-user"}]"#;
    let tickets = format!("[{},{}]", ticket(81001, "secret of one"), ticket(81002, "text of two"));
    let export = desk.export(Product::Zendesk, written(&desk, &[("tickets.json", &tickets), ("users.json", users)]));

    desk.takes(&desk.plan(Product::Zendesk), &export).await;

    let said = "SELECT c.number, m.text FROM message m JOIN conversation c ON c.id = m.conversation_id ORDER BY c.number";
    let words: Vec<(i64, String)> = desk.all(said).await;
    assert_eq!(words, [(81001, "secret of one".to_owned()), (81002, "text of two".to_owned())]);
    let before = desk.everything().await;
    desk.takes(&desk.plan(Product::Zendesk), &export).await;
    same(&before, &desk.everything().await);
}

#[both_databases]
async fn what_has_no_id_at_all_is_refused_and_named(desk: Desk) {
    let dump = std::fs::read_to_string(crate::stage::sample("chatwoot.sql")).expect("the sample");
    let dump = dump.replace("\n506\t", "\n\\N\t").replace("\n102\t", "\n\\N\t");
    let export = desk.export(Product::Chatwoot, written(&desk, &[("chatwoot.sql", &dump)]).join("chatwoot.sql"));
    let plan = desk.plan(Product::Chatwoot);

    let foreseen = desk.foresees(&plan, &export).await;
    let run = desk.takes(&plan, &export).await;

    for run in [&foreseen, &run] {
        assert_eq!((run.counts(Kind::Message)[3], run.counts(Kind::Customer)[3]), (1, 1), "{:?}", run.notes);
        assert_eq!(run.notes.iter().filter(|note| note.why.contains("no id")).count(), 2, "{:?}", run.notes);
    }
    let nameless: i64 = desk.one("SELECT COUNT(*) FROM taken_over WHERE their_id = ''").await;
    assert_eq!(nameless, 0);
}

#[both_databases]
async fn an_id_two_conversations_claim_is_never_written_from_one_into_the_other(desk: Desk) {
    let ticket = |id: u32, text: &str| {
        format!(
            r#"{{"id":{id},"subject":"s","status":"open","requester_id":16,"created_at":"2020-01-01T00:00:00Z","comments":[
                {{"id":5,"author_id":16,"body":"{text}","public":true,"created_at":"2020-01-01T00:00:00Z"}}]}}"#
        )
    };
    let tickets = format!("[{},{}]", ticket(81001, "secret of one"), ticket(81002, "text of two"));
    let export = desk.export(Product::Zendesk, written(&desk, &[("tickets.json", &tickets)]));

    let run = desk.takes(&desk.plan(Product::Zendesk), &export).await;

    let words: Vec<String> = desk.all("SELECT text FROM message ORDER BY id").await;
    assert_eq!(words, ["secret of one"]);
    assert_eq!(run.counts(Kind::Message)[3], 1, "{:?}", run.notes);
    assert!(run.notes_at("conversation 81002").iter().any(|why| why.contains("81001")), "{:?}", run.notes);
}

#[both_databases]
async fn a_reply_made_private_there_is_a_note_here_and_may_become_public_again(desk: Desk) {
    let path = copied(&desk);
    let (plan, export) = (desk.plan(Product::Zendesk), desk.export(Product::Zendesk, path.clone()));
    desk.takes(&plan, &export).await;
    let tickets = path.join("tickets-1.json");
    let (public, private) = ("\"body\":\"Aquí está.\",\"public\":true", "\"body\":\"Aquí está.\",\"public\":false");
    let stands = "SELECT kind, author_kind, delivery IS NULL, (SELECT COUNT(*) FROM message_recipient r WHERE r.message_id = m.id)
                    FROM message m WHERE text LIKE 'Aqu%'";
    changed(&tickets, "\"html_body\":\"<p>Aquí está.</p>\",", "");

    changed(&tickets, public, private);
    let run = desk.takes(&plan, &export).await;

    let now: (String, String, bool, i64) = desk.one(stands).await;
    assert_eq!(now, ("note".into(), "agent".into(), true, 0));
    assert_eq!(run.counts(Kind::Message)[1], 1);
    changed(&tickets, private, public);
    desk.takes(&plan, &export).await;
    let again: (String, String, bool, i64) = desk.one(stands).await;
    assert_eq!(again, ("outgoing".into(), "agent".into(), false, 1));
}

#[both_databases]
async fn a_conversation_given_to_another_customer_there_is_theirs_here(desk: Desk) {
    let path = copied(&desk);
    let (plan, export) = (desk.plan(Product::Zendesk), desk.export(Product::Zendesk, path.clone()));
    desk.takes(&plan, &export).await;
    let tickets = path.join("tickets-1.json");
    let whose =
        "SELECT t.their_id FROM conversation c JOIN taken_over t ON t.our_id = c.customer_id AND t.kind = 'customer' WHERE c.number = 1004";

    changed(&tickets, "\"priority\":\"high\",\"requester_id\":103", "\"priority\":\"high\",\"requester_id\":102");
    let run = desk.takes(&plan, &export).await;

    let now: String = desk.one(whose).await;
    assert_eq!((now.as_str(), run.counts(Kind::Conversation)[1]), ("102", 1));
    let other: i64 = desk.one("SELECT our_id FROM taken_over WHERE kind = 'customer' AND their_id = '101'").await;
    desk.does(move |work| {
        let found = desk::conversations::numbered(work, 1004)?.ok_or(db::Trouble::NotFound("conversation"))?;
        found.belongs_to(work, other)
    })
    .await;
    changed(&tickets, "\"priority\":\"high\",\"requester_id\":102", "\"priority\":\"high\",\"requester_id\":103");
    let run = desk.takes(&plan, &export).await;
    let stays: String = desk.one(whose).await;
    assert_eq!(stays, "101");
    assert!(run.notes_at("conversation 1004").iter().any(|why| why.contains("customer")), "{:?}", run.notes);
}

/// As an erasure leaves the customer of this id behind: without anything they were known by, and on the list.
async fn erased(desk: &Desk, their_id: &'static str, email: &'static str) {
    desk.does(move |work| {
        let customer: i64 = sql("SELECT our_id FROM taken_over WHERE kind = 'customer' AND their_id = $1")
            .with(their_id)
            .only(work, "customer")?;
        let (now, known_by) = (work.now, kit::sha256_hex(format!("salt:{email}").as_bytes()));
        work.keep_quietly("an erasure as it ends");
        sql("DELETE FROM customer_identity WHERE customer_id = $1").with(customer).run(work)?;
        sql("UPDATE customer SET name = 'erased-1', name_key = 'erased-1' WHERE id = $1")
            .with(customer)
            .run(work)?;
        sql("DELETE FROM participant WHERE address = $1").with(email).run(work)?;
        sql("DELETE FROM message_recipient WHERE address = $1").with(email).run(work)?;
        sql("UPDATE message SET text = 'erased-1', html = NULL, from_name = '', from_address = '' WHERE conversation_id IN (SELECT id FROM conversation WHERE customer_id = $1)
                OR (author_kind = 'customer' AND author_id = $1)")
        .with(customer)
        .run(work)?;
        let erasure: i64 = sql(
            "INSERT INTO erasure (customer_id, pseudonym, why, origin, papers, asked_by_kind, asked_at, state, wanted, finished_at)
                                VALUES ($1, 'erased-1', '', 'asked', 'replaced', 'agent', $2, 'done', '[]', $2) RETURNING id",
        )
        .with(customer)
        .with(now)
        .only(work, "erasure")?;
        sql("INSERT INTO erased_person (erasure_id, customer_id, known_since, salt, known_by, erased_at, papers)
             VALUES ($1, $2, $3, 'salt', $4, $3, 'replaced')")
        .with(erasure)
        .with(customer)
        .with(now)
        .with(format!("[\"{known_by}\"]"))
        .run(work)?;
        Ok(())
    })
    .await;
}

fn asked_again(tickets: &Path, email: &str) {
    let new = ",{\"id\":5099,\"author_id\":103,\"body\":\"José otra vez\",\"public\":true,\"created_at\":\"2024-03-05T02:00:00Z\"}";
    changed(
        tickets,
        "\"body\":\"Reminder sent.\",\"public\":true,\"created_at\":\"2024-03-04T10:00:00Z\",\"attachments\":[]}",
        &{ format!("\"body\":\"Reminder sent.\",\"public\":true,\"created_at\":\"2024-03-04T10:00:00Z\",\"attachments\":[]}}{new}") },
    );
    let elsewhere = ",{\"id\":5098,\"author_id\":103,\"body\":\"José elsewhere\",\"public\":true,\"created_at\":\"2024-03-05T02:00:00Z\"}";
    let written_to = format!(
        ",{{\"id\":5097,\"author_id\":11,\"body\":\"In copy\",\"public\":true,\"created_at\":\"2024-03-05T03:00:00Z\",\"via\":{{\"source\":{{\"to\":{{\"email_ccs\":[\"{email}\"]}}}}}}}}"
    );
    changed(
        tickets,
        "\"created_at\":\"2024-03-02T02:00:00Z\",\"attachments\":[]}",
        &format!("\"created_at\":\"2024-03-02T02:00:00Z\",\"attachments\":[]}}{elsewhere}{written_to}"),
    );
}

#[both_databases]
async fn whoever_was_erased_here_does_not_come_back_with_another_run(desk: Desk) {
    let path = copied(&desk);
    let (plan, export) = (desk.plan(Product::Zendesk), desk.export(Product::Zendesk, path.clone()));
    desk.takes(&plan, &export).await;
    let email: String = desk
        .one("SELECT i.value FROM customer_identity i JOIN taken_over t ON t.our_id = i.customer_id AND t.kind = 'customer' WHERE t.their_id = '103' AND i.kind = 'email' ORDER BY i.id LIMIT 1")
        .await;
    erased(&desk, "103", Box::leak(email.clone().into_boxed_str())).await;

    asked_again(&path.join("tickets-1.json"), &email);
    changed(&path.join("users.json"), "José Núñez", "José N.");
    let foreseen = desk.foresees(&plan, &export).await;
    let run = desk.takes(&plan, &export).await;

    let back = "SELECT (SELECT COUNT(*) FROM message WHERE text LIKE '%Jos%' OR text LIKE '%factura%') + (SELECT COUNT(*) FROM customer WHERE name LIKE '%Jos%')";
    let words: i64 = desk.one(back).await;
    assert_eq!(words, 0, "{:?}", run.notes);
    for run in [&run, &foreseen] {
        assert!(run.tally.left_out.iter().any(|what| what.contains("erased")), "{:?}", run.tally);
        for place in ["customer 103", "conversation 1004"] {
            assert!(run.notes_at(place).iter().any(|why| why.contains("erased")), "{place}: {:?}", run.notes);
        }
    }
    assert!(run.notes_at("conversation 1003").iter().any(|why| why.contains("erased")), "{:?}", run.notes);
    let second = takeover::Plan { source: "another".into(), ..plan };
    desk.takes(&second, &export).await;
    let words: i64 = desk.one(back).await;
    assert_eq!(words, 0, "nor by another desk that knew their address");
    let in_copy: i64 = desk.one("SELECT COUNT(*) FROM message WHERE text = 'In copy'").await;
    assert_eq!(in_copy, 2, "what others wrote to others comes over");
    let address = desk.everything().await.iter().any(|(_, rows)| format!("{rows:?}").contains(&email));
    assert!(!address, "nor does their address");
}

#[both_databases]
async fn a_dry_run_foresees_what_is_faulty_twice_there_and_missing(desk: Desk) {
    let path = written(
        &desk,
        &[
            (
                "organizations.json",
                "[{\"id\":77,\"name\":\"Acme\"},{\"id\":78,\"name\":null},{\"id\":79,\"name\":\"acme\"}]",
            ),
            (
                "users.json",
                r#"[{"id":1,"name":"Ana","email":"ana@kettle.example","role":"agent"},{"id":2,"name":"Gone Gus","email":null,"role":"agent"},
                    {"id":3,"name":"Mia","email":"mia@teahouse.example","role":"end-user"},{"id":4,"name":"Mia","email":"mia@teahouse.example","role":"end-user"}]"#,
            ),
            ("macros.json", r#"[{"id":1,"title":"Says nothing","actions":[]}]"#),
            (
                "tickets.json",
                r#"[{"id":5,"subject":"s","status":"open","requester_id":3,"group_id":7777,"problem_id":6,"description":"d","created_at":"2020-01-01T00:00:00Z"}]"#,
            ),
        ],
    );
    let (plan, export) = (desk.plan(Product::Zendesk), desk.export(Product::Zendesk, path));

    let foreseen = desk.foresees(&plan, &export).await;
    let run = desk.takes(&plan, &export).await;

    for kind in [Kind::Agent, Kind::Company, Kind::Customer, Kind::Macro, Kind::Conversation, Kind::Message, Kind::Link] {
        assert_eq!(foreseen.counts(kind), run.counts(kind), "{kind:?}: {:?} {:?}", foreseen.notes, run.notes);
    }
    assert_eq!(run.counts(Kind::Company), [1, 0, 1, 1]);
    for run in [&foreseen, &run] {
        assert!(run.notes_at("agent 2 Gone Gus").iter().any(|why| why.contains("no address")), "{:?}", run.notes);
        assert!(run.notes_at("conversation 5").iter().any(|why| why.contains("team 7777")), "{:?}", run.notes);
        assert!(run.notes_at("company 78").len() == 1, "{:?}", run.notes);
    }
}
