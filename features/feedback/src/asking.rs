//! When a conversation is done, its customer will be asked; when the time has come, they are, unless something speaks against it
//! by then. Everything that speaks against it is in [`Spared`], and looked at twice.

use crate::survey::{self, Survey};
use crate::{Event, RatingId, link};
use customers::CustomerId;
use db::{Actor, Database, Trouble, Tx, Work, once, sql};
use desk::survey::{AUTOMATIC, Question};
use desk::{Conversation, ConversationId, Inbox, MessageId, Status, conversations, inboxes, incident, tags};
use kit::{Caution, EmailAddress, Locale};
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;
use web::Site;

const DAY: i64 = 86_400;
/// A tag that says so is how agents mark it.
const SPAM: &str = "spam";
const A_ROUND: i64 = 100;

/// Why a customer is left alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spared {
    /// Nobody asks in this inbox.
    Off,
    /// The inbox is closed, or nothing leaves it by mail.
    NoMail,
    /// It is not done, or its story goes on elsewhere.
    NotDone,
    /// A machine began it, or a machine alone wrote.
    Automatic,
    Spam,
    /// It was brought here from another desk or a mailbox's past.
    Imported,
    /// One of many of an incident, who all got the same letter.
    Incident,
    /// Nobody here answered.
    Unanswered,
    /// There is no address of theirs, or mail to it comes back.
    NoAddress,
    /// They were asked lately.
    AskedLately,
}

/// Plans the question about a conversation that was just resolved. Resolved again, it is planned anew.
pub fn plan(work: &mut Work<'_>, id: ConversationId) -> Result<(), Trouble> {
    let conversation = conversations::find(work, id)?;
    let survey = survey::of(work, conversation.inbox_id)?;
    if spared(work, &survey, &conversation)?.is_some() {
        return Ok(());
    }
    let by = desk::survey::resolver(work, id)?.or(conversation.assignee_id);
    let due = work.now.plus_seconds(survey.delay_hours * 3_600);
    sql("INSERT INTO survey_plan (conversation_id, resolved_by, due_at) VALUES ($1, $2, $3)
         ON CONFLICT (conversation_id) DO UPDATE SET resolved_by = excluded.resolved_by, due_at = excluded.due_at")
    .with(id)
    .with(by)
    .with(due)
    .run(work)?;
    work.keep_quietly("a question that may yet be spared");
    Ok(())
}

/// What speaks against asking now.
pub fn spared(tx: &mut Tx<'_>, survey: &Survey, conversation: &Conversation) -> Result<Option<Spared>, Trouble> {
    let (id, inbox) = (conversation.id, inboxes::find(tx, conversation.inbox_id)?);
    Ok(if !survey.is_on {
        Some(Spared::Off)
    } else if inbox.archived || inbox.channel != "email" {
        Some(Spared::NoMail)
    } else if !matches!(conversation.status, Status::Resolved | Status::Closed) || conversation.merged_into.is_some() {
        Some(Spared::NotDone)
    } else if conversation.automatic {
        Some(Spared::Automatic)
    } else if tags::of(tx, id)?.iter().any(|tag| tag.name.to_lowercase() == SPAM) {
        Some(Spared::Spam)
    } else if desk::survey::was_imported(tx, id)? {
        Some(Spared::Imported)
    } else if incident::parent(tx, id)?.is_some() {
        Some(Spared::Incident)
    } else if !desk::survey::was_answered_here(tx, id)? {
        Some(Spared::Unanswered)
    } else if desk::survey::whom_to_ask(tx, conversation)?.is_none() {
        Some(Spared::NoAddress)
    } else if asked_lately(tx, survey, conversation.customer_id)? {
        Some(Spared::AskedLately)
    } else {
        None
    })
}

fn asked_lately(tx: &mut Tx<'_>, survey: &Survey, customer: i64) -> Result<bool, Trouble> {
    let since = tx.now().plus_seconds(-survey.rest_days * DAY);
    let lately: Option<i64> = sql("SELECT id FROM rating WHERE customer_id = $1 AND asked_at > $2 LIMIT 1")
        .with(customer)
        .with(since)
        .one(tx)?;
    Ok(lately.is_some())
}

/// Asks whoever is to be asked until `stop`, with [`Caution`]: a letter cannot be called back. `db` is the desk's, as whoever is on duty has it.
pub async fn run(site: Site, db: Database, stop: CancellationToken) {
    let mut caution = Caution::default();
    loop {
        let waits = !caution.look(db.clock().now(), Instant::now()).reversible;
        let outcome = if waits { Ok(0) } else { ask_all(&site, &db).await };
        if let Err(trouble) = outcome {
            tracing::warn!(%trouble, "customers could not be asked how it was; it is tried again");
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(Duration::from_secs(20)) => {}
        }
    }
}

/// Asks everybody whose time has come and says how many were asked. One that fails holds up no other.
pub async fn ask_due(site: &Site) -> Result<usize, Trouble> {
    ask_all(site, site.db()).await
}

async fn ask_all(site: &Site, db: &Database) -> Result<usize, Trouble> {
    let due: Vec<ConversationId> = db.read(due).await?;
    let (mut asked, mut outcome) = (0, Ok(()));
    for conversation in due {
        let asking = site.clone();
        match db.work(Actor::System, move |work| ask(work, &asking, conversation)).await {
            Ok(was_asked) => asked += usize::from(was_asked),
            Err(trouble) => outcome = Err(trouble),
        }
    }
    outcome.map(|()| asked)
}

fn due(tx: &mut Tx<'_>) -> Result<Vec<ConversationId>, Trouble> {
    let now = tx.now();
    sql("SELECT conversation_id FROM survey_plan WHERE due_at <= $1 ORDER BY due_at, conversation_id LIMIT $2")
        .with(now)
        .with(A_ROUND)
        .all(tx)
}

/// Asks about one conversation, once; `false` if something speaks against it.
fn ask(work: &mut Work<'_>, site: &Site, id: ConversationId) -> Result<bool, Trouble> {
    let now = work.now;
    work.keep_quietly("nobody is asked");
    let planned: Option<Option<i64>> = sql("DELETE FROM survey_plan WHERE conversation_id = $1 AND due_at <= $2 RETURNING resolved_by")
        .with(id)
        .with(now)
        .one(work)?;
    let Some(resolved_by) = planned else { return Ok(false) };
    let conversation = conversations::find(work, id)?;
    // Two conversations of one customer may fall due at once.
    once::take_turn(work, &format!("survey of customer {}", conversation.customer_id))?;
    let survey = survey::of(work, conversation.inbox_id)?;
    if spared(work, &survey, &conversation)?.is_some() {
        return Ok(false);
    }
    let Some((name, address)) = desk::survey::whom_to_ask(work, &conversation)? else {
        return Ok(false);
    };
    let inbox = inboxes::find(work, conversation.inbox_id)?;
    let sending = Sending {
        site,
        survey: &survey,
        conversation: &conversation,
        inbox: &inbox,
        name: &name,
        address: &address,
    };
    sending.send(work, resolved_by)?;
    Ok(true)
}

/// One question on its way.
struct Sending<'a> {
    site: &'a Site,
    survey: &'a Survey,
    conversation: &'a Conversation,
    inbox: &'a Inbox,
    name: &'a str,
    address: &'a EmailAddress,
}

impl Sending<'_> {
    fn send(&self, work: &mut Work<'_>, resolved_by: Option<i64>) -> Result<RatingId, Trouble> {
        let locale = language(work, CustomerId(self.conversation.customer_id))?;
        let text = self.site.text(locale);
        let question = self.survey.question(locale).map_or_else(|| text.say("feedback-question"), str::to_owned);
        let brand = if self.inbox.from_name.is_empty() { &self.inbox.name } else { &self.inbox.from_name };
        let subject = text.say_with("feedback-letter-subject", &[("brand", brand), ("number", &self.conversation.number.to_string())]);
        let kept = format!("{question}\n\n{}", text.say("feedback-letter-kept"));
        let asked = Question { name: self.name, address: self.address, subject: &subject, text: &kept };
        let message = self.conversation.ask_how_it_was(work, &asked)?;
        let rating = self.keep(work, resolved_by, message, (&question, locale))?;
        link::make(work, self.site.key(), rating)?;
        work.record(&Event::Asked {
            conversation: self.conversation.id.0,
            customer: self.conversation.customer_id,
            rating: rating.0,
            message: message.0,
        })?;
        Ok(rating)
    }

    fn keep(
        &self,
        work: &mut Work<'_>,
        agent: Option<i64>,
        message: MessageId,
        (question, locale): (&str, Locale),
    ) -> Result<RatingId, Trouble> {
        let now = work.now;
        sql(
            "INSERT INTO rating (conversation_id, customer_id, inbox_id, team_id, agent_id, message_id, question, language, asked_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id",
        )
        .with(self.conversation.id)
        .with(self.conversation.customer_id)
        .with(self.conversation.inbox_id)
        .with(self.conversation.team_id)
        .with(agent)
        .with(message)
        .with(question)
        .with(locale.tag())
        .with(now)
        .only(work, "rating")
    }
}

/// What the customer speaks, as far as it is known and one of ours.
fn language(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Locale, Trouble> {
    let spoken = customers::find(tx, customer)?.language;
    Ok(spoken.as_deref().and_then(Locale::of_tag).unwrap_or_default())
}

/// Whether this message of ours is such a question.
pub fn is_question(message: &desk::Message) -> bool {
    message.automatic == AUTOMATIC
}
