//! RFC 2047 encoded words (`=?utf-8?B?…?=`), read the way senders write them: split inside characters, with wrong
//! charsets, inside quotes, with blanks in them.

use crate::{charset, transfer};

/// Words must end within reach; otherwise hostile fields would be searched to their end at every `=?`.
const LONGEST_WORD: usize = 4_000;

/// The text with encoded words decoded. Adjacent words of one charset are joined as bytes first, because many mailers cut
/// in the middle of a character.
pub(crate) fn decode(value: &str) -> String {
    if !value.contains("=?") {
        return shift_out(value);
    }
    let mut out = String::with_capacity(value.len());
    let mut pending: Option<(String, Vec<u8>)> = None;
    let mut rest = value;
    while let Some(at) = rest.find("=?") {
        let (before, from) = rest.split_at(at);
        match word(from) {
            Some((label, bytes, after)) => {
                let joins = pending.as_ref().is_some_and(|(open, _)| open.eq_ignore_ascii_case(label));
                if !before.trim().is_empty() || (pending.is_none() && !before.is_empty()) {
                    flush(&mut pending, &mut out);
                    out.push_str(before);
                } else if !joins {
                    flush(&mut pending, &mut out);
                }
                match &mut pending {
                    Some((_, open)) => open.extend(bytes),
                    None => pending = Some((label.to_owned(), bytes)),
                }
                rest = after;
            }
            None => {
                flush(&mut pending, &mut out);
                out.push_str(before);
                out.push_str("=?");
                rest = &from[2..];
            }
        }
    }
    flush(&mut pending, &mut out);
    out.push_str(rest);
    tidy(&out)
}

fn flush(pending: &mut Option<(String, Vec<u8>)>, out: &mut String) {
    if let Some((label, bytes)) = pending.take() {
        out.push_str(&charset::decode(&bytes, Some(&label)).text);
    }
}

/// One encoded word at the start of the text: its charset, its bytes, and what follows.
fn word(from: &str) -> Option<(&str, Vec<u8>, &str)> {
    let inner = from.strip_prefix("=?")?;
    let (label, inner) = inner.split_once('?')?;
    let label = label.split('*').next().unwrap_or(label);
    if label.is_empty() || label.len() > 40 || label.contains(char::is_whitespace) {
        return None;
    }
    let (method, inner) = inner.split_once('?')?;
    let window = &inner[..inner.floor_char_boundary(LONGEST_WORD)];
    let (data, after) = match window.find("?=") {
        Some(at) => (&inner[..at], &inner[at + 2..]),
        None => inner.split_at(window.len()),
    };
    match method {
        "B" | "b" => Some((label, transfer::base64(data.as_bytes(), data.len()).bytes, after)),
        "Q" | "q" => Some((label, transfer::q_word(data.as_bytes()), after)),
        _ => None,
    }
}

/// How long the finished encoded word at the start of the text is; 0 if there is none. Its characters mean nothing to the
/// grammar around it.
pub(crate) fn length(from: &str) -> usize {
    let finished = word(from).map(|(_, _, after)| from.len() - after.len());
    finished.filter(|length| from[..*length].ends_with("?=")).unwrap_or(0)
}

/// Japanese mail with raw ISO-2022-JP in fields.
fn shift_out(value: &str) -> String {
    if value.contains("\u{1b}$") {
        return tidy(&charset::decode(value.as_bytes(), Some("iso-2022-jp")).text);
    }
    tidy(value)
}

/// No line breaks, no control characters: a decoded word may hold any byte.
fn tidy(text: &str) -> String {
    let clean: String = text
        .chars()
        .map(|c| if matches!(c, '\r' | '\n' | '\t') { ' ' } else { c })
        .filter(|c| !c.is_control())
        .collect();
    clean.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn words_are_decoded_however_they_were_cut() {
        for (sent, read) in [
            ("=?utf-8?Q?Caf=C3=A9_au?= lait", "Café au lait"),
            ("=?utf-8?B?w4k=?= =?utf-8?B?dMOp?=", "Été"),
            ("=?utf-8?Q?=E4=BD?= =?utf-8?Q?=A0=E5=A5=BD?=", "你好"),
            ("=?gb2312?B?xOO6ww==?=", "你好"),
            ("=?utf-8?B?xOO6ww==?=", "你好"),
            ("=?x-nothing?Q?plain?= text", "plain text"),
            ("a =?utf-8?Q?b?= c", "a b c"),
            ("=?utf-8?Q?a=0D=0ABcc:_x?=", "a  Bcc: x"),
            ("=?broken", "=?broken"),
        ] {
            assert_eq!(decode(sent), read, "{sent}");
        }
    }
}
