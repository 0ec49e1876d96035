//! What a customer says through the link of a letter: a value, and words if they like. It may be changed while the link is good.

use crate::link::{self, Opened};
use crate::{Event, LOW, VALUES};
use db::{Actor, Trouble, Work, once, sql};
use desk::{ConversationId, conversations, masking};
use kit::Token;

/// More is cut off.
pub const LONGEST_COMMENT: usize = 2_000;

/// Keeps it, covered as the inbox covers, and tells who works on it of a bad word. `None`: the link is over.
pub fn give(work: &mut Work<'_>, token: &str, value: i64, comment: &str) -> Result<Option<Opened>, Trouble> {
    if !VALUES.contains(&value) {
        return Err(Trouble::refused("feedback-refused-value"));
    }
    work.keep_quietly("it was said before");
    // A button pressed twice at once is pressed once after the other.
    once::take_turn(work, &format!("rating {}", Token::presented(token).hash()))?;
    let Some(opened) = link::open(work, token)? else { return Ok(None) };
    let conversation = ConversationId(opened.conversation);
    let written: String = comment
        .trim()
        .chars()
        .filter(|letter| *letter == '\n' || !letter.is_control())
        .take(LONGEST_COMMENT)
        .collect();
    let comment = masking::of_conversation(work, conversation)?.covered(&written);
    if opened.value == Some(value) && opened.comment == comment {
        return Ok(Some(opened));
    }
    let is_bad_news = value <= LOW && opened.value.is_none_or(|before| before > LOW);
    work.acting_as(Actor::Customer(opened.customer), |work| {
        keep(work, &opened, value, &comment)?;
        conversations::find(work, conversation)?.rated(work, Some(value), is_bad_news)
    })?;
    Ok(Some(Opened { value: Some(value), comment, ..opened }))
}

fn keep(work: &mut Work<'_>, opened: &Opened, value: i64, comment: &str) -> Result<(), Trouble> {
    let now = work.now;
    sql("UPDATE rating SET value = $2, comment = $3, rated_at = COALESCE(rated_at, $4), changed_at = $4 WHERE id = $1")
        .with(opened.rating)
        .with(value)
        .with(comment)
        .with(now)
        .run(work)?;
    let (conversation, customer, rating, commented) = (opened.conversation, opened.customer, opened.rating.0, !comment.is_empty());
    match opened.value {
        None => work.record(&Event::Given { conversation, customer, rating, value, commented }),
        Some(from) => work.record(&Event::Changed { conversation, customer, rating, from, value, commented }),
    }
}
