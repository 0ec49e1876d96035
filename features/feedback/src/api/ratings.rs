//! What customers were asked and what they said.

use crate::ratings::{self, Rating};
use crate::{RatingId, VALUES};
use axum::extract::Path;
use axum::response::Response;
use db::Conditions;
use desk::{ConversationId, Viewer, Visible};
use serde::{Deserialize, Serialize};
use web::api::{IntoParams, List, Look, Reply, Time, ToSchema, get};
use web::{Needs, Problem, Routes};

const SEE: Needs = Needs::Permission("conversations.see");

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/ratings", SEE, list)
                .says("List what customers were asked and what they said, the newest question first")
                .explains("Only of conversations you see. Without `given` also questions nobody answered.")
                .asks::<Filter>()
                .lists::<Shown>(),
        )
        .api(
            get("/api/v1/conversations/{id}/ratings", SEE, of_conversation)
                .says("List what a conversation's customer was asked and said, the newest question first")
                .gives::<Ratings>(),
        )
}

/// Which ratings to list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
struct Filter {
    #[param(required = false)]
    customer: Option<i64>,
    /// The agent who resolved the conversation.
    #[param(required = false)]
    agent: Option<i64>,
    #[param(required = false)]
    team: Option<i64>,
    /// Where the conversation was when its customer was asked.
    #[param(required = false)]
    inbox: Option<i64>,
    /// This value, 1 to 5.
    #[param(required = false)]
    value: Option<i64>,
    /// `true`: only where the customer said something; `false`: only where they did not.
    #[param(required = false)]
    given: Option<bool>,
    /// Only those asked at this time or later.
    #[param(value_type = Time, required = false)]
    asked_since: Option<Time>,
}

impl Filter {
    fn conditions(&self) -> Result<Conditions, Problem> {
        let mut narrow = Conditions::new();
        for (condition, key) in [
            ("r.customer_id = $?", self.customer),
            ("r.agent_id = $?", self.agent),
            ("r.team_id = $?", self.team),
            ("r.inbox_id = $?", self.inbox),
            ("r.value = $?", self.value),
        ] {
            if let Some(key) = key {
                narrow.add_with(condition, key);
            }
        }
        if self.value.is_some_and(|value| !VALUES.contains(&value)) {
            return Err(Problem::wrong_field("value", "expected 1 to 5"));
        }
        match self.given {
            Some(true) => drop(narrow.add("r.value IS NOT NULL")),
            Some(false) => drop(narrow.add("r.value IS NULL")),
            None => {}
        }
        if let Some(Time(since)) = self.asked_since {
            narrow.add_with("r.asked_at >= $?", since);
        }
        Ok(narrow)
    }
}

/// A question to a customer, and what they said.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Rating)]
struct Shown {
    id: i64,
    conversation: i64,
    customer: i64,
    inbox: i64,
    team: Option<i64>,
    /// Who resolved the conversation.
    agent: Option<i64>,
    /// 1 (very bad) to 5 (very good); `null` while they have said nothing.
    value: Option<i64>,
    /// In their words; empty if they wrote none.
    comment: String,
    asked_at: Time,
    rated_at: Option<Time>,
}

impl From<Rating> for Shown {
    fn from(one: Rating) -> Self {
        Self {
            id: one.id.0,
            conversation: one.conversation,
            customer: one.customer,
            inbox: one.inbox,
            team: one.team,
            agent: one.agent,
            value: one.value,
            comment: one.comment,
            asked_at: Time(one.asked_at),
            rated_at: one.rated_at.map(Time),
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
struct Ratings {
    data: Vec<Shown>,
}

async fn list(list: List<Filter>) -> Result<Response, Problem> {
    let (viewer, mut narrow) = (Viewer::of(&list), list.asked.conditions()?);
    if let Some(RatingId(after)) = list.after::<i64>()?.map(RatingId) {
        narrow.add_with("r.id < $?", after);
    }
    list.answer(
        |one: &Shown| one.id,
        move |tx, limit| Ok(ratings::seen_by(tx, viewer, narrow, limit)?.into_iter().map(Shown::from).collect()),
    )
    .await
}

async fn of_conversation(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    let viewer = Viewer::of(&look);
    look.answer(move |tx| {
        let seen = Visible::find(tx, viewer, ConversationId(id))?;
        let mut narrow = Conditions::new();
        narrow.add_with("r.conversation_id = $?", seen.id);
        let all = ratings::seen_by(tx, viewer, narrow, 100)?;
        Reply::one(&Ratings { data: all.into_iter().map(Shown::from).collect() })
    })
    .await
}
