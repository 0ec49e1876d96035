//! A company as another desk knew it, taken over silently: opened or brought up to date, with one line in the log.

use super::{a_domain, a_name};
use crate::words::folded;
use crate::{Company, CompanyId, Event, companies};
use db::{Trouble, Work, sql};

/// What the other desk says of it.
#[derive(Debug, Clone, Default)]
pub struct KnownCompany<'a> {
    pub name: &'a str,
    /// The name it was given here when it was last taken over: another one was given by somebody here, and stays.
    pub last_name: &'a str,
    pub domains: &'a [String],
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenCompany {
    pub company: CompanyId,
    pub is_new: bool,
    pub changed: bool,
    /// Domains that are none, or somebody else's.
    pub refused: Vec<String>,
    /// Somebody here gave it a name of their own.
    pub kept_name: bool,
}

/// Takes it over. `company` is what it became last time; else one of the same name is it.
pub fn take_over(work: &mut Work<'_>, company: Option<CompanyId>, known: &KnownCompany<'_>) -> Result<TakenCompany, Trouble> {
    let name = a_name(known.name)?;
    let standing = match company {
        Some(company) => companies::find(work, company).map(Some).or_else(gone)?,
        None => companies::named(work, &name)
            .and_then(|found| companies::find(work, found))
            .map(Some)
            .or_else(gone)?,
    };
    let mut taken = match standing {
        Some(found) => bring_up_to_date(work, &found, &name, company.is_some().then_some(known.last_name))?,
        None => TakenCompany {
            company: begin(work, &name)?,
            is_new: true,
            changed: true,
            refused: Vec::new(),
            kept_name: false,
        },
    };
    add_domains(work, &mut taken, known.domains)?;
    if taken.changed {
        work.record(&Event::CompanyImported { company: taken.company.0 })?;
    }
    Ok(taken)
}

fn gone(trouble: Trouble) -> Result<Option<Company>, Trouble> {
    match trouble {
        Trouble::NotFound(_) | Trouble::Refused(_) => Ok(None),
        other => Err(other),
    }
}

fn begin(work: &mut Work<'_>, name: &str) -> Result<CompanyId, Trouble> {
    let now = work.now;
    sql("INSERT INTO company (name, name_key, created_at) VALUES ($1, $2, $3) RETURNING id")
        .with(name)
        .with(folded(name))
        .with(now)
        .only(work, "company")
}

fn bring_up_to_date(work: &mut Work<'_>, found: &Company, name: &str, last: Option<&str>) -> Result<TakenCompany, Trouble> {
    let same = TakenCompany {
        company: found.id,
        is_new: false,
        changed: false,
        refused: Vec::new(),
        kept_name: false,
    };
    match last {
        Some(last) if last != name && found.name == last => {
            sql("UPDATE company SET name = $1, name_key = $2 WHERE id = $3")
                .with(name)
                .with(folded(name))
                .with(found.id)
                .run(work)?;
            Ok(TakenCompany { changed: true, ..same })
        }
        Some(last) if last != name && found.name != name => Ok(TakenCompany { kept_name: true, ..same }),
        _ => Ok(same),
    }
}

fn add_domains(work: &mut Work<'_>, taken: &mut TakenCompany, domains: &[String]) -> Result<(), Trouble> {
    for written in domains {
        let Ok(domain) = a_domain(written) else {
            taken.refused.push(written.clone());
            continue;
        };
        let rows = sql("INSERT INTO company_domain (domain, company_id) VALUES ($1, $2) ON CONFLICT (domain) DO NOTHING")
            .with(&domain)
            .with(taken.company)
            .run(work)?;
        if rows > 0 {
            taken.changed = true;
        } else if companies::of_domain(work, &domain)? != Some(taken.company) {
            taken.refused.push(written.clone());
        }
    }
    Ok(())
}
