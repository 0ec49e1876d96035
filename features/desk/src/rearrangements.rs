//! Questions about merges, splits and moves: which can still be undone, and which conversations they touch.

use crate::{ConversationId, InboxId, Viewer, Visible, inboxes};
use db::{Trouble, Tx, sql};

/// The rearrangements of this conversation, from either end, that nobody has undone.
pub fn undoable(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<Vec<i64>, Trouble> {
    sql("SELECT id FROM rearrangement WHERE (conversation_id = $1 OR other_id = $1) AND undone_at IS NULL ORDER BY id")
        .with(conversation)
        .all(tx)
}

/// The conversations a rearrangement touched; whoever undoes it must see them.
pub fn touched(tx: &mut Tx<'_>, rearrangement: i64) -> Result<(ConversationId, Option<ConversationId>), Trouble> {
    sql("SELECT conversation_id, other_id FROM rearrangement WHERE id = $1")
        .with(rearrangement)
        .only(tx, "rearrangement")
}

/// The inbox a move to another inbox would go back to; whoever undoes it must see that one too.
pub fn came_from_inbox(tx: &mut Tx<'_>, rearrangement: i64) -> Result<Option<i64>, Trouble> {
    let (kind, detail): (String, String) = sql("SELECT kind, detail FROM rearrangement WHERE id = $1")
        .with(rearrangement)
        .only(tx, "rearrangement")?;
    if kind != "inbox" {
        return Ok(None);
    }
    let detail: serde_json::Value =
        serde_json::from_str(&detail).map_err(|e| Trouble::Shape(format!("rearrangement {rearrangement}: {e}")))?;
    Ok(detail.get("inbox").and_then(serde_json::Value::as_i64))
}

/// Refuses whoever does not see both ends, and the inbox a move would go back to.
pub fn must_see_all_of(tx: &mut Tx<'_>, viewer: Viewer, rearrangement: i64) -> Result<(), Trouble> {
    let (conversation, other) = touched(tx, rearrangement)?;
    let ends: [Option<ConversationId>; 2] = [Some(conversation), other];
    for end in ends.into_iter().flatten() {
        Visible::find(tx, viewer, end)?;
    }
    let back_to = came_from_inbox(tx, rearrangement)?.map(InboxId);
    let seen = inboxes::keys_seen_by(tx, viewer)?;
    if back_to.is_some_and(|inbox| !seen.contains(&inbox.0)) {
        Err(Trouble::NotFound("inbox"))
    } else {
        Ok(())
    }
}
