//! Searching everything the agent may see, as they type: a filter with words in it, what was found with the words marked,
//! how much there is of each kind, status, team …, and what they searched for before. Without a script it is a form.

mod facets;
mod kept;
mod results;

use crate::MessageId;
use crate::finding::{Eyes, Found, Wish, find};
use crate::pages::list::filter_bar;
use crate::searches::{self, KeptSearch};
use axum::extract::State;
use search::{Hit, Kind, Snippet};
use web::parts::{button, icon, page_head};
use web::{Frame, Markup, Needs, Problem, Query, Routes, SignedIn, Site, encoded, html};

const PAGE: usize = 30;
/// The index does not look further.
const FURTHEST: usize = 10_000;

pub fn routes() -> Routes {
    Routes::new()
        .get("/search", Needs::SignedIn, page)
        .get("/search/results", Needs::SignedIn, results_alone)
        .merge(kept::routes())
}

/// What one looks at: what was typed, what was found, what was searched for before.
pub struct Sight<'a> {
    pub site: &'a Site,
    pub who: &'a SignedIn,
    pub wish: &'a Wish,
    pub found: &'a Found,
    pub saved: &'a [KeptSearch],
    pub recent: &'a [KeptSearch],
}

impl Sight<'_> {
    pub fn say(&self, key: &str) -> String {
        self.who.t().say(key)
    }

    /// The address of this search with another filter in it, from its beginning.
    pub fn typed(&self, typed: &str) -> String {
        address(typed, self.wish.kind, self.wish.by_time, 0)
    }
}

/// The address of a search.
pub fn address(typed: &str, kind: Option<Kind>, by_time: bool, from: usize) -> String {
    let mut address = format!("/search?q={}", encoded(typed));
    if let Some(kind) = kind {
        address.push_str(&format!("&kind={}", kind.word()));
    }
    if by_time {
        address.push_str("&order=time");
    }
    if from > 0 {
        address.push_str(&format!("&from={from}"));
    }
    address
}

fn wish(query: &Query) -> Wish {
    Wish {
        // White space at the end says that the last word is finished.
        typed: query.raw("q").trim_start().to_owned(),
        kind: Kind::of_word(query.text("kind")),
        by_time: query.text("order") == "time",
        uncounted: false,
        limit: PAGE,
        offset: query.number("from").and_then(|from| usize::try_from(from).ok()).unwrap_or(0).min(FURTHEST),
    }
}

async fn page(State(site): State<Site>, who: SignedIn, query: Query) -> Result<Markup, Problem> {
    let wish = wish(&query);
    remember(&site, &who, &wish).await?;
    let (found, saved, recent) = answered(&site, &who, &wish).await?;
    let sight = Sight {
        site: &site,
        who: &who,
        wish: &wish,
        found: &found,
        saved: &saved,
        recent: &recent,
    };
    let text = who.t();
    let body = html! {
        (page_head(&text.say("desk-search"), &text.say("desk-search-about"), &html! {}))
        (field(&sight))
        (results::draw(&sight))
    };
    Frame::new(&site, &who, text.say("desk-search")).here("search").body(body).await
}

async fn results_alone(State(site): State<Site>, who: SignedIn, query: Query) -> Result<Markup, Problem> {
    let wish = wish(&query);
    let (found, saved, recent) = answered(&site, &who, &wish).await?;
    Ok(results::draw(&Sight {
        site: &site,
        who: &who,
        wish: &wish,
        found: &found,
        saved: &saved,
        recent: &recent,
    }))
}

async fn answered(site: &Site, who: &SignedIn, wish: &Wish) -> Result<(Found, Vec<KeptSearch>, Vec<KeptSearch>), Problem> {
    let agent = who.agent_id;
    let (saved, recent) = site.db().read(move |tx| Ok((searches::saved(tx, agent)?, searches::recent(tx, agent)?))).await?;
    let found = if wish.typed.trim().is_empty() {
        Found::default()
    } else {
        find(site, Eyes::of(who), wish.clone()).await?
    };
    Ok((found, saved, recent))
}

/// A search somebody sent is remembered; one still being typed is not.
async fn remember(site: &Site, who: &SignedIn, wish: &Wish) -> Result<(), Problem> {
    if wish.typed.trim().is_empty() || wish.offset > 0 {
        return Ok(());
    }
    let (agent, typed, kind) = (who.agent_id, wish.typed.clone(), wish.kind.map_or("", Kind::word));
    Ok(site.db().work(who.actor(), move |work| searches::used(work, agent, &typed, kind)).await?)
}

/// The field: the words of filters are offered as one types them.
fn field(sight: &Sight<'_>) -> Markup {
    let (text, wish) = (sight.who.t(), sight.wish);
    html! {
        form.search-form role="search" method="get" action="/search" id="search-form" data-search {
            @if let Some(kind) = wish.kind { input type="hidden" name="kind" value=(kind.word()); }
            @if wish.by_time { input type="hidden" name="order" value="time"; }
            div.filter-field {
                (icon("search"))
                input type="text" id="search-words" name="q" value=(wish.typed) role="combobox" aria-expanded="false" aria-autocomplete="list"
                    aria-controls="search-words-offers" aria-label=(text.say("desk-search-label")) placeholder=(text.say("desk-search-words"))
                    autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="search" autofocus
                    data-filter="/views/complete" data-search-words data-key="/" data-key-group=(text.say("desk-keys-go"))
                    hx-get="/search/results" hx-include="#search-form" hx-trigger="input changed delay:150ms" hx-target="#results" hx-swap="outerHTML" hx-sync="this:replace";
                ul.suggestions role="listbox" id="search-words-offers" aria-label=(text.say("desk-filter-offers")) data-filter-offers hidden {}
            }
            (button(text.say("desk-search")).primary())
        }
    }
}

pub const fn picture(kind: Kind) -> &'static str {
    match kind {
        Kind::Conversation => "inbox",
        Kind::File => "attach",
        Kind::Customer => "customer",
        Kind::Company => "building",
        Kind::Order => "list",
        Kind::Article | Kind::ArticleDraft => "book",
    }
}

/// Where a hit is read; with a message, at that message.
pub fn href(hit: &Hit, message: Option<MessageId>) -> String {
    let conversation = || super::address(hit.number.unwrap_or_default());
    match (hit.kind, message.or_else(|| hit.message.map(MessageId))) {
        (Kind::Conversation | Kind::File, Some(message)) => format!("{}#message-{message}", conversation()),
        (Kind::Conversation | Kind::File, None) => conversation(),
        (Kind::Customer, _) => format!("/customers/{}", hit.id),
        (Kind::Company, _) => format!("/companies/{}", hit.id),
        (Kind::Article | Kind::ArticleDraft, _) => format!("/knowledge/{}", hit.id),
        (Kind::Order, _) => format!("/orders/{}", encoded(&hit.subject.text)),
    }
}

/// Text with what was found in it marked; never markup of its own.
pub fn marked(snippet: &Snippet) -> Markup {
    let mut pieces: Vec<Markup> = Vec::new();
    let mut at = 0;
    for range in &snippet.highlights {
        pieces.push(html! { (snippet.text.get(at..range.start).unwrap_or_default()) mark { (snippet.text.get(range.clone()).unwrap_or_default()) } });
        at = range.end;
    }
    html! { @for piece in &pieces { (piece) } (snippet.text.get(at..).unwrap_or_default()) }
}

/// A filter's fault, as it is told above lists.
fn fault(sight: &Sight<'_>) -> Markup {
    html! {
        @if let Some(fault) = &sight.found.fault {
            p.filter-fault.search-fault { (icon("warning")) span { (filter_bar::sentence(sight.who.t(), fault)) " " (sight.say("desk-search-fault")) } }
        }
    }
}
