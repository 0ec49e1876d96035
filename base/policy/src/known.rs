//! The tables of names a policy may use: facts, their values, actions, disclosures. Documents, editor and reading use these.

pub(crate) mod actions;
pub(crate) mod facts;
pub(crate) mod values;
