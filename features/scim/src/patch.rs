//! Changes to a resource (RFC 7644, 3.5.2), done to its document: add, replace, remove, at a path or without one.
//!
//! Directories write them in dialects: operations with a capital letter, truth in quotes, one value where a list is meant, an
//! element that does not exist yet named by its type. Each means one thing only, so each is understood.

use crate::answers::Fault;
use crate::filter::Filter;
use crate::value::{Path, get, key, plain, same};
use serde_json::{Map, Value, json};

const MOST_OPERATIONS: usize = 1_000;

/// The attributes that are lists.
const LISTS: [&str; 2] = ["emails", "members"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Op {
    Add,
    Replace,
    Remove,
}

/// Where a change is made.
struct Target {
    attribute: String,
    filter: Option<Filter>,
    part: Option<String>,
}

/// The document after every change of `request`, or why there is none.
pub fn patched(document: &Value, request: &Value) -> Result<Value, Fault> {
    let operations = get(request, "Operations")
        .and_then(Value::as_array)
        .ok_or(Fault::syntax("Operations are missing"))?;
    if operations.len() > MOST_OPERATIONS {
        return Err(Fault::too_many());
    }
    let mut changed = document.clone();
    for operation in operations {
        one(&mut changed, operation)?;
    }
    Ok(changed)
}

fn one(document: &mut Value, operation: &Value) -> Result<(), Fault> {
    let word = get(operation, "op").and_then(Value::as_str).unwrap_or_default().to_ascii_lowercase();
    let op = match word.as_str() {
        "add" => Op::Add,
        "replace" => Op::Replace,
        "remove" => Op::Remove,
        _ => return Err(Fault::syntax("op is add, replace or remove")),
    };
    let value = get(operation, "value").cloned().unwrap_or(Value::Null);
    match get(operation, "path").and_then(Value::as_str) {
        Some(path) => at(document, op, &target(path)?, value),
        None if op == Op::Remove => Err(Fault::no_target("remove needs a path")),
        None => whole(document, op, &value),
    }
}

/// Without a path the value is part of the resource. Some directories write paths as its names.
fn whole(document: &mut Value, op: Op, value: &Value) -> Result<(), Fault> {
    let parts = value.as_object().ok_or(Fault::value("without a path the value is an object"))?;
    for (name, value) in parts {
        // An extension's own object, or the list of schemas: nothing of ours.
        if name.eq_ignore_ascii_case("schemas") || (name.to_ascii_lowercase().starts_with("urn:") && value.is_object()) {
            continue;
        }
        at(document, op, &target(name)?, value.clone())?;
    }
    Ok(())
}

fn target(path: &str) -> Result<Target, Fault> {
    let wrong = || Fault::path("it is no path");
    let Some((list, rest)) = path.split_once('[') else {
        let path = Path::of_name(path.trim()).ok_or_else(wrong)?;
        return Ok(Target {
            attribute: path.attribute().to_owned(),
            filter: None,
            part: path.part().map(ToOwned::to_owned),
        });
    };
    let (filter, after) = rest.rsplit_once(']').ok_or_else(wrong)?;
    let filter = Filter::parse(filter).ok_or_else(|| Fault::filter("the condition in the path cannot be read"))?;
    let part = after.strip_prefix('.').map(ToOwned::to_owned);
    if !after.is_empty() && part.is_none() {
        return Err(wrong());
    }
    Ok(Target { attribute: plain(list.trim()).to_owned(), filter: Some(filter), part })
}

fn at(document: &mut Value, op: Op, target: &Target, value: Value) -> Result<(), Fault> {
    let object = document.as_object_mut().ok_or(Fault::syntax("a resource is an object"))?;
    let name = key(object, &target.attribute).unwrap_or_else(|| target.attribute.clone());
    match &target.filter {
        Some(filter) => elements(object, &name, op, filter, target.part.as_deref(), value),
        None => match &target.part {
            Some(part) => inside(object, &name, op, part, value),
            None => {
                attribute(object, &name, op, value);
                Ok(())
            }
        },
    }
}

/// An attribute as a whole.
fn attribute(object: &mut Map<String, Value>, name: &str, op: Op, value: Value) {
    let is_list = LISTS.iter().any(|list| list.eq_ignore_ascii_case(name));
    match (op, is_list) {
        // `remove` with a value takes those elements away: not in the RFC, and common.
        (Op::Remove, true) if !value.is_null() => {
            let gone = as_list(value);
            if let Some(Value::Array(all)) = object.get_mut(name) {
                all.retain(|one| !gone.iter().any(|gone| same_element(one, gone)));
            }
        }
        (Op::Remove, _) => {
            object.remove(name);
        }
        (Op::Replace, true) => {
            object.insert(name.to_owned(), Value::Array(as_list(value)));
        }
        (Op::Add, true) => {
            let mut all = object.remove(name).map(as_list).unwrap_or_default();
            for new in as_list(value) {
                all.retain(|one| !same_element(one, &new));
                only_one_is_primary(&mut all, &new);
                all.push(new);
            }
            object.insert(name.to_owned(), Value::Array(all));
        }
        (Op::Add | Op::Replace, false) => match (object.get_mut(name), value) {
            (Some(Value::Object(old)), Value::Object(new)) if op == Op::Add => old.extend(new),
            (_, Value::Null) => {
                object.remove(name);
            }
            (_, value) => {
                object.insert(name.to_owned(), value);
            }
        },
    }
}

/// A part of an attribute; of a list, that part of each of its elements.
fn inside(object: &mut Map<String, Value>, name: &str, op: Op, part: &str, value: Value) -> Result<(), Fault> {
    let is_list = LISTS.iter().any(|list| list.eq_ignore_ascii_case(name));
    let held = object.entry(name.to_owned()).or_insert_with(|| if is_list { json!([]) } else { json!({}) });
    match held {
        Value::Array(all) => {
            if all.is_empty() && op != Op::Remove {
                all.push(json!({}));
            }
            // One value for the part of a list, or a list with one.
            let value = match value {
                Value::Array(mut values) if values.len() == 1 => values.remove(0),
                value => value,
            };
            for one in all.iter_mut().filter_map(Value::as_object_mut) {
                set(one, op, part, value.clone());
            }
            all.retain(|one| one.as_object().is_some_and(|one| !one.is_empty()));
            Ok(())
        }
        Value::Object(parts) => {
            set(parts, op, part, value);
            if parts.is_empty() {
                object.remove(name);
            }
            Ok(())
        }
        _ => Err(Fault::path("the attribute has no parts")),
    }
}

fn set(object: &mut Map<String, Value>, op: Op, part: &str, value: Value) {
    let name = key(object, part).unwrap_or_else(|| part.to_owned());
    if op == Op::Remove || value.is_null() {
        object.remove(&name);
    } else {
        object.insert(name, value);
    }
}

/// The elements of a list that fit.
fn elements(object: &mut Map<String, Value>, name: &str, op: Op, filter: &Filter, part: Option<&str>, value: Value) -> Result<(), Fault> {
    let mut all = object.remove(name).map(as_list).unwrap_or_default();
    let fits: Vec<bool> = all.iter().map(|one| filter.fits(one)).collect();
    if !fits.contains(&true) {
        if op == Op::Remove {
            object.insert(name.to_owned(), Value::Array(all));
            return Ok(());
        }
        // `emails[type eq "work"].value`, and there is none yet: it is made.
        let made: Map<String, Value> = filter.equals().into_iter().collect();
        if made.is_empty() {
            return Err(Fault::no_target("nothing fits the condition in the path"));
        }
        all.push(Value::Object(made));
    }
    let last = all.len() - 1;
    let is_meant = |at: usize| fits.get(at).copied().unwrap_or(at == last);
    if op == Op::Remove && part.is_none() {
        all = all.into_iter().enumerate().filter(|(at, _)| !is_meant(*at)).map(|(_, one)| one).collect();
    } else {
        for (at, one) in all.iter_mut().enumerate().filter(|(at, _)| is_meant(*at)) {
            let _ = at;
            match (part, one.as_object_mut()) {
                (Some(part), Some(one)) => set(one, op, part, value.clone()),
                (None, Some(one)) if op == Op::Add => one.extend(value.as_object().cloned().unwrap_or_default()),
                _ => *one = value.clone(),
            }
        }
    }
    object.insert(name.to_owned(), Value::Array(all));
    Ok(())
}

fn as_list(value: Value) -> Vec<Value> {
    match value {
        Value::Array(all) => all,
        Value::Null => Vec::new(),
        one => vec![one],
    }
}

fn same_element(one: &Value, other: &Value) -> bool {
    match (get(one, "value"), get(other, "value")) {
        (Some(one), Some(other)) => same(one, other),
        _ => one == other,
    }
}

/// RFC 7643, 2.4: a new primary one takes the place of the old.
fn only_one_is_primary(all: &mut [Value], new: &Value) {
    if get(new, "primary") == Some(&Value::Bool(true)) {
        for one in all.iter_mut().filter_map(Value::as_object_mut) {
            one.insert("primary".into(), Value::Bool(false));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(document: Value, operations: Value) -> Result<Value, Fault> {
        patched(&document, &json!({ "Operations": operations }))
    }

    fn ana() -> Value {
        json!({ "userName": "ana", "active": true, "name": { "givenName": "Ana", "familyName": "Ruiz" },
            "emails": [{ "value": "ana@kettle.example", "type": "work", "primary": true }] })
    }

    #[test]
    fn each_dialect_of_a_change_means_one_thing() {
        let table = [
            ("a value", json!([{ "op": "replace", "path": "userName", "value": "a" }]), "userName", json!("a")),
            ("a capital letter", json!([{ "op": "Replace", "path": "USERNAME", "value": "a" }]), "userName", json!("a")),
            ("no path", json!([{ "op": "replace", "value": { "active": false } }]), "active", json!(false)),
            (
                "a path as a name",
                json!([{ "op": "add", "value": { "name.givenName": "A" } }]),
                "name",
                json!({ "givenName": "A", "familyName": "Ruiz" }),
            ),
            (
                "a part",
                json!([{ "op": "replace", "path": "name.familyName", "value": "R" }]),
                "name",
                json!({ "givenName": "Ana", "familyName": "R" }),
            ),
            (
                "the schema in front",
                json!([{ "op": "add", "path": "urn:ietf:params:scim:schemas:core:2.0:User:name.givenName", "value": "A" }]),
                "name",
                json!({ "givenName": "A", "familyName": "Ruiz" }),
            ),
            (
                "parts added",
                json!([{ "op": "add", "path": "name", "value": { "givenName": "A" } }]),
                "name",
                json!({ "givenName": "A", "familyName": "Ruiz" }),
            ),
            (
                "parts replaced",
                json!([{ "op": "replace", "path": "name", "value": { "givenName": "A" } }]),
                "name",
                json!({ "givenName": "A" }),
            ),
            ("taken away", json!([{ "op": "remove", "path": "name.givenName" }]), "name", json!({ "familyName": "Ruiz" })),
            (
                "an element by its type",
                json!([{ "op": "replace", "path": "emails[type eq \"work\"].value", "value": "a@x.example" }]),
                "emails",
                json!([{ "value": "a@x.example", "type": "work", "primary": true }]),
            ),
            ("an element taken away", json!([{ "op": "remove", "path": "emails[type eq \"work\"]" }]), "emails", json!([])),
            (
                "a list replaced by one",
                json!([{ "op": "replace", "path": "emails", "value": { "value": "b@x.example" } }]),
                "emails",
                json!([{ "value": "b@x.example" }]),
            ),
            (
                "a new primary one",
                json!([{ "op": "add", "path": "emails", "value": [{ "value": "b@x.example", "primary": true }] }]),
                "emails",
                json!([{ "value": "ana@kettle.example", "type": "work", "primary": false }, { "value": "b@x.example", "primary": true }]),
            ),
        ];
        for (what, operations, name, becomes) in table {
            assert_eq!(after(ana(), operations).expect(what)[name], becomes, "{what}");
        }
    }

    #[test]
    fn an_element_that_is_not_there_is_made_from_what_names_it() {
        let made =
            after(ana(), json!([{ "op": "add", "path": "emails[type eq \"home\"].value", "value": "a@home.example" }])).expect("made");

        assert_eq!(made["emails"][1], json!({ "type": "home", "value": "a@home.example" }));
    }

    #[test]
    fn members_come_and_go_in_every_way_they_are_written() {
        let team = json!({ "displayName": "Returns", "members": [{ "value": "1" }, { "value": "2" }] });
        for (what, operations, left) in [
            ("by path", json!([{ "op": "remove", "path": "members[value eq \"1\"]" }]), json!([{ "value": "2" }])),
            (
                "by value",
                json!([{ "op": "remove", "path": "members", "value": [{ "value": "1" }] }]),
                json!([{ "value": "2" }]),
            ),
            ("all", json!([{ "op": "replace", "path": "members", "value": [] }]), json!([])),
            (
                "again",
                json!([{ "op": "add", "path": "members", "value": [{ "value": "2" }] }]),
                json!([{ "value": "1" }, { "value": "2" }]),
            ),
        ] {
            assert_eq!(after(team.clone(), operations).expect(what)["members"], left, "{what}");
        }
    }

    #[test]
    fn what_is_no_change_is_refused() {
        for wrong in [
            json!([{ "op": "move", "path": "userName" }]),
            json!([{ "op": "remove" }]),
            json!([{ "op": "add", "value": "x" }]),
            json!([{ "op": "add", "path": "emails[", "value": "x" }]),
            json!([{ "op": "add", "path": "emails[type is 1].value", "value": "x" }]),
            json!([{ "op": "add", "path": "emails[value co \"zz\"].type", "value": "x" }]),
            json!([{ "op": "add", "path": "a.b.c", "value": "x" }]),
            json!(["x"]),
        ] {
            assert!(after(ana(), wrong.clone()).is_err(), "{wrong}");
        }
        assert!(patched(&ana(), &json!({})).is_err());
    }
}
