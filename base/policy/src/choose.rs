//! Which policy counts: the most specific one for a brand, a country and a day.

use crate::Policy;
use jiff::civil::Date;
use std::cmp::Reverse;

/// How specific a policy is; the greater wins. In this order: it names the brand; it names the country; it began later; it
/// ends, and sooner; it names fewer brands; fewer countries; its name comes first. Two that are equal in all of this are
/// versions of one policy under one name, of which only one should be live; then the first given wins.
pub type Rank = (bool, bool, Option<Date>, Reverse<Date>, Reverse<usize>, Reverse<usize>, Reverse<String>);

/// The policy that counts, or none. The order in which policies are given does not matter, except as [`Rank`] says.
pub fn choose<'p>(policies: impl IntoIterator<Item = &'p Policy>, brand: &str, country: &str, day: Date) -> Option<&'p Policy> {
    let ranked = policies.into_iter().filter_map(|policy| Some((policy.rank(brand, country, day)?, policy)));
    ranked.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, policy)| policy)
}

impl Policy {
    /// Its rank for this brand, country and day; none if it does not hold for them.
    pub fn rank(&self, brand: &str, country: &str, day: Date) -> Option<Rank> {
        self.holds_for(brand, country, day).then(|| {
            (
                !self.brands.is_empty(),
                !self.countries.is_empty(),
                self.valid_from,
                Reverse(self.valid_until.unwrap_or(Date::MAX)),
                Reverse(self.brands.len()),
                Reverse(self.countries.len()),
                Reverse(self.name.clone()),
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn policy(name: &str, brands: &[&str], countries: &[&str], from: Option<Date>, until: Option<Date>) -> Policy {
        let list = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let (brands, countries) = (list(brands), list(countries));
        Policy {
            name: name.into(),
            brands,
            countries,
            valid_from: from,
            valid_until: until,
            ..crate::kettle_and_co()
        }
    }

    #[test]
    fn the_most_specific_counts() {
        let new_year = Some(date(2026, 1, 1));
        let all = [
            policy("everywhere", &[], &[], None, None),
            policy("everywhere 2026", &[], &[], new_year, None),
            policy("christmas", &[], &[], new_year, Some(date(2026, 12, 26))),
            policy("japan", &[], &["JP"], None, None),
            policy("kettle", &["kettle"], &[], None, None),
            policy("kettle in germany", &["kettle"], &["DE", "AT"], None, None),
            policy("kettle in austria", &["kettle"], &["AT"], None, None),
        ];
        for (brand, country, day, name) in [
            ("lamp", "FR", date(2025, 6, 1), "everywhere"),
            ("lamp", "FR", date(2027, 6, 1), "everywhere 2026"),
            ("lamp", "FR", date(2026, 6, 1), "christmas"),
            ("lamp", "JP", date(2026, 6, 1), "japan"),
            ("kettle", "JP", date(2026, 6, 1), "kettle"),
            ("kettle", "DE", date(2026, 6, 1), "kettle in germany"),
            ("kettle", "AT", date(2026, 6, 1), "kettle in austria"),
        ] {
            let chosen = choose(&all, brand, country, day).map(|policy| policy.name.as_str());
            let backwards = choose(all.iter().rev(), brand, country, day).map(|policy| policy.name.as_str());
            assert_eq!((chosen, backwards), (Some(name), Some(name)), "{brand} {country} {day}");
        }
    }

    #[test]
    fn the_first_and_the_last_day_belong_to_it_and_no_others() {
        let may = policy("may", &[], &[], Some(date(2026, 5, 1)), Some(date(2026, 5, 31)));
        for (day, holds) in [((4, 30), false), ((5, 1), true), ((5, 31), true), ((6, 1), false)] {
            assert_eq!(choose([&may], "", "", date(2026, day.0, day.1)).is_some(), holds, "{day:?}");
        }
    }
}
