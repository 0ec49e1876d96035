//! A database as a whole, for scenes that compare two of them.

use db::elsewhere::Reach;
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
    every_row_reaching(place, migrations, Reach::Nowhere)
}

/// The same, with the bytes that lie elsewhere as `reach` says. Off the runtime.
pub fn every_row_reaching(place: &Place, migrations: &[Migration], reach: Reach) -> Rows {
    let snapshot = Snapshot::take(place, migrations).unwrap_or_else(|e| panic!("no snapshot: {e}"));
    let mut snapshot = snapshot.reaching(reach);
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

/// Where one of these words stands, in any column of any table, as `table.column`; text within bytes counts. Off the runtime.
pub fn places_of(place: &Place, migrations: &[Migration], words: &[&str]) -> Vec<String> {
    let mut snapshot = Snapshot::take(place, migrations).unwrap_or_else(|e| panic!("no snapshot: {e}"));
    let tables = snapshot.tables().to_vec();
    let mut places = Vec::new();
    for table in tables {
        let read = snapshot.rows(&table, &mut |row| {
            for (column, value) in table.columns.iter().zip(&row) {
                let bytes: &[u8] = match value {
                    Value::Text(text) => text.as_bytes(),
                    Value::Bytes(bytes) => bytes,
                    _ => continue,
                };
                let stands = |word: &&str| bytes.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word.as_bytes()));
                if words.iter().any(stands) {
                    places.push(format!("{}.{}", table.name, column.name));
                }
            }
            Ok(())
        });
        read.unwrap_or_else(|e| panic!("{}: {e}", table.name));
    }
    places.sort();
    places.dedup();
    places
}
