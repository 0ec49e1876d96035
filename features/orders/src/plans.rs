//! The catalogue of plans: what one period of a subscription costs in each currency, how long it is and how it is taxed.
//! Whoever starts or changes a subscription names a plan, so that nobody types a price. What runs keeps what was agreed.

use crate::brand::BrandId;
use crate::stored::one_line;
use crate::subscription::PeriodUnit;
use crate::{Event, may_manage};
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::{Currency, Moment, Money};
use rates::Every;

db::id!(
    /// A plan's key.
    PlanId
);

/// A plan as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct SubscriptionPlan {
    pub id: PlanId,
    pub brand: BrandId,
    /// The word requests name it by.
    pub code: String,
    /// What customers read on their papers.
    pub name: String,
    pub tax_class: String,
    pub period_unit: PeriodUnit,
    pub period_count: i64,
    pub archived_at: Option<Moment>,
}

impl SubscriptionPlan {
    /// How long its periods are.
    pub fn every(&self) -> Every {
        self.period_unit.every(self.period_count)
    }
}

/// A plan to be added.
#[derive(Debug, Clone)]
pub struct NewPlan {
    pub brand: BrandId,
    pub code: String,
    pub name: String,
    pub tax_class: String,
    pub every: Every,
    pub prices: Vec<Money>,
}

/// Adds a plan. It needs a code of its own, a name, a sensible period and a price.
pub fn add(work: &mut Work<'_>, new: &NewPlan) -> Result<PlanId, Trouble> {
    may_manage(work)?;
    let (code, name) = (one_line(&new.code, 40), one_line(&new.name, 100));
    if code.is_empty() || by_code(work, new.brand, &code)?.is_some() {
        return Err(Trouble::refused("orders-code-taken").with("code", code));
    }
    if name.is_empty() || new.prices.is_empty() || !PeriodUnit::is_sensible(new.every) {
        return Err(Trouble::refused("orders-plan-incomplete").with("code", code));
    }
    let (unit, count) = PeriodUnit::of(new.every);
    let id: PlanId = sql("INSERT INTO plan (brand_id, code, name, tax_class, period_unit, period_count)
         VALUES ($1, $2, $3, $4, $5, $6) RETURNING id")
    .with(new.brand)
    .with(&code)
    .with(name)
    .with(one_line(&new.tax_class, 40))
    .with(unit)
    .with(count)
    .only(work, "plan")?;
    for price in &new.prices {
        price_it(work, id, *price)?;
    }
    work.record(&Event::PlanAdded { plan: id.0 })?;
    Ok(id)
}

/// Sets what the plan costs in a currency from now on; subscriptions that run keep their price.
pub fn set_price(work: &mut Work<'_>, id: PlanId, price: Money) -> Result<(), Trouble> {
    may_manage(work)?;
    find(work, id)?;
    if price_of(work, id, price.currency)? == Some(price) {
        return Ok(());
    }
    price_it(work, id, price)?;
    work.record(&Event::PlanChanged { plan: id.0 })
}

fn price_it(work: &mut Work<'_>, id: PlanId, price: Money) -> Result<(), Trouble> {
    if !price.is_positive() {
        return Err(Trouble::refused("orders-plan-incomplete").with("code", id.0));
    }
    sql("INSERT INTO plan_price (plan_id, currency, minor) VALUES ($1, $2, $3)
         ON CONFLICT (plan_id, currency) DO UPDATE SET minor = $3")
    .with(id)
    .with(price.currency)
    .with(price.minor)
    .run(work)?;
    Ok(())
}

/// Takes the plan off the catalogue; subscriptions that run go on.
pub fn withdraw(work: &mut Work<'_>, id: PlanId) -> Result<(), Trouble> {
    may_manage(work)?;
    find(work, id)?;
    let now = work.now;
    let changed = sql("UPDATE plan SET archived_at = $2 WHERE id = $1 AND archived_at IS NULL")
        .with(id)
        .with(now)
        .run(work)?;
    if changed > 0 { work.record(&Event::PlanChanged { plan: id.0 }) } else { Ok(()) }
}

/// The plan with this key.
pub fn find(tx: &mut Tx<'_>, id: PlanId) -> Result<SubscriptionPlan, Trouble> {
    sql("SELECT id, brand_id, code, name, tax_class, period_unit, period_count, archived_at FROM plan WHERE id = $1")
        .with(id)
        .only(tx, "plan")
}

/// A brand's plan with this code, withdrawn or not.
pub fn by_code(tx: &mut Tx<'_>, brand: BrandId, code: &str) -> Result<Option<SubscriptionPlan>, Trouble> {
    sql("SELECT id, brand_id, code, name, tax_class, period_unit, period_count, archived_at FROM plan WHERE brand_id = $1 AND code = $2")
        .with(brand)
        .with(code)
        .one(tx)
}

/// A brand's plans, those on offer first, by name.
pub fn of_brand(tx: &mut Tx<'_>, brand: BrandId) -> Result<Vec<SubscriptionPlan>, Trouble> {
    sql("SELECT id, brand_id, code, name, tax_class, period_unit, period_count, archived_at FROM plan
          WHERE brand_id = $1 ORDER BY CASE WHEN archived_at IS NULL THEN 0 ELSE 1 END, name, id")
    .with(brand)
    .all(tx)
}

/// What a plan costs in a currency; `None` if it is not sold in it.
pub fn price_of(tx: &mut Tx<'_>, id: PlanId, currency: Currency) -> Result<Option<Money>, Trouble> {
    let minor: Option<i64> = sql("SELECT minor FROM plan_price WHERE plan_id = $1 AND currency = $2")
        .with(id)
        .with(currency)
        .one(tx)?;
    Ok(minor.map(|minor| Money::new(minor, currency)))
}

/// All its prices, by currency.
pub fn prices(tx: &mut Tx<'_>, id: PlanId) -> Result<Vec<Money>, Trouble> {
    let rows: Vec<(i64, Currency)> = sql("SELECT minor, currency FROM plan_price WHERE plan_id = $1 ORDER BY currency")
        .with(id)
        .all(tx)?;
    Ok(rows.into_iter().map(|(minor, currency)| Money::new(minor, currency)).collect())
}
