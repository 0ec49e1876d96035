//! The fonts papers are set in, and text as runs of their glyphs.
//!
//! Inter for Latin, Greek and Cyrillic, in two weights; Noto Sans SC for Chinese, its bold drawn with a stroke. A character
//! no font has shows as an empty box and is still found when the page is searched. Figures are of one width everywhere, so
//! that columns line up. No ligatures and no kerning: a paper is figures and names, and is set in milliseconds.

use super::inks::Ink;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::ttf_parser::{GlyphId as TableGlyph, Tag};
use rustybuzz::{Face, Feature, UnicodeBuffer};
use std::sync::OnceLock;

const REGULAR: &[u8] = include_bytes!("../../../../assets/vendor/papers/inter-regular.ttf");
const SEMIBOLD: &[u8] = include_bytes!("../../../../assets/vendor/papers/inter-semibold.ttf");
const HANS: &[u8] = include_bytes!("../../../../assets/vendor/papers/noto-sans-sc.ttf");

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Style {
    pub(super) size: f32,
    pub(super) bold: bool,
    pub(super) ink: Ink,
}

/// Glyphs of one font, one behind the other.
pub(super) struct Run {
    pub(super) font: Font,
    pub(super) glyphs: Vec<KrillaGlyph>,
    /// In parts of the size.
    pub(super) width: f32,
    pub(super) stroked: bool,
}

struct Cut {
    font: Font,
    face: Face<'static>,
    /// The figures of one width, where the font has them.
    figures: Option<[u16; 10]>,
    per_em: f32,
}

struct Case {
    regular: Cut,
    semibold: Cut,
    hans: Cut,
}

static CASE: OnceLock<Case> = OnceLock::new();

/// The text as runs. A newline has no glyph and must not be in it.
pub(super) fn set(text: &str, bold: bool) -> Vec<Run> {
    let case = CASE.get_or_init(open);
    let mut runs: Vec<(*const Cut, Run)> = Vec::new();
    for (start, char) in text.char_indices() {
        let (cut, glyph) = case.find(char, bold);
        let advance = cut.advance(glyph);
        let placed = KrillaGlyph::new(GlyphId::new(u32::from(glyph)), advance, 0.0, 0.0, 0.0, start..start + char.len_utf8(), None);
        if runs.last().is_none_or(|(last, _)| !std::ptr::eq(*last, cut)) {
            let stroked = bold && std::ptr::eq(cut, &raw const case.hans);
            runs.push((cut, Run { font: cut.font.clone(), glyphs: Vec::new(), width: 0.0, stroked }));
        }
        if let Some((_, run)) = runs.last_mut() {
            run.glyphs.push(placed);
            run.width += advance;
        }
    }
    runs.into_iter().map(|(_, run)| run).collect()
}

/// How wide the text is in this style.
pub(super) fn width(text: &str, style: Style) -> f32 {
    let case = CASE.get_or_init(open);
    let advance = |char| {
        let (cut, glyph) = case.find(char, style.bold);
        cut.advance(glyph)
    };
    text.chars().map(advance).sum::<f32>() * style.size
}

/// The style, made smaller until the text fits.
pub(super) fn fitting(text: &str, style: Style, room: f32) -> Style {
    let needed = width(text, style);
    if needed <= room { style } else { Style { size: style.size * room / needed, ..style } }
}

fn open() -> Case {
    Case {
        regular: Cut::open(REGULAR),
        semibold: Cut::open(SEMIBOLD),
        hans: Cut::open(HANS),
    }
}

impl Case {
    fn find(&self, char: char, bold: bool) -> (&Cut, u16) {
        let inter = if bold { &self.semibold } else { &self.regular };
        let found = inter.glyph(char).map(|glyph| (inter, glyph));
        found
            .or_else(|| self.hans.glyph(char).map(|glyph| (&self.hans, glyph)))
            .or_else(|| inter.glyph('\u{25a1}').map(|glyph| (inter, glyph)))
            .unwrap_or((inter, 1))
    }
}

impl Cut {
    /// The files are part of the program; a test opens them.
    fn open(bytes: &'static [u8]) -> Self {
        let face = Face::from_slice(bytes, 0).expect("a font of ours");
        let font = Font::new(bytes.into(), 0).expect("a font of ours");
        let per_em = face.units_per_em() as f32;
        Self { figures: figures(&face), font, face, per_em }
    }

    fn glyph(&self, char: char) -> Option<u16> {
        match (char.to_digit(10), self.figures) {
            (Some(digit), Some(figures)) => Some(figures[digit as usize]),
            _ => self.face.glyph_index(char).map(|glyph| glyph.0),
        }
    }

    fn advance(&self, glyph: u16) -> f32 {
        f32::from(self.face.glyph_hor_advance(TableGlyph(glyph)).unwrap_or_default()) / self.per_em
    }
}

/// The figures the feature `tnum` puts in place of the usual ones.
fn figures(face: &Face<'_>) -> Option<[u16; 10]> {
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str("0123456789");
    let shaped = rustybuzz::shape(face, &[Feature::new(Tag::from_bytes(b"tnum"), 1, ..)], buffer);
    let glyphs: Vec<u16> = shaped.glyph_infos().iter().map(|info| info.glyph_id as u16).collect();
    glyphs.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Style = Style { size: 10.0, bold: false, ink: (0, 0, 0) };

    #[test]
    fn figures_are_of_one_width() {
        let widths: Vec<f32> = ('0'..='9').map(|digit| width(&digit.to_string(), PLAIN)).collect();
        assert!(widths.iter().all(|each| (each - widths[0]).abs() < f32::EPSILON), "{widths:?}");
    }

    #[test]
    fn every_character_has_a_glyph_or_a_box() {
        let boxed = CASE.get_or_init(open).regular.glyph('\u{25a1}').expect("a box");
        for text in ["Ærøskøbing Łódź Ñandú Ελλάδα Москва", "发票号码：退货单", "訂單確認書", "€ £ ¥ – — … “ ” · − ²"]
        {
            for run in set(text, false) {
                assert!(run.glyphs.iter().all(|glyph| glyph.glyph_id != GlyphId::new(0)), "{text}");
                assert!(run.glyphs.iter().all(|glyph| glyph.glyph_id.to_u32() != u32::from(boxed)), "{text}");
            }
        }
        let emoji = set("🫖", true);
        assert_eq!(emoji.len(), 1);
        assert_ne!(emoji[0].glyphs[0].glyph_id, GlyphId::new(0));
    }
}
