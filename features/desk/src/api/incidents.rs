//! Incidents: one problem, many customers, one answer to all of them, first looked at and then sent.

use super::bulk_changes::made;
use super::{MERGE, REPLY, SEE, seen};
use crate::incident::{self, Broadcast, Child, Letter};
use crate::{ConversationId, Status, Viewer, Visible};
use axum::extract::Path;
use axum::response::Response;
use db::{Trouble, Tx};
use kit::Token;
use serde::{Deserialize, Serialize};
use web::api::{Change, Look, Nothing, Reply, ToSchema, delete, get, post, referred, word};
use web::{Needs, Problem, Routes, Text};

const RESOLVE: Needs = Needs::Permission("conversations.resolve");

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/conversations/{id}/incident", SEE, show)
                .says("Show what a problem troubles, or which problem troubles a conversation")
                .gives::<Shown>(),
        )
        .api(
            post("/api/v1/conversations/{id}/incident/conversations", MERGE, add)
                .says("Hang conversations on a problem")
                .takes::<Add>()
                .reports::<Shown>(),
        )
        .api(delete("/api/v1/conversations/{id}/incident/conversations/{other}", MERGE, take_off).says("Take a conversation off a problem"))
        .api(
            post("/api/v1/conversations/{id}/incident/preview", REPLY, preview)
                .says("Show what each would get, without sending it")
                .takes::<Words>()
                .reports::<Letters>(),
        )
        .api(
            post("/api/v1/conversations/{id}/incident/broadcast", REPLY, broadcast)
                .says("Answer everybody a problem troubles, each by itself")
                .explains(
                    "It goes to those in `conversations` only: what a preview showed. The answer is a bulk change; with an \
                     `Idempotency-Key` it goes out once. Resolving them too needs `conversations.resolve`.",
                )
                .takes::<Answer>()
                .makes::<super::bulk_changes::Shown>(),
        )
        .api(
            post("/api/v1/conversations/{id}/incident/resolve", RESOLVE, resolve)
                .says("Resolve everything a problem troubles")
                .takes::<Nothing>()
                .makes::<super::bulk_changes::Shown>(),
        )
}

/// A problem, and what hangs on it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Incident)]
struct Shown {
    /// The problem this conversation hangs on, if you may see it.
    problem: Option<i64>,
    /// Those that hang on it and that you may see.
    conversations: Vec<Troubled>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TroubledConversation)]
struct Troubled {
    id: i64,
    number: i64,
    subject: String,
    #[schema(schema_with = word::<Status>)]
    status: Status,
    customer_name: String,
}

impl From<Child> for Troubled {
    fn from(child: Child) -> Self {
        Self {
            id: child.id.0,
            number: child.number,
            subject: child.subject,
            status: child.status,
            customer_name: child.customer_name,
        }
    }
}

fn shown(tx: &mut Tx<'_>, viewer: Viewer, id: i64) -> Result<Shown, Trouble> {
    let conversation = seen(tx, viewer, id)?.id;
    let parent = incident::parent(tx, conversation)?;
    Ok(Shown {
        problem: parent.map_or(Ok(None), |parent| if_seen(tx, viewer, parent))?,
        conversations: incident::children(tx, viewer, conversation)?.into_iter().map(Troubled::from).collect(),
    })
}

fn if_seen(tx: &mut Tx<'_>, viewer: Viewer, id: ConversationId) -> Result<Option<i64>, Trouble> {
    match Visible::find(tx, viewer, id) {
        Ok(seen) => Ok(Some(seen.id.0)),
        Err(Trouble::NotFound(_)) => Ok(None),
        Err(other) => Err(other),
    }
}

async fn show(look: Look, Path(id): Path<i64>) -> Result<Response, Problem> {
    let viewer = Viewer::of(&look);
    look.answer(move |tx| Reply::one(&shown(tx, viewer, id)?)).await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = IncidentConversations)]
struct Add {
    #[schema(min_items = 1, max_items = 1000)]
    conversations: Vec<i64>,
}

const MOST: usize = 1_000;

async fn add(Path(id): Path<i64>, change: Change<Add>) -> Result<Response, Problem> {
    if change.body.conversations.is_empty() || change.body.conversations.len() > MOST {
        return Err(Problem::wrong_field("/conversations", "expected 1 to 1,000 of them"));
    }
    let viewer = Viewer::of(&change);
    change
        .perform(move |work, asked| {
            work.keep_quietly("they hung on it before");
            let problem = seen(work, viewer, id)?;
            for one in &asked.conversations {
                let child = referred("/conversations", Visible::find(work, viewer, ConversationId(*one)))?;
                child.troubled_by(work, &problem)?;
            }
            Reply::ok(&shown(work, viewer, id)?)
        })
        .await
}

async fn take_off(Path((id, other)): Path<(i64, i64)>, change: Change<Nothing>) -> Result<Response, Problem> {
    let viewer = Viewer::of(&change);
    change
        .perform(move |work, _| {
            let problem = seen(work, viewer, id)?;
            let child = seen(work, viewer, other)?;
            if incident::parent(work, child.id)? != Some(problem.id) {
                return Err(Trouble::NotFound("conversation"));
            }
            problem.unlink(work, child.id)?;
            Ok(Reply::done())
        })
        .await
}

/// The words; variables are filled for each.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = IncidentWords)]
struct Words {
    text: String,
    /// Whoever wrote in the problem's own conversation gets it, too.
    #[serde(default)]
    itself: bool,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = IncidentLetters)]
struct Letters {
    data: Vec<Shape>,
}

/// What one of them would get.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = IncidentLetter)]
struct Shape {
    conversation: i64,
    number: i64,
    to: Option<String>,
    /// Why it would get nothing.
    refused: Option<String>,
    text: String,
}

fn letter(text: &Text, letter: Letter) -> Result<Shape, Trouble> {
    let (to, refused) = match letter.to {
        Ok(to) => (Some(to), None),
        Err(Trouble::Refused(refusal)) => (None, Some(text.refusal(&refusal))),
        Err(gone @ Trouble::NotFound(_)) => (None, Some(gone.to_string())),
        Err(other) => return Err(other),
    };
    Ok(Shape {
        conversation: letter.child.id.0,
        number: letter.child.number,
        to,
        refused,
        text: letter.text,
    })
}

async fn preview(Path(id): Path<i64>, change: Change<Words>) -> Result<Response, Problem> {
    let (viewer, text) = (Viewer::of(&change), change.t().clone());
    change
        .perform(move |work, asked| {
            work.keep_quietly("looking changes nothing");
            let problem = seen(work, viewer, id)?;
            let letters = incident::preview(work, viewer, problem.id, &asked.text, asked.itself)?;
            let data = letters.into_iter().map(|one| letter(&text, one)).collect::<Result<_, _>>()?;
            Reply::ok(&Letters { data })
        })
        .await
}

/// An answer to all of them.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = IncidentAnswer)]
struct Answer {
    text: String,
    #[serde(default)]
    resolve: bool,
    /// Whom it was looked at for: nobody else gets it.
    #[schema(min_items = 1, max_items = 10000)]
    conversations: Vec<i64>,
}

async fn broadcast(Path(id): Path<i64>, change: Change<Answer>) -> Result<Response, Problem> {
    if change.body.resolve && !change.may("conversations.resolve") {
        return Err(Problem::forbidden());
    }
    let (viewer, zone, text) = (Viewer::of(&change), change.zone.clone(), change.t().clone());
    let key = change.key().map_or_else(|| Token::random().reveal().to_owned(), str::to_owned);
    change
        .perform(move |work, asked| {
            let problem = seen(work, viewer, id)?;
            let letter = Broadcast {
                text: asked.text.clone(),
                resolve: asked.resolve,
                to: asked.conversations.iter().copied().map(ConversationId).collect(),
                key: format!("api {key}"),
            };
            let bulk = incident::broadcast(work, viewer, &zone, problem.id, &letter)?;
            made(work, viewer, &text, bulk)
        })
        .await
}

async fn resolve(Path(id): Path<i64>, change: Change<Nothing>) -> Result<Response, Problem> {
    let (viewer, zone, text) = (Viewer::of(&change), change.zone.clone(), change.t().clone());
    change
        .perform(move |work, _| {
            let problem = seen(work, viewer, id)?;
            let bulk = incident::resolve_all(work, viewer, &zone, problem.id)?;
            made(work, viewer, &text, bulk)
        })
        .await
}
