//! The test box of suggestions: what a rule would do in a real case, while it is being written.

use crate::door::{Door, main};
use crate::stage::wanted;
use axum::http::StatusCode;
use db::sql;
use orders::Request;
use orders::action::PlaceOrder;
use testkit::both_databases;

const RULE: &str = "kind=cross_sell&look_at=order&has=product&word=kettle&suggest=LID&text_en=Take+%7Bproduct%7D+for+%7Bprice%7D&active=on";

impl Door {
    /// Mia orders a kettle and no lid; the order's number.
    async fn mia_orders_a_kettle(&self) -> String {
        self.shop.mia_signs_in().await;
        let one = PlaceOrder { lines: vec![wanted("KETTLE-RED", 1)], ..self.shop.two_kettles_and_a_lid() };
        let order = self.shop.does(self.shop.ana, Request::PlaceOrder(one)).await.outcome.order.expect("an order");
        self.shop.order(order).await.number
    }

    async fn tries(&self, form: &str) -> String {
        self.get("noor", &format!("/settings/suggestions/preview?{form}")).await.text
    }
}

/// The sentence that the rule speaks here, and that it is silent.
const FIRES: &str = "此规则将在此推荐 Lid";
const SILENT: &str = "此规则在此不会推荐任何内容";

#[both_databases]
async fn a_rule_is_tried_in_a_conversation_with_an_order_or_with_words(door: Door) {
    let number = door.mia_orders_a_kettle().await;

    let newest = door.tries(RULE).await;
    let conversation = door.tries(&format!("{RULE}&try_conversation=7")).await;
    let order = door.tries(&format!("{RULE}&try_order={number}")).await;
    let calm = door.tries(&format!("{RULE}&try_words=Does+it+come+in+blue%3F")).await;
    let angry = door
        .tries(&format!("{RULE}&try_words=This+is+terrible%2C+I+am+furious%2C+worst+service+ever"))
        .await;
    let elsewhere = door.tries(&RULE.replace("word=kettle", "word=lid")).await;
    let resting = door.tries(&RULE.replace("active=on", "active=")).await;
    let nowhere = door.tries(&format!("{RULE}&try_conversation=8")).await;
    let half = door.tries("kind=cross_sell&look_at=order&has=product&word=kettle&suggest=").await;
    let unknown = door.tries(&RULE.replace("LID", "NOTHING")).await;
    let counted: i64 = door.shop.read(|tx| sql("SELECT COUNT(*) FROM suggestion").only(tx, "count")).await;

    for page in [&newest, &conversation, &order, &calm] {
        assert!(page.contains(FIRES) && page.contains("Mia Kowalski") && page.contains(&number), "{page}");
        assert!(page.contains("Take Lid for") || page.contains("Lid"), "{page}");
        assert!(page.contains("当前不推荐任何内容"), "as things stand there is no rule: {page}");
    }
    assert!(
        angry.contains("语气听起来不满") && angry.contains("data-why=\"bad_mood\"") && !angry.contains(FIRES),
        "{angry}"
    );
    for page in [&elsewhere, &resting] {
        assert!(page.contains(SILENT), "{page}");
    }
    assert!(nowhere.contains("没有您可见的此会话或订单") && half.contains("填写各项即可查看效果"), "{nowhere} {half}");
    assert!(unknown.contains("NOTHING") && !unknown.contains(FIRES), "{unknown}");
    assert_eq!(counted, 0, "a trial is not counted as shown");
}

#[both_databases]
async fn a_changed_rule_is_tried_in_its_own_place_and_saved_only_by_saving(door: Door) {
    door.mia_orders_a_kettle().await;
    door.post("noor", "/settings/suggestions", &format!("name=A+lid&{RULE}")).await;
    let changed = format!("rule=1&name=A+lid&{}", RULE.replace("suggest=LID", "suggest=KETTLE-BLUE").replace("cross_sell", "upsell"));

    let shown = door.post("noor", "/settings/suggestions/1", &format!("{changed}&show=yes")).await;
    let rule = door.shop.read(|tx| orders::suggestions::rules::find(tx, orders::suggestions::RuleId(1))).await;
    let page = door.get("noor", "/settings/suggestions/1").await.text;

    assert_eq!((shown.status, rule.sku.as_deref()), (StatusCode::OK, Some("LID")), "showing saves nothing");
    assert!(shown.text.contains("此规则将在此推荐 Kettle (blue)"), "{}", main(&shown.text));
    assert!(shown.text.contains("当前：Lid"), "{}", main(&shown.text));
    assert!(page.contains("data-view-form=\"/settings/suggestions/preview\"") && page.contains(FIRES), "{}", main(&page));
}

#[both_databases]
async fn how_suggestions_are_made_is_tried_too(door: Door) {
    door.mia_orders_a_kettle().await;
    door.post("noor", "/settings/suggestions", &format!("name=A+lid&{RULE}")).await;
    let how = "least_orders=3&most_shown=2&cooling_off_days=30&taken_within_days=14&hold_out_percent=90&sensitive_goods=&quiet_records=";

    let on = door.get("noor", &format!("/settings/suggestions/how/preview?is_on=on&{how}")).await.text;
    let off = door.get("noor", &format!("/settings/suggestions/how/preview?{how}")).await.text;
    let impossible = door
        .get(
            "noor",
            &format!("/settings/suggestions/how/preview?is_on=on&{}", how.replace("most_shown=2", "most_shown=99")),
        )
        .await
        .text;

    assert!(on.contains("按这些设置：Lid"), "nobody is held out of a trial: {on}");
    assert!(off.contains("data-why=\"switched_off\"") && off.contains("当前：Lid"), "{off}");
    assert!(impossible.contains("most_shown"), "{impossible}");
}

#[both_databases]
async fn attack_26_a_trial_names_no_order_to_whoever_sees_none(door: Door) {
    let number = door.mia_orders_a_kettle().await;

    for box_of in [format!("preview?{RULE}"), "how/preview?is_on=on&least_orders=3&most_shown=2&cooling_off_days=30&taken_within_days=14&hold_out_percent=0&sensitive_goods=&quiet_records=".to_owned()] {
        let path = format!("/settings/suggestions/{box_of}&try_conversation=7");
        let (noors, maxs) = (door.get("noor", &path).await.text, door.get("max", &path).await.text);

        assert!(noors.contains(&number), "{noors}");
        assert!(maxs.contains("Tried with Mia Kowalski.") && !maxs.contains(&number), "{maxs}");
    }
}
