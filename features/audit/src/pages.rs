//! The page of the log, and its files.

mod page;

use crate::export;
use crate::lines::Sight;
use db::activity::Entry;
use db::{Trouble, Tx, sql};
use std::collections::HashMap;
use web::{MenuEntry, Needs, Routes, SignedIn, Text};

/// Whoever manages people answers for the desk; conversations and customers need their own permissions besides.
const PEOPLE: Needs = Needs::Permission("people.manage");

/// The entry of the settings navigation.
pub const MENU: &[MenuEntry] = &[MenuEntry {
    name: "audit",
    href: "/settings/audit",
    label_key: "audit-menu",
    needs: PEOPLE,
    icon: "list",
    group_key: "agents-menu-people",
}];

/// Every address of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get("/settings/audit", PEOPLE, page::show)
        .get("/settings/audit/file.csv", PEOPLE, export::csv)
        .get("/settings/audit/file.jsonl", PEOPLE, export::json_lines)
}

/// What the reader may see besides.
pub(crate) fn sight(who: &SignedIn) -> Sight {
    Sight {
        conversations: who.may("conversations.see_all"),
        customers: who.may("customers.see") && who.may("conversations.see_all"),
    }
}

/// How people, and the company's tokens (by their number below zero), are called.
pub(crate) fn names(tx: &mut Tx<'_>) -> Result<HashMap<i64, String>, Trouble> {
    let people: Vec<(i64, String)> = sql("SELECT id, name FROM agent ORDER BY id").all(tx)?;
    let tokens: Vec<(i64, String)> = sql("SELECT -id, name FROM api_token ORDER BY id").all(tx)?;
    Ok(people.into_iter().chain(tokens).collect())
}

/// Who did it, in a word.
pub(crate) fn name(t: &Text, names: &HashMap<i64, String>, line: &Entry) -> String {
    let known = |key: i64| names.get(&key).cloned();
    let named = match (line.actor_kind.as_str(), line.actor_id) {
        ("agent", Some(id)) => known(id),
        ("api_token", Some(id)) => known(-id),
        _ => None,
    };
    named.unwrap_or_else(|| t.say(&format!("audit-by-{}", line.actor_kind.replace('_', "-"))))
}
