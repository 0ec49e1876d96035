//! From where one may come: two lists, and who would be shut out by them.

use super::{Typed, again, saved};
use crate::access::Rules;
use crate::access::networks::{self, Effect as Means, Written};
use crate::access::putting_back::NetworksSetting;
use crate::changes::keeping;
use crate::pages::layout::refusal;
use axum::extract::State;
use axum::response::Response;
use web::parts::{Effect, Tone, banner, button, card, form, is_to_show, textarea};
use web::{Fields, Markup, Problem, Query, SignedIn, Site, Visitor, html};

pub(super) const RULE: &str = "networks";
/// So many are named.
const NAMED: usize = 10;

pub(super) async fn save(State(site): State<Site>, who: SignedIn, visitor: Visitor, fields: Fields) -> Result<Response, Problem> {
    let typed = Typed { rule: RULE, fields: &fields };
    if is_to_show(&fields) {
        return again(&site, &who, &visitor, typed, None).await;
    }
    let (written, from) = (read(&fields), Some(visitor.address));
    let kept = site
        .db()
        .work(who.actor(), move |work| keeping(work, &NetworksSetting, "", |work| networks::change(work, &written, from)));
    match kept.await {
        Ok(()) => Ok(saved()),
        Err(trouble) => again(&site, &who, &visitor, typed, Some(trouble)).await,
    }
}

/// `GET …/preview`: as it is filled in.
pub(super) async fn preview(State(site): State<Site>, who: SignedIn, visitor: Visitor, query: Query) -> Result<Markup, Problem> {
    effect(&site, &who, &visitor, read(&query)).await
}

fn read(fields: &Fields) -> Written {
    Written {
        people: fields.raw("people").to_owned(),
        programs: fields.raw("programs").to_owned(),
    }
}

async fn effect(site: &Site, who: &SignedIn, visitor: &Visitor, written: Written) -> Result<Markup, Problem> {
    let from = visitor.address;
    Ok(match site.db().read(move |tx| networks::effect(tx, &written, from)).await {
        Ok(means) => told(who, visitor, &means),
        Err(trouble) => html! { p { (refusal(who.t(), trouble)?) } },
    })
}

fn told(who: &SignedIn, visitor: &Visitor, means: &Means) -> Markup {
    let t = who.t();
    html! {
        @if means.mine { p { strong { (t.say_with("agents-refused-shut-out", &[("address", &visitor.address.to_string())])) } } }
        @else { p { (t.say_with("agents-access-you-come-from", &[("address", &visitor.address.to_string())])) } }
        @if means.rule.people().is_empty() { p { (t.say("agents-access-people-from-anywhere")) } }
        @else if means.outside.is_empty() { p { (t.say_with("agents-access-nobody-outside", &[("of", &means.of)])) } }
        @else {
            p { (t.say_with("agents-access-outside", &[("outside", &means.outside.len()), ("of", &means.of)])) }
            ul.plain-list {
                @for (name, address) in means.outside.iter().take(NAMED) { li { (name) ": " (address) } }
                @if means.outside.len() > NAMED { li { (t.say_with("agents-access-and-more", &[("count", &(means.outside.len() - NAMED))])) } }
            }
        }
        p { (t.say(if means.rule.programs().is_empty() { "agents-access-programs-from-anywhere" } else { "agents-access-programs-from-these" })) }
        @for (inner, outer) in means.rule.inside_others() {
            p { (t.say_with("agents-access-inside", &[("inner", &inner.to_string()), ("outer", &outer.to_string())])) }
        }
    }
}

pub(super) async fn card_of(
    site: &Site,
    who: &SignedIn,
    visitor: &Visitor,
    rules: &Rules,
    typed: Option<&Fields>,
) -> Result<Markup, Problem> {
    let (t, written) = (who.t(), typed.map_or_else(|| rules.networks.written(), read));
    let fields = html! {
        p.muted { (t.say("agents-access-networks-about")) }
        @if let Some(proxy) = visitor.unbelieved_proxy {
            (banner(Tone::Warn, &html! { p { (t.say_with("agents-access-unbelieved-proxy", &[("proxy", &proxy.to_string())])) } }))
        }
        div.fields {
            (textarea(t.say("agents-access-people"), "people").value(&written.people).class("mono").attr("rows", "5").attr("spellcheck", "false")
                .hint(t.say("agents-access-networks-hint")))
            (textarea(t.say("agents-access-programs"), "programs").value(&written.programs).class("mono").attr("rows", "5").attr("spellcheck", "false")
                .hint(t.say("agents-access-programs-hint")))
        }
    };
    let shown = effect(site, who, visitor, written).await?;
    let effect = Effect { id: "networks-effect", href: "/settings/access/networks/preview", shown: &shown };
    let body = effect.around(t, &fields, &button(t.say("agents-save")).primary());
    Ok(card(&t.say("agents-access-networks"), &form(&who.csrf, "/settings/access/networks", &body)))
}
