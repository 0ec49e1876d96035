//! Pages for customers: a brand's name and colour, one column, and no script at all.

use crate::{Text, Visitor, assets};
use kit::Locale;
use maud::{DOCTYPE, Markup, html};

const STYLES: &[&str] = &["tokens", "base", "components", "pages", "front", "print"];

/// Whose page it is and what it is called.
#[derive(Debug, Clone)]
pub struct Front<'a> {
    /// The browser's tab shows it before the brand's name.
    pub title: &'a str,
    pub brand: &'a str,
    /// Where the name leads.
    pub home: &'a str,
    /// The address of a stylesheet that sets `--brand` and `--on-brand`.
    pub look: Option<&'a str>,
    /// What stands beside the name: links, a button to sign out.
    pub menu: Markup,
    /// What stands below the page.
    pub foot: Markup,
}

/// The page. Nothing of it is for search engines, and no other page may frame it.
pub fn front(visitor: &Visitor, front: &Front<'_>, body: &Markup) -> Markup {
    let t = visitor.t();
    html! {
        (DOCTYPE)
        html lang=(t.locale().tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                meta name="robots" content="noindex, nofollow";
                title { (front.title) " · " (front.brand) }
                link rel="icon" href=(assets::url("icons/app.svg")) type="image/svg+xml";
                @for style in STYLES { link rel="stylesheet" href=(assets::url(&format!("css/{style}.css"))); }
                @if let Some(look) = front.look { link rel="stylesheet" href=(look); }
            }
            body.front {
                a.skip-link href="#work" { (t.say("web-skip-to-work")) }
                header.front-head {
                    div.front-column {
                        a.front-name href=(front.home) { (front.brand) }
                        (languages(t))
                        @if !front.menu.0.is_empty() { nav.front-menu aria-label=(t.say("web-front-menu")) { (front.menu) } }
                    }
                }
                main.front-column id="work" tabindex="-1" { (body) }
                @if !front.foot.0.is_empty() { footer.front-column.front-foot.no-print { (front.foot) } }
            }
        }
    }
}

/// The same page in another language, which this browser then speaks for a year.
fn languages(t: &Text) -> Markup {
    html! {
        nav.front-languages aria-label=(t.say("web-languages")) {
            @for locale in Locale::ALL {
                a href={ "?lang=" (locale.tag()) } lang=(locale.tag()) hreflang=(locale.tag()) aria-current=[(locale == t.locale()).then_some("true")] { (locale.name()) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::STYLES;
    use crate::assets;

    #[test]
    fn every_file_the_head_names_is_carried() {
        for style in STYLES {
            assert!(assets::find(&format!("css/{style}.css")).is_some(), "css/{style}.css is named and not carried");
        }
    }
}
