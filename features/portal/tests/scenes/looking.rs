//! Looking: one's own orders, as much as the strength of identity allows, and the papers as files.

use crate::stage::{House, MIA};
use axum::http::StatusCode;
use db::Actor;
use orders::bill::BillOf;
use orders::{papers, verification};
use testkit::both_databases;

#[both_databases]
async fn an_order_says_how_it_stands_in_words(house: House) {
    let mut mia = house.comes_in(MIA).await;

    let arrived = mia.get(&format!("/portal/orders/{}", house.arrived.number)).await;
    let waiting = mia.get(&format!("/portal/orders/{}", house.waiting.number)).await;

    for words in [
        "Your order was delivered.",
        "Tracking number TRACK",
        "Kettle (red)",
        "Lid",
        "EUR",
        "Invoice",
        "Return something",
        "Berlin",
    ] {
        assert!(arrived.body.contains(words), "{words} is missing in {}", arrived.body);
    }
    assert!(arrived.body.contains("Cancelling is not possible."), "why not the rest: {}", arrived.body);
    assert!(waiting.body.contains("We have your order and are preparing it.") && waiting.body.contains("A return is not possible."));
    assert!(!arrived.body.contains("<script"), "it works without any script");
}

#[both_databases]
async fn her_papers_are_downloads_and_valid(house: House) {
    let mut mia = house.comes_in(MIA).await;
    let order = house.arrived.id;
    let paper = house.read(move |tx| papers::of(tx, BillOf::Order(order))).await.remove(0);

    let pdf = mia.get(&format!("/portal/papers/{}/pdf", paper.id)).await;
    let xml = mia.get(&format!("/portal/papers/{}/xml", paper.id)).await;

    assert_eq!(pdf.status, StatusCode::OK, "{}", pdf.body);
    assert!(pdf.bytes.starts_with(b"%PDF-") && pdf.bytes.len() > 5_000);
    assert_eq!(pdf.headers["content-disposition"], format!("attachment; filename=\"{}.pdf\"", paper.number));
    assert_eq!(pdf.headers["cache-control"], "no-store");
    assert_eq!(xml.status, StatusCode::OK, "{}", xml.body);
    assert!(xml.body.contains(&paper.number) && xml.body.contains("urn:cen.eu:en16931:2017") && xml.body.contains(&paper.gross().plain()));
}

#[both_databases]
async fn what_she_is_not_known_well_enough_for_is_left_out(house: House) {
    let mut mia = house.comes_in(MIA).await;
    let (id, order) = (house.mia, house.arrived.id);
    let paper = house.read(move |tx| papers::of(tx, BillOf::Order(order))).await.remove(0);
    house.works(Actor::Agent(house.ana.0), move |work| verification::end(work, id)).await;
    let here = format!("/portal/orders/{}", house.arrived.number);

    let page = mia.get(&here).await;
    let list = mia.get("/portal").await;

    assert!(page.body.contains("Some of this order is shown only to somebody we know better"));
    for secret in ["Kettle (red)", "TRACK", "Berlin", "delivered", "EUR"] {
        assert!(!page.body.contains(secret) && !list.body.contains(secret), "{secret} is told");
    }
    for path in [format!("/portal/papers/{}/pdf", paper.id), format!("{here}/return"), format!("{here}/address")] {
        let page = mia.get(&path).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert!(!page.body.contains("Kettle (red)") && !page.body.contains("Berlin"), "{path}");
    }
}
