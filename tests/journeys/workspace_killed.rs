//! Attack 41 on the whole workspace: notes, replies, assignments, customers, conversations, orders and arriving mail, while the program is killed
//! in the middle of them, at every commit and at random. Afterwards the history of those who wrote is held against what is there.
//!
//! In the gate it dies some times on each engine; with `FRONTLINE_SOAK=1` a thousand times on SQLite and two hundred on PostgreSQL, or as often as
//! `FRONTLINE_TEST_ROUNDS` says.

use crate::company::Company;
use crate::history;
use crate::order_desk_killed::rounds;
use crate::post::eventually;
use crate::running::get;
use crate::writers::{History, Trade, Writers};
use std::sync::atomic::Ordering;
use std::time::Duration;
use testkit::{TestPlace, place_on_postgres};

/// Three in four die at a commit, before it or after it; the others while they work, or before they have begun to.
fn dies(company: &mut Company, round: usize) -> Option<Duration> {
    let environment: &[(&str, String)] = &if round.is_multiple_of(4) {
        Vec::new()
    } else {
        let side = if round.is_multiple_of(2) { "before" } else { "after" };
        vec![("FRONTLINE_ABORT_AT_COMMIT", format!("{side}:{}", 1 + (round * 7) % 61))]
    };
    let took = company.start(environment);
    let most = if round.is_multiple_of(4) { (round as u64 * 37) % 401 } else { 3_000 };
    eventually(Duration::from_millis(most), || company.has_died().then_some(()));
    company.kill();
    took
}

async fn killed_again_and_again(place: Option<TestPlace>, rounds: usize) {
    let mut company = Company::founded(place).await;
    company.serves(&[]);
    let writers = Writers::begin(&company, |_| Duration::from_secs(20));
    let (mut slowest, mut idle) = (Duration::ZERO, 0);
    company.kill();

    for round in 0..rounds {
        let before = writers.said.load(Ordering::Relaxed);
        slowest = slowest.max(dies(&mut company, round).unwrap_or_default());
        idle += usize::from(writers.said.load(Ordering::Relaxed) == before);
    }
    slowest = slowest.max(company.serves(&[]));
    // All of them get on once more, and then finish what they began.
    let goal = writers.said.load(Ordering::Relaxed) + 40;
    let on = eventually(Duration::from_secs(120), || (writers.said.load(Ordering::Relaxed) >= goal).then_some(()));
    assert!(on.is_some(), "nobody gets on any more:\n{}", company.log());
    let told = tokio::task::spawn_blocking(move || writers.end()).await.expect("ended");
    history::settles(&company, Duration::from_secs(120)).await;
    everything_is_found(&company, &told);
    company.ends();

    let faults = history::disagreements(&company, &told, Duration::ZERO).await;
    let (said, unheard): (usize, usize) = told.iter().fold((0, 0), |(said, unheard), (_, h)| (said + h.said.len(), unheard + h.unheard));
    eprintln!(
        "{rounds} times killed, {idle} of them before anybody was answered; {said} yes, {unheard} unheard, {} letters; slowest start {slowest:?}",
        company.far_end.letters().len()
    );
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    for (trade, history) in &told {
        assert!(!history.said.is_empty() && history.unheard > 0, "{trade:?} was never interrupted: {history:?}");
    }
}

/// The index is up to date as well: it commits apart from the database.
fn everything_is_found(company: &Company, told: &[(Trade, History)]) {
    for (trade, history) in told.iter().filter(|(trade, _)| matches!(trade, Trade::Notes | Trade::Replies | Trade::Mail)) {
        let last = history.said.last().expect("something was said");
        let found = eventually(Duration::from_secs(20), || company.finds(last).then_some(()));
        assert!(found.is_some(), "{trade:?}: {last} is not found:\n{}", company.log());
    }
    assert!(get(company.port, "/readyz").is_some_and(|answer| answer.starts_with("HTTP/1.1 200")));
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_41_killed_while_the_whole_workspace_writes_nothing_acknowledged_is_lost_or_doubled() {
    killed_again_and_again(None, rounds(12)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_41_killed_while_the_whole_workspace_writes_nothing_acknowledged_is_lost_or_doubled_on_postgresql() {
    let Some(place) = place_on_postgres() else { return };
    // A program that starts after a kill waits there until its predecessor is taken for dead, some ten seconds: a thousand would take half a day.
    killed_again_and_again(Some(place), rounds(2).min(200)).await;
}
