//! Erasing reaches files that lie outside, and those of others that name the erased.

use super::{carried, folder, open, whole};
use crate::stage::Home;
use db::{Actor, Trouble, sql};
use desk::outlying;

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_erased_takes_their_files_along_and_is_looked_for_in_those_of_others() {
    for home in Home::of_each() {
        let (house, customer) = crate::erasing::marked(&home).await;
        let shelf = folder(&home);
        let config = shelf.config(&home);
        drop(house);
        let house = open(&config);
        let planted = house.db.work(Actor::System, move |work| plant_files(work, customer));
        let (hers, others) = planted.await.expect("planted");
        let count = carried(&house, &config).await.moved;
        assert!(count >= 2);
        let index = search::Index::open(&home.data().join("search")).expect("an index");

        let id = crate::erasing::begun(&house.db, customer).await;
        crate::erasing::carried_out(&house.db, &index, id).await;

        let left: Vec<i64> = house
            .db
            .read(move |tx| sql("SELECT id FROM blob WHERE id IN ($1, $2) ORDER BY id").with(hers).with(others).all(tx))
            .await
            .expect("asked");
        assert_eq!(left, [others], "hers is gone, and nobody can open its object any more");
        let gone = carried(&house, &config).await;
        assert!(gone.removed >= 2, "hers, and what the other's was before it was mended: {gone:?}");
        for object in shelf.objects() {
            let name = object.strip_prefix(shelf.root()).expect("below").to_string_lossy().into_owned();
            assert!(house.db.read(move |tx| outlying::is_known(tx, &name)).await.expect("asked"), "{}", object.display());
        }
        let rows = whole(&home, &config).await;
        let (_, blobs) = rows.iter().find(|(table, _)| table == "blob").expect("blobs");
        let marks = |value: &db::Value| matches!(value, db::Value::Bytes(bytes) if bytes.windows(6).any(|part| part.eq_ignore_ascii_case(b"zqmark")));
        assert!(!blobs.iter().flatten().any(marks), "no file holds her");
    }
}

/// A file of hers, and one of somebody else's that names her.
fn plant_files(work: &mut db::Work<'_>, customer: i64) -> Result<(i64, i64), Trouble> {
    work.keep_quietly("files for the test");
    let mut both = Vec::new();
    for question in [
        "SELECT MIN(m.id) FROM message m JOIN conversation c ON c.id = m.conversation_id WHERE c.customer_id = $1",
        "SELECT MIN(m.id) FROM message m JOIN conversation c ON c.id = m.conversation_id WHERE c.customer_id <> $1",
    ] {
        let message: i64 = sql(question).with(customer).only(work, "message")?;
        let mut bytes = format!("for {message}: zqmark.person@zqmark.example ").into_bytes();
        bytes.resize(20_000, b'.');
        let blob: i64 = sql("INSERT INTO blob (sha256, size_bytes, bytes) VALUES ($1, 20000, $2) RETURNING id")
            .with(kit::sha256_hex(&bytes))
            .with(bytes)
            .only(work, "blob")?;
        sql("INSERT INTO attachment (message_id, name, media_type, size_bytes, blob_id) VALUES ($1, 'list.txt', 'text/plain', 20000, $2)")
            .with(message)
            .with(blob)
            .run(work)?;
        both.push(blob);
    }
    Ok((both[0], both[1]))
}
