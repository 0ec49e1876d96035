//! The search page: filters with words in them, which message or file the words are in, counts that are links, searches kept.

use crate::stage::{Desk, file, mail};
use axum::http::StatusCode;
use db::activity::Position;
use db::{Actor, sql};
use desk::file_texts::{self, ContentId};
use search::{Change, Document, Kind};
use testkit::both_databases;

/// Two of ours and one out of sight, all about a refund.
async fn three(desk: &Desk) -> [i64; 3] {
    let kettle = desk.receives(mail(desk.support, "The kettle leaks", "I want a refund for it.")).await.0;
    let teapot = desk.receives(mail(desk.support, "A teapot", "Please refund the teapot.")).await.0;
    let secret = desk.receives(mail(desk.orders, "Salaries", "refund of salaries")).await.0;
    desk.posts("ana", &format!("/conversations/{teapot}/resolve"), "view=all").await;
    desk.posts("ana", &format!("/conversations/{kettle}/tag"), "name=vip").await;
    desk.indexes(kettle, "I want a refund for it.", &["vip"]).await;
    desk.indexes(teapot, "Please refund the teapot.", &[]).await;
    desk.indexes(secret, "refund of salaries", &["vip"]).await;
    [kettle, teapot, secret]
}

#[both_databases]
async fn a_hit_says_which_message_it_is_and_leads_there(desk: Desk) {
    let (kettle, message) = desk.receives(mail(desk.support, "The kettle leaks", "I want a <b>refund</b> for it.")).await;
    desk.indexes(kettle, "I want a refund for it.", &[]).await;

    let page = desk.gets("ana", "/search?q=refund").await.text;

    assert!(page.contains("&lt;b&gt;<mark>refund</mark>"), "{page}");
    assert!(page.contains("Mia Castellano wrote"));
    assert!(page.contains(&format!("/conversations/{kettle}?view=all#message-{message}")));
}

#[both_databases]
async fn filters_and_words_together_narrow_and_each_count_is_a_link(desk: Desk) {
    let [kettle, teapot, _] = three(&desk).await;
    let leads_to = |page: &str, number: i64| page.contains(&format!("href=\"/conversations/{number}?"));

    let all = desk.gets("ana", "/search/results?q=refund").await.text;
    let open = desk.gets("ana", "/search/results?q=refund+status%3Aopen").await.text;
    let tagged = desk.gets("ana", "/search/results?q=tag%3Avip+or+status%3Aresolved").await.text;
    let nobody = desk.gets("ana", "/search/results?q=assignee%3Anobody+-teapot").await.text;

    assert!(leads_to(&all, kettle) && leads_to(&all, teapot) && all.contains("2 results"), "{all}");
    assert!(leads_to(&open, kettle) && !leads_to(&open, teapot), "{open}");
    assert!(leads_to(&tagged, kettle) && leads_to(&tagged, teapot));
    assert!(leads_to(&nobody, kettle) && !leads_to(&nobody, teapot));
    assert!(all.contains("/search?q=refund%20status%3Aopen") && all.contains("/search?q=refund%20tag%3Avip"), "{all}");
    assert!(open.contains("href=\"/search?q=refund\" aria-current=\"true\""), "what narrows is taken out again: {open}");
}

#[both_databases]
async fn attack_26_counts_of_a_search_are_of_what_one_sees(desk: Desk) {
    three(&desk).await;

    let (ana, ben, sam) = (
        desk.gets("ana", "/search?q=refund").await.text,
        desk.gets("ben", "/search?q=refund").await.text,
        desk.gets("sam", "/search?q=refund").await.text,
    );

    assert!(ana.contains("2 results") && ben.contains("3 results") && sam.contains("0 results"));
    assert!(ana.contains("<span class=\"truncate\">vip</span><span class=\"count\">1</span>"), "{ana}");
    assert!(!sam.contains("<span class=\"truncate\">vip</span>") && !ana.contains("Salaries"));
}

#[both_databases]
async fn a_name_half_typed_is_searched_as_words_and_told(desk: Desk) {
    three(&desk).await;

    let page = desk.gets("ana", "/search/results?q=refund+team%3Abil").await.text;
    let teaching = desk.gets("ana", "/search/results?q=").await.text;

    assert!(page.contains("search-fault") && page.contains("plain words"), "{page}");
    assert!(teaching.contains("status:open") && teaching.contains("What you can type"));
}

#[both_databases]
async fn the_words_in_a_file_are_found_and_shown_to_who_may_see_it(desk: Desk) {
    let mut letter = mail(desk.support, "See attached", "The invoice");
    letter.files.push(file("invoice.pdf", "application/pdf", b"%PDF-1.4 whatever"));
    let (number, message) = desk.receives(letter).await;
    let kept = |text: &'static str| move |work: &mut db::Work<'_>| file_texts::keep(work, ContentId(1), "read", text);
    desk.db().work(Actor::System, kept("Number 4711 for one kettle")).await.expect("kept");
    let found = desk.find(number).await;
    let document = Document {
        conversation: Some(found.id.0),
        number: Some(number),
        inbox: Some(found.inbox_id.0),
        message: Some(message),
        subject: "invoice.pdf".into(),
        body: "Number 4711 for one kettle".into(),
        ..Document::new(Kind::File, 1, found.opened_at)
    };
    desk.index.apply(&[Change::upsert(document)], Position { xid: 0, id: 1_000_000 }).expect("indexed");

    let (ana, sam) = (desk.gets("ana", "/search?q=4711").await.text, desk.gets("sam", "/search?q=4711").await.text);
    let lines: i64 = desk
        .read(|tx| sql("SELECT COUNT(*) FROM activity WHERE kind = 'file.read'").only(tx, "count"))
        .await;
    desk.db().work(Actor::System, kept("again")).await.expect("kept");

    assert!(ana.contains("In this file") && ana.contains("<mark>4711</mark>"), "{ana}");
    assert!(ana.contains(&format!("#message-{message}")) && !sam.contains("4711</mark>"));
    let again: i64 = desk
        .read(|tx| sql("SELECT COUNT(*) FROM activity WHERE kind = 'file.read'").only(tx, "count"))
        .await;
    assert_eq!((lines, again), (1, 1), "a file is read once");
}

#[both_databases]
async fn searches_are_remembered_kept_by_a_name_taken_away_and_brought_back(desk: Desk) {
    three(&desk).await;
    desk.gets("ana", "/search?q=refund").await;
    desk.gets("ana", "/search/results?q=halfty").await;
    desk.posts("ana", "/search/saved", "q=status%3Aopen+refund&kind=&name=Refunds").await;

    let mine = desk.gets("ana", "/search").await.text;
    let bens = desk.gets("ben", "/search").await.text;
    let removed = desk.posts("ana", "/search/saved/2/remove", "").await;
    let without = desk.gets("ana", "/search").await.text;
    let foreign = desk.posts("ben", "/search/saved/2/undo", "").await;
    desk.posts("ana", "/search/saved/2/undo", "").await;
    let again = desk.gets("ana", "/search").await.text;
    desk.posts("ana", "/search/recent/forget", "").await;
    let forgotten = desk.gets("ana", "/search").await.text;

    assert!(mine.contains("title=\"Remove “Refunds”\" type=\"submit\""), "{mine}");
    assert!(mine.contains("Refunds") && mine.contains("Recent searches") && !mine.contains("halfty"), "{mine}");
    assert!(!bens.contains("Refunds") && !bens.contains("Recent searches"), "nobody else's");
    assert!(removed.text.contains("/search/saved/2/undo") && !without.contains("Refunds"), "{}", removed.text);
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    assert!(again.contains("Refunds") && !forgotten.contains("Recent searches") && forgotten.contains("Refunds"));
}

#[both_databases]
async fn a_sign_between_words_is_no_word(desk: Desk) {
    let [kettle, teapot, _] = three(&desk).await;
    let leads_to = |page: &str, number: i64| page.contains(&format!("href=\"/conversations/{number}?"));

    for (typed, both) in [
        ("refund+%26+kettle", false),
        ("refund+-+kettle", false),
        ("kettle+%E2%82%AC", false),
        ("refund+-%26", true),
        ("refund+(kettle+or+%26)", false),
    ] {
        let page = desk.gets("ana", &format!("/search/results?q={typed}")).await.text;
        assert_eq!((leads_to(&page, kettle), leads_to(&page, teapot)), (true, both), "{typed}: {page}");
    }
}

#[both_databases]
async fn the_words_are_found_far_back_and_without_words_the_newest_is_shown(desk: Desk) {
    let (number, first) = desk.receives(mail(desk.support, "The kettle leaks", "I want a refund for it.")).await;
    let conversation = desk.find(number).await.id;
    for at in 0..40 {
        let mut more = mail(desk.support, "Re: The kettle leaks", &format!("It still drips, number {at}."));
        more.clues = vec![desk::Clue::Ours { conversation, message: None }];
        assert_eq!(desk.receives(more).await.0, number);
    }
    desk.indexes(number, "I want a refund for it. It still drips.", &[]).await;

    let far_back = desk.gets("ana", "/search?q=refund").await.text;
    let newest = desk.gets("ana", "/search?q=status%3Aopen").await.text;

    assert!(far_back.contains(&format!("#message-{first}")) && far_back.contains("<mark>refund</mark>"), "{far_back}");
    assert!(newest.contains("number 39."), "{newest}");
}

#[both_databases]
async fn a_search_becomes_a_view(desk: Desk) {
    let page = desk.gets("ana", "/views/new?filter=refund%20status%3Aopen").await.text;

    assert!(page.contains("value=\"refund status:open\""), "{page}");
}
