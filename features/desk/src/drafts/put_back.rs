//! A reply taken back returns to its draft, and nothing typed there since is lost: words stand below, people beside.

use super::{DraftId, DraftKind, Typed, in_conversation, save};
use crate::Conversation;
use db::{Trouble, Work};
use mail::Mailbox;

/// Puts a message that was taken back where it was typed, above what was typed there since.
pub(crate) fn put_back(
    work: &mut Work<'_>,
    agent: i64,
    conversation: &Conversation,
    kind: DraftKind,
    typed: &Typed,
) -> Result<DraftId, Trouble> {
    let draft = in_conversation(work, agent, conversation, kind)?;
    save(work, agent, draft.id, &both(typed, &draft.typed()), None)?;
    Ok(draft.id)
}

fn both(taken: &Typed, since: &Typed) -> Typed {
    let words = [taken.text.trim_end(), since.text.trim()].into_iter().filter(|text| !text.is_empty());
    Typed {
        to: everyone(&taken.to, &since.to),
        cc: everyone(&taken.cc, &since.cc),
        bcc: everyone(&taken.bcc, &since.bcc),
        subject: taken.subject.clone(),
        text: words.collect::<Vec<_>>().join("\n\n"),
    }
}

/// Both lists as one, nobody twice; what is no address yet stays as it was typed.
fn everyone(taken: &str, since: &str) -> String {
    let mut all: Vec<&str> = listed(taken).collect();
    for person in listed(since) {
        if !all.iter().any(|known| address(known) == address(person)) {
            all.push(person);
        }
    }
    all.join(", ")
}

fn listed(people: &str) -> impl Iterator<Item = &str> {
    people.split([',', ';']).map(str::trim).filter(|person| !person.is_empty())
}

fn address(person: &str) -> String {
    Mailbox::parse(person).map_or(person.to_owned(), |mailbox| mailbox.address).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::everyone;

    #[test]
    fn nobody_is_addressed_twice_and_nobody_typed_since_is_lost() {
        let all = |taken, since| everyone(taken, since);

        assert_eq!(all("mia@example.org", "Mia <MIA@example.org>"), "mia@example.org");
        assert_eq!(all("mia@example.org", "leo@example.net; mia@example.org"), "mia@example.org, leo@example.net");
        assert_eq!((all("", "leo@"), all("mia@example.org", "")), ("leo@".to_owned(), "mia@example.org".to_owned()));
    }
}
