//! Before the login: the greeting, what the server can do, and STARTTLS.
//!
//! Read byte by byte, so that nothing a man in the middle slipped in behind STARTTLS is still in a buffer afterwards (CVE-2011-0411).

use std::io;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use super::trouble::shortened;
use super::{Ailment, ImapSettings};
use crate::tls::{Dial, Security, Wire, secure};

const LINE_BYTES: usize = 8 << 10;
const LINES: usize = 100;

/// A private wire to a greeted server, and the words of its CAPABILITY answer in capitals.
pub(super) async fn greeted(dial: &impl Dial, settings: &ImapSettings) -> Result<(Wire, Vec<String>), Ailment> {
    let mut wire = dial.dial(&settings.host, settings.port).await.map_err(Ailment::Unreachable)?;
    if settings.security == Security::Tls {
        wire = private(wire, settings).await?;
    }
    welcome(&read_line(&mut wire).await?)?;
    let mut able = capabilities(&mut wire).await?;
    if settings.security == Security::StartTls {
        if !able.iter().any(|word| word == "STARTTLS") {
            return Err(Ailment::NoStartTls);
        }
        ask(&mut wire, "T2", "STARTTLS").await?;
        wire = private(wire, settings).await?;
        able = capabilities(&mut wire).await?;
    }
    Ok((wire, able))
}

async fn private(wire: Wire, settings: &ImapSettings) -> Result<Wire, Ailment> {
    Ok(secure(wire, &settings.host, settings.extra_root.as_deref()).await?)
}

fn welcome(line: &str) -> Result<(), Ailment> {
    match line.get(..4).map(str::to_ascii_uppercase).as_deref() {
        Some("* OK") => Ok(()),
        Some("* BY") => Err(Ailment::SaidGoodbye(shortened(line))),
        _ => Err(Ailment::Gibberish(shortened(line))),
    }
}

async fn capabilities(wire: &mut Wire) -> Result<Vec<String>, Ailment> {
    let answers = ask(wire, "T1", "CAPABILITY").await?;
    let words = answers.iter().filter_map(|line| line.strip_prefix("* CAPABILITY "));
    Ok(words.flat_map(str::split_whitespace).map(str::to_ascii_uppercase).collect())
}

async fn ask(wire: &mut Wire, tag: &str, command: &'static str) -> Result<Vec<String>, Ailment> {
    wire.write_all(format!("{tag} {command}\r\n").as_bytes()).await.map_err(Ailment::Lost)?;
    wire.flush().await.map_err(Ailment::Lost)?;
    let mut answers = Vec::new();
    while answers.len() < LINES {
        let line = read_line(wire).await?;
        match line.strip_prefix(tag) {
            Some(result) if result.trim_start().starts_with("OK") => return Ok(answers),
            Some(result) => return Err(Ailment::Refused { command, reply: shortened(result) }),
            None => answers.push(line),
        }
    }
    Err(Ailment::Gibberish(format!("{LINES} lines in answer to {command}")))
}

async fn read_line(wire: &mut Wire) -> Result<String, Ailment> {
    let mut line = Vec::new();
    while line.last() != Some(&b'\n') {
        if line.len() == LINE_BYTES {
            return Err(Ailment::Gibberish("a greeting without end".into()));
        }
        match wire.read_u8().await {
            Ok(byte) => line.push(byte),
            Err(trouble) if trouble.kind() == io::ErrorKind::UnexpectedEof && line.is_empty() => {
                return Err(Ailment::SaidGoodbye("it closed the connection".into()));
            }
            Err(trouble) => return Err(Ailment::Lost(trouble)),
        }
    }
    Ok(String::from_utf8_lossy(&line).trim_end().to_owned())
}
