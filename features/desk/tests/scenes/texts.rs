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

#[test]
fn every_search_that_is_taught_can_be_read_in_the_readers_own_words() {
    let texts: [(kit::Locale, &str); 3] = [
        (kit::Locale::En, include_str!("../../locales/en/finding.ftl")),
        (kit::Locale::Es, include_str!("../../locales/es/finding.ftl")),
        (kit::Locale::Zh, include_str!("../../locales/zh/finding.ftl")),
    ];
    let vocabulary = filter::Vocabulary { tags: vec!["vip".into()], ..filter::Vocabulary::default() };
    for (locale, text) in texts {
        let taught: Vec<&str> = text
            .lines()
            .filter_map(|line| line.strip_prefix("desk-search-try-")?.split_once(" = "))
            .map(|(_, typed)| typed)
            .collect();
        assert_eq!(taught.len(), 9, "{locale:?}");
        for typed in taught {
            let read = filter::parse_search(typed, &vocabulary).unwrap_or_else(|fault| panic!("{typed}: {fault:?}"));

            let written = read.written_for(locale).to_string();
            let keys = |text: &str| -> Vec<String> {
                let words = text.split([' ', '-']).filter_map(|term| term.split_once([':', '<', '>']));
                words.map(|(key, _)| key.replace("from", "customer")).collect()
            };
            assert_eq!(keys(typed), keys(&written), "{typed}: the keys are not the ones {locale:?} has");
        }
    }
}
