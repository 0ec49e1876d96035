//! Whom one writes to, by a few letters of a name or an address: customers, and who was asked in a side conversation before.

use crate::finding::{Eyes, find_customers};
use crate::sides::asked_before;
use axum::extract::State;
use customers::{IdentityKind, identities};
use web::{Markup, Problem, Query, SignedIn, Site, Text, html};

/// So many lines of a list are looked at before one types on.
const MOST: usize = 8;
/// What is longer is no name any more.
const LONGEST: usize = 60;

/// An address and whose it is; the name is empty where nobody knows it.
struct Known {
    name: String,
    address: String,
}

impl Known {
    /// As it is written into the line. What would end the name too early is left out of it.
    fn written(&self) -> String {
        let name: String = self.name.chars().filter(|c| !matches!(c, '"' | '<' | '>')).collect();
        match name.trim() {
            "" => self.address.clone(),
            name if name.contains([',', ';']) => format!("\"{name}\" <{}>", self.address),
            name => format!("{name} <{}>", self.address),
        }
    }
}

/// `GET /addressees?q=mi`: who is called so, as options.
pub async fn offers(State(site): State<Site>, who: SignedIn, query: Query) -> Result<Markup, Problem> {
    let typed: String = query.text("q").trim().chars().take(LONGEST).collect();
    if typed.is_empty() {
        return Ok(html! {});
    }
    let eyes = Eyes::of(&who);
    let found = find_customers(&site, eyes, &typed, MOST).await?;
    let known = site.db().read(move |tx| {
        let mut known = Vec::new();
        for customer in found {
            let held = identities::of(tx, customer)?.into_iter();
            let reached: Vec<_> = held.filter(|one| one.kind == IdentityKind::Email && one.undeliverable_since.is_none()).collect();
            // Who is gone since they were indexed has nothing left to be known by.
            if !reached.is_empty() {
                let name = customers::find(tx, customer)?.name;
                known.extend(reached.into_iter().map(|one| Known { name: name.clone(), address: one.value }));
            }
        }
        let others = asked_before(tx, eyes.viewer, &typed)?.into_iter();
        known.extend(others.map(|address| Known { name: String::new(), address }));
        Ok(known)
    });
    let mut shown: Vec<Known> = Vec::new();
    for one in known.await? {
        if shown.len() < MOST && shown.iter().all(|other| other.address != one.address) {
            shown.push(one);
        }
    }
    Ok(html! {
        @for (at, one) in shown.iter().enumerate() {
            li role="option" id={ "addressee-" (at) } aria-selected="false" data-put={ (one.written()) ", " } {
                @if !one.name.is_empty() { span.truncate { (one.name) } }
                span.truncate.end[!one.name.is_empty()] { (one.address) }
            }
        }
    })
}

/// A line for addresses, with what is offered for it. `id` is the line's.
/// On a page of its own it is where one begins, if nobody stands in it yet.
pub fn line(text: &Text, id: &str, name: &str, value: &str, begins: bool) -> Markup {
    let offers = format!("{id}-offers");
    html! {
        fl-addressees {
            input id=(id) name=(name) value=(value) autocomplete="off" spellcheck="false" required[begins] autofocus[begins && value.is_empty()] role="combobox" aria-expanded="false" aria-controls=(offers);
            ul.suggestions id=(offers) role="listbox" aria-label=(text.say("desk-addressees")) data-addressees hidden {}
        }
    }
}
