//! Who was erased stays erased, though an older backup still holds them: the list lies with the backups, wherever they are.

use super::{begun, found_in_files, found_in_tables, marked};
use crate::erasing::markers::MARK;
use crate::on_s3::{settings, text};
use crate::stage::Home;
use crate::storage::Storage;
use frontline::erasing;
use privacy::erasure::{self, Around, State};
use std::path::Path;
use std::sync::Arc;

#[tokio::test(flavor = "multi_thread")]
async fn a_restored_older_backup_does_not_bring_the_erased_back() {
    let home = Home::on_sqlite();
    let (key, store) = (home.folder.path().join("key"), home.folder.path().join("backups"));
    home.does(&["backup", "key", text(&key)]);
    let settings = home.folder.path().join("settings.toml");
    let written = format!("backup_to = \"{}\"\nbackup_key_file = \"{}\"\n", store.display(), key.display());
    std::fs::write(&settings, written).expect("written");
    restored_without_the_erased(&home, &settings, &store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restored_older_backup_on_s3_does_not_bring_the_erased_back() {
    let (home, storage) = (Home::on_sqlite(), Storage::begin());
    let settings = settings(&home, &storage);
    restored_without_the_erased(&home, &settings, &storage.file("desk")).await;
}

async fn restored_without_the_erased(home: &Home, settings: &Path, store: &Path) {
    let with = ["--config", text(settings)];
    let (house, customer) = marked(home).await;
    drop(house);
    home.does(&[&with[..], &["backup"]].concat());
    let older = home.does(&[&with[..], &["backup", "list"]].concat());
    let older = older.split_whitespace().next().expect("a backup").to_owned();
    let house = home.house();
    let id = begun(&house.db, customer).await;
    let around: Arc<dyn Around> = Arc::new(erasing::Here(None));
    while erasure::carry_on(&house.db, id, &around).await.expect("a step") != State::Done {}
    drop(house);
    // The next backup takes the list of the erased to where the older one lies.
    home.does(&[&with[..], &["backup"]].concat());

    let other = Home::on_sqlite();
    let told = other.does(&[&with[..], &["restore", "--backup", &older]].concat());

    assert!(told.contains("erased again"), "{told}");
    let house = other.house();
    assert_eq!(found_in_tables(&house.db), Vec::<String>::new());
    drop(house);
    assert_eq!(found_in_files(&other.data()), Vec::<String>::new());
    let list = std::fs::read_to_string(store.join(privacy::erased::FILE)).expect("a list");
    assert!(!list.to_lowercase().contains(MARK), "the list says who nobody is");
}
