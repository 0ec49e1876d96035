//! What fits: rules in their order, then what is bought together with what is in the order. What cannot be offered is left
//! out with why.

use super::case::Piece;
use super::{Case, Has, Kind, LookAt, Rule, RuleId, Settings, SuggestionId, WhyNot, together};
use crate::address::{self, AddressKind};
use crate::brand::{self, BrandId};
use crate::order::OrderStatus;
use crate::product::{self, Product, ProductId, Variant};
use crate::stock;
use crate::unit::{UnitId, UnitState};
use db::{Trouble, Tx};
use kit::{Currency, Money};
use std::collections::{BTreeMap, BTreeSet};

/// Something that could be offered.
#[derive(Debug, Clone)]
pub struct Suggestion {
    /// Its key once it was shown.
    pub id: Option<SuggestionId>,
    pub kind: Kind,
    pub because: Because,
    pub product: Product,
    /// The variant that is offered.
    pub variant: Variant,
    /// Any variant of the product counts as taken.
    pub any_variant: bool,
    pub price: Money,
    /// `None` where stock is not counted.
    pub level: Option<i64>,
    /// The piece of the order it would take the place of.
    pub instead_of: Option<UnitId>,
    /// The order it was worked out from.
    pub order: Option<crate::OrderId>,
    /// Whether that order can still take it up.
    pub fits_order: bool,
    /// The text a rule brings, by language: en, es, zh. Empty where none was written.
    pub texts: [String; 3],
}

/// Why this and not something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Because {
    Rule(RuleId, String),
    /// Bought together with this product in so many orders.
    Together(ProductId, String, i64),
}

/// Something that fits and cannot be offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dropped {
    pub product: String,
    pub why: WhyNot,
}

/// Where it would be sold.
struct Market {
    brand: Option<BrandId>,
    country: String,
    currency: Option<Currency>,
}

/// What fits, before anybody looked whether it can be sold.
struct Fitting {
    kind: Kind,
    because: Because,
    product: ProductId,
    variant: Option<product::VariantId>,
    instead_of: Option<UnitId>,
    texts: [String; 3],
}

const MOST_DROPPED: usize = 5;
/// What is bought together is asked for so many products of the order.
const MOST_PRODUCTS: usize = 10;
const MOST_PER_PRODUCT: i64 = 5;

pub(super) fn of(tx: &mut Tx<'_>, case: &Case, settings: &Settings, rules: Vec<Rule>) -> Result<(Vec<Suggestion>, Vec<Dropped>), Trouble> {
    let market = Market::of(tx, case)?;
    let Some(currency) = market.currency else { return Ok((Vec::new(), Vec::new())) };
    let mut fitting = by_rules(tx, case, &market, rules)?;
    if settings.uses_together {
        fitting.extend(by_orders(tx, case, settings.least_orders)?);
    }
    let (mut found, mut dropped) = (Vec::<Suggestion>::new(), Vec::new());
    let mut seen = BTreeSet::new();
    for fits in fitting {
        if found.len() as i64 >= settings.most_shown || dropped.len() >= MOST_DROPPED {
            break;
        }
        if !seen.insert((fits.product, fits.variant)) || found.iter().any(|one| one.product.id == fits.product) {
            continue;
        }
        match sellable(tx, case, fits, currency)? {
            Ok(suggestion) => found.push(suggestion),
            Err(not) => dropped.push(not),
        }
    }
    Ok((found, dropped))
}

impl Market {
    /// That of the order; of a customer without one, the first brand and where they live.
    fn of(tx: &mut Tx<'_>, case: &Case) -> Result<Self, Trouble> {
        if let Some(order) = &case.order {
            return Ok(Self {
                brand: Some(order.brand),
                country: order.country.clone(),
                currency: Some(order.currency),
            });
        }
        let brand = brand::all(tx)?.into_iter().next();
        let held = address::default_of(tx, case.customer, AddressKind::Shipping)?;
        let country = held.map(|held| held.address()).transpose()?.map_or_else(String::new, |address| address.country);
        Ok(Self {
            country,
            currency: brand.as_ref().map(|brand| brand.currency),
            brand: brand.map(|brand| brand.id),
        })
    }
}

fn by_rules(tx: &mut Tx<'_>, case: &Case, market: &Market, rules: Vec<Rule>) -> Result<Vec<Fitting>, Trouble> {
    let (now, tags) = (tx.now(), customers::tags::of(tx, case.customer)?);
    let rules = rules.into_iter().filter(|rule| rule.counts_at(now) && is_for(rule, market));
    Ok(rules.filter_map(|rule| fit(rule, case, &tags)).collect())
}

fn is_for(rule: &Rule, market: &Market) -> bool {
    let of_brand = rule.brand.is_none() || rule.brand == market.brand;
    of_brand && (rule.country.is_empty() || rule.country == market.country)
}

/// The rule with the piece it is about, if all it asks for is so.
fn fit(rule: Rule, case: &Case, tags: &[String]) -> Option<Fitting> {
    if let Some(above) = rule.above() {
        let total = case.order.as_ref()?.total();
        if total.currency != above.currency || total.minor <= above.minor {
            return None;
        }
    }
    let fits = |piece: &&Piece| match rule.has {
        Has::Product => Some(piece.product) == rule.has_product,
        Has::Category => piece.category == rule.word,
        Has::Anything | Has::Tag => false,
    };
    let piece = match rule.look_at {
        // For something better, a piece that can still be swapped comes first.
        LookAt::Order => case.in_order().filter(fits).min_by_key(|piece| piece.state != UnitState::Ordered),
        LookAt::Customer => case.pieces.iter().filter(fits).min_by_key(|piece| piece.state != UnitState::Ordered),
    };
    let holds = match rule.has {
        Has::Product | Has::Category => piece.is_some(),
        Has::Tag => tags.iter().any(|tag| tag.eq_ignore_ascii_case(&rule.word)),
        Has::Anything => rule.look_at == LookAt::Customer || case.order.is_some(),
    };
    holds.then(|| Fitting {
        kind: rule.kind,
        product: rule.product,
        variant: rule.variant,
        instead_of: piece.filter(|_| rule.kind == Kind::Upsell).map(|piece| piece.id),
        texts: kit::Locale::ALL.map(|locale| rule.text(locale).to_owned()),
        because: Because::Rule(rule.id, rule.name),
    })
}

/// What is bought together with what is in the order, most often first; each product once.
fn by_orders(tx: &mut Tx<'_>, case: &Case, least: i64) -> Result<Vec<Fitting>, Trouble> {
    let in_order: BTreeSet<ProductId> = case.in_order().map(|piece| piece.product).collect();
    let mut best: BTreeMap<ProductId, (i64, ProductId)> = BTreeMap::new();
    for product in in_order.iter().take(MOST_PRODUCTS) {
        for (other, count) in together::with(tx, *product, least, MOST_PER_PRODUCT)? {
            let known = best.entry(other).or_insert((count, *product));
            *known = (*known).max((count, *product));
        }
    }
    let mut all: Vec<_> = best.into_iter().filter(|(other, _)| !in_order.contains(other)).collect();
    all.sort_by_key(|(other, (count, _))| (std::cmp::Reverse(*count), *other));
    let fitting = all.into_iter().map(|(other, (count, with))| {
        Ok(Fitting {
            kind: Kind::CrossSell,
            because: Because::Together(with, product::find(tx, with)?.name, count),
            product: other,
            variant: None,
            instead_of: None,
            texts: Default::default(),
        })
    });
    fitting.collect()
}

/// Whether it can be offered now, and as which variant.
fn sellable(tx: &mut Tx<'_>, case: &Case, fits: Fitting, currency: Currency) -> Result<Result<Suggestion, Dropped>, Trouble> {
    let product = product::find(tx, fits.product)?;
    let not = |why| Ok(Err(Dropped { product: product.name.clone(), why }));
    let owned = case.pieces.iter().any(|piece| match (fits.kind, fits.variant) {
        (Kind::Upsell, Some(variant)) => piece.variant == variant,
        _ => piece.product == fits.product,
    });
    if owned {
        return not(WhyNot::Owned);
    }
    if fits.instead_of.is_some() && !is_ordered(case, fits.instead_of) {
        return not(WhyNot::OrderLeft);
    }
    let (variant, price, level) = match variant(tx, &fits, currency)? {
        Ok(found) => found,
        Err(why) => return not(why),
    };
    let fits_order = case.order.as_ref().is_some_and(|order| order.status == OrderStatus::Placed);
    Ok(Ok(Suggestion {
        id: None,
        kind: fits.kind,
        because: fits.because,
        any_variant: fits.variant.is_none(),
        product,
        variant,
        price,
        level,
        instead_of: fits.instead_of,
        order: case.order.as_ref().map(|order| order.id),
        fits_order,
        texts: fits.texts,
    }))
}

/// A piece of an order can become something better while it and everything beside it is still here.
fn is_ordered(case: &Case, unit: Option<UnitId>) -> bool {
    let is_here = case.order.as_ref().is_some_and(|order| order.status == OrderStatus::Placed);
    is_here && case.in_order().any(|piece| Some(piece.id) == unit && piece.state == UnitState::Ordered)
}

type Offer = (Variant, Money, Option<i64>);

/// The variant the rule names, or the first that is on sale and there.
fn variant(tx: &mut Tx<'_>, fits: &Fitting, currency: Currency) -> Result<Result<Offer, WhyNot>, Trouble> {
    let all = match fits.variant {
        Some(id) => vec![product::variant_of(tx, id)?],
        None => product::variants(tx, fits.product)?,
    };
    let mut why = WhyNot::NotSoldHere;
    for variant in all.into_iter().filter(Variant::is_on_sale) {
        let Some(price) = product::price_of(tx, variant.id, currency)? else { continue };
        match stock::level(tx, variant.id)? {
            Some(level) if level <= 0 => why = WhyNot::OutOfStock,
            level => return Ok(Ok((variant, price, level))),
        }
    }
    Ok(Err(why))
}
