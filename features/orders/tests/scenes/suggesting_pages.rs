//! Suggestions at the door: the card beside a conversation and its buttons, the rules in words, the reports.

use crate::door::{Door, main};
use crate::stage::{LID, eur, wanted};
use axum::http::StatusCode;
use db::{Actor, sql};
use mood::Mood;
use orders::Request;
use orders::action::PlaceOrder;
use orders::suggestions::Settings;
use orders::suggestions::shown::{self, Shown, SuggestionId};
use testkit::both_databases;

const RULE: &str = "name=A+lid+for+every+kettle&kind=cross_sell&look_at=order&has=product&word=kettle&suggest=LID\
                    &text_en=A+%7Bproduct%7D+fits%2C+for+%7Bprice%7D&text_es=Una+%7Bproduct%7D+encaja%2C+por+%7Bprice%7D&active=on";

impl Door {
    /// Noor writes the rule and Mia orders a kettle; the order’s number.
    async fn kettle_without_a_lid(&self) -> String {
        let made = self.post("noor", "/settings/suggestions", RULE).await;
        assert_eq!(made.location, "/settings/suggestions", "{}", main(&made.text));
        self.shop.mia_signs_in().await;
        let one = PlaceOrder { lines: vec![wanted("KETTLE-RED", 1)], ..self.shop.two_kettles_and_a_lid() };
        let order = self.shop.does(self.shop.ana, Request::PlaceOrder(one)).await.outcome.order.expect("an order");
        self.shop.order(order).await.number
    }

    fn card(&self) -> String {
        format!("/customers/{}/suggestions?conversation=7", self.shop.mia)
    }

    async fn last(&self) -> Shown {
        self.shop
            .read(|tx| {
                let id: SuggestionId = sql("SELECT id FROM suggestion ORDER BY id DESC LIMIT 1").only(tx, "suggestion")?;
                shown::find(tx, id)
            })
            .await
    }

    async fn count(&self) -> i64 {
        self.shop.read(|tx| sql("SELECT COUNT(*) FROM suggestion").only(tx, "count")).await
    }
}

#[both_databases]
async fn the_card_says_what_and_why_and_puts_it_into_the_reply_in_the_customers_language(door: Door) {
    door.kettle_without_a_lid().await;
    let mia = door.shop.mia;
    door.shop
        .works(Actor::System, move |work| customers::customer::edit::choose_language(work, mia, Some("es")))
        .await;

    let card = door.get("ana", &door.card()).await;
    let again = door.get("ana", &door.card()).await;
    let id = door.last().await.id;
    let put = door.post("ana", &format!("/suggestions/{id}/reply"), "conversation=7").await;

    for said in [
        "Lid",
        "9.95",
        "Rule: A lid for every kettle",
        "500 in stock",
        "Una Lid encaja",
        "goes with it",
        "data-key=\"s r\"",
        "data-key=\"s n\"",
    ] {
        assert!(card.text.contains(said), "{said} is missing: {}", main(&card.text));
    }
    assert!(again.text.contains("Lid") && door.count().await == 1, "drawn again it is the same case");
    assert_eq!(put.location, "/conversations/7");
    let (number, text) = door.replies.lock().expect("a lock")[0].clone();
    assert_eq!(number, 7);
    assert!(text.starts_with("Una Lid encaja, por 9,95"), "{text}");
    let kept = door.last().await;
    assert_eq!((kept.conversation, kept.offered_at.is_some()), (Some(70), true));
}

#[both_databases]
async fn it_is_ordered_through_the_form_the_preview_and_the_confirmation(door: Door) {
    let number = door.kettle_without_a_lid().await;
    let card = door.get("ana", &door.card()).await;
    let id = door.last().await.id;

    door.mia_is_known_in_conversation().await;
    let to_form = door.post("ana", &format!("/suggestions/{id}/order"), "conversation=7&into=order").await;
    let as_new = door.post("ana", &format!("/suggestions/{id}/order"), "conversation=7&into=new").await;
    let form = door.get("ana", &to_form.location).await;
    let new_form = door.get("ana", &as_new.location).await;
    assert!(door.last().await.taken_at.is_none(), "a form orders nothing");
    let path = format!("/customers/{}/actions/place_order", door.shop.mia);
    let filled = format!("brand=kettle&put_in=LID&shipping=standard&method={}&conversation=7", door.shop.card);
    let done = door.does("ana", &path, &filled).await;

    assert_eq!(to_form.location, format!("/orders/{number}/actions/change_items?put_in=LID&conversation=7"));
    assert!(form.text.contains("LID</textarea>"), "{}", main(&form.text));
    assert!(!card.text.contains("value=\"order\""), "the policy lets nobody add another product, so no button offers it");
    assert!(
        as_new
            .location
            .starts_with(&format!("/customers/{}/actions/place_order?put_in=LID&brand=kettle&shipping=standard", door.shop.mia))
    );
    assert!(new_form.text.contains("LID</textarea>"), "{}", main(&new_form.text));
    assert!(done.location.contains("?done="), "{}", main(&done.text));
    assert!(door.last().await.taken_at.is_some());
    door.shop.balances().await;
}

#[both_databases]
async fn something_better_is_swapped_in_the_order_through_preview_and_confirmation(door: Door) {
    let number = door.kettle_without_a_lid().await;
    door.post(
        "noor",
        "/settings/suggestions/1",
        &RULE.replace("cross_sell", "upsell").replace("suggest=LID", "suggest=KETTLE-BLUE"),
    )
    .await;
    let order = door
        .shop
        .read({
            let number = number.clone();
            move |tx| orders::orders::by_number(tx, &number)
        })
        .await
        .expect("an order");
    let piece = door.shop.units(order.id).await[0];

    door.mia_is_known_in_conversation().await;
    let card = door.get("ana", &door.card()).await;
    let id = door.last().await.id;
    let to_form = door.post("ana", &format!("/suggestions/{id}/order"), "into=order&conversation=7").await;
    let form = door.get("ana", &to_form.location).await;
    let path = format!("/orders/{number}/actions/change_items");
    let done = door.does("ana", &path, &format!("unit={piece}&put_in=KETTLE-BLUE&conversation=7")).await;

    assert!(card.text.contains("Swap in the order") && card.text.contains("better instead"), "{}", main(&card.text));
    assert_eq!(to_form.location, format!("{path}?put_in=KETTLE-BLUE&unit={piece}&conversation=7"));
    assert!(
        form.text.contains(&format!("value=\"{piece}\" checked")) || form.text.contains("checked"),
        "{}",
        main(&form.text)
    );
    assert!(done.location.contains("?done="), "{}", main(&done.text));
    assert_eq!(door.shop.states(order.id).await, ["cancelled", "ordered"]);
    assert!(door.last().await.taken_at.is_some());
    door.shop.balances().await;
}

#[both_databases]
async fn a_no_is_recorded_and_the_card_says_why_it_is_quiet(door: Door) {
    door.kettle_without_a_lid().await;
    door.get("ana", &door.card()).await;
    let id = door.last().await.id;

    let said = door.post("ana", &format!("/suggestions/{id}/decline"), "conversation=7").await;
    let after = door.get("ana", &door.card()).await;
    assert_eq!(said.location, "/conversations/7");
    assert!(after.text.contains("data-why=\"said_no\"") && after.text.contains("said no lately"), "{}", main(&after.text));

    door.shop.clock().forward_seconds(31 * 86_400);
    door.post("ana", &format!("/customers/{}/suggestions/wanted", door.shop.mia), "wanted=no").await;
    let unwanted = door.get("ben", &door.card()).await;
    assert!(unwanted.text.contains("data-why=\"opted_out\"") && unwanted.text.contains("no quiere sugerencias"));
    door.post("ana", &format!("/customers/{}/suggestions/wanted", door.shop.mia), "wanted=yes").await;
    door.asking.lock().expect("a lock").talk.as_mut().expect("a talk").mood = Mood::Negative;
    let angry = door.get("noor", &door.card()).await;
    assert!(angry.text.contains("data-why=\"bad_mood\"") && angry.text.contains("不满情绪"), "{}", main(&angry.text));
}

#[both_databases]
async fn who_may_not_act_sees_no_buttons_and_an_unseen_conversation_is_not_there(door: Door) {
    door.kettle_without_a_lid().await;
    let mia = door.shop.mia;

    let sue = door.get("sue", &door.card()).await;
    let id = door.last().await.id;
    let elsewhere = door.get("ana", &format!("/customers/{mia}/suggestions?conversation=8")).await;
    let not_theirs = door.get("ana", &format!("/customers/{}/suggestions?conversation=7", door.shop.tom)).await;

    assert!(
        sue.text.contains("9.95") && !sue.text.contains("/suggestions/1/") && !sue.text.contains("/wanted"),
        "{}",
        main(&sue.text)
    );
    assert_eq!((elsewhere.status, not_theirs.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    for (who, path) in [("sue", format!("/suggestions/{id}/decline")), ("sue", format!("/suggestions/{id}/order"))] {
        assert_eq!(door.post(who, &path, "conversation=7").await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(door.get("lia", &door.card()).await.status, StatusCode::FORBIDDEN);
    assert!(door.last().await.declined_at.is_none());
    // The suggestion was made in a conversation that is out of sight by now.
    door.shop
        .works(Actor::System, |work| {
            work.keep_quietly("a scene moves the case elsewhere");
            sql("UPDATE suggestion SET conversation_id = 80").run(work)
        })
        .await;
    assert_eq!(door.post("ana", &format!("/suggestions/{id}/decline"), "").await.status, StatusCode::NOT_FOUND);
}

#[both_databases]
async fn rules_are_read_in_words_and_refused_forms_keep_what_was_typed(door: Door) {
    let none = door.get("noor", "/settings/suggestions").await;
    door.post("noor", "/settings/suggestions", RULE).await;
    let list = door.get("ben", "/settings/suggestions").await;
    let page = door.get("ben", "/settings/suggestions/1").await;
    let wrong = door.post("noor", "/settings/suggestions/1", &RULE.replace("suggest=LID", "suggest=NOTHING")).await;
    let no_day = door.post("noor", "/settings/suggestions/1", &format!("{RULE}&from=tomorrow")).await;
    let dated = format!(
        "{}&above=50&currency=EUR&from=2026-01-01&until=2026-01-31&brand=kettle&country=de",
        RULE.replace("&active=on", "")
    );
    let changed = door.post("noor", "/settings/suggestions/1", &dated).await;
    let after = door.get("noor", "/settings/suggestions/1").await;
    let resting = door.get("ana", "/settings/suggestions").await;

    assert!(none.text.contains("还没有规则"), "{}", main(&none.text));
    assert!(
        list.text.contains("Cuando el pedido tiene kettle, sugerir Lid (LID) (combina con ello)"),
        "{}",
        main(&list.text)
    );
    assert!(page.text.contains("value=\"LID\"") && page.text.contains("A {product} fits"), "{}", main(&page.text));
    assert_eq!((wrong.status, no_day.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY));
    assert!(wrong.text.contains("value=\"NOTHING\"") && no_day.text.contains("tomorrow"), "{}", main(&wrong.text));
    assert_eq!(changed.location, "/settings/suggestions", "{}", main(&changed.text));
    for shown in ["value=\"2026-01-01\"", "value=\"2026-01-31\"", "value=\"50.00\"", "value=\"DE\""] {
        assert!(after.text.contains(shown), "{shown}: {}", main(&after.text));
    }
    assert_eq!(resting.status, StatusCode::FORBIDDEN);
    let gone = door.post("noor", "/settings/suggestions/1/remove", "").await;
    assert_eq!(gone.location, "/settings/suggestions");
    assert_eq!(door.get("noor", "/settings/suggestions/1").await.status, StatusCode::NOT_FOUND);
}

#[both_databases]
async fn how_suggestions_are_made_is_set_on_the_page(door: Door) {
    let form = "is_on=on&least_orders=5&most_shown=3&cooling_off_days=60&taken_within_days=7&hold_out_percent=10&about=question&about=billing\
                &sensitive_goods=medical%2C+funeral&quiet_records=claim";

    let set = door.post("noor", "/settings/suggestions/how", form).await;
    let wrong = door
        .post("noor", "/settings/suggestions/how", &form.replace("hold_out_percent=10", "hold_out_percent=100"))
        .await;
    let counted = door.post("noor", "/settings/suggestions/count", "").await;

    assert_eq!((set.location.as_str(), counted.location.as_str()), ("/settings/suggestions", "/settings/suggestions"));
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        door.shop.read(orders::suggestions::settings::read).await,
        Settings {
            is_on: true,
            uses_together: false,
            least_orders: 5,
            most_shown: 3,
            cooling_off_days: 60,
            taken_within_days: 7,
            hold_out_percent: 10,
            sensitive_categories: vec!["billing".into(), "question".into()],
            sensitive_goods: vec!["funeral".into(), "medical".into()],
            quiet_records: vec!["claim".into()],
        }
    );
}

#[both_databases]
async fn the_reports_say_what_suggestions_came_to(door: Door) {
    door.kettle_without_a_lid().await;
    door.get("ana", &door.card()).await;
    let id = door.last().await.id;
    door.post("ana", &format!("/suggestions/{id}/reply"), "conversation=7").await;
    let filled = format!("brand=kettle&put_in=LID&shipping=standard&method={}", door.shop.card);
    let taken = door.does("ana", &format!("/customers/{}/actions/place_order", door.shop.mia), &filled).await;
    let number = taken.location.trim_start_matches("/orders/").split('?').next().unwrap_or("").to_owned();

    let page = door.get("noor", "/reports/orders").await;
    let rows = door.get("noor", "/reports/orders/rows?figure=suggestions_by_source&key=rule%3A1").await;
    let csv = door.get("ben", "/reports/orders/csv?figure=suggestions_by_agent").await;
    let lift = door.get("ben", "/reports/orders/csv?figure=suggestions_lift").await;

    assert!(
        page.text.contains("按规则和一起购买统计的推荐") && page.text.contains("A lid for every kettle"),
        "{}",
        main(&page.text)
    );
    assert!(rows.text.contains(&number) && rows.text.contains("9.95"), "{}", main(&rows.text));
    assert!(csv.text.contains("Ana,1,1,1,0,9.95,EUR"), "{}", csv.text);
    assert!(lift.text.contains("A lid for every kettle,1,1,0,0,—"), "{}", lift.text);
    assert_eq!(eur(LID).plain(), "9.95");
}
