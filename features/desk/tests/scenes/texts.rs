//! Every sentence is written in three languages and says the same words.

#[test]
fn every_sentence_stands_in_three_languages() {
    assert_eq!(web::text::faults(&[desk::TEXTS]), Vec::<String>::new());
}
