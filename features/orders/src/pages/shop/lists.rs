//! The lists of the shop's page, and the form under each.

use super::services::Services;
use crate::brand::{self, Brand, LegalEntity};
use db::{FromRow, Trouble, Tx, sql};
use kit::{Currency, Moment, Money};
use web::parts::{button, card, checkbox, field, form, select, table};
use web::{Fields, Markup, SignedIn, Site, html};

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

pub(super) fn draw(site: &Site, who: &SignedIn, shown: &Shown, typed: &Fields) -> Markup {
    let at = At { site, who, shown, typed };
    let (brands, entities) = (at.brands_changed(), at.entities_changed());
    html! {
        (at.brands()) (brands) (at.services(&shown.services)) (at.taxes()) (at.shipping()) (at.vouchers()) (at.entities()) (entities)
    }
}

pub(super) struct At<'a> {
    site: &'a Site,
    pub(super) who: &'a SignedIn,
    pub(super) shown: &'a Shown,
    pub(super) typed: &'a Fields,
}

impl At<'_> {
    pub(super) fn say(&self, key: &str) -> String {
        self.who.t().say(key)
    }

    /// A list, and the form that adds to it.
    pub(super) fn section(&self, title: &str, id: &str, heads: &[&str], rows: &Markup, fields: &Markup) -> Markup {
        let heads: Vec<String> = heads.iter().map(|key| self.say(key)).collect();
        let title = self.say(title);
        let adding = form(
            &self.who.csrf,
            format!("/settings/shop/{id}"),
            &html! { div.stack { (fields) div.line { (button(self.say("orders-set")).icon("plus")) } } },
        );
        card(
            &title,
            &html! { div.stack { (table(title.clone(), heads, rows.clone())) details.more { summary { (self.say("orders-add")) } (adding) } } },
        )
    }

    /// Field ids begin with their form's: names stand on the page more than once.
    pub(super) fn line(&self, form: &str, key: &str, name: &'static str) -> web::parts::Field {
        field(self.say(key), name).id(format!("{form}-{name}")).value(self.typed.text(name))
    }

    fn brands_changed(&self) -> Markup {
        super::changes::of_brands(self.who, &self.shown.brands, &self.shown.entities)
    }

    fn entities_changed(&self) -> Markup {
        super::changes::of_entities(self.who, &self.shown.entities)
    }

    fn entities(&self) -> Markup {
        let rows = html! { @for one in &self.shown.entities { tr { td.mono { (one.code) } td { (one.name) } td { (one.country) } td { (one.tax_number) } } } };
        let fields = html! {
            div.fields { (self.line("entity", "orders-code", "code").required()) (self.line("entity", "orders-name", "name").required()) (self.line("entity", "orders-tax-number", "tax_number")) }
            div.fields { (self.line("entity", "orders-line1", "line1").required()) (self.line("entity", "orders-postcode", "postcode")) (self.line("entity", "orders-city", "city").required()) (self.line("entity", "orders-country", "country").required()) }
            (self.line("entity", "orders-bank", "bank"))
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
            div.fields { (self.line("brand", "orders-code", "code").required()) (self.line("brand", "orders-name", "name").required()) (self.line("brand", "orders-currency", "currency").required()) (self.line("brand", "orders-prefix", "prefix")) }
            (select(self.say("orders-entity"), "entity", entities, self.typed.text("entity")))
            (self.line("brand", "orders-zone", "zone").hint(self.say("orders-zone-hint")))
            (checkbox(self.say("orders-prices-include-tax"), "prices_include_tax", true))
        };
        let heads = ["orders-code", "orders-name", "orders-currency", "orders-prices-include-tax", "orders-prefix", "orders-zone"];
        html! { (self.section("orders-brands", "brands", &heads, &rows, &fields)) (self.zones()) }
    }

    /// Where each brand's days begin: deadlines and a day's limits are counted there.
    fn zones(&self) -> Markup {
        let brands = self.shown.brands.iter().map(|one| (one.id.to_string(), one.name.clone()));
        let inside = html! {
            div.stack {
                (select(self.say("orders-brand"), "brand", brands, "").id("zone-brand"))
                (self.line("zones", "orders-zone", "zone").hint(self.say("orders-zone-hint")).required())
                div.line { (button(self.say("orders-set"))) }
            }
        };
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
            (select(self.say("orders-brand"), "brand", brands, self.typed.text("brand")))
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
            div.fields { (self.line("voucher", "orders-voucher-code", "code").required()) (self.line("voucher", "orders-percent", "percent").hint(self.say("orders-percent-or-amount"))) (self.line("voucher", "orders-price", "amount")) (self.line("voucher", "orders-currency", "currency")) }
            div.fields { (self.line("voucher", "orders-until", "until").kind("date")) (self.line("voucher", "orders-most-uses", "most_uses").kind("number")) }
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
