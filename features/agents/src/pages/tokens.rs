//! API tokens, mine and the company's: make one with chosen scopes, see it once, revoke it.

use super::caller::Myself;
use super::layout::{listing, mistake, notice, refusal};
use crate::permissions::{ALL, Permission, Permissions};
use crate::service_tokens;
use crate::tokens::{self, TokenId};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use db::Trouble;
use kit::{Moment, Token};
use web::parts::{Table, Tone, banner, button, card, checkbox, empty_state, field, form, page_head, select, table, time};
use web::{Fields, Frame, Markup, Problem, Query, Site, Text, html, see_other};

/// How long a token may live, in days; 0 is for ever.
const LIVES_DAYS: [i64; 4] = [30, 90, 365, 0];

pub(super) async fn show(State(site): State<Site>, me: Myself, query: Query) -> Result<Markup, Problem> {
    draw(&site, &me, &MINE, &notice(me.t(), &query)).await
}

pub(super) async fn create(State(site): State<Site>, me: Myself, fields: Fields) -> Result<Response, Problem> {
    let (agent, Wanted { name, scopes, expires_at }) = (me.agent, Wanted::of(&site, &fields));
    let made = site.db().work(me.actor(), move |work| tokens::create(work, agent, &name, &scopes, expires_at));
    made_or_not(&site, &me, &MINE, made.await).await
}

pub(super) async fn show_service(State(site): State<Site>, me: Myself, query: Query) -> Result<Markup, Problem> {
    draw(&site, &me, &COMPANYS, &notice(me.t(), &query)).await
}

pub(super) async fn create_service(State(site): State<Site>, me: Myself, fields: Fields) -> Result<Response, Problem> {
    let Wanted { name, scopes, expires_at } = Wanted::of(&site, &fields);
    let made = site.db().work(me.actor(), move |work| service_tokens::create(work, &name, &scopes, expires_at));
    made_or_not(&site, &me, &COMPANYS, made.await).await
}

pub(super) async fn revoke_service(State(site): State<Site>, me: Myself, Path(token): Path<i64>) -> Result<Response, Problem> {
    site.db().work(me.actor(), move |work| service_tokens::revoke(work, TokenId(token))).await?;
    Ok(see_other("/settings/service-tokens?done=revoked").into_response())
}

/// Which of the two pages: its address and menu entry, and its sentences.
struct Shelf {
    entry: &'static str,
    title: &'static str,
    about: &'static str,
    none: &'static str,
    none_next: &'static str,
}

const MINE: Shelf = Shelf {
    entry: "tokens",
    title: "agents-tokens",
    about: "agents-tokens-about",
    none: "agents-tokens-none",
    none_next: "agents-tokens-none-next",
};
const COMPANYS: Shelf = Shelf {
    entry: "service-tokens",
    title: "agents-service-tokens",
    about: "agents-service-tokens-about",
    none: "agents-service-tokens-none",
    none_next: "agents-service-tokens-none-next",
};

impl Shelf {
    fn address(&self) -> String {
        format!("/settings/{}", self.entry)
    }
}

/// A token as the form asks for it.
struct Wanted {
    name: String,
    scopes: Permissions,
    expires_at: Option<Moment>,
}

impl Wanted {
    fn of(site: &Site, fields: &Fields) -> Self {
        let days = fields.number("days").filter(|days| LIVES_DAYS.contains(days)).unwrap_or(LIVES_DAYS[1]);
        Self {
            name: fields.text("name").to_owned(),
            scopes: fields.list("scope").into_iter().filter_map(Permission::of_word).collect(),
            expires_at: (days > 0).then(|| site.now().plus_seconds(days * 86_400)),
        }
    }
}

async fn made_or_not(site: &Site, me: &Myself, shelf: &Shelf, made: Result<(TokenId, Token), Trouble>) -> Result<Response, Problem> {
    match made {
        Ok((_, token)) => Ok(draw(site, me, shelf, &shown_once(me.t(), &token)).await?.into_response()),
        Err(trouble) => {
            let sentence = refusal(me.t(), trouble)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, draw(site, me, shelf, &mistake(Some(&sentence))).await?).into_response())
        }
    }
}

pub(super) async fn revoke(State(site): State<Site>, me: Myself, Path(token): Path<i64>) -> Result<Response, Problem> {
    let agent = me.agent;
    site.db().work(me.actor(), move |work| tokens::revoke(work, agent, TokenId(token))).await?;
    Ok(see_other("/settings/tokens?done=revoked").into_response())
}

fn shown_once(t: &Text, token: &Token) -> Markup {
    html! { div role="status" { (banner(Tone::Warn, &html! { p { (t.say("agents-token-made")) } p { code { (token.reveal()) } } p { (t.say("agents-shown-once")) } })) } }
}

async fn draw(site: &Site, me: &Myself, shelf: &Shelf, above: &Markup) -> Result<Markup, Problem> {
    let agent = me.agent;
    let of_company = shelf.entry == COMPANYS.entry;
    let living = site
        .db()
        .read(move |tx| if of_company { service_tokens::all(tx) } else { tokens::of(tx, agent) })
        .await?;
    let t = me.t();
    let body = html! {
        (page_head(&t.say(shelf.title), &t.say(shelf.about), &html! {}))
        (above)
        @if living.is_empty() {
            (empty_state("key", &t.say(shelf.none), &html! { p.muted { (t.say(shelf.none_next)) } }))
        } @else {
            (listing(&t.say(shelf.title), &listed(site, me, shelf, &living)))
        }
        (card(&t.say("agents-token-new"), &new_form(me, shelf)))
    };
    Frame::new(site, me, t.say(shelf.title)).settings(shelf.entry).body(body).await
}

fn listed(site: &Site, me: &Myself, shelf: &Shelf, living: &[tokens::Listed]) -> Table {
    let (t, now) = (me.t(), site.now());
    let heads = [
        t.say("agents-name"),
        t.say("agents-token-scopes"),
        t.say("agents-token-expires"),
        t.say("agents-session-used"),
    ];
    let rows = html! {
        @for token in living {
            tr {
                td { (token.name) " " span.faint { "…" (token.ending) } }
                td { span.muted { (t.say_with("agents-token-scope-count", &[("count", &token.scopes.iter().count())])) } }
                td { @if let Some(at) = token.expires_at { (time(t, at, now, &me.zone)) } @else { (t.say("agents-never")) } }
                td { @if let Some(at) = token.used_at { (time(t, at, now, &me.zone)) } @else { (t.say("agents-never")) } }
                td.actions {
                    (form(&me.csrf, format!("{}/{}/revoke", shelf.address(), token.id), &html! {
                        (button(t.say("agents-token-revoke")).danger().attr("aria-label", t.say_with("agents-token-revoke-of", &[("name", &token.name)])))
                    }))
                }
            }
        }
    };
    table(t.say(shelf.title), heads, rows).with_actions(t)
}

fn new_form(me: &Myself, shelf: &Shelf) -> Markup {
    let t = me.t();
    let lives = LIVES_DAYS.map(|days| {
        let said = if days == 0 {
            t.say("agents-never")
        } else {
            t.say_with("agents-days", &[("count", &days)])
        };
        (days.to_string(), said)
    });
    let own = ALL.iter().filter(|permission| me.may(permission.word()));
    form(
        &me.csrf,
        shelf.address(),
        &html! {
            div.stack {
                div.fields {
                    (field(t.say("agents-name"), "name").hint(t.say("agents-token-name-hint")).required())
                    (select(t.say("agents-token-expires"), "days", lives, "90"))
                }
                fieldset {
                    legend { strong { (t.say("agents-token-scopes")) } }
                    div.stack.tight { @for permission in own { (checkbox(t.say(&permission.explanation_key()), "scope", false).value(permission.word())) } }
                }
                div.line { (button(t.say("agents-token-create")).primary()) }
            }
        },
    )
}
