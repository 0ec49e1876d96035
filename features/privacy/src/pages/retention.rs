//! How long things are kept: the rules, one to make with what it would take away tonight, and what the last nights came to.

use crate::putting_back::RetentionSetting;
use crate::retention::{self, Effect as Counted, Night, Rule, RuleId, What, Wish};
use agents::changes::{keeping, keeping_new};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use db::{Trouble, Tx, sql};
use web::parts::{
    Effect, button, card, empty_state, field, form, icon, is_to_show, page_head, select, show_effect, table, table_card, time,
};
use web::{Fields, Frame, Markup, Problem, Query, SignedIn, Site, Text, html, see_other};

const HERE: &str = "/settings/retention";

/// What the form offers.
struct Choices {
    inboxes: Vec<(i64, String)>,
    channels: Vec<String>,
    fields: Vec<(i64, String)>,
}

fn choices(tx: &mut Tx<'_>) -> Result<Choices, Trouble> {
    Ok(Choices {
        inboxes: sql("SELECT id, name FROM inbox WHERE archived_at IS NULL ORDER BY name, id").all(tx)?,
        channels: retention::channels(tx)?,
        fields: sql("SELECT id, label FROM custom_field ORDER BY label, id").all(tx)?,
    })
}

/// The rule a form asks for; `None` while it says too little, or something that cannot be read.
fn wish(typed: &Fields) -> Option<Wish> {
    let (inbox, channel) = place(typed.text("place"))?;
    Some(Wish {
        what: What::of_word(typed.text("what"))?,
        inbox,
        channel,
        field: match typed.optional("field") {
            Some(field) => Some(field.parse().ok()?),
            None => None,
        },
        days: typed.number("days")?,
    })
}

/// Nothing chosen is everywhere; a place that cannot be read is none.
fn place(chosen: &str) -> Option<(Option<i64>, Option<String>)> {
    match chosen.split_once(' ') {
        None => chosen.is_empty().then_some((None, None)),
        Some(("inbox", id)) => Some((Some(id.parse().ok()?), None)),
        Some(("channel", name)) => Some((None, Some(name.to_owned()))),
        Some(_) => None,
    }
}

pub(super) async fn list(State(site): State<Site>, who: SignedIn) -> Result<Response, Problem> {
    drawn(&site, &who, &Fields::default(), None).await
}

/// What the rule typed would take away tonight.
pub(super) async fn preview(State(site): State<Site>, who: SignedIn, query: Query) -> Result<Markup, Problem> {
    shown(&site, who.t(), &query).await
}

async fn shown(site: &Site, t: &Text, typed: &Fields) -> Result<Markup, Problem> {
    let Some(wish) = wish(typed) else {
        return Ok(html! { p { (t.say("privacy-rule-say-more")) } });
    };
    let counted = site.db().read(move |tx| {
        let wish = wish.checked(tx)?;
        Ok((wish.what, retention::effect(tx, &wish)?))
    });
    match counted.await {
        Ok((what, effect)) => Ok(told(t, what, effect)),
        Err(Trouble::Refused(refusal)) => Ok(html! { p { (t.refusal(&refusal)) } }),
        Err(other) => Err(other.into()),
    }
}

fn told(t: &Text, what: What, effect: Counted) -> Markup {
    let key = format!("privacy-effect-{}", what.word().replace('_', "-"));
    html! { div.stack.tight {
        p { (t.say_with("privacy-effect-conversations", &[("count", &effect.conversations)])) }
        p { strong { (t.say_with(&key, &[("count", &effect.things)])) } }
        @if effect.held > 0 { p { (t.say_with("privacy-effect-held", &[("count", &effect.held)])) } }
    } }
}

pub(super) async fn make(State(site): State<Site>, who: SignedIn, fields: Fields) -> Result<Response, Problem> {
    if is_to_show(&fields) {
        return drawn(&site, &who, &fields, None).await;
    }
    let Some(wish) = wish(&fields) else {
        return drawn(&site, &who, &fields, Some(who.t().say("privacy-rule-say-more"))).await;
    };
    let made = site.db().work(who.actor(), move |work| {
        let id = retention::make(work, wish.clone())?;
        keeping_new(work, &RetentionSetting, &id.to_string())
    });
    match made.await {
        Ok(()) => Ok(see_other(HERE).into_response()),
        Err(Trouble::Refused(refusal)) => drawn(&site, &who, &fields, Some(who.t().refusal(&refusal))).await,
        Err(other) => Err(other.into()),
    }
}

pub(super) async fn remove(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<Response, Problem> {
    site.db()
        .work(who.actor(), move |work| {
            work.keep_quietly("it was removed before");
            keeping(work, &RetentionSetting, &id.to_string(), |work| retention::remove(work, RuleId(id)))
        })
        .await?;
    Ok(see_other(HERE).into_response())
}

pub(super) async fn one(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<Response, Problem> {
    drawn_one(&site, &who, id, None, None).await
}

pub(super) async fn change(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>, fields: Fields) -> Result<Response, Problem> {
    if is_to_show(&fields) {
        return drawn_one(&site, &who, id, Some(&fields), None).await;
    }
    let Some(wish) = wish(&fields) else {
        return drawn_one(&site, &who, id, Some(&fields), Some(who.t().say("privacy-rule-say-more"))).await;
    };
    let changed = site.db().work(who.actor(), move |work| {
        work.keep_quietly("it stood so before");
        let wish = wish.clone();
        keeping(work, &RetentionSetting, &id.to_string(), |work| retention::change(work, RuleId(id), wish))
    });
    match changed.await {
        Ok(()) => Ok(see_other(HERE).into_response()),
        Err(Trouble::Refused(refusal)) => drawn_one(&site, &who, id, Some(&fields), Some(who.t().refusal(&refusal))).await,
        Err(other) => Err(other.into()),
    }
}

async fn drawn(site: &Site, who: &SignedIn, typed: &Fields, mistake: Option<String>) -> Result<Response, Problem> {
    let (rules, nights, choices) = site.db().read(|tx| Ok((retention::all(tx)?, retention::nights(tx, 20)?, choices(tx)?))).await?;
    let t = who.t();
    let shown = shown(site, t, typed).await?;
    let body = html! {
        (page_head(&t.say("privacy-retention"), &t.say("privacy-retention-about"), &html! {}))
        @if rules.is_empty() { (empty_state("clock", &t.say("privacy-retention"), &html! { p { (t.say("privacy-rules-none")) } })) }
        @else { (listed(who, &rules, &choices)) }
        (card(&t.say("privacy-rule-new"), &asked(who, HERE, typed, &choices, &shown, mistake.as_deref())))
        @if !nights.is_empty() { (last_nights(site, who, &nights)) }
    };
    let status = if mistake.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = Frame::new(site, who, t.say("privacy-retention")).settings("retention").body(body).await?;
    Ok((status, page).into_response())
}

async fn drawn_one(site: &Site, who: &SignedIn, id: i64, typed: Option<&Fields>, mistake: Option<String>) -> Result<Response, Problem> {
    let (rule, choices) = site.db().read(move |tx| Ok((retention::find(tx, RuleId(id))?, choices(tx)?))).await?;
    let t = who.t();
    let stands = as_typed(&rule);
    let typed = typed.unwrap_or(&stands);
    let shown = shown(site, t, typed).await?;
    let body = html! {
        a.back href=(HERE) { (icon("chevron-left")) (t.say("privacy-retention")) }
        (page_head(&t.say("privacy-rule"), &said(t, &rule, &choices), &html! {}))
        (card(&t.say("privacy-rule"), &asked(who, &format!("{HERE}/{id}"), typed, &choices, &shown, mistake.as_deref())))
        (card(&t.say("privacy-rule-remove"), &html! { div.stack {
            p { (t.say("privacy-rule-remove-about")) }
            (form(&who.csrf, format!("{HERE}/{id}/remove"), &html! { (button(t.say("privacy-rule-remove")).danger().icon("trash")) }))
        } }))
    };
    let status = if mistake.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = Frame::new(site, who, t.say("privacy-rule")).settings("retention").body(body).await?;
    Ok((status, page).into_response())
}

/// The form as it would have been filled in.
fn as_typed(rule: &Rule) -> Fields {
    let place = match (rule.inbox, rule.channel.as_deref()) {
        (Some(inbox), _) => format!("inbox+{inbox}"),
        (None, Some(channel)) => format!("channel+{channel}"),
        (None, None) => String::new(),
    };
    let field = rule.field.map(|field| field.to_string()).unwrap_or_default();
    Fields::parse(format!("what={}&place={place}&field={field}&days={}", rule.what.word(), rule.days).as_bytes())
}

fn asked(who: &SignedIn, action: &str, typed: &Fields, choices: &Choices, shown: &Markup, mistake: Option<&str>) -> Markup {
    let t = who.t();
    let effect = Effect { id: "retention-effect", href: "/settings/retention/preview", shown };
    let whats = What::ALL.iter().map(|what| (what.word().to_owned(), t.say(&what_key(*what))));
    let everywhere = std::iter::once((String::new(), t.say("privacy-everywhere")));
    let channels = choices
        .channels
        .iter()
        .map(|channel| (format!("channel {channel}"), t.say_with("privacy-in-channel", &[("name", channel)])));
    let inboxes = choices
        .inboxes
        .iter()
        .map(|(id, name)| (format!("inbox {id}"), t.say_with("privacy-in-inbox", &[("name", name)])));
    let fields = std::iter::once((String::new(), t.say("privacy-no-field")))
        .chain(choices.fields.iter().map(|(id, label)| (id.to_string(), label.clone())));
    let inside = html! {
        (select(t.say("privacy-rule-what"), "what", whats, typed.text("what")).error(mistake))
        (select(t.say("privacy-rule-place"), "place", everywhere.chain(channels).chain(inboxes), typed.text("place")))
        (select(t.say("privacy-rule-field"), "field", fields, typed.text("field")).hint(t.say("privacy-rule-field-hint")))
        (field(t.say("privacy-rule-days"), "days").kind("number").attr("min", "1").attr("max", "36500").value(typed.text("days")).required())
        div.line { (button(t.say("privacy-save")).primary()) (show_effect(t)) }
    };
    html! { (form(&who.csrf, action.to_owned(), &effect.watched(&inside))) (effect.stands(t)) }
}

fn what_key(what: What) -> String {
    format!("privacy-what-{}", what.word().replace('_', "-"))
}

/// A rule in a sentence.
fn said(t: &Text, rule: &Rule, choices: &Choices) -> String {
    let named = |all: &[(i64, String)], id: i64| {
        all.iter()
            .find(|(known, _)| *known == id)
            .map_or_else(|| format!("#{id}"), |(_, name)| name.clone())
    };
    let place = match (rule.inbox, rule.channel.as_deref()) {
        (Some(inbox), _) => t.say_with("privacy-in-inbox", &[("name", &named(&choices.inboxes, inbox))]),
        (None, Some(channel)) => t.say_with("privacy-in-channel", &[("name", &channel)]),
        (None, None) => t.say("privacy-everywhere"),
    };
    let what = t.say(&what_key(rule.what));
    let what = rule
        .field
        .map_or_else(|| what.clone(), |field| format!("{what}: {}", named(&choices.fields, field)));
    t.say_with("privacy-rule-said", &[("what", &what), ("place", &place), ("days", &rule.days)])
}

fn listed(who: &SignedIn, rules: &[Rule], choices: &Choices) -> Markup {
    let t = who.t();
    let rows = html! { @for rule in rules { tr {
        td { span.cell-main { a href={ (HERE) "/" (rule.id) } { (said(t, rule, choices)) } } }
        td.number { (t.number(rule.days)) }
    } } };
    table_card(
        &t.say("privacy-rules"),
        &table(t.say("privacy-rules"), [t.say("privacy-rule"), t.say("privacy-rule-days")], rows),
    )
}

fn last_nights(site: &Site, who: &SignedIn, nights: &[Night]) -> Markup {
    let t = who.t();
    let rows = html! { @for night in nights { tr {
        td { (time(t, night.begun_at, site.now(), &who.zone)) }
        td { a href={ (HERE) "/" (night.rule) } { "#" (night.rule) } }
        td.number { (t.number(night.conversations)) }
        td.number { (t.number(night.rows)) }
        td.number { (t.number(night.held)) }
        td { @if night.ended_at.is_none() { (t.say("privacy-night-goes-on")) } }
    } } };
    let heads = [
        "privacy-night",
        "privacy-rule",
        "privacy-night-conversations",
        "privacy-night-rows",
        "privacy-night-held",
        "privacy-state",
    ]
    .map(|key| t.say(key));
    table_card(&t.say("privacy-nights"), &table(t.say("privacy-nights"), heads, rows))
}

#[cfg(test)]
mod tests {
    use super::{Fields, wish};

    #[test]
    fn what_a_form_says_of_where_is_read_or_the_form_asks_again_and_never_taken_for_everywhere() {
        for (place, inbox, channel) in [("", None, None), ("inbox+7", Some(7), None), ("channel+email", None, Some("email"))] {
            let typed = Fields::parse(format!("what=raw_mail&days=30&field=&place={place}").as_bytes());
            let read = wish(&typed).map(|wish| (wish.inbox, wish.channel));
            assert_eq!(read, Some((inbox, channel.map(str::to_owned))), "{place}");
        }
        for typed in ["place=inbox+x", "place=inbox", "place=team+7", "place=&field=x"] {
            assert_eq!(wish(&Fields::parse(format!("what=raw_mail&days=30&{typed}").as_bytes())), None, "{typed}");
        }
    }
}
