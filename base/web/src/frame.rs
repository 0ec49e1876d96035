//! The frame around every page: head, rail, list, work, panel, and the settings navigation.
//!
//! [`Frame`] is for the signed in, [`bare`] for the doorstep: sign-in, invitations, problems.

mod head;
mod settings;

use crate::parts::icon;
use crate::problem::Problem;
use crate::site::Site;
use crate::text::Text;
use crate::{Needs, SignedIn};
use db::Trouble;
use futures::future::BoxFuture;
use maud::{DOCTYPE, Markup, html};

/// Draws the rail (views, teams, inboxes, counts) that every page shows. Implemented by `desk`.
pub trait RailProvider: Send + Sync {
    /// The content of `<nav class="rail">`; `here` is what the page said with [`Frame::here`].
    fn rail<'a>(&'a self, site: &'a Site, signed_in: &'a SignedIn, here: &'a str) -> BoxFuture<'a, Result<Markup, Trouble>>;
}

/// One entry of the settings navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MenuEntry {
    /// What a page says with [`Frame::settings`] to be marked as the present one.
    pub name: &'static str,
    pub href: &'static str,
    pub label_key: &'static str,
    pub needs: Needs,
    pub icon: &'static str,
}

/// A page under construction; [`Frame::body`] finishes it.
pub struct Frame<'a> {
    site: &'a Site,
    signed_in: &'a SignedIn,
    title: String,
    here: String,
    rail: Option<Markup>,
    list: Option<Markup>,
    panel: Option<Markup>,
    panel_open: bool,
    settings: Option<&'a str>,
    wide: bool,
    shows_list: bool,
}

impl<'a> Frame<'a> {
    pub fn new(site: &'a Site, signed_in: &'a SignedIn, title: impl Into<String>) -> Self {
        let (title, here) = (title.into(), String::new());
        Self {
            site,
            signed_in,
            title,
            here,
            rail: None,
            list: None,
            panel: None,
            panel_open: true,
            settings: None,
            wide: false,
            shows_list: false,
        }
    }

    /// Which entry of the rail is the present one.
    #[must_use]
    pub fn here(mut self, here: impl Into<String>) -> Self {
        self.here = here.into();
        self
    }

    /// Another rail than the provider's.
    #[must_use]
    pub fn rail(mut self, rail: Markup) -> Self {
        self.rail = Some(rail);
        self
    }

    /// What waits, between rail and work.
    #[must_use]
    pub fn list(mut self, list: Markup) -> Self {
        self.list = Some(list);
        self
    }

    /// Whom it concerns, right of the work.
    #[must_use]
    pub fn panel(mut self, panel: Markup) -> Self {
        self.panel = Some(panel);
        self
    }

    /// Whether the panel stands open at first.
    #[must_use]
    pub const fn panel_open(mut self, open: bool) -> Self {
        self.panel_open = open;
        self
    }

    /// On a phone the list is what is shown, not the work.
    #[must_use]
    pub const fn shows_list(mut self) -> Self {
        self.shows_list = true;
        self
    }

    /// The body fills the work zone to its edges instead of standing in a column.
    #[must_use]
    pub const fn wide(mut self) -> Self {
        self.wide = true;
        self
    }

    /// A settings page; `name` is its [`MenuEntry::name`].
    #[must_use]
    pub const fn settings(mut self, name: &'a str) -> Self {
        self.settings = Some(name);
        self
    }

    /// The whole page around `body`.
    pub async fn body(mut self, body: Markup) -> Result<Markup, Problem> {
        let rail = match (self.rail.take(), self.site.rail()) {
            (Some(rail), _) => rail,
            (None, Some(provider)) => provider.rail(self.site, self.signed_in, &self.here).await?,
            (None, None) => html! {},
        };
        Ok(self.draw(&rail, &body))
    }

    fn draw(&self, rail: &Markup, body: &Markup) -> Markup {
        let (signed_in, text) = (self.signed_in, self.signed_in.t());
        html! {
            (DOCTYPE)
            html lang=(text.locale().tag()) data-theme=(signed_in.theme) data-density=(signed_in.density) {
                head { (head::common(text, &self.title, &signed_in.csrf)) (head::live(signed_in)) }
                body {
                    a.skip-link href="#work" { (text.say("web-skip-to-work")) }
                    div.shell data-layout=(self.layout()) data-show=(if self.shows_list { "list" } else { "work" }) data-panel=[self.panel_state()] {
                        div.banners id="banners" {}
                        nav.rail id="rail" aria-label=(text.say("web-rail")) { (rail) }
                        @if let Some(list) = &self.list { section.list id="list" aria-label=(text.say("web-list")) { (list) } }
                        main.work id="work" tabindex="-1" { (self.work(body)) }
                        @if let Some(panel) = &self.panel { aside.panel id="panel" aria-label=(text.say("web-panel")) { (panel) } }
                    }
                    (head::toasts(text))
                }
            }
        }
    }

    fn work(&self, body: &Markup) -> Markup {
        html! {
            @match self.settings {
                Some(name) => (settings::around(self.site, self.signed_in, name, body)),
                None if self.wide || self.list.is_some() => (body),
                None => div.page { (body) },
            }
        }
    }

    const fn layout(&self) -> &'static str {
        match (&self.list, &self.panel) {
            (None, _) => "page",
            (Some(_), None) => "list",
            (Some(_), Some(_)) => "full",
        }
    }

    fn panel_state(&self) -> Option<&'static str> {
        self.panel.as_ref().map(|_| if self.panel_open { "open" } else { "closed" })
    }
}

/// A page on the doorstep: the mark, a title, a card. `csrf` goes into the page's head for scripts; forms carry it themselves.
pub fn bare(text: &Text, title: &str, body: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(text.locale().tag()) {
            head { (head::common(text, title, "")) }
            body {
                main.doorstep id="work" {
                    div.doorstep-inner {
                        span.brand-mark aria-hidden="true" { (icon("logo")) }
                        (body)
                    }
                }
                (head::toasts(text))
            }
        }
    }
}
