//! The rows of a list. One row is one glance: who, what, how long, whose.

use super::{Listed, bulk};
use crate::faces::Face;
use crate::lists::{Grouping, Line, PAGE, View};
use crate::looking::Onlooker;
use crate::pages::brands;
use crate::pages::onlookers;
use crate::pages::place::Place;
use crate::pages::search_page::address;
use crate::pages::signs;
use crate::{ConversationId, Status};
use std::ops::Range;
use web::parts::{icon, link_button, time};
use web::{Markup, SignedIn, html};

/// More tags than these would push each other out of sight.
const MOST_TAGS: usize = 3;
/// How many rows a browser lays out together: about as many as are in sight.
const STRETCH: usize = 10;

/// Rows to draw; `current` is the number of the conversation that is open.
pub struct Rows<'a> {
    pub who: &'a SignedIn,
    pub list: &'a Listed,
    pub current: Option<i64>,
}

/// Whether all but the first stretch wait until the one before was painted.
struct InTurns(bool);

impl Rows<'_> {
    /// The list element with everything in it; it fetches itself when counts change.
    pub fn whole(&self) -> Markup {
        self.list_element(None)
    }

    /// The same, to replace the list of a page that asked for something else.
    pub fn out_of_band(&self) -> Markup {
        self.list_element(Some("outerMorph"))
    }

    fn list_element(&self, swap: Option<&str>) -> Markup {
        html! {
            @let density = self.list.view.as_ref().map(|view| view.density.as_str()).filter(|density| !density.is_empty());
            ol.rows id="list" hx-swap-oob=[swap] tabindex="-1" data-list data-density=[density] data-live="counts" hx-get=(self.address("")) hx-trigger="live" hx-swap="outerMorph" {
                @if self.list.lines.is_empty() { (self.nothing()) }
                (self.rows(InTurns(false)))
            }
        }
    }

    /// All of them without their list, as a preview shows them.
    pub fn alone(&self) -> Markup {
        self.rows(InTurns(false))
    }

    /// Further rows for who scrolls to the end, in turns (`turns.js`): fifty at once are a task that is felt.
    pub fn further(&self) -> Markup {
        self.rows(InTurns(true))
    }

    /// The rows and what fetches the next ones.
    fn rows(&self, InTurns(in_turns): InTurns) -> Markup {
        html! {
            @let plain = if self.list.group_before.is_none() { self.list.lines.len().min(PAGE) } else { 0 };
            (self.stretch(0..plain))
            // What was scrolled to stands in stretches, so that a browser can leave out whole ones that are out of sight.
            @for from in (plain..self.list.lines.len()).step_by(STRETCH) {
                @let stretch = html! { ol { (self.stretch(from..self.list.lines.len().min(from + STRETCH))) } };
                @if in_turns && from > plain { li.chunk data-turn { template { (stretch) } } } @else { li.chunk { (stretch) } }
            }
            @if let Some((at, id)) = self.list.next {
                @let group = self.list.lines.last().map_or(0, |line| self.list.asked.grouping.of(line));
                @let edge = if self.list.asked.grouping == Grouping::Plain { format!("{}.{id}", at.0) } else { format!("{}.{id}.{group}", at.0) };
                @let further = self.address(&format!("&after={edge}"));
                li.more-rows hx-get=(further) hx-trigger="revealed" hx-swap="outerHTML" {
                    a.button.quiet.wide href=(format!("{}?after={edge}", self.list.place.href())) { (self.who.t().say("desk-more-rows")) }
                }
            }
        }
    }

    fn stretch(&self, which: Range<usize>) -> Markup {
        html! {
            @for at in which {
                @let line = &self.list.lines[at];
                (self.heading(at, line))
                @match self.list.drawn.row(at, line.id, self.is_beside()).filter(|_| !self.is_its_own(line)) {
                    Some(drawn) => (drawn),
                    None => (self.row(line, self.is_beside(), &self.list.onlookers)),
                }
            }
        }
    }

    /// The name of a group above its first row.
    fn heading(&self, at: usize, line: &Line) -> Markup {
        let grouping = self.list.asked.grouping;
        let above = match at.checked_sub(1).and_then(|above| self.list.lines.get(above)) {
            Some(above) => Some(grouping.of(above)),
            None => self.list.group_before,
        };
        html! {
            @if grouping != Grouping::Plain && above != Some(grouping.of(line)) {
                li.day { (self.group_name(grouping, line)) }
            }
        }
    }

    fn group_name(&self, grouping: Grouping, line: &Line) -> String {
        let text = self.who.t();
        match grouping {
            Grouping::Plain => String::new(),
            Grouping::Status => text.say(signs::status_key(line.status)),
            Grouping::Priority => text.say(signs::priority_key(line.priority)),
            Grouping::Assignee => line.assignee_name.clone().unwrap_or_else(|| text.say("desk-view-unassigned")),
            Grouping::Team => line.team_name.clone().unwrap_or_else(|| text.say("desk-no-team")),
            Grouping::Inbox => line.inbox_name.clone(),
        }
    }

    fn address(&self, more: &str) -> String {
        let current = self.current.map(|number| format!("&current={number}")).unwrap_or_default();
        format!("/rows?{}{current}{more}", self.list.place.query())
    }

    /// Whether a conversation is open beside the list.
    const fn is_beside(&self) -> bool {
        self.current.is_some()
    }

    fn is_current(&self, line: &Line) -> bool {
        self.current == Some(line.number)
    }

    /// Whether it looks otherwise to this agent than to others.
    fn is_its_own(&self, line: &Line) -> bool {
        self.is_current(line) || self.list.onlookers.iter().any(|(id, _)| *id == line.id)
    }

    pub(super) fn row(&self, line: &Line, is_beside: bool, onlookers: &[(ConversationId, Onlooker)]) -> Markup {
        let text = self.who.t();
        let is_current = self.is_current(line);
        let name = if line.customer_name.is_empty() {
            text.say("desk-nameless")
        } else {
            line.customer_name.clone()
        };
        let owed = line.waiting_since.is_some() && line.status == Status::Open;
        html! {
            li.row.unread[owed] id={ "conversation-" (line.number) } data-item data-face=[self.face(line).map(|face| face.id)] aria-current=[is_current.then_some("true")] {
                div.row-who {
                    (bulk::pick(self.who, line.number, &name, &line.subject))
                }
                div.row-main {
                    div.row-top {
                        span.row-name { (name) }
                        (onlookers::mark(text, line.id.0, line.number, onlookers.iter().filter(|(id, _)| *id == line.id).map(|(_, one)| one)))
                        (time(text, line.last_activity_at, self.list.now, &self.who.zone))
                    }
                    (self.link(line, is_beside))
                    @if self.list.shows("snippet") { span.row-snippet { (line.preview) } }
                    div.row-foot { (self.foot(line)) }
                }
            }
        }
    }

    /// Whose customer waits, where there are several brands.
    fn face(&self, line: &Line) -> Option<&Face> {
        self.list.worn.by(line.inbox_id).filter(|_| self.list.worn.differ())
    }

    /// Beside an open conversation only the work and the panel change, and the script marks the row; from a list alone it is a page of its own.
    fn link(&self, line: &Line, is_beside: bool) -> Markup {
        let href = self.list.place.conversation(line.number);
        let subject = if line.subject.is_empty() {
            self.who.t().say("desk-no-subject")
        } else {
            line.subject.clone()
        };
        html! {
            @if is_beside {
                a.row-link href=(href) data-open hx-get={ (href) "&part=work" } hx-select="#work" hx-target="#work" hx-sync="#work:replace" hx-swap="outerHTML" hx-push-url=(href)
                    hx-select-oob="#panel:outerHTML" { (subject) }
            } @else {
                a.row-link href=(href) data-open { (subject) }
            }
        }
    }

    fn foot(&self, line: &Line) -> Markup {
        let text = self.who.t();
        html! {
            @if line.trouble { span.badge.danger { (icon("bounce")) (text.say("desk-undelivered")) } }
            @match line.waiting_since {
                _ if line.due_at.is_some() && !line.trouble => (signs::due(self.who, line.due_at, self.list.now)),
                Some(since) if line.status == Status::Open && !line.trouble => (signs::waiting(text, since, self.list.now)),
                _ => @if line.status != Status::Open {
                    span.status data-status=(signs::status_word(line.status)) { (signs::said(self.who, line.status, line.snoozed_until, self.list.now)) }
                },
            }
            @if let Some(face) = self.face(line) { (brands::sign(face)) }
            @if self.list.shows("number") { span.faint.number { "#" (line.number) } }
            @if self.list.shows("priority") { (signs::priority(text, line.priority)) }
            @if self.list.shows("inbox") { span.badge { (line.inbox_name) } }
            @if self.list.shows("team") { @if let Some(team) = &line.team_name { span.badge { (icon("team")) (team) } } }
            @if line.automatic { span.badge title=(text.say("desk-automatic-title")) { (text.say("desk-automatic")) } }
            @if self.list.shows("tags") { @for (name, hue) in tags(line) { (signs::named_tag(&name, hue)) } }
            @if let Some(assignee) = line.assignee_name.as_ref().filter(|_| self.list.shows("assignee")) { (signs::avatar_sized(assignee, "small")) span.visually-hidden { (text.say_with("desk-assigned-to", &[("name", assignee)])) } }
        }
    }

    fn nothing(&self) -> Markup {
        let text = self.who.t();
        let all = ("/views/all", "desk-empty-step", "g a");
        let words = self.words();
        let (title, next, step) = match self.list.place {
            Place::View(View::Mine) => {
                ("desk-empty-mine", "desk-empty-mine-next", Some(("/views/unassigned", "desk-empty-mine-step", "g u")))
            }
            Place::View(View::Trouble) => ("desk-empty-trouble", "desk-empty-trouble-next", None),
            Place::View(View::All) => ("desk-empty-all", "desk-empty-all-next", Some(("/new", "desk-new", "c"))),
            Place::View(view) => ("desk-empty", why_empty(view), Some(all)),
            Place::Saved(_) if words.is_some() => ("desk-empty", "desk-empty-words", Some(all)),
            Place::Saved(_) => ("desk-empty", "desk-empty-saved", Some(all)),
            _ => ("desk-empty", "desk-empty-next", Some(all)),
        };
        html! {
            li.empty {
                span.picture { (icon("resolve")) }
                h2 { (text.say(title)) }
                p { (text.say(next)) }
                @if let Some(words) = &words { p.line { (link_button(text.say_with("desk-empty-search", &[("words", words)]), address(words, None, false, 0)).icon("search")) } }
                @if let Some((href, label, key)) = step { p.line { (link_button(text.say(label), href).primary().key(key)) } }
            }
        }
    }

    /// What was to be found by its letters, for a search that reads more than a list does.
    fn words(&self) -> Option<String> {
        let condition = self.list.view.as_ref()?.condition().ok()?;
        Some(condition.words().join(" ")).filter(|words| !words.is_empty())
    }
}

/// What would stand in a view that is empty.
const fn why_empty(view: View) -> &'static str {
    match view {
        View::Unassigned => "desk-empty-unassigned",
        View::Mentions => "desk-empty-mentions",
        View::Waiting => "desk-empty-waiting",
        View::Breaching => "desk-empty-breaching",
        View::FollowUps => "desk-empty-follow-ups",
        View::Pending => "desk-empty-pending",
        View::OnHold => "desk-empty-on-hold",
        View::Snoozed => "desk-empty-snoozed",
        View::Resolved => "desk-empty-resolved",
        View::Mine | View::Open | View::Trouble | View::All => "desk-empty-next",
    }
}

/// `leak:120,warranty:30` as the query gathers them; a tag's name holds no comma.
fn tags(line: &Line) -> Vec<(String, i64)> {
    let gathered = line.tags.as_deref().unwrap_or_default();
    gathered
        .split(',')
        .take(MOST_TAGS)
        .filter_map(|tag| tag.rsplit_once(':'))
        .map(|(name, hue)| (name.to_owned(), hue.parse().unwrap_or_default()))
        .collect()
}
