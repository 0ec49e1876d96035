//! What must be written at all, and how long it may be: a paper is printed, and a page is not endless.

use crate::{Fault, Means, Particulars};

const NAME: usize = 300;
const SENTENCES: usize = 2_000;
const NOTE: usize = 10_000;

pub(super) fn check(paper: &Particulars, found: &mut Vec<Fault>) {
    let mut must = |what, rule, text: &str, limit| {
        if text.is_empty() {
            found.push(Fault::Missing { what, rule });
        }
        fits(what, text, limit, found);
    };
    must("the number", "BR-02", &paper.number, 100);
    must("the name of the company that issues the paper", "BR-06", &paper.from.name, NAME);
    must("the customer's name", "BR-07", &paper.to.name, NAME);
    must("the brand's name", "look", &paper.brand.name, NAME);
    for line in &paper.lines {
        must("the description of a line", "BR-25", &line.description, SENTENCES);
        if let Some(discount) = &line.discount {
            must("the reason of a line's discount", "BR-42", &discount.reason, NAME);
        }
    }
    for adjustment in &paper.adjustments {
        let rule = if adjustment.is_discount() { "BR-33" } else { "BR-38" };
        must("the reason of a discount or charge", rule, adjustment.reason(), NAME);
    }
    for preceding in &paper.preceding {
        must("the number of the preceding invoice", "BR-55", &preceding.number, 100);
    }
    if let Some(Means::DirectDebit { mandate, .. }) = paper.payment.as_ref().map(|payment| &payment.means) {
        must("the reference of the mandate", "BT-89", mandate, 100);
    }
    optional(paper, found);
}

fn optional(paper: &Particulars, found: &mut Vec<Fault>) {
    let (from, to) = (&paper.from, &paper.to);
    let addresses = [&from.address, &to.address].into_iter();
    let delivered = paper.delivery.as_ref().and_then(|delivery| delivery.to.as_ref());
    for address in addresses.chain(delivered.map(|(_, address)| address)) {
        for part in address.lines.iter().chain([&address.postcode, &address.city]).chain(&address.region) {
            fits("a part of an address", part, NAME, found);
        }
        if address.lines.len() > 3 {
            found.push(Fault::TooLong { what: "an address of more than three lines", limit: NAME });
        }
    }
    let numbers = [&from.vat_id, &from.tax_number, &from.registration, &from.creditor_id, &to.vat_id, &to.reference, &to.number];
    let contact = [&from.contact.name, &from.contact.phone, &from.contact.email, &from.contact.website, &to.email];
    let references = [&paper.order, &paper.customer_order];
    for text in numbers.into_iter().chain(contact).chain(references).flatten() {
        fits("a number or a contact", text, NAME, found);
    }
    let details = paper.lines.iter().flat_map(|line| line.details.iter().chain(&line.sku));
    let terms = paper.payment.iter().filter_map(|payment| payment.terms.as_ref());
    for text in details.chain(terms).chain(&paper.exempt_because).chain(&paper.brand.footer) {
        fits("the details of a line, the terms, a reason or the footer", text, SENTENCES, found);
    }
    if let Some((name, _)) = delivered {
        fits("the name of who takes delivery", name, NAME, found);
    }
    paper.notes.iter().for_each(|note| fits("a note", note, NOTE, found));
}

fn fits(what: &'static str, text: &str, limit: usize, found: &mut Vec<Fault>) {
    if text.len() > limit && text.chars().count() > limit {
        found.push(Fault::TooLong { what, limit });
    }
}
