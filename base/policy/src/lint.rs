//! What is not wrong in a policy and yet surely not meant: shown beside the draft, never in the way of saving it.

mod exclude;

use crate::known::values::{ITEM_STATES, ORDER_STATUSES, known_values};
use crate::predicate::Check;
use crate::{Action, Amounts, Policy, Predicate, Rule, Strength, Threshold};
use document::{Said, Words, nearest, placeholders};
use exclude::{excludes, parts_of};
use serde::Serialize;

/// One doubt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Doubt {
    pub action: String,
    /// The piece it is about, as [`describe`](crate::describe) names it.
    pub part: String,
    pub code: &'static str,
    pub text: Words,
    pub remedy: Words,
}

/// All doubts about a policy, action by action.
pub fn lint(policy: &Policy) -> Vec<Doubt> {
    policy.actions.iter().flat_map(|(name, action)| of_action(name, action)).collect()
}

type Found = (String, &'static str, Said, Said, Vec<(&'static str, Words)>);

fn of_action(name: &str, action: &Action) -> Vec<Doubt> {
    let mut found = Vec::new();
    if action.rules.is_empty() {
        found.push(("rules".into(), "no_rules", NO_RULES, ADD_ALWAYS, vec![]));
    }
    if MOVES_MONEY.contains(&name) && !action.needs_confirmation {
        found.push(("needs_confirmation".into(), "unconfirmed", UNCONFIRMED, CONFIRM, vec![]));
    }
    if NEEDS_TO_KNOW_WHO.contains(&name) && action.identity == Strength::None && !asks_identity(action) {
        found.push(("identity".into(), "anybody", ANYBODY, ADD_IDENTITY, vec![]));
    }
    for (at, rule) in action.rules.iter().enumerate() {
        found.extend(of_rule(rule));
        found.extend(action.rules[..at].iter().filter_map(|earlier| of_two(earlier, rule)));
    }
    found.extend(limits(action));
    found.extend(currencies(action));
    let doubt = |(part, code, text, remedy, words): Found| {
        let words: Vec<(&str, &Words)> = words.iter().map(|(name, words)| (*name, words)).collect();
        Doubt {
            action: name.to_owned(),
            part,
            code,
            text: text.with(&words),
            remedy: remedy.with(&words),
        }
    };
    found.into_iter().map(doubt).collect()
}

fn asks_identity(action: &Action) -> bool {
    let asks = |rule: &Rule| rule.require.facts().iter().any(|fact| ["customer.verified", "actor.role"].contains(fact));
    action.rules.iter().any(asks)
}

/// What is odd about one rule alone.
fn of_rule(rule: &Rule) -> Vec<Found> {
    let mut found = Vec::new();
    let part = format!("rule:{}", rule.name);
    if own_contradiction(&rule.require) {
        found.push((part.clone(), "contradiction", NEVER_HOLDS, SPLIT, vec![]));
    }
    if rule.when.as_ref().is_some_and(own_contradiction) {
        found.push((part.clone(), "never_reached", NEVER_ASKED, SPLIT, vec![]));
    }
    for words in [&rule.text, &rule.next_step] {
        found.extend(translation(&part, words));
    }
    for leaf in rule.when.iter().chain([&rule.require]).flat_map(Predicate::leaves) {
        let Check::Texts(fact, _, list) = leaf.check() else { continue };
        found.extend(list.iter().filter_map(|value| misspelt(&part, value).or_else(|| impossible(&part, fact, value))));
    }
    found
}

fn own_contradiction(predicate: &Predicate) -> bool {
    let parts = parts_of(predicate);
    parts.iter().enumerate().any(|(at, one)| parts[..at].iter().any(|other| excludes(one, other)))
}

/// What is odd about two rules of one action.
fn of_two(earlier: &Rule, later: &Rule) -> Option<Found> {
    let part = format!("rule:{}", later.name);
    let other = vec![("other", Words::same(&earlier.name))];
    if earlier.when == later.when && earlier.require == later.require {
        return Some((part, "repeated", REPEATED, DROP, other));
    }
    let clash = |one: &Predicate, another: &Predicate| {
        let (one, another) = (parts_of(one), parts_of(another));
        one.iter().any(|one| another.iter().any(|other| excludes(one, other)))
    };
    if earlier.when == later.when && clash(&earlier.require, &later.require) {
        return Some((part, "contradiction", CONTRADICTS, CHANGE, other));
    }
    let beyond =
        |asked: &Rule, always: &Rule| always.when.is_none() && asked.when.as_ref().is_some_and(|when| clash(when, &always.require));
    if beyond(later, earlier) {
        return Some((part, "never_reached", NEVER_REACHED, DROP, other));
    }
    if beyond(earlier, later) {
        let other = vec![("other", Words::same(&later.name))];
        return Some((format!("rule:{}", earlier.name), "never_reached", NEVER_REACHED, DROP, other));
    }
    None
}

/// A language that says the same as another, or names other facts, was probably forgotten.
fn translation(part: &str, words: &Words) -> Option<Found> {
    let long = words.en.chars().filter(|letter| letter.is_alphabetic()).count() > 3;
    if long && (words.en == words.es || words.en == words.zh || words.es == words.zh) {
        return Some((part.to_owned(), "untranslated", UNTRANSLATED, TRANSLATE, vec![]));
    }
    let named = |text| {
        let mut names = placeholders(text);
        names.sort_unstable();
        names.dedup();
        names.join(", ")
    };
    let (en, es, zh) = (named(&words.en), named(&words.es), named(&words.zh));
    (en != es || en != zh).then(|| (part.to_owned(), "other_places", OTHER_PLACES, SAME_PLACES, vec![]))
}

/// A value the fact can never have: the rule waits for it in vain.
fn impossible(part: &str, fact: &str, value: &str) -> Option<Found> {
    let all: &[&str] = match fact {
        "order.status" => &ORDER_STATUSES,
        "items.states" => &ITEM_STATES,
        _ => return None,
    };
    let words = vec![("value", Words::same(value)), ("all", Words::same(all.join(", ")))];
    (!all.contains(&value)).then(|| (part.to_owned(), "never_so", NEVER_SO, ONE_OF, words))
}

/// A value nobody knows that is almost one everybody knows.
fn misspelt(part: &str, value: &str) -> Option<Found> {
    let near = nearest(value, known_values())?;
    let close = value.len() > 3 && near != value && document::distance(value, near) <= 2;
    let words = vec![("value", Words::same(value)), ("nearest", Words::same(near))];
    close.then(|| (part.to_owned(), "misspelt", MISSPELT, SPELL, words))
}

/// Limits that make each other pointless.
fn limits(action: &Action) -> Vec<Found> {
    let mut found = Vec::new();
    let ceilings: Vec<&Amounts> = action
        .rules
        .iter()
        .filter(|rule| rule.when.is_none())
        .filter_map(|rule| ceiling(&rule.require))
        .collect();
    for line in &action.needs_approval_above {
        let Threshold::Above(limits) = &line.above else { continue };
        let part = format!("needs_approval_above:{}", line.role);
        if ceilings.iter().any(|ceiling| reaches(limits, ceiling)) {
            found.push((part.clone(), "never_approved", NEVER_APPROVED, LOWER, vec![]));
        }
        let approver = line.by.as_deref().and_then(|by| action.approval_for(by));
        if let Some(Threshold::Above(own)) = approver.map(|approver| &approver.above)
            && reaches(limits, own)
        {
            let by = vec![("by", Words::same(line.by.as_deref().unwrap_or_default()))];
            found.push((part, "weak_approver", WEAK_APPROVER, RAISE, by));
        }
    }
    for line in &action.per_day {
        let daily = line.amount.as_ref();
        let single = action.approval_for(&line.role).map(|approval| &approval.above);
        if let (Some(daily), Some(Threshold::Above(single))) = (daily, single)
            && reaches(single, daily)
            && single != daily
        {
            found.push((format!("per_day:{}", line.role), "day_below_single", DAY_BELOW, RAISE_DAY, vec![]));
        }
    }
    found
}

/// A limit that lacks a currency another limit of the same action has: there it refuses, or asks for approval, whatever the amount.
fn currencies(action: &Action) -> Option<Found> {
    let of_rules = action.rules.iter().flat_map(|rule| {
        let amounts = rule.require.leaves().into_iter().flat_map(|leaf| match leaf.check() {
            Check::Below(_, most) => vec![most],
            Check::Within(_, least, most) => least.into_iter().chain(most).collect(),
            _ => vec![],
        });
        amounts.map(move |amounts| (format!("rule:{}", rule.name), amounts))
    });
    let of_approvals = action.needs_approval_above.iter().filter_map(|line| match &line.above {
        Threshold::Above(amounts) => Some((format!("needs_approval_above:{}", line.role), amounts)),
        _ => None,
    });
    let of_days = action
        .per_day
        .iter()
        .filter_map(|line| Some((format!("per_day:{}", line.role), line.amount.as_ref()?)));
    let limits: Vec<(String, &Amounts)> = of_rules.chain(of_approvals).chain(of_days).collect();
    let all = limits.iter().flat_map(|(_, amounts)| amounts.all()).map(|amount| amount.currency);
    let lacking = all.flat_map(|currency| {
        limits
            .iter()
            .filter(move |(_, amounts)| amounts.of(currency).is_none())
            .map(move |at| (currency, at))
    });
    let (currency, (part, _)) = lacking.into_iter().next()?;
    let words = vec![("currency", Words::same(currency.code()))];
    Some((part.clone(), "currency_lacking", LACKING, ADD_CURRENCY, words))
}

fn ceiling(require: &Predicate) -> Option<&Amounts> {
    match require.check() {
        Check::Below("action.amount", limits) | Check::Within("action.amount", _, Some(limits)) => Some(limits),
        _ => None,
    }
}

/// Whether in some currency the first limit is as high as the second or higher.
fn reaches(one: &Amounts, other: &Amounts) -> bool {
    one.all()
        .iter()
        .any(|limit| other.of(limit.currency).is_some_and(|other| limit.minor >= other.minor))
}

const MOVES_MONEY: [&str; 15] = [
    "place_order",
    "cancel",
    "exchange",
    "refund",
    "goodwill",
    "credit",
    "adjust_bill",
    "waive_fee",
    "add_charge",
    "close_account",
    "apply_voucher",
    "load_balance",
    "take_payment",
    "change_subscription",
    "cancel_subscription",
];
const NEEDS_TO_KNOW_WHO: [&str; 5] = ["change_address", "change_payment", "refund", "update_account", "close_account"];

const NO_RULES: Said = Said::new("Without rules this is always refused.", "Sin reglas siempre se rechaza.", "没有规则，此操作一律被拒绝。");
const ADD_ALWAYS: Said = Said::new(
    "Add rules, or one that requires \"always\" if it may be done without condition.",
    "Añada reglas, o una que exija \"always\" si puede hacerse sin condiciones.",
    "请添加规则；如可无条件执行，请添加要求 \"always\" 的规则。",
);
const UNCONFIRMED: Said = Said::new(
    "Money moves without anybody confirming it.",
    "Se mueve dinero sin que nadie lo confirme.",
    "无人确认即会发生资金变动。",
);
const CONFIRM: Said = Said::new(
    "Set “needs_confirmation” to true.",
    "Ponga «needs_confirmation» en true.",
    "请将“needs_confirmation”设为 true。",
);
const ANYBODY: Said = Said::new(
    "Anybody can ask for this in a customer's name.",
    "Cualquiera puede pedirlo en nombre de un cliente.",
    "任何人都可以冒用客户名义提出。",
);
const ADD_IDENTITY: Said = Said::new(
    "Set “identity”, such as to \"matched\".",
    "Ponga «identity», por ejemplo \"matched\".",
    "请设置“identity”，例如 \"matched\"。",
);
const NEVER_HOLDS: Said = Said::new("What it requires can never hold.", "Lo que exige no puede cumplirse nunca.", "其要求永远无法成立。");
const NEVER_ASKED: Said = Said::new("Its “when” can never be so.", "Su «when» no puede darse nunca.", "其“when”永远不会成立。");
const SPLIT: Said = Said::new(
    "Look at the parts of its condition: two exclude each other.",
    "Mire las partes de la condición: dos se excluyen.",
    "请检查条件的各部分：其中两项互相排斥。",
);
const REPEATED: Said = Said::new("It says the same as “{other}”.", "Dice lo mismo que «{other}».", "与“{other}”重复。");
const DROP: Said = Said::new("Take one of the two out.", "Quite una de las dos.", "请删除其中一条。");
const CONTRADICTS: Said = Said::new(
    "It and “{other}” can never hold together, so the action is always refused.",
    "Nunca se cumplen a la vez esta y «{other}», así que la acción siempre se rechaza.",
    "它与“{other}”不可能同时成立，因此操作一律被拒绝。",
);
const CHANGE: Said = Said::new(
    "Change one of the two, or give one a “when”.",
    "Cambie una de las dos o dé a una un «when».",
    "请修改其中一条，或为其添加“when”。",
);
const NEVER_REACHED: Said = Said::new(
    "It never decides: where it applies, “{other}” has refused already.",
    "Nunca decide: donde se aplica, «{other}» ya ha rechazado.",
    "它从不起作用：在其适用时，“{other}”已经拒绝。",
);
const UNTRANSLATED: Said = Said::new("Two languages say the same words.", "Dos idiomas dicen lo mismo.", "有两种语言的文字完全相同。");
const TRANSLATE: Said = Said::new("Translate the sentence.", "Traduzca la frase.", "请翻译该句。");
const OTHER_PLACES: Said = Said::new(
    "The languages do not fill in the same facts.",
    "Los idiomas no rellenan los mismos datos.",
    "各语言填入的信息不一致。",
);
const SAME_PLACES: Said = Said::new(
    "Use the same places in { } in each language.",
    "Use los mismos huecos entre { } en cada idioma.",
    "请在各语言中使用相同的 { } 占位符。",
);
const MISSPELT: Said = Said::new(
    "“{value}” looks like a slip for “{nearest}”.",
    "«{value}» parece un error por «{nearest}».",
    "“{value}”似乎是“{nearest}”的笔误。",
);
const SPELL: Said = Said::new("Write “{nearest}” if that is meant.", "Escriba «{nearest}» si es eso.", "如是此意，请写“{nearest}”。");
const NEVER_SO: Said = Said::new("It is never “{value}”.", "Nunca es «{value}».", "它不可能是“{value}”。");
const ONE_OF: Said = Said::new("Choose among {all}.", "Elija entre {all}.", "请从 {all} 中选择。");
const NEVER_APPROVED: Said = Said::new(
    "A rule refuses the amount before this approval could be asked for.",
    "Una regla rechaza el importe antes de que se pida esta aprobación.",
    "在需要此审批之前，规则已拒绝该金额。",
);
const LOWER: Said = Said::new(
    "Lower “above”, or raise the rule's limit.",
    "Baje «above» o suba el límite de la regla.",
    "请降低“above”，或提高规则的限额。",
);
const WEAK_APPROVER: Said = Said::new(
    "“{by}” is asked for more than they may do themselves.",
    "A «{by}» se le pide más de lo que puede hacer.",
    "“{by}”被要求批准超出其自身权限的金额。",
);
const RAISE: Said = Said::new(
    "Raise the limit of “{by}”, or name a higher role.",
    "Suba el límite de «{by}» o nombre un rol superior.",
    "请提高“{by}”的限额，或指定更高的角色。",
);
const DAY_BELOW: Said = Said::new(
    "The day's sum is below what is allowed at once.",
    "La suma diaria es menor que lo permitido de una vez.",
    "每日限额低于单次限额。",
);
const LACKING: Said = Said::new(
    "Another limit here has an amount in {currency}, this one has none.",
    "Otro límite tiene un importe en {currency}; este no.",
    "此处其他限额包含 {currency}，而这一项没有。",
);
const ADD_CURRENCY: Said = Said::new("Add an amount in {currency}.", "Añada un importe en {currency}.", "请添加 {currency} 金额。");
const RAISE_DAY: Said = Said::new(
    "Raise the day's sum, or lower the limit for approval.",
    "Suba la suma diaria o baje el límite de aprobación.",
    "请提高每日限额，或降低审批限额。",
);
