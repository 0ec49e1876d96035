//! What the pages people ask for all day cost the program, with many conversations in it: the processor's time for one answer, beside
//! the cheapest answer there is (`/healthz`) in the same run, and what the program weighs before and after.
//!
//! `cargo build --release && cargo run --release -p benches --bin pages -- target/release/frontline 50000`
//!
//! The number is how many conversations there are, three mails in each. Each page is asked for on one connection that stays open, for
//! another conversation or word each time, while nobody writes: what many ask for in one state of the data is found once a second.

use benches::program::{Asking, Running, fill};
use benches::word;

const WARM: usize = 40;
const ASKED: usize = 400;

/// What every mail says.
const SENTENCE: [&str; 8] = ["kettle", "stopped", "middle", "morning", "light", "stays", "orange", "booklet"];
const PHRASES: [&str; 4] = ["stopped in the middle", "the light stays orange", "as the booklet says", "although I cleaned it"];

/// What is searched for, and roughly in how many of a hundred conversations it is: words of about the same rarity in turn.
fn sought() -> [Page; 8] {
    let near = |rank: usize| move |time: usize| word(rank - rank / 10 + time * 7 % (rank / 5).max(1));
    let of = |words: fn(usize) -> String| -> Box<dyn Fn(usize) -> String> { Box::new(words) };
    [
        ("a word in all", of(|time| SENTENCE[time % SENTENCE.len()].into())),
        ("a phrase in all", of(|time| format!("\"{}\"", PHRASES[time % PHRASES.len()]))),
        ("a word in 70 of 100", Box::new(near(10))),
        ("in 10 of 100", Box::new(near(100))),
        ("in 1 of 100", Box::new(near(1_000))),
        ("in 1 of 1,000", Box::new(near(10_000))),
        ("two words, in 1 of 100 together", Box::new(move |time| format!("{} {}", near(50)(time), near(300)(time)))),
        ("an address", of(|time| format!("c{}", time * 37 % 5_000))),
    ]
}

/// What it is called, and where it is the n-th time.
type Page = (&'static str, Box<dyn Fn(usize) -> String>);

#[tokio::main]
async fn main() {
    let program = std::env::args().nth(1).unwrap_or_else(|| "target/release/frontline".into());
    let conversations: usize = std::env::args().nth(2).and_then(|number| number.parse().ok()).unwrap_or(50_000);
    let folder = tempfile::tempdir().expect("a folder");
    let numbers: Vec<usize> = (0..conversations * 3).collect();
    let cookies = fill(folder.path(), &numbers, 1).await.cookies;
    let running = Running::start(&program, folder.path());
    running.settle_for(3_600);
    println!("{conversations} conversations, {} mails; resident at rest: {:.1} MiB", numbers.len(), running.resident_mib());
    let mut asking = Asking::new(running.http, &cookies[0]);
    let floor = cost(&running, &mut asking, |_| "/healthz".into());
    println!("the cheapest answer (/healthz): {floor:.3} ms CPU");
    println!("as fast as this processor is now: {:.2} ms for a fixed piece of work", benches::yardstick());
    let spread = move |time: usize| 1 + (time * 7_919) % conversations;
    let pages: [Page; 5] = [
        ("a conversation's page", Box::new(move |time| format!("/conversations/{}?view=open", spread(time)))),
        (
            "a conversation beside a list that stands",
            Box::new(move |time| format!("/conversations/{}?view=open&part=work", spread(time))),
        ),
        ("a list's page", Box::new(|_| "/views/open".into())),
        ("50 rows", Box::new(|_| "/rows?view=open&rows=50".into())),
        ("the rail with its counts", Box::new(|_| "/rail?here=view%3Aopen".into())),
    ];
    for (name, path) in pages {
        let cost = cost(&running, &mut asking, path);
        println!("{name}: {cost:.2} ms CPU, {:.0} times the cheapest answer", cost / floor.max(0.01));
    }
    let mut all = 0.0;
    for (name, words) in sought() {
        let path = |time| format!("/search?q={}", words(time).replace(' ', "+").replace('"', "%22"));
        let cost = cost(&running, &mut asking, path);
        all += cost;
        println!("a search for {name}: {cost:.2} ms CPU");
    }
    println!("the mean of these searches: {:.2} ms CPU", all / sought().len() as f64);
    println!("resident after that: {:.1} MiB", running.resident_mib());
}

/// Milliseconds of the processor for one answer, all threads of the program together.
fn cost(running: &Running, asking: &mut Asking, path: impl Fn(usize) -> String) -> f64 {
    for time in 0..WARM {
        asking.get(&path(time));
    }
    let before = running.cpu_ms();
    for time in WARM..WARM + ASKED {
        asking.get(&path(time));
    }
    (running.cpu_ms() - before) / ASKED as f64
}
