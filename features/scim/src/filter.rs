//! The filter language of SCIM (RFC 7644, 3.4.2.2), read into a tree and asked of one resource.
//!
//! Names of attributes are compared without case, as the RFC wishes, and texts too: none of ours is `caseExact` but ids.

use crate::value::{self, Path};
use serde_json::Value;

/// Deeper nesting than this is nobody's question.
const DEEPEST: usize = 20;
const LONGEST: usize = 4_000;

/// A condition.
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    And(Box<Filter>, Box<Filter>),
    Or(Box<Filter>, Box<Filter>),
    Not(Box<Filter>),
    Present(Path),
    Compare(Path, Operator, Value),
    /// One element of a list fits as a whole: `emails[type eq "work" and primary eq true]`.
    Some(String, Box<Filter>),
}

/// How an attribute is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    Eq,
    Ne,
    Co,
    Sw,
    Ew,
    Gt,
    Ge,
    Lt,
    Le,
}

impl Operator {
    fn of(word: &str) -> Option<Self> {
        Some(match word.to_ascii_lowercase().as_str() {
            "eq" => Self::Eq,
            "ne" => Self::Ne,
            "co" => Self::Co,
            "sw" => Self::Sw,
            "ew" => Self::Ew,
            "gt" => Self::Gt,
            "ge" => Self::Ge,
            "lt" => Self::Lt,
            "le" => Self::Le,
            _ => return None,
        })
    }

    fn holds(self, is: &Value, wanted: &Value) -> bool {
        let order = || value::order(is, wanted);
        let texts = || Some((is.as_str()?.to_lowercase(), wanted.as_str()?.to_lowercase()));
        match self {
            Self::Eq => value::same(is, wanted),
            Self::Ne => !value::same(is, wanted),
            Self::Co => texts().is_some_and(|(is, wanted)| is.contains(&wanted)),
            Self::Sw => texts().is_some_and(|(is, wanted)| is.starts_with(&wanted)),
            Self::Ew => texts().is_some_and(|(is, wanted)| is.ends_with(&wanted)),
            Self::Gt => order().is_some_and(std::cmp::Ordering::is_gt),
            Self::Ge => order().is_some_and(std::cmp::Ordering::is_ge),
            Self::Lt => order().is_some_and(std::cmp::Ordering::is_lt),
            Self::Le => order().is_some_and(std::cmp::Ordering::is_le),
        }
    }
}

impl Filter {
    /// Reads it; `None` if it is none.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let mut reader = Reader { rest: text.trim(), depth: 0 };
        let filter = reader.any_of()?;
        reader.rest.trim().is_empty().then_some(filter)
    }

    /// Whether this resource, or this element of a list, fits.
    pub fn fits(&self, resource: &Value) -> bool {
        match self {
            Self::And(one, other) => one.fits(resource) && other.fits(resource),
            Self::Or(one, other) => one.fits(resource) || other.fits(resource),
            Self::Not(inner) => !inner.fits(resource),
            Self::Present(path) => path.values(resource).into_iter().any(value::is_something),
            Self::Compare(path, Operator::Ne, wanted) => !path.values(resource).into_iter().any(|is| value::same(is, wanted)),
            Self::Compare(path, operator, wanted) => path.values(resource).into_iter().any(|is| operator.holds(is, wanted)),
            Self::Some(list, inner) => match value::get(resource, list) {
                Some(Value::Array(all)) => all.iter().any(|one| inner.fits(one)),
                Some(one) => inner.fits(one),
                None => false,
            },
        }
    }

    /// What must be equal for it to fit, if it is only that: `type eq "work"`. So an element that is missing can be made.
    pub fn equals(&self) -> Vec<(String, Value)> {
        match self {
            Self::Compare(path, Operator::Eq, wanted) => path.alone().map(|name| (name.to_owned(), wanted.clone())).into_iter().collect(),
            Self::And(one, other) => [one.equals(), other.equals()].concat(),
            _ => Vec::new(),
        }
    }
}

struct Reader<'a> {
    rest: &'a str,
    depth: usize,
}

impl Reader<'_> {
    fn any_of(&mut self) -> Option<Filter> {
        let mut found = self.all_of()?;
        while self.word("or") {
            found = Filter::Or(Box::new(found), Box::new(self.all_of()?));
        }
        Some(found)
    }

    fn all_of(&mut self) -> Option<Filter> {
        let mut found = self.one()?;
        while self.word("and") {
            found = Filter::And(Box::new(found), Box::new(self.one()?));
        }
        Some(found)
    }

    fn one(&mut self) -> Option<Filter> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let found = self.bare();
        self.depth -= 1;
        found
    }

    fn bare(&mut self) -> Option<Filter> {
        if self.word("not") {
            return self.group().map(|inner| Filter::Not(Box::new(inner)));
        }
        if self.rest.trim_start().starts_with('(') {
            return self.group();
        }
        let name = self.name()?;
        if self.sign('[') {
            let inner = self.any_of()?;
            return self.sign(']').then(|| Filter::Some(value::plain(&name).to_owned(), Box::new(inner)));
        }
        let path = Path::of_name(&name)?;
        if self.word("pr") {
            return Some(Filter::Present(path));
        }
        let operator = Operator::of(&self.name()?)?;
        Some(Filter::Compare(path, operator, self.value()?))
    }

    fn group(&mut self) -> Option<Filter> {
        if !self.sign('(') {
            return None;
        }
        let inner = self.any_of()?;
        self.sign(')').then_some(inner)
    }

    fn sign(&mut self, sign: char) -> bool {
        let rest = self.rest.trim_start();
        match rest.strip_prefix(sign) {
            Some(after) => {
                self.rest = after;
                true
            }
            None => false,
        }
    }

    /// A word that stands alone.
    fn word(&mut self, word: &str) -> bool {
        let rest = self.rest.trim_start();
        let Some(begin) = rest.get(..word.len()) else { return false };
        let after = &rest[word.len()..];
        let ends = after.chars().next().is_none_or(|c| c.is_whitespace() || "()]".contains(c));
        if begin.eq_ignore_ascii_case(word) && ends {
            self.rest = after;
            return true;
        }
        false
    }

    fn name(&mut self) -> Option<String> {
        let rest = self.rest.trim_start();
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || ".:_-$".contains(c))).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        self.rest = after;
        (!name.is_empty()).then(|| name.to_owned())
    }

    /// A value as JSON writes it; never a list or an object.
    fn value(&mut self) -> Option<Value> {
        let rest = self.rest.trim_start();
        let end = if rest.starts_with('"') {
            text_ends(rest)?
        } else {
            rest.find(|c: char| c.is_whitespace() || "()[]".contains(c)).unwrap_or(rest.len())
        };
        let (value, after) = rest.split_at(end);
        self.rest = after;
        serde_json::from_str(value).ok().filter(|value: &Value| !value.is_array() && !value.is_object())
    }
}

/// Behind the quote that ends a text.
fn text_ends(rest: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, letter) in rest.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn filters_are_read_and_answered_as_the_rfc_says() {
        let ana = json!({ "id": "3", "userName": "Ana@Kettle.example", "active": true, "name": { "familyName": "O'Malley" },
            "emails": [{ "value": "ana@kettle.example", "type": "work", "primary": true }, { "value": "a@home.example", "type": "home" }],
            "meta": { "lastModified": "2026-05-13T04:42:34Z" } });
        for (filter, fits) in [
            (r#"userName eq "ana@kettle.example""#, true),
            (r#"USERNAME Eq "ana@kettle.example""#, true),
            (r#"urn:ietf:params:scim:schemas:core:2.0:User:userName sw "ana""#, true),
            (r#"userName ne "ana@kettle.example""#, false),
            (r#"name.familyName co "O'Malley""#, true),
            (r#"name.familyName ew "ley" and active eq true"#, true),
            (r#"active eq false or name.familyName sw "x""#, false),
            (r#"not (active eq false)"#, true),
            (r#"title pr"#, false),
            (r#"emails pr and not (title pr)"#, true),
            (r#"emails eq "a@home.example""#, true),
            (r#"emails.type eq "home""#, true),
            (r#"emails[type eq "work" and value co "@kettle"]"#, true),
            (r#"emails[type eq "home" and value co "@kettle"]"#, false),
            (r#"meta.lastModified gt "2026-01-01T00:00:00Z""#, true),
            (r#"meta.lastModified lt "2026-01-01T00:00:00Z""#, false),
            (r#"id eq "3" and (active eq true or title pr)"#, true),
            (r#"title ne "x""#, true),
        ] {
            let read = Filter::parse(filter).unwrap_or_else(|| panic!("{filter} is no filter"));
            assert_eq!(read.fits(&ana), fits, "{filter}");
        }
    }

    #[test]
    fn attack_37_what_is_no_filter_is_refused_and_nothing_falls_over() {
        let deep = format!("{}title pr{}", "(".repeat(5_000), ")".repeat(5_000));
        let nested = format!("{}title pr{}", "not (".repeat(600), ")".repeat(600));
        let wrong = [
            "",
            "userName",
            "userName eq",
            "userName is \"x\"",
            "userName eq x",
            "userName eq \"x\" and",
            "(userName pr",
            "userName pr)",
            "emails[type eq \"x\"",
            "a eq \"' OR 1=1 --",
            "eq eq",
            "é pr",
            "userName eq [1]",
            "not active eq true",
            &deep,
            &nested,
        ];
        for filter in wrong {
            assert_eq!(Filter::parse(filter), None, "{}", &filter[..filter.len().min(60)]);
        }
    }
}
