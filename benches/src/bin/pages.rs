//! What the pages people ask for all day cost the program, with many conversations in it: the processor's time for one answer, beside
//! the cheapest answer there is (`/healthz`) in the same run, and what the program weighs before and after.
//!
//! `cargo build --release && cargo run --release -p benches --bin pages -- target/release/frontline 50000`
//!
//! The number is how many conversations there are, three mails in each. Each page is asked for on one connection that stays open, for
//! another conversation or word each time.

use benches::program::{Asking, Running, fill};
use benches::word;

const WARM: usize = 40;
const ASKED: usize = 400;

/// What is searched for, and roughly in how many of a hundred conversations it is.
fn sought() -> [(&'static str, String); 8] {
    [
        ("a word in all", "kettle".into()),
        ("a phrase in all", "\"stopped in the middle\"".into()),
        ("a word in 70 of 100", word(10)),
        ("in 10 of 100", word(100)),
        ("in 1 of 100", word(1_000)),
        ("in 1 of 1,000", word(10_000)),
        ("two words, in 1 of 100 together", format!("{} {}", word(50), word(300))),
        ("an address", "c4200".into()),
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
    println!("the cheapest answer (/healthz): {floor:.2} ms CPU");
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
        let path = format!("/search?q={}", words.replace(' ', "+").replace('"', "%22"));
        let cost = cost(&running, &mut asking, |_| path.clone());
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
    let before = running.cpu_ticks();
    for time in WARM..WARM + ASKED {
        asking.get(&path(time));
    }
    (running.cpu_ticks() - before) as f64 * 10.0 / ASKED as f64
}
