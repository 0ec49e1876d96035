//! Webhooks for programs: receivers, their secrets, what they were told, and sending it once more.

use crate::messages::{self, Message, MessageId, MessageState, Try};
use crate::pages::one::may_read;
use crate::{Kinds, Settings, State, Wanted, Webhook, WebhookId, url_of, webhook, webhooks};
use axum::extract::Path;
use axum::response::Response;
use db::{Trouble, Tx};
use serde::{Deserialize, Serialize};
use web::api::{Change, IntoParams, List, Look, Nothing, Reply, Time, ToSchema, delete, get, patch, post, word};
use web::{Needs, Problem, Routes, SignedIn};

const SETTINGS: Needs = Needs::Permission("settings.manage");

/// Every address of this room for programs.
pub fn routes() -> Routes {
    Routes::new()
        .api(get("/api/v1/webhooks", SETTINGS, list).says("List the webhooks, by name").gives::<Webhooks>())
        .api(
            post("/api/v1/webhooks", SETTINGS, create)
                .says("Make a webhook")
                .explains(
                    "It hears from now on what the service token that makes it may see; a personal token cannot make one. Verify each message with the secret: `webhook-signature` is `v1,` and the base64 \
                     of HMAC-SHA256 over `id.timestamp.body` (Standard Webhooks). Answer 2xx within 15 seconds; anything else is tried again, \
                     for about three days. Messages can come twice and out of order: go by `webhook-id` and `data.activity`.",
                )
                .takes::<NewWebhook>()
                .makes::<Shown>(),
        )
        .api(get("/api/v1/webhooks/{id}", SETTINGS, show).says("Show a webhook").gives::<Shown>())
        .api(
            patch("/api/v1/webhooks/{id}", SETTINGS, change)
                .says("Change, pause or resume a webhook")
                .takes::<WebhookChange>()
                .gives::<Shown>()
                .conditional(),
        )
        .api(delete("/api/v1/webhooks/{id}", SETTINGS, end).says("Take a webhook away, with what it was told"))
        .api(
            post("/api/v1/webhooks/{id}/rotate-secret", SETTINGS, rotate)
                .says("Give a webhook a new secret; both sign for a week")
                .explains("While two secrets sign it is refused: a third would end the one your program may still check with. End the old one first.")
                .takes::<Nothing>()
                .reports::<Shown>(),
        )
        .api(
            post("/api/v1/webhooks/{id}/drop-old-secret", SETTINGS, drop_old)
                .says("Let the old secret sign no more")
                .takes::<Nothing>()
                .reports::<Shown>(),
        )
        .api(post("/api/v1/webhooks/{id}/test", SETTINGS, test).says("Send a test message").takes::<Nothing>())
        .api(
            post("/api/v1/webhooks/{id}/replay-dead", SETTINGS, replay_dead)
                .says("Send once more what was given up, up to 500 messages at once")
                .takes::<Nothing>()
                .reports::<Replayed>(),
        )
        .api(
            get("/api/v1/webhooks/{id}/messages", SETTINGS, told)
                .says("Read what a webhook was told, the newest first")
                .asks::<Filter>()
                .lists::<Told>(),
        )
        .api(
            get("/api/v1/webhooks/{id}/messages/{message}", SETTINGS, one)
                .says("Show a message with its tries")
                .gives::<Told>(),
        )
        .api(
            post("/api/v1/webhooks/{id}/messages/{message}/replay", SETTINGS, replay)
                .says("Send a message once more")
                .takes::<Nothing>()
                .reports::<Told>(),
        )
}

/// A receiver of what happens.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Webhook)]
struct Shown {
    id: i64,
    name: String,
    url: String,
    /// Kinds (`message.arrived`), families (`order.*`) or `*`.
    events: Vec<String>,
    secret: String,
    /// Until when the secret before this one signs as well.
    old_secret_until: Option<Time>,
    #[schema(schema_with = word::<State>)]
    state: &'static str,
    /// Why it is paused: `by-hand`, `gone`, `given-up`, `owner`; empty otherwise.
    reason: String,
    failing_since: Option<Time>,
    added_at: Time,
}

impl From<Webhook> for Shown {
    fn from(found: Webhook) -> Self {
        Self {
            id: found.id.0,
            events: found.wanted().patterns().to_vec(),
            secret: found.secret().reveal().to_owned(),
            old_secret_until: found.old_until.map(Time),
            state: found.state.word(),
            failing_since: found.failing_since.map(Time),
            added_at: Time(found.added_at),
            name: found.name,
            url: found.url,
            reason: found.reason,
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
struct Webhooks {
    data: Vec<Shown>,
}

/// How many messages are sent once more.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = WebhookReplayed)]
struct Replayed {
    messages: i64,
}

fn find(tx: &mut Tx<'_>, id: i64) -> Result<Shown, Trouble> {
    webhooks::find(tx, WebhookId(id)).map(Shown::from)
}

async fn list(look: Look) -> Result<Response, Problem> {
    look.answer(|tx| Reply::one(&Webhooks { data: webhooks::all(tx)?.into_iter().map(Shown::from).collect() }))
        .await
}

async fn show(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| Reply::one(&find(tx, id)?)).await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewWebhook {
    name: String,
    /// An https address on the usual port.
    url: String,
    /// Kinds (`message.arrived`), families (`order.*`) or `*`.
    events: Vec<String>,
}

fn settings(name: &str, url: &str, events: &[String]) -> Result<Settings, Problem> {
    let wanted = Wanted::parse(events.iter().map(String::as_str)).map_err(|wrong| {
        let what = format!("`{wrong}` is no kind of event: write `message.arrived`, `order.*` or `*`");
        Problem::wrong_field(&place(events, &wrong), &what)
    })?;
    let url = url_of(url).ok_or_else(|| Problem::wrong_field("/url", "expected an https address on the usual port"))?;
    Ok(Settings { name: name.to_owned(), url, wanted })
}

/// Refuses a wish nothing that happens here fits: it would never be told anything.
fn there_is(kinds: &Kinds, events: &[String], wanted: &Wanted) -> Result<(), Problem> {
    let Some(unknown) = kinds.unknown(wanted.patterns()) else { return Ok(()) };
    let what = format!("nothing of the kind `{}` is ever told; there are {}", unknown.pattern, unknown.known);
    Err(Problem::wrong_field(&place(events, &unknown.pattern), &what))
}

/// Where this event stands in the request.
fn place(events: &[String], event: &str) -> String {
    let place = events.iter().position(|asked| asked.trim() == event);
    place.map_or_else(|| "/events".to_owned(), |place| format!("/events/{place}"))
}

/// By whose eyes a webhook hears: those of a service token. A personal token may be narrower than its owner and ends before
/// them; a webhook that heard with its owner's eyes would outgrow it.
fn eyes(who: &SignedIn) -> Result<i64, Problem> {
    if who.agent_id < 0 {
        Ok(who.agent_id)
    } else {
        Err(Problem::refused("webhooks-personal-token"))
    }
}

async fn create(change: Change<NewWebhook>) -> Result<Response, Problem> {
    let settings = settings(&change.body.name, &change.body.url, &change.body.events)?;
    there_is(&change.site.service::<Kinds>(), &change.body.events, &settings.wanted)?;
    let viewer = eyes(&change.who)?;
    change
        .perform(move |work, _| {
            let id = webhook::add(work, viewer, &settings)?;
            Reply::made(format!("{}/webhooks/{id}", web::api::ROOT), &find(work, id.0)?)
        })
        .await
}

#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct WebhookChange {
    name: Option<String>,
    url: Option<String>,
    events: Option<Vec<String>>,
    /// `true` tells it nothing more for now, `false` tells it again.
    paused: Option<bool>,
}

async fn change(Path(id): Path<i64>, change: Change<WebhookChange>) -> Result<Response, Problem> {
    let before = change.site.db().read(move |tx| find(tx, id)).await?;
    let asked = &change.body;
    let settings = settings(
        asked.name.as_ref().unwrap_or(&before.name),
        asked.url.as_ref().unwrap_or(&before.url),
        asked.events.as_ref().unwrap_or(&before.events),
    )?;
    if let Some(events) = &asked.events {
        there_is(&change.site.service::<Kinds>(), events, &settings.wanted)?;
    }
    let viewer = change.who.agent_id;
    if asked.paused == Some(false) || asked.url.is_some() || asked.events.is_some() {
        eyes(&change.who)?;
    }
    let changes = asked.name.is_some() || asked.url.is_some() || asked.events.is_some();
    change
        .alter(
            move |tx| find(tx, id),
            move |work, asked| {
                work.keep_quietly("a change that changed nothing");
                if changes {
                    webhook::change(work, WebhookId(id), viewer, &settings)?;
                }
                match asked.paused {
                    Some(true) => webhook::pause(work, WebhookId(id), "by-hand"),
                    Some(false) => webhook::resume(work, WebhookId(id), viewer),
                    None => Ok(()),
                }
            },
        )
        .await
}

async fn end(Path(id): Path<i64>, change: Change<Nothing>) -> Result<Response, Problem> {
    change
        .perform(move |work, _| {
            webhook::end(work, WebhookId(id))?;
            Ok(Reply::done())
        })
        .await
}

async fn rotate(Path(id): Path<i64>, change: Change<Nothing>) -> Result<Response, Problem> {
    change
        .perform(move |work, _| {
            webhook::rotate(work, WebhookId(id))?;
            Reply::ok(&find(work, id)?)
        })
        .await
}

async fn drop_old(Path(id): Path<i64>, change: Change<Nothing>) -> Result<Response, Problem> {
    change
        .perform(move |work, _| {
            webhook::drop_old_secret(work, WebhookId(id))?;
            Reply::ok(&find(work, id)?)
        })
        .await
}

async fn test(Path(id): Path<i64>, change: Change<Nothing>) -> Result<Response, Problem> {
    change
        .perform(move |work, _| {
            let found = webhooks::find(work, WebhookId(id))?;
            messages::test(work, &found)?;
            Ok(Reply::done())
        })
        .await
}

async fn replay_dead(Path(id): Path<i64>, change: Change<Nothing>) -> Result<Response, Problem> {
    change
        .perform(move |work, _| {
            let messages = messages::replay_dead(work, WebhookId(id))?;
            Reply::ok(&Replayed { messages })
        })
        .await
}

/// Which messages.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
struct Filter {
    /// `waiting`, `delivered` or `dead`.
    #[param(required = false, schema_with = word::<MessageState>)]
    state: Option<MessageState>,
}

/// One message to a receiver.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = WebhookMessage)]
struct Told {
    id: i64,
    /// The `webhook-id` it is sent under.
    message: String,
    kind: String,
    /// Empty for who may not read it: it was told for the eyes of somebody else.
    body: String,
    #[schema(schema_with = word::<MessageState>)]
    state: &'static str,
    made_at: Time,
    ended_at: Option<Time>,
    tries: Vec<Tried>,
}

/// One try to deliver a message.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = WebhookTry)]
struct Tried {
    tried_at: Time,
    /// Null: there was no answer.
    status: Option<i64>,
    milliseconds: i64,
    /// The beginning of the answer, or why there is none.
    answer: String,
}

impl From<Try> for Tried {
    fn from(try_: Try) -> Self {
        Self {
            tried_at: Time(try_.tried_at),
            status: try_.status,
            milliseconds: try_.milliseconds,
            answer: try_.answer,
        }
    }
}

fn shown(tx: &mut Tx<'_>, who: &SignedIn, message: Message) -> Result<Told, Trouble> {
    let may_read = may_read(who, &webhooks::find(tx, message.webhook)?);
    Ok(Told {
        id: message.id.0,
        state: message.state.word(),
        made_at: Time(message.made_at),
        ended_at: message.ended_at.map(Time),
        tries: messages::tries(tx, message.id)?.into_iter().map(Tried::from).collect(),
        message: message.message,
        kind: message.kind,
        body: if may_read { message.body } else { String::new() },
    })
}

fn find_message(tx: &mut Tx<'_>, webhook: i64, message: i64) -> Result<Message, Trouble> {
    webhooks::find(tx, WebhookId(webhook))?;
    let found = messages::find(tx, MessageId(message))?;
    if found.webhook == WebhookId(webhook) {
        Ok(found)
    } else {
        Err(Trouble::NotFound("message"))
    }
}

async fn told(Path(id): Path<i64>, list: List<Filter>) -> Result<Response, Problem> {
    let (state, before, who) = (list.asked.state, list.after::<i64>()?.map(MessageId), list.who.clone());
    list.answer(
        |told: &Told| told.id,
        move |tx, limit| {
            webhooks::find(tx, WebhookId(id))?;
            let found = messages::of(tx, WebhookId(id), state, before, limit)?;
            found.into_iter().map(|message| shown(tx, &who, message)).collect()
        },
    )
    .await
}

async fn one(Path((id, message)): Path<(i64, i64)>, look: Look) -> Result<Response, Problem> {
    let who = look.who.clone();
    look.answer(move |tx| {
        let found = find_message(tx, id, message)?;
        Reply::one(&shown(tx, &who, found)?)
    })
    .await
}

async fn replay(Path((id, message)): Path<(i64, i64)>, change: Change<Nothing>) -> Result<Response, Problem> {
    let who = change.who.clone();
    change
        .perform(move |work, _| {
            let found = find_message(work, id, message)?;
            messages::replay(work, found.id)?;
            let found = find_message(work, id, message)?;
            Reply::ok(&shown(work, &who, found)?)
        })
        .await
}
