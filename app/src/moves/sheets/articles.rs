//! Articles out of a spreadsheet: a row for each language, with what belongs to the whole article in any of them.

use super::Became;
use super::rows::wrong;
use db::{Trouble, Work};
use knowledge::article::{self, Article, Content};
use knowledge::words::Words;
use knowledge::{Audience, State, articles};
use shops::file::{Cells, Fault};
use std::collections::HashMap;

/// What the rows so far say of whole articles. Each row is taken in alone, so that two which contradict each other would make it go to
/// and fro with every import.
#[derive(Default)]
pub(super) struct Stated(HashMap<(String, &'static str), (u64, String)>);

impl Stated {
    /// What is wrong with a row that says otherwise than an earlier one of the same article. An empty cell says nothing.
    pub(super) fn contradicted(&mut self, row: &Cells) -> Option<Fault> {
        let slug = filed_under(row);
        for column in ["section", "state", "audience"] {
            let says = row.text(column);
            if says.is_empty() {
                continue;
            }
            let (line, said) = self.0.entry((slug.clone(), column)).or_insert_with(|| (row.line, says.to_owned()));
            if said != says {
                return Some(
                    row.fault(column, &format!("line {line} says “{said}” of the same article: write the same, or leave it empty.")),
                );
            }
        }
        None
    }
}

fn filed_under(row: &Cells) -> String {
    article::slug(if row.text("slug").is_empty() { row.text("title") } else { row.text("slug") })
}

/// A column the file does not have leaves what is there; an empty cell empties a title or a body, and leaves what belongs to the whole
/// article.
pub(super) fn take(work: &mut Work<'_>, row: &Cells) -> Result<Became, Trouble> {
    let slug = filed_under(row);
    if slug.is_empty() {
        return Err(wrong(row, "slug", "write the word it is filed under in Latin letters, such as returns."));
    }
    let language = Some(row.text("language")).filter(|tag| !tag.is_empty()).unwrap_or("en");
    let language = kit::base_language(language);
    let known = match articles::filed_under(work, &slug, true) {
        Ok(article) => Some(article),
        Err(Trouble::NotFound(_)) => None,
        Err(other) => return Err(other),
    };
    let mut content = known.as_ref().map_or_else(|| Content { slug, ..Content::default() }, |known| known.content.clone());
    let said = content.texts.get(&language).cloned().unwrap_or_default();
    let text = |column: &str, before: String| if row.has(column) { row.text(column).to_owned() } else { before };
    content
        .texts
        .insert(language, Words { title: text("title", said.title), body: text("body", said.body) });
    if !row.text("section").is_empty() {
        row.text("section").clone_into(&mut content.section);
    }
    if !row.text("audience").is_empty() {
        content.audience =
            Audience::of_word(row.text("audience")).ok_or_else(|| wrong(row, "audience", "write colleagues or customers."))?;
    }
    let state = match row.text("state") {
        "" => None,
        word => Some(State::of_word(word).ok_or_else(|| wrong(row, "state", "write draft, published or archived."))?),
    };
    taken_in(work, known, content, state)
}

fn taken_in(work: &mut Work<'_>, known: Option<Article>, content: Content, state: Option<State>) -> Result<Became, Trouble> {
    let (id, is_new) = match &known {
        Some(known) => {
            known.change(work, known.version, content)?;
            (known.id, false)
        }
        None => (article::write(work, content)?, true),
    };
    let now = articles::find(work, id)?;
    match state {
        Some(State::Draft) => now.withdraw(work)?,
        Some(State::Published) => now.publish(work)?,
        Some(State::Archived) => now.archive(work)?,
        None => {}
    }
    let stands = articles::find(work, id)?;
    Ok(match known {
        _ if is_new => Became::New,
        Some(known) if known.version == stands.version => Became::Same,
        _ => Became::Changed,
    })
}
