//! Exports as they come: pages and single documents, ids and people that are missing, times nobody can read, dumps that were cut.

use foreign::{Author, Conversation, Customer, Export, Fault, Item, Message, MessageKind, Product, Thing, read};
use std::collections::BTreeSet;
use std::path::Path;

/// What an export comes to.
#[derive(Default)]
struct Told {
    conversations: Vec<Conversation>,
    customers: Vec<Customer>,
    faults: Vec<Fault>,
}

impl Told {
    fn conversation(&self, id: &str) -> &Conversation {
        self.conversations.iter().find(|one| one.id == id).expect(id)
    }

    fn customer(&self, id: &str) -> &Customer {
        self.customers.iter().find(|one| one.id == id).expect(id)
    }

    fn messages(&self) -> impl Iterator<Item = &Message> {
        self.conversations.iter().flat_map(|one| &one.messages)
    }

    fn faults_at(&self, place: &str) -> Vec<&str> {
        let there = self.faults.iter().filter(|fault| fault.place.contains(place));
        there.map(|fault| fault.why.as_str()).collect()
    }

    fn ids_of(&self, texts: &[&str]) -> Vec<String> {
        let find = |text: &&str| self.messages().find(|one| one.text.contains(*text) || one.html.contains(*text));
        texts.iter().map(|text| find(text).expect(text).id.clone()).collect()
    }
}

fn told(product: Product, files: &[(&str, &str)]) -> Told {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("written");
    }
    read_at(product, folder.path()).expect("a readable export")
}

fn read_at(product: Product, path: &Path) -> Result<Told, String> {
    let folder = tempfile::tempdir().expect("a folder");
    let export = Export {
        product,
        path: path.to_owned(),
        staging: folder.path().join("staging.db"),
        zone: "UTC".into(),
        prefix: if product == Product::OsTicket { "ost_".into() } else { String::new() },
        account: String::new(),
    };
    let mut told = Told::default();
    let read = read(&export, &mut |item| {
        match item {
            Item::Thing(Thing::Conversation(one)) => told.conversations.push(*one),
            Item::Thing(Thing::Customer(one)) => told.customers.push(one),
            Item::Fault(fault) => told.faults.push(fault),
            _ => {}
        }
        true
    });
    read.map(|()| told).map_err(|trouble| trouble.to_string())
}

fn comment(text: &str, id: &str, minute: u8) -> String {
    format!(r#"{{{id}"author_id":16,"body":"{text}","public":true,"created_at":"2020-01-01T00:{minute:02}:00Z"}}"#)
}

fn ticket(id: u32, comments: &[String]) -> String {
    format!(
        r#"{{"id":{id},"subject":"s","status":"open","requester_id":16,"created_at":"2020-01-01T00:00:00Z","comments":[{}]}}"#,
        comments.join(",")
    )
}

#[test]
fn messages_without_an_id_get_one_that_is_theirs_alone_and_stays() {
    let (one, two) = (comment("first", "", 1), comment("second", r#""id":null,"#, 2));
    let before = told(
        Product::Zendesk,
        &[(
            "tickets.json",
            &format!("[{},\n{}]", ticket(1, &[one.clone(), two.clone()]), ticket(2, &[comment("other", "", 1)])),
        )],
    );
    let later = told(
        Product::Zendesk,
        &[(
            "tickets.json",
            &format!("[{}]", ticket(1, &[comment("earlier", "", 0), one.replace("first", "first, mended"), two])),
        )],
    );

    let ids: BTreeSet<&String> = before.messages().map(|message| &message.id).collect();
    assert_eq!((ids.len(), before.messages().count()), (3, 3), "{ids:?}");
    assert!(ids.iter().all(|id| !id.trim().is_empty()));
    assert_eq!(before.ids_of(&["first", "second"]), later.ids_of(&["first, mended", "second"]));
}

#[test]
fn two_messages_of_one_moment_without_an_id_are_told_apart() {
    let told = told(Product::Zendesk, &[("tickets.json", &ticket(1, &[comment("ping", "", 1), comment("pong", "", 1)]))]);

    let ids = told.ids_of(&["ping", "pong"]);
    assert_ne!(ids[0], ids[1]);
}

#[test]
fn no_product_lets_messages_without_an_id_share_one() {
    let freshdesk = r#"[{"id":1,"requester_id":1,"created_at":"2020-01-01T00:00:00Z","description_text":"d","conversations":[
          {"body_text":"a","incoming":true,"private":false,"user_id":1,"created_at":"2020-01-01T00:00:01Z"}]},
        {"id":2,"requester_id":1,"created_at":"2020-01-01T00:00:00Z","description_text":"d","conversations":[
          {"body_text":"b","incoming":true,"private":false,"user_id":1,"created_at":"2020-01-01T00:00:01Z"}]}]"#;
    let help_scout = r#"{"_embedded":{"conversations":[
        {"id":1,"number":1,"createdAt":"2020-01-01T00:00:00Z","_embedded":{"threads":[{"type":"customer","body":"a","createdAt":"2020-01-01T00:00:00Z"}]}},
        {"id":2,"number":2,"createdAt":"2020-01-01T00:00:00Z","_embedded":{"threads":[{"type":"customer","body":"b","createdAt":"2020-01-01T00:00:00Z"}]}}]}}"#;
    let part =
        |text: &str| format!(r#"{{"part_type":"comment","body":"{text}","created_at":1580000000,"author":{{"type":"user","id":"u"}}}}"#);
    let intercom = format!(
        r#"{{"conversations":[{{"id":"1","created_at":1580000000,"conversation_parts":{{"conversation_parts":[{}]}}}},
            {{"id":"2","created_at":1580000000,"conversation_parts":{{"conversation_parts":[{}]}}}}]}}"#,
        part("a"),
        part("b")
    );
    for (product, name, text) in [
        (Product::Freshdesk, "tickets.json", freshdesk),
        (Product::HelpScout, "conversations.json", help_scout),
        (Product::Intercom, "conversations.json", intercom.as_str()),
    ] {
        let told = told(product, &[(name, text)]);

        let ids: BTreeSet<&String> = told.messages().map(|message| &message.id).collect();
        assert_eq!(ids.len(), told.messages().count(), "{product:?}: {ids:?}");
        assert!(ids.iter().all(|id| !id.trim().is_empty()), "{product:?}: {ids:?}");
    }
}

#[test]
fn comments_in_a_file_of_their_own_need_their_ticket_and_no_id() {
    let told = told(
        Product::Zendesk,
        &[
            ("tickets.json", &format!("[{},{}]", ticket(1, &[]), ticket(2, &[]))),
            (
                "ticket_comments.json",
                r#"[{"ticket_id":1,"author_id":16,"body":"of one","public":true},{"ticket_id":2,"author_id":16,"body":"of two","public":true},
                    {"id":9,"author_id":16,"body":"of whom","public":true}]"#,
            ),
        ],
    );

    let texts = |id: &str| told.conversation(id).messages.iter().map(|one| one.text.clone()).collect::<Vec<_>>();
    assert_eq!((texts("1"), texts("2")), (vec!["of one".to_owned()], vec!["of two".to_owned()]));
    assert_eq!(told.faults_at("ticket_comments.json"), ["the comment “9” has no ticket_id: it is left out"]);
}

#[test]
fn documents_that_are_wrapped_or_found_by_a_search_are_read() {
    let told = told(
        Product::Zendesk,
        &[
            ("tickets-1.json", &format!(r#"{{"ticket":{}}}"#, ticket(1, &[]))),
            ("ticket-2.json", &format!(r#"{{"ticket":{}}}"#, ticket(2, &[]))),
            ("ticket.json", &format!("[{}]", ticket(3, &[]))),
            (
                "tickets_search.json",
                r#"{"results":[{"id":4,"result_type":"ticket","subject":"found","requester_id":7,"created_at":"2020-01-01T00:00:00Z"},
                               {"id":8,"result_type":"user","name":"Found","role":"end-user"}],"count":2}"#,
            ),
            ("user.json", r#"{"user":{"id":7,"name":"W","email":"w@mail.example","role":"end-user"}}"#),
        ],
    );

    let ids: Vec<&str> = told.conversations.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids, ["1", "2", "3", "4"]);
    assert_eq!((told.customer("7").name.as_str(), told.customer("8").name.as_str()), ("W", "Found"));
    assert!(told.faults.is_empty(), "{:?}", told.faults);
}

#[test]
fn what_was_not_read_or_has_no_id_is_named() {
    let told = told(
        Product::Zendesk,
        &[
            ("tickets.json", &format!("[{},\n{{\"subject\":\"Whose?\",\"status\":\"open\"}}]", ticket(1, &[]))),
            ("ticket_events.json", r#"{"ticket_events":[{"id":1,"ticket_id":1}]}"#),
            ("users.csv", "id,name\n1,Mia\n"),
            ("groups.json", "[]"),
        ],
    );

    assert_eq!(told.conversations.len(), 1);
    assert_eq!(told.faults_at("tickets.json"), ["the ticket “Whose?” has no id: it is left out"]);
    assert_eq!(told.faults_at("ticket_events.json").len(), 1, "{:?}", told.faults);
    assert_eq!(told.faults_at("users.csv").len(), 1, "{:?}", told.faults);
    assert_eq!(told.faults.len(), 3, "an empty list is no fault: {:?}", told.faults);
}

#[test]
fn people_are_known_from_what_names_them_where_no_file_has_them() {
    let freshdesk = told(
        Product::Freshdesk,
        &[(
            "tickets.json",
            r#"[{"id":20,"requester_id":129,"created_at":"2020-08-24T11:56:51Z","description_text":"d",
                 "requester":{"id":129,"name":"Rachel","email":"rachel@fd.example","phone":null},
                 "conversations":[{"id":3,"body_text":"me too","incoming":true,"private":false,"user_id":130,"from_email":"Tom <tom@fd.example>",
                                   "created_at":"2020-08-24T12:00:00Z"}]}]"#,
        )],
    );
    let xml = told(
        Product::Freshdesk,
        &[(
            "Tickets.xml",
            "<helpdesk-tickets type=\"array\"><helpdesk-ticket><id>1</id><display-id>7</display-id><requester-id>55</requester-id>\
             <requester-name>Rita</requester-name><created-at>2020-01-01T00:00:00Z</created-at><description>d</description>\
             </helpdesk-ticket></helpdesk-tickets>",
        )],
    );
    let help_scout = told(
        Product::HelpScout,
        &[(
            "conversations.json",
            r#"{"_embedded":{"conversations":[{"id":10,"number":12,"createdAt":"2020-03-15T22:46:22Z",
                "primaryCustomer":{"id":238,"type":"customer","first":"Mia","last":"Klein","email":"mia@hs.example"},
                "_embedded":{"threads":[
                  {"id":1,"type":"customer","body":"hi","createdAt":"2020-03-15T22:46:22Z","createdBy":{"id":239,"type":"customer","first":"Tom","email":"tom@hs.example"}},
                  {"id":2,"type":"message","body":"ho","createdAt":"2020-03-15T22:50:22Z","createdBy":{"id":9,"type":"user","first":"Ann","email":"ann@hs.example"}}]}}]}}"#,
        )],
    );
    let intercom = told(
        Product::Intercom,
        &[(
            "conversations.json",
            r#"{"conversations":[{"id":"1","created_at":1580000000,"contacts":{"contacts":[{"id":"c1"}]},
                "source":{"body":"<p>Hi</p>","author":{"type":"user","id":"c1","name":"Mia Klein","email":"mia@ic.example"}}}]}"#,
        )],
    );
    let zendesk = told(
        Product::Zendesk,
        &[(
            "tickets.json",
            r#"[{"id":1,"created_at":"2020-01-01T00:00:00Z","description":"d","requester":{"name":"Emb","email":"emb@zd.example"}},
                {"id":2,"created_at":"2020-01-01T00:00:00Z","description":"d","requester_id":9,
                 "via":{"channel":"email","source":{"from":{"address":"gone@zd.example","name":"Gone"}}}}]"#,
        )],
    );

    let known = |told: &Told, id: &str| {
        let one = told.customer(id);
        format!("{} {}", one.name, one.emails.join(" "))
    };
    assert_eq!(known(&freshdesk, "129"), "Rachel rachel@fd.example");
    assert_eq!(known(&freshdesk, "130"), "Tom tom@fd.example");
    assert_eq!(known(&xml, "55"), "Rita ");
    assert_eq!(known(&help_scout, "238"), "Mia Klein mia@hs.example");
    assert_eq!(known(&help_scout, "239"), "Tom tom@hs.example");
    let answer = help_scout.messages().find(|message| message.id == "2").expect("told");
    assert!(matches!(&answer.author, Author::Named(person) if person.name == "Ann"), "{answer:?}");
    assert_eq!(known(&intercom, "c1"), "Mia Klein mia@ic.example");
    assert_eq!(known(&zendesk, "emb@zd.example"), "Emb emb@zd.example");
    assert_eq!(zendesk.conversation("1").customer.as_deref(), Some("emb@zd.example"));
    assert_eq!(known(&zendesk, "9"), "Gone gone@zd.example");
}

#[test]
fn people_in_a_file_are_who_the_file_says() {
    let told = told(
        Product::Freshdesk,
        &[
            ("contacts.json", r#"[{"id":129,"name":"Rachel Green","email":"rachel@fd.example"}]"#),
            (
                "tickets.json",
                r#"[{"id":20,"requester_id":129,"created_at":"2020-08-24T11:56:51Z","requester":{"id":129,"name":"Rachel","email":"old@fd.example"}}]"#,
            ),
        ],
    );

    assert_eq!(told.customers.len(), 1);
    assert_eq!(
        (told.customers[0].name.as_str(), told.customers[0].emails.join(" ").as_str()),
        ("Rachel Green", "rachel@fd.example")
    );
}

#[test]
fn a_time_nobody_can_read_is_the_next_best_that_is_known_and_is_said() {
    let zendesk = told(
        Product::Zendesk,
        &[(
            "tickets.json",
            r#"[{"id":1,"description":"d","created_at":"2020-02-30T00:00:00Z","updated_at":"2020-01-05T00:00:00Z"},
                {"id":2,"created_at":null,"updated_at":"2020-01-05T00:00:00Z","comments":[
                  {"id":7,"author_id":1,"body":"b","public":true,"created_at":"2020-01-02T00:00:00Z"}]},
                {"id":3,"description":"d"}]"#,
        )],
    );
    let freshdesk = told(
        Product::Freshdesk,
        &[("tickets.json", r#"[{"id":1,"created_at":null,"updated_at":"2020-01-05T00:00:00Z","description":"d"}]"#)],
    );

    let opened = |told: &Told, id: &str| told.conversation(id).opened_at.map(|at| at.rfc3339()[..10].to_owned());
    assert_eq!(opened(&zendesk, "1").as_deref(), Some("2020-01-05"));
    assert_eq!(opened(&zendesk, "2").as_deref(), Some("2020-01-02"), "its first message is nearer than its last change");
    assert_eq!(opened(&zendesk, "3"), None);
    assert_eq!(opened(&freshdesk, "1").as_deref(), Some("2020-01-05"));
    assert_eq!(zendesk.conversation("1").messages[0].at, zendesk.conversation("1").opened_at);
    for (told, place) in [(&zendesk, "ticket 1"), (&zendesk, "ticket 2"), (&zendesk, "ticket 3"), (&freshdesk, "ticket 1")] {
        assert_eq!(told.faults_at(place).len(), 1, "{place}: {:?}", told.faults);
    }
}

#[test]
fn zendesk_says_what_was_chosen_who_was_deleted_and_nothing_public_by_chance() {
    let told = told(
        Product::Zendesk,
        &[
            (
                "ticket_fields.json",
                r#"{"ticket_fields":[{"id":901,"title":"Product","type":"tagger","custom_field_options":[{"name":"Big kettle","value":"big_kettle"}]},
                    {"id":903,"title":"Parts","type":"multiselect","custom_field_options":[{"name":"The lid","value":"lid"}]}]}"#,
            ),
            (
                "users.json",
                r#"[{"id":11,"name":"Permanently deleted user","role":"end-user","active":false,"permanently_deleted":true},
                    {"id":1,"name":"Ana","email":"ana@kettle.example","role":"agent","active":true}]"#,
            ),
            (
                "tickets.json",
                r#"[{"id":1,"requester_id":11,"created_at":"2020-01-01T00:00:00Z","custom_fields":[{"id":901,"value":"big_kettle"},{"id":903,"value":["lid","cord"]}],
                     "comments":[{"id":1,"author_id":1,"body":"said","public":true,"created_at":"2020-01-01T00:00:00Z"},
                                 {"id":2,"author_id":1,"body":"null","public":null,"created_at":"2020-01-01T00:00:00Z"},
                                 {"id":3,"author_id":1,"body":"missing","created_at":"2020-01-01T00:00:00Z"}]},
                    {"id":2,"requester_id":11,"created_at":"2020-01-01T00:00:00Z","is_public":false,"description":"between us"}]"#,
            ),
        ],
    );

    let pair = |label: &str, value: &str| (label.to_owned(), value.to_owned());
    assert_eq!(told.conversation("1").fields, [pair("Product", "Big kettle"), pair("Parts", "The lid, cord")]);
    assert_eq!(told.customer("11").tags, ["deleted"]);
    let kinds: Vec<MessageKind> = told.messages().map(|message| message.kind).collect();
    assert_eq!(kinds, [MessageKind::Outgoing, MessageKind::Note, MessageKind::Note, MessageKind::Note]);
}

#[test]
fn a_dump_that_was_cut_between_two_statements_is_named() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let folder = tempfile::tempdir().expect("a folder");
    for (product, name, cut, missing) in [
        (Product::Chatwoot, "chatwoot.sql", "COPY public.conversations ", "conversations"),
        (Product::OsTicket, "osticket.sql", "DROP TABLE IF EXISTS `ost_thread_entry`;", "ost_thread_entry"),
    ] {
        let dump = std::fs::read_to_string(sample.join(name)).expect("the sample");
        let (whole, _) = dump.split_once(cut).expect(cut);
        let path = folder.path().join(name);
        std::fs::write(&path, whole).expect("written");

        let told = read_at(product, &path).expect("readable as far as it goes");

        assert!(told.faults_at(name).iter().any(|why| why.contains("cut off")), "{:?}", told.faults);
        assert!(told.faults.iter().any(|fault| fault.place == missing), "{:?}", told.faults);
        assert!(read_at(product, &sample.join(name)).expect("the sample").faults_at(name).is_empty());
    }
}

#[test]
fn a_dump_that_is_packed_or_in_another_format_says_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, start, remedy) in [
        ("chatwoot.sql.gz", &b"\x1f\x8b\x08\x00rest"[..], "gunzip"),
        ("chatwoot.dump", b"PGDMP\x01\x0e", "pg_restore"),
        ("chatwoot.sql", b"\xff\xfe-\x00-\x00", "UTF-8"),
    ] {
        std::fs::write(folder.path().join(name), start).expect("written");

        let Err(refused) = read_at(Product::Chatwoot, &folder.path().join(name)) else {
            panic!("{name} was read")
        };

        assert!(refused.contains(remedy), "{name}: {refused}");
    }
}
