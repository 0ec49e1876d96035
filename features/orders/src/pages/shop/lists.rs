//! The lists of the shop's page, and the form under each.

use super::Sent;
use super::services::Services;
use crate::brand::{self, Brand, LegalEntity};
use crate::pages::effects::nothing_yet;
use db::{FromRow, Trouble, Tx, sql};
use kit::{Currency, Moment, Money};
use web::parts::{Button, Effect, button, card, checkbox, field, form, select, table};
use web::{Markup, SignedIn, Site, html};

/// Forms that begin something new under which nothing stands yet.
const ADDING: [&str; 2] = ["entities", "brands"];

#[derive(FromRow)]
struct Tax {
    country: String,
    class: String,
    rate: String,
    valid_from: Moment,
}

#[derive(FromRow)]
struct Shipping {
    brand: String,
    method: String,
    country: String,
    currency: Currency,
    minor: i64,
}

#[derive(FromRow)]
struct Voucher {
    code: String,
    part: Option<String>,
    minor: Option<i64>,
    currency: Option<Currency>,
    valid_until: Option<Moment>,
    most_uses: Option<i64>,
    uses: i64,
}

pub(super) struct Shown {
    entities: Vec<LegalEntity>,
    pub(super) brands: Vec<Brand>,
    taxes: Vec<Tax>,
    shipping: Vec<Shipping>,
    vouchers: Vec<Voucher>,
    services: Services,
}

impl Shown {
    pub(super) fn of(tx: &mut Tx<'_>) -> Result<Self, Trouble> {
        let brands = brand::all(tx)?;
        Ok(Self {
            entities: brand::entities(tx)?,
            services: Services::of(tx, &brands)?,
            brands,
            taxes: sql("SELECT country, tax_class, rate, valid_from FROM tax_rate ORDER BY country, tax_class, valid_from DESC").all(tx)?,
            shipping: sql("SELECT b.name, s.method, s.country, s.currency, s.minor
                   FROM shipping_rate s JOIN brand b ON b.id = s.brand_id ORDER BY b.name, s.country, s.minor, s.method")
            .all(tx)?,
            vouchers: sql("SELECT code, percent, minor, currency, valid_until, most_uses, uses
                   FROM voucher WHERE archived_at IS NULL ORDER BY id DESC LIMIT 200")
            .all(tx)?,
        })
    }
}

pub(super) fn draw(site: &Site, who: &SignedIn, shown: &Shown, sent: &Sent) -> Markup {
    let at = At { site, who, shown, sent };
    let (brands, entities) = (at.brands_changed(), at.entities_changed());
    html! {
        (at.brands()) (brands) (at.services(&shown.services)) (at.taxes()) (at.shipping()) (at.vouchers()) (at.entities()) (entities)
    }
}

pub(super) struct At<'a> {
    site: &'a Site,
    pub(super) who: &'a SignedIn,
    pub(super) shown: &'a Shown,
    pub(super) sent: &'a Sent,
}

impl At<'_> {
    pub(super) fn say(&self, key: &str) -> String {
        self.who.t().say(key)
    }

    /// What was typed into a field of this form, if it is the one that was sent.
    pub(super) fn typed(&self, form: &str, name: &str) -> &str {
        if self.sent.form == form { self.sent.typed.text(name) } else { "" }
    }

    /// A list, and the form that adds to it, which shows what it would do. The form has the name of its address.
    pub(super) fn section(&self, title: &str, form_name: &str, heads: &[&str], rows: &Markup, fields: &Markup) -> Markup {
        let heads: Vec<String> = heads.iter().map(|key| self.say(key)).collect();
        let title = self.say(title);
        let save = button(self.say("orders-set")).icon("plus");
        let inside = if ADDING.contains(&form_name) {
            html! { div.stack { (fields) div.line { (save) } } }
        } else {
            self.with_effect(form_name, fields, &save)
        };
        let adding = form(&self.who.csrf, format!("/settings/shop/{form_name}"), &inside);
        let table = table(title.clone(), heads, rows.clone());
        card(
            &title,
            &html! { div.stack { (table) details.more open[self.sent.form == form_name] { summary { (self.say("orders-add")) } (adding) } } },
        )
    }

    /// The fields of a form with what it would do.
    pub(super) fn with_effect(&self, form: &str, fields: &Markup, save: &Button) -> Markup {
        let shown = self
            .sent
            .effect
            .clone()
            .filter(|_| self.sent.form == form)
            .unwrap_or_else(|| nothing_yet(self.who.t()));
        let (id, href) = (format!("{form}-effect"), format!("/settings/shop/preview?form={form}"));
        Effect { id: &id, href: &href, shown: &shown }.around(self.who.t(), fields, save)
    }

    /// Field ids begin with their form's: names stand on the page more than once.
    pub(super) fn line(&self, form: &str, key: &str, name: &'static str) -> web::parts::Field {
        field(self.say(key), name).id(format!("{form}-{name}")).value(self.typed(form, name))
    }

    fn brands_changed(&self) -> Markup {
        super::changes::of_brands(self, &self.shown.brands, &self.shown.entities)
    }

    fn entities_changed(&self) -> Markup {
        super::changes::of_entities(self, &self.shown.entities)
    }

    fn entities(&self) -> Markup {
        let rows = html! { @for one in &self.shown.entities { tr { td.mono { (one.code) } td { (one.name) } td { (one.country) } td { (one.tax_number) } } } };
        let fields = html! {
            div.fields { (self.line("entities", "orders-code", "code").required()) (self.line("entities", "orders-name", "name").required()) (self.line("entities", "orders-tax-number", "tax_number")) }
            div.fields { (self.line("entities", "orders-line1", "line1").required()) (self.line("entities", "orders-postcode", "postcode")) (self.line("entities", "orders-city", "city").required()) (self.line("entities", "orders-country", "country").required()) }
            (self.line("entities", "orders-bank", "bank"))
        };
        self.section(
            "orders-entities",
            "entities",
            &["orders-code", "orders-name", "orders-country", "orders-tax-number"],
            &rows,
            &fields,
        )
    }

    fn brands(&self) -> Markup {
        let included = |yes: bool| self.say(if yes { "orders-yes" } else { "orders-no" });
        let rows = html! { @for one in &self.shown.brands { tr { td.mono { (one.code) } td { (one.name) } td { (one.currency.code()) } td { (included(one.prices_include_tax)) } td.mono { (one.order_prefix) } td { (one.zone) } } } };
        let entities = self.shown.entities.iter().map(|one| (one.id.to_string(), one.name.clone()));
        let fields = html! {
            div.fields { (self.line("brands", "orders-code", "code").required()) (self.line("brands", "orders-name", "name").required()) (self.line("brands", "orders-currency", "currency").required()) (self.line("brands", "orders-prefix", "prefix")) }
            (select(self.say("orders-entity"), "entity", entities, self.typed("brands", "entity")).id("brands-entity"))
            (self.line("brands", "orders-zone", "zone").hint(self.say("orders-zone-hint")))
            (checkbox(self.say("orders-prices-include-tax"), "prices_include_tax", true))
        };
        let heads = ["orders-code", "orders-name", "orders-currency", "orders-prices-include-tax", "orders-prefix", "orders-zone"];
        html! { (self.section("orders-brands", "brands", &heads, &rows, &fields)) (self.zones()) }
    }

    /// Where each brand's days begin: deadlines and a day's limits are counted there.
    fn zones(&self) -> Markup {
        let brands = self.shown.brands.iter().map(|one| (one.id.to_string(), one.name.clone()));
        let fields = html! {
            (select(self.say("orders-brand"), "brand", brands, self.typed("zones", "brand")).id("zones-brand"))
            (self.line("zones", "orders-zone", "zone").hint(self.say("orders-zone-hint")).required())
        };
        let inside = self.with_effect("zones", &fields, &button(self.say("orders-set")));
        html! { @if !self.shown.brands.is_empty() { (card(&self.say("orders-zones"), &form(&self.who.csrf, "/settings/shop/zones", &inside))) } }
    }

    fn taxes(&self) -> Markup {
        let text = self.who.t();
        let percent = |rate: &str| {
            rate.parse::<rust_decimal::Decimal>()
                .map_or_else(|_| rate.to_owned(), |rate| format!("{} %", (rate * rust_decimal::Decimal::ONE_HUNDRED).normalize()))
        };
        let rows = html! { @for one in &self.shown.taxes { tr { td { (one.country) } td { (one.class) } td.number { (percent(&one.rate)) } td { (web::parts::time(text, one.valid_from, self.site.now(), &self.who.zone)) } } } };
        let fields = html! { div.fields { (self.line("tax", "orders-country", "country").required().hint(self.say("orders-country-hint"))) (self.line("tax", "orders-tax-class", "class").required()) (self.line("tax", "orders-percent", "rate").required().attr("inputmode", "decimal")) } };
        self.section(
            "orders-taxes",
            "tax",
            &["orders-country", "orders-tax-class", "orders-percent", "orders-counts-from"],
            &rows,
            &fields,
        )
    }

    fn shipping(&self) -> Markup {
        let text = self.who.t();
        let rows = html! { @for one in &self.shown.shipping { tr { td { (one.brand) } td { (one.method) } td { (one.country) } td.number { (text.money(Money::new(one.minor, one.currency))) } } } };
        let brands = self
            .shown
            .brands
            .iter()
            .map(|one| (one.id.to_string(), format!("{} ({})", one.name, one.currency.code())));
        let fields = html! {
            (select(self.say("orders-brand"), "brand", brands, self.typed("shipping", "brand")).id("shipping-brand"))
            div.fields { (self.line("shipping", "orders-shipping", "method").required()) (self.line("shipping", "orders-country", "country").required()) (self.line("shipping", "orders-price", "price").required().attr("inputmode", "decimal")) }
        };
        self.section(
            "orders-shipping-rates",
            "shipping",
            &["orders-brand", "orders-shipping", "orders-country", "orders-price"],
            &rows,
            &fields,
        )
    }

    fn vouchers(&self) -> Markup {
        let text = self.who.t();
        let worth = |one: &Voucher| match (&one.part, one.minor, one.currency) {
            (Some(part), ..) => part
                .parse::<rust_decimal::Decimal>()
                .map_or_else(|_| part.clone(), |part| format!("{} %", (part * rust_decimal::Decimal::ONE_HUNDRED).normalize())),
            (None, Some(minor), Some(currency)) => text.money(Money::new(minor, currency)),
            _ => "—".into(),
        };
        let most = |one: &Voucher| one.most_uses.map_or_else(|| "∞".to_owned(), |most| text.number(most));
        let rows = html! { @for one in &self.shown.vouchers { tr { td.mono { (one.code) } td.number { (worth(one)) } td { @if let Some(until) = one.valid_until { (text.date(until, &self.who.zone)) } @else { "—" } } td.number { (text.number(one.uses)) " / " (most(one)) } } } };
        let fields = html! {
            div.fields { (self.line("vouchers", "orders-voucher-code", "code").required()) (self.line("vouchers", "orders-percent", "percent").hint(self.say("orders-percent-or-amount"))) (self.line("vouchers", "orders-price", "amount")) (self.line("vouchers", "orders-currency", "currency")) }
            div.fields { (self.line("vouchers", "orders-until", "until").kind("date")) (self.line("vouchers", "orders-most-uses", "most_uses").kind("number")) }
        };
        self.section(
            "orders-vouchers",
            "vouchers",
            &["orders-voucher-code", "orders-worth", "orders-until", "orders-uses"],
            &rows,
            &fields,
        )
    }
}
