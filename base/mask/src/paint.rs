//! Covering what was found, in place.

use crate::Found;
use crate::glyphs::Glyph;

/// Asterisks that stand for a whole secret: its length says nothing.
const COVER: &str = "******";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Card,
    Id,
    Secret,
}

/// Something found: the bytes of its characters, in order.
#[derive(Debug, Clone)]
pub(crate) struct Span {
    pub kind: Kind,
    /// Where each character stands that is covered, and whether it stays.
    glyphs: Vec<(usize, usize)>,
}

impl Span {
    /// A number whose letters and digits are covered but for the last `keep`.
    pub fn number(kind: Kind, glyphs: &[Glyph], keep: usize) -> Self {
        let places: Vec<(usize, usize)> = glyphs
            .iter()
            .filter(|glyph| glyph.ch.is_ascii_alphanumeric())
            .map(|glyph| (glyph.start, glyph.end))
            .collect();
        let covered = places.len().saturating_sub(keep);
        Self { kind, glyphs: places[..covered].to_vec() }
    }

    /// A secret that is covered whole.
    pub fn secret(glyphs: &[Glyph]) -> Self {
        let places = glyphs.iter().filter(|glyph| glyph.end > glyph.start).map(|glyph| (glyph.start, glyph.end));
        Self { kind: Kind::Secret, glyphs: places.collect() }
    }

    fn start(&self) -> usize {
        self.glyphs.first().map_or(0, |place| place.0)
    }

    fn end(&self) -> usize {
        self.glyphs.last().map_or(0, |place| place.1)
    }
}

/// The text with all spans covered. Of two that begin at one place the longer one counts.
pub(crate) fn over(text: &str, mut spans: Vec<Span>) -> (String, Found) {
    spans.retain(|span| !span.glyphs.is_empty());
    spans.sort_by_key(|span| (span.start(), std::cmp::Reverse(span.end())));
    let (mut painted, mut found, mut at, mut covered) = (String::with_capacity(text.len()), Found::default(), 0, 0);
    for span in &spans {
        // What begins within another is covered where it goes on behind it.
        let rest: Vec<(usize, usize)> = span.glyphs.iter().copied().filter(|place| place.0 >= at).collect();
        if rest.is_empty() || (rest.len() < span.glyphs.len() && span.end() <= covered) {
            continue;
        }
        covered = covered.max(span.end());
        match span.kind {
            Kind::Card => found.cards += 1,
            Kind::Id => found.ids += 1,
            Kind::Secret => found.secrets += 1,
        }
        for (index, (start, end)) in rest.iter().enumerate() {
            painted.push_str(&text[at..*start]);
            match span.kind {
                Kind::Secret if index == 0 => painted.push_str(COVER),
                Kind::Secret => {}
                Kind::Card | Kind::Id => painted.push('*'),
            }
            at = *end;
        }
    }
    painted.push_str(&text[at..]);
    (painted, found)
}
