//! The links of a question (attack 28): one token for one question, good for thirty days. It follows from a random seed and the
//! house's key, so that each try to send the letter makes the same one and no table holds it; what is kept is its hash.

use crate::RatingId;
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::{Key, Moment, Token};

/// For how long a link is good.
pub const DAYS: i64 = 30;

/// The token of a seed.
fn token(key: &Key, seed: &str) -> Token {
    Token::presented(&key.for_purpose("rating link").sign(seed.as_bytes()))
}

/// Makes the link of a question just asked. Those of earlier questions about the same conversation lead nowhere any more.
pub(crate) fn make(work: &mut Work<'_>, key: &Key, rating: RatingId) -> Result<(), Trouble> {
    let (seed, now) = (Token::random(), work.now);
    sql("UPDATE rating_link SET expires_at = $2
          WHERE expires_at > $2 AND rating_id <> $1
            AND rating_id IN (SELECT o.id FROM rating o JOIN rating n ON n.conversation_id = o.conversation_id WHERE n.id = $1)")
    .with(rating)
    .with(now)
    .run(work)?;
    sql("INSERT INTO rating_link (rating_id, token_hash, seed, expires_at) VALUES ($1, $2, $3, $4)")
        .with(rating)
        .with(token(key, seed.reveal()).hash())
        .with(seed.reveal())
        .with(now.plus_seconds(DAYS * 86_400))
        .run(work)?;
    Ok(())
}

/// The token of a question, for its letter; `None` if its link is over.
pub fn of(tx: &mut Tx<'_>, key: &Key, rating: RatingId) -> Result<Option<Token>, Trouble> {
    let now = tx.now();
    let seed: Option<String> = sql("SELECT seed FROM rating_link WHERE rating_id = $1 AND expires_at > $2")
        .with(rating)
        .with(now)
        .one(tx)?;
    Ok(seed.map(|seed| token(key, &seed)))
}

/// What a link opens.
#[derive(Debug, Clone, FromRow)]
pub struct Opened {
    pub rating: RatingId,
    pub conversation: i64,
    pub customer: i64,
    pub question: String,
    pub value: Option<i64>,
    pub comment: String,
    pub expires_at: Moment,
}

/// Whether it is one of ours and still good. Too old and never made are the same answer.
pub fn open(tx: &mut Tx<'_>, presented: &str) -> Result<Option<Opened>, Trouble> {
    let now = tx.now();
    sql("SELECT r.id, r.conversation_id, r.customer_id, r.question, r.value, r.comment, l.expires_at
           FROM rating_link l JOIN rating r ON r.id = l.rating_id
          WHERE l.token_hash = $1 AND l.expires_at > $2")
    .with(Token::presented(presented).hash())
    .with(now)
    .one(tx)
}

/// The inbox a link speaks for, good or over, so that its page has the right name. A link nobody made speaks for none.
pub fn inbox(tx: &mut Tx<'_>, presented: &str) -> Result<Option<i64>, Trouble> {
    sql("SELECT r.inbox_id FROM rating_link l JOIN rating r ON r.id = l.rating_id WHERE l.token_hash = $1")
        .with(Token::presented(presented).hash())
        .one(tx)
}
