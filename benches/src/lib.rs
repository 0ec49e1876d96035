//! What the benchmarks share: a fresh desk on disk, plausible mails, and honest clocks.
//!
//! Each benchmark prints its figure beside the physical limit measured in the same run, so that a noisy machine shifts both.

pub mod calling;
pub mod program;
pub mod shop;

use db::{Actor, Database, Place};
use desk::inbox::InboxSettings;
use desk::{Inbox, InboxId};
use kit::{Clock, Key};
use std::path::Path;
use std::time::Duration;

/// Measures a duration.
pub fn stopwatch() -> impl Fn() -> Duration {
    let began = std::time::Instant::now();
    move || began.elapsed()
}

/// Milliseconds for a piece of work that is always the same, the best of ten: words put into a tree, found again, and written one after
/// the other. What a page costs means little on a machine that is twice as fast in the next hour; how many times this it costs says more.
pub fn yardstick() -> f64 {
    let once = || {
        let clock = stopwatch();
        let mut seed = 7_u64;
        let mut tree = std::collections::BTreeMap::new();
        for _ in 0..2_000 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            tree.insert(format!("{:x}", seed >> 20), seed);
        }
        let written: String = tree
            .iter()
            .flat_map(|(word, number)| [word.as_str(), if number % 2 == 0 { "a" } else { "b" }])
            .collect();
        assert_eq!(std::hint::black_box(written).len() > 2_000, tree.values().all(|number| *number > 0));
        clock().as_secs_f64() * 1e3
    };
    (0..10).map(|_| once()).fold(f64::INFINITY, f64::min)
}

/// A desk with one inbox in `folder`.
pub async fn desk(folder: &Path) -> (Database, Key, InboxId) {
    let migrations = [db::MIGRATIONS, agents::MIGRATIONS, customers::MIGRATIONS, desk::MIGRATIONS, email::MIGRATIONS].concat();
    let db = Database::open(Place::Sqlite(folder.join("bench.db")), &migrations, Clock::system()).expect("a database");
    let settings = InboxSettings {
        name: "Support".into(),
        from_name: "Support".into(),
        signature: String::new(),
        team_id: None,
        undo_seconds: 0,
        acknowledgement: String::new(),
    };
    let inbox = db
        .work(Actor::System, move |work| Inbox::add(work, "email", "support@kettle.example", &settings))
        .await
        .expect("an inbox");
    (db, Key::from_bytes([7; 32]), inbox)
}

/// How many words people use in mails.
pub const VOCABULARY: usize = 20_000;
/// How many of them are in one mail, beside what all mails say.
const SAID: usize = 40;

/// The n-th commonest word, from 1, of a language nobody speaks.
pub fn word(rank: usize) -> String {
    const SYLLABLES: [&str; 30] = [
        "ba", "be", "bi", "do", "du", "fa", "fe", "ga", "go", "ka", "ke", "ko", "la", "le", "li", "lo", "ma", "mi", "mo", "na", "ne", "no",
        "pa", "pe", "ra", "ri", "ro", "sa", "ta", "to",
    ];
    // All ranks have different words: the factor has no divisor in common with the number of words.
    let place = rank * 7_919 % SYLLABLES.len().pow(3);
    [place / 900, place / 30 % 30, place % 30].map(|place| SYLLABLES[place]).concat()
}

/// What only this mail says: each word twice as rare as one of half its rank, as words of languages are.
fn said(number: usize) -> String {
    let mut state = number as u64 ^ 0x9e37_79b9_7f4a_7c15;
    let mut words = (0..SAID).map(|_| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let share = (state >> 11) as f64 / (1_u64 << 53) as f64;
        word((VOCABULARY as f64).powf(share) as usize)
    });
    let first: Vec<String> = words.by_ref().take(SAID / 2).collect();
    let second: Vec<String> = words.collect();
    format!("{}. {}.", first.join(" "), second.join(" "))
}

/// One of many mails: one in three continues an earlier one of the same customer, one in five has an HTML part.
pub fn letter(number: usize) -> Vec<u8> {
    let begins = number - number % 3;
    let customer = begins % 5_000;
    let words = "The kettle stopped in the middle of the morning and the light stays orange although I cleaned it as the booklet says. "
        .repeat(1 + number % 9)
        + &said(number);
    let thread = if number == begins {
        String::new()
    } else {
        format!("In-Reply-To: <m{begins}@mail.example>\r\nReferences: <m{begins}@mail.example>\r\n")
    };
    let body = if number.is_multiple_of(5) {
        format!(
            "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{words}\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>{words}</p>\r\n--b--\r\n"
        )
    } else {
        format!("Content-Type: text/plain; charset=utf-8\r\n\r\n{words}\r\n")
    };
    format!(
        "Received: from mail.example by mx.kettle.example; Tue, 10 Mar 2026 09:00:00 +0000\r\nFrom: Customer {customer} <c{customer}@mail.example>\r\nTo: support@kettle.example\r\nSubject: Kettle {begins}\r\nDate: Tue, 10 Mar 2026 09:00:00 +0000\r\nMessage-ID: <m{number}@mail.example>\r\n{thread}MIME-Version: 1.0\r\n{body}"
    )
    .into_bytes()
}

/// The limit of taking mails in: a bare loop that only inserts the bytes of `count` letters, one fsync for `batch` of them; in mails a second.
pub fn bare_keeping(folder: &Path, count: usize, batch: usize) -> f64 {
    let mut connection = rusqlite::Connection::open(folder.join("bare.db")).expect("a file");
    connection
        .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE mail (id INTEGER PRIMARY KEY, bytes BLOB)")
        .expect("a table");
    let clock = stopwatch();
    for from in (0..count).step_by(batch) {
        let transaction = connection.transaction().expect("a transaction");
        for number in from..(from + batch).min(count) {
            transaction
                .prepare_cached("INSERT INTO mail (bytes) VALUES (?1)")
                .and_then(|mut s| s.execute([letter(number)]))
                .expect("kept");
        }
        transaction.commit().expect("durable");
    }
    count as f64 / clock().as_secs_f64()
}

/// This process's resident memory in MiB.
pub fn resident_mib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kib = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .and_then(|rest| rest.split_whitespace().next()?.parse::<f64>().ok());
    kib.unwrap_or(0.0) / 1024.0
}

/// The CPU this process has used so far, all threads together; the kernel counts it in hundredths of a second.
pub fn cpu() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let ticks: u64 = stat
        .rsplit_once(')')
        .map_or(0, |(_, rest)| rest.split_whitespace().skip(11).take(2).filter_map(|part| part.parse::<u64>().ok()).sum());
    Duration::from_millis(ticks * 10)
}
