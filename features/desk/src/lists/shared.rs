//! What many look at in the same moment is found once: the rows and counts of a list are the same for everybody who sees the same inboxes.

use super::{Asked, View};
use crate::Viewer;
use db::{Trouble, Tx};
use std::any::Any;

/// What `find` answers for this list, or what it answered somebody else who sees the same of it. `what` names the question.
pub(super) fn of<T, F>(tx: &mut Tx<'_>, viewer: Viewer, asked: &Asked, what: &str, find: F) -> Result<T, Trouble>
where
    T: Any + Clone + Send + Sync,
    F: FnOnce(&mut Tx<'_>) -> Result<T, Trouble>,
{
    match key(tx, viewer, asked)? {
        None => find(tx),
        Some(key) => Ok((*tx.shared(format!("desk.{what} {key}"), find)?).clone()),
    }
}

/// What is the same for everybody to whom this list is the same; `None` where it is nobody else's.
pub(crate) fn key(tx: &mut Tx<'_>, viewer: Viewer, asked: &Asked) -> Result<Option<String>, Trouble> {
    if asked.view.is_some_and(is_personal) {
        return Ok(None);
    }
    let sight = crate::inboxes::sight(tx, viewer)?;
    Ok(Some(format!("{sight} {asked:?}")))
}

/// Whether a view holds something else for each agent.
const fn is_personal(view: View) -> bool {
    matches!(view, View::Mine | View::Mentions | View::FollowUps)
}
