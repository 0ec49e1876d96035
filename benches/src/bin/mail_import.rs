//! Moving in: an mbox of many mails is taken in, durably; beside the bare keeping of the same bytes in batches as large.
//!
//! `cargo run --release -p benches --bin mail_import -- 1000000`

use benches::{bare_keeping, desk, letter, resident_mib, stopwatch};
use desk::Status;
use email::history::{Plan, Source, Tally, take_in};
use std::io::{BufWriter, Write as _};
use std::path::Path;

const BATCH: usize = 400;
/// How many mails make a stretch whose pace is printed.
const STRETCH: u64 = 50_000;

#[tokio::main]
async fn main() {
    let count: usize = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(50_000);
    let folder = tempfile::tempdir().expect("a folder");
    let limit = bare_keeping(folder.path(), count.min(50_000), BATCH);
    println!("bare loop: the same bytes in batches of {BATCH} into one table, one fsync a batch: {limit:.0} mails/s");
    let path = folder.path().join("old.mbox");
    written(&path, count);
    let (db, key, inbox) = desk(folder.path()).await;
    let plan = Plan { inbox, source: Source::Mbox(path), status: Status::Resolved, also: Vec::new() };
    let clock = stopwatch();
    let (mut last, mut before) = (0u64, clock());
    let mut say = |tally: &Tally| {
        if tally.read - last >= STRETCH {
            let now = clock();
            let pace = (tally.read - last) as f64 / (now - before).as_secs_f64();
            println!("{:>8} read, {pace:>7.0} mails/s in this stretch, {:>5.0} MiB resident", tally.read, resident_mib());
            (last, before) = (tally.read, now);
        }
    };
    let tally = take_in(&db, &key, &plan, &mut say, &mut |note| panic!("{note:?}")).await.expect("taken in");
    let rate = count as f64 / clock().as_secs_f64();
    assert_eq!(tally.filed, count as u64);
    println!("import of {count}: {rate:.0} mails/s; ratio to the bare loop {:.2}", rate / limit);
    let clock = stopwatch();
    let again = take_in(&db, &key, &plan, &mut |_| {}, &mut |_| {}).await.expect("taken in again");
    println!("the same again, {} here before: {:.0} mails/s", again.before, count as f64 / clock().as_secs_f64());
}

fn written(path: &Path, count: usize) {
    let mut file = BufWriter::new(std::fs::File::create(path).expect("a file"));
    for number in 0..count {
        file.write_all(b"From - Tue Mar 10 09:00:00 2026\n").expect("written");
        file.write_all(&letter(number)).expect("written");
        file.write_all(b"\n").expect("written");
    }
    file.flush().expect("written");
}
