//! Scenes at the door, with real sockets and short patience: who keeps us waiting goes, who is merely slow stays, and nobody else notices.

mod flood;
mod listening;
mod private;
mod slow;
mod stage;
