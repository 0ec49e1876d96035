//! A customer is erased: a marker in every place a person's words can be, and not one of them anywhere afterwards: no table, no index, no
//! byte of any file.

mod guards;
mod mails;
mod markers;
mod meanwhile;
mod restored;

use crate::stage::Home;
use db::{Actor, Database, Trouble, sql};
use frontline::background::Background;
use frontline::house::{House, migrations};
use frontline::{demo, erasing, followers};
use markers::{MARK, plant};
use privacy::erasure::{self, Around, Certificate, ErasureId, Papers, State, Wish};
use std::path::Path;
use std::sync::Arc;

/// The demo company, with somebody in it who is marked everywhere.
pub async fn marked(home: &Home) -> (House, i64) {
    let house = home.house();
    demo::company::found(&house, &home.config()).await.expect("the demo company");
    while followers::react_once(&house.db).await.expect("reactions") > 0 {}
    let customer = house.db.work(Actor::System, plant).await.expect("markers");
    (house, customer)
}

fn around(index: &search::Index) -> Arc<dyn Around> {
    Arc::new(erasing::Here(Some(index.clone())))
}

async fn admin(db: &Database) -> Actor {
    let admin = db.read(agents::first_admin).await.expect("asked").expect("an administrator");
    Actor::Agent(admin.id.0)
}

fn wish(typed: &str) -> Wish {
    Wish { why: "She asked by letter".into(), typed: typed.into(), papers: Papers::Replaced }
}

pub async fn begun(db: &Database, customer: i64) -> ErasureId {
    let by = admin(db).await;
    db.work(by, move |work| erasure::begin(work, customer, &wish(markers::NAME))).await.expect("begun")
}

/// The index has all there is.
async fn indexed(db: &Database, index: &search::Index) {
    let background = Background::start("index").expect("a thread");
    while followers::index_once(db, index, &background).await.expect("indexed") > 0 {}
}

/// Every step, the index following, until it is over.
pub async fn carried_out(db: &Database, index: &search::Index, id: ErasureId) -> usize {
    for step in 1..500 {
        indexed(db, index).await;
        match erasure::carry_on(db, id, &around(index)).await.expect("a step") {
            State::Done => return step,
            State::Stuck => panic!("stuck: {:?}", found_in_tables(db)),
            _ => {}
        }
    }
    panic!("it does not end");
}

/// Where a marker still is, by table and column.
fn found_in_tables(db: &Database) -> Vec<String> {
    let place = db.place().clone();
    testkit::off(move || found_in(&place))
}

fn found_in(place: &db::Place) -> Vec<String> {
    let mut snapshot = db::whole::Snapshot::take(place, &migrations()).expect("a snapshot");
    let mut found = Vec::new();
    for table in snapshot.tables().to_vec() {
        let rows = snapshot.rows(&table, &mut |row| {
            for (column, value) in table.columns.iter().zip(&row) {
                let is_in = match value {
                    db::Value::Text(text) => text.to_lowercase().contains(MARK),
                    db::Value::Bytes(bytes) => holds_mark(bytes),
                    _ => false,
                };
                if is_in && column.name != "wanted" {
                    found.push(format!("{}.{}: {value:?}", table.name, column.name).chars().take(160).collect());
                }
            }
            Ok(())
        });
        rows.expect("rows");
    }
    found
}

fn holds_mark(bytes: &[u8]) -> bool {
    bytes.to_ascii_lowercase().windows(MARK.len()).any(|window| window == MARK.as_bytes())
}

/// The files below a folder that hold a marker, once the desk in it is closed: its threads go on for a moment after it was let go,
/// and the last takes the log with it.
fn found_in_files(folder: &Path) -> Vec<String> {
    let log = folder.join("frontline.db-wal");
    for _ in 0..200 {
        if !log.exists() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    let files = crate::stage::files(folder);
    files
        .into_iter()
        .filter(|(_, bytes)| holds_mark(bytes))
        .map(|(path, _)| path.display().to_string())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_an_erased_person_is_left_in_any_table_index_or_file() {
    for home in Home::of_each() {
        let (house, customer) = marked(&home).await;
        let index = search::Index::open(&home.data().join("search")).expect("an index");
        indexed(&house.db, &index).await;
        let planted = found_in_tables(&house.db);
        assert!(planted.len() > 70, "only {} places are marked", planted.len());
        assert!(index.still_holds("zqmarktext").expect("asked"), "the marker is in the index");
        let apart = tempfile::tempdir().expect("a folder");
        let of_another_node = search::Index::open(apart.path()).expect("an index");
        indexed(&house.db, &of_another_node).await;
        let before: i64 = house.db.read(counted_orders).await.expect("orders");

        let id = begun(&house.db, customer).await;
        carried_out(&house.db, &index, id).await;

        assert_eq!(found_in_tables(&house.db), Vec::<String>::new());
        for word in ["zqmarktext", "zqmark", "zqmarkfile", "zqmarksubject"] {
            assert!(!index.still_holds(word).expect("asked"), "{word} is in the index");
        }
        // Nobody proves anything there: what is written of the erasure in the log must do.
        indexed(&house.db, &of_another_node).await;
        assert!(!of_another_node.still_holds("zqmark").expect("asked"), "the marker is in the index of another node");
        let erasure = house.db.read(move |tx| erasure::find(tx, id)).await.expect("the erasure");
        proof_is_whole(&erasure);
        assert_eq!(house.db.read(counted_orders).await.expect("orders"), before, "orders and amounts stay");
        every_paper_reads(&house.db).await;
        drop(index);
        drop(house);
        assert_eq!(found_in_files(&home.data()), Vec::<String>::new(), "no file holds a marker");
    }
}

fn counted_orders(tx: &mut db::Tx<'_>) -> Result<i64, Trouble> {
    sql("SELECT CAST(COALESCE(SUM(total_minor), 0) AS BIGINT) + CAST(COUNT(*) AS BIGINT) FROM sales_order").only(tx, "sum")
}

fn proof_is_whole(erasure: &erasure::Erasure) {
    let text = erasure.certificate().expect("a certificate");
    let proof: Certificate = serde_json::from_str(text).expect("a proof");
    assert_eq!(erasure.sha256.as_deref(), Some(kit::sha256_hex(text.as_bytes()).as_str()));
    assert_eq!((proof.searched.found, proof.searched.found_in_index), (0, Some(0)));
    assert!(proof.searched.tables > 100 && proof.searched.rows > 300);
    assert!(proof.erased["message"] > 0 && proof.erased["blob"] > 0 && proof.kept["orders"] > 0);
    assert!(!text.to_lowercase().contains(MARK) && !proof.looked_for.is_empty());
}

/// The papers of the erased are still what their seal says.
async fn every_paper_reads(db: &Database) {
    let papers: Vec<(String, String)> = db.read(|tx| sql("SELECT contents, sha256 FROM paper ORDER BY id").all(tx)).await.expect("papers");
    assert!(!papers.is_empty());
    for (contents, sha256) in papers {
        assert_eq!(kit::sha256_hex(contents.as_bytes()), sha256);
        serde_json::from_str::<orders::papers::Contents>(&contents).expect("a paper that reads");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_41_an_erasure_killed_after_each_step_goes_on() {
    let home = Home::on_sqlite();
    let (house, customer) = marked(&home).await;
    let id = begun(&house.db, customer).await;
    drop(house);

    let mut steps = 0;
    loop {
        let house = home.house();
        steps += 1;
        assert!(steps < 200, "it does not end");
        // Whoever worked at it died: nothing but the tables is left of them.
        let around: Arc<dyn Around> = Arc::new(erasing::Here(None));
        if erasure::carry_on(&house.db, id, &around).await.expect("a step") == State::Done {
            break;
        }
    }

    let house = home.house();
    assert!(steps > 6, "{steps} steps");
    assert_eq!(found_in_tables(&house.db), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_speaks_against_an_erasure_is_said_before_anything_is_touched() {
    let home = Home::on_sqlite();
    let (house, customer) = marked(&home).await;
    let by = admin(&house.db).await;
    let asks = |wish: Wish| {
        let db = house.db.clone();
        async move { key(db.work(by, move |work| erasure::begin(work, customer, &wish)).await) }
    };

    assert_eq!(asks(wish("Somebody Else")).await, "privacy-refused-not-typed");
    assert_eq!(asks(Wish { why: " ".into(), ..wish(markers::NAME) }).await, "privacy-refused-no-reason");
    let hold = house
        .db
        .work(by, move |work| customers::holds::place(work, customers::holds::Held::Customer(customer), "A court wants it"))
        .await
        .expect("a hold");
    assert_eq!(asks(wish(markers::NAME)).await, "customers-is-held");
    assert!(found_in_tables(&house.db).len() > 70, "nothing is gone");

    house
        .db
        .work(by, move |work| customers::holds::lift(work, hold, "The case is closed"))
        .await
        .expect("lifted");
    let id = begun(&house.db, customer).await;
    assert_eq!(asks(wish(markers::NAME)).await, "privacy-refused-under-way");

    // A hold that comes while it goes on stops it where it is.
    house
        .db
        .work(by, move |work| customers::holds::place(work, customers::holds::Held::Customer(customer), "Another court"))
        .await
        .expect("a hold");
    let around: Arc<dyn Around> = Arc::new(erasing::Here(None));
    let stopped = erasure::carry_on(&house.db, id, &around).await;
    assert_eq!(key(stopped), "customers-is-held");
    assert!(found_in_tables(&house.db).len() > 70, "nothing is gone");
}

fn key<T>(outcome: Result<T, Trouble>) -> &'static str {
    match outcome {
        Err(Trouble::Refused(refusal)) => refusal.key,
        Err(_) => "another trouble",
        Ok(_) => "done",
    }
}

/// Every step, without an index beside the database.
async fn carried_out_alone(db: &Database, id: ErasureId) {
    let around: Arc<dyn Around> = Arc::new(erasing::Here(None));
    while erasure::carry_on(db, id, &around).await.expect("a step") != State::Done {}
}

#[tokio::test(flavor = "multi_thread")]
async fn papers_the_law_wants_as_issued_stay_and_the_proof_says_so() {
    let home = Home::on_sqlite();
    let (house, customer) = marked(&home).await;
    let by = admin(&house.db).await;
    let kept = Wish { papers: Papers::Kept, ..wish(markers::NAME) };
    let id = house.db.work(by, move |work| erasure::begin(work, customer, &kept)).await.expect("begun");

    carried_out_alone(&house.db, id).await;

    let left: std::collections::BTreeSet<String> = found_in_tables(&house.db)
        .iter()
        .filter_map(|found| found.split_once(": ").map(|(place, _)| place.to_owned()))
        .collect();
    assert_eq!(left.into_iter().collect::<Vec<_>>(), ["paper.contents"]);
    every_paper_reads(&house.db).await;
    let list = house.db.read(privacy::erased::all).await.expect("a list");
    assert_eq!(list.first().map(|one| one.papers), Some(Papers::Kept), "a backup would take the papers");
    assert_eq!(privacy::erased::read(&privacy::erased::written(&list)).expect("read"), list);
    let erasure = house.db.read(move |tx| erasure::find(tx, id)).await.expect("the erasure");
    let proof: Certificate = serde_json::from_str(erasure.certificate().expect("a certificate")).expect("a proof");
    assert!(proof.papers == Papers::Kept && proof.kept["papers"] > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_writes_again_after_they_were_erased_is_somebody_new_and_stays() {
    let home = Home::on_sqlite();
    let (house, customer) = marked(&home).await;
    let id = begun(&house.db, customer).await;
    carried_out_alone(&house.db, id).await;
    let opened = house.db.work(Actor::System, |work| {
        work.keep_quietly("she writes again");
        let now = work.now.plus_seconds(1);
        let again: i64 = sql("INSERT INTO customer (name, name_key, created_at, last_seen_at) VALUES ('Zqmark Person', 'zqmark person', $1, $1) RETURNING id")
            .with(now)
            .only(work, "customer")?;
        sql("INSERT INTO customer_identity (customer_id, kind, value, source, is_primary, added_at)
             VALUES ($1, 'email', 'zqmark.person@zqmark.example', 'agent', TRUE, $2)")
        .with(again)
        .with(now)
        .run(work)
    });
    opened.await.expect("a new customer");

    let list = house.db.read(privacy::erased::all).await.expect("a list");
    assert_eq!(list.len(), 1);
    assert_eq!(erasing::replay(&house.db, &list).await.expect("replayed"), 0);
    let known_before = vec![privacy::erased::Erased { erased_at: kit::Moment(i64::MAX), ..list[0].clone() }];
    assert_eq!(
        erasing::replay(&house.db, &known_before).await.expect("replayed"),
        1,
        "whoever was there before goes, by their hash"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_of_one_person_becomes_a_file_that_expires() {
    let home = Home::on_sqlite();
    let (house, customer) = marked(&home).await;
    let by = admin(&house.db).await;

    let id = house.db.work(by, move |work| privacy::export::ask(work, customer)).await.expect("asked");
    frontline::exporting_people::work_off(&house.db, &home.data()).await.expect("made");

    let made = house.db.read(move |tx| privacy::export::find(tx, id)).await.expect("an export");
    assert_eq!((made.state, made.problem.as_str()), (privacy::export::State::Made, ""));
    let bytes = house.db.work(by, move |work| privacy::export::take(work, id)).await.expect("the file");
    assert_eq!(made.sha256, Some(kit::sha256_hex(&bytes)));
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a ZIP");
    let names: Vec<String> = zip.file_names().map(|name| name.expect("a name").into_owned()).collect();
    assert!(
        names.iter().any(|name| name == "SCHEMA.md") && names.iter().any(|name| name == "data/message.jsonl"),
        "{names:?}"
    );
    let mut messages = String::new();
    std::io::Read::read_to_string(&mut zip.by_name("data/message.jsonl").expect("messages"), &mut messages).expect("text");
    assert!(messages.contains("zqmarktext"));
    assert!(!home.data().join(format!("exporting-{id}")).exists(), "nothing is left beside the database");
    let stranger = house.db.work(Actor::Automation(1), move |work| privacy::export::take(work, id)).await;
    assert_eq!(key(stranger), "agents-refused-not-permitted");

    let expires = house.db.work(Actor::System, move |work| {
        work.keep_quietly("a week passes");
        sql("UPDATE person_export SET expires_at = 1 WHERE id = $1").with(id).run(work)
    });
    expires.await.expect("a week");
    house.db.work(Actor::System, privacy::export::forget_expired).await.expect("forgotten");
    let gone = house.db.work(by, move |work| privacy::export::take(work, id)).await;
    assert!(matches!(gone, Err(Trouble::NotFound(_))));
    let left: i64 = house
        .db
        .read(|tx| sql("SELECT COUNT(*) FROM person_export_piece").only(tx, "count"))
        .await
        .expect("counted");
    assert_eq!(left, 0);
}

/// Columns of texts and bytes in tables where something of a person stands, and that hold words of ours and nothing of theirs.
const OWN_WORDS: &str = include_str!("erasing/own_words.txt");

#[tokio::test(flavor = "multi_thread")]
async fn every_column_a_person_can_stand_in_is_marked_or_named_as_our_own() {
    use db::whole::{Kind, Snapshot};
    use frontline::people::whereabouts::{KEPT_BACK, RULES, START};
    use std::collections::BTreeSet;
    let home = Home::on_sqlite();
    let (house, _) = marked(&home).await;
    let tables = Snapshot::take(house.db.place(), &migrations()).expect("a snapshot").tables().to_vec();
    let theirs: BTreeSet<String> = RULES
        .reach(&tables, START)
        .into_iter()
        .chain(KEPT_BACK.iter().map(|(table, _)| (*table).to_owned()))
        .collect();
    let all: BTreeSet<String> = tables
        .iter()
        .filter(|table| theirs.contains(&table.name))
        .flat_map(|table| {
            table
                .columns
                .iter()
                .filter(|c| matches!(c.kind, Kind::Text | Kind::Bytes))
                .map(|c| format!("{}.{}", table.name, c.name))
        })
        .collect();
    let marked: BTreeSet<String> = found_in_tables(&house.db)
        .iter()
        .filter_map(|found| found.split_once(": ").map(|(place, _)| place.to_owned()))
        .collect();
    let own: BTreeSet<String> = OWN_WORDS
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(str::to_owned)
        .collect();

    let unsaid: Vec<&String> = all.iter().filter(|place| !marked.contains(*place) && !own.contains(*place)).collect();
    let gone: Vec<&String> = own.iter().filter(|place| !all.contains(*place) || marked.contains(*place)).collect();
    assert!(
        unsaid.is_empty() && gone.is_empty(),
        "mark each of these in erasing/markers.rs and take it away in privacy's erasure/places.rs, or name it in erasing/own_words.txt:\n{}\nthese are not there any more, or are marked:\n{}",
        unsaid.iter().map(|p| p.as_str()).collect::<Vec<_>>().join("\n"),
        gone.iter().map(|p| p.as_str()).collect::<Vec<_>>().join("\n"),
    );
}
