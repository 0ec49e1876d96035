//! A first, quick look: most of what people write holds nothing that must be covered, and nothing more is done with it.

use crate::Policy;

/// Whether a closer look is worth it. Says yes too often, never no too often.
pub(crate) fn may_hold(policy: Policy, text: &str, is_html: bool) -> bool {
    let digits = match policy {
        Policy::Off => return false,
        Policy::Cards | Policy::Usual => 12,
        Policy::Ids | Policy::All => 6,
    };
    has_long_number(text, digits, is_html) || (policy.covers_secrets() && has_word(text))
}

/// Digits with nothing but blanks, signs and single letters between them, or in one word. Characters beyond ASCII may be digits, tags and
/// entities may hide some.
fn has_long_number(text: &str, wanted: usize, is_html: bool) -> bool {
    let (mut digits, mut odd, mut in_tag, mut in_entity) = (0, 0, false, 0);
    let (mut in_word, mut letters) = (0, 0);
    for byte in text.bytes() {
        match byte {
            b'<' if is_html => in_tag = true,
            b'>' if in_tag => in_tag = false,
            b'&' if is_html => in_entity = 12,
            b'0'..=b'9' => {
                (digits, in_word, letters) = (digits + 1, in_word + 1, 0);
                in_entity = in_entity.max(1) - 1;
                if digits + odd / 2 >= wanted || in_word >= wanted {
                    return true;
                }
            }
            // Two bytes or more make one character.
            0x80.. => {
                odd += 1;
                if digits + odd / 2 >= wanted {
                    return true;
                }
            }
            b';' if in_entity > 0 => {
                odd += 2;
                in_entity = 0;
            }
            _ if in_entity > 0 => in_entity -= 1,
            _ if in_tag => {}
            b'a'..=b'z' | b'A'..=b'Z' => {
                letters += 1;
                if letters > 1 {
                    (digits, odd) = (0, 0);
                }
            }
            b' ' | b'\t' | b'\r' | b'\n' | b'-' | b'.' | b'/' | b'>' | b'*' | b'_' => (in_word, letters) = (0, 0),
            _ => (digits, odd, in_word, letters) = (0, 0, 0, 0),
        }
    }
    false
}

/// Whether one of the words stands here that name a secret.
fn has_word(text: &str) -> bool {
    let bytes = text.as_bytes();
    (0..bytes.len()).any(|at| match bytes[at] {
        b'p' | b'P' => begins(bytes, at, &[b"pass", b"pwd", b"pw", b"pin"]),
        b'c' | b'C' => {
            begins(bytes, at, &[b"cvv", b"cvc", b"cvn", b"csc", b"contra", b"clave", b"cod", "cód".as_bytes(), b"c&oacute;digo"])
        }
        b'n' | b'N' => begins(bytes, at, &[b"nip"]),
        b't' | b'T' => begins(bytes, at, &[b"three digits", b"token", b"tres ultimos", "tres últimos".as_bytes()]),
        b'd' | b'D' | b'3' => begins(bytes, at, &[b"digits on the back", b"digitos", "dígitos".as_bytes(), b"3 digits"]),
        b'l' | b'L' => begins(bytes, at, &[b"login", b"log in", b"logon"]),
        b'u' | b'U' => begins(bytes, at, &[b"user", b"usuario"]),
        b'o' | b'O' => begins(bytes, at, &[b"otp", b"one-time", b"one time"]),
        // The first byte of 密 口 安 动 動 校 验 驗 背 后 卡 账 帐 帳 短, and of full-width letters.
        0xe5..=0xe9 => [
            "密",
            "口令",
            "安全",
            "动态",
            "動態",
            "校",
            "验",
            "驗",
            "背面",
            "后三位",
            "後三位",
            "账",
            "帐",
            "帳",
            "登录",
            "短信",
        ]
        .iter()
        .any(|word| text[at..].starts_with(word)),
        0xef => true,
        _ => false,
    })
}

fn begins(bytes: &[u8], at: usize, words: &[&[u8]]) -> bool {
    let within = at > 0 && bytes[at - 1].is_ascii_alphabetic();
    !within
        && words
            .iter()
            .any(|word| bytes[at..].len() >= word.len() && bytes[at..at + word.len()].eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ordinary_message_needs_no_closer_look() {
        let said = "Hello, my kettle from 12.05.2026 leaks. Call me: +34 600 123 456, at 10:30 or 11:45. It cost 49.90 EUR.";

        assert!(!may_hold(Policy::Usual, said, false));
        assert!(may_hold(Policy::Usual, "4111 1111 1111 1111", false));
        assert!(may_hold(Policy::Usual, "<b>4111</b>1111<i>1111</i>1111", true));
        assert!(may_hold(Policy::Usual, "my PIN", false) && may_hold(Policy::Usual, "密码", false));
        assert!(!may_hold(Policy::Off, "4111 1111 1111 1111 password: x", false));
    }
}
