//! An open transaction on either engine, for reading.

use crate::engine::{postgres, sqlite};
use crate::lasting::changed_by;
use crate::nodes::Membership;
use crate::shared::Standing;
use crate::{Sql, Trouble, Value, Vault};
use kit::Moment;
use std::borrow::Cow;

/// The tables rows were changed in, each once.
pub(crate) type Written = Vec<Cow<'static, str>>;

/// A transaction. Reads see one consistent moment.
pub struct Tx<'a> {
    pub(crate) engine: Engine<'a>,
    pub(crate) changed: bool,
    pub(crate) written: Written,
    /// How many statements were asked in it so far.
    pub(crate) asked: u64,
    /// What others found in the same moment; none in a change, which sees what nobody else does.
    pub(crate) standing: Option<Standing>,
    /// Single rows that were asked for in it already: several rooms look at the same customer for one page.
    looked_up: Vec<LookedUp>,
    now: Moment,
    vault: Vault,
    node: i64,
    rests: bool,
}

/// More is not kept at hand: whoever asks so much does not ask the same again.
const MOST_LOOKED_UP: usize = 64;
/// Nor what is long.
const LONGEST_TEXT: usize = 500;

fn is_small(row: &[Value]) -> bool {
    row.iter().all(|value| match value {
        Value::Text(text) => text.len() <= LONGEST_TEXT,
        Value::Bytes(bytes) => bytes.len() <= LONGEST_TEXT,
        Value::Null | Value::Integer(_) | Value::Real(_) | Value::Boolean(_) => true,
    })
}

/// A question with no row or one for an answer.
struct LookedUp {
    literal: &'static str,
    values: Vec<Value>,
    row: Option<Vec<Value>>,
}

impl LookedUp {
    fn answers(&self, literal: &'static str, values: &[Value]) -> bool {
        std::ptr::eq(self.literal, literal) && self.values == values
    }
}

pub(crate) enum Engine<'a> {
    Sqlite(&'a rusqlite::Connection),
    Postgres(postgres::Open<'a>),
}

impl<'a> Tx<'a> {
    pub(crate) const fn new(engine: Engine<'a>, now: Moment, vault: Vault) -> Self {
        Self {
            engine,
            changed: false,
            written: Written::new(),
            asked: 0,
            standing: None,
            looked_up: Vec::new(),
            now,
            vault,
            node: 0,
            rests: false,
        }
    }

    /// The same on a node of several.
    pub(crate) fn on(mut self, node: Option<&Membership>) -> Self {
        if let Some(node) = node {
            (self.node, self.rests) = (node.id(), node.rests().is_some());
        }
        self
    }

    /// The number of the node this runs on; 0 where there are none.
    pub(crate) const fn node(&self) -> i64 {
        self.node
    }

    /// Whether this node takes no new work.
    pub(crate) const fn rests(&self) -> bool {
        self.rests
    }

    /// The one clock reading of this transaction.
    pub const fn now(&self) -> Moment {
        self.now
    }

    /// The keys secrets are sealed with.
    pub fn vault(&self) -> Vault {
        self.vault.clone()
    }

    /// Whether this runs on PostgreSQL, for the few questions that must be put differently.
    pub const fn on_postgres(&self) -> bool {
        matches!(self.engine, Engine::Postgres(_))
    }

    pub(crate) fn query(&mut self, sql: &Sql) -> Result<Vec<Vec<Value>>, Trouble> {
        // Only where nobody changes anything: there the same question has the same answer.
        let literal = match (&self.standing, &sql.text) {
            (Some(_), Cow::Borrowed(literal)) => Some(*literal),
            _ => None,
        };
        if let Some(known) = literal.and_then(|literal| self.looked_up.iter().find(|known| known.answers(literal, &sql.values))) {
            return Ok(known.row.iter().cloned().collect());
        }
        let rows = self.ask(sql)?;
        if let (Some(literal), [] | [_]) = (literal, rows.as_slice())
            && self.looked_up.len() < MOST_LOOKED_UP
            && rows.iter().all(|row| is_small(row))
        {
            self.looked_up.push(LookedUp { literal, values: sql.values.clone(), row: rows.first().cloned() });
        }
        Ok(rows)
    }

    fn ask(&mut self, sql: &Sql) -> Result<Vec<Vec<Value>>, Trouble> {
        self.asked += 1;
        let rows = match &mut self.engine {
            Engine::Sqlite(connection) => sqlite::query(connection, sql)?,
            Engine::Postgres(open) => postgres::query(open, sql)?,
        };
        // A change that found nothing to change returns nothing.
        if !rows.is_empty() && writes(&sql.text) {
            self.note_changed(sql);
        }
        Ok(rows)
    }

    pub(crate) fn execute(&mut self, sql: &Sql) -> Result<u64, Trouble> {
        self.asked += 1;
        let rows = match &mut self.engine {
            Engine::Sqlite(connection) => sqlite::execute(connection, sql)?,
            Engine::Postgres(open) => postgres::execute(open, sql)?,
        };
        if rows > 0 {
            self.note_changed(sql);
        }
        Ok(rows)
    }

    fn note_changed(&mut self, sql: &Sql) {
        self.changed = true;
        let table = match &sql.text {
            Cow::Borrowed(literal) => changed_by(literal).map(Cow::Borrowed),
            Cow::Owned(text) => changed_by(text).map(|table| Cow::Owned(table.to_owned())),
        };
        if let Some(table) = table.filter(|table| !self.written.contains(table)) {
            self.written.push(table);
        }
    }
}

fn writes(text: &str) -> bool {
    let first = text.trim_start().get(..6).unwrap_or("");
    ["INSERT", "UPDATE", "DELETE"].iter().any(|word| first.eq_ignore_ascii_case(word))
}
