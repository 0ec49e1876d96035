//! What services are sold by, on the shop's page: plans of subscriptions, why a tax class is taxed at nothing, how a brand's
//! papers look.

use super::change;
use super::lists::At;
use super::set::{code_of, money_of};
use crate::brand::{self, Brand, BrandId};
use crate::pages::wording::{every, said};
use crate::plans::{self, NewPlan, SubscriptionPlan};
use crate::putting_back::{BrandSetting, PlanSetting, TaxClassSetting};
use crate::subscription::PeriodUnit;
use crate::tax_class::{self, TaxCategory, TaxClass};
use agents::changes::{keeping, keeping_new};
use axum::extract::State;
use axum::response::Response;
use db::{Trouble, Tx, Words as _};
use kit::Money;
use policy::Words;
use web::parts::select;
use web::{Fields, Markup, Problem, SignedIn, Site, html};

/// Plans with their brand and prices, and the classes that were described.
pub(super) struct Services {
    plans: Vec<(Brand, SubscriptionPlan, Vec<Money>)>,
    classes: Vec<TaxClass>,
}

impl Services {
    pub(super) fn of(tx: &mut Tx<'_>, brands: &[Brand]) -> Result<Self, Trouble> {
        let mut found = Vec::new();
        for brand in brands {
            for plan in plans::of_brand(tx, brand.id)?.into_iter().filter(|plan| plan.archived_at.is_none()) {
                let prices = plans::prices(tx, plan.id)?;
                found.push((brand.clone(), plan, prices));
            }
        }
        Ok(Self { plans: found, classes: tax_class::all(tx)? })
    }
}

impl At<'_> {
    pub(super) fn services(&self, services: &Services) -> Markup {
        html! { (self.plans(services)) (self.classes(services)) (self.looks()) }
    }

    fn which_brand(&self, form: &str) -> Markup {
        let brands = self
            .shown
            .brands
            .iter()
            .map(|one| (one.id.to_string(), format!("{} ({})", one.name, one.currency.code())));
        html! { (select(self.say("orders-brand"), "brand", brands, self.typed(form, "brand")).id(format!("{form}-brand"))) }
    }

    fn plans(&self, services: &Services) -> Markup {
        let text = self.who.t();
        let rows = html! {
            @for (brand, plan, prices) in &services.plans {
                tr {
                    td { (brand.name) } td.mono { (plan.code) } td { (plan.name) } td { (every(text, plan.every())) } td { (plan.tax_class) }
                    td.number { @for price in prices { div { (text.money(*price)) } } }
                }
            }
        };
        let units = PeriodUnit::WORDS.iter().map(|word| ((*word).to_owned(), said(text, "period", word)));
        let fields = html! {
            (self.which_brand("plans"))
            div.fields { (self.line("plans", "orders-code", "code").required()) (self.line("plans", "orders-name", "name").required()) (self.line("plans", "orders-price", "price").required().attr("inputmode", "decimal")) (self.line("plans", "orders-tax-class", "class").required()) }
            div.fields { (self.line("plans", "orders-period-count", "count").required().kind("number")) (select(self.say("orders-period-unit"), "unit", units, self.typed("plans", "unit")).id("plan-unit".to_owned())) }
        };
        let heads = ["orders-brand", "orders-code", "orders-name", "orders-period", "orders-tax-class", "orders-price"];
        self.section("orders-plans", "plans", &heads, &rows, &fields)
    }

    fn classes(&self, services: &Services) -> Markup {
        let text = self.who.t();
        let reason = |class: &TaxClass| class.reason(text.locale()).unwrap_or_default();
        let rows = html! { @for one in &services.classes { tr { td { (one.code) } td { (said(text, "tax-category", one.category.word())) } td { (reason(one)) } } } };
        let categories = TaxCategory::WORDS.iter().map(|word| ((*word).to_owned(), said(text, "tax-category", word)));
        let fields = html! {
            div.fields { (self.line("tax-classes", "orders-tax-class", "class").required()) (select(self.say("orders-tax-category"), "category", categories, self.typed("tax-classes", "category")).id("class-category".to_owned())) }
            div.fields { (self.line("tax-classes", "orders-reason-en", "reason_en")) (self.line("tax-classes", "orders-reason-es", "reason_es")) (self.line("tax-classes", "orders-reason-zh", "reason_zh")) }
        };
        self.section(
            "orders-tax-classes",
            "tax-classes",
            &["orders-tax-class", "orders-tax-category", "orders-reason"],
            &rows,
            &fields,
        )
    }

    fn looks(&self) -> Markup {
        let logo = |brand: &Brand| self.say(if brand.look().logo.is_empty() { "orders-no" } else { "orders-yes" });
        let rows = html! { @for one in &self.shown.brands { tr { td { (one.name) } td.mono { (one.look().colour) } td { (one.look().footer) } td { (logo(one)) } } } };
        let fields = html! {
            (self.which_brand("looks"))
            div.fields { (self.line("looks", "orders-colour", "colour").hint(self.say("orders-colour-hint"))) (self.line("looks", "orders-footer", "footer")) }
        };
        self.section("orders-looks", "looks", &["orders-brand", "orders-colour", "orders-footer", "orders-logo"], &rows, &fields)
    }
}

fn brand_of(tx: &mut Tx<'_>, typed: &Fields) -> Result<Brand, Trouble> {
    brand::find(tx, BrandId(typed.number("brand").unwrap_or(0)))
}

/// `POST /settings/shop/plans`: the same code again sets the price in the brand's currency.
pub(in crate::pages) async fn set_plan(State(site): State<Site>, who: SignedIn, fields: Fields) -> Result<Response, Problem> {
    let typed = fields.clone();
    change(&site, &who, "plans", fields, move |work| {
        let brand = brand_of(work, &typed)?;
        let (code, price) = (code_of(typed.text("code"))?, money_of(typed.text("price"), brand.currency)?);
        if let Some(plan) = plans::by_code(work, brand.id, &code)?.filter(|plan| plan.archived_at.is_none()) {
            return keeping(work, &PlanSetting, &plan.id.to_string(), |work| plans::set_price(work, plan.id, price));
        }
        let unit = PeriodUnit::of_word(typed.text("unit")).ok_or_else(|| Trouble::refused("orders-plan-incomplete").with("code", &code))?;
        let new = NewPlan {
            brand: brand.id,
            name: typed.text("name").into(),
            tax_class: code_of(typed.text("class"))?,
            every: unit.every(typed.number("count").unwrap_or(0)),
            prices: vec![price],
            code,
        };
        let id = plans::add(work, &new)?;
        keeping_new(work, &PlanSetting, &id.to_string())
    })
    .await
}

/// `POST /settings/shop/tax-classes`
pub(in crate::pages) async fn describe_class(State(site): State<Site>, who: SignedIn, fields: Fields) -> Result<Response, Problem> {
    let typed = fields.clone();
    change(&site, &who, "tax-classes", fields, move |work| {
        let code = code_of(typed.text("class"))?;
        let unsaid = || Trouble::refused("orders-tax-class-without-reason").with("class", &code);
        let category = TaxCategory::of_word(typed.text("category")).ok_or_else(unsaid)?;
        let reason = Words::new(typed.text("reason_en"), typed.text("reason_es"), typed.text("reason_zh"));
        keeping(work, &TaxClassSetting, &code, |work| tax_class::describe(work, &code, category, Some(&reason)))
    })
    .await
}

/// `POST /settings/shop/looks`
pub(in crate::pages) async fn set_look(State(site): State<Site>, who: SignedIn, fields: Fields) -> Result<Response, Problem> {
    let typed = fields.clone();
    change(&site, &who, "looks", fields, move |work| {
        let brand = brand_of(work, &typed)?;
        let (colour, footer) = (typed.text("colour"), typed.text("footer"));
        keeping(work, &BrandSetting, &brand.id.to_string(), |work| brand::set_look(work, &brand, colour, footer, None))
    })
    .await
}
