//! What must not be kept: card numbers, national ids and stated secrets in what people write, found and covered with asterisks.
//!
//! Cast: [`Policy`] says how much is covered; [`text`] and [`html`] give the words back covered; [`Found`] counts what was there.
//! Inside, `glyphs` sees text as a reader does (full-width digits, invisible characters, tags and entities of HTML), `cards`, `ids`
//! and `secrets` look for what they are named for, `labels` tells from the words around a number what it is.
//! It promises: covering twice changes nothing more; what is covered is covered in place, so that HTML stays HTML and every other
//! character stays; the last four digits of a card stay readable; only asterisks are added, which every charset has. Pure: no
//! clock, no database, no network. It refuses to promise that it finds everything: how much it finds is measured by
//! `examples/measure.rs` and held by a test.

mod cards;
mod glyphs;
mod ids;
mod labels;
mod look;
mod paint;
mod pieces;
mod policy;
mod runs;
mod secrets;

pub use policy::Policy;
use std::borrow::Cow;

/// How many of each kind were covered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Found {
    pub cards: usize,
    pub ids: usize,
    pub secrets: usize,
}

impl Found {
    /// Whether nothing had to be covered.
    pub const fn nothing(self) -> bool {
        self.cards == 0 && self.ids == 0 && self.secrets == 0
    }
}

/// Words with what must not be kept covered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Masked<'a> {
    pub text: Cow<'a, str>,
    pub found: Found,
}

/// Covers plain text.
pub fn text(policy: Policy, text: &str) -> Masked<'_> {
    if !look::may_hold(policy, text, false) {
        return untouched(text);
    }
    in_pieces(text, false, |piece| found(policy, &glyphs::plain(piece)))
}

/// Covers the text of HTML, wherever tags and entities stand in between, and card numbers inside tags.
pub fn html(policy: Policy, html: &str) -> Masked<'_> {
    if !look::may_hold(policy, html, true) {
        return untouched(html);
    }
    in_pieces(html, true, |piece| {
        let (shown, tags) = glyphs::html(piece);
        let mut spans = found(policy, &shown);
        for tag in &tags {
            spans.extend(cards::inside_tag(tag));
        }
        spans
    })
}

fn in_pieces(text: &str, is_html: bool, look: impl Fn(&str) -> Vec<paint::Span>) -> Masked<'_> {
    let (mut whole, mut found) = (String::new(), Found::default());
    for piece in pieces::of(text, is_html) {
        let (painted, more) = paint::over(piece, look(piece));
        found = Found {
            cards: found.cards + more.cards,
            ids: found.ids + more.ids,
            secrets: found.secrets + more.secrets,
        };
        whole.push_str(&painted);
    }
    if found.nothing() { untouched(text) } else { Masked { text: Cow::Owned(whole), found } }
}

/// Everything the policy covers; what overlaps is sorted out when it is covered.
fn found(policy: Policy, glyphs: &[glyphs::Glyph]) -> Vec<paint::Span> {
    let mut spans = Vec::new();
    if policy.covers_cards() {
        spans.extend(cards::find(glyphs));
    }
    if policy.covers_ids() {
        spans.extend(ids::find(glyphs));
    }
    if policy.covers_accounts() {
        spans.extend(ids::find_accounts(glyphs));
    }
    if policy.covers_secrets() {
        spans.extend(secrets::find(glyphs));
    }
    spans
}

const fn untouched(text: &str) -> Masked<'_> {
    Masked { text: Cow::Borrowed(text), found: Found { cards: 0, ids: 0, secrets: 0 } }
}
