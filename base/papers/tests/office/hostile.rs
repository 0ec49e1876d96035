//! Whatever customers, shops and importers put into texts: nothing panics, the XML stays well-formed and says the same,
//! the PDF stays archivable (krilla refuses to write one that is not).

use crate::cast::{invoice, line, tax, unpaid};
use crate::xml;
use papers::{Line, Paper, Particulars, einvoice, print};
use proptest::prelude::*;

const NASTY: [&str; 14] = [
    "<script>alert('&amp;')</script> ]]> <!-- \"quoted\" -->",
    "\u{0}\u{1}\u{8}\u{b}\u{1b}[31mred\u{7f}\u{85}",
    "\u{202e}gnp.exe\u{2066}\u{2069}\u{200f}",
    "👩‍👩‍👧‍👦 🫖 ❤️ 🇩🇪",
    "مرحبا بالعالم שלום हैलो 안녕하세요",
    "e\u{301}\u{301}\u{301}\u{323} Z\u{351}\u{36b}\u{343}algo",
    "\u{fffe}\u{ffff}\u{1fffe}\u{fdd0}\u{e000}\u{f0000}\u{10ffff}",
    "\u{feff}\u{200b}\u{ad}\u{2060}a\u{fe0f}",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "一二三四五六七八九十百千萬億兆京垓秭穰溝澗正載極恆河沙阿僧祇那由他不可思議無量大數",
    "=cmd|' /C calc'!A0",
    "\n\n\na\r\n\r\nb\tc\u{2028}d",
    "&#x0; &#0; %s %n {} ${x} $1",
    "ﬃ ǆ Ω Å ½ ㎏ ①",
];

#[test]
fn what_nobody_should_type_is_printed_and_written_all_the_same() {
    for nasty in NASTY {
        stands(with_text(nasty), nasty);
    }
    let all = NASTY.concat();
    stands(with_text(&all.repeat(2)), &all);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_a_paper(text in any::<String>(), long in "\\PC{0,400}") {
        stands(with_text(&format!("a{text}")), &text);
        stands(with_text(&format!("b{long}")), &long);
    }
}

fn stands(particulars: Particulars, told: &str) {
    // A text of nothing but what is left out is missing, and that is refused in words.
    let Ok(paper) = Paper::reckoned(particulars, crate::cast::eur("0.00")) else { return };
    let pdf = print(&paper).unwrap_or_else(|fault| panic!("{told:?}: {fault}"));
    pdf_extract::extract_text_from_mem(&pdf).unwrap_or_else(|error| panic!("{told:?}: {error}"));
    let (cii, ubl) = (einvoice::cii(&paper).expect("an invoice"), einvoice::ubl(&paper).expect("an invoice"));
    let (cii, ubl) = (xml::texts(&cii), xml::texts(&ubl));
    let name = std::slice::from_ref(&paper.particulars().to.name);
    assert_eq!(
        xml::at(&cii, "CrossIndustryInvoice/SupplyChainTradeTransaction/ApplicableHeaderTradeAgreement/BuyerTradeParty/Name"),
        name
    );
    assert_eq!(xml::at(&ubl, "Invoice/AccountingCustomerParty/Party/PartyLegalEntity/RegistrationName"), name);
}

/// The text wherever a paper takes one from outside.
fn with_text(text: &str) -> Particulars {
    let mut paper = invoice();
    let some = || Some(text.chars().take(250).collect::<String>());
    let short = some().unwrap_or_default();
    (paper.to.name, paper.to.address.lines, paper.to.address.city) = (short.clone(), vec![short.clone(); 3], short.clone());
    (paper.to.reference, paper.to.number, paper.order, paper.customer_order) = (some(), some(), some(), some());
    (paper.from.contact.name, paper.from.contact.phone, paper.brand.footer, paper.brand.name) = (some(), some(), some(), short.clone());
    paper.number = format!("N{}", text.chars().take(60).collect::<String>());
    paper.lines = vec![Line {
        details: Some(text.into()),
        sku: some(),
        ..line(&format!("x {text}"), "1", "1.00", tax("19"))
    }];
    paper.notes = vec![text.into(), text.into()];
    paper
}

#[test]
fn a_text_as_long_as_allowed_runs_over_pages() {
    let note = "Sentences go on and on, as terms do. ".repeat(270);
    let details = "word\n".repeat(390);
    let lines = vec![Line { details: Some(details), ..line("Long", "1", "1.00", tax("19")) }];
    let paper = unpaid(Particulars { lines, notes: vec![note], ..invoice() });

    let text = pdf_extract::extract_text_from_mem(&print(&paper).expect("printed")).expect("text");

    assert_eq!(text.matches("word").count(), 390);
    assert_eq!(text.split_whitespace().collect::<String>().matches("termsdo.").count(), 270);
}
