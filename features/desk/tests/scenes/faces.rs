//! Brands as agents see them: in rows where there are several, in the head and where one writes, readable in light and dark.

use crate::stage::{Desk, mail};
use axum::http::StatusCode;
use db::{Actor, Trouble, Tx};
use desk::faces::{Face, Worn, stylesheet};
use testkit::both_databases;

fn faces(orders: i64) -> Vec<Face> {
    vec![
        Face { id: 1, name: "Kettle & Co.".into(), colour: "#ffd400".into(), inbox: None },
        Face { id: 2, name: "Teapot".into(), colour: "#102030".into(), inbox: Some(orders) },
        Face { id: 3, name: "Cup".into(), colour: String::new(), inbox: None },
    ]
}

#[both_databases]
async fn an_inbox_wears_what_was_chosen_or_what_its_brand_says(desk: Desk) {
    let (support, orders) = (desk.support, desk.orders);
    let worn = move |tx: &mut Tx<'_>| Worn::of(tx, &faces(orders.0));

    let before = desk.read(worn).await;
    let wear = |face| {
        move |work: &mut db::Work<'_>| -> Result<(), Trouble> {
            work.keep_quietly("it was so before");
            desk::inboxes::find(work, support)?.wear(work, face)
        }
    };
    desk.db().work(Actor::System, wear(Some(1))).await.expect("worn");
    desk.db().work(Actor::System, wear(Some(1))).await.expect("worn before");
    let after = desk.read(worn).await;

    assert!(before.by(support.0).is_none() && !before.differ());
    assert_eq!(before.by(orders.0).map(|face| face.name.as_str()), Some("Teapot"));
    assert_eq!(after.by(support.0).map(|face| face.name.as_str()), Some("Kettle & Co."));
    assert!(after.differ());
    let changed: i64 = desk
        .read(|tx| db::sql("SELECT COUNT(*) FROM activity WHERE kind = 'inbox.changed'").only(tx, "count"))
        .await;
    assert_eq!(changed, 1);
}

#[test]
fn colours_are_served_as_they_can_be_read() {
    let sheet = stylesheet(&faces(0));

    let yellow = sheet.lines().find(|line| line.contains("\"1\"")).expect("a line");
    let (light, dark) = web::colour::on_pages("#ffd400");
    assert!(yellow.contains(&format!("light-dark({light},{dark})")) && light != "#ffd400" && dark == "#ffd400", "{yellow}");
    assert!(!sheet.contains("\"3\""), "who has no colour has no rule");
}

#[both_databases]
async fn a_desk_that_knows_no_brands_shows_none(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "The kettle leaks", "It does.")).await;

    let page = desk.gets("ana", &format!("/conversations/{number}?view=open")).await;
    let sheet = desk.gets("ana", "/faces.css").await;

    assert_eq!((page.status, sheet.status, sheet.text.as_str()), (StatusCode::OK, StatusCode::OK, ""));
    assert!(!page.text.contains("class=\"face\""));
}
