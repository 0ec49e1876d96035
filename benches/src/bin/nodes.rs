//! One node and two on the same PostgreSQL: how many pages they give, and what a page costs them and the database.
//!
//! `cargo build --release && cargo run --release -p benches --bin nodes -- target/release/frontline postgres://…/empty_database`
//!
//! The database must be empty; its server must run on this machine, so that its use of the processor is seen.

use benches::program::{Asking, Running, fill};
use benches::stopwatch;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

const CONVERSATIONS: usize = 5_000;
const ASKERS: usize = 8;
const FOR: Duration = Duration::from_secs(20);

#[tokio::main]
async fn main() {
    let mut given = std::env::args().skip(1);
    let program = given.next().unwrap_or_else(|| "target/release/frontline".into());
    let url = given.next().expect("the address of an empty database");
    let folder = tempfile::tempdir().expect("a folder");
    let cookies = fill(folder.path(), &(0..CONVERSATIONS * 3).collect::<Vec<_>>(), 1).await.cookies;
    // Its first start brings it to the newest schema.
    drop(Running::start(&program, folder.path()));
    let place = folder.path().to_str().expect("utf-8");
    let copied = Command::new(&program)
        .args(["--data", place, "db", "copy", "--to", &url])
        .status()
        .expect("the program");
    assert!(copied.success(), "the copy to PostgreSQL");
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    println!("{CONVERSATIONS} conversations on PostgreSQL; {cores} cores for the nodes, the database and who asks");
    let first = Running::start_with(&program, folder.path(), &["--database", &url]);
    first.settle();
    let alone = load("one node", &[&first], &cookies[0]);
    let second = Running::start_with(&program, folder.path(), &["--database", &url]);
    second.settle();
    let both = load("two nodes", &[&first, &second], &cookies[0]);
    println!(
        "two nodes give {:.2} × the pages of one; a page costs the nodes {:.2} × and the database {:.2} × what it cost with one",
        both.rate / alone.rate,
        both.nodes_ms / alone.nodes_ms,
        both.database_ms / alone.database_ms
    );
    println!("were cores the only limit of the nodes, two would give {:.2} ×", 2.0 * alone.nodes_ms / both.nodes_ms);
}

struct Measured {
    rate: f64,
    /// Of the processor, for one page.
    nodes_ms: f64,
    database_ms: f64,
}

fn load(name: &str, nodes: &[&Running], cookie: &str) -> Measured {
    let asked = AtomicUsize::new(0);
    let (clock, before) = (stopwatch(), (ticks(nodes), database_ticks()));
    std::thread::scope(|scope| {
        for asker in 0..ASKERS {
            let (asked, clock, port) = (&asked, &clock, nodes[asker % nodes.len()].http);
            scope.spawn(move || {
                let mut asking = Asking::new(port, cookie);
                while clock() < FOR {
                    let number = asked.fetch_add(1, Ordering::Relaxed) * 7_919 % CONVERSATIONS;
                    asking.get(&format!("/conversations/{}?view=open&part=work", number + 1));
                }
            });
        }
    });
    let (took, pages) = (clock().as_secs_f64(), asked.load(Ordering::Relaxed) as f64);
    let (used, theirs) = (ticks(nodes) - before.0, database_ticks() - before.1);
    let measured = Measured {
        rate: pages / took,
        nodes_ms: used as f64 * 10.0 / pages,
        database_ms: theirs as f64 * 10.0 / pages,
    };
    println!(
        "{name}: {:.0} pages/s; {:.2} ms CPU of the nodes and {:.2} ms of the database for one; the nodes had {:.2} cores, the database {:.2}",
        measured.rate,
        measured.nodes_ms,
        measured.database_ms,
        used as f64 / 100.0 / took,
        theirs as f64 / 100.0 / took
    );
    measured
}

fn ticks(nodes: &[&Running]) -> u64 {
    nodes.iter().map(|node| node.cpu_ticks()).sum()
}

/// Of every process of the database's server.
fn database_ticks() -> u64 {
    let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    processes
        .filter_map(|process| std::fs::read_to_string(process.path().join("stat")).ok())
        .filter(|stat| stat.contains("(postgres)"))
        .filter_map(|stat| {
            let (_, rest) = stat.rsplit_once(')')?;
            Some(rest.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum::<u64>())
        })
        .sum()
}
