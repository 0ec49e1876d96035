//! Mail intake: a backlog is kept raw, read, threaded and filed, durably; beside the bare keeping of the same bytes.
//!
//! `cargo run --release -p benches --bin mail_intake -- 100000`

use benches::{bare_keeping, desk, letter, resident_mib, stopwatch};
use db::{Actor, Database};
use desk::InboxId;
use email::raw::{self, Incoming};
use std::sync::Arc;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

const BATCH: usize = 200;

#[tokio::main]
async fn main() {
    let count: usize = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(20_000);
    let folder = tempfile::tempdir().expect("a folder");
    let limit = bare_keeping(folder.path(), count.min(20_000), BATCH);
    println!("bare loop: the same bytes in batches of {BATCH} into one table, one fsync a batch: {limit:.0} mails/s");
    let (db, key, inbox) = desk(folder.path()).await;
    let stop = CancellationToken::new();
    let filer = email::Filer { db: db.clone(), key, wake: Arc::new(Notify::new()) };
    let filing = tokio::spawn(filer.run(stop.clone()));
    let clock = stopwatch();
    let keeping = tokio::spawn(keep_all(db.clone(), inbox, count));
    let (mut last, mut before) = (0i64, clock());
    loop {
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        let filed: i64 = db.read(|tx| db::sql("SELECT COUNT(*) FROM message").only(tx, "count")).await.expect("count");
        let now = clock();
        if filed - last >= 10_000 || filed as usize >= count {
            let rate = (filed - last) as f64 / (now - before).as_secs_f64();
            println!("{filed:>8} filed, {rate:>7.0} mails/s in this stretch, {:>5.0} MiB resident", resident_mib());
            (last, before) = (filed, now);
        }
        if filed as usize >= count {
            break;
        }
    }
    let rate = count as f64 / clock().as_secs_f64();
    keeping.await.expect("keeping");
    stop.cancel();
    filing.await.expect("filing");
    println!("durable intake of {count}: {rate:.0} mails/s; ratio to the bare loop {:.2}", rate / limit);
}

async fn keep_all(db: Database, inbox: InboxId, count: usize) {
    for from in (0..count).step_by(BATCH) {
        let mails: Vec<Incoming> = (from..(from + BATCH).min(count))
            .map(|number| {
                let bytes = letter(number);
                Incoming {
                    sha256: kit::sha256_hex(&bytes),
                    bytes,
                    uid: Some((1, number as u32 + 1)),
                    received_at: None,
                    mail_from: None,
                }
            })
            .collect();
        db.work(Actor::System, move |work| mails.iter().try_for_each(|mail| raw::keep(work, inbox, "imap", mail).map(drop)))
            .await
            .expect("kept");
    }
}
