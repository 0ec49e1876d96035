//! The tax breakdown, and what each category asks of the paper (BR-S, BR-Z, BR-E, BR-AE, BR-IC, BR-G, BR-O).

use crate::{Category, Fault, Particulars, Tax, TaxLine, sums};
use kit::Money;

pub(super) fn check(paper: &Particulars, breakdown: &[TaxLine], found: &mut Vec<Fault>) {
    let taxable = match sums::taxable(paper) {
        Ok(taxable) => taxable,
        Err(fault) => return found.push(fault.into()),
    };
    for (tax, sum) in &taxable {
        rate(*tax, found);
        let mut of_this = breakdown.iter().filter(|line| line.tax.category == tax.category && line.tax.rate == tax.rate);
        match (of_this.next(), of_this.next()) {
            (Some(line), None) => adds_up(paper, line, *sum, found),
            _ => found.push(not_broken_down(*tax)),
        }
    }
    let nothing_taxed_so = |line: &&TaxLine| !taxable.keys().any(|tax| tax.category == line.tax.category && tax.rate == line.tax.rate);
    found.extend(breakdown.iter().filter(nothing_taxed_so).map(|line| not_broken_down(line.tax)));
    if paper.kind.type_code().is_some() {
        let categories: std::collections::BTreeSet<Category> = taxable.keys().map(|tax| tax.category).collect();
        categories.iter().for_each(|category| needs(paper, *category, found));
        if categories.contains(&Category::OutOfScope) && categories.len() > 1 {
            found.push(Fault::MixedScope);
        }
    }
}

fn rate(tax: Tax, found: &mut Vec<Fault>) {
    let rule = match tax.category {
        Category::Standard if !tax.rate.is_sign_negative() && !tax.rate.is_zero() => return,
        Category::Standard => "BR-S-05",
        _ if tax.rate.is_zero() => return,
        Category::Zero => "BR-Z-05",
        Category::Exempt => "BR-E-05",
        Category::ReverseCharge => "BR-AE-05",
        Category::IntraCommunity => "BR-IC-05",
        Category::Export => "BR-G-05",
        Category::OutOfScope => "BR-O-05",
    };
    found.push(Fault::WrongRate { category: tax.category.code(), rate: tax.rate.to_string(), rule });
}

fn adds_up(paper: &Particulars, line: &TaxLine, taxable: Money, found: &mut Vec<Fault>) {
    if line.taxable != taxable {
        found.push(Fault::WrongSum { what: "what is taxed alike", is: taxable, said: line.taxable, rule: "BR-S-08" });
    }
    match sums::tax_on(line.taxable, line.tax) {
        Ok(is) if near_enough(paper, line, is) => {}
        Ok(is) => found.push(Fault::WrongSum { what: "the tax of a category", is, said: line.amount, rule: "BR-CO-17" }),
        Err(fault) => found.push(fault.into()),
    }
    let must_say_why = !matches!(line.tax.category, Category::Standard | Category::Zero);
    if must_say_why && line.reason.is_none() {
        found.push(Fault::Missing { what: "the reason for charging no tax", rule: "BR-E-10" });
    }
}

/// A shop whose prices include tax takes the tax out of each line, so the sum may be off by what each line was rounded by.
/// The published rules allow less than one whole unit of the currency; we allow one minor unit for each amount, and no more.
fn near_enough(paper: &Particulars, line: &TaxLine, is: Money) -> bool {
    let alike = |tax: Tax| tax.category == line.tax.category && tax.rate == line.tax.rate;
    let lines = paper.lines.iter().filter(|each| alike(each.tax)).count();
    let adjustments = paper.adjustments.iter().filter(|each| alike(each.tax())).count();
    let whole = if paper.currency.decimals() == 0 { 1 } else { paper.currency.per_whole() };
    let allowed = ((lines + adjustments) as u64).min(whole.unsigned_abs() - 1);
    if line.tax.category != Category::Standard {
        is == line.amount
    } else {
        is.minor.abs_diff(line.amount.minor) <= allowed
    }
}

fn needs(paper: &Particulars, category: Category, found: &mut Vec<Fault>) {
    let has_tax_id = paper.from.vat_id.is_some() || paper.from.tax_number.is_some();
    let mut need = |met: bool, what, rule| {
        if !met {
            found.push(Fault::CategoryNeeds { category: category.code(), what, rule });
        }
    };
    let (seller, buyer) = ("the VAT number of the company that issues the paper", "the VAT number of the customer");
    match category {
        Category::Standard => need(has_tax_id, "its VAT or tax number", "BR-S-02"),
        Category::Zero => need(has_tax_id, "its VAT or tax number", "BR-Z-02"),
        Category::Exempt => need(has_tax_id, "its VAT or tax number", "BR-E-02"),
        Category::ReverseCharge => {
            need(has_tax_id, "its VAT or tax number", "BR-AE-02");
            need(paper.to.vat_id.is_some(), buyer, "BR-AE-02");
        }
        Category::IntraCommunity => {
            need(paper.from.vat_id.is_some(), seller, "BR-IC-02");
            need(paper.to.vat_id.is_some(), buyer, "BR-IC-02");
            need(paper.delivery.as_ref().is_some_and(|delivery| delivery.on.is_some()), "the day of delivery", "BR-IC-11");
        }
        Category::Export => need(paper.from.vat_id.is_some(), seller, "BR-G-02"),
        // BR-O-02 wants no VAT number in the e-invoice, so another number has to name the company (BR-CO-26).
        Category::OutOfScope => need(paper.from.registration.is_some(), "the registration of the company", "BR-O-02"),
    }
}

fn not_broken_down(tax: Tax) -> Fault {
    Fault::NotBrokenDown { category: tax.category.code(), rate: tax.rate.to_string(), rule: "BR-CO-18" }
}
