//! An organisation customers belong to, known by its mail domains.

pub mod take_over;

use crate::free_mail::is_free_mail;
use crate::words::{folded, one_line};
use crate::{Event, companies};
use db::{FromRow, Trouble, Work, sql};
use kit::{EmailAddress, Moment};

db::id!(
    /// A company's key.
    CompanyId
);

/// A company as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Company {
    pub id: CompanyId,
    pub name: String,
    pub created_at: Moment,
}

/// Opens a company.
pub fn open(work: &mut Work<'_>, name: &str) -> Result<CompanyId, Trouble> {
    let name = a_name(name)?;
    let now = work.now;
    let company: CompanyId = sql("INSERT INTO company (name, name_key, created_at) VALUES ($1, $2, $3) RETURNING id")
        .with(&name)
        .with(folded(&name))
        .with(now)
        .only(work, "company")?;
    work.record(&Event::CompanyCreated { company: company.0 })?;
    Ok(company)
}

/// Gives the company another name.
pub fn rename(work: &mut Work<'_>, company: CompanyId, name: &str) -> Result<(), Trouble> {
    let name = a_name(name)?;
    companies::exists(work, company)?;
    let renamed = sql("UPDATE company SET name = $1, name_key = $2 WHERE id = $3 AND name <> $1")
        .with(&name)
        .with(folded(&name))
        .with(company)
        .run(work)?;
    if renamed > 0 {
        work.record(&Event::CompanyRenamed { company: company.0 })?;
    }
    Ok(())
}

/// Says that mail from `domain` is theirs: a new customer writing from it is filed here. Free-mail domains are refused.
pub fn add_domain(work: &mut Work<'_>, company: CompanyId, domain: &str) -> Result<(), Trouble> {
    let domain = a_domain(domain)?;
    companies::exists(work, company)?;
    let owner = sql("INSERT INTO company_domain (domain, company_id) VALUES ($1, $2) ON CONFLICT (domain) DO NOTHING")
        .with(&domain)
        .with(company)
        .run(work)?;
    if owner > 0 {
        return work.record(&Event::DomainAdded { company: company.0, domain });
    }
    match companies::of_domain(work, &domain)? {
        Some(owner) if owner != company => {
            let name = companies::find(work, owner)?.name;
            Err(Trouble::refused("customers-domain-taken").with("domain", domain).with("name", name))
        }
        _ => Ok(()),
    }
}

/// Takes a domain away; customers already filed stay.
pub fn remove_domain(work: &mut Work<'_>, company: CompanyId, domain: &str) -> Result<(), Trouble> {
    let gone = sql("DELETE FROM company_domain WHERE domain = $1 AND company_id = $2")
        .with(domain)
        .with(company)
        .run(work)?;
    if gone == 0 {
        return Err(Trouble::NotFound("domain"));
    }
    work.record(&Event::DomainRemoved { company: company.0, domain: domain.to_owned() })
}

/// Removes a company nobody is filed under.
pub fn remove(work: &mut Work<'_>, company: CompanyId) -> Result<(), Trouble> {
    companies::exists(work, company)?;
    crate::holds::refuse_held_company(work, company.0)?;
    let filed: i64 = sql("SELECT COUNT(*) FROM customer WHERE company_id = $1").with(company).only(work, "count")?;
    if filed > 0 {
        return Err(Trouble::refused("customers-company-has-customers").with("count", filed));
    }
    sql("DELETE FROM company_domain WHERE company_id = $1").with(company).run(work)?;
    sql("DELETE FROM company WHERE id = $1").with(company).run(work)?;
    work.record(&Event::CompanyRemoved { company: company.0 })
}

/// The name as it is kept; one must say something.
pub fn a_name(text: &str) -> Result<String, Trouble> {
    let name = one_line(text, 200);
    if name.is_empty() {
        Err(Trouble::refused("customers-company-needs-a-name"))
    } else {
        Ok(name)
    }
}

/// Reads `kettle.example`, `@kettle.example` or a whole address.
fn a_domain(text: &str) -> Result<String, Trouble> {
    let bare = text.trim().rsplit('@').next().unwrap_or("");
    let domain = EmailAddress::parse(&format!("anybody@{bare}")).map(|address| address.domain().to_owned());
    match domain {
        Ok(domain) if is_free_mail(&domain) => Err(Trouble::refused("customers-domain-is-free-mail").with("domain", domain)),
        Ok(domain) if domain.contains('.') => Ok(domain),
        _ => Err(Trouble::refused("customers-not-a-domain").with("text", one_line(text, 80))),
    }
}
