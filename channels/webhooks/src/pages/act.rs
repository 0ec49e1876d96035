//! The buttons of a receiver's page.

use crate::{CourierOf, MessageId, WebhookId, messages, webhook, webhooks};
use axum::extract::{Path, State};
use axum::response::Redirect;
use db::{Trouble, Work};
use web::{Problem, SignedIn, Site, see_other};

pub(super) async fn act(State(site): State<Site>, signed_in: SignedIn, Path((id, word)): Path<(i64, String)>) -> Result<Redirect, Problem> {
    let (id, viewer) = (WebhookId(id), signed_in.agent_id);
    let verb: fn(&mut Work<'_>, WebhookId, i64) -> Result<(), Trouble> = match word.as_str() {
        "test" => |work, id, _| {
            let found = webhooks::find(work, id)?;
            messages::test(work, &found)
        },
        "pause" => |work, id, _| webhook::pause(work, id, "by-hand"),
        "resume" => webhook::resume,
        "rotate" => |work, id, _| webhook::rotate(work, id).map(drop),
        "drop-old" => |work, id, _| webhook::drop_old_secret(work, id),
        "replay-dead" => |work, id, _| messages::replay_dead(work, id).map(drop),
        "end" => |work, id, _| webhook::end(work, id),
        _ => return Err(Problem::not_found()),
    };
    site.db()
        .work(signed_in.actor(), move |work| {
            work.keep_quietly("a press that changed nothing");
            verb(work, id, viewer)
        })
        .await?;
    site.service::<CourierOf>().0.wake.notify_waiters();
    if word == "end" {
        return Ok(see_other("/settings/webhooks"));
    }
    Ok(see_other(&format!("/settings/webhooks/{id}?done={word}")))
}

pub(super) async fn replay(State(site): State<Site>, signed_in: SignedIn, Path((id, raw)): Path<(i64, i64)>) -> Result<Redirect, Problem> {
    site.db()
        .work(signed_in.actor(), move |work| {
            let message = messages::find(work, MessageId(raw))?;
            if message.webhook != WebhookId(id) {
                return Err(Trouble::NotFound("message"));
            }
            messages::replay(work, message.id)
        })
        .await?;
    site.service::<CourierOf>().0.wake.notify_waiters();
    Ok(see_other(&format!("/settings/webhooks/{id}?done=replay")))
}
