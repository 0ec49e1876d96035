//! A letter: one mail, read. Everything a channel, a rule or a page wants to know about it, in plain values.
//!
//! Made by [`crate::read`]; the raw bytes stay the truth and can be read again by a better reader.

use serde::Serialize;

use crate::{Auto, Bounce, Mailbox};

/// One mail, read. Every text is valid UTF-8, every size is bounded, whatever arrived.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Letter {
    /// The sender's Message-ID without angle brackets.
    pub message_id: Option<String>,
    /// `sha256-<32 hex>@hash.frontline` of the raw bytes: an identity for mail that brought none.
    pub fallback_id: String,
    /// The ids this letter answers, without brackets.
    pub in_reply_to: Vec<String>,
    /// The thread so far, oldest first, as sent.
    pub references: Vec<String>,
    /// Who wrote it, if the field holds an address.
    pub from: Option<Mailbox>,
    /// Who sent it on behalf of the writer.
    pub sender: Option<Mailbox>,
    /// Where answers are wanted; replaces `from` when not empty.
    pub reply_to: Vec<Mailbox>,
    /// The first recipients.
    pub to: Vec<Mailbox>,
    /// The recipients of copies.
    pub cc: Vec<Mailbox>,
    /// The envelope recipients the last servers noted (Delivered-To, X-Original-To, Envelope-To), lower-cased.
    pub delivered_to: Vec<String>,
    /// The envelope sender; an empty text is the null sender `<>`.
    pub return_path: Option<String>,
    /// The decoded subject on one line.
    pub subject: String,
    /// The Date field in microseconds since 1970, UTC. It is the sender's claim.
    pub sent_at: Option<i64>,
    /// Readable plain text: the text part, otherwise the HTML rendered as text.
    pub text: String,
    /// The HTML as sent: hostile until it went through [`crate::safe_html::sanitise`].
    pub html: Option<String>,
    /// Files, in the order they came.
    pub attachments: Vec<Attachment>,
    /// Whether a machine wrote it, and of what kind.
    pub auto: Auto,
    /// What it says about deliveries, if it is a delivery report.
    pub bounce: Option<Bounce>,
    /// All Authentication-Results fields, topmost first; only one of a trusted server means anything.
    pub authentication_results: Vec<String>,
    /// Why nothing could be made of it: `empty` or `no_headers`. Show the raw mail then.
    pub unreadable: Option<String>,
    /// What was wrong with it, each kind once.
    pub troubles: Vec<Trouble>,
}

impl Letter {
    /// The letter's identity: its Message-ID, otherwise the hash of its bytes.
    pub fn id(&self) -> &str {
        self.message_id.as_deref().unwrap_or(&self.fallback_id)
    }

    /// Notes a trouble once.
    pub(crate) fn note(&mut self, trouble: Trouble) {
        if !self.troubles.contains(&trouble) {
            self.troubles.push(trouble);
        }
    }
}

/// A file that came with a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Attachment {
    /// A name that is safe to show and to save; the sender's words otherwise.
    pub name: String,
    /// What the bytes are, even where the sender says otherwise.
    pub media_type: String,
    /// The decoded bytes; empty when the file was left out (see [`Trouble::AttachmentLeftOut`]).
    #[serde(skip)]
    pub bytes: Vec<u8>,
    /// The id HTML refers to as `cid:`, without brackets.
    pub content_id: Option<String>,
    /// Meant to be shown within the text.
    pub inline: bool,
}

/// Something wrong with a letter. It is still shown; the raw bytes hold what was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// Fields beyond the limits were not read.
    HeadersTruncated,
    /// The header section ended without an empty line.
    HeaderSectionBroken,
    /// More addresses in a field than we keep.
    TooManyRecipients,
    /// More MIME parts than we read.
    TooManyParts,
    /// Parts nested deeper than we follow.
    TooDeep,
    /// The text or the HTML was cut.
    BodyTruncated,
    /// An attachment did not fit and is listed without its bytes.
    AttachmentLeftOut,
    /// A multipart did not say its boundary.
    MissingBoundary,
    /// A multipart never ended.
    NoFinalBoundary,
    /// Two Content-Type fields in one part.
    DuplicateContentType,
    /// The declared charset was not the real one.
    CharsetLie,
    /// The declared charset does not exist.
    UnknownCharset,
    /// Base64 or quoted-printable with errors in it.
    BadTransferEncoding,
    /// Lines end in bare CR.
    BareLineEndings,
}
