//! Shopify's order, customer and product in words of ours.

use crate::amount;
use crate::commerce::Ailment;
use crate::field::{at, count, id, list, maybe_moment, moment, money, number_text, our_key, text};
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

/// An order with everything that happened to it.
pub(crate) fn order(node: &Value) -> Result<TheirOrder, Ailment> {
    let currency = amount::currency(&text(node, "/currencyCode"))?;
    if at(node, "/lineItems/pageInfo/hasNextPage") == &Value::Bool(true) {
        return Err(Ailment::Unreadable("the order has more than 100 lines".into()));
    }
    let ship_to = address(at(node, "/shippingAddress"));
    let bill_to = address(at(node, "/billingAddress"));
    let each = |place: &str| list(node, place).iter();
    Ok(TheirOrder {
        id: id(node, "/id")?,
        number: text(node, "/name").trim_start_matches('#').to_owned(),
        version: moment(node, "/updatedAt")?,
        placed_at: moment(node, "/processedAt")?,
        email: text(node, "/email"),
        customer_name: text(node, "/customer/displayName"),
        currency,
        prices_include_tax: at(node, "/taxesIncluded") == &Value::Bool(true),
        bill_to: if bill_to.country.is_empty() { ship_to.clone() } else { bill_to },
        ship_to,
        shipping_method: text(node, "/shippingLines/nodes/0/title"),
        lines: each("/lineItems/nodes").map(|line| self::line(line, currency)).collect::<Result<_, _>>()?,
        costs: each("/shippingLines/nodes").map(|cost| shipping(cost, currency)).collect::<Result<_, _>>()?,
        payments: each("/transactions")
            .filter_map(|line| payment(line, currency).transpose())
            .collect::<Result<_, _>>()?,
        refunds: each("/refunds").map(|one| refund(one, currency)).collect::<Result<_, _>>()?,
        parcels: each("/fulfillments")
            .filter(|parcel| text(parcel, "/status") != "CANCELLED")
            .map(parcel)
            .collect::<Result<_, _>>()?,
        cancelled_at: maybe_moment(node, "/cancelledAt"),
        total: money(node, "/totalPriceSet/shopMoney/amount", currency)?,
    })
}

fn sum(currency: Currency, amounts: impl Iterator<Item = Result<Money, Ailment>>) -> Result<Money, Ailment> {
    let amounts: Vec<Money> = amounts.collect::<Result<_, _>>()?;
    kit::money::total(currency, amounts).map_err(|e| Ailment::Unreadable(e.to_string()))
}

/// Several taxes on one line, such as state and county, are one rate here.
fn tax(lines: &[Value], currency: Currency) -> Result<TheirTax, Ailment> {
    let amount = sum(currency, lines.iter().map(|line| money(line, "/priceSet/shopMoney/amount", currency)))?;
    let rates: Vec<Decimal> = lines.iter().map(|line| amount::number(&number_text(line, "/rate"))).collect::<Result<_, _>>()?;
    Ok(TheirTax { amount, rate: rates.into_iter().sum() })
}

fn line(node: &Value, currency: Currency) -> Result<TheirLine, Ailment> {
    let taken_off = list(node, "/discountAllocations").iter();
    Ok(TheirLine {
        id: id(node, "/id")?,
        product: text(node, "/product/id"),
        variant: text(node, "/variant/id"),
        sku: text(node, "/sku"),
        name: text(node, "/name"),
        options: options(at(node, "/variant")),
        quantity: count(node, "/quantity")?,
        price: money(node, "/originalUnitPriceSet/shopMoney/amount", currency)?,
        discount: sum(currency, taken_off.map(|part| money(part, "/allocatedAmountSet/shopMoney/amount", currency)))?,
        tax: tax(list(node, "/taxLines"), currency)?,
    })
}

fn shipping(node: &Value, currency: Currency) -> Result<TheirCost, Ailment> {
    Ok(TheirCost {
        label: text(node, "/title"),
        is_shipping: true,
        amount: money(node, "/discountedPriceSet/shopMoney/amount", currency)?,
        tax: tax(list(node, "/taxLines"), currency)?,
    })
}

fn payment(node: &Value, currency: Currency) -> Result<Option<TheirPayment>, Ailment> {
    let kind = match text(node, "/kind").as_str() {
        "AUTHORIZATION" => TheirPaymentKind::Authorised,
        "CAPTURE" | "SALE" => TheirPaymentKind::Captured,
        "VOID" => TheirPaymentKind::Voided,
        _ => return Ok(None),
    };
    if text(node, "/status") != "SUCCESS" {
        return Ok(None);
    }
    Ok(Some(TheirPayment {
        id: id(node, "/id")?,
        kind,
        amount: money(node, "/amountSet/shopMoney/amount", currency)?,
        method: method(&text(node, "/gateway")),
        parent: id(node, "/parentTransaction/id").ok(),
    }))
}

fn method(gateway: &str) -> MethodKind {
    match gateway {
        "paypal" | "shop_pay" | "amazon_payments" => MethodKind::Wallet,
        "bank_deposit" | "manual" | "money_order" => MethodKind::Bank,
        _ => MethodKind::Card,
    }
}

fn refund(node: &Value, currency: Currency) -> Result<TheirRefund, Ailment> {
    let note = text(node, "/note");
    let went_back = |line: &&Value| text(line, "/kind") == "REFUND" && text(line, "/status") == "SUCCESS";
    Ok(TheirRefund {
        id: id(node, "/id")?,
        our_key: our_key(&note),
        reason: note,
        lines: list(node, "/refundLineItems/nodes").iter().map(returned).collect::<Result<_, _>>()?,
        money: list(node, "/transactions/nodes")
            .iter()
            .filter(went_back)
            .map(|line| money_back(line, currency))
            .collect::<Result<_, _>>()?,
        state: TheirRefundState::Done,
    })
}

fn returned(node: &Value) -> Result<TheirReturned, Ailment> {
    Ok(TheirReturned {
        line: id(node, "/lineItem/id")?,
        quantity: count(node, "/quantity")?,
        came_back: text(node, "/restockType") != "NO_RESTOCK",
    })
}

fn money_back(node: &Value, currency: Currency) -> Result<TheirMoneyBack, Ailment> {
    Ok(TheirMoneyBack {
        id: id(node, "/id")?,
        parent: id(node, "/parentTransaction/id").ok(),
        amount: money(node, "/amountSet/shopMoney/amount", currency)?,
    })
}

fn parcel(node: &Value) -> Result<TheirParcel, Ailment> {
    let piece = |line: &Value| Ok((id(line, "/lineItem/id")?, count(line, "/quantity")?));
    Ok(TheirParcel {
        id: id(node, "/id")?,
        lines: list(node, "/fulfillmentLineItems/nodes").iter().map(piece).collect::<Result<_, Ailment>>()?,
        carrier: text(node, "/trackingInfo/0/company"),
        tracking: text(node, "/trackingInfo/0/number"),
        sent_at: moment(node, "/createdAt")?,
        delivered_at: maybe_moment(node, "/deliveredAt"),
    })
}

fn options(variant: &Value) -> BTreeMap<String, String> {
    list(variant, "/selectedOptions")
        .iter()
        .map(|option| (text(option, "/name"), text(option, "/value")))
        // A product without variants has one option of this name.
        .filter(|(name, _)| name != "Title")
        .collect()
}

fn address(node: &Value) -> Address {
    Address {
        name: text(node, "/name"),
        line1: text(node, "/address1"),
        line2: text(node, "/address2"),
        postcode: text(node, "/zip"),
        city: text(node, "/city"),
        region: text(node, "/provinceCode"),
        country: text(node, "/countryCodeV2"),
    }
}

/// Somebody without an address of mail cannot be recognised here and is left out.
pub(crate) fn customer(node: &Value) -> Result<Option<TheirCustomer>, Ailment> {
    let email = text(node, "/defaultEmailAddress/emailAddress");
    if email.is_empty() {
        return Ok(None);
    }
    Ok(Some(TheirCustomer {
        id: id(node, "/id")?,
        version: moment(node, "/updatedAt")?,
        email,
        name: text(node, "/displayName"),
        address: Some(address(at(node, "/defaultAddress"))).filter(|address| !address.country.is_empty()),
    }))
}

pub(crate) fn product(node: &Value, currency: &str) -> Result<TheirProduct, Ailment> {
    let currency = amount::currency(currency)?;
    let variant = |node: &Value| {
        Ok(TheirVariant {
            id: id(node, "/id")?,
            sku: text(node, "/sku"),
            options: options(node),
            price: Some(money(node, "/price", currency)?),
            is_available: at(node, "/availableForSale") == &Value::Bool(true),
        })
    };
    Ok(TheirProduct {
        id: id(node, "/id")?,
        version: moment(node, "/updatedAt")?,
        name: text(node, "/title"),
        description: text(node, "/description"),
        variants: list(node, "/variants/nodes").iter().map(variant).collect::<Result<_, Ailment>>()?,
    })
}
