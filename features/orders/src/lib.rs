//! The order desk: catalogue, orders and their ledgers, actions under policy, approvals, identity.
//!
//! # For whoever builds on it
//!
//! **Read** with the shelves, each a module with one function per question: [`orders`] (`find`, `by_number`, `of_customer`,
//! `looked_up` for what somebody typed), [`unit::of`], [`bill::of`], [`payments::of`], [`shipments`], [`returns`],
//! [`papers`] (printed by [`printing`] from their [`papers::Contents`]), [`product`], [`stock`], [`balance`], [`address`],
//! [`payment_method`], [`account`], [`charge`], [`rate_cards`], [`subscription`], [`records`], [`verdict`], [`policies`], [`approvals`].
//! Who reads for an agent needs the permission `orders.see`; these functions do not check it, routes do. Before telling a
//! customer anything, ask [`verification::may_be_told`].
//!
//! **Do** with [`preview`] and [`confirm`] and a [`Request`], whoever you act for: agent, customer, API token, automation.
//! The actor of the `Work` is who it is done as; a customer (`Actor::Customer`) reaches only what is theirs. Show the
//! [`action::Preview`] (lines, money, what cannot be undone, verdict with reasons in three languages), carry its `hash`
//! and a key of your own to [`confirm`]; the answer is a [`Confirmed`]. A no that a person looked at is kept with [`keep_denial`]. `what_can_be_done` in [`possible`] lists the actions for
//! an order with why not.
//! Who knows in which channel and about what it is asked says so with [`preview_from`] and [`confirm_from`]. Requests are JSON with `"verb"`: an API takes them as they are.
//!
//! **Suggest** with [`suggestions`]: what could be offered to a customer now, or why nothing.
//!
//! **Tell** what the world outside did with [`fulfil`] (shipped, passed, delivered, lost), [`payments::settle`] /
//! [`payments::fail`] (a provider's answer) and [`told`] (a shop beside us: its orders, its money, its parcels). **Set up** with [`brand`], [`tax::set_rate`], [`shipping::set_rate`],
//! [`product`], [`stock::enter`], [`voucher`], [`record_type::define`], [`policies`].
//!
//! **Follow** with [`Event`]; [`story`] says it in the reader's language. Customers merge with [`FollowCustomers`].
//!
//! # What it promises
//!
//! Money is exact and its ledgers are only added to: the bill (what is owed), the payments (what moved), balances, stock.
//! What is refunded of a capture never exceeds it; no balance falls below zero, and the database itself refuses both. Invoices less
//! credit notes is the bill; their numbers have no gap; what one says never changes. Every action has a verdict that is
//! kept with the policy’s version and what it was told. [`pages`] shows all of it to agents; conversations are asked through
//! the trait [`pages::Workspace`] and never known. It talks to no network.

pub mod account;
pub mod action;
pub mod address;
pub mod api;
pub mod approvals;
pub mod balance;
pub mod bill;
pub mod brand;
pub mod charge;
mod days;
mod edits;
pub mod effects;
mod event;
mod exact;
pub mod finding;
mod follow_customers;
pub mod fulfil;
mod ledger;
pub mod limits;
pub mod order;
pub mod orders;
pub mod pages;
pub mod papers;
pub mod payment_method;
pub mod payments;
pub mod plans;
pub mod policies;
pub mod possible;
pub mod printing;
pub mod product;
mod proof_sheet;
pub mod putting_back;
pub mod rate_cards;
pub mod record_type;
pub mod records;
pub mod reports;
pub mod return_note;
pub mod returns;
pub mod shipments;
pub mod shipping;
pub mod stock;
mod stored;
mod story;
pub mod subscription;
pub mod suggestions;
pub mod tax;
pub mod tax_class;
pub mod told;
pub mod unit;
pub mod vat_number;
pub mod verdict;
pub mod verification;
pub mod voucher;

pub use action::{Ask, Confirmed, Done, Origin, Preview, Request, confirm, confirm_from, keep_denial, preview, preview_from};
pub use event::Event;
pub use follow_customers::FollowCustomers;
pub use order::{Order, OrderId, OrderStatus};
pub use policy;
pub use rates;
pub use story::story;

use agents::{Permission, Rights};
use db::{Actor, Migration, Trouble, Work};

/// The schema of this room.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        feature: "orders",
        number: 1,
        name: "shop",
        sql: include_str!("../migrations/0001_shop.sql"),
    },
    Migration {
        feature: "orders",
        number: 2,
        name: "orders",
        sql: include_str!("../migrations/0002_orders.sql"),
    },
    Migration {
        feature: "orders",
        number: 3,
        name: "actions",
        sql: include_str!("../migrations/0003_actions.sql"),
    },
    Migration {
        feature: "orders",
        number: 4,
        name: "terms",
        sql: include_str!("../migrations/0004_terms.sql"),
    },
    Migration {
        feature: "orders",
        number: 5,
        name: "figures",
        sql: include_str!("../migrations/0005_figures.sql"),
    },
    Migration {
        feature: "orders",
        number: 6,
        name: "services",
        sql: include_str!("../migrations/0006_services.sql"),
    },
    Migration {
        feature: "orders",
        number: 7,
        name: "judging",
        sql: include_str!("../migrations/0007_judging.sql"),
    },
    Migration {
        feature: "orders",
        number: 8,
        name: "money_back",
        sql: include_str!("../migrations/0008_money_back.sql"),
    },
    Migration {
        feature: "orders",
        number: 9,
        name: "suggestions",
        sql: include_str!("../migrations/0009_suggestions.sql"),
    },
    Migration {
        feature: "orders",
        number: 10,
        name: "known_within",
        sql: include_str!("../migrations/0010_known_within.sql"),
    },
    Migration {
        feature: "orders",
        number: 11,
        name: "holdings",
        sql: include_str!("../migrations/0011_holdings.sql"),
    },
];

/// The sentences of this room.
pub const TEXTS: web::Texts = web::Texts {
    feature: "orders",
    en: concat!(
        include_str!("../locales/en/orders.ftl"),
        "\n",
        include_str!("../locales/en/pages.ftl"),
        "\n",
        include_str!("../locales/en/suggestions.ftl"),
        "\n",
        include_str!("../locales/en/services.ftl"),
        "\n",
        include_str!("../locales/en/effects.ftl")
    ),
    es: concat!(
        include_str!("../locales/es/orders.ftl"),
        "\n",
        include_str!("../locales/es/pages.ftl"),
        "\n",
        include_str!("../locales/es/suggestions.ftl"),
        "\n",
        include_str!("../locales/es/services.ftl"),
        "\n",
        include_str!("../locales/es/effects.ftl")
    ),
    zh: concat!(
        include_str!("../locales/zh/orders.ftl"),
        "\n",
        include_str!("../locales/zh/pages.ftl"),
        "\n",
        include_str!("../locales/zh/suggestions.ftl"),
        "\n",
        include_str!("../locales/zh/services.ftl"),
        "\n",
        include_str!("../locales/zh/effects.ftl")
    ),
};

/// Whoever tells facts needs the permission to manage orders; customers and automations never have it.
pub(crate) fn may_manage(work: &mut Work<'_>) -> Result<(), Trouble> {
    match work.actor {
        Actor::System => Ok(()),
        _ => Rights::of_actor(work)?.need(Permission::OrdersManage),
    }
}
