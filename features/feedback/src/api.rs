//! Ratings for programs: what customers said, and what each inbox asks. A rating is shown to who sees its conversation's inbox.

mod ratings;
mod surveys;

use web::Routes;

/// Every call of this room.
pub fn routes() -> Routes {
    ratings::routes().merge(surveys::routes())
}
