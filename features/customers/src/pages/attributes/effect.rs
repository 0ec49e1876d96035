//! What an attribute would be like before it is saved: what agents fill in, how many customers have a value, which kept values
//! would no longer be taken, and what the time to keep would erase and when.

use super::super::facts::control;
use super::super::wording::shown;
use super::wish;
use crate::attribute::{Attribute, AttributeId, Choices, Shape};
use crate::attributes::{self, Effect, Erased, Wish};
use axum::extract::{Path, State};
use db::Trouble;
use jiff::civil::Date;
use kit::Moment;
use web::{Fields, Markup, Problem, Query, SignedIn, Site, Text, html};

/// `GET /settings/customer-attributes/preview?…`
pub(in crate::pages) async fn preview_new(_: State<Site>, signed_in: SignedIn, query: Query) -> Markup {
    of_new(signed_in.t(), &query)
}

/// `GET /settings/customer-attributes/{attribute}/preview?…`
pub(in crate::pages) async fn preview(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(attribute): Path<i64>,
    query: Query,
) -> Result<Markup, Problem> {
    of_change(&site, &signed_in, AttributeId(attribute), &query).await
}

/// One that nobody has a value of.
pub(super) fn of_new(text: &Text, typed: &Fields) -> Markup {
    match wish(typed) {
        Ok(wish) => {
            let unnamed = wish.label.trim().is_empty();
            // Before it has a name, the field is called what is asked for.
            let label = if unnamed { text.say("customers-label") } else { wish.label.clone() };
            looks(text, &Attribute { label, ..imagined(&wish) })
        }
        Err(trouble) => said(text, trouble),
    }
}

/// One with what is typed for it; what would be refused says so.
pub(super) async fn of_change(site: &Site, signed_in: &SignedIn, id: AttributeId, typed: &Fields) -> Result<Markup, Problem> {
    let (typed, zone, text) = (typed.clone(), signed_in.zone.clone(), signed_in.t());
    let found = site.db().read(move |tx| {
        let before = attributes::find(tx, id)?;
        let wish = wish(&typed)?;
        let effect = attributes::effect(tx, id, &wish, &zone)?;
        Ok((before, wish, effect))
    });
    match found.await {
        Ok((before, wish, effect)) => Ok(drawn(text, &changed(&before, &wish), &effect)),
        Err(trouble @ Trouble::Refused(_)) => Ok(said(text, trouble)),
        Err(other) => Err(other.into()),
    }
}

fn said(text: &Text, trouble: Trouble) -> Markup {
    match trouble {
        Trouble::Refused(refusal) => html! { p { (text.refusal(&refusal)) } },
        _ => html! {},
    }
}

fn imagined(wish: &Wish) -> Attribute {
    Attribute {
        id: AttributeId(0),
        key: String::new(),
        label: wish.label.clone(),
        shape: wish.shape,
        choices: Choices(wish.choices.iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()),
        least: wish.least,
        most: wish.most,
        purpose: wish.purpose.clone(),
        retention_days: wish.retention_days,
        is_preset: false,
        is_on: true,
    }
}

fn changed(before: &Attribute, wish: &Wish) -> Attribute {
    Attribute {
        id: before.id,
        key: before.key.clone(),
        shape: before.shape,
        is_preset: before.is_preset,
        is_on: before.is_on,
        ..imagined(wish)
    }
}

fn looks(text: &Text, attribute: &Attribute) -> Markup {
    html! { div.stack.tight { p { (text.say("customers-attribute-looks")) } (control(text, attribute, "")) } }
}

fn drawn(text: &Text, attribute: &Attribute, effect: &Effect) -> Markup {
    html! {
        div.stack.tight {
            (looks(text, attribute))
            p { (text.say_with("customers-filled-in", &[("count", &effect.customers)])) }
            (misfits(text, attribute, effect))
            @match &effect.erased { Some(erased) => (erasing(text, erased)), None => p { (text.say("customers-erased-never")) } }
        }
    }
}

fn misfits(text: &Text, attribute: &Attribute, effect: &Effect) -> Markup {
    let key = if attribute.shape == Shape::Choice {
        "customers-misfit-choice"
    } else {
        "customers-misfit-number"
    };
    html! {
        @if effect.misfits > 0 {
            p { strong { (text.say_with(key, &[("count", &effect.misfits)])) } " " (text.say("customers-misfit-stays")) }
            @if !effect.orphans.is_empty() {
                ul.plain-list { @for (value, count) in &effect.orphans { li { (text.say_with("customers-value-orphaned", &[("value", &shown(text, attribute, value))])) " · " (text.say_with("customers-count", &[("count", count)])) } } }
            }
        }
    }
}

fn erasing(text: &Text, erased: &Erased) -> Markup {
    let day = |day: &Date| {
        let noon = day.at(12, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC);
        noon.map_or_else(|_| day.to_string(), |noon| text.date(Moment(noon.timestamp().as_microsecond()), "UTC"))
    };
    html! {
        @if erased.at_once > 0 { p { strong { (text.say_with("customers-erased-at-once", &[("count", &erased.at_once)])) } } }
        @else { p { (text.say("customers-erased-none-at-once")) } }
        @if !erased.days.is_empty() {
            ul.plain-list {
                @for (date, count) in &erased.days { li { (text.say_with("customers-erased-on", &[("date", &day(date)), ("count", count)])) } }
                @if erased.later > 0 { li { (text.say_with("customers-erased-later", &[("count", &erased.later)])) } }
            }
        }
    }
}
