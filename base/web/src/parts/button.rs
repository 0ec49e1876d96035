//! Buttons and links that look like them.

use super::small::icon;
use super::tag::Tag;
use crate::text::Text;
use maud::{Markup, Render, html};

/// A button; it submits its form unless told otherwise.
#[derive(Debug, Clone)]
pub struct Button {
    tag: Tag,
    icon: Option<&'static str>,
    /// Read aloud and shown; an icon button shows it as a tip only.
    label: String,
    icon_only: bool,
    key: Option<&'static str>,
}

/// A button that submits its form.
pub fn button(label: impl Into<String>) -> Button {
    Button {
        tag: Tag::new("button").class("button").attr("type", "submit"),
        icon: None,
        label: label.into(),
        icon_only: false,
        key: None,
    }
}

/// A button that shows an icon only; `label` is what it is called.
pub fn icon_button(icon: &'static str, label: impl Into<String>) -> Button {
    let label = label.into();
    let tag = Tag::new("button")
        .class("icon-button")
        .attr("type", "button")
        .attr("aria-label", &label)
        .attr("title", &label);
    Button { tag, icon: Some(icon), label, icon_only: true, key: None }
}

/// A link that looks like a button.
pub fn link_button(label: impl Into<String>, href: impl Into<String>) -> Button {
    Button {
        tag: Tag::new("a").class("button").attr("href", href),
        icon: None,
        label: label.into(),
        icon_only: false,
        key: None,
    }
}

/// Takes along what stands in the field this selector names, `#id`.
pub fn copy_button(text: &Text, of: &str) -> Button {
    button(text.say("web-copy"))
        .attr("type", "button")
        .attr("data-copy", of)
        .attr("data-copied", text.say("web-copied"))
}

impl Button {
    /// The one thing this page is for.
    #[must_use]
    pub fn primary(self) -> Self {
        self.class("primary")
    }

    /// Without a border: one of several things beside each other.
    #[must_use]
    pub fn quiet(self) -> Self {
        self.class("quiet")
    }

    /// It takes something away.
    #[must_use]
    pub fn danger(self) -> Self {
        self.class("danger")
    }

    /// As wide as its place.
    #[must_use]
    pub fn wide(self) -> Self {
        self.class("wide")
    }

    /// Puts a picture before the words.
    #[must_use]
    pub const fn icon(mut self, icon: &'static str) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Shows the key that does the same.
    #[must_use]
    pub const fn key(mut self, key: &'static str) -> Self {
        self.key = Some(key);
        self
    }

    /// Does nothing by itself: scripts, popovers and htmx give it meaning.
    #[must_use]
    pub fn plain(self) -> Self {
        self.attr("type", "button")
    }

    /// A further class of the design.
    #[must_use]
    pub fn class(mut self, class: &'static str) -> Self {
        self.tag = self.tag.class(class);
        self
    }

    /// Any further attribute: `hx-post`, `popovertarget`, `data-…`, `name`, `value`.
    #[must_use]
    pub fn attr(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.tag = self.tag.attr(name, value);
        self
    }

    /// Cannot be pressed now; say nearby why.
    #[must_use]
    pub fn disabled(mut self, disabled: bool) -> Self {
        self.tag = self.tag.flag("disabled", disabled);
        self
    }
}

impl Render for Button {
    fn render(&self) -> Markup {
        self.tag.around(&html! {
            @if let Some(name) = self.icon { (icon(name)) }
            @if !self.icon_only { (self.label) }
            @if let Some(key) = self.key { kbd { (key) } }
        })
    }
}
