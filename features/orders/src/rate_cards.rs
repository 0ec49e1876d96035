//! The shelf of rate cards: what services cost, as documents in versions. A charge keeps the version it was worked out by.

use crate::stored::one_line;
use crate::{Event, may_manage};
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::Moment;
use rates::RateCard;

/// A version of a card as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Kept {
    pub id: i64,
    pub code: String,
    pub version: i64,
    document: String,
    pub valid_from: Moment,
}

impl Kept {
    /// As it was written.
    pub fn document(&self) -> &str {
        &self.document
    }

    /// The card itself.
    pub fn card(&self) -> Result<RateCard, Trouble> {
        RateCard::parse(&self.document)
            .map_err(|_| Trouble::Shape(format!("rate card {} {} can no longer be read", self.code, self.version)))
    }
}

/// Adds a card, or the next version under its name; it counts from now on.
pub fn add(work: &mut Work<'_>, text: &str) -> Result<i64, Trouble> {
    may_manage(work)?;
    let card = RateCard::parse(text).map_err(|faults| {
        let first = faults.first().map_or_else(String::new, ToString::to_string);
        Trouble::refused("orders-rate-card-faulty").with("count", faults.len()).with("first", first)
    })?;
    let code = one_line(&card.name, 60);
    let last: Option<i64> = sql("SELECT version FROM rate_card WHERE code = $1 ORDER BY version DESC LIMIT 1")
        .with(&code)
        .one(work)?;
    let now = work.now;
    let id: i64 = sql("INSERT INTO rate_card (code, version, document, valid_from) VALUES ($1, $2, $3, $4) RETURNING id")
        .with(&code)
        .with(last.unwrap_or(0) + 1)
        .with(text)
        .with(now)
        .only(work, "rate card")?;
    work.record(&Event::RateCardAdded { rate_card: id })?;
    Ok(id)
}

/// Lets nobody charge by it any more; what was charged keeps it. A new version brings it back.
pub fn retire(work: &mut Work<'_>, code: &str) -> Result<(), Trouble> {
    may_manage(work)?;
    let kept = current(work, code)?.ok_or(Trouble::NotFound("rate card"))?;
    let now = work.now;
    sql("UPDATE rate_card SET retired_at = $2 WHERE code = $1 AND retired_at IS NULL")
        .with(code)
        .with(now)
        .run(work)?;
    work.record(&Event::RateCardRetired { rate_card: kept.id })
}

/// The version of a card that counts now; none if it was retired.
pub fn current(tx: &mut Tx<'_>, code: &str) -> Result<Option<Kept>, Trouble> {
    sql("SELECT id, code, version, document, valid_from FROM rate_card
          WHERE code = $1 AND retired_at IS NULL ORDER BY version DESC LIMIT 1")
    .with(code)
    .one(tx)
}

/// The version with this key, retired or not: the one a charge was worked out by.
pub fn find(tx: &mut Tx<'_>, id: i64) -> Result<Kept, Trouble> {
    sql("SELECT id, code, version, document, valid_from FROM rate_card WHERE id = $1")
        .with(id)
        .only(tx, "rate card")
}

/// Every version of a card, the newest first.
pub fn versions(tx: &mut Tx<'_>, code: &str) -> Result<Vec<Kept>, Trouble> {
    sql("SELECT id, code, version, document, valid_from FROM rate_card WHERE code = $1 ORDER BY version DESC")
        .with(code)
        .all(tx)
}

/// The newest version of every card in use, by name.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Kept>, Trouble> {
    sql("SELECT r.id, r.code, r.version, r.document, r.valid_from FROM rate_card r
          WHERE r.retired_at IS NULL AND r.version = (SELECT MAX(n.version) FROM rate_card n WHERE n.code = r.code)
          ORDER BY r.code")
    .all(tx)
}
