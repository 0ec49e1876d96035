//! Macros for programs: kept by who manages them, used by who may. What one begins in another room is shown and left as it is.

use super::conversation::Shown as Conversation;
use super::{NOTE, SEE, lengths, seen};
use crate::macros::{self, Actions, Assign, Macro, MacroId, MacroSettings};
use crate::{Priority, Status, Viewer};
use agents::TeamId;
use axum::extract::Path;
use axum::response::Response;
use db::{Trouble, Tx, Work};
use serde::{Deserialize, Deserializer, Serialize};
use web::api::{Change, Look, Nothing, Reply, ToSchema, delete, get, nullable, object, patch, post, referred, word_or_null};
use web::{Needs, Problem, Routes, SignedIn};

const MANAGE: Needs = Needs::Permission("macros.manage");
const MOST_ITEMS: usize = 30;

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/macros", SEE, list)
                .says("List the macros")
                .explains("Those the caller may use, the most used first; with `macros.manage` every one, by name.")
                .gives::<Macros>(),
        )
        .api(post("/api/v1/macros", MANAGE, make).says("Make a macro").takes::<NewMacro>().makes::<Shown>())
        .api(get("/api/v1/macros/{id}", SEE, show).says("Show a macro").gives::<Shown>())
        .api(
            patch("/api/v1/macros/{id}", MANAGE, change)
                .says("Change a macro")
                .explains("Only what is sent is changed; `actions` is replaced as a whole, but for what it begins elsewhere.")
                .takes::<MacroChange>()
                .gives::<Shown>()
                .conditional(),
        )
        .api(delete("/api/v1/macros/{id}", MANAGE, remove).says("Offer a macro no more; it can be brought back in the settings"))
        .api(
            post("/api/v1/conversations/{id}/macros/{macro}/apply", NOTE, apply)
                .says("Use a macro on a conversation")
                .explains(
                    "Does what the macro does, by the permissions of its actions, and answers with its words, filled in for this \
                     customer in their language. Nothing is sent: send the words with `/conversations/{id}/replies`.",
                )
                .takes::<Nothing>()
                .reports::<Applied>(),
        )
}

/// A reply and actions in one click.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Macro)]
struct Shown {
    id: i64,
    name: String,
    /// The team it is for; null for everybody.
    team: Option<i64>,
    /// What follows the semicolon of `;shortcut`; empty for none.
    shortcut: String,
    text_en: String,
    text_es: String,
    text_zh: String,
    actions: Does,
    /// What it begins in another room before it writes; chosen in the settings, and not taken here.
    begins: Option<String>,
    /// How often it was used.
    used: i64,
}

/// What a macro does besides writing.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = MacroActions)]
struct Does {
    /// `open`, `pending`, `on_hold` or `resolved`.
    #[schema(schema_with = word_or_null::<Status>, required = false)]
    status: Option<Status>,
    /// Snoozes it until then, in words such as `tomorrow 9am`.
    snooze: Option<String>,
    #[schema(schema_with = word_or_null::<Priority>, required = false)]
    priority: Option<Priority>,
    /// `me` is whoever uses it.
    assign: Option<Whom>,
    /// The team it is handed to.
    team: Option<i64>,
    tags: Vec<String>,
    /// What it puts on the checklist.
    checklist: Vec<String>,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = MacroAssignee)]
enum Whom {
    Me,
    Nobody,
}

impl From<Actions> for Does {
    fn from(actions: Actions) -> Self {
        Self {
            status: actions.status,
            snooze: actions.snooze,
            priority: actions.priority,
            assign: actions.assign.map(|whom| match whom {
                Assign::Me => Whom::Me,
                Assign::Nobody => Whom::Nobody,
            }),
            team: actions.team,
            tags: actions.tags,
            checklist: actions.checklist,
        }
    }
}

impl Does {
    /// As it is kept, with what the macro before it began elsewhere.
    fn actions(&self, before: Option<Actions>) -> Actions {
        Actions {
            status: self.status,
            snooze: self.snooze.clone(),
            priority: self.priority,
            assign: self.assign.map(|whom| match whom {
                Whom::Me => Assign::Me,
                Whom::Nobody => Assign::Nobody,
            }),
            team: self.team,
            tags: self.tags.clone(),
            begins: before.and_then(|before| before.begins),
            checklist: self.checklist.clone(),
        }
    }

    fn makes_sense(&self) -> Result<(), Problem> {
        if matches!(self.status, Some(Status::Snoozed | Status::Closed)) {
            return Err(Problem::wrong_field("/actions/status", "expected open, pending, on_hold or resolved; `snooze` takes a time"));
        }
        if self.checklist.len() > MOST_ITEMS {
            return Err(Problem::wrong_field("/actions/checklist", "expected at most 30 of them"));
        }
        Ok(())
    }
}

impl Shown {
    fn of(one: Macro) -> Result<Self, Trouble> {
        let mut actions = one.actions()?;
        let begins = actions.begins.take().map(|begins| begins.what);
        Ok(Self {
            actions: Does::from(actions),
            begins,
            id: one.id.0,
            name: one.name,
            team: one.team_id,
            shortcut: one.shortcut,
            text_en: one.text_en,
            text_es: one.text_es,
            text_zh: one.text_zh,
            used: one.used,
        })
    }
}

#[derive(Debug, Serialize, ToSchema)]
struct Macros {
    data: Vec<Shown>,
}

/// Those there are for this caller.
fn all(tx: &mut Tx<'_>, who: &SignedIn) -> Result<Vec<Macro>, Trouble> {
    if who.may("macros.manage") { macros::all(tx) } else { macros::of(tx, Viewer::of(who)) }
}

fn find(tx: &mut Tx<'_>, who: &SignedIn, id: i64) -> Result<Macro, Trouble> {
    let found = all(tx, who)?.into_iter().find(|one| one.id.0 == id);
    found.ok_or(Trouble::NotFound("macro"))
}

async fn list(look: Look) -> Result<Response, Problem> {
    let who = look.who.clone();
    look.answer(move |tx| Reply::one(&Macros { data: all(tx, &who)?.into_iter().map(Shown::of).collect::<Result<_, _>>()? }))
        .await
}

async fn show(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    let who = look.who.clone();
    look.answer(move |tx| Reply::one(&Shown::of(find(tx, &who, id)?)?)).await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewMacro {
    name: String,
    #[serde(default)]
    team: Option<i64>,
    #[serde(default)]
    shortcut: String,
    /// With variables such as `{{customer.first_name}}`; a misspelt one is refused with those there are.
    #[serde(default)]
    text_en: String,
    #[serde(default)]
    text_es: String,
    #[serde(default)]
    text_zh: String,
    #[serde(default, deserialize_with = "object")]
    actions: Does,
}

async fn make(change: Change<NewMacro>) -> Result<Response, Problem> {
    let who = change.who.clone();
    lengths::fits("/name", &change.body.name, lengths::NAME)?;
    change.body.actions.makes_sense()?;
    change
        .perform(move |work, asked| {
            let settings = MacroSettings {
                name: asked.name.clone(),
                team_id: asked.team,
                shortcut: asked.shortcut.clone(),
                text_en: asked.text_en.clone(),
                text_es: asked.text_es.clone(),
                text_zh: asked.text_zh.clone(),
                actions: asked.actions.actions(None),
            };
            teams_are_there(work, &settings)?;
            let id = macros::make(work, settings)?;
            Reply::made(format!("{}/macros/{id}", web::api::ROOT), &Shown::of(find(work, &who, id.0)?)?)
        })
        .await
}

/// A change; what is left out stays as it is.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct MacroChange {
    name: Option<String>,
    /// A team's key; null for everybody.
    #[serde(deserialize_with = "nullable")]
    #[schema(value_type = Option<i64>)]
    team: Option<Option<i64>>,
    shortcut: Option<String>,
    text_en: Option<String>,
    text_es: Option<String>,
    text_zh: Option<String>,
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Does, required = false)]
    actions: Option<Does>,
}

fn given<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Does>, D::Error> {
    object(from).map(Some)
}

async fn change(Path(id): Path<i64>, change: Change<MacroChange>) -> Result<Response, Problem> {
    let (who, asking) = (change.who.clone(), change.who.clone());
    lengths::fits("/name", change.body.name.as_deref().unwrap_or_default(), lengths::NAME)?;
    change.body.actions.as_ref().map_or(Ok(()), Does::makes_sense)?;
    change
        .alter(
            move |tx| Shown::of(find(tx, &who, id)?),
            move |work, asked| {
                work.keep_quietly("a change that changed nothing");
                let one = find(work, &asking, id)?;
                let before = one.settings()?;
                let or = |new: &Option<String>, old: String| new.clone().unwrap_or(old);
                let settings = MacroSettings {
                    name: or(&asked.name, before.name),
                    team_id: asked.team.unwrap_or(before.team_id),
                    shortcut: or(&asked.shortcut, before.shortcut),
                    text_en: or(&asked.text_en, before.text_en),
                    text_es: or(&asked.text_es, before.text_es),
                    text_zh: or(&asked.text_zh, before.text_zh),
                    actions: match &asked.actions {
                        Some(actions) => actions.actions(Some(before.actions)),
                        None => before.actions,
                    },
                };
                teams_are_there(work, &settings)?;
                one.change(work, settings)
            },
        )
        .await
}

fn teams_are_there(work: &mut Work<'_>, settings: &MacroSettings) -> Result<(), Trouble> {
    for (field, team) in [("/team", settings.team_id), ("/actions/team", settings.actions.team)] {
        if let Some(team) = team {
            referred(field, agents::teams::find(work, TeamId(team)))?;
        }
    }
    Ok(())
}

async fn remove(Path(id): Path<i64>, change: Change<Nothing>) -> Result<Response, Problem> {
    change
        .perform(move |work, _| {
            work.keep_quietly("it was removed before");
            macros::find(work, MacroId(id))?.remove(work)?;
            Ok(Reply::done())
        })
        .await
}

/// What became of it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MacroApplied)]
struct Applied {
    conversation: Conversation,
    /// The macro's words for this customer; empty if it only acts.
    text: String,
}

async fn apply(Path((id, one)): Path<(i64, i64)>, change: Change<Nothing>) -> Result<Response, Problem> {
    let who = change.who.clone();
    let needed = change
        .site
        .db()
        .read({
            let viewer = Viewer::of(&who);
            move |tx| {
                seen(tx, viewer, id)?;
                usable(tx, viewer, one)?.actions()
            }
        })
        .await?
        .needs();
    if needed.iter().any(|permission| !who.may(permission)) {
        return Err(Problem::forbidden());
    }
    change.perform(move |work, _| Reply::ok(&applied(work, &who, id, one)?)).await
}

/// The macro, if this caller may use it.
fn usable(tx: &mut Tx<'_>, viewer: Viewer, id: i64) -> Result<Macro, Trouble> {
    let found = macros::of(tx, viewer)?.into_iter().find(|one| one.id.0 == id);
    found.ok_or(Trouble::NotFound("macro"))
}

fn applied(work: &mut Work<'_>, who: &SignedIn, id: i64, one: i64) -> Result<Applied, Trouble> {
    let viewer = Viewer::of(who);
    let conversation = seen(work, viewer, id)?;
    let actions = usable(work, viewer, one)?.actions()?;
    if actions.begins.is_some() {
        return Err(Trouble::refused("desk-macro-begins-elsewhere"));
    }
    if actions.needs().iter().any(|permission| !who.may(permission)) {
        return Err(Trouble::Changed("the macro"));
    }
    if actions.assign == Some(Assign::Me) && viewer.agent < 0 {
        return Err(Trouble::refused("desk-refused-nobody"));
    }
    let used = macros::apply(work, viewer, &who.zone, &conversation, MacroId(one))?;
    let (values, language) = macros::values(work, viewer.agent, &conversation)?;
    Ok(Applied {
        text: macros::fill(used.text(language.as_deref()), &values),
        conversation: Conversation::find(work, viewer, conversation.id)?,
    })
}
