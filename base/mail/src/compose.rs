//! Composes outgoing mail. No header value can start another header (attack case 12), blind copies never reach the headers
//! (case 21), and the same input gives the same bytes, so that a retry sends the very same mail.

use mail_builder::MessageBuilder;
use mail_builder::headers::HeaderType;
use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::date::Date;
use mail_builder::headers::message_id::MessageId;
use mail_builder::headers::raw::Raw;
use mail_builder::headers::text::Text;
use mail_builder::mime::{BodyPart, MimePart};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::{Mailbox, safe_name};

/// Servers refuse longer fields; the newest references matter most.
const MOST_REFERENCES: usize = 100;

/// A mail to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// The identity of the inbox.
    pub from: Mailbox,
    /// Where answers go: the plus address.
    pub reply_to: Option<Mailbox>,
    /// First recipients.
    pub to: Vec<Mailbox>,
    /// Recipients of copies.
    pub cc: Vec<Mailbox>,
    /// Recipients of blind copies: in the envelope only.
    pub bcc: Vec<Mailbox>,
    /// The subject on one line.
    pub subject: String,
    /// Ours, from [`crate::ReplyTokens::message_id`], without brackets.
    pub message_id: String,
    /// The message answered, without brackets.
    pub in_reply_to: Option<String>,
    /// The whole thread, oldest first, without brackets.
    pub references: Vec<String>,
    /// Microseconds since 1970, UTC.
    pub sent_at: i64,
    /// The plain text.
    pub text: String,
    /// The same as HTML.
    pub html: Option<String>,
    /// Images the HTML refers to as `cid:`.
    pub inline_images: Vec<InlineImage>,
    /// Files.
    pub attachments: Vec<OutgoingFile>,
    /// Written by a machine: carries the marks of RFC 3834 and goes out with the null sender.
    pub auto: bool,
    /// An address that ends letters of this kind for their reader, by a POST without a page (RFC 8058).
    pub unsubscribe: Option<String>,
}

/// An image shown within the HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InlineImage {
    /// The id after `cid:`.
    pub content_id: String,
    /// Such as `image/png`.
    pub media_type: String,
    /// The image.
    pub bytes: Vec<u8>,
}

/// A file sent along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutgoingFile {
    /// Its name.
    pub name: String,
    /// Such as `application/pdf`.
    pub media_type: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What the mail server is told; never part of the mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Envelope {
    /// MAIL FROM; empty for automatic mail, so that bounces of it go nowhere.
    pub mail_from: String,
    /// RCPT TO: everyone, also blind copies, each once.
    pub rcpt_to: Vec<String>,
}

impl Outgoing {
    /// Who sends, and to whom.
    pub fn envelope(&self) -> Envelope {
        let mut rcpt_to: Vec<String> = Vec::new();
        for mailbox in self.to.iter().chain(&self.cc).chain(&self.bcc) {
            let address = one_word(&mailbox.address);
            if !rcpt_to.contains(&address) {
                rcpt_to.push(address);
            }
        }
        Envelope {
            mail_from: if self.auto { String::new() } else { one_word(&self.from.address) },
            rcpt_to,
        }
    }
}

/// The mail as bytes with CRLF line ends.
pub fn compose(outgoing: &Outgoing) -> Vec<u8> {
    let mut mail = MessageBuilder::new()
        .header("Date", Date::new(outgoing.sent_at.div_euclid(1_000_000)))
        .header("From", address(&outgoing.from))
        .header("Message-ID", MessageId::new(message_id(&outgoing.message_id)));
    for (name, people) in [("To", &outgoing.to), ("Cc", &outgoing.cc)] {
        if !people.is_empty() {
            mail = mail.header(name, Address::new_list(people.iter().map(address).collect()));
        }
    }
    if let Some(reply_to) = &outgoing.reply_to {
        mail = mail.header("Reply-To", address(reply_to));
    }
    mail = mail.header("Subject", Text::new(one_line(&outgoing.subject)));
    if let Some(answered) = outgoing.in_reply_to.as_deref().map(message_id).filter(|id| !id.is_empty()) {
        mail = mail.header("In-Reply-To", MessageId::new(answered));
    }
    let references = references(outgoing);
    if !references.is_empty() {
        mail = mail.header("References", MessageId { id: references.into_iter().map(Into::into).collect() });
    }
    if outgoing.auto {
        mail = marked_automatic(mail, outgoing.in_reply_to.is_some());
    }
    if let Some(url) = outgoing.unsubscribe.as_deref().map(one_word).filter(|url| url.starts_with("https://")) {
        mail = mail
            .header("List-Unsubscribe", Raw::new(format!("<{url}>")))
            .header("List-Unsubscribe-Post", Raw::new("List-Unsubscribe=One-Click"));
    }
    let mut bytes = Vec::new();
    mail.body(body(outgoing)).serialize(&mut bytes);
    bytes
}

/// The marks that keep two machines from answering each other (RFC 3834; Exchange knows only its own).
fn marked_automatic(mail: MessageBuilder<'_>, is_answer: bool) -> MessageBuilder<'_> {
    let kind = if is_answer { "auto-replied" } else { "auto-generated" };
    mail.header("Auto-Submitted", Raw::new(kind))
        .header("Precedence", Raw::new("auto_reply"))
        .header("X-Auto-Response-Suppress", Raw::new("All"))
}

/// Text; or text and HTML as alternatives, the HTML with its images; and around it the files.
fn body(outgoing: &Outgoing) -> MimePart<'_> {
    let text = MimePart::new("text/plain", BodyPart::Text(outgoing.text.as_str().into()));
    let words = match &outgoing.html {
        Some(html) => multipart(outgoing, "alternative", vec![text, html_part(outgoing, html)]),
        None => text,
    };
    let mut files: Vec<MimePart<'_>> = outgoing.attachments.iter().map(file_part).collect();
    if outgoing.html.is_none() {
        files.extend(outgoing.inline_images.iter().map(image_part));
    }
    if files.is_empty() {
        return words;
    }
    files.insert(0, words);
    multipart(outgoing, "mixed", files)
}

fn html_part<'a>(outgoing: &'a Outgoing, html: &'a str) -> MimePart<'a> {
    let html = MimePart::new("text/html", BodyPart::Text(html.into()));
    if outgoing.inline_images.is_empty() {
        return html;
    }
    let parts = std::iter::once(html).chain(outgoing.inline_images.iter().map(image_part)).collect();
    multipart(outgoing, "related", parts)
}

/// Boundaries come from the Message-ID, so that a retry gives the same bytes.
fn multipart<'a>(outgoing: &Outgoing, kind: &str, parts: Vec<MimePart<'a>>) -> MimePart<'a> {
    let digest = Sha256::digest(format!("{kind} {}", outgoing.message_id));
    let boundary: String = digest.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    MimePart::new(ContentType::new(format!("multipart/{kind}")).attribute("boundary", format!("=_{boundary}")), parts)
}

fn image_part(image: &InlineImage) -> MimePart<'_> {
    MimePart::new(ContentType::new(media_type(&image.media_type)), image.bytes.as_slice())
        .inline()
        .cid(message_id(&image.content_id))
}

fn file_part(file: &OutgoingFile) -> MimePart<'_> {
    let kind = media_type(&file.media_type);
    let name = safe_name(&file.name, &kind);
    // Text files keep their bytes: a mail server must not touch their line ends or charset.
    let kind = if kind.starts_with("text/") {
        ContentType::new(kind).attribute("name", name.clone())
    } else {
        ContentType::new(kind)
    };
    MimePart {
        headers: vec![
            ("Content-Type".into(), HeaderType::from(kind)),
            ("Content-Transfer-Encoding".into(), Raw::new("base64").into()),
        ],
        contents: BodyPart::Binary(base64_lines(&file.bytes).into()),
    }
    .attachment(name)
}

fn base64_lines(bytes: &[u8]) -> Vec<u8> {
    use base64::Engine;
    let encoded = base64::engine::general_purpose::STANDARD.encode(bytes);
    encoded.as_bytes().chunks(76).collect::<Vec<_>>().join(&b"\r\n"[..])
}

fn media_type(given: &str) -> String {
    let proper = given.split('/').count() == 2 && given.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/.+-_".contains(&byte));
    if proper && !given.starts_with("multipart/") {
        given.to_ascii_lowercase()
    } else {
        "application/octet-stream".to_owned()
    }
}

fn references(outgoing: &Outgoing) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for id in outgoing.references.iter().chain(&outgoing.in_reply_to).map(|id| message_id(id)) {
        if !id.is_empty() && !ids.contains(&id) {
            ids.push(id);
        }
    }
    // Too long a thread keeps its first message and its newest, as RFC 5322 mailers do.
    if ids.len() > MOST_REFERENCES {
        ids.drain(1..ids.len() - MOST_REFERENCES + 1);
    }
    ids
}

fn address(mailbox: &Mailbox) -> Address<'static> {
    let name = one_line(&mailbox.name);
    Address::new_address((!name.is_empty()).then_some(name), one_word(&mailbox.address))
}

/// No line breaks and no control characters: a value can never become a field of its own.
fn one_line(text: &str) -> String {
    let line: String = text
        .chars()
        .map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c })
        .collect();
    line.trim().to_owned()
}

/// An address as one word, even if someone built a `Mailbox` by hand.
fn one_word(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control() && !c.is_whitespace() && !matches!(c, '<' | '>' | ',' | ';'))
        .collect()
}

fn message_id(id: &str) -> String {
    id.chars().filter(|c| !c.is_control() && !c.is_whitespace() && !matches!(c, '<' | '>')).collect()
}

#[cfg(test)]
mod tests;
