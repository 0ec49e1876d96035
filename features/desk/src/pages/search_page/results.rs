//! What was found, or what can be looked for.

use super::{FURTHEST, PAGE, Sight, address, facets, fault, href, kept, marked, picture};
use crate::Status;
use crate::finding::{Matched, Shown};
use crate::message::MessageKind;
use crate::pages::signs;
use search::Kind;
use web::parts::{empty_state, icon, link_button, time};
use web::{Markup, html};

/// The whole part of the page that changes as one types.
pub fn draw(sight: &Sight<'_>) -> Markup {
    let nothing_asked = sight.wish.typed.trim().is_empty();
    html! {
        section.search-results id="results" aria-label=(sight.say("desk-search-results")) data-search-here=(sight.typed(sight.wish.typed.trim())) {
            (fault(sight))
            @if nothing_asked {
                (kept::draw(sight.who, sight.saved, sight.recent, false))
                (lesson(sight))
            } @else {
                (facets::kinds(sight))
                div.search-columns {
                    (facets::draw(sight))
                    div.search-found {
                        (head(sight))
                        @if sight.found.hits.is_empty() { (none(sight)) } @else { (list(sight)) }
                    }
                }
            }
            (behind(sight))
        }
    }
}

fn head(sight: &Sight<'_>) -> Markup {
    let (text, found, wish) = (sight.who.t(), sight.found, sight.wish);
    html! {
        div.search-head {
            p.muted role="status" { (text.say_with("desk-search-count", &[("count", &found.total)])) @if found.is_near { " " (text.say("desk-search-near")) } }
            @if found.total > 1 {
                nav.line aria-label=(text.say("desk-search-order")) {
                    @for (by_time, key) in [(false, "desk-search-best"), (true, "desk-search-newest")] {
                        a.chip href=(address(wish.typed.trim(), wish.kind, by_time, 0)) aria-current=[(wish.by_time == by_time).then_some("true")] { (text.say(key)) }
                    }
                }
            }
        }
        (kept::keeping(sight))
    }
}

fn list(sight: &Sight<'_>) -> Markup {
    let (wish, found) = (sight.wish, sight.found);
    let next = wish.offset + PAGE;
    html! {
        ol.found data-list data-search-list {
            @for shown in &found.hits { (row(sight, shown)) }
        }
        @if next < found.total.min(FURTHEST) {
            p.line { (link_button(sight.say("desk-more-rows"), address(wish.typed.trim(), wish.kind, wish.by_time, next))) }
        }
        @for (what, key, label) in [("next", "j", "desk-key-next"), ("previous", "k", "desk-key-previous"), ("open", "o", "desk-key-open")] {
            button.visually-hidden type="button" tabindex="-1" data-move=(what) data-key=(key) data-key-group=(sight.say("desk-keys-list")) { (sight.say(label)) }
        }
    }
}

fn row(sight: &Sight<'_>, shown: &Shown) -> Markup {
    let (text, hit) = (sight.who.t(), &shown.hit);
    let message = match &shown.matched {
        Some(Matched::Message { message, .. } | Matched::File { message, .. }) => Some(*message),
        None => None,
    };
    let at = match &shown.matched {
        Some(Matched::Message { at, .. }) => *at,
        _ => hit.at,
    };
    html! {
        li data-item id={ "found-" (hit.kind.word()) "-" (hit.id) } {
            a.found-row href=(href(hit, message)) data-open {
                span.dot { (icon(picture(hit.kind))) span.visually-hidden { (text.say(&kind_key(hit.kind))) } }
                span.found-words {
                    span.found-title {
                        strong { @if hit.subject.text.is_empty() { (text.say("desk-no-subject")) } @else { (marked(&hit.subject)) } }
                        @if let Some(number) = hit.number { span.faint.number { "#" (number) } }
                        @if let Some(status) = Status::of_word(&hit.status).filter(|_| hit.kind == Kind::Conversation) { (signs::status(text, status)) }
                    }
                    @if let Some(place) = place(sight, shown) { span.found-place { (place) } }
                    @if !shown.snippet.text.is_empty() { span.found-snippet { (marked(&shown.snippet)) } }
                }
                (time(text, at, sight.site.now(), &sight.who.zone))
            }
        }
    }
}

/// Which message, or which file of which conversation, the words are in.
fn place(sight: &Sight<'_>, shown: &Shown) -> Option<String> {
    let text = sight.who.t();
    match shown.matched.as_ref()? {
        Matched::Message { kind: MessageKind::Note, from, .. } => Some(text.say_with("desk-search-in-note", &[("name", from)])),
        Matched::Message { from, .. } => Some(text.say_with("desk-search-in-message", &[("name", from)])),
        Matched::File { .. } => Some(text.say("desk-search-in-file")),
    }
}

fn none(sight: &Sight<'_>) -> Markup {
    let typed = sight.wish.typed.trim();
    html! {
        (empty_state("search", &sight.who.t().say_with("desk-search-none", &[("words", &typed)]), &html! { p { (sight.say("desk-search-none-next")) } }))
        (lesson(sight))
    }
}

/// What is taught, from the plain to the clever; the words to type are the reader's own.
const TAUGHT: [&str; 9] = ["phrase", "without", "status", "not", "mine", "from", "or", "time", "day"];

/// What can be typed, each line a search one can try.
fn lesson(sight: &Sight<'_>) -> Markup {
    html! {
        details.search-lesson open[sight.wish.typed.trim().is_empty()] {
            summary { (sight.say("desk-search-teach")) }
            dl.operators {
                @for what in TAUGHT {
                    @let typed = sight.say(&format!("desk-search-try-{what}"));
                    dt { a href=(address(&typed, None, false, 0)) { code { (typed) } } } dd { (sight.say(&format!("desk-search-teach-{what}"))) }
                }
            }
            p.hint { (sight.say("desk-search-hint")) }
        }
    }
}

fn behind(sight: &Sight<'_>) -> Markup {
    let text = sight.who.t();
    html! {
        @if let Some(moment) = sight.found.indexed_up_to {
            p.faint.search-behind { (text.say_with("desk-search-up-to", &[("time", &text.date_and_time(moment, &sight.who.zone))])) }
        }
    }
}

pub fn kind_key(kind: Kind) -> String {
    format!("desk-search-kind-{}", kind.word().replace('_', "-"))
}
