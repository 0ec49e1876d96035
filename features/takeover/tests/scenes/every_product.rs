//! Every product's sample goes in whole, and once.

use crate::stage::{Desk, same, sample};
use foreign::{Kind, Product};
use testkit::both_databases;

const SAMPLES: [(Product, &str, u64, u64); 9] = [
    (Product::Intercom, "intercom", 2, 5),
    (Product::HelpScout, "helpscout", 2, 3),
    (Product::Freshdesk, "freshdesk", 2, 4),
    (Product::Freshdesk, "freshdesk_xml", 1, 3),
    (Product::Chatwoot, "chatwoot.sql", 2, 5),
    (Product::Zammad, "zammad.sql", 2, 5),
    (Product::Libredesk, "libredesk.sql", 2, 4),
    (Product::FreeScout, "freescout.sql", 2, 4),
    (Product::OsTicket, "osticket.sql", 3, 4),
];

#[both_databases]
async fn each_goes_in_whole_and_once_beside_the_others(desk: Desk) {
    for (product, name, conversations, messages) in SAMPLES {
        let (mut plan, export) = (desk.plan(product), desk.export(product, sample(name)));
        plan.source = name.into();

        let run = desk.takes(&plan, &export).await;

        assert_eq!(run.counts(Kind::Conversation), [conversations, 0, 0, 0], "{name}: {:?}", run.notes);
        assert_eq!(run.counts(Kind::Message), [messages, 0, 0, 0], "{name}");
        assert!(run.tally.of.values().all(|counts| counts.faulty == 0), "{name}: {:?}", run.notes);
        let before = desk.everything().await;
        desk.takes(&plan, &export).await;
        same(&before, &desk.everything().await);
    }
    let told: i64 = desk.one("SELECT COUNT(*) FROM message WHERE kind <> 'note' AND text LIKE '%Warranty%'").await;
    assert_eq!(told, 0, "what was private stays private");
    let notes: i64 = desk.one("SELECT COUNT(*) FROM message WHERE kind = 'note' AND text LIKE '%Warranty%'").await;
    assert_eq!(notes, 8);
    let mia: i64 = desk
        .one("SELECT COUNT(DISTINCT customer_id) FROM customer_identity WHERE value = 'mia@teahouse.example'")
        .await;
    assert_eq!(mia, 1, "one person is one customer, whatever desk they wrote to");
    let agents: i64 = desk.one("SELECT COUNT(*) FROM agent WHERE email = 'ana@kettle.example'").await;
    assert_eq!(agents, 1);
}

#[both_databases]
async fn files_in_the_database_come_out_of_it(desk: Desk) {
    for (product, name) in [(Product::Zammad, "zammad_mysql.sql"), (Product::OsTicket, "osticket.sql")] {
        desk.takes(&desk.plan(product), &desk.export(product, sample(name))).await;
    }

    let files: Vec<(String, String, i64, bool, String)> = desk
        .all("SELECT name, media_type, size_bytes, inline, content_id FROM attachment ORDER BY id")
        .await;

    let picture = |id: &str| ("leak.png".to_owned(), "image/png".to_owned(), 8, true, id.to_owned());
    assert_eq!(files, [picture("leak@kettle"), picture("k8keykeykey")]);
    let blobs: i64 = desk.one("SELECT COUNT(*) FROM blob").await;
    assert_eq!(blobs, 1, "the same bytes are kept once");
}
