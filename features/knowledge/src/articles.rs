//! The questions about articles. Whoever reads for a person says whether they may write: drafts and what is archived are theirs.

use crate::article::{Article, Content};
use crate::words::{Texts, Words};
use crate::{ArticleId, Audience, State};
use db::{Conditions, FromRow, ToValue as _, Trouble, Tx, like_pattern, sql};
use kit::Moment;
use std::collections::{BTreeMap, HashMap};

#[derive(Debug, FromRow)]
struct Row {
    id: ArticleId,
    slug: String,
    section: String,
    state: State,
    audience: Audience,
    version: i64,
    written_at: Moment,
    changed_at: Moment,
    published_at: Option<Moment>,
}

impl Row {
    fn with_words(self, tx: &mut Tx<'_>) -> Result<Article, Trouble> {
        let texts = texts(tx, self.id)?;
        Ok(Article {
            id: self.id,
            content: Content { slug: self.slug, section: self.section, audience: self.audience, texts },
            state: self.state,
            version: self.version,
            written_at: self.written_at,
            changed_at: self.changed_at,
            published_at: self.published_at,
        })
    }
}

fn texts(tx: &mut Tx<'_>, id: ArticleId) -> Result<Texts, Trouble> {
    let rows: Vec<(String, String, String)> = sql("SELECT language, title, body FROM article_text WHERE article_id = $1 ORDER BY language")
        .with(id)
        .all(tx)?;
    Ok(rows.into_iter().map(|(language, title, body)| (language, Words { title, body })).collect())
}

/// One article, for whoever writes or indexes.
pub fn find(tx: &mut Tx<'_>, id: ArticleId) -> Result<Article, Trouble> {
    let row: Row =
        sql("SELECT id, slug, section, state, audience, version, written_at, changed_at, published_at FROM article WHERE id = $1")
            .with(id)
            .only(tx, "article")?;
    row.with_words(tx)
}

/// The article filed under this word, if this reader may see it.
pub fn filed_under(tx: &mut Tx<'_>, slug: &str, writes: bool) -> Result<Article, Trouble> {
    let row: Row = sql("SELECT id, slug, section, state, audience, version, written_at, changed_at, published_at FROM article
              WHERE slug = $1 AND ($2 OR state = 'published')")
    .with(slug)
    .with(writes)
    .only(tx, "article")?;
    row.with_words(tx)
}

/// The same by its key.
pub fn seen(tx: &mut Tx<'_>, id: ArticleId, writes: bool) -> Result<Article, Trouble> {
    let article = find(tx, id)?;
    if writes || article.state == State::Published {
        Ok(article)
    } else {
        Err(Trouble::NotFound("article"))
    }
}

/// What of the shelf to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    pub section: Option<String>,
    /// None: all but what is archived.
    pub state: Option<State>,
    pub audience: Option<Audience>,
    pub language: Option<String>,
    /// Letters of a title or of the slug.
    pub typed: String,
}

/// Where a list goes on: section and slug of the last one shown.
pub type Place = (String, String);

/// An article as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub slug: String,
    pub section: String,
    pub state: State,
    pub audience: Audience,
    pub changed_at: Moment,
    /// By language.
    pub titles: BTreeMap<String, Title>,
}

/// A title, and whether there is more in its language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    pub title: String,
    pub has_body: bool,
}

/// The titles of articles by section and slug, behind `after`.
pub fn listed(tx: &mut Tx<'_>, filter: &Filter, writes: bool, after: Option<Place>, most: i64) -> Result<Vec<Listed>, Trouble> {
    let rows = rows(tx, filter, writes, after, most)?;
    let mut narrow = Conditions::new();
    let places = vec!["$?"; rows.len()].join(", ");
    narrow.add_built(format!("article_id IN ({places})"), rows.iter().map(|row| row.id.to_value()).collect());
    let titles: Vec<(ArticleId, String, String, bool)> = match rows.is_empty() {
        true => Vec::new(),
        false => sql("SELECT article_id, language, title, body <> '' FROM article_text")
            .narrowed(narrow, "ORDER BY article_id, language")
            .all(tx)?,
    };
    let mut by_article: HashMap<ArticleId, BTreeMap<String, Title>> = HashMap::new();
    for (id, language, title, has_body) in titles {
        by_article.entry(id).or_default().insert(language, Title { title, has_body });
    }
    let listed = rows.into_iter().map(|row| Listed {
        titles: by_article.remove(&row.id).unwrap_or_default(),
        slug: row.slug,
        section: row.section,
        state: row.state,
        audience: row.audience,
        changed_at: row.changed_at,
    });
    Ok(listed.collect())
}

/// Whole articles by section and slug, behind `after`.
pub fn page(tx: &mut Tx<'_>, filter: &Filter, writes: bool, after: Option<Place>, most: i64) -> Result<Vec<Article>, Trouble> {
    let rows = rows(tx, filter, writes, after, most)?;
    rows.into_iter().map(|row| row.with_words(tx)).collect()
}

fn rows(tx: &mut Tx<'_>, filter: &Filter, writes: bool, after: Option<Place>, most: i64) -> Result<Vec<Row>, Trouble> {
    let mut narrow = Conditions::new();
    match filter.state.filter(|_| writes) {
        Some(state) => narrow.add_with("state = $?", state),
        None if writes => narrow.add("state <> 'archived'"),
        None => narrow.add("state = 'published'"),
    };
    if let Some(section) = &filter.section {
        narrow.add_with("section = $?", section);
    }
    if let Some(audience) = filter.audience {
        narrow.add_with("audience = $?", audience);
    }
    if let Some(language) = &filter.language {
        narrow.add_with("EXISTS (SELECT 1 FROM article_text t WHERE t.article_id = article.id AND t.language = $?)", language);
    }
    if !filter.typed.trim().is_empty() {
        let pattern = like_pattern(filter.typed.trim());
        narrow.add_all(
            "slug LIKE $? ESCAPE '\\' OR EXISTS (SELECT 1 FROM article_text t WHERE t.article_id = article.id AND t.title_key LIKE $? ESCAPE '\\')",
            vec![pattern.clone().to_value(), pattern.to_value()],
        );
    }
    if let Some((section, slug)) = after {
        narrow.add_all(
            "section > $? OR (section = $? AND slug > $?)",
            vec![section.clone().to_value(), section.to_value(), slug.to_value()],
        );
    }
    sql("SELECT id, slug, section, state, audience, version, written_at, changed_at, published_at FROM article")
        .narrowed(narrow, &format!("ORDER BY section, slug LIMIT {most}"))
        .all(tx)
}

/// The sections that hold something this reader may see, by name.
pub fn sections(tx: &mut Tx<'_>, writes: bool) -> Result<Vec<String>, Trouble> {
    sql("SELECT DISTINCT section FROM article WHERE section <> '' AND ($1 OR state = 'published') ORDER BY section")
        .with(writes)
        .all(tx)
}

/// Whether there is no article at all that this reader may see.
pub fn is_empty(tx: &mut Tx<'_>, writes: bool) -> Result<bool, Trouble> {
    let any: Option<i64> = sql("SELECT id FROM article WHERE $1 OR state = 'published' ORDER BY id LIMIT 1")
        .with(writes)
        .one(tx)?;
    Ok(any.is_none())
}

/// What is published, changed last first.
pub fn newest(tx: &mut Tx<'_>, most: i64) -> Result<Vec<Article>, Trouble> {
    let rows: Vec<Row> = sql("SELECT id, slug, section, state, audience, version, written_at, changed_at, published_at FROM article
          WHERE state = 'published' ORDER BY changed_at DESC, id DESC LIMIT $1")
    .with(most)
    .all(tx)?;
    rows.into_iter().map(|row| row.with_words(tx)).collect()
}
