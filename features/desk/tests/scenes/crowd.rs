//! Where there are more colleagues than a menu should carry about, they come when it is opened.

use crate::stage::{Desk, hire, mail};
use agents::BuiltIn;
use axum::http::{Method, StatusCode};
use testkit::both_databases;

/// A company's worth of supervisors, who see every inbox.
async fn hired(desk: &Desk) {
    const NAMES: [&str; 26] = [
        "aida", "bela", "cleo", "dora", "ella", "fara", "gina", "hana", "ines", "jana", "kira", "lina", "mila", "nora", "olga", "pola",
        "rita", "sara", "tara", "ursa", "vera", "wilma", "xenia", "yara", "zoe", "zora",
    ];
    hire(desk.db(), &NAMES.map(|name| (name, BuiltIn::Supervisor))).await;
}

#[both_databases]
async fn a_crowd_of_colleagues_comes_when_the_menu_is_opened(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "The kettle leaks", "It leaks")).await;
    let few = desk.gets("ana", &format!("/conversations/{number}?view=open")).await.text;
    assert!(
        few.contains(&format!("name=\"agent\" value=\"{}\"", desk.ben)) && !few.contains("assign-name"),
        "with few they stand in it"
    );
    hired(&desk).await;

    let page = desk.gets("ana", &format!("/conversations/{number}?view=open")).await.text;
    let address = format!("/conversations/{number}/colleagues?view=open");
    let piece = desk.asks("ana", Method::GET, &address).header("hx-request", "true").answer().await;
    let whole = desk.gets("ana", &address).await.text;
    let asked = desk.gets("ana", &format!("/conversations/{number}/shared-drafts/asked?view=open")).await.text;

    let ben = format!("name=\"agent\" value=\"{}\"", desk.ben);
    assert!(page.contains(&format!("hx-get=\"{address}\"")) && page.contains("id=\"assign-name\"") && !page.contains(&ben));
    assert!(page.contains("name=\"agent\" value=\"me\""), "oneself is always there");
    for name in ["Ben", "Aida", "Zora"] {
        assert!(piece.text.contains(&format!("data-sieve-item=\"{name}\"")), "{name}: {}", piece.text);
    }
    assert!(
        !piece.text.contains("<html") && whole.contains("<html") && whole.contains(&ben),
        "a page of its own without a script"
    );
    let may_be_asked = |text: &str| text.matches("<option value=\"a").count();
    let (_, from) = page.split_once("id=\"share-with\"").expect("a choice of whom to ask");
    let (at_once, _) = from.split_once("</select>").expect("its end");
    assert!(page.contains("/shared-drafts/asked?view=open"), "whom to show a draft to comes when its menu is opened");
    assert_eq!(may_be_asked(at_once), 24, "and some are there at once");
    assert_eq!(may_be_asked(&asked), 28, "everybody but herself and Sam, who sees no inbox: {asked}");
    let assigned = desk
        .posts("ana", &format!("/conversations/{number}/assign"), &format!("agent={}&view=open", desk.ben))
        .await;
    assert_eq!((assigned.status, desk.find(number).await.assignee_id), (StatusCode::OK, Some(desk.ben)));
}

#[both_databases]
async fn who_works_here_is_not_told_by_a_conversation_out_of_sight(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.orders, "Where is it", "Where")).await;
    for (name, status) in [("ana", StatusCode::NOT_FOUND), ("ben", StatusCode::OK), ("lea", StatusCode::FORBIDDEN)] {
        assert_eq!(desk.gets(name, &format!("/conversations/{number}/colleagues")).await.status, status, "{name}");
    }
    for (name, status) in [("ana", StatusCode::NOT_FOUND), ("sam", StatusCode::NOT_FOUND), ("ben", StatusCode::OK)] {
        assert_eq!(desk.gets(name, &format!("/conversations/{number}/shared-drafts/asked")).await.status, status, "{name}");
    }
}
