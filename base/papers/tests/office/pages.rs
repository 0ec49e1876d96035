//! What a customer sees: the text on the pages, whole and in order, on as many pages as it takes.

use crate::cast::{credit_note, invoice, line, many_lines, mixed, reverse_charge, tax, unpaid};
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

fn says(text: &str, all: &[&str]) {
    // How many blanks stand between two words is the reader's guess.
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let bare = squeezed(text);
    for said in all {
        assert!(bare.contains(&squeezed(said)), "{said:?} is not in:\n{text}");
    }
}

#[test]
fn an_invoice_says_who_what_and_how_much() {
    let (pdf, text) = printed("paper-en", &unpaid(mixed()));

    assert!(pdf.starts_with(b"%PDF-1.7"));
    says(
        &text,
        &[
            "Invoice RE-2026-00017",
            "Mia Hofer",
            "3 March 2026",
            "17 March 2026",
            "Kettle, brushed steel, 1.7 l",
            "Item KT-17-ST",
            "0.75 h",
            "Second kettle at half price",
            "Shipping",
            "VAT 19% on €130.20",
            "VAT 7% on €25.20",
            "€181.90",
            "DE89 3704 0044 0532 0130 00",
            "DE123456789",
            "Page 1 of 1",
            "two years from the day of delivery",
        ],
    );
}

#[test]
fn a_spanish_customer_reads_spanish() {
    let lines = vec![line("Hervidor de acero con tapa de cristal, edición «Ñandú»", "21", "1049.90", tax("21"))];
    let (_, text) = printed("paper-es", &unpaid(Particulars { language: Locale::Es, lines, ..mixed() }));

    says(
        &text,
        &[
            "Factura RE-2026-00017",
            "3 de marzo de 2026",
            "22.047,90",
            "edición «Ñandú»",
            "IVA 21 %",
            "Página 1 de 1",
            "Importe a pagar",
        ],
    );
}

#[test]
fn a_chinese_customer_reads_chinese() {
    let mut paper = Particulars { language: Locale::Zh, ..mixed() };
    paper.to.name = "王小明".into();
    paper.to.address.lines = vec!["朝阳区建国路 88 号".into()];
    paper.lines.push(Line {
        sku: Some("CJ-01".into()),
        ..line("龙井绿茶礼盒，二百五十克，附送茶杯两只，適合送禮", "3", "36.00", tax("7"))
    });
    let (_, text) = printed("paper-zh", &unpaid(paper));

    says(
        &text,
        &[
            "发票 RE-2026-00017",
            "王小明",
            "朝阳区建国路 88 号",
            "2026年3月3日",
            "龙井绿茶礼盒",
            "適合送禮",
            "应付金额",
            "第 1 页，共 1 页",
        ],
    );
}

#[test]
fn three_hundred_lines_run_over_pages_with_heads_and_none_is_lost() {
    let (pdf, text) = printed("paper-long", &unpaid(Particulars { lines: many_lines(300), ..invoice() }));

    let lines: Vec<String> = (1..=300)
        .map(|index| format!("Part number {index} of the exploded view, with washers Item SKU-{index:04}"))
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    says(&text, &lines);
    let count = pages(&pdf);
    assert!(count > 8, "{count} pages");
    says(&text, &[&format!("Page {count} of {count}")]);
    assert_eq!(text.matches("Description").count(), pages_with_lines(&text), "each page with lines has the head");
    assert_eq!(text.matches("continued").count(), count - 1);
}

/// Pages by their own numbering.
fn pages(pdf: &[u8]) -> usize {
    pdf_extract::Document::load_mem(pdf).expect("a PDF").get_pages().len()
}

fn pages_with_lines(text: &str) -> usize {
    text.split("Page ").filter(|page| page.contains("Part number")).count()
}

#[test]
fn a_return_note_shows_no_money_and_where_to_send_it() {
    let (_, text) = printed("paper-return", &unpaid(Particulars { kind: Kind::ReturnNote, number: "RMA-77".into(), ..mixed() }));

    says(&text, &["Return note RMA-77", "Send it to", "Wasserstraße 12", "Kettle, brushed steel"]);
    assert!(!text.contains('€') && !text.contains("49.90"), "{text}");
}

#[test]
fn each_kind_shows_its_own_figure() {
    let figures = [
        (
            unpaid(credit_note()),
            vec![
                "Credit note GS-2026-00003",
                "RE-2026-00017 of 3 March 2026",
                "Credited to you",
                "We pay this amount back to you.",
            ],
        ),
        (
            unpaid(reverse_charge()),
            vec!["Reverse charge: the customer owes the VAT.", "Your reference", "PO 88/2026", "BC-2026-044"],
        ),
        (
            Paper::reckoned(mixed(), crate::cast::eur("181.90")).expect("consistent"),
            vec!["Paid in full", "−€181.90", "€0.00"],
        ),
        (unpaid(Particulars { kind: Kind::OrderConfirmation, ..mixed() }), vec!["Order confirmation", "Total"]),
    ];
    for (index, (paper, said)) in figures.into_iter().enumerate() {
        says(&printed(&format!("paper-kind-{index}"), &paper).1, &said);
    }
}

#[test]
fn the_same_paper_gives_the_same_bytes_whatever_was_printed_before() {
    let paper = unpaid(mixed());
    let first = print(&paper).expect("printed");
    print(&unpaid(Particulars { language: Locale::Zh, ..invoice() })).expect("printed");

    assert_eq!(print(&paper).expect("printed"), first);
}

#[test]
fn a_paper_survives_being_kept_as_json_and_a_spoilt_one_does_not() {
    let paper = unpaid(mixed());
    let kept = serde_json::to_string(&paper).expect("written");

    assert_eq!(serde_json::from_str::<Paper>(&kept).expect("read"), paper);
    let spoilt = kept.replacen("18190", "18191", 1);
    assert_ne!(spoilt, kept);
    assert!(serde_json::from_str::<Paper>(&spoilt).expect_err("refused").to_string().contains("BR-CO-1"));
}

#[test]
fn a_logo_is_printed_and_what_is_none_is_refused() {
    let picture = include_bytes!("../../../../assets/icons/app-192.png").to_vec();
    let with = |bytes| {
        let mut paper = mixed();
        paper.brand.logo = Some(Logo { bytes });
        unpaid(paper)
    };
    let (with_logo, _) = printed("paper-logo", &with(picture));
    assert!(
        with_logo
            .windows(15)
            .any(|window| window == b"/Subtype /Image" || window.starts_with(b"/Subtype/Image")),
        "no picture"
    );
    for bad in [b"GIF89a".to_vec(), Vec::new(), b"\x89PNG\r\n\x1a\nbroken".to_vec(), vec![0xff; 2_100_000]] {
        assert!(print(&with(bad)).is_err());
    }
}
