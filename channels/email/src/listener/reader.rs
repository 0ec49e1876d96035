//! Reads a visitor's words: command lines of a bounded length, and the bytes of a message.

use std::io;

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};

use super::body::Body;
use crate::tls::Wire;

/// RFC 5321 asks for 512 bytes, its extensions add some hundreds.
const LINE_BYTES: u64 = 2 << 10;

/// What a visitor said.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Heard {
    Line(String),
    /// Too long, or no text.
    Unreadable,
    /// A line break other than CRLF: what follows could be a smuggled command.
    BareBreak,
    Gone,
}

pub(super) struct Reader {
    wire: BufReader<Wire>,
}

impl Reader {
    pub(super) fn new(wire: Wire) -> Self {
        Self { wire: BufReader::with_capacity(16 << 10, wire) }
    }

    pub(super) async fn say(&mut self, reply: &str) -> io::Result<()> {
        self.wire.get_mut().write_all(format!("{reply}\r\n").as_bytes()).await?;
        self.wire.get_mut().flush().await
    }

    /// The wire alone, unless the visitor has already said more than it should have.
    pub(super) fn into_wire(self) -> Option<Wire> {
        self.wire.buffer().is_empty().then(|| self.wire.into_inner())
    }

    pub(super) async fn command(&mut self) -> io::Result<Heard> {
        let mut line = Vec::new();
        (&mut self.wire).take(LINE_BYTES).read_until(b'\n', &mut line).await?;
        if line.is_empty() {
            return Ok(Heard::Gone);
        }
        if line.last() != Some(&b'\n') {
            return self.past_the_line(line.len() as u64 == LINE_BYTES).await;
        }
        let Some(text) = line.strip_suffix(b"\r\n").filter(|text| !text.contains(&b'\r')) else {
            return Ok(Heard::BareBreak);
        };
        Ok(match std::str::from_utf8(text) {
            Ok(text) if !text.chars().any(char::is_control) => Heard::Line(text.to_owned()),
            _ => Heard::Unreadable,
        })
    }

    /// Passes over the rest of a line that is too long, a piece at a time.
    async fn past_the_line(&mut self, too_long: bool) -> io::Result<Heard> {
        if !too_long {
            return Ok(Heard::Gone);
        }
        for _ in 0..64 {
            let mut rest = Vec::new();
            (&mut self.wire).take(LINE_BYTES).read_until(b'\n', &mut rest).await?;
            match rest.last() {
                Some(b'\n') => return Ok(Heard::Unreadable),
                Some(_) => {}
                None => return Ok(Heard::Gone),
            }
        }
        Ok(Heard::Gone)
    }

    /// Feeds what has arrived to `body`; true when the message is complete, an error when the visitor has gone.
    pub(super) async fn feed(&mut self, body: &mut Body) -> io::Result<bool> {
        let arrived = self.wire.fill_buf().await?;
        if arrived.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let (taken, complete) = body.take(arrived);
        self.wire.consume(taken);
        Ok(complete)
    }
}
