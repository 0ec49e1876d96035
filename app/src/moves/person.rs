//! `frontline person export`: everything the desk keeps of one customer, as files anybody can read.

use super::Outcome;
use super::exporting::FILED;
use super::meanings;
use super::progress::Progress;
use crate::config::Config;
use crate::elsewhere;
use crate::house::{migrations, must_exist, place};
use crate::people::whereabouts::{NamedInWords, RULES, START};
use crate::terminal::outln;
use clap::Args;
use db::elsewhere::Reach;
use db::whole::Snapshot;
use db::{Trouble, Value};
use moving::export::{self, Whose};
use moving::hanging::Hanging;
use std::path::{Path, PathBuf};

/// Who, and where to.
#[derive(Args)]
pub struct Person {
    /// The number of the customer, as in the address of their page.
    #[arg(long, conflicts_with = "email", required_unless_present = "email")]
    customer: Option<i64>,
    /// An email address they are known by.
    #[arg(long)]
    email: Option<String>,
    /// An empty folder, or one that is not there yet.
    folder: PathBuf,
}

const OPENING: &str = "# What is in this export

Everything this desk keeps of one person: who they are and how they are reached, conversations with all messages and notes, files and mails as they came, orders,
payments and papers, what happened to each, what shops told of them and what other programs were told. Every line of a file under `data/` is one JSON object, in UTF-8.

- **It is personal data**: hand it to the person it is about, and to nobody else. Notes of colleagues and the names of others in a conversation are in it; look through it first.
- A *moment* is a whole number of microseconds since 1970-01-01 00:00 UTC.
- An amount is a whole number of the smallest unit of its currency (cents).
- Bytes stand as `{\"file\": …, \"size\": …, \"sha256\": …}` where they are a file of their own, else as base64.
- `manifest.json` names every file with its number of lines and its SHA-256.
- `webhook_message.jsonl` and `webhook_try.jsonl` say which programs were told of them and what these answered; `shop_delivery.jsonl` what a shop sent, byte for byte.
- Not in it: drafts nobody sent, who looked at what, guesses who may be whom, hashes of codes and sessions, what colleagues searched for, work
  that has not been done yet, and backups, which hold the same as this desk held when they were made.

";

pub(super) fn export(config: &Config, person: &Person) -> Outcome {
    must_exist(config)?;
    let mut snapshot = Snapshot::take(&place(config), &migrations())?.reaching(elsewhere::reach(config));
    let customer = match (person.customer, &person.email) {
        (Some(customer), _) => customer,
        (None, email) => known_by(&mut snapshot, &email.clone().unwrap_or_default())?,
    };
    let all = merged_into(&mut snapshot, customer)?;
    write(&mut snapshot, &all, &person.folder)
}

/// Writes everything kept of a customer, and of those merged into them, into an empty folder, and says how many rows so far. Blocking.
pub fn write_person((place, reach): (&db::Place, Reach), customer: i64, folder: &Path, say: &mut dyn FnMut(u64)) -> Result<(), Trouble> {
    let mut snapshot = Snapshot::take(place, &migrations())?.reaching(reach);
    let all = merged_into(&mut snapshot, customer).map_err(|e| Trouble::Opening(e.to_string()))?;
    let mut words = NamedInWords::default();
    let mut part = Hanging::on(&mut snapshot, START, &all, RULES, &mut words)?;
    let whose = Whose::Person { opening: OPENING };
    let mut before = 0;
    export::write(&mut part, whose, folder, (FILED, &meanings::meanings()), &mut |_, rows, done| {
        say(before + rows);
        if done {
            before += rows;
        }
    })
    .map(drop)
}

fn write(snapshot: &mut Snapshot, customers: &[i64], folder: &Path) -> Outcome {
    let mut progress = Progress::of("exporting");
    let mut words = NamedInWords::default();
    let mut part = Hanging::on(snapshot, START, customers, RULES, &mut words)?;
    let whose = Whose::Person { opening: OPENING };
    let exported = export::write(&mut part, whose, folder, (FILED, &meanings::meanings()), &mut |table, rows, done| {
        progress.say(table, rows, done);
    })?;
    drop(progress);
    outln!(
        "Exported {} rows of {} tables and {} files of one person into {}. SCHEMA.md explains them.",
        exported.rows,
        exported.tables,
        exported.files,
        folder.display()
    );
    outln!("Look through it before you hand it over: notes of colleagues and the names of others are in it.");
    Ok(())
}

/// The customer an address belongs to.
fn known_by(snapshot: &mut Snapshot, email: &str) -> Result<i64, Box<dyn std::error::Error>> {
    let email = email.trim().to_lowercase();
    let found = picked(snapshot, "customer_identity", &["kind", "value", "customer_id"], |row| match row {
        [Value::Text(kind), Value::Text(value), Value::Integer(customer)] if kind == "email" && *value == email => Some(*customer),
        _ => None,
    })?;
    found
        .first()
        .copied()
        .ok_or_else(|| format!("no customer is known by {email}. Check the address, or name the customer's number with --customer.").into())
}

/// The customer and those who were merged into them, one after the other.
fn merged_into(snapshot: &mut Snapshot, customer: i64) -> Result<Vec<i64>, Box<dyn std::error::Error>> {
    let pairs = picked(snapshot, "customer", &["id", "merged_into"], |row| match row {
        [Value::Integer(id), Value::Integer(into)] => Some((*id, Some(*into))),
        [Value::Integer(id), _] => Some((*id, None)),
        _ => None,
    })?;
    let known = |id: i64| pairs.iter().find(|(one, _)| *one == id);
    match known(customer) {
        None => return Err(format!("there is no customer {customer}. The number stands in the address of their page.").into()),
        Some((_, Some(into))) => return Err(format!("customer {customer} was merged into {into}. Name that one with --customer.").into()),
        Some((_, None)) => {}
    }
    let mut all = vec![customer];
    let mut at = 0;
    while let Some(one) = all.get(at).copied() {
        all.extend(pairs.iter().filter(|(id, into)| *into == Some(one) && *id != one).map(|(id, _)| *id));
        at += 1;
    }
    Ok(all)
}

/// What `pick` takes from these columns of each row of a table.
fn picked<T>(
    snapshot: &mut Snapshot,
    table: &str,
    columns: &[&str],
    pick: impl Fn(&[Value]) -> Option<T>,
) -> Result<Vec<T>, Box<dyn std::error::Error>> {
    let table = snapshot.tables().iter().find(|known| known.name == table).cloned().ok_or("a table is missing")?;
    let places: Vec<usize> = columns.iter().filter_map(|column| table.place_of(column)).collect();
    let mut found = Vec::new();
    snapshot.rows(&table, &mut |row| {
        let values: Vec<Value> = places.iter().filter_map(|place| row.get(*place).cloned()).collect();
        found.extend(pick(&values));
        Ok(())
    })?;
    Ok(found)
}
