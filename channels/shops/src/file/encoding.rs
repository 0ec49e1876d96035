//! Bytes of a sheet to text: by what whoever imports says, by their mark, or by how they look.
//!
//! Files of spreadsheets come in what their program and system write: UTF-8, UTF-16, the code page of a Windows, of DOS or of an old Mac,
//! GB18030. A guess may be wrong where a file is short; then `--encoding` overrules it.

use encoding_rs::{EUC_JP, Encoding, GB18030, ISO_8859_15, MACINTOSH, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The part of a file that is looked at for a guess.
const SAMPLE_BYTES: usize = 1 << 20;

/// Letters of DOS in Western Europe and in America, for the bytes from 128 on.
const CP850: [&str; 2] = [
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐",
    "└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}",
];
const CP437: [&str; 2] = [
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐",
    "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}",
];

/// What the bytes of a file mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charset {
    Known(&'static Encoding),
    Dos([&'static str; 2]),
    Utf32 { big: bool },
}

impl Charset {
    /// The charset of a name such as `windows-1252`, `gb18030`, `macintosh`, `cp850` or `utf-32le`.
    pub fn named(label: &str) -> Option<Self> {
        Some(match label.trim().to_ascii_lowercase().as_str() {
            "cp850" | "ibm850" | "850" => Self::Dos(CP850),
            "cp437" | "ibm437" | "437" => Self::Dos(CP437),
            "mac-roman" | "macroman" => Self::Known(MACINTOSH),
            "cp1252" => Self::Known(WINDOWS_1252),
            "utf-32" | "utf-32le" => Self::Utf32 { big: false },
            "utf-32be" => Self::Utf32 { big: true },
            other => Self::Known(Encoding::for_label_no_replacement(other.as_bytes())?),
        })
    }

    fn decode(self, bytes: &[u8]) -> String {
        match self {
            Self::Known(encoding) => encoding.decode_with_bom_removal(bytes).0.into_owned(),
            Self::Dos(letters) => {
                let high: Vec<char> = letters.iter().flat_map(|half| half.chars()).collect();
                let letter = |byte: &u8| {
                    if byte.is_ascii() {
                        Some(char::from(*byte))
                    } else {
                        high.get(usize::from(*byte & 0x7f)).copied()
                    }
                };
                bytes.iter().map(|byte| letter(byte).unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
            }
            Self::Utf32 { big } => {
                let number = |four: &[u8]| four.iter().fold(0_u32, |sum, byte| (sum << 8) | u32::from(*byte));
                let point = |four: &[u8]| if big { number(four) } else { number(four).swap_bytes() };
                let points = bytes.chunks_exact(4).map(point);
                points.map(|point| char::from_u32(point).unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
            }
        }
    }
}

/// The text of a file, without its mark.
pub(super) fn decoded(bytes: &[u8], said: Option<Charset>) -> String {
    let charset = said.or_else(|| marked(bytes)).unwrap_or_else(|| guessed(bytes));
    charset.decode(bytes).trim_start_matches('\u{feff}').to_owned()
}

/// A byte order mark decides. That of UTF-32 begins like that of UTF-16.
fn marked(bytes: &[u8]) -> Option<Charset> {
    if bytes.starts_with(&[0xff, 0xfe, 0, 0]) {
        return Some(Charset::Utf32 { big: false });
    }
    if bytes.starts_with(&[0, 0, 0xfe, 0xff]) {
        return Some(Charset::Utf32 { big: true });
    }
    Encoding::for_bom(bytes).map(|(encoding, _)| Charset::Known(encoding))
}

/// What has zeros at every other place is UTF-16; what is UTF-8 is UTF-8; else the letters decide.
fn guessed(bytes: &[u8]) -> Charset {
    if let Some(wide) = wide(bytes) {
        return wide;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return Charset::Known(UTF_8);
    }
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES)];
    let mut detector = chardetng::EncodingDetector::new();
    detector.feed(sample, true);
    let guess = detector.guess(None, false);
    if guess.is_single_byte() {
        return likeliest(sample, guess);
    }
    Charset::Known(if (guess == SHIFT_JIS || guess == EUC_JP) && is_rather_chinese(sample, guess) {
        GB18030
    } else {
        guess
    })
}

/// UTF-16 and UTF-32 without a mark: column names are ASCII, so that half or three quarters of their bytes are zero.
fn wide(bytes: &[u8]) -> Option<Charset> {
    let head = &bytes[..bytes.len().min(64) / 4 * 4];
    let zeros = |place: usize| head.iter().skip(place).step_by(4).filter(|byte| **byte == 0).count() * 8 > head.len();
    match [zeros(0), zeros(1), zeros(2), zeros(3)] {
        [false, true, false, true] => Some(Charset::Known(UTF_16LE)),
        [true, false, true, false] => Some(Charset::Known(UTF_16BE)),
        [false, true, true, true] => Some(Charset::Utf32 { big: false }),
        [true, true, true, false] => Some(Charset::Utf32 { big: true }),
        _ => None,
    }
}

/// A few characters can be either: without a kana, and all of them among those of GB 2312, they are rather Chinese than Japanese among
/// people who write in our languages.
fn is_rather_chinese(sample: &[u8], guess: &'static Encoding) -> bool {
    let is_kana = |c: char| ('\u{3041}'..='\u{30ff}').contains(&c) || ('\u{ff66}'..='\u{ff9f}').contains(&c);
    !guess.decode(sample).0.chars().any(is_kana) && is_gb2312(sample)
}

fn is_gb2312(sample: &[u8]) -> bool {
    let mut bytes = sample.iter();
    while let Some(lead) = bytes.find(|byte| !byte.is_ascii()) {
        let trail = bytes.next().unwrap_or(&0xa1);
        if !(0xa1..=0xf7).contains(lead) || !(0xa1..=0xfe).contains(trail) {
            return false;
        }
    }
    true
}

/// Of the charsets with a letter for each byte, the one whose letters fit into their words; the guess if none fits better.
fn likeliest(sample: &[u8], guess: &'static Encoding) -> Charset {
    let others = [Charset::Known(WINDOWS_1252), Charset::Known(ISO_8859_15), Charset::Dos(CP850), Charset::Known(MACINTOSH)];
    std::iter::once(Charset::Known(guess))
        .chain(others)
        .min_by_key(|charset| misfits(&charset.decode(sample)))
        .unwrap_or(Charset::Known(guess))
}

/// How many characters nobody wrote there: signs and letters of another script after a Latin letter, capitals after small letters.
fn misfits(text: &str) -> usize {
    let pairs = text.chars().zip(text.chars().skip(1));
    pairs.filter(|(before, c)| !c.is_ascii() && is_misfit(*before, *c)).count()
}

fn is_misfit(before: char, c: char) -> bool {
    // What nobody types in a table: controls, signs for currencies without a name, half of a bar, accents without a letter.
    if c.is_control() || matches!(c, '¤' | '¦' | '¨' | '¸' | '´' | '¬' | '\u{ad}' | '\u{fffd}' | '\u{2500}'..='\u{25ff}') {
        return true;
    }
    let is_latin = |c: char| c.is_alphabetic() && c < '\u{250}' && !matches!(c, 'ª' | 'º');
    if !is_latin(before) {
        return false;
    }
    if is_latin(c) {
        return (before.is_lowercase() && c.is_uppercase()) || matches!(c, 'ƒ' | 'ı' | 'þ' | 'Þ' | 'ð' | 'Ð');
    }
    !matches!(c, '’' | '”' | '»' | '™' | '®' | '©' | 'º' | 'ª' | '·' | '–' | '—' | '…' | '²' | '³' | '\u{a0}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> String {
        decoded(bytes, None)
    }

    #[test]
    fn a_file_is_read_in_what_its_program_wrote() {
        let names = "name\nJosé Muñoz\nMaría Peña\n";
        for (bytes, expected) in [
            (&b"name\nJos\xe9 Mu\xf1oz\nMar\xeda Pe\xf1a\n"[..], names),
            (b"name\nJos\x82 Mu\xa4oz\nMar\xa1a Pe\xa4a\n", names),
            (b"name\nJos\x8e Mu\x96oz\nMar\x92a Pe\x96a\n", names),
            (b"name,price\nCaf\xe9,10 \xa4\n", "name,price\nCafé,10 €\n"),
            (b"name\n\xc0\xee\xc4\xc8\n", "name\n李娜\n"),
            (b"name\n\xcd\xf5\xce\xb0,\xd5\xc5\xb3\xac\n", "name\n王伟,张超\n"),
            (b"name\n\x93\x63\x92\x86\x91\xbe\x98\x59\n", "name\n田中太郎\n"),
            (b"\xff\xfe\0\0n\0\0\0\xe9\0\0\0", "né"),
            (b"\0\0\xfe\xff\0\0\0n\0\0\0\xe9", "né"),
        ] {
            assert_eq!(read(bytes), expected, "{bytes:x?}");
        }
    }

    #[test]
    fn utf_16_without_a_mark_is_known_by_its_zeros() {
        let text = "name,domains\n米亚,mia.example\n";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();

        assert_eq!((read(&little).as_str(), read(&big).as_str()), (text, text));
    }

    #[test]
    fn what_somebody_says_overrules_every_guess() {
        let said = |label: &str, bytes: &[u8]| decoded(bytes, Charset::named(label));

        assert_eq!(said("cp850", b"Jos\x82"), "José");
        assert_eq!(said("CP437", b"\x9b5"), "¢5");
        assert_eq!(said("macintosh", b"Garc\x92a"), "García");
        assert_eq!(said("shift_jis", "川槌".as_bytes()), SHIFT_JIS.decode("川槌".as_bytes()).0);
        assert_eq!(Charset::named("klingon"), None);
    }
}
