//! “Why was this refused?”: one verdict explained, with the version of the policy, every rule and what it was told.

use super::order::sight::agent_names;
use super::order::sight::by_name;
use super::wording::{cited, deed, fact, fact_name, in_language, outcome_badge, said};
use crate::orders;
use crate::policies::{self, Version};
use crate::verdict::{self, Kept, Verdict, VerdictId};
use axum::extract::{Path, State};
use db::Trouble;
use policy::{Facts, Held};
use web::parts::{Tone, badge, card, link_button, page_head, table, table_card};
use web::{Frame, Markup, Problem, Query, SignedIn, Site, html};

/// `GET /orders/{number}/verdicts/{verdict}`
pub(super) async fn show(
    State(site): State<Site>,
    who: SignedIn,
    Path((number, id)): Path<(String, i64)>,
    query: Query,
) -> Result<Markup, Problem> {
    let asked = number.clone();
    let (kept, version, names) = site
        .db()
        .read(move |tx| {
            let order = orders::by_number(tx, &asked)?.ok_or(Trouble::NotFound("order"))?;
            let kept = verdict::find(tx, VerdictId(id))?;
            if kept.order != Some(order.id) {
                return Err(Trouble::NotFound("verdict"));
            }
            let version = kept.policy.map(|policy| policies::find(tx, policy)).transpose()?;
            Ok((kept, version, agent_names(tx)?))
        })
        .await?;
    let (found, facts, text) = (kept.verdict()?, kept.facts()?, who.t());
    let title = text.say_with("orders-verdict-on", &[("action", &deed(text, &kept.verb))]);
    let back = super::whereabouts::From::of(&query).link(&format!("/orders/{number}"));
    let body = html! {
        (page_head(&title, &text.say_with("orders-for-order", &[("number", &number)]), &html! { (link_button(text.say("orders-back-to-order"), back).quiet()) }))
        (summary(&site, &who, &kept, &found, version.as_ref(), &by_name(&names, text, &kept.actor_kind, kept.actor_id)))
        (rules(&who, &found))
        (inputs(&who, &facts))
    };
    Frame::new(&site, &who, title).here("orders").body(body).await
}

fn summary(site: &Site, who: &SignedIn, kept: &Kept, found: &Verdict, version: Option<&Version>, by: &str) -> Markup {
    let (text, locale) = (who.t(), who.t().locale());
    let body = html! {
        div.stack {
            div.line { (outcome_badge(text, &found.outcome)) span.muted { (by) " · " (web::parts::time(text, kept.judged_at, site.now(), &who.zone)) } }
            @for reason in &found.reasons {
                div {
                    p { (in_language(&reason.text, locale)) " " span.mono.faint { (reason.code) } }
                    p.muted { (text.say("orders-next-step")) " " (in_language(&reason.next_step, locale)) }
                    @if let Some(article) = &reason.article { p.muted { (cited(text, article)) } }
                }
            }
            @if found.impossible { p { (text.say("orders-impossible-anyway")) } }
            @if let Some(version) = version { p.muted { (text.say_with("orders-by-policy", &[("name", &version.name), ("version", &version.version)])) } }
        }
    };
    card(&text.say("orders-verdict"), &body)
}

fn rules(who: &SignedIn, found: &Verdict) -> Markup {
    let text = who.t();
    if found.checked.is_empty() {
        return html! {};
    }
    let heads = ["orders-rule", "orders-held", "orders-told"].map(|key| text.say(key));
    let rows = html! {
        @for checked in &found.checked {
            tr {
                td { (checked.rule) }
                td { (held(who, checked.held)) }
                td { @for (name, value) in checked.facts.iter() { div { (fact_name(text, name)) ": " strong { (fact(text, value)) } } } }
            }
        }
    };
    html! { (table_card(&text.say("orders-rules-looked-at"), &table(text.say("orders-rules-looked-at"), heads, rows))) }
}

fn held(who: &SignedIn, held: Held) -> Markup {
    let (tone, word) = match held {
        Held::Yes => (Tone::Good, "yes"),
        Held::No => (Tone::Danger, "no"),
        Held::Unknown => (Tone::Warn, "unknown"),
        Held::NotAsked => (Tone::Plain, "not-asked"),
    };
    badge(tone, &said(who.t(), "held", word))
}

fn inputs(who: &SignedIn, facts: &Facts) -> Markup {
    let text = who.t();
    let body = html! { dl.facts { @for (name, value) in facts.iter() { dt { (fact_name(text, name)) } dd { (fact(text, value)) } } } };
    card(&text.say("orders-inputs"), &body)
}
