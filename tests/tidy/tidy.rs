//! The house rules that no compiler knows: how files open and are named, which crate may know which, that documents
//! point at what exists, that every sentence is said in three languages, that pages carry no inline script.
//!
//! Every rule is a plain function from sources to complaints, tried first on an offender it must catch and then on the
//! repository. A complaint names the place, the rule and the remedy.

mod arrows;
mod documents;
mod files;
mod journeys;
mod markup;
mod sentences;
mod sources;

/// Fails with all complaints at once, so that one run shows everything there is to mend.
#[track_caller]
fn nothing_to_mend(complaints: Vec<String>) {
    assert!(complaints.is_empty(), "{} to mend:\n  {}\n", complaints.len(), complaints.join("\n  "));
}
