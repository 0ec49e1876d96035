//! An article and everything that can be done with it. Each verb leaves a version behind; none forgets an earlier one.

use crate::words::{Texts, Words};
use crate::{ArticleId, Audience, Event, State, articles, history};
use agents::{Permission, Rights};
use db::{Trouble, Work, sql};
use kit::{Moment, base_language};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;

const LONGEST_SLUG: usize = 80;
const LONGEST_SECTION: usize = 60;
const LONGEST_TITLE: usize = 160;
/// Several languages of this length fit into one form, however their letters are sent.
const LONGEST_BODY: usize = 50_000;
/// Words of addresses beside those of articles.
const TAKEN: [&str; 1] = ["new"];

/// What of an article its writers decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Empty: made from the first title.
    pub slug: String,
    pub section: String,
    pub audience: Audience,
    pub texts: Texts,
}

impl Default for Content {
    fn default() -> Self {
        Self {
            slug: String::new(),
            section: String::new(),
            audience: Audience::Colleagues,
            texts: Texts::new(),
        }
    }
}

/// An article as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    pub id: ArticleId,
    pub content: Content,
    pub state: State,
    pub version: i64,
    pub written_at: Moment,
    pub changed_at: Moment,
    pub published_at: Option<Moment>,
}

/// Writes an article; nobody reads it until it is published.
pub fn write(work: &mut Work<'_>, content: Content) -> Result<ArticleId, Trouble> {
    Rights::of_actor(work)?.need(Permission::KnowledgeWrite)?;
    let content = content.checked(work, None)?;
    let now = work.now;
    let id: ArticleId = sql("INSERT INTO article (slug, section, state, audience, version, written_at, changed_at)
                             VALUES ($1, $2, $3, $4, 0, $5, $5) RETURNING id")
    .with(&content.slug)
    .with(&content.section)
    .with(State::Draft)
    .with(content.audience)
    .with(now)
    .only(work, "article")?;
    stand(work, id, 0, "written", State::Draft, &content)?;
    work.record(&Event::Written { article: id.0, slug: content.slug })?;
    Ok(id)
}

impl Article {
    /// Changes what it says. `seen` is the version its writer looked at: who would write over a newer one is refused.
    pub fn change(&self, work: &mut Work<'_>, seen: i64, content: Content) -> Result<(), Trouble> {
        let now = self.for_writing(work)?;
        if now.version != seen {
            return Err(Trouble::refused("knowledge-refused-moved-on").with("version", now.version));
        }
        let content = content.checked(work, Some(self.id))?;
        if content == now.content {
            return Ok(());
        }
        let slug = content.slug.clone();
        stand(work, self.id, now.version, "changed", now.state, &content)?;
        work.record(&Event::Changed { article: self.id.0, slug, version: now.version + 1 })
    }

    /// Lets everybody it is meant for read it. An archived one comes back.
    pub fn publish(&self, work: &mut Work<'_>) -> Result<(), Trouble> {
        let article = self.for_writing(work)?;
        article.becomes(work, State::Published, "published", |article, slug| Event::Published { article, slug })
    }

    /// Back to a draft: those who write see it, and nobody else.
    pub fn withdraw(&self, work: &mut Work<'_>) -> Result<(), Trouble> {
        let article = self.for_writing(work)?;
        article.becomes(work, State::Draft, "withdrawn", |article, slug| Event::Withdrawn { article, slug })
    }

    /// Lays it aside: it is found no more, and kept with its history.
    pub fn archive(&self, work: &mut Work<'_>) -> Result<(), Trouble> {
        let article = self.for_writing(work)?;
        article.becomes(work, State::Archived, "archived", |article, slug| Event::Archived { article, slug })
    }

    /// Lets it say again what it said in an earlier version. Who may read it and the word it is filed under stay as they are.
    pub fn put_back(&self, work: &mut Work<'_>, to: i64) -> Result<(), Trouble> {
        let now = self.for_writing(work)?;
        let earlier = history::version(work, self.id, to)?.content()?;
        let content = Content { slug: now.content.slug.clone(), audience: now.content.audience, ..earlier };
        now.stands_again(work, to, now.state, content)
    }

    /// Undoes the newest change, whatever it was, if it still is the newest.
    pub fn undo(&self, work: &mut Work<'_>, version: i64) -> Result<(), Trouble> {
        let now = self.for_writing(work)?;
        if now.version != version {
            return Err(Trouble::refused("knowledge-refused-moved-on").with("version", now.version));
        }
        let before = history::version(work, self.id, version - 1)?;
        now.stands_again(work, before.number, before.state, before.content()?)
    }

    fn stands_again(&self, work: &mut Work<'_>, to: i64, state: State, content: Content) -> Result<(), Trouble> {
        let content = content.checked(work, Some(self.id))?;
        if content == self.content && state == self.state {
            return Ok(());
        }
        let slug = content.slug.clone();
        stand(work, self.id, self.version, "put_back", state, &content)?;
        work.record(&Event::PutBack { article: self.id.0, slug, to })
    }

    fn becomes(&self, work: &mut Work<'_>, state: State, deed: &str, event: impl FnOnce(i64, String) -> Event) -> Result<(), Trouble> {
        if self.state == state {
            return Ok(());
        }
        stand(work, self.id, self.version, deed, state, &self.content)?;
        work.record(&event(self.id.0, self.content.slug.clone()))
    }

    /// It as it stands now, for somebody who may write.
    fn for_writing(&self, work: &mut Work<'_>) -> Result<Self, Trouble> {
        Rights::of_actor(work)?.need(Permission::KnowledgeWrite)?;
        articles::find(work, self.id)
    }
}

/// Makes it stand so, as the version behind `before`. Whoever comes second to the same version is told to look again; what there is to
/// read without a word in it is not published.
fn stand(work: &mut Work<'_>, id: ArticleId, before: i64, deed: &str, state: State, content: &Content) -> Result<(), Trouble> {
    if state == State::Published && content.texts.values().all(|words| words.body.is_empty()) {
        return Err(Trouble::refused("knowledge-refused-empty"));
    }
    let now = work.now;
    let published = (state == State::Published).then_some(now);
    let changed = sql("UPDATE article SET slug = $3, section = $4, state = $5, audience = $6, version = $2 + 1, changed_at = $7,
                             published_at = CASE WHEN state = $5 THEN published_at ELSE $8 END
                        WHERE id = $1 AND version = $2")
    .with(id)
    .with(before)
    .with(&content.slug)
    .with(&content.section)
    .with(state)
    .with(content.audience)
    .with(now)
    .with(published)
    .run(work)?;
    if changed == 0 {
        return Err(Trouble::Changed("the article"));
    }
    sql("DELETE FROM article_text WHERE article_id = $1").with(id).run(work)?;
    for (language, words) in &content.texts {
        sql("INSERT INTO article_text (article_id, language, title, title_key, body) VALUES ($1, $2, $3, $4, $5)")
            .with(id)
            .with(language)
            .with(&words.title)
            .with(words.title.to_lowercase())
            .with(&words.body)
            .run(work)?;
    }
    history::keep(work, id, before + 1, deed, state, content)
}

impl Content {
    /// As it is kept: blanks trimmed, languages by their base, empty ones left out.
    fn checked(self, work: &mut Work<'_>, own: Option<ArticleId>) -> Result<Self, Trouble> {
        let texts = texts(self.texts)?;
        let first = crate::words::in_order(&texts).first().map(|(_, words)| words.title.clone()).unwrap_or_default();
        let slug = slug(if self.slug.trim().is_empty() { &first } else { &self.slug });
        if slug.is_empty() || slug.bytes().all(|b| b.is_ascii_digit()) || TAKEN.contains(&slug.as_str()) {
            return Err(Trouble::refused("knowledge-refused-slug"));
        }
        let holder: Option<ArticleId> = sql("SELECT id FROM article WHERE slug = $1").with(&slug).one(work)?;
        if holder.is_some_and(|holder| Some(holder) != own) {
            return Err(Trouble::refused("knowledge-refused-slug-taken").with("slug", &slug));
        }
        let section = one_line(&self.section);
        if section.chars().count() > LONGEST_SECTION {
            return Err(Trouble::refused("knowledge-refused-long-section"));
        }
        Ok(Self { slug, section, audience: self.audience, texts })
    }
}

fn texts(written: Texts) -> Result<Texts, Trouble> {
    let mut kept = Texts::new();
    for (tag, words) in written {
        let language = base_language(&tag);
        let words = Words {
            title: one_line(&words.title),
            body: words.body.replace("\r\n", "\n").trim().to_owned(),
        };
        if words == Words::default() {
            continue;
        }
        if customers::LANGUAGES.iter().all(|(known, _)| *known != language) {
            return Err(Trouble::refused("knowledge-refused-language").with("language", tag));
        }
        let named = customers::language_name(&language).to_owned();
        let refused = |key| Trouble::refused(key).with("language", &named);
        if words.title.is_empty() {
            return Err(refused("knowledge-refused-untitled"));
        }
        if words.title.chars().count() > LONGEST_TITLE {
            return Err(refused("knowledge-refused-long-title"));
        }
        if words.body.chars().count() > LONGEST_BODY {
            return Err(refused("knowledge-refused-too-long"));
        }
        if kept.insert(language, words).is_some() {
            return Err(refused("knowledge-refused-language-twice"));
        }
    }
    if kept.is_empty() {
        Err(Trouble::refused("knowledge-refused-wordless"))
    } else {
        Ok(kept)
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `Devolución y cambios` is filed under `devolucion-y-cambios`.
pub fn slug(words: &str) -> String {
    let plain: String = words.nfd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).collect::<String>().to_lowercase();
    let letters: String = plain.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    let joined = letters.split_whitespace().collect::<Vec<_>>().join("-");
    joined.get(..LONGEST_SLUG).unwrap_or(&joined).trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn a_slug_is_plain_letters_and_dashes() {
        for (words, filed) in [
            ("Devolución y cambios", "devolucion-y-cambios"),
            ("  Returns!  ", "returns"),
            ("returns", "returns"),
            ("退货", ""),
            ("a/../b?c#d", "a-b-c-d"),
        ] {
            assert_eq!(slug(words), filed);
        }
        assert!(slug(&"long words ".repeat(20)).len() <= 80);
    }
}
