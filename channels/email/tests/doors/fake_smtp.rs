//! An SMTP server that takes every message, unless told to answer otherwise at a chosen command.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use email::smtp_out::{Envelope, Login, Patience, Security, Sent, SmtpSettings, send};
use email::tls::{Dial, Wire};
use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;

/// What happens instead of the usual answer.
#[derive(Debug, Clone, Copy)]
pub enum Then {
    Say(&'static str),
    HangUp,
    FallSilent,
}

#[derive(Default)]
pub struct Heard {
    pub commands: Vec<String>,
    pub messages: Vec<String>,
    pub visits: u32,
}

#[derive(Clone)]
pub struct FakeSmtp {
    answers: Arc<BTreeMap<&'static str, Then>>,
    offers: &'static str,
    heard: Arc<Mutex<Heard>>,
}

impl FakeSmtp {
    /// `answers` by the beginning of a command; `connect` is the greeting, `.` the final dot.
    pub fn answering(answers: impl IntoIterator<Item = (&'static str, Then)>) -> Self {
        let offers = "250-mx.kettle.example\r\n250-SIZE 10000\r\n250-8BITMIME\r\n250-AUTH PLAIN LOGIN XOAUTH2\r\n250 STARTTLS\r\n";
        Self { answers: Arc::new(answers.into_iter().collect()), offers, heard: Arc::default() }
    }

    pub fn offering(mut self, offers: &'static str) -> Self {
        self.offers = offers;
        self
    }

    pub fn look(&self) -> MutexGuard<'_, Heard> {
        self.heard.lock().expect("no test panics while it holds the server")
    }

    pub fn settings() -> SmtpSettings {
        let login = Login::Password { user: "support@kettle.example".into(), password: "kettle".into() };
        SmtpSettings::new("smtp.kettle.example", 587, Security::Plain, Some(login), "desk.kettle.example")
    }

    /// Sends a small letter to Mia and her friend.
    pub async fn is_sent_a_letter(&self) -> Sent {
        let raw = b"Subject: Your kettle\r\n\r\nA new one is on its way.\r\n.\r\nAna\r\n";
        send(self, &Self::settings(), &envelope(&["mia@example.org", "friend@example.org"]), raw).await
    }

    /// Opens a real door for those who dial by themselves; says its port.
    pub async fn listens(&self) -> u16 {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let (port, server) = (listener.local_addr().expect("its address").port(), self.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                server.look().visits += 1;
                tokio::spawn(server.clone().serve(stream));
            }
        });
        port
    }

    fn answer(&self, command: &str) -> Then {
        self.look().commands.push(command.to_owned());
        let told = self.answers.iter().rfind(|(beginning, _)| command.starts_with(**beginning));
        told.map_or(Then::Say(self.usual(command)), |(_, then)| *then)
    }

    fn usual(&self, command: &str) -> &'static str {
        match command.split([' ', ':']).next().unwrap_or_default() {
            "connect" => "220 Kettle SMTP ready\r\n",
            "EHLO" => self.offers,
            "AUTH" => "235 in\r\n",
            "DATA" => "354 go on\r\n",
            "." => "250 2.0.0 queued as 4711\r\n",
            "QUIT" => "221 bye\r\n",
            _ => "250 ok\r\n",
        }
    }

    async fn serve(self, stream: impl AsyncRead + AsyncWrite + Unpin) -> io::Result<()> {
        let mut stream = BufReader::new(stream);
        let mut command = "connect".to_owned();
        loop {
            let said = match self.answer(&command) {
                Then::HangUp => return Ok(()),
                Then::FallSilent => std::future::pending().await,
                Then::Say(text) => text,
            };
            stream.get_mut().write_all(said.as_bytes()).await?;
            let mut line = String::new();
            if said.starts_with("354") {
                let mut message = String::new();
                while !message.ends_with("\r\n.\r\n") {
                    if stream.read_line(&mut message).await? == 0 {
                        return Ok(());
                    }
                }
                self.look().messages.push(message);
                line.push('.');
            } else if stream.read_line(&mut line).await? == 0 {
                return Ok(());
            }
            command = line.trim_end().to_owned();
        }
    }
}

impl Dial for FakeSmtp {
    async fn dial(&self, _host: &str, _port: u16) -> io::Result<Wire> {
        let (ours, theirs) = tokio::io::duplex(64 << 10);
        self.look().visits += 1;
        tokio::spawn(self.clone().serve(theirs));
        Ok(Wire::new(ours))
    }
}

pub fn envelope(rcpt_to: &[&str]) -> Envelope {
    let rcpt_to = rcpt_to.iter().map(|address| (*address).to_owned()).collect();
    Envelope { mail_from: Some("support@kettle.example".into()), rcpt_to }
}

/// The usual patience after the dot, for tests that measure it.
pub fn after_dot() -> Duration {
    Patience::default().after_dot
}
