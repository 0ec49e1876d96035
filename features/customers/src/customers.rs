//! The shelf of customers: the list, page by page.

use crate::identity::is_nobody;
use crate::words::folded;
use crate::{CompanyId, CustomerId};
use db::{Conditions, FromRow, Trouble, Tx, Value, like_pattern, sql};
use kit::Moment;

/// What the list is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Letters of the name or of an identity.
    pub typed: String,
    pub company: Option<CompanyId>,
    pub tag: Option<String>,
    /// The customer not to list: the one another is looked for to merge with.
    pub except: Option<CustomerId>,
}

db::words!(
    /// The order of the list.
    Order { LastSeen = "seen", Name = "name" }
);

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Line {
    pub id: CustomerId,
    pub name: String,
    pub name_key: String,
    pub company: Option<CompanyId>,
    pub company_name: Option<String>,
    pub last_seen_at: Moment,
    /// The first thing they are known by.
    pub known_as: Option<String>,
}

/// Where a page ended; the next begins behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    pub name_key: String,
    pub last_seen_at: Moment,
    pub id: CustomerId,
}

impl Line {
    pub fn cursor(&self) -> Cursor {
        Cursor { name_key: self.name_key.clone(), last_seen_at: self.last_seen_at, id: self.id }
    }

    /// What to call them.
    pub fn shown_name(&self) -> &str {
        if self.name.is_empty() { self.known_by().unwrap_or("") } else { &self.name }
    }

    /// What they are known by; nothing if a mail did not say who sent it.
    pub fn known_by(&self) -> Option<&str> {
        self.known_as.as_deref().filter(|known_as| !is_nobody(known_as))
    }
}

/// One page of customers, merged-away ones left out.
pub fn page(tx: &mut Tx<'_>, filter: &Filter, order: Order, after: Option<&Cursor>, limit: i64) -> Result<Vec<Line>, Trouble> {
    let mut wanted = narrowing(filter);
    if let Some(cursor) = after {
        match order {
            Order::Name => {
                wanted.add_all("(c.name_key, c.id) > ($?, $?)", vec![Value::Text(cursor.name_key.clone()), Value::Integer(cursor.id.0)])
            }
            Order::LastSeen => wanted
                .add_all("(c.last_seen_at, c.id) < ($?, $?)", vec![Value::Integer(cursor.last_seen_at.0), Value::Integer(cursor.id.0)]),
        };
    }
    let order = match order {
        Order::Name => "c.name_key, c.id",
        Order::LastSeen => "c.last_seen_at DESC, c.id DESC",
    };
    sql("SELECT c.id, c.name, c.name_key, c.company_id, k.name, c.last_seen_at,
                (SELECT i.value FROM customer_identity i WHERE i.customer_id = c.id
                  ORDER BY CASE i.kind WHEN 'email' THEN 1 WHEN 'phone' THEN 2 ELSE 3 END, i.is_primary DESC, i.id LIMIT 1)
           FROM customer c
           LEFT JOIN company k ON k.id = c.company_id
          WHERE c.merged_into IS NULL")
    .narrowed(wanted, &format!("ORDER BY {order} LIMIT {limit}"))
    .all(tx)
}

/// How many customers there are behind a filter, counted up to `most`.
pub fn count(tx: &mut Tx<'_>, filter: &Filter, most: i64) -> Result<i64, Trouble> {
    let counted: Vec<CustomerId> = sql("SELECT c.id FROM customer c WHERE c.merged_into IS NULL")
        .narrowed(narrowing(filter), &format!("LIMIT {most}"))
        .all(tx)?;
    Ok(counted.len() as i64)
}

fn narrowing(filter: &Filter) -> Conditions {
    let mut wanted = Conditions::new();
    let typed = filter.typed.trim();
    if !typed.is_empty() {
        wanted.add_all(
            "c.name_key LIKE $? ESCAPE '\\' OR EXISTS (SELECT 1 FROM customer_identity i WHERE i.customer_id = c.id AND i.value LIKE $? ESCAPE '\\')",
            vec![Value::Text(like_pattern(&folded(typed))), Value::Text(like_pattern(typed))],
        );
    }
    if let Some(company) = filter.company {
        wanted.add_with("c.company_id = $?", company);
    }
    if let Some(tag) = &filter.tag {
        wanted.add_with("EXISTS (SELECT 1 FROM customer_tag t WHERE t.customer_id = c.id AND t.tag = $?)", crate::tags::spelled(tag));
    }
    if let Some(except) = filter.except {
        wanted.add_with("c.id <> $?", except);
    }
    wanted
}
