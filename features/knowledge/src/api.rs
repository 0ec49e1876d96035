//! Articles for programs: the same verbs as the pages, with the same refusals. Who may not write finds what is published.

mod articles;
mod shown;
mod versions;

use web::Routes;

/// Every call of this room.
pub fn routes() -> Routes {
    articles::routes().merge(versions::routes())
}
