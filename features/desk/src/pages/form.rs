//! Forms that do one thing: they work without any script, and with htmx they swap in only what changed.

use super::place::Place;
use web::{Markup, SignedIn, html};

/// A form that posts to `action` and stays where it is; the answer brings its own pieces.
pub fn act(who: &SignedIn, action: &str, body: &Markup) -> Markup {
    html! {
        form method="post" action=(action) hx-post=(action) hx-swap="none" { (web::parts::csrf_field(&who.csrf)) (body) }
    }
}

/// First in a form in whose fields Enter must do nothing: a browser presses the first button of a form then, and finds one that cannot be pressed.
pub fn deaf_to_enter() -> Markup {
    html! { button type="submit" disabled hidden {} }
}

/// The hidden field that remembers the list somebody came from.
pub fn place_of(place: Place) -> Markup {
    let (name, value) = place.field();
    hidden(name, value)
}

/// A hidden field.
pub fn hidden(name: &str, value: impl ToString) -> Markup {
    html! { input type="hidden" name=(name) value=(value.to_string()); }
}
