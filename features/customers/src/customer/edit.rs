//! What an agent changes about a customer by hand: the name, the language we answer in, the company.

use crate::customer::{refresh_key, standing};
use crate::holds::{self, Held};
use crate::words::{called, one_line};
use crate::{CompanyId, CustomerId, Event, companies};
use db::{Trouble, Tx, Work, sql};

/// Gives the customer a name. The same name again changes nothing.
pub fn rename(work: &mut Work<'_>, customer: CustomerId, name: &str) -> Result<(), Trouble> {
    let customer = standing(work, customer)?;
    let renamed = sql("UPDATE customer SET name = $1 WHERE id = $2 AND name <> $1")
        .with(called(name))
        .with(customer)
        .run(work)?;
    if renamed > 0 {
        refresh_key(work, customer)?;
        work.record(&Event::CustomerRenamed { customer: customer.0 })?;
    }
    Ok(())
}

/// Whether somebody here, or a program of theirs, gave the customer their name: then no file knows better.
pub fn named_by_hand(tx: &mut Tx<'_>, customer: CustomerId) -> Result<bool, Trouble> {
    let given: Option<i64> = sql("SELECT id FROM activity
          WHERE customer_id = $1 AND kind IN ('customer.created', 'customer.renamed') AND actor_kind IN ('agent', 'api_token')
          ORDER BY id LIMIT 1")
    .with(customer)
    .one(tx)?;
    Ok(given.is_some())
}

/// Says in which language we answer (a BCP 47 tag); `None` leaves it to the conversation.
pub fn choose_language(work: &mut Work<'_>, customer: CustomerId, language: Option<&str>) -> Result<(), Trouble> {
    let customer = standing(work, customer)?;
    let language = language.map(tag).transpose()?;
    let chosen = sql("UPDATE customer SET language = $1 WHERE id = $2 AND COALESCE(language, '') <> $3")
        .with(language.as_deref())
        .with(customer)
        .with(language.as_deref().unwrap_or(""))
        .run(work)?;
    if chosen > 0 {
        work.record(&Event::LanguageChosen { customer: customer.0, language })?;
    }
    Ok(())
}

/// Files the customer under a company, or takes them out with `None`. A company that is not there is refused.
pub fn file_under(work: &mut Work<'_>, customer: CustomerId, company: Option<CompanyId>) -> Result<(), Trouble> {
    let customer = standing(work, customer)?;
    if let Some(company) = company {
        companies::exists(work, company)?;
    }
    let before: Option<i64> = sql("SELECT company_id FROM customer WHERE id = $1").with(customer).only(work, "customer")?;
    if let Some(before) = before.filter(|before| company.is_none_or(|company| company.0 != *before)) {
        // Whoever leaves a company that is held stays held.
        holds::carry(work, Held::Company(before), Held::Customer(customer.0))?;
    }
    let filed = sql("UPDATE customer SET company_id = $1 WHERE id = $2 AND COALESCE(company_id, 0) <> $3")
        .with(company)
        .with(customer)
        .with(company.map_or(0, |company| company.0))
        .run(work)?;
    if filed > 0 {
        work.record(&Event::CustomerFiled { customer: customer.0, company: company.map(|company| company.0) })?;
    }
    Ok(())
}

/// `es`, `pt-BR`, `zh-Hant`: letters and digits in short pieces (RFC 5646, well-formedness only).
fn tag(text: &str) -> Result<String, Trouble> {
    let text = text.trim();
    let good = text.len() <= 35 && text.split('-').enumerate().all(|(place, piece)| is_piece(piece, place == 0));
    if good {
        Ok(text.to_owned())
    } else {
        Err(Trouble::refused("customers-not-a-language").with("text", one_line(text, 40)))
    }
}

fn is_piece(piece: &str, first: bool) -> bool {
    let length = if first { 2..=8 } else { 1..=8 };
    length.contains(&piece.len()) && piece.chars().all(|c| c.is_ascii_alphabetic() || (!first && c.is_ascii_digit()))
}
