//! The words of a question that only its reader gets: five links, one for each answer. Asked for by the outbox at each try, so that
//! no link stands in the thread, in the index or in an export. Following one rates nothing (see [`crate::pages`]).

use crate::asking::is_question;
use crate::{VALUES, link, ratings, word_key};
use db::{Trouble, Tx};
use desk::delivery::{Confided, Confides};
use kit::Locale;
use maud::{DOCTYPE, html};
use web::{Markup, Site, Text};

/// Writes them; given to the channel's outbox.
#[derive(Clone)]
pub struct Letters(pub Site);

impl Confides for Letters {
    fn words(&self, tx: &mut Tx<'_>, message: &desk::Message) -> Result<Option<Confided>, Trouble> {
        if !is_question(message) {
            return Ok(None);
        }
        let Some((rating, question, language)) = ratings::of_message(tx, message.id)? else {
            return Ok(None);
        };
        let Some(token) = link::of(tx, self.0.key(), rating)? else { return Ok(None) };
        let locale = Locale::of_tag(&language).unwrap_or_default();
        let letter = Letter {
            text: self.0.text(locale),
            question: &question,
            address: format!("{}/rate/{}?lang={}", self.0.base_url(), token.reveal(), locale.tag()),
        };
        Ok(Some(Confided { text: letter.plain(), html: letter.html().into_string() }))
    }
}

/// A letter as it is written; also for showing what it would say.
pub struct Letter<'a> {
    pub text: Text,
    pub question: &'a str,
    /// Of the page, with a question mark in it.
    pub address: String,
}

impl Letter<'_> {
    fn link(&self, value: i64) -> String {
        format!("{}&value={value}", self.address)
    }

    /// As text: a line for each answer.
    pub fn plain(&self) -> String {
        let answers: Vec<String> = VALUES
            .rev()
            .map(|value| format!("{value} – {}: {}", self.text.say(&word_key(value)), self.link(value)))
            .collect();
        format!("{}\n\n{}\n\n{}\n", self.question, answers.join("\n"), self.text.say("feedback-letter-foot"))
    }

    /// The same as HTML, as every mail program shows it: no style, no picture, nothing to load.
    pub fn html(&self) -> Markup {
        html! {
            (DOCTYPE)
            html lang=(self.text.locale().tag()) { body {
                p { strong { (self.question) } }
                table role="presentation" cellspacing="0" cellpadding="10" border="1" {
                    @for value in VALUES.rev() { tr { td { a href=(self.link(value)) { (value) " – " (self.text.say(&word_key(value))) } } } }
                }
                p { small { (self.text.say("feedback-letter-foot")) } }
            } }
        }
    }
}
