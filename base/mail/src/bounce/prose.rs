//! Bounces that are only words: qmail, Exim, old Exchange, Gmail, Postfix and others without a delivery-status part.
//! Mail from a mailer daemon, or from the null sender with a subject that says so, is searched for addresses beside reasons.

use super::report::{shorten, status_code};
use super::{Action, FailedRecipient};
use crate::header_section::HeaderSection;
use crate::letter::Letter;
use crate::mailbox;

const MOST_RECIPIENTS: usize = 50;
const MOST_LINES: usize = 400;

/// Whether a mail server wrote this to say that something was not delivered.
pub(super) fn comes_from_a_mailer(headers: &HeaderSection<'_>, letter: &Letter) -> bool {
    let from = letter.from.as_ref().map(|from| from.address.as_str()).unwrap_or_default();
    let local = from.split('@').next().unwrap_or_default();
    let raw_from = headers.first("from").unwrap_or_default().to_ascii_lowercase();
    let daemon = ["mailer-daemon", "postmaster", "mail-daemon", "mailerdaemon", "mail-delivery-subsystem"].contains(&local)
        || (from.is_empty() && (raw_from.contains("mailer-daemon") || raw_from.contains("mail delivery")))
        || local.starts_with("microsoftexchange");
    let null_sender = letter.return_path.as_deref() == Some("");
    let marked = headers.has("x-failed-recipients");
    marked || ((daemon || null_sender) && says_undelivered(&letter.subject)) || (daemon && null_sender && says_undelivered(&letter.text))
}

fn says_undelivered(text: &str) -> bool {
    let text = text.chars().take(2_000).collect::<String>().to_lowercase();
    const WORDS: [&str; 24] = [
        "undeliver",
        "not deliver",
        "delivery status",
        "delivery fail",
        "delivery problem",
        "failure notice",
        "returned mail",
        "mail failure",
        "returning message",
        "could not be sent",
        "delivery delayed",
        "delivery has failed",
        "delivery incomplete",
        "message delayed",
        "warning: message",
        "no se puede entregar",
        "no se pudo entregar",
        "no entregado",
        "退信",
        "无法投递",
        "投递失败",
        "unzustellbar",
        "non remis",
        "non distribu",
    ];
    WORDS.iter().any(|word| text.contains(word))
}

/// Addresses beside the reason they failed for, above the returned message.
pub(super) fn recipients(letter: &Letter) -> Vec<FailedRecipient> {
    let own = above_the_original(&letter.text);
    let words = shorten(&own);
    let delayed = ["delayed", "will be retried", "will continue to try", "still trying", "will retry", "warning"]
        .iter()
        .any(|word| own.to_lowercase().contains(word))
        && !["permanent", "giving up", "gave up", "will not be retried"]
            .iter()
            .any(|word| own.to_lowercase().contains(word));
    let mut found: Vec<FailedRecipient> = Vec::new();
    for (address, reason) in addresses(&own, letter) {
        if found.len() < MOST_RECIPIENTS && !found.iter().any(|known| known.address == address) {
            let reason = if reason.is_empty() { words.clone() } else { shorten(&reason) };
            let status = status_code(&reason).or_else(|| status_code(&words));
            let action = if delayed { Action::Delayed } else { Action::Failed };
            found.push(FailedRecipient { address, action, status, diagnostic: reason });
        }
    }
    found
}

/// The server's own words end where the returned message begins.
fn above_the_original(text: &str) -> String {
    let is_cut = |line: &str| {
        let line = line.trim().to_lowercase();
        line.starts_with("--- below this line")
            || line.starts_with("--- the header of the original")
            || line.contains("this is a copy of the message")
            || line.contains("original message follows")
            || line.starts_with("----- original message")
            || line.starts_with("-----original message")
            || line.starts_with("original message headers")
            || line.starts_with("----- message header follows")
            || line.starts_with("received:")
            || line.starts_with("return-path:")
            || line.starts_with("message-id:")
    };
    text.lines().take(MOST_LINES).take_while(|line| !is_cut(line)).collect::<Vec<_>>().join("\n")
}

/// Each address that opens a line or stands in angle brackets, with the words after it; never our own sender.
fn addresses(own: &str, letter: &Letter) -> Vec<(String, String)> {
    let ours: Vec<&str> = letter
        .to
        .iter()
        .chain(&letter.from)
        .map(|mailbox| mailbox.address.as_str())
        .chain(letter.delivered_to.iter().map(String::as_str))
        .collect();
    let lines: Vec<&str> = own.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(address) = line
            .split([' ', '\t', '<', '>', ',', '(', ')', '"', '\'', '[', ']', ';', '：', '，', '。', '（', '）'])
            .map(|word| word.trim_matches([':', '.', '*']))
            .find_map(mailbox::normal_address)
        else {
            continue;
        };
        if !ours.contains(&address.as_str()) {
            let reason = lines[at..]
                .iter()
                .take_while(|line| !line.trim().is_empty())
                .take(6)
                .copied()
                .collect::<Vec<_>>()
                .join(" ");
            found.push((address, reason));
        }
    }
    found
}
