//! What a company wants to know of its customers: a definition with a purpose and a time to keep it, and the rule that
//! reads a typed value. The rule is dry: no clock, no database.

use crate::words::one_line;
use db::{FromRow, FromValue, ToValue, Trouble, Value};
use jiff::civil::Date;
use kit::Moment;

db::id!(
    /// A definition's key.
    AttributeId
);

db::words!(
    /// What a value looks like.
    Shape { Text = "text", Number = "number", Choice = "choice", Date = "date", Boolean = "boolean" }
);

/// The choices of a choice, stored as a JSON list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices(pub Vec<String>);

impl ToValue for &Choices {
    fn to_value(self) -> Value {
        serde_json::json!(self.0).to_string().to_value()
    }
}

impl FromValue for Choices {
    fn from_value(value: Value) -> Result<Self, Trouble> {
        serde_json::from_str(&String::from_value(value)?)
            .map(Self)
            .map_err(|e| Trouble::Shape(e.to_string()))
    }
}

/// A definition as stored. A preset's label, purpose and choices come from the catalogues until an admin writes their own.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Attribute {
    pub id: AttributeId,
    pub key: String,
    pub label: String,
    pub shape: Shape,
    pub choices: Choices,
    pub least: Option<i64>,
    pub most: Option<i64>,
    pub purpose: String,
    pub retention_days: Option<i64>,
    pub is_preset: bool,
    pub is_on: bool,
}

const DAY_SECONDS: i64 = 86_400;

impl Attribute {
    /// When a value set at `set_at` must be gone; `None`: it stays as long as the customer.
    pub fn expires(&self, set_at: Moment) -> Option<Moment> {
        self.retention_days.map(|days| set_at.plus_seconds(days.saturating_mul(DAY_SECONDS)))
    }

    /// Reads a typed value into the one spelling it is stored in. `today` bounds what cannot lie in the future.
    pub fn read(&self, typed: &str, today: Date) -> Result<String, Trouble> {
        let typed = one_line(typed, 500);
        let read = match self.shape {
            Shape::Text if self.key == "time_zone" => jiff::tz::TimeZone::get(&typed).ok().map(|_| typed.clone()),
            Shape::Text => Some(typed.clone()),
            Shape::Number => return self.number(&typed, today),
            Shape::Choice => self.choices.0.iter().find(|choice| choice.eq_ignore_ascii_case(&typed)).cloned(),
            Shape::Date => typed.parse::<Date>().ok().filter(|date| date.year() >= 1800).map(|date| date.to_string()),
            Shape::Boolean => yes_or_no(&typed).map(str::to_owned),
        };
        read.filter(|value| !value.is_empty()).ok_or_else(|| self.refusal(&typed))
    }

    fn number(&self, typed: &str, today: Date) -> Result<String, Trouble> {
        let plain = typed.replace([' ', '_'], "").replace(',', ".");
        let number: f64 = plain
            .parse()
            .ok()
            .filter(|n: &f64| n.is_finite() && n.abs() < 1e15)
            .ok_or_else(|| self.refusal(typed))?;
        let most = if self.key == "birth_year" { Some(i64::from(today.year())) } else { self.most };
        let whole = self.key == "birth_year" || self.key == "household_size";
        let low = self.least.is_some_and(|least| number < least as f64);
        let high = most.is_some_and(|most| number > most as f64);
        if low || high {
            return Err(Trouble::refused("customers-value-out-of-range")
                .with("least", shown(self.least))
                .with("most", shown(most)));
        }
        if whole && number.fract() != 0.0 {
            Err(self.refusal(typed))
        } else {
            Ok(number.to_string())
        }
    }

    fn refusal(&self, typed: &str) -> Trouble {
        let key = match (self.shape, self.key.as_str()) {
            (_, "time_zone") => "customers-not-a-time-zone",
            (Shape::Text, _) => "customers-value-is-empty",
            (Shape::Number, _) => "customers-not-a-number",
            (Shape::Choice, _) => "customers-not-a-choice",
            (Shape::Date, _) => "customers-not-a-date",
            (Shape::Boolean, _) => "customers-not-yes-or-no",
        };
        Trouble::refused(key).with("text", typed.chars().take(60).collect::<String>())
    }
}

fn yes_or_no(typed: &str) -> Option<&'static str> {
    match typed.to_lowercase().as_str() {
        "yes" | "true" | "1" | "on" => Some("yes"),
        "no" | "false" | "0" | "off" => Some("no"),
        _ => None,
    }
}

fn shown(limit: Option<i64>) -> String {
    limit.map_or_else(|| "–".to_owned(), |limit| limit.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanting(key: &str, shape: Shape, least: Option<i64>, most: Option<i64>) -> Attribute {
        let choices = Choices(vec!["Gold".into(), "Silver".into()]);
        let (label, purpose) = (key.to_owned(), "test".to_owned());
        Attribute {
            id: AttributeId(1),
            key: key.into(),
            label,
            shape,
            choices,
            least,
            most,
            purpose,
            retention_days: Some(2),
            is_preset: false,
            is_on: true,
        }
    }

    /// What is typed, beside what is stored; a dash where it is refused.
    #[test]
    fn a_typed_value_is_stored_in_one_spelling_or_refused() {
        let today = jiff::civil::date(2026, 3, 10);
        for (key, shape, typed, stored) in [
            ("size", Shape::Number, " 1 200,50 ", "1200.5"),
            ("size", Shape::Number, "NaN", "-"),
            ("size", Shape::Number, "many", "-"),
            ("birth_year", Shape::Number, "1984", "1984"),
            ("birth_year", Shape::Number, "2027", "-"),
            ("birth_year", Shape::Number, "1984.5", "-"),
            ("level", Shape::Choice, "gold", "Gold"),
            ("level", Shape::Choice, "tin", "-"),
            ("since", Shape::Date, "2024-02-29", "2024-02-29"),
            ("since", Shape::Date, "2023-02-29", "-"),
            ("vip", Shape::Boolean, "on", "yes"),
            ("vip", Shape::Boolean, "maybe", "-"),
            ("time_zone", Shape::Text, "Asia/Shanghai", "Asia/Shanghai"),
            ("time_zone", Shape::Text, "Mars/Olympus", "-"),
            ("title", Shape::Text, " Head\r\nof kettles ", "Head of kettles"),
            ("title", Shape::Text, "  ", "-"),
        ] {
            let read = wanting(key, shape, None, None).read(typed, today).unwrap_or_else(|_| "-".into());
            assert_eq!(read, stored, "{key} {typed:?}");
        }
    }

    #[test]
    fn a_number_stays_within_its_limits_and_a_value_within_its_days() {
        let size = wanting("size", Shape::Number, Some(1), Some(30));
        let today = jiff::civil::date(2026, 3, 10);
        assert_eq!(
            (size.read("1", today).is_ok(), size.read("0", today).is_ok(), size.read("31", today).is_ok()),
            (true, false, false)
        );
        assert_eq!(size.expires(Moment::from_seconds(0)), Some(Moment::from_seconds(2 * 86_400)));
    }
}
