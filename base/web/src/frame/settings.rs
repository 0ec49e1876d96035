//! The settings navigation: only what this agent may open.

use crate::parts::icon;
use crate::{Needs, SignedIn, Site};
use maud::{Markup, html};

pub(super) fn around(site: &Site, signed_in: &SignedIn, name: &str, body: &Markup) -> Markup {
    let text = signed_in.t();
    let open = site.settings_menu().iter().filter(|entry| may_open(signed_in, entry.needs));
    html! {
        div.settings {
            nav.settings-nav aria-label=(text.say("web-settings")) {
                @for entry in open {
                    a.rail-link href=(entry.href) aria-current=[(entry.name == name).then_some("page")] {
                        (icon(entry.icon)) (text.say(entry.label_key))
                    }
                }
            }
            div.page { (body) }
        }
    }
}

fn may_open(signed_in: &SignedIn, needs: Needs) -> bool {
    match needs {
        Needs::Anyone | Needs::SignedIn => true,
        Needs::Permission(name) => signed_in.may(name),
    }
}
