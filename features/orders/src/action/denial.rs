//! A no that somebody only looked at. A preview changes nothing, and nobody confirms what is denied: without this file the
//! everyday no would leave no trace, and neither reports nor the test bench would know of it.

use super::preview::consider;
use super::{Origin, Request};
use crate::{Event, verdict};
use db::{Trouble, Work};

/// Keeps the verdict of a preview that was denied, for whoever acts. Asked again and judged by the same facts, it is kept
/// once; what is allowed by now is not kept here, for confirming it does.
pub fn keep_denial(work: &mut Work<'_>, request: &Request, origin: &Origin, conversation: Option<i64>) -> Result<(), Trouble> {
    let actor = work.actor;
    let considered = consider(work, actor, request, origin)?;
    let preview = &considered.preview;
    work.keep_quietly("the same no was kept before, or it is none any more");
    if preview.is_possible() {
        return Ok(());
    }
    let (id, is_new) = verdict::keep_no(work, preview, considered.place.as_ref(), &considered.facts, considered.policy)?;
    if !is_new {
        return Ok(());
    }
    work.record(&Event::ActionDenied {
        customer: preview.customer.map(|c| c.0),
        order: preview.order.map(|o| o.0),
        conversation,
        verb: preview.verb.clone(),
        code: preview.verdict.code.clone(),
        verdict: id.0,
    })
}
