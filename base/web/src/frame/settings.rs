//! The settings navigation: only what this agent may open, under its headings.

use crate::parts::icon;
use crate::{MenuEntry, Needs, SignedIn, Site};
use maud::{Markup, html};

/// The rail of a settings page; `name` is the present entry.
pub(super) fn rail(site: &Site, signed_in: &SignedIn, name: &str) -> Markup {
    let text = signed_in.t();
    let open: Vec<&MenuEntry> = site.settings_menu().iter().filter(|entry| may_open(signed_in, entry.needs)).collect();
    html! {
        div.rail-top { a.brand href="/" { (icon("chevron-left")) span.truncate { (text.say("web-settings")) } } }
        button.rail-search type="button" data-dialog="palette" data-key="mod+k" { (icon("search")) span.truncate { (text.say("web-search")) } kbd { "Ctrl K" } }
        button.rail-link type="button" data-dialog="shortcuts" data-key="?" data-command { (icon("help")) span.truncate { (text.say("web-help-here")) } }
        @for group in open.chunk_by(|one, next| one.group_key == next.group_key) {
            div.rail-group {
                h2.rail-heading { (text.say(group[0].group_key)) }
                @for entry in group {
                    a.rail-link href=(entry.href) aria-current=[(entry.name == name).then_some("page")] data-command {
                        (icon(entry.icon)) (text.say(entry.label_key))
                    }
                }
            }
        }
    }
}

fn may_open(signed_in: &SignedIn, needs: Needs) -> bool {
    match needs {
        Needs::Anyone | Needs::SignedIn => true,
        Needs::Signature => false,
        Needs::Permission(name) => signed_in.may(name),
    }
}
