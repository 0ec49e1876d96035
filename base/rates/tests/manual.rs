//! The rate cards in the manual are rate cards.

use kit::Locale;
use rates::{RateCard, Usage, calculate};

#[test]
fn every_rate_card_in_the_manual_parses_and_calculates() {
    let manual = include_str!("../../../docs/policies.md");
    let blocks = manual
        .split("```json rate-card\n")
        .skip(1)
        .map(|rest| rest.split("```").next().expect("before the fence"));
    let cards: Vec<RateCard> = blocks
        .map(|block| RateCard::parse(block).unwrap_or_else(|faults| panic!("{}\n{block}", faults[0])))
        .collect();

    assert_eq!(cards.len(), 1);
    let usage = Usage::new()
        .with("labour", 37)
        .with("parts", 12)
        .flagged("express")
        .at(jiff::civil::date(2026, 5, 2).at(10, 0, 0, 0));
    let bill = calculate(&cards[0], &usage).expect("all is given");
    // 25.00 + 2 × 18.00 + 10 × 1.50 + 2 × 0.90 = 77.80, a quarter more, and express.
    assert_eq!(bill.net.minor, 7780 + 1945 + 990, "{:#?}", bill.said(Locale::En));
}
