//! Scenes of being welcomed: a new desk set up, the tour taken, the notes read, on both databases.

mod pages;
mod stage;
mod walking;

/// Every sentence stands in three languages and says the same words.
#[test]
fn every_sentence_stands_in_three_languages() {
    assert_eq!(web::text::faults(&[welcome::TEXTS]), Vec::<String>::new());
}
