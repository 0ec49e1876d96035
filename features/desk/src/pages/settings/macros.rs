//! Macros as those who manage them keep them: the list, and a page for each that shows what it would say and do.

use crate::macros::{self, Actions, Assign, Macro, MacroId, MacroSettings, VARIABLES, Values, fill};
use crate::pages::beyond::Elsewhere;
use crate::pages::signs::{priority_key, status_key};
use crate::{Priority, Status, views};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use db::Trouble;
use kit::Locale;
use web::parts::{button, card, empty_state, field, form, icon, link_button, page_head, select, table, textarea};
use web::{Fields, Frame, Markup, Needs, Problem, Query, Routes, SignedIn, Site, Text, html, see_other, with_mistakes};

const HERE: &str = "/settings/macros";
const STATUSES: [Status; 4] = [Status::Open, Status::Pending, Status::OnHold, Status::Resolved];

pub fn routes() -> Routes {
    let manage = Needs::Permission("macros.manage");
    Routes::new()
        .get(HERE, manage, list)
        .post(HERE, manage, make)
        .get("/settings/macros/new", manage, new)
        .get("/settings/macros/preview", manage, preview)
        .get("/settings/macros/{id}", manage, edit)
        .post("/settings/macros/{id}", manage, change)
        .post("/settings/macros/{id}/remove", manage, remove)
        .post("/settings/macros/{id}/undo", manage, undo)
}

/// The list; above it, what happened to a macro just now and the way back.
async fn list(State(site): State<Site>, who: SignedIn, query: Query) -> Result<Markup, Problem> {
    let said = query.number("said").map(MacroId);
    let (all, about) = site
        .db()
        .read(move |tx| Ok((macros::all(tx)?, said.map(|id| macros::find(tx, id)).transpose().unwrap_or(None))))
        .await?;
    let text = who.t();
    let rows = html! { @for one in &all { tr {
        td.cell-main { a href={ (HERE) "/" (one.id) } { (one.name) } }
        td { @if !one.shortcut.is_empty() { code { ";" (one.shortcut) } } }
        td.number { (one.used) }
    } } };
    let head = [text.say("desk-macro-name"), text.say("desk-macro-shortcut"), text.say("desk-macro-used")];
    let body = html! {
        (page_head(&text.say("desk-macros"), &text.say("desk-macros-about"), &html! { (link_button(text.say("desk-macro-new"), format!("{HERE}/new")).primary()) }))
        @if let Some(one) = &about {
            div.banner.info role="status" { (icon("check")) span { (text.say_with(if one.is_removed { "desk-said-macro-removed" } else { "desk-said-macro-saved" }, &[("name", &one.name)])) }
                @if one.is_removed || one.before.is_some() { (form(&who.csrf, format!("{HERE}/{}/undo", one.id), &html! { (button(text.say("desk-undo"))) })) } }
        }
        @if all.is_empty() { (empty_state("macro", &text.say("desk-macros-none"), &html! { p { (text.say("desk-macros-none-next")) } p.line { (link_button(text.say("desk-macro-new"), format!("{HERE}/new")).primary()) } })) }
        @else { section.card { (table(text.say("desk-macros"), head, rows)) } }
    };
    Frame::new(&site, &who, text.say("desk-macros")).settings("macros").body(body).await
}

async fn new(State(site): State<Site>, who: SignedIn) -> Result<Markup, Problem> {
    page(&site, &who, None, &MacroSettings::default(), None).await
}

async fn edit(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<Markup, Problem> {
    let one = site.db().read(move |tx| macros::find(tx, MacroId(id))).await?;
    let settings = one.settings()?;
    page(&site, &who, Some(&one), &settings, None).await
}

async fn make(State(site): State<Site>, who: SignedIn, fields: Fields) -> Result<Response, Problem> {
    let settings = given(&site, &fields);
    let wanted = settings.clone();
    match site.db().work(who.actor(), move |work| macros::make(work, wanted.clone())).await {
        Ok(id) => Ok(said(id)),
        Err(Trouble::Refused(refusal)) => {
            Ok(with_mistakes(page(&site, &who, None, &settings, Some(who.t().refusal(&refusal))).await?).into_response())
        }
        Err(trouble) => Err(trouble.into()),
    }
}

async fn change(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>, fields: Fields) -> Result<Response, Problem> {
    let one = site.db().read(move |tx| macros::find(tx, MacroId(id))).await?;
    let settings = given(&site, &fields);
    let wanted = settings.clone();
    let changed = site.db().work(who.actor(), move |work| {
        work.keep_quietly("saved as it was");
        macros::find(work, MacroId(id))?.change(work, wanted.clone())
    });
    match changed.await {
        Ok(()) => Ok(said(MacroId(id))),
        Err(Trouble::Refused(refusal)) => {
            Ok(with_mistakes(page(&site, &who, Some(&one), &settings, Some(who.t().refusal(&refusal))).await?).into_response())
        }
        Err(trouble) => Err(trouble.into()),
    }
}

async fn remove(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<Response, Problem> {
    let removed = site.db().work(who.actor(), move |work| {
        work.keep_quietly("it was removed before");
        macros::find(work, MacroId(id))?.remove(work)
    });
    removed.await?;
    Ok(said(MacroId(id)))
}

async fn undo(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<Response, Problem> {
    let undone = site.db().work(who.actor(), move |work| {
        work.keep_quietly("there was nothing to undo");
        macros::find(work, MacroId(id))?.undo(work)
    });
    undone.await?;
    Ok(see_other(HERE).into_response())
}

fn said(id: MacroId) -> Response {
    see_other(&format!("{HERE}?said={id}")).into_response()
}

fn given(site: &Site, fields: &Fields) -> MacroSettings {
    let text = |name: &str| fields.raw(name).replace("\r\n", "\n").trim().to_owned();
    let tags = fields
        .text("tags")
        .split([',', '，'])
        .map(str::trim)
        .filter(|tag| !tag.is_empty())
        .map(str::to_owned)
        .collect();
    MacroSettings {
        name: fields.text("name").to_owned(),
        team_id: fields.number("team"),
        shortcut: fields.text("shortcut").to_owned(),
        text_en: text("text_en"),
        text_es: text("text_es"),
        text_zh: text("text_zh"),
        actions: Actions {
            status: Status::of_word(fields.text("status")).filter(|status| STATUSES.contains(status)),
            snooze: fields.optional("snooze").map(str::to_owned),
            priority: Priority::of_word(fields.text("priority")),
            assign: match fields.text("assign") {
                "me" => Some(Assign::Me),
                "nobody" => Some(Assign::Nobody),
                _ => None,
            },
            team: fields.number("to_team"),
            tags,
            begins: site.service::<Elsewhere>().0.chosen(fields),
            checklist: lines(fields.raw("checklist")),
        },
    }
}

/// One item a line.
fn lines(typed: &str) -> Vec<String> {
    const MOST: usize = 30;
    let items = typed.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    items.filter(|item| !item.is_empty()).take(MOST).collect()
}

async fn page(site: &Site, who: &SignedIn, one: Option<&Macro>, given: &MacroSettings, mistake: Option<String>) -> Result<Markup, Problem> {
    let agent = who.agent_id;
    let teams = site.db().read(move |tx| views::teams_of(tx, agent, true)).await?;
    let (text, beyond) = (who.t(), site.service::<Elsewhere>());
    let title = text.say(if one.is_some() { "desk-macro-edit" } else { "desk-macro-new" });
    let action = one.map_or_else(|| HERE.to_owned(), |one| format!("{HERE}/{}", one.id));
    let body = html! {
        (page_head(&title, &text.say("desk-macros-about"), &html! {}))
        @if let Some(mistake) = &mistake { p.error role="alert" { (mistake) } }
        (form(&who.csrf, action, &html! { div.stack data-view-form={ (HERE) "/preview" } {
            (words(text, given, &teams)) (actions(text, &given.actions, &teams)) (beyond.0.fields(text, given.actions.begins.as_ref()))
            div.line { (button(text.say("desk-save")).primary()) }
        } }))
        @if let Some(one) = one { (form(&who.csrf, format!("{HERE}/{}/remove", one.id), &html! { (button(text.say("desk-macro-remove")).quiet()) })) }
        (card(&text.say("desk-macro-preview"), &html! { div id="view-preview" aria-live="polite" { (previewed(site, who, given)) } }))
    };
    Frame::new(site, who, title).settings("macros").body(body).await
}

fn words(text: &Text, given: &MacroSettings, teams: &[(i64, String)]) -> Markup {
    let variables = VARIABLES.map(|variable| format!("{{{{{variable}}}}}")).join(" ");
    let whose = std::iter::once((String::new(), text.say("desk-macro-everybody")))
        .chain(teams.iter().map(|(id, name)| (id.to_string(), name.clone())));
    html! {
        (field(text.say("desk-macro-name"), "name").value(&given.name).required())
        (select(text.say("desk-macro-whose"), "team", whose, given.team_id.map(|id| id.to_string()).unwrap_or_default()))
        (field(text.say("desk-macro-shortcut"), "shortcut").value(&given.shortcut).hint(text.say("desk-macro-shortcut-hint")).optional(text))
        @for (locale, name, value) in [(Locale::En, "text_en", &given.text_en), (Locale::Es, "text_es", &given.text_es), (Locale::Zh, "text_zh", &given.text_zh)] {
            (textarea(text.say_with("desk-macro-text", &[("language", &locale.name())]), name).value(value).attr("lang", locale.tag()).attr("rows", "6").optional(text))
        }
        p.hint { (text.say_with("desk-macro-variables", &[("variables", &variables)])) }
    }
}

fn actions(text: &Text, given: &Actions, teams: &[(i64, String)]) -> Markup {
    let as_is = || std::iter::once((String::new(), text.say("desk-macro-as-it-is")));
    let statuses = as_is().chain(STATUSES.iter().map(|status| (status.word().to_owned(), text.say(status_key(*status)))));
    let priorities = as_is().chain(Priority::ALL.iter().map(|priority| (priority.word().to_owned(), text.say(priority_key(*priority)))));
    let assignees = as_is().chain(
        [("me", "desk-macro-assign-me"), ("nobody", "desk-macro-assign-nobody")].map(|(word, key)| (word.to_owned(), text.say(key))),
    );
    let to_teams = as_is().chain(teams.iter().map(|(id, name)| (id.to_string(), name.clone())));
    let assign = match given.assign {
        Some(Assign::Me) => "me",
        Some(Assign::Nobody) => "nobody",
        None => "",
    };
    html! {
        fieldset { legend { (text.say("desk-macro-does")) }
            div.line {
                (select(text.say("desk-status"), "status", statuses, given.status.map_or("", Status::word)))
                (select(text.say("desk-priority"), "priority", priorities, given.priority.map_or("", Priority::word)))
                (select(text.say("desk-assign"), "assign", assignees, assign))
                (select(text.say("desk-team"), "to_team", to_teams, given.team.map(|id| id.to_string()).unwrap_or_default()))
            }
                (field(text.say("desk-macro-tags"), "tags").value(given.tags.join(", ")).hint(text.say("desk-macro-tags-hint")).optional(text))
                (textarea(text.say("desk-checklist"), "checklist").value(given.checklist.join("\n")).attr("rows", "3").hint(text.say("desk-macro-checklist-hint")).optional(text))
                (field(text.say("desk-macro-snooze"), "snooze").value(given.snooze.clone().unwrap_or_default()).hint(text.say("desk-when-placeholder")).optional(text))
        }
    }
}

/// `GET /settings/macros/preview?…`: what it would say to a customer of the demo.
async fn preview(State(site): State<Site>, who: SignedIn, query: Query) -> Markup {
    previewed(&site, &who, &given(&site, &query))
}

fn previewed(site: &Site, who: &SignedIn, given: &MacroSettings) -> Markup {
    let text = who.t();
    let begins = given.actions.begins.as_ref().map(|begins| site.service::<Elsewhere>().0.said(text, begins));
    let values = Values {
        customer: "Mia Castellano".into(),
        number: Some(42),
        subject: text.say("desk-macro-example-subject"),
        agent: who.name.clone(),
        inbox: text.say("desk-inbox"),
    };
    let texts = [(Locale::En, &given.text_en), (Locale::Es, &given.text_es), (Locale::Zh, &given.text_zh)];
    html! {
        @if let Some(begins) = &begins { p { (text.say_with("desk-macro-begins", &[("what", begins)])) } }
        @for (locale, words) in texts.into_iter().filter(|(_, words)| !words.trim().is_empty()) {
            div.stack.tight { strong { (locale.name()) } div.prose.plain lang=(locale.tag()) { (fill(words, &values)) }
                @if let Some(unknown) = macros::unknown_variable(words) { p.error { (icon("warning")) " " (text.say_with("desk-macro-unknown-variable", &[("variable", &unknown), ("known", &VARIABLES.join(", "))])) } } }
        }
        @if texts.iter().all(|(_, words)| words.trim().is_empty()) { p.muted { (text.say("desk-macro-silent")) } }
    }
}
