//! Macros: what they write. Variables of the other product that we do not have are put in brackets, and said.

use crate::known::{self, Known};
use crate::plan::{Became, Outcome, Plan, clean, refusal};
use db::{Trouble, Work};
use desk::macros::{self, MacroId, MacroSettings};
use foreign::{Kind, Macro, Thing};

/// What other products call what we have.
const NAMES: [(&str, &str); 19] = [
    ("ticket.customer.firstname", "customer.first_name"),
    ("ticket.name.first", "customer.first_name"),
    ("ticket.number", "conversation.number"),
    ("ticket.requester.name", "customer.name"),
    ("ticket.requester.first_name", "customer.first_name"),
    ("ticket.id", "conversation.number"),
    ("ticket.title", "conversation.subject"),
    ("ticket.subject", "conversation.subject"),
    ("current_user.name", "agent.name"),
    ("current_user.first_name", "agent.first_name"),
    ("ticket.agent.name", "agent.name"),
    ("contact.name", "customer.name"),
    ("contact.first_name", "customer.first_name"),
    ("customer.firstName", "customer.first_name"),
    ("customer.fullName", "customer.name"),
    ("agent.full_name", "agent.name"),
    ("conversation.id", "conversation.number"),
    ("conversation.reference_number", "conversation.number"),
    ("mailbox.name", "inbox.name"),
];

pub(crate) fn prepared(work: &mut Work<'_>, plan: &Plan, one: &Macro, outcome: &mut Outcome) -> Result<Became, Trouble> {
    let fingerprint = Thing::Macro(one.clone()).fingerprint();
    let before = known::find(work, &plan.source, Kind::Macro, &one.id)?;
    if before.as_ref().is_some_and(|before| before.fingerprint == fingerprint) {
        return Ok(Became::Same);
    }
    let place = format!("macro {} {}", one.id, one.name);
    let (text, unknown) = named_here(written(one).trim());
    if text.is_empty() {
        outcome.note(&place, "it writes nothing; what else it does is set up anew");
        return Ok(Became::Same);
    }
    if !unknown.is_empty() {
        outcome.note(&place, format!("these variables are not known here and stand in brackets: {}", unknown.join(", ")));
    }
    let (id, became) = match before {
        Some(before) => change(work, &before, &text, &place, outcome)?,
        None => (make(work, one, &text, &place, outcome)?, Became::New),
    };
    if id == 0 {
        return Ok(Became::Same);
    }
    known::remember(work, &plan.source, Kind::Macro, &one.id, &Known { our_id: id, fingerprint, stood: text })?;
    Ok(became)
}

fn written(one: &Macro) -> String {
    clean(&if one.text.trim().is_empty() { mail::plain_of_html(&one.html) } else { one.text.clone() })
}

/// Whether anything comes over: what else a macro does is set up anew.
pub(crate) fn says_something(one: &Macro) -> bool {
    !named_here(written(one).trim()).0.is_empty()
}

/// With its shortcut if that is free.
fn make(work: &mut Work<'_>, one: &Macro, text: &str, place: &str, outcome: &mut Outcome) -> Result<i64, Trouble> {
    let taken: Vec<String> = macros::all(work)?
        .into_iter()
        .filter(|there| !there.is_removed)
        .map(|there| there.shortcut)
        .collect();
    let shortcut: String = one.shortcut.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let settings = MacroSettings {
        name: clean(&one.name),
        shortcut: if taken.contains(&shortcut) { String::new() } else { shortcut },
        text_en: text.to_owned(),
        ..MacroSettings::default()
    };
    match macros::make(work, settings) {
        Ok(id) => Ok(id.0),
        Err(refused @ Trouble::Refused(_)) => {
            outcome.note(place, refusal(&refused));
            Ok(0)
        }
        Err(other) => Err(other),
    }
}

/// Its text is brought up to date unless somebody here wrote another.
fn change(work: &mut Work<'_>, before: &Known, text: &str, place: &str, outcome: &mut Outcome) -> Result<(i64, Became), Trouble> {
    let there = match macros::find(work, MacroId(before.our_id)) {
        Ok(there) if !there.is_removed => there,
        Ok(_) | Err(Trouble::NotFound(_)) => return Ok((before.our_id, Became::Same)),
        Err(other) => return Err(other),
    };
    if there.text_en == text {
        return Ok((before.our_id, Became::Same));
    }
    if there.text_en != before.stood {
        outcome.left_alone(place, &["text"]);
        return Ok((before.our_id, Became::Same));
    }
    let settings = MacroSettings { text_en: text.to_owned(), ..there.settings()? };
    there.change(work, settings)?;
    Ok((before.our_id, Became::Changed))
}

/// The text with our variables, and the names of those we do not have.
fn named_here(text: &str) -> (String, Vec<String>) {
    // Some write `{%customer.firstName,fallback=there%}`.
    let text = braced(&text.replace("{%", "{{").replace("%}", "}}"));
    let (mut said, mut unknown, mut rest) = (String::new(), Vec::new(), text.as_str());
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, after)) = after.split_once("}}") else { break };
        said.push_str(before);
        let name = name.trim_matches(['{', '}', ' ']).split([',', '|']).next().unwrap_or_default().trim();
        let ours = NAMES.iter().find(|(theirs, _)| *theirs == name).map_or(name, |(_, ours)| ours);
        if macros::VARIABLES.contains(&ours) {
            said.push_str(&format!("{{{{{ours}}}}}"));
        } else {
            said.push_str(&format!("[{name}]"));
            unknown.push(name.to_owned());
        }
        rest = after.strip_prefix('}').unwrap_or(after);
    }
    said.push_str(rest);
    (said, unknown)
}

/// `#{name}` and `%{name}` as `{{name}}`.
fn braced(text: &str) -> String {
    let (mut said, mut rest) = (String::new(), text);
    while let Some(at) = rest.find("#{").into_iter().chain(rest.find("%{")).min() {
        let (before, after) = (&rest[..at], &rest[at + 2..]);
        let Some((name, after)) = after.split_once('}') else { break };
        said.push_str(&format!("{before}{{{{{name}}}}}"));
        rest = after;
    }
    said + rest
}

#[cfg(test)]
mod tests {
    use super::named_here;

    #[test]
    fn variables_of_other_products_are_ours_or_stand_in_brackets() {
        let (text, unknown) = named_here(
            "Hi {{ticket.requester.first_name}}, {{ current_user.name }} of {{{brand}}} here, {%customer.firstName,fallback=you%}, #{ticket.number}, 5 %{ticket.name.first}. {{",
        );

        assert_eq!(
            text,
            "Hi {{customer.first_name}}, {{agent.name}} of [brand] here, {{customer.first_name}}, {{conversation.number}}, 5 {{customer.first_name}}. {{"
        );
        assert_eq!(unknown, ["brand"]);
    }
}
