//! What customers said in the last weeks, for whoever leads: counted by week, team and agent, and below it what they wrote.

use super::shown::{average, said, tone};
use crate::figures::{self, Counted, WEEKS};
use crate::ratings::{self, Rating};
use axum::extract::State;
use db::{Conditions, Trouble, Tx, sql};
use desk::Viewer;
use kit::Moment;
use std::collections::HashMap;
use web::parts::{badge, card, empty_state, link_button, page_head, table, table_card, time};
use web::{Frame, Markup, Problem, SignedIn, Site, Text, html};

const COMMENTS: i64 = 50;

/// Names of teams and agents, whether they are still here or not.
pub(super) struct Names {
    pub(super) teams: HashMap<i64, String>,
    pub(super) agents: HashMap<i64, String>,
}

impl Names {
    pub(super) fn read(tx: &mut Tx<'_>) -> Result<Self, Trouble> {
        let teams: Vec<(i64, String)> = sql("SELECT id, name FROM team ORDER BY id").all(tx)?;
        let agents: Vec<(i64, String)> = sql("SELECT id, name FROM agent ORDER BY id").all(tx)?;
        Ok(Self { teams: teams.into_iter().collect(), agents: agents.into_iter().collect() })
    }
}

/// Everything the page says.
struct Seen {
    begins: Vec<Moment>,
    asked: i64,
    weeks: Vec<Counted>,
    teams: Vec<Counted>,
    agents: Vec<Counted>,
    comments: Vec<Rating>,
    names: Names,
}

impl Seen {
    fn read(tx: &mut Tx<'_>, viewer: Viewer, begins: Vec<Moment>) -> Result<Self, Trouble> {
        let since = begins.first().copied().unwrap_or_default();
        let mut commented = Conditions::new();
        commented.add_with("r.rated_at >= $?", since).add("r.comment <> ''");
        Ok(Self {
            asked: figures::asked(tx, viewer, since)?,
            weeks: figures::by_week(tx, viewer, &begins)?,
            teams: figures::by_team(tx, viewer, since)?,
            agents: figures::by_agent(tx, viewer, since)?,
            comments: ratings::seen_by(tx, viewer, commented, COMMENTS)?,
            names: Names::read(tx)?,
            begins,
        })
    }
}

pub(super) async fn show(State(site): State<Site>, who: SignedIn) -> Result<Markup, Problem> {
    let (viewer, begins) = (Viewer::of(&who), figures::weeks(site.now(), &who.zone));
    let seen = site.db().read(move |tx| Seen::read(tx, viewer, begins)).await?;
    let t = who.t();
    let file = html! { (link_button(t.say("feedback-csv"), "/settings/ratings/file.csv").icon("download").attr("download", "")) };
    let given: i64 = seen.weeks.iter().map(|week| week.given).sum();
    let about = t.say_with("feedback-ratings-about", &[("weeks", &WEEKS), ("given", &given), ("asked", &seen.asked)]);
    let body = html! {
        (page_head(&t.say("feedback-ratings"), &about, &file))
        @if given == 0 { (empty_state("star", &t.say("feedback-none"), &html! { p { (t.say("feedback-none-next")) } })) }
        @else { (figures_of(&who, &seen)) (comments(&site, &who, &seen)) }
    };
    Frame::new(&site, &who, t.say("feedback-ratings")).settings("ratings").body(body).await
}

fn figures_of(who: &SignedIn, seen: &Seen) -> Markup {
    let t = who.t();
    let begins = |of: i64| usize::try_from(of).ok().and_then(|of| seen.begins.get(of).copied());
    let week = |of: i64| begins(of).map(|at| t.date(at, &who.zone)).unwrap_or_default();
    let named = |names: &HashMap<i64, String>, of: i64| names.get(&of).cloned().unwrap_or_else(|| t.say("feedback-nobody"));
    html! {
        (counted(t, "feedback-by-week", "feedback-week", &seen.weeks, week))
        (counted(t, "feedback-by-team", "desk-team", &seen.teams, |of| named(&seen.names.teams, of)))
        (counted(t, "feedback-by-agent", "feedback-agent", &seen.agents, |of| named(&seen.names.agents, of)))
    }
}

fn counted(t: &Text, title: &str, head: &str, all: &[Counted], name: impl Fn(i64) -> String) -> Markup {
    let rows = html! { @for one in all { tr {
        td { (name(one.of)) } td { (t.number(one.given)) } td { (average(t, one.tenths())) } td { (t.number(one.low)) }
    } } };
    let heads = [head, "feedback-count", "feedback-average", "feedback-low"].map(|key| t.say(key));
    table_card(&t.say(title), &table(t.say(title), heads, rows))
}

fn comments(site: &Site, who: &SignedIn, seen: &Seen) -> Markup {
    let t = who.t();
    let listed = html! {
        @if seen.comments.is_empty() { p.muted { (t.say("feedback-no-comments")) } }
        div.stack { @for one in &seen.comments { (comment(site, who, &seen.names, one)) } }
    };
    card(&t.say("feedback-comments"), &listed)
}

fn comment(site: &Site, who: &SignedIn, names: &Names, one: &Rating) -> Markup {
    let t = who.t();
    let value = one.value.unwrap_or_default();
    html! {
        div.stack.tight {
            p.line {
                (badge(tone(value), &said(t, value)))
                a href={ "/conversations/" (one.number) } { "#" (one.number) }
                @if let Some(name) = one.agent.and_then(|agent| names.agents.get(&agent)) { span.muted { (name) } }
                @if let Some(at) = one.rated_at { (time(t, at, site.now(), &who.zone)) }
            }
            div.prose.plain { (one.comment) }
        }
    }
}
