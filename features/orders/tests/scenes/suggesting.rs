//! Suggestions: from rules and from what is bought together, only when mood and case allow, counted to the piece.

use crate::stage::{KETTLE, LID, Shop, eur, wanted};
use db::{Actor, sql};
use kit::Money;
use mood::Mood;
use orders::action::{PlaceOrder, RefundWhat, ReturnGoods};
use orders::product::{self, NewProduct, NewVariant, OptionSpec};
use orders::returns::RefundTo;
use orders::suggestions::shown::{self, Shown};
use orders::suggestions::{self, Answer, Asking, Has, Kind, LookAt, NewRule, RuleId, Settings, SuggestionId, Talk, WhyNot};
use orders::suggestions::{figures, opting, rules, settings, together};
use orders::{OrderId, Request, stock};
use testkit::both_databases;

mod bought_together;
mod counted;
mod merged;

const DAY: i64 = 86_400;

fn lid_with_kettle() -> NewRule {
    NewRule {
        name: "A lid for every kettle".into(),
        word: "kettle".into(),
        suggest: "LID".into(),
        text_en: "A {product} for {price} fits it".into(),
        ..NewRule::default()
    }
}

fn quiet_talk() -> Talk {
    Talk { id: 70, is_urgent: false, category: Some("question".into()), mood: Mood::Neutral }
}

impl Shop {
    fn kettles(&self, count: i64) -> PlaceOrder {
        PlaceOrder { lines: vec![wanted("KETTLE-RED", count)], ..self.two_kettles_and_a_lid() }
    }

    async fn orders_it(&self, order: PlaceOrder) -> OrderId {
        self.mia_signs_in().await;
        self.does(self.ana, Request::PlaceOrder(order)).await.outcome.order.expect("an order")
    }

    async fn tom_signs_in(&self) {
        let tom = self.tom;
        let within = orders::verification::Within::With(Actor::System);
        self.works(Actor::System, move |work| {
            orders::verification::known_by_channel(work, tom, orders::verification::Method::SignedIn, within)
        })
        .await;
    }

    fn asking(&self, talk: Option<Talk>) -> Asking {
        Asking { customer: self.mia, talk, order: None, has_complaint: false }
    }

    async fn asked(&self, asking: Asking) -> Answer {
        self.read(move |tx| suggestions::answer(tx, &asking)).await
    }

    async fn answer(&self) -> Answer {
        self.asked(self.asking(Some(quiet_talk()))).await
    }

    /// As Ana sees it, and it is counted.
    async fn shown(&self) -> Vec<SuggestionId> {
        let asking = self.asking(Some(quiet_talk()));
        self.works(self.ana, move |work| {
            let mut answer = suggestions::answer(work, &asking)?;
            shown::show(work, &asking, &mut answer)?;
            work.keep_quietly("shown before");
            Ok(answer.suggestions.iter().chain(&answer.held_out).filter_map(|one| one.id).collect())
        })
        .await
    }

    async fn rule(&self, rule: NewRule) -> RuleId {
        self.works(self.noor, move |work| rules::make(work, &rule)).await
    }

    async fn set(&self, wanted: Settings) {
        self.works(self.noor, move |work| settings::change(work, &wanted)).await;
    }

    async fn kept(&self, id: SuggestionId) -> Shown {
        self.read(move |tx| shown::find(tx, id)).await
    }

    async fn counts(&self, product: &'static str) -> Vec<(String, i64)> {
        self.read(move |tx| {
            let id = product::by_code(tx, product)?.expect("a product").id;
            together::with(tx, id, 1, 10)?
                .into_iter()
                .map(|(other, orders)| Ok((product::find(tx, other)?.code, orders)))
                .collect()
        })
        .await
    }

    /// A cup in two sizes, one of each on the shelf.
    async fn shelves_a_cup(&self) {
        self.works(Actor::System, |work| {
            let sizes = OptionSpec { name: "size".into(), values: vec!["S".into(), "L".into()] };
            let cup = product::add(
                work,
                &NewProduct {
                    code: "cup".into(),
                    name: "Cup".into(),
                    options: vec![sizes],
                    ..NewProduct::default()
                },
            )?;
            for size in ["L", "S"] {
                let new = NewVariant {
                    sku: format!("CUP-{size}"),
                    options: [("size".to_owned(), size.to_owned())].into(),
                    tax_class: "standard".into(),
                    tracks_stock: true,
                    prices: vec![eur(790)],
                };
                let variant = product::add_variant(work, cup, &new)?;
                stock::enter(work, variant, 1, "delivery", None)?;
            }
            Ok(())
        })
        .await;
    }

    async fn tallies(&self) -> Vec<figures::Tally> {
        let until = self.clock().now().plus_seconds(1);
        self.read(move |tx| figures::by_source(tx, kit::Moment::from_seconds(0), until)).await
    }
}

fn names(answer: &Answer) -> Vec<String> {
    answer.suggestions.iter().map(|one| one.variant.sku.clone()).collect()
}

#[both_databases]
async fn a_rule_suggests_what_goes_with_the_order_until_they_have_it(shop: Shop) {
    shop.rule(lid_with_kettle()).await;
    let before = shop.answer().await;

    shop.orders_it(shop.kettles(1)).await;
    let with_kettle = shop.answer().await;
    shop.orders_it(shop.two_kettles_and_a_lid()).await;
    let with_lid = shop.answer().await;

    assert!(before.suggestions.is_empty() && before.not_now.is_empty(), "she has no kettle: {before:?}");
    assert_eq!(names(&with_kettle), ["LID"]);
    let lid = &with_kettle.suggestions[0];
    assert_eq!((lid.price, lid.level, lid.kind, lid.fits_order), (eur(LID), Some(crate::stage::SHELF), Kind::CrossSell, true));
    assert_eq!(suggestions::filled(&lid.texts[0], &lid.product.name, "9.95"), "A Lid for 9.95 fits it");
    assert!(with_lid.suggestions.is_empty());
    assert_eq!(with_lid.dropped.iter().map(|one| one.why).collect::<Vec<_>>(), [WhyNot::Owned]);
}

#[both_databases]
async fn each_condition_of_a_rule_must_hold(shop: Shop) {
    shop.orders_it(shop.kettles(1)).await;
    let now = shop.clock().now();
    let (mia, total) = (shop.mia, KETTLE + 490);
    shop.works(Actor::System, move |work| customers::tags::put(work, mia, "Gourmet")).await;
    let base = lid_with_kettle();
    let rule = |change: fn(NewRule) -> NewRule| change(base.clone());

    for (wanted, expected) in [
        (rule(|rule| rule), true),
        (NewRule { above: Some(eur(total - 1)), ..base.clone() }, true),
        (NewRule { above: Some(eur(total)), ..base.clone() }, false),
        (
            NewRule {
                above: Some(Money::new(1, kit::Currency::parse("USD").expect("a currency"))),
                ..base.clone()
            },
            false,
        ),
        (rule(|rule| NewRule { country: "DE".into(), brand: Some("kettle".into()), ..rule }), true),
        (rule(|rule| NewRule { country: "ES".into(), ..rule }), false),
        (rule(|rule| NewRule { is_active: false, ..rule }), false),
        (NewRule { valid_from: Some(now.plus_seconds(1)), ..base.clone() }, false),
        (NewRule { valid_until: Some(now), ..base.clone() }, false),
        (NewRule { valid_from: Some(now), valid_until: Some(now.plus_seconds(1)), ..base.clone() }, true),
        (rule(|rule| NewRule { has: Has::Tag, word: "gourmet".into(), ..rule }), true),
        (rule(|rule| NewRule { has: Has::Tag, word: "vegan".into(), ..rule }), false),
        (rule(|rule| NewRule { has: Has::Category, word: "hygiene".into(), ..rule }), false),
        (rule(|rule| NewRule { has: Has::Anything, word: String::new(), ..rule }), true),
        (rule(|rule| NewRule { look_at: LookAt::Customer, ..rule }), true),
    ] {
        let told = format!("{wanted:?}");
        let id = shop.rule(wanted).await;
        assert_eq!(!shop.answer().await.suggestions.is_empty(), expected, "{told}");
        shop.works(shop.noor, move |work| rules::remove(work, id)).await;
    }
}

#[both_databases]
async fn something_better_takes_the_place_of_a_piece_while_it_is_here(shop: Shop) {
    let better = NewRule {
        name: "Blue is better".into(),
        kind: Kind::Upsell,
        word: "kettle".into(),
        suggest: "KETTLE-BLUE".into(),
        ..NewRule::default()
    };
    shop.rule(better).await;
    let order = shop.orders_it(shop.kettles(1)).await;
    let piece = shop.units(order).await[0];

    let before = shop.answer().await;
    shop.arrives(order).await;
    let after = shop.answer().await;

    assert_eq!(names(&before), ["KETTLE-BLUE"]);
    assert_eq!(before.suggestions[0].instead_of, Some(piece));
    assert!(after.suggestions.is_empty());
    assert_eq!(after.dropped[0].why, WhyNot::OrderLeft);
}

#[both_databases]
async fn what_is_sold_out_everywhere_or_not_sold_here_is_left_out(shop: Shop) {
    shop.rule(lid_with_kettle()).await;
    shop.shelves_a_cup().await;
    shop.rule(NewRule {
        name: "A cup".into(),
        word: "kettle".into(),
        suggest: "cup".into(),
        ..NewRule::default()
    })
    .await;
    shop.orders_it(shop.kettles(1)).await;
    let both = shop.answer().await;

    shop.works(Actor::System, |work| {
        let lid = product::by_sku(work, "LID")?.expect("a lid").id;
        let level = stock::level(work, lid)?.expect("counted");
        stock::enter(work, lid, -level, "inventory", None)?;
        let large = product::by_sku(work, "CUP-L")?.expect("a cup").id;
        stock::enter(work, large, -1, "inventory", None)
    })
    .await;
    let one = shop.answer().await;

    assert_eq!(names(&both), ["LID", "CUP-L"]);
    assert_eq!(names(&one), ["CUP-S"], "another size is there");
    assert_eq!(one.dropped.iter().map(|one| one.why).collect::<Vec<_>>(), [WhyNot::OutOfStock]);
}

#[both_databases]
async fn mood_and_case_decide_before_any_rule(shop: Shop) {
    shop.rule(lid_with_kettle()).await;
    let order = shop.orders_it(shop.kettles(2)).await;
    shop.arrives(order).await;
    let (mia, ana) = (shop.mia, shop.ana);
    let not = |answer: Answer| {
        assert!(answer.suggestions.is_empty());
        answer.not_now
    };

    assert_eq!(names(&shop.answer().await), ["LID"]);
    for (asking, why) in [
        (shop.asking(Some(Talk { mood: Mood::Negative, ..quiet_talk() })), WhyNot::BadMood),
        (shop.asking(Some(Talk { is_urgent: true, ..quiet_talk() })), WhyNot::Urgent),
        (shop.asking(Some(Talk { category: Some("billing".into()), ..quiet_talk() })), WhyNot::Sensitive),
        (Asking { has_complaint: true, ..shop.asking(None) }, WhyNot::OpenComplaint),
    ] {
        assert_eq!(not(shop.asked(asking).await), [why]);
    }

    shop.works(ana, move |work| opting::opt_out(work, mia)).await;
    assert_eq!(not(shop.answer().await), [WhyNot::OptedOut]);
    shop.works(ana, move |work| opting::opt_in(work, mia)).await;

    let units = shop.units(order).await;
    shop.does(ana, crate::stage::refund(order, RefundWhat::Amount { amount: eur(100) }, RefundTo::Original))
        .await;
    assert_eq!(not(shop.answer().await), [WhyNot::OpenRefund]);
    shop.works(shop.noor, |work| {
        let open: Vec<i64> = sql("SELECT id FROM payment WHERE kind = 'refund'").all(work)?;
        open.into_iter()
            .try_for_each(|id| orders::payments::settle(work, orders::payments::PaymentId(id), "re_1"))
    })
    .await;
    assert_eq!(names(&shop.answer().await), ["LID"]);

    let back = ReturnGoods {
        order,
        units: vec![units[0]],
        reason: "defective".into(),
        condition: Some("unopened".into()),
        refund_to: RefundTo::Original,
    };
    shop.does(ana, Request::Return(back)).await;
    assert_eq!(not(shop.answer().await), [WhyNot::OpenReturn]);
}

#[both_databases]
async fn a_no_brings_quiet_until_it_has_cooled_off(shop: Shop) {
    shop.rule(lid_with_kettle()).await;
    shop.orders_it(shop.kettles(1)).await;
    let lid = shop.shown().await[0];

    shop.works(shop.ana, move |work| shown::declined(work, lid)).await;
    let after = shop.answer().await;
    shop.clock().forward_seconds(29 * DAY);
    let later = shop.answer().await;
    shop.clock().forward_seconds(DAY);
    let cooled = shop.answer().await;
    let again = shop.shown().await[0];

    assert_eq!((after.not_now, later.not_now), (vec![WhyNot::SaidNo], vec![WhyNot::SaidNo]));
    assert_eq!(names(&cooled), ["LID"]);
    assert_ne!(again, lid, "another case");
    assert!(shop.kept(lid).await.declined_at.is_some() && shop.kept(again).await.declined_at.is_none());
}

#[both_databases]
async fn a_waiting_or_overdue_approval_and_an_open_claim_bring_quiet(shop: Shop) {
    shop.rule(lid_with_kettle()).await;
    let order = shop.orders_it(shop.kettles(4)).await;
    shop.arrives(order).await;
    let asked = shop.asks(shop.ana, crate::stage::refund(order, RefundWhat::Everything, RefundTo::Original)).await;
    assert!(matches!(asked, orders::Confirmed::Waits(_)), "{asked:?}");

    let waiting = shop.answer().await;
    shop.clock().forward_seconds(7 * DAY);
    shop.works(Actor::System, |work| {
        work.keep_quietly("nothing to expire");
        orders::approvals::expire(work).map(drop)
    })
    .await;
    let overdue = shop.answer().await;
    shop.clock().forward_seconds(20 * DAY);
    let forgotten = shop.answer().await;

    assert_eq!(waiting.not_now, [WhyNot::ApprovalWaiting]);
    assert_eq!(overdue.not_now, [WhyNot::ApprovalWaiting]);
    assert_eq!(names(&forgotten), ["LID"]);

    let mia = shop.mia;
    shop.works(shop.noor, move |work| {
        let definition = serde_json::json!({
            "schema": { "properties": {} }, "states": ["open", "settled"], "actions": { "settle": { "from": ["open"], "to": "settled" } },
        });
        orders::record_type::define(work, "claim", "Claim", &serde_json::from_value(definition).expect("a definition"))?;
        let kind = orders::record_type::by_code(work, "claim")?.expect("a type");
        sql("INSERT INTO record (type_id, number, customer_id, brand_id, state, fields, version, created_at, changed_at)
             VALUES ($1, 'R1', $2, (SELECT MIN(id) FROM brand), 'open', '{}', 1, 0, 0)")
        .with(kind.id)
        .with(mia)
        .run(work)?;
        Ok(())
    })
    .await;
    assert_eq!(shop.answer().await.not_now, [WhyNot::OpenRecord]);
    shop.works(shop.noor, |work| {
        work.keep_quietly("a scene settles the claim");
        sql("UPDATE record SET state = 'settled'").run(work)
    })
    .await;
    assert_eq!(names(&shop.answer().await), ["LID"]);
}

#[both_databases]
async fn a_rule_that_means_nothing_is_refused_with_what_to_do(shop: Shop) {
    let base = lid_with_kettle();
    for (rule, key) in [
        (NewRule { name: "  ".into(), ..base.clone() }, "orders-name-missing"),
        (NewRule { word: "teapot".into(), ..base.clone() }, "orders-suggest-no-product"),
        (NewRule { word: String::new(), ..base.clone() }, "orders-suggest-word-missing"),
        (NewRule { suggest: "NOTHING".into(), ..base.clone() }, "orders-suggest-no-product"),
        (NewRule { kind: Kind::Upsell, suggest: "kettle".into(), ..base.clone() }, "orders-suggest-upsell-same"),
        (
            NewRule { kind: Kind::Upsell, has: Has::Tag, word: "x".into(), ..base.clone() },
            "orders-suggest-upsell-of-what",
        ),
        (NewRule { text_es: "Hola {nombre}".into(), ..base.clone() }, "orders-suggest-placeholder"),
        (NewRule { country: "Spain".into(), ..base.clone() }, "orders-country-unfit"),
        (NewRule { brand: Some("nobody".into()), ..base.clone() }, "orders-suggest-no-brand"),
    ] {
        let told = format!("{rule:?}");
        assert_eq!(shop.refusal(shop.noor, move |work| rules::make(work, &rule)).await, key, "{told}");
    }
    let by_ana = shop.base.db.work(shop.ana, move |work| rules::make(work, &base)).await;
    assert!(by_ana.is_err(), "Ana does not manage the shop");
    let percent = Settings { hold_out_percent: 91, ..Settings::default() };
    assert_eq!(shop.refusal(shop.noor, move |work| settings::change(work, &percent)).await, "orders-suggest-out-of-range");
}
