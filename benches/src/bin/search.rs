//! Searching 50,000 conversations: the CPU of one search with its counts, beside the limit (the same words looked up in a
//! plain list of the bodies, the way a program without an index would).
//!
//! `cargo run --release -p benches --bin search`

use benches::{cpu, stopwatch};
use db::activity::Position;
use kit::Moment;
use search::{Change, Document, Facet, Inboxes, Index, Kind, Narrow, Query};

const CONVERSATIONS: i64 = 50_000;
const ASKED: u32 = 300;
const NOW: Moment = Moment::from_seconds(2_000_000_000);
const WORDS: [&str; 24] = [
    "kettle",
    "refund",
    "invoice",
    "delivery",
    "late",
    "broken",
    "handle",
    "colour",
    "envío",
    "factura",
    "tetera",
    "devolución",
    "水壶",
    "退款",
    "发票",
    "延迟",
    "thanks",
    "morning",
    "orange",
    "light",
    "booklet",
    "cleaned",
    "stopped",
    "samovar",
];

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = Index::open(&folder.path().join("search")).expect("an index");
    let bodies: Vec<String> = (0..CONVERSATIONS).map(body).collect();
    let filled = stopwatch();
    for (portion, numbers) in (0..CONVERSATIONS).collect::<Vec<_>>().chunks(500).enumerate() {
        let changes: Vec<Change> = numbers
            .iter()
            .map(|number| Change::upsert(conversation(*number, &bodies[*number as usize])))
            .collect();
        index.apply(&changes, Position { xid: 0, id: portion as i64 + 1 }).expect("applied");
    }
    index.rest();
    println!("{CONVERSATIONS} conversations indexed in {:.1} s", filled().as_secs_f64());
    for (name, text, narrow) in [
        ("a rare word", "samovar4711", Narrow::default()),
        ("two words", "kettle refund", Narrow::default()),
        ("a phrase", "\"broken kettle\"", Narrow::default()),
        ("while typing", "inv", Narrow::default()),
        ("Chinese", "水壶", Narrow::default()),
        ("words and filter", "refund", Narrow::Is { facet: Facet::Status, any_of: vec!["open".into()] }),
        ("misspelt", "samovra ", Narrow::default()),
    ] {
        let query = Query {
            text: text.into(),
            narrow,
            inboxes: Inboxes::Only((0..4).collect()),
            now: NOW,
            limit: 30,
            ..Query::default()
        };
        let total = index.search(&query).expect("an answer").total;
        let (used, clock) = (cpu(), stopwatch());
        for _ in 0..ASKED {
            index.search(&query).expect("an answer");
        }
        let (spent, took) = ((cpu() - used) / ASKED, clock() / ASKED);
        println!(
            "{name}: {total} found, {:.2} ms CPU, {:.2} ms by the clock",
            spent.as_secs_f64() * 1e3,
            took.as_secs_f64() * 1e3
        );
    }
    let clock = stopwatch();
    let found = bodies.iter().filter(|body| body.contains("kettle") && body.contains("refund")).count();
    println!("without an index, two words: {found} found, {:.2} ms", clock().as_secs_f64() * 1e3);
}

fn body(number: i64) -> String {
    let word = |at: i64| WORDS[((number * 7 + at * at * 13 + at * number) % WORDS.len() as i64) as usize];
    let words: Vec<&str> = (0..60).map(word).collect();
    format!("{} samovar{number} {}", words.join(" "), words.iter().rev().copied().collect::<Vec<_>>().join(" "))
}

fn conversation(number: i64, body: &str) -> Document {
    let status = ["open", "pending", "resolved", "closed"][(number % 4) as usize];
    Document {
        conversation: Some(number),
        number: Some(number),
        inbox: Some(number % 5),
        status: status.into(),
        tags: vec![format!("tag {}", number % 40)],
        facets: vec![
            (Facet::Assignee, (number % 12).to_string()),
            (Facet::Team, (number % 3).to_string()),
            (Facet::Lang, ["en", "es", "zh"][(number % 3) as usize].into()),
        ],
        subject: format!("Conversation {number}"),
        body: body.into(),
        people: vec![format!("customer{}@mail.example", number % 5_000)],
        opened: Some(Moment::from_seconds(NOW.seconds() - number * 600)),
        ..Document::new(Kind::Conversation, number, Moment::from_seconds(NOW.seconds() - number * 600))
    }
}
