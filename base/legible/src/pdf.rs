//! The words of a PDF, page by page, so that a page the reader stumbles over costs that page and no other.

use crate::{Limits, Unread};
use pdf_extract::{Document, OutputError, PlainTextOutput, output_doc_page};
use std::panic::{AssertUnwindSafe, catch_unwind};

pub fn text(bytes: &[u8], limits: &Limits) -> Result<(String, bool), Unread> {
    let mut document = Document::load_mem(bytes).map_err(|_| Unread::Damaged)?;
    // Many are locked against printing only, with nothing as the password.
    if document.is_encrypted() && document.decrypt("").is_err() {
        return Err(Unread::Locked);
    }
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    let (mut text, mut stumbled) = (String::new(), false);
    for page in pages.iter().take(limits.pages) {
        match catch_unwind(AssertUnwindSafe(|| page_text(&document, *page))) {
            Ok(Ok(words)) => text.push_str(&words),
            _ => stumbled = true,
        }
        text.push('\n');
        if text.len() > limits.characters.saturating_mul(4) {
            break;
        }
    }
    if stumbled && text.trim().is_empty() {
        return Err(Unread::Damaged);
    }
    Ok((text, stumbled || pages.len() > limits.pages))
}

fn page_text(document: &Document, page: u32) -> Result<String, OutputError> {
    let mut text = String::new();
    output_doc_page(document, &mut PlainTextOutput::new(&mut text), page)?;
    Ok(text)
}
