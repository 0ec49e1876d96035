//! UN/CEFACT Cross Industry Invoice D16B, profile EN 16931: the order of elements is that of the schema.

mod parties;
mod settlement;

use super::{NORM, Sheet, number, one_line, rate};
use crate::{Line, Paper, Particulars};
use jiff::civil::Date;

const NAMESPACES: [(&str, &str); 4] = [
    ("xmlns:rsm", "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"),
    ("xmlns:ram", "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"),
    ("xmlns:udt", "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"),
    ("xmlns:qdt", "urn:un:unece:uncefact:data:standard:QualifiedDataType:100"),
];

pub(super) fn write(paper: &Paper) -> String {
    let particulars = paper.particulars();
    Sheet::written("rsm:CrossIndustryInvoice", &NAMESPACES, |xml| {
        xml.inside("rsm:ExchangedDocumentContext", |xml| {
            xml.inside("ram:GuidelineSpecifiedDocumentContextParameter", |xml| xml.leaf("ram:ID", NORM));
        });
        xml.inside("rsm:ExchangedDocument", |xml| document(xml, particulars));
        xml.inside("rsm:SupplyChainTradeTransaction", |xml| {
            for (index, line) in particulars.lines.iter().enumerate() {
                xml.inside("ram:IncludedSupplyChainTradeLineItem", |xml| item(xml, index + 1, line));
            }
            xml.inside("ram:ApplicableHeaderTradeAgreement", |xml| parties::agreement(xml, particulars));
            xml.inside("ram:ApplicableHeaderTradeDelivery", |xml| parties::delivery(xml, particulars));
            xml.inside("ram:ApplicableHeaderTradeSettlement", |xml| settlement::write(xml, paper));
        });
    })
}

fn document(xml: &mut Sheet, paper: &Particulars) {
    xml.leaf("ram:ID", &paper.number);
    xml.leaf("ram:TypeCode", paper.kind.type_code().unwrap_or_default());
    day(xml, "ram:IssueDateTime", "udt:DateTimeString", paper.issued_on);
    for note in &paper.notes {
        xml.inside("ram:IncludedNote", |xml| xml.leaf("ram:Content", note));
    }
}

fn item(xml: &mut Sheet, position: usize, line: &Line) {
    xml.inside("ram:AssociatedDocumentLineDocument", |xml| xml.leaf("ram:LineID", &position.to_string()));
    xml.inside("ram:SpecifiedTradeProduct", |xml| {
        xml.leaf_if("ram:SellerAssignedID", line.sku.as_deref());
        xml.leaf("ram:Name", &one_line(&line.description));
        xml.leaf_if("ram:Description", line.details.as_deref());
    });
    xml.inside("ram:SpecifiedLineTradeAgreement", |xml| {
        xml.inside("ram:NetPriceProductTradePrice", |xml| xml.leaf("ram:ChargeAmount", &number(line.price)));
    });
    xml.inside("ram:SpecifiedLineTradeDelivery", |xml| {
        xml.leaf_with("ram:BilledQuantity", &[("unitCode", line.unit.code())], &number(line.quantity));
    });
    xml.inside("ram:SpecifiedLineTradeSettlement", |xml| item_settlement(xml, line));
}

fn item_settlement(xml: &mut Sheet, line: &Line) {
    xml.inside("ram:ApplicableTradeTax", |xml| {
        xml.leaf("ram:TypeCode", "VAT");
        xml.leaf("ram:CategoryCode", line.tax.category.code());
        xml.leaf_if("ram:RateApplicablePercent", rate(line.tax).as_deref());
    });
    if let Some(discount) = &line.discount {
        xml.inside("ram:SpecifiedTradeAllowanceCharge", |xml| {
            xml.inside("ram:ChargeIndicator", |xml| xml.leaf("udt:Indicator", "false"));
            xml.leaf("ram:ActualAmount", &super::amount(discount.amount));
            xml.leaf("ram:Reason", &discount.reason);
        });
    }
    xml.inside("ram:SpecifiedTradeSettlementLineMonetarySummation", |xml| {
        xml.leaf("ram:LineTotalAmount", &super::amount(line.net));
    });
}

/// A day as the code 102 of UNTDID 2379 has it: 20260303.
fn day(xml: &mut Sheet, around: &str, name: &str, date: Date) {
    xml.inside(around, |xml| xml.leaf_with(name, &[("format", "102")], &date.strftime("%Y%m%d").to_string()));
}
