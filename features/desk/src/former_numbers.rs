//! Numbers conversations had at a desk they came from: whoever knows an old one, or an old address, finds them.

use crate::{ConversationId, Viewer};
use db::{FromRow, Trouble, Tx, Work, sql};

/// A conversation found by what it was called elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Found {
    pub number: i64,
    pub subject: String,
    /// Where it was called so.
    pub source: String,
    pub former: String,
}

/// Remembers what it was called there.
pub(crate) fn remember(
    work: &mut Work<'_>,
    conversation: ConversationId,
    source: &str,
    number: &str,
    their_id: &str,
) -> Result<(), Trouble> {
    sql("INSERT INTO former_number (conversation_id, source, number, their_id) VALUES ($1, $2, $3, $4)
         ON CONFLICT (conversation_id, source) DO UPDATE SET number = $3, their_id = $4")
    .with(conversation)
    .with(source)
    .with(number)
    .with(their_id)
    .run(work)?;
    Ok(())
}

/// The conversations this viewer sees that were called so: by `#1042`, `1042`, or the address they had there. The newest first.
pub fn called(tx: &mut Tx<'_>, viewer: Viewer, typed: &str) -> Result<Vec<Found>, Trouble> {
    let Some((name, is_address)) = name_in(typed) else { return Ok(Vec::new()) };
    sql("SELECT c.number, c.subject, f.source, f.number
           FROM former_number f JOIN conversation c ON c.id = f.conversation_id
          WHERE (f.number = $3 OR ($4 AND f.their_id = $3))
            AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))
          ORDER BY c.id DESC LIMIT 20")
    .with(viewer.agent)
    .with(viewer.sees_all)
    .with(name)
    .with(is_address)
    .all(tx)
}

/// What a conversation was called elsewhere, for the index.
pub fn of(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<Vec<String>, Trouble> {
    sql("SELECT number FROM former_number WHERE conversation_id = $1 ORDER BY source")
        .with(conversation)
        .all(tx)
}

/// The number in what somebody typed, and whether it is out of an address: there it may be the id the address was made of.
fn name_in(typed: &str) -> Option<(String, bool)> {
    let typed = typed.trim();
    if !typed.contains("://") {
        let name = typed.trim_start_matches('#');
        let plain = !name.is_empty() && name.len() <= 40 && name.chars().any(|c| c.is_ascii_digit());
        return (plain && !name.contains(char::is_whitespace)).then(|| (name.to_owned(), false));
    }
    let path = typed.split_once("://").map_or(typed, |(_, rest)| rest);
    let pieces = path.split(['/', '?', '#', '=', '&']).skip(1);
    let number = pieces
        .filter(|piece| !piece.is_empty() && piece.len() <= 40 && piece.chars().all(|c| c.is_ascii_digit()))
        .last()?;
    Some((number.to_owned(), true))
}

#[cfg(test)]
mod tests {
    use super::name_in;

    #[test]
    fn an_old_number_is_read_however_it_is_written() {
        let read = |typed: &str| name_in(typed).map(|(name, address)| format!("{name}{}", if address { " address" } else { "" }));
        for (typed, name) in [
            ("#1042", Some("1042")),
            (" 1042 ", Some("1042")),
            ("ABC-1042", Some("ABC-1042")),
            ("https://kettle.zendesk.com/agent/tickets/1042", Some("1042 address")),
            ("https://desk.kettle.example/#ticket/zoom/17", Some("17 address")),
            ("https://kettle.example/scp/tickets.php?id=9#reply", Some("9 address")),
            ("https://app.chatwoot.com/app/accounts/1/conversations/55", Some("55 address")),
            ("leaking kettle", None),
            ("https://kettle.example/", None),
            ("", None),
        ] {
            assert_eq!(read(typed).as_deref(), name, "{typed}");
        }
    }
}
