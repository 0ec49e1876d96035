//! Scenes of the desk's domain, without pages: Mia writes, Ana answers, Ben leads, Lia looks on; each on both databases.

#[path = "../cast/mod.rs"]
mod cast;

mod acknowledging;
mod arriving;
mod assigning;
mod at_once;
mod attacks_on_threads;
mod bouncing;
mod clocks;
mod delivering;
mod describing;
mod drafting;
mod filtering;
mod following_up;
mod forgetting;
mod forwarding;
mod incidents;
mod leaving_traces;
mod linking;
mod listing;
mod many_at_once;
mod masking;
mod merging;
mod noting;
mod outlying;
mod promised_answers;
mod rearranging;
mod replying;
mod sending_later;
mod sharing;
mod siding;
mod splitting;
mod standing;
mod statuses;
mod summing_up;
mod swift_lists;
mod taking_back;
mod telling;
mod undoing;
mod undoing_links;
mod visibility;
