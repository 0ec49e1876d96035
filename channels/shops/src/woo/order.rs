//! WooCommerce's order, customer and product in words of ours.
//!
//! Its amounts are texts with as many decimals as the shop shows; a line's `subtotal` is before discounts and `total` after,
//! both without tax, whatever the shop shows its customers.

use crate::amount;
use crate::commerce::Ailment;
use crate::field::{at, count, id, list, maybe_moment, moment, our_key, text};
use crate::theirs::{
    TheirCost, TheirCustomer, TheirLine, TheirMoneyBack, TheirOrder, TheirParcel, TheirPayment, TheirPaymentKind, TheirProduct,
    TheirRefund, TheirRefundState, TheirReturned, TheirTax, TheirVariant,
};
use kit::{Currency, Money};
use orders::address::Address;
use orders::payment_method::MethodKind;
use rust_decimal::Decimal;
use serde_json::Value;
use std::collections::BTreeMap;

/// The meta entry our refunds carry.
pub(super) const KEY: &str = "_frontline_key";

/// `None` for what is no order yet: a draft of the checkout, or one in the bin.
pub(crate) fn order(node: &Value, refunds: &Value) -> Result<Option<TheirOrder>, Ailment> {
    let status = text(node, "/status");
    if matches!(status.as_str(), "checkout-draft" | "auto-draft" | "trash") {
        return Ok(None);
    }
    let currency = amount::currency(&text(node, "/currency"))?;
    let (ship_to, bill_to) = (address(at(node, "/shipping")), address(at(node, "/billing")));
    let lines = list(node, "/line_items")
        .iter()
        .map(|line| self::line(line, currency))
        .collect::<Result<Vec<_>, _>>()?;
    let shipping = list(node, "/shipping_lines").iter().map(|cost| self::cost(cost, "/method_title", true, currency));
    let fees = list(node, "/fee_lines").iter().map(|cost| self::cost(cost, "/name", false, currency));
    let version = moment(node, "/date_modified_gmt")?;
    let delivered = (status == "completed").then(|| maybe_moment(node, "/date_completed_gmt").unwrap_or(version));
    Ok(Some(TheirOrder {
        id: id(node, "/id")?,
        number: id(node, "/number").or_else(|_| id(node, "/id"))?,
        version,
        placed_at: moment(node, "/date_created_gmt")?,
        email: text(node, "/billing/email"),
        customer_name: bill_to.name.clone(),
        currency,
        // Lines come without tax even where the shop's prices have it.
        prices_include_tax: false,
        ship_to: if ship_to.country.is_empty() { bill_to.clone() } else { ship_to },
        bill_to,
        shipping_method: text(node, "/shipping_lines/0/method_title"),
        parcels: delivered.map(|at| parcel(node, &lines, at)).transpose()?.into_iter().collect(),
        costs: shipping.chain(fees).collect::<Result<_, _>>()?,
        payments: paid(node, currency)?,
        refunds: refunds
            .as_array()
            .map_or(&[][..], Vec::as_slice)
            .iter()
            .map(|one| refund(one, currency))
            .collect::<Result<_, _>>()?,
        cancelled_at: matches!(status.as_str(), "cancelled" | "failed").then_some(version),
        total: amount::exact(&text(node, "/total"), currency)?,
        lines,
    }))
}

fn line(node: &Value, currency: Currency) -> Result<TheirLine, Ailment> {
    let quantity = count(node, "/quantity")?;
    let subtotal = amount::rounded(&text(node, "/subtotal"), currency)?;
    let total = amount::rounded(&text(node, "/total"), currency)?;
    // The price of one piece, rounded up where the line does not divide: the rest of a cent is a discount.
    let each = match i64::from(quantity) {
        0 => subtotal.minor,
        pieces => subtotal.minor / pieces + i64::from(subtotal.minor % pieces > 0),
    };
    let price = Money::new(each, currency);
    let whole = price.times(i64::from(quantity.max(1))).map_err(unreadable)?;
    let options = list(node, "/meta_data").iter().filter(|meta| text(meta, "/key").starts_with("pa_"));
    Ok(TheirLine {
        id: id(node, "/id")?,
        product: id(node, "/product_id").unwrap_or_default(),
        variant: variant_key(node)?,
        sku: text(node, "/sku"),
        name: text(node, "/name"),
        options: options
            .map(|meta| (text(meta, "/key").trim_start_matches("pa_").to_owned(), text(meta, "/value")))
            .collect(),
        quantity,
        price,
        discount: whole.minus(total).map_err(unreadable)?,
        tax: tax(node, total, currency)?,
    })
}

fn unreadable(why: impl std::fmt::Display) -> Ailment {
    Ailment::Unreadable(why.to_string())
}

/// A product without variations is its own variant.
fn variant_key(node: &Value) -> Result<String, Ailment> {
    match id(node, "/variation_id") {
        Ok(variation) if variation != "0" => Ok(variation),
        _ => Ok(id(node, "/product_id").ok().filter(|id| id != "0").map(|id| format!("p{id}")).unwrap_or_default()),
    }
}

fn tax(node: &Value, net: Money, currency: Currency) -> Result<TheirTax, Ailment> {
    let said = text(node, "/total_tax");
    let amount = if said.is_empty() { currency.zero() } else { amount::rounded(&said, currency)? };
    // Rates are not on the line; what was reckoned shows them, to a tenth of a percent.
    let rate = if net.is_zero() {
        Decimal::ZERO
    } else {
        (Decimal::from(amount.minor) / Decimal::from(net.minor)).round_dp(3)
    };
    Ok(TheirTax { amount, rate })
}

fn cost(node: &Value, label: &str, is_shipping: bool, currency: Currency) -> Result<TheirCost, Ailment> {
    let amount = amount::rounded(&text(node, "/total"), currency)?;
    Ok(TheirCost { label: text(node, label), is_shipping, amount, tax: tax(node, amount, currency)? })
}

/// An order is paid as a whole or not at all.
fn paid(node: &Value, currency: Currency) -> Result<Vec<TheirPayment>, Ailment> {
    if maybe_moment(node, "/date_paid_gmt").is_none() {
        return Ok(Vec::new());
    }
    let amount = amount::exact(&text(node, "/total"), currency)?;
    let method = match text(node, "/payment_method").as_str() {
        "bacs" | "cheque" | "cod" => MethodKind::Bank,
        name if name.contains("paypal") => MethodKind::Wallet,
        _ => MethodKind::Card,
    };
    let id = format!("paid-{}", id(node, "/id")?);
    let paid = TheirPayment { id, kind: TheirPaymentKind::Captured, amount, method, parent: None };
    Ok(if amount.is_positive() { vec![paid] } else { Vec::new() })
}

fn refund(node: &Value, currency: Currency) -> Result<TheirRefund, Ailment> {
    let number = id(node, "/id")?;
    let reason = text(node, "/reason");
    let meta = list(node, "/meta_data").iter().find(|meta| text(meta, "/key") == KEY);
    let amount = amount::exact(&text(node, "/amount"), currency)?;
    let amount = Money::new(amount.minor.abs(), currency);
    Ok(TheirRefund {
        our_key: meta.map(|meta| text(meta, "/value")).or_else(|| our_key(&reason)),
        reason,
        lines: list(node, "/line_items")
            .iter()
            .filter_map(|line| returned(line).transpose())
            .collect::<Result<_, _>>()?,
        money: if amount.is_positive() {
            vec![TheirMoneyBack { id: format!("refund-{number}"), parent: None, amount }]
        } else {
            Vec::new()
        },
        state: TheirRefundState::Done,
        id: number,
    })
}

/// Which line a refunded piece is of stands in a meta entry.
fn returned(node: &Value) -> Result<Option<TheirReturned>, Ailment> {
    let quantity = count(node, "/quantity")?;
    let of = list(node, "/meta_data").iter().find(|meta| text(meta, "/key") == "_refunded_item_id");
    let Some(line) = of.and_then(|meta| id(meta, "/value").ok()) else { return Ok(None) };
    Ok((quantity > 0).then_some(TheirReturned { line, quantity, came_back: true }))
}

/// WooCommerce knows of no parcels: an order that is completed was sent.
fn parcel(node: &Value, lines: &[TheirLine], at: kit::Moment) -> Result<TheirParcel, Ailment> {
    Ok(TheirParcel {
        id: format!("completed-{}", id(node, "/id")?),
        lines: lines.iter().map(|line| (line.id.clone(), line.quantity)).collect(),
        carrier: text(node, "/shipping_lines/0/method_title"),
        tracking: String::new(),
        sent_at: at,
        delivered_at: None,
    })
}

fn address(node: &Value) -> Address {
    Address {
        name: format!("{} {}", text(node, "/first_name"), text(node, "/last_name")).trim().to_owned(),
        line1: text(node, "/address_1"),
        line2: text(node, "/address_2"),
        postcode: text(node, "/postcode"),
        city: text(node, "/city"),
        region: text(node, "/state"),
        country: text(node, "/country"),
    }
}

pub(crate) fn customer(node: &Value) -> Result<Option<TheirCustomer>, Ailment> {
    let email = text(node, "/email");
    if email.is_empty() {
        return Ok(None);
    }
    let shipping = address(at(node, "/shipping"));
    Ok(Some(TheirCustomer {
        id: id(node, "/id")?,
        version: moment(node, "/date_modified_gmt").or_else(|_| moment(node, "/date_created_gmt"))?,
        email,
        name: format!("{} {}", text(node, "/first_name"), text(node, "/last_name")).trim().to_owned(),
        address: Some(shipping).filter(|address| !address.country.is_empty()),
    }))
}

/// Prices of the catalogue are left to orders: the catalogue does not say in which currency they are.
pub(crate) fn product(node: &Value, variations: &[Value]) -> Result<TheirProduct, Ailment> {
    let product = id(node, "/id")?;
    let variant = |node: &Value, id: String, options: BTreeMap<String, String>| TheirVariant {
        id,
        sku: text(node, "/sku"),
        options,
        price: None,
        is_available: text(node, "/stock_status") != "outofstock" && at(node, "/purchasable") != &Value::Bool(false),
    };
    let mut variants = Vec::new();
    for one in variations {
        let options = list(one, "/attributes")
            .iter()
            .map(|a| (text(a, "/name").to_lowercase(), text(a, "/option")))
            .collect();
        variants.push(variant(one, id(one, "/id")?, options));
    }
    if variants.is_empty() {
        variants.push(variant(node, format!("p{product}"), BTreeMap::new()));
    }
    Ok(TheirProduct {
        version: moment(node, "/date_modified_gmt")?,
        name: text(node, "/name"),
        description: text(node, "/short_description"),
        variants,
        id: product,
    })
}
