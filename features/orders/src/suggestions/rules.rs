//! What an administrator wants suggested: when the order or the customer has something, this goes with it, or is better
//! instead. Rules are data; a program and the settings page write the same [`NewRule`].

use super::wording::unknown_placeholder;
use crate::brand::{self, BrandId};
use crate::product::{self, ProductId, VariantId};
use crate::stored::one_line;
use crate::{Event, may_manage};
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::{Currency, Locale, Moment, Money};
use serde::{Deserialize, Serialize};

db::id!(
    /// The key of a rule.
    RuleId
);

db::words!(
    /// What is suggested, seen from what they have.
    Kind {
        /// Something better instead of it.
        Upsell = "upsell",
        /// Something that goes with it.
        CrossSell = "cross_sell",
    }
);

db::words!(
    /// Where a rule looks.
    LookAt { Order = "order", Customer = "customer" }
);

db::words!(
    /// What a rule looks for.
    Has {
        /// Nothing particular: the amount alone decides, or nothing does.
        Anything = "anything",
        /// A product, by its code.
        Product = "product",
        /// A category of products.
        Category = "category",
        /// A tag on the customer.
        Tag = "tag",
    }
);

/// A rule as stored, with the codes people know things by.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Rule {
    pub id: RuleId,
    pub name: String,
    pub kind: Kind,
    pub look_at: LookAt,
    pub has: Has,
    /// The product’s code, the category or the tag.
    pub word: String,
    pub has_product: Option<ProductId>,
    above_minor: Option<i64>,
    above_currency: Option<Currency>,
    pub product: ProductId,
    pub variant: Option<VariantId>,
    text_en: String,
    text_es: String,
    text_zh: String,
    pub brand: Option<BrandId>,
    pub country: String,
    pub valid_from: Option<Moment>,
    pub valid_until: Option<Moment>,
    pub is_active: bool,
    pub product_code: String,
    pub product_name: String,
    pub sku: Option<String>,
    pub brand_code: Option<String>,
}

/// What a rule is made or changed with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewRule {
    pub name: String,
    pub kind: Kind,
    pub look_at: LookAt,
    pub has: Has,
    pub word: String,
    /// The order must come to more than this.
    pub above: Option<Money>,
    /// The SKU of a variant, or the code of a product: then whichever of its variants is there.
    pub suggest: String,
    pub text_en: String,
    pub text_es: String,
    pub text_zh: String,
    /// The brand’s code; `None` for all.
    pub brand: Option<String>,
    /// Two letters; empty for all.
    pub country: String,
    pub valid_from: Option<Moment>,
    pub valid_until: Option<Moment>,
    pub is_active: bool,
}

impl Default for NewRule {
    fn default() -> Self {
        Self {
            name: String::new(),
            kind: Kind::CrossSell,
            look_at: LookAt::Order,
            has: Has::Product,
            word: String::new(),
            above: None,
            suggest: String::new(),
            text_en: String::new(),
            text_es: String::new(),
            text_zh: String::new(),
            brand: None,
            country: String::new(),
            valid_from: None,
            valid_until: None,
            is_active: true,
        }
    }
}

impl Rule {
    /// Only orders above this.
    pub fn above(&self) -> Option<Money> {
        Some(Money::new(self.above_minor?, self.above_currency?))
    }

    /// The text for the customer in this language; empty if none was written.
    pub fn text(&self, locale: Locale) -> &str {
        match locale {
            Locale::En => &self.text_en,
            Locale::Es => &self.text_es,
            Locale::Zh => &self.text_zh,
        }
    }

    /// Whether it counts at this moment.
    pub fn counts_at(&self, now: Moment) -> bool {
        self.is_active && self.valid_from.is_none_or(|from| from <= now) && self.valid_until.is_none_or(|until| now < until)
    }

    /// As it would be written again.
    pub fn settings(&self) -> NewRule {
        NewRule {
            name: self.name.clone(),
            kind: self.kind,
            look_at: self.look_at,
            has: self.has,
            word: self.word.clone(),
            above: self.above(),
            suggest: self.sku.clone().unwrap_or_else(|| self.product_code.clone()),
            text_en: self.text_en.clone(),
            text_es: self.text_es.clone(),
            text_zh: self.text_zh.clone(),
            brand: self.brand_code.clone(),
            country: self.country.clone(),
            valid_from: self.valid_from,
            valid_until: self.valid_until,
            is_active: self.is_active,
        }
    }
}

/// A rule whose words were found to mean something.
struct Checked {
    new: NewRule,
    has_product: Option<ProductId>,
    product: ProductId,
    variant: Option<VariantId>,
    brand: Option<BrandId>,
}

const LONGEST_TEXT: usize = 2_000;

impl NewRule {
    fn checked(&self, tx: &mut Tx<'_>) -> Result<Checked, Trouble> {
        let new = Self {
            name: one_line(&self.name, 100),
            word: one_line(&self.word, 60),
            suggest: one_line(&self.suggest, 60),
            country: self.country.trim().to_ascii_uppercase(),
            brand: self.brand.clone().filter(|code| !code.trim().is_empty()),
            ..self.clone()
        };
        if new.name.is_empty() {
            return Err(Trouble::refused("orders-name-missing"));
        }
        new.fits_together()?;
        let (product, variant) = suggested(tx, &new.suggest)?;
        let has_product = if new.has == Has::Product { Some(named(tx, &new.word)?) } else { None };
        if new.kind == Kind::Upsell && has_product == Some(product) && variant.is_none() {
            return Err(Trouble::refused("orders-suggest-upsell-same"));
        }
        let brand = match &new.brand {
            Some(code) => Some(
                brand::by_code(tx, code)?
                    .ok_or_else(|| Trouble::refused("orders-suggest-no-brand").with("code", code))?
                    .id,
            ),
            None => None,
        };
        Ok(Checked { new, has_product, product, variant, brand })
    }

    /// What can be seen to be wrong without looking anything up.
    fn fits_together(&self) -> Result<(), Trouble> {
        if self.has != Has::Anything && self.word.is_empty() {
            return Err(Trouble::refused("orders-suggest-word-missing"));
        }
        if self.kind == Kind::Upsell && !matches!(self.has, Has::Product | Has::Category) {
            return Err(Trouble::refused("orders-suggest-upsell-of-what"));
        }
        if self.above.is_some_and(Money::is_negative) {
            return Err(Trouble::refused("orders-negative-price"));
        }
        if !(self.country.is_empty() || self.country.len() == 2 && self.country.bytes().all(|b| b.is_ascii_uppercase())) {
            return Err(Trouble::refused("orders-country-unfit"));
        }
        if self.valid_from.zip(self.valid_until).is_some_and(|(from, until)| until <= from) {
            return Err(Trouble::refused("orders-suggest-never"));
        }
        for text in [&self.text_en, &self.text_es, &self.text_zh] {
            if text.chars().count() > LONGEST_TEXT {
                return Err(Trouble::refused("orders-suggest-text-long"));
            }
            if let Some(unknown) = unknown_placeholder(text) {
                return Err(Trouble::refused("orders-suggest-placeholder").with("placeholder", unknown));
            }
        }
        Ok(())
    }
}

/// What a SKU or a product’s code stands for.
fn suggested(tx: &mut Tx<'_>, typed: &str) -> Result<(ProductId, Option<VariantId>), Trouble> {
    if let Some(variant) = product::by_sku(tx, typed)? {
        return Ok((variant.product, Some(variant.id)));
    }
    Ok((named(tx, typed)?, None))
}

fn named(tx: &mut Tx<'_>, code: &str) -> Result<ProductId, Trouble> {
    let found = product::by_code(tx, code)?;
    Ok(found.ok_or_else(|| Trouble::refused("orders-suggest-no-product").with("code", code))?.id)
}

/// Makes a rule.
pub fn make(work: &mut Work<'_>, new: &NewRule) -> Result<RuleId, Trouble> {
    may_manage(work)?;
    let checked = new.checked(work)?;
    let id: RuleId = written(
        sql(
            "INSERT INTO suggestion_rule (name, kind, look_at, has, word, has_product_id, above_minor, above_currency, product_id, variant_id,
                                          text_en, text_es, text_zh, brand_id, country, valid_from, valid_until, is_active)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) RETURNING id",
        ),
        &checked,
    )
    .only(work, "rule")?;
    work.record(&Event::SuggestionRuleSaved { rule: id.0 })?;
    Ok(id)
}

/// Changes a rule; what it suggested so far keeps counting for it.
pub fn change(work: &mut Work<'_>, id: RuleId, new: &NewRule) -> Result<(), Trouble> {
    may_manage(work)?;
    let (before, checked) = (find(work, id)?, new.checked(work)?);
    if before.settings() == checked.new {
        return Ok(());
    }
    written(
        sql(
            "UPDATE suggestion_rule SET name = $1, kind = $2, look_at = $3, has = $4, word = $5, has_product_id = $6, above_minor = $7,
                above_currency = $8, product_id = $9, variant_id = $10, text_en = $11, text_es = $12, text_zh = $13, brand_id = $14,
                country = $15, valid_from = $16, valid_until = $17, is_active = $18
          WHERE id = $19",
        ),
        &checked,
    )
    .with(id)
    .run(work)?;
    work.record(&Event::SuggestionRuleSaved { rule: id.0 })
}

fn written(statement: db::Sql, checked: &Checked) -> db::Sql {
    let new = &checked.new;
    statement
        .with(&new.name)
        .with(new.kind)
        .with(new.look_at)
        .with(new.has)
        .with(&new.word)
        .with(checked.has_product)
        .with(new.above.map(|above| above.minor))
        .with(new.above.map(|above| above.currency))
        .with(checked.product)
        .with(checked.variant)
        .with(new.text_en.trim())
        .with(new.text_es.trim())
        .with(new.text_zh.trim())
        .with(checked.brand)
        .with(&new.country)
        .with(new.valid_from)
        .with(new.valid_until)
        .with(new.is_active)
}

/// Takes a rule away; figures keep what it did.
pub fn remove(work: &mut Work<'_>, id: RuleId) -> Result<(), Trouble> {
    may_manage(work)?;
    let now = work.now;
    let removed = sql("UPDATE suggestion_rule SET removed_at = $2 WHERE id = $1 AND removed_at IS NULL")
        .with(id)
        .with(now)
        .run(work)?;
    if removed > 0 {
        work.record(&Event::SuggestionRuleRemoved { rule: id.0 })
    } else {
        Err(Trouble::NotFound("rule"))
    }
}

/// Takes up again a rule that was taken away.
pub fn take_up_again(work: &mut Work<'_>, id: RuleId) -> Result<(), Trouble> {
    may_manage(work)?;
    let back = sql("UPDATE suggestion_rule SET removed_at = NULL WHERE id = $1 AND removed_at IS NOT NULL")
        .with(id)
        .run(work)?;
    if back > 0 { work.record(&Event::SuggestionRuleSaved { rule: id.0 }) } else { Ok(()) }
}

/// The rule these words would be, without writing it down: to be tried. It has the key it has, or that of none.
pub(super) fn imagined(tx: &mut Tx<'_>, id: Option<RuleId>, new: &NewRule) -> Result<Rule, Trouble> {
    let checked = new.checked(tx)?;
    let product = product::find(tx, checked.product)?;
    let sku = match checked.variant {
        Some(variant) => Some(product::variant_of(tx, variant)?.sku),
        None => None,
    };
    let new = checked.new;
    Ok(Rule {
        id: id.unwrap_or(RuleId(0)),
        name: new.name,
        kind: new.kind,
        look_at: new.look_at,
        has: new.has,
        word: new.word,
        has_product: checked.has_product,
        above_minor: new.above.map(|above| above.minor),
        above_currency: new.above.map(|above| above.currency),
        product: checked.product,
        variant: checked.variant,
        text_en: new.text_en,
        text_es: new.text_es,
        text_zh: new.text_zh,
        brand: checked.brand,
        country: new.country,
        valid_from: new.valid_from,
        valid_until: new.valid_until,
        is_active: new.is_active,
        product_code: product.code,
        product_name: product.name,
        sku,
        brand_code: new.brand,
    })
}

/// The rule with this key.
pub fn find(tx: &mut Tx<'_>, id: RuleId) -> Result<Rule, Trouble> {
    sql(
        "SELECT r.id, r.name, r.kind, r.look_at, r.has, r.word, r.has_product_id, r.above_minor, r.above_currency, r.product_id, r.variant_id,
                r.text_en, r.text_es, r.text_zh, r.brand_id, r.country, r.valid_from, r.valid_until, r.is_active, p.code, p.name, v.sku, b.code
           FROM suggestion_rule r JOIN product p ON p.id = r.product_id
           LEFT JOIN variant v ON v.id = r.variant_id LEFT JOIN brand b ON b.id = r.brand_id
          WHERE r.id = $1 AND r.removed_at IS NULL",
    )
    .with(id)
    .only(tx, "rule")
}

/// Every rule, in the order in which they are asked: the oldest first.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Rule>, Trouble> {
    sql(
        "SELECT r.id, r.name, r.kind, r.look_at, r.has, r.word, r.has_product_id, r.above_minor, r.above_currency, r.product_id, r.variant_id,
                r.text_en, r.text_es, r.text_zh, r.brand_id, r.country, r.valid_from, r.valid_until, r.is_active, p.code, p.name, v.sku, b.code
           FROM suggestion_rule r JOIN product p ON p.id = r.product_id
           LEFT JOIN variant v ON v.id = r.variant_id LEFT JOIN brand b ON b.id = r.brand_id
          WHERE r.removed_at IS NULL ORDER BY r.id",
    )
    .all(tx)
}
