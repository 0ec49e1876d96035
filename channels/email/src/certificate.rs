//! When a mail server's certificate runs out, for `frontline doctor`.
//!
//! Looks on a connection of its own that ends before anything is said: the check of the certificate always answers no, after
//! writing it down. Whether it is to be trusted is for the real connection to find out ([`crate::tls`]).

mod der;
mod look;

use crate::tls::{Dial, Security, Wire};
use kit::Moment;
use std::io;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};

const LONGEST_TALK_BYTES: u64 = 16 * 1024;

/// Which language the server speaks before it goes private.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    Imap,
    Smtp,
}

/// The certificate could not be read.
#[derive(Debug, thiserror::Error)]
pub enum CertificateTrouble {
    #[error("the server could not be asked for its certificate ({0}). Check host, port and security in the inbox's settings")]
    Unreachable(#[from] io::Error),
    #[error("the server does not show a certificate we can read. Check that port and security belong together")]
    None,
}

/// The end of the validity of the certificate `host` shows. The caller limits how long that may take.
pub async fn runs_out(dial: &impl Dial, door: Door, host: &str, port: u16, security: Security) -> Result<Moment, CertificateTrouble> {
    let mut wire = dial.dial(host, port).await?;
    if security == Security::StartTls {
        wire = go_private(wire, door).await?;
    }
    let certificate = look::certificate_of(wire, host).await.ok_or(CertificateTrouble::None)?;
    der::not_after(&certificate).ok_or(CertificateTrouble::None)
}

/// The few words before TLS.
async fn go_private(wire: Wire, door: Door) -> io::Result<Wire> {
    let mut talk = BufReader::new(wire);
    match door {
        Door::Imap => {
            hear(&mut talk, |line| line.starts_with('*')).await?;
            talk.write_all(b"a STARTTLS\r\n").await?;
            hear(&mut talk, |line| line.starts_with("a OK")).await?;
        }
        Door::Smtp => {
            hear(&mut talk, |line| line.starts_with("220 ")).await?;
            talk.write_all(b"EHLO localhost\r\n").await?;
            hear(&mut talk, |line| line.starts_with("250 ")).await?;
            talk.write_all(b"STARTTLS\r\n").await?;
            hear(&mut talk, |line| line.starts_with("220 ")).await?;
        }
    }
    Ok(talk.into_inner())
}

/// Reads lines until the wished one; anything endless or closed is an error.
async fn hear(talk: &mut BufReader<Wire>, wished: impl Fn(&str) -> bool) -> io::Result<()> {
    let mut limited = talk.take(LONGEST_TALK_BYTES);
    loop {
        let mut line = Vec::new();
        if limited.read_until(b'\n', &mut line).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if wished(&String::from_utf8_lossy(&line)) {
            return Ok(());
        }
    }
}
