//! What comes and goes above the page.

use super::button::icon_button;
use super::small::{Tone, icon};
use crate::text::Text;
use maud::{Markup, html};

/// A dialog opened by a button with `command="show-modal" commandfor=ID`; `body` may be a form with its own footer.
pub fn dialog(text: &Text, id: &str, title: &str, body: &Markup) -> Markup {
    html! {
        dialog.dialog id=(id) aria-labelledby={ (id) "-title" } {
            header {
                h2 id={ (id) "-title" } { (title) }
                form method="dialog" { (icon_button("close", text.say("web-close")).attr("type", "submit")) }
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

/// A passing notice; dangers are announced at once, others when there is a pause.
pub fn toast(tone: Tone, sentence: &str) -> Markup {
    let role = if tone == Tone::Danger { "alert" } else { "status" };
    html! { div class={ "toast " (tone.class()) } role=(role) { p { (sentence) } } }
}
