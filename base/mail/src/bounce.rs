//! Delivery reports (RFC 3464 and the common kinds that never read it): who was not reached, why, and which message it was.
//!
//! A report is only a claim. That the original Message-ID is ours is checked by `threading`, so a spoofed bounce marks nothing.

mod prose;
mod report;

use serde::Serialize;

use crate::header_section::HeaderSection;
use crate::letter::Letter;
use crate::parameters::Parametered;

/// What a delivery report says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bounce {
    /// Each recipient the report names.
    pub failed: Vec<FailedRecipient>,
    /// The Message-ID of the message that was not delivered, without brackets.
    pub original_message_id: Option<String>,
    /// Somebody failed for good (5.x.x); otherwise the server still tries or the report is about success.
    pub permanent: bool,
}

/// One recipient of the undelivered message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FailedRecipient {
    /// Lower-case address; empty if the report does not say.
    pub address: String,
    /// What happened.
    pub action: Action,
    /// The enhanced status code, such as `5.1.1`.
    pub status: Option<String>,
    /// The server's own words, at most 500 characters.
    pub diagnostic: String,
}

/// What a server did with a message (RFC 3464, 2.3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Given up.
    Failed,
    /// Still trying.
    Delayed,
    /// In the mailbox.
    Delivered,
    /// Handed to a server that sends no reports.
    Relayed,
    /// Delivered to a list, which goes on by itself.
    Expanded,
}

/// Recognises a delivery report; `body` is everything below the header section.
pub(crate) fn recognise(headers: &HeaderSection<'_>, letter: &Letter, body: &[u8]) -> Option<Bounce> {
    let kind = headers.first("content-type").map(|field| Parametered::parse(&field)).unwrap_or_default();
    let says_report =
        kind.value == "multipart/report" && kind.get("report-type").is_none_or(|report| report.eq_ignore_ascii_case("delivery-status"));
    if says_report || letter.attachments.iter().any(|file| is_status(&file.media_type)) {
        let failed = report::recipients(letter);
        if !failed.is_empty() || says_report {
            let failed = if failed.is_empty() { prose::recipients(letter) } else { failed };
            return Some(build(failed, report::original_id(letter, body)));
        }
    }
    if !prose::comes_from_a_mailer(headers, letter) {
        return None;
    }
    let failed = prose::recipients(letter);
    (!failed.is_empty()).then(|| build(failed, report::original_id(letter, body)))
}

fn is_status(media_type: &str) -> bool {
    media_type == "message/delivery-status" || media_type == "message/global-delivery-status"
}

fn build(failed: Vec<FailedRecipient>, original_message_id: Option<String>) -> Bounce {
    let gone = |failed: &FailedRecipient| failed.action == Action::Failed && !failed.status.as_deref().unwrap_or_default().starts_with('4');
    Bounce { permanent: failed.iter().any(gone), failed, original_message_id }
}
