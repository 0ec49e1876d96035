//! Scenes of reading: each form gives its words, and hostile files give an answer and nothing else.

use legible::{Form, Limits, Unread, text_of};
use proptest::prelude::*;
use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).expect("an entry");
        archive.write_all(text.as_bytes()).expect("written");
    }
    archive.finish().expect("an archive").into_inner()
}

fn read(bytes: &[u8], form: Form) -> Result<String, Unread> {
    text_of(bytes, form, &Limits::default()).map(|words| words.text)
}

const WORD: &str = r#"<?xml version="1.0"?><w:document xmlns:w="x"><w:body><w:p><w:r><w:t>The kettle</w:t></w:r><w:r><w:tab/><w:t xml:space="preserve">leaks &amp; drips &#8364;5</w:t></w:r></w:p><w:p><w:r><w:t>水壶漏水</w:t></w:r></w:p></w:body></w:document>"#;

#[test]
fn documents_of_office_programs_give_their_words() {
    let sheet = r#"<worksheet><sheetData><row><c t="s"><v>0</v></c><c><v>1299</v></c><c t="inlineStr"><is><t>Invoice 7</t></is></c></row></sheetData></worksheet>"#;
    let strings = r#"<sst><si><t>Teekanne</t></si><si><t>Envío</t></si></sst>"#;
    let open = r#"<office:document-content xmlns:office="o" xmlns:text="t"><office:body><text:h>Title</text:h><text:p>first<text:s/>line<text:line-break/>second</text:p></office:body></office:document-content>"#;
    let slide = r#"<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>Roadmap</a:t></a:r></a:p></p:sld>"#;
    for (parts, text) in [
        (
            vec![("word/document.xml", WORD), ("word/media/image1.xml", "<x>no</x>")],
            "The kettle leaks & drips €5\n水壶漏水",
        ),
        (
            vec![("xl/sharedStrings.xml", strings), ("xl/worksheets/sheet1.xml", sheet)],
            "Teekanne\nEnvío\n1299 Invoice 7",
        ),
        (vec![("content.xml", open)], "Title\nfirst line\nsecond"),
        (vec![("ppt/slides/slide1.xml", slide)], "Roadmap"),
    ] {
        assert_eq!(read(&packed(&parts), Form::Office).as_deref(), Ok(text));
    }
}

#[test]
fn plain_text_and_pages_are_read_in_whatever_letters_they_are_written() {
    assert_eq!(read("name;preis\nKettle;12\u{a0}€".as_bytes(), Form::Plain).as_deref(), Ok("name;preis\nKettle;12 €"));
    assert_eq!(read(b"Env\xedo", Form::Plain).as_deref(), Ok("Envío"));
    let page = "<html><head><style>p{}</style><script>alert(1)</script></head><body><p>The <b>kettle</b></p><p>leaks</p></body></html>";
    let text = read(page.as_bytes(), Form::Html).expect("words");
    assert!(text.contains("The kettle") && text.contains("leaks") && !text.contains("alert"), "{text}");
}

#[test]
fn a_pdf_gives_the_words_of_its_pages() {
    assert_eq!(
        read(&pdf("Invoice 4711 for a kettle"), Form::Pdf).map(|text| text.contains("Invoice 4711 for a kettle")),
        Ok(true)
    );
}

/// The smallest PDF with one line of text.
fn pdf(line: &str) -> Vec<u8> {
    let content = format!("BT /F1 12 Tf 72 720 Td ({line}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend_from_slice(format!("{} 0 obj\n{object}\nendobj\n", at + 1).as_bytes());
    }
    let table = bytes.len();
    bytes.extend_from_slice(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).as_bytes());
    for place in places {
        bytes.extend_from_slice(format!("{place:010} 00000 n \n").as_bytes());
    }
    bytes.extend_from_slice(format!("trailer << /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF", objects.len() + 1).as_bytes());
    bytes
}

#[test]
fn attack_37_a_bomb_is_noticed_while_it_unpacks() {
    let limits = Limits { unpacked_bytes: 1 << 20, ..Limits::default() };
    let body = format!("<w:document><w:p>{}</w:p></w:document>", "<w:x/>".repeat(4 << 20));
    let bomb = packed(&[("word/document.xml", &body)]);
    assert!(bomb.len() < 200_000, "{}", bomb.len());

    assert_eq!(text_of(&bomb, Form::Office, &limits), Err(Unread::Bomb));
    assert_eq!(text_of(&bomb, Form::Office, &Limits { bytes: 100, ..limits }), Err(Unread::TooLarge));
    let many: Vec<(String, &str)> = (0..60).map(|at| (format!("word/media/{at}.xml"), "")).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    assert_eq!(text_of(&packed(&many), Form::Office, &Limits { entries: 50, ..limits }), Err(Unread::Bomb));
}

#[test]
fn long_files_are_cut_and_say_so_and_empty_ones_say_that() {
    let limits = Limits { characters: 10, ..Limits::default() };
    let words = text_of("水".repeat(50).as_bytes(), Form::Plain, &limits).expect("words");
    assert_eq!((words.text.chars().count(), words.is_cut), (10, true));
    assert_eq!(read(b" \n\t ", Form::Plain), Err(Unread::Empty));
    assert_eq!(read(b"PK\x03\x04 but nothing behind it", Form::Office), Err(Unread::Damaged));
    assert_eq!(read(&packed(&[("mimetype", "x")]), Form::Office), Err(Unread::Unknown));
    assert_eq!(read(b"%PDF-1.4 and nothing else", Form::Pdf), Err(Unread::Damaged));
    assert_eq!(read(&packed(&[("content.xml", "<a><b")]), Form::Office), Err(Unread::Damaged));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn attack_37_whatever_is_broken_in_a_file_it_is_answered(place in 0usize..2_000, byte: u8, cut in 0usize..2_000) {
        for (whole, form) in [(pdf("Invoice"), Form::Pdf), (packed(&[("word/document.xml", WORD)]), Form::Office)] {
            let mut broken = whole;
            let place = place % broken.len();
            broken[place] = byte;
            broken.truncate(broken.len().saturating_sub(cut % 300));
            let _ = text_of(&broken, form, &Limits::default());
        }
    }
}
