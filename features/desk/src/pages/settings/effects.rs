//! What settings would mean, before they are saved: whose answers a target would be for, who would see an inbox.

use crate::targets::{self, Target};
use crate::{InboxId, Priority, Viewer};
use axum::extract::{Path, State};
use db::{Trouble, Tx, sql};
use std::collections::BTreeSet;
use web::{Fields, Markup, Problem, Query, SignedIn, Site, Text, html};

/// `GET /settings/targets/preview?inbox=…&priority=…&first=…&next=…`
pub(super) async fn target(State(site): State<Site>, who: SignedIn, query: Query) -> Result<Markup, Problem> {
    let (viewer, text) = (Viewer::of(&who), who.t().clone());
    let Some(wanted) = wanted(&query) else {
        return Ok(html! { p.muted { (text.say("desk-target-effect-nothing")) } });
    };
    let (concerned, late) = site.db().read(move |tx| targets::effect(tx, viewer, &wanted)).await?;
    Ok(html! { p { (text.say_with("desk-target-effect", &[("count", &concerned), ("late", &late)])) } })
}

fn wanted(fields: &Fields) -> Option<Target> {
    let (first_minutes, next_minutes) = (fields.number("first"), fields.number("next"));
    (first_minutes.is_some() || next_minutes.is_some()).then(|| Target {
        id: 0,
        inbox_id: fields.number("inbox").map(InboxId),
        priority: Priority::of_word(fields.text("priority")),
        first_minutes,
        next_minutes,
    })
}

/// `GET /settings/inboxes/{id}/access/preview?everyone=…&team=…&agent=…`
pub(super) async fn access(State(site): State<Site>, who: SignedIn, Path(_): Path<i64>, query: Query) -> Result<Markup, Problem> {
    let (everyone, teams, agents) = (query.text("everyone") != "no", query.numbers("team"), query.numbers("agent"));
    let seeing = site.db().read(move |tx| seeing(tx, &teams, &agents)).await?;
    Ok(seen(who.t(), everyone, &seeing))
}

/// Who would see an inbox that is not for everyone: by choice, and by a role that sees everything.
pub(super) struct Seeing {
    chosen: Vec<String>,
    by_role: Vec<String>,
}

pub(super) fn seeing(tx: &mut Tx<'_>, teams: &[i64], agents: &[i64]) -> Result<Seeing, Trouble> {
    let members: Vec<(i64, i64)> = sql("SELECT team_id, agent_id FROM team_member ORDER BY team_id, agent_id").all(tx)?;
    let mut chosen: BTreeSet<i64> = agents.iter().copied().collect();
    chosen.extend(members.into_iter().filter(|(team, _)| teams.contains(team)).map(|(_, agent)| agent));
    let mut seeing = Seeing { chosen: Vec::new(), by_role: Vec::new() };
    for (id, name) in agents::agents::to_choose_from(tx)? {
        if crate::sees_all(tx, id.0)? {
            seeing.by_role.push(name);
        } else if chosen.contains(&id.0) {
            seeing.chosen.push(name);
        }
    }
    Ok(seeing)
}

pub(super) fn seen(text: &Text, everyone: bool, seeing: &Seeing) -> Markup {
    let names = |all: &[String]| if all.is_empty() { text.say("desk-effect-nobody") } else { all.join(", ") };
    html! {
        @if everyone { p { (text.say("desk-effect-everyone")) } }
        @else {
            p { (text.say_with("desk-effect-chosen", &[("people", &names(&seeing.chosen))])) }
            p.muted { (text.say_with("desk-effect-by-role", &[("people", &names(&seeing.by_role))])) }
        }
    }
}
