//! A labelled line or box to write in, with its hint and its mistake tied to it for screen readers.

use super::small::icon;
use super::tag::Tag;
use crate::text::Text;
use maud::{Markup, Render, html};

/// A field under construction.
#[derive(Debug, Clone)]
pub struct Field {
    label: String,
    name: &'static str,
    /// The element's id, unless another field of this name is on the page.
    id: String,
    value: String,
    hint: Option<String>,
    error: Option<String>,
    control: Tag,
    long: bool,
    optional: Option<String>,
}

/// One line of text.
pub fn field(label: impl Into<String>, name: &'static str) -> Field {
    let control = Tag::new("input").class("input").attr("type", "text");
    Field {
        label: label.into(),
        name,
        id: name.to_owned(),
        value: String::new(),
        hint: None,
        error: None,
        control,
        long: false,
        optional: None,
    }
}

/// A secret the browser may know; `.autocomplete("new-password")` where one is chosen. Do not give it a value.
pub fn password(label: impl Into<String>, name: &'static str) -> Field {
    field(label, name).kind("password").autocomplete("current-password")
}

/// Several lines of text.
pub fn textarea(label: impl Into<String>, name: &'static str) -> Field {
    Field {
        control: Tag::new("textarea").class("textarea"),
        long: true,
        ..field(label, name)
    }
}

impl Field {
    /// `email`, `tel`, `url`, `number`, `date`, `search`.
    #[must_use]
    pub fn kind(self, kind: &'static str) -> Self {
        self.attr("type", kind)
    }

    /// What stands in it at first.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

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

    /// It must not stay empty; the browser says so before the server does.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.control = self.control.flag("required", true);
        self
    }

    /// Says beside the label that it may stay empty.
    #[must_use]
    pub fn optional(mut self, text: &Text) -> Self {
        self.optional = Some(text.say("web-optional"));
        self
    }

    /// The cursor stands here when the page opens. Not in live regions: htmx would move the cursor on every refresh.
    #[must_use]
    pub fn autofocus(mut self) -> Self {
        self.control = self.control.flag("autofocus", true);
        self
    }

    /// What the browser may fill in: `email`, `current-password`, `one-time-code`.
    #[must_use]
    pub fn autocomplete(self, what: &'static str) -> Self {
        self.attr("autocomplete", what)
    }

    /// Another id than the name, where the name is on the page twice.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = id.into();
        self
    }

    /// A further class of the design.
    #[must_use]
    pub fn class(mut self, class: &'static str) -> Self {
        self.control = self.control.class(class);
        self
    }

    /// Any further attribute.
    #[must_use]
    pub fn attr(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.control = self.control.attr(name, value);
        self
    }

    fn control(&self) -> Markup {
        let mut tag = self.control.clone().attr("id", &self.id).attr("name", self.name);
        if let Some(ids) = described_by(&self.id, self.hint.is_some(), self.error.is_some()) {
            tag = tag.attr("aria-describedby", ids);
        }
        if self.error.is_some() {
            tag = tag.attr("aria-invalid", "true");
        }
        if self.long {
            // A browser drops the first line break of a textarea, so we give it one to drop.
            return tag.around(&html! { "\n" (self.value) });
        }
        if self.value.is_empty() { tag.alone() } else { tag.attr("value", &self.value).alone() }
    }
}

impl Render for Field {
    fn render(&self) -> Markup {
        html! {
            div.field {
                label for=(self.id) { (self.label) @if let Some(optional) = &self.optional { " " span.optional { (optional) } } }
                (self.control())
                (notes(&self.id, self.hint.as_deref(), self.error.as_deref()))
            }
        }
    }
}

pub(super) fn described_by(id: &str, hint: bool, error: bool) -> Option<String> {
    let ids: Vec<String> = [(hint, "hint"), (error, "error")]
        .iter()
        .filter(|(there, _)| *there)
        .map(|(_, what)| format!("{id}-{what}"))
        .collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

pub(super) fn notes(id: &str, hint: Option<&str>, error: Option<&str>) -> Markup {
    html! {
        @if let Some(hint) = hint { p.hint id={ (id) "-hint" } { (hint) } }
        @if let Some(error) = error { p.error id={ (id) "-error" } { (icon("warning")) (error) } }
    }
}
