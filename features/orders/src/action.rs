//! Actions: what anybody may ask of the order desk, and the one way each of them goes.
//!
//! 1. [`preview`] works out, without changing anything, what a [`Request`] would do: lines, money, what cannot be undone,
//!    and the verdict of the policy. Its hash stands for all of that and for the state it was worked out on.
//! 2. [`confirm`] brings the hash back. If anything moved in between, nothing is done and the answer is
//!    [`db::Trouble::Changed`]. If the policy wants a second person, an approval is asked for instead. Else it is done,
//!    once: the same key again gives the same answer.
//!
//! Agents, customers in the portal, API tokens and automations use these two functions and no others; nobody has a
//! privileged path. One file per action: what may be asked, and the [`Plan`] it makes. Carrying a plan out is the same
//! for all of them, so an action cannot move money its preview did not show.

pub(crate) mod apply;
pub mod confirm;
mod denial;
mod facts;
mod offer;
mod origin;
mod parts;
mod plan;
pub mod preview;
mod pricing;
mod settle;
mod whereabouts;

mod account;
mod adjust;
mod adjust_charge;
mod cancel;
mod change;
mod change_plan;
mod charge;
mod close_return;
mod exchange;
mod load_balance;
mod paper;
mod pause;
mod pay;
mod pay_charge;
mod place_order;
mod record;
mod refund;
mod resend;
mod return_goods;
mod subscribe;
pub mod take_over;
mod unused;
mod voucher;

pub use account::{CloseAccount, OpenAccount, UpdateAccount};
pub use adjust::{AdjustBill, Credit, WaiveFee};
pub use adjust_charge::AdjustCharge;
pub use apply::Outcomes;
pub use cancel::Cancel;
pub use change::{ChangeAddress, ChangeItems, ChangePayment, ChangeShipping};
pub use change_plan::ChangeSubscription;
pub(crate) use charge::standard as standard_class;
pub use charge::{ByCard, MakeCharge};
pub use close_return::CloseReturn;
pub use confirm::{Ask, Confirmed, Done, confirm, confirm_from};
pub use denial::keep_denial;
pub use exchange::Exchange;
pub(crate) use facts::{acts_for, owner_of as facts_owner, role_of};
pub use load_balance::LoadBalance;
pub use origin::Origin;
pub use paper::{InvoiceCharge, IssueInvoice, IssueReceipt, ReceiptCharge};
pub use parts::Wanted;
pub use pause::{PauseSubscription, ResumeSubscription};
pub use pay::{Pay, TakePayment};
pub use pay_charge::PayCharge;
pub use place_order::PlaceOrder;
pub use plan::{AccountWas, Edit, Effect, Grant, NewOrder, NewUnit, OnBill, Plan};
pub(crate) use plan::{Stop, deny};
pub use preview::{Line, Preview, preview, preview_from};
pub use record::{ChangeRecord, OpenRecord};
pub use refund::{Refund, RefundWhat};
pub use resend::Resend;
pub use return_goods::{Looked, ReceiveReturn, ReturnGoods};
pub use subscribe::{EndSubscription, RenewSubscription, StartSubscription};
pub use voucher::ApplyVoucher;
pub(crate) use whereabouts::Place;

use db::Tx;
use policy::Facts;
use serde::{Deserialize, Serialize};

db::id!(
    /// The key of an action that was done.
    ActionId
);

/// What somebody asks for. As JSON, with the verb as `"verb"`, it is what the API takes and what is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verb", rename_all = "snake_case")]
pub enum Request {
    PlaceOrder(PlaceOrder),
    ChangeItems(ChangeItems),
    ChangeAddress(ChangeAddress),
    ChangePayment(ChangePayment),
    ChangeShipping(ChangeShipping),
    Cancel(Cancel),
    Return(ReturnGoods),
    ReceiveReturn(ReceiveReturn),
    CloseReturn(CloseReturn),
    Exchange(Exchange),
    Refund(Refund),
    Resend(Resend),
    TakePayment(TakePayment),
    PayCharge(PayCharge),
    Invoice(IssueInvoice),
    Receipt(IssueReceipt),
    InvoiceCharge(InvoiceCharge),
    ReceiptCharge(ReceiptCharge),
    Credit(Credit),
    AdjustBill(AdjustBill),
    AdjustCharge(AdjustCharge),
    WaiveFee(WaiveFee),
    ApplyVoucher(ApplyVoucher),
    OpenAccount(OpenAccount),
    UpdateAccount(UpdateAccount),
    CloseAccount(CloseAccount),
    Charge(MakeCharge),
    StartSubscription(StartSubscription),
    RenewSubscription(RenewSubscription),
    ChangeSubscription(ChangeSubscription),
    PauseSubscription(PauseSubscription),
    ResumeSubscription(ResumeSubscription),
    EndSubscription(EndSubscription),
    LoadBalance(LoadBalance),
    OpenRecord(OpenRecord),
    ChangeRecord(ChangeRecord),
}

/// What each kind of request knows about itself.
pub(crate) trait Deed {
    /// The word policies and reports name it by.
    fn verb(&self) -> String;
    /// Where it would happen: the order, the customer, the brand, the country, the currency.
    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop>;
    /// What a policy may ask beyond what every action tells: reason, same product, in stock …
    fn facts(&self, tx: &mut Tx<'_>, at: &Place, facts: Facts) -> Result<Facts, Stop>;
    /// What would be done. A deny code if it is impossible whatever the policy says.
    fn plan(&self, tx: &mut Tx<'_>, at: &Place) -> Result<Plan, Stop>;
    /// Why, in the words of whoever asks.
    fn reason(&self) -> &str;
}

impl Request {
    pub(crate) fn deed(&self) -> &dyn Deed {
        match self {
            Self::PlaceOrder(deed) => deed,
            Self::ChangeItems(deed) => deed,
            Self::ChangeAddress(deed) => deed,
            Self::ChangePayment(deed) => deed,
            Self::ChangeShipping(deed) => deed,
            Self::Cancel(deed) => deed,
            Self::Return(deed) => deed,
            Self::ReceiveReturn(deed) => deed,
            Self::CloseReturn(deed) => deed,
            Self::Exchange(deed) => deed,
            Self::Refund(deed) => deed,
            Self::Resend(deed) => deed,
            Self::TakePayment(deed) => deed,
            Self::PayCharge(deed) => deed,
            Self::Invoice(deed) => deed,
            Self::Receipt(deed) => deed,
            Self::InvoiceCharge(deed) => deed,
            Self::ReceiptCharge(deed) => deed,
            Self::Credit(deed) => deed,
            Self::AdjustBill(deed) => deed,
            Self::AdjustCharge(deed) => deed,
            Self::WaiveFee(deed) => deed,
            Self::ApplyVoucher(deed) => deed,
            Self::OpenAccount(deed) => deed,
            Self::UpdateAccount(deed) => deed,
            Self::CloseAccount(deed) => deed,
            Self::Charge(deed) => deed,
            Self::StartSubscription(deed) => deed,
            Self::RenewSubscription(deed) => deed,
            Self::ChangeSubscription(deed) => deed,
            Self::PauseSubscription(deed) => deed,
            Self::ResumeSubscription(deed) => deed,
            Self::EndSubscription(deed) => deed,
            Self::LoadBalance(deed) => deed,
            Self::OpenRecord(deed) => deed,
            Self::ChangeRecord(deed) => deed,
        }
    }

    /// The word policies and reports name it by: `refund`, `cancel`, or `claim.settle` for a record's own action.
    pub fn verb(&self) -> String {
        self.deed().verb()
    }
}
