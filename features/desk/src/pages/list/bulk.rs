//! Changing several conversations at once: those picked, or the whole list. The bar appears once something is picked; its
//! keys are those of a conversation, and mean what is picked.

use super::Listed;
use crate::bulk::{self, BulkId, Change};
use crate::macros::{self, MacroId};
use crate::pages::bulk_pages;
use crate::pages::door::ForPiece;
use crate::pages::form::deaf_to_enter;
use crate::pages::place::Place;
use crate::pages::signs::{self, category_key, priority_key, status_key, status_word};
use crate::pages::verbs::snooze;
use crate::{Category, ConversationId, Priority, Status, Viewer, Visible, lists};
use axum::extract::State;
use axum::response::Response;
use db::{Trouble, Work};
use kit::Moment;
use web::parts::{avatar, icon, icon_button, menu};
use web::{Fields, Markup, Problem, SignedIn, Site, html};

/// What is wanted: `assign 7`, `status resolved`, `tag vip`.
fn wanted(fields: &Fields, who: &SignedIn, now: Moment) -> Option<Change> {
    let (verb, with) = fields.text("do").split_once(' ').unwrap_or((fields.text("do"), ""));
    let key = || with.parse::<i64>().ok();
    Some(match verb {
        "assign" if with == "me" => Change::Assign(Some(who.agent_id)),
        "assign" => Change::Assign(key()),
        "team" => Change::Team(key()),
        "status" => Change::Status(Status::of_word(with).filter(|status| *status != Status::Snoozed)?),
        "snooze" if with.is_empty() => Change::Snooze(snooze::typed(fields.text("at"), who, now).ok()?),
        "snooze" => Change::Snooze(Moment(key()?)),
        "priority" => Change::Priority(Priority::of_word(with)?),
        "category" if with.is_empty() => Change::Category(None),
        "category" => Change::Category(Some(Category::of_word(with)?)),
        "tag" if with.is_empty() => Change::Tag(fields.text("name").to_owned()),
        "tag" => Change::Tag(with.to_owned()),
        "untag" => Change::Untag(key()?),
        "macro" => Change::Macro(MacroId(key()?)),
        _ => return None,
    })
}

/// `POST /conversations`: `do` to every `conversation` (by number) named, or with `all` to every one of the list.
pub async fn change(State(site): State<Site>, who: SignedIn, for_piece: ForPiece, fields: Fields) -> Result<Response, Problem> {
    let change = wanted(&fields, &who, site.now()).ok_or_else(|| Problem::refused("desk-bulk-unreadable"))?;
    let (viewer, place) = (Viewer::of(&who), Place::of(&fields));
    let asked = change.clone();
    let needs = site.db().read(move |tx| match &asked {
        Change::Macro(id) => {
            let used = macros::of(tx, viewer)?.into_iter().find(|one| one.id == *id).ok_or(Trouble::NotFound("macro"))?;
            Ok(asked.needs(Some(&used.actions()?)))
        }
        asked => Ok(asked.needs(None)),
    });
    if needs.await?.iter().any(|permission| !who.may(permission)) {
        return Err(Problem::forbidden());
    }
    let (numbers, all, zone) = (fields.numbers("conversation"), fields.flag("all"), who.zone.clone());
    let begun = site
        .db()
        .work(who.actor(), move |work| begin(work, viewer, &zone, &change, all.then_some(place), &numbers));
    bulk_pages::answer(&site, &who, begun.await?, for_piece, place).await
}

/// What is picked by number must be visible now; what of a whole list is not in the list when its turn comes is told afterwards.
fn begin(
    work: &mut Work<'_>,
    viewer: Viewer,
    zone: &str,
    change: &Change,
    whole: Option<Place>,
    numbers: &[i64],
) -> Result<BulkId, Trouble> {
    let which: Vec<ConversationId> = match whole {
        Some(place) => {
            let asked = place.asked(work, viewer)?;
            lists::keys(work, viewer, &asked, bulk::MOST + 1)?
        }
        None => {
            let mut numbers: Vec<i64> = numbers.iter().copied().take(bulk::MOST + 1).collect();
            numbers.sort_unstable();
            numbers.dedup();
            numbers
                .into_iter()
                .map(|number| Visible::numbered(work, viewer, number).map(|seen| seen.id))
                .collect::<Result<_, _>>()?
        }
    };
    bulk::begin(work, viewer, zone, change, &which)
}

/// What appears once something is picked. The boxes of the rows belong to its form.
pub fn bar(who: &SignedIn, list: &Listed) -> Markup {
    let text = who.t();
    let (name, value) = list.place.field();
    let (works, assigns) = (who.may("conversations.resolve"), who.may("conversations.assign"));
    let group = text.say("desk-keys-list");
    let opens = |picture: &'static str, label: String, target: &'static str, key: &'static str| {
        icon_button(picture, label)
            .attr("popovertarget", target)
            .attr("data-key", key)
            .attr("data-key-group", &group)
    };
    let all = text.say_with("desk-bulk-all", &[("count", &super::counted(list.count))]);
    html! {
        form.bulk id="bulk" data-bulk hidden method="post" action="/conversations" hx-post="/conversations" hx-swap="none" {
            (deaf_to_enter())
            (web::parts::csrf_field(&who.csrf))
            input type="hidden" name=(name) value=(value);
            input type="hidden" name="all" value="" data-all=(text.say_with("desk-bulk-all-picked", &[("count", &super::counted(list.count))]));
            strong data-count role="status" {}
            @if list.next.is_some() || list.count > 1 {
                button.button.quiet type="button" data-pick-all { (all) }
            }
            span.line.push {
                @if assigns { (opens("assign", text.say("desk-assign"), "bulk-assign", "a")) }
                @if works {
                    (opens("snooze", text.say("desk-snooze"), "bulk-snooze", "h"))
                    (opens("tag", text.say("desk-tag"), "bulk-tag", "t"))
                    (opens("macro", text.say("desk-macros"), "bulk-macro", "m"))
                    (opens("more", text.say("desk-more"), "bulk-more", "b"))
                    (icon_button("resolve", text.say("desk-resolve")).attr("type", "submit").attr("name", "do").attr("value", "status resolved").attr("data-key", "e").attr("data-key-group", &group))
                }
                (icon_button("cross", text.say("desk-unpick")).attr("data-unpick", "").attr("data-key", "* n").attr("data-key-group", &group))
            }
            @if assigns { (assign_menu(who, list)) }
            @if works { (snooze_menu(who, list)) (tag_menu(who, list)) (macro_menu(who, list)) (more_menu(who)) }
        }
    }
}

/// An entry that does something to all that is picked.
fn entry(wanted: &str, content: &Markup) -> Markup {
    html! { button.menu-item type="submit" name="do" value=(wanted) { (content) } }
}

fn assign_menu(who: &SignedIn, list: &Listed) -> Markup {
    let text = who.t();
    menu(
        "bulk-assign",
        &text.say("desk-assign"),
        &html! {
            (entry("assign me", &html! { (icon("assign")) (text.say("desk-take")) }))
            (entry("assign", &html! { (icon("customer")) (text.say("desk-nobody")) }))
            hr;
            @for one in &list.offers.colleagues { (entry(&format!("assign {}", one.id), &signs::colleague(text, one))) }
            @if !list.offers.teams.is_empty() {
                hr;
                p.menu-heading { (text.say("desk-teams")) }
                (entry("team", &html! { (icon("team")) (text.say("desk-no-team")) }))
                @for (id, name) in &list.offers.teams { (entry(&format!("team {id}"), &html! { (icon("team")) (name) })) }
            }
        },
    )
}

fn snooze_menu(who: &SignedIn, list: &Listed) -> Markup {
    let text = who.t();
    menu(
        "bulk-snooze",
        &text.say("desk-snooze"),
        &html! {
            @for choice in snooze::choices(list.now, &who.zone) {
                (entry(&format!("snooze {}", choice.until.0), &html! { (icon(choice.icon)) (text.say(choice.key)) span.end { (snooze::shown(who, choice.until, list.now)) } }))
            }
            hr;
            (snooze::words_field(who, "bulk-at", "at", &text.say("desk-snooze-at")))
            button.button.wide type="submit" name="do" value="snooze" { (text.say("desk-snooze")) }
        },
    )
}

fn tag_menu(who: &SignedIn, list: &Listed) -> Markup {
    let text = who.t();
    menu(
        "bulk-tag",
        &text.say("desk-tag"),
        &html! {
            div.field {
                label.visually-hidden for="bulk-tag-name" { (text.say("desk-tag-name")) }
                input.input id="bulk-tag-name" name="name" maxlength="60" placeholder=(text.say("desk-tag-name")) autocomplete="off" data-sieve="bulk-tags";
            }
            button.menu-item.when-typed type="submit" name="do" value="tag" { (icon("plus")) (text.say("desk-tag-new")) }
            div id="bulk-tags" {
                @for tag in &list.offers.tags { button.menu-item type="submit" name="do" value={ "tag " (tag.name) } data-sieve-item=(tag.name) { (signs::tag(tag)) } }
            }
            @if !list.offers.tags.is_empty() {
                hr;
                p.menu-heading { (text.say("desk-bulk-untag")) }
                @for tag in &list.offers.tags { (entry(&format!("untag {}", tag.id), &html! { (icon("minus")) (signs::tag(tag)) })) }
            }
        },
    )
}

fn macro_menu(who: &SignedIn, list: &Listed) -> Markup {
    let text = who.t();
    menu(
        "bulk-macro",
        &text.say("desk-macros"),
        &html! {
            p.menu-heading { (text.say("desk-bulk-macro-about")) }
            @for (id, name) in &list.offers.macros { (entry(&format!("macro {id}"), &html! { (icon("macro")) (name) })) }
            @if list.offers.macros.is_empty() { p.menu-heading { (text.say("desk-bulk-macro-none")) } }
        },
    )
}

/// Status, priority and category.
fn more_menu(who: &SignedIn) -> Markup {
    let text = who.t();
    let statuses = Status::ALL.iter().filter(|status| match status {
        Status::Snoozed => false,
        Status::Closed => who.may("conversations.close"),
        _ => true,
    });
    menu(
        "bulk-more",
        &text.say("desk-more"),
        &html! {
            p.menu-heading { (text.say("desk-status")) }
            @for status in statuses { (entry(&format!("status {}", status.word()), &html! { span.status data-status=(status_word(*status)) { (text.say(status_key(*status))) } })) }
            hr;
            p.menu-heading { (text.say("desk-priority")) }
            @for priority in Priority::ALL.iter().rev() { (entry(&format!("priority {}", priority.word()), &html! { span.priority data-priority=(priority.word()) { (text.say(priority_key(*priority))) } })) }
            hr;
            p.menu-heading { (text.say("desk-category")) }
            (entry("category", &html! { (text.say("desk-no-category")) }))
            @for category in Category::ALL { (entry(&format!("category {}", category.word()), &html! { (text.say(category_key(*category))) })) }
        },
    )
}

/// The box of a row.
pub fn pick(who: &SignedIn, number: i64, name: &str, subject: &str) -> Markup {
    html! {
        (avatar(name))
        label.pick { input type="checkbox" name="conversation" form="bulk" value=(number) data-pick aria-label=(who.t().say_with("desk-pick", &[("subject", &subject)])); }
    }
}
