//! What is still to do in a conversation: its checklist and its follow-ups, in the panel, live.

use super::conversation::{Shown, place, refreshed};
use super::door::{Answer, ForPiece, deed};
use super::form::{act, deaf_to_enter, hidden};
use super::place::Place;
use super::signs;
use super::toasts::Said;
use super::verbs::snooze;
use crate::checklist::Item;
use crate::follow_ups::{FollowUp, FollowUpId, NewFollowUp, Whose};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use kit::{Moment, NotATime};
use web::parts::{button, icon, icon_button, menu, time};
use web::{Fields, Markup, Needs, Problem, Query, Routes, SignedIn, Site, html};

pub fn routes() -> Routes {
    let note = Needs::Permission("conversations.note");
    Routes::new()
        .get("/conversations/{number}/tasks", Needs::SignedIn, alone)
        .post("/conversations/{number}/checklist", note, add)
        .post("/conversations/{number}/checklist/{id}", note, tick)
        .post("/conversations/{number}/checklist/{id}/remove", note, remove)
        .post("/conversations/{number}/follow-ups", note, set)
        .post("/conversations/{number}/follow-ups/{id}/end", note, end)
}

async fn alone(State(site): State<Site>, who: SignedIn, Path(number): Path<i64>, query: Query) -> Result<Markup, Problem> {
    let shown = Shown::around(&site, &who, number, Place::of(&query)).await?;
    Ok(draw(&who, &shown, None))
}

async fn add(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let text = fields.text("text").to_owned();
    let (_, done) = deed(&site, &who, number, move |work, conversation| conversation.add_to_checklist(work, &text)).await?;
    let answer = Answer::new(&site, &who, number, &fields, for_piece);
    answered(&answer, Said::new("desk-said-checklist-added", number).undoes(done)).await
}

/// `done`: `1` ticks it off, nothing opens it again.
async fn tick(
    State(site): State<Site>,
    who: SignedIn,
    Path((number, item)): Path<(i64, i64)>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let ticked = fields.flag("done");
    let (_, done) = deed(&site, &who, number, move |work, conversation| conversation.tick(work, item, ticked)).await?;
    let key = if ticked { "desk-said-checklist-done" } else { "desk-said-checklist-reopened" };
    let answer = Answer::new(&site, &who, number, &fields, for_piece);
    answered(&answer, Said::new(key, number).undoes(done)).await
}

async fn remove(
    State(site): State<Site>,
    who: SignedIn,
    Path((number, item)): Path<(i64, i64)>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let (_, done) = deed(&site, &who, number, move |work, conversation| conversation.remove_from_checklist(work, item)).await?;
    let answer = Answer::new(&site, &who, number, &fields, for_piece);
    answered(&answer, Said::new("desk-said-checklist-removed", number).undoes(done)).await
}

/// `until` or `at` as for snoozing; `team` if it is a team's; `always` if an answer does not end it.
async fn set(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let due_at = when(&fields, &who, site.now())?;
    let new = NewFollowUp {
        whose: fields.number("team").map_or(Whose::Agent(who.agent_id), Whose::Team),
        due_at,
        unless_answered: !fields.flag("always"),
        note: fields.text("note").to_owned(),
    };
    let (_, done) = deed(&site, &who, number, move |work, conversation| conversation.follow_up(work, &new)).await?;
    let said = Said::new("desk-said-follow-up", number)
        .with("time", signs::soon(&who, due_at, site.now()))
        .undoes(done);
    answered(&Answer::new(&site, &who, number, &fields, for_piece), said).await
}

fn when(fields: &Fields, who: &SignedIn, now: Moment) -> Result<Moment, Problem> {
    let typed = fields
        .number("until")
        .map_or_else(|| snooze::typed(fields.text("at"), who, now), |until| Ok(Moment(until)));
    typed.map_err(|why| match why {
        NotATime::Unreadable => Problem::refused("desk-snooze-unreadable"),
        NotATime::Past => Problem::refused("desk-snooze-in-the-past"),
    })
}

async fn end(
    State(site): State<Site>,
    who: SignedIn,
    Path((number, id)): Path<(i64, i64)>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let (_, done) = deed(&site, &who, number, move |work, conversation| conversation.end_follow_up(work, FollowUpId(id))).await?;
    let answer = Answer::new(&site, &who, number, &fields, for_piece);
    answered(&answer, Said::new("desk-said-follow-up-ended", number).undoes(done)).await
}

/// The conversation as it is then, with what is to do in it.
async fn answered(answer: &Answer<'_>, said: Said) -> Result<Response, Problem> {
    if !answer.for_piece.0 {
        return answer.here(said).await;
    }
    let shown = Shown::read(answer.site, answer.who, answer.number, answer.place).await?;
    let who = answer.who;
    Ok(html! { (draw(who, &shown, Some("outerMorph"))) (refreshed(who, &shown)) (said.toast(who)) }.into_response())
}

/// Both sections of the panel.
pub fn draw(who: &SignedIn, shown: &Shown, swap: Option<&str>) -> Markup {
    html! {
        div id="tasks" hx-swap-oob=[swap] data-live={ "conversation:" (shown.conversation.id) }
            hx-get=(format!("{}?{}", shown.verb("tasks"), shown.place.query())) hx-trigger="live" hx-swap="outerMorph" {
            (checklist(who, shown))
            @if !shown.follow_ups.is_empty() { (follow_ups(who, shown)) }
        }
    }
}

fn checklist(who: &SignedIn, shown: &Shown) -> Markup {
    let text = who.t();
    let done = shown.checklist.iter().filter(|item| item.done_at.is_some()).count();
    let id = format!("new-item-{}", shown.checklist.last().map_or(0, |item| item.id));
    let may = who.may("conversations.note") && !shown.conversation.is_locked();
    html! {
        details.section open id="panel-checklist" {
            summary { (text.say("desk-checklist")) " " @if !shown.checklist.is_empty() { span.count { (done) "/" (shown.checklist.len()) } } (icon("chevron-down")) }
            div.body.stack.tight {
                @if !shown.checklist.is_empty() { ul.checklist { @for item in &shown.checklist { (line(who, shown, item)) } } }
                @if may {
                    (act(who, &shown.verb("checklist"), &html! {
                        (place(shown))
                        div.field data-keep id={ (id) "-field" } {
                            label.visually-hidden for=(id) { (text.say("desk-checklist-add")) }
                            input.input id=(id) name="text" maxlength="300" required autocomplete="off" placeholder=(text.say("desk-checklist-add")) data-key="l" data-key-group=(text.say("desk-keys-conversation")) data-command=(text.say("desk-checklist-add"));
                        }
                    }))
                }
            }
        }
    }
}

fn line(who: &SignedIn, shown: &Shown, item: &Item) -> Markup {
    let text = who.t();
    let verb = shown.verb(&format!("checklist/{}", item.id));
    let may = who.may("conversations.note");
    html! {
        li id={ "item-" (item.id) } {
            (act(who, &verb, &html! {
                (place(shown))
                @if item.done_at.is_none() { (hidden("done", 1)) }
                button.tick type="submit" role="checkbox" aria-checked=(if item.done_at.is_some() { "true" } else { "false" }) disabled[!may] { span.box aria-hidden="true" { (icon("check")) } span.words { (item.text) } }
            }))
            @if let (Some(at), by) = (item.done_at, item.done_by) {
                span.sub { @if let Some(by) = by { (shown.names.agent(by)) " · " } (time(text, at, shown.now, &who.zone)) }
            }
            @if may { (act(who, &format!("{verb}/remove"), &html! { (place(shown)) (icon_button("cross", text.say_with("desk-checklist-remove", &[("item", &item.text)])).attr("type", "submit")) })) }
        }
    }
}

fn follow_ups(who: &SignedIn, shown: &Shown) -> Markup {
    let text = who.t();
    html! {
        details.section open id="panel-follow-ups" {
            summary { (text.say("desk-follow-ups")) " " span.count { (shown.follow_ups.len()) } (icon("chevron-down")) }
            div.body { ul.checklist { @for one in &shown.follow_ups { (follow_up(who, shown, one)) } } }
        }
    }
}

fn follow_up(who: &SignedIn, shown: &Shown, one: &FollowUp) -> Markup {
    let text = who.t();
    let whose = match (one.agent_id, one.team_id) {
        (Some(agent), _) => shown.names.agent(agent).to_owned(),
        (None, Some(team)) => shown.names.team(team).to_owned(),
        (None, None) => String::new(),
    };
    let due = one.fell_due_at.is_some();
    html! {
        li id={ "follow-up-" (one.id) } {
            div {
                strong class={ "due" @if due { " breached" } } { (icon("calendar")) (signs::soon(who, one.due_at, shown.now)) }
                @if !one.note.is_empty() { p { (one.note) } }
                span.sub { (whose) @if one.unless_answered { " · " (text.say("desk-follow-up-unless-answered")) } }
            }
            @if who.may("conversations.note") {
                (act(who, &shown.verb(&format!("follow-ups/{}/end", one.id)), &html! { (place(shown)) (icon_button("check", text.say("desk-follow-up-end")).attr("type", "submit")) }))
            }
        }
    }
}

/// The menu that sets one: when, whose, what for.
pub fn follow_up_menu(who: &SignedIn, shown: &Shown) -> Markup {
    let text = who.t();
    let mut teams: Vec<(&i64, &String)> = shown.names.teams.iter().collect();
    teams.sort_by(|one, other| one.1.cmp(other.1));
    let choices = [
        ("desk-follow-up-tomorrow", 1),
        ("desk-follow-up-in-two", 2),
        ("desk-follow-up-in-three", 3),
        ("desk-follow-up-in-seven", 7),
    ];
    menu(
        "follow-up-menu",
        &text.say("desk-follow-up"),
        &act(
            who,
            &shown.verb("follow-ups"),
            &html! {
                (deaf_to_enter())
                (place(shown))
                @for (key, days) in choices {
                    @let until = snooze::morning(shown.now, &who.zone, days);
                    button.menu-item type="submit" name="until" value=(until.0) { (icon("calendar")) (text.say(key)) span.end { (snooze::shown(who, until, shown.now)) } }
                }
                hr;
                (snooze::words_field(who, "follow-up-at", "at", &text.say("desk-follow-up-at")))
                div.field data-keep id="follow-up-note-field" {
                    label for="follow-up-note" { (text.say("desk-follow-up-note")) }
                    input.input id="follow-up-note" name="note" maxlength="300" autocomplete="off";
                }
                div.field data-keep id="follow-up-team-field" {
                    label for="follow-up-team" { (text.say("desk-follow-up-whose")) }
                    select.select id="follow-up-team" name="team" {
                        option value="" { (text.say("desk-follow-up-me")) }
                        @for (id, name) in teams { option value=(id) { (name) } }
                    }
                }
                label.check data-keep id="follow-up-always" { input type="checkbox" name="always" value="1"; span { (text.say("desk-follow-up-always")) } }
                (button(text.say("desk-follow-up-set")).wide())
            },
        ),
    )
}
