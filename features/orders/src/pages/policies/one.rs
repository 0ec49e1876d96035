//! One version: what it says, what is doubtful, what differs from the live one, what it would have changed, and what comes next.

use super::state_badge;
use crate::pages::wording::{deed, said};
use crate::policies::{self, PolicyId, PolicyState, Replay, Version};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use db::{Trouble, Tx, Work};
use policy::{Policy, describe, differences, lint};
use std::collections::BTreeMap;
use std::sync::Arc;
use web::parts::{Tone, banner, button, card, form, link_button, page_head, table};
use web::{Fields, Frame, Markup, Problem, SignedIn, Site, html, see_other};

/// A month, and no more cases than one waits for.
const REPLAYED_SECONDS: i64 = 30 * 86_400;
const MOST_CASES: i64 = 20_000;

struct Shown {
    version: Version,
    policy: Arc<Policy>,
    live: Option<(Version, Arc<Policy>)>,
    replay: Option<Replay>,
}

impl Shown {
    fn of(tx: &mut Tx<'_>, id: PolicyId) -> Result<Self, Trouble> {
        let version = policies::find(tx, id)?;
        let live = policies::all(tx)?
            .into_iter()
            .find(|other| other.state == PolicyState::Live && other.name == version.name && other.id != id);
        let live = live.map(|live| Ok::<_, Trouble>((live.clone(), policies::read(tx, live.id)?))).transpose()?;
        let now = tx.now();
        let replay = match version.state {
            PolicyState::Draft | PolicyState::Approved => {
                Some(policies::replay(tx, id, now.plus_seconds(-REPLAYED_SECONDS), now, MOST_CASES)?)
            }
            PolicyState::Live | PolicyState::Retired => None,
        };
        Ok(Self { policy: policies::read(tx, id)?, version, live, replay })
    }

    const fn is_open(&self) -> bool {
        matches!(self.version.state, PolicyState::Draft | PolicyState::Approved)
    }
}

/// `GET /settings/policies/{policy}`
pub(in crate::pages) async fn show(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<Response, Problem> {
    draw(&site, &who, PolicyId(id), None).await
}

async fn draw(site: &Site, who: &SignedIn, id: PolicyId, mistake: Option<String>) -> Result<Response, Problem> {
    let shown = site.db().read(move |tx| Shown::of(tx, id)).await?;
    let text = who.t();
    let title = text.say_with("orders-policy-version", &[("name", &shown.version.name), ("version", &shown.version.version)]);
    let body = html! {
        (page_head(&title, &shown.version.note, &html! { (state_badge(text, &shown.version)) (link_button(text.say("orders-policies"), "/settings/policies").quiet()) }))
        @if let Some(mistake) = &mistake { (banner(Tone::Danger, &html! { p { (mistake) } })) }
        (next(who, &shown))
        @if shown.is_open() { (doubts(who, &shown.policy)) (different(who, &shown)) (replayed(who, &shown)) }
        (plainly(who, &shown.policy))
    };
    let status = if mistake.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, Frame::new(site, who, title).settings("policies").body(body).await?).into_response())
}

/// What can be done with it now, and by whom.
fn next(who: &SignedIn, shown: &Shown) -> Markup {
    let (text, id) = (who.t(), shown.version.id);
    let seen = html! { input type="hidden" name="sha256" value=(shown.version.sha256); };
    let post = |verb: &str, button: Markup| form(&who.csrf, format!("/settings/policies/{id}/{verb}"), &html! { (seen) (button) });
    let (writes, approves) = (who.may("policies.manage"), who.may("policies.approve"));
    let body = match shown.version.state {
        PolicyState::Draft => html! {
            p { (text.say("orders-policy-draft-next")) }
            div.line {
                @if writes { (link_button(text.say("orders-policy-edit"), format!("/settings/policies/{id}/edit")).icon("draft")) }
                @if approves { (post("approve", html! { (button(text.say("orders-approve")).primary().icon("check")) })) }
                @if writes { (post("remove", html! { (button(text.say("orders-policy-remove")).danger().icon("trash")) })) }
            }
        },
        PolicyState::Approved => html! {
            p { (text.say("orders-policy-approved-next")) }
            @if approves { (post("live", html! { (button(text.say("orders-policy-go-live")).primary().icon("send")) })) }
        },
        PolicyState::Live => {
            html! { p { (text.say("orders-policy-live-next")) } @if writes { (link_button(text.say("orders-policy-new"), "/settings/policies/new").icon("plus")) } }
        }
        PolicyState::Retired => html! { p { (text.say("orders-policy-retired-next")) } },
    };
    card(&text.say("orders-policy-next"), &html! { div.stack { (body) } })
}

fn doubts(who: &SignedIn, policy: &Policy) -> Markup {
    let (text, locale) = (who.t(), who.t().locale());
    let found = lint(policy);
    html! {
        @if !found.is_empty() {
            (card(&text.say("orders-policy-doubts"), &html! {
                ul { @for doubt in &found { li { strong { (deed(text, &doubt.action)) } " " span.mono.faint { (doubt.part) } ": " (doubt.text.of(locale)) " " (doubt.remedy.of(locale)) } } }
            }))
        }
    }
}

fn different(who: &SignedIn, shown: &Shown) -> Markup {
    let (text, locale) = (who.t(), who.t().locale());
    let Some((live, policy)) = &shown.live else {
        return card(&text.say("orders-policy-differences"), &html! { p.muted { (text.say("orders-policy-first")) } });
    };
    let found = differences(policy, &shown.policy);
    let body = html! {
        p.muted { (text.say_with("orders-policy-against", &[("version", &live.version)])) }
        @if found.is_empty() { p { (text.say("orders-policy-same")) } }
        ul {
            @for one in &found {
                li {
                    strong { (one.action.as_ref().map_or_else(|| text.say("orders-policy-whole"), |action| deed(text, action))) } " " span.mono.faint { (one.part) }
                    @if let Some(before) = &one.before { p { del { (before.of(locale)) } } }
                    @if let Some(after) = &one.after { p { ins { (after.of(locale)) } } }
                }
            }
        }
    };
    card(&text.say("orders-policy-differences"), &body)
}

/// The test bench: grouped by what would change, the largest group first.
fn replayed(who: &SignedIn, shown: &Shown) -> Markup {
    let text = who.t();
    let Some(replay) = &shown.replay else { return html! {} };
    let mut groups: BTreeMap<(String, &str, &str, String), i64> = BTreeMap::new();
    for one in &replay.changed {
        let code = if one.would_be_code.is_empty() {
            one.was_code.clone()
        } else {
            one.would_be_code.clone()
        };
        *groups.entry((one.verb.clone(), one.was, one.would_be, code)).or_default() += 1;
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let heads = ["orders-what", "orders-was", "orders-would-be", "orders-why", "orders-count"].map(|key| text.say(key));
    let rows = html! {
        @for ((verb, was, would_be, code), count) in &groups {
            tr { td { (deed(text, verb)) } td { (said(text, "outcome", was)) } td { strong { (said(text, "outcome", would_be)) } } td.mono { (code) } td.number { (text.number(*count)) } }
        }
    };
    let body = html! {
        p { (text.say_with("orders-policy-replayed", &[("played", &replay.played), ("changed", &replay.changed.len())])) }
        @if replay.every > 1 { p.muted { (text.say_with("orders-policy-sampled", &[("judged", &replay.judged), ("every", &replay.every)])) } }
        @if !groups.is_empty() { (table(text.say("orders-policy-bench"), heads, rows)) }
    };
    card(&text.say("orders-policy-bench"), &body)
}

fn plainly(who: &SignedIn, policy: &Policy) -> Markup {
    let text = who.t();
    let said = describe(policy, text.locale());
    let sentences = |all: &[policy::Sentence]| {
        html! { ul { @for sentence in all { li { (sentence.text) @if let Some(otherwise) = &sentence.otherwise { p.muted { (otherwise) } } } } } }
    };
    let body = html! {
        div.stack {
            (sentences(&said.scope))
            @for action in &said.actions { details.more { summary { strong { (action.title) } } (sentences(&action.sentences)) } }
        }
    };
    card(&text.say("orders-policy-plainly"), &body)
}

/// `POST /settings/policies/{policy}/approve`: somebody else than who wrote it.
pub(in crate::pages) async fn approve(
    State(site): State<Site>,
    who: SignedIn,
    Path(id): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    does(&site, &who, id, &fields, policies::approve).await
}

/// `POST /settings/policies/{policy}/live`
pub(in crate::pages) async fn live(
    State(site): State<Site>,
    who: SignedIn,
    Path(id): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    does(&site, &who, id, &fields, policies::go_live).await
}

/// `POST /settings/policies/{policy}/remove`
pub(in crate::pages) async fn remove(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<Response, Problem> {
    match site.db().work(who.actor(), move |work| policies::remove_draft(work, PolicyId(id))).await {
        Ok(()) => Ok(see_other("/settings/policies").into_response()),
        Err(Trouble::Refused(refusal)) => draw(&site, &who, PolicyId(id), Some(who.t().refusal(&refusal))).await,
        Err(other) => Err(other.into()),
    }
}

/// What a second person does with the text they read; if somebody wrote another since, it is shown to them first.
async fn does(
    site: &Site,
    who: &SignedIn,
    id: i64,
    fields: &Fields,
    verb: fn(&mut Work<'_>, PolicyId, &str) -> Result<(), Trouble>,
) -> Result<Response, Problem> {
    let seen = fields.text("sha256").to_owned();
    match site.db().work(who.actor(), move |work| verb(work, PolicyId(id), &seen)).await {
        Ok(()) => Ok(see_other(&format!("/settings/policies/{id}")).into_response()),
        Err(Trouble::Changed(_)) => draw(site, who, PolicyId(id), Some(who.t().say("orders-policy-changed-meanwhile"))).await,
        Err(Trouble::Refused(refusal)) => draw(site, who, PolicyId(id), Some(who.t().refusal(&refusal))).await,
        Err(other) => Err(other.into()),
    }
}
