//! The frame of each page: the brand's name and colour, the way to one's orders, the way out.

use crate::look;
use crate::sessions::Present;
use db::{Trouble, Tx};
use orders::brand::{self, Brand, BrandId};
use web::parts::{Tone, banner, csrf_field};
use web::{Front, Markup, Query, Text, Visitor, front, html};

/// A brand as the frame shows it.
#[derive(Debug, Clone)]
pub(super) struct Face {
    pub(super) name: String,
    look: Option<String>,
}

impl Face {
    /// Of the brand an order was placed with.
    pub(super) fn of(tx: &mut Tx<'_>, brand: BrandId) -> Result<Self, Trouble> {
        let brand = brand::find(tx, brand)?;
        Self::of_brand(tx, &brand)
    }

    /// Of the house, before an order is looked at.
    pub(super) fn first(tx: &mut Tx<'_>) -> Result<Self, Trouble> {
        match look::first(tx)? {
            Some(brand) => Self::of_brand(tx, &brand),
            None => Ok(Self { name: look::first_name(tx)?, look: None }),
        }
    }

    fn of_brand(tx: &mut Tx<'_>, brand: &Brand) -> Result<Self, Trouble> {
        let look = look::of(tx, brand.id)?;
        // The colour is in the address, so that a browser may keep the stylesheet and still sees a new colour at once.
        let address = look.map(|look| format!("/portal/look/{}?{}", brand.id, look.colour.trim_start_matches('#')));
        Ok(Self { name: brand.name.clone(), look: address })
    }

    /// The page.
    pub(super) fn draw(&self, visitor: &Visitor, who: Option<&Present>, title: &str, body: &Markup) -> Markup {
        let page = Front {
            title,
            brand: &self.name,
            home: "/portal",
            look: self.look.as_deref(),
            menu: who.map_or_else(Markup::default, |_| menu(visitor)),
            foot: who.map_or_else(Markup::default, |who| foot(visitor, who)),
        };
        front(visitor, &page, body)
    }
}

fn menu(visitor: &Visitor) -> Markup {
    let t = visitor.t();
    html! {
        a href="/portal" { (t.say("portal-orders")) }
        a href="/portal/conversations" { (t.say("portal-talks")) }
        a href="/portal/account" { (t.say("portal-account")) }
        form method="post" action="/portal/sign-out" { (csrf_field(&visitor.csrf)) button type="submit" { (t.say("portal-sign-out")) } }
    }
}

/// In whose time the page is written.
fn foot(visitor: &Visitor, who: &Present) -> Markup {
    let t = visitor.t();
    html! { p { (t.say_with("portal-zone-foot", &[("zone", &who.zone.replace('_', " "))])) " " a href="/portal/account#zone" { (t.say("portal-zone-change")) } } }
}

/// What was done a moment ago, if the address says so; the words are ours.
pub(super) fn notice(t: &Text, query: &Query) -> Markup {
    const DONE: &[(&str, &str)] = &[
        ("return", "portal-done-return"),
        ("exchange", "portal-done-exchange"),
        ("cancel", "portal-done-cancel"),
        ("close_return", "portal-done-close-return"),
        ("change_address", "portal-done-address"),
        ("subscription", "portal-done-subscription"),
        ("zone", "portal-done-zone"),
        ("waits", "portal-done-waits"),
        ("written", "portal-done-written"),
    ];
    let done = DONE.iter().find(|(word, _)| *word == query.text("done"));
    html! { @if let Some((_, key)) = done { div role="status" { (banner(Tone::Good, &html! { p { (t.say(key)) } })) } } }
}

/// Something is wrong; the sentence says what to do.
pub(super) fn mistake(sentence: &str) -> Markup {
    banner(Tone::Danger, &html! { p { (sentence) } })
}
