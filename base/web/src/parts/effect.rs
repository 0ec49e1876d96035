//! What saving a form would do, shown before anything is saved: worked out anew as one types, and by a button of the form where
//! no script runs.

use super::button::{Button, button};
use super::tag::Tag;
use crate::fields::Fields;
use crate::text::Text;
use maud::{Markup, html};

/// What the button that only shows sends along.
const SHOW: &str = "show";

/// A form's effect: where it stands on the page, the address that works it out from the form's fields, and how it is now.
#[derive(Debug, Clone, Copy)]
pub struct Effect<'a> {
    pub id: &'a str,
    pub href: &'a str,
    pub shown: &'a Markup,
}

impl Effect<'_> {
    /// The inside of a form: its fields, its effect, the button that saves and the one that only shows.
    pub fn around(&self, text: &Text, fields: &Markup, save: &Button) -> Markup {
        self.watched(&html! { (fields) (self.stands(text)) div.line { (save) (show_effect(text)) } })
    }

    /// The part of a form whose fields are watched.
    pub fn watched(&self, inside: &Markup) -> Markup {
        Tag::new("div")
            .class("stack")
            .attr("data-view-form", self.href)
            .attr("data-view-shown", self.id)
            .around(inside)
    }

    /// The effect by itself, for a page that shows it elsewhere than in the form.
    pub fn stands(&self, text: &Text) -> Markup {
        let name = format!("{}-is", self.id);
        html! {
            div.banner role="group" aria-labelledby=(name) {
                div.stack.tight { strong id=(name) { (text.say("web-effect")) } div id=(self.id) aria-live="polite" { (self.shown) } }
            }
        }
    }
}

/// Sends the form to be shown with its effect and not to be saved. It stands behind the button that saves, which Enter presses.
pub fn show_effect(text: &Text) -> Button {
    button(text.say("web-effect-show"))
        .quiet()
        .attr("name", SHOW)
        .attr("value", "yes")
        .attr("formnovalidate", "")
}

/// Whether this form was sent to be shown only.
pub fn is_to_show(fields: &Fields) -> bool {
    fields.has(SHOW)
}

#[cfg(test)]
mod tests {
    use super::is_to_show;
    use crate::fields::Fields;

    #[test]
    fn only_the_button_that_shows_says_so() {
        assert!(is_to_show(&Fields::parse(b"label=Model&show=yes")));
        assert!(!is_to_show(&Fields::parse(b"label=show")));
    }
}
