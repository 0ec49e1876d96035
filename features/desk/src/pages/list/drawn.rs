//! Rows that are drawn already. Two hundred who look at one list ask for it in the same moment: each row is drawn once for all to whom it looks the
//! same. Only the one somebody has open is drawn for them alone, and those at which somebody looks: nobody sees themselves.

use super::Listed;
use super::rows::Rows;
use crate::{ConversationId, Viewer, lists};
use db::{Trouble, Tx};
use std::sync::Arc;
use web::{PreEscaped, SignedIn};

/// The rows of a list in its order, none where it is nobody else's.
#[derive(Default)]
pub struct Drawn {
    rows: Arc<Vec<(ConversationId, String)>>,
    is_beside: bool,
}

impl Drawn {
    /// `is_beside`: whether a conversation is open beside the list.
    pub fn of(tx: &mut Tx<'_>, who: &SignedIn, list: &Listed, is_beside: bool) -> Result<Self, Trouble> {
        let Some(key) = lists::shared::key(tx, Viewer::of(who), &list.asked)? else {
            return Ok(Self::default());
        };
        let Listed { place, wanted, view, .. } = list;
        // Whatever a row shows or leads to, but the data.
        let key = format!("desk.drawn {key} {place:?} {wanted:?} {is_beside} {view:?} {:?} {}", who.locale, who.zone);
        let rows = tx.shared(key, |_| {
            let rows = Rows { who, list, current: None };
            let drawn = |line: &lists::Line| (line.id, rows.row(line, is_beside, &[]).into_string());
            Ok(list.lines.iter().map(drawn).collect::<Vec<_>>())
        })?;
        Ok(Self { rows, is_beside })
    }

    /// The row at this place, if it is drawn and is that conversation's.
    pub fn row(&self, at: usize, conversation: ConversationId, is_beside: bool) -> Option<PreEscaped<&str>> {
        let (drawn, row) = self.rows.get(at).filter(|_| self.is_beside == is_beside)?;
        (*drawn == conversation).then_some(PreEscaped(row.as_str()))
    }
}
