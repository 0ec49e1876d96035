//! How it is paid, how it is taxed, and what it comes to.

use super::{category, money};
use crate::einvoice::{Sheet, charge_code, due_on, means_code, terms};
use crate::{Adjustment, Kind, Means, Paper, Particulars, Payment, Sums, Totals};

pub(super) fn write(xml: &mut Sheet, paper: &Paper) {
    let (particulars, sums) = (paper.particulars(), paper.sums());
    if let Some(payment) = &particulars.payment {
        xml.inside("cac:PaymentMeans", |xml| means(xml, particulars, payment));
    }
    if let Some(words) = terms(paper) {
        xml.inside("cac:PaymentTerms", |xml| xml.leaf("cbc:Note", &words));
    }
    for each in &particulars.adjustments {
        xml.inside("cac:AllowanceCharge", |xml| adjustment(xml, each));
    }
    xml.inside("cac:TaxTotal", |xml| taxes(xml, sums));
    xml.inside("cac:LegalMonetaryTotal", |xml| totals(xml, &sums.totals));
}

fn means(xml: &mut Sheet, paper: &Particulars, payment: &Payment) {
    let code = means_code(paper, &payment.means);
    match &payment.means {
        Means::Online { service } => xml.leaf_with("cbc:PaymentMeansCode", &[("name", service)], code),
        _ => xml.leaf("cbc:PaymentMeansCode", code),
    }
    if paper.kind == Kind::CreditNote {
        xml.leaf_if("cbc:PaymentDueDate", due_on(paper).map(|due| due.to_string()).as_deref());
    }
    xml.leaf("cbc:PaymentID", &paper.number);
    match &payment.means {
        Means::Transfer => transfer(xml, paper),
        Means::Card { last_four: Some(digits) } => xml.inside("cac:CardAccount", |xml| {
            xml.leaf("cbc:PrimaryAccountNumberID", digits);
            xml.leaf("cbc:NetworkID", "NA");
        }),
        Means::DirectDebit { mandate, iban } => xml.inside("cac:PaymentMandate", |xml| {
            xml.leaf("cbc:ID", mandate);
            if let Some(iban) = iban {
                xml.inside("cac:PayerFinancialAccount", |xml| xml.leaf("cbc:ID", iban));
            }
        }),
        Means::Card { last_four: None } | Means::Online { .. } | Means::Cash | Means::Credit | Means::Agreed => {}
    }
}

fn transfer(xml: &mut Sheet, paper: &Particulars) {
    let Some(account) = &paper.from.account else { return };
    xml.inside("cac:PayeeFinancialAccount", |xml| {
        xml.leaf("cbc:ID", &account.iban);
        if let Some(bic) = &account.bic {
            xml.inside("cac:FinancialInstitutionBranch", |xml| xml.leaf("cbc:ID", bic));
        }
    });
}

fn adjustment(xml: &mut Sheet, each: &Adjustment) {
    xml.leaf("cbc:ChargeIndicator", if each.is_discount() { "false" } else { "true" });
    xml.leaf_if("cbc:AllowanceChargeReasonCode", charge_code(each));
    xml.leaf("cbc:AllowanceChargeReason", each.reason());
    money(xml, "cbc:Amount", each.amount());
    xml.inside("cac:TaxCategory", |xml| category(xml, each.tax(), None));
}

fn taxes(xml: &mut Sheet, sums: &Sums) {
    money(xml, "cbc:TaxAmount", sums.totals.tax);
    for line in &sums.taxes {
        xml.inside("cac:TaxSubtotal", |xml| {
            money(xml, "cbc:TaxableAmount", line.taxable);
            money(xml, "cbc:TaxAmount", line.amount);
            xml.inside("cac:TaxCategory", |xml| category(xml, line.tax, line.reason.as_deref()));
        });
    }
}

fn totals(xml: &mut Sheet, totals: &Totals) {
    money(xml, "cbc:LineExtensionAmount", totals.lines);
    money(xml, "cbc:TaxExclusiveAmount", totals.net);
    money(xml, "cbc:TaxInclusiveAmount", totals.gross);
    money(xml, "cbc:AllowanceTotalAmount", totals.discounts);
    money(xml, "cbc:ChargeTotalAmount", totals.charges);
    money(xml, "cbc:PrepaidAmount", totals.paid);
    if !totals.rounding.is_zero() {
        money(xml, "cbc:PayableRoundingAmount", totals.rounding);
    }
    money(xml, "cbc:PayableAmount", totals.due);
}
