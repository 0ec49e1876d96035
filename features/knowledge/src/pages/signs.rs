//! Small signs of an article: its state, whom it is for, its languages.

use crate::article::Article;
use crate::words::{Words, in_order, shown};
use crate::{Audience, State};
use std::collections::BTreeMap;
use web::parts::{Tone, badge};
use web::{Markup, Text};

pub(super) fn state(t: &Text, state: State) -> Markup {
    let tone = match state {
        State::Draft => Tone::Warn,
        State::Published => Tone::Good,
        State::Archived => Tone::Plain,
    };
    badge(tone, &t.say(state_key(state)))
}

pub(super) const fn state_key(state: State) -> &'static str {
    match state {
        State::Draft => "knowledge-state-draft",
        State::Published => "knowledge-state-published",
        State::Archived => "knowledge-state-archived",
    }
}

pub(super) const fn audience_key(audience: Audience) -> &'static str {
    match audience {
        Audience::Colleagues => "knowledge-for-colleagues",
        Audience::Customers => "knowledge-for-customers",
    }
}

pub(super) fn audience(t: &Text, audience: Audience) -> Markup {
    let tone = match audience {
        Audience::Colleagues => Tone::Plain,
        Audience::Customers => Tone::Info,
    };
    badge(tone, &t.say(audience_key(audience)))
}

/// The names of the languages of an article.
pub(super) fn languages<T>(by_language: &BTreeMap<String, T>) -> String {
    let named = in_order(by_language).into_iter().map(|(tag, _)| customers::language_name(tag).to_owned());
    named.collect::<Vec<_>>().join(" · ")
}

/// What of it this reader reads; without any words nothing but where it is filed.
pub(super) fn read_by<'a>(article: &'a Article, language: &str) -> (&'a str, Words) {
    let found = shown(&article.content.texts, language);
    found.map_or_else(
        || ("en", Words { title: article.content.slug.clone(), body: String::new() }),
        |(tag, words)| (tag, words.clone()),
    )
}
