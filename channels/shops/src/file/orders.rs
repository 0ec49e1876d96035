//! Orders of a file, a row for each line, the rows of one order with one `number`: `placed_at`, `email`, `name`, `currency`,
//! `sku`, `item`, `quantity`, `price`, `discount`, `tax`, `tax_rate`, `shipping`, `total`, `paid`, `refunded`,
//! `prices_include_tax`, `state` (`placed`, `shipped`, `delivered`, `cancelled`) and an address in `ship_…`.

use super::customers::{address, versioned};
use super::{Cells, Columns, Fault};
use crate::books::{Taken, print_of};
use crate::links::{self, Kind};
use crate::shop::Shop;
use crate::theirs::{
    TheirCost, TheirLine, TheirMoneyBack, TheirOrder, TheirParcel, TheirPayment, TheirPaymentKind, TheirRefund, TheirRefundState, TheirTax,
    Told,
};
use db::{Trouble, Work};
use jiff::tz::TimeZone;
use kit::{Currency, EmailAddress, Moment, Money};
use orders::OrderId;
use orders::bill::BillOf;
use orders::payment_method::MethodKind;
use orders::payments::{self, Payment, PaymentKind};
use rust_decimal::Decimal;

pub(super) const COLUMNS: Columns = Columns {
    known: &[
        "number",
        "placed_at",
        "email",
        "name",
        "currency",
        "sku",
        "item",
        "quantity",
        "price",
        "discount",
        "tax",
        "tax_rate",
        "shipping",
        "shipping_method",
        "total",
        "paid",
        "refunded",
        "prices_include_tax",
        "state",
        "ship_name",
        "ship_line1",
        "ship_line2",
        "ship_postcode",
        "ship_city",
        "ship_region",
        "ship_country",
    ],
    keys: &["number"],
};

pub(super) fn take(work: &mut Work<'_>, shop: &Shop, group: &[Cells]) -> Result<Result<Taken, Fault>, Trouble> {
    let zone = orders::brand::find(work, shop.brand)?.zone;
    let held = Held::of(work, shop, group)?;
    let mut told = match read(group, &zone, &held) {
        Ok(told) => told,
        Err(fault) => return Ok(Err(fault)),
    };
    let id = told.id.clone();
    let known = versioned(work, shop, Kind::Order, &id, &mut |version| {
        told.version = version;
        print_of(&told)
    })?;
    match known {
        Some(taken) => Ok(Ok(taken)),
        None => crate::books::take_in(work, shop, &Told::Order(Box::new(told))).map(Ok),
    }
}

fn amount(row: &Cells, column: &str, currency: Currency) -> Result<Money, Fault> {
    if row.text(column).is_empty() {
        return Ok(currency.zero());
    }
    let money = Money::parse(row.text(column), currency).map_err(|e| row.fault(column, &e.to_string()))?;
    if money.is_negative() {
        Err(row.fault(column, "An amount is never below nothing"))
    } else {
        Ok(money)
    }
}

/// A moment as it stands; a day alone begins where the brand's days begin.
fn moment(row: &Cells, zone: &str) -> Result<Moment, Fault> {
    let typed = row.text("placed_at");
    let read = match typed.parse::<jiff::civil::Date>() {
        Ok(day) if typed.len() == 10 => day.to_zoned(TimeZone::get(zone).unwrap_or(TimeZone::UTC)).map(|begins| begins.timestamp()),
        _ => typed.parse::<jiff::Timestamp>(),
    };
    read.map(|at| Moment(at.as_microsecond()))
        .map_err(|_| row.fault("placed_at", "Write the day as 2026-03-10, or the moment as 2026-03-10T09:00:00Z"))
}

fn read(group: &[Cells], zone: &str, held: &Held) -> Result<TheirOrder, Fault> {
    let nothing = || Fault {
        line: 0,
        column: String::new(),
        value: String::new(),
        remedy: "Write a row".into(),
    };
    let head = group.first().ok_or_else(nothing)?;
    let currency = Currency::parse(head.text("currency")).map_err(|e| head.fault("currency", &e.to_string()))?;
    if EmailAddress::parse(head.text("email")).is_err() {
        return Err(head.fault("email", "Enter the customer's email address"));
    }
    let lines = group.iter().enumerate().map(|(at, row)| line(row, at, currency)).collect::<Result<Vec<_>, _>>()?;
    let shipping = amount(head, "shipping", currency)?;
    let tax = |amount| TheirTax { amount, rate: Decimal::ZERO };
    let number = head.text("number").to_owned();
    let (paid, refunded) = (amount(head, "paid", currency)?, amount(head, "refunded", currency)?);
    if refunded.minor > paid.minor {
        return Err(head.fault("refunded", "Not more can be refunded than was paid"));
    }
    let placed_at = moment(head, zone)?;
    let state = head.text("state");
    if !["", "placed", "shipped", "delivered", "cancelled"].contains(&state) {
        return Err(head.fault("state", "Write placed, shipped, delivered or cancelled"));
    }
    let ship_to = address(head, "ship_");
    let mut told = TheirOrder {
        id: number.clone(),
        number: number.clone(),
        version: Moment(0),
        placed_at,
        email: head.text("email").to_owned(),
        customer_name: head.text("name").to_owned(),
        currency,
        prices_include_tax: head.text("prices_include_tax") != "no",
        bill_to: ship_to.clone(),
        ship_to,
        shipping_method: head.text("shipping_method").to_owned(),
        costs: if shipping.is_zero() {
            Vec::new()
        } else {
            vec![TheirCost {
                label: "Shipping".into(),
                is_shipping: true,
                amount: shipping,
                tax: tax(currency.zero()),
            }]
        },
        payments: paid_in(head, &number, held, paid)?,
        refunds: refunds(head, &number, held, refunded)?,
        parcels: parcels(&number, state, &lines, placed_at),
        cancelled_at: (state == "cancelled").then_some(placed_at),
        total: currency.zero(),
        lines,
    };
    told.total = match head.text("total") {
        "" => reckoned(&told).map_err(|e| head.fault("total", &e.to_string()))?,
        _ => amount(head, "total", currency)?,
    };
    Ok(told)
}

fn line(row: &Cells, at: usize, currency: Currency) -> Result<TheirLine, Fault> {
    if row.text("sku").is_empty() {
        return Err(row.fault("sku", "Enter the SKU of what was bought"));
    }
    let quantity = match row.text("quantity") {
        "" => 1,
        typed => typed
            .parse()
            .ok()
            .filter(|n| (1..=10_000).contains(n))
            .ok_or_else(|| row.fault("quantity", "Write a whole number of pieces, 1 to 10000"))?,
    };
    let rate = match row.text("tax_rate") {
        "" => Decimal::ZERO,
        typed => typed.parse().map_err(|_| row.fault("tax_rate", "Write the rate as 0.19 for 19 %"))?,
    };
    Ok(TheirLine {
        id: format!("{}/{}", row.text("number"), at + 1),
        product: String::new(),
        variant: String::new(),
        sku: row.text("sku").to_owned(),
        name: Some(row.text("item")).filter(|item| !item.is_empty()).unwrap_or_else(|| row.text("sku")).to_owned(),
        options: std::collections::BTreeMap::new(),
        quantity,
        price: amount(row, "price", currency)?,
        discount: amount(row, "discount", currency)?,
        tax: TheirTax { amount: amount(row, "tax", currency)?, rate },
    })
}

/// What the books hold of an order's money under the names a file gave it. A file tells sums; the books are told what was
/// added to them since the file before.
#[derive(Debug, Default)]
struct Held {
    paid: Vec<(String, Money)>,
    back: Vec<(String, Money)>,
}

impl Held {
    fn of(work: &mut Work<'_>, shop: &Shop, group: &[Cells]) -> Result<Self, Trouble> {
        let (mut held, number) = (Self::default(), group.first().map_or("", |head| head.text("number")));
        let Some(link) = links::find(work, shop.id, Kind::Order, number)? else {
            return Ok(held);
        };
        for line in payments::of(work, BillOf::Order(OrderId(link.ours)))?.into_iter().filter(Payment::holds) {
            let (names, list) = match line.kind {
                PaymentKind::Capture => (format!("{number}/paid"), &mut held.paid),
                PaymentKind::Refund => (format!("{number}/refunded/"), &mut held.back),
                PaymentKind::Authorise | PaymentKind::Void => continue,
            };
            if !line.reference.starts_with(&names) {
                continue;
            }
            match list.iter_mut().find(|(known, _)| *known == line.reference) {
                Some((_, sum)) => *sum = sum.plus(line.amount()).map_err(|e| Trouble::Shape(e.to_string()))?,
                None => list.push((line.reference.clone(), line.amount())),
            }
        }
        Ok(held)
    }
}

/// What is held, and what a sum says beyond it. A sum that fell cannot be: what happened to money stays.
fn grown(head: &Cells, column: &str, held: &[(String, Money)], sum: Money, name: String) -> Result<Vec<(String, Money)>, Fault> {
    let so_far = kit::money::total(sum.currency, held.iter().map(|(_, amount)| *amount));
    let more = so_far.and_then(|so_far| sum.minus(so_far)).map_err(|e| head.fault(column, &e.to_string()))?;
    if more.is_negative() {
        return Err(head.fault(column, "It was more in an earlier file. Enter at least that; what went back belongs into refunded"));
    }
    let mut all = held.to_vec();
    if more.is_positive() && !held.iter().any(|(known, _)| *known == name) {
        all.push((name, more));
    }
    Ok(all)
}

fn paid_in(head: &Cells, number: &str, held: &Held, paid: Money) -> Result<Vec<TheirPayment>, Fault> {
    let name = if held.paid.is_empty() {
        format!("{number}/paid")
    } else {
        format!("{number}/paid/{}", paid.minor)
    };
    let payment = |(id, amount)| TheirPayment {
        id,
        kind: TheirPaymentKind::Captured,
        amount,
        method: MethodKind::Card,
        parent: None,
    };
    Ok(grown(head, "paid", &held.paid, paid, name)?.into_iter().map(payment).collect())
}

fn refunds(head: &Cells, number: &str, held: &Held, back: Money) -> Result<Vec<TheirRefund>, Fault> {
    let refund = |(id, amount): (String, Money)| TheirRefund {
        id: id.replacen("/refunded/", "/refund/", 1),
        our_key: None,
        reason: "file".into(),
        lines: Vec::new(),
        money: vec![TheirMoneyBack { id, parent: None, amount }],
        state: TheirRefundState::Done,
    };
    let name = format!("{number}/refunded/{}", back.minor);
    Ok(grown(head, "refunded", &held.back, back, name)?.into_iter().map(refund).collect())
}

fn parcels(number: &str, state: &str, lines: &[TheirLine], at: Moment) -> Vec<TheirParcel> {
    if !matches!(state, "shipped" | "delivered") {
        return Vec::new();
    }
    vec![TheirParcel {
        id: format!("{number}/sent"),
        lines: lines.iter().map(|line| (line.id.clone(), line.quantity)).collect(),
        carrier: String::new(),
        tracking: String::new(),
        sent_at: at,
        delivered_at: (state == "delivered").then_some(at),
    }]
}

/// What the lines come to, where the file does not say.
fn reckoned(told: &TheirOrder) -> Result<Money, kit::MoneyFault> {
    let mut total = told.currency.zero();
    for line in &told.lines {
        total = total.plus(line.price.times(i64::from(line.quantity))?)?.minus(line.discount)?;
        if !told.prices_include_tax {
            total = total.plus(line.tax.amount)?;
        }
    }
    kit::money::total(told.currency, told.costs.iter().map(|cost| cost.amount))?.plus(total)
}
