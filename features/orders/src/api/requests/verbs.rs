//! Every verb there is, with its fields: name, shape, whether it must be there.

use super::shapes::Shape;
use super::{Field, Verb};

const fn field(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, required: true }
}

const fn may(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, required: false }
}

/// All of them, in the order of the domain.
pub(in crate::api) const VERBS: &[Verb] = &[
    Verb {
        name: "place_order",
        says: "Places an order. Pieces by SKU; without addresses those of the customer; several payments may share the total.",
        fields: &[
            field("brand", Shape::Text),
            field("customer", Shape::Key),
            field("lines", Shape::Wanted),
            may("currency", Shape::CurrencyOrNothing),
            may("ship_to", Shape::AddressOrNothing),
            may("bill_to", Shape::AddressOrNothing),
            may("shipping", Shape::Text),
            may("voucher", Shape::TextOrNothing),
            may("pay", Shape::Pays),
            may("outside_reference", Shape::TextOrNothing),
            may("number", Shape::TextOrNothing),
        ],
    },
    Verb {
        name: "change_items",
        says: "Takes pieces out of an order that has not left, and puts others in.",
        fields: &[
            field("order", Shape::Key),
            may("take_out", Shape::Keys),
            may("put_in", Shape::Wanted),
            may("reason", Shape::Text),
            may("pay", Shape::PayOrNothing),
            may("refund_to", Shape::RefundTo),
        ],
    },
    Verb {
        name: "change_address",
        says: "Sends or bills an order that has not left elsewhere.",
        fields: &[
            field("order", Shape::Key),
            may("ship_to", Shape::AddressOrNothing),
            may("bill_to", Shape::AddressOrNothing),
            may("reason", Shape::Text),
        ],
    },
    Verb {
        name: "change_payment",
        says: "Pays with another of the customer’s methods.",
        fields: &[field("order", Shape::Key), field("pay", Shape::Pay), may("reason", Shape::Text)],
    },
    Verb {
        name: "change_shipping",
        says: "Sends an order that has not left another way.",
        fields: &[
            field("order", Shape::Key),
            field("shipping", Shape::Text),
            may("reason", Shape::Text),
            may("pay", Shape::PayOrNothing),
            may("refund_to", Shape::RefundTo),
        ],
    },
    Verb {
        name: "cancel",
        says: "Cancels pieces that have not left, or the whole order if none are named.",
        fields: &[
            field("order", Shape::Key),
            may("units", Shape::Keys),
            field("reason", Shape::Text),
            may("refund_to", Shape::RefundTo),
        ],
    },
    Verb {
        name: "return",
        says: "Agrees that pieces come back; money moves when they are here.",
        fields: &[
            field("order", Shape::Key),
            field("units", Shape::Keys),
            field("reason", Shape::Text),
            may("condition", Shape::TextOrNothing),
            may("refund_to", Shape::RefundTo),
        ],
    },
    Verb {
        name: "receive_return",
        says: "The parcel is here: each piece was looked at, what is accepted is paid back.",
        fields: &[field("return_id", Shape::Key), field("looked", Shape::Looked), may("reason", Shape::Text)],
    },
    Verb {
        name: "close_return",
        says: "Calls a return off: the pieces stay with the customer, and what was exchanged for them is owed.",
        fields: &[field("return_id", Shape::Key), may("reason", Shape::Text)],
    },
    Verb {
        name: "exchange",
        says: "Exchanges each unit for the SKU at the same place of `wanted`; `pay` pays a difference.",
        fields: &[
            field("order", Shape::Key),
            field("units", Shape::Keys),
            field("wanted", Shape::Texts),
            field("reason", Shape::Text),
            may("condition", Shape::TextOrNothing),
            may("pay", Shape::PayOrNothing),
            may("refund_to", Shape::RefundTo),
        ],
    },
    Verb {
        name: "refund",
        says: "Refunds everything, pieces, a part of one, an amount, or goodwill.",
        fields: &[
            field("order", Shape::Key),
            field("refund", Shape::RefundWhat),
            field("reason", Shape::Text),
            may("refund_to", Shape::RefundTo),
        ],
    },
    Verb {
        name: "resend",
        says: "Sends pieces again that were lost or came broken.",
        fields: &[
            field("order", Shape::Key),
            field("units", Shape::Keys),
            field("reason", Shape::Text),
            may("carrier", Shape::Text),
        ],
    },
    Verb {
        name: "take_payment",
        says: "Takes what is due, or a part of it.",
        fields: &[field("order", Shape::Key), field("pay", Shape::Pay), may("reason", Shape::Text)],
    },
    Verb {
        name: "pay_charge",
        says: "Takes what is due for a charge, or a part of it.",
        fields: &[field("charge", Shape::Key), field("pay", Shape::Pay), may("reason", Shape::Text)],
    },
    Verb {
        name: "invoice",
        says: "Issues the invoice of what is billed and not invoiced.",
        fields: &[field("order", Shape::Key)],
    },
    Verb {
        name: "receipt",
        says: "Issues a receipt of what was paid.",
        fields: &[field("order", Shape::Key)],
    },
    Verb {
        name: "invoice_charge",
        says: "Issues the invoice of a charge.",
        fields: &[field("charge", Shape::Key)],
    },
    Verb {
        name: "receipt_charge",
        says: "Issues a receipt of what was paid of a charge.",
        fields: &[field("charge", Shape::Key)],
    },
    Verb {
        name: "credit",
        says: "Takes an amount off the bill and credits it.",
        fields: &[
            field("order", Shape::Key),
            field("amount", Shape::Money),
            field("reason", Shape::Text),
            may("refund_to", Shape::RefundTo),
        ],
    },
    Verb {
        name: "adjust_bill",
        says: "Corrects the bill of an order or of a charge by an amount with tax, up or down.",
        fields: &[
            may("order", Shape::KeyOrNothing),
            may("charge", Shape::KeyOrNothing),
            field("amount", Shape::Money),
            field("reason", Shape::Text),
            may("pay", Shape::PayOrNothing),
        ],
    },
    Verb {
        name: "adjust_charge",
        says: "Corrects a charge by an amount with tax, up or down; its papers follow.",
        fields: &[
            field("charge", Shape::Key),
            field("amount", Shape::Money),
            field("reason", Shape::Text),
            may("pay", Shape::PayOrNothing),
        ],
    },
    Verb {
        name: "waive_fee",
        says: "Does without an order’s shipping, or a charge.",
        fields: &[may("order", Shape::KeyOrNothing), may("charge", Shape::KeyOrNothing), field("reason", Shape::Text)],
    },
    Verb {
        name: "apply_voucher",
        says: "Applies a voucher to an order.",
        fields: &[field("order", Shape::Key), field("code", Shape::Text), may("refund_to", Shape::RefundTo)],
    },
    Verb {
        name: "open_account",
        says: "Opens an account.",
        fields: &[
            field("brand", Shape::Text),
            field("customer", Shape::Key),
            field("plan", Shape::Text),
            may("details", Shape::Open),
        ],
    },
    Verb {
        name: "update_account",
        says: "Changes an account’s plan or details.",
        fields: &[
            field("brand", Shape::Text),
            field("account", Shape::Key),
            field("plan", Shape::Text),
            may("details", Shape::Open),
            may("reason", Shape::Text),
        ],
    },
    Verb {
        name: "close_account",
        says: "Closes an account for good.",
        fields: &[field("brand", Shape::Text), field("account", Shape::Key), field("reason", Shape::Text)],
    },
    Verb {
        name: "charge",
        says: "Charges an amount, or what a rate card makes of what was used.",
        fields: &[
            field("brand", Shape::Text),
            field("customer", Shape::Key),
            may("account", Shape::KeyOrNothing),
            may("order", Shape::KeyOrNothing),
            field("label", Shape::Text),
            may("amount", Shape::MoneyOrNothing),
            may("tax_class", Shape::Text),
            may("by_card", Shape::ByCard),
            may("is_fee", Shape::Flag),
            may("reason", Shape::Text),
        ],
    },
    Verb {
        name: "start_subscription",
        says: "Starts a subscription to a plan of the catalogue; the first period is charged and invoiced at once. Who may, types name, price and period instead.",
        fields: &[
            field("brand", Shape::Text),
            field("customer", Shape::Key),
            may("account", Shape::KeyOrNothing),
            field("plan", Shape::Text),
            may("currency", Shape::CurrencyOrNothing),
            may("price", Shape::MoneyOrNothing),
            may("tax_class", Shape::Text),
            may("every", Shape::EveryOrNothing),
        ],
    },
    Verb {
        name: "renew_subscription",
        says: "Charges the next period.",
        fields: &[field("subscription", Shape::Key)],
    },
    Verb {
        name: "change_subscription",
        says: "Changes a subscription to another plan of the catalogue from today on, by the day. Who may, types name and price instead.",
        fields: &[
            field("subscription", Shape::Key),
            field("plan", Shape::Text),
            may("price", Shape::MoneyOrNothing),
            may("reason", Shape::Text),
        ],
    },
    Verb {
        name: "pause_subscription",
        says: "Lets no further period begin; the paid one runs out.",
        fields: &[field("subscription", Shape::Key), may("reason", Shape::Text)],
    },
    Verb {
        name: "resume_subscription",
        says: "Takes a paused subscription up again; if the paid period is over, a new one is charged.",
        fields: &[field("subscription", Shape::Key)],
    },
    Verb {
        name: "end_subscription",
        says: "Ends a subscription; days charged and not used are taken off.",
        fields: &[field("subscription", Shape::Key), field("reason", Shape::Text)],
    },
    Verb {
        name: "load_balance",
        says: "Issues a gift card, gives store credit, or adds to a `balance` there is.",
        fields: &[
            field("brand", Shape::Text),
            may("customer", Shape::KeyOrNothing),
            field("kind", Shape::BalanceKind),
            may("balance", Shape::KeyOrNothing),
            field("amount", Shape::Money),
            field("reason", Shape::Text),
            may("expires_at", Shape::TextOrNothing),
        ],
    },
    Verb {
        name: "open_record",
        says: "Opens a record of a type the company defined.",
        fields: &[
            field("brand", Shape::Text),
            field("record_type", Shape::Text),
            may("customer", Shape::KeyOrNothing),
            may("fields", Shape::Open),
        ],
    },
    Verb {
        name: "change_record",
        says: "Does what a record’s type calls `action`.",
        fields: &[
            field("record_type", Shape::Text),
            field("record", Shape::Key),
            field("action", Shape::Text),
            may("fields", Shape::Open),
            may("reason", Shape::Text),
        ],
    },
];
