//! What a customer sees: the text on the pages, whole and in order, on as many pages as it takes.

use crate::cast::{self, credit_note, invoice, line, mixed, tax, unpaid};
use kit::Locale;
use papers::{Kind, Line, Logo, Paper, Particulars, print};

/// The PDF and the text on it. Kept in `FRONTLINE_SHOTS`, if that is set, for somebody to look at.
fn printed(name: &str, paper: &Paper) -> (Vec<u8>, String) {
    let pdf = print(paper).unwrap_or_else(|fault| panic!("{name}: {fault}"));
    if let Some(folder) = std::env::var_os("FRONTLINE_SHOTS") {
        std::fs::create_dir_all(&folder).expect("a folder for what we print");
        std::fs::write(std::path::Path::new(&folder).join(format!("{name}.pdf")), &pdf).expect("a paper is kept");
    }
    let text = pdf_extract::extract_text_from_mem(&pdf).unwrap_or_else(|error| panic!("{name}: {error}"));
    (pdf, text.replace('\u{a0}', " "))
}

fn pages(pdf: &[u8]) -> usize {
    pdf.windows(11).filter(|window| window == b"/Type /Page" || window == b"/Type/Page\n").count()
}

#[test]
fn an_invoice_says_who_what_and_how_much() {
    let (pdf, text) = printed("paper-en", &unpaid(mixed()));

    assert!(pdf.starts_with(b"%PDF-1.7"));
    for said in [
        "Invoice RE-2026-00017", "Mia Hofer", "3 March 2026", "17 March 2026", "Kettle, brushed steel, 1.7 l", "Item KT-17-ST",
        "0.75 h", "Second kettle at half price", "Shipping", "VAT 19% on €130.20", "VAT 7% on €25.20", "€181.90", "DE89 3704 0044 0532 0130 00",
        "DE123456789", "Page 1 of 1", "two years from the day of delivery",
    ] {
        assert!(text.contains(said), "{said:?} is not in:\n{text}");
    }
}
