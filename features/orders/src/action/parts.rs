//! Parts of requests that several actions share.

use serde::{Deserialize, Serialize};

/// So many pieces of what has this SKU.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    pub sku: String,
    #[serde(default = "one")]
    pub count: i64,
}

const fn one() -> i64 {
    1
}

/// More pieces than anybody orders on the phone; a typing mistake above it is refused.
pub(super) const MOST_PIECES: i64 = 1_000;
