//! Scenes of attributes as an administrator keeps them: what a change would mean is told before, what it cannot bring back is
//! said, and the rest is put back.

mod cast;

use agents::changes::{self, ChangeId, Settings};
use agents::{BuiltIn, Hasher, NewAgent, NewPassword};
use axum::http::StatusCode;
use cast::Desk;
use cast::door::Door;
use customers::attribute::{AttributeId, Shape};
use customers::attributes::{self, Erased, Wish};
use customers::putting_back::AttributeSetting;
use customers::values;
use db::{Actor, Trouble};
use kit::{EmailAddress, Locale};
use std::sync::Arc;
use testkit::both_databases;

const DAY: i64 = 86_400;

fn level() -> Wish {
    Wish {
        label: "Level".into(),
        shape: Shape::Choice,
        choices: vec!["Gold".into(), "Silver".into()],
        least: None,
        most: None,
        purpose: "To greet them fittingly".into(),
        retention_days: Some(100),
    }
}

fn size() -> Wish {
    Wish {
        label: "Size".into(),
        shape: Shape::Number,
        choices: Vec::new(),
        least: Some(1),
        most: Some(50),
        ..level()
    }
}

/// Three customers, noted a day apart: the first long ago.
async fn noted(desk: &Desk, id: AttributeId, values_noted: [&'static str; 3]) {
    for (address, value) in ["mia@example.org", "leo@example.org", "zoe@example.org"].into_iter().zip(values_noted) {
        let customer = desk.writes(address, "Somebody").await;
        desk.ana(move |work| values::set(work, customer, id, value)).await;
        desk.0.clock.forward_seconds(DAY);
    }
}

/// People of the desk: Ana and, who administers, Ben, under the numbers the door knows them by.
async fn hire(desk: &Desk) {
    for (name, role) in [("ana", BuiltIn::Agent), ("ben", BuiltIn::Admin)] {
        let password = Hasher::new().hash(&NewPassword::for_demo("the kettle sings at dawn")).await.expect("a hash");
        let email = EmailAddress::parse(&format!("{name}@kettle.example")).expect("an address");
        let new = NewAgent { name: name.into(), email, role, locale: Locale::En, zone: "UTC".into(), password };
        desk.0.db.work(Actor::System, move |work| agents::add(work, &new)).await.expect("an agent");
    }
}

async fn put_back(desk: &Desk, agent: i64, id: ChangeId) -> Result<(), Trouble> {
    let known = || Settings(vec![Arc::new(AttributeSetting)]);
    desk.0
        .db
        .work(Actor::Agent(agent), move |work| changes::put_back(work, &known(), id).map(drop))
        .await
}

async fn newest(desk: &Desk) -> ChangeId {
    desk.ask(|tx| changes::newest(tx, &["customer_attribute"], 1))
        .await
        .first()
        .map_or(ChangeId(0), |change| change.id)
}

fn refusal(outcome: Result<(), Trouble>) -> &'static str {
    match outcome {
        Err(Trouble::Refused(refusal)) => refusal.key,
        Err(other) => panic!("refused otherwise: {other}"),
        Ok(()) => panic!("it was not refused"),
    }
}

#[both_databases]
async fn what_no_longer_fits_is_counted_and_stays(desk: Desk) {
    let (level_id, size_id) = desk.ana(|work| Ok((attributes::define(work, &level())?, attributes::define(work, &size())?))).await;
    noted(&desk, level_id, ["Gold", "Silver", "Gold"]).await;
    noted(&desk, size_id, ["7", "38", "50"]).await;
    let narrow = Wish { choices: vec!["Silver".into(), "Bronze".into()], ..level() };
    let small = Wish { most: Some(30), ..size() };

    let wish = narrow.clone();
    let choices = desk.ask(move |tx| attributes::effect(tx, level_id, &wish, "UTC")).await;
    let numbers = desk.ask(move |tx| attributes::effect(tx, size_id, &small, "UTC")).await;
    desk.ana(move |work| attributes::change(work, level_id, &narrow)).await;
    let mia = desk.writes("mia@example.org", "Somebody").await;
    desk.ana(move |work| {
        work.keep_quietly("it is what it was");
        values::set(work, mia, level_id, "Gold")
    })
    .await;

    assert_eq!((choices.customers, choices.misfits, choices.orphans), (3, 2, vec![("Gold".to_owned(), 2)]));
    assert_eq!((numbers.customers, numbers.misfits, numbers.orphans), (3, 2, vec![]));
    let known = desk.ask(move |tx| values::of(tx, mia)).await;
    assert!(known.iter().any(|one| one.value == "Gold"), "what is there stays");
}

#[both_databases]
async fn a_shorter_time_says_how_many_it_erases_and_on_which_day(desk: Desk) {
    let id = desk.ana(|work| attributes::define(work, &level())).await;
    noted(&desk, id, ["Gold", "Silver", "Gold"]).await;
    desk.0.clock.forward_seconds(7 * DAY);
    let kept = |days: Option<i64>| {
        let wish = Wish { retention_days: days, ..level() };
        desk.ask(move |tx| attributes::effect(tx, id, &wish, "UTC"))
    };

    // Ten days have passed since Tuesday: the values are ten, nine and eight days old.
    let nine = kept(Some(9)).await.erased.expect("a time");
    let twenty = kept(Some(20)).await.erased.expect("a time");
    let always = kept(None).await.erased;
    let wish = Wish { retention_days: Some(9), ..level() };
    desk.ana(move |work| attributes::change(work, id, &wish)).await;
    let gone = desk.ana(customers::forget_expired).await;

    let day = |day: i8| jiff::civil::date(2026, 3, day);
    assert_eq!(nine, Erased { at_once: 2, days: vec![(day(21), 1)], later: 0 });
    assert_eq!(
        twenty,
        Erased {
            at_once: 0,
            days: vec![(day(30), 1), (day(31), 1), (jiff::civil::date(2026, 4, 1), 1)],
            later: 0
        }
    );
    assert_eq!((always, gone), (None, nine.at_once));
}

#[both_databases]
async fn an_attribute_stands_again_as_it_stood_unless_somebody_moved_on(door: Door) {
    hire(&door.desk).await;
    let id = door.desk.ana(|work| attributes::define(work, &level())).await;
    let page = format!("/settings/customer-attributes/{id}");
    let form = "label=Level&choices=Silver%0ABronze&purpose=To+greet+them+fittingly&days=9";
    let before = door.desk.ask(move |tx| attributes::find(tx, id)).await;

    let shown = door.post("ben", &page, &format!("{form}&show=yes")).await;
    let untouched = door.desk.ask(move |tx| attributes::find(tx, id)).await;
    door.post("ben", &page, form).await;
    let changed = newest(&door.desk).await;
    door.post("ben", &format!("{page}/off"), "").await;
    let switched = newest(&door.desk).await;
    let not_hers = refusal(put_back(&door.desk, 1, switched).await);
    let too_late = refusal(put_back(&door.desk, 2, changed).await);
    put_back(&door.desk, 2, switched).await.expect("on again");
    put_back(&door.desk, 2, changed).await.expect("as it was");

    assert_eq!((shown.status, &untouched), (StatusCode::OK, &before));
    assert_eq!((not_hers, too_late), ("agents-refused-not-permitted", "agents-refused-moved-on"));
    assert_eq!(door.desk.ask(move |tx| attributes::find(tx, id)).await, before);
}

#[both_databases]
async fn the_page_tells_the_effect_in_the_readers_language_and_to_nobody_else(door: Door) {
    let id = door.desk.ana(|work| attributes::define(work, &level())).await;
    noted(&door.desk, id, ["Gold", "Silver", "Gold"]).await;
    let preview = format!("/settings/customer-attributes/{id}/preview?label=Level&choices=Silver%0ABronze&purpose=x&days=1");

    let told = door.get("ben", &preview).await;
    let page = door.get("ben", &format!("/settings/customer-attributes/{id}")).await.text;
    let new = door.get("ben", "/settings/customer-attributes/preview?label=Shoe&shape=boolean").await.text;
    let impossible = door
        .get("ben", &format!("/settings/customer-attributes/{id}/preview?label=Level&choices=&purpose=x"))
        .await;

    assert!(told.text.contains("2 clientes tienen un valor que ya no se ofrecería"), "{}", told.text);
    assert!(
        told.text.contains("Gold (ya no se ofrece)") && told.text.contains("3 valores se borrarían en menos de una hora"),
        "{}",
        told.text
    );
    assert!(page.contains("data-view-shown=\"attribute-effect\"") && page.contains("Mostrar el efecto"), "{page}");
    assert!(new.contains("Shoe") && new.contains("<option value=\"yes\">"), "{new}");
    assert_eq!(impossible.status, StatusCode::OK, "what would be refused is said");
    assert_eq!(door.get("ana", &preview).await.status, StatusCode::FORBIDDEN);
}

#[both_databases]
async fn removing_says_what_is_lost_and_asks(door: Door) {
    let id = door.desk.ana(|work| attributes::define(work, &level())).await;
    noted(&door.desk, id, ["Gold", "Silver", "Gold"]).await;
    let path = format!("/settings/customer-attributes/{id}/remove");

    let page = door.get("ben", &format!("/settings/customer-attributes/{id}")).await.text;
    let unsure = door.post("ben", &path, "told=3").await;
    let surprised = door.post("ben", &path, "told=2&sure=on").await;
    let left = door.desk.ask(move |tx| attributes::filled_in(tx, id)).await;
    let removed = door.post("ben", &path, "told=3&sure=on").await;

    assert!(page.contains("Se borran los valores de 3 clientes"), "{page}");
    assert_eq!((unsure.status, surprised.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY));
    assert!(unsure.text.contains("Marque la casilla") && surprised.text.contains("más clientes tienen un valor"));
    assert_eq!((left, removed.status), (3, StatusCode::SEE_OTHER));
    assert!(door.desk.ask(move |tx| attributes::known(tx, id)).await.is_none());
}
