//! Acting: the same preview and confirmation as everywhere, once, and never on what has moved meanwhile.

use crate::browser::{Browser, Page, hidden};
use crate::stage::{House, MIA};
use axum::http::StatusCode;
use db::Actor;
use orders::fulfil::{self, Sending};
use orders::returns;
use testkit::both_databases;

/// Chooses in the form and looks at the preview.
async fn looks(browser: &mut Browser, number: &str, fields: &[(&str, &str)]) -> Page {
    browser.get("/portal").await;
    browser.post(&format!("/portal/orders/{number}/preview"), fields).await
}

/// Presses the button of a preview.
async fn confirms(browser: &mut Browser, number: &str, preview: &Page) -> Page {
    let carried = ["request", "hash", "key"].map(|name| (name, hidden(&preview.body, name)));
    let fields: Vec<(&str, &str)> = carried.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.post(&format!("/portal/orders/{number}/confirm"), &fields).await
}

#[both_databases]
async fn a_piece_is_returned_with_a_slip_for_the_parcel(house: House) {
    let (mut mia, order) = (house.comes_in(MIA).await, house.arrived.id);
    let (number, unit) = (house.arrived.number.clone(), house.units(order).await[0].id.to_string());
    let form = mia.get(&format!("/portal/orders/{number}/return")).await;
    assert_eq!(form.body.matches("name=\"unit\"").count(), 3);

    let fields = [("verb", "return"), ("unit", unit.as_str()), ("reason", "changed_mind"), ("condition", "unopened")];
    let preview = looks(&mut mia, &number, &fields).await;
    assert_eq!(house.states(order).await, ["delivered"; 3], "looking changes nothing");
    let done = confirms(&mut mia, &number, &preview).await;

    assert!(preview.body.contains("up to EUR"), "{}", preview.body);
    assert_eq!(done.leads_to, format!("/portal/orders/{number}?done=return"), "{}", done.body);
    assert_eq!(house.states(order).await, ["returning", "delivered", "delivered"]);
    let found = house.read(move |tx| returns::of(tx, order)).await.remove(0);
    let page = mia.get(&done.leads_to).await;
    let slip = mia.get(&format!("/portal/orders/{number}/returns/{}", found.id)).await;
    assert!(page.body.contains("Your return is noted") && page.body.contains("we await the parcel"), "{}", page.body);
    assert!(slip.body.contains(&found.number) && slip.body.contains("Kettle (red)") && slip.body.contains("Teestr. 1"));
}

#[both_databases]
async fn a_return_is_called_off_by_who_asked_for_it(house: House) {
    let (mut mia, order) = (house.comes_in(MIA).await, house.arrived.id);
    let (number, unit) = (house.arrived.number.clone(), house.units(order).await[0].id.to_string());
    let fields = [("verb", "return"), ("unit", unit.as_str()), ("reason", "changed_mind"), ("condition", "unopened")];
    let preview = looks(&mut mia, &number, &fields).await;
    confirms(&mut mia, &number, &preview).await;
    let id = house.read(move |tx| returns::of(tx, order)).await.remove(0).id.to_string();
    let page = mia.get(&format!("/portal/orders/{number}")).await;

    let preview = looks(&mut mia, &number, &[("verb", "close_return"), ("return", id.as_str())]).await;
    let done = confirms(&mut mia, &number, &preview).await;

    assert!(page.body.contains("Keep them after all") && preview.body.contains("Call the return off"), "{}", preview.body);
    assert_eq!(done.leads_to, format!("/portal/orders/{number}?done=close_return"), "{}", done.body);
    assert_eq!(house.states(order).await, ["delivered"; 3]);
    assert!(mia.get(&done.leads_to).await.body.contains("The return is called off"));
}

#[both_databases]
async fn an_order_is_cancelled_and_the_money_is_promised(house: House) {
    let (mut mia, number) = (house.comes_in(MIA).await, house.waiting.number.clone());
    let unit = house.units(house.waiting.id).await[0].id.to_string();

    let fields = [
        ("verb", "cancel"),
        ("unit", unit.as_str()),
        ("reason", "ordered_by_mistake"),
        ("refund_to", "original_method"),
    ];
    let preview = looks(&mut mia, &number, &fields).await;
    let done = confirms(&mut mia, &number, &preview).await;

    assert!(
        preview.body.contains("Back to: your card") && preview.body.contains("The cancelled pieces are not sent."),
        "{}",
        preview.body
    );
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = mia.get(&done.leads_to).await;
    assert!(page.body.contains("This order was cancelled.") && page.body.contains("Promised on"), "{}", page.body);
}

#[both_databases]
async fn a_red_kettle_becomes_a_blue_one_and_a_parcel_goes_elsewhere(house: House) {
    let mut mia = house.comes_in(MIA).await;
    let (number, unit) = (house.arrived.number.clone(), house.units(house.arrived.id).await[0].id);
    let swap = format!("{unit}:KETTLE-BLUE");
    let fields = [("verb", "exchange"), ("swap", swap.as_str()), ("reason", "changed_mind"), ("condition", "unopened")];
    let preview = looks(&mut mia, &number, &fields).await;
    assert_eq!(confirms(&mut mia, &number, &preview).await.status, StatusCode::SEE_OTHER, "{}", preview.body);
    let number = house.waiting.number.clone();
    let elsewhere = [
        ("verb", "change_address"),
        ("name", "Mia Keller"),
        ("line1", "Neue Str. 9"),
        ("postcode", "10117"),
        ("city", "Berlin"),
        ("country", "de"),
    ];
    let preview = looks(&mut mia, &number, &elsewhere).await;
    assert_eq!(confirms(&mut mia, &number, &preview).await.status, StatusCode::SEE_OTHER, "{}", preview.body);

    assert!(house.units(house.arrived.id).await.iter().any(|unit| unit.sku == "KETTLE-BLUE"));
    assert_eq!(house.order(house.waiting.id).await.ship_to().expect("an address").line1, "Neue Str. 9");
}

#[both_databases]
async fn pressed_twice_it_is_done_once(house: House) {
    let (mut mia, number) = (house.comes_in(MIA).await, house.arrived.number.clone());
    let unit = house.units(house.arrived.id).await[0].id.to_string();
    let fields = [("verb", "return"), ("unit", unit.as_str()), ("reason", "changed_mind"), ("condition", "unopened")];
    let preview = looks(&mut mia, &number, &fields).await;
    let before = house.count("action").await;

    let (first, second) = (confirms(&mut mia, &number, &preview).await, confirms(&mut mia, &number, &preview).await);

    assert_eq!((first.status, second.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
    assert_eq!(house.count("action").await, before + 1);
}

#[both_databases]
async fn what_moved_since_she_looked_is_shown_anew_and_not_done(house: House) {
    let (mut mia, number) = (house.comes_in(MIA).await, house.arrived.number.clone());
    let units = house.units(house.arrived.id).await;
    let ids: Vec<String> = units.iter().map(|unit| unit.id.to_string()).collect();
    let of = |unit: usize| [("verb", "return"), ("unit", ids[unit].as_str()), ("reason", "changed_mind"), ("condition", "unopened")];
    let old = looks(&mut mia, &number, &of(0)).await;
    let other = looks(&mut mia, &number, &of(1)).await;
    confirms(&mut mia, &number, &other).await;
    let before = house.count("action").await;

    let stale = confirms(&mut mia, &number, &old).await;

    assert_eq!((stale.status, house.count("action").await), (StatusCode::CONFLICT, before));
    assert!(stale.body.contains("Something has changed since you looked"), "{}", stale.body);
    assert_eq!(confirms(&mut mia, &number, &stale).await.status, StatusCode::SEE_OTHER);
}

#[both_databases]
async fn a_parcel_that_left_meanwhile_is_not_cancelled_and_she_hears_why_in_her_language(house: House) {
    let (mut mia, number, order) = (house.comes_in(MIA).await, house.waiting.number.clone(), house.waiting.id);
    let unit = house.units(order).await[0].id;
    let key = unit.to_string();
    let preview = looks(&mut mia, &number, &[("verb", "cancel"), ("unit", key.as_str()), ("reason", "changed_mind")]).await;
    house
        .works(Actor::System, move |work| {
            fulfil::ship(work, order, &Sending { units: vec![unit], carrier: "Post".into(), tracking: "T".into() }).map(drop)
        })
        .await;
    mia.language = "es";

    let page = confirms(&mut mia, &number, &preview).await;

    assert_eq!((page.status, house.states(order).await), (StatusCode::UNPROCESSABLE_ENTITY, vec!["shipped"]));
    assert!(
        page.body.contains("ya no puede cancelarse") && page.body.contains("Cuando llegue puede devolverlo"),
        "{}",
        page.body
    );
}

#[both_databases]
async fn after_thirty_days_a_change_of_mind_is_too_late_and_a_fault_is_not(house: House) {
    house.forward(31 * 86_400);
    let (mut mia, number) = (house.comes_in(MIA).await, house.arrived.number.clone());
    let unit = house.units(house.arrived.id).await[0].id.to_string();
    let because = |reason| [("verb", "return"), ("unit", unit.as_str()), ("reason", reason), ("condition", "defective")];

    let late = looks(&mut mia, &number, &because("changed_mind")).await;
    let faulty = looks(&mut mia, &number, &because("defective")).await;

    assert_eq!((late.status, faulty.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::OK), "{}", faulty.body);
    assert!(late.body.contains("within 30 days of delivery"), "{}", late.body);
}
