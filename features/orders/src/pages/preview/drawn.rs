//! A preview as people see it: the verdict first, then lines, money, what cannot be undone, the words for the customer,
//! and the one button that does it.

use crate::action::{Effect, Line, Preview};
use crate::pages::whereabouts::From;
use crate::pages::wording::{self, cited, in_language, outcome_badge, role, said};
use policy::{Outcome, Reason};
use web::parts::{Tone, banner, button, card, csrf_field, link_button, page_head, table, table_card};
use web::{Fields, Markup, SignedIn, Text, html};

pub(in crate::pages) struct Drawn<'a> {
    pub who: &'a SignedIn,
    pub from: From,
    /// What the action is called.
    pub named: String,
    /// What it is done to, in a sentence.
    pub about: String,
    /// The address the form was posted to; the confirmation goes below it.
    pub path: String,
    /// Where to go instead: the address, and what it is called.
    pub back: (String, String),
    pub preview: &'a Preview,
    /// The form it was worked out from, to be carried along.
    pub typed: &'a Fields,
    pub key: String,
    /// Something moved since it was shown last.
    pub moved: bool,
    /// The words for the customer, drawn.
    pub telling: Markup,
}

/// Fields of the preview itself, which are made anew each time.
const OWN: [&str; 6] = ["csrf", "hash", "key", "seen", "conversation", "look"];

impl Drawn<'_> {
    fn text(&self) -> &Text {
        self.who.t()
    }

    pub(in crate::pages) fn body(&self) -> Markup {
        let text = self.text();
        html! {
            (page_head(&text.say_with("orders-preview-of", &[("action", &self.named)]), &self.about, &self.from.back(self.who)))
            @if self.moved { (self.what_moved()) }
            (self.verdict())
            @if self.preview.is_possible() {
                (self.steps())
                (self.lines("orders-bill-changes", "entry", &self.preview.lines))
                (self.lines("orders-money-moves", "move", &self.preview.money))
                (self.finals())
            }
            (self.telling)
            (self.buttons())
        }
    }

    fn verdict(&self) -> Markup {
        let (text, verdict) = (self.text(), &self.preview.verdict);
        let body = html! {
            div.stack {
                div.line {
                    (outcome_badge(text, &verdict.outcome))
                    strong { (text.money(self.preview.amount)) }
                    @if let Outcome::NeedsApproval { role: by, above } = &verdict.outcome {
                        span { (text.say_with("orders-needs-approval-of", &[("role", &role(text, by))])) }
                        @if let Some(above) = above { span.muted { (text.say_with("orders-above", &[("amount", &text.money(*above))])) } }
                    }
                }
                @for reason in &verdict.reasons { (self.reason(reason)) }
                @if !verdict.checked.is_empty() {
                    details.more { summary { (text.say("orders-rules-looked-at")) }
                        ul { @for checked in &verdict.checked { li { (checked.rule) ": " (said(text, "held", held(checked.held))) } } }
                    }
                }
            }
        };
        card(&text.say("orders-verdict"), &body)
    }

    fn reason(&self, reason: &Reason) -> Markup {
        let (text, locale) = (self.text(), self.text().locale());
        html! {
            div {
                p { (in_language(&reason.text, locale)) " " span.mono.faint { (reason.code) } }
                p.muted { (text.say("orders-next-step")) " " (in_language(&reason.next_step, locale)) }
                @if let Some(article) = &reason.article { p.muted { (cited(text, article)) } }
            }
        }
    }

    fn lines(&self, title: &str, family: &str, lines: &[Line]) -> Markup {
        let text = self.text();
        if lines.is_empty() {
            return html! {};
        }
        let heads = ["orders-what", "orders-for", "orders-gross"].map(|key| text.say(key));
        let rows = html! {
            @for line in lines {
                tr { td { (said(text, family, &line.kind)) } td { (self.label(line)) } td.number { (text.money(line.amount)) } }
            }
        };
        html! { (table_card(&text.say(title), &table(text.say(title), heads, rows))) }
    }

    /// Names of goods as they are; words of ours (methods, kinds of entries) in the reader's language.
    fn label(&self, line: &Line) -> String {
        wording::line_label(self.text(), &line.kind, &line.label)
    }

    /// How a rate card came to the amount, step by step.
    fn steps(&self) -> Markup {
        let effects = self.preview.plan.iter().flat_map(|plan| &plan.effects);
        let said = effects.filter_map(|effect| match effect {
            Effect::MakesCharge(new) => serde_json::from_value::<Vec<rates::Step>>(new.steps.clone()).ok(),
            _ => None,
        });
        let (text, said) = (self.text(), said.flatten().collect::<Vec<_>>());
        if said.is_empty() {
            return html! {};
        }
        let entries = self.preview.plan.iter().flat_map(|plan| &plan.entries);
        let tax = kit::money::total(self.preview.currency, entries.map(|entry| entry.amount.tax)).ok();
        let body = html! {
            div.stack.tight {
                (steps(text, &said))
                @if let Some(tax) = tax { p.muted { (text.say("orders-tax")) ": " (text.money(tax)) } }
                p { strong { (text.say("orders-total")) ": " (text.money(self.preview.amount)) } }
            }
        };
        card(&text.say("orders-worked-out"), &body)
    }

    fn finals(&self) -> Markup {
        let text = self.text();
        html! {
            @if !self.preview.cannot_be_undone.is_empty() {
                (banner(Tone::Warn, &html! {
                    p { strong { (text.say("orders-cannot-be-undone")) } }
                    ul { @for what in &self.preview.cannot_be_undone { li { (said(text, "final", what)) } } }
                }))
            }
        }
    }

    /// What one sees, line by line, to compare with what one sees next time.
    fn digest(&self) -> Vec<String> {
        let text = self.text();
        let each =
            |family: &str, line: &Line| format!("{} {} {}", said(text, family, &line.kind), self.label(line), text.money(line.amount));
        let outcome = said(text, "outcome", self.preview.verdict.outcome.name());
        let lines = self.preview.lines.iter().map(|line| each("entry", line));
        let money = self.preview.money.iter().map(|line| each("move", line));
        std::iter::once(outcome).chain(lines).chain(money).collect()
    }

    fn what_moved(&self) -> Markup {
        let text = self.text();
        let (before, now) = (self.typed.list("seen"), self.digest());
        let gone: Vec<&&str> = before.iter().filter(|line| !now.iter().any(|one| one == *line)).collect();
        let new: Vec<&String> = now.iter().filter(|line| !before.contains(&line.as_str())).collect();
        let body = html! {
            p { strong { (text.say("orders-moved-meanwhile")) } }
            @if gone.is_empty() && new.is_empty() { p { (text.say("orders-moved-elsewhere")) } }
            ul {
                @for line in gone { li { (text.say("orders-no-longer")) " " del { (line) } } }
                @for line in new { li { (text.say("orders-now")) " " ins { (line) } } }
            }
        };
        banner(Tone::Warn, &body)
    }

    fn carried(&self) -> Markup {
        html! { @for (name, value) in self.typed.all().filter(|(name, _)| !OWN.contains(name)) { input type="hidden" name=(name) value=(value); } }
    }

    fn buttons(&self) -> Markup {
        let text = self.text();
        let label = match &self.preview.verdict.outcome {
            Outcome::NeedsApproval { .. } => text.say("orders-ask-for-approval"),
            _ => text.say_with("orders-confirm", &[("action", &self.named)]),
        };
        html! {
            div.line {
                @if self.preview.is_possible() {
                    form method="post" action={ (self.path) "/confirm" } {
                        (csrf_field(&self.who.csrf)) (self.from.field()) (self.carried())
                        input type="hidden" name="hash" value=(self.preview.hash);
                        input type="hidden" name="key" value=(self.key);
                        @for line in self.digest() { input type="hidden" name="seen" value=(line); }
                        (button(label).primary().icon("check").key("Ctrl ↵").attr("data-key", "mod+Enter"))
                    }
                }
                (link_button(text.say("orders-change-form"), self.form_again()))
                (link_button(self.back.1.clone(), self.back.0.clone()).quiet())
            }
        }
    }

    /// The form with everything that was filled in.
    fn form_again(&self) -> String {
        let carried = self
            .typed
            .all()
            .filter(|(name, _)| !OWN.contains(name))
            .map(|(name, value)| (name.to_owned(), value.to_owned()));
        let query = query_of(carried.chain(self.from.0.map(|number| ("conversation".to_owned(), number.to_string()))));
        format!("{}?{query}", self.path)
    }
}

/// The calculator's steps as sentences; nothing where none were made.
pub(in crate::pages) fn steps(text: &Text, steps: &[rates::Step]) -> Markup {
    let locale = text.locale();
    html! { @if !steps.is_empty() { ol.stack.tight { @for step in steps { li { (step.said(locale)) } } } } }
}

const fn held(held: policy::Held) -> &'static str {
    match held {
        policy::Held::Yes => "yes",
        policy::Held::No => "no",
        policy::Held::Unknown => "unknown",
        policy::Held::NotAsked => "not_asked",
    }
}

/// Names and values as an address carries them: everything but letters and digits is written in percent.
pub(in crate::pages) fn query_of(pairs: impl Iterator<Item = (String, String)>) -> String {
    let written = |text: &str| {
        let each = text
            .bytes()
            .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") });
        each.collect::<String>()
    };
    pairs
        .map(|(name, value)| format!("{}={}", written(&name), written(&value)))
        .collect::<Vec<_>>()
        .join("&")
}

#[cfg(test)]
mod tests {
    use super::query_of;

    #[test]
    fn what_was_typed_survives_the_way_back_to_the_form() {
        let pairs = [("swap", "12:KETTLE RED"), ("own_reason", "50 % & more")].map(|(name, value)| (name.to_owned(), value.to_owned()));
        let read = web::Fields::parse(query_of(pairs.into_iter()).as_bytes());
        assert_eq!((read.text("swap"), read.text("own_reason")), ("12:KETTLE RED", "50 % & more"));
    }
}
