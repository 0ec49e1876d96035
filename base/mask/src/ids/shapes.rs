//! Shapes of numbers, as short patterns: `#` a digit, `@` a letter, `*` either, `%` a digit or an x, `K` a digit or a k, `!` a digit or an
//! a, `=` a dash, `.` a dot, `/` and brackets themselves, `-` perhaps a dash or a dot, `?` perhaps a blank, a dash or a dot.

use crate::glyphs::Glyph;

/// A number of a shape: where it ends, and its letters and digits alone.
pub(super) struct Taken {
    pub end: usize,
    pub text: String,
}

/// The number of this shape that begins at `at` and is not the beginning of something longer.
pub(super) fn take(glyphs: &[Glyph], at: usize, shape: &str) -> Option<Taken> {
    let (mut end, mut text) = (at, String::new());
    for wanted in shape.chars() {
        let c = glyphs.get(end).map_or('\0', |glyph| glyph.ch);
        let (fits, counts, may_lack) = match wanted {
            '#' => (c.is_ascii_digit(), true, false),
            '@' => (c.is_ascii_lowercase(), true, false),
            '*' => (c.is_ascii_alphanumeric(), true, false),
            '%' => (c.is_ascii_digit() || c == 'x', true, false),
            'K' => (c.is_ascii_digit() || c == 'k', true, false),
            '!' => (c.is_ascii_digit() || c == 'a', true, false),
            '/' | '(' | ')' => (c == wanted, false, false),
            '=' => (c == '-', false, false),
            '.' => (c == '.', false, false),
            '-' => (matches!(c, '-' | '.'), false, true),
            _ => (matches!(c, ' ' | '-' | '.'), false, true),
        };
        if fits {
            end += 1;
            if counts {
                text.push(c);
            }
        } else if !may_lack {
            return None;
        }
    }
    let behind = glyphs.get(end).map_or(' ', |glyph| glyph.ch);
    (!super::continues(behind)).then_some(Taken { end, text })
}
