//! The shelf of companies: one function per question.

use crate::free_mail::is_free_mail;
use crate::words::folded;
use crate::{Company, CompanyId, Identity};
use db::{Conditions, FromRow, Trouble, Tx, Value, like_pattern, sql};

/// One line of the list of companies.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Line {
    pub id: CompanyId,
    pub name: String,
    pub name_key: String,
    pub customers: i64,
}

pub fn find(tx: &mut Tx<'_>, company: CompanyId) -> Result<Company, Trouble> {
    sql("SELECT id, name, created_at FROM company WHERE id = $1").with(company).only(tx, "company")
}

/// Passes if the company is there.
pub(crate) fn exists(tx: &mut Tx<'_>, company: CompanyId) -> Result<(), Trouble> {
    find(tx, company).map(drop)
}

/// The mail domains of a company.
pub fn domains(tx: &mut Tx<'_>, company: CompanyId) -> Result<Vec<String>, Trouble> {
    sql("SELECT domain FROM company_domain WHERE company_id = $1 ORDER BY domain").with(company).all(tx)
}

/// The company this very domain belongs to.
pub fn of_domain(tx: &mut Tx<'_>, domain: &str) -> Result<Option<CompanyId>, Trouble> {
    sql("SELECT company_id FROM company_domain WHERE domain = $1").with(domain).one(tx)
}

/// The company an email address belongs to, by its domain or the nearest domain above it; free mail belongs to nobody.
pub(crate) fn of_identity(tx: &mut Tx<'_>, identity: &Identity) -> Result<Option<CompanyId>, Trouble> {
    let Identity::Email(address) = identity else { return Ok(None) };
    if is_free_mail(address.domain()) {
        return Ok(None);
    }
    let mut domain = address.domain();
    while domain.contains('.') {
        if let Some(company) = of_domain(tx, domain)? {
            return Ok(Some(company));
        }
        domain = domain.split_once('.').map_or("", |(_, above)| above);
    }
    Ok(None)
}

/// Companies by name after `after` (name key and id of the last line seen), with how many customers each has.
pub fn by_name(tx: &mut Tx<'_>, typed: &str, after: Option<(String, i64)>, limit: i64) -> Result<Vec<Line>, Trouble> {
    let mut wanted = Conditions::new();
    if !typed.trim().is_empty() {
        wanted.add_with("c.name_key LIKE $? ESCAPE '\\'", like_pattern(&folded(typed.trim())));
    }
    if let Some((key, id)) = after {
        wanted.add_all("(c.name_key, c.id) > ($?, $?)", vec![Value::Text(key), Value::Integer(id)]);
    }
    sql(
        "SELECT c.id, c.name, c.name_key, (SELECT COUNT(*) FROM customer p WHERE p.company_id = c.id AND p.merged_into IS NULL)
           FROM company c
          WHERE TRUE",
    )
    .narrowed(wanted, &format!("ORDER BY c.name_key, c.id LIMIT {limit}"))
    .all(tx)
}

/// The company of this name, however it is capitalised or accented; a name nobody has is refused.
pub fn named(tx: &mut Tx<'_>, name: &str) -> Result<CompanyId, Trouble> {
    let found = sql("SELECT id FROM company WHERE name_key = $1 ORDER BY id LIMIT 1")
        .with(folded(name.trim()))
        .one(tx)?;
    found.ok_or_else(|| Trouble::refused("customers-no-such-company").with("name", name.chars().take(80).collect::<String>()))
}
