//! What every table and column means, for the page beside an export. A test sees that none is left out.

use moving::export::Meanings;

/// `table: sentence`, `.column: words` for a column wherever it stands, `table.column: words` for one of its own.
const WRITTEN: &str = include_str!("meanings.txt");

pub(super) fn meanings() -> Meanings<'static> {
    Meanings { of_table: &of_table, of_column: &of_column }
}

fn written(key: &str) -> Option<&'static str> {
    WRITTEN
        .lines()
        .filter_map(|line| line.split_once(": "))
        .find(|(name, _)| *name == key)
        .map(|(_, meaning)| meaning)
}

fn of_table(table: &str) -> Option<&'static str> {
    written(table)
}

fn of_column(table: &str, column: &str) -> Option<String> {
    let own = written(&format!("{table}.{column}")).or_else(|| written(&format!(".{column}")));
    own.map(str::to_owned).or_else(|| by_its_name(column))
}

/// Names say what they hold: the house has one way to end each.
fn by_its_name(column: &str) -> Option<String> {
    let words = |stem: &str| stem.replace('_', " ");
    let ends = |ending: &str| column.strip_suffix(ending).map(words);
    ends("_at")
        .map(|stem| format!("moment: {stem}"))
        .or_else(|| ends("_since").map(|stem| format!("moment since when: {stem}")))
        .or_else(|| ends("_until").map(|stem| format!("moment until when: {stem}")))
        .or_else(|| ends("_minor").map(|stem| format!("amount in the smallest unit: {stem}")))
        .or_else(|| ends("_hash").map(|stem| format!("hash of the secret: {stem}")))
        .or_else(|| ends("_minutes").map(|stem| format!("minutes of work: {stem}")))
        .or_else(|| ends("_id").map(|stem| format!("number of the {stem}")))
        .or_else(|| ends("_key").map(|stem| format!("{stem} as it is searched and sorted by")))
        .or_else(|| column.strip_prefix("is_").map(|rest| format!("whether it is {}", words(rest))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use db::whole::Snapshot;
    use db::{Database, Place};

    #[test]
    fn every_table_and_column_is_explained() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::Sqlite(folder.path().join("frontline.db"));
        let migrations = crate::house::migrations();
        drop(Database::open(place.clone(), &migrations, kit::Clock::system()).unwrap());
        let snapshot = Snapshot::take(&place, &migrations).unwrap();

        let mut silent = Vec::new();
        for table in snapshot.tables() {
            if of_table(&table.name).is_none() {
                silent.push(table.name.clone());
            }
            let unsaid = table
                .columns
                .iter()
                .filter(|column| column.points_at.is_none() && of_column(&table.name, &column.name).is_none());
            silent.extend(unsaid.map(|column| format!("{}.{}", table.name, column.name)));
        }

        assert!(silent.is_empty(), "explain these in app/src/moves/meanings.txt:\n{}", silent.join("\n"));
    }
}
