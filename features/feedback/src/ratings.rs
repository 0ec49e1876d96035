//! Questions about ratings, always through somebody's eyes: a rating is seen by those who see its conversation's inbox (attack 26).

use crate::RatingId;
use db::{Conditions, FromRow, Trouble, Tx, sql};
use desk::Viewer;
use kit::Moment;

/// A question that was asked, and what was said.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Rating {
    pub id: RatingId,
    pub conversation: i64,
    /// The number people see.
    pub number: i64,
    pub customer: i64,
    pub inbox: i64,
    pub team: Option<i64>,
    /// Who resolved it, or had it then.
    pub agent: Option<i64>,
    pub value: Option<i64>,
    pub comment: String,
    pub asked_at: Moment,
    pub rated_at: Option<Moment>,
}

/// Those that fit and may be seen, the newest question first.
pub fn seen_by(tx: &mut Tx<'_>, viewer: Viewer, narrow: Conditions, limit: i64) -> Result<Vec<Rating>, Trouble> {
    sql("SELECT r.id, r.conversation_id, c.number, r.customer_id, r.inbox_id, r.team_id, r.agent_id, r.value, r.comment, r.asked_at, r.rated_at
           FROM rating r JOIN conversation c ON c.id = r.conversation_id
          WHERE ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))")
    .with(viewer.agent)
    .with(viewer.sees_all)
    .narrowed(narrow, &format!("ORDER BY r.id DESC LIMIT {limit}"))
    .all(tx)
}

/// What a customer said last, the newest first.
pub fn last_of(tx: &mut Tx<'_>, viewer: Viewer, customer: i64, most: i64) -> Result<Vec<Rating>, Trouble> {
    let mut narrow = Conditions::new();
    narrow.add_with("r.customer_id = $?", customer).add("r.value IS NOT NULL");
    seen_by(tx, viewer, narrow, most)
}

/// How a customer's ratings stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, FromRow)]
pub struct Standing {
    /// How often they were asked.
    pub asked: i64,
    /// How often they said something.
    pub given: i64,
    /// Everything they gave, added up.
    pub total: i64,
}

impl Standing {
    /// The average in tenths, rounded: 43 is 4.3. `None` while nothing was said.
    pub const fn tenths(&self) -> Option<i64> {
        if self.given == 0 {
            None
        } else {
            Some((self.total * 20 + self.given) / (self.given * 2))
        }
    }
}

/// Counts a customer's.
pub fn standing(tx: &mut Tx<'_>, viewer: Viewer, customer: i64) -> Result<Standing, Trouble> {
    sql("SELECT COUNT(*), COUNT(r.value), CAST(COALESCE(SUM(r.value), 0) AS BIGINT)
           FROM rating r JOIN conversation c ON c.id = r.conversation_id
          WHERE r.customer_id = $3 AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))")
    .with(viewer.agent)
    .with(viewer.sees_all)
    .with(customer)
    .only(tx, "standing")
}

/// The question a message of ours asks.
pub(crate) fn of_message(tx: &mut Tx<'_>, message: desk::MessageId) -> Result<Option<(RatingId, String, String)>, Trouble> {
    sql("SELECT id, question, language FROM rating WHERE message_id = $1 ORDER BY id DESC LIMIT 1")
        .with(message)
        .one(tx)
}

#[cfg(test)]
mod tests {
    use super::Standing;

    #[test]
    fn an_average_is_rounded_to_a_tenth() {
        let table = [(0, 0, None), (1, 5, Some(50)), (3, 13, Some(43)), (3, 14, Some(47)), (4, 13, Some(33)), (8, 26, Some(33))];
        for (given, total, tenths) in table {
            assert_eq!(Standing { asked: 9, given, total }.tenths(), tenths, "{total} of {given}");
        }
    }
}
