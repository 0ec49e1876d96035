//! What a shop has, in words of ours and free of its own format: customers, products, orders with their money.
//!
//! Connectors make these from payloads; the books take them in. Each value is whole: an order holds all its payments and
//! refunds so far, so that a newer one always says more than an older one, and in whatever order they come the newest wins.

use kit::{Currency, Moment, Money};
use orders::address::Address;
use orders::payment_method::MethodKind;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Something a shop told of.
#[derive(Debug, Clone, PartialEq)]
pub enum Told {
    Customer(TheirCustomer),
    Product(TheirProduct),
    Order(Box<TheirOrder>),
    Money(TheirMoney),
}

/// Somebody who bought there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TheirCustomer {
    pub id: String,
    pub version: Moment,
    pub email: String,
    pub name: String,
    pub address: Option<Address>,
}

/// A product with all its variants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TheirProduct {
    pub id: String,
    pub version: Moment,
    pub name: String,
    pub description: String,
    pub variants: Vec<TheirVariant>,
}

/// One variant of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TheirVariant {
    pub id: String,
    /// Empty where the shop has none; then one is made from its id.
    pub sku: String,
    pub options: BTreeMap<String, String>,
    pub price: Option<Money>,
    pub is_available: bool,
}

/// An order as it stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TheirOrder {
    pub id: String,
    pub number: String,
    pub version: Moment,
    pub placed_at: Moment,
    pub email: String,
    pub customer_name: String,
    pub currency: Currency,
    pub prices_include_tax: bool,
    pub ship_to: Address,
    pub bill_to: Address,
    pub shipping_method: String,
    pub lines: Vec<TheirLine>,
    /// Shipping and fees.
    pub costs: Vec<TheirCost>,
    pub payments: Vec<TheirPayment>,
    pub refunds: Vec<TheirRefund>,
    pub parcels: Vec<TheirParcel>,
    pub cancelled_at: Option<Moment>,
    /// What the order came to before anything was refunded.
    pub total: Money,
}

/// What a line or a cost is taxed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TheirTax {
    pub amount: Money,
    pub rate: Decimal,
}

/// A line: so many pieces of one variant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TheirLine {
    pub id: String,
    pub product: String,
    pub variant: String,
    pub sku: String,
    pub name: String,
    pub options: BTreeMap<String, String>,
    pub quantity: u32,
    /// Of one piece, before discounts; with tax in it if the order's prices have.
    pub price: Money,
    /// Taken off the whole line, never negative.
    pub discount: Money,
    pub tax: TheirTax,
}

/// Shipping, a fee, a tip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TheirCost {
    pub label: String,
    pub is_shipping: bool,
    /// With tax in it if the order's prices have.
    pub amount: Money,
    pub tax: TheirTax,
}

/// What happened to money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TheirPaymentKind {
    Authorised,
    Captured,
    Voided,
}

/// A payment that succeeded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TheirPayment {
    pub id: String,
    pub kind: TheirPaymentKind,
    pub amount: Money,
    pub method: MethodKind,
    /// The authorisation a capture or void is of.
    pub parent: Option<String>,
}

/// Money and pieces that went back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TheirRefund {
    pub id: String,
    /// The key of the errand it was made by, if we asked for it.
    pub our_key: Option<String>,
    pub reason: String,
    pub lines: Vec<TheirReturned>,
    pub money: Vec<TheirMoneyBack>,
    pub state: TheirRefundState,
}

/// How far the money of a refund is. A shop tells of a refund when it is done; a provider may tell of it before, and a bank may
/// send it back days later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TheirRefundState {
    Pending,
    Done,
    Failed,
}

/// Pieces of a refund.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TheirReturned {
    pub line: String,
    pub quantity: u32,
    /// They went back into stock, or never left.
    pub came_back: bool,
}

/// Money of a refund.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TheirMoneyBack {
    pub id: String,
    /// The payment it is drawn on, where the shop says so.
    pub parent: Option<String>,
    pub amount: Money,
}

/// A parcel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TheirParcel {
    pub id: String,
    pub lines: Vec<(String, u32)>,
    pub carrier: String,
    pub tracking: String,
    pub sent_at: Moment,
    pub delivered_at: Option<Moment>,
}

/// Money at a provider that knows no orders: what it names as the order is all there is to find it by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TheirMoney {
    pub id: String,
    pub version: Moment,
    pub at: Moment,
    /// The order's number, as whoever took the payment noted it.
    pub order_number: String,
    pub amount: Money,
    pub is_captured: bool,
    pub method: MethodKind,
    pub refunds: Vec<TheirRefund>,
}

impl Told {
    /// A word for logs and tables.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Customer(_) => "customer",
            Self::Product(_) => "product",
            Self::Order(_) => "order",
            Self::Money(_) => "money",
        }
    }
}
