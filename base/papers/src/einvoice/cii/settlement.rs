//! How it is paid, how it is taxed, and what it comes to.

use super::day;
use crate::einvoice::{Sheet, amount, charge_code, due_on, means_code, rate, terms};
use crate::{Adjustment, Means, Paper, Particulars, TaxLine, Totals};

pub(super) fn write(xml: &mut Sheet, paper: &Paper) {
    let (particulars, sums) = (paper.particulars(), paper.sums());
    let debit = particulars.payment.as_ref().filter(|payment| matches!(payment.means, Means::DirectDebit { .. }));
    xml.leaf_if("ram:CreditorReferenceID", debit.and(particulars.from.creditor_id.as_deref()));
    xml.leaf("ram:PaymentReference", &particulars.number);
    xml.leaf("ram:InvoiceCurrencyCode", particulars.currency.code());
    if let Some(payment) = &particulars.payment {
        xml.inside("ram:SpecifiedTradeSettlementPaymentMeans", |xml| means(xml, particulars, &payment.means));
    }
    for line in &sums.taxes {
        xml.inside("ram:ApplicableTradeTax", |xml| tax(xml, line));
    }
    for each in &particulars.adjustments {
        xml.inside("ram:SpecifiedTradeAllowanceCharge", |xml| adjustment(xml, each));
    }
    payment_terms(xml, paper);
    xml.inside("ram:SpecifiedTradeSettlementHeaderMonetarySummation", |xml| totals(xml, &sums.totals));
    for preceding in &particulars.preceding {
        xml.inside("ram:InvoiceReferencedDocument", |xml| {
            xml.leaf("ram:IssuerAssignedID", &preceding.number);
            if let Some(date) = preceding.issued_on {
                day(xml, "ram:FormattedIssueDateTime", "qdt:DateTimeString", date);
            }
        });
    }
}

fn means(xml: &mut Sheet, paper: &Particulars, means: &Means) {
    xml.leaf("ram:TypeCode", means_code(paper, means));
    match means {
        Means::Transfer => transfer(xml, paper),
        Means::Card { last_four: Some(digits) } => {
            xml.inside("ram:ApplicableTradeSettlementFinancialCard", |xml| xml.leaf("ram:ID", digits));
        }
        Means::DirectDebit { iban: Some(iban), .. } => {
            xml.inside("ram:PayerPartyDebtorFinancialAccount", |xml| xml.leaf("ram:IBANID", iban));
        }
        Means::Online { service } => xml.leaf("ram:Information", service),
        Means::Card { last_four: None } | Means::DirectDebit { iban: None, .. } | Means::Cash | Means::Credit | Means::Agreed => {}
    }
}

fn transfer(xml: &mut Sheet, paper: &Particulars) {
    let Some(account) = &paper.from.account else { return };
    xml.inside("ram:PayeePartyCreditorFinancialAccount", |xml| xml.leaf("ram:IBANID", &account.iban));
    if let Some(bic) = &account.bic {
        xml.inside("ram:PayeeSpecifiedCreditorFinancialInstitution", |xml| xml.leaf("ram:BICID", bic));
    }
}

fn tax(xml: &mut Sheet, line: &TaxLine) {
    xml.leaf("ram:CalculatedAmount", &amount(line.amount));
    xml.leaf("ram:TypeCode", "VAT");
    xml.leaf_if("ram:ExemptionReason", line.reason.as_deref());
    xml.leaf("ram:BasisAmount", &amount(line.taxable));
    xml.leaf("ram:CategoryCode", line.tax.category.code());
    xml.leaf_if("ram:ExemptionReasonCode", line.tax.category.reason_code());
    xml.leaf_if("ram:RateApplicablePercent", rate(line.tax).as_deref());
}

fn adjustment(xml: &mut Sheet, each: &Adjustment) {
    let indicator = if each.is_discount() { "false" } else { "true" };
    xml.inside("ram:ChargeIndicator", |xml| xml.leaf("udt:Indicator", indicator));
    xml.leaf("ram:ActualAmount", &amount(each.amount()));
    xml.leaf_if("ram:ReasonCode", charge_code(each));
    xml.leaf("ram:Reason", each.reason());
    xml.inside("ram:CategoryTradeTax", |xml| {
        xml.leaf("ram:TypeCode", "VAT");
        xml.leaf("ram:CategoryCode", each.tax().category.code());
        xml.leaf_if("ram:RateApplicablePercent", rate(each.tax()).as_deref());
    });
}

fn payment_terms(xml: &mut Sheet, paper: &Paper) {
    let (words, due) = (terms(paper), due_on(paper.particulars()));
    let mandate = paper.particulars().payment.as_ref().and_then(|payment| match &payment.means {
        Means::DirectDebit { mandate, .. } => Some(mandate.as_str()),
        _ => None,
    });
    if words.is_none() && due.is_none() && mandate.is_none() {
        return;
    }
    xml.inside("ram:SpecifiedTradePaymentTerms", |xml| {
        xml.leaf_if("ram:Description", words.as_deref());
        if let Some(due) = due {
            day(xml, "ram:DueDateDateTime", "udt:DateTimeString", due);
        }
        xml.leaf_if("ram:DirectDebitMandateID", mandate);
    });
}

fn totals(xml: &mut Sheet, totals: &Totals) {
    xml.leaf("ram:LineTotalAmount", &amount(totals.lines));
    xml.leaf("ram:ChargeTotalAmount", &amount(totals.charges));
    xml.leaf("ram:AllowanceTotalAmount", &amount(totals.discounts));
    xml.leaf("ram:TaxBasisTotalAmount", &amount(totals.net));
    xml.leaf_with("ram:TaxTotalAmount", &[("currencyID", totals.tax.currency.code())], &amount(totals.tax));
    if !totals.rounding.is_zero() {
        xml.leaf("ram:RoundingAmount", &amount(totals.rounding));
    }
    xml.leaf("ram:GrandTotalAmount", &amount(totals.gross));
    xml.leaf("ram:TotalPrepaidAmount", &amount(totals.paid));
    xml.leaf("ram:DuePayableAmount", &amount(totals.due));
}
