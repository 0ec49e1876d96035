//! The articles as the desk borrows them: for what was found, and for who answers a customer.

use crate::article::Article;
use crate::words::shown;
use crate::{ArticleId, Audience, State, articles, markup};
use db::{Trouble, Tx};
use desk::articles::{Articles, Told};

/// Lends them.
#[derive(Debug, Clone, Copy, Default)]
pub struct OnDesk;

impl Articles for OnDesk {
    fn keyed(&self, tx: &mut Tx<'_>, id: i64, language: &str, drafts: bool) -> Result<Option<Told>, Trouble> {
        // What is archived is found on the shelf alone.
        let found = given(articles::seen(tx, ArticleId(id), drafts))?;
        Ok(found.filter(|article| article.state != State::Archived).and_then(|article| told(article, language)))
    }

    fn filed_under(&self, tx: &mut Tx<'_>, slug: &str, language: &str) -> Result<Option<Told>, Trouble> {
        Ok(given(articles::filed_under(tx, slug, false))?.and_then(|article| told(article, language)))
    }

    fn newest(&self, tx: &mut Tx<'_>, language: &str, most: i64) -> Result<Vec<Told>, Trouble> {
        Ok(articles::newest(tx, most)?.into_iter().filter_map(|article| told(article, language)).collect())
    }
}

fn given(found: Result<Article, Trouble>) -> Result<Option<Article>, Trouble> {
    match found {
        Ok(article) => Ok(Some(article)),
        Err(Trouble::NotFound(_)) => Ok(None),
        Err(other) => Err(other),
    }
}

fn told(article: Article, language: &str) -> Option<Told> {
    let texts = &article.content.texts;
    let (tag, words) = shown(texts, language)?;
    Some(Told {
        language: tag.to_owned(),
        title: words.title.clone(),
        text: markup::plain(&words.body),
        elsewhere: texts
            .iter()
            .filter(|(other, _)| *other != tag)
            .map(|(_, words)| markup::plain(&words.body))
            .collect(),
        for_customers: article.content.audience == Audience::Customers,
        changed_at: article.changed_at,
        slug: article.content.slug,
    })
}
