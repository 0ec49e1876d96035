//! Reading what a program sent, and saying exactly which part of it cannot be read.

use crate::problem::Problem;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Reads a JSON body. Not JSON at all: 400 with the place. JSON of another shape: 422 with the path of the field.
pub(super) fn body<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let text = if bytes.iter().all(u8::is_ascii_whitespace) { b"{}" } else { bytes };
    let mut value: Value = serde_json::from_slice(text).map_err(|e| Problem::unreadable_json(&e.to_string()))?;
    if !value.is_object() {
        return Err(Problem::wrong_field("", "expected an object"));
    }
    make_whole(&mut value);
    if let Some(pointer) = with_nul(&value, String::new()) {
        return Err(Problem::wrong_field(&pointer, "it contains the character U+0000"));
    }
    serde_path_to_error::deserialize(value).map_err(|e| {
        let within = pointer(&e.path().to_string());
        let said = e.into_inner().to_string();
        match missing(&said) {
            Some(name) => Problem::wrong_field(&format!("{within}/{name}"), MISSING),
            None => Problem::wrong_field(&within, &said),
        }
    })
}

const MISSING: &str = "it is missing";

/// The field serde says is not there; it stands beside the path, which ends where it should have been.
fn missing(said: &str) -> Option<&str> {
    said.strip_prefix("missing field `")?.strip_suffix('`')
}

/// Reads the parameters behind the question mark.
pub(super) fn query<T: DeserializeOwned>(pairs: &[(String, String)]) -> Result<T, Problem> {
    let mut encoded = url::form_urlencoded::Serializer::new(String::new());
    for (at, (name, value)) in pairs.iter().enumerate() {
        if pairs.iter().take(at).any(|(before, _)| before == name) {
            return Err(Problem::wrong_field(name, "it is given twice"));
        }
        if value.contains('\0') || name.contains('\0') {
            return Err(Problem::wrong_field(name, "it contains the character U+0000"));
        }
        encoded.append_pair(name, value);
    }
    let encoded = encoded.finish();
    let reader = serde_urlencoded::Deserializer::new(url::form_urlencoded::parse(encoded.as_bytes()));
    serde_path_to_error::deserialize(reader).map_err(|e| {
        let field = pointer(&e.path().to_string()).trim_start_matches('/').to_owned();
        let said = e.into_inner().to_string();
        missing(&said).map_or_else(|| Problem::wrong_field(&field, &said), |name| Problem::wrong_field(name, MISSING))
    })
}

/// To JSON Schema, `7.0` is an integer; to some programs every number is written so.
fn make_whole(value: &mut Value) {
    match value {
        Value::Number(number) => {
            let whole = number.as_f64().filter(|f| number.is_f64() && f.fract() == 0.0 && f.abs() < 9_007_199_254_740_992.0);
            if let Some(whole) = whole {
                *value = Value::from(whole as i64);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(make_whole),
        Value::Object(fields) => fields.values_mut().for_each(make_whole),
        _ => {}
    }
}

/// Neither database keeps U+0000 in text; the pointer of the first one found.
fn with_nul(value: &Value, at: String) -> Option<String> {
    match value {
        Value::String(text) => text.contains('\0').then_some(at),
        Value::Array(items) => items.iter().enumerate().find_map(|(place, item)| with_nul(item, format!("{at}/{place}"))),
        Value::Object(fields) => fields.iter().find_map(|(name, field)| {
            let here = format!("{at}/{name}");
            if name.contains('\0') { Some(here) } else { with_nul(field, here) }
        }),
        _ => None,
    }
}

/// `files[0].name` as a JSON Pointer (RFC 6901).
fn pointer(path: &str) -> String {
    if path == "." {
        return String::new();
    }
    let parts = path.split(['.', '[']).map(|part| part.trim_end_matches(']')).filter(|part| !part.is_empty());
    parts.map(|part| format!("/{part}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Wish {
        #[serde(default)]
        files: Vec<File>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        name: String,
    }

    #[test]
    fn what_cannot_be_read_is_named_by_its_path() {
        for (sent, status, pointer) in [
            ("{\"files\":[{\"name\":1}]}", 422, Some("/files/0/name")),
            ("{\"files\":[{\"name\":\"a\",\"role\":\"admin\"}]}", 422, Some("/files/0/role")),
            ("{\"is_admin\":true}", 422, Some("/is_admin")),
            ("{\"files\":[{\"name\":\"a\\u0000b\"}]}", 422, Some("/files/0/name")),
            ("{\"files\":[{\"name\":\"a\"},{}]}", 422, Some("/files/1/name")),
            ("[{\"name\":\"a\"}]", 422, None),
            ("null", 422, None),
            ("{\"files\":", 400, None),
            ("[]]", 400, None),
        ] {
            let problem = body::<Wish>(sent.as_bytes()).unwrap_err();
            assert_eq!(problem.status().as_u16(), status, "{sent}");
            assert_eq!(problem.field().map(|(pointer, _)| pointer), pointer, "{sent}");
        }
        let read: Wish = body(b"{\"files\":[{\"name\":\"a.txt\"}]}").unwrap();
        assert_eq!((read.files[0].name.as_str(), body::<Wish>(b" ").unwrap().files.len()), ("a.txt", 0));
    }

    #[test]
    fn a_parameter_that_is_missing_or_unreadable_is_named() {
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Asked {
            from: i64,
        }
        for (sent, field) in [(vec![], "from"), (vec![("from", "x")], "from"), (vec![("from", "1"), ("form", "1")], "form")] {
            let pairs: Vec<_> = sent.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
            let problem = query::<Asked>(&pairs).unwrap_err();
            assert_eq!(problem.field().map(|(field, _)| field), Some(field), "{pairs:?}");
        }
        assert_eq!(query::<Asked>(&[("from".to_owned(), "7".to_owned())]).unwrap().from, 7);
    }

    #[test]
    fn a_body_of_endless_depth_is_refused_and_not_followed() {
        let deep = "[".repeat(100_000);
        assert_eq!(body::<Wish>(deep.as_bytes()).unwrap_err().status().as_u16(), 400);
    }
}
