//! A stored verdict explained, long after: what was decided, why, and what each rule saw.

use crate::reason::fact_in_words;
use crate::{Checked, Held, Outcome, Verdict};
use document::{Said, Words, say};
use kit::Locale;

impl Verdict {
    /// The verdict in sentences: the outcome, each reason, each rule with the facts it used.
    pub fn explained(&self, locale: Locale) -> Vec<String> {
        let mut lines = vec![outcome(&self.outcome).of(locale).to_owned()];
        lines.extend(
            self.reasons
                .iter()
                .map(|reason| format!("{} {} [{}]", reason.text.of(locale), reason.next_step.of(locale), reason.code)),
        );
        lines.extend(self.checked.iter().map(|checked| of_rule(checked, locale)));
        lines
    }
}

fn outcome(outcome: &Outcome) -> Words {
    const ALLOWED: Said = Said::new("It was allowed.", "Se permitió.", "已允许。");
    const CONFIRM: Said = Said::new("It was allowed once confirmed.", "Se permitió tras confirmarlo.", "确认后允许。");
    const APPROVE: Said = Said::new("It needed an approval by {role}.", "Necesitó la aprobación de {role}.", "需要{role}批准。");
    const DENIED: Said = Said::new("It was refused.", "Se rechazó.", "已拒绝。");
    match outcome {
        Outcome::Allowed => ALLOWED.words(),
        Outcome::NeedsConfirmation => CONFIRM.words(),
        Outcome::NeedsApproval { role, .. } => APPROVE.with(&[("role", &Words::each(|locale| crate::value_in_words(role, locale)))]),
        Outcome::Denied => DENIED.words(),
    }
}

fn of_rule(checked: &Checked, locale: Locale) -> String {
    let held = match checked.held {
        Held::Yes => Said::new("holds", "se cumple", "成立"),
        Held::No => Said::new("does not hold", "no se cumple", "不成立"),
        Held::Unknown => Said::new("cannot be told", "no puede saberse", "无法判断"),
        Held::NotAsked => Said::new("does not apply", "no se aplica", "不适用"),
    };
    let facts: Vec<String> = checked
        .facts
        .iter()
        .map(|(name, fact)| format!("{name} = {}", fact_in_words(fact, locale)))
        .collect();
    let facts = if facts.is_empty() { "—".to_owned() } else { say::all_of(&facts, locale) };
    format!("{}: {} ({facts})", checked.rule, held.of(locale))
}
