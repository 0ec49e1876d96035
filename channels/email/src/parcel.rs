//! A parcel of the desk as a mail: who it is from, what it says, how it threads.

use crate::mailbox::DkimKey;
use desk::delivery::{Confided, Parcel};
use desk::{Message, Recipient, Role};
use kit::Moment;
use mail::{DkimSigner, Envelope, InlineImage, Mailbox, Outgoing, OutgoingFile, ReplyTokens};

/// The Message-ID of a message of ours: the same for every try.
pub fn message_id<File>(tokens: &ReplyTokens, parcel: &Parcel<File>) -> String {
    let host = parcel.inbox.address.rsplit_once('@').map_or("localhost", |(_, host)| host);
    tokens.message_id(parcel.conversation.id.0, parcel.message.id.0, host)
}

/// Who the server is told it is from and to, and the mail itself, signed if there is a key.
pub fn written(
    tokens: &ReplyTokens,
    parcel: &Parcel,
    dkim: Option<&DkimKey>,
    signature: &str,
    confided: Option<Confided>,
    now: Moment,
) -> (Envelope, Vec<u8>) {
    let mut outgoing = outgoing(tokens, parcel, signature, now);
    if let Some(Confided { text, html }) = confided {
        (outgoing.text, outgoing.html) = (text, Some(html));
    }
    let raw = mail::compose(&outgoing);
    // The mail names everybody; it goes to who has had no answer yet: a second try after a partial refusal is for the others.
    let waiting = |role: Role| addressed(parcel.recipients.iter().filter(|r| r.outcome.is_none()), role);
    (outgoing.to, outgoing.cc, outgoing.bcc) = (waiting(Role::To), waiting(Role::Cc), waiting(Role::Bcc));
    let envelope = outgoing.envelope();
    let Some(key) = dkim else { return (envelope, raw) };
    let signed = DkimSigner::from_pem(&key.domain, &key.selector, &key.pem).and_then(|signer| signer.sign(&raw, now.0));
    match signed {
        Ok(signed) => (envelope, signed),
        Err(trouble) => {
            tracing::error!(%trouble, inbox = %parcel.inbox.name, "the mail goes out unsigned");
            (envelope, raw)
        }
    }
}

fn outgoing(tokens: &ReplyTokens, parcel: &Parcel, signature: &str, now: Moment) -> Outgoing {
    let automatic = parcel.message.automatic != "no";
    let text = body(&parcel.message, parcel.answers.as_ref(), signature);
    let (images, files) = parcel.files.iter().partition::<Vec<_>, _>(|file| file.inline && file.content_id.is_some());
    let plus = match parcel.side {
        Some(side) => tokens.side_address(&parcel.inbox.address, side.0),
        None => tokens.plus_address(&parcel.inbox.address, parcel.conversation.id.0),
    };
    Outgoing {
        from: mailbox(&parcel.inbox.from_name, &parcel.inbox.address),
        reply_to: Some(mailbox(&parcel.inbox.from_name, &plus)),
        to: addressed(&parcel.recipients, Role::To),
        cc: addressed(&parcel.recipients, Role::Cc),
        bcc: Vec::new(),
        subject: parcel.message.subject.clone(),
        message_id: parcel.message.external_id.clone().unwrap_or_else(|| message_id(tokens, parcel)),
        in_reply_to: parcel.answers.as_ref().and_then(|answered| answered.external_id.clone()),
        references: parcel.references.clone(),
        sent_at: now.0,
        html: Some(as_html(&text)),
        text,
        inline_images: images
            .into_iter()
            .map(|file| InlineImage {
                content_id: file.content_id.clone().unwrap_or_default(),
                media_type: file.media_type.clone(),
                bytes: file.bytes.clone(),
            })
            .collect(),
        attachments: files
            .into_iter()
            .map(|file| OutgoingFile {
                name: file.name.clone(),
                media_type: file.media_type.clone(),
                bytes: file.bytes.clone(),
            })
            .collect(),
        auto: automatic,
        unsubscribe: None,
    }
}

fn addressed<'a>(recipients: impl IntoIterator<Item = &'a Recipient>, role: Role) -> Vec<Mailbox> {
    recipients.into_iter().filter(|r| r.role == role).map(|r| mailbox(&r.name, &r.address)).collect()
}

fn mailbox(name: &str, address: &str) -> Mailbox {
    Mailbox { name: name.to_owned(), address: address.to_owned() }
}

/// What was written, the signature, and what it answers.
fn body(message: &Message, answered: Option<&Message>, signature: &str) -> String {
    let mut body = message.text.trim_end().to_owned();
    if message.automatic == "no" && !signature.trim().is_empty() {
        body.push_str("\n\n-- \n");
        body.push_str(signature.trim_end());
    }
    if let Some(answered) = answered.filter(|_| message.automatic == "no") {
        body.push_str(&quoted(answered));
    }
    body.push('\n');
    body
}

/// The answered words, as mail programs fold them: without what was quoted in them before.
fn quoted(answered: &Message) -> String {
    let words = mail::fold_text(&answered.text).fresh;
    let when = answered
        .sent_at
        .unwrap_or(answered.written_at)
        .in_zone("UTC")
        .strftime("%Y-%m-%d %H:%M UTC")
        .to_string();
    let who = if answered.from_name.is_empty() { &answered.from_address } else { &answered.from_name };
    let lines: String = words.trim_end().lines().take(400).map(|line| format!("\n> {line}")).collect();
    format!("\n\nOn {when}, {who} <{}> wrote:{lines}", answered.from_address)
}

/// The same words as HTML: paragraphs, line breaks, links; quoted lines in a `blockquote` mail programs fold.
fn as_html(text: &str) -> String {
    let (fresh, quoted): (Vec<&str>, Vec<&str>) = text.trim_end().lines().partition(|line| !line.starts_with('>'));
    let mut html = format!("<!doctype html><html><body><div>{}</div>", lines(&fresh));
    if !quoted.is_empty() {
        let bare: Vec<&str> = quoted.iter().map(|line| line.trim_start_matches('>').trim_start()).collect();
        html.push_str(&format!("<blockquote type=\"cite\">{}</blockquote>", lines(&bare)));
    }
    html.push_str("</body></html>");
    html
}

fn lines(lines: &[&str]) -> String {
    lines.iter().map(|line| linked(line)).collect::<Vec<_>>().join("<br>\n")
}

fn linked(line: &str) -> String {
    line.split(' ')
        .map(|word| {
            let safe = escaped(word);
            if word.starts_with("https://") || word.starts_with("http://") {
                format!("<a href=\"{safe}\">{safe}</a>")
            } else {
                safe
            }
        })
        .collect::<Vec<_>>()
        .join(" ")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::{as_html, linked};

    #[test]
    fn written_words_become_html_without_a_way_to_smuggle_markup() {
        assert_eq!(
            linked("see https://x.example/a?b=1&c=2 <b>"),
            "see <a href=\"https://x.example/a?b=1&amp;c=2\">https://x.example/a?b=1&amp;c=2</a> &lt;b&gt;"
        );
        let html = as_html("Hello\n\nOn Monday, Mia wrote:\n> It leaks <script>\n");
        assert!(html.contains("<blockquote type=\"cite\">It leaks &lt;script&gt;</blockquote>"), "{html}");
    }
}
