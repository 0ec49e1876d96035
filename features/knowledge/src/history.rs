//! Every version an article ever had, the newest first, and who made it.

use crate::article::Content;
use crate::{ArticleId, State};
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::Moment;

/// How it stood after one change.
#[derive(Debug, Clone, FromRow)]
pub struct Version {
    pub number: i64,
    /// What was done: `written`, `changed`, `published`, `withdrawn`, `archived`, `put_back`.
    pub deed: String,
    pub state: State,
    content: String,
    pub actor_kind: String,
    pub actor_id: Option<i64>,
    pub made_at: Moment,
}

impl Version {
    /// What it said.
    pub fn content(&self) -> Result<Content, Trouble> {
        serde_json::from_str(&self.content).map_err(|e| Trouble::Shape(format!("a version of an article: {e}")))
    }
}

pub(crate) fn keep(work: &mut Work<'_>, id: ArticleId, number: i64, deed: &str, state: State, content: &Content) -> Result<(), Trouble> {
    let (now, actor) = (work.now, work.actor);
    let content = serde_json::to_string(content).map_err(|e| Trouble::Shape(e.to_string()))?;
    sql("INSERT INTO article_version (article_id, number, deed, state, content, actor_kind, actor_id, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
    .with(id)
    .with(number)
    .with(deed)
    .with(state)
    .with(content)
    .with(actor.kind())
    .with(actor.id())
    .with(now)
    .run(work)
    .map(drop)
}

/// One version.
pub fn version(tx: &mut Tx<'_>, id: ArticleId, number: i64) -> Result<Version, Trouble> {
    sql("SELECT number, deed, state, content, actor_kind, actor_id, made_at FROM article_version WHERE article_id = $1 AND number = $2")
        .with(id)
        .with(number)
        .only(tx, "version")
}

/// Versions before this number, the newest first.
pub fn before(tx: &mut Tx<'_>, id: ArticleId, number: i64, most: i64) -> Result<Vec<Version>, Trouble> {
    sql("SELECT number, deed, state, content, actor_kind, actor_id, made_at
           FROM article_version WHERE article_id = $1 AND number < $2 ORDER BY number DESC LIMIT $3")
    .with(id)
    .with(number)
    .with(most)
    .all(tx)
}

/// What differs between two versions, in words of this room: `slug`, `section`, `audience`, or the tag of a language.
pub fn differences(before: &Content, after: &Content) -> Vec<String> {
    let facts = [
        ("slug", before.slug != after.slug),
        ("section", before.section != after.section),
        ("audience", before.audience != after.audience),
    ];
    let mut all: Vec<String> = facts.into_iter().filter(|(_, differs)| *differs).map(|(word, _)| word.to_owned()).collect();
    let mut tags: Vec<&String> = before.texts.keys().chain(after.texts.keys()).collect();
    tags.sort();
    tags.dedup();
    all.extend(tags.into_iter().filter(|tag| before.texts.get(*tag) != after.texts.get(*tag)).cloned());
    all
}
