//! Everything is read once more, table by table, for what the person is known by: where a rule of ours forgot a place, or somebody else
//! wrote them down. What is found is replaced; then everything is read again until nothing is found. The last reading is the proof.

use super::carry_on::actor;
use super::needles::Needles;
use super::{Erasure, Papers, refuse_held};
use crate::Event;
use db::elsewhere::{Outlying, Reach};
use db::whole::{self, Kind, Snapshot, Table};
use db::{Database, Migration, Trouble, Value, Work, sql};
use std::collections::BTreeSet;
use std::sync::Arc;

/// So many rows are mended in one unit of work.
const PORTION: usize = 100;
/// So many found rows are kept in memory; the rest is found by the next reading.
const MOST: usize = 2_000;

/// Rows that are about the word and nothing else: they go with it.
const GO: [&str; 9] = [
    "acknowledged",
    "answered_request",
    "customer_likeness",
    "participant",
    "portal_code",
    "portal_knock",
    "saved_search",
    "sign_in_attempt",
    "webhook_try",
];

/// What one reading of everything found.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Reading {
    pub tables: i64,
    pub rows: i64,
    pub hits: Vec<Hit>,
}

/// A row in which something was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    pub table: Table,
    row: Vec<Value>,
    /// The columns it was found in.
    places: Vec<usize>,
}

/// Reads everything. Blocking; from a snapshot, so that nobody waits for it.
pub(super) fn read_everything(
    place: &db::Place,
    migrations: &[Migration],
    (needles, papers): (&Needles, Papers),
    reach: Reach,
) -> Result<Reading, Trouble> {
    // Bytes that lie outside are read there.
    let mut snapshot = Snapshot::take(place, migrations)?.reaching(reach);
    let mut reading = Reading::default();
    for table in snapshot.tables().to_vec() {
        reading.tables += 1;
        let columns: Vec<usize> = readable(&table, papers);
        snapshot.rows(&table, &mut |row| {
            reading.rows += 1;
            let places: Vec<usize> = columns
                .iter()
                .copied()
                .filter(|place| row.get(*place).is_some_and(|value| is_in(needles, value)))
                .collect();
            if !places.is_empty() && reading.hits.len() < MOST {
                reading.hits.push(Hit { table: table.clone(), row, places });
            }
            Ok(())
        })?;
    }
    Ok(reading)
}

/// Columns in which words can stand. What an erasure looks for stands in its own row until it has ended; papers the law wants as they
/// were issued are told in the proof.
fn readable(table: &Table, papers: Papers) -> Vec<usize> {
    let columns = table.columns.iter().enumerate();
    let is_apart = |column: &str| match (table.name.as_str(), column) {
        ("erasure", "wanted") => true,
        ("paper", "contents") => papers == Papers::Kept,
        _ => false,
    };
    columns
        .filter(|(_, column)| matches!(column.kind, Kind::Text | Kind::Bytes) && !is_apart(&column.name))
        .map(|(place, _)| place)
        .collect()
}

fn is_in(needles: &Needles, value: &Value) -> bool {
    match value {
        Value::Text(text) => needles.are_in(text),
        Value::Bytes(bytes) => needles.are_in_bytes(bytes),
        Value::Null | Value::Integer(_) | Value::Real(_) | Value::Boolean(_) => false,
    }
}

/// Mends what was found. Reading everything takes its time: a hold that was placed meanwhile stops it, before the first row or between two
/// portions. A held conversation in which they are only mentioned stays as it is; everything else is mended, and then that is said.
pub(super) async fn mend(db: &Database, erasure: &Erasure, hits: Vec<Hit>, needles: Arc<Needles>) -> Result<(), Trouble> {
    let mut is_one_held = false;
    for portion in hits.chunks(PORTION) {
        let (portion, needles, name, customer) = (portion.to_vec(), needles.clone(), erasure.pseudonym.clone(), erasure.customer);
        let mended = db.work(actor(erasure), move |work| {
            work.keep_quietly("counted by the erasure when it ends");
            refuse_held(work, customer)?;
            let (mut mentioned, mut held) = (BTreeSet::new(), BTreeSet::new());
            for hit in &portion {
                if let Some(conversation) = conversation_of(work, hit)? {
                    if held.contains(&conversation) || customers::holds::is_conversation_held(work, conversation)? {
                        held.insert(conversation);
                        continue;
                    }
                    mentioned.insert(conversation);
                }
                let is_key = hit.places.iter().any(|place| hit.table.key.contains(place));
                if is_key || GO.contains(&hit.table.name.as_str()) {
                    whole::remove(work, &hit.table, &hit.row)?;
                } else if whole::is_as_read(work, &hit.table, &hit.row, &told_by(hit))? {
                    leaves_its_object(work, hit)?;
                    whole::put(work, &hit.table, &hit.row, &told_by(hit), &cells(hit, &needles, &name))?;
                }
            }
            for conversation in mentioned {
                work.record(&Event::ConversationThinned { conversation, what: "mention".into() })?;
            }
            Ok(!held.is_empty())
        });
        is_one_held |= mended.await?;
    }
    if is_one_held {
        Err(Trouble::refused("privacy-refused-conversation-held"))
    } else {
        Ok(())
    }
}

/// The columns that tell whether a row is still what was read: somebody may have written there since, another erasure perhaps, and what they
/// wrote is read again, not written over. Bytes with a hash beside them may lie elsewhere by now; their hash stays.
fn told_by(hit: &Hit) -> Vec<usize> {
    let hash = hit.table.place_of("sha256");
    let told = hit
        .places
        .iter()
        .map(|place| match (hit.table.columns.get(*place).map(|column| column.kind), hash) {
            (Some(Kind::Bytes), Some(hash)) => hash,
            _ => *place,
        });
    told.collect()
}

/// Bytes that are mended lie in the row from then on, wherever they lay, also if they left it since they were read.
fn leaves_its_object(work: &mut Work<'_>, hit: &Hit) -> Result<(), Trouble> {
    let is_mended = Outlying::of(&hit.table).is_some_and(|outlying| hit.places.contains(&outlying.bytes));
    match hit.table.place_of("id").and_then(|place| hit.row.get(place)) {
        Some(Value::Integer(content)) if is_mended => desk::outlying::lets_go(work, *content),
        _ => Ok(()),
    }
}

/// The conversation a row belongs to, so that whoever follows the log reads it again.
fn conversation_of(work: &mut Work<'_>, hit: &Hit) -> Result<Option<i64>, Trouble> {
    let number = |column: &str| match hit.table.place_of(column).and_then(|place| hit.row.get(place)) {
        Some(Value::Integer(number)) => Some(*number),
        _ => None,
    };
    match (number("conversation_id"), number("message_id"), hit.table.name.as_str()) {
        (Some(conversation), _, _) => Ok(Some(conversation)),
        (None, _, "conversation") => Ok(number("id")),
        (None, Some(message), _) => sql("SELECT conversation_id FROM message WHERE id = $1").with(message).one(work),
        (None, None, _) => Ok(None),
    }
}

/// What the columns become. Bytes with a hash beside them get a new one.
fn cells(hit: &Hit, needles: &Needles, name: &str) -> Vec<(usize, Value)> {
    let mut cells = Vec::new();
    for place in &hit.places {
        match hit.row.get(*place) {
            Some(Value::Text(text)) => cells.push((*place, Value::Text(needles.replaced(text, name)))),
            Some(Value::Bytes(bytes)) => {
                let bytes = if is_all_theirs(hit) { Vec::new() } else { needles.covered(bytes) };
                let hash = hit.table.place_of("sha256").map(|hash| (hash, Value::Text(kit::sha256_hex(&bytes))));
                cells.push((*place, Value::Bytes(bytes)));
                cells.extend(hash);
                if let Some(outlying) = Outlying::of(&hit.table) {
                    cells.extend(outlying.none());
                }
            }
            _ => {}
        }
    }
    cells
}

/// What a shop told of the person, and a mail of theirs that went into no conversation, go as a whole.
fn is_all_theirs(hit: &Hit) -> bool {
    let is_null = |column: &str| {
        hit.table
            .place_of(column)
            .and_then(|place| hit.row.get(place))
            .is_none_or(|value| *value == Value::Null)
    };
    match hit.table.name.as_str() {
        "shop_delivery" => true,
        "raw_mail" => is_null("message_id"),
        _ => false,
    }
}
