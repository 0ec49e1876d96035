//! The filter above a list: what it lists, in words, to be changed. Completion asks the server as one types; without a
//! script the form is sent as any other. A fault is shown under it with its place and what to write instead.

use super::Listed;
use crate::Viewer;
use crate::filtering::Names;
use crate::pages::place::Place;
use crate::pages::signs;
use crate::pages::view_pages::shares;
use crate::{Priority, SavedView, Status};
use axum::extract::State;
use filter::{Fault, Suggestion, complete};
use web::parts::{csrf_field, icon};
use web::{Markup, Problem, Query, SignedIn, Site, Text, html};

/// What stands in the bar.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    pub text: String,
    pub fault: Option<Fault>,
}

impl Typed {
    pub const fn of(text: String) -> Self {
        Self { text, fault: None }
    }
}

/// The bar, and beside it what can be done with the list it makes.
pub fn draw(who: &SignedIn, list: &Listed) -> Markup {
    let text = who.t();
    let (name, value) = list.place.field();
    html! {
        form.filter role="search" method="post" action="/views" {
            (csrf_field(&who.csrf))
            input type="hidden" name=(name) value=(value);
            (input(text, "filter-words", &list.typed))
            @if let Some(view) = &list.view {
                @let label = if view.name.is_empty() { "desk-view-save" } else { "desk-view-edit" };
                a.icon-button href={ "/views/saved/" (view.id) "/edit" } aria-label=(text.say(label)) title=(text.say(label)) data-command { (icon(if view.name.is_empty() { "star" } else { "settings" })) }
            }
        }
        @if let Some(from) = list.begun_from.as_ref().filter(|_| list.typed.fault.is_none()) { (typed_over(who, list, from)) }
        @if let Some(fault) = &list.typed.fault { p.error.filter-fault role="alert" id="filter-words-fault" { (icon("warning")) span { (sentence(text, fault)) } } }
    }
}

/// Which view it was typed over: the way back, and to have it list this from now on.
fn typed_over(who: &SignedIn, list: &Listed, from: &SavedView) -> Markup {
    let text = who.t();
    html! {
        form.filter-from method="post" action={ "/views/saved/" (from.id) "/filter" } {
            (csrf_field(&who.csrf))
            input type="hidden" name="filter" value=(list.typed.text);
            span.truncate { (text.say("desk-view-typed-over")) " " a href=(Place::Saved(from.id.0).href()) { (from.name) } }
            @if from.may_change(Viewer::of(who), shares(who)) { button.button.push type="submit" data-command { (text.say("desk-view-refilter")) } }
        }
    }
}

/// The field with its list of offers, wherever a filter is typed.
pub fn input(text: &Text, id: &str, typed: &Typed) -> Markup {
    let offers = format!("{id}-offers");
    let fault = typed.fault.as_ref();
    html! {
        div.filter-field {
            (icon("filter"))
            input type="text" id=(id) name="filter" value=(typed.text) role="combobox" aria-expanded="false" aria-autocomplete="list" aria-controls=(offers)
                aria-label=(text.say("desk-filter")) placeholder=(text.say("desk-filter-placeholder")) autocomplete="off" autocapitalize="off" spellcheck="false"
                aria-invalid=[fault.map(|_| "true")] aria-describedby=[fault.map(|_| format!("{id}-fault"))]
                data-fault-start=[fault.map(|fault| fault.start)] data-fault-end=[fault.map(|fault| fault.end)]
                data-filter="/views/complete" data-key="g f" data-key-group=(text.say("desk-keys-list"));
            ul.suggestions role="listbox" id=(offers) aria-label=(text.say("desk-filter-offers")) data-filter-offers hidden {}
        }
    }
}

/// Where, what, and what instead.
pub fn sentence(text: &Text, fault: &Fault) -> String {
    let key = format!("desk-filter-fault-{}", fault.wrong.word());
    let told = text.say_with(&key, &[("written", &fault.written)]);
    match &fault.instead {
        Some(instead) => format!("{told} {}", text.say_with("desk-filter-instead", &[("instead", instead)])),
        None => told,
    }
}

/// `GET /views/complete?q=…&at=…`: what may stand at the cursor, as options.
pub async fn offers(State(site): State<Site>, who: SignedIn, query: Query) -> Result<Markup, Problem> {
    let viewer = Viewer::of(&who);
    let typed = query.raw("q").to_owned();
    let units = query.number("at").and_then(|at| usize::try_from(at).ok()).unwrap_or(typed.len());
    let names = site.db().read(move |tx| Names::read(tx, viewer)).await?;
    let at = byte_at(&typed, units);
    let offers = complete(&typed, at, &names.vocabulary(), who.locale);
    Ok(html! { @for (number, offer) in offers.iter().enumerate() { (option(who.t(), &typed, number, offer)) } })
}

fn option(text: &Text, typed: &str, number: usize, offer: &Suggestion) -> Markup {
    html! {
        li role="option" id={ "offer-" (number) } aria-selected="false" data-put=(offer.text) data-from=(units_at(typed, offer.start)) data-to=(units_at(typed, offer.end)) {
            code { (offer.text.trim_end()) } span.end { (explained(text, offer)) }
        }
    }
}

/// A key is explained; a fixed value is named as everywhere else.
fn explained(text: &Text, offer: &Suggestion) -> String {
    let Some(value) = &offer.value else {
        return text.say(&format!("desk-filter-about-{}", offer.about));
    };
    match offer.about {
        "status" => Status::of_word(value).map(|status| text.say(signs::status_key(status))),
        "priority" => Priority::of_word(value).map(|priority| text.say(signs::priority_key(priority))),
        _ => None,
    }
    .unwrap_or_default()
}

/// Browsers count a cursor in UTF-16.
fn byte_at(text: &str, units: usize) -> usize {
    let mut counted = 0;
    for (at, c) in text.char_indices() {
        if counted >= units {
            return at;
        }
        counted += c.len_utf16();
    }
    text.len()
}

fn units_at(text: &str, byte: usize) -> usize {
    text.get(..byte).map_or(0, |before| before.chars().map(char::len_utf16).sum())
}

#[cfg(test)]
mod tests {
    use super::{byte_at, units_at};

    #[test]
    fn a_cursor_counted_in_utf_16_finds_its_letter() {
        let typed = "标签🫖 vip";
        for (units, byte) in [(0, 0), (1, 3), (2, 6), (4, 10), (8, 14), (99, 14)] {
            assert_eq!(byte_at(typed, units), byte, "{units}");
        }
        assert_eq!((units_at(typed, 10), units_at(typed, 14)), (4, 8));
    }
}
