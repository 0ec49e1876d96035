//! What waits: the lists of an agent, fifty rows at a time, beside the conversation that is open or instead of it.

pub mod bulk;
mod drawn;
pub mod filter_bar;
pub mod rows;

use super::brands::{self, Brands};
use super::door::Here;
use super::place::Place;
use super::toasts;
use crate::colleagues::{self, Colleague};
use crate::faces::Worn;
use crate::lists::{self, Asked, Line, MOST_COUNTED, PAGE, Sort, View};
use crate::looking::{self, Onlooker};
use crate::{ConversationId, SavedView, ViewId, Viewer, macros, views};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use db::{Trouble, Tx};
pub use drawn::Drawn;
use filter_bar::Typed;
use kit::Moment;
use rows::Rows;
use web::parts::{icon, icon_button, link_button};
use web::{Frame, Markup, Needs, Problem, Query, Routes, SignedIn, Site, html, see_other, with_mistakes};

/// A refreshed list is read as far as it was scrolled, but no further than this.
const MOST_ROWS: usize = 500;

pub fn routes() -> Routes {
    Routes::new()
        .get("/", Needs::SignedIn, async || see_other("/views/mine"))
        .get("/views/{view}", Needs::SignedIn, view)
        .get("/inboxes/{id}", Needs::SignedIn, inbox)
        .get("/teams/{id}", Needs::SignedIn, team)
        .get("/tags/{id}", Needs::SignedIn, tag)
        .get("/rows", Needs::SignedIn, rows)
        .post("/conversations", Needs::Permission("conversations.resolve"), bulk::change)
}

async fn view(State(site): State<Site>, who: SignedIn, Path(view): Path<String>, query: Query) -> Result<Markup, Problem> {
    let view = View::of_word(&view).ok_or_else(Problem::not_found)?;
    page(&site, &who, Place::View(view), &query).await
}

async fn inbox(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>, query: Query) -> Result<Markup, Problem> {
    page(&site, &who, Place::Inbox(id), &query).await
}

async fn team(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>, query: Query) -> Result<Markup, Problem> {
    page(&site, &who, Place::Team(id), &query).await
}

async fn tag(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>, query: Query) -> Result<Markup, Problem> {
    page(&site, &who, Place::Tag(id), &query).await
}

/// A list by itself; the work zone says how to go on. With `part=list` only what changes when one goes on to it from another list.
pub async fn page(site: &Site, who: &SignedIn, place: Place, query: &Query) -> Result<Markup, Problem> {
    let list = Listed::read(site, who, place, &asked_for(query)).await?;
    let frame = Frame::new(site, who, list.title.clone()).here(place.query()).shows_list();
    if query.text("part") == "list" {
        return Ok(frame.list(draw(who, &list, None, Heading::Page)).piece(&html! {}));
    }
    let card = match site.companion() {
        Some(companion) => companion.card(site, who).await?,
        None => html! {},
    };
    let body = html! { (card) (nothing_chosen(who)) (toasts::from_address(site, query)) };
    frame.list(draw(who, &list, None, Heading::Page)).body(body).await
}

/// The list again with what was typed above it, and why it could not be read.
pub async fn with_fault(site: &Site, who: &SignedIn, place: Place, typed: Typed) -> Result<Response, Problem> {
    let mut list = Listed::read(site, who, place, &Wanted { rows: PAGE, ..Wanted::default() }).await?;
    list.typed = typed;
    let frame = Frame::new(site, who, list.title.clone()).here(place.query()).shows_list();
    let page = frame.list(draw(who, &list, None, Heading::Page)).body(nothing_chosen(who)).await?;
    Ok(with_mistakes(page).into_response())
}

/// `GET /rows?view=mine&after=…`: the rows alone, as a live list and its end ask for them. Which one is open the page's own address
/// knows best: the list stands while others are opened beside it.
async fn rows(State(site): State<Site>, who: SignedIn, here: Here, query: Query) -> Result<Markup, Problem> {
    let current = here.number.or_else(|| query.number("current"));
    let wanted = Wanted { is_beside: current.is_some(), ..asked_for(&query) };
    let list = Listed::read_rows(&site, &who, Place::of(&query), &wanted).await?;
    let rows = Rows { who: &who, list: &list, current };
    Ok(if query.has("after") {
        rows.further()
    } else {
        html! { (rows.whole()) (count(&list, true)) }
    })
}

fn nothing_chosen(who: &SignedIn) -> Markup {
    let text = who.t();
    html! {
        div.empty {
            span.picture { (icon("inbox")) }
            h2 { (text.say("desk-choose-one")) }
            p { (text.say("desk-choose-one-how")) }
        }
    }
}

/// The last row of a page: its time and its conversation.
type Edge = (Moment, ConversationId);

/// How much of a list is wanted.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    pub after: Option<Edge>,
    pub after_group: i64,
    pub rows: usize,
    /// Whether a conversation is open beside it.
    pub is_beside: bool,
}

fn asked_for(query: &Query) -> Wanted {
    let numbers: Vec<i64> = query.text("after").split('.').filter_map(|number| number.parse().ok()).collect();
    let (after, after_group) = match numbers.as_slice() {
        [at, id] => (Some((Moment(*at), ConversationId(*id))), 0),
        [at, id, group] => (Some((Moment(*at), ConversationId(*id))), *group),
        _ => (None, 0),
    };
    let rows = query.number("rows").and_then(|rows| usize::try_from(rows).ok()).unwrap_or(PAGE);
    Wanted { after, after_group, rows: rows.clamp(1, MOST_ROWS), is_beside: false }
}

/// A list as it is now.
pub struct Listed {
    pub place: Place,
    pub title: String,
    pub lines: Vec<Line>,
    /// Who looks at which of them now, or writes in it.
    pub onlookers: Vec<(ConversationId, Onlooker)>,
    /// Where the next page begins.
    pub next: Option<Edge>,
    /// The group the row above the first belongs to, if there is one.
    pub group_before: Option<i64>,
    pub asked: Asked,
    /// The saved view this is, if it is one.
    pub view: Option<SavedView>,
    /// The view with a name that a filter was typed over.
    pub begun_from: Option<SavedView>,
    /// What stands in the filter bar.
    pub typed: Typed,
    /// How many there are, counted up to [`MOST_COUNTED`].
    pub count: i64,
    pub now: Moment,
    pub offers: Offers,
    /// What each inbox wears.
    pub worn: Worn,
    pub wanted: Wanted,
    pub drawn: Drawn,
}

/// What bulk changes offer. Rows by themselves go without.
#[derive(Default)]
pub struct Offers {
    pub tags: Vec<crate::tags::Tag>,
    pub colleagues: Vec<Colleague>,
    pub teams: Vec<(i64, String)>,
    /// Those that do something.
    pub macros: Vec<(i64, String)>,
}

impl Offers {
    fn find(tx: &mut Tx<'_>, viewer: Viewer) -> Result<Self, Trouble> {
        Ok(Self {
            tags: crate::tags::all(tx)?,
            colleagues: colleagues::at_work(tx)?,
            teams: colleagues::teams(tx)?,
            macros: macros::that_act(tx, viewer)?,
        })
    }
}

impl Listed {
    /// A list with everything around its rows.
    pub async fn read(site: &Site, who: &SignedIn, place: Place, wanted: &Wanted) -> Result<Self, Problem> {
        Self::read_with(site, who, place, wanted, Offers::find).await
    }

    /// Its rows and their number alone.
    pub async fn read_rows(site: &Site, who: &SignedIn, place: Place, wanted: &Wanted) -> Result<Self, Problem> {
        Self::read_with(site, who, place, wanted, |_, _| Ok(Offers::default())).await
    }

    async fn read_with(
        site: &Site,
        who: &SignedIn,
        place: Place,
        wanted: &Wanted,
        offers: impl FnOnce(&mut Tx<'_>, Viewer) -> Result<Offers, Trouble> + Send + 'static,
    ) -> Result<Self, Problem> {
        let (who, wanted, brands) = (who.clone(), wanted.clone(), site.service_if_given::<Brands>());
        let read = site.db().read(move |tx| {
            let viewer = Viewer::of(&who);
            let found = Self::find(tx, viewer, place, who.t(), &wanted)?;
            let list = Self { worn: brands::worn(tx, brands.as_deref())?, offers: offers(tx, viewer)?, ..found };
            Ok(Self { drawn: Drawn::of(tx, &who, &list, wanted.is_beside)?, ..list })
        });
        Ok(read.await?)
    }

    fn find(tx: &mut Tx<'_>, viewer: Viewer, place: Place, text: &web::Text, wanted: &Wanted) -> Result<Self, Trouble> {
        let title = place.title(tx, viewer, text)?;
        let view = match place {
            Place::Saved(id) => Some(views::find(tx, viewer, false, ViewId(id))?),
            _ => None,
        };
        let begun_from = view.as_ref().map(|view| views::begun_from(tx, viewer, view)).transpose()?.flatten();
        let typed = match &view {
            Some(view) => view.condition()?.written_for(text.locale()).to_string(),
            None => place.as_filter(&title).written_for(text.locale()).to_string(),
        };
        let asked = place.asked(tx, viewer)?;
        let count = lists::count(tx, viewer, &asked)?;
        let (lines, next) = enough(tx, viewer, &asked, wanted)?;
        let shown: Vec<ConversationId> = lines.iter().map(|line| line.id).collect();
        let onlookers = looking::among(tx, viewer, &shown)?;
        let group_before = wanted.after.map(|_| wanted.after_group);
        Ok(Self {
            place,
            title,
            lines,
            onlookers,
            next,
            group_before,
            asked,
            view,
            begun_from,
            typed: Typed::of(typed),
            count,
            now: tx.now(),
            offers: Offers::default(),
            worn: Worn::default(),
            wanted: wanted.clone(),
            drawn: Drawn::default(),
        })
    }

    /// What a row shows besides its subject.
    pub fn shows(&self, column: &str) -> bool {
        match &self.view {
            Some(view) => view.shows(column),
            None => views::COLUMNS.split(' ').any(|shown| shown == column),
        }
    }
}

/// As many pages as the wanted rows need.
fn enough(tx: &mut Tx<'_>, viewer: Viewer, asked: &Asked, wanted: &Wanted) -> Result<(Vec<Line>, Option<Edge>), Trouble> {
    let mut asked = Asked { after: wanted.after, after_group: wanted.after_group, ..asked.clone() };
    let mut lines: Vec<Line> = Vec::new();
    loop {
        let page = lists::page(tx, viewer, &asked)?;
        let full = page.len() == PAGE;
        lines.extend(page);
        asked.after = lines.last().map(|line| (asked.order().of(line), line.id));
        asked.after_group = lines.last().map_or(0, |line| asked.grouping.of(line));
        if !full {
            return Ok((lines, None));
        }
        if lines.len() >= wanted.rows {
            return Ok((lines, asked.after));
        }
    }
}

/// Whether the list's title is the page's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heading {
    Page,
    Beside,
}

/// The whole list zone.
pub fn draw(who: &SignedIn, list: &Listed, current: Option<i64>, heading: Heading) -> Markup {
    let text = who.t();
    let rows = Rows { who, list, current };
    html! {
        header.zone-head {
            (icon_button("menu", text.say("web-rail")).class("only-narrow").attr("data-toggle", "rail"))
            @if heading == Heading::Page { h1 { (list.title) } } @else { h2 { (list.title) } }
            span.push.line {
                (link_button("", "/search").class("only-phone").icon("search").attr("aria-label", text.say("desk-search")))
            }
        }
        (filter_bar::draw(who, list))
        div.list-tools {
            span { (text.say(order_key(list.asked.order()))) }
            (count(list, false))
            (moves(who))
        }
        (rows.whole())
        (bulk::bar(who, list))
    }
}

const fn order_key(sort: Sort) -> &'static str {
    match sort {
        Sort::Newest => "desk-newest-first",
        Sort::Oldest => "desk-oldest-first",
        Sort::Waiting => "desk-longest-waiting",
        Sort::Due => "desk-due-first",
        Sort::Opened => "desk-opened-first",
        Sort::Priority => "desk-urgent-first",
    }
}

/// `12`, or `999+` where there is more. It stands outside the list, so a list that is fetched again brings it along.
pub fn count(list: &Listed, along: bool) -> Markup {
    html! { span.push.number id="list-count" hx-swap-oob=[along.then_some("true")] { (counted(list.count)) } }
}

/// A number as far as it was counted.
pub fn counted(count: i64) -> String {
    if count >= MOST_COUNTED { format!("{}+", MOST_COUNTED - 1) } else { count.to_string() }
}

/// The keys that move through the list.
fn moves(who: &SignedIn) -> Markup {
    let text = who.t();
    html! {
        @for (what, key, label) in [("next", "j", "desk-key-next"), ("previous", "k", "desk-key-previous"), ("open", "o", "desk-key-open"), ("pick", "x", "desk-key-pick"), ("open-next", ".", "desk-key-open-next"), ("open-previous", ",", "desk-key-open-previous")] {
            button.visually-hidden type="button" data-move=(what) data-key=(key) data-key-group=(text.say("desk-keys-list")) { (text.say(label)) }
        }
        button.visually-hidden type="button" data-pick-all data-key="* a" data-key-group=(text.say("desk-keys-list")) data-command { (text.say("desk-key-pick-all")) }
    }
}
