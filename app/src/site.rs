//! Puts the rooms together into one site.

use crate::config::Config;
use crate::house::House;
use crate::order_desk;
use crate::routes;
use crate::story::Stories;
use kit::Locale;
use std::sync::Arc;
use tokio::sync::Notify;
use web::{Site, Text, Texts};

/// Every room's sentences besides those of `web`.
pub const TEXTS: &[Texts] = &[
    agents::TEXTS,
    customers::TEXTS,
    desk::TEXTS,
    orders::TEXTS,
    portal::TEXTS,
    email::TEXTS,
    shops::TEXTS,
    webhooks::TEXTS,
    welcome::TEXTS,
    push::TEXTS,
    sso::TEXTS,
    scim::TEXTS,
    audit::TEXTS,
    privacy::TEXTS,
    feedback::TEXTS,
    knowledge::TEXTS,
];

/// The address people type.
pub fn base_url(config: &Config) -> String {
    if let Some(typed) = &config.base_url {
        return typed.clone();
    }
    if config.doors.certified.is_none() {
        return format!("http://{}", config.listen);
    }
    let Some(name) = config.doors.first_name() else {
        return format!("https://{}", config.listen);
    };
    // Whoever leads port 443 to another of ours types no port; tests and trials do.
    match config.listen.port() {
        443 => format!("https://{name}"),
        port => format!("https://{name}:{port}"),
    }
}

/// Builds the site on an open house. `mailboxes_changed` wakes the post when an administrator edits a mailbox.
pub fn build(
    house: &House,
    config: &Config,
    index: search::Index,
    mailboxes_changed: Arc<Notify>,
    trade: shops::Trade,
    courier: webhooks::Courier,
) -> Site {
    let site = Site::builder(house.db.clone(), house.key.clone(), &base_url(config))
        .trusted_proxies(config.trusted_proxies.clone())
        .api_rate(config.api_rate)
        .texts(&[
            customers::TEXTS,
            desk::TEXTS,
            orders::TEXTS,
            portal::TEXTS,
            email::TEXTS,
            shops::TEXTS,
            webhooks::TEXTS,
            welcome::TEXTS,
            push::TEXTS,
            sso::TEXTS,
            scim::TEXTS,
            audit::TEXTS,
            privacy::TEXTS,
            feedback::TEXTS,
            knowledge::TEXTS,
        ])
        .audience(desk::pages::DeskAudience)
        .rail(desk::pages::Rail)
        .storyteller(Stories)
        .companion(welcome::Host)
        .settings_menu(routes::settings_menu())
        .with(index)
        .with(customers::Neighbours {
            panels: Box::new(order_desk::Panels),
            followers: vec![Box::new(desk::FollowCustomers), Box::new(orders::FollowCustomers), Box::new(feedback::FollowCustomers)],
        })
        .with(orders::pages::Desk(Box::new(order_desk::Conversations)))
        .with(desk::pages::Elsewhere(Arc::new(order_desk::OrderActions)))
        .with(desk::articles::ArticlesOf(Arc::new(knowledge::OnDesk)))
        .with(settings_that_can_be_put_back())
        .with(desk::pages::Brands(Arc::new(order_desk::Brands)))
        .with(desk::pages::Extras(Arc::new(email::pages::EmailExtras)))
        .with(email::pages::MailboxesChanged(mailboxes_changed))
        .with(shops::TradeOf(trade))
        .with(webhooks::CourierOf(courier))
        .with(scim::DIALECT)
        .with(webhooks::Kinds::of(crate::event::kinds()))
        .with(push::Way(Arc::new(outside::Internet)))
        .with(sso::Way::new(Arc::new(outside::Internet), config.own_network.clone()))
        .with(agents::pages::doorway::OtherWaysOf(Arc::new(sso::Doorstep)));
    agents::furnish(site)
        .with(agents::pages::notifications::DevicesOf(Arc::new(push::pages::DevicesCard)))
        .build()
}

/// Every kind of setting a change of which can be undone.
pub fn settings_that_can_be_put_back() -> agents::changes::Settings {
    agents::changes::Settings(vec![
        Arc::new(agents::changes::PersonSetting),
        Arc::new(agents::changes::RoleSetting),
        Arc::new(agents::changes::TeamSetting),
        Arc::new(agents::access::putting_back::SessionPolicySetting),
        Arc::new(agents::access::putting_back::FactorRuleSetting),
        Arc::new(agents::access::putting_back::NetworksSetting),
        Arc::new(desk::putting_back::InboxSetting),
        Arc::new(desk::putting_back::InboxAccessSetting),
        Arc::new(desk::putting_back::InboxMaskingSetting),
        Arc::new(desk::putting_back::TargetsSetting),
        Arc::new(desk::putting_back::HoursSetting),
        Arc::new(desk::putting_back::TagSetting),
        Arc::new(desk::putting_back::FieldSetting),
        Arc::new(desk::putting_back::FieldOrderSetting),
        Arc::new(customers::putting_back::AttributeSetting),
        Arc::new(orders::putting_back::TaxRateSetting),
        Arc::new(orders::putting_back::TaxClassSetting),
        Arc::new(orders::putting_back::ShippingRateSetting),
        Arc::new(orders::putting_back::VoucherSetting),
        Arc::new(orders::putting_back::PlanSetting),
        Arc::new(orders::putting_back::BrandSetting),
        Arc::new(orders::putting_back::EntitySetting),
        Arc::new(orders::putting_back::ProductSetting),
        Arc::new(orders::putting_back::VariantSetting),
        Arc::new(orders::putting_back::RuleSetting),
        Arc::new(orders::putting_back::SuggestionsSetting),
        Arc::new(orders::putting_back::RecordTypeSetting),
        Arc::new(portal::look::LookSetting),
        Arc::new(privacy::putting_back::RetentionSetting),
        Arc::new(feedback::survey::SurveySetting),
    ])
}

/// The voice of the command line.
pub fn english() -> Text {
    let all: Vec<Texts> = std::iter::once(web::TEXTS).chain(TEXTS.iter().copied()).collect();
    Text::of(all, Locale::En)
}
