//! Reads what the e-invoices say back out of them: the text at each path, in order.

use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeMap;

/// Texts by path without prefixes, `Invoice/LegalMonetaryTotal/PayableAmount`.
pub fn texts(xml: &str) -> BTreeMap<String, Vec<String>> {
    let (mut reader, mut path, mut found, mut text) = (Reader::from_str(xml), Vec::<String>::new(), BTreeMap::new(), String::new());
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error} in {xml}")) {
            Event::Start(start) => {
                path.push(String::from_utf8_lossy(start.local_name().as_ref()).into_owned());
                text.clear();
            }
            Event::Text(part) => text.push_str(&part.decode().expect("UTF-8")),
            Event::GeneralRef(reference) => text.push(referred(&reference)),
            Event::End(_) => {
                let entry: &mut Vec<String> = found.entry(path.join("/")).or_default();
                entry.push(std::mem::take(&mut text));
                path.pop();
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

fn referred(reference: &quick_xml::events::BytesRef<'_>) -> char {
    if let Ok(Some(char)) = reference.resolve_char_ref() {
        return char;
    }
    match reference.decode().expect("UTF-8").as_ref() {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        other => panic!("an entity nobody declared: {other}"),
    }
}

/// The texts at a path, or none.
pub fn at<'a>(texts: &'a BTreeMap<String, Vec<String>>, path: &str) -> &'a [String] {
    texts.get(path).map_or(&[], Vec::as_slice)
}
