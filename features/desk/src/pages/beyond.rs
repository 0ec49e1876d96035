//! What macros can begin in other rooms: an action on an order, say. Given by the app; the desk keeps what was chosen, leads
//! there, and goes on with the macro's words when it is done. It never learns what the action is.

use crate::macros::Begins;
use std::sync::Arc;
use web::{Fields, Markup, SignedIn, Text, html};

/// Another room's actions, as macros need them.
pub trait Beyond: Send + Sync {
    /// Whether this agent may begin any.
    fn may(&self, who: &SignedIn) -> bool;
    /// The fields by which one is chosen on a macro's page, filled in.
    fn fields(&self, text: &Text, chosen: Option<&Begins>) -> Markup;
    /// What was chosen.
    fn chosen(&self, fields: &Fields) -> Option<Begins>;
    /// It in words.
    fn said(&self, text: &Text, begins: &Begins) -> String;
    /// Where it begins for this customer; from there one comes back with the macro's key. Nothing is done by going there.
    fn address(&self, begins: &Begins, customer: i64, conversation: i64, then: i64) -> String;
}

/// Put into the site with `.with(Elsewhere(…))`.
pub struct Elsewhere(pub Arc<dyn Beyond>);

/// For a desk alone: macros begin nothing.
pub struct NothingBeyond;

impl Beyond for NothingBeyond {
    fn may(&self, _: &SignedIn) -> bool {
        false
    }

    fn fields(&self, _: &Text, _: Option<&Begins>) -> Markup {
        html! {}
    }

    fn chosen(&self, _: &Fields) -> Option<Begins> {
        None
    }

    fn said(&self, _: &Text, begins: &Begins) -> String {
        begins.what.clone()
    }

    fn address(&self, _: &Begins, _: i64, conversation: i64, _: i64) -> String {
        super::address(conversation)
    }
}
