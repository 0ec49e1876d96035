//! Names and addresses as exports write them: `Mia Klein <mia@example.com>, tom@example.net`, lists in JSON, parts of a name.

use crate::Person;
use serde_json::Value;

/// A list of addresses out of a header, or out of a JSON list of such.
pub(crate) fn people(text: &str) -> Vec<Person> {
    match serde_json::from_str::<Value>(text) {
        Ok(list @ (Value::Array(_) | Value::Object(_))) => people_of(&list),
        Ok(Value::String(one)) => listed(&one),
        _ => listed(text),
    }
}

/// The same out of JSON: strings, or objects with a name and an address.
pub(crate) fn people_of(value: &Value) -> Vec<Person> {
    match value {
        Value::Array(list) => list.iter().flat_map(people_of).collect(),
        Value::String(text) => listed(text),
        Value::Object(_) => {
            let of = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
            let address = [of("email"), of("address")].into_iter().find(|found| !found.is_empty()).unwrap_or_default();
            if address.is_empty() {
                Vec::new()
            } else {
                vec![Person { name: of("name"), address: address.to_lowercase() }]
            }
        }
        _ => Vec::new(),
    }
}

fn listed(text: &str) -> Vec<Person> {
    pieces(text).into_iter().filter_map(|piece| person(&piece)).collect()
}

/// Cut at commas and semicolons that stand in no quotes and no brackets.
fn pieces(text: &str) -> Vec<String> {
    let (mut pieces, mut quoted, mut deep) = (vec![String::new()], false, false);
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            '<' => deep = true,
            '>' => deep = false,
            ',' | ';' if !quoted && !deep => {
                pieces.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(last) = pieces.last_mut() {
            last.push(c);
        }
    }
    pieces
}

fn person(piece: &str) -> Option<Person> {
    let (name, address) = match piece.split_once('<') {
        Some((name, rest)) => (name, rest.split('>').next().unwrap_or_default()),
        None => ("", piece),
    };
    let address = address.trim().to_lowercase();
    address
        .contains('@')
        .then(|| Person { name: name.trim().trim_matches('"').trim().to_owned(), address })
}

/// First and last name as one.
pub(crate) fn full_name(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::people;

    #[test]
    fn lists_of_addresses_are_read_however_they_are_written() {
        let read = |text: &str| people(text).into_iter().map(|one| format!("{}|{}", one.name, one.address)).collect::<Vec<_>>();

        assert_eq!(read("\"Klein, Mia\" <Mia@Example.com>, tom@x.org"), ["Klein, Mia|mia@example.com", "|tom@x.org"]);
        assert_eq!(read("[\"tom@x.org\",\"Zoe <z@x.org>\"]"), ["|tom@x.org", "Zoe|z@x.org"]);
        assert_eq!(read("{\"name\":\"Tom\",\"email\":\"Tom@x.org\"}"), ["Tom|tom@x.org"]);
        assert!(read("Undisclosed recipients").is_empty() && read("null").is_empty() && read("").is_empty());
    }
}
