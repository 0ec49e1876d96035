//! `frontline export` and `import frontline`: the same bytes again, and honest about a damaged folder.

use crate::stage::{Home, company, everything, files, goes_on, said, same};
use std::path::Path;

fn text(path: &Path) -> &str {
    path.to_str().expect("utf-8")
}

#[tokio::test(flavor = "multi_thread")]
async fn exported_imported_and_exported_again_gives_the_same_files_and_rows() {
    let first = company().await;
    let before = everything(&first).await;
    let out = first.folder.path().join("export");

    let told = first.does(&["export", text(&out)]);
    assert!(told.contains("SCHEMA.md"), "{told}");
    assert!(first.refuses(&["export", text(&out)]).contains("not empty"));
    let exported = files(&out);
    let mails = exported.iter().filter(|(path, _)| path.starts_with("mails")).count();
    let (_, raw) = before.iter().find(|(table, _)| table == "raw_mail").expect("raw mail");
    assert!(mails > 3 && mails <= raw.len(), "{mails} mails");
    assert!(exported.iter().any(|(path, bytes)| path.starts_with("files") && bytes.len() == 70_000));
    let page =
        String::from_utf8(exported.iter().find(|(path, _)| path == Path::new("SCHEMA.md")).expect("a page").1.clone()).expect("utf-8");
    assert!(page.contains("## data/conversation.jsonl") && !page.contains("Not explained yet"));

    for home in Home::of_each() {
        let died = home.run_in(&["import", "frontline", text(&out)], &[("FRONTLINE_ABORT_AT_COMMIT", "before:1")]);
        assert!(!died.status.success(), "{}", said(&died));
        home.does(&["import", "frontline", text(&out)]);
        same(&before, &everything(&home).await);
        let again = home.folder.path().join("again");
        home.does(&["export", text(&again)]);
        let again = files(&again);
        assert_eq!(exported.len(), again.len());
        for ((path, bytes), (other, others)) in exported.iter().zip(&again) {
            assert!(path == other && bytes == others, "{} and {} differ", path.display(), other.display());
        }
        assert!(home.refuses(&["import", "frontline", text(&out)]).contains("not empty"));
        goes_on(&home).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_folder_is_refused_with_the_file_and_nothing_is_kept() {
    let first = company().await;
    let out = first.folder.path().join("export");
    first.does(&["export", text(&out)]);
    let home = Home::on_sqlite();
    let damaged = |path: &str, how: &dyn Fn(&mut Vec<u8>)| {
        let path = out.join(path);
        let whole = std::fs::read(&path).expect("read");
        let mut bytes = whole.clone();
        how(&mut bytes);
        std::fs::write(&path, bytes).expect("written");
        let why = home.refuses(&["import", "frontline", text(&out)]);
        std::fs::write(&path, whole).expect("written");
        why
    };
    let mail = files(&out).into_iter().find(|(path, _)| path.starts_with("mails")).expect("a mail").0;

    let why = damaged(text(&mail), &|bytes| bytes.truncate(10));
    assert!(why.contains(".eml is not the file that was exported"), "{why}");
    let why = damaged("data/customer.jsonl", &|bytes| bytes.truncate(bytes.len() / 2));
    assert!(why.contains("customer.jsonl"), "{why}");
    let why = damaged("data/message.jsonl", &|bytes| {
        let text = String::from_utf8(bytes.clone()).expect("utf-8").replacen("kettle", "teapot", 1);
        *bytes = text.into_bytes();
    });
    assert!(why.contains("message.jsonl is not the file that was exported"), "{why}");
    let why = damaged("manifest.json", &|bytes| bytes.truncate(100));
    assert!(why.contains("is not the manifest"), "{why}");
    let why = damaged("data/blob.jsonl", &|bytes| {
        let text = String::from_utf8(bytes.clone()).expect("utf-8").replace("\"files/", "\"../../files/");
        *bytes = text.into_bytes();
    });
    assert!(why.contains("leads out of the export"), "{why}");
    let why = damaged("key", &|bytes| bytes[0] ^= 1);
    assert!(why.contains("is not the key"), "{why}");

    home.does(&["import", "frontline", text(&out)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_that_stopped_half_way_says_so_and_begins_anew() {
    let first = company().await;
    let out = first.folder.path().join("export");
    first.does(&["export", text(&out)]);
    let whole = files(&out);
    std::fs::write(out.join("UNFINISHED"), "").expect("written");
    std::fs::write(out.join("data/customer.jsonl"), "{").expect("written");

    assert!(Home::on_sqlite().refuses(&["import", "frontline", text(&out)]).contains("not finished"));
    first.does(&["export", text(&out)]);

    assert!(files(&out) == whole);
}
