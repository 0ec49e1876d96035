//! Colleagues act: each deed is one unit of work in their name, on the conversation as it stands.

use super::{TestDesk, refusal};
use db::{Actor, Trouble, Work};
use desk::lists::{Asked, Line, View};
use desk::{Conversation, ConversationId, Forward, MessageId, Recipients, Reply, Then, Viewer, lists};

/// Somebody who works here.
#[derive(Clone, Copy)]
pub struct Colleague<'a> {
    pub(super) desk: &'a TestDesk,
    pub id: i64,
}

/// A reply to Mia as the composer hands it over.
pub fn reply_to(to: &str, text: &str) -> Reply {
    let recipients = Recipients::parse(to, "", "").unwrap_or_else(|e| panic!("{e}"));
    Reply {
        recipients,
        text: text.into(),
        answers: None,
        draft: None,
        then: Then::Pending,
        send_at: None,
    }
}

impl Colleague<'_> {
    pub async fn tries<T: Send + 'static>(
        self,
        deed: impl FnMut(&mut Work<'_>) -> Result<T, Trouble> + Send + 'static,
    ) -> Result<T, Trouble> {
        self.desk.db().work(Actor::Agent(self.id), deed).await
    }

    pub async fn does<T: Send + 'static>(self, deed: impl FnMut(&mut Work<'_>) -> Result<T, Trouble> + Send + 'static) -> T {
        self.tries(deed).await.unwrap_or_else(|trouble| panic!("it should have worked: {trouble}"))
    }

    /// Does something to a conversation as it stands, and it works.
    pub async fn with<T: Send + 'static>(
        self,
        conversation: &ConversationId,
        mut verb: impl FnMut(&Conversation, &mut Work<'_>) -> Result<T, Trouble> + Send + 'static,
    ) -> T {
        let id = *conversation;
        self.does(move |work| verb(&desk::conversations::find(work, id)?, work)).await
    }

    /// Tries something on a conversation as it stands; here is the key of the refusal.
    pub async fn is_refused<T: Send + std::fmt::Debug + 'static>(
        self,
        conversation: &ConversationId,
        mut verb: impl FnMut(&Conversation, &mut Work<'_>) -> Result<T, Trouble> + Send + 'static,
    ) -> &'static str {
        let id = *conversation;
        refusal(self.tries(move |work| verb(&desk::conversations::find(work, id)?, work)).await)
    }

    pub async fn resolves(self, conversation: &ConversationId) {
        self.with(conversation, Conversation::resolve).await;
    }

    pub async fn closes(self, conversation: &ConversationId) {
        self.with(conversation, Conversation::close).await;
    }

    pub async fn reopens(self, conversation: &ConversationId) {
        self.with(conversation, Conversation::reopen).await;
    }

    /// Replies to whoever wrote last; the reply leaves after the undo seconds.
    pub async fn replies(self, conversation: &ConversationId, text: &str) -> MessageId {
        self.replies_to(conversation, "mia@example.org", text).await
    }

    pub async fn replies_to(self, conversation: &ConversationId, to: &str, text: &str) -> MessageId {
        let reply = reply_to(to, text);
        self.with(conversation, move |c, work| c.reply(work, &reply)).await
    }

    pub async fn notes(self, conversation: &ConversationId, text: &str) -> MessageId {
        let text = text.to_owned();
        self.with(conversation, move |c, work| c.note(work, &text, None)).await
    }

    pub async fn forwards(self, conversation: &ConversationId, message: MessageId, to: &str) -> MessageId {
        let recipients = Recipients::parse(to, "", "").unwrap_or_else(|e| panic!("{e}"));
        let forward = Forward { message, recipients, text: "Can you help?".into(), draft: None };
        self.with(conversation, move |c, work| c.forward(work, &forward)).await
    }

    pub async fn merges(self, other: &ConversationId, into: &ConversationId) -> i64 {
        let other = *other;
        self.with(into, move |kept, work| {
            let other = desk::conversations::find(work, other)?;
            kept.merge(work, &other).map(|done| done.rearrangement)
        })
        .await
    }

    /// Splits it at this message; here is the new conversation and what undoes it.
    pub async fn splits(self, conversation: &ConversationId, at: MessageId) -> (ConversationId, i64) {
        let done = self.with(conversation, move |c, work| c.split(work, at)).await;
        (done.conversation, done.rearrangement)
    }

    pub async fn moves(self, messages: &[MessageId], from: &ConversationId, to: &ConversationId) -> i64 {
        let (messages, to) = (messages.to_vec(), *to);
        self.with(from, move |from, work| {
            let to = desk::conversations::find(work, to)?;
            desk::move_messages(work, from, &messages, &to).map(|done| done.rearrangement)
        })
        .await
    }

    pub async fn undoes(self, rearrangement: i64) {
        self.does(move |work| desk::undo(work, rearrangement).map(drop)).await;
    }

    /// These eyes, as the pages would make them.
    pub async fn eyes(self) -> Viewer {
        let agent = self.id;
        Viewer { agent, sees_all: self.desk.ask(move |tx| desk::sees_all(tx, agent)).await }
    }

    pub async fn sees(self, asked: Asked) -> Vec<Line> {
        let viewer = self.eyes().await;
        self.desk.ask(move |tx| lists::page(tx, viewer, &asked)).await
    }

    /// The conversations of a view, in its order.
    pub async fn looks_at(self, view: View) -> Vec<ConversationId> {
        self.sees(Asked { view: Some(view), ..Asked::default() })
            .await
            .into_iter()
            .map(|line| line.id)
            .collect()
    }
}
