//! Search from the first mail to the answer: the log is followed, files are read by a process of their own, and programs find,
//! count and keep searches as people do.

use crate::stage::Desk;
use axum::http::{Method, StatusCode};
use base64::Engine as _;
use db::Actor;
use desk::{attachments, drafts, tags};
use frontline::background::Background;
use frontline::followers::index_once;
use frontline::reading::{Reader, read_due};
use serde_json::json;
use std::path::Path;
use std::time::Duration;
use testkit::both_databases;

fn reader() -> Reader {
    Reader::by(Path::new(env!("CARGO_BIN_EXE_frontline")))
}

/// The index reads whatever the log has, to its end, which PostgreSQL may hold back for a moment (see `doubles.rs`).
async fn catch_up(desk: &Desk) {
    let index = (*desk.site.service::<search::Index>()).clone();
    let (end, background) = (desk.read(db::activity::end).await, Background::start("index").expect("a thread"));
    for _ in 0..400 {
        while index_once(desk.db(), &index, &background).await.expect("it follows") > 0 {}
        if index.position() >= end {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    panic!("the log was not whole within ten seconds");
}

/// A customer's form with one file.
async fn sends(desk: &Desk, name: &str, bytes: &[u8]) -> i64 {
    let content = base64::engine::general_purpose::STANDARD.encode(bytes);
    let form = json!({ "from": { "email": "zoe@mail.example", "name": "Zoé" }, "subject": "With a file", "text": "See below", "external_id": name, "files": [{ "name": name, "content": content }] });
    desk.post(&desk.shops, &format!("/inboxes/{}/arrivals", desk.support), form).await.id()
}

async fn outcomes(desk: &Desk) -> Vec<String> {
    desk.read(|tx| db::sql("SELECT outcome FROM file_text ORDER BY blob_id").all(tx)).await
}

async fn read_everything(desk: &Desk, reader: &Reader) {
    while read_due(desk.db(), reader).await.expect("files are read") > 0 {}
}

#[both_databases]
async fn what_is_written_in_a_file_is_found_with_its_message(desk: Desk) {
    let conversation = sends(&desk, "offer.csv", "article;price\nSamovar Envío;129\n水壶;12".as_bytes()).await;

    read_everything(&desk, &reader()).await;
    catch_up(&desk).await;

    for words in ["samovar", "envio", "水壶"] {
        let hits = desk.get(&desk.anas, &format!("/search?q={words}")).await;
        let hit = &hits.body["data"][0];
        assert_eq!(
            (hit["kind"].as_str(), hit["conversation"].as_i64()),
            (Some("file"), Some(conversation)),
            "{words}: {}",
            hits.body
        );
        assert!(hit["attachment"].is_i64() && hit["message"].is_i64() && hit["snippet"].as_str().is_some_and(|text| text.contains("129")));
    }
    assert_eq!(outcomes(&desk).await, ["read"]);
    assert_eq!(desk.times("file.read").await, 1);
}

#[both_databases]
async fn attack_37_hostile_files_leave_a_word_and_hold_nothing_up(desk: Desk) {
    // A PDF whose pages are their own children, one that nests too deep for any stack, and a picture.
    let ring = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>\nendobj\ntrailer << /Size 3 /Root 1 0 R >>\n%%EOF";
    let deep = [b"%PDF-1.4\n1 0 obj\n".to_vec(), b"[".repeat(3_000_000)].concat();
    sends(&desk, "ring.pdf", ring).await;
    sends(&desk, "deep.pdf", &deep).await;
    sends(&desk, "photo.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF").await;
    sends(&desk, "fine.txt", b"a fine samovar").await;

    read_everything(&desk, &reader()).await;

    let outcomes = outcomes(&desk).await;
    assert_eq!(outcomes.len(), 4, "{outcomes:?}");
    for (at, allowed) in [
        (0, vec!["damaged", "empty", "crashed", "slow"]),
        (1, vec!["damaged", "crashed", "slow"]),
        (2, vec!["unknown"]),
        (3, vec!["read"]),
    ] {
        assert!(allowed.contains(&outcomes[at].as_str()), "{at}: {outcomes:?}");
    }
    let waiting: i64 = desk.read(|tx| db::jobs::waiting(tx, desk::file_texts::JOB)).await;
    assert_eq!(waiting, 0, "nothing is tried for ever");
    let with_words = outcomes.iter().filter(|outcome| *outcome == "read").count() as i64;
    assert_eq!(desk.times("file.read").await, with_words, "where there are no words there is nothing to tell");
}

#[both_databases]
async fn a_house_that_cannot_read_gives_the_job_up_and_blames_no_file(desk: Desk) {
    sends(&desk, "fine.txt", b"a fine samovar").await;
    sends(&desk, "other.txt", b"another samovar").await;
    let nobody = Reader::by(Path::new("/nowhere/frontline"));

    for _ in 0..5 {
        read_due(desk.db(), &nobody).await.expect("it is put off");
        desk.clock.forward_seconds(3_600);
    }

    let given_up: Vec<(i64, String)> = desk
        .read(|tx| {
            db::sql("SELECT attempts, last_error FROM job WHERE kind = $1 AND dead_at IS NOT NULL ORDER BY id")
                .with(desk::file_texts::JOB)
                .all(tx)
        })
        .await;
    assert!(outcomes(&desk).await.is_empty(), "nothing is said of the files");
    assert_eq!(given_up.iter().map(|(attempts, _)| *attempts).collect::<Vec<_>>(), [5, 5]);
    assert!(given_up.iter().all(|(_, reason)| !reason.is_empty()));
}

#[both_databases]
async fn a_file_that_takes_the_house_down_with_it_is_left_alone(desk: Desk) {
    sends(&desk, "fine.txt", b"a fine samovar").await;
    for _ in 0..5 {
        let taken_up = desk.db().work(Actor::System, |work| {
            let until = work.now.plus_seconds(60);
            db::jobs::lease(work, desk::file_texts::JOB, "a house that falls", until, 1)
        });
        assert_eq!(taken_up.await.expect("leased").len(), 1);
        desk.clock.forward_seconds(61);
    }

    read_everything(&desk, &reader()).await;

    assert_eq!(outcomes(&desk).await, ["crashed"]);
}

#[both_databases]
async fn a_file_taken_off_a_draft_before_it_was_read_is_read_when_it_is_attached_again(desk: Desk) {
    let ana = desk.ana.0;
    let draft = desk
        .by(desk.ana, move |work| {
            let kettle = desk::conversations::find(work, desk::ConversationId(1))?;
            drafts::in_conversation(work, ana, &kettle, drafts::DraftKind::Reply)
        })
        .await
        .id
        .0;
    let attach = async || {
        desk.by(desk.ana, move |work| {
            attachments::attach_to_draft(work, ana, draft, "offer.txt", "text/plain", b"a fine samovar")
        })
        .await
    };
    let file = attach().await;
    desk.by(desk.ana, move |work| attachments::detach_from_draft(work, ana, file)).await;
    read_everything(&desk, &reader()).await;
    let before = outcomes(&desk).await;

    attach().await;
    read_everything(&desk, &reader()).await;

    assert!(before.is_empty(), "what hangs nowhere is not read: {before:?}");
    assert_eq!(outcomes(&desk).await, ["read"]);
    let waiting: i64 = desk.read(|tx| db::jobs::waiting(tx, desk::file_texts::JOB)).await;
    assert_eq!(waiting, 0);
}

#[both_databases]
async fn a_tag_is_found_by_its_new_name_once_it_is_renamed(desk: Desk) {
    let tag = desk
        .by(desk.noor, |work| {
            desk::conversations::find(work, desk::ConversationId(1))?.tag(work, "zarzuela")?;
            Ok(tags::known_or_new(work, "zarzuela")?.id)
        })
        .await;
    catch_up(&desk).await;

    desk.by(desk.noor, move |work| tags::change(work, tag, "drips", 20)).await;
    catch_up(&desk).await;

    let found = async |name: &str| {
        let hits = desk.get(&desk.anas, &format!("/search?q={name}")).await;
        hits.body["data"].as_array().map(Vec::len)
    };
    assert_eq!((found("drips").await, found("zarzuela").await), (Some(1), Some(0)));
}

#[both_databases]
async fn a_reader_that_takes_too_long_is_ended(desk: Desk) {
    sends(&desk, "fine.txt", b"a fine samovar").await;
    let folder = tempfile::tempdir().expect("a folder");
    let sleeper = folder.path().join("sleeper");
    std::fs::write(&sleeper, "#!/bin/sh\nexec /bin/sleep 600\n").expect("written");
    std::fs::set_permissions(&sleeper, std::os::unix::fs::PermissionsExt::from_mode(0o700)).expect("runnable");

    read_everything(&desk, &Reader::by(&sleeper).patient_for(Duration::from_millis(200))).await;

    assert_eq!(outcomes(&desk).await, ["slow"]);
}

#[both_databases]
async fn a_program_counts_what_it_may_see(desk: Desk) {
    catch_up(&desk).await;

    let (ana, noor) = (desk.get(&desk.anas, "/search/counts?q=words").await, desk.get(&desk.noors, "/search/counts?q=words").await);
    let narrowed = desk.get(&desk.anas, "/search?q=words+status%3Aopen+inbox%3ASupport&kind=conversation").await;
    let near = desk.get(&desk.anas, "/search/counts?q=kettel%20").await;
    let hidden = desk.get(&desk.anas, "/search?q=whispered").await;
    let refused = desk.get(&desk.narrow, "/search?q=words").await;

    assert_eq!((ana.body["total"].as_i64(), noor.body["total"].as_i64()), (Some(1), Some(2)), "{} {}", ana.body, noor.body);
    assert_eq!(ana.body["counts"]["status"], json!({ "open": 1 }));
    assert_eq!(ana.body["counts"]["inbox"].as_object().map(|inboxes| inboxes.len()), Some(1));
    assert_eq!(narrowed.body["data"].as_array().map(Vec::len), Some(1), "{}", narrowed.body);
    assert_eq!((near.body["near"].as_bool(), near.body["total"].as_i64()), (Some(true), Some(1)));
    assert_eq!(hidden.body["data"].as_array().map(Vec::len), Some(0));
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[both_databases]
async fn a_program_keeps_searches_of_its_own(desk: Desk) {
    let made = desk
        .post(&desk.anas, "/saved-searches", json!({ "q": "refund  status:open", "name": "Refunds" }))
        .await;
    let path = format!("/saved-searches/{}", made.id());
    let tag = desk.get(&desk.anas, &path).await.header("etag").to_owned();
    let rename = async |name: &str| {
        desk.asks(&desk.anas, Method::PATCH, &path)
            .header("if-match", &tag)
            .json(&json!({ "name": name }))
            .answer()
            .await
    };

    let (renamed, late) = (rename("Money back").await, rename("Too late").await);
    let foreign = desk.get(&desk.noors, &path).await;
    let listed = desk.get(&desk.anas, "/saved-searches").await;
    let shops = desk.post(&desk.shops, "/saved-searches", json!({ "q": "leak", "kind": "file" })).await;
    let gone = desk.asks(&desk.anas, Method::DELETE, &path).answer().await;

    assert_eq!((made.status, made.body["q"].as_str()), (StatusCode::CREATED, Some("refund status:open")));
    assert_eq!((renamed.body["name"].as_str(), late.status), (Some("Money back"), StatusCode::PRECONDITION_FAILED));
    assert_eq!((foreign.status, listed.body["data"].as_array().map(Vec::len)), (StatusCode::NOT_FOUND, Some(1)));
    assert_eq!(
        (shops.status, shops.body["kind"].as_str(), shops.body["name"].as_str()),
        (StatusCode::CREATED, Some("file"), Some("leak"))
    );
    assert_eq!((gone.status, desk.get(&desk.anas, &path).await.status), (StatusCode::NO_CONTENT, StatusCode::NOT_FOUND));
}
