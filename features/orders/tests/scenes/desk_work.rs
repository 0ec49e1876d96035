//! Scenes at the door beyond one order: papers as files, approvals, policies, reports.

use crate::door::{Door, between, main};
use crate::stage::{KETTLE, LID, eur, refund};
use axum::http::StatusCode;
use db::sql;
use orders::action::RefundWhat;
use orders::returns::RefundTo;
use testkit::both_databases;

#[both_databases]
async fn a_paper_is_downloaded_and_put_on_the_reply(door: Door) {
    let order = door.shop.mia_orders().await;
    door.shop.arrives(order).await;
    door.shop
        .does(door.shop.ana, refund(order, RefundWhat::Amount { amount: eur(500) }, RefundTo::Original))
        .await;
    let number = door.shop.order(order).await.number;
    let page = door.get("ana", &format!("/orders/{number}?conversation=7")).await.text;

    for id in [1, 2] {
        assert!(page.contains(&format!("/papers/{id}.pdf")), "{}", main(&page));
        let pdf = door.get("ana", &format!("/papers/{id}.pdf")).await;
        let xml = door.get("ana", &format!("/papers/{id}.xml")).await;
        assert_eq!((pdf.status, pdf.kind.as_str()), (StatusCode::OK, "application/pdf"), "{}", main(&pdf.text));
        assert!(pdf.bytes.starts_with(b"%PDF-1.") && pdf.bytes.len() > 5_000);
        assert_eq!(xml.status, StatusCode::OK, "{}", main(&xml.text));
        assert!(xml.text.contains("CrossIndustryInvoice") && xml.text.contains("Kettle &amp; Co. GmbH"), "{}", xml.text);
    }
    let attached = door.post("ana", "/papers/1/attach", "conversation=7").await;
    let unseen = door.post("ana", "/papers/1/attach", "conversation=8").await;
    assert_eq!((attached.location.as_str(), unseen.status), ("/conversations/7", StatusCode::NOT_FOUND));
    let put = door.replies.lock().expect("a lock").clone();
    assert_eq!(put.len(), 1);
    assert!(put[0].1.starts_with("KC-I000001.pdf of "), "{put:?}");
    for (who, path, status) in [
        ("lia", "/papers/1.pdf", StatusCode::FORBIDDEN),
        ("", "/papers/1.pdf", StatusCode::SEE_OTHER),
        ("ana", "/papers/99.pdf", StatusCode::NOT_FOUND),
        ("ana", "/papers/1.exe", StatusCode::NOT_FOUND),
        ("ana", "/papers/x.pdf", StatusCode::NOT_FOUND),
    ] {
        assert_eq!(door.get(who, path).await.status, status, "{who} {path}");
    }
}

#[both_databases]
async fn above_a_limit_a_second_person_decides_and_never_who_asked(door: Door) {
    let order = door.shop.mia_orders().await;
    door.shop.arrives(order).await;
    let number = door.shop.order(order).await.number;
    let path = format!("/orders/{number}/actions/refund");

    let asked = door.does("ana", &path, "what=everything&reason=damaged").await;
    let waits = door.get("ana", &asked.location).await;
    let of_ana = door.post("ana", "/approvals/1/give", "").await;
    let (list, count) = (door.get("ben", "/approvals").await, door.get("ben", "/approvals/count").await);
    let one = door.get("ben", "/approvals/1").await;
    let without_reason = door.post("ben", "/approvals/1/refuse", "reason=").await;
    let still = door.shop.order(order).await.paid();
    let given = door.post("ben", "/approvals/1/give", "reason=fine").await;
    let again = door.post("noor", "/approvals/1/give", "").await;

    assert!(
        asked.location.contains("?waits=1") && waits.text.contains("A colleague has to approve this"),
        "{}",
        main(&waits.text)
    );
    assert_eq!(of_ana.status, StatusCode::FORBIDDEN);
    assert!(list.text.contains("/approvals/1\"") && count.text.contains('1'), "{}", main(&list.text));
    assert!(one.text.contains("Ana") && one.text.contains("/approvals/1/give"), "{}", main(&one.text));
    assert_eq!(without_reason.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(still, eur(2 * KETTLE + LID + 490), "nothing was done before the yes");
    assert_eq!(given.location, "/approvals/1?came=done");
    assert!(again.text.contains("已处理") || again.status == StatusCode::UNPROCESSABLE_ENTITY);
    assert!(door.shop.order(order).await.paid().is_zero());
    assert!(!door.get("ana", "/approvals").await.text.contains("orders-"));
    door.shop.balances().await;
}

#[both_databases]
async fn a_colleague_decides_while_one_is_away(door: Door) {
    let noor = door.shop.noor.id().expect("an agent");

    let lent = door.post("ben", "/approvals/delegations", &format!("to={noor}&until=2027-01-10")).await;
    let page = door.get("ben", "/approvals").await;
    let nonsense = door.post("ben", "/approvals/delegations", &format!("to={noor}&until=yesterday")).await;
    let foreign = door.post("noor", "/approvals/delegations/1/end", "").await;
    let ended = door.post("ben", "/approvals/delegations/1/end", "").await;

    assert_eq!((lent.location.as_str(), ended.location.as_str()), ("/approvals", "/approvals"));
    assert!(page.text.contains("Noor decide en su lugar"), "{}", main(&page.text));
    assert!(nonsense.status.is_client_error());
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    assert!(!door.get("ben", "/approvals").await.text.contains("Noor decide en su lugar"));
}

#[both_databases]
async fn a_policy_is_drafted_compared_replayed_approved_by_another_and_goes_live(door: Door) {
    let order = door.shop.mia_orders().await;
    door.shop.arrives(order).await;
    door.shop
        .does(door.shop.ana, refund(order, RefundWhat::Amount { amount: eur(500) }, RefundTo::Original))
        .await;
    let mut document: serde_json::Value = serde_json::from_str(&orders::policies::starting_policy().expect("a policy")).expect("JSON");
    document["actions"]["refund"]["identity"] = "signed_in".into();
    document["actions"]["goodwill"]["needs_confirmation"] = false.into();
    let form = |document: &str| format!("note=Only+for+who+is+signed+in&document={}", crate::door::encoded(document));

    let editor = door.get("noor", "/settings/policies/new").await;
    let faulty = door
        .post(
            "noor",
            "/settings/policies",
            &form("{\"name\": \"x\", \"actions\": {\"refund\": {\"identiy\": 1}}, \"colour\": 2}"),
        )
        .await;
    let drafted = door.post("noor", "/settings/policies", &form(&document.to_string())).await;
    let shown = door.get("ben", &drafted.location).await;
    let seen = format!("sha256={}", between(&shown.text, "name=\"sha256\" value=\"", "\""));
    let unread = door.post("ben", &format!("{}/approve", drafted.location), "sha256=0").await;
    let own = door.post("noor", &format!("{}/approve", drafted.location), &seen).await;
    let early = door.post("ben", &format!("{}/live", drafted.location), &seen).await;
    let approved = door.post("ben", &format!("{}/approve", drafted.location), &seen).await;
    let live = door.post("ben", &format!("{}/live", drafted.location), &seen).await;

    assert!(editor.text.contains("needs_approval_above"), "the editor begins with what is live");
    assert_eq!(faulty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        faulty.text.contains("identiy") && faulty.text.contains("colour"),
        "all faults at once: {}",
        main(&faulty.text)
    );
    assert_eq!(drafted.status, StatusCode::SEE_OTHER, "{}", main(&drafted.text));
    for shown_part in ["<del>", "<ins>", "Banco de pruebas", "Lo que dice"] {
        assert!(shown.text.contains(shown_part), "{shown_part} is missing: {}", main(&shown.text));
    }
    assert_eq!(unread.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unread.text.contains("Alguien cambió la política"), "{}", main(&unread.text));
    assert_eq!((own.status, early.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY));
    assert_eq!((approved.status, live.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
    assert!(door.get("noor", "/settings/policies").await.text.contains("生效中"));
    for (who, path) in [("ana", "/settings/policies"), ("ben", "/settings/policies/new"), ("lia", &drafted.location)] {
        assert_eq!(door.get(who, path).await.status, StatusCode::FORBIDDEN, "{who} {path}");
    }
}

#[both_databases]
async fn attack_38_reports_lead_to_their_rows_and_export_no_formula(door: Door) {
    let order = door.shop.mia_orders().await;
    door.shop.arrives(order).await;
    let number = door.shop.order(order).await.number;
    let path = format!("/orders/{number}/actions/refund");
    door.does("ana", &path, "what=amount&amount=7&own_reason=%3Dcmd%7C%27+%2FC+calc%27%21A0&reason=other")
        .await;
    door.does("ana", &path, "what=amount&amount=3&reason=damaged").await;
    door.post("ana", &format!("/orders/{number}/actions/cancel"), "reason=changed_mind").await;

    let page = door.get("noor", "/reports/orders").await;
    let english = door.get("ben", "/reports/orders").await;
    let rows = door.get("ben", "/reports/orders/rows?figure=refunds_by_reason&key=damaged").await;
    let csv = door.get("ben", "/reports/orders/csv?figure=refunds_by_reason").await;
    let promised = door.get("ben", "/reports/orders/csv?figure=promised").await;
    let behind = door.get("ben", "/reports/orders/csv?figure=refunds_by_agent&key=agent%3A1").await;

    assert!(page.text.contains("按原因统计退款") && english.text.contains("Reembolsos por motivo"));
    assert!(
        rows.text.contains(&number) && rows.text.contains("3,00") && !rows.text.contains("7,00"),
        "{}",
        main(&rows.text)
    );
    assert_eq!(csv.kind, "text/csv; charset=utf-8");
    assert!(csv.text.contains("\"'=cmd") && !csv.text.contains("\n=cmd") && csv.text.contains("3.00,EUR"), "{}", csv.text);
    assert!(promised.text.contains("10.00,EUR"), "{}", promised.text);
    assert!(behind.text.contains(&number));
    let empty = door.get("ben", "/reports/orders?from=2020-01-01&until=2020-01-02").await;
    assert!(!empty.text.contains("3,00") || empty.text.contains("10,00"), "an old period has none of today's refunds");
    for path in ["/reports/orders", "/reports/orders/rows?figure=denials&key=a:b", "/reports/orders/csv?figure=denials"] {
        assert_eq!(door.get("ana", path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(door.get("ben", "/reports/orders/csv?figure=nonsense").await.status, StatusCode::NOT_FOUND);
    let done: i64 = door
        .shop
        .read(|tx| sql("SELECT COUNT(*) FROM action WHERE verb = 'refund'").only(tx, "action"))
        .await;
    assert_eq!(done, 2);
}

#[both_databases]
async fn a_return_that_does_not_come_is_called_off_from_the_order(door: Door) {
    let order = door.shop.mia_orders().await;
    door.shop.arrives(order).await;
    let (number, unit) = (door.shop.order(order).await.number, door.shop.units(order).await[0]);
    let actions = format!("/orders/{number}/actions");
    door.does("ana", &format!("{actions}/return"), &format!("unit={unit}&reason=changed_mind&condition=unopened"))
        .await;
    let page = door.get("ana", &format!("/orders/{number}")).await;
    let id = between(&page.text, "actions/close_return?return=", "\"");

    let form = door.get("ana", &format!("{actions}/close_return?return={id}")).await;
    door.does("ana", &format!("{actions}/close_return"), &format!("return={id}&reason=lost")).await;

    assert!(form.text.contains("Kettle (red)") && form.text.contains(&format!("value=\"{id}\"")), "{}", main(&form.text));
    assert_eq!(door.shop.states(order).await, ["delivered"; 3]);
    let form = door.get("ana", &format!("{actions}/close_return?return={id}")).await;
    assert!(!form.text.contains("name=\"return\""), "there is nothing left to call off");
}

#[both_databases]
async fn reports_count_all_money_that_goes_back_whatever_the_action_is_called(door: Door) {
    let order = door.shop.mia_orders().await;
    let number = door.shop.order(order).await.number;
    door.does("ana", &format!("/orders/{number}/actions/cancel"), "reason=found_cheaper").await;

    let [reasons, agents, products] =
        ["refunds_by_reason", "refunds_by_agent", "refunds_by_product"].map(|figure| format!("/reports/orders/csv?figure={figure}"));
    let (reasons, agents, products) = (
        door.get("ben", &reasons).await.text,
        door.get("ben", &agents).await.text,
        door.get("ben", &products).await.text,
    );
    let behind = door.get("ben", "/reports/orders/csv?figure=refunds_by_reason&key=found_cheaper").await.text;
    let kettles = door.get("ben", "/reports/orders/csv?figure=refunds_by_product&key=1").await.text;

    assert!(
        reasons.contains("114.65,EUR") && agents.contains("114.65,EUR") && behind.contains(&number),
        "{reasons}{agents}{behind}"
    );
    assert!(
        products.contains("99.80,EUR") && products.contains("9.95,EUR") && kettles.contains("49.90"),
        "{products}{kettles}"
    );
}

#[both_databases]
async fn an_order_is_taken_and_an_account_opened_for_a_customer(door: Door) {
    door.shop.mia_signs_in().await;
    let base = format!("/customers/{}/actions", door.shop.mia);
    let form = format!("brand=kettle&put_in=2+KETTLE-BLUE%0ALID&shipping=standard&method={}", door.shop.card);

    let shown = door.get("ana", &format!("{base}/place_order?conversation=7")).await;
    let taken = door.does("ana", &format!("{base}/place_order"), &form).await;
    let page = door.get("ana", &taken.location).await;
    let none = door
        .post("ana", &format!("{base}/place_order"), "brand=kettle&put_in=NOTHING&shipping=standard")
        .await;
    let opened = door.does("ana", &format!("{base}/open_account"), "brand=kettle&plan=gold").await;

    assert!(
        shown.text.contains("Visa ending 4242") && shown.text.contains("name=\"conversation\" value=\"7\""),
        "{}",
        main(&shown.text)
    );
    assert!(
        taken.location.starts_with("/orders/K") && page.text.contains("Thank you for your order"),
        "{}",
        main(&page.text)
    );
    assert!(none.text.contains("unknown_sku") && !none.text.contains("/confirm\""), "{}", main(&none.text));
    assert!(opened.location.starts_with(&format!("/customers/{}/holdings?done=", door.shop.mia)), "{}", opened.location);
    assert_eq!(door.get("ana", &format!("{base}/refund")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(door.get("sue", &format!("{base}/place_order")).await.status, StatusCode::FORBIDDEN);
    door.shop.balances().await;
}

#[both_databases]
async fn what_is_sold_is_set_up_and_refused_forms_keep_what_was_typed(door: Door) {
    let added = door.post("noor", "/settings/products", "code=cup&name=Cup&options=size%3A+S%2C+M").await;
    let product = added.location.clone();
    let variant = door
        .post(
            "noor",
            &format!("{product}/variants"),
            "sku=CUP-S&class=standard&price=9%2C90&currency=EUR&option=size%3DS&tracks_stock=on",
        )
        .await;
    let wrong = door
        .post("noor", &format!("{product}/variants"), "sku=CUP-X&class=standard&price=cheap&currency=EUR&option=size%3DS")
        .await;
    let page = door.get("ben", &product).await;
    let id = page
        .text
        .split("/settings/variants/")
        .nth(1)
        .and_then(|rest| rest.split('/').next())
        .unwrap_or("")
        .to_owned();
    door.post("noor", &format!("/settings/variants/{id}/stock"), "quantity=12&reason=delivery").await;
    let too_few = door.post("noor", &format!("/settings/variants/{id}/stock"), "quantity=-13&reason=count").await;
    door.post("noor", &format!("/settings/variants/{id}/price"), "price=8&currency=EUR").await;
    door.post("noor", &format!("/settings/variants/{id}/available"), "on=off").await;
    let after = door.get("noor", &product).await;

    assert!(added.status == StatusCode::SEE_OTHER && variant.status == StatusCode::SEE_OTHER, "{}", main(&variant.text));
    assert_eq!((wrong.status, too_few.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY));
    assert!(wrong.text.contains("value=\"cheap\""));
    assert!(
        after.text.contains("8.00") && after.text.contains("12") && after.text.contains("停售"),
        "{}",
        main(&after.text)
    );

    for (below, form) in [
        ("tax", "country=es&class=standard&rate=21"),
        ("shipping", "brand=1&method=pickup&country=DE&price=0"),
        ("vouchers", "code=SPRING&percent=10&most_uses=5"),
        ("entities", "code=KES&name=Kettle+SL&line1=Gran+Via+1&city=Madrid&country=ES&tax_number=ESB00000000"),
        ("plans", "brand=1&code=tea&name=Tea+club&price=31&class=standard&count=3&unit=months"),
        (
            "tax-classes",
            "class=medical&category=exempt&reason_en=Medical&reason_es=M%C3%A9dico&reason_zh=%E5%8C%BB%E7%96%97",
        ),
        ("looks", "brand=1&colour=%23c02020&footer=Thank+you+for+boiling"),
        ("brands", "code=kettle-es&name=Kettle+ES&currency=EUR&prefix=ES&entity=2&prices_include_tax=on"),
    ] {
        let set = door.post("noor", &format!("/settings/shop/{below}"), form).await;
        assert_eq!(set.location, "/settings/shop", "{below}: {}", main(&set.text));
    }
    let shop = door.get("noor", "/settings/shop").await;
    for shown in ["21 %", "pickup", "SPRING", "Kettle SL", "kettle-es", "Tea club", "每 3 个月", "医疗", "#c02020"] {
        assert!(shop.text.contains(shown), "{shown} is missing");
    }
    for (below, form) in [
        ("vouchers", "code=spring&percent=10"),
        ("plans", "brand=1&code=coffee&name=&price=31&class=standard&count=1&unit=months"),
        ("plans", "brand=1&code=coffee&name=Coffee&price=31&class=standard&count=99&unit=years"),
        ("tax-classes", "class=standard&category=export"),
        ("looks", "brand=1&colour=red"),
        ("vouchers", "code=OTHER&percent=500"),
        ("brands", "code=kettle&name=X&currency=EUR&entity=1"),
        ("tax", "country=Spain&class=standard&rate=21"),
        ("shipping", "brand=1&method=post&country=DE&price=-1"),
    ] {
        let refused = door.post("noor", &format!("/settings/shop/{below}"), form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{below} {form}: {}", main(&refused.text));
    }
    for path in ["/settings/shop", "/settings/products"] {
        assert_eq!(door.get("ana", path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}
