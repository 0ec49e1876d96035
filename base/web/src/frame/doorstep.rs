//! Pages for whoever is not inside yet (sign-in, invitations) and the ground problems stand on.

use super::{around, head};
use crate::Visitor;
use crate::text::Text;
use maud::{DOCTYPE, Markup, html};

/// A page on the doorstep: the mark and a narrow column. Signed-out pages and problems have no theme but the system's.
pub fn bare(visitor: &Visitor, title: &str, body: Markup) -> Markup {
    let column = html! {
        div.doorstep-inner {
            div { div.brand-mark aria-hidden="true" { "F" } }
            (body)
        }
    };
    doorstep(visitor.t(), title, &visitor.csrf, &column)
}

/// The bare ground that [`bare`] and problems stand on.
pub(crate) fn doorstep(text: &Text, title: &str, csrf: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(text.locale().tag()) {
            head { (head::common(text, title, csrf)) }
            body {
                main.doorstep id="work" {
                    (body)
                }
                (around::toasts(text))
            }
        }
    }
}
