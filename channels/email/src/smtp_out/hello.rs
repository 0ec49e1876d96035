//! From settings to a server that listens to us: connect, greet, go private, log in.

use std::io;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::talk::Talk;
use super::{Reply, SmtpAilment, SmtpSettings};
use crate::tls::{Dial, Login, Security, secure};

/// What the server said it can do (EHLO).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Offers {
    pub greeting: String,
    pub start_tls: bool,
    pub eight_bit: bool,
    pub utf8_addresses: bool,
    /// The largest message it takes; None if it did not say.
    pub size: Option<u64>,
    pub logins: Vec<String>,
}

/// A server ready for MAIL FROM.
pub(super) async fn hello(dial: &impl Dial, settings: &SmtpSettings) -> Result<(Talk, Offers), SmtpAilment> {
    let mut talk = connect(dial, settings).await?;
    let greeting = talk.hear("the connection", settings.patience.answer).await?;
    expect(&greeting, "the connection")?;
    let mut offers = introduce(&mut talk, settings).await?;
    if settings.security == Security::StartTls {
        if !offers.start_tls {
            return Err(SmtpAilment::NoStartTls);
        }
        expect(&talk.ask("STARTTLS", "STARTTLS").await?, "STARTTLS")?;
        talk = private(talk, settings).await?;
        offers = introduce(&mut talk, settings).await?;
    }
    if let Some(login) = &settings.login {
        log_in(&mut talk, login, &offers).await?;
    }
    Ok((talk, Offers { greeting: greeting.text, ..offers }))
}

async fn connect(dial: &impl Dial, settings: &SmtpSettings) -> Result<Talk, SmtpAilment> {
    let connecting = tokio::time::timeout(settings.patience.connect, dial.dial(&settings.host, settings.port));
    let unreachable = Err(io::ErrorKind::TimedOut.into());
    let wire = connecting.await.unwrap_or(unreachable).map_err(SmtpAilment::Unreachable)?;
    let talk = Talk::new(wire, settings.patience);
    if settings.security == Security::Tls { private(talk, settings).await } else { Ok(talk) }
}

async fn private(talk: Talk, settings: &SmtpSettings) -> Result<Talk, SmtpAilment> {
    let wire = talk.into_wire()?;
    let securing = tokio::time::timeout(settings.patience.connect, secure(wire, &settings.host, settings.extra_root.as_deref()));
    let silent = SmtpAilment::Silent { waiting_for: "the TLS handshake", after: settings.patience.connect };
    match securing.await {
        Err(_) => Err(silent),
        Ok(secured) => Ok(Talk::new(secured?, settings.patience)),
    }
}

async fn introduce(talk: &mut Talk, settings: &SmtpSettings) -> Result<Offers, SmtpAilment> {
    let name: String = settings.hello_name.chars().filter(|c| c.is_ascii_graphic()).collect();
    let name = if name.is_empty() { "localhost" } else { &name };
    talk.write(format!("EHLO {name}\r\n").as_bytes()).await?;
    let lines = talk.hear_lines("EHLO", settings.patience.answer).await?;
    expect(&lines[0], "EHLO")?;
    Ok(read_offers(lines.iter().skip(1).map(|line| line.text.as_str())))
}

fn read_offers<'a>(lines: impl Iterator<Item = &'a str>) -> Offers {
    let mut offers = Offers::default();
    for line in lines {
        let line = line.to_ascii_uppercase();
        let mut words = line.split([' ', '=']).filter(|word| !word.is_empty());
        match words.next() {
            Some("STARTTLS") => offers.start_tls = true,
            Some("8BITMIME") => offers.eight_bit = true,
            Some("SMTPUTF8") => offers.utf8_addresses = true,
            // SIZE 0 means: no fixed limit (RFC 1870).
            Some("SIZE") => offers.size = words.next().and_then(|size| size.parse().ok()).filter(|size| *size > 0),
            Some("AUTH") => offers.logins.extend(words.map(str::to_owned)),
            _ => {}
        }
    }
    offers
}

async fn log_in(talk: &mut Talk, login: &Login, offers: &Offers) -> Result<(), SmtpAilment> {
    let offered = |name: &str| offers.logins.iter().any(|login| login == name);
    let once = STANDARD.encode(login.initial_response());
    let mut reply = match login {
        Login::XOAuth2 { .. } if offered("XOAUTH2") => talk.ask("the login", &format!("AUTH XOAUTH2 {once}")).await?,
        Login::Password { .. } if offered("PLAIN") => talk.ask("the login", &format!("AUTH PLAIN {once}")).await?,
        Login::Password { user, password } if offered("LOGIN") => auth_login(talk, user, password).await?,
        _ => return Err(SmtpAilment::NoSuchLogin),
    };
    if reply.code == 334 {
        // A refused token's reason comes as a challenge; the refusal itself only after an empty answer.
        reply = talk.ask("the login", "").await?;
    }
    if reply.is_never() {
        return Err(SmtpAilment::LoginRefused(reply));
    }
    expect(&reply, "the login")
}

async fn auth_login(talk: &mut Talk, user: &str, password: &str) -> Result<Reply, SmtpAilment> {
    let reply = talk.ask("the login", "AUTH LOGIN").await?;
    if reply.code != 334 {
        return Ok(reply);
    }
    let reply = talk.ask("the login", &STANDARD.encode(user)).await?;
    if reply.code != 334 {
        return Ok(reply);
    }
    talk.ask("the login", &STANDARD.encode(password)).await
}

/// Before MAIL FROM any refusal concerns us and our settings, not the message: it waits.
fn expect(reply: &Reply, at: &'static str) -> Result<(), SmtpAilment> {
    if reply.is_yes() {
        Ok(())
    } else {
        Err(SmtpAilment::NotNow { at, reply: reply.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offers_are_read_from_ehlo() {
        let offers = read_offers(["SIZE 36700160", "8bitmime", "AUTH=PLAIN LOGIN", "AUTH XOAUTH2", "STARTTLS", "DSN"].into_iter());

        assert_eq!(offers.size, Some(36_700_160));
        assert_eq!(offers.logins, ["PLAIN", "LOGIN", "XOAUTH2"]);
        assert!(offers.start_tls && offers.eight_bit && !offers.utf8_addresses);
        assert_eq!(read_offers(["SIZE 0"].into_iter()).size, None);
    }
}
