//! What the command palette finds on the server, in one small answer: a conversation by its number, views, settings, a time
//! to snooze until, customers by a few letters, and whatever the index knows; before anything is typed, what this agent
//! worked on last.

use super::place::{Place, view_key};
use super::search_page::{href, marked, picture};
use super::signs;
use super::verbs::snooze;
use crate::finding::{Eyes, Wish, find, find_customers};
use crate::lists::{self, Line, View};
use crate::{SavedView, Viewer, Visible, former_numbers, views};
use axum::extract::State;
use customers::CustomerId;
use db::{Trouble, Tx, sql};
use kit::Moment;
use search::Kind;
use web::parts::icon;
use web::{Markup, Needs, Problem, Query, Routes, SignedIn, Site, html};

const MOST: usize = 8;
const MOST_PLACES: usize = 5;
const MOST_CUSTOMERS: usize = 4;
/// What one types before a time to snooze until.
const SNOOZE: [&str; 4] = ["snooze", "h", "posponer", "推迟"];

pub fn routes() -> Routes {
    Routes::new().get("/palette", Needs::SignedIn, found)
}

/// `GET /palette?q=…`: options without a list around them. `on` is the conversation the page shows.
async fn found(State(site): State<Site>, who: SignedIn, query: Query) -> Result<Markup, Problem> {
    if query.text("q").is_empty() {
        return recent(&site, &who).await;
    }
    let wide = query.text("q").chars().count() > 1 || !query.text("q").is_ascii();
    let called = if wide {
        find_customers(&site, Eyes::of(&who), query.text("q"), MOST_CUSTOMERS).await?
    } else {
        Vec::new()
    };
    let here = look(&site, &who, &query, called).await?;
    let wish = Wish { typed: query.text("q").to_owned(), limit: MOST, ..Wish::default() };
    let found = if wide { Some(find(&site, Eyes::of(&who), wish).await?) } else { None };
    let others = found.iter().flat_map(|found| found.hits.iter()).map(|shown| &shown.hit);
    let others = others.filter(|hit| hit.kind != Kind::Customer || here.customers.iter().all(|customer| customer.id.0 != hit.id));
    Ok(html! {
        @if let Some((number, subject)) = &here.numbered { (jump("number", &Place::View(View::All).conversation(*number), "inbox", subject, &format!("#{number}"))) }
        @for former in &here.former { (jump(&format!("former-{}", former.number), &Place::View(View::All).conversation(former.number), "inbox", &former.subject, &format!("{} #{}", former.source, former.former))) }
        @if let Some((number, until)) = here.snooze { (snooze_until(&who, number, until, site.now())) }
        (places(&site, &who, &here.views, query.text("q")))
        @for customer in &here.customers { (jump(&format!("customer-{}", customer.id), &format!("/customers/{}", customer.id), "customer", &customer.name, &customer.address)) }
        @for (at, hit) in others.enumerate() {
            a.command role="option" id={ "found-" (at) } href=(href(hit, None)) {
                (icon(picture(hit.kind))) span.truncate { (marked(&hit.subject)) } @if let Some(number) = hit.number { span.end { "#" (number) } }
            }
        }
    })
}

/// What the tables know.
#[derive(Default)]
struct Here {
    numbered: Option<(i64, String)>,
    /// What was called so at another desk.
    former: Vec<former_numbers::Found>,
    /// The conversation the page shows, and until when.
    snooze: Option<(i64, Moment)>,
    views: Vec<SavedView>,
    customers: Vec<Called>,
}

/// A customer, and the address they are written to, where they have one.
struct Called {
    id: CustomerId,
    name: String,
    address: String,
}

impl Called {
    /// None if they are gone since they were indexed.
    fn find(tx: &mut Tx<'_>, id: CustomerId) -> Result<Option<Self>, Trouble> {
        match customers::name_of(tx, id) {
            Ok(name) => Ok(Some(Self { id, name, address: customers::email_of(tx, id)?.unwrap_or_default() })),
            Err(Trouble::NotFound(_)) => Ok(None),
            Err(other) => Err(other),
        }
    }
}

async fn look(site: &Site, who: &SignedIn, query: &Query, called: Vec<CustomerId>) -> Result<Here, Problem> {
    let (viewer, typed, on) = (Viewer::of(who), query.text("q").to_owned(), query.number("on"));
    let until = moment(&typed, who, site.now()).filter(|_| who.may("conversations.resolve"));
    let here = site.db().read(move |tx| {
        let number = typed.trim_start_matches('#').parse::<i64>().ok();
        Ok(Here {
            numbered: number.map(|number| seen(tx, viewer, number)).transpose()?.flatten(),
            former: former_numbers::called(tx, viewer, &typed)?,
            snooze: match (on, until) {
                (Some(on), Some(until)) => seen(tx, viewer, on)?.map(|(number, _)| (number, until)),
                _ => None,
            },
            views: views::of(tx, viewer)?,
            customers: called.into_iter().filter_map(|id| Called::find(tx, id).transpose()).collect::<Result<_, _>>()?,
        })
    });
    Ok(here.await?)
}

fn seen(tx: &mut Tx<'_>, viewer: Viewer, number: i64) -> Result<Option<(i64, String)>, Trouble> {
    match Visible::numbered(tx, viewer, number) {
        Ok(conversation) => Ok(Some((conversation.number, conversation.subject.clone()))),
        Err(Trouble::NotFound(_)) => Ok(None),
        Err(other) => Err(other),
    }
}

/// “snooze tomorrow 9”, “推迟明天9点”.
fn moment(typed: &str, who: &SignedIn, now: Moment) -> Option<Moment> {
    let lower = typed.to_lowercase();
    let words = SNOOZE
        .iter()
        .find_map(|word| lower.strip_prefix(word))
        .filter(|rest| rest.starts_with(' ') || !rest.is_ascii())?;
    snooze::typed(words.trim(), who, now).ok()
}

fn snooze_until(who: &SignedIn, number: i64, until: Moment, now: Moment) -> Markup {
    let said = who.t().say_with("desk-palette-snooze", &[("time", &signs::soon(who, until, now))]);
    html! {
        button.command type="button" role="option" id="found-snooze" hx-post={ "/conversations/" (number) "/snooze" } hx-vals=(format!("{{\"until\":\"{}\"}}", until.0)) hx-swap="none" { (icon("snooze")) span.truncate { (said) } }
    }
}

/// Views and settings whose names hold what was typed, and after them the settings people look for by it under another name: what a text
/// called as theirs with `-also` after it says, parted by commas.
fn places(site: &Site, who: &SignedIn, saved: &[SavedView], typed: &str) -> Markup {
    let text = who.t();
    let wanted = filter::folded(typed);
    let fits = |name: &str| filter::folded(name).contains(&wanted);
    // One letter is in all of them, and what is written without gaps has no beginnings of words.
    let is_looked_for = !wanted.is_ascii() || wanted.chars().count() > 1;
    let begins = |words: &str| !wanted.is_ascii() || format!(" {}", filter::folded(words)).contains(&format!(" {wanted}"));
    let called_so = |words: &str| is_looked_for && fits(words) && begins(words);
    let also = |key: &str| {
        Some(format!("{key}-also"))
            .filter(|key| text.knows(key))
            .is_some_and(|key| called_so(&text.say(&key)))
    };
    let by_name = |href: String, picture, name: String| fits(&name).then_some((0, href, picture, name));
    let built_in = View::ALL
        .iter()
        .filter_map(|view| by_name(Place::View(*view).href(), "list", text.say(view_key(*view))));
    let saved = saved.iter().filter_map(|view| by_name(Place::Saved(view.id.0).href(), "filter", view.name.clone()));
    let settings = site.settings_menu().iter().filter(|entry| match entry.needs {
        Needs::Permission(permission) => who.may(permission),
        Needs::SignedIn | Needs::Anyone | Needs::Signature => true,
    });
    let settings = settings.filter_map(|entry| {
        let name = text.say(entry.label_key);
        let rank = if fits(&name) { 0 } else { 1 };
        (rank == 0 || also(entry.label_key)).then_some((rank, entry.href.to_owned(), entry.icon, name))
    });
    let mut fitting: Vec<_> = built_in.chain(saved).chain(settings).collect();
    fitting.sort_by_key(|(rank, ..)| *rank);
    fitting.truncate(MOST_PLACES);
    html! { @for (at, (_, href, picture, name)) in fitting.iter().enumerate() { (jump(&format!("place-{at}"), href, picture, name, "")) } }
}

fn jump(id: &str, href: &str, picture: &'static str, words: &str, end: &str) -> Markup {
    html! { a.command role="option" id={ "found-" (id) } href=(href) { (icon(picture)) span.truncate { (words) } @if !end.is_empty() { span.end.truncate { (end) } } } }
}

/// What this agent changed or answered last, the newest first.
async fn recent(site: &Site, who: &SignedIn) -> Result<Markup, Problem> {
    let viewer = Viewer::of(who);
    let lines = site.db().read(move |tx| worked_on(tx, viewer)).await?;
    Ok(html! {
        @for line in &lines { (jump(&format!("recent-{}", line.number), &Place::View(View::All).conversation(line.number), "clock", &line.subject, &line.customer_name)) }
    })
}

fn worked_on(tx: &mut Tx<'_>, viewer: Viewer) -> Result<Vec<Line>, Trouble> {
    let lately: Vec<i64> = sql("SELECT conversation_id FROM activity
          WHERE actor_kind = 'agent' AND actor_id = $1 AND conversation_id IS NOT NULL
          ORDER BY id DESC LIMIT 60")
    .with(viewer.agent)
    .all(tx)?;
    let mut found: Vec<crate::ConversationId> = Vec::new();
    for id in lately.into_iter().map(crate::ConversationId) {
        if !found.contains(&id) {
            found.push(id);
        }
    }
    found.truncate(MOST);
    lists::lines(tx, viewer, &found)
}
