//! Forms that carry their token first, so that it is found before any file is read.

use super::tag::Tag;
use maud::{Markup, html};

/// A form that posts to `action`. `csrf` is [`crate::SignedIn::csrf`] or [`crate::Visitor::csrf`].
pub fn form(csrf: &str, action: impl Into<String>, body: &Markup) -> Markup {
    Tag::new("form")
        .attr("method", "post")
        .attr("action", action)
        .around(&html! { (csrf_field(csrf)) (body) })
}

/// A form that also carries files.
pub fn form_with_files(csrf: &str, action: impl Into<String>, body: &Markup) -> Markup {
    let tag = Tag::new("form")
        .attr("method", "post")
        .attr("action", action)
        .attr("enctype", "multipart/form-data");
    tag.around(&html! { (csrf_field(csrf)) (body) })
}

/// The hidden field by itself, for forms written by hand; it must come first.
pub fn csrf_field(csrf: &str) -> Markup {
    html! { input type="hidden" name="csrf" value=(csrf); }
}
