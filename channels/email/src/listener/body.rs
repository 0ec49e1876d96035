//! Collects a message up to its final dot, and recognises a smuggled one.
//!
//! Only CR LF . CR LF ends a message. A CR or LF standing alone is where two servers may see two different ends (SMTP smuggling), so such
//! a message is read to its true end and refused as a whole.

/// A message being received.
#[derive(Debug)]
pub(super) struct Body {
    raw: Vec<u8>,
    max_size: usize,
    /// Bytes of the message, kept or not.
    received: usize,
    /// Bytes on the wire.
    seen: usize,
    at: At,
    bare_break: bool,
}

#[derive(Debug, Clone, Copy)]
enum At {
    LineStart,
    /// Behind a dot that opened the line.
    Dot,
    DotCr,
    Cr,
    Middle,
}

/// Why a complete message is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spoiled {
    TooLarge,
    BareBreak,
}

impl Body {
    pub(super) fn new(max_size: usize) -> Self {
        Self {
            raw: Vec::new(),
            max_size,
            received: 0,
            seen: 0,
            at: At::LineStart,
            bare_break: false,
        }
    }

    /// Takes bytes up to the final dot; says how many, and whether the dot has come.
    pub(super) fn take(&mut self, bytes: &[u8]) -> (usize, bool) {
        for (n, &byte) in bytes.iter().enumerate() {
            if self.step(byte) {
                return (n + 1, true);
            }
        }
        (bytes.len(), false)
    }

    /// So much beyond the limit that waiting for the dot makes no sense.
    pub(super) fn is_endless(&self) -> bool {
        self.seen > self.max_size.saturating_mul(2).saturating_add(1 << 20)
    }

    pub(super) fn finish(self) -> Result<Vec<u8>, Spoiled> {
        match self {
            Self { bare_break: true, .. } => Err(Spoiled::BareBreak),
            Self { received, max_size, .. } if received > max_size => Err(Spoiled::TooLarge),
            Self { raw, .. } => Ok(raw),
        }
    }

    /// One byte; true when it completes the final dot.
    fn step(&mut self, byte: u8) -> bool {
        self.seen += 1;
        self.at = match (self.at, byte) {
            (At::DotCr, b'\n') => return true,
            (At::Cr, b'\n') => {
                self.push(b'\r');
                self.push(b'\n');
                At::LineStart
            }
            // A CR must be followed by LF, and an LF preceded by CR.
            (At::Cr | At::DotCr, _) | (_, b'\n') => {
                self.bare_break = true;
                if byte == b'\r' { At::Cr } else { At::Middle }
            }
            (At::LineStart, b'.') => At::Dot,
            (At::Dot, b'\r') => At::DotCr,
            (_, b'\r') => At::Cr,
            // A dot that opens a longer line was doubled by the sender; the first one falls away.
            (_, other) => {
                self.push(other);
                At::Middle
            }
        };
        false
    }

    fn push(&mut self, byte: u8) {
        self.received += 1;
        if self.received <= self.max_size && !self.bare_break {
            self.raw.push(byte);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The message, and what is left behind its end; None if it never ends.
    fn read(sent: &str, slice: usize, max_size: usize) -> Option<(Result<String, Spoiled>, usize)> {
        let mut body = Body::new(max_size);
        let mut taken = 0;
        for piece in sent.as_bytes().chunks(slice) {
            let (n, complete) = body.take(piece);
            taken += n;
            if complete {
                return Some((body.finish().map(|raw| String::from_utf8_lossy(&raw).into_owned()), sent.len() - taken));
            }
        }
        None
    }

    #[test]
    fn a_message_is_taken_byte_for_byte_without_its_doubled_dots() {
        let cases = [
            (".\r\nQUIT\r\n", "", 6),
            ("a\r\n.\r\n", "a\r\n", 0),
            ("a\r\n..\r\n..b.\r\n.\r\nX", "a\r\n.\r\n.b.\r\n", 1),
            (".a\r\n\r\n.\r\n", "a\r\n\r\n", 0),
        ];
        for (sent, message, rest) in cases {
            for slice in 1..=sent.len() {
                assert_eq!(read(sent, slice, 1000), Some((Ok(message.into()), rest)), "{sent:?} in slices of {slice}");
            }
        }
    }

    #[test]
    fn attack_13_no_other_dot_ends_a_message_and_its_message_is_refused() {
        for smuggling in ["\n.\n", "\n.\r\n", "\r.\r", "\r.\r\n", "\r\n.\n", "\r\n.\r", "\r\n.\rx", "\r\r\n.\r\n", "\n\n.\r\n"] {
            let sent = format!("a{smuggling}MAIL FROM:<mallory@evil.example>\r\n.\r\n");
            for slice in 1..=sent.len() {
                let (message, _) = read(&sent, slice, 1000).unwrap_or_else(|| panic!("{smuggling:?} never ended"));
                assert_eq!(message, Err(Spoiled::BareBreak), "{smuggling:?} in slices of {slice}");
            }
        }
    }

    #[test]
    fn a_message_above_the_limit_is_not_kept_in_memory() {
        let sent = format!("{}\r\n.\r\n", "x".repeat(500));

        assert_eq!(read(&sent, 7, 502), Some((Ok(sent[..502].into()), 0)));
        assert_eq!(read(&sent, 7, 501), Some((Err(Spoiled::TooLarge), 0)));
    }
}
