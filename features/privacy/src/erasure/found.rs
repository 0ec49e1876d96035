//! What an erasure would take away and what would stay, counted before anybody confirms.

use super::{family, needles};
use db::{Sql, Trouble, Tx, sql};

/// One line of the preview: the key of its sentence, and how many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub what: &'static str,
    pub count: i64,
}

/// All there is of a customer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Goes.
    pub goes: Vec<Line>,
    /// Stays, with a name of ours.
    pub stays: Vec<Line>,
    /// How many words everything is searched for.
    pub wanted: i64,
}

static GOES: &[(&str, Sql)] = &[
    ("conversations", sql("SELECT COUNT(*) FROM conversation WHERE customer_id = $1")),
    ("messages", sql("SELECT COUNT(*) FROM message m JOIN conversation c ON c.id = m.conversation_id WHERE c.customer_id = $1")),
    (
        "elsewhere",
        sql("SELECT COUNT(*) FROM message m JOIN conversation c ON c.id = m.conversation_id
              WHERE m.author_kind = 'customer' AND m.author_id = $1 AND c.customer_id <> $1"),
    ),
    (
        "waiting",
        sql("SELECT COUNT(*) FROM message m JOIN conversation c ON c.id = m.conversation_id
              WHERE c.customer_id = $1 AND m.delivery IN ('held', 'stopped', 'queued', 'delayed')"),
    ),
    (
        "files",
        sql("SELECT COUNT(*) FROM attachment a JOIN message m ON m.id = a.message_id JOIN conversation c ON c.id = m.conversation_id
              WHERE c.customer_id = $1"),
    ),
    (
        "mails",
        sql("SELECT COUNT(*) FROM raw_mail r JOIN message m ON m.raw_id = r.id JOIN conversation c ON c.id = m.conversation_id
              WHERE c.customer_id = $1"),
    ),
    (
        "translations",
        sql("SELECT COUNT(*) FROM message_translation t JOIN message m ON m.id = t.message_id JOIN conversation c ON c.id = m.conversation_id
              WHERE c.customer_id = $1"),
    ),
    ("drafts", sql("SELECT COUNT(*) FROM draft d JOIN conversation c ON c.id = d.conversation_id WHERE c.customer_id = $1")),
    ("identities", sql("SELECT COUNT(*) FROM customer_identity WHERE customer_id = $1")),
    ("values", sql("SELECT COUNT(*) FROM customer_value WHERE customer_id = $1")),
    ("notes", sql("SELECT COUNT(*) FROM customer_note WHERE customer_id = $1")),
    ("addresses", sql("SELECT COUNT(*) FROM postal_address WHERE customer_id = $1")),
    ("methods", sql("SELECT COUNT(*) FROM payment_method WHERE customer_id = $1")),
    ("sessions", sql("SELECT COUNT(*) FROM portal_session WHERE customer_id = $1")),
];

static STAYS: &[(&str, Sql)] = &[
    ("conversations", sql("SELECT COUNT(*) FROM conversation WHERE customer_id = $1")),
    ("orders", sql("SELECT COUNT(*) FROM sales_order WHERE customer_id = $1")),
    ("payments", sql("SELECT COUNT(*) FROM payment WHERE customer_id = $1")),
    ("papers", sql("SELECT COUNT(*) FROM paper WHERE customer_id = $1")),
    ("charges", sql("SELECT COUNT(*) FROM charge WHERE customer_id = $1")),
    (
        "log",
        sql(
            "SELECT COUNT(*) FROM activity WHERE customer_id = $1 OR conversation_id IN (SELECT id FROM conversation WHERE customer_id = $1)",
        ),
    ),
];

/// Counts. Changes nothing.
pub fn found(tx: &mut Tx<'_>, customer: i64) -> Result<Found, Trouble> {
    let all = family(tx, customer)?;
    let wanted = needles::known_by(tx, &all)?.len() as i64;
    Ok(Found { goes: counted(tx, GOES, &all)?, stays: counted(tx, STAYS, &all)?, wanted })
}

pub(super) fn stays(tx: &mut Tx<'_>, customer: i64) -> Result<Vec<Line>, Trouble> {
    let all = family(tx, customer)?;
    counted(tx, STAYS, &all)
}

fn counted(tx: &mut Tx<'_>, lines: &'static [(&'static str, Sql)], customers: &[i64]) -> Result<Vec<Line>, Trouble> {
    let mut found = Vec::new();
    for (what, question) in lines {
        let mut count = 0;
        for customer in customers {
            count += question.clone().with(*customer).only::<i64>(tx, "count")?;
        }
        if count > 0 {
            found.push(Line { what, count });
        }
    }
    Ok(found)
}
