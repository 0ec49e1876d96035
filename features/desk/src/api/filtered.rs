//! `filter=` of lists of conversations: the language of saved views, with the names this caller sees.

use crate::Viewer;
use crate::filtering::{Names, clause};
use db::Conditions;
use filter::{Condition, Fault, Wrong, parse};
use web::{Problem, Site};

/// The longest filter read.
const LONGEST: usize = 2_000;

/// Adds what `text` asks for to a list's conditions.
pub(super) async fn narrow(site: &Site, viewer: Viewer, text: &str, into: &mut Conditions) -> Result<(), Problem> {
    let condition = read(site, viewer, "filter", text).await?;
    let clause = site.db().read(move |tx| clause(tx, viewer, &condition)).await?;
    into.add_built(clause.text, clause.values);
    Ok(())
}

/// What `text` asks for; what cannot be read is refused with its place and what was probably meant.
pub(super) async fn read(site: &Site, viewer: Viewer, field: &str, text: &str) -> Result<Condition, Problem> {
    if text.len() > LONGEST {
        return Err(Problem::wrong_field(field, &format!("expected at most {LONGEST} bytes")));
    }
    let names = site.db().read(move |tx| Names::read(tx, viewer)).await?;
    parse(text, &names.vocabulary()).map_err(|fault| Problem::wrong_field(field, &told(&fault)))
}

fn told(fault: &Fault) -> String {
    let what = match fault.wrong {
        Wrong::Key => "no such key",
        Wrong::Value(_) => "no such value or name",
        Wrong::Several => "several people are called that",
        Wrong::Priority => "no such priority",
        Wrong::Span => "not a span of time, such as 2h or 3d, and not a day, such as today or 2026-11-01",
        Wrong::Empty => "nothing stands behind the sign",
        Wrong::Compared => "this key takes a colon only",
        Wrong::Unclosed => "opened and not closed",
        Wrong::Alone => "a parenthesis, an “and”, an “or” or a “not” stands alone; in quotation marks it is searched for as a word",
        Wrong::Unclear => "this may leave out the word or search for both; in quotation marks it is searched for as it stands",
        Wrong::Order => "lists know nothing of orders; /search finds them by their number",
        Wrong::Rating => "no rating; there are 1 to 5 and none",
        Wrong::TooDeep => "nested too deep",
    };
    let meant = fault.instead.as_ref().map(|instead| format!("; write `{instead}`")).unwrap_or_default();
    format!("`{}` at byte {}: {what}{meant}", fault.written, fault.start)
}
