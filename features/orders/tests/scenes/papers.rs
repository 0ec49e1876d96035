//! Papers of charges and subscriptions, and what stands on a paper: numbers, days, money paid, taxes, the look of the brand.

use crate::services::Open;
use crate::stage::{Shop, eur, pay, wanted};
use db::{Actor, Trouble};
use kit::Moment;
use orders::action::{
    AdjustCharge, ChangeItems, EndSubscription, InvoiceCharge, IssueInvoice, MakeCharge, PayCharge, PlaceOrder, ReceiptCharge, RefundWhat,
    StartSubscription, WaiveFee,
};
use orders::bill::{BillOf, ChargeId};
use orders::papers::{self, Paper, PaperKind};
use orders::rates::Every;
use orders::returns::RefundTo;
use orders::tax_class::{self, TaxCategory};
use orders::{Request, brand, policy, tax, vat_number};
use testkit::both_databases;

pub async fn charged(shop: &Shop, class: &str, minor: i64) -> ChargeId {
    let charge = MakeCharge {
        brand: "kettle".into(),
        customer: shop.mia,
        account: None,
        order: None,
        label: "Descaling".into(),
        amount: Some(eur(minor)),
        tax_class: class.into(),
        by_card: None,
        is_fee: true,
        reason: String::new(),
    };
    shop.does(shop.ben, Request::Charge(charge)).await.outcome.charge.expect("a charge")
}

pub async fn issued(shop: &Shop, bill: BillOf) -> Vec<Paper> {
    let found = shop.read(move |tx| papers::of(tx, bill)).await;
    let keys: Vec<_> = found.into_iter().map(|paper| paper.id).collect();
    shop.read(move |tx| keys.into_iter().map(|id| papers::find(tx, id)).collect()).await
}

fn told(papers: &[Paper]) -> Vec<(PaperKind, String, i64)> {
    papers.iter().map(|paper| (paper.kind, paper.number.clone(), paper.gross().minor)).collect()
}

pub fn paid_of(charge: ChargeId, by: orders::action::Pay) -> Request {
    Request::PayCharge(PayCharge { charge, pay: by, reason: String::new() })
}

#[both_databases]
async fn a_charge_has_an_invoice_a_receipt_and_a_credit_note_for_what_is_taken_off(shop: Open) {
    let shop = shop.0;
    let charge = charged(&shop, "standard", 11_900).await;
    let receipt = || Request::ReceiptCharge(ReceiptCharge { charge });
    assert_eq!(shop.denied(shop.ana, receipt()).await, "nothing_paid");
    shop.does(shop.ana, Request::InvoiceCharge(InvoiceCharge { charge })).await;
    assert_eq!(shop.denied(shop.ana, Request::InvoiceCharge(InvoiceCharge { charge })).await, "nothing_to_invoice");
    shop.does(shop.ana, paid_of(charge, pay(shop.card))).await;
    shop.does(shop.ana, receipt()).await;

    let adjust = |minor| Request::AdjustCharge(AdjustCharge { charge, amount: eur(minor), reason: "late".into(), pay: None });
    shop.does(shop.ana, adjust(-1_190)).await;
    shop.does(shop.ana, adjust(595)).await;
    shop.does(shop.ana, Request::WaiveFee(WaiveFee { order: None, charge: Some(charge), reason: "kindness".into() }))
        .await;

    let papers = issued(&shop, BillOf::Charge(charge)).await;
    assert_eq!(
        told(&papers),
        [
            (PaperKind::Invoice, "KC-I000001".into(), 11_900),
            (PaperKind::Receipt, "KC-R000001".into(), 11_900),
            (PaperKind::CreditNote, "KC-C000001".into(), 1_190),
            (PaperKind::Invoice, "KC-I000002".into(), 595),
            (PaperKind::CreditNote, "KC-C000002".into(), 11_305),
        ]
    );
    assert_eq!(papers[2].contents().expect("whole").corrects.as_deref(), Some("KC-I000001"));
    assert_eq!(papers[0].contents().expect("whole").buyer.address.city, "Berlin");
    assert_eq!(shop.denied(shop.ana, adjust(100)).await, "charge_is_closed");
    shop.balances().await;
}

#[both_databases]
async fn each_period_of_a_subscription_is_invoiced_and_its_unused_days_are_credited(shop: Open) {
    let shop = shop.0;
    let start = StartSubscription {
        brand: "kettle".into(),
        customer: shop.mia,
        account: None,
        plan: "Tea".into(),
        currency: None,
        price: Some(eur(3_000)),
        tax_class: "reduced".into(),
        every: Some(Every::Days(30)),
    };
    let started = shop.does(shop.ana, Request::StartSubscription(start)).await.outcome;
    let (id, charge) = (started.subscription.expect("one"), started.charge.expect("one"));
    shop.clock().forward_seconds(10 * 86_400);
    shop.does(shop.ana, Request::EndSubscription(EndSubscription { subscription: id, reason: "moved".into() }))
        .await;

    let papers = issued(&shop, BillOf::Charge(charge)).await;

    let amounts: Vec<_> = papers.iter().map(|paper| (paper.kind, paper.gross().minor)).collect();
    assert_eq!(amounts, [(PaperKind::Invoice, 3_000), (PaperKind::CreditNote, 2_000)]);
    assert_eq!(papers[1].contents().expect("whole").lines[0].label, "unused_days");
    shop.balances().await;
}

fn one_kettle(shop: &Shop) -> PlaceOrder {
    PlaceOrder { lines: vec![wanted("KETTLE-RED", 1)], ..shop.two_kettles_and_a_lid() }
}

async fn places(shop: &Shop, order: PlaceOrder) -> orders::OrderId {
    shop.does(shop.ana, Request::PlaceOrder(order)).await.outcome.order.expect("an order")
}

/// What an invoice of an order says of money: its total, what was paid of it, and how many payments it shows.
async fn said(shop: &Shop, order: orders::OrderId) -> Vec<(PaperKind, i64, i64, usize)> {
    let papers = issued(shop, BillOf::Order(order)).await;
    let of = |paper: &Paper| {
        let contents = paper.contents().expect("whole");
        (paper.kind, contents.gross.minor, contents.paid.map_or(-1, |paid| paid.minor), contents.payments.len())
    };
    papers.iter().map(of).collect()
}

#[both_databases]
async fn a_second_invoice_says_what_was_paid_of_it_and_no_more(shop: Open) {
    let shop = shop.0;
    let order = places(&shop, one_kettle(&shop)).await;
    shop.does(shop.ana, Request::Invoice(IssueInvoice { order })).await;
    let more = ChangeItems {
        order,
        take_out: vec![],
        put_in: vec![wanted("LID", 1)],
        reason: String::new(),
        pay: Some(pay(shop.card)),
        refund_to: RefundTo::Original,
    };
    shop.does(shop.ana, Request::ChangeItems(more)).await;

    let papers = said(&shop, order).await;

    assert_eq!(papers, [(PaperKind::Invoice, 5_480, 5_480, 1), (PaperKind::Invoice, 995, 995, 1)]);
}

#[both_databases]
async fn what_went_back_before_the_invoice_is_not_paid_on_it(shop: Open) {
    let shop = shop.0;
    let order = places(&shop, one_kettle(&shop)).await;
    shop.does(shop.ana, crate::stage::refund(order, RefundWhat::Amount { amount: eur(1_000) }, RefundTo::Original))
        .await;

    shop.does(shop.ana, Request::Invoice(IssueInvoice { order })).await;

    assert_eq!(said(&shop, order).await, [(PaperKind::Invoice, 4_480, 4_480, 2)]);
    let paper = issued(&shop, BillOf::Order(order)).await.remove(0);
    let xml = orders::printing::xml(&paper).expect("printable");
    assert!(xml.contains("<ram:TotalPrepaidAmount>44.80</ram:TotalPrepaidAmount>"), "{xml}");
    assert!(xml.contains("<ram:DuePayableAmount>0.00</ram:DuePayableAmount>"), "{xml}");
}

#[both_databases]
async fn two_tax_classes_with_one_rate_are_one_line_of_tax(shop: Open) {
    let shop = shop.0;
    shop.works(Actor::System, |work| {
        tax::set_rate(work, "DE", "reduced", rust_decimal::Decimal::new(19, 2), Moment::from_seconds(1))
    })
    .await;
    let order = places(&shop, shop.two_kettles_and_a_lid()).await;
    shop.does(shop.ana, Request::Invoice(IssueInvoice { order })).await;

    let paper = issued(&shop, BillOf::Order(order)).await.remove(0);

    assert_eq!(paper.contents().expect("whole").taxes.len(), 2);
    let xml = orders::printing::xml(&paper).expect("printable");
    let whole = format!("{}.{:02}", paper.tax().minor / 100, paper.tax().minor % 100);
    assert_eq!(xml.matches(&format!("<ram:CalculatedAmount>{whole}</ram:CalculatedAmount>")).count(), 1, "{xml}");
    assert!(!orders::printing::pdf(&paper).expect("printable").is_empty());
}

#[both_databases]
async fn a_paper_is_of_the_day_it_is_where_the_brand_is(shop: Open) {
    let shop = shop.0;
    shop.works(Actor::System, |work| {
        let kettle = brand::by_code(work, "kettle")?.ok_or(Trouble::NotFound("brand"))?;
        brand::set_zone(work, kettle.id, "Asia/Shanghai")
    })
    .await;
    // 23:00 in London is seven in the morning of the next day in Shanghai.
    let evening: jiff::Timestamp = "2027-03-31T23:00:00Z".parse().expect("a moment");
    shop.clock().forward_seconds(Moment(evening.as_microsecond()).seconds_since(shop.clock().now()));
    let charge = charged(&shop, "standard", 500).await;
    shop.does(shop.ana, Request::InvoiceCharge(InvoiceCharge { charge })).await;

    let paper = issued(&shop, BillOf::Charge(charge)).await.remove(0);

    assert_eq!(paper.contents().expect("whole").issued_on.as_deref(), Some("2027-04-01"));
    let xml = orders::printing::xml(&paper).expect("printable");
    assert!(xml.contains("20270401") && !xml.contains("20270331"), "{xml}");
}

pub fn words(text: &str) -> policy::Words {
    policy::Words::same(text)
}

#[both_databases]
async fn a_class_says_why_nothing_is_charged_and_who_owes_the_tax(shop: Open) {
    let shop = shop.0;
    let describe = |code: &'static str, category, reason: Option<policy::Words>| {
        shop.works(shop.ben, move |work| tax_class::describe(work, code, category, reason.as_ref()))
    };
    describe("abroad", TaxCategory::ReverseCharge, None).await;
    describe("medical", TaxCategory::Exempt, Some(words("§ 4 no. 14 UStG"))).await;
    describe("export", TaxCategory::Export, None).await;
    let unsaid = shop.refusal(shop.ben, |work| tax_class::describe(work, "x", TaxCategory::Exempt, None)).await;
    assert_eq!(unsaid, "orders-tax-class-without-reason");
    let rated = shop
        .refusal(shop.ben, |work| tax_class::describe(work, "standard", TaxCategory::Export, None))
        .await;
    assert_eq!(rated, "orders-tax-class-has-rates");

    let abroad = charged(&shop, "abroad", 10_000).await;
    let (mia, ben) = (shop.mia, shop.ben);
    let invoice = |charge| Request::InvoiceCharge(InvoiceCharge { charge });
    let asked = invoice(abroad);
    let hash = shop.read(move |tx| Ok(orders::preview(tx, ben, &asked)?.hash)).await;
    let ask = orders::Ask {
        request: invoice(abroad),
        hash,
        key: "debtless".into(),
        agreed: true,
        conversation: None,
    };
    assert_eq!(shop.refusal(shop.ben, move |work| orders::confirm(work, &ask)).await, "orders-vat-number-missing");
    assert_eq!(shop.refusal(shop.ben, move |work| vat_number::set(work, mia, "12")).await, "orders-vat-number-unfit");
    shop.works(shop.ben, move |work| vat_number::set(work, mia, "at u12345678")).await;

    for (class, code, reason) in [("abroad", "AE", "VATEX-EU-AE"), ("medical", "E", "§ 4 no. 14 UStG"), ("export", "G", "VATEX-EU-G")] {
        let charge = charged(&shop, class, 10_000).await;
        shop.does(shop.ana, invoice(charge)).await;
        let paper = issued(&shop, BillOf::Charge(charge)).await.remove(0);
        assert_eq!((paper.net(), paper.tax().minor), (eur(10_000), 0), "{class}");
        let xml = orders::printing::xml(&paper).unwrap_or_else(|fault| panic!("{class}: {fault}"));
        assert!(
            xml.contains(&format!("<ram:CategoryCode>{code}</ram:CategoryCode>")) && xml.contains(reason),
            "{class}: {xml}"
        );
        assert!(xml.contains("ATU12345678"), "{class}: {xml}");
        assert!(!orders::printing::pdf(&paper).expect("printable").is_empty());
    }
    shop.balances().await;
}
