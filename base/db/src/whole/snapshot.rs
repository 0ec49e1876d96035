//! One consistent look at everything, while others go on working.

use super::{Fingerprint, LastNumber, Sink, Step, Table, of_postgres, of_sqlite, quoted};
use crate::elsewhere::{Outlying, Reach};
use crate::{Migration, Place, Trouble, Value};

/// An open snapshot: a read transaction of its own.
pub struct Snapshot {
    source: Source,
    tables: Vec<Table>,
    reach: Reach,
}

enum Source {
    Sqlite(of_sqlite::Source),
    Postgres(of_postgres::Source),
}

impl Snapshot {
    /// Takes the snapshot. The database must be there and at the schema this program knows, neither older nor newer.
    pub fn take(place: &Place, migrations: &[Migration]) -> Result<Self, Trouble> {
        let mut source = match place {
            Place::Sqlite(path) => Source::Sqlite(of_sqlite::Source::open(path)?),
            Place::Postgres(url) => Source::Postgres(of_postgres::Source::open(url)?),
        };
        let tables = source.tables()?;
        let mut snapshot = Self { source, tables, reach: Reach::Nowhere };
        snapshot.is_current(migrations)?;
        Ok(snapshot)
    }

    /// The same with what is to become of rows whose bytes lie elsewhere.
    #[must_use]
    pub fn reaching(self, reach: Reach) -> Self {
        Self { reach, ..self }
    }

    pub const fn reach(&self) -> &Reach {
        &self.reach
    }

    /// Every table, parents before children.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// The steps its schema has taken, in a fixed order.
    pub fn steps(&mut self) -> Result<Vec<Step>, Trouble> {
        match &mut self.source {
            Source::Sqlite(source) => source.steps(),
            Source::Postgres(source) => source.steps(),
        }
    }

    /// The last number each table gave out by itself; tables that gave out none are left out.
    pub fn last_numbers(&mut self) -> Result<Vec<LastNumber>, Trouble> {
        let mut numbers = match &mut self.source {
            Source::Sqlite(source) => source.last_numbers(),
            Source::Postgres(source) => source.last_numbers(),
        }?;
        numbers.retain(|number| number.last > 0);
        numbers.sort_by(|a, b| a.table.cmp(&b.table));
        Ok(numbers)
    }

    /// Streams the rows of a table in the order of its key; those whose bytes lie elsewhere as its reach says.
    pub fn rows(&mut self, table: &Table, sink: &mut Sink<'_>) -> Result<(), Trouble> {
        self.rows_that(table, &mut |_| true, sink)
    }

    /// The same of the rows that are wanted, by what stands in them; the bytes of others are not fetched.
    pub fn rows_that(&mut self, table: &Table, wanted: &mut dyn FnMut(&[Value]) -> bool, sink: &mut Sink<'_>) -> Result<(), Trouble> {
        let (outlying, reach) = (Outlying::of(table), self.reach.clone());
        self.rows_as_they_lie(table, &mut |row| match outlying {
            _ if !wanted(&row) => Ok(()),
            Some(outlying) => sink(reach.row(outlying, row)?),
            None => sink(row),
        })
    }

    /// Streams them as they stand, wherever their bytes lie.
    pub fn rows_as_they_lie(&mut self, table: &Table, sink: &mut Sink<'_>) -> Result<(), Trouble> {
        match &mut self.source {
            Source::Sqlite(source) => source.rows(table, sink),
            Source::Postgres(source) => source.rows(table, sink),
        }
    }

    /// How many rows a table has.
    pub fn count(&mut self, table: &Table) -> Result<i64, Trouble> {
        let question = format!("SELECT COUNT(*) FROM {}", quoted(&table.name));
        match &mut self.source {
            Source::Sqlite(source) => source.number(&question),
            Source::Postgres(source) => source.number(&question),
        }
    }

    /// What a table's rows come to.
    pub fn fingerprint(&mut self, table: &Table) -> Result<(u64, String), Trouble> {
        let mut print = Fingerprint::default();
        self.rows(table, &mut |row| {
            print.add(&row);
            Ok(())
        })?;
        Ok(print.finish())
    }

    fn is_current(&mut self, migrations: &[Migration]) -> Result<(), Trouble> {
        let taken = self.steps()?;
        let knows = |step: &Step| migrations.iter().any(|m| m.feature == step.feature && m.number == step.number);
        if let Some(step) = taken.iter().find(|step| !knows(step)) {
            return Err(Trouble::Opening(format!(
                "this database was written by a newer Frontline ({} {}). Use that version for this.",
                step.feature, step.number
            )));
        }
        if taken.len() < migrations.len() {
            return Err(Trouble::Opening(
                "this database is of an older Frontline. Start the desk once with `frontline serve`, which brings it up to date, then try again."
                    .into(),
            ));
        }
        Ok(())
    }
}

impl Source {
    fn tables(&mut self) -> Result<Vec<Table>, Trouble> {
        match self {
            Self::Sqlite(source) => source.tables(),
            Self::Postgres(source) => source.tables(),
        }
    }
}
