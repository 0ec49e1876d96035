//! What a subscription is charged and credited, day by day exact.
//!
//! The rule: of a period with `n` days and the price `p`, the first `d` days cost `⌊p·d/n⌋`, and days `a` up to `b` cost the
//! difference of two such sums. So parts of a period add up to its price whatever it is cut into, and what is billed equals the
//! sum of the single days. A period is billed in advance; a change credits the rest of it at the old plan's price and charges it at the new one's.

use crate::interval::{days_between, period_of};
use crate::{Every, Period, Plan, RateTrouble, Subscription, written};
use document::{Said, Words, say};
use jiff::civil::Date;
use kit::Money;
use serde::{Deserialize, Serialize};

/// More periods than this at once are a slip of the hand.
const MOST_PERIODS: usize = 40_000;

/// One line of a bill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The day on which it is due.
    #[serde(with = "written::day")]
    pub on: Date,
    pub kind: LineKind,
    pub plan: String,
    pub title: Words,
    /// The days it is for: from the first up to and without the second.
    #[serde(with = "written::day")]
    pub from: Date,
    #[serde(with = "written::day")]
    pub until: Date,
    /// How many days the whole period has.
    pub of_days: i64,
    /// Below nothing for a credit.
    pub amount: Money,
}

/// Whether days are charged or given back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    Charge,
    Credit,
}

/// The price of the days from `from` up to and without `until`, which lie in the period.
pub fn share(price: Money, period: Period, from: Date, until: Date) -> Result<Money, RateTrouble> {
    let days = i128::from(period.days().max(1));
    let up_to = |day: Date| i128::from(price.minor) * i128::from(days_between(period.from, day)) / days;
    let minor = i64::try_from(up_to(until) - up_to(from)).map_err(|_| RateTrouble::TooLarge)?;
    Ok(Money::new(minor, price.currency))
}

/// The lines that are due from `from` up to and without `until`, in the order of their days; credits before charges.
pub fn lines(subscription: &Subscription, from: Date, until: Date) -> Result<Vec<Line>, RateTrouble> {
    one_currency(subscription)?;
    let mut all = Vec::new();
    for run in runs(subscription) {
        all.extend(run_lines(subscription, &run, until)?);
    }
    all.retain(|line: &Line| (from..until).contains(&line.on));
    all.sort_by_key(|line| (line.on, line.kind == LineKind::Charge));
    Ok(all)
}

/// A stretch of days with periods of one length.
struct Run {
    anchor: Date,
    every: Every,
    from: Date,
    /// The day on which the next run begins.
    until: Option<Date>,
}

/// A plan with other periods begins a new run; the end of the subscription does not, for it may be taken up again.
fn runs(subscription: &Subscription) -> Vec<Run> {
    let first = Run {
        anchor: subscription.anchor,
        every: subscription.plan.every,
        from: subscription.starts_on,
        until: None,
    };
    let mut runs = vec![first];
    for day in change_days(subscription) {
        let (Some(plan), Some(run)) = (subscription.plan_on(day), runs.last_mut()) else {
            continue;
        };
        if plan.every == run.every {
            continue;
        }
        run.until = Some(day);
        // What begins in the trial is counted from its end: the trial stays what was promised.
        runs.push(Run {
            anchor: day.max(subscription.pays_from()),
            every: plan.every,
            from: day,
            until: None,
        });
    }
    runs
}

fn change_days(subscription: &Subscription) -> Vec<Date> {
    let mut days: Vec<Date> = subscription.ordered().iter().map(|change| change.on.max(subscription.starts_on)).collect();
    days.dedup();
    days
}

fn run_lines(subscription: &Subscription, run: &Run, until: Date) -> Result<Vec<Line>, RateTrouble> {
    let mut lines = Vec::new();
    let mut day = run.from.max(subscription.pays_from());
    let end = run.until.map_or(until, |end| end.min(until));
    let changes = change_days(subscription);
    for _ in 0..MOST_PERIODS {
        if day >= end {
            return Ok(lines);
        }
        let period = period_of(run.anchor, run.every, day).ok_or(RateTrouble::TooLong)?;
        lines.extend(line(LineKind::Charge, subscription.plan_on(day), day, day, period)?);
        let within = |change: &&Date| **change > day && **change < period.until && run.until.is_none_or(|end| **change <= end);
        let mut current = subscription.plan_on(day);
        for change in changes.iter().filter(within) {
            let over = run.until == Some(*change);
            let next = if over { None } else { subscription.plan_on(*change) };
            if next != current {
                lines.extend(line(LineKind::Credit, current, *change, *change, period)?);
                lines.extend(line(LineKind::Charge, next, *change, *change, period)?);
            }
            current = next;
        }
        day = period.until;
    }
    Err(RateTrouble::TooLong)
}

/// A line for the rest of a period; none where nothing is subscribed.
fn line(kind: LineKind, plan: Option<&Plan>, on: Date, from: Date, period: Period) -> Result<Option<Line>, RateTrouble> {
    let Some(plan) = plan else { return Ok(None) };
    let price = share(plan.price, period, from, period.until)?;
    let amount = if kind == LineKind::Credit { price.negated()? } else { price };
    let (plan, title) = (plan.name.clone(), plan.title.clone());
    Ok(Some(Line { on, kind, plan, title, from, until: period.until, of_days: period.days(), amount }))
}

fn one_currency(subscription: &Subscription) -> Result<(), RateTrouble> {
    let plans = subscription.changes.iter().filter_map(|change| change.to.as_ref()).chain([&subscription.plan]);
    for plan in plans {
        if plan.price.currency != subscription.plan.price.currency {
            return Err(RateTrouble::TwoCurrencies);
        }
        if plan.price.is_negative() {
            return Err(RateTrouble::Negative(plan.name.clone()));
        }
    }
    Ok(())
}

impl Line {
    /// The line in words: `Kettle Club, Mar 16, 2026 to Mar 31, 2026 (16 of 31 days)`.
    pub fn words(&self) -> Words {
        const CHARGE: Said = Said::new(
            "{title}, {from} to {last} ({days} of {of_days} days)",
            "{title}, del {from} al {last} ({days} de {of_days} días)",
            "{title}，{from}至{last}（{of_days} 天中的 {days} 天）",
        );
        const CREDIT: Said = Said::new(
            "Credit for {title}, {from} to {last} ({days} of {of_days} days)",
            "Abono de {title}, del {from} al {last} ({days} de {of_days} días)",
            "退还{title}，{from}至{last}（{of_days} 天中的 {days} 天）",
        );
        let day = |day: Date| Words::each(|locale| say::date(day, locale));
        let last = self.until.yesterday().unwrap_or(self.until);
        let number = |number: i64| Words::same(number.to_string());
        let said = if self.kind == LineKind::Charge { CHARGE } else { CREDIT };
        said.with(&[
            ("title", &self.title),
            ("from", &day(self.from)),
            ("last", &day(last)),
            ("days", &number(days_between(self.from, self.until))),
            ("of_days", &number(self.of_days)),
        ])
    }
}
