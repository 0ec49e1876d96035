//! Choosing: a list to pick from, boxes to tick, switches to throw.

use super::field::{described_by, notes};
use super::tag::Tag;
use maud::{Markup, Render, html};

/// A list to pick one entry from.
#[derive(Debug, Clone)]
pub struct Select {
    label: String,
    name: &'static str,
    id: String,
    options: Vec<(String, String)>,
    chosen: String,
    hint: Option<String>,
    error: Option<String>,
    control: Tag,
}

/// A list to pick from: pairs of value and what is shown; `chosen` is the value picked now.
pub fn select<V: Into<String>, S: Into<String>>(
    label: impl Into<String>,
    name: &'static str,
    options: impl IntoIterator<Item = (V, S)>,
    chosen: impl Into<String>,
) -> Select {
    let options = options.into_iter().map(|(value, shown)| (value.into(), shown.into())).collect();
    let control = Tag::new("select").class("select");
    Select {
        label: label.into(),
        name,
        id: name.to_owned(),
        options,
        chosen: chosen.into(),
        hint: None,
        error: None,
        control,
    }
}

impl Select {
    /// Explains it below.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// What is wrong with it, as [`crate::Mistakes::of`] gives it.
    #[must_use]
    pub fn error(mut self, error: Option<&str>) -> Self {
        self.error = error.map(str::to_owned);
        self
    }

    /// Another id than the name, where the name is on the page twice.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = id.into();
        self
    }

    /// Any further attribute.
    #[must_use]
    pub fn attr(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.control = self.control.attr(name, value);
        self
    }
}

impl Render for Select {
    fn render(&self) -> Markup {
        let mut tag = self.control.clone().attr("id", &self.id).attr("name", self.name);
        if let Some(ids) = described_by(&self.id, self.hint.is_some(), self.error.is_some()) {
            tag = tag.attr("aria-describedby", ids);
        }
        let options = html! {
            @for (value, shown) in &self.options { option value=(value) selected[*value == self.chosen] { (shown) } }
        };
        html! {
            div.field {
                label for=(self.id) { (self.label) }
                (tag.around(&options))
                (notes(&self.id, self.hint.as_deref(), self.error.as_deref()))
            }
        }
    }
}

/// A box to tick, a switch, or one of several.
#[derive(Debug, Clone)]
pub struct Choice {
    label: String,
    input: Tag,
    hint: Option<String>,
}

/// A box to tick; sends `on`.
pub fn checkbox(label: impl Into<String>, name: &'static str, ticked: bool) -> Choice {
    let input = Tag::new("input").attr("type", "checkbox").attr("name", name).flag("checked", ticked);
    Choice { label: label.into(), input, hint: None }
}

/// A switch: takes effect as something being on or off; sends `on`.
pub fn switch(label: impl Into<String>, name: &'static str, on: bool) -> Choice {
    checkbox(label, name, on).attr("role", "switch")
}

/// One of several under the same name.
pub fn radio(label: impl Into<String>, name: &'static str, value: impl Into<String>, chosen: bool) -> Choice {
    let input = Tag::new("input")
        .attr("type", "radio")
        .attr("name", name)
        .attr("value", value)
        .flag("checked", chosen);
    Choice { label: label.into(), input, hint: None }
}

impl Choice {
    /// What it sends instead of `on`.
    #[must_use]
    pub fn value(self, value: impl Into<String>) -> Self {
        self.attr("value", value)
    }

    /// Explains it below.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Any further attribute.
    #[must_use]
    pub fn attr(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.input = self.input.attr(name, value);
        self
    }

    /// Cannot be changed now; say nearby why.
    #[must_use]
    pub fn disabled(mut self, disabled: bool) -> Self {
        self.input = self.input.flag("disabled", disabled);
        self
    }
}

impl Render for Choice {
    fn render(&self) -> Markup {
        html! {
            label.check {
                (self.input.alone())
                span { (self.label) }
                @if let Some(hint) = &self.hint { span.hint { (hint) } }
            }
        }
    }
}
