//! XML as some exports write it: a list of records whose elements say their type; each record becomes a JSON document.
//!
//! `<helpdesk-tickets type="array"><helpdesk-ticket><display-id type="integer">7</display-id>…`: dashes become underscores, arrays
//! lists, `nil="true"` null. One record is in memory at a time.

use crate::telling::NoExport;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde_json::{Map, Value};
use std::io::BufRead;

/// Deeper than any record goes.
const DEEPEST: usize = 40;

#[derive(Debug)]
pub(crate) enum Broken {
    Xml(String),
    Stopped(NoExport),
}

/// Whoever takes records, each by the name of its element.
type Take<'a> = dyn FnMut(&str, Value) -> Result<(), NoExport> + 'a;

/// Hands every record of the outermost list to `take`, by the name of its element; a document that is one record is one.
pub(crate) fn each(input: impl BufRead, take: &mut Take<'_>) -> Result<(), Broken> {
    let mut reader = Reader::from_reader(input);
    let (mut open, mut buffer): (Vec<Open>, Vec<u8>) = (Vec::new(), Vec::new());
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer).map_err(|e| Broken::Xml(e.to_string()))?;
        match event {
            Event::Start(start) if open.len() < DEEPEST => open.push(Open::of(&start)),
            Event::Start(_) => return Err(Broken::Xml(format!("it goes deeper than {DEEPEST} elements"))),
            Event::Empty(start) => shut(Open::of(&start), &mut open, take)?,
            Event::Text(text) => said(&mut open, &text.decode().map_err(|e| Broken::Xml(e.to_string()))?),
            Event::CData(text) => said(&mut open, &mail::decoded(&text, None)),
            Event::GeneralRef(name) => said(&mut open, &referred(&mail::decoded(&name, None))),
            Event::End(_) => {
                if let Some(element) = open.pop() {
                    shut(element, &mut open, take)?;
                }
            }
            Event::Eof if open.is_empty() => return Ok(()),
            Event::Eof => return Err(Broken::Xml("it ends in the middle of a record".into())),
            _ => {}
        }
    }
}

/// An element that is not closed yet.
struct Open {
    name: String,
    is_list: bool,
    is_nil: bool,
    text: String,
    fields: Map<String, Value>,
    items: Vec<Value>,
}

impl Open {
    fn of(start: &BytesStart<'_>) -> Self {
        let attribute = |name: &[u8]| {
            let found = start.attributes().flatten().find(|attribute| attribute.key.as_ref() == name);
            found.map(|attribute| mail::decoded(&attribute.value, None)).unwrap_or_default()
        };
        Self {
            name: mail::decoded(start.name().as_ref(), None).replace('-', "_"),
            is_list: attribute(b"type") == "array",
            is_nil: attribute(b"nil") == "true",
            text: String::new(),
            fields: Map::new(),
            items: Vec::new(),
        }
    }

    fn value(self) -> Value {
        if self.is_list {
            Value::Array(self.items)
        } else if !self.fields.is_empty() {
            Value::Object(self.fields)
        } else if self.is_nil {
            Value::Null
        } else {
            Value::String(self.text)
        }
    }
}

/// An element is over: a record of the outermost list is handed out, anything else belongs to what stands around it.
fn shut(element: Open, open: &mut [Open], take: &mut Take<'_>) -> Result<(), Broken> {
    let (name, is_outermost) = (element.name.clone(), open.is_empty());
    let is_list = element.is_list;
    let value = element.value();
    match open {
        [] if is_list || !value.is_object() => Ok(()),
        [list] if list.is_list => take(&name, value).map_err(Broken::Stopped),
        [.., around] => {
            if around.is_list {
                around.items.push(value);
            } else {
                around.fields.insert(name, value);
            }
            Ok(())
        }
        [] if is_outermost => take(&name, value).map_err(Broken::Stopped),
        [] => Ok(()),
    }
}

fn said(open: &mut [Open], text: &str) {
    if let Some(element) = open.last_mut() {
        element.text.push_str(text);
    }
}

/// `&lt;`, `&#8364;`: only what XML itself knows; anything else stands for itself, so that nothing grows.
fn referred(name: &str) -> String {
    let known = match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    };
    let numbered = || {
        let number = name.strip_prefix('#')?;
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        };
        char::from_u32(code)
    };
    known.or_else(numbered).map_or_else(|| format!("&{name};"), String::from)
}
