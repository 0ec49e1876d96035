//! Doing what follows, as far as it changes rows.

use super::Reaction::{
    Acknowledge, CarryOut, LookForDoubles, NoticeLanguage, PlanDigest, PlanQuestion, Recognise, SettleDue, TellAsker, TellColleagues,
    TellResponsible,
};
use super::{follows, identity, responsible};
use crate::event::Event;
use agents::Event as A;
use db::Trouble;
use desk::Event as D;
use orders::Event as O;
use std::collections::BTreeSet;

/// Whether something follows that changes rows, and so is done in a unit of work.
pub fn changes_rows(event: &Event) -> bool {
    follows(event).iter().any(|reaction| {
        matches!(
            reaction,
            Acknowledge
                | CarryOut
                | LookForDoubles
                | NoticeLanguage
                | PlanDigest
                | PlanQuestion
                | Recognise
                | SettleDue
                | TellAsker
                | TellColleagues
                | TellResponsible
        )
    })
}

/// Does in a unit of work what changes rows; each event comes here once.
pub fn react<'a>(work: &mut db::Work<'_>, events: impl IntoIterator<Item = &'a Event>) -> Result<(), Trouble> {
    let mut at_the_end = AtTheEnd::default();
    for event in events {
        react_to(work, event, &mut at_the_end)?;
    }
    at_the_end.done(work)
}

/// What is worked out from how things stand: once for all that happened, however many events ask for it.
#[derive(Default)]
struct AtTheEnd {
    /// Conversations whose next answer may be due at another time.
    due: BTreeSet<desk::ConversationId>,
    /// Customers who may be like others now.
    alike: BTreeSet<customers::CustomerId>,
}

impl AtTheEnd {
    fn done(self, work: &mut db::Work<'_>) -> Result<(), Trouble> {
        self.due.into_iter().try_for_each(|conversation| desk::targets::settle(work, conversation))?;
        self.alike.into_iter().try_for_each(|customer| identity::look_for_doubles(work, customer))
    }
}

fn react_to(work: &mut db::Work<'_>, event: &Event, at_the_end: &mut AtTheEnd) -> Result<(), Trouble> {
    for reaction in follows(event) {
        match (reaction, event) {
            (Acknowledge, Event::Desk(D::ConversationOpened { conversation, .. })) => {
                let conversation = desk::conversations::find(work, *conversation)?;
                conversation.acknowledge(work)?;
            }
            (CarryOut, Event::Orders(O::ActionDone { action, order: Some(order), .. })) => {
                shops::errands::follow(work, *action, orders::OrderId(*order))?;
            }
            (CarryOut, Event::Orders(O::OrderShipped { shipment, order, .. })) => {
                shops::errands::sent(work, *shipment, orders::OrderId(*order))?;
            }
            (PlanDigest, Event::Agents(A::ProfileChanged { agent, .. })) => desk::notices::digest::plan_anew(work, *agent)?,
            (PlanQuestion, Event::Desk(D::Resolved { conversation })) => feedback::asking::plan(work, *conversation)?,
            (SettleDue, Event::Desk(event)) => at_the_end.due.extend(event.conversations()),
            (Recognise, Event::Desk(D::MessageArrived { conversation, customer, message, .. })) => {
                identity::recognise(work, *conversation, customers::CustomerId(*customer), *message)?;
            }
            (NoticeLanguage, Event::Desk(D::MessageArrived { customer, message, automatic: false, .. })) => {
                identity::notice_language(work, customers::CustomerId(*customer), *message)?;
            }
            (LookForDoubles, event) => at_the_end.alike.extend(identity::who_may_be_doubles(event)),
            (TellResponsible, Event::Shops(event)) => responsible::tell(work, event)?,
            (TellAsker, event) => tell_asker(work, event)?,
            (TellColleagues, Event::Desk(event)) => desk::notices::tell(work, event)?,
            _ => {}
        }
    }
    Ok(())
}

/// Only where it was asked in a conversation; everybody finds their requests on the page of approvals.
fn tell_asker(work: &mut db::Work<'_>, event: &Event) -> Result<(), Trouble> {
    let Event::Orders(O::ApprovalGiven { approval, .. } | O::ApprovalRefused { approval, .. } | O::ApprovalVoid { approval, .. }) = event
    else {
        return Ok(());
    };
    let approval = orders::approvals::find(work, orders::approvals::ApprovalId(*approval))?;
    match (approval.asker(), approval.conversation) {
        (db::Actor::Agent(agent), Some(conversation)) => desk::notices::decided(work, agent, desk::ConversationId(conversation)),
        _ => Ok(()),
    }
}
