//! Mail written by machines (RFC 3834): kept and shown, but it opens no loop, gets no automatic answer and starts no clock.
//!
//! The marks are judged in the order of how sure they are; words in a subject count only beside another mark, because
//! customers write "out of office" too.

use serde::Serialize;

use crate::header_section::HeaderSection;
use crate::letter::Letter;

/// What kind of machine wrote a letter, if any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Auto {
    /// A person wrote it.
    No,
    /// An automatic answer: vacation notice, receipt of another desk.
    Reply,
    /// A machine's own message: alarm, notification, calendar.
    Generated,
    /// Sent through a mailing list.
    List,
    /// Sent to many at once.
    Bulk,
    /// A delivery report.
    Bounce,
}

impl Auto {
    /// Whether a person wrote it, so that an automatic answer is allowed.
    pub fn is_personal(self) -> bool {
        self == Auto::No
    }
}

/// Judges a letter by its fields; `letter.bounce` is already known.
pub(crate) fn recognise(headers: &HeaderSection<'_>, letter: &Letter) -> Auto {
    if letter.bounce.is_some() {
        return Auto::Bounce;
    }
    if let Some(said) = auto_submitted(headers) {
        return said;
    }
    let precedence = headers.first("precedence").unwrap_or_default().trim().to_ascii_lowercase();
    if answers_by_itself(headers) || precedence == "auto_reply" {
        return Auto::Reply;
    }
    let list = ["list-id", "list-post", "x-mailing-list", "x-loop-list"].iter().any(|name| headers.has(name)) || precedence == "list";
    if list {
        return Auto::List;
    }
    if ["bulk", "junk"].contains(&precedence.as_str()) {
        return if sounds_absent(&letter.subject) { Auto::Reply } else { Auto::Bulk };
    }
    if headers.has("list-unsubscribe") || (headers.has("feedback-id") && letter.in_reply_to.is_empty() && headers.has("x-campaign-id")) {
        return Auto::Bulk;
    }
    weaker_marks(headers, letter)
}

fn auto_submitted(headers: &HeaderSection<'_>) -> Option<Auto> {
    let field = headers.first("auto-submitted")?.to_ascii_lowercase();
    let word = field.split([';', ' ', '(']).next().unwrap_or_default().trim();
    match word {
        "no" | "" => None,
        "auto-replied" | "auto-notified" => Some(Auto::Reply),
        _ => Some(Auto::Generated),
    }
}

/// Fields only autoresponders write.
fn answers_by_itself(headers: &HeaderSection<'_>) -> bool {
    let says_yes = |name: &str| {
        headers
            .first(name)
            .is_some_and(|value| !["no", "false", "0"].contains(&value.trim().to_ascii_lowercase().as_str()))
    };
    [
        "x-autoreply",
        "x-autorespond",
        "x-auto-reply",
        "x-autoresponder",
        "x-autoreply-from",
        "x-mail-autoreply",
        "x-vacation-message",
    ]
    .iter()
    .any(|name| says_yes(name))
        || headers
            .first("x-ms-exchange-generated-message-source")
            .is_some_and(|value| value.to_ascii_lowercase().contains("mailbox rules"))
        || headers
            .first("delivered-to")
            .is_some_and(|value| value.trim().eq_ignore_ascii_case("autoresponder"))
}

/// Marks that alone prove nothing about the writer, only that no answer is wanted, and the null sender.
fn weaker_marks(headers: &HeaderSection<'_>, letter: &Letter) -> Auto {
    let suppress = headers.first("x-auto-response-suppress").unwrap_or_default().to_ascii_lowercase();
    let wants_no_answer = ["all", "oof", "autoreply"]
        .iter()
        .any(|word| suppress.split([',', ' ']).any(|said| said.trim() == *word));
    let null_sender = letter.return_path.as_deref() == Some("");
    let loops = headers.has("x-loop");
    let machine_sender = letter.from.as_ref().is_some_and(|from| is_machine(&from.address));
    let marked = wants_no_answer || null_sender || loops || machine_sender;
    if marked && sounds_absent(&letter.subject) {
        return Auto::Reply;
    }
    if null_sender || wants_no_answer || loops || machine_sender {
        return Auto::Generated;
    }
    Auto::No
}

fn is_machine(address: &str) -> bool {
    let local = address.split('@').next().unwrap_or_default();
    let local: String = local.chars().filter(|c| c.is_alphanumeric()).collect();
    ["noreply", "donotreply", "mailerdaemon", "postmaster", "autoresponder", "nepasrepondre", "noresponder"]
        .iter()
        .any(|name| local.starts_with(name))
}

/// How vacation notices open their subject in the languages our customers write.
fn sounds_absent(subject: &str) -> bool {
    let subject = subject.trim().to_lowercase();
    const OPENINGS: [&str; 26] = [
        "automatic reply",
        "auto reply",
        "auto-reply",
        "autoreply",
        "auto:",
        "out of office",
        "out of the office",
        "away from my mail",
        "vacation",
        "respuesta automática",
        "respuesta automatica",
        "fuera de la oficina",
        "fuera de oficina",
        "ausente",
        "自动回复",
        "自動回覆",
        "自动答复",
        "不在办公室",
        "automatische antwort",
        "abwesenheit",
        "abwesend",
        "automatisch:",
        "réponse automatique",
        "reponse automatique",
        "absence du bureau",
        "absent du bureau",
    ];
    OPENINGS.iter().any(|opening| subject.starts_with(opening))
}
