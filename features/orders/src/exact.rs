//! Money faults as troubles of a unit of work, and the sums this room adds up most.

use db::Trouble;
use kit::{Currency, Money, MoneyFault};

/// An amount that cannot be made is a refusal with the reason in it.
pub(crate) fn fault(fault: MoneyFault) -> Trouble {
    Trouble::refused("orders-money-fault").with("reason", fault)
}

/// The sum in `currency`.
pub(crate) fn sum(currency: Currency, amounts: impl IntoIterator<Item = Money>) -> Result<Money, Trouble> {
    kit::money::total(currency, amounts).map_err(fault)
}

/// `a - b`.
pub(crate) fn less(a: Money, b: Money) -> Result<Money, Trouble> {
    a.minus(b).map_err(fault)
}

/// `a + b`.
pub(crate) fn plus(a: Money, b: Money) -> Result<Money, Trouble> {
    a.plus(b).map_err(fault)
}

/// The same amount the other way.
pub(crate) fn negated(a: Money) -> Result<Money, Trouble> {
    a.negated().map_err(fault)
}
