//! Rules for suggestions, how suggestions are made, and the counts of what is bought together.

use super::MANAGE;
use super::amount::Amount;
use crate::suggestions::rules::{self, Rule, RuleId};
use crate::suggestions::settings::{self, Settings};
use crate::suggestions::{Has, Kind, LookAt, NewRule, together};
use axum::extract::Path;
use axum::response::Response;
use db::{Trouble, Tx};
use serde::{Deserialize, Serialize};
use web::api::{Change, Look, Nothing, ROOT, Reply, Time, ToSchema, delete, get, post, put, word};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/suggestion-rules", MANAGE, list)
                .says("List the rules for suggestions, in their order")
                .gives::<Rules>(),
        )
        .api(
            post("/api/v1/suggestion-rules", MANAGE, make)
                .says("Make a rule for suggestions")
                .takes::<RuleToWrite>()
                .makes::<Shown>(),
        )
        .api(get("/api/v1/suggestion-rules/{id}", MANAGE, show).says("Show a rule").gives::<Shown>())
        .api(
            put("/api/v1/suggestion-rules/{id}", MANAGE, change)
                .says("Change a rule")
                .takes::<RuleToWrite>()
                .gives::<Shown>()
                .conditional(),
        )
        .api(delete("/api/v1/suggestion-rules/{id}", MANAGE, remove).says("Remove a rule; figures keep what it did"))
        .api(get("/api/v1/suggestion-settings", MANAGE, how).says("Show how suggestions are made").gives::<How>())
        .api(
            put("/api/v1/suggestion-settings", MANAGE, set)
                .says("Change how suggestions are made")
                .takes::<How>()
                .gives::<How>()
                .conditional(),
        )
        .api(
            post("/api/v1/suggestion-counts", MANAGE, count)
                .says("Count anew what is bought together")
                .explains("The counts are kept up with every order; this is for orders that came in by another way."),
        )
}

/// A rule as it is written.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewSuggestionRule)]
struct RuleToWrite {
    name: String,
    #[schema(schema_with = word::<Kind>)]
    kind: Kind,
    /// Whether the order is looked at, or everything the customer has.
    #[schema(schema_with = word::<LookAt>)]
    look_at: LookAt,
    #[schema(schema_with = word::<Has>)]
    has: Has,
    /// The product’s code, the category or the tag.
    #[serde(default)]
    word: String,
    /// The order must come to more than this.
    #[serde(default)]
    above: Option<Amount>,
    /// A SKU, or a product’s code for whichever variant is there.
    suggest: String,
    /// What the customer is told; `{product}` and `{price}` are filled in.
    #[serde(default)]
    text: Texts,
    /// The brand’s code; left out for all.
    #[serde(default)]
    brand: Option<String>,
    /// Two letters, ISO 3166; empty for all.
    #[serde(default)]
    country: String,
    #[serde(default)]
    valid_from: Option<Time>,
    #[serde(default)]
    valid_until: Option<Time>,
    #[serde(default = "yes")]
    is_active: bool,
}

const fn yes() -> bool {
    true
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = SuggestionRuleTexts)]
struct Texts {
    en: String,
    es: String,
    zh: String,
}

impl RuleToWrite {
    fn rule(&self) -> NewRule {
        NewRule {
            name: self.name.clone(),
            kind: self.kind,
            look_at: self.look_at,
            has: self.has,
            word: self.word.clone(),
            above: self.above.map(Into::into),
            suggest: self.suggest.clone(),
            text_en: self.text.en.clone(),
            text_es: self.text.es.clone(),
            text_zh: self.text.zh.clone(),
            brand: self.brand.clone(),
            country: self.country.clone(),
            valid_from: self.valid_from.map(|at| at.0),
            valid_until: self.valid_until.map(|at| at.0),
            is_active: self.is_active,
        }
    }
}

/// A rule as stored.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SuggestionRule)]
struct Shown {
    id: i64,
    name: String,
    #[schema(schema_with = word::<Kind>)]
    kind: Kind,
    #[schema(schema_with = word::<LookAt>)]
    look_at: LookAt,
    #[schema(schema_with = word::<Has>)]
    has: Has,
    word: String,
    above: Option<Amount>,
    suggest: String,
    text: Texts,
    brand: Option<String>,
    country: String,
    valid_from: Option<Time>,
    valid_until: Option<Time>,
    is_active: bool,
}

impl From<Rule> for Shown {
    fn from(rule: Rule) -> Self {
        let written = rule.settings();
        Self {
            id: rule.id.0,
            name: written.name,
            kind: written.kind,
            look_at: written.look_at,
            has: written.has,
            word: written.word,
            above: written.above.map(Into::into),
            suggest: written.suggest,
            text: Texts { en: written.text_en, es: written.text_es, zh: written.text_zh },
            brand: written.brand,
            country: written.country,
            valid_from: written.valid_from.map(Time),
            valid_until: written.valid_until.map(Time),
            is_active: written.is_active,
        }
    }
}

fn find(tx: &mut Tx<'_>, id: i64) -> Result<Shown, Trouble> {
    Ok(Shown::from(rules::find(tx, RuleId(id))?))
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SuggestionRules)]
struct Rules {
    data: Vec<Shown>,
}

async fn list(look: Look) -> Result<Response, Problem> {
    look.answer(|tx| Reply::one(&Rules { data: rules::all(tx)?.into_iter().map(Shown::from).collect() }))
        .await
}

async fn show(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| Reply::one(&find(tx, id)?)).await
}

async fn make(change: Change<RuleToWrite>) -> Result<Response, Problem> {
    change
        .perform(|work, asked| {
            let id = rules::make(work, &asked.rule())?;
            Reply::made(format!("{ROOT}/suggestion-rules/{id}"), &find(work, id.0)?)
        })
        .await
}

async fn change(Path(id): Path<i64>, change: Change<RuleToWrite>) -> Result<Response, Problem> {
    change
        .alter(move |tx| find(tx, id), move |work, asked| rules::change(work, RuleId(id), &asked.rule()))
        .await
}

async fn remove(Path(id): Path<i64>, change: Change<Nothing>) -> Result<Response, Problem> {
    change
        .perform(move |work, _| {
            rules::remove(work, RuleId(id))?;
            Ok(Reply::done())
        })
        .await
}

/// How suggestions are made.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SuggestionSettings)]
struct How {
    is_on: bool,
    /// Whether what is bought together is suggested too.
    uses_together: bool,
    least_orders: i64,
    most_shown: i64,
    /// After a no, nothing is suggested for so long.
    cooling_off_days: i64,
    /// What is bought so many days after it was offered counts as taken.
    taken_within_days: i64,
    /// The share of customers who are shown nothing, to compare with.
    hold_out_percent: i64,
    sensitive_categories: Vec<String>,
    sensitive_goods: Vec<String>,
    /// Codes of record types that want quiet while one is open.
    quiet_records: Vec<String>,
}

impl How {
    fn now(tx: &mut Tx<'_>) -> Result<Self, Trouble> {
        let now = settings::read(tx)?;
        Ok(Self {
            is_on: now.is_on,
            uses_together: now.uses_together,
            least_orders: now.least_orders,
            most_shown: now.most_shown,
            cooling_off_days: now.cooling_off_days,
            taken_within_days: now.taken_within_days,
            hold_out_percent: now.hold_out_percent,
            sensitive_categories: now.sensitive_categories,
            sensitive_goods: now.sensitive_goods,
            quiet_records: now.quiet_records,
        })
    }

    fn settings(&self) -> Settings {
        Settings {
            is_on: self.is_on,
            uses_together: self.uses_together,
            least_orders: self.least_orders,
            most_shown: self.most_shown,
            cooling_off_days: self.cooling_off_days,
            taken_within_days: self.taken_within_days,
            hold_out_percent: self.hold_out_percent,
            sensitive_categories: self.sensitive_categories.clone(),
            sensitive_goods: self.sensitive_goods.clone(),
            quiet_records: self.quiet_records.clone(),
        }
    }
}

async fn how(look: Look) -> Result<Response, Problem> {
    look.answer(|tx| Reply::one(&How::now(tx)?)).await
}

async fn set(change: Change<How>) -> Result<Response, Problem> {
    change.alter(How::now, |work, asked| settings::change(work, &asked.settings())).await
}

async fn count(change: Change<Nothing>) -> Result<Response, Problem> {
    change
        .perform(|work, _| {
            together::count_anew(work)?;
            Ok(Reply::done())
        })
        .await
}
