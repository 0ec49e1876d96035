//! What comes and goes above the page.

use super::button::icon_button;
use super::small::{Tone, icon};
use crate::text::Text;
use maud::{Markup, html};

/// A dialog opened by a button with `data-dialog=ID`. `body` is a `div.body` and a `footer`, or a form that holds both.
pub fn dialog(text: &Text, id: &str, title: &str, body: &Markup) -> Markup {
    html! {
        dialog.dialog id=(id) aria-labelledby={ (id) "-title" } {
            header {
                h2 id={ (id) "-title" } { (title) }
                (icon_button("cross", text.say("web-close")).attr("data-close", ""))
            }
            (body)
        }
    }
}

/// A menu opened by a button with `popovertarget=ID`; `label` is read aloud.
pub fn menu(id: &str, label: &str, entries: &Markup) -> Markup {
    html! { div.menu id=(id) popover aria-label=(label) { (entries) } }
}

/// A menu entry that leads somewhere.
pub fn menu_link(label: &str, href: &str, picture: &str) -> Markup {
    html! { a.menu-item href=(href) { (icon(picture)) (label) } }
}

/// A menu entry that submits its form.
pub fn menu_button(label: &str, picture: &str) -> Markup {
    html! { button.menu-item type="submit" { (icon(picture)) (label) } }
}

/// A passing notice for `#toasts`; it goes after `seconds`, or stays until dismissed. `way_back` is an undo form, if any.
pub fn toast(text: &Text, tone: Tone, sentence: &str, seconds: Option<u32>, way_back: &Markup) -> Markup {
    let role = (tone == Tone::Danger).then_some("alert");
    html! {
        div class={ "toast " (tone.class()) } role=[role] data-toast data-seconds=[seconds] {
            p { (sentence) }
            (way_back)
            (icon_button("cross", text.say("web-script-dismiss")).attr("data-dismiss", ""))
        }
    }
}
