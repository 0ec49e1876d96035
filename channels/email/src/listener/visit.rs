//! One visit: a server comes, says whom it has mail for, hands it over, and goes.

use std::io;
use std::net::IpAddr;

use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;

use super::body::{Body, Spoiled};
use super::command::{Command, read};
use super::reader::{Heard, Reader};
use super::{Accept, Arrived, ListenerSettings, Protocol, StartTls};
use crate::tls::Wire;

/// Receives what one visitor brings. Ends when the visitor goes, misbehaves or falls silent, or at the next command after `stop`.
pub async fn visit(wire: Wire, peer: Option<IpAddr>, settings: &ListenerSettings, accept: &impl Accept, stop: &CancellationToken) {
    let reader = Reader::new(wire);
    let visit = Visit {
        reader,
        settings,
        accept,
        peer,
        hello: None,
        sender: None,
        recipients: Vec::new(),
        errors: 0,
        is_private: false,
    };
    // A visitor that vanishes, or a wire that breaks, concerns nobody: what was not answered with 250 is still the sender's.
    let _ = tokio::time::timeout(settings.longest_visit, visit.receive(stop)).await;
}

struct Visit<'a, A> {
    reader: Reader,
    settings: &'a ListenerSettings,
    accept: &'a A,
    peer: Option<IpAddr>,
    hello: Option<String>,
    /// The sender, once named; inside, None for `<>`.
    sender: Option<Option<String>>,
    recipients: Vec<String>,
    errors: u32,
    is_private: bool,
}

impl<A: Accept> Visit<'_, A> {
    async fn receive(mut self, stop: &CancellationToken) -> io::Result<()> {
        self.reader.say(&format!("220 {} {} ready", self.settings.hostname, self.protocol_name())).await?;
        loop {
            let heard = tokio::select! {
                () = stop.cancelled() => return self.reader.say("421 4.3.2 Closing for now, please come again").await,
                heard = tokio::time::timeout(self.settings.patience, self.reader.command()) => heard,
            };
            let command = match heard {
                Err(_) => return self.reader.say("421 4.4.2 Nothing heard for too long").await,
                Ok(heard) => match heard? {
                    Heard::Gone => return Ok(()),
                    Heard::BareBreak => return self.reader.say("521 5.5.2 Lines must end with CRLF").await,
                    Heard::Unreadable => Command::Malformed("500 5.5.2 That line is too long or no text"),
                    Heard::Line(line) => read(&line),
                },
            };
            match command {
                Command::Quit => return self.reader.say("221 2.0.0 Goodbye").await,
                Command::StartTls if self.may_start_tls() => self = self.start_tls().await?,
                Command::Data if !self.recipients.is_empty() => {
                    if !self.data().await? {
                        return Ok(());
                    }
                }
                other => self.answer(other).await?,
            }
            if self.errors >= self.settings.max_errors {
                return self.reader.say("421 4.7.0 Too many mistakes").await;
            }
        }
    }

    async fn answer(&mut self, command: Command) -> io::Result<()> {
        match command {
            Command::Helo(name) if self.settings.protocol == Protocol::Smtp => {
                self.begin(name);
                self.reader.say(&format!("250 {}", self.settings.hostname)).await
            }
            Command::Ehlo(name) if self.settings.protocol == Protocol::Smtp => self.offers(name).await,
            Command::Lhlo(name) if self.settings.protocol == Protocol::Lmtp => self.offers(name).await,
            Command::Mail { from, size } => self.mail(from, size).await,
            Command::Rcpt(address) => self.rcpt(address).await,
            Command::Rset => {
                self.forget();
                self.reader.say("250 2.0.0 Forgotten").await
            }
            Command::Noop => self.reader.say("250 2.0.0 Yes").await,
            Command::Vrfy => self.reader.say("252 2.5.0 Send it and see").await,
            Command::Data => self.mistake("503 5.5.1 Say MAIL and RCPT first").await,
            Command::Malformed(reply) => self.mistake(reply).await,
            _ => self.mistake("502 5.5.1 That is not known here").await,
        }
    }

    async fn offers(&mut self, name: String) -> io::Result<()> {
        self.begin(name);
        let start_tls = if self.may_start_tls() { "250-STARTTLS\r\n" } else { "" };
        let ListenerSettings { hostname, max_size, .. } = self.settings;
        let offers = format!("250-{hostname}\r\n{start_tls}250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-ENHANCEDSTATUSCODES\r\n");
        self.reader.say(&format!("{offers}250 SIZE {max_size}")).await
    }

    async fn mail(&mut self, from: Option<String>, size: Option<u64>) -> io::Result<()> {
        if self.hello.is_none() {
            return self.mistake("503 5.5.1 Introduce yourself first").await;
        }
        if self.sender.is_some() {
            return self.mistake("503 5.5.1 The sender is already named").await;
        }
        if size.is_some_and(|size| size > self.settings.max_size as u64) {
            return self.mistake("552 5.3.4 The message is too large").await;
        }
        self.sender = Some(from);
        self.reader.say("250 2.1.0 Sender noted").await
    }

    async fn rcpt(&mut self, address: String) -> io::Result<()> {
        if self.sender.is_none() {
            return self.mistake("503 5.5.1 Say MAIL first").await;
        }
        if self.recipients.len() >= self.settings.max_recipients {
            return self.reader.say("452 4.5.3 Too many recipients at once").await;
        }
        match self.accept.recipient(&address).await {
            Ok(true) => {
                self.recipients.push(address);
                self.reader.say("250 2.1.5 Recipient noted").await
            }
            Ok(false) => self.mistake("550 5.1.1 Nobody here has that address").await,
            Err(trouble) => {
                tracing::error!(%trouble, "cannot tell whether an address is ours");
                self.reader.say("451 4.3.0 Please try again later").await
            }
        }
    }

    /// Takes the message and answers for it. False when the visit must end.
    async fn data(&mut self) -> io::Result<bool> {
        self.reader.say("354 Go on, end with a dot on a line of its own").await?;
        let mut body = Body::new(self.settings.max_size);
        loop {
            match tokio::time::timeout(self.settings.patience, self.reader.feed(&mut body)).await {
                Err(_) => return self.reader.say("421 4.4.2 Nothing heard for too long").await.map(|()| false),
                Ok(fed) if fed.as_ref().is_ok_and(|complete| *complete) => break,
                Ok(fed) => fed?,
            };
            if body.is_endless() {
                return self.reader.say("421 4.3.4 That is far too much").await.map(|()| false);
            }
        }
        match body.finish() {
            Ok(raw) => self.keep(raw).await.map(|()| true),
            Err(Spoiled::TooLarge) => self.judge("552 5.3.4 The message is too large").await.map(|()| true),
            // Whatever follows may be the smuggled part: hear no more of it.
            Err(Spoiled::BareBreak) => self.judge("550 5.6.0 Line breaks other than CRLF are refused").await.map(|()| false),
        }
    }

    async fn keep(&mut self, raw: Vec<u8>) -> io::Result<()> {
        let arrived = Arrived {
            mail_from: self.sender.clone().flatten(),
            rcpt_to: self.recipients.clone(),
            peer: self.peer,
            hello: self.hello.clone().unwrap_or_default(),
            raw,
        };
        match self.accept.keep(arrived).await {
            Ok(()) => self.judge("250 2.0.0 Kept").await,
            Err(trouble) => {
                tracing::error!(%trouble, "arriving mail could not be kept; its sender was asked to come again");
                self.judge("451 4.3.0 Please try again later").await
            }
        }
    }

    /// The answer to the final dot: one in SMTP, one for each recipient in LMTP.
    async fn judge(&mut self, reply: &str) -> io::Result<()> {
        let times = if self.settings.protocol == Protocol::Lmtp { self.recipients.len() } else { 1 };
        self.forget();
        self.reader.say(&vec![reply; times].join("\r\n")).await
    }

    fn may_start_tls(&self) -> bool {
        !self.is_private && self.settings.tls.as_ref().is_some_and(|tls| tls.now().is_some())
    }

    /// Goes private and forgets what was said in the open (RFC 3207). Words sent ahead of the handshake end the visit.
    async fn start_tls(mut self) -> io::Result<Self> {
        let Some(config) = self.settings.tls.as_ref().and_then(StartTls::now) else {
            return Ok(self);
        };
        self.reader.say("220 2.0.0 Go ahead").await?;
        let wire = self.reader.into_wire().ok_or(io::ErrorKind::InvalidData)?;
        let handshake = TlsAcceptor::from(config).accept(wire);
        let private = tokio::time::timeout(self.settings.patience, handshake).await??;
        Ok(Self {
            reader: Reader::new(Wire::new(private)),
            is_private: true,
            hello: None,
            sender: None,
            recipients: Vec::new(),
            ..self
        })
    }

    async fn mistake(&mut self, reply: &str) -> io::Result<()> {
        self.errors += 1;
        self.reader.say(reply).await
    }

    fn begin(&mut self, name: String) {
        self.forget();
        self.hello = Some(name);
    }

    fn forget(&mut self) {
        self.sender = None;
        self.recipients.clear();
    }

    fn protocol_name(&self) -> &'static str {
        match self.settings.protocol {
            Protocol::Smtp => "ESMTP",
            Protocol::Lmtp => "LMTP",
        }
    }
}
