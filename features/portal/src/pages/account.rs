//! What lies with us beside orders: gift cards and store credit, contracts and subscriptions, papers of neither, and the time
//! one reads in.

use super::door::prove_again;
use super::frame::{Face, notice};
use super::known::Known;
use super::words::said;
use crate::told::ToldOfHouse;
use crate::zone;
use axum::extract::State;
use axum::response::Redirect;
use db::{Trouble, Tx};
use kit::Money;
use orders::account::{self, Account};
use orders::balance::{self, Balance, Entry};
use orders::papers::{self, Paper};
use orders::rates::Every;
use orders::subscription::{self, PeriodUnit, Subscription};
use web::parts::{button, empty_state, form, link_button, select};
use web::{Fields, Markup, Problem, Query, Site, Text, Visitor, html, see_other};

const NEWEST: usize = 10;
const PAPERS: i64 = 50;

/// A balance, what can be spent of it, and what moved lately.
type Held = (Balance, Money, Vec<Entry>);

struct Sight {
    face: Face,
    told: ToldOfHouse,
    balances: Vec<Held>,
    accounts: Vec<Account>,
    subscriptions: Vec<Subscription>,
    /// Those that belong to no order: of subscriptions and services.
    papers: Vec<Paper>,
}

impl Sight {
    fn of(tx: &mut Tx<'_>, who: &Known) -> Result<Self, Trouble> {
        let told = ToldOfHouse::of(tx, who)?;
        let papers = if told.invoices {
            papers::of_customer(tx, who.customer, None, PAPERS)?
        } else {
            Vec::new()
        };
        Ok(Self {
            face: Face::first(tx)?,
            balances: if told.balances { balances(tx, who)? } else { Vec::new() },
            accounts: if told.account { account::of(tx, who.customer)? } else { Vec::new() },
            subscriptions: if told.account { subscription::of(tx, who.customer)? } else { Vec::new() },
            papers: papers.into_iter().filter(|paper| paper.order.is_none()).collect(),
            told,
        })
    }

    const fn is_empty(&self) -> bool {
        self.balances.is_empty() && self.accounts.is_empty() && self.subscriptions.is_empty() && self.papers.is_empty()
    }
}

fn balances(tx: &mut Tx<'_>, who: &Known) -> Result<Vec<Held>, Trouble> {
    let mut all = Vec::new();
    for one in balance::of(tx, who.customer)? {
        let mut entries = balance::entries(tx, one.id)?;
        entries.reverse();
        entries.truncate(NEWEST);
        all.push((one.clone(), balance::spendable(tx, one.id)?, entries));
    }
    Ok(all)
}

pub(super) async fn show(State(site): State<Site>, visitor: Visitor, known: Known, query: Query) -> Result<Markup, Problem> {
    let asker = known.clone();
    let sight = site.db().read(move |tx| Sight::of(tx, &asker)).await?;
    let (t, zone) = (visitor.t(), known.zone.as_str());
    let title = t.say("portal-account");
    let body = html! {
        header { h1 { (title) } p { (t.say_with("portal-known-as", &[("email", &known.address)])) } }
        (notice(t, &query))
        @if sight.told.is_partly_withheld() { (prove_again(&visitor, &known, "")) }
        @else if sight.is_empty() { section.card { (empty_state("folder", &t.say("portal-account-empty"), &html! { p { (t.say("portal-account-empty-next")) } })) } }
        (money(t, &sight, zone))
        (subscriptions(t, &sight, zone))
        (accounts(t, &sight, zone))
        (other_papers(t, &sight, zone))
        (time_zone(&visitor, zone))
        div.no-print { (form(&visitor.csrf, "/portal/sign-out/everywhere", &html! { (button(t.say("portal-sign-out-everywhere")).quiet()) })) }
    };
    Ok(sight.face.draw(&visitor, Some(&known), &title, &body))
}

fn money(t: &Text, sight: &Sight, zone: &str) -> Markup {
    html! {
        @if !sight.balances.is_empty() {
            section.card {
                header { h2 { (t.say("portal-balances")) } }
                ul.front-list { @for (one, left, entries) in &sight.balances { li {
                    div.main {
                        (said(t, "balance", one.kind.word())) @if !one.ending.is_empty() { " …" (one.ending) }
                        @if let Some(until) = one.expires_at { span.sub { (t.say_with("portal-balance-until", &[("date", &t.date(until, zone))])) } }
                        @if !entries.is_empty() {
                            details { summary { (t.say("portal-balance-moves")) }
                                ul.front-moves { @for entry in entries { li { (t.date(entry.entered_at, zone)) " · " (t.money(Money::new(entry.minor, one.currency))) } } }
                            }
                        }
                    }
                    div.end { strong { (t.money(*left)) } }
                } } }
            }
        }
    }
}

/// `every month`, `every 14 days`.
fn every(t: &Text, every: Every) -> String {
    let (unit, count) = PeriodUnit::of(every);
    t.say_with(&format!("orders-every-{}", unit.word()), &[("count", &count)])
}

fn subscriptions(t: &Text, sight: &Sight, zone: &str) -> Markup {
    html! {
        @if !sight.subscriptions.is_empty() {
            section.card {
                header { h2 { (t.say("portal-subscriptions")) } }
                ul.front-list { @for one in &sight.subscriptions { li {
                    div.main {
                        (one.plan)
                        span.sub { (t.say_with("portal-subscription-price", &[("price", &t.money(one.price())), ("every", &every(t, one.every()))])) }
                        @match one.ended_at {
                            Some(at) => span.sub { (t.say_with("portal-subscription-ended", &[("date", &t.date(at, zone))])) },
                            None => span.sub { (t.say_with("portal-subscription-until", &[("date", &t.date(one.period_until, zone))])) },
                        }
                    }
                    @if one.ended_at.is_none() {
                        div.end.no-print { (link_button(t.say("portal-subscription-end"), format!("/portal/subscriptions/{}/cancel", one.id)).attr("aria-label", t.say_with("portal-subscription-end-named", &[("plan", &one.plan)]))) }
                    }
                } } }
            }
        }
    }
}

fn accounts(t: &Text, sight: &Sight, zone: &str) -> Markup {
    html! {
        @if !sight.accounts.is_empty() {
            section.card {
                header { h2 { (t.say("portal-accounts")) } }
                ul.front-list { @for one in &sight.accounts { li {
                    div.main { (one.number) span.sub { (one.plan) } }
                    div.end { (said(t, "account", one.status.word())) span.sub { (t.date(one.closed_at.unwrap_or(one.opened_at), zone)) } }
                } } }
            }
        }
    }
}

fn other_papers(t: &Text, sight: &Sight, zone: &str) -> Markup {
    html! {
        @if !sight.papers.is_empty() {
            section.card {
                header { h2 { (t.say("portal-papers")) } }
                ul.front-list { @for paper in &sight.papers { (super::order::paper(t, paper, zone)) } }
            }
        }
    }
}

fn time_zone(visitor: &Visitor, zone: &str) -> Markup {
    let t = visitor.t();
    let mut names = zone::all();
    if !names.iter().any(|name| name == zone) {
        names.push(zone.to_owned());
    }
    let body = html! { div.stack {
        (select(t.say("portal-zone"), "zone", names.into_iter().map(|name| (name.clone(), name.replace('_', " "))), zone))
        div { (button(t.say("portal-zone-keep"))) }
    } };
    html! { section.card.no-print { div.body { (form(&visitor.csrf, "/portal/zone", &body)) } } }
}

/// Keeps the zone somebody chose.
pub(super) async fn choose_zone(State(site): State<Site>, known: Known, fields: Fields) -> Result<Redirect, Problem> {
    let (customer, zone) = (known.customer, fields.text("zone").to_owned());
    site.db().work(known.actor(), move |work| zone::choose(work, customer, &zone)).await?;
    Ok(see_other("/portal/account?done=zone"))
}
