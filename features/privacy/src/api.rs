//! What is owed to people, for programs: holds, exports of one person, erasures with their proof, retention rules.

mod erasures;
mod exports;
mod holds;
mod retention;

use web::{Needs, Routes};

/// Every call of this room.
pub fn routes() -> Routes {
    holds::routes().merge(exports::routes()).merge(erasures::routes()).merge(retention::routes())
}

const EXPORT: Needs = Needs::Permission("privacy.export");
const ERASE: Needs = Needs::Permission("privacy.erase");
const HOLD: Needs = Needs::Permission("privacy.hold");
const RETAIN: Needs = Needs::Permission("privacy.retain");
