//! The API as a whole: real tokens, real rights, real verbs, on both databases.

mod ahead;
mod articles;
mod asking;
mod attacks;
mod beside;
mod conversations;
mod doubles;
mod events;
mod following;
mod illegal;
mod keys;
mod log;
mod order_desk;
mod outside;
mod pages;
mod privacy;
mod ratings;
mod searching;
mod services;
mod shop;
mod stage;
mod suggesting;
mod tokens;
mod translating;
mod webhooks;
