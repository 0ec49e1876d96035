//! An open transaction on either engine, for reading.

use crate::engine::{postgres, sqlite};
use crate::nodes::Membership;
use crate::shared::Standing;
use crate::{Sql, Trouble, Value, Vault};
use kit::Moment;

/// A transaction. Reads see one consistent moment.
pub struct Tx<'a> {
    pub(crate) engine: Engine<'a>,
    pub(crate) changed: bool,
    /// How many statements were asked in it so far.
    pub(crate) asked: u64,
    /// What others found in the same moment; none in a change, which sees what nobody else does.
    pub(crate) standing: Option<Standing>,
    now: Moment,
    vault: Vault,
    node: i64,
    rests: bool,
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
            asked: 0,
            standing: None,
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
        self.asked += 1;
        let rows = match &mut self.engine {
            Engine::Sqlite(connection) => sqlite::query(connection, sql)?,
            Engine::Postgres(open) => postgres::query(open, sql)?,
        };
        // A change that found nothing to change returns nothing.
        self.changed |= !rows.is_empty() && writes(&sql.text);
        Ok(rows)
    }

    pub(crate) fn execute(&mut self, sql: &Sql) -> Result<u64, Trouble> {
        self.asked += 1;
        let rows = match &mut self.engine {
            Engine::Sqlite(connection) => sqlite::execute(connection, sql)?,
            Engine::Postgres(open) => postgres::execute(open, sql)?,
        };
        self.changed |= rows > 0;
        Ok(rows)
    }
}

fn writes(text: &str) -> bool {
    let first = text.trim_start().get(..6).unwrap_or("");
    ["INSERT", "UPDATE", "DELETE"].iter().any(|word| first.eq_ignore_ascii_case(word))
}
