//! One answer of an SMTP server: a code of three digits and what it says (RFC 5321 section 4.2).

use std::fmt;

/// A server's answer. Its text is kept for people, shortened and without control characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    pub code: u16,
    pub text: String,
}

impl Reply {
    pub fn is_yes(&self) -> bool {
        self.code / 100 == 2
    }

    /// 4xx: not now.
    pub fn is_later(&self) -> bool {
        self.code / 100 == 4
    }

    /// 5xx: never.
    pub fn is_never(&self) -> bool {
        self.code / 100 == 5
    }
}

impl fmt::Display for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.code, self.text)
    }
}

/// One line of an answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ReplyLine {
    pub code: u16,
    pub is_last: bool,
    pub text: String,
}

/// Reads `250-SIZE 1000` or `250 ok`; None if it is neither.
pub(super) fn read_line(line: &[u8]) -> Option<ReplyLine> {
    let line = line.strip_suffix(b"\n")?;
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let (code, rest) = line.split_at_checked(3)?;
    let code: u16 = std::str::from_utf8(code).ok()?.parse().ok().filter(|code| (200..600).contains(code))?;
    let is_last = match rest.first() {
        Some(b'-') => false,
        Some(b' ') | None => true,
        Some(_) => return None,
    };
    let text = String::from_utf8_lossy(rest.get(1..).unwrap_or_default());
    Some(ReplyLine {
        code,
        is_last,
        text: text.chars().filter(|c| !c.is_control()).take(300).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_or_refused() {
        let line = |code, is_last, text: &str| Some(ReplyLine { code, is_last, text: text.into() });
        assert_eq!(read_line(b"250-SIZE 1000\r\n"), line(250, false, "SIZE 1000"));
        assert_eq!(read_line(b"354 go on\r\n"), line(354, true, "go on"));
        assert_eq!(read_line(b"221\n"), line(221, true, ""));
        assert_eq!(read_line(b"550 caf\xe9 \x1b[31m\r\n"), line(550, true, "caf\u{fffd} [31m"));
        for broken in [&b"25\r\n"[..], b"hello\r\n", b"250_x\r\n", b"999 x\r\n", b"+50 x\r\n", b"250 unfinished"] {
            assert_eq!(read_line(broken), None, "{broken:?}");
        }
    }
}
