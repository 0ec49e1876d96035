//! What an agent can do to a conversation: each verb a POST that answers with the conversation as it is then, and, where
//! there is a way back, a toast that offers it.

pub mod assign;
pub mod describe;
pub mod follow;
pub mod message_menu;
pub mod messages;
pub mod other;
pub mod rearrange;
pub mod snooze;
pub mod status;
pub mod tags;

use web::Routes;

pub fn routes() -> Routes {
    assign::routes()
        .merge(status::routes())
        .merge(snooze::routes())
        .merge(tags::routes())
        .merge(describe::routes())
        .merge(follow::routes())
        .merge(rearrange::routes())
        .merge(messages::routes())
        .merge(other::routes())
        .merge(message_menu::routes())
}
