//! The rail every page shows: where work waits, how much of it, and the way to everything else.

use super::brands::{self, Brands};
use super::door::ForPiece;
use super::place::{Place, view_key};
use super::toasts::Said;
use crate::lists::{self, Counts, SetAside, View};
use crate::preferences::{self, AfterResolve};
use crate::{Inbox, SavedView, Viewer, drafts, follow_ups, inboxes, notices, views};
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use db::{Trouble, Tx, sql};
use futures::future::BoxFuture;
use web::parts::{icon, menu};
use web::{Fields, Markup, Needs, Problem, Query, RailProvider, Routes, SignedIn, Site, Text, encoded, html, see_other};

/// Draws the rail from the desk's own tables.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rail;

pub fn routes() -> Routes {
    Routes::new()
        .get("/rail", Needs::SignedIn, groups_alone)
        .post("/preferences/after-resolve", Needs::SignedIn, choose_after_resolve)
}

impl RailProvider for Rail {
    fn rail<'a>(&'a self, site: &'a Site, signed_in: &'a SignedIn, here: &'a str) -> BoxFuture<'a, Result<Markup, Trouble>> {
        Box::pin(async move {
            let load = Load::read(site, signed_in).await?;
            let brands = site.service_if_given::<Brands>();
            let faces = site.db().read(move |tx| brands::all(tx, brands.as_deref())).await?;
            Ok(
                html! { (brands::link(&faces)) (top(signed_in, load.company.as_deref())) (groups(signed_in, &load, here)) (bottom(signed_in, &load)) },
            )
        })
    }
}

/// `GET /rail?here=…`: the groups alone, as they fetch themselves when counts change.
async fn groups_alone(State(site): State<Site>, who: SignedIn, query: Query) -> Result<Markup, Problem> {
    let load = Load::read(&site, &who).await?;
    Ok(groups(&who, &load, query.text("here")))
}

/// `POST /preferences/after-resolve`: what comes up once a conversation is resolved.
async fn choose_after_resolve(State(site): State<Site>, who: SignedIn, for_piece: ForPiece, fields: Fields) -> Result<Response, Problem> {
    let wanted = AfterResolve::of_word(fields.text("after")).ok_or_else(Problem::unreadable)?;
    let agent = who.agent_id;
    let chosen = site.db().work(who.actor(), move |work| {
        work.keep_quietly("it was so before");
        preferences::choose(work, agent, wanted)
    });
    chosen.await?;
    if !for_piece.0 {
        return Ok(see_other("/").into_response());
    }
    Ok(html! { (after_resolve(&who, wanted, true)) (Said::new("desk-said-after-resolve", 0).toast(&who)) }.into_response())
}

/// What the rail counts.
struct Load {
    counts: Counts,
    aside: SetAside,
    inboxes: Vec<(Inbox, i64)>,
    teams: Vec<(i64, String, i64)>,
    saved: Vec<(SavedView, Option<i64>)>,
    drafts: i64,
    follow_ups: i64,
    after_resolve: AfterResolve,
    unread: i64,
    presence: String,
    /// The company's name, if somebody said it.
    company: Option<String>,
}

impl Load {
    async fn read(site: &Site, who: &SignedIn) -> Result<Self, Trouble> {
        let viewer = Viewer::of(who);
        site.db().read(move |tx| Self::find(tx, viewer)).await
    }

    fn find(tx: &mut Tx<'_>, viewer: Viewer) -> Result<Self, Trouble> {
        let by_inbox = lists::open_by_inbox(tx, viewer)?;
        let by_team = lists::open_by_team(tx, viewer)?;
        let seen = inboxes::seen_by(tx, viewer)?;
        let open_in = |inbox: &Inbox| by_inbox.iter().find(|(id, _)| *id == inbox.id).map_or(0, |(_, open)| *open);
        let inboxes = seen
            .into_iter()
            .map(|inbox| {
                let open = open_in(&inbox);
                (inbox, open)
            })
            .collect();
        let open_of = |id: i64| by_team.iter().find(|(team, _)| *team == id).map_or(0, |(_, open)| *open);
        let teams = agents::teams::all(tx)?.into_iter().map(|team| (team.id.0, team.name, open_of(team.id.0))).collect();
        let saved = views::of(tx, viewer)?;
        let saved = saved.into_iter().map(|view| views::count(tx, viewer, &view).map(|count| (view, count)));
        let saved = saved.collect::<Result<Vec<_>, Trouble>>()?;
        let presence: Option<String> = sql("SELECT presence FROM agent WHERE id = $1").with(viewer.agent).one(tx)?;
        Ok(Self {
            counts: lists::counts(tx, viewer)?,
            aside: lists::set_aside(tx, viewer)?,
            inboxes,
            teams,
            saved,
            drafts: drafts::count_of_agent(tx, viewer.agent)?,
            unread: notices::unread(tx, viewer)? + notices::beside::unread(tx, viewer.agent)?,
            follow_ups: follow_ups::owed(tx, viewer)?,
            after_resolve: preferences::after_resolve(tx, viewer.agent)?,
            presence: presence.unwrap_or_default(),
            company: agents::company::name(tx)?,
        })
    }

    /// How much a view holds; views whose number says nothing have none.
    const fn of(&self, view: View) -> Option<i64> {
        match view {
            View::Mine => Some(self.counts.mine),
            View::Unassigned => Some(self.counts.unassigned),
            View::Mentions => Some(self.aside.mentions),
            View::Waiting => Some(self.counts.waiting),
            View::Breaching => Some(self.counts.breaching),
            View::FollowUps => Some(self.follow_ups),
            View::Open => Some(self.counts.open),
            View::Pending => Some(self.aside.pending),
            View::OnHold => Some(self.aside.on_hold),
            View::Snoozed => Some(self.aside.snoozed),
            View::Trouble => Some(self.counts.trouble),
            View::Resolved | View::All => None,
        }
    }
}

fn top(who: &SignedIn, company: Option<&str>) -> Markup {
    let text = who.t();
    html! {
        div.rail-top {
            button.brand type="button" popovertarget="desk-menu" {
                span.brand-mark aria-hidden="true" { "F" } span.truncate { (company.unwrap_or("Frontline")) } (icon("chevron-down"))
            }
            a.icon-button href="/new" aria-label=(text.say("desk-new")) title=(text.say("desk-new")) data-key="c" data-command data-also=(text.say("desk-also-new")) { (icon("draft")) }
        }
        (menu("desk-menu", &text.say("desk-menu"), &html! {
            a.menu-item href="/settings/profile" data-command data-also=(text.say("desk-also-settings")) data-key="g s" data-key-group=(text.say("desk-keys-go")) { (icon("settings")) (text.say("desk-settings")) kbd { "g s" } }
            a.menu-item href="/search" data-command data-key="/" data-key-group=(text.say("desk-keys-go")) { (icon("search")) (text.say("desk-search")) kbd { "/" } }
            @if who.may("knowledge.write") { a.menu-item href="/knowledge/new" data-command { (icon("book")) (text.say("desk-article-write")) } }
            (super::form::act(who, "/undo", &html! { button.menu-item type="submit" data-key="z" data-key-group=(text.say("desk-keys-conversation")) data-command { (icon("undo")) (text.say("desk-undo-last")) kbd { "z" } } }))
            button.menu-item type="button" data-dialog="shortcuts" data-key="?" data-command data-also=(text.say("desk-also-shortcuts")) { (icon("help")) (text.say("desk-shortcuts")) kbd { "?" } }
            a.menu-item.news href="/news" data-command { (icon("star")) (text.say("desk-news")) }
            a.menu-item href="/tour" data-command { (icon("eye")) (text.say("desk-tour")) }
        }))
        button.rail-search type="button" data-dialog="palette" data-key="mod+k" { (icon("search")) span.truncate { (text.say("desk-search-or-jump")) } kbd { "Ctrl K" } }
    }
}

/// Everything with a number, refreshed as one.
fn groups(who: &SignedIn, load: &Load, here: &str) -> Markup {
    let text = who.t();
    html! {
        div.stack id="rail-groups" data-live="counts notices" hx-get=(format!("/rail?here={}", encoded(here))) hx-trigger="live" hx-swap="outerMorph" {
            div.rail-group {
                @for (view, picture, key) in VIEWS { (view_link(who, load, here, *view, picture, key)) }
                (link(who, &Link { href: "/drafts", here: here == "drafts", picture: "draft", label: &text.say("desk-drafts"), count: Some(load.drafts), owed: false, key: "g d", list: None }))
                @if who.may("customers.see") {
                    (link(who, &Link { href: "/customers", here: here == "customers", picture: "people", label: &text.say("desk-customers"), count: None, owed: false, key: "g c", list: None }))
                }
                @if who.may("knowledge.see") {
                    (link(who, &Link { href: "/knowledge", here: here == "knowledge", picture: "book", label: &text.say("desk-knowledge"), count: None, owed: false, key: "g k", list: None }))
                }
                @if who.may("orders.see") {
                    (link(who, &Link { href: "/orders", here: here == "orders", picture: "folder", label: &text.say("desk-orders"), count: None, owed: false, key: "g r", list: None }))
                    (approvals(who, here))
                }
                @if who.may("conversations.assign") {
                    (link(who, &Link { href: "/floor", here: here == "floor", picture: "team", label: &text.say("desk-floor"), count: None, owed: false, key: "g t", list: None }))
                }
            }
            (saved_views(who, load, here))
            (group(&text.say("desk-inboxes"), &load.inboxes.iter().map(|(inbox, open)| place_link(who, here, Place::Inbox(inbox.id.0), "mail", &inbox.name, *open)).collect::<Vec<_>>()))
            (group(&text.say("desk-teams"), &load.teams.iter().map(|(id, name, open)| place_link(who, here, Place::Team(*id), "team", name, *open)).collect::<Vec<_>>()))
        }
    }
}

/// The views people made, and the way to make one.
fn saved_views(who: &SignedIn, load: &Load, here: &str) -> Markup {
    let text = who.t();
    html! {
        div.rail-group {
            h2.rail-heading { (text.say("desk-views")) }
            @for (view, count) in &load.saved {
                @let place = Place::Saved(view.id.0);
                (link(who, &Link { href: &place.href(), here: here == place.query(), picture: "filter", label: &view.name, count: *count, owed: false, key: "", list: Some(place) }))
            }
            (link(who, &Link { href: "/views/new", here: here == "new-view", picture: "plus", label: &text.say("desk-view-new"), count: None, owed: false, key: "g v", list: None }))
        }
    }
}

/// How many wait for this agent is asked of the room that knows, once the page stands.
fn approvals(who: &SignedIn, here: &str) -> Markup {
    let text = who.t();
    html! {
        a.rail-link href="/approvals" aria-current=[(here == "approvals").then_some("page")] data-command data-key="g y" data-key-group=(text.say("desk-keys-go")) {
            (icon("shield")) span.truncate { (text.say("desk-approvals")) }
            @if who.may("approvals.decide") { span id="approvals-count" data-keep hx-get="/approvals/count" hx-trigger="load" hx-swap="innerHTML" {} }
        }
    }
}

fn group(heading: &str, links: &[Markup]) -> Markup {
    html! { @if !links.is_empty() { div.rail-group { h2.rail-heading { (heading) } @for link in links { (link) } } } }
}

fn place_link(who: &SignedIn, here: &str, place: Place, picture: &'static str, label: &str, open: i64) -> Markup {
    link(
        who,
        &Link {
            href: &place.href(),
            here: here == place.query(),
            picture,
            label,
            count: Some(open),
            owed: false,
            key: "",
            list: Some(place),
        },
    )
}

const VIEWS: &[(View, &str, &str)] = &[
    (View::Mine, "inbox", "g i"),
    (View::Unassigned, "customer", "g u"),
    (View::Mentions, "at", "g n"),
    (View::Waiting, "clock", "g w"),
    (View::Breaching, "warning", "g b"),
    (View::FollowUps, "calendar", "g e"),
    (View::Open, "mail", "g o"),
    (View::Pending, "pause", "g p"),
    (View::OnHold, "lock", ""),
    (View::Snoozed, "snooze", "g z"),
    (View::Resolved, "resolve", ""),
    (View::Trouble, "bounce", ""),
    (View::All, "list", "g a"),
];

fn view_link(who: &SignedIn, load: &Load, here: &str, view: View, picture: &'static str, key: &'static str) -> Markup {
    let place = Place::View(view);
    let owed =
        matches!(view, View::Mine | View::Trouble | View::Mentions | View::Breaching | View::FollowUps) && load.of(view).unwrap_or(0) > 0;
    let label = who.t().say(view_key(view));
    link(
        who,
        &Link {
            href: &place.href(),
            here: here == place.query(),
            picture,
            label: &label,
            count: load.of(view),
            owed,
            key,
            list: Some(place),
        },
    )
}

struct Link<'a> {
    href: &'a str,
    here: bool,
    picture: &'static str,
    label: &'a str,
    count: Option<i64>,
    /// Whether the number is what this agent owes.
    owed: bool,
    key: &'static str,
    /// The list it leads to, if it leads to one: from another list only the list changes.
    list: Option<Place>,
}

fn link(who: &SignedIn, link: &Link<'_>) -> Markup {
    let text = who.t();
    let key = Some(link.key).filter(|key| !key.is_empty());
    html! {
        a.rail-link href=(link.href) aria-current=[link.here.then_some("page")] data-list-link=[link.list.map(Place::query)] data-command data-key=[key] data-key-group=[key.map(|_| text.say("desk-keys-go"))] {
            (icon(link.picture)) span.truncate { (link.label) }
            @if let Some(count) = link.count.filter(|count| *count > 0) { span.count.owed[link.owed] { (super::list::counted(count)) } }
        }
    }
}

fn bottom(who: &SignedIn, load: &Load) -> Markup {
    let text = who.t();
    let bell = if load.unread > 0 {
        text.say_with("desk-notices-unread", &[("count", &load.unread)])
    } else {
        text.say("desk-notices")
    };
    html! {
        div.rail-bottom {
            button.me type="button" popovertarget="me-menu" {
                span.presence data-presence=(load.presence) { (super::signs::avatar_sized(&who.name, "small")) } span.truncate { (who.name) }
            }
            a.icon-button href="/notices" aria-label=(bell) title=(bell) data-command=(text.say("desk-notices")) { (icon("bell")) @if load.unread > 0 { span.count.owed { (load.unread) } } }
        }
        (me_menu(who, load))
    }
}

fn me_menu(who: &SignedIn, load: &Load) -> Markup {
    let text = who.t();
    menu(
        "me-menu",
        &who.name,
        &html! {
            p.menu-heading { (text.say("desk-presence")) }
            @for (word, shape, label) in [("online", "resolved", "desk-presence-online"), ("away", "open", "desk-presence-away"), ("busy", "on-hold", "desk-presence-busy"), ("offline", "closed", "desk-presence-offline")] {
                (super::form::act(who, "/presence", &html! {
                    button.menu-item type="submit" name="presence" value=(word) aria-pressed=(load.presence == word) { span.status data-status=(shape) {} (text.say(label)) }
                }))
            }
            hr;
            (super::form::act(who, "/settings/profile/looks", &looks(text)))
            hr;
            (after_resolve(who, load.after_resolve, false))
            hr;
            a.menu-item href="/settings/profile" { (icon("customer")) (text.say("desk-profile")) }
            (web::parts::form(&who.csrf, "/sign-out", &html! { button.menu-item type="submit" data-also=(text.say("desk-also-sign-out")) { (icon("logout")) (text.say("desk-sign-out")) } }))
        },
    )
}

/// What comes up after resolving, as this agent likes it.
fn after_resolve(who: &SignedIn, chosen: AfterResolve, along: bool) -> Markup {
    let text = who.t();
    let choices = [
        (AfterResolve::Next, "chevron-right", "desk-after-next"),
        (AfterResolve::List, "list", "desk-after-list"),
        (AfterResolve::Stay, "pause", "desk-after-stay"),
    ];
    html! {
        div id="after-resolve" hx-swap-oob=[along.then_some("outerMorph")] {
            (super::form::act(who, "/preferences/after-resolve", &html! {
                p.menu-heading { (text.say("desk-after-resolve")) }
                @for (one, picture, label) in choices {
                    button.menu-item type="submit" name="after" value=(one.word()) aria-pressed=(one == chosen) { (icon(picture)) (text.say(label)) }
                }
            }))
        }
    }
}

/// Worn by this page at once (theme.js), kept for every other.
fn looks(text: &Text) -> Markup {
    html! {
        p.menu-heading { (text.say("desk-theme")) }
        button.menu-item type="submit" name="theme" value="light" data-set-theme="light" data-also=(text.say("desk-also-light")) { (icon("sun")) (text.say("desk-theme-light")) }
        button.menu-item type="submit" name="theme" value="dark" data-set-theme="dark" data-also=(text.say("desk-also-dark")) { (icon("moon")) (text.say("desk-theme-dark")) }
        button.menu-item type="submit" name="theme" value="system" data-set-theme="" { (icon("settings")) (text.say("desk-theme-system")) }
        button.menu-item type="submit" name="density" value="compact" data-set-density="compact" { (icon("list")) (text.say("desk-density-compact")) }
        button.menu-item type="submit" name="density" value="cozy" data-set-density="cozy" { (icon("menu")) (text.say("desk-density-cozy")) }
        button.menu-item type="submit" name="density" value="comfortable" data-set-density="comfortable" { (icon("menu")) (text.say("desk-density-comfortable")) }
    }
}
