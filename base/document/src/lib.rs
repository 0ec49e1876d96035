//! Rules people write down as data, such as policies and rate cards: reading them strictly, and saying them in three languages.
//!
//! [`Reader`] walks a JSON document and collects every [`Fault`] with its path and remedy, so that an administrator mends a
//! document once and not fault by fault. [`Words`] is a sentence in the three languages of the house, [`Said`] one the
//! program brings itself. [`say`] writes amounts, numbers, dates and lists as each language does.
//!
//! Pure: no input or output, no clock. Knows neither policies nor prices.

mod fault;
mod node;
mod place;
mod read;
pub mod say;
mod words;

pub use fault::{Fault, distance, nearest};
pub use node::Node;
pub use place::{Object, Place};
pub use read::Reader;
pub use words::{Said, Words, fill, placeholders};
