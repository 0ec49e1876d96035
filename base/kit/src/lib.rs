//! The types every room shares: moments, addresses, phone numbers, secrets, languages.
//!
//! Nothing here reads a file, a socket, a database or the wall clock; [`Clock`] is the single
//! place where the time of day enters the program, and tests bring their own.

mod caution;
mod clock;
mod country;
mod email_address;
pub mod formula;
mod hex;
pub mod hours;
mod locale;
mod moment;
pub mod money;
pub mod network;
mod phone;
mod secret;
mod when;

pub use caution::{Allowed, Caution};
pub use clock::Clock;
pub use country::country_name;
pub use email_address::{EmailAddress, NotAnEmail};
pub use hex::{hex, unhex};
pub use hours::WorkingHours;
pub use locale::{Locale, base_language};
pub use moment::Moment;
pub use money::{Currency, Money, MoneyFault, Rounding};
pub use network::{Network, Networks};
pub use phone::{NotAPhone, PhoneNumber};
pub use secret::{Key, Token, same_secret, sha256_hex};
pub use when::{NotATime, when, when_in};
