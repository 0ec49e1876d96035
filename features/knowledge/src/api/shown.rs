//! An article and its versions, as programs see them.

use crate::article::{Article, Content};
use crate::history::Version;
use crate::words::{Texts, Words};
use crate::{ArticleId, Audience, State, articles};
use db::{Trouble, Tx};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use web::SignedIn;
use web::api::{Time, ToSchema, word};

/// Whether this caller sees drafts and what is archived.
pub(super) fn writes(who: &SignedIn) -> bool {
    who.may("knowledge.write")
}

/// Words in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ArticleText)]
pub(super) struct Text {
    pub title: String,
    /// As Markdown.
    #[serde(default)]
    pub body: String,
}

impl From<&Words> for Text {
    fn from(words: &Words) -> Self {
        Self { title: words.title.clone(), body: words.body.clone() }
    }
}

impl From<&Text> for Words {
    fn from(text: &Text) -> Self {
        Self { title: text.title.clone(), body: text.body.clone() }
    }
}

pub(super) fn told(texts: &Texts) -> BTreeMap<String, Text> {
    texts.iter().map(|(language, words)| (language.clone(), Text::from(words))).collect()
}

/// What the company knows of one thing.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Article)]
pub(super) struct Shown {
    pub id: i64,
    /// The word it is filed under; policies cite it.
    pub slug: String,
    pub section: String,
    #[schema(schema_with = word::<State>)]
    state: State,
    #[schema(schema_with = word::<Audience>)]
    audience: Audience,
    /// Counts every change.
    version: i64,
    /// By the language's tag.
    texts: BTreeMap<String, Text>,
    written_at: Time,
    changed_at: Time,
    published_at: Option<Time>,
}

impl From<Article> for Shown {
    fn from(article: Article) -> Self {
        Self {
            id: article.id.0,
            texts: told(&article.content.texts),
            slug: article.content.slug,
            section: article.content.section,
            state: article.state,
            audience: article.content.audience,
            version: article.version,
            written_at: Time(article.written_at),
            changed_at: Time(article.changed_at),
            published_at: article.published_at.map(Time),
        }
    }
}

impl Shown {
    pub(super) fn find(tx: &mut Tx<'_>, id: i64, writes: bool) -> Result<Self, Trouble> {
        articles::seen(tx, ArticleId(id), writes).map(Self::from)
    }
}

/// How an article stood after one change.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ArticleVersion)]
pub(super) struct Earlier {
    pub number: i64,
    /// `written`, `changed`, `published`, `withdrawn`, `archived` or `put_back`.
    deed: String,
    #[schema(schema_with = word::<State>)]
    state: State,
    slug: String,
    section: String,
    #[schema(schema_with = word::<Audience>)]
    audience: Audience,
    texts: BTreeMap<String, Text>,
    made_at: Time,
    /// The agent who made it, if an agent did.
    agent: Option<i64>,
}

impl Earlier {
    pub(super) fn of(version: &Version) -> Result<Self, Trouble> {
        let Content { slug, section, audience, texts } = version.content()?;
        Ok(Self {
            number: version.number,
            deed: version.deed.clone(),
            state: version.state,
            slug,
            section,
            audience,
            texts: told(&texts),
            made_at: Time(version.made_at),
            agent: version.actor_id.filter(|_| version.actor_kind == "agent"),
        })
    }
}
