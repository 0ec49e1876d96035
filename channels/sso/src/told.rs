//! What a provider says of somebody, once it is believed.

use crate::token::{Claims, subject};
use kit::EmailAddress;
use serde_json::Value;

/// Somebody as their company knows them.
#[derive(Debug, Clone)]
pub struct Told {
    /// The provider's own name for them; never changes and never moves to somebody else.
    pub subject: String,
    pub email: Option<EmailAddress>,
    /// Whether the provider made sure that the address is theirs.
    pub email_is_verified: bool,
    pub name: Option<String>,
    claims: Claims,
}

impl Told {
    /// Reads it out of claims; `None` if they name nobody.
    pub fn of(claims: Claims) -> Option<Self> {
        let said = |name: &str| claims.get(name).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
        Some(Self {
            subject: subject(&claims)?.to_owned(),
            email: said("email").and_then(|email| EmailAddress::parse(email).ok()),
            email_is_verified: is_verified(&claims),
            name: said("name").or_else(|| said("preferred_username")).map(ToOwned::to_owned),
            claims,
        })
    }

    /// The values of a claim: a text, a list of them, or one deeper by dots such as `realm_access.roles`.
    pub fn values(&self, claim: &str) -> Vec<String> {
        match found(&self.claims, claim) {
            Some(Value::String(one)) => vec![one.clone()],
            Some(Value::Array(all)) => all.iter().filter_map(|one| one.as_str().map(ToOwned::to_owned)).collect(),
            _ => Vec::new(),
        }
    }
}

/// Some providers write the truth in quotes; nothing else counts as one. Microsoft Entra does not know the usual claim: that the
/// owner of the address's domain was verified, it says in one of its own, in any of these spellings. Where the usual claim says
/// anything, it alone decides.
fn is_verified(claims: &Claims) -> bool {
    let is_true = |value: &Value| matches!(value, Value::Bool(true)) || value.as_str() == Some("true");
    let is_one = |value: &Value| value.as_i64() == Some(1) || value.as_str() == Some("1");
    match claims.get("email_verified").filter(|said| !said.is_null()) {
        Some(said) => is_true(said),
        None => claims.get("xms_edov").is_some_and(|value| is_true(value) || is_one(value)),
    }
}

/// A claim by its name, or deeper by dots.
pub(crate) fn found<'a>(claims: &'a Claims, claim: &str) -> Option<&'a Value> {
    claims.get(claim).or_else(|| deeper(claims, claim))
}

fn deeper<'a>(claims: &'a Claims, path: &str) -> Option<&'a Value> {
    let mut steps = path.split('.');
    let first = claims.get(steps.next()?)?;
    steps.try_fold(first, |found, step| found.get(step))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn told(claims: Value) -> Option<Told> {
        Told::of(claims.as_object().cloned().unwrap_or_default())
    }

    #[test]
    fn attack_31_an_address_is_verified_only_if_the_provider_says_so() {
        for (said, verified) in [
            (json!(true), true),
            (json!("true"), true),
            (json!(false), false),
            (json!("false"), false),
            (json!("yes"), false),
            (json!(1), false),
            (json!(null), false),
            (json!([true]), false),
        ] {
            let told = told(json!({ "sub": "7", "email": "ana@kettle.example", "email_verified": said })).expect("somebody");
            assert_eq!(told.email_is_verified, verified, "{said}");
        }
        assert!(!told(json!({ "sub": "7", "email": "ana@kettle.example" })).expect("somebody").email_is_verified);
        for (said, verified) in [
            (json!(true), true),
            (json!("1"), true),
            (json!(1), true),
            (json!(false), false),
            (json!("0"), false),
            (json!(2), false),
        ] {
            let alone = told(json!({ "sub": "7", "email": "ana@kettle.example", "xms_edov": said })).expect("somebody");
            assert_eq!(alone.email_is_verified, verified, "{said}");
            for usual in [json!(false), json!("false")] {
                let denied = json!({ "sub": "7", "email": "ana@kettle.example", "xms_edov": said, "email_verified": usual });
                assert!(!told(denied).expect("somebody").email_is_verified, "{said} against {usual}");
            }
        }
    }

    #[test]
    fn groups_are_found_where_providers_put_them() {
        let told = told(json!({ "sub": "7", "groups": ["a", "b", 3], "one": "x", "https://kettle.example/roles": ["y"],
            "realm_access": { "roles": ["z"] } }))
        .expect("somebody");

        assert_eq!(told.values("groups"), ["a", "b"]);
        assert_eq!(told.values("one"), ["x"]);
        assert_eq!(told.values("https://kettle.example/roles"), ["y"]);
        assert_eq!(told.values("realm_access.roles"), ["z"]);
        assert!(told.values("nothing").is_empty() && told.values("realm_access").is_empty() && told.values("").is_empty());
    }

    #[test]
    fn nobody_is_nobody() {
        assert!(told(json!({ "email": "ana@kettle.example" })).is_none());
        assert!(told(json!({ "sub": "" })).is_none() && told(json!({ "sub": 7 })).is_none());
    }
}
