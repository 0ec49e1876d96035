//! Every sentence is written in three languages and says the same words.

#[test]
fn every_sentence_stands_in_three_languages() {
    assert_eq!(web::text::faults(&[desk::TEXTS]), Vec::<String>::new());
}

#[test]
fn the_filter_a_field_suggests_is_understood_at_a_desk_without_a_single_name() {
    let catalogues = ["en", "es", "zh"].map(|language| {
        let path = format!("{}/locales/{language}/desk.ftl", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).expect("a catalogue")
    });

    for text in catalogues {
        let suggested = text.lines().find_map(|line| line.strip_prefix("desk-filter-placeholder = ")).expect("a suggestion");
        assert!(filter::parse(suggested, &filter::Vocabulary::default()).is_ok(), "{suggested}");
    }
}
