//! When two customers turn out to be one person, what they said goes along, and comes back if the merge is undone.

use crate::RatingId;
use customers::{CustomerId, Follows};
use db::{Trouble, Work, sql};

/// Moves ratings with their customer.
#[derive(Debug, Clone, Copy, Default)]
pub struct FollowCustomers;

impl Follows for FollowCustomers {
    fn feature(&self) -> &'static str {
        "feedback"
    }

    fn move_customer(&self, work: &mut Work<'_>, from: CustomerId, to: CustomerId) -> Result<serde_json::Value, Trouble> {
        let moved: Vec<RatingId> = sql("SELECT id FROM rating WHERE customer_id = $1 ORDER BY id").with(from).all(work)?;
        sql("UPDATE rating SET customer_id = $2 WHERE customer_id = $1").with(from).with(to).run(work)?;
        let moved: Vec<i64> = moved.into_iter().map(|rating| rating.0).collect();
        serde_json::to_value((from.0, to.0, moved)).map_err(|e| Trouble::Shape(format!("moved ratings did not serialise: {e}")))
    }

    fn move_back(&self, work: &mut Work<'_>, moved: serde_json::Value) -> Result<(), Trouble> {
        let (from, to, ratings): (i64, i64, Vec<i64>) =
            serde_json::from_value(moved).map_err(|e| Trouble::Shape(format!("moved ratings: {e}")))?;
        for rating in ratings {
            sql("UPDATE rating SET customer_id = $2 WHERE id = $1 AND customer_id = $3")
                .with(rating)
                .with(from)
                .with(to)
                .run(work)?;
        }
        Ok(())
    }
}
