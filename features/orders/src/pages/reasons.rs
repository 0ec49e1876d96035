//! The reasons an agent may choose for an action: those of the house, and whatever else the policy that counts there names.

use crate::order::Order;
use crate::{brand, policies};
use db::{Trouble, Tx};
use policy::{Policy, Predicate};

/// What customers of any shop come with, the likeliest first.
pub(super) fn of_the_house(verb: &str) -> &'static [&'static str] {
    match verb {
        "refund" => &["defective", "damaged", "wrong_item", "not_as_described", "arrives_too_late", "lost", "billing_error", "other"],
        "goodwill" => &["service_failure", "arrives_too_late", "goodwill", "other"],
        "return" | "exchange" => &["no_longer_needed", "wrong_item", "not_as_described", "damaged", "defective", "changed_mind", "other"],
        "close_return" => &["changed_mind", "lost", "other"],
        "cancel" => &["no_longer_needed", "ordered_by_mistake", "changed_mind", "found_cheaper", "arrives_too_late", "other"],
        "resend" => &["lost", "damaged", "defective", "wrong_item"],
        "credit" | "adjust_bill" | "waive_fee" => &["billing_error", "service_failure", "goodwill", "other"],
        "load_balance" => &["goodwill", "service_failure", "billing_error", "other"],
        "pause_subscription" | "end_subscription" | "close_account" => &["no_longer_needed", "found_cheaper", "service_failure", "other"],
        "pay_charge" => &["payment", "other"],
        _ => &[],
    }
}

/// The reasons for an action on what a customer has.
pub(super) fn for_customer(verb: &str) -> &'static [&'static str] {
    match of_the_house(verb) {
        [] => &["customer_asked", "service_failure", "other"],
        words => words,
    }
}

/// The reasons for this action on this order; none if it needs none.
pub(super) fn of(tx: &mut Tx<'_>, order: &Order, verb: &str) -> Result<Vec<String>, Trouble> {
    let mut all: Vec<String> = of_the_house(verb).iter().map(|word| (*word).to_owned()).collect();
    let brand = brand::find(tx, order.brand)?;
    if let Some((_, policy)) = policies::counting(tx, &brand, &order.country)? {
        for word in named_by(&policy, verb) {
            if !all.contains(&word) {
                all.push(word);
            }
        }
    }
    Ok(all)
}

fn named_by(policy: &Policy, verb: &str) -> Vec<String> {
    let mut found = Vec::new();
    for rule in policy.actions.get(verb).into_iter().flat_map(|action| &action.rules) {
        for predicate in rule.when.iter().chain([&rule.require]) {
            collect(predicate, &mut found);
        }
    }
    found
}

fn collect(predicate: &Predicate, found: &mut Vec<String>) {
    match predicate {
        Predicate::ReasonIn(words) => found.extend(words.iter().cloned()),
        Predicate::AllOf(all) | Predicate::AnyOf(all) => all.iter().for_each(|one| collect(one, found)),
        Predicate::Not(one) => collect(one, found),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::named_by;

    #[test]
    fn a_policys_own_reasons_can_be_chosen() {
        let named = named_by(&policy::kettle_and_co(), "cancel");
        assert!(named.iter().any(|word| word == "ordered_by_mistake"), "{named:?}");
    }
}
