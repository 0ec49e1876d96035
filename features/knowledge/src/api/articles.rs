//! Listing, showing, writing, changing, publishing.

use super::shown::{Shown, Text, writes};
use crate::article::{self, Article, Content};
use crate::articles::{self, Filter, Place};
use crate::words::{Texts, Words};
use crate::{ArticleId, Audience, SEE, State, WRITE};
use axum::extract::Path;
use axum::response::Response;
use db::{Trouble, Work};
use kit::base_language;
use serde::Deserialize;
use std::collections::BTreeMap;
use web::api::{Change, IntoParams, List, Look, Nothing, ROOT, Reply, ToSchema, delete, get, patch, post, put, word};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/articles", SEE, list)
                .says("List articles, by section and slug")
                .explains("Without `knowledge.write` only what is published; with it, everything that is not archived, unless a state is asked for.")
                .asks::<Asked>()
                .lists::<Shown>(),
        )
        .api(
            post("/api/v1/articles", WRITE, make)
                .says("Write an article")
                .explains("It is a draft until it is published. Without a slug one is made from the first title.")
                .takes::<NewArticle>()
                .makes::<Shown>(),
        )
        .api(get("/api/v1/articles/{id}", SEE, show).says("Show an article").gives::<Shown>())
        .api(
            patch("/api/v1/articles/{id}", WRITE, change)
                .says("Change an article")
                .explains("Only what is sent is changed; of `texts`, only the languages that are sent. What stood before is kept as a version.")
                .takes::<ArticleChange>()
                .gives::<Shown>()
                .conditional(),
        )
        .api(
            put("/api/v1/articles/{id}/texts/{language}", WRITE, put_text)
                .says("Write an article in one language")
                .takes::<Text>()
                .gives::<Shown>()
                .conditional()
                .word("language"),
        )
        .api(
            delete("/api/v1/articles/{id}/texts/{language}", WRITE, drop_text)
                .says("Take one language out of an article; its versions keep it")
                .word("language"),
        )
        .api(post("/api/v1/articles/{id}/publish", WRITE, publish).says("Publish an article").gives::<Shown>().conditional())
        .api(post("/api/v1/articles/{id}/withdraw", WRITE, withdraw).says("Make an article a draft again").gives::<Shown>().conditional())
        .api(post("/api/v1/articles/{id}/archive", WRITE, archive).says("Archive an article").gives::<Shown>().conditional())
}

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
struct Asked {
    /// Letters of a title or of the slug.
    #[param(required = false)]
    q: Option<String>,
    /// Exactly the one filed under this word.
    #[param(required = false)]
    slug: Option<String>,
    #[param(required = false)]
    section: Option<String>,
    #[param(schema_with = word::<State>, required = false)]
    state: Option<State>,
    #[param(schema_with = word::<Audience>, required = false)]
    audience: Option<Audience>,
    /// Those written in it, by its tag.
    #[param(required = false)]
    language: Option<String>,
}

async fn list(list: List<Asked>) -> Result<Response, Problem> {
    let (after, writes, asked) = (list.after::<Place>()?, writes(&list), list.asked.clone());
    if asked.state.is_some_and(|state| state != State::Published) && !writes {
        return Err(Problem::forbidden());
    }
    let filter = Filter {
        section: asked.section,
        state: asked.state,
        audience: asked.audience,
        language: asked.language.map(|tag| base_language(&tag)),
        typed: asked.q.unwrap_or_default(),
    };
    let place = |shown: &Shown| (shown.section.clone(), shown.slug.clone());
    list.answer(place, move |tx, limit| {
        if let Some(slug) = &asked.slug {
            return match articles::filed_under(tx, slug, writes) {
                Ok(article) if after.is_none() => Ok(vec![Shown::from(article)]),
                Ok(_) | Err(Trouble::NotFound(_)) => Ok(Vec::new()),
                Err(other) => Err(other),
            };
        }
        let page = articles::page(tx, &filter, writes, after, limit)?;
        Ok(page.into_iter().map(Shown::from).collect())
    })
    .await
}

async fn show(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    let writes = writes(&look);
    look.answer(move |tx| Reply::one(&Shown::find(tx, id, writes)?)).await
}

/// An article to be written.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewArticle {
    #[serde(default)]
    slug: String,
    #[serde(default)]
    section: String,
    /// Colleagues only unless said.
    #[serde(default)]
    #[schema(schema_with = web::api::word_or_null::<Audience>)]
    audience: Option<Audience>,
    /// By the language's tag.
    texts: BTreeMap<String, Text>,
}

async fn make(change: Change<NewArticle>) -> Result<Response, Problem> {
    change
        .perform(|work, asked| {
            let content = Content {
                slug: asked.slug.clone(),
                section: asked.section.clone(),
                audience: asked.audience.unwrap_or(Audience::Colleagues),
                texts: asked.texts.iter().map(|(tag, text)| (tag.clone(), Words::from(text))).collect(),
            };
            let id = article::write(work, content)?;
            Reply::made(format!("{ROOT}/articles/{id}"), &Shown::find(work, id.0, true)?)
        })
        .await
}

/// What of an article is to change.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct ArticleChange {
    slug: Option<String>,
    section: Option<String>,
    #[schema(schema_with = web::api::word_or_null::<Audience>)]
    audience: Option<Audience>,
    /// By the language's tag.
    texts: BTreeMap<String, Text>,
}

async fn change(Path(id): Path<i64>, change: Change<ArticleChange>) -> Result<Response, Problem> {
    change
        .alter(
            move |tx| Shown::find(tx, id, true),
            move |work, asked| {
                altered(work, id, |content| {
                    content.slug = asked.slug.clone().unwrap_or(content.slug.clone());
                    content.section = asked.section.clone().unwrap_or(content.section.clone());
                    content.audience = asked.audience.unwrap_or(content.audience);
                    content.texts.extend(by_language(&asked.texts)?);
                    Ok(())
                })
            },
        )
        .await
}

/// What was sent, each language once.
fn by_language(sent: &BTreeMap<String, Text>) -> Result<Texts, Trouble> {
    let mut texts = Texts::new();
    for (tag, text) in sent {
        let language = base_language(tag);
        let named = customers::language_name(&language).to_owned();
        if texts.insert(language, Words::from(text)).is_some() {
            return Err(Trouble::refused("knowledge-refused-language-twice").with("language", named));
        }
    }
    Ok(texts)
}

fn altered(work: &mut Work<'_>, id: i64, how: impl FnOnce(&mut Content) -> Result<(), Trouble>) -> Result<(), Trouble> {
    work.keep_quietly("it said so before");
    let article = articles::find(work, ArticleId(id))?;
    let mut content = article.content.clone();
    how(&mut content)?;
    article.change(work, article.version, content)
}

async fn put_text(Path((id, language)): Path<(i64, String)>, change: Change<Text>) -> Result<Response, Problem> {
    change
        .alter(
            move |tx| Shown::find(tx, id, true),
            move |work, asked| {
                altered(work, id, |content| {
                    content.texts.insert(base_language(&language), Words::from(asked));
                    Ok(())
                })
            },
        )
        .await
}

async fn drop_text(Path((id, language)): Path<(i64, String)>, change: Change<Nothing>) -> Result<Response, Problem> {
    change
        .perform(move |work, _| {
            altered(work, id, |content| {
                content.texts.remove(&base_language(&language));
                Ok(())
            })?;
            Ok(Reply::done())
        })
        .await
}

async fn publish(Path(id): Path<i64>, change: Change<Nothing>) -> Result<Response, Problem> {
    stated(id, change, Article::publish).await
}

async fn withdraw(Path(id): Path<i64>, change: Change<Nothing>) -> Result<Response, Problem> {
    stated(id, change, Article::withdraw).await
}

async fn archive(Path(id): Path<i64>, change: Change<Nothing>) -> Result<Response, Problem> {
    stated(id, change, Article::archive).await
}

async fn stated(id: i64, change: Change<Nothing>, verb: fn(&Article, &mut Work<'_>) -> Result<(), Trouble>) -> Result<Response, Problem> {
    change
        .alter(
            move |tx| Shown::find(tx, id, true),
            move |work, _| {
                work.keep_quietly("it was so before");
                let article = articles::find(work, ArticleId(id))?;
                verb(&article, work)
            },
        )
        .await
}
