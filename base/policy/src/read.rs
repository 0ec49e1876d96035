//! Reading a policy from its document, field by field; each gives its value or notes what is wrong.

use crate::known::actions;
use crate::known::facts::{FACTS, Kind};
use crate::predicate::{self, kind_of, strength};
use crate::reason::{SHORTHANDS, shorthand};
use crate::{Action, Amounts, Approval, DailyLimit, OwnFact, Policy, Rule, Strength, Threshold};
use document::{Node, Place, Said, Words, placeholders};
use std::collections::{BTreeMap, BTreeSet};

const POLICY: [&str; 10] = [
    "$schema",
    "name",
    "brands",
    "countries",
    "valid_from",
    "valid_until",
    "facts",
    "disclosures",
    "verified_for",
    "actions",
];
/// A month: who was known longer ago is asked again.
pub(crate) const MOST_MINUTES: i64 = 43_200;
const ACTION: [&str; 6] = ["title", "identity", "rules", "needs_confirmation", "needs_approval_above", "per_day"];
const RULE: [&str; 7] = ["name", "when", "require", "code", "text", "next_step", "article"];
const APPROVAL: [&str; 6] = ["role", "above", "by", "valid_hours", "four_eyes", "may_delegate"];

const NO_COUNTRY: Said = Said::new("two capital letters such as \"DE\"", "dos letras mayúsculas como \"DE\"", "两个大写字母，例如 \"DE\"");
const PLAIN_NAME: Said = Said::new(
    "a name of small letters, digits and . _ - such as \"refund.too_late\"",
    "un nombre de minúsculas, cifras y . _ - como \"refund.too_late\"",
    "由小写字母、数字和 . _ - 组成的名称，例如 \"refund.too_late\"",
);
const ENDS_BEFORE: Said = Said::new("it ends before it begins", "termina antes de empezar", "结束日期早于开始日期");
const LATER: Said = Said::new(
    "Write a later “valid_until” or an earlier “valid_from”",
    "Escriba un «valid_until» posterior o un «valid_from» anterior",
    "请填写更晚的“valid_until”或更早的“valid_from”",
);
const OWN_ACTION: Said = Said::new(
    "“{name}” is no action of the product",
    "«{name}» no es ninguna acción del producto",
    "“{name}”不是产品自带的操作",
);
const TITLE_IT: Said = Said::new(
    "Did you mean “{nearest}”? If it is an action of your own, give it a “title” in three languages",
    "¿Quería decir «{nearest}»? Si es una acción propia, dele un «title» en tres idiomas",
    "您是指“{nearest}”吗？如果是自定义操作，请用三种语言填写“title”",
);
const NAME_TWICE: Said = Said::new("two rules are called “{name}”", "dos reglas se llaman «{name}»", "有两条规则都叫“{name}”");
const RENAME: Said = Said::new("Give one of them another name", "Dé otro nombre a una de ellas", "请给其中一条换个名称");
const ROLE_TWICE: Said = Said::new("“{name}” is there twice", "«{name}» aparece dos veces", "“{name}”出现了两次");
const KEEP_ONE: Said = Said::new("Keep one line for each role", "Conserve una línea por rol", "每个角色只保留一行");
const NO_APPROVER: Said = Said::new("nobody is named who approves", "no se nombra a nadie que apruebe", "没有指定审批人");
const NAME_APPROVER: Said = Said::new(
    "Add “by” with a role, or write \"above\": \"never\"",
    "Añada «by» con un rol, o escriba \"above\": \"never\"",
    "请添加带角色的“by”，或填写 \"above\": \"never\"",
);
const KNOWN_ALREADY: Said = Said::new(
    "every policy knows the fact “{name}”",
    "toda política conoce ya el dato «{name}»",
    "所有政策都已有事实“{name}”",
);
const LEAVE_OUT: Said = Said::new("Leave it out, or choose another name", "Quítelo o elija otro nombre", "请删除或改名");
const NO_LIMIT: Said = Said::new("there is no limit here", "aquí no hay ningún límite", "此处没有限额");
const ADD_LIMIT: Said = Said::new(
    "Add “count”, “amount” or both, or \"no_limit\": true",
    "Añada «count», «amount» o ambos, o \"no_limit\": true",
    "请添加“count”、“amount”或两者，或写 \"no_limit\": true",
);
const LIMIT_AND_NONE: Said = Said::new(
    "there is a limit here beside “no_limit”",
    "aquí hay un límite junto a «no_limit»",
    "此处既有限额又写了“no_limit”",
);
const LEAVE_ONE_OUT: Said = Said::new("Leave out one of the two", "Quite uno de los dos", "请删除其中之一");

/// Reads the whole document.
pub(crate) fn policy(place: &Place<'_>) -> Option<Policy> {
    let object = place.object(&POLICY)?;
    let facts = object.or("facts", BTreeMap::new(), own_facts);
    let own = facts.clone().unwrap_or_default();
    let name = object.need("name").and_then(|place| place.text().map(str::to_owned));
    let brands = object.or("brands", vec![], Place::texts);
    let countries = object.or("countries", vec![], |place| place.some(country));
    let valid_from = object.maybe("valid_from", Place::date);
    let valid_until = object.maybe("valid_until", Place::date);
    let disclosures = object.or("disclosures", BTreeMap::new(), disclosures);
    let verified_for = object.or("verified_for", BTreeMap::new(), verified_for);
    let actions = object.need("actions").and_then(|place| {
        let actions = place.entries(|name, place| action(name, place, &own))?;
        Some(actions.into_iter().collect())
    });
    let (valid_from, valid_until) = (valid_from?, valid_until?);
    if valid_from.zip(valid_until).is_some_and(|(from, until)| until < from) {
        return place.fault(ENDS_BEFORE.words(), LATER.words());
    }
    Some(Policy {
        name: name?,
        brands: brands?,
        countries: countries?,
        valid_from,
        valid_until,
        facts: facts?,
        disclosures: disclosures?,
        verified_for: verified_for?,
        actions: actions?,
    })
}

fn own_facts(place: &Place<'_>) -> Option<BTreeMap<String, OwnFact>> {
    let facts = place.entries(|name, place| {
        let object = place.object(&["kind", "meaning"])?;
        let kind = object.need("kind").and_then(|place| place.one_of(&Kind::ALL));
        let meaning = object.need("meaning").and_then(|place| place.words());
        if FACTS.iter().any(|fact| fact.name == name) {
            return place.fault(KNOWN_ALREADY.with(&[("name", &Words::same(name))]), LEAVE_OUT.words());
        }
        is_plain(name).then_some(()).or_else(|| place.expected(PLAIN_NAME.words()))?;
        Some(OwnFact { kind: kind?, meaning: meaning? })
    });
    Some(facts?.into_iter().collect())
}

fn disclosures(place: &Place<'_>) -> Option<BTreeMap<String, Strength>> {
    let known = || actions::DISCLOSURES.iter().map(|known| known.name);
    let entries = place.entries(|name, place| {
        let strength = strength(place);
        if actions::known_disclosure(name).is_none() {
            return place.unknown(name, known());
        }
        strength
    });
    Some(entries?.into_iter().collect())
}

/// By the ways there are; not being verified at all needs no time.
fn verified_for(place: &Place<'_>) -> Option<BTreeMap<Strength, i64>> {
    let known = || Strength::ALL.into_iter().filter(|strength| *strength != Strength::None);
    let entries = place.entries(|name, place| {
        let minutes = place.whole(1, MOST_MINUTES);
        match known().find(|strength| strength.name() == name) {
            Some(strength) => Some((strength, minutes?)),
            None => place.unknown(name, known().map(Strength::name)),
        }
    });
    Some(entries?.into_iter().map(|(_, entry)| entry).collect())
}

fn action(name: &str, place: &Place<'_>, own: &BTreeMap<String, OwnFact>) -> Option<Action> {
    let object = place.object(&ACTION)?;
    let title = object.maybe("title", Place::words);
    if object.may("title").is_none() && actions::known(name).is_none() {
        let nearest = document::nearest(name, actions::ACTIONS.iter().map(|known| known.name)).unwrap_or_default();
        let remedy = TITLE_IT.with(&[("nearest", &Words::same(nearest))]);
        let _: Option<()> = place.fault(OWN_ACTION.with(&[("name", &Words::same(name))]), remedy);
    }
    let identity = object.or("identity", Strength::None, strength);
    let rules = object.or("rules", vec![], |place| rules(place, own));
    let needs_confirmation = object.or("needs_confirmation", false, Place::flag);
    let approvals = object.or("needs_approval_above", vec![], |place| {
        let approvals = place.each(approval)?;
        each_once(place, approvals.iter().map(|approval| approval.role.as_str()), ROLE_TWICE, KEEP_ONE)?;
        Some(approvals)
    });
    let per_day = object.or("per_day", vec![], |place| {
        let limits = place.each(daily_limit)?;
        each_once(place, limits.iter().map(|limit| limit.role.as_str()), ROLE_TWICE, KEEP_ONE)?;
        Some(limits)
    });
    Some(Action {
        title: title?,
        identity: identity?,
        rules: rules?,
        needs_confirmation: needs_confirmation?,
        needs_approval_above: approvals?,
        per_day: per_day?,
    })
}

fn rules(place: &Place<'_>, own: &BTreeMap<String, OwnFact>) -> Option<Vec<Rule>> {
    let rules = place.each(|place| rule(place, own))?;
    each_once(place, rules.iter().map(|rule| rule.name.as_str()), NAME_TWICE, RENAME)?;
    Some(rules)
}

fn rule(place: &Place<'_>, own: &BTreeMap<String, OwnFact>) -> Option<Rule> {
    let object = place.object(&RULE)?;
    let name = object.need("name").and_then(|place| plain_name(&place));
    let when = object.maybe("when", |place| predicate::read(place, own));
    let require = object.need("require").and_then(|place| predicate::read(&place, own));
    let code = object.need("code").and_then(|place| plain_name(&place));
    let text = object.need("text").and_then(|place| sentence(&place, own));
    let next_step = object.need("next_step").and_then(|place| sentence(&place, own));
    let article = object.maybe("article", |place| place.text().map(str::to_owned));
    Some(Rule {
        name: name?,
        when: when?,
        require: require?,
        code: code?,
        text: text?,
        next_step: next_step?,
        article: article?,
    })
}

/// A sentence whose places are facts or shorthands that exist.
fn sentence(place: &Place<'_>, own: &BTreeMap<String, OwnFact>) -> Option<Words> {
    let words = place.words()?;
    let known = |name: &str| shorthand(name).is_some() || kind_of(name, own).is_some();
    let mut whole = true;
    for name in [&words.en, &words.es, &words.zh].into_iter().flat_map(|text| placeholders(text)) {
        if !known(name) {
            let names = SHORTHANDS.iter().map(|shorthand| shorthand.name).chain(FACTS.iter().map(|fact| fact.name));
            let _: Option<()> = place.unknown(name, names);
            whole = false;
        }
    }
    whole.then_some(words)
}

fn approval(place: &Place<'_>) -> Option<Approval> {
    let object = place.object(&APPROVAL)?;
    let role = object.need("role").and_then(|place| plain_name(&place));
    let above = object.need("above").and_then(|place| threshold(&place));
    let by = object.maybe("by", plain_name);
    let valid_hours = object.or("valid_hours", 72, |place| place.whole(1, 8760));
    let four_eyes = object.or("four_eyes", true, Place::flag);
    let may_delegate = object.or("may_delegate", false, Place::flag);
    let (above, by) = (above?, by?);
    if by.is_none() && above != Threshold::Never {
        return place.fault(NO_APPROVER.words(), NAME_APPROVER.words());
    }
    Some(Approval {
        role: role?,
        above,
        by,
        valid_hours: valid_hours?,
        four_eyes: four_eyes?,
        may_delegate: may_delegate?,
    })
}

fn threshold(place: &Place<'_>) -> Option<Threshold> {
    match place.node() {
        Node::Text(word) if word == "always" => Some(Threshold::Always),
        Node::Text(word) if word == "never" => Some(Threshold::Never),
        _ => Amounts::read(place).map(Threshold::Above),
    }
}

fn daily_limit(place: &Place<'_>) -> Option<DailyLimit> {
    let object = place.object(&["role", "count", "amount", "no_limit"])?;
    let role = object.need("role").and_then(|place| plain_name(&place));
    let count = object.maybe("count", |place| place.whole(0, 1_000_000));
    let amount = object.maybe("amount", Amounts::read);
    let no_limit = object.or("no_limit", false, Place::flag);
    let (count, amount, no_limit) = (count?, amount?, no_limit?);
    match (no_limit, count.is_none() && amount.is_none()) {
        (false, true) => place.fault(NO_LIMIT.words(), ADD_LIMIT.words()),
        (true, false) => place.fault(LIMIT_AND_NONE.words(), LEAVE_ONE_OUT.words()),
        _ => Some(DailyLimit { role: role?, count, amount, no_limit }),
    }
}

fn country(place: &Place<'_>) -> Option<String> {
    let code = place.text()?;
    let is_code = code.len() == 2 && code.bytes().all(|letter| letter.is_ascii_uppercase());
    if is_code { Some(code.to_owned()) } else { place.expected(NO_COUNTRY.words()) }
}

fn plain_name(place: &Place<'_>) -> Option<String> {
    let name = place.text()?;
    if is_plain(name) { Some(name.to_owned()) } else { place.expected(PLAIN_NAME.words()) }
}

fn is_plain(name: &str) -> bool {
    let plain = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || b"._-".contains(&letter);
    !name.is_empty() && name.len() <= 80 && name.bytes().all(plain)
}

fn each_once<'n>(place: &Place<'_>, names: impl Iterator<Item = &'n str>, problem: Said, remedy: Said) -> Option<()> {
    let mut seen = BTreeSet::new();
    let mut names = names;
    match names.find(|name| !seen.insert(*name)) {
        Some(twice) => place.fault(problem.with(&[("name", &Words::same(twice))]), remedy.words()),
        None => Some(()),
    }
}
