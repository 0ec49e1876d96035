//! The frame around every page: head, rail, list, work, panel, and the settings navigation.
//!
//! [`Frame`] is for the signed in, [`bare`] for the doorstep: sign-in, invitations, problems; [`front`] is what customers see.

mod around;
mod doorstep;
mod front;
mod head;
mod settings;

pub use doorstep::bare;
pub(crate) use doorstep::doorstep;
pub use front::{Front, front};

use crate::companion::Beside;
use crate::problem::Problem;
use crate::site::Site;
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
    /// The heading it stands under; entries of one group follow each other.
    pub group_key: &'static str,
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
    /// Begins a page; `title` goes into the browser's tab.
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
        let rail = match (self.rail.take(), self.settings, self.site.rail()) {
            (Some(rail), _, _) => rail,
            (None, Some(name), _) => settings::rail(self.site, self.signed_in, name),
            (None, None, Some(provider)) => provider.rail(self.site, self.signed_in, &self.here).await?,
            (None, None, None) => html! {},
        };
        let beside = match self.site.companion() {
            Some(companion) => companion.beside(self.site, self.signed_in, &self.topic()).await?,
            None => Beside::default(),
        };
        Ok(self.draw(&rail, &body, &beside))
    }

    /// What of a page changes, with the title, where the rest stands already: the list, or the work and the panel.
    pub fn piece(&self, body: &Markup) -> Markup {
        html! {
            title { (head::tab(&self.title)) }
            @match &self.list {
                Some(list) if self.shows_list => main.list id="work" tabindex="-1" { (list) },
                _ => main.work id="work" tabindex="-1" { (body) },
            }
            (self.panel_zone())
        }
    }

    fn panel_zone(&self) -> Markup {
        let text = self.signed_in.t();
        html! { @if let Some(panel) = &self.panel { aside.panel id="panel" aria-label=(text.say("web-panel")) { (panel) } } }
    }

    /// What the page is about, for whoever explains it.
    fn topic(&self) -> String {
        match (self.settings, &self.list) {
            (Some(name), _) => format!("settings/{name}"),
            (None, Some(_)) if self.shows_list => "list".to_owned(),
            (None, Some(_)) => "conversation".to_owned(),
            (None, None) => self.here.clone(),
        }
    }

    fn draw(&self, rail: &Markup, body: &Markup, beside: &Beside) -> Markup {
        let (signed_in, text) = (self.signed_in, self.signed_in.t());
        html! {
            (DOCTYPE)
            html lang=(text.locale().tag()) data-theme=[chosen_theme(&signed_in.theme)] data-density=(signed_in.density)
                data-keys=[signed_in.keys.is_off.then_some("off")] data-own-keys=[Some(&signed_in.keys.own).filter(|own| !own.is_empty())] data-topic=(self.topic()) {
                head { (head::common(text, &self.title, &signed_in.csrf)) (head::live(signed_in)) }
                body {
                    a.skip-link href="#work" { (text.say("web-skip-to-work")) }
                    div.shell data-layout=[self.layout()] data-show=[self.shown_on_a_phone()] data-panel=[self.panel_state()] data-news=[(beside.news > 0).then_some(beside.news)] {
                        (around::banners(signed_in, &beside.along))
                        nav.rail id="rail" aria-label=(text.say("web-rail")) { (rail) }
                        (self.zones(body))
                        (self.panel_zone())
                        (around::scrim(text))
                        (around::tab_bar(text))
                    }
                    (around::overlays(text, signed_in.keys.is_off, beside))
                }
            }
        }
    }

    /// The list and the work; whichever a phone shows is the main thing on the page.
    fn zones(&self, body: &Markup) -> Markup {
        let text = self.signed_in.t();
        let work = self.work(body);
        html! {
            @match &self.list {
                Some(list) if self.shows_list => {
                    main.list id="work" tabindex="-1" { (list) }
                    section.work aria-label=(text.say("web-conversation")) { (work) }
                }
                Some(list) => {
                    section.list aria-label=(text.say("web-list")) { (list) }
                    main.work id="work" tabindex="-1" { (work) }
                }
                None => main.work id="work" tabindex="-1" { (work) },
            }
        }
    }

    fn work(&self, body: &Markup) -> Markup {
        html! {
            @if self.wide || self.list.is_some() { (body) } @else { div.page { (around::rail_opener(self.signed_in.t())) (body) } }
        }
    }

    /// A page without a list has nothing to choose from, and keeps the tab bar.
    const fn shown_on_a_phone(&self) -> Option<&'static str> {
        match (&self.list, self.shows_list) {
            (None, _) => None,
            (Some(_), true) => Some("list"),
            (Some(_), false) => Some("work"),
        }
    }

    const fn layout(&self) -> Option<&'static str> {
        match (&self.list, &self.panel) {
            (None, _) => Some("page"),
            (Some(_), None) => Some("list"),
            (Some(_), Some(_)) => None,
        }
    }

    fn panel_state(&self) -> Option<&'static str> {
        (self.panel.is_some() && !self.panel_open).then_some("closed")
    }
}

/// Light or dark if chosen; otherwise the page follows the system.
fn chosen_theme(theme: &str) -> Option<&str> {
    Some(theme).filter(|theme| matches!(*theme, "light" | "dark"))
}
