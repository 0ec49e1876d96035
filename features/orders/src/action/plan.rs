//! A plan: everything an action would do, as data. It is shown, hashed, and carried out as it stands.

use crate::address::Address;
use crate::bill::{BillOf, NewEntry};
use crate::brand::BrandId;
use crate::papers::PaperKind;
use crate::payment_method::MethodId;
use crate::payments::Movement;
use crate::product::{Options, ProductId, VariantId};
use crate::returns::{Condition, NewReturn, ReturnId};
use crate::unit::{UnitId, UnitState};
use customers::CustomerId;
use db::Trouble;
use kit::{Currency, Money};
use serde::{Deserialize, Serialize};

/// Why there is no plan: a deny code, or trouble with reading.
#[derive(Debug)]
pub(crate) enum Stop {
    Denied(&'static str),
    Trouble(Trouble),
}

impl From<Trouble> for Stop {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

/// It is impossible, and this is the code of why.
pub(crate) const fn deny<T>(code: &'static str) -> Result<T, Stop> {
    Err(Stop::Denied(code))
}

/// An order to be opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewOrder {
    pub brand: BrandId,
    pub customer: CustomerId,
    pub email: String,
    pub currency: Currency,
    pub country: String,
    pub prices_include_tax: bool,
    pub shipping_method: String,
    pub ship_to: Address,
    pub bill_to: Address,
    pub method: Option<MethodId>,
    /// What a shop beside us calls it, its number included if it brings one.
    pub outside_reference: Option<String>,
    pub number: Option<String>,
}

/// A piece to be added to an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewUnit {
    pub variant: VariantId,
    pub product: ProductId,
    pub sku: String,
    pub name: String,
    pub options: Options,
    pub category: String,
    pub tax_class: String,
    pub price: Money,
}

/// Credit we give without taking anything off the bill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    pub customer: CustomerId,
    pub amount: Money,
    pub reason: String,
}

/// A column of an order that changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Edit {
    ShipTo {
        before: Address,
        after: Address,
    },
    BillTo {
        before: Address,
        after: Address,
    },
    Method {
        before: Option<MethodId>,
        after: MethodId,
    },
    ShippingMethod {
        before: String,
        after: String,
    },
    /// Pieces taken out and put in; the bill says what it costs.
    Items {
        out: Vec<UnitId>,
        put_in: usize,
    },
}

/// An account as a preview saw it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AccountWas {
    pub plan: String,
    pub details: serde_json::Value,
}

/// What is done beside bill, money and stock.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "effect", rename_all = "snake_case")]
pub enum Effect {
    Cancels {
        units: Vec<UnitId>,
        reason: String,
    },
    OpensReturn(NewReturn),
    ReceivesReturn {
        id: ReturnId,
        looked: Vec<(UnitId, Condition, bool)>,
    },
    ClosesReturn {
        id: ReturnId,
    },
    /// The old pieces come back in the return opened by the same plan; the new ones are its new units, in this order.
    Exchanges {
        old: Vec<UnitId>,
        difference: Money,
    },
    SendsAgain {
        units: Vec<UnitId>,
        carrier: String,
    },
    Issues {
        kind: PaperKind,
    },
    UsesVoucher {
        voucher: i64,
    },
    OpensAccount {
        customer: CustomerId,
        plan: String,
        details: serde_json::Value,
        #[serde(default)]
        brand: Option<BrandId>,
    },
    /// Only if it still is as it was seen.
    UpdatesAccount {
        account: i64,
        plan: String,
        details: serde_json::Value,
        #[serde(default)]
        before: Option<AccountWas>,
    },
    ClosesAccount {
        account: i64,
        #[serde(default)]
        before: Option<AccountWas>,
        /// What is owed on it now.
        #[serde(default)]
        owed: Option<Money>,
    },
    MakesCharge(crate::charge::NewCharge),
    ChargeBecomes {
        charge: i64,
        state: crate::charge::ChargeState,
    },
    StartsSubscription(crate::subscription::NewSubscription),
    RenewsSubscription {
        subscription: i64,
        period_from: i64,
        period_until: i64,
    },
    /// No further period begins while it is paused; taken up again, they do.
    PausesSubscription {
        subscription: i64,
        paused: bool,
    },
    /// A paused one whose period is over goes on today, with periods counted anew; the moment is that of the doing.
    ResumesSubscription {
        subscription: i64,
    },
    /// Today; the moment is that of the doing.
    EndsSubscription {
        subscription: i64,
    },
    SubscriptionChanges {
        subscription: i64,
        terms: crate::subscription::NewTerms,
    },
    /// Money of ours becomes a customer's: a new gift card, store credit, or more on a balance there is.
    LoadsBalance {
        balance: Option<i64>,
        kind: crate::balance::BalanceKind,
        customer: Option<CustomerId>,
        amount: Money,
        reason: String,
        expires_at: Option<kit::Moment>,
    },
    OpensRecord {
        record_type: i64,
        customer: Option<CustomerId>,
        brand: BrandId,
        state: String,
        fields: serde_json::Value,
    },
    ChangesRecord {
        record: i64,
        version: i64,
        state: String,
        fields: serde_json::Value,
    },
}

/// Everything an action would do.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    pub new_order: Option<NewOrder>,
    pub new_units: Vec<NewUnit>,
    pub unit_states: Vec<(UnitId, UnitState)>,
    pub entries: Vec<NewEntry>,
    pub movements: Vec<Movement>,
    pub grants: Vec<Grant>,
    pub edits: Vec<Edit>,
    /// Pieces that go back on the shelf (positive) or are taken from it.
    pub stock: Vec<(VariantId, i64)>,
    pub effects: Vec<Effect>,
    /// What is at stake where bill and money do not say so: a record's own amount, what a change of subscription gives back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stake: Option<Money>,
    /// Whose bill the entries are on; `None` for that of the new order or charge.
    pub bill: Option<BillOf>,
    /// What comes onto bills beside that one: what a subscription gives back may lie on several charges.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<OnBill>,
    /// What cannot be undone, as words of the catalogue key `orders-final-…`.
    pub cannot_be_undone: Vec<String>,
}

/// Entries and movements on one more bill.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OnBill {
    pub bill: BillOf,
    pub entries: Vec<NewEntry>,
    pub movements: Vec<Movement>,
}

impl Plan {
    /// A plan on this bill.
    pub(crate) fn on(bill: BillOf) -> Self {
        Self { bill: Some(bill), ..Self::default() }
    }

    /// All entries, whichever bill they are on.
    pub(crate) fn all_entries(&self) -> impl Iterator<Item = &NewEntry> {
        self.entries.iter().chain(self.beside.iter().flat_map(|bill| &bill.entries))
    }

    /// All movements, whichever bill they are on.
    pub(crate) fn all_movements(&self) -> impl Iterator<Item = &Movement> {
        self.movements.iter().chain(self.beside.iter().flat_map(|bill| &bill.movements))
    }

    /// The bills that are there already and that it enters on.
    pub(crate) fn bills(&self) -> impl Iterator<Item = BillOf> {
        self.bill.into_iter().chain(self.beside.iter().map(|on| on.bill))
    }

    /// With one thing more that cannot be undone.
    pub(crate) fn finally(mut self, what: &str) -> Self {
        if !self.cannot_be_undone.iter().any(|known| known == what) {
            self.cannot_be_undone.push(what.into());
        }
        self
    }
}
