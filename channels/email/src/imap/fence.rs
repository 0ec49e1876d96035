//! A fence around what a server may make us hold.
//!
//! async-imap grows its buffer to the size a literal *declares*, up to 512 MiB, and imap-proto parses nested brackets by recursion, so a hostile
//! line could take the memory or the stack of the whole program. Every byte passes here first: long lines, large literals and
//! deep nests end the session before they are buffered or parsed.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// What a server did that no honest server does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Breach {
    #[error("an answer line of more than {0} bytes")]
    LongLine(u64),
    #[error("an answer of {declared} bytes where at most {allowed} were asked for")]
    LargeLiteral { declared: u64, allowed: u64 },
    #[error("an answer with more than {0} brackets")]
    DeepNest(u32),
}

const LINE_BYTES: u64 = 64 << 10;
const BRACKETS: u32 = 32;

/// A wire whose answers stay within bounds.
#[derive(Debug)]
pub(super) struct Fence<W> {
    wire: W,
    watch: Watch,
}

impl<W> Fence<W> {
    /// One answer may carry at most `literal_bytes` besides its lines.
    pub(super) fn new(wire: W, literal_bytes: u64) -> Self {
        Self { wire, watch: Watch { allowed: literal_bytes, ..Watch::default() } }
    }
}

/// Follows the shape of IMAP answers: lines, and literals of a declared length between them (RFC 9051 section 4.3).
#[derive(Debug, Default)]
struct Watch {
    allowed: u64,
    literal_left: u64,
    literals: u64,
    line: u64,
    brackets: u32,
    brace: Brace,
}

/// Whether the line ends, so far, like `{123}`.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Brace {
    #[default]
    None,
    Open(u64),
    Closed(u64),
}

impl Watch {
    fn see(&mut self, mut bytes: &[u8]) -> Result<(), Breach> {
        while !bytes.is_empty() {
            if self.literal_left > 0 {
                let skipped = self.literal_left.min(bytes.len() as u64);
                self.literal_left -= skipped;
                bytes = &bytes[skipped as usize..];
            } else {
                self.see_in_line(bytes[0])?;
                bytes = &bytes[1..];
            }
        }
        Ok(())
    }

    fn see_in_line(&mut self, byte: u8) -> Result<(), Breach> {
        self.line += 1;
        if self.line > LINE_BYTES {
            return Err(Breach::LongLine(LINE_BYTES));
        }
        if byte == b'(' {
            self.brackets += 1;
            if self.brackets > BRACKETS {
                return Err(Breach::DeepNest(BRACKETS));
            }
        }
        self.brace = match (self.brace, byte) {
            (_, b'\n') => return self.end_line(),
            (_, b'{') => Brace::Open(0),
            (Brace::Open(n), b'0'..=b'9') => Brace::Open(n.saturating_mul(10).saturating_add(u64::from(byte - b'0'))),
            (Brace::Open(n), b'+') => Brace::Open(n),
            (Brace::Open(n), b'}') => Brace::Closed(n),
            (Brace::Closed(n), b'\r') => Brace::Closed(n),
            _ => Brace::None,
        };
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), Breach> {
        let Brace::Closed(declared) = std::mem::take(&mut self.brace) else {
            *self = Self { allowed: self.allowed, ..Self::default() };
            return Ok(());
        };
        self.literals = self.literals.saturating_add(declared);
        if self.literals > self.allowed {
            return Err(Breach::LargeLiteral { declared, allowed: self.allowed });
        }
        self.literal_left = declared;
        Ok(())
    }
}

impl<W: AsyncRead + Unpin> AsyncRead for Fence<W> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = &mut *self;
        let before = buf.filled().len();
        std::task::ready!(Pin::new(&mut this.wire).poll_read(cx, buf))?;
        let seen = this.watch.see(&buf.filled()[before..]);
        Poll::Ready(seen.map_err(|breach| io::Error::new(io::ErrorKind::InvalidData, breach)))
    }
}

impl<W: AsyncWrite + Unpin> AsyncWrite for Fence<W> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.wire).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.wire).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.wire).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn watch(allowed: u64) -> Watch {
        Watch { allowed, ..Watch::default() }
    }

    #[test]
    fn honest_answers_pass_in_any_slices() {
        let answers = b"* OK [CAPABILITY IMAP4rev1 IDLE] ready\r\n* 1 FETCH (UID 7 BODY[] {5}\r\n)((\r\n FLAGS ())\r\nA1 OK done\r\n";
        for slice in 1..answers.len() {
            let mut watch = watch(5);
            for piece in answers.chunks(slice) {
                assert_eq!(watch.see(piece), Ok(()), "in slices of {slice}");
            }
            assert_eq!((watch.line, watch.brackets, watch.literal_left), (0, 0, 0), "in slices of {slice}");
        }
    }

    #[test]
    fn attack_17_a_literal_is_refused_by_its_declared_size() {
        for declared in ["{2147483648}", "{2147483648+}", "{99999999999999999999999999}"] {
            let seen = watch(1 << 20).see(format!("* 1 FETCH (BODY[] {declared}\r\n").as_bytes());
            assert!(matches!(seen, Err(Breach::LargeLiteral { allowed: 1_048_576, .. })), "{declared}: {seen:?}");
        }
    }

    #[test]
    fn attack_17_many_literals_in_one_answer_count_together() {
        let seen = watch(10).see(b"* 1 FETCH (BODY[1] {6}\r\n123456 BODY[2] {6}\r\n");

        assert_eq!(seen, Err(Breach::LargeLiteral { declared: 6, allowed: 10 }));
    }

    #[test]
    fn attack_17_a_line_without_end_is_refused() {
        let mut watch = watch(10);

        assert_eq!(watch.see(&vec![b'x'; LINE_BYTES as usize]), Ok(()));
        assert_eq!(watch.see(b"x"), Err(Breach::LongLine(LINE_BYTES)));
    }

    #[test]
    fn attack_17_a_deep_nest_is_refused() {
        let nest = format!("* 1 FETCH (BODYSTRUCTURE {}", "(".repeat(60_000));

        assert_eq!(watch(10).see(nest.as_bytes()), Err(Breach::DeepNest(BRACKETS)));
    }
}
