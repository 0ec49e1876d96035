//! An element whose attributes are gathered piece by piece, each value escaped.

use maud::{Escaper, Markup, PreEscaped};
use std::fmt::Write as _;

/// An element under construction. Attribute names are ours, values may be anybody's.
#[derive(Debug, Clone)]
pub struct Tag {
    name: &'static str,
    classes: Vec<&'static str>,
    attributes: Vec<(&'static str, Option<String>)>,
}

impl Tag {
    /// Begins an element without attributes.
    pub const fn new(name: &'static str) -> Self {
        Self { name, classes: Vec::new(), attributes: Vec::new() }
    }

    /// Adds a class of the design.
    #[must_use]
    pub fn class(mut self, class: &'static str) -> Self {
        self.classes.push(class);
        self
    }

    /// Sets an attribute; a later value replaces an earlier one.
    #[must_use]
    pub fn attr(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.retain(|(known, _)| *known != name);
        self.attributes.push((name, Some(value.into())));
        self
    }

    /// Sets an attribute without a value, if `set`.
    #[must_use]
    pub fn flag(mut self, name: &'static str, set: bool) -> Self {
        if set {
            self.attributes.push((name, None));
        }
        self
    }

    /// The element around `content`.
    pub fn around(&self, content: &Markup) -> Markup {
        let mut text = self.open();
        let _ = write!(text, "{}</{}>", content.0, self.name);
        PreEscaped(text)
    }

    /// The element alone, for those that hold nothing (`input`).
    pub fn alone(&self) -> Markup {
        PreEscaped(self.open())
    }

    fn open(&self) -> String {
        let mut text = format!("<{}", self.name);
        if !self.classes.is_empty() {
            let _ = write!(text, " class=\"{}\"", self.classes.join(" "));
        }
        for (name, value) in &self.attributes {
            let _ = write!(text, " {name}");
            if let Some(value) = value {
                text.push_str("=\"");
                let _ = Escaper::new(&mut text).write_str(value);
                text.push('"');
            }
        }
        text.push('>');
        text
    }
}

#[cfg(test)]
mod tests {
    use super::Tag;

    #[test]
    fn what_anybody_wrote_stays_inside_its_quotes() {
        let tag = Tag::new("input")
            .class("input")
            .attr("value", "\"><script>alert(1)</script>")
            .flag("required", true)
            .alone();
        assert_eq!(tag.0, "<input class=\"input\" value=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\" required>");
    }
}
