//! What the desk shows on a customer's page: their conversations, as far as the reader may see them.

use super::signs;
use crate::{Viewer, lists};
use customers::{CustomerId, CustomerPanels, timeline};
use db::{Trouble, Tx, Value};
use web::parts::{card, time};
use web::{Markup, SignedIn, html};

/// Given to the site among the customers' neighbours.
#[derive(Debug, Clone, Copy, Default)]
pub struct DeskPanels;

impl CustomerPanels for DeskPanels {
    fn sections(&self, tx: &mut Tx<'_>, signed_in: &SignedIn, customer: CustomerId) -> Result<Vec<Markup>, Trouble> {
        let asked = lists::Asked { customer: Some(customer.0), ..lists::Asked::default() };
        let lines = lists::page(tx, Viewer::of(signed_in), &asked)?;
        let (text, now) = (signed_in.t(), tx.now());
        let nameless = text.say("desk-no-subject");
        let listed = html! {
            @if lines.is_empty() { p.muted { (text.say("desk-customers-no-conversations")) } }
            @else {
                ul.related {
                    @for line in &lines {
                        li {
                            a href={ "/conversations/" (line.number) } {
                                span.truncate { @if line.subject.is_empty() { (nameless) } @else { (line.subject) } }
                                (time(text, line.last_activity_at, now, &signed_in.zone))
                                (signs::status(text, line.status))
                            }
                        }
                    }
                }
            }
        };
        Ok(vec![card(&text.say("desk-customers-conversations"), &listed)])
    }

    fn seen_conversations(&self, signed_in: &SignedIn) -> timeline::Seen {
        let viewer = Viewer::of(signed_in);
        (
            "activity.conversation_id IS NULL OR activity.conversation_id IN
                 (SELECT c.id FROM conversation c WHERE $? OR c.inbox_id IN (SELECT s.inbox_id FROM inbox_seen s WHERE s.agent_id = $?))",
            vec![Value::Boolean(viewer.sees_all), Value::Integer(viewer.agent)],
        )
    }
}
