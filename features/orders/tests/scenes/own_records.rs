//! A company's own records: defined by the administrator, opened and acted on by an agent through forms made from the
//! schema, under the policy like everything else.

use crate::door::{Door, OpenDoor, encoded, main};
use axum::http::StatusCode;
use orders::records;
use testkit::both_databases;

const BOOKING: &str = r#"{
  "schema": { "properties": {
    "nights": { "type": "integer", "title": "Nights", "minimum": 1, "maximum": 30 },
    "arrives": { "type": "string", "format": "date" },
    "room": { "type": "string", "enum": ["single", "double"] },
    "breakfast": { "type": "boolean" }
  }, "required": ["nights"] },
  "states": ["booked", "moved"],
  "actions": { "move": { "from": ["booked"], "to": "moved", "sets": ["nights", "arrives"] } }
}"#;

async fn defines(door: &Door, definition: &str) -> crate::door::Answer {
    let form = format!("code=booking&name=Booking&definition={}", encoded(definition));
    door.post("noor", "/settings/record-types", &form).await
}

#[both_databases]
async fn a_booking_is_opened_moved_and_shown_by_forms_made_from_its_schema(door: OpenDoor) {
    let door = door.0;
    let defined = defines(&door, BOOKING).await;
    let base = format!("/customers/{}/actions", door.shop.mia);
    let opening = format!("{base}/open_record");

    let form = door.get("ana", &opening).await;
    let filled = "brand=kettle&type=booking&of=arrives&value=2026-05-01&of=breakfast&value=true&of=nights&value=3&of=room&value=double";
    let opened = door.does("ana", &opening, filled).await;
    let page = door.get("ana", &format!("/customers/{}/holdings", door.shop.mia)).await;
    let moving = door.get("ana", &format!("{base}/change_record?record=1&action=move")).await;
    let moved = door
        .does("ana", &format!("{base}/change_record"), "record=1&action=move&of=nights&value=4&of=arrives&value=2026-05-02")
        .await;
    let after = door.get("ana", &format!("/customers/{}/holdings", door.shop.mia)).await;
    let again = door.post("ana", &format!("{base}/change_record"), "record=1&action=move&of=nights&value=5").await;

    assert_eq!(defined.location, "/settings/record-types/booking", "{}", main(&defined.text));
    for shown in ["value=\"nights\"", "type=\"date\"", "<option", "type=\"checkbox\"", "From 1 to 30."] {
        assert!(form.text.contains(shown), "the form has no {shown}: {}", main(&form.text));
    }
    assert!(opened.location.contains("/holdings?done="), "{}", main(&opened.text));
    assert!(
        page.text.contains("Booking X100") && page.text.contains("double") && page.text.contains("action=move"),
        "{}",
        main(&page.text)
    );
    assert!(moving.text.contains("value=\"3\"") && !moving.text.contains("value=\"room\""), "{}", main(&moving.text));
    assert!(moved.location.contains("?done="), "{}", main(&moved.text));
    assert!(
        after.text.contains("moved") && !after.text.contains("action=move"),
        "no way leads on from there: {}",
        main(&after.text)
    );
    assert!(again.text.contains("not_in_this_state") && !again.text.contains("/confirm\""), "{}", main(&again.text));
    let kept = door.shop.read(|tx| records::find(tx, 1)).await;
    let fields = kept.fields().expect("stored");
    assert_eq!(
        (fields["nights"].as_i64(), fields["arrives"].as_str(), fields["breakfast"].as_bool()),
        (Some(4), Some("2026-05-02"), Some(true))
    );
    let beside = door.get("ana", &format!("/panel/{}", door.shop.mia)).await;
    assert!(beside.text.contains("Booking X100"), "{}", beside.text);
}

#[both_databases]
async fn what_does_not_fit_the_schema_is_named_and_what_no_policy_speaks_of_is_denied(door: Door) {
    defines(&door, BOOKING).await;
    let opening = format!("/customers/{}/actions/open_record", door.shop.mia);

    let words = door.post("ana", &opening, "brand=kettle&type=booking&of=nights&value=many").await;
    let too_long = door.post("ana", &opening, "brand=kettle&type=booking&of=nights&value=99").await;
    let no_day = door
        .post("ana", &opening, "brand=kettle&type=booking&of=nights&value=3&of=arrives&value=soon")
        .await;
    let unruled = door.post("ana", &opening, "brand=kettle&type=booking&of=nights&value=3").await;
    let shown = door.get("noor", "/settings/record-types/booking").await;

    assert_eq!(words.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        words.text.contains("“Nights” has to be a whole number") && words.text.contains("value=\"many\""),
        "{}",
        main(&words.text)
    );
    assert!(
        too_long.text.contains("fields_do_not_fit") && no_day.text.contains("fields_do_not_fit"),
        "{}",
        main(&no_day.text)
    );
    assert!(unruled.text.contains("action.no_rules") && !unruled.text.contains("/confirm\""), "{}", main(&unruled.text));
    assert!(shown.text.contains("booking.move") && shown.text.contains("无规则"), "{}", main(&shown.text));
}

#[both_databases]
async fn a_faulty_type_is_refused_with_every_place_and_what_was_typed_stays(door: Door) {
    let faulty = r#"{"schema":{"properties":{},"required":["x"]},"states":["a"],"actions":{"Go":{"to":"b","sets":["y"]}}}"#;

    let refused = defines(&door, faulty).await;
    let unreadable = defines(&door, "{").await;
    let by_ana = door.post("ana", "/settings/record-types", "code=x&name=X").await;

    assert_eq!((refused.status, unreadable.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY));
    for place in ["schema.required: x", "actions: Go", "actions.Go: b", "actions.Go: y"] {
        assert!(refused.text.contains(place), "{place} is not named: {}", main(&refused.text));
    }
    assert!(refused.text.contains("&quot;Go&quot;"), "what was typed stays");
    assert_eq!(by_ana.status, StatusCode::FORBIDDEN);
}
