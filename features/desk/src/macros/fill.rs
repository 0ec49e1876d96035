//! Variables in a macro's text: `{{customer.name}}`. Filled in one pass over the macro's own words; what is put in is never
//! looked at again, so braces in a name or a subject stay braces.

/// Every variable there is.
pub const VARIABLES: [&str; 7] = [
    "customer.name",
    "customer.first_name",
    "conversation.number",
    "conversation.subject",
    "agent.name",
    "agent.first_name",
    "inbox.name",
];

/// What stands for them in one conversation.
#[derive(Debug, Clone, Default)]
pub struct Values {
    pub customer: String,
    /// None before there is a conversation.
    pub number: Option<i64>,
    pub subject: String,
    pub agent: String,
    pub inbox: String,
}

impl Values {
    fn of(&self, variable: &str) -> Option<String> {
        Some(match variable {
            "customer.name" => self.customer.clone(),
            "customer.first_name" => first(&self.customer),
            "conversation.number" => self.number?.to_string(),
            "conversation.subject" => self.subject.clone(),
            "agent.name" => self.agent.clone(),
            "agent.first_name" => first(&self.agent),
            "inbox.name" => self.inbox.clone(),
            _ => return None,
        })
    }
}

/// The first name, where names have a gap; a Chinese name is said whole.
fn first(name: &str) -> String {
    name.split_whitespace().next().unwrap_or("").to_owned()
}

/// The text with its variables filled. One nobody knows stays as it is written.
pub fn fill(text: &str, values: &Values) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, variable, after)) = next(rest) {
        filled.push_str(before);
        let written = &rest[before.len()..rest.len() - after.len()];
        filled.push_str(&values.of(variable).unwrap_or_else(|| written.to_owned()));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// Whether all that the text names is known.
pub fn is_filled_by(text: &str, values: &Values) -> bool {
    let mut rest = text;
    while let Some((_, variable, after)) = next(rest) {
        if VARIABLES.contains(&variable) && values.of(variable).is_none() {
            return false;
        }
        rest = after;
    }
    true
}

/// The first variable of a text that does not exist.
pub fn unknown_variable(text: &str) -> Option<&str> {
    let mut rest = text;
    while let Some((_, variable, after)) = next(rest) {
        if !VARIABLES.contains(&variable) {
            return Some(variable);
        }
        rest = after;
    }
    None
}

/// What stands before the next variable, its name, and what follows it.
fn next(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once("{{")?;
    let (variable, after) = rest.split_once("}}")?;
    Some((before, variable.trim(), after))
}

#[cfg(test)]
mod tests {
    use super::{Values, fill, unknown_variable};

    fn mia() -> Values {
        Values {
            customer: "Mia Castellano".into(),
            number: Some(42),
            subject: "The kettle leaks".into(),
            agent: "Ana Ruiz".into(),
            inbox: "Support".into(),
        }
    }

    #[test]
    fn variables_are_filled_and_everything_else_stays() {
        for (text, filled) in [
            ("Dear {{customer.first_name}},", "Dear Mia,"),
            ("{{ customer.name }} #{{conversation.number}}", "Mia Castellano #42"),
            ("{{agent.name}}, {{inbox.name}}", "Ana Ruiz, Support"),
            ("{{nobody}} {{", "{{nobody}} {{"),
            ("{ {{agent.first_name}} }", "{ Ana }"),
            ("no variables", "no variables"),
        ] {
            assert_eq!(fill(text, &mia()), filled);
        }
        assert_eq!(unknown_variable("{{customer.name}} {{customer.iban}}"), Some("customer.iban"));
        assert_eq!(unknown_variable("{{customer.name}} {{"), None);
    }

    #[test]
    fn attack_39_what_a_customer_writes_is_put_in_and_never_evaluated() {
        let hostile = Values {
            customer: "{{agent.name}} {{agent.name}}".into(),
            subject: "{{customer.name}}".into(),
            ..mia()
        };

        assert_eq!(
            fill("{{customer.name}}: {{conversation.subject}}", &hostile),
            "{{agent.name}} {{agent.name}}: {{customer.name}}"
        );
        assert_eq!(fill("{{{{conversation.subject}}}}", &hostile), "{{{{conversation.subject}}}}");
    }
}
