//! Any consistent order becomes a paper whose sums hold, and both e-invoices say the same of it.

use crate::cast::{decimal, invoice, line_in, none};
use crate::xml;
use kit::{Currency, Money};
use papers::{Adjustment, Category, Discount, Line, Paper, Particulars, Preceding, Tax, Unit, einvoice};
use proptest::prelude::*;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

fn any_tax() -> impl Strategy<Value = Tax> {
    prop_oneof![
        prop::sample::select(vec!["19", "7", "5.5", "21", "8.875"]).prop_map(|rate| Tax::standard(decimal(rate))),
        Just(none(Category::Zero)),
        Just(none(Category::Exempt)),
    ]
}

fn any_line(currency: Currency) -> impl Strategy<Value = Line> {
    let unit = prop::sample::select(vec![Unit::Piece, Unit::Hour, Unit::Kilogram, Unit::LumpSum]);
    (
        -5_000_i64..200_000,
        0_i64..5_000_000,
        0_u32..4,
        any_tax(),
        unit,
        prop::option::of(0_u8..=100),
        "[a-z&<>\"éß龙]{1,30}",
    )
        .prop_map(move |(quantity, price, scale, tax, unit, discount, name)| {
            let mut line = line_in(currency, &name, "1", "1", tax);
            (line.quantity, line.price, line.unit) = (Decimal::new(quantity, 3), Decimal::new(price, scale), unit);
            line.net = line.worked_out().expect("fits");
            if let Some(part) = discount.filter(|_| line.net.is_positive()) {
                let amount = Money::new((i128::from(line.net.minor) * i128::from(part) / 100) as i64, currency);
                line.discount = Some(Discount { amount, reason: "Spring".into() });
                line.net = line.worked_out().expect("fits");
            }
            line
        })
}

fn any_order() -> impl Strategy<Value = (Particulars, Money)> {
    prop::sample::select(vec![Currency::EUR, Currency::JPY, Currency::GBP]).prop_flat_map(|currency| {
        let adjustment = (any::<bool>(), 0_i64..10_000, any_tax()).prop_map(move |(discount, minor, tax)| {
            let (amount, reason) = (Money::new(minor, currency), "Because".to_owned());
            if discount {
                Adjustment::Discount { amount, reason, tax }
            } else {
                Adjustment::Charge { amount, reason, tax }
            }
        });
        let lines = prop::collection::vec(any_line(currency), 1..12);
        (lines, prop::collection::vec(adjustment, 0..4), 0_i64..100_000, any::<bool>()).prop_map(
            move |(lines, adjustments, paid, credit)| {
                let exempt_because = Some("§ 4 UStG".to_owned());
                let preceding = vec![Preceding { number: "RE-1".into(), issued_on: None }];
                let kind = if credit { papers::Kind::CreditNote } else { papers::Kind::Invoice };
                (
                    Particulars { kind, currency, lines, adjustments, exempt_because, preceding, ..invoice() },
                    Money::new(paid, currency),
                )
            },
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn sums_hold_and_both_syntaxes_agree((particulars, paid) in any_order()) {
        let paper = Paper::reckoned(particulars, paid).map_err(|faults| TestCaseError::fail(faults.to_string()))?;

        holds(&paper)?;
        let (cii, ubl) = (einvoice::cii(&paper).expect("an invoice"), einvoice::ubl(&paper).expect("an invoice"));
        let (cii, ubl) = (xml::texts(&cii), xml::texts(&ubl));
        for (cii_path, ubl_path) in PAIRS {
            let (cii, ubl) = (in_cii(&cii, cii_path), in_ubl(&ubl, ubl_path));
            prop_assert!(!cii.is_empty() || ubl.is_empty(), "{cii_path}");
            prop_assert_eq!(cii, ubl, "{} and {}", cii_path, ubl_path);
        }
    }
}

/// The rules again, worked out another way: in whole numbers of minor units.
fn holds(paper: &Paper) -> Result<(), TestCaseError> {
    let (particulars, totals) = (paper.particulars(), &paper.sums().totals);
    let sum = |amounts: Vec<i64>| amounts.into_iter().map(i128::from).sum::<i128>();
    let lines = sum(particulars.lines.iter().map(|line| line.net.minor).collect());
    let signed = sum(particulars
        .adjustments
        .iter()
        .map(|each| if each.is_discount() { -each.amount().minor } else { each.amount().minor })
        .collect());
    prop_assert_eq!(i128::from(totals.net.minor), lines + signed);
    prop_assert_eq!(sum(paper.sums().taxes.iter().map(|line| line.taxable.minor).collect()), lines + signed);
    prop_assert_eq!(totals.gross.minor, totals.net.minor + totals.tax.minor);
    prop_assert_eq!(totals.due.minor, totals.gross.minor - totals.paid.minor);
    for line in &paper.sums().taxes {
        let off = Decimal::from(line.taxable.minor) * line.tax.rate / Decimal::ONE_HUNDRED - Decimal::from(line.amount.minor);
        prop_assert!(off.abs() <= Decimal::new(5, 1), "{:?} is off by {}", line, off);
    }
    Ok(())
}

/// The same things by their two names.
const PAIRS: [(&str, &str); 21] = [
    ("ExchangedDocument/ID", "ID"),
    ("S/DuePayableAmount", "LegalMonetaryTotal/PayableAmount"),
    ("S/GrandTotalAmount", "LegalMonetaryTotal/TaxInclusiveAmount"),
    ("S/TaxBasisTotalAmount", "LegalMonetaryTotal/TaxExclusiveAmount"),
    ("S/LineTotalAmount", "LegalMonetaryTotal/LineExtensionAmount"),
    ("S/AllowanceTotalAmount", "LegalMonetaryTotal/AllowanceTotalAmount"),
    ("S/ChargeTotalAmount", "LegalMonetaryTotal/ChargeTotalAmount"),
    ("S/TotalPrepaidAmount", "LegalMonetaryTotal/PrepaidAmount"),
    ("S/TaxTotalAmount", "TaxTotal/TaxAmount"),
    ("H/ApplicableTradeTax/BasisAmount", "TaxTotal/TaxSubtotal/TaxableAmount"),
    ("H/ApplicableTradeTax/CalculatedAmount", "TaxTotal/TaxSubtotal/TaxAmount"),
    ("H/ApplicableTradeTax/RateApplicablePercent", "TaxTotal/TaxSubtotal/TaxCategory/Percent"),
    ("H/ApplicableTradeTax/ExemptionReason", "TaxTotal/TaxSubtotal/TaxCategory/TaxExemptionReason"),
    ("H/SpecifiedTradeAllowanceCharge/ActualAmount", "AllowanceCharge/Amount"),
    ("H/SpecifiedTradeAllowanceCharge/ChargeIndicator/Indicator", "AllowanceCharge/ChargeIndicator"),
    ("L/SpecifiedTradeProduct/Name", "N/Item/Name"),
    ("L/SpecifiedLineTradeDelivery/BilledQuantity", "N/Q"),
    ("L/SpecifiedLineTradeAgreement/NetPriceProductTradePrice/ChargeAmount", "N/Price/PriceAmount"),
    (
        "L/SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount",
        "N/LineExtensionAmount",
    ),
    ("L/SpecifiedLineTradeSettlement/SpecifiedTradeAllowanceCharge/ActualAmount", "N/AllowanceCharge/Amount"),
    ("L/SpecifiedLineTradeSettlement/ApplicableTradeTax/CategoryCode", "N/Item/ClassifiedTaxCategory/ID"),
];

fn in_cii(texts: &BTreeMap<String, Vec<String>>, path: &str) -> Vec<String> {
    let header = "SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement";
    let long = match path.split_at(2) {
        ("S/", rest) => format!("{header}/SpecifiedTradeSettlementHeaderMonetarySummation/{rest}"),
        ("H/", rest) => format!("{header}/{rest}"),
        ("L/", rest) => format!("SupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem/{rest}"),
        _ => path.to_owned(),
    };
    xml::at(texts, &format!("CrossIndustryInvoice/{long}")).to_vec()
}

fn in_ubl(texts: &BTreeMap<String, Vec<String>>, path: &str) -> Vec<String> {
    let (root, quantity) = if texts.contains_key("Invoice/ID") {
        ("Invoice", "InvoicedQuantity")
    } else {
        ("CreditNote", "CreditedQuantity")
    };
    let path = path.replace("N/Q", &format!("N/{quantity}")).replace("N/", &format!("{root}Line/"));
    xml::at(texts, &format!("{root}/{path}")).to_vec()
}
