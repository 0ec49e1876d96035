//! What messages say in other languages: written down by people or by a program that translates.

use super::{NOTE, SEE};
use crate::translations::{self, Translation};
use crate::{Conversation, Message, MessageId, Viewer, Visible, messages, sides};
use axum::extract::Path;
use axum::response::Response;
use db::{Trouble, Tx};
use kit::Locale;
use serde::{Deserialize, Serialize};
use web::api::{Change, Look, Nothing, Reply, Time, ToSchema, delete, get, put, word};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/messages/{id}/translations", SEE, list)
                .says("List the translations of a message")
                .gives::<Translations>(),
        )
        .api(
            put("/api/v1/messages/{id}/translations/{language}", NOTE, keep)
                .says("Write down what a message says in another language")
                .explains(
                    "`language` is `en`, `es` or `zh`. Colleagues read it below the message, with who wrote it; no customer sees it. A program that \
                     translates listens for `message.arrived` and writes its translation here.",
                )
                .takes::<NewTranslation>()
                .gives::<Translations>(),
        )
        .api(delete("/api/v1/messages/{id}/translations/{language}", NOTE, remove).says("Remove a translation"))
}

#[derive(Debug, Serialize, ToSchema)]
struct Translations {
    data: Vec<One>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Translation)]
struct One {
    #[schema(schema_with = word::<Language>)]
    language: String,
    text: String,
    /// Who wrote it down; none if a program did.
    agent: Option<i64>,
    made_at: Time,
}

db::words!(
    /// The languages of the desk.
    Language { English = "en", Spanish = "es", Chinese = "zh" }
);

impl From<Translation> for One {
    fn from(one: Translation) -> Self {
        Self {
            language: one.language,
            text: one.text,
            agent: one.agent_id,
            made_at: Time(one.made_at),
        }
    }
}

/// A message of the thread itself, if its conversation is the caller's to see.
fn in_thread(tx: &mut Tx<'_>, viewer: Viewer, id: i64) -> Result<(Message, Conversation), Trouble> {
    let message = messages::find(tx, MessageId(id))?;
    let conversation = Visible::find(tx, viewer, message.conversation_id).map_err(|_| Trouble::NotFound("message"))?;
    match sides::of_message(tx, message.id)? {
        Some(_) => Err(Trouble::NotFound("message")),
        None => Ok((message, (*conversation).clone())),
    }
}

fn all(tx: &mut Tx<'_>, message: MessageId) -> Result<Translations, Trouble> {
    Ok(Translations {
        data: translations::of_message(tx, message)?.into_iter().map(One::from).collect(),
    })
}

fn spoken(language: &str) -> Result<Locale, Trouble> {
    Locale::ALL.into_iter().find(|one| one.tag() == language).ok_or(Trouble::NotFound("translation"))
}

async fn list(look: Look, Path(id): Path<i64>) -> Result<Response, Problem> {
    let viewer = Viewer::of(&look);
    look.answer(move |tx| {
        let (message, _) = in_thread(tx, viewer, id)?;
        Reply::one(&all(tx, message.id)?)
    })
    .await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewTranslation {
    text: String,
}

async fn keep(Path((id, language)): Path<(i64, String)>, change: Change<NewTranslation>) -> Result<Response, Problem> {
    let viewer = Viewer::of(&change);
    change
        .perform(move |work, asked| {
            work.keep_quietly("it says so already");
            let (message, conversation) = in_thread(work, viewer, id)?;
            conversation.translate(work, &message, spoken(&language)?, &asked.text)?;
            Reply::one(&all(work, message.id)?)
        })
        .await
}

async fn remove(Path((id, language)): Path<(i64, String)>, change: Change<Nothing>) -> Result<Response, Problem> {
    let viewer = Viewer::of(&change);
    change
        .perform(move |work, _| {
            work.keep_quietly("it was gone before");
            let (message, conversation) = in_thread(work, viewer, id)?;
            conversation.drop_translation(work, &message, spoken(&language)?)?;
            Ok(Reply::done())
        })
        .await
}
