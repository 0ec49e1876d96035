//! What happens to a message on the server once it is kept here. The mail is safe by then, so a refusal is logged and nothing more.

use super::folder_name::to_imap;
use super::line::Line;
use super::plan::uid_set;
use super::session::quoted;
use super::{AfterFetch, Ailment};

/// Marks or moves the messages just kept. An error means the connection itself is gone.
pub(super) async fn after_fetch(line: &mut Line, action: &AfterFetch, kept: &[u32]) -> Result<(), Ailment> {
    if kept.is_empty() {
        return Ok(());
    }
    let set = uid_set(kept.iter().copied());
    let done = match action {
        AfterFetch::Leave => true,
        AfterFetch::MarkSeen => line.try_ask(&format!("UID STORE {set} +FLAGS.SILENT (\\Seen)")).await?,
        AfterFetch::MoveTo(folder) => move_to(line, &set, &quoted(&to_imap(folder))?).await?,
    };
    if !done {
        tracing::warn!(
            ?action,
            messages = kept.len(),
            "the mail server refused to mark or move fetched mail; it is kept here all the same"
        );
    }
    Ok(())
}

/// MOVE where the server has it (RFC 6851), else COPY and delete; a plain EXPUNGE would also remove what other programs marked.
async fn move_to(line: &mut Line, set: &str, folder: &str) -> Result<bool, Ailment> {
    if line.can("MOVE") {
        return line.try_ask(&format!("UID MOVE {set} {folder}")).await;
    }
    let copied = line.try_ask(&format!("UID COPY {set} {folder}")).await?;
    if !copied || !line.try_ask(&format!("UID STORE {set} +FLAGS.SILENT (\\Deleted)")).await? {
        return Ok(false);
    }
    match line.can("UIDPLUS") {
        true => line.try_ask(&format!("UID EXPUNGE {set}")).await,
        false => Ok(true),
    }
}
