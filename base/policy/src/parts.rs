//! A policy taken apart into the pieces an administrator speaks of, each said in a sentence. What describes a policy and
//! what compares two of them look at the same pieces.

use crate::clause::{amounts, clause, day, meaning};
use crate::known::{actions, values::value_in_words};
use crate::reason::{for_reading, yes_or_no};
use crate::{Action, Approval, DailyLimit, Policy, Predicate, Rule, Threshold};
use document::{Said, Words, say};
use serde_json::{Value, json};

/// One piece.
pub(crate) struct Part {
    /// The action it belongs to; none for the policy as a whole.
    pub action: Option<String>,
    /// What it is called: `rule:within-30-days`.
    pub name: String,
    /// By which two are compared.
    pub value: Value,
    pub said: Words,
    /// What the customer is told where it says no.
    pub otherwise: Option<Words>,
}

const ALL_BRANDS: Said = Said::new("It is for all brands.", "Vale para todas las marcas.", "适用于所有品牌。");
const BRANDS: Said = Said::new("It is for {list} only.", "Vale solo para {list}.", "仅适用于{list}。");
const ALL_COUNTRIES: Said = Said::new("It is for all countries.", "Vale para todos los países.", "适用于所有国家。");
const COUNTRIES: Said = Said::new("It is for orders to {list} only.", "Vale solo para pedidos a {list}.", "仅适用于送往{list}的订单。");
const FROM: Said = Said::new("It holds from {day}.", "Rige desde el {day}.", "自 {day} 起生效。");
const UNTIL: Said = Said::new("It holds until {day}.", "Rige hasta el {day}.", "有效期至 {day}。");
const OWN_FACT: Said = Said::new("It also knows: {meaning}.", "También conoce: {meaning}.", "还包含：{meaning}。");
const TOLD: Said = Said::new(
    "We tell {what} if the customer is verified at least like this: {how}.",
    "Informamos de {what} si el cliente está verificado al menos así: {how}.",
    "客户身份至少经过如下核实方可告知{what}：{how}。",
);
const HOLDS: Said = Said::new(
    "Verified like this holds for {minutes} minutes: {how}.",
    "Verificado así vale durante {minutes} minutos: {how}.",
    "以下核实方式有效 {minutes} 分钟：{how}。",
);
const IDENTITY: Said = Said::new(
    "The customer must be verified at least like this: {how}.",
    "El cliente debe estar verificado al menos así: {how}.",
    "客户身份至少须经过如下核实：{how}。",
);
const ANYBODY: Said = Said::new("The customer need not be verified.", "El cliente no tiene que estar verificado.", "无需核实客户身份。");
const ONLY_IF: Said = Said::new("Only if {require}.", "Solo si {require}.", "仅当{require}。");
const IF_ONLY_IF: Said = Said::new("If {when}: only if {require}.", "Si {when}: solo si {require}.", "如果{when}：仅当{require}。");
const NO_CONDITION: Said = Said::new("There is no condition.", "No hay condiciones.", "没有条件。");
const OTHERWISE: Said = Said::new(
    "Otherwise the customer reads: “{text} {next}”",
    "De lo contrario el cliente lee: «{text} {next}»",
    "否则客户会看到：“{text}{next}”",
);
const DENIED: Said = Said::new(
    "There is no rule, so it is always refused.",
    "No hay ninguna regla, así que siempre se rechaza.",
    "没有规则，因此一律拒绝。",
);
const CONFIRMED: Said =
    Said::new("It is confirmed before it is done: {yes}.", "Se confirma antes de hacerlo: {yes}.", "执行前需要确认：{yes}。");
const APPROVED_ABOVE: Said = Said::new(
    "Done by {role}, above {limit} it needs the approval of {by}, valid for {hours} hours{rest}.",
    "Hecho por {role}, por encima de {limit} necesita la aprobación de {by}, válida {hours} horas{rest}.",
    "由{role}执行时，超过 {limit} 需{by}批准，有效期 {hours} 小时{rest}。",
);
const APPROVED_ALWAYS: Said = Said::new(
    "Done by {role}, it always needs the approval of {by}, valid for {hours} hours{rest}.",
    "Hecho por {role}, siempre necesita la aprobación de {by}, válida {hours} horas{rest}.",
    "由{role}执行时，一律需{by}批准，有效期 {hours} 小时{rest}。",
);
const APPROVED_NEVER: Said = Said::new(
    "Done by {role}, it needs no approval.",
    "Hecho por {role}, no necesita aprobación.",
    "由{role}执行时，无需批准。",
);
const FOUR_EYES: Said = Said::new(", never one's own", ", nunca la propia", "，不得自批");
const DELEGATE: Said = Said::new(", and may be delegated", ", y puede delegarse", "，可委托他人");
const PER_DAY: Said = Said::new(
    "In a day, {role} may do it {limit}.",
    "En un día, {role} puede hacerlo {limit}.",
    "{role}每天的限额：{limit}。",
);
const NO_LIMIT: Said = Said::new(
    "In a day, {role} may do it as often as needed.",
    "En un día, {role} puede hacerlo cuanto haga falta.",
    "{role}每天不限次数和金额。",
);
const TIMES: Said = Said::new("{count} times", "{count} veces", "{count} 次");
const FOR: Said = Said::new("for {amount} in all", "por {amount} en total", "总计 {amount}");

/// All pieces, the policy's own first, then action by action.
pub(crate) fn parts(policy: &Policy) -> Vec<Part> {
    let mut parts = scope(policy);
    for (name, action) in &policy.actions {
        parts.extend(action_parts(name, action, policy));
    }
    parts
}

/// What an action is called.
pub(crate) fn title(name: &str, action: &Action) -> Words {
    let known = actions::known(name).map(|known| known.title.words());
    action.title.clone().or(known).unwrap_or_else(|| Words::same(name))
}

fn scope(policy: &Policy) -> Vec<Part> {
    let list = |names: &[String]| Words::each(|locale| say::all_of(names, locale));
    let of = |names: &[String], all: Said, some: Said| if names.is_empty() { all.words() } else { some.with(&[("list", &list(names))]) };
    let mut parts = vec![
        whole("brands", json!(policy.brands), of(&policy.brands, ALL_BRANDS, BRANDS)),
        whole("countries", json!(policy.countries), of(&policy.countries, ALL_COUNTRIES, COUNTRIES)),
    ];
    for (name, date, said) in [("valid_from", policy.valid_from, FROM), ("valid_until", policy.valid_until, UNTIL)] {
        parts.extend(date.map(|date| whole(name, json!(date.to_string()), said.with(&[("day", &day(date))]))));
    }
    for (name, fact) in &policy.facts {
        parts.push(whole(&format!("fact:{name}"), json!(fact), OWN_FACT.with(&[("meaning", &fact.meaning)])));
    }
    for (name, strength) in &policy.disclosures {
        let what = actions::known_disclosure(name).map_or_else(|| Words::same(name), |known| known.title.words());
        let said = TOLD.with(&[("what", &what), ("how", &strength.said().words())]);
        parts.push(whole(&format!("disclosure:{name}"), json!(strength), said));
    }
    for (strength, minutes) in &policy.verified_for {
        let words = [("minutes", &Words::same(minutes.to_string())), ("how", &strength.said().words())];
        parts.push(whole(&format!("verified_for:{}", strength.name()), json!(minutes), HOLDS.with(&words)));
    }
    parts
}

fn whole(name: &str, value: Value, said: Words) -> Part {
    Part { action: None, name: name.to_owned(), value, said, otherwise: None }
}

fn action_parts(name: &str, action: &Action, policy: &Policy) -> Vec<Part> {
    let mut parts = vec![whole("title", json!(title(name, action)), title(name, action))];
    if action.rules.is_empty() {
        parts.push(whole("rules", json!([]), DENIED.words()));
    }
    parts.push(whole(
        "identity",
        json!(action.identity),
        match action.identity {
            crate::Strength::None => ANYBODY.words(),
            strength => IDENTITY.with(&[("how", &strength.said().words())]),
        },
    ));
    parts.extend(action.rules.iter().map(|rule| rule_part(rule, policy)));
    let yes = yes_or_no(action.needs_confirmation).words();
    parts.push(whole("needs_confirmation", json!(action.needs_confirmation), CONFIRMED.with(&[("yes", &yes)])));
    parts.extend(
        action
            .needs_approval_above
            .iter()
            .map(|line| whole(&format!("needs_approval_above:{}", line.role), json!(line), approved(line))),
    );
    parts.extend(
        action
            .per_day
            .iter()
            .map(|line| whole(&format!("per_day:{}", line.role), json!(line), limited(line))),
    );
    parts.into_iter().map(|part| Part { action: Some(name.to_owned()), ..part }).collect()
}

fn rule_part(rule: &Rule, policy: &Policy) -> Part {
    let require = clause(&rule.require, &policy.facts);
    let said = match &rule.when {
        _ if rule.require == Predicate::Always => NO_CONDITION.words(),
        Some(when) => IF_ONLY_IF.with(&[("when", &clause(when, &policy.facts)), ("require", &require)]),
        None => ONLY_IF.with(&[("require", &require)]),
    };
    let fact = |fact: &str| meaning(fact, &policy.facts);
    let [text, next] = [&rule.text, &rule.next_step].map(|words| for_reading(words, &rule.require, fact));
    let otherwise = OTHERWISE.with(&[("text", &text), ("next", &next)]);
    Part {
        otherwise: Some(otherwise),
        ..whole(&format!("rule:{}", rule.name), json!(rule), said)
    }
}

fn approved(line: &Approval) -> Words {
    let role = |role: &str| Words::each(|locale| value_in_words(role, locale));
    let by = role(line.by.as_deref().unwrap_or("admin"));
    let rest = Words::each(|locale| {
        let said = [(line.four_eyes, FOUR_EYES), (line.may_delegate, DELEGATE)];
        said.into_iter().filter(|(is, _)| *is).map(|(_, said)| said.of(locale)).collect()
    });
    let hours = Words::same(line.valid_hours.to_string());
    let words = [("role", &role(&line.role)), ("by", &by), ("rest", &rest), ("hours", &hours)];
    match &line.above {
        Threshold::Never => APPROVED_NEVER.with(&words),
        Threshold::Always => APPROVED_ALWAYS.with(&words),
        Threshold::Above(limits) => APPROVED_ABOVE.with(&[&words[..], &[("limit", &amounts(limits))]].concat()),
    }
}

fn limited(line: &DailyLimit) -> Words {
    let count = line.count.map(|count| TIMES.with(&[("count", &Words::same(count.to_string()))]));
    let amount = line.amount.as_ref().map(|limits| FOR.with(&[("amount", &amounts(limits))]));
    let limit = Words::each(|locale| {
        let both: Vec<String> = count.iter().chain(&amount).map(|words| words.of(locale).to_owned()).collect();
        say::all_of(&both, locale)
    });
    let said = if line.no_limit { NO_LIMIT } else { PER_DAY };
    said.with(&[("role", &Words::each(|locale| value_in_words(&line.role, locale))), ("limit", &limit)])
}
