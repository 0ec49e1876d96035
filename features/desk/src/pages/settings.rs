//! The desk's settings: inboxes and who sees them, tags, fields.

mod effects;
mod fields;
pub mod inbox_extras;
mod inboxes;
mod macros;
mod masking;
mod tags;
mod targets;

use web::Routes;

pub fn routes() -> Routes {
    inboxes::routes()
        .merge(masking::routes())
        .merge(tags::routes())
        .merge(macros::routes())
        .merge(fields::routes())
        .merge(targets::routes())
}
