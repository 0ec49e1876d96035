//! How this room's events read, in the reader's language. A new event does not compile until it has a sentence.

use crate::Event;
use kit::{Currency, Money};
use web::Text;

/// The sentence for an event.
pub fn story(event: &Event, text: &Text) -> Option<String> {
    // That a card was drawn, or was not, is counted and needs no reader.
    if matches!(event, Event::SuggestionShown { .. } | Event::SuggestionHeldOut { .. }) {
        return None;
    }
    let told = of_shop(event, text).or_else(|| of_orders(event, text)).or_else(|| of_suggestions(event, text));
    Some(told.unwrap_or_else(|| of_rules(event, text)))
}

fn of_suggestions(event: &Event, t: &Text) -> Option<String> {
    Some(match event {
        Event::SuggestionRuleSaved { .. } => t.say("orders-story-suggestion-rule-saved"),
        Event::SuggestionRuleRemoved { .. } => t.say("orders-story-suggestion-rule-removed"),
        Event::SuggestionSettingsChanged {} => t.say("orders-story-suggestion-settings"),
        Event::SuggestionsCounted { pairs } => t.say_with("orders-story-suggestion-counted", &[("pairs", pairs)]),
        Event::SuggestionOffered { .. } => t.say("orders-story-suggestion-offered"),
        Event::SuggestionDeclined { .. } => t.say("orders-story-suggestion-declined"),
        Event::SuggestionTaken { minor, currency, .. } => {
            t.say_with("orders-story-suggestion-taken", &[("amount", &amount(*minor, currency))])
        }
        Event::SuggestionsUnwanted { .. } => t.say("orders-story-suggestions-unwanted"),
        Event::SuggestionsWanted { .. } => t.say("orders-story-suggestions-wanted"),
        _ => return None,
    })
}

fn of_shop(event: &Event, t: &Text) -> Option<String> {
    Some(match event {
        Event::EntityAdded { .. } => t.say("orders-story-entity-added"),
        Event::BrandAdded { .. } => t.say("orders-story-brand-added"),
        Event::BrandChanged { .. } => t.say("orders-story-brand-changed"),
        Event::EntityChanged { .. } => t.say("orders-story-entity-changed"),
        Event::TaxRateSet { country, class } => t.say_with("orders-story-tax-rate-set", &[("country", country), ("class", class)]),
        Event::ShippingRateSet { method, country, .. } => {
            t.say_with("orders-story-shipping-rate-set", &[("method", method), ("country", country)])
        }
        Event::VoucherAdded { .. } => t.say("orders-story-voucher-added"),
        Event::RateCardAdded { .. } => t.say("orders-story-rate-card-added"),
        Event::PlanAdded { .. } => t.say("orders-story-plan-added"),
        Event::PlanChanged { .. } => t.say("orders-story-plan-changed"),
        Event::TaxClassDescribed { class } => t.say_with("orders-story-tax-class-described", &[("class", class)]),
        Event::VatNumberSet { .. } => t.say("orders-story-vat-number-set"),
        Event::Withdrawn { name, .. } => t.say_with("orders-story-withdrawn", &[("name", name)]),
        Event::RateCardRetired { .. } => t.say("orders-story-rate-card-retired"),
        Event::ProductAdded { .. } => t.say("orders-story-product-added"),
        Event::ProductChanged { what, .. } => t.say_with("orders-story-product-changed", &[("what", what)]),
        Event::VariantAdded { .. } => t.say("orders-story-variant-added"),
        Event::VariantChanged { what, .. } => t.say_with("orders-story-variant-changed", &[("what", what)]),
        Event::StockEntered { quantity, level, .. } => {
            t.say_with("orders-story-stock-entered", &[("quantity", quantity), ("level", level)])
        }
        Event::AddressAdded { .. } => t.say("orders-story-address-added"),
        Event::AddressChanged { .. } => t.say("orders-story-address-changed"),
        Event::AddressRemoved { .. } => t.say("orders-story-address-removed"),
        Event::MethodAdded { .. } => t.say("orders-story-method-added"),
        Event::MethodChanged { .. } => t.say("orders-story-method-changed"),
        Event::MethodRemoved { .. } => t.say("orders-story-method-removed"),
        Event::BalanceOpened { .. } => t.say("orders-story-balance-opened"),
        Event::BalanceEntered { minor, currency, .. } => {
            t.say_with("orders-story-balance-entered", &[("amount", &amount(*minor, currency))])
        }
        Event::BalanceClosed { .. } => t.say("orders-story-balance-closed"),
        _ => return None,
    })
}

fn of_orders(event: &Event, t: &Text) -> Option<String> {
    Some(match event {
        Event::OrderPlaced { minor, currency, .. } => t.say_with("orders-story-order-placed", &[("amount", &amount(*minor, currency))]),
        Event::OrderStatusChanged { to, .. } => t.say_with("orders-story-status-changed", &[("to", &state(t, to))]),
        Event::OrderEdited { what, .. } => t.say(&format!("orders-edit-{}", what.replace('_', "-"))),
        Event::OrderShipped { .. } => t.say("orders-story-shipped"),
        Event::ShipmentPassed { .. } => t.say("orders-story-passed"),
        Event::ShipmentEnded { how, .. } => t.say_with("orders-story-ended", &[("how", &state(t, how))]),
        Event::CustomerChanged { .. } => t.say("orders-story-customer-changed"),
        Event::MoneyMoved { what, minor, currency, .. } => {
            let what = t.say(&format!("orders-move-{what}"));
            t.say_with("orders-story-moved", &[("what", &what), ("amount", &amount(*minor, currency))])
        }
        Event::MoneySettled { .. } => t.say("orders-story-settled"),
        Event::MoneyFailed { .. } => t.say("orders-story-failed"),
        Event::PaperIssued { number, .. } => t.say_with("orders-story-paper", &[("number", number)]),
        Event::PaperPutOnReply { number, .. } => t.say_with("orders-story-paper-on-reply", &[("number", number)]),
        Event::ActionDone { verb, minor, currency, .. } => {
            t.say_with("orders-story-done", &[("verb", &deed(t, verb)), ("amount", &amount(*minor, currency))])
        }
        Event::ActionDenied { verb, code, .. } => t.say_with("orders-story-denied", &[("verb", &deed(t, verb)), ("code", code)]),
        _ => return None,
    })
}

fn of_rules(event: &Event, t: &Text) -> String {
    match event {
        Event::ApprovalAsked { verb, minor, currency, .. } => {
            t.say_with("orders-story-approval-asked", &[("verb", &deed(t, verb)), ("amount", &amount(*minor, currency))])
        }
        Event::ApprovalGiven { .. } => t.say("orders-story-approval-given"),
        Event::ApprovalRefused { .. } => t.say("orders-story-approval-refused"),
        Event::ApprovalVoid { why, .. } => t.say_with("orders-story-approval-void", &[("why", why)]),
        Event::ApprovalDelegated { .. } => t.say("orders-story-delegated"),
        Event::DelegationEnded { .. } => t.say("orders-story-delegation-ended"),
        Event::PolicyDrafted { version, .. } => t.say_with("orders-story-policy-drafted", &[("version", version)]),
        Event::PolicyDraftChanged { version, .. } => t.say_with("orders-story-policy-draft-changed", &[("version", version)]),
        Event::PolicyDraftRemoved { version, .. } => t.say_with("orders-story-policy-draft-removed", &[("version", version)]),
        Event::PolicyApproved { version, .. } => t.say_with("orders-story-policy-approved", &[("version", version)]),
        Event::PolicyWentLive { version, .. } => t.say_with("orders-story-policy-live", &[("version", version)]),
        Event::IdentityVerified { .. } => t.say("orders-story-verified"),
        Event::IdentityNotVerified { .. } => t.say("orders-story-not-verified"),
        Event::IdentityCodeSent { .. } => t.say("orders-story-code-sent"),
        Event::VerificationEnded { .. } => t.say("orders-story-verification-ended"),
        Event::RecordTypeDefined { version, .. } => t.say_with("orders-story-type-defined", &[("version", version)]),
        // The other functions have told it.
        _ => String::new(),
    }
}

fn amount(minor: i64, currency: &str) -> String {
    Currency::parse(currency).map_or_else(|_| minor.to_string(), |currency| Money::new(minor, currency).to_string())
}

fn state(t: &Text, word: &str) -> String {
    t.say(&format!("orders-status-{}", word.replace('_', "-")))
}

/// An action by its word; those of custom records are told as one kind.
fn deed(t: &Text, verb: &str) -> String {
    let key = format!("orders-verb-{}", verb.replace('_', "-"));
    if verb.contains('.') || !t.knows(&key) { t.say("orders-verb-own") } else { t.say(&key) }
}
