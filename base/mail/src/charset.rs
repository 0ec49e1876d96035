//! Bytes to text, by the declared charset where it is true and by looking at the bytes where it is not.
//!
//! Senders lie: UTF-8 declared for Windows-1252 or GB18030, Latin-1 declared for UTF-8, charsets that do not exist. Readable
//! text comes first; that the label was wrong is reported beside it.

mod guess;

use encoding_rs::{EUC_KR, Encoding, GB18030, ISO_2022_JP, UTF_8, WINDOWS_1252};

/// Text made from bytes, and whether the label was wrong or unknown.
#[derive(Debug)]
pub(crate) struct Read {
    pub(crate) text: String,
    pub(crate) lie: bool,
    pub(crate) unknown: bool,
}

impl Read {
    fn honest(text: impl Into<String>) -> Self {
        Self { text: text.into(), lie: false, unknown: false }
    }
    fn lie(text: impl Into<String>) -> Self {
        Self { text: text.into(), lie: true, unknown: false }
    }
}

/// What a charset label says.
enum Label {
    Known(&'static Encoding),
    Utf7,
    Hz,
    Unsaid,
    Unknown,
}

/// Decodes bytes whose sender declared `label`.
pub(crate) fn decode(bytes: &[u8], label: Option<&str>) -> Read {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Read::honest(encoding.decode_without_bom_handling(&bytes[mark..]).0);
    }
    match meaning(label) {
        Label::Utf7 if bytes.is_ascii() => Read::honest(utf7(bytes)),
        Label::Hz if bytes.is_ascii() => Read::honest(hz(bytes)),
        Label::Known(encoding) => by_label(bytes, encoding),
        Label::Unsaid => Read::honest(guess_with_hint(bytes, None)),
        Label::Utf7 | Label::Hz => Read::lie(guess_with_hint(bytes, None)),
        Label::Unknown => Read { text: guess_with_hint(bytes, None), lie: false, unknown: true },
    }
}

/// The encoding a label means, if we know one.
pub(crate) fn encoding_of(label: &str) -> Option<&'static Encoding> {
    match meaning(Some(label)) {
        Label::Known(encoding) => Some(encoding),
        _ => None,
    }
}

/// Decodes bytes nobody described; `hint` is what the rest of the mail is written in.
pub(crate) fn guess_with_hint(bytes: &[u8], hint: Option<&'static Encoding>) -> String {
    if let Some(text) = stateful_japanese(bytes) {
        return text;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    match hint
        .filter(|hint| *hint != UTF_8)
        .and_then(|hint| hint.decode_without_bom_handling_and_without_replacement(bytes))
    {
        Some(text) => text.into_owned(),
        None => lossy(bytes, guess::encoding(bytes)),
    }
}

fn meaning(label: Option<&str>) -> Label {
    let Some(label) = label.map(|label| label.trim_matches(|c: char| c.is_whitespace() || c == '"' || c == '\'')) else {
        return Label::Unsaid;
    };
    let lower = label.to_ascii_lowercase();
    let key = lower
        .strip_prefix("x-")
        .filter(|_| lower.starts_with("x-cp") || lower.starts_with("x-windows"))
        .unwrap_or(&lower);
    match key.replace('_', "-").as_str() {
        "" | "us-ascii" | "ascii" | "ansi-x3.4-1968" | "unknown" | "unknown-8bit" | "8bit" | "7bit" | "default" => Label::Unsaid,
        "utf8" | "utf-8" | "utf8mb4" | "cp65001" => Label::Known(UTF_8),
        "gb2312" | "gbk" | "cp936" | "ms936" | "windows-936" | "x-gbk" | "gb-2312" | "gb18030" | "euc-cn" => Label::Known(GB18030),
        "ks-c-5601-1987" | "cp949" | "ms949" | "uhc" | "windows-949" | "x-windows-949" | "ks-c-5601" => Label::Known(EUC_KR),
        "cp932" | "ms932" | "windows-31j" | "sjis" | "windows-932" => Label::Known(encoding_rs::SHIFT_JIS),
        "cp950" | "ms950" | "windows-950" => Label::Known(encoding_rs::BIG5),
        "cp1252" | "iso8859-1" | "latin1" | "ansi" | "windows-1252" | "windows1252" => Label::Known(WINDOWS_1252),
        "iso-2022-jp-1" | "iso-2022-jp-2" | "iso-2022-jp-ms" | "cp50220" | "cp50221" => Label::Known(ISO_2022_JP),
        "utf-7" | "unicode-1-1-utf-7" => Label::Utf7,
        "hz-gb-2312" | "hz" => Label::Hz,
        other => match Encoding::for_label(other.as_bytes()).or_else(|| Encoding::for_label(key.as_bytes())) {
            Some(encoding) if encoding.name() != "replacement" => Label::Known(encoding),
            _ => Label::Unknown,
        },
    }
}

fn by_label(bytes: &[u8], encoding: &'static Encoding) -> Read {
    if encoding == ISO_2022_JP && bytes.iter().all(|byte| *byte < 0x80) {
        return Read::honest(lossy(bytes, encoding));
    }
    if bytes.is_ascii() && !encoding.name().starts_with("UTF-16") {
        return match stateful_japanese(bytes) {
            Some(text) => Read::lie(text),
            None => Read::honest(String::from_utf8_lossy(bytes)),
        };
    }
    let utf8 = std::str::from_utf8(bytes).ok();
    if encoding == UTF_8 {
        return utf8.map_or_else(|| broken_utf8(bytes), Read::honest);
    }
    let declared = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    match (utf8, declared) {
        (Some(utf8), declared) if declared.is_none() || is_no_accident(utf8) => Read::lie(utf8),
        (_, Some(text)) if encoding.is_single_byte() && !guess::reads_badly(&text) => Read::honest(text),
        (_, Some(text)) if !encoding.is_single_byte() => Read::honest(text),
        (_, declared) => {
            let (guessed, text) = (guess::encoding(bytes), lossy(bytes, encoding));
            if (declared.is_some() && guessed == WINDOWS_1252) || (declared.is_none() && bad_share(&text) < 0.02) {
                return Read::honest(text);
            }
            Read::lie(lossy(bytes, guessed))
        }
    }
}

/// UTF-8 with a few broken bytes (cut by a relay) stays UTF-8; otherwise the label lied.
fn broken_utf8(bytes: &[u8]) -> Read {
    let lossy_text = String::from_utf8_lossy(bytes);
    let bad = lossy_text.matches('\u{FFFD}').count();
    let good = lossy_text.chars().filter(|c| !c.is_ascii() && *c != '\u{FFFD}').count();
    if good > bad * 4 {
        Read::honest(lossy_text)
    } else {
        Read::lie(lossy(bytes, guess::encoding(bytes)))
    }
}

/// Three or more characters beyond ASCII that happen to be valid UTF-8 are UTF-8, whatever the label says.
fn is_no_accident(utf8: &str) -> bool {
    let wide = utf8.chars().filter(|c| !c.is_ascii()).take(3).collect::<Vec<_>>();
    wide.len() >= 3 || wide.iter().any(|c| c.len_utf8() >= 3) || wide.iter().any(|c| ('\u{a0}'..='\u{17f}').contains(c))
}

fn bad_share(text: &str) -> f64 {
    let bad = text.matches('\u{FFFD}').count() as f64;
    bad / text.chars().filter(|c| !c.is_ascii()).count().max(1) as f64
}

fn lossy(bytes: &[u8], encoding: &'static Encoding) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// ISO-2022-JP needs no 8-bit bytes, so it hides in anything; its escapes do not occur otherwise.
fn stateful_japanese(bytes: &[u8]) -> Option<String> {
    let escape = bytes.iter().position(|byte| *byte == 0x1b)?;
    let opens = bytes.is_ascii() && matches!(bytes[escape..], [_, b'$', b'B' | b'@', ..] | [_, b'(', b'J' | b'B' | b'I', ..]);
    opens.then(|| lossy(bytes, ISO_2022_JP))
}

/// UTF-7 (RFC 2152): `+` opens base64 of UTF-16, `-` closes it.
fn utf7(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(plus) = rest.iter().position(|byte| *byte == b'+') {
        out.push_str(&String::from_utf8_lossy(&rest[..plus]));
        let run = &rest[plus + 1..];
        let end = run
            .iter()
            .position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/')))
            .unwrap_or(run.len());
        if end == 0 && run.first() == Some(&b'-') {
            out.push('+');
        } else {
            let units = crate::transfer::base64(&run[..end], end).bytes;
            let pairs = units.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            out.extend(char::decode_utf16(pairs).map(|c| c.unwrap_or('\u{FFFD}')));
        }
        rest = &run[end..];
        rest = rest.strip_prefix(b"-").unwrap_or(rest);
    }
    out.push_str(&String::from_utf8_lossy(rest));
    out
}

/// HZ (RFC 1843): `~{` opens GB2312 in seven bits, `~}` closes it.
fn hz(bytes: &[u8]) -> String {
    let (mut wide, mut inside) = (Vec::with_capacity(bytes.len()), false);
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at..] {
            [b'~', b'{', ..] => (inside, at) = (true, at + 2),
            [b'~', b'}', ..] => (inside, at) = (false, at + 2),
            [b'~', b'~', ..] if !inside => (_, at) = (wide.push(b'~'), at + 2),
            [byte, ..] => {
                wide.push(if inside && byte > 0x20 { byte | 0x80 } else { byte });
                at += 1;
            }
            [] => break,
        }
    }
    lossy(&wide, GB18030)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attack_11_lies_about_the_charset_are_seen_through() {
        let chinese = "您好，我的订单还没有收到，请帮我查询一下。";
        let japanese = "お世話になっております。注文した商品がまだ届きません。";
        let korean = "안녕하세요 주문한 상품이 아직 도착하지 않았습니다";
        let russian = "Здравствуйте, мой заказ до сих пор не пришёл";
        for (text, really, said) in [
            (chinese, "gb18030", "utf-8"),
            (chinese, "gb18030", "iso-8859-1"),
            (chinese, "utf-8", "gb2312"),
            (chinese, "big5", "utf-8"),
            (japanese, "iso-2022-jp", "utf-8"),
            (japanese, "shift_jis", "utf-8"),
            (japanese, "euc-jp", "us-ascii"),
            (korean, "euc-kr", "utf-8"),
            (russian, "windows-1251", "utf-8"),
            (russian, "koi8-r", "x-unknown"),
            ("Señor, el café llegó frío y dañado", "windows-1252", "utf-8"),
            ("Señor, el café llegó frío y dañado", "utf-8", "iso-8859-1"),
            ("“smart” quotes — and €", "windows-1252", "iso-8859-1"),
        ] {
            let text = if really == "big5" {
                "您好，我的訂單還沒有收到，請幫我查詢一下。"
            } else {
                text
            };
            let bytes = Encoding::for_label(really.as_bytes()).map(|encoding| encoding.encode(text).0).unwrap_or_default();

            assert_eq!(decode(&bytes, Some(said)).text, text, "{really} declared as {said}");
        }
    }

    #[test]
    fn rare_encodings_are_read() {
        assert_eq!(decode(b"Hi +T2BZfQ- 1 +- 1", Some("utf-7")).text, "Hi 你好 1 + 1");
        assert_eq!(decode(b"~{Dc:C~} ok", Some("hz-gb-2312")).text, "你好 ok");
        assert_eq!(decode(b"\xc7\xd1\x8c\x63", Some("ks_c_5601-1987")).text, "한똠");
    }
}
