//! Taking over another desk: what `foreign` reads becomes ours, once, silently, and as it stood there.
//!
//! Cast: a [`Plan`] says from where and where to; [`take_over`] takes everything in, handful by handful, each in one unit of work;
//! [`foresee`] says what that would come to and changes nothing; a [`Tally`] counts. The table `taken_over` remembers what each
//! thing became and how it stood when it was last taken, so that the next run takes only what changed there and leaves alone what
//! was changed here. It is killed and begun again wherever one likes: what is not remembered was not taken.
//!
//! It promises that no mail, notice, target or webhook about a conversation, customer or company follows from it, that what was
//! private there is a note here, that whoever was erased here is not brought back, and that what cannot be taken is named with its reason. Teams, agents, macros and fields are made
//! by the ordinary verbs, as if an administrator made them. It refuses to know any product.

mod answers;
mod conversations;
mod directory;
mod erased;
mod files;
mod foresee;
mod known;
mod links;
mod messages;
mod plan;
mod staff;
mod take;

pub use foresee::foresee;
pub use plan::{Counts, Note, Plan, Tally};
pub use take::take_over;

/// The schema of this room.
pub const MIGRATIONS: &[db::Migration] = &[db::Migration {
    feature: "takeover",
    number: 1,
    name: "taken_over",
    sql: include_str!("../migrations/0001_taken_over.sql"),
}];
