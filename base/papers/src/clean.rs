//! Texts as they may stand on a paper and in XML: composed, without control characters, direction marks, private and
//! invisible characters. One place for all, so that the page and the e-invoice say the same.

use crate::{Adjustment, Customer, LegalEntity, Line, Means, Particulars, party::Address};
use unicode_normalization::UnicodeNormalization as _;

/// Cleans every text of the particulars in place; an optional text that has nothing left is gone.
pub(crate) fn particulars(paper: &mut Particulars) {
    text(&mut paper.number);
    entity(&mut paper.from);
    customer(&mut paper.to);
    text(&mut paper.brand.name);
    optional(&mut paper.brand.footer);
    paper.lines.iter_mut().for_each(line);
    paper.adjustments.iter_mut().for_each(adjustment);
    [&mut paper.exempt_because, &mut paper.order, &mut paper.customer_order]
        .into_iter()
        .for_each(optional);
    payment(paper);
    if let Some((name, place)) = paper.delivery.as_mut().and_then(|delivery| delivery.to.as_mut()) {
        text(name);
        address(place);
    }
    paper.preceding.iter_mut().for_each(|each| text(&mut each.number));
    list(&mut paper.notes);
}

fn entity(from: &mut LegalEntity) {
    text(&mut from.name);
    address(&mut from.address);
    [&mut from.vat_id, &mut from.tax_number, &mut from.registration, &mut from.creditor_id]
        .into_iter()
        .for_each(optional);
    let contact = &mut from.contact;
    [&mut contact.name, &mut contact.phone, &mut contact.email, &mut contact.website]
        .into_iter()
        .for_each(optional);
    if let Some(account) = &mut from.account {
        account.iban.retain(|char| char.is_ascii_alphanumeric());
        [&mut account.bic, &mut account.bank].into_iter().for_each(optional);
    }
}

fn customer(to: &mut Customer) {
    text(&mut to.name);
    address(&mut to.address);
    [&mut to.vat_id, &mut to.reference, &mut to.number, &mut to.email].into_iter().for_each(optional);
}

fn address(place: &mut Address) {
    list(&mut place.lines);
    [&mut place.postcode, &mut place.city].into_iter().for_each(text);
    optional(&mut place.region);
}

fn line(line: &mut Line) {
    text(&mut line.description);
    [&mut line.details, &mut line.sku].into_iter().for_each(optional);
    if let Some(discount) = &mut line.discount {
        text(&mut discount.reason);
    }
}

fn adjustment(adjustment: &mut Adjustment) {
    match adjustment {
        Adjustment::Discount { reason, .. } | Adjustment::Charge { reason, .. } | Adjustment::Shipping { reason, .. } => text(reason),
    }
}

fn payment(paper: &mut Particulars) {
    let Some(payment) = &mut paper.payment else { return };
    optional(&mut payment.terms);
    match &mut payment.means {
        Means::Card { last_four } => optional(last_four),
        Means::DirectDebit { mandate, iban } => {
            text(mandate);
            optional(iban);
        }
        Means::Online { service } => text(service),
        Means::Transfer | Means::Cash | Means::Credit | Means::Agreed => {}
    }
}

fn list(texts: &mut Vec<String>) {
    texts.iter_mut().for_each(text);
    texts.retain(|text| !text.is_empty());
}

fn optional(given: &mut Option<String>) {
    if let Some(given) = given {
        text(given);
    }
    given.take_if(|text| text.is_empty());
}

fn text(text: &mut String) {
    if !text.bytes().all(|byte| (b' '..0x7f).contains(&byte)) || text.trim().len() != text.len() {
        *text = cleaned(text);
    }
}

/// Composed (NFC), newlines kept, other blanks turned into spaces, and what nobody should see left out.
pub(crate) fn cleaned(text: &str) -> String {
    let unix = text.replace("\r\n", "\n");
    let kept: String = unix.nfc().filter_map(shown).collect();
    kept.trim().to_owned()
}

fn shown(char: char) -> Option<char> {
    match char {
        '\n' => Some('\n'),
        '\t' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}' => None,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => None,
        '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}' => None,
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' => Some('\u{fffd}'),
        '\u{fdd0}'..='\u{fdef}' => None,
        _ if u32::from(char) & 0xfffe == 0xfffe => None,
        _ => Some(char),
    }
}

#[cfg(test)]
mod tests {
    use super::cleaned;

    #[test]
    fn nothing_invisible_or_private_stays() {
        for (given, clean) in [
            ("  Kettle & Co. ", "Kettle & Co."),
            ("a\u{202e}b\u{2066}c", "abc"),
            ("line\r\nline\rline\tend\0", "line\nline line end"),
            ("Cafe\u{301}", "Café"),
            ("\u{e123}\u{1fffe}\u{feff}x", "\u{fffd}x"),
            ("❤\u{fe0f}", "❤"),
        ] {
            assert_eq!(cleaned(given), clean, "{given:?}");
        }
    }
}
