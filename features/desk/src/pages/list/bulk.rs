//! Changing several conversations at once: assign, resolve, snooze, tag. All in one unit of work, or none.

use super::{Listed, Wanted, rows::Rows};
use crate::pages::door::ForPiece;
use crate::pages::place::Place;
use crate::pages::signs;
use crate::pages::toasts::Said;
use crate::pages::verbs::snooze;
use crate::{Conversation, Viewer, Visible};
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use db::{Trouble, Work};
use kit::Moment;
use web::parts::{button, icon_button, menu};
use web::{Fields, Markup, Problem, SignedIn, Site, html, see_other};

/// More than anybody picks by hand.
const MOST: usize = 500;

/// What happens to each of them.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Bulk {
    Take,
    GiveBack,
    Resolve,
    Reopen,
    Snooze(Moment),
    Tag(String),
}

impl Bulk {
    fn of(fields: &Fields) -> Option<Self> {
        match fields.text("do").split_once(' ').unwrap_or((fields.text("do"), "")) {
            ("take", _) => Some(Self::Take),
            ("give-back", _) => Some(Self::GiveBack),
            ("resolve", _) => Some(Self::Resolve),
            ("reopen", _) => Some(Self::Reopen),
            ("snooze", until) => until.parse().ok().map(|until| Self::Snooze(Moment(until))),
            ("tag", name) => Some(Self::Tag(name.to_owned())),
            _ => None,
        }
    }

    fn apply(&self, work: &mut Work<'_>, conversation: &Conversation, agent: i64) -> Result<(), Trouble> {
        match self {
            Self::Take => conversation.assign(work, Some(agent)),
            Self::GiveBack => conversation.assign(work, None),
            Self::Resolve => conversation.resolve(work),
            Self::Reopen => conversation.reopen(work),
            Self::Snooze(until) => conversation.snooze(work, *until),
            Self::Tag(name) => conversation.tag(work, name),
        }
    }

    const fn needs(&self) -> &'static str {
        match self {
            Self::Take | Self::GiveBack => "conversations.assign",
            Self::Resolve | Self::Reopen | Self::Snooze(_) | Self::Tag(_) => "conversations.resolve",
        }
    }

    const fn said(&self) -> &'static str {
        match self {
            Self::Take => "desk-said-many-taken",
            Self::GiveBack => "desk-said-many-given-back",
            Self::Resolve => "desk-said-many-resolved",
            Self::Reopen => "desk-said-many-reopened",
            Self::Snooze(_) => "desk-said-many-snoozed",
            Self::Tag(_) => "desk-said-many-tagged",
        }
    }

    /// The word of what undoes it.
    const fn inverse(&self) -> Option<&'static str> {
        match self {
            Self::Take => Some("give-back"),
            Self::Resolve | Self::Snooze(_) => Some("reopen"),
            Self::GiveBack | Self::Reopen | Self::Tag(_) => None,
        }
    }
}

/// `POST /conversations`: `do` to every `conversation` (by number) named.
pub async fn change(State(site): State<Site>, who: SignedIn, for_piece: ForPiece, fields: Fields) -> Result<Response, Problem> {
    let bulk = Bulk::of(&fields).ok_or_else(Problem::unreadable)?;
    if !who.may(bulk.needs()) {
        return Err(Problem::forbidden());
    }
    let numbers: Vec<i64> = fields.numbers("conversation").into_iter().take(MOST).collect();
    let said = said(&bulk, &numbers);
    let (viewer, agent) = (Viewer::of(&who), who.agent_id);
    site.db()
        .work(who.actor(), move |work| {
            each(work, viewer, &numbers, |work, conversation| bulk.apply(work, conversation, agent))
        })
        .await?;
    answer(&site, &who, for_piece, Place::of(&fields), said).await
}

fn each(
    work: &mut Work<'_>,
    viewer: Viewer,
    numbers: &[i64],
    verb: impl Fn(&mut Work<'_>, &Conversation) -> Result<(), Trouble>,
) -> Result<(), Trouble> {
    for number in numbers {
        let conversation = Visible::numbered(work, viewer, *number)?;
        verb(work, &conversation)?;
    }
    Ok(())
}

fn said(bulk: &Bulk, numbers: &[i64]) -> Said {
    let said = Said::new(bulk.said(), 0).with("count", numbers.len());
    let mut fields: Vec<(&'static str, String)> = numbers.iter().map(|number| ("conversation", number.to_string())).collect();
    match bulk.inverse() {
        Some(inverse) => {
            fields.push(("do", inverse.to_owned()));
            said.back_at("/conversations".into(), &fields)
        }
        None => said,
    }
}

async fn answer(site: &Site, who: &SignedIn, for_piece: ForPiece, place: Place, said: Said) -> Result<Response, Problem> {
    if !for_piece.0 {
        return Ok(see_other(&place.href()).into_response());
    }
    let list = Listed::read(site, who, place, &Wanted { after: None, after_group: 0, rows: 1 }).await?;
    let rows = Rows { who, list: &list, current: None };
    Ok(html! { (rows.out_of_band()) (super::count(&list, true)) (said.toast(who)) }.into_response())
}

/// What appears once something is picked. Its fields are filled in by the list's script.
pub fn bar(who: &SignedIn, list: &Listed) -> Markup {
    let text = who.t();
    let (name, value) = list.place.field();
    html! {
        form.bulk data-bulk hidden method="post" action="/conversations" hx-post="/conversations" hx-swap="none" {
            (web::parts::csrf_field(&who.csrf))
            input type="hidden" name=(name) value=(value);
            strong data-count {}
            @if who.may("conversations.assign") {
                (icon_button("assign", text.say("desk-take")).attr("type", "submit").attr("name", "do").attr("value", "take"))
            }
            @if who.may("conversations.resolve") {
                (icon_button("snooze", text.say("desk-snooze")).attr("popovertarget", "bulk-snooze"))
                (icon_button("tag", text.say("desk-tag")).attr("popovertarget", "bulk-tag"))
                (button(text.say("desk-resolve")).class("soft").icon("resolve").attr("name", "do").attr("value", "resolve"))
                (menu("bulk-snooze", &text.say("desk-snooze"), &html! {
                    @for choice in snooze::choices(list.now, &who.zone) {
                        button.menu-item type="submit" name="do" value={ "snooze " (choice.until.0) } {
                            (web::parts::icon(choice.icon)) (text.say(choice.key)) span.end { (snooze::shown(who, choice.until, list.now)) }
                        }
                    }
                }))
                (menu("bulk-tag", &text.say("desk-tag"), &html! {
                    @for tag in &list.tags {
                        button.menu-item type="submit" name="do" value={ "tag " (tag.name) } { (signs::tag(tag)) }
                    }
                    @if list.tags.is_empty() { p.menu-heading { (text.say("desk-no-tags")) } }
                }))
            }
            (icon_button("cross", text.say("desk-unpick")).attr("data-unpick", ""))
        }
    }
}
