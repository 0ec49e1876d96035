//! The API as a whole: real tokens, real rights, real verbs, on both databases.

mod asking;
mod attacks;
mod conversations;
mod events;
mod keys;
mod log;
mod pages;
mod stage;
mod tokens;
