//! `frontline db copy`: SQLite to PostgreSQL and back, row for row, and the desk works on every copy.

use crate::stage::{Home, company, everything, goes_on, said, same};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

#[tokio::test(flavor = "multi_thread")]
async fn the_company_goes_to_postgres_and_back_and_is_the_same_to_the_row() {
    let first = company().await;
    let before = everything(&first).await;
    let Some(second) = Home::on_postgres() else {
        eprintln!("left out: FRONTLINE_TEST_POSTGRES names no server");
        return;
    };
    let url = second.url().expect("an address");

    let told = first.does(&["db", "copy", "--to", &url]);
    assert!(told.contains("read back and compared"), "{told}");
    same(&before, &everything(&second).await);
    same(&before, &everything(&first).await);
    std::fs::create_dir_all(second.data()).expect("a folder");
    std::fs::copy(first.data().join("key"), second.data().join("key")).expect("the same data folder");
    let refused = first.refuses(&["db", "copy", "--to", &url]);
    assert!(refused.contains("not empty"), "{refused}");

    let third = Home::on_sqlite();
    std::fs::create_dir_all(third.data()).expect("a folder");
    second.does(&["db", "copy", "--to", &format!("sqlite:{}", third.data().join("frontline.db").display())]);
    same(&before, &everything(&third).await);

    goes_on(&second).await;
    let moved_on = everything(&second).await;
    let fourth = Home::on_sqlite();
    second.does(&["db", "copy", "--to", &format!("sqlite:{}", fourth.data().join("frontline.db").display())]);
    same(&moved_on, &everything(&fourth).await);
    for home in [&third, &fourth] {
        assert!(home.refuses(&["key", "show"]).contains("is missing"), "no copy gets a key of its own");
        std::fs::copy(first.data().join("key"), home.data().join("key")).expect("the key belongs to it");
        goes_on(home).await;
    }
    assert!(said(&fourth.run(&["doctor"])).contains("ok"), "the doctor finds a desk");
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_41_a_copy_killed_before_its_commit_leaves_nothing_and_begins_again() {
    let first = company().await;
    let before = everything(&first).await;
    let mut targets = vec![(format!("sqlite:{}", first.folder.path().join("copy/frontline.db").display()), None)];
    targets.extend(Home::on_postgres().map(|home| (home.url().expect("an address"), Some(home))));

    for (to, home) in targets {
        let died = first.run_in(&["db", "copy", "--to", &to], &[("FRONTLINE_ABORT_AT_COMMIT", "before:1")]);
        assert!(!died.status.success(), "{}", said(&died));
        first.does(&["db", "copy", "--to", &to]);
        if let Some(path) = to.strip_prefix("sqlite:").map(Path::new) {
            let mode = |path: &Path| std::fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
            assert_eq!((mode(path.parent().expect("a folder")), mode(path)), (0o700, 0o600), "for its owner only");
        }
        if let Some(home) = home {
            same(&before, &everything(&home).await);
        }
        same(&before, &everything(&first).await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_target_nobody_understands_and_a_desk_that_is_not_there_are_refused() {
    let home = Home::on_sqlite();
    assert!(home.refuses(&["db", "copy", "--to", "sqlite:x.db"]).contains("there is no desk"));
    let first = company().await;
    assert!(first.refuses(&["db", "copy", "--to", "mysql://x"]).contains("postgres://"));
    let itself = format!("sqlite:{}", first.data().join("frontline.db").display());
    assert!(first.refuses(&["db", "copy", "--to", &itself]).contains("the same database"));
}
