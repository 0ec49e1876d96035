//! Hands one message to a mail server.

use super::hello::{Offers, hello};
use super::stuffing::Stuffing;
use super::talk::Talk;
use super::{Envelope, LeftOut, Reply, Sent, SmtpAilment, SmtpSettings, SmtpTrouble};
use crate::tls::Dial;

const BLOCK_BYTES: usize = 64 << 10;

/// Sends `raw` to everybody in the envelope. Never an error: each way it can end is a [`Sent`].
///
/// Recipients the server refuses one by one are left out and named; the others get the message.
pub async fn send(dial: &impl Dial, settings: &SmtpSettings, envelope: &Envelope, raw: &[u8]) -> Sent {
    let mut left_out = Vec::new();
    let ended = deliver(dial, settings, envelope, raw, &mut left_out).await;
    let trouble = |what| SmtpTrouble { host: settings.host.clone(), what };
    match ended {
        Ok(server_reply) => Sent::Accepted { server_reply, left_out },
        Err(End::Refused(reply)) => Sent::Refused { reply, left_out },
        Err(End::Later(what)) => Sent::Later { why: trouble(what), left_out },
        Err(End::Ambiguous(what)) => Sent::Ambiguous { what: trouble(what), left_out },
    }
}

/// Every way to end without an acceptance.
enum End {
    Later(SmtpAilment),
    Refused(Reply),
    Ambiguous(SmtpAilment),
}

/// Unless somebody says otherwise, trouble means: nobody has the message, try again.
impl From<SmtpAilment> for End {
    fn from(what: SmtpAilment) -> Self {
        Self::Later(what)
    }
}

async fn deliver(
    dial: &impl Dial,
    settings: &SmtpSettings,
    envelope: &Envelope,
    raw: &[u8],
    left_out: &mut Vec<LeftOut>,
) -> Result<Reply, End> {
    let (mut talk, offers) = hello(dial, settings).await?;
    let ended = transact(&mut talk, &offers, envelope, raw, left_out).await;
    talk.quit().await;
    ended
}

async fn transact(talk: &mut Talk, offers: &Offers, envelope: &Envelope, raw: &[u8], left_out: &mut Vec<LeftOut>) -> Result<Reply, End> {
    let mail_from = mail_from(offers, envelope, raw)?;
    accepted("MAIL FROM", talk.ask("MAIL FROM", &mail_from).await?)?;
    recipients(talk, offers, envelope, left_out).await?;
    let go_on = talk.ask("DATA", "DATA").await?;
    if go_on.code != 354 {
        accepted("DATA", go_on)?;
        return Err(SmtpAilment::Gibberish("DATA was answered with a yes, but not with 354".into()).into());
    }
    write_message(talk, raw).await?;
    let reply = final_answer(talk).await?;
    accepted("the message", reply)
}

/// `MAIL FROM:<…>`, or the reason why this server can never take the message.
fn mail_from(offers: &Offers, envelope: &Envelope, raw: &[u8]) -> Result<String, End> {
    let sender = envelope.mail_from.as_deref().unwrap_or_default();
    if let Some(reply) = unsendable(sender, offers).filter(|_| !sender.is_empty()) {
        return Err(End::Refused(reply));
    }
    let mut command = format!("MAIL FROM:<{sender}>");
    if let Some(most) = offers.size {
        if raw.len() as u64 > most {
            let text = format!("the message has {} bytes, the server takes {most}", raw.len());
            return Err(End::Refused(Reply { code: 552, text }));
        }
        command.push_str(&format!(" SIZE={}", raw.len()));
    }
    // A server without 8BITMIME gets 8-bit mail all the same: every one in use takes it, and refusing would lose it.
    if offers.eight_bit && !raw.is_ascii() {
        command.push_str(" BODY=8BITMIME");
    }
    let addresses = || envelope.rcpt_to.iter().map(String::as_str).chain([sender]);
    if offers.utf8_addresses && !addresses().all(str::is_ascii) {
        command.push_str(" SMTPUTF8");
    }
    Ok(command)
}

/// Names each recipient to the server. At least one must be taken.
async fn recipients(talk: &mut Talk, offers: &Offers, envelope: &Envelope, left_out: &mut Vec<LeftOut>) -> Result<(), End> {
    for address in &envelope.rcpt_to {
        let reply = match unsendable(address, offers) {
            Some(reply) => reply,
            None => talk.ask("RCPT TO", &format!("RCPT TO:<{address}>")).await?,
        };
        if reply.code == 421 {
            return Err(SmtpAilment::NotNow { at: "RCPT TO", reply }.into());
        }
        if !reply.is_yes() {
            left_out.push(LeftOut { address: address.clone(), reply });
        }
    }
    if left_out.len() < envelope.rcpt_to.len() {
        return Ok(());
    }
    // All are left out. One that may be taken later is worth another try for all.
    match left_out.iter().find(|one| !one.is_final()).or(left_out.first()) {
        Some(one) => accepted("RCPT TO", one.reply.clone()).map(|_| ()),
        None => Err(End::Refused(Reply { code: 554, text: "the message has no recipient".into() })),
    }
}

/// Our own refusal of an address that would break the protocol, or that this server cannot take.
fn unsendable(address: &str, offers: &Offers) -> Option<Reply> {
    let breaks_out = |c: char| c.is_control() || c.is_whitespace() || matches!(c, '<' | '>');
    if address.is_empty() || address.chars().any(breaks_out) {
        return Some(Reply { code: 553, text: "this is not an email address".into() });
    }
    let needs_utf8 = !address.is_ascii() && !offers.utf8_addresses;
    needs_utf8.then(|| Reply {
        code: 553,
        text: "the server takes no addresses with such letters (SMTPUTF8)".into(),
    })
}

/// Everything up to the final dot. A loss here is harmless: a server must forget an unfinished message (RFC 5321 section 4.1.1.4).
async fn write_message(talk: &mut Talk, raw: &[u8]) -> Result<(), End> {
    let mut stuffing = Stuffing::new();
    let mut block = Vec::with_capacity(BLOCK_BYTES + BLOCK_BYTES / 8);
    for piece in raw.chunks(BLOCK_BYTES) {
        block.clear();
        stuffing.add(piece, &mut block);
        if let Err(lost) = talk.write(&block).await {
            return Err(last_words(talk, lost).await);
        }
    }
    Ok(talk.write(stuffing.end()).await?)
}

/// A server that hangs up in mid-message has often said why.
async fn last_words(talk: &mut Talk, lost: SmtpAilment) -> End {
    let brief = std::time::Duration::from_secs(2).min(talk.patience.answer);
    match talk.hear("the message", brief).await {
        Ok(reply) => accepted("the message", reply).err().unwrap_or(End::Later(lost)),
        Err(_) => End::Later(lost),
    }
}

/// The final dot and the answer to it. From the first byte of the dot on, silence no longer means that nobody has the message.
async fn final_answer(talk: &mut Talk) -> Result<Reply, End> {
    let unknown = |what: SmtpAilment| End::Ambiguous(SmtpAilment::NoFinalAnswer(what.to_string()));
    talk.write(b".\r\n").await.map_err(unknown)?;
    talk.hear("the final dot", talk.patience.after_dot).await.map_err(unknown)
}

fn accepted(at: &'static str, reply: Reply) -> Result<Reply, End> {
    match reply.code {
        200..300 => Ok(reply),
        // The server wants a login first: our settings are wrong, not the message.
        530 | 534 | 535 | 538 => Err(End::Later(SmtpAilment::LoginRefused(reply))),
        500..600 => Err(End::Refused(reply)),
        _ => Err(End::Later(SmtpAilment::NotNow { at, reply })),
    }
}
