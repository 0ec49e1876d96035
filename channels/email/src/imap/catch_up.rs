//! Takes everything above the cursor, batch by batch. While the shelf keeps one batch, the next is already on its way.

use super::after::after_fetch;
use super::fetch::{fetch, list};
use super::line::Line;
use super::plan::plan;
use super::{Ailment, Cursor, Fetched, ImapSettings, MailboxState, Shelf, Skipped};

/// What is in hand: fetched, not yet kept.
struct InHand {
    messages: Vec<Fetched>,
    skipped: Vec<Skipped>,
    cursor: Cursor,
}

/// Brings the cursor to the end of the folder. The cursor moves only after the shelf has kept what lies below it.
pub(super) async fn catch_up(
    line: &mut Line,
    shelf: &impl Shelf,
    settings: &ImapSettings,
    cursor: &mut Cursor,
    kept: &mut u64,
) -> Result<(), Ailment> {
    loop {
        let listed = list(line, cursor.last_uid, settings.limits.listed).await?;
        if listed.is_empty() {
            return Ok(());
        }
        take_all(line, shelf, settings, &listed, cursor, kept).await?;
    }
}

async fn take_all(
    line: &mut Line,
    shelf: &impl Shelf,
    settings: &ImapSettings,
    listed: &std::collections::BTreeMap<u32, u64>,
    cursor: &mut Cursor,
    kept: &mut u64,
) -> Result<(), Ailment> {
    let mut waiting = listed.len() as u64;
    let mut in_hand: Option<InHand> = None;
    for batch in plan(listed, &settings.limits) {
        shelf.state(MailboxState::Working { kept: *kept, waiting }).await;
        waiting -= (batch.wanted.len() + batch.too_large.len()) as u64;
        let next = Cursor { last_uid: batch.last_uid, ..*cursor };
        let (fetched, put_away) = tokio::join!(fetch(line, &batch, &settings.limits), put_away(shelf, in_hand.take()));
        let (put_away, (messages, skipped)) = (put_away?, fetched?);
        settle(line, settings, put_away, cursor, kept).await?;
        in_hand = Some(InHand { messages, skipped, cursor: next });
    }
    let last = put_away(shelf, in_hand).await?;
    settle(line, settings, last, cursor, kept).await
}

/// Has the shelf keep what is in hand; returns the UIDs kept and the cursor that is now durable.
async fn put_away(shelf: &impl Shelf, in_hand: Option<InHand>) -> Result<Option<(Vec<u32>, Cursor)>, Ailment> {
    let Some(InHand { messages, skipped, cursor }) = in_hand else { return Ok(None) };
    for one in skipped {
        shelf.skipped(one, cursor.uid_validity).await?;
    }
    let uids = messages.iter().map(|message| message.uid).collect();
    shelf.keep(messages, cursor).await?;
    Ok(Some((uids, cursor)))
}

async fn settle(
    line: &mut Line,
    settings: &ImapSettings,
    put_away: Option<(Vec<u32>, Cursor)>,
    cursor: &mut Cursor,
    kept: &mut u64,
) -> Result<(), Ailment> {
    let Some((uids, durable)) = put_away else { return Ok(()) };
    *cursor = durable;
    *kept += uids.len() as u64;
    after_fetch(line, &settings.after_fetch, &uids).await
}
