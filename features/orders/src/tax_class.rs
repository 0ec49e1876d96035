//! What a tax class means to the law: why something is taxed at nothing, by the categories of EN 16931. A class nobody
//! described is taxed at the rates of its country and has category `S`, or `Z` where its rate is nothing.

use crate::stored::{one_line, read, written};
use crate::{Event, may_manage};
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::Locale;
use policy::Words;

db::words!(
    /// Why something is taxed at nothing.
    TaxCategory {
        /// Taxed at 0 %.
        Zero = "zero",
        /// Exempt, for a reason the paper gives.
        Exempt = "exempt",
        /// The customer owes the tax.
        ReverseCharge = "reverse_charge",
        /// Goods to a business in another member state.
        IntraCommunity = "intra_community",
        /// Goods to outside the union.
        Export = "export",
    }
);

/// A class as described.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct TaxClass {
    pub code: String,
    pub category: TaxCategory,
    reason_json: String,
}

impl TaxClass {
    /// Why, in all of them, if somebody wrote it down.
    pub fn words(&self) -> Result<Option<Words>, Trouble> {
        read("tax_class", &self.reason_json)
    }

    /// Why, in a language; empty where the law has one sentence only.
    pub fn reason(&self, locale: Locale) -> Result<String, Trouble> {
        let words: Option<Words> = read("tax_class", &self.reason_json)?;
        Ok(words.map_or_else(String::new, |words| words.of(locale).to_owned()))
    }
}

/// Says why a class is taxed at nothing. Exempt wants its reason in three languages; the other categories have sentences of
/// their own. A class with a rate above nothing is refused.
pub fn describe(work: &mut Work<'_>, code: &str, category: TaxCategory, reason: Option<&Words>) -> Result<(), Trouble> {
    may_manage(work)?;
    let code = one_line(code, 40);
    let empty = |words: &Words| Locale::ALL.iter().any(|locale| words.of(*locale).trim().is_empty());
    if code.is_empty() || (category == TaxCategory::Exempt && reason.is_none_or(empty)) {
        return Err(Trouble::refused("orders-tax-class-without-reason").with("class", code));
    }
    let taxed: i64 = sql("SELECT COUNT(*) FROM tax_rate WHERE tax_class = $1 AND rate <> '0'")
        .with(&code)
        .only(work, "tax rate")?;
    if taxed > 0 {
        return Err(Trouble::refused("orders-tax-class-has-rates").with("class", code));
    }
    sql("INSERT INTO tax_class (code, category, reason) VALUES ($1, $2, $3)
         ON CONFLICT (code) DO UPDATE SET category = $2, reason = $3")
    .with(&code)
    .with(category)
    .with(written(&reason)?)
    .run(work)?;
    work.record(&Event::TaxClassDescribed { class: code })
}

/// Takes back what was said: the class is taxed at the rates of its country again.
pub fn forget(work: &mut Work<'_>, code: &str) -> Result<(), Trouble> {
    may_manage(work)?;
    let gone = sql("DELETE FROM tax_class WHERE code = $1").with(code).run(work)?;
    if gone > 0 {
        work.record(&Event::Withdrawn { what: "tax_class".into(), name: code.into() })
    } else {
        Ok(())
    }
}

/// What was said about a class.
pub fn find(tx: &mut Tx<'_>, code: &str) -> Result<Option<TaxClass>, Trouble> {
    sql("SELECT code, category, reason FROM tax_class WHERE code = $1").with(code).one(tx)
}

/// All that were described, by code.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<TaxClass>, Trouble> {
    sql("SELECT code, category, reason FROM tax_class ORDER BY code").all(tx)
}
