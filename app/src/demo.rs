//! The demo company: Kettle & Co., its people, its customers, and days to replay.

pub mod company;
pub mod day;
mod knowledge;
pub mod letters;
pub mod macros;
pub mod post_office;
mod ratings;
mod shelves;
mod shop;
