//! The machine-readable part of a report (RFC 3464): one group of fields per recipient, and the returned message.

use super::{Action, FailedRecipient, is_status};
use crate::header_section::HeaderSection;
use crate::letter::Letter;
use crate::{mailbox, read};

const MOST_RECIPIENTS: usize = 1_000;
const LONGEST_DIAGNOSTIC: usize = 500;

/// The recipients named in delivery-status parts.
pub(super) fn recipients(letter: &Letter) -> Vec<FailedRecipient> {
    let statuses = letter.attachments.iter().filter(|file| is_status(&file.media_type));
    statuses.flat_map(|file| groups(&file.bytes)).take(MOST_RECIPIENTS).collect()
}

fn groups(status: &[u8]) -> Vec<FailedRecipient> {
    let text = String::from_utf8_lossy(&status[..status.len().min(1024 * 1024)]).replace("\r\n", "\n");
    text.split("\n\n")
        .take(MOST_RECIPIENTS + 1)
        .filter_map(|group| recipient(&HeaderSection::split(format!("{}\n\n", group.trim_start_matches('\n')).as_bytes()).0))
        .collect()
}

fn recipient(fields: &HeaderSection<'_>) -> Option<FailedRecipient> {
    let named = fields.first("original-recipient").or_else(|| fields.first("final-recipient"));
    let last = fields.first("final-recipient").and_then(|field| address(&field));
    let address = named.and_then(|field| address(&field)).or(last)?;
    let diagnostic = fields.text("diagnostic-code").unwrap_or_default();
    let status = fields.first("status").and_then(|status| status_code(&status)).or_else(|| status_code(&diagnostic));
    Some(FailedRecipient {
        address,
        action: action(&fields.first("action").unwrap_or_default(), status.as_deref()),
        status,
        diagnostic: shorten(diagnostic.split_once(';').map_or(diagnostic.as_str(), |(_, words)| words)),
    })
}

/// `rfc822; <mia@example.org>`
fn address(field: &str) -> Option<String> {
    let value = field.split_once(';').map_or(field, |(_, value)| value);
    mailbox::normal_address(value.trim().trim_matches(['<', '>']))
}

fn action(field: &str, status: Option<&str>) -> Action {
    match field.split([' ', '(']).next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "failed" | "failure" => Action::Failed,
        "delayed" => Action::Delayed,
        "delivered" => Action::Delivered,
        "relayed" => Action::Relayed,
        "expanded" => Action::Expanded,
        _ if status.is_some_and(|status| status.starts_with('4')) => Action::Delayed,
        _ if status.is_some_and(|status| status.starts_with('2')) => Action::Delivered,
        _ => Action::Failed,
    }
}

/// The first enhanced status code (`5.1.1`) in a text.
pub(super) fn status_code(text: &str) -> Option<String> {
    let is_code = |word: &str| {
        let mut numbers = word.split('.');
        let class = numbers.next().is_some_and(|class| ["2", "4", "5"].contains(&class));
        let rest: Vec<&str> = numbers.collect();
        class
            && rest.len() == 2
            && rest
                .iter()
                .all(|number| (1..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    text.split(|c: char| !(c.is_ascii_digit() || c == '.'))
        .map(|word| word.trim_matches('.'))
        .find(|word| is_code(word))
        .map(str::to_owned)
}

pub(super) fn shorten(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST_DIAGNOSTIC).collect()
}

/// The id of the returned message: from the part that holds it, otherwise from a copy of its fields in the text, or from a
/// field of the report that refers to it.
pub(super) fn original_id(letter: &Letter, body: &[u8]) -> Option<String> {
    let returned = letter.attachments.iter().filter(|file| {
        ["message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"].contains(&file.media_type.as_str())
    });
    let from_part = returned
        .filter_map(|file| HeaderSection::split(&file.bytes).0.first("message-id"))
        .find_map(|field| read::ids(&field).into_iter().next());
    from_part
        .or_else(|| in_text(&letter.text))
        .or_else(|| in_text(&String::from_utf8_lossy(&body[..body.len().min(256 * 1024)])))
        .or_else(|| letter.in_reply_to.first().cloned())
        .or_else(|| letter.references.last().cloned())
}

/// A `Message-ID:` line, also quoted with `>` or indented.
fn in_text(text: &str) -> Option<String> {
    text.lines()
        .map(|line| line.trim_start_matches(['>', ' ', '\t', '|']))
        .filter_map(|line| line.split_once(':'))
        .filter(|(name, _)| name.trim().eq_ignore_ascii_case("message-id"))
        .find_map(|(_, value)| read::ids(value).into_iter().next())
}
