//! Larger pieces: cards, tables, tabs, the head of a page, and what stands where nothing is yet.

use super::small::large_icon;
use crate::text::Text;
use maud::{Markup, Render, html};

/// The head of a page: its title, what it is for, and what can be done.
pub fn page_head(title: &str, about: &str, actions: &Markup) -> Markup {
    html! {
        header.page-head {
            div { h1 { (title) } @if !about.is_empty() { p { (about) } } }
            div.line { (actions) }
        }
    }
}

/// A card with a title.
pub fn card(title: &str, body: &Markup) -> Markup {
    html! { section.card { header { h2 { (title) } } div.body { (body) } } }
}

/// A card that holds a table from edge to edge.
pub fn table_card(title: &str, table: &Table) -> Markup {
    html! { section.card { header { h2 { (title) } } (table) } }
}

/// A table. The caption is read aloud; rows are `tr` elements.
#[derive(Debug, Clone)]
pub struct Table {
    caption: String,
    heads: Vec<String>,
    rows: Markup,
    actions: Option<String>,
}

/// A table: what it lists, the heads of its columns, and its rows as `tr` elements.
pub fn table<H: Into<String>>(caption: impl Into<String>, heads: impl IntoIterator<Item = H>, rows: Markup) -> Table {
    Table {
        caption: caption.into(),
        heads: heads.into_iter().map(Into::into).collect(),
        rows,
        actions: None,
    }
}

impl Table {
    /// Each row ends with `td.actions`; their column has a head for screen readers only.
    #[must_use]
    pub fn with_actions(mut self, text: &Text) -> Self {
        self.actions = Some(text.say("web-actions"));
        self
    }
}

impl Render for Table {
    fn render(&self) -> Markup {
        html! {
            div.table-scroll role="region" aria-label=(self.caption) tabindex="0" {
                table.table {
                    caption.visually-hidden { (self.caption) }
                    thead { tr {
                        @for head in &self.heads { th scope="col" { (head) } }
                        @if let Some(actions) = &self.actions { th scope="col" { span.visually-hidden { (actions) } } }
                    } }
                    tbody { (self.rows) }
                }
            }
        }
    }
}

/// Links among sibling pages: what is shown and where it leads; `here` is the address of the present one.
pub fn tabs(label: &str, links: &[(String, String)], here: &str) -> Markup {
    html! {
        nav.tabs aria-label=(label) {
            @for (shown, href) in links { a href=(href) aria-current=[(href == here).then_some("page")] { (shown) } }
        }
    }
}

/// What stands where nothing is yet: what this place is for, and the next step, as sentence, button or both.
pub fn empty_state(picture: &str, title: &str, next_step: &Markup) -> Markup {
    html! {
        div.empty {
            span.picture { (large_icon(picture)) }
            h2 { (title) }
            (next_step)
        }
    }
}
