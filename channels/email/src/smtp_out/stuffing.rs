//! Makes a message safe between DATA and the final dot: every line ends with CRLF, and a leading dot is doubled (RFC 5321 section 4.5.2).
//!
//! A bare CR or LF becomes CRLF: servers disagree about those, and that disagreement is how one message is smuggled inside another.

/// Encodes a message piece by piece.
#[derive(Debug)]
pub(super) struct Stuffing {
    at_line_start: bool,
    after_cr: bool,
}

impl Stuffing {
    pub(super) fn new() -> Self {
        Self { at_line_start: true, after_cr: false }
    }

    /// Appends the encoded `piece` to `out`.
    pub(super) fn add(&mut self, piece: &[u8], out: &mut Vec<u8>) {
        for &byte in piece {
            match byte {
                b'\n' if self.after_cr => self.after_cr = false,
                b'\r' | b'\n' => {
                    out.extend_from_slice(b"\r\n");
                    self.at_line_start = true;
                    self.after_cr = byte == b'\r';
                }
                _ => {
                    if byte == b'.' && self.at_line_start {
                        out.push(b'.');
                    }
                    out.push(byte);
                    self.at_line_start = false;
                    self.after_cr = false;
                }
            }
        }
    }

    /// What must follow so that the message ends with a line end; the final dot comes after it.
    pub(super) fn end(&self) -> &'static [u8] {
        if self.at_line_start { b"" } else { b"\r\n" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stuffed(message: &[u8], slice: usize) -> String {
        let mut stuffing = Stuffing::new();
        let mut out = Vec::new();
        for piece in message.chunks(slice) {
            stuffing.add(piece, &mut out);
        }
        out.extend_from_slice(stuffing.end());
        String::from_utf8_lossy(&out).into_owned()
    }

    #[test]
    fn dots_are_doubled_and_every_line_ends_with_crlf() {
        let cases: &[(&[u8], &str)] = &[
            (b"", ""),
            (b"a", "a\r\n"),
            (b"a\r\n", "a\r\n"),
            (b".", "..\r\n"),
            (b"a\r\n.\r\nb..\r\n", "a\r\n..\r\nb..\r\n"),
            (b"a\n.\nb\n", "a\r\n..\r\nb\r\n"),
            (b"a\r.\rb", "a\r\n..\r\nb\r\n"),
            (b"a\n\r\n\r.b", "a\r\n\r\n\r\n..b\r\n"),
        ];
        for (message, expected) in cases {
            for slice in 1..=message.len().max(1) {
                assert_eq!(stuffed(message, slice), *expected, "{message:?} in slices of {slice}");
            }
        }
    }

    #[test]
    fn attack_13_nothing_we_send_ends_a_message_early() {
        for smuggled in ["\n.\n", "\n.\r\n", "\r.\r", "\r\n.\r", "\r\n.\n", "\r.\r\n"] {
            let message = format!("Hello{smuggled}MAIL FROM:<mallory@evil.example>\r\n");

            let sent = stuffed(message.as_bytes(), 3);

            assert!(!sent.contains("\r\n.\r\n"), "{smuggled:?} became {sent:?}");
            assert_eq!(sent.matches(['\r', '\n']).count(), sent.matches("\r\n").count() * 2, "{smuggled:?} became {sent:?}");
        }
    }
}
