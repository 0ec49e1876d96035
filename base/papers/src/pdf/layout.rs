//! A paper as marks on pages, before it is printed, and the tree of what the marks mean to somebody who cannot see them.
//! Lengths are points, from the top left corner of an A4 page; `y` is how far down the writing has come.

use super::inks::{self, Ink};
use super::type_case::{Style, fitting, width};
use super::wrap::wrap;
use crate::{Paper, Particulars, Sums, words};
use kit::Locale;

pub(super) const PAGE: (f32, f32) = (595.28, 841.89);
/// 22 mm: to the right of what hole punches take, within the window of an envelope (DIN 5008).
pub(super) const LEFT: f32 = 62.4;
pub(super) const RIGHT: f32 = PAGE.0 - 56.7;
/// Below is the foot.
pub(super) const BOTTOM: f32 = 738.0;
/// Where writing begins on the pages after the first.
const TOP: f32 = 86.0;

pub(super) struct Layout<'a> {
    pub(super) paper: &'a Paper,
    pub(super) brand_ink: Ink,
    pub(super) pages: Vec<Vec<Mark>>,
    pub(super) nodes: Vec<Node>,
    pub(super) y: f32,
}

pub(super) enum Mark {
    /// From `x` on the base line `y`. Without a meaning it is decoration: a repeated head, a foot.
    Text {
        x: f32,
        y: f32,
        style: Style,
        text: String,
        means: Option<Meaning>,
    },
    Area {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        ink: Ink,
    },
    Logo {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        means: Meaning,
    },
}

/// A place in the tree of meanings.
pub(super) type Meaning = usize;

pub(super) struct Node {
    pub(super) role: Role,
    pub(super) parent: Option<Meaning>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Role {
    Heading(String),
    Subheading(String),
    Paragraph,
    Picture(String),
    Table(String),
    Head,
    Body,
    Row,
    ColumnHead,
    RowHead,
    Cell,
}

impl<'a> Layout<'a> {
    pub(super) fn new(paper: &'a Paper) -> Self {
        let brand_ink = inks::readable(paper.particulars().brand.colour);
        Self { paper, brand_ink, pages: vec![Vec::new()], nodes: Vec::new(), y: TOP }
    }

    pub(super) const fn particulars(&self) -> &'a Particulars {
        self.paper.particulars()
    }

    pub(super) const fn sums(&self) -> &'a Sums {
        self.paper.sums()
    }

    pub(super) const fn locale(&self) -> Locale {
        self.particulars().language
    }

    pub(super) fn say(&self, key: &str) -> String {
        words::say(self.locale(), key, &[])
    }

    pub(super) fn say_with(&self, key: &str, gaps: &[(&str, &str)]) -> String {
        words::say(self.locale(), key, gaps)
    }

    pub(super) fn means(&mut self, role: Role, parent: Option<Meaning>) -> Meaning {
        self.nodes.push(Node { role, parent });
        self.nodes.len() - 1
    }

    /// One line of text from `x`.
    pub(super) fn text(&mut self, x: f32, y: f32, style: Style, text: &str, means: Option<Meaning>) {
        if !text.is_empty() {
            self.put(Mark::Text { x, y, style, text: text.to_owned(), means });
        }
    }

    /// One line of text that ends at `right`, made smaller if it would not fit into `room`.
    pub(super) fn text_before(&mut self, right: f32, room: f32, y: f32, style: Style, text: &str, means: Option<Meaning>) {
        let style = fitting(text, style, room);
        self.text(right - width(text, style), y, style, text, means);
    }

    /// A paragraph of as many lines as it needs, over pages if it must.
    pub(super) fn paragraph(&mut self, x: f32, room: f32, style: Style, leading: f32, text: &str, means: Option<Meaning>) {
        for line in wrap(text, style, room) {
            self.make_room(leading);
            self.y += leading;
            self.text(x, self.y - leading * 0.25, style, &line, means);
        }
    }

    pub(super) fn area(&mut self, x: f32, y: f32, width: f32, height: f32, ink: Ink) {
        self.put(Mark::Area { x, y, width, height, ink });
    }

    pub(super) fn hairline(&mut self, y: f32) {
        self.area(LEFT, y, RIGHT - LEFT, 0.5, inks::HAIRLINE);
    }

    /// Turns the page if less than `height` is left on it, and says whether it did.
    pub(super) fn make_room(&mut self, height: f32) -> bool {
        let turns = self.y + height > BOTTOM;
        if turns {
            self.pages.push(Vec::new());
            self.y = TOP;
        }
        turns
    }

    pub(super) fn put(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    pub(super) const fn style(&self, size: f32) -> Style {
        Style { size, bold: false, ink: inks::TEXT }
    }

    pub(super) const fn quiet(&self, size: f32) -> Style {
        Style { size, bold: false, ink: inks::QUIET }
    }

    pub(super) const fn bold(&self, size: f32) -> Style {
        Style { size, bold: true, ink: inks::TEXT }
    }

    pub(super) const fn branded(&self, size: f32) -> Style {
        Style { size, bold: true, ink: self.brand_ink }
    }
}
