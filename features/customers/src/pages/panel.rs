//! The customer beside a conversation: who they are in one glance, with a way to the whole page.

use super::doubles;
use super::wording::{label, language, shown};
use crate::identity::is_nobody;
use crate::{CustomerId, attributes, companies, current, find, identities, name_of, notes, tags, values};
use db::{Trouble, Tx};
use web::parts::{Tone, avatar, badge, icon, tag};
use web::{Markup, SignedIn, html};

/// Draws the panel. Somebody who may not see customers gets the name alone.
pub fn panel(tx: &mut Tx<'_>, signed_in: &SignedIn, customer: CustomerId) -> Result<Markup, Trouble> {
    let customer = current(tx, customer)?;
    let name = Some(name_of(tx, customer)?)
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| signed_in.t().say("customers-nameless"));
    if !signed_in.may("customers.see") {
        return Ok(html! { div.who { (avatar(&name)) h2 { (name) } } });
    }
    Ok(html! {
        (who(tx, customer, &name)?)
        (doubles::section(tx, signed_in, customer)?)
        (reach(tx, signed_in, customer)?)
        (known(tx, signed_in, customer)?)
        (noted(tx, signed_in, customer)?)
    })
}

fn who(tx: &mut Tx<'_>, customer: CustomerId, name: &str) -> Result<Markup, Trouble> {
    let stored = find(tx, customer)?;
    let company = stored.company.map(|company| companies::find(tx, company)).transpose()?;
    let tags = tags::of(tx, customer)?;
    Ok(html! {
        div.who {
            (avatar(name))
            h2 { a href={ "/customers/" (customer) } { (name) } }
            @if let Some(company) = company { p { a href={ "/companies/" (company.id) } { (company.name) } } }
            @if let Some(language_tag) = &stored.language { p.line { (icon("globe")) (language(language_tag)) } }
            div.line { @for name in &tags { (tag(name)) } }
        }
    })
}

fn reach(tx: &mut Tx<'_>, signed_in: &SignedIn, customer: CustomerId) -> Result<Markup, Trouble> {
    let (text, held) = (signed_in.t(), identities::of(tx, customer)?);
    Ok(html! {
        div.section {
            h3 { (text.say("customers-reach")) }
            div.body {
                dl.facts {
                    @for identity in held.iter().filter(|identity| !is_nobody(&identity.value)) {
                        dt { (text.say(&format!("customers-kind-{}", identity.kind.word()))) }
                        dd {
                            (identity.value)
                            @if identity.verified_at.is_some() { " " (badge(Tone::Good, &text.say("customers-verified"))) }
                            @if identity.undeliverable_since.is_some() { " " (badge(Tone::Danger, &text.say("customers-undeliverable"))) }
                        }
                    }
                }
            }
        }
    })
}

fn known(tx: &mut Tx<'_>, signed_in: &SignedIn, customer: CustomerId) -> Result<Markup, Trouble> {
    let (text, values) = (signed_in.t(), values::of(tx, customer)?);
    let attributes = attributes::switched_on(tx)?;
    let known: Vec<_> = attributes
        .iter()
        .filter_map(|a| Some((a, values.iter().find(|known| known.attribute == a.id)?)))
        .collect();
    Ok(html! {
        @if !known.is_empty() {
            div.section {
                h3 { (text.say("customers-known")) }
                div.body { dl.facts { @for (attribute, value) in known { dt { (label(text, attribute)) } dd { (shown(text, attribute, &value.value)) } } } }
            }
        }
    })
}

fn noted(tx: &mut Tx<'_>, signed_in: &SignedIn, customer: CustomerId) -> Result<Markup, Trouble> {
    let notes = notes::of(tx, customer)?;
    Ok(html! {
        @if !notes.is_empty() {
            div.section {
                h3 { (signed_in.t().say("customers-notes")) " " span.count { (notes.len()) } }
                div.body.stack { @for note in notes.iter().take(3) { p { (note.text.chars().take(280).collect::<String>()) } } }
            }
        }
    })
}
