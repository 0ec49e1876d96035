//! Who else a problem troubles: numbers as they are typed, or conversations found by words and ticked.

use super::{address, refused};
use crate::finding::{Eyes, Wish, find};
use crate::lists::{self, Line};
use crate::pages::signs;
use crate::{ConversationId, Viewer, Visible, incident};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use db::Trouble;
use search::Kind;
use std::collections::HashSet;
use web::parts::{button, field, form};
use web::{Fields, Markup, Problem, Query, SignedIn, Site, html, see_other};

/// As many as are looked through at once.
const OFFERED: usize = 30;
/// As many as stay ticked while one looks for others.
const MOST_TICKED: usize = 500;

/// Those found and those ticked before, to be ticked or not.
#[derive(Default)]
pub struct Found {
    ticked: HashSet<i64>,
    lines: Vec<Line>,
}

/// Numbers in a row, with or without their signs; nothing if there is a word among them.
fn numbers_in(typed: &str) -> Option<Vec<i64>> {
    let parts = typed.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '，' | '、' | '；'));
    let numbers = parts.filter(|part| !part.is_empty()).map(|part| part.trim_start_matches(['#', '＃']).parse().ok());
    numbers.collect()
}

/// Whether it is something to look for.
fn is_words(typed: &str) -> bool {
    !typed.trim().is_empty() && numbers_in(typed).is_none()
}

/// `typed`: numbers, or what they are to be found by. `pick`: those ticked. They hang on this problem from now on.
pub async fn add(State(site): State<Site>, who: SignedIn, Path(number): Path<i64>, fields: Fields) -> Result<Response, Problem> {
    let viewer = Viewer::of(&who);
    let mut numbers = fields.numbers("pick");
    numbers.extend(numbers_in(fields.text("typed")).unwrap_or_default());
    let added = site.db().work(who.actor(), move |work| {
        work.keep_quietly("they hung on it before");
        let problem = Visible::numbered(work, viewer, number)?;
        if numbers.is_empty() {
            return Err(Trouble::refused("desk-incident-nobody"));
        }
        for one in &numbers {
            let child = Visible::numbered(work, viewer, *one).map_err(|trouble| match trouble {
                Trouble::NotFound(_) => Trouble::refused("desk-no-such-number"),
                other => other,
            })?;
            child.troubled_by(work, &problem)?;
        }
        Ok(())
    });
    match added.await {
        Ok(()) => Ok(see_other(&address(number)).into_response()),
        Err(Trouble::Refused(refusal)) => refused(&site, &who, number, &fields, &refusal).await,
        Err(trouble) => Err(trouble.into()),
    }
}

/// `GET /conversations/{number}/incident/others?typed=…`: what is found by words, each with its box; what was ticked before stays.
pub async fn others(State(site): State<Site>, who: SignedIn, Path(number): Path<i64>, query: Query) -> Result<Markup, Problem> {
    let found = found(&site, &who, number, query.text("typed"), query.numbers("pick")).await?;
    Ok(boxes(&site, &who, query.text("typed"), &found))
}

/// Conversations with these words that do not hang on it yet; none for numbers, which say themselves whom they mean.
pub async fn found(site: &Site, who: &SignedIn, number: i64, typed: &str, ticked: Vec<i64>) -> Result<Found, Problem> {
    let viewer = Viewer::of(who);
    let hits = match is_words(typed) {
        true => find(site, Eyes::of(who), Wish::of_kind(Kind::Conversation, typed, OFFERED)).await?.hits,
        false => Vec::new(),
    };
    let read = site.db().read(move |tx| {
        let problem = Visible::numbered(tx, viewer, number)?.id;
        let known: HashSet<i64> = incident::children(tx, viewer, problem)?
            .into_iter()
            .map(|child| child.number)
            .chain([number])
            .collect();
        let mut ids = Vec::new();
        for number in ticked.iter().take(MOST_TICKED) {
            match Visible::numbered(tx, viewer, *number) {
                Ok(seen) => ids.push(seen.id),
                Err(Trouble::NotFound(_)) => {}
                Err(other) => return Err(other),
            }
        }
        for id in hits.iter().filter_map(|shown| shown.hit.conversation).map(ConversationId) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        let mut lines = lists::lines(tx, viewer, &ids)?;
        lines.retain(|line| !known.contains(&line.number));
        Ok(Found { ticked: ticked.into_iter().collect(), lines })
    });
    Ok(read.await?)
}

fn boxes(site: &Site, who: &SignedIn, typed: &str, found: &Found) -> Markup {
    let text = who.t();
    let row = |line: &Line| {
        html! {
            label.check {
                input type="checkbox" name="pick" value=(line.number) checked[found.ticked.contains(&line.number)];
                span { "#" (line.number) " " @if line.subject.is_empty() { (text.say("desk-no-subject")) } @else { (line.subject) } " "
                    span.muted { (line.customer_name) " · " (text.short(line.last_activity_at, site.now(), &who.zone)) } " " (signs::status(text, line.status)) }
            }
        }
    };
    html! {
        @for line in &found.lines { (row(line)) }
        @if found.lines.is_empty() && is_words(typed) { p.hint { (text.say("desk-incident-found-none")) } }
    }
}

/// The form, with what was found for what is typed in it.
pub fn draw(site: &Site, who: &SignedIn, number: i64, given: &Fields, found: &Found, mistake: Option<&str>) -> Markup {
    let text = who.t();
    let typed = field(text.say("desk-incident-typed"), "typed")
        .value(given.text("typed"))
        .hint(text.say("desk-incident-typed-hint"))
        .error(mistake)
        .attr("autocomplete", "off")
        .attr("hx-get", format!("{}/others", address(number)))
        .attr("hx-trigger", "input changed delay:150ms")
        .attr("hx-include", "#incident-found")
        .attr("hx-sync", "this:replace")
        .attr("hx-target", "#incident-found")
        .attr("hx-swap", "innerHTML");
    form(
        &who.csrf,
        address(number),
        &html! { div.stack {
            (typed)
            div.stack.tight id="incident-found" role="group" aria-label=(text.say("desk-incident-found")) aria-live="polite" { (boxes(site, who, given.text("typed"), found)) }
            (button(text.say("desk-incident-add-them")))
        } },
    )
}

#[cfg(test)]
mod tests {
    use super::numbers_in;

    #[test]
    fn numbers_in_a_row_are_numbers_and_anything_else_is_words() {
        for (typed, read) in [
            ("12, 15; #18", Some(vec![12, 15, 18])),
            ("12 15", Some(vec![12, 15])),
            ("＃7，8", Some(vec![7, 8])),
            ("", Some(vec![])),
            ("kettle 2 leaks", None),
            ("12a", None),
        ] {
            assert_eq!(numbers_in(typed), read, "{typed}");
        }
    }
}
