//! Clues to the conversation a letter belongs to. Only clues: whether the sender may write there is decided by the desk.
//!
//! Our own ids and plus addresses carry an HMAC of what they name, so nobody can make one up for a foreign conversation
//! (attack cases 1 to 3). Order of trust: plus address, our ids, foreign ids, number in the subject.

use hmac::{Hmac, Mac};
use serde::Serialize;
use sha2::Sha256;

use crate::letter::Letter;
use crate::recipients::without_plus;

/// 80 bits: sixteen characters, beyond guessing through a mail server.
const TAG_BYTES: usize = 10;
const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// Makes and recognises our own addresses and ids. The secret must stay the same for as long as answers may come.
#[derive(Clone)]
pub struct ReplyTokens {
    secret: [u8; 32],
}

/// One clue, already checked where it can be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Clue {
    /// Sent to our plus address of this conversation; the token is valid.
    PlusAddress { conversation: i64 },
    /// Sent to our plus address of this side conversation; the token is valid.
    SideAddress { side: i64 },
    /// Answers a message of ours; the token is valid.
    OurMessage { conversation: i64, message: i64 },
    /// Answers the notification we sent to this agent; the token is valid.
    Notification { conversation: i64, message: i64, agent: i64 },
    /// Answers a message that is not ours by its id; look it up among those stored.
    Foreign { message_id: String },
    /// `[#123]` in the subject. Proves nothing about the sender.
    Subject { number: i64 },
}

/// All clues of a letter, the most trusted first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Clues {
    /// The clues in order.
    pub found: Vec<Clue>,
    /// Something looked like ours and its token was wrong: worth showing, never worth following.
    pub forged: bool,
}

impl ReplyTokens {
    /// Tokens under a secret of this installation.
    pub fn new(secret: [u8; 32]) -> Self {
        Self { secret }
    }

    /// `support@host` → `support+c42.<token>@host`: where answers to a conversation go.
    pub fn plus_address(&self, inbox_address: &str, conversation: i64) -> String {
        let base = without_plus(inbox_address);
        let (local, domain) = base.rsplit_once('@').unwrap_or((&base, ""));
        format!("{local}+c{conversation}.{}@{domain}", self.tag(&plus_claim(conversation)))
    }

    /// `support@host` → `support+s7.<token>@host`: where the answers of a third party go.
    pub fn side_address(&self, inbox_address: &str, side: i64) -> String {
        let base = without_plus(inbox_address);
        let (local, domain) = base.rsplit_once('@').unwrap_or((&base, ""));
        format!("{local}+s{side}.{}@{domain}", self.tag(&side_claim(side)))
    }

    /// The Message-ID of our message, without brackets; the same on every retry.
    pub fn message_id(&self, conversation: i64, message: i64, host: &str) -> String {
        format!("c{conversation}.m{message}.{}@{host}", self.tag(&message_claim(conversation, message)))
    }

    /// The Message-ID of a notification to one agent about one message.
    pub fn notification_id(&self, conversation: i64, message: i64, agent: i64, host: &str) -> String {
        format!("c{conversation}.m{message}.a{agent}.{}@{host}", self.tag(&notification_claim(conversation, message, agent)))
    }

    /// The clue in an id if it is ours; `None` if it is foreign or forged.
    pub fn own(&self, message_id: &str) -> Option<Clue> {
        match self.judge_id(message_id) {
            Verdict::Ours(clue) => Some(clue),
            _ => None,
        }
    }

    /// Everything in a letter that points to a conversation. `our_addresses` are those of our inboxes.
    pub fn clues(&self, letter: &Letter, our_addresses: &[String]) -> Clues {
        let mut clues = Clues::default();
        self.add_plus_addresses(letter, our_addresses, &mut clues);
        let answered = answered_newest_first(letter);
        let mut foreign = Vec::new();
        for id in answered {
            match self.judge_id(id) {
                Verdict::Ours(clue) => push_once(&mut clues.found, clue),
                Verdict::Forged if is_at_ours(id, our_addresses) => clues.forged = true,
                Verdict::Forged | Verdict::Foreign => foreign.push(Clue::Foreign { message_id: id.to_owned() }),
            }
        }
        foreign.into_iter().for_each(|clue| push_once(&mut clues.found, clue));
        clues.found.extend(subject_numbers(&letter.subject).map(|number| Clue::Subject { number }));
        clues
    }

    fn add_plus_addresses(&self, letter: &Letter, our_addresses: &[String], clues: &mut Clues) {
        let visible = letter.to.iter().chain(&letter.cc).map(|mailbox| mailbox.address.as_str());
        for address in letter.delivered_to.iter().map(String::as_str).chain(visible) {
            let Some((claim, clue, tag)) = plus_parts(address) else { continue };
            if self.is_tag(&claim, tag) {
                push_once(&mut clues.found, clue);
            } else if our_addresses.iter().any(|ours| without_plus(ours) == without_plus(address)) {
                clues.forged = true;
            }
        }
    }

    fn judge_id(&self, id: &str) -> Verdict {
        let Some(named) = Named::parse(id) else { return Verdict::Foreign };
        let (claim, clue) = match named.agent {
            Some(agent) => (
                notification_claim(named.conversation, named.message, agent),
                Clue::Notification { conversation: named.conversation, message: named.message, agent },
            ),
            None => (
                message_claim(named.conversation, named.message),
                Clue::OurMessage { conversation: named.conversation, message: named.message },
            ),
        };
        if self.is_tag(&claim, named.tag) { Verdict::Ours(clue) } else { Verdict::Forged }
    }

    fn mac(&self, claim: &str) -> Option<Hmac<Sha256>> {
        // HMAC takes keys of any length; this is always Some.
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.secret).ok()?;
        mac.update(claim.as_bytes());
        Some(mac)
    }

    fn tag(&self, claim: &str) -> String {
        self.mac(claim).map(|mac| base32(&mac.finalize().into_bytes()[..TAG_BYTES])).unwrap_or_default()
    }

    /// Compares in constant time. Mail servers may change the case of addresses.
    fn is_tag(&self, claim: &str, tag: &str) -> bool {
        let Some(bytes) = unbase32(&tag.to_ascii_lowercase()) else { return false };
        bytes.len() == TAG_BYTES && self.mac(claim).is_some_and(|mac| mac.verify_truncated_left(&bytes).is_ok())
    }
}

impl std::fmt::Debug for ReplyTokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ReplyTokens(secret)")
    }
}

enum Verdict {
    Ours(Clue),
    Forged,
    Foreign,
}

/// What an id in our form says.
struct Named<'a> {
    conversation: i64,
    message: i64,
    agent: Option<i64>,
    tag: &'a str,
}

impl<'a> Named<'a> {
    fn parse(id: &'a str) -> Option<Self> {
        let (local, _) = id.rsplit_once('@')?;
        let pieces: Vec<&str> = local.split('.').collect();
        let (conversation, message, agent, tag) = match pieces.as_slice() {
            [c, m, tag] => (c, m, None, tag),
            [c, m, a, tag] => (c, m, Some(number(a, 'a')?), tag),
            _ => return None,
        };
        Some(Self {
            conversation: number(conversation, 'c')?,
            message: number(message, 'm')?,
            agent,
            tag,
        })
    }
}

fn number(piece: &str, letter: char) -> Option<i64> {
    let digits = piece.strip_prefix(letter)?;
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

/// What `name+c42.token@host` or `name+s7.token@host` claims, the clue it would be, and the token.
fn plus_parts(address: &str) -> Option<(String, Clue, &str)> {
    let (local, _) = address.rsplit_once('@')?;
    let (_, detail) = local.split_once('+')?;
    let (named, tag) = detail.split_once('.')?;
    let of_thread = number(named, 'c').map(|conversation| (plus_claim(conversation), Clue::PlusAddress { conversation }));
    let (claim, clue) = of_thread.or_else(|| number(named, 's').map(|side| (side_claim(side), Clue::SideAddress { side })))?;
    Some((claim, clue, tag))
}

fn side_claim(side: i64) -> String {
    format!("side-address s{side}")
}

fn plus_claim(conversation: i64) -> String {
    format!("plus-address c{conversation}")
}

fn message_claim(conversation: i64, message: i64) -> String {
    format!("message c{conversation}.m{message}")
}

fn notification_claim(conversation: i64, message: i64, agent: i64) -> String {
    format!("notification c{conversation}.m{message}.a{agent}")
}

/// In-Reply-To names the message itself; References name the thread, oldest first.
fn answered_newest_first(letter: &Letter) -> Vec<&str> {
    let mut ids: Vec<&str> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for id in letter.in_reply_to.iter().chain(letter.references.iter().rev()) {
        if seen.insert(id.as_str()) {
            ids.push(id);
        }
    }
    ids
}

fn is_at_ours(id: &str, our_addresses: &[String]) -> bool {
    let domain = |text: &str| text.rsplit_once('@').map(|(_, domain)| domain.to_lowercase());
    domain(id).is_some_and(|host| {
        our_addresses
            .iter()
            .any(|ours| domain(ours).is_some_and(|ours| host == ours || host.ends_with(&format!(".{ours}"))))
    })
}

fn push_once(found: &mut Vec<Clue>, clue: Clue) {
    if !found.contains(&clue) {
        found.push(clue);
    }
}

fn subject_numbers(subject: &str) -> impl Iterator<Item = i64> {
    subject
        .split("[#")
        .skip(1)
        .filter_map(|rest| rest.split_once(']'))
        .filter_map(|(digits, _)| number(&format!("#{digits}"), '#'))
        .take(3)
}

fn base32(bytes: &[u8]) -> String {
    let (mut out, mut held, mut bits) = (String::new(), 0u32, 0u32);
    for byte in bytes {
        held = held << 8 | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            out.push(ALPHABET[(held >> bits & 31) as usize] as char);
        }
        held &= (1 << bits) - 1;
    }
    out
}

fn unbase32(text: &str) -> Option<Vec<u8>> {
    let (mut out, mut held, mut bits) = (Vec::new(), 0u32, 0u32);
    if text.len() != TAG_BYTES * 8 / 5 {
        return None;
    }
    for byte in text.bytes() {
        let value = ALPHABET.iter().position(|letter| *letter == byte)?;
        held = held << 5 | value as u32;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            out.push((held >> bits) as u8);
            held &= (1 << bits) - 1;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests;
