//! Text as a reader sees it: one plain, small letter for each character that is seen, with the bytes it stands in.
//!
//! Full-width and other digits become ASCII digits, every kind of blank a blank, every dash a hyphen, accents go, what is invisible is
//! not there. In HTML tags are passed over, entities read, and what starts a new line on screen is a line end.

/// One character that is seen, and where it is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Glyph {
    pub ch: char,
    pub start: usize,
    pub end: usize,
}

/// Tags that stand within a word without ending it.
const WITHIN_A_LINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "big", "code", "del", "em", "font", "i", "ins", "label", "mark", "o:p", "s", "small", "span", "strike",
    "strong", "sub", "sup", "tt", "u", "wbr",
];

const LONGEST_ENTITY: usize = 12;

/// Plain text.
pub(crate) fn plain(text: &str) -> Vec<Glyph> {
    let seen = text
        .char_indices()
        .filter_map(|(start, c)| folded(c).map(|ch| Glyph { ch, start, end: start + c.len_utf8() }));
    seen.collect()
}

/// What is shown of HTML; and apart from it what stands inside each tag.
pub(crate) fn html(text: &str) -> (Vec<Glyph>, Vec<Vec<Glyph>>) {
    let (mut shown, mut tags, mut at) = (Vec::with_capacity(text.len() / 2), Vec::new(), 0);
    let mut is_closed = true;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        if let Some(length) = tag_length(rest, &mut is_closed) {
            let inside = &rest[..length];
            if inside.bytes().filter(u8::is_ascii_digit).count() >= 12 {
                tags.push(moved(plain(inside), at));
            }
            if !is_within_a_line(inside) {
                shown.push(Glyph { ch: '\n', start: at, end: at });
            }
            at += length;
            continue;
        }
        let (meant, length) = if c == '&' { entity(rest) } else { (c, c.len_utf8()) };
        // Line ends of the source are blanks on screen.
        let meant = if matches!(meant, '\n' | '\r') { ' ' } else { meant };
        shown.extend(folded(meant).map(|ch| Glyph { ch, start: at, end: at + length }));
        at += length;
    }
    (shown, tags)
}

fn moved(mut glyphs: Vec<Glyph>, by: usize) -> Vec<Glyph> {
    for glyph in &mut glyphs {
        glyph.start += by;
        glyph.end += by;
    }
    glyphs
}

/// How long the tag or comment at the start of `rest` is; `None` if there is none. `is_closed`: no tag yet had an open quote up to the end
/// of the text. Once one had, quotes count no more, or each tag behind it reads all the rest again.
fn tag_length(rest: &str, is_closed: &mut bool) -> Option<usize> {
    let bytes = rest.as_bytes();
    if bytes.first() != Some(&b'<') || !bytes.get(1).is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'/' | b'!' | b'?')) {
        return None;
    }
    if rest.starts_with("<!--") {
        return Some(rest.find("-->").map_or(rest.len(), |end| end + 3));
    }
    let mut quote = None;
    let looked_through = if *is_closed { bytes } else { &[] };
    for (at, byte) in looked_through.iter().enumerate().skip(1) {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(*byte),
            (Some(open), byte) if open == *byte => quote = None,
            _ => {}
        }
    }
    // A quote nobody closes ends with its tag.
    *is_closed = false;
    Some(rest.find('>').map_or(rest.len(), |end| end + 1))
}

fn is_within_a_line(tag: &str) -> bool {
    let name: String = tag
        .trim_start_matches(['<', '/'])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || *c == ':')
        .collect();
    tag.starts_with("<!--") || WITHIN_A_LINE.contains(&name.to_ascii_lowercase().as_str())
}

/// The character an entity means, and how long it is written; a lone `&` means itself.
fn entity(rest: &str) -> (char, usize) {
    let Some(end) = rest.bytes().take(LONGEST_ENTITY).position(|b| b == b';') else {
        return ('&', 1);
    };
    let name = &rest[1..end];
    let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => number.parse().ok(),
    });
    let meant = match name {
        "nbsp" | "ensp" | "emsp" | "thinsp" => Some(' '),
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" | "rsquo" | "lsquo" => Some('\''),
        "shy" | "zwnj" | "zwj" => Some('\u{200b}'),
        "ndash" | "mdash" | "hyphen" | "minus" => Some('-'),
        "colon" => Some(':'),
        "ntilde" | "Ntilde" => Some('n'),
        "aacute" => Some('a'),
        "eacute" => Some('e'),
        "iacute" => Some('i'),
        "oacute" => Some('o'),
        "uacute" => Some('u'),
        _ => number.and_then(char::from_u32),
    };
    meant.map_or(('&', 1), |c| (c, end + 1))
}

/// The plain, small form of a character; `None` if nobody sees it.
fn folded(c: char) -> Option<char> {
    if c.is_ascii() {
        return match c {
            '\r' => None,
            '\t' => Some(' '),
            c => Some(c.to_ascii_lowercase()),
        };
    }
    let code = c as u32;
    let digit = |zero: u32| char::from_digit(code - zero, 10);
    match c {
        '\u{ad}'
        | '\u{34f}'
        | '\u{300}'..='\u{304}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{fe0f}'
        | '\u{feff}' => None,
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => Some(' '),
        '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => Some('-'),
        '\u{b7}' | '\u{2024}' | '\u{30fb}' => Some('.'),
        '\u{2018}' | '\u{2019}' | '\u{201a}' => Some('\''),
        '\u{201c}'..='\u{201e}' | '«' | '»' | '「' | '」' | '『' | '』' => Some('"'),
        '\u{660}'..='\u{669}' => digit(0x660),
        '\u{6f0}'..='\u{6f9}' => digit(0x6f0),
        '\u{966}'..='\u{96f}' => digit(0x966),
        '\u{1d7ce}'..='\u{1d7ff}' => char::from_digit((code - 0x1d7ce) % 10, 10),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(code - 0xfee0).map(|c| c.to_ascii_lowercase()),
        'á' | 'à' | 'Á' | 'À' => Some('a'),
        'é' | 'è' | 'É' | 'È' => Some('e'),
        'í' | 'Í' => Some('i'),
        'ó' | 'ò' | 'Ó' | 'Ò' => Some('o'),
        'ú' | 'ü' | 'Ú' | 'Ü' => Some('u'),
        'ñ' | 'Ñ' => Some('n'),
        c => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(glyphs: &[Glyph]) -> String {
        glyphs.iter().map(|glyph| glyph.ch).collect()
    }

    #[test]
    fn what_is_seen_is_plain_and_small() {
        assert_eq!(seen(&plain("Contraseña：４１\u{200b}１１\u{a0}–Ａ")), "contrasena:4111 -a");
    }

    #[test]
    fn tags_and_entities_are_read_as_a_browser_does() {
        let (shown, _) = html("<p>41<b>11</b>&nbsp;&#52;<!-- 9 -->1<td title='a>b'>x</td>\n&amp;&bogus; &");

        assert_eq!(seen(&shown), "\n4111 41\nx\n &&bogus; &");
    }

    #[test]
    fn an_open_tag_swallows_the_rest_and_nothing_breaks() {
        let (shown, _) = html("a<b 4111");

        assert_eq!(seen(&shown), "a");
    }
}
