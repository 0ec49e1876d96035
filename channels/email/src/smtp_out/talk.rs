//! The conversation itself: say a line, hear a reply, and never wait for ever.

use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};

use super::reply::read_line;
use super::{Patience, Reply, SmtpAilment};
use crate::tls::Wire;

const LINE_BYTES: u64 = 4 << 10;
const LINES: usize = 100;

pub(super) struct Talk {
    wire: BufReader<Wire>,
    pub patience: Patience,
}

impl Talk {
    pub(super) fn new(wire: Wire, patience: Patience) -> Self {
        Self { wire: BufReader::new(wire), patience }
    }

    /// The wire alone, to be made private. Words the server sent ahead of that are nobody's we trust (CVE-2011-0411).
    pub(super) fn into_wire(self) -> Result<Wire, SmtpAilment> {
        match self.wire.buffer() {
            [] => Ok(self.wire.into_inner()),
            ahead => Err(SmtpAilment::Gibberish(String::from_utf8_lossy(ahead).chars().take(80).collect())),
        }
    }

    /// Says a command and hears the reply. `name` is what trouble calls it; the command may hold a secret.
    pub(super) async fn ask(&mut self, name: &'static str, command: &str) -> Result<Reply, SmtpAilment> {
        self.write(format!("{command}\r\n").as_bytes()).await?;
        self.hear(name, self.patience.answer).await
    }

    pub(super) async fn write(&mut self, bytes: &[u8]) -> Result<(), SmtpAilment> {
        let writing = async {
            self.wire.get_mut().write_all(bytes).await?;
            self.wire.get_mut().flush().await
        };
        match tokio::time::timeout(self.patience.block, writing).await {
            Err(_) => Err(SmtpAilment::Silent { waiting_for: "our words", after: self.patience.block }),
            Ok(written) => written.map_err(SmtpAilment::Lost),
        }
    }

    /// One reply, of one line or many; its text is the first line's.
    pub(super) async fn hear(&mut self, name: &'static str, within: Duration) -> Result<Reply, SmtpAilment> {
        let mut lines = self.hear_lines(name, within).await?;
        Ok(lines.swap_remove(0))
    }

    /// One reply, line by line.
    pub(super) async fn hear_lines(&mut self, name: &'static str, within: Duration) -> Result<Vec<Reply>, SmtpAilment> {
        let silent = SmtpAilment::Silent { waiting_for: name, after: within };
        tokio::time::timeout(within, self.read_reply()).await.unwrap_or(Err(silent))
    }

    async fn read_reply(&mut self) -> Result<Vec<Reply>, SmtpAilment> {
        let mut lines = Vec::new();
        while lines.len() < LINES {
            let mut bytes = Vec::new();
            let read = (&mut self.wire).take(LINE_BYTES).read_until(b'\n', &mut bytes).await;
            if read.map_err(SmtpAilment::Lost)? == 0 {
                return Err(SmtpAilment::Lost(std::io::ErrorKind::UnexpectedEof.into()));
            }
            let Some(line) = read_line(&bytes) else {
                return Err(SmtpAilment::Gibberish(String::from_utf8_lossy(&bytes).chars().take(80).collect()));
            };
            lines.push(Reply { code: line.code, text: line.text });
            if line.is_last {
                return Ok(lines);
            }
        }
        Err(SmtpAilment::Gibberish(format!("a reply of more than {LINES} lines")))
    }

    /// Says goodbye. Everything is decided by now, so what the server answers is all the same.
    pub(super) async fn quit(mut self) {
        let brief = Duration::from_secs(2).min(self.patience.answer);
        let _ = tokio::time::timeout(brief, self.ask("QUIT", "QUIT")).await;
    }
}
