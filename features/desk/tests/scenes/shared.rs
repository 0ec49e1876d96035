//! Shared drafts on the pages: shown from the composer, read by whoever sees the conversation, both texts kept where two wrote; and
//! the mark of who looks or writes in the rows of a list.

use crate::stage::{Desk, mail};
use axum::http::{Method, StatusCode};
use testkit::both_databases;

async fn shown(desk: &Desk) -> (i64, String) {
    let (number, _) = desk.receives(mail(desk.support, "Kettle leaks", "It drips.")).await;
    let form = format!("kind=reply&to=mia%40castellano.example&body=We+refund+you&share=1&share_with=a{}&view=mine", desk.ben);
    let answer = desk.posts("ana", &format!("/conversations/{number}/messages"), &form).await;
    let at = answer.header("hx-redirect").split('?').next().unwrap_or_default().to_owned();
    assert!(at.ends_with("/shared-drafts/1"), "{} {}", answer.status, answer.text);
    (number, at)
}

#[both_databases]
async fn a_draft_is_shown_from_the_composer_and_sent_by_the_colleague(desk: Desk) {
    let (number, at) = shown(&desk).await;

    let thread = desk.gets("ben", &format!("/conversations/{number}?view=mine")).await.text;
    let page = desk.gets("ben", &format!("{at}?view=mine")).await.text;
    let approved = desk.posts("ben", &format!("{at}/approve"), "version=2&view=mine").await;
    desk.posts("ben", &format!("{at}/comments"), "text=Name+the+sum&view=mine").await;
    let after = desk.gets("ana", &format!("{at}?view=mine")).await.text;
    let sent = desk
        .posts("ben", &format!("{at}/send"), "version=2&to=mia%40castellano.example&body=We+refund+you+20&view=mine")
        .await;
    let then = desk.gets("ana", &format!("/conversations/{number}?view=mine")).await.text;

    assert!(thread.contains("Ana asks Ben to look at a draft.") && thread.contains("We refund you"), "{thread}");
    assert!(
        page.contains("name=\"version\" value=\"2\"") && page.contains("Show") && page.contains("We refund you"),
        "{page}"
    );
    assert!(approved.header("hx-redirect").contains(&at));
    assert!(after.contains("Approved by Ben") && after.contains("Name the sum"), "{after}");
    assert!(sent.header("hx-redirect").contains("#message-"), "{}", sent.text);
    assert!(then.contains("Drafted by Ana") && then.contains("We refund you 20"), "{then}");
    assert!(
        desk.gets("ana", &at).await.header("location").contains(&format!("/conversations/{number}")),
        "what was sent leads to the thread"
    );
    let gone = desk.gets("ana", &format!("{at}/state?version=2")).await;
    assert!(gone.status.is_success() && gone.text.contains("sent or taken back"), "{}", gone.text);
}

#[both_databases]
async fn where_two_wrote_both_texts_stand_and_a_stranger_finds_nothing(desk: Desk) {
    let (_, at) = shown(&desk).await;

    let bens = desk
        .posts("ben", &format!("{at}/draft"), "version=2&to=mia%40castellano.example&body=Bens+words")
        .await;
    let automatic = desk
        .posts("ana", &format!("{at}/draft"), "version=2&to=mia%40castellano.example&body=Anas+words")
        .await;
    let held = desk.posts("ana", &at, "version=2&to=mia%40castellano.example&body=Anas+words&view=mine").await;
    let state = desk.gets("ana", &format!("{at}/state?version=2")).await.text;

    assert!(bens.text.contains("\"version\":3"), "{}", bens.text);
    assert_eq!((automatic.status, held.status), (StatusCode::CONFLICT, StatusCode::UNPROCESSABLE_ENTITY));
    assert!(
        held.text.contains("Ben is writing in this draft") && held.text.contains("Anas words") && held.text.contains("Bens words"),
        "{}",
        held.text
    );
    assert!(state.contains("Ben is writing") && state.contains("The words have changed"), "{state}");
    for path in ["", "/draft", "/send", "/approve", "/comments", "/withdraw", "/files/1/remove"] {
        let posted = desk.posts("sam", &format!("{at}{path}"), "version=2&body=x&text=x").await;
        assert_eq!(posted.status, StatusCode::NOT_FOUND, "{path}");
    }
    for path in ["", "/state?version=2"] {
        assert_eq!(desk.gets("sam", &format!("{at}{path}")).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[both_databases]
async fn the_second_of_two_senders_is_led_to_what_went_out_and_keeps_other_words(desk: Desk) {
    let (number, at) = shown(&desk).await;
    let form = |words: &str| format!("version=2&to=mia%40castellano.example&body={words}&view=mine");

    let first = desk.posts("ben", &format!("{at}/send"), &form("We+refund+you")).await;
    let same = desk.posts("ana", &format!("{at}/send"), &form("We+refund+you")).await;
    let other = desk.posts("ana", &format!("{at}/send"), &form("We+refund+you+20")).await;
    let saved = desk.posts("ana", &at, &form("We+refund+you+30")).await;
    let stranger = desk.posts("sam", &format!("{at}/send"), &form("x")).await;

    assert!(first.header("hx-redirect").contains("#message-"), "{}", first.text);
    assert_eq!(same.header("hx-redirect"), format!("/conversations/{number}?view=mine"), "{}", same.text);
    assert_eq!((other.status, saved.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY));
    assert!(
        other.text.contains("sent or taken back") && other.text.contains("We refund you 20") && saved.text.contains("We refund you 30"),
        "{}",
        other.text
    );
    assert_eq!(stranger.status, StatusCode::NOT_FOUND);
    let sent = desk
        .read(|tx| db::sql("SELECT COUNT(*) FROM message WHERE kind = 'outgoing'").only::<i64>(tx, "count"))
        .await;
    assert_eq!(sent, 1);
}

#[both_databases]
async fn a_file_that_changes_takes_the_approval_away_and_the_form_learns_the_version(desk: Desk) {
    let (_, at) = shown(&desk).await;
    desk.posts("ben", &format!("{at}/approve"), "version=2&view=mine").await;
    let token = desk.token("ana").await;

    let row = desk
        .asks("ana", Method::POST, &format!("{at}/files"))
        .header("x-csrf-token", &token)
        .file("offer.txt", b"20")
        .answer()
        .await;
    let page = desk.gets("ben", &at).await.text;
    let file = desk.read(|tx| db::sql("SELECT id FROM attachment").only::<i64>(tx, "attachment")).await;
    let stale = desk.posts("ben", &format!("{at}/approve"), "version=2&view=mine").await;
    let own = desk.posts("ana", &format!("/attachments/{file}/remove"), "").await;
    let held = desk.posts("ben", &format!("{at}/files/{file}/remove"), "").await;
    let taken = desk.posts("ana", &format!("{at}/files/{file}/remove"), "").await;

    assert!(row.text.contains("offer.txt") && row.text.contains(&format!("{at}/files/{file}/remove")), "{}", row.text);
    assert!(row.text.contains("name=\"version\" value=\"3\" hx-swap-oob=\"true\""), "{}", row.text);
    assert!(page.contains("offer.txt") && !page.contains("Approved by Ben"), "{page}");
    assert_eq!((stale.status, own.status, held.status), (StatusCode::CONFLICT, StatusCode::NOT_FOUND, StatusCode::CONFLICT));
    assert!(taken.text.contains("name=\"version\" value=\"4\""), "{} {}", taken.status, taken.text);
}

#[both_databases]
async fn attack_26_its_author_finds_it_no_more_once_the_conversation_is_out_of_their_sight(desk: Desk) {
    let (number, at) = shown(&desk).await;
    let draft = desk.read(|tx| db::sql("SELECT draft_id FROM shared_draft").only::<i64>(tx, "draft")).await;
    let before = desk.gets("ana", &format!("/drafts/{draft}")).await;
    let (support, ben) = (desk.support, desk.ben);
    desk.db()
        .work(db::Actor::System, move |work| desk::inboxes::find(work, support)?.let_see(work, false, &[], &[ben]))
        .await
        .expect("Ana sees it no more");

    let own = desk.gets("ana", &format!("/drafts/{draft}")).await;

    assert!(before.header("location").contains(&format!("/conversations/{number}")));
    assert_eq!((own.status, desk.gets("ana", &at).await.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    assert!(!own.text.contains("refund"), "{}", own.text);
}

#[both_databases]
async fn a_row_says_who_looks_and_who_writes_and_to_nobody_else(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "Kettle leaks", "It drips.")).await;
    let path = format!("/conversations/{number}/onlookers");

    desk.posts("ana", &path, "doing=writes").await;

    let bens = desk.gets("ben", "/views/all").await.text;
    let own = desk.gets("ana", "/views/all").await.text;
    let piece = desk.gets("ben", &format!("{path}?row=1")).await.text;
    assert!(bens.contains("Ana is writing here") && bens.contains(&format!("id=\"row-onlookers-{number}\"")), "{bens}");
    assert!(!own.contains("is writing here"), "nobody is told of themselves");
    assert!(piece.contains("data-doing=\"writes\"") && piece.contains("row-onlookers"), "{piece}");
    assert_eq!(desk.gets("sam", &format!("{path}?row=1")).await.status, StatusCode::NOT_FOUND);
}
