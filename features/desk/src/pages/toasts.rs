//! What just happened, and the way back. Shown at once in the answer to a change, or on the next page if the change led
//! there: its address then carries the word of what was said, which is only believed while it is fresh.

use super::form::act;
use crate::deeds::DeedId;
use crate::{ViewId, Viewer, Visible, views};
use axum::extract::{Path, State};
use web::parts::{self, Tone};
use web::{Markup, Needs, Problem, Query, Routes, SignedIn, Site, html};

/// How long a toast with a way back stays.
const SECONDS: u32 = 10;
/// A word in an address is believed this long, so that reloading says nothing twice.
const FRESH_SECONDS: i64 = 20;

/// The way back from a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayBack {
    pub action: String,
    pub fields: Vec<(&'static str, String)>,
}

/// What is said about a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    key: &'static str,
    number: i64,
    words: Vec<(&'static str, String)>,
    way_back: Option<WayBack>,
    /// What the way back undoes.
    deed: Option<DeedId>,
    /// The way back leads to another page.
    leads_away: bool,
    seconds: u32,
}

impl Said {
    /// The sentence of `key` about the conversation with this number.
    pub const fn new(key: &'static str, number: i64) -> Self {
        Self {
            key,
            number,
            words: Vec::new(),
            way_back: None,
            deed: None,
            leads_away: false,
            seconds: SECONDS,
        }
    }

    #[must_use]
    pub fn with(mut self, name: &'static str, word: impl ToString) -> Self {
        self.words.push((name, word.to_string()));
        self
    }

    /// Offers to undo this deed, if anything changed.
    #[must_use]
    pub fn undoes(mut self, deed: Option<DeedId>) -> Self {
        self.deed = deed;
        self.way_back = deed.map(|deed| WayBack { action: format!("/deeds/{deed}/undo"), fields: Vec::new() });
        self
    }

    /// Offers to post to this address.
    #[must_use]
    pub fn back_at(mut self, action: String, fields: &[(&'static str, String)]) -> Self {
        self.way_back = Some(WayBack { action, fields: fields.to_vec() });
        self
    }

    #[must_use]
    pub fn for_seconds(mut self, seconds: i64) -> Self {
        self.seconds = u32::try_from(seconds).unwrap_or(SECONDS).max(2);
        self
    }

    /// About a view, with the way back to what it was.
    fn of_view(key: &'static str, id: i64) -> Self {
        let mut said = Self::new(key, id).back_at(format!("/views/saved/{id}/undo"), &[]);
        said.leads_away = true;
        said
    }

    /// Resolved, with the way back to what it was.
    pub fn resolved(number: i64, deed: Option<DeedId>) -> Self {
        Self::new("desk-said-resolved", number).undoes(deed)
    }

    /// Closed, with the way back.
    pub fn closed(number: i64, deed: Option<DeedId>) -> Self {
        Self::new("desk-said-closed", number).undoes(deed)
    }

    /// A message leaves in `seconds` unless it is taken back.
    pub fn sending(number: i64, message: i64, seconds: i64) -> Self {
        let said = Self::new("desk-said-sending", number).with("message", message);
        if seconds > 0 {
            said.back_at(format!("/messages/{message}/take-back"), &[]).for_seconds(seconds)
        } else {
            said
        }
    }

    /// What an address carries: `resolved-12-7`, `sending-12-345-10`.
    pub fn word(&self) -> String {
        let short = self.key.trim_start_matches("desk-said-");
        match self.words.iter().find(|(name, _)| *name == "message") {
            Some((_, message)) => format!("{short}-{}-{message}-{}", self.number, if self.way_back.is_some() { self.seconds } else { 0 }),
            None => format!("{short}-{}-{}", self.number, self.deed.map_or(0, |deed| deed.0)),
        }
    }

    /// Reads what an address carried; only what leads to another page is read.
    fn of_word(word: &str) -> Option<Self> {
        let parts: Vec<&str> = word.split('-').collect();
        match parts.as_slice() {
            ["view", id] => Some(Self::of_view("desk-said-view-saved", id.parse().ok()?)),
            ["viewgone", id] => Some(Self::of_view("desk-said-view-removed", id.parse().ok()?)),
            ["resolved", number, deed] => Some(Self::resolved(number.parse().ok()?, deed_of(deed)?)),
            ["closed", number, deed] => Some(Self::closed(number.parse().ok()?, deed_of(deed)?)),
            ["draft", deed] => Some(Self::new("desk-said-draft-gone", 0).undoes(deed_of(deed)?)),
            ["sending", number, message, seconds] => {
                Some(Self::sending(number.parse().ok()?, message.parse().ok()?, seconds.parse().ok()?))
            }
            _ => None,
        }
    }

    /// The toast itself, to be put among the others.
    pub fn toast(&self, who: &SignedIn) -> Markup {
        html! { div hx-swap-oob="beforeend:#toasts" { (self.drawn(who)) } }
    }

    fn drawn(&self, who: &SignedIn) -> Markup {
        let text = who.t();
        // As text: a number people say has no separators.
        let number = self.number.to_string();
        let mut words: Vec<(&str, &dyn web::Word)> = vec![("number", &number)];
        words.extend(self.words.iter().map(|(name, word)| (*name, word as &dyn web::Word)));
        let sentence = text.say_with(self.key, &words);
        let undo = self.way_back.as_ref().map(|back| {
            let fields = html! { @for (name, value) in &back.fields { input type="hidden" name=(name) value=(value); } };
            let button = html! { (fields) button.button type="submit" data-key="z" data-key-group=(text.say("desk-keys-conversation")) { (text.say("desk-undo")) } };
            if self.leads_away {
                parts::form(&who.csrf, back.action.clone(), &button)
            } else {
                act(who, &back.action, &button)
            }
        });
        parts::toast(text, Tone::Plain, &sentence, Some(self.seconds), &undo.unwrap_or_default())
    }
}

/// `0` is none.
fn deed_of(word: &str) -> Option<Option<DeedId>> {
    let id: i64 = word.parse().ok()?;
    Some(Some(id).filter(|id| *id > 0).map(DeedId))
}

/// Fetches the toast an address speaks of, if it is fresh.
pub fn from_address(site: &Site, query: &Query) -> Markup {
    let age = query.number("at").map(|at| site.now().seconds() - at);
    let fresh = age.is_some_and(|age| (0..FRESH_SECONDS).contains(&age));
    let word = query.text("said");
    html! {
        @if fresh && Said::of_word(word).is_some() {
            div hidden hx-get={ "/said/" (word) } hx-trigger="load" hx-target="#toasts" hx-swap="beforeend" {}
        }
    }
}

pub fn routes() -> Routes {
    Routes::new().get("/said/{word}", Needs::SignedIn, say)
}

/// `GET /said/{word}`: the toast, for a conversation this agent may see.
async fn say(State(site): State<Site>, who: SignedIn, Path(word): Path<String>) -> Result<Markup, Problem> {
    let said = Said::of_word(&word).ok_or_else(Problem::not_found)?;
    let (viewer, number, of_view, shares) = (Viewer::of(&who), said.number, said.leads_away, who.may("views.share"));
    site.db()
        .read(move |tx| match (of_view, number) {
            (true, _) => views::find(tx, viewer, shares, ViewId(number)).map(drop),
            // A draft of a conversation yet to be begun; whose it is is asked when it is undone.
            (false, 0) => Ok(()),
            (false, _) => Visible::numbered(tx, viewer, number).map(drop),
        })
        .await?;
    Ok(said.drawn(&who))
}

#[cfg(test)]
mod tests {
    use super::{DeedId, Said};

    #[test]
    fn what_was_said_survives_an_address() {
        for said in [
            Said::resolved(12, Some(DeedId(7))),
            Said::closed(12, None),
            Said::sending(12, 345, 10),
            Said::sending(12, 345, 0),
        ] {
            assert_eq!(Said::of_word(&said.word()), Some(said));
        }
        assert!(Said::of_word("sending-x").is_none() && Said::of_word("renamed-1").is_none());
    }
}
