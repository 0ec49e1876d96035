//! A letter read as the desk's [`Arrival`]: whose it is, what it continues, whether it may be believed.
//!
//! Pure: the same letter and the same house give the same arrival, so that reading can be repeated.

use desk::sides::SideId;
use desk::{Arrival, ArrivedFile, Clue, ConversationId, InboxId, Masking, MessageId, Person};
use kit::{EmailAddress, Key, Moment};
use mail::{Auto, Letter, Mailbox, ReplyTokens};
use std::collections::HashSet;

/// What one must know of the house to read a letter.
#[derive(Debug, Clone)]
pub struct House {
    pub key: Key,
    /// Every address that is ours, lower-case.
    pub our_addresses: Vec<String>,
    /// The addresses of the people who work here.
    pub agents: HashSet<String>,
    /// By inbox: the authserv-id whose verdicts are believed.
    pub trusted: Vec<(InboxId, String)>,
}

impl House {
    /// The tokens that prove a letter continues a conversation of ours.
    pub fn tokens(&self) -> ReplyTokens {
        reply_tokens(&self.key)
    }

    fn authserv_id(&self, inbox: InboxId) -> &str {
        self.trusted.iter().find(|(id, _)| *id == inbox).map_or("", |(_, authserv)| authserv)
    }
}

/// The tokens of the house with this key.
pub fn reply_tokens(key: &Key) -> ReplyTokens {
    ReplyTokens::new(*key.for_purpose("mail threading").bytes())
}

/// What notices to agents name as their conversation: one that never exists, so that an answer belongs nowhere.
pub const NO_CONVERSATION: i64 = 0;

/// Whether a letter answers, or reports on, one of our own notices to an agent. They look like an answer to the customer and
/// are not: an agent's program answers by itself while they are away, and nothing of that may reach a conversation.
///
/// What a person wrote counts by what it answers first: a customer may answer a mail that had a notice somewhere before it.
pub fn answers_a_notice(house: &House, letter: &Letter) -> bool {
    let tokens = house.tokens();
    let reported = letter
        .bounce
        .as_ref()
        .and_then(|bounce| bounce.original_message_id.as_deref())
        .and_then(|id| tokens.own(id));
    let by_itself = letter.bounce.is_some() || letter.auto != mail::Auto::No;
    let newest = letter.in_reply_to.first().or(letter.references.last()).and_then(|id| tokens.own(id));
    let is_notice = |clue: &mail::Clue| matches!(clue, mail::Clue::Notification { .. });
    let clues = tokens.clues(letter, &house.our_addresses).found;
    clues.iter().any(|clue| matches!(clue, mail::Clue::PlusAddress { conversation: NO_CONVERSATION }))
        || newest.iter().chain(&reported).any(is_notice)
        || (by_itself && clues.iter().any(is_notice))
}

/// Reads one letter that came into `inbox`.
pub fn arrival(house: &House, inbox: InboxId, raw_id: Option<i64>, letter: Letter) -> Arrival {
    let clues = house.tokens().clues(&letter, &house.our_addresses);
    let from = letter.from.clone().or_else(|| letter.sender.clone());
    let address = from.as_ref().map(|m| m.address.clone()).unwrap_or_default();
    let authentic = authentic(house, inbox, &letter, &address);
    let fingerprint = fingerprint(&letter, &address);
    Arrival {
        inbox,
        raw_id,
        external_id: letter.id().to_owned(),
        fingerprint,
        identity: EmailAddress::parse(&address).ok().map(customers::Identity::Email),
        from: person(from.as_ref()),
        reply_to: letter.reply_to.iter().map(|m| m.address.clone()).collect(),
        to: others(&letter.to, house),
        cc: others(&letter.cc, house),
        subject: letter.subject,
        text: letter.text,
        html: letter.html,
        sent_at: letter.sent_at.map(Moment),
        files: letter.attachments.into_iter().map(file).collect(),
        automatic: automatic(letter.auto).into(),
        authentic: authentic.into(),
        unreadable: letter.unreadable,
        clues: clues.found.into_iter().map(clue).collect(),
    }
}

fn person(mailbox: Option<&Mailbox>) -> Person {
    mailbox.map_or_else(Person::default, |m| Person { name: m.name.clone(), address: m.address.clone() })
}

/// Everybody named but ourselves: our own addresses take part in every conversation anyway.
fn others(listed: &[Mailbox], house: &House) -> Vec<Person> {
    listed.iter().filter(|m| !is_ours(&m.address, house)).map(|m| person(Some(m))).collect()
}

pub(crate) fn is_ours(address: &str, house: &House) -> bool {
    let bare = address
        .rsplit_once('@')
        .map(|(local, domain)| format!("{}@{domain}", local.split('+').next().unwrap_or("")));
    house.our_addresses.iter().any(|our| our == address || bare.as_deref() == Some(our))
}

pub(crate) fn file(attachment: mail::Attachment) -> ArrivedFile {
    ArrivedFile {
        name: attachment.name,
        media_type: attachment.media_type,
        bytes: attachment.bytes,
        content_id: attachment.content_id,
        inline: attachment.inline,
    }
}

fn clue(clue: mail::Clue) -> Clue {
    match clue {
        mail::Clue::SideAddress { side } => Clue::Side { side: SideId(side) },
        mail::Clue::PlusAddress { conversation } => Clue::Ours { conversation: ConversationId(conversation), message: None },
        mail::Clue::OurMessage { conversation, message } | mail::Clue::Notification { conversation, message, .. } => {
            Clue::Ours { conversation: ConversationId(conversation), message: Some(MessageId(message)) }
        }
        mail::Clue::Foreign { message_id } => Clue::Foreign { external_id: message_id },
        mail::Clue::Subject { number } => Clue::Subject { number },
    }
}

const fn automatic(auto: Auto) -> &'static str {
    match auto {
        Auto::No => "no",
        Auto::Reply => "reply",
        Auto::Generated => "generated",
        Auto::List => "list",
        Auto::Bulk => "bulk",
        Auto::Bounce => "bounce",
    }
}

/// Whether the sender is who they claim to be. Somebody who claims to be one of us must prove it.
fn authentic(house: &House, inbox: InboxId, letter: &Letter, from: &str) -> &'static str {
    let authserv_id = house.authserv_id(inbox);
    let claims_to_be_us = house.agents.contains(from) || is_ours(from, house);
    if authserv_id.is_empty() {
        return if claims_to_be_us { "fail" } else { "unknown" };
    }
    let verdicts = mail::Authentication::of(letter, authserv_id);
    if verdicts.aligned(from) {
        "pass"
    } else if claims_to_be_us || verdicts.dmarc == mail::authentication::Verdict::Fail {
        "fail"
    } else {
        "unknown"
    }
}

/// The same letter has the same fingerprint whichever mailbox it came by; two letters with one Message-ID do not.
fn fingerprint(letter: &Letter, from: &str) -> String {
    // However much an inbox covers, the letter is the same one.
    let (subject, text) = (Masking::All.covered(&letter.subject), Masking::All.covered(&letter.text));
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let seen = format!("{}\n{from}\n{:?}\n{subject}\n{text}\n{}", letter.id(), letter.sent_at, letter.attachments.len());
    kit::sha256_hex(seen.as_bytes())
}
