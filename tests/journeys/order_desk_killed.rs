//! Killed in the middle of any action: what was confirmed is there once and whole, what was not is not there at all, and
//! asking again under the same key does it exactly once. After each kill the books are looked at from outside; in the long loop, where they grow
//! long, after each tenth.

use crate::books;
use crate::clerk::{Cast, FROM, SHIFT, STEPS, TOLD, act};
use crate::stage::{Shop, permissive};
use db::{Database, Trouble, Tx, sql};
use std::collections::BTreeSet;
use std::io::Read as _;
use std::process::{Command, Stdio};
use std::time::Duration;
use testkit::{TestPlace, place_on_postgres, place_on_sqlite};

/// How often it is killed: a thousand times with `./check --soak`, or as often as `FRONTLINE_TEST_ROUNDS` says.
pub fn rounds(gate: usize) -> usize {
    match std::env::var("FRONTLINE_SOAK") {
        Ok(value) if value == "1" => std::env::var("FRONTLINE_TEST_ROUNDS").ok().and_then(|count| count.parse().ok()).unwrap_or(1_000),
        _ => gate,
    }
}

/// So many actions that reading all the books takes longer than a clerk lives.
const MANY: usize = 100;

/// A desk, what it stands on, and how far its clerks have come.
struct Desk {
    cast: Cast,
    place: TestPlace,
}

impl Desk {
    async fn furnished(place: TestPlace) -> Self {
        let Shop { base, ana, mia, card, credit, .. } = Shop::selling_in(place, "EUR", Some(permissive())).await;
        let ana = ana.id().expect("an agent");
        let cast = Cast { place: base.place.place(), ana, mia: mia.0, card: card.0, credit: credit.0 };
        Self { cast, place: base.place }
    }

    /// One clerk from its first word to its death; the steps it said were done.
    fn shift(&self, round: usize, from: i64) -> Vec<i64> {
        let mut clerk = Command::new(std::env::current_exe().expect("this program"));
        clerk
            .args(["--exact", "clerk::clerk", "--nocapture", "--test-threads", "1"])
            .env(TOLD, self.cast.written())
            .env(FROM, from.to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        if round.is_multiple_of(2) {
            let side = if round.is_multiple_of(4) { "before" } else { "after" };
            clerk.env("FRONTLINE_ABORT_AT_COMMIT", format!("{side}:{}", 1 + (round / 2) % 14));
        }
        let mut clerk = clerk.spawn().expect("a clerk");
        let mut out = clerk.stdout.take().expect("its words");
        let words = std::thread::spawn(move || {
            let mut said = String::new();
            let _ = out.read_to_string(&mut said);
            said
        });
        if !round.is_multiple_of(2) {
            // Anywhere between opening the data and the end of the shift; primes, so that no two rounds are alike.
            std::thread::sleep(Duration::from_millis(60 + (round as u64 * 37) % 401));
            let _ = clerk.kill();
        }
        let _ = clerk.wait();
        let said = words.join().expect("words");
        said.lines().filter_map(|line| line.strip_prefix("clerk done ")?.parse().ok()).collect()
    }
}

/// What is wrong with a desk whose clerks said these steps were done, and how many are.
async fn looked_at(db: &Database, cast: &Cast, said: &BTreeSet<i64>) -> (i64, Vec<String>) {
    let (cast, said) = (cast.clone(), said.clone());
    db.read(move |tx| {
        let mut faults = books::faults(tx)?;
        let done = half_done(tx, &mut faults)?;
        for step in said {
            let times: i64 = sql("SELECT COUNT(*) FROM action WHERE key = $1").with(cast.key(step)).only(tx, "action")?;
            if times != 1 {
                faults.push(format!("step {step} was confirmed and is there {times} times"));
            }
        }
        Ok((done, faults))
    })
    .await
    .expect("the desk can be read")
}

/// Each action has its verdict, its outcome and its line in the log, and no line of any ledger is without its action.
fn half_done(tx: &mut Tx<'_>, faults: &mut Vec<String>) -> Result<i64, Trouble> {
    let done: i64 = sql("SELECT COUNT(*) FROM action").only(tx, "action")?;
    let whole: i64 =
        sql("SELECT COUNT(*) FROM action a JOIN verdict v ON v.id = a.verdict_id WHERE a.outcome <> '{}'").only(tx, "action")?;
    let told: i64 = sql("SELECT COUNT(*) FROM activity WHERE kind = 'action.done'").only(tx, "activity")?;
    if whole != done || told != done {
        faults.push(format!("{done} actions, {whole} of them whole, {told} in the log"));
    }
    for orphans in [
        "SELECT COUNT(*) FROM bill_entry WHERE action_id IS NULL OR action_id NOT IN (SELECT id FROM action)",
        "SELECT COUNT(*) FROM payment WHERE action_id IS NULL OR action_id NOT IN (SELECT id FROM action)",
        "SELECT COUNT(*) FROM goods_return WHERE action_id NOT IN (SELECT id FROM action)",
        "SELECT COUNT(*) FROM verdict WHERE id NOT IN (SELECT verdict_id FROM action)",
        "SELECT COUNT(*) FROM paper WHERE id NOT IN (SELECT paper_id FROM paper_seal)",
        "SELECT COUNT(*) FROM sales_order WHERE id NOT IN (SELECT order_id FROM bill_entry WHERE order_id IS NOT NULL)",
    ] {
        let count: i64 = sql(orphans).only(tx, "count")?;
        if count > 0 {
            faults.push(format!("{count} rows of {orphans}"));
        }
    }
    Ok(done)
}

/// What an order looks like when all of it is over: total, paid, status, how many lines in each ledger.
type Life = (i64, i64, String, i64, i64, i64, i64);

async fn lives(db: &Database) -> Vec<Life> {
    db.read(|tx| {
        sql("SELECT o.total_minor, o.paid_minor, o.status, (SELECT COUNT(*) FROM bill_entry b WHERE b.order_id = o.id),
                    (SELECT COUNT(*) FROM payment p WHERE p.order_id = o.id), (SELECT COUNT(*) FROM paper d WHERE d.order_id = o.id),
                    (SELECT COUNT(*) FROM order_unit u WHERE u.order_id = o.id)
               FROM sales_order o ORDER BY o.id")
        .all(tx)
    })
    .await
    .expect("orders")
}

async fn undisturbed() -> Life {
    let desk = Desk::furnished(place_on_sqlite()).await;
    let db = desk.cast.open();
    for step in 0..STEPS {
        act(&db, &desk.cast, step).await.unwrap_or_else(|trouble| panic!("step {step}: {trouble}"));
    }
    let life = lives(&db).await.remove(0);
    drop(db);
    drop(desk.place);
    life
}

async fn killed_again_and_again(place: TestPlace, rounds: usize) {
    let usual = undisturbed().await;
    let desk = Desk::furnished(place).await;
    let mut said = BTreeSet::new();
    let (mut next, mut interrupted) = (0, 0);

    for round in 0..rounds {
        // The last step that was done is asked for once more: nothing may come of it.
        let from = (next - 1).max(0);
        let words = desk.shift(round, from);
        interrupted += usize::from((words.len() as i64) < SHIFT);
        said.extend(words);

        next = said.last().map_or(0, |last| last + 1);
        if rounds > MANY && !round.is_multiple_of(10) {
            continue;
        }
        let db = desk.cast.open();
        let (done, faults) = looked_at(&db, &desk.cast, &said).await;
        assert!(faults.is_empty(), "round {round}, after {done} actions:\n{}", faults.join("\n"));
        let confirmed = said.len() as i64;
        assert!(done == confirmed || done == confirmed + 1, "round {round}: {done} done, {confirmed} confirmed");
    }

    let db = desk.cast.open();
    let end = next + STEPS - next % STEPS;
    for step in (next - 1).max(0)..end {
        act(&db, &desk.cast, step).await.unwrap_or_else(|trouble| panic!("step {step}: {trouble}"));
        said.insert(step);
    }
    let (done, faults) = looked_at(&db, &desk.cast, &said).await;
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert_eq!(done, end, "each step once");
    for life in lives(&db).await {
        assert_eq!(life, usual, "an order lived as if nobody had been killed");
    }
    eprintln!("{rounds} clerks, {interrupted} of them interrupted, {done} actions");
    assert!(interrupted * 2 > rounds, "only {interrupted} of {rounds} were interrupted");
    drop(db);
    drop(desk.place);
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_41_killed_in_the_middle_of_any_action_nothing_is_half_done() {
    killed_again_and_again(place_on_sqlite(), rounds(36)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_41_killed_in_the_middle_of_any_action_nothing_is_half_done_on_postgresql() {
    let Some(place) = place_on_postgres() else { return };
    killed_again_and_again(place, rounds(12)).await;
}
