//! Fields of conversations as an administrator keeps them: seen before they are saved, changed without losing a value, put
//! back to the row.

use crate::stage::{Answer, Desk, mail};
use agents::changes::{self, ChangeId, Settings};
use axum::http::{Method, StatusCode};
use db::{Actor, Trouble};
use desk::fields::{self, Kept};
use desk::putting_back::{FieldOrderSetting, FieldSetting};
use std::sync::Arc;
use testkit::both_databases;

async fn submits(desk: &Desk, name: &str, path: &str, form: &str) -> Answer {
    let token = desk.token(name).await;
    desk.asks(name, Method::POST, path).header("x-csrf-token", &token).form(form).answer().await
}

/// Carla defines a field; here is its key.
async fn defines(desk: &Desk, form: &str) -> i64 {
    let made = submits(desk, "carla", "/settings/fields", form).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    desk.read(|tx| db::sql("SELECT MAX(id) FROM custom_field").only(tx, "field")).await
}

/// Ana fills it in, in a conversation of its own; here is the conversation's number.
async fn fills_in(desk: &Desk, field: i64, subject: &str, value: &'static str) -> i64 {
    let (number, _) = desk.receives(mail(desk.support, subject, "It drips.")).await;
    let id = desk.find(number).await.id;
    let filled = desk
        .db()
        .work(Actor::Agent(desk.ana), move |work| desk::conversations::find(work, id)?.set_field(work, field, value));
    filled.await.expect("it takes the value");
    number
}

/// Colour, of red and green: twice red, once green.
async fn colours(desk: &Desk) -> (i64, i64) {
    let colour = defines(desk, "label=Colour&kind=choice&choices=red%0Agreen").await;
    let number = fills_in(desk, colour, "The kettle", "red").await;
    fills_in(desk, colour, "The lid", "red").await;
    fills_in(desk, colour, "The spout", "green").await;
    (colour, number)
}

async fn kept(desk: &Desk) -> Vec<Kept> {
    desk.read(fields::kept).await
}

fn words(field: &Kept) -> (String, Vec<String>, bool, i64) {
    (field.label.clone(), field.options(), field.is_on, field.conversations)
}

/// Puts the newest change back; who may not is told so.
async fn puts_back(desk: &Desk, name: &'static str) -> Result<(), Trouble> {
    let newest = desk.read(|tx| changes::newest(tx, &["field", "field_order"], 1)).await;
    let id = newest.first().map_or(ChangeId(0), |change| change.id);
    put_back(desk, name, id).await
}

async fn put_back(desk: &Desk, name: &'static str, id: ChangeId) -> Result<(), Trouble> {
    let address = format!("{name}@kettle.example");
    let agent: i64 = desk
        .read(move |tx| db::sql("SELECT id FROM agent WHERE email = $1").with(address).only(tx, "agent"))
        .await;
    let known = || Settings(vec![Arc::new(FieldSetting), Arc::new(FieldOrderSetting)]);
    desk.db()
        .work(Actor::Agent(agent), move |work| changes::put_back(work, &known(), id).map(drop))
        .await
}

fn refusal(outcome: Result<(), Trouble>) -> &'static str {
    match outcome {
        Err(Trouble::Refused(refusal)) => refusal.key,
        Err(other) => panic!("refused otherwise: {other}"),
        Ok(()) => panic!("it was not refused"),
    }
}

#[both_databases]
async fn changed_choices_are_seen_before_they_count_and_leave_every_value(desk: Desk) {
    let (colour, number) = colours(&desk).await;
    let page = format!("/settings/fields/{colour}");
    let typed = "label=Paint&choices=green%0Ablue";

    let preview = desk.gets("carla", &format!("/settings/fields/preview?field={colour}&{typed}")).await.text;
    let by_button = submits(&desk, "carla", &page, &format!("{typed}&show=yes")).await;
    let before = words(&kept(&desk).await[0]);
    submits(&desk, "carla", &page, typed).await;
    let after = words(&kept(&desk).await[0]);
    let conversation = desk.gets("ana", &format!("/conversations/{number}/dialogs")).await.text;

    for shown in [&preview, &by_button.text] {
        assert!(shown.contains("3 conversations have a value"), "{shown}");
        assert!(shown.contains("2 conversations keep a value that would no longer be offered"), "{shown}");
        assert!(shown.contains("red (no longer offered)") && shown.contains("<option value=\"blue\">blue</option>"), "{shown}");
        assert!(!shown.contains("green (no longer offered)"), "{shown}");
    }
    assert_eq!(by_button.status, StatusCode::OK);
    assert_eq!(before, ("Colour".into(), vec!["red".into(), "green".into()], true, 3), "showing saves nothing");
    assert_eq!(after, ("Paint".into(), vec!["green".into(), "blue".into()], true, 3));
    assert!(
        conversation.contains("<option value=\"red\" selected>red (no longer offered)</option>"),
        "the value is shown as it is"
    );

    let id = desk.find(number).await.id;
    let again = desk.db().work(Actor::Agent(desk.ana), move |work| {
        work.keep_quietly("it is what it was");
        desk::conversations::find(work, id)?.set_field(work, colour, "red")
    });
    again.await.expect("what is there may stay");
}

#[both_databases]
async fn a_field_stands_again_as_it_stood_unless_somebody_moved_on(desk: Desk) {
    let (colour, _) = colours(&desk).await;
    let page = format!("/settings/fields/{colour}");
    let first = words(&kept(&desk).await[0]);
    submits(&desk, "carla", &page, "label=Paint&choices=green%0Ablue").await;
    let change = desk.read(|tx| changes::newest(tx, &["field"], 1)).await[0].id;
    submits(&desk, "carla", &format!("{page}/off"), "").await;

    let not_hers = refusal(put_back(&desk, "ana", change).await);
    let too_late = refusal(put_back(&desk, "carla", change).await);
    submits(&desk, "carla", &page, "label=Paint&choices=green%0Ablue").await;
    submits(&desk, "carla", &format!("{page}/off"), "").await;
    let changes_kept = desk.read(|tx| changes::newest(tx, &["field"], 9)).await.len();
    puts_back(&desk, "carla").await.expect("it is asked again");
    put_back(&desk, "carla", change).await.expect("it is called Colour again");

    assert_eq!((not_hers, too_late), ("agents-refused-not-permitted", "agents-refused-moved-on"));
    assert_eq!(changes_kept, 3, "defined, changed, switched off; what changes nothing is no change");
    assert_eq!(words(&kept(&desk).await[0]), first);
}

#[both_databases]
async fn what_is_switched_off_is_read_and_no_longer_asked(desk: Desk) {
    let (colour, number) = colours(&desk).await;
    let page = format!("/settings/fields/{colour}");

    let told = desk.gets("carla", &page).await.text;
    submits(&desk, "carla", &format!("{page}/off"), "").await;
    let off = desk.gets("ana", &format!("/conversations/{number}/dialogs")).await.text;
    let list = desk.gets("carla", "/settings/fields").await.text;
    submits(&desk, "carla", &format!("{page}/on"), "").await;
    let on = desk.gets("ana", &format!("/conversations/{number}/dialogs")).await.text;

    assert!(told.contains("The values in 3 conversations stay and can be read there."), "{told}");
    assert!(off.contains("<dt>Colour</dt><dd>red</dd>") && !off.contains("<option value=\"green\">"), "{off}");
    assert!(list.contains(">off<"), "{list}");
    assert!(on.contains("<option value=\"red\" selected>red</option>") && !on.contains("<dt>Colour</dt>"));
}

#[both_databases]
async fn only_what_nobody_ever_filled_in_is_removed_and_comes_back(desk: Desk) {
    let (colour, number) = colours(&desk).await;
    let model = defines(&desk, "label=Model&kind=text").await;
    let id = desk.find(number).await.id;
    for conversation in [number, number + 1, number + 2] {
        let id = desk.find(conversation).await.id;
        let emptied = desk.db().work(Actor::Agent(desk.ana), move |work| {
            work.keep_quietly("it was empty");
            desk::conversations::find(work, id)?.set_field(work, colour, "")
        });
        emptied.await.expect("emptied");
    }

    let emptied = submits(&desk, "carla", &format!("/settings/fields/{colour}/remove"), "").await;
    let never = submits(&desk, "carla", &format!("/settings/fields/{model}/remove"), "").await;
    let left: Vec<i64> = kept(&desk).await.iter().map(|field| field.id).collect();
    puts_back(&desk, "carla").await.expect("it comes back");
    let back = kept(&desk).await;

    assert_eq!((emptied.status, never.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::SEE_OTHER));
    assert!(emptied.text.contains("was filled in and cannot be removed"), "{}", emptied.text);
    assert_eq!(left, [colour]);
    assert_eq!((back[1].id, back[1].key.as_str(), words(&back[1])), (model, "model", ("Model".into(), vec![], true, 0)));
    let filled = desk
        .db()
        .work(Actor::Agent(desk.ana), move |work| desk::conversations::find(work, id)?.set_field(work, model, "K-9"));
    filled.await.expect("it is asked under its old key");
}

#[both_databases]
async fn a_field_defined_by_mistake_goes_again_while_it_is_empty(desk: Desk) {
    let colour = defines(&desk, "label=Colour&kind=choice&choices=red").await;

    puts_back(&desk, "carla").await.expect("it goes");
    let none = kept(&desk).await.len();
    let model = defines(&desk, "label=Model&kind=text").await;
    fills_in(&desk, model, "The kettle", "K-9").await;
    let kept_now = refusal(puts_back(&desk, "carla").await);

    assert_ne!(colour, model);
    assert_eq!((none, kept_now), (0, "desk-field-was-filled-in"));
}

#[both_databases]
async fn fields_are_asked_in_their_order_and_the_order_is_put_back(desk: Desk) {
    for label in ["Model", "Colour", "Bought"] {
        defines(&desk, &format!("label={label}&kind=text")).await;
    }
    let order = || async { kept(&desk).await.into_iter().map(|field| field.label).collect::<Vec<_>>().join(" ") };
    let bought = kept(&desk).await[2].id;

    let before = order().await;
    submits(&desk, "carla", &format!("/settings/fields/{bought}/up"), "").await;
    let once = order().await;
    submits(&desk, "carla", &format!("/settings/fields/{bought}/up"), "").await;
    submits(&desk, "carla", &format!("/settings/fields/{bought}/up"), "").await;
    let top = order().await;
    puts_back(&desk, "carla").await.expect("one step back");
    let back = order().await;

    assert_eq!(
        (before.as_str(), once.as_str(), top.as_str(), back.as_str()),
        ("Model Colour Bought", "Model Bought Colour", "Bought Model Colour", "Model Bought Colour")
    );
}

#[both_databases]
async fn whoever_may_not_change_settings_sees_and_does_nothing_here(desk: Desk) {
    let (colour, _) = colours(&desk).await;

    for path in ["/settings/fields", "/settings/fields/preview?label=x", &format!("/settings/fields/{colour}")] {
        assert_eq!(desk.gets("ana", path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    for verb in ["", "/up", "/off", "/remove"] {
        let tried = submits(&desk, "ana", &format!("/settings/fields/{colour}{verb}"), "label=Mine&choices=x").await;
        assert_eq!(tried.status, StatusCode::FORBIDDEN, "{verb}");
    }
    assert_eq!(kept(&desk).await[0].label, "Colour");
}
