//! What every handler holds: the database, the key, the texts, the live hub, and what other rooms put in at the start.
//!
//! Built once by the app with [`Site::builder`]; cloning it copies one pointer.

use crate::api::Rates;
use crate::companion::Companion;
use crate::frame::{MenuEntry, RailProvider};
use crate::gatekeeper::{Audience, Gatekeeper, Storyteller};
use crate::live::{Live, Signal};
use crate::text::{Catalogue, Text, Texts};
use crate::traffic::Traffic;
use db::Database;
use kit::{Key, Locale, Moment};
use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;

/// The running desk as its pages see it. Cheap to clone.
#[derive(Clone)]
pub struct Site(Arc<Inner>);

struct Inner {
    db: Database,
    key: Key,
    base_url: String,
    live: Live,
    rates: Rates,
    traffic: Traffic,
    catalogue: Arc<Catalogue>,
    given: Given,
}

#[derive(Default)]
struct Given {
    texts: Vec<Texts>,
    services: HashMap<TypeId, Arc<dyn Any + Send + Sync>>,
    gatekeeper: Option<Arc<dyn Gatekeeper>>,
    audience: Option<Arc<dyn Audience>>,
    rail: Option<Arc<dyn RailProvider>>,
    companion: Option<Arc<dyn Companion>>,
    storyteller: Option<Arc<dyn Storyteller>>,
    settings_menu: Vec<MenuEntry>,
    trusted_proxies: Vec<IpAddr>,
    api_rate: Option<i64>,
}

/// How words between nodes begin that are a signal to browsers.
const TOLD: &str = "signal ";

/// What each API token may ask in a minute, unless the configuration says otherwise.
pub const USUAL_API_RATE: i64 = 600;

/// Collects what the rooms give before the doors open.
pub struct SiteBuilder {
    db: Database,
    key: Key,
    base_url: String,
    given: Given,
}

impl Site {
    /// Begins a site at `base_url` (scheme and host without a closing slash, as people type it).
    pub fn builder(db: Database, key: Key, base_url: &str) -> SiteBuilder {
        let given = Given { texts: vec![crate::TEXTS], ..Given::default() };
        SiteBuilder { db, key, base_url: base_url.trim_end_matches('/').to_owned(), given }
    }

    /// The database.
    pub fn db(&self) -> &Database {
        &self.0.db
    }

    /// The time by the database's clock.
    pub fn now(&self) -> Moment {
        self.0.db.clock().now()
    }

    /// The company's key; derive your own with `for_purpose`.
    pub fn key(&self) -> &Key {
        &self.0.key
    }

    /// Scheme and host, no closing slash: `https://desk.example.com`.
    pub fn base_url(&self) -> &str {
        &self.0.base_url
    }

    /// Whether people reach it by https, so that cookies must never travel otherwise.
    pub fn is_https(&self) -> bool {
        self.0.base_url.starts_with("https://")
    }

    /// The hub of live signals.
    pub fn live(&self) -> &Live {
        &self.0.live
    }

    /// Tells every browser that may hear it, here and at the other nodes. For what no log holds; what stands in the log is told by whoever
    /// follows it.
    pub fn tell(&self, signal: Signal) {
        if let Ok(words) = serde_json::to_string(&signal) {
            self.db().tell(&format!("{TOLD}{words}"));
        }
        self.live().send(signal);
    }

    /// Tells the browsers of this node what another one told it.
    pub fn heard(&self, words: &str) {
        if let Some(signal) = words.strip_prefix(TOLD).and_then(|words| serde_json::from_str(words).ok()) {
            self.live().send(signal);
        }
    }

    /// The voice for one language.
    pub fn text(&self, locale: Locale) -> Text {
        Text::new(self.0.catalogue.clone(), locale)
    }

    /// What was given with [`SiteBuilder::with`]. Asking for what nobody gave is a defect of the assembly and panics.
    pub fn service<T: Send + Sync + 'static>(&self) -> Arc<T> {
        self.service_if_given()
            .unwrap_or_else(|| panic!("nobody gave the site a {}: add `.with(…)` where it is built", std::any::type_name::<T>()))
    }

    /// The same for what a desk may do without.
    pub fn service_if_given<T: Send + Sync + 'static>(&self) -> Option<Arc<T>> {
        let found = self.0.given.services.get(&TypeId::of::<T>()).cloned();
        found.and_then(|service| service.downcast::<T>().ok())
    }

    /// Who walks along with pages, if anybody does.
    pub fn companion(&self) -> Option<&Arc<dyn Companion>> {
        self.0.given.companion.as_ref()
    }

    /// The entries of the settings navigation, in the order the app gave them.
    pub fn settings_menu(&self) -> &[MenuEntry] {
        &self.0.given.settings_menu
    }

    /// Who tells the activity log, if the app gave one.
    pub fn storyteller(&self) -> Option<&Arc<dyn Storyteller>> {
        self.0.given.storyteller.as_ref()
    }

    /// How many requests came and how they were answered.
    pub fn traffic(&self) -> &Traffic {
        &self.0.traffic
    }

    /// How often each API token may ask.
    pub(crate) fn rates(&self) -> &Rates {
        &self.0.rates
    }

    pub(crate) fn gatekeeper(&self) -> Option<&Arc<dyn Gatekeeper>> {
        self.0.given.gatekeeper.as_ref()
    }

    pub(crate) fn audience(&self) -> Option<&Arc<dyn Audience>> {
        self.0.given.audience.as_ref()
    }

    pub(crate) fn trusted_proxies(&self) -> &[IpAddr] {
        &self.0.given.trusted_proxies
    }

    pub(crate) fn rail(&self) -> Option<&Arc<dyn RailProvider>> {
        self.0.given.rail.as_ref()
    }
}

impl SiteBuilder {
    /// Adds a room's sentences; those of this room are there already.
    #[must_use]
    pub fn texts(mut self, texts: &[Texts]) -> Self {
        self.given.texts.extend_from_slice(texts);
        self
    }

    /// Puts something in that handlers take out by its type.
    #[must_use]
    pub fn with<T: Send + Sync + 'static>(mut self, service: T) -> Self {
        self.given.services.insert(TypeId::of::<T>(), Arc::new(service));
        self
    }

    /// Who knows sessions and API tokens.
    #[must_use]
    pub fn gatekeeper(mut self, gatekeeper: impl Gatekeeper + 'static) -> Self {
        self.given.gatekeeper = Some(Arc::new(gatekeeper));
        self
    }

    /// Who knows which inboxes an agent sees.
    #[must_use]
    pub fn audience(mut self, audience: impl Audience + 'static) -> Self {
        self.given.audience = Some(Arc::new(audience));
        self
    }

    /// Who draws the rail.
    #[must_use]
    pub fn rail(mut self, rail: impl RailProvider + 'static) -> Self {
        self.given.rail = Some(Arc::new(rail));
        self
    }

    /// Who walks along with pages.
    #[must_use]
    pub fn companion(mut self, companion: impl Companion + 'static) -> Self {
        self.given.companion = Some(Arc::new(companion));
        self
    }

    /// Who tells the activity log.
    #[must_use]
    pub fn storyteller(mut self, storyteller: impl Storyteller + 'static) -> Self {
        self.given.storyteller = Some(Arc::new(storyteller));
        self
    }

    /// The settings navigation, in order.
    #[must_use]
    pub fn settings_menu(mut self, entries: Vec<MenuEntry>) -> Self {
        self.given.settings_menu = entries;
        self
    }

    /// The addresses of proxies whose `X-Forwarded-For` is believed.
    #[must_use]
    pub fn trusted_proxies(mut self, addresses: Vec<IpAddr>) -> Self {
        self.given.trusted_proxies = addresses;
        self
    }

    /// How many requests each API token may make in a minute, on this node.
    #[must_use]
    pub fn api_rate(mut self, per_minute: i64) -> Self {
        self.given.api_rate = Some(per_minute);
        self
    }

    /// Opens the site; nothing can be added afterwards.
    pub fn build(mut self) -> Site {
        let live = Live::starting_at(self.db.clock().now());
        let catalogue = Arc::new(Catalogue::new(std::mem::take(&mut self.given.texts)));
        Site(Arc::new(Inner {
            db: self.db,
            key: self.key,
            base_url: self.base_url,
            live,
            rates: Rates::per_minute(self.given.api_rate.unwrap_or(USUAL_API_RATE)),
            traffic: Traffic::default(),
            catalogue,
            given: self.given,
        }))
    }
}
