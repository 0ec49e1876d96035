//! What a field would be like before it is saved: the very control agents get, how many conversations have a value, and
//! which kept values would no longer be offered, with how they are shown then.

use super::{asked, lines};
use crate::fields::{self, Effect, Field, FieldKind, Kept};
use crate::pages::conversation::fields::control;
use axum::extract::State;
use web::{Fields, Markup, Problem, Query, SignedIn, Site, Text, html};

/// More kept values are counted and not listed.
const MOST_LISTED: usize = 12;

/// `GET /settings/fields/preview?field=…&label=…&kind=…&choices=…`: of a new field, or of one that is worded anew.
pub(super) async fn preview(State(site): State<Site>, who: SignedIn, query: Query) -> Result<Markup, Problem> {
    match query.number("field") {
        Some(id) => of_change(&site, who.t(), id, &query).await,
        None => Ok(of_new(who.t(), &query)),
    }
}

/// A field nobody filled in yet.
pub(super) fn of_new(text: &Text, typed: &Fields) -> Markup {
    let kind = FieldKind::of_word(typed.text("kind")).unwrap_or(FieldKind::Text);
    let field = asked(0, typed.text("label"), kind, &lines(typed), text);
    html! { div.stack.tight { p { (text.say("desk-field-looks")) } (control(text, &field)) } }
}

/// A field with what is typed for it.
pub(super) async fn of_change(site: &Site, text: &Text, id: i64, typed: &Fields) -> Result<Markup, Problem> {
    let choices = lines(typed);
    let wanted = choices.clone();
    let (kept, effect) = site
        .db()
        .read(move |tx| {
            let kept = fields::find(tx, id)?;
            let effect = fields::effect(tx, id, kept.kind, &wanted)?;
            Ok((kept, effect))
        })
        .await?;
    let field = asked(id, typed.text("label"), kept.kind, &choices, text);
    Ok(drawn(text, &kept, &field, &effect))
}

fn drawn(text: &Text, kept: &Kept, field: &Field, effect: &Effect) -> Markup {
    html! {
        div.stack.tight {
            p { (text.say("desk-field-looks")) }
            (control(text, field))
            p { (text.say_with("desk-field-conversations", &[("count", &effect.conversations)])) }
            (orphans(text, effect))
            p.muted { (text.say_with("desk-field-key", &[("key", &kept.key)])) }
        }
    }
}

fn orphans(text: &Text, effect: &Effect) -> Markup {
    let keeping: i64 = effect.orphans.iter().map(|(_, count)| count).sum();
    html! {
        @if !effect.orphans.is_empty() {
            p { strong { (text.say_with("desk-field-orphans", &[("count", &keeping)])) } " " (text.say("desk-field-orphans-stay")) }
            ul.plain-list { @for (value, count) in effect.orphans.iter().take(MOST_LISTED) {
                li { (text.say_with("desk-field-orphaned", &[("value", value)])) " · " (text.say_with("desk-field-in-conversations", &[("count", count)])) }
            } }
            @if effect.orphans.len() > MOST_LISTED { p.muted { (text.say_with("desk-field-orphans-more", &[("count", &(effect.orphans.len() - MOST_LISTED))])) } }
        }
    }
}
