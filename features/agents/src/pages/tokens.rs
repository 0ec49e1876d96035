//! My API tokens: make one with chosen scopes, see it once, revoke it.

use super::caller::Myself;
use super::layout::{listing, mistake, notice, refusal};
use crate::permissions::{ALL, Permission, Permissions};
use crate::tokens::{self, TokenId};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use kit::Token;
use web::parts::{Table, Tone, banner, button, card, checkbox, empty_state, field, form, page_head, select, table, time};
use web::{Fields, Frame, Markup, Problem, Query, Site, Text, html, see_other};

/// How long a token may live, in days; 0 is for ever.
const LIVES_DAYS: [i64; 4] = [30, 90, 365, 0];

pub(super) async fn show(State(site): State<Site>, me: Myself, query: Query) -> Result<Markup, Problem> {
    draw(&site, &me, &notice(me.t(), &query)).await
}

pub(super) async fn create(State(site): State<Site>, me: Myself, fields: Fields) -> Result<Response, Problem> {
    let (agent, name) = (me.agent, fields.text("name").to_owned());
    let scopes: Permissions = fields.list("scope").into_iter().filter_map(Permission::of_word).collect();
    let days = fields.number("days").filter(|days| LIVES_DAYS.contains(days)).unwrap_or(LIVES_DAYS[1]);
    let expires_at = (days > 0).then(|| site.now().plus_seconds(days * 86_400));
    let made = site
        .db()
        .work(me.actor(), move |work| tokens::create(work, agent, &name, &scopes, expires_at))
        .await;
    match made {
        Ok((_, token)) => Ok(draw(&site, &me, &shown_once(me.t(), &token)).await?.into_response()),
        Err(trouble) => {
            let sentence = refusal(me.t(), trouble)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, draw(&site, &me, &mistake(Some(&sentence))).await?).into_response())
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

async fn draw(site: &Site, me: &Myself, above: &Markup) -> Result<Markup, Problem> {
    let agent = me.agent;
    let living = site.db().read(move |tx| tokens::of(tx, agent)).await?;
    let t = me.t();
    let body = html! {
        (page_head(&t.say("agents-tokens"), &t.say("agents-tokens-about"), &html! {}))
        (above)
        @if living.is_empty() {
            (empty_state("key", &t.say("agents-tokens-none"), &html! { p.muted { (t.say("agents-tokens-none-next")) } }))
        } @else {
            (listing(&t.say("agents-tokens"), &listed(site, me, &living)))
        }
        (card(&t.say("agents-token-new"), &new_form(me)))
    };
    Frame::new(site, me, t.say("agents-tokens")).settings("tokens").body(body).await
}

fn listed(site: &Site, me: &Myself, living: &[tokens::Listed]) -> Table {
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
                    (form(&me.csrf, format!("/settings/tokens/{}/revoke", token.id), &html! {
                        (button(t.say("agents-token-revoke")).danger().attr("aria-label", t.say_with("agents-token-revoke-of", &[("name", &token.name)])))
                    }))
                }
            }
        }
    };
    table(t.say("agents-tokens"), heads, rows).with_actions(t)
}

fn new_form(me: &Myself) -> Markup {
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
        "/settings/tokens",
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
