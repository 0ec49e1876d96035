//! A database as a whole, for scenes that compare two of them.

use db::whole::Snapshot;
use db::{Migration, Place, Value};

/// Every row of every table.
pub type Rows = Vec<(String, Vec<Vec<Value>>)>;

/// Runs what may not run inside a runtime: the blocking clients of the databases bring their own.
pub fn off<T: Send + 'static>(body: impl FnOnce() -> T + Send + 'static) -> T {
    std::thread::spawn(body).join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// Every row there is. Off the runtime.
pub fn every_row(place: &Place, migrations: &[Migration]) -> Rows {
    let mut snapshot = Snapshot::take(place, migrations).unwrap_or_else(|e| panic!("no snapshot: {e}"));
    let tables = snapshot.tables().to_vec();
    let mut all = Vec::new();
    for table in tables {
        let mut rows = Vec::new();
        let read = snapshot.rows(&table, &mut |row| {
            rows.push(row);
            Ok(())
        });
        read.unwrap_or_else(|e| panic!("{}: {e}", table.name));
        all.push((table.name, rows));
    }
    all
}
