//! A backup of many conversations while eight programs hand in messages: how long these wait, beside how long they wait without it.
//!
//! `cargo build --release && cargo run --release -p benches --bin backup -- target/release/frontline 1000000`

use benches::calling::{self, CALLERS};
use benches::program::{Running, fill};
use benches::stopwatch;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How long they call without a backup, before and after.
const ALONE: Duration = Duration::from_secs(20);

#[tokio::main]
async fn main() {
    let program = std::env::args().nth(1).unwrap_or_else(|| "target/release/frontline".into());
    let many: usize = std::env::args().nth(2).and_then(|number| number.parse().ok()).unwrap_or(100_000);
    let folder = tempfile::tempdir().expect("a folder");
    let places = tempfile::tempdir().expect("a place for backups");
    let numbers: Vec<usize> = (0..many).map(|number| number * 3).collect();
    let key = places.path().join("key");
    let made = Command::new(&program)
        .args(["backup", "key", key.to_str().expect("utf-8")])
        .stdout(Stdio::null())
        .status();
    assert!(made.expect("the program").success(), "a key");
    let token = fill(folder.path(), &numbers, 1).await.token;
    let running = Running::start_with(&program, folder.path(), &["--api-rate", "1000000"]);
    running.settle_for(3_600);
    let size = std::fs::metadata(folder.path().join("frontline.db")).map_or(0, |file| file.len());
    println!(
        "{many} conversations, {:.1} GiB; resident at rest {:.1} MiB",
        size as f64 / 1024.0 / 1024.0 / 1024.0,
        running.resident_mib()
    );
    let before = called_for(&running, &token, "before");
    let (during, took) = while_backed_up(&running, &token, &program, folder.path(), places.path(), "first");
    let after = called_for(&running, &token, "after");
    let (again, took_again) = while_backed_up(&running, &token, &program, folder.path(), places.path(), "again");
    println!(
        "the first backup took {took:.1} s, the next, with little new, {took_again:.1} s; resident {:.1} MiB",
        running.resident_mib()
    );
    let alone = before.max(after);
    println!(
        "{CALLERS} callers' 99th of 100: {:.1} and {:.1} ms alone, {:.1} ms beside the first backup ({:.2} ×), {:.1} ms beside the next ({:.2} ×)",
        before * 1e3,
        after * 1e3,
        during * 1e3,
        during / alone,
        again * 1e3,
        again / alone
    );
}

/// The 99th of 100 waits, in seconds.
fn called_for(running: &Running, token: &str, word: &str) -> f64 {
    let clock = stopwatch();
    let waits = calling::while_it_holds(running.http, token, word, |_| clock() < ALONE);
    println!("{word}: {} handed in within {} s", waits.len(), ALONE.as_secs());
    calling::at(waits, 0.99).as_secs_f64()
}

/// The same while the command line makes a backup, and how long that took.
fn while_backed_up(running: &Running, token: &str, program: &str, folder: &Path, place: &Path, word: &str) -> (f64, f64) {
    let (clock, is_over) = (stopwatch(), AtomicBool::new(false));
    std::thread::scope(|scope| {
        let backing = scope.spawn(|| {
            let made = Command::new(program)
                .args(["--data", folder.to_str().expect("utf-8"), "backup", "--to", place.join("backups").to_str().expect("utf-8")])
                .args(["--key-file", place.join("key").to_str().expect("utf-8")])
                .stdout(Stdio::null())
                .status();
            is_over.store(true, Ordering::Relaxed);
            assert!(made.expect("the program").success());
            clock().as_secs_f64()
        });
        let waits = calling::while_it_holds(running.http, token, word, |_| !is_over.load(Ordering::Relaxed));
        println!("{word} backup: {} handed in meanwhile", waits.len());
        (calling::at(waits, 0.99).as_secs_f64(), backing.join().expect("a backup"))
    })
}
