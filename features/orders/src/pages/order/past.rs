//! What was done with an order, what was changed, what the policy said each time, and what waits for somebody.

use super::View;
use super::sight::Edited;
use crate::edits::Piece;
use crate::pages::wording::{deed, in_language, outcome_badge, reason, role, said, shipping};
use std::collections::BTreeMap;
use web::parts::{card, icon, table, table_card};
use web::{Markup, Text, html};

pub(super) fn story(view: &View<'_>) -> Markup {
    let (text, sight) = (view.who.t(), view.sight);
    let body = html! {
        @if sight.deeds.is_empty() && sight.edits.is_empty() { p.muted { (text.say("orders-nothing-done")) } }
        ol.timeline {
            @for done in &sight.deeds {
                li {
                    span.dot { (icon("check")) }
                    div {
                        strong { (deed(text, &done.verb)) } " · " (text.money(done.amount()))
                        p { (sight.who(text, &done.actor_kind, done.actor_id)) @if !done.reason.is_empty() { " · " (reason(text, &done.reason)) } }
                    }
                    (view.when(done.done_at))
                }
            }
            @for edit in &sight.edits {
                li {
                    span.dot { (icon("draft")) }
                    div {
                        strong { (said(text, "edit", &edit.what)) }
                        p { (sight.who(text, &edit.actor_kind, edit.actor_id)) }
                        @if let Some((out, put_in)) = pieces(edit) {
                            @if !out.is_empty() { p { (text.say("orders-taken-out")) " " del { (out) } } }
                            @if !put_in.is_empty() { p { (text.say("orders-added")) " " ins { (put_in) } } }
                        } @else { p { (stored(text, &edit.what, &edit.before)) " → " (stored(text, &edit.what, &edit.after)) } }
                    }
                    (view.when(edit.edited_at))
                }
            }
        }
    };
    card(&text.say("orders-story"), &body)
}

/// Which pieces were taken out and which put in, counted by name. `None` for another edit, or one from before this was kept.
fn pieces(edit: &Edited) -> Option<(String, String)> {
    if edit.what != "items" {
        return None;
    }
    let named = |json: &str| -> Option<String> {
        let pieces: Vec<Piece> = serde_json::from_str(json).ok()?;
        let mut counts = BTreeMap::<String, usize>::new();
        for piece in pieces {
            *counts.entry(format!("{} ({})", piece.name, piece.sku)).or_default() += 1;
        }
        let each = counts.into_iter().map(|(name, count)| if count > 1 { format!("{count} × {name}") } else { name });
        Some(each.collect::<Vec<_>>().join(", "))
    };
    Some((named(&edit.before)?, named(&edit.after)?))
}

/// What was there before or after an edit, ways of shipping by their name.
fn stored(text: &Text, what: &str, json: &str) -> String {
    let plain = plainly(json);
    if what == "shipping_method" { shipping(text, &plain) } else { plain }
}

/// A stored value as people read it: the words of an object behind each other, without its names and marks.
fn plainly(json: &str) -> String {
    fn words(value: &serde_json::Value, into: &mut Vec<String>) {
        match value {
            serde_json::Value::String(text) if !text.is_empty() => into.push(text.clone()),
            serde_json::Value::Number(number) => into.push(number.to_string()),
            serde_json::Value::Array(all) => all.iter().for_each(|one| words(one, into)),
            serde_json::Value::Object(all) => all.values().for_each(|one| words(one, into)),
            _ => {}
        }
    }
    let mut all = Vec::new();
    if let Ok(value) = serde_json::from_str(json) {
        words(&value, &mut all);
    }
    if all.is_empty() { "—".into() } else { all.join(", ") }
}

/// What the policy said about each try, with the way to why.
pub(super) fn verdicts(view: &View<'_>) -> Markup {
    let (text, sight) = (view.who.t(), view.sight);
    if sight.verdicts.is_empty() {
        return html! {};
    }
    let heads = ["orders-when", "orders-what", "orders-verdict", "orders-why"].map(|key| text.say(key));
    let rows = html! {
        @for kept in &sight.verdicts {
            tr {
                td { (view.when(kept.judged_at)) }
                td { (deed(text, &kept.verb)) div.muted { (sight.who(text, &kept.actor_kind, kept.actor_id)) } }
                td { @if let Ok(verdict) = kept.verdict() { (outcome_badge(text, &verdict.outcome)) } }
                td {
                    @if let Some(first) = kept.verdict().ok().and_then(|verdict| verdict.reasons.into_iter().next()) { p { (in_language(&first.text, text.locale())) } }
                    a href=(view.path(&format!("/verdicts/{}", kept.id))) { (text.say("orders-explain")) }
                }
            }
        }
    };
    html! { (table_card(&text.say("orders-verdicts"), &table(text.say("orders-verdicts"), heads, rows))) }
}

pub(super) fn approvals(view: &View<'_>) -> Markup {
    let (text, sight) = (view.who.t(), view.sight);
    if sight.approvals.is_empty() {
        return html! {};
    }
    let body = html! {
        div.stack {
            @for approval in &sight.approvals {
                div {
                    a href={ "/approvals/" (approval.id) } { (deed(text, &approval.verb)) " · " (text.money(approval.amount())) }
                    p.muted { (said(text, "approval", approval.state.word())) " · " (role(text, &approval.role)) }
                    @if !approval.reason.is_empty() { p { (approval.reason) } }
                }
            }
        }
    };
    card(&text.say("orders-approvals"), &body)
}

#[cfg(test)]
mod tests {
    use super::plainly;

    #[test]
    fn a_stored_value_is_read_without_its_marks() {
        assert_eq!(plainly(r#"{"name":"Mia","line1":"Gran Vía 1","line2":""}"#), "Gran Vía 1, Mia");
        assert_eq!(plainly("\"express\""), "express");
        assert_eq!(plainly("null"), "—");
        assert_eq!(plainly("not json"), "—");
    }
}
