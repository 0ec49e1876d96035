//! A working morning: lists, opening, resolving, the next one, refreshing pieces.

use crate::stage::{Desk, mail};
use axum::http::{Method, StatusCode};
use desk::Status;
use testkit::both_databases;

#[both_databases]
async fn resolving_brings_up_the_next_conversation_and_a_way_back(desk: Desk) {
    let first = desk.receives(mail(desk.support, "First", "One")).await.0;
    let second = desk.receives(mail(desk.support, "Second", "Two")).await.0;

    let resolved = desk.posts("ana", &format!("/conversations/{second}/resolve"), "view=open").await;

    let next = resolved.header("hx-redirect").to_owned();
    assert!(next.starts_with(&format!("/conversations/{first}?view=open&said=resolved-{second}")), "{next}");
    assert_eq!(desk.find(second).await.status, Status::Resolved);
    let page = desk.gets("ana", &next).await;
    assert!(page.text.contains(&format!("hx-get=\"/said/resolved-{second}-1\"")));
    let toast = desk.gets("ana", &format!("/said/resolved-{second}-1")).await.text;
    assert!(toast.contains(&format!("#{second} resolved")) && toast.contains("/deeds/1/undo"), "{toast}");
    desk.posts("ana", "/deeds/1/undo", "").await;
    assert_eq!(desk.find(second).await.status, Status::Open);
}

#[both_databases]
async fn resolving_what_moved_on_meanwhile_is_not_done(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "The kettle leaks", "It leaks")).await;
    let seen = desk.find(number).await.version;
    desk.posts("ben", &format!("/conversations/{number}/priority"), "priority=urgent").await;

    let resolved = desk.posts("ana", &format!("/conversations/{number}/resolve"), &format!("version={seen}")).await;

    assert_eq!(resolved.status, StatusCode::CONFLICT);
    assert_eq!(desk.find(number).await.status, Status::Open);
}

#[both_databases]
async fn a_list_is_read_fifty_at_a_time_and_refreshed_as_far_as_it_was_read(desk: Desk) {
    for n in 0..60 {
        desk.receives(mail(desk.support, &format!("Mail {n}"), "Hi")).await;
    }
    let rows = |text: &str| text.matches("data-item").count();

    let first = desk.gets("ana", "/views/open").await.text;
    let (_, after) = first.split_once("&amp;after=").expect("there is more");
    let after = after.split('"').next().unwrap();
    let second = desk.gets("ana", &format!("/rows?view=open&after={after}")).await.text;
    let whole = desk.gets("ana", "/rows?view=open&rows=60").await.text;

    assert_eq!((rows(&first), rows(&second), rows(&whole)), (50, 10, 60));
    assert!(!second.contains("after=") && second.contains("Mail 0<"));
    assert!(whole.contains("data-live=\"counts\"") && whole.starts_with("<ol class=\"rows\" id=\"list\""));
}

#[both_databases]
async fn a_list_fetched_again_brings_its_count_along(desk: Desk) {
    desk.receives(mail(desk.support, "The kettle leaks", "It leaks")).await;
    let page = desk.gets("ana", "/views/open").await.text;
    desk.receives(mail(desk.support, "Where is my lid?", "Hi")).await;

    let fresh = desk.gets("ana", "/rows?view=open").await.text;

    assert!(page.contains("id=\"list-count\">1<"), "{page}");
    assert!(fresh.contains("id=\"list-count\" hx-swap-oob=\"true\">2<"), "{fresh}");
}

#[both_databases]
async fn rows_drawn_for_one_are_a_colleagues_too_but_for_what_each_has_open_and_sees(desk: Desk) {
    let (first, _) = desk.receives(mail(desk.support, "The kettle leaks", "It leaks")).await;
    let (second, _) = desk.receives(mail(desk.support, "Where is my lid?", "Hi")).await;
    let rows = async |who: &str, current: i64| desk.gets(who, &format!("/rows?view=open&current={current}")).await.text;
    let is_open = |rows: &str, number: i64| rows.contains(&format!("id=\"conversation-{number}\" data-item aria-current=\"true\""));

    let (anas, bens) = (rows("ana", first).await, rows("ben", second).await);
    let list = desk.gets("ben", "/views/open").await.text;
    desk.posts("ben", &format!("/conversations/{first}/onlookers"), "doing=writes").await;
    let (anas_later, bens_later) = (rows("ana", first).await, rows("ben", second).await);

    assert_eq!([is_open(&anas, first), is_open(&anas, second)], [true, false], "{anas}");
    assert_eq!([is_open(&bens, first), is_open(&bens, second)], [false, true], "{bens}");
    assert!(bens.contains("part=work") && !list.contains("part=work"), "a list by itself leads to pages of their own");
    assert_eq!(
        [anas_later.contains("data-doing"), bens_later.contains("data-doing")],
        [true, false],
        "nobody sees themselves"
    );
}

#[both_databases]
async fn every_piece_stands_alone_at_its_address(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "The kettle leaks", "It leaks")).await;
    let id = desk.find(number).await.id;

    let page = desk.gets("ana", &format!("/conversations/{number}?view=open")).await.text;
    let head = desk.gets("ana", &format!("/conversations/{number}/head?view=open")).await.text;
    let thread = desk.gets("ana", &format!("/conversations/{number}/thread?view=open")).await.text;
    let rail = desk.gets("ana", "/rail?here=view%3Dopen").await.text;

    for piece in [&head, &thread] {
        assert!(piece.contains(&format!("data-live=\"conversation:{id}\"")) && !piece.contains("<html"), "{piece}");
    }
    assert!(head.starts_with("<header") && thread.starts_with("<ol") && rail.starts_with("<div"));
    assert!(page.contains("Mia Castellano") && page.contains("fl-composer") && page.contains("id=\"panel\""));
    assert!(rail.contains("href=\"/views/open\" aria-current=\"page\""), "{rail}");
}

#[both_databases]
async fn a_merged_conversation_leads_to_where_it_went_and_comes_back(desk: Desk) {
    let kept = desk.receives(mail(desk.support, "The kettle leaks", "It leaks")).await.0;
    let other = desk.receives(mail(desk.support, "It still leaks", "Hello?")).await.0;

    desk.posts("ana", &format!("/conversations/{kept}/merge"), &format!("other=%23{other}")).await;
    let led = desk.gets("ana", &format!("/conversations/{other}")).await;
    let undone = desk.posts("ana", "/rearrangements/1/undo", &format!("number={kept}")).await;

    assert_eq!(
        (led.status, led.header("location")),
        (StatusCode::SEE_OTHER, format!("/conversations/{kept}?view=all").as_str())
    );
    assert_eq!(undone.status, StatusCode::OK);
    assert_eq!(desk.find(other).await.merged_into, None);
    assert_eq!(desk.gets("ana", &format!("/conversations/{other}")).await.status, StatusCode::OK);
}

#[both_databases]
async fn looks_chosen_in_the_menu_are_sent_where_they_are_kept(desk: Desk) {
    let page = desk.gets("ana", "/drafts").await.text;

    let (_, form) = page.split_once("action=\"/settings/profile/looks\"").expect("a form with the looks");
    let (form, _) = form.split_once("</form>").expect("its end");

    for choice in ["theme\" value=\"light", "theme\" value=\"dark", "theme\" value=\"system", "density\" value=\"compact"] {
        assert!(form.contains(&format!("type=\"submit\" name=\"{choice}\"")), "{choice}: {form}");
    }
}

#[both_databases]
async fn without_a_script_a_button_leads_back_to_the_page(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "The kettle leaks", "It leaks")).await;
    let token = desk.token("ana").await;

    let form = format!("csrf={}&view=open&agent=me", token.replace('+', "%2B"));
    let answer = desk
        .asks("ana", Method::POST, &format!("/conversations/{number}/assign"))
        .form(&form)
        .answer()
        .await;

    assert_eq!(
        (answer.status, answer.header("location")),
        (StatusCode::SEE_OTHER, format!("/conversations/{number}?view=open").as_str())
    );
    assert_eq!(desk.find(number).await.assignee_id, Some(desk.ana));
}
