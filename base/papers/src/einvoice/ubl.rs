//! UBL 2.1 Invoice and CreditNote: the order of elements is that of the schema.

mod parties;
mod settlement;

use super::{NORM, Sheet, due_on, number, one_line, rate};
use crate::{Kind, Line, Paper, Particulars, Tax};
use kit::Money;

const COMPONENTS: [(&str, &str); 2] = [
    ("xmlns:cac", "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"),
    ("xmlns:cbc", "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"),
];

/// What the two documents call the same thing.
struct Names {
    root: &'static str,
    namespace: &'static str,
    code: &'static str,
    line: &'static str,
    quantity: &'static str,
}

const INVOICE: Names = Names {
    root: "Invoice",
    namespace: "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2",
    code: "cbc:InvoiceTypeCode",
    line: "cac:InvoiceLine",
    quantity: "cbc:InvoicedQuantity",
};

const CREDIT_NOTE: Names = Names {
    root: "CreditNote",
    namespace: "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2",
    code: "cbc:CreditNoteTypeCode",
    line: "cac:CreditNoteLine",
    quantity: "cbc:CreditedQuantity",
};

pub(super) fn write(paper: &Paper) -> String {
    let particulars = paper.particulars();
    let names = if particulars.kind == Kind::CreditNote { CREDIT_NOTE } else { INVOICE };
    let namespaces = [("xmlns", names.namespace), COMPONENTS[0], COMPONENTS[1]];
    Sheet::written(names.root, &namespaces, |xml| {
        head(xml, particulars, &names);
        xml.inside("cac:AccountingSupplierParty", |xml| parties::seller(xml, particulars));
        xml.inside("cac:AccountingCustomerParty", |xml| parties::buyer(xml, particulars));
        parties::delivery(xml, particulars);
        settlement::write(xml, paper);
        for (index, line) in particulars.lines.iter().enumerate() {
            xml.inside(names.line, |xml| item(xml, &names, index + 1, line));
        }
    })
}

fn head(xml: &mut Sheet, paper: &Particulars, names: &Names) {
    xml.leaf("cbc:CustomizationID", NORM);
    xml.leaf("cbc:ID", &paper.number);
    xml.leaf("cbc:IssueDate", &paper.issued_on.to_string());
    if paper.kind == Kind::Invoice {
        xml.leaf_if("cbc:DueDate", due_on(paper).map(|due| due.to_string()).as_deref());
    }
    xml.leaf(names.code, paper.kind.type_code().unwrap_or_default());
    for note in &paper.notes {
        xml.leaf("cbc:Note", note);
    }
    xml.leaf("cbc:DocumentCurrencyCode", paper.currency.code());
    xml.leaf_if("cbc:BuyerReference", paper.to.reference.as_deref());
    if paper.order.is_some() || paper.customer_order.is_some() {
        // The schema wants an ID even where the customer gave no order number of their own.
        xml.inside("cac:OrderReference", |xml| {
            xml.leaf("cbc:ID", paper.customer_order.as_deref().unwrap_or("NA"));
            xml.leaf_if("cbc:SalesOrderID", paper.order.as_deref());
        });
    }
    for preceding in &paper.preceding {
        xml.inside("cac:BillingReference", |xml| {
            xml.inside("cac:InvoiceDocumentReference", |xml| {
                xml.leaf("cbc:ID", &preceding.number);
                xml.leaf_if("cbc:IssueDate", preceding.issued_on.map(|date| date.to_string()).as_deref());
            });
        });
    }
}

fn item(xml: &mut Sheet, names: &Names, position: usize, line: &Line) {
    let currency = [("currencyID", line.net.currency.code())];
    xml.leaf("cbc:ID", &position.to_string());
    xml.leaf_with(names.quantity, &[("unitCode", line.unit.code())], &number(line.quantity));
    money(xml, "cbc:LineExtensionAmount", line.net);
    if let Some(discount) = &line.discount {
        xml.inside("cac:AllowanceCharge", |xml| {
            xml.leaf("cbc:ChargeIndicator", "false");
            xml.leaf("cbc:AllowanceChargeReason", &discount.reason);
            money(xml, "cbc:Amount", discount.amount);
        });
    }
    xml.inside("cac:Item", |xml| {
        xml.leaf_if("cbc:Description", line.details.as_deref());
        xml.leaf("cbc:Name", &one_line(&line.description));
        if let Some(sku) = &line.sku {
            xml.inside("cac:SellersItemIdentification", |xml| xml.leaf("cbc:ID", sku));
        }
        xml.inside("cac:ClassifiedTaxCategory", |xml| category(xml, line.tax, None));
    });
    xml.inside("cac:Price", |xml| xml.leaf_with("cbc:PriceAmount", &currency, &number(line.price)));
}

/// A category with its rate and, in the breakdown, the reason for charging nothing.
fn category(xml: &mut Sheet, tax: Tax, reason: Option<&str>) {
    xml.leaf("cbc:ID", tax.category.code());
    xml.leaf_if("cbc:Percent", rate(tax).as_deref());
    if let Some(reason) = reason {
        xml.leaf_if("cbc:TaxExemptionReasonCode", tax.category.reason_code());
        xml.leaf("cbc:TaxExemptionReason", reason);
    }
    xml.inside("cac:TaxScheme", |xml| xml.leaf("cbc:ID", "VAT"));
}

fn money(xml: &mut Sheet, name: &str, money: Money) {
    xml.leaf_with(name, &[("currencyID", money.currency.code())], &super::amount(money));
}
