//! What scenes stand on: a fresh database on either engine and a clock to move.
//!
//! Each scene has its own file or schema, gone afterwards. The cast (Mia, Ana, Ben …) lives with the features that know
//! them; here is only the floor. Nothing here is part of the product.

mod place;
mod shelf;
mod whole;

pub use place::{TestPlace, everywhere, place_on_postgres, place_on_sqlite};
pub use shelf::Shelf;
pub use testkit_macros::both_databases;
pub use whole::{Rows, every_row, every_row_reaching, off, places_of};

use db::{Database, Migration};
use kit::{Clock, Moment};

/// A Tuesday: 2026-03-10 09:00 UTC. Every scene begins here.
pub const TUESDAY_MORNING: Moment = Moment::from_seconds(1_773_133_200);

/// Something a scene can be played on.
pub trait Stage: Sized {
    /// Builds the stage on a fresh database.
    fn set_up(place: TestPlace) -> impl Future<Output = Self> + Send;
}

/// A database with the given migrations, its clock, and the folder or schema that goes with it.
pub struct TestDatabase {
    pub db: Database,
    pub clock: Clock,
    /// Dropped last: takes the file or schema away.
    pub place: TestPlace,
}

impl TestDatabase {
    /// Opens a fresh database at [`TUESDAY_MORNING`].
    pub fn open(place: TestPlace, migrations: &[Migration]) -> Self {
        let clock = Clock::set_to(TUESDAY_MORNING);
        let db = match Database::open(place.place(), migrations, clock.clone()) {
            Ok(db) => db,
            Err(e) => panic!("the test database did not open: {e}"),
        };
        Self { db, clock, place }
    }
}

impl Stage for TestDatabase {
    async fn set_up(place: TestPlace) -> Self {
        Self::open(place, db::MIGRATIONS)
    }
}
