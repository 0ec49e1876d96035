//! Tags: labels people put on conversations.

use crate::lists::MOST_COUNTED;
use crate::{Conversation, ConversationId, Event};
use db::{FromRow, Trouble, Tx, Work, sql};

/// A label; the hue (0–359) colours it in both themes.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Tag {
    pub id: i64,
    pub name: String,
    pub hue: i64,
}

impl Conversation {
    /// Puts a tag on it, by name; an unknown tag is made.
    pub fn tag(&self, work: &mut Work<'_>, name: &str) -> Result<(), Trouble> {
        let tag = known_or_new(work, name)?;
        let rows =
            sql("INSERT INTO conversation_tag (conversation_id, tag_id) VALUES ($1, $2) ON CONFLICT (conversation_id, tag_id) DO NOTHING")
                .with(self.id)
                .with(tag.id)
                .run(work)?;
        if rows > 0 {
            work.record(&Event::Tagged { conversation: self.id, tag: tag.id, name: tag.name })
        } else {
            Ok(())
        }
    }

    pub fn untag(&self, work: &mut Work<'_>, tag: i64) -> Result<(), Trouble> {
        let name: Option<String> = sql("SELECT name FROM tag WHERE id = $1").with(tag).one(work)?;
        let rows = sql("DELETE FROM conversation_tag WHERE conversation_id = $1 AND tag_id = $2")
            .with(self.id)
            .with(tag)
            .run(work)?;
        if rows > 0 {
            work.record(&Event::Untagged { conversation: self.id, tag, name: name.unwrap_or_default() })
        } else {
            Ok(())
        }
    }
}

/// The tags of a conversation, by name.
pub fn of(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<Vec<Tag>, Trouble> {
    sql("SELECT t.id, t.name, t.hue FROM conversation_tag x JOIN tag t ON t.id = x.tag_id WHERE x.conversation_id = $1 ORDER BY t.name")
        .with(conversation)
        .all(tx)
}

/// Every tag in use, by name.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Tag>, Trouble> {
    let all = tx.shared("desk.tags".to_owned(), |tx| {
        sql("SELECT id, name, hue FROM tag WHERE retired_at IS NULL ORDER BY name").all::<Tag>(tx)
    });
    Ok((*all?).clone())
}

/// How many conversations carry it, counted up to [`MOST_COUNTED`].
pub fn carried_by(tx: &mut Tx<'_>, tag: i64) -> Result<i64, Trouble> {
    sql("SELECT COUNT(*) FROM (SELECT conversation_id FROM conversation_tag WHERE tag_id = $1 LIMIT $2) carrying")
        .with(tag)
        .with(MOST_COUNTED)
        .only(tx, "tag")
}

pub(crate) fn name_of(tx: &mut Tx<'_>, tag: i64) -> Result<String, Trouble> {
    sql("SELECT name FROM tag WHERE id = $1").with(tag).only(tx, "tag")
}

/// Makes a tag; a name in use answers with that tag.
pub fn known_or_new(work: &mut Work<'_>, name: &str) -> Result<Tag, Trouble> {
    let name = tidy(name);
    if name.is_empty() {
        return Err(Trouble::refused("desk-tag-empty"));
    }
    if let Some(known) = sql("SELECT id, name, hue FROM tag WHERE name = $1").with(&name).one::<Tag>(work)? {
        bring_back(work, &known)?;
        return Ok(known);
    }
    let hue = i64::from(name.bytes().fold(7u16, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into())) % 360);
    let new: Option<i64> = sql("INSERT INTO tag (name, hue) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING RETURNING id")
        .with(&name)
        .with(hue)
        .one(work)?;
    let id = new.ok_or_else(|| Trouble::Repeat("somebody else makes the same tag".into()))?;
    work.record(&Event::TagAdded { tag: id, name: name.clone() })?;
    Ok(Tag { id, name, hue })
}

/// Makes a tag, or offers a retired one again; one that is in use is refused by name.
pub fn add(work: &mut Work<'_>, name: &str) -> Result<Tag, Trouble> {
    let wanted = tidy(name);
    if all(work)?.iter().any(|tag| tag.name == wanted) {
        return Err(Trouble::refused("desk-tag-name-taken").with("name", wanted));
    }
    known_or_new(work, name)
}

/// A retired tag that somebody uses is offered again.
fn bring_back(work: &mut Work<'_>, tag: &Tag) -> Result<(), Trouble> {
    let rows = sql("UPDATE tag SET retired_at = NULL WHERE id = $1 AND retired_at IS NOT NULL")
        .with(tag.id)
        .run(work)?;
    if rows > 0 {
        work.record(&Event::TagAdded { tag: tag.id, name: tag.name.clone() })
    } else {
        Ok(())
    }
}

/// Gives a tag another name and colour.
pub fn change(work: &mut Work<'_>, tag: i64, name: &str, hue: i64) -> Result<(), Trouble> {
    let name = tidy(name);
    let taken: Option<i64> = sql("SELECT id FROM tag WHERE name = $1 AND id <> $2").with(&name).with(tag).one(work)?;
    if name.is_empty() || taken.is_some() {
        return Err(Trouble::refused("desk-tag-name-taken").with("name", name));
    }
    sql("UPDATE tag SET name = $2, hue = $3 WHERE id = $1")
        .with(tag)
        .with(&name)
        .with(hue.rem_euclid(360))
        .run(work)?;
    work.record(&Event::TagChanged { tag, name })
}

/// Offers it no more; conversations keep it.
pub fn retire(work: &mut Work<'_>, tag: i64) -> Result<(), Trouble> {
    let now = work.now;
    let name: String = sql("SELECT name FROM tag WHERE id = $1").with(tag).only(work, "tag")?;
    let rows = sql("UPDATE tag SET retired_at = $2 WHERE id = $1 AND retired_at IS NULL")
        .with(tag)
        .with(now)
        .run(work)?;
    if rows > 0 { work.record(&Event::TagRetired { tag, name }) } else { Ok(()) }
}

fn tidy(name: &str) -> String {
    let words = name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    crate::conversations::shortened(&words.replace([',', '#'], ""), 60)
}
