//! What belongs together there belongs together here.

use crate::known::{self, Known};
use crate::plan::{Became, Outcome, Plan};
use db::{Trouble, Work};
use desk::{ConversationId, taken_over};
use foreign::{Kind, Link, Reason, Thing};

/// Why two are not linked.
pub(crate) const HALF: &str = "one of the two is not in the export: they are not linked";

pub(crate) fn link(work: &mut Work<'_>, plan: &Plan, link: &Link, outcome: &mut Outcome) -> Result<Became, Trouble> {
    let id = Thing::Link(link.clone()).id();
    if known::find(work, &plan.source, Kind::Link, &id)?.is_some() {
        return Ok(Became::Same);
    }
    let from = known::ours(work, &plan.source, Kind::Conversation, &link.from)?;
    let to = known::ours(work, &plan.source, Kind::Conversation, &link.to)?;
    let (Some(from), Some(to)) = (from, to) else {
        outcome.note(&format!("link {} to {}", link.from, link.to), HALF);
        return Ok(Became::Same);
    };
    let reason = match link.reason {
        Reason::Merged => "merged",
        Reason::Continues => "continues",
        Reason::Related => "related",
    };
    let made = taken_over::link(work, ConversationId(from), ConversationId(to), reason)?;
    let known = Known {
        our_id: from,
        fingerprint: Thing::Link(link.clone()).fingerprint(),
        stood: String::new(),
    };
    known::remember(work, &plan.source, Kind::Link, &id, &known)?;
    Ok(if made { Became::New } else { Became::Same })
}
