//! Conversations: listing, showing, beginning, changing.

use super::conversation::{Shown, location};
use super::files::{self, File};
use super::lengths;
use super::patch::Patch;
use super::{REPLY, SEE};
use crate::{Category, Conversation, ConversationId, InboxId, Priority, Recipients, Reply, Status, Viewer, inboxes, start};
use axum::extract::Path;
use axum::response::Response;
use db::{Conditions, Trouble, Tx, Value, Work, sql};
use kit::EmailAddress;
use serde::Deserialize;
use web::api::{self, Change, IntoParams, List, Look, Time, ToSchema, get, patch, post, referred, word};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/conversations", SEE, list)
                .says("List conversations, the last active first")
                .asks::<Filter>()
                .lists::<Shown>(),
        )
        .api(
            post("/api/v1/conversations", REPLY, open)
                .says("Write to somebody first")
                .explains("Opens a conversation from one of your inboxes and sends the first message. A message from a customer goes to `/inboxes/{id}/arrivals`.")
                .takes::<Opening>()
                .makes::<Shown>()
                .carries(files::LARGEST_BODY),
        )
        .api(get("/api/v1/conversations/{id}", SEE, show).says("Show a conversation").gives::<Shown>())
        .api(
            patch("/api/v1/conversations/{id}", SEE, change)
                .says("Change a conversation")
                .explains("Only what is sent is changed. Status, tags, fields and the like need `conversations.resolve`; assignee and team `conversations.assign`; closing `conversations.close`; another inbox `conversations.merge`.")
                .takes::<Patch>()
                .gives::<Shown>()
                .conditional(),
        )
}

/// Which conversations to list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
struct Filter {
    #[param(schema_with = word::<Status>, required = false)]
    status: Option<Status>,
    #[param(schema_with = word::<Priority>, required = false)]
    priority: Option<Priority>,
    #[param(schema_with = word::<Category>, required = false)]
    category: Option<Category>,
    #[param(required = false)]
    inbox: Option<i64>,
    #[param(required = false)]
    customer: Option<i64>,
    #[param(required = false)]
    team: Option<i64>,
    /// An agent's key, `me`, or `none`.
    #[param(required = false)]
    assignee: Option<String>,
    /// The name of a tag.
    #[param(required = false)]
    tag: Option<String>,
    /// The number people see.
    #[param(required = false)]
    number: Option<i64>,
    /// Only those active at this time or later.
    #[param(value_type = Time, required = false)]
    updated_since: Option<Time>,
    /// Only those opened at this time or later.
    #[param(value_type = Time, required = false)]
    opened_since: Option<Time>,
    /// In the language of saved views, with the names you see: `status:open team:billing waiting>2h`. Narrows further what the others narrow.
    #[param(required = false)]
    filter: Option<String>,
    /// A saved view's key: only what it lists. Narrows further what the others narrow.
    #[param(required = false)]
    view: Option<i64>,
}

impl Filter {
    fn conditions(&self, me: i64) -> Result<Conditions, Problem> {
        let mut narrow = Conditions::new();
        self.words(&mut narrow);
        self.keys(&mut narrow);
        match self.assignee.as_deref() {
            None => {}
            Some("none") => drop(narrow.add("c.assignee_id IS NULL")),
            Some("me") => drop(narrow.add_with("c.assignee_id = $?", me)),
            Some(key) => {
                let key: i64 = key.parse().map_err(|_| Problem::wrong_field("assignee", "expected a key, `me` or `none`"))?;
                narrow.add_with("c.assignee_id = $?", key);
            }
        }
        Ok(narrow)
    }

    fn words(&self, narrow: &mut Conditions) {
        if let Some(status) = self.status {
            narrow.add_with("c.status = $?", status);
        }
        if let Some(priority) = self.priority {
            narrow.add_with("c.priority = $?", priority);
        }
        if let Some(category) = self.category {
            narrow.add_with("c.category = $?", category);
        }
        if let Some(tag) = &self.tag {
            narrow.add_with(
                "c.id IN (SELECT x.conversation_id FROM conversation_tag x JOIN tag t ON t.id = x.tag_id WHERE t.name = $?)",
                tag,
            );
        }
        if let Some(Time(since)) = self.updated_since {
            narrow.add_with("c.last_activity_at >= $?", since);
        }
        if let Some(Time(since)) = self.opened_since {
            narrow.add_with("c.opened_at >= $?", since);
        }
    }

    fn keys(&self, narrow: &mut Conditions) {
        if let Some(inbox) = self.inbox {
            narrow.add_with("c.inbox_id = $?", inbox);
        }
        if let Some(customer) = self.customer {
            narrow.add_with("c.customer_id = $?", customer);
        }
        if let Some(team) = self.team {
            narrow.add_with("c.team_id = $?", team);
        }
        if let Some(number) = self.number {
            narrow.add_with("c.number = $?", number);
        }
    }
}

async fn list(list: List<Filter>) -> Result<Response, Problem> {
    let viewer = Viewer::of(&list);
    let mut narrow = list.asked.conditions(list.agent_id)?;
    if let Some(filter) = &list.asked.filter {
        super::filtered::narrow(&list.site, viewer, filter, &mut narrow).await?;
    }
    if let Some(view) = list.asked.view {
        super::views::narrow(&list.site, viewer, view, &mut narrow).await?;
    }
    if let Some((at, id)) = list.after::<(i64, i64)>()? {
        narrow.add_all("(c.last_activity_at, c.id) < ($?, $?)", vec![Value::Integer(at), Value::Integer(id)]);
    }
    let place = |shown: &Shown| (shown.last_activity_at.0.0, shown.id);
    list.answer(place, move |tx, limit| last_active_first(tx, viewer, narrow, limit)).await
}

/// One page of the conversations this caller may see.
fn last_active_first(tx: &mut Tx<'_>, viewer: Viewer, narrow: Conditions, limit: i64) -> Result<Vec<Shown>, Trouble> {
    let found: Vec<Conversation> = sql(
        "SELECT c.id, c.number, c.inbox_id, c.customer_id, c.subject, c.status, c.snoozed_until, c.priority, c.category, c.team_id, c.assignee_id,
                c.waiting_since, c.opened_at, c.last_activity_at, c.message_count, c.automatic, c.trouble, c.merged_into, c.version, c.due_at, c.due_for
           FROM conversation c
          WHERE ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))",
    )
    .with(viewer.agent)
    .with(viewer.sees_all)
    .narrowed(narrow, &format!("ORDER BY c.last_activity_at DESC, c.id DESC LIMIT {limit}"))
    .all(tx)?;
    found.iter().map(|conversation| Shown::of(tx, conversation)).collect()
}

async fn show(look: Look, Path(id): Path<i64>) -> Result<Response, Problem> {
    let viewer = Viewer::of(&look);
    look.answer(move |tx| api::Reply::one(&Shown::find(tx, viewer, ConversationId(id))?)).await
}

/// The first message to somebody.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewConversation)]
struct Opening {
    /// The inbox it comes from.
    inbox: i64,
    to: Vec<String>,
    #[serde(default)]
    cc: Vec<String>,
    #[serde(default)]
    bcc: Vec<String>,
    subject: String,
    text: String,
    /// Whose move it is then; usually theirs.
    #[serde(default)]
    then: super::writing::Afterwards,
    /// Who works on it.
    #[serde(default)]
    assignee: Option<i64>,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    files: Vec<File>,
}

async fn open(change: Change<Opening>) -> Result<Response, Problem> {
    let wishes = [
        (change.body.assignee.is_some(), "conversations.assign"),
        (!change.body.tags.is_empty(), "conversations.resolve"),
    ];
    if wishes.iter().any(|(wished, permission)| *wished && !change.may(permission)) {
        return Err(Problem::forbidden());
    }
    lengths::fits("/subject", &change.body.subject, lengths::SUBJECT)?;
    let viewer = Viewer::of(&change);
    let files = files::read(&change.body.files)?;
    change
        .perform(move |work, asked| {
            let conversation = begin(work, viewer, asked, &files)?;
            let shown = Shown::find(work, viewer, conversation.id)?;
            api::Reply::made(location(conversation.id), &shown)
        })
        .await
}

fn begin(work: &mut Work<'_>, viewer: Viewer, asked: &Opening, files: &[files::Read]) -> Result<Conversation, Trouble> {
    let inbox = referred("/inbox", usable(work, viewer, asked.inbox))?;
    let reply = Reply {
        recipients: recipients(&asked.to, &asked.cc, &asked.bcc)?,
        text: asked.text.clone(),
        answers: None,
        draft: None,
        then: asked.then.into(),
        send_at: None,
    };
    let (conversation, message) = start(work, inbox, &asked.subject, &reply)?;
    files::attach(work, message, files)?;
    for tag in &asked.tags {
        conversation.tag(work, tag)?;
    }
    if asked.assignee.is_some() {
        referred("/assignee", conversation.assign(work, asked.assignee))?;
    }
    Ok(conversation)
}

/// An inbox in use that the caller sees.
pub fn usable(tx: &mut Tx<'_>, viewer: Viewer, inbox: i64) -> Result<InboxId, Trouble> {
    let found = inboxes::seen_by(tx, viewer)?.into_iter().find(|seen| seen.id.0 == inbox);
    found.map(|inbox| inbox.id).ok_or(Trouble::NotFound("inbox"))
}

/// Addresses, one each.
pub fn recipients(to: &[String], cc: &[String], bcc: &[String]) -> Result<Recipients, Trouble> {
    let read = |typed: &[String]| -> Result<Vec<EmailAddress>, Trouble> {
        let parsed = typed
            .iter()
            .map(|typed| EmailAddress::parse(typed).map_err(|_| Trouble::refused("desk-recipient-not-an-address").with("typed", typed)));
        parsed.collect()
    };
    Ok(Recipients { to: read(to)?, cc: read(cc)?, bcc: read(bcc)? })
}

async fn change(Path(id): Path<i64>, change: Change<Patch>) -> Result<Response, Problem> {
    change.body.permitted(&change)?;
    let viewer = Viewer::of(&change);
    change
        .alter(
            move |tx| Shown::find(tx, viewer, ConversationId(id)),
            move |work, patch| patch.apply(work, viewer, ConversationId(id)),
        )
        .await
}
