//! Who was erased, as an older backup may know them still: salted hashes of what they were known by. Restoring brings a person back;
//! this list takes them out again before anybody sees them.
//!
//! The list is also a file beside the database and in every place backups go to, for a restored database does not know what was erased
//! after it was made.

use crate::erasure::{self, Erasure, ErasureId, Papers};
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::Moment;
use serde::{Deserialize, Serialize};

/// The name of the file.
pub const FILE: &str = "erased-people.jsonl";

/// One erased person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erased {
    pub customer: i64,
    /// When the customer was opened: with the number it names them in any state of this desk.
    pub known_since: Moment,
    pub salt: String,
    pub known_by: Vec<String>,
    pub erased_at: Moment,
    /// What became of their papers; whoever comes back with a backup loses no more than they did.
    #[serde(default = "replaced")]
    pub papers: Papers,
}

/// What a list says nothing of that was written before it told.
const fn replaced() -> Papers {
    Papers::Replaced
}

impl Erased {
    /// Whether they were known by it: an address, a number, a handle.
    pub fn was_known_by(&self, word: &str) -> bool {
        self.known_by.contains(&hashed(&self.salt, word))
    }
}

#[derive(FromRow)]
struct Row {
    customer: i64,
    known_since: Moment,
    salt: String,
    known_by: String,
    erased_at: Moment,
    papers: Papers,
}

impl Row {
    fn read(self) -> Result<Erased, Trouble> {
        let known_by = serde_json::from_str(&self.known_by).map_err(|e| Trouble::Shape(e.to_string()))?;
        let Self { customer, known_since, salt, erased_at, papers, .. } = self;
        Ok(Erased { customer, known_since, salt, known_by, erased_at, papers })
    }
}

fn hashed(salt: &str, word: &str) -> String {
    kit::sha256_hex(format!("{salt}:{}", word.to_lowercase()).as_bytes())
}

pub(crate) fn remember(work: &mut Work<'_>, erasure: &Erasure, wanted: &[String]) -> Result<(), Trouble> {
    let salt = kit::Token::random().hash();
    let known_by: Vec<String> = wanted.iter().map(|word| hashed(&salt, word)).collect();
    let known_by = serde_json::to_string(&known_by).map_err(|e| Trouble::Shape(e.to_string()))?;
    let since: Moment = sql("SELECT created_at FROM customer WHERE id = $1").with(erasure.customer).only(work, "customer")?;
    let now = work.now;
    sql(
        "INSERT INTO erased_person (erasure_id, customer_id, known_since, salt, known_by, erased_at, papers) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (erasure_id) DO NOTHING",
    )
    .with(erasure.id)
    .with(erasure.customer)
    .with(since)
    .with(salt)
    .with(known_by)
    .with(now)
    .with(erasure.papers)
    .run(work)?;
    Ok(())
}

pub(crate) fn find(tx: &mut Tx<'_>, erasure: ErasureId) -> Result<Erased, Trouble> {
    sql("SELECT customer_id, known_since, salt, known_by, erased_at, papers FROM erased_person WHERE erasure_id = $1")
        .with(erasure)
        .only::<Row>(tx, "erased person")?
        .read()
}

/// Everybody this desk erased.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Erased>, Trouble> {
    let rows: Vec<Row> =
        sql("SELECT customer_id, known_since, salt, known_by, erased_at, papers FROM erased_person ORDER BY erasure_id").all(tx)?;
    rows.into_iter().map(Row::read).collect()
}

/// Whether this customer is erased, or is being erased.
pub fn is_erased(tx: &mut Tx<'_>, customer: i64) -> Result<bool, Trouble> {
    let erasure: Option<i64> = sql("SELECT id FROM erasure WHERE customer_id = $1 LIMIT 1").with(customer).one(tx)?;
    Ok(erasure.is_some())
}

/// The list as a file.
pub fn written(all: &[Erased]) -> String {
    all.iter().filter_map(|one| serde_json::to_string(one).ok()).map(|line| line + "\n").collect()
}

/// Reads the file; a line nobody can read is an error, for it may be somebody who must not come back.
pub fn read(text: &str) -> Result<Vec<Erased>, Trouble> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| {
            serde_json::from_str(line).map_err(|e| Trouble::Opening(format!("{FILE} cannot be read ({e}). Take it from another backup.")))
        })
        .collect()
}

/// Whoever of the list is in this database: by number and the time they were opened, or by what they were known by before they were erased.
/// Who came back by writing again is somebody new and stays, and so does whoever was given such an address since.
pub fn back_again(tx: &mut Tx<'_>, list: &[Erased]) -> Result<Vec<(i64, Papers)>, Trouble> {
    let mut back = Vec::new();
    if list.is_empty() {
        return Ok(back);
    }
    let customers: Vec<(i64, Moment, String, Option<Moment>)> = sql(
        "SELECT c.id, c.created_at, COALESCE(i.value, ''), i.added_at FROM customer c LEFT JOIN customer_identity i ON i.customer_id = c.id
              WHERE c.merged_into IS NULL
                AND NOT EXISTS (SELECT 1 FROM erasure e WHERE e.customer_id = c.id AND e.finished_at IS NOT NULL)
              ORDER BY c.id",
    )
    .all(tx)?;
    for (id, since, value, added) in customers {
        let is_one = |one: &Erased| {
            let same = one.customer == id && one.known_since == since;
            let had = added.is_some_and(|added| added <= one.erased_at);
            since <= one.erased_at && (same || (had && one.was_known_by(&value)))
        };
        if back.iter().any(|(known, _)| *known == id) {
            continue;
        }
        let found: Vec<Papers> = list.iter().filter(|one| is_one(one)).map(|one| one.papers).collect();
        if !found.is_empty() {
            let papers = if found.contains(&Papers::Kept) { Papers::Kept } else { Papers::Replaced };
            back.push((id, papers));
        }
    }
    Ok(back)
}

/// Begins to erase them again.
pub fn erase_again(work: &mut Work<'_>, customers: &[(i64, Papers)]) -> Result<Vec<ErasureId>, Trouble> {
    work.keep_quietly("nobody came back");
    customers.iter().map(|(customer, papers)| erasure::begin_again(work, *customer, *papers)).collect()
}
