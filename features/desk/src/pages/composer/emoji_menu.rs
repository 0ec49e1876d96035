//! Emoji while writing: offered after a colon, or picked from all there are.

use crate::emoji::{self, Named};
use maud::Markup;
use web::parts::menu;
use web::{Query, SignedIn, html};

const MOST: usize = 8;
const MOST_FOUND: usize = 64;

/// `GET /emoji?q=hea`: what is called so, as options.
pub async fn offers(who: SignedIn, query: Query) -> Markup {
    html! {
        @for (number, found) in emoji::find(who.locale, query.text("q"), MOST).iter().enumerate() {
            li role="option" id={ "emoji-" (number) } aria-selected="false" data-put=(found.text) { span.emoji aria-hidden="true" { (found.text) } (found.name) }
        }
    }
}

/// `GET /emoji/all?q=…`: those to pick from; all of them if nothing was typed.
pub async fn all(who: SignedIn, query: Query) -> Markup {
    let typed = query.text("q");
    if !typed.trim().is_empty() {
        let found = emoji::find(who.locale, typed, MOST_FOUND);
        return html! { @if found.is_empty() { p.hint { (who.t().say("desk-emoji-none")) } } (grid(&found)) };
    }
    html! {
        @for (word, group) in emoji::groups(who.locale) {
            h3.menu-heading { (who.t().say(&format!("desk-emoji-{word}"))) }
            (grid(&group))
        }
    }
}

fn grid(found: &[Named]) -> Markup {
    html! { div.emoji-grid { @for one in found { button type="button" data-emoji=(one.text) aria-label=(one.name) title=(one.name) { (one.text) } } } }
}

/// The menu of the composer's button; its content comes when it is opened.
pub fn picker(who: &SignedIn) -> Markup {
    let text = who.t();
    menu(
        "emoji-menu",
        &text.say("desk-emoji"),
        &html! {
            input.input type="search" name="q" aria-label=(text.say("desk-emoji-search")) placeholder=(text.say("desk-emoji-search")) autocomplete="off"
                hx-get="/emoji/all" hx-trigger="intersect once, input changed delay:150ms" hx-sync="this:replace" hx-target="#emoji-all" hx-swap="innerHTML";
            div id="emoji-all" aria-live="polite" {}
        },
    )
}
