//! Verdicts: what the policy said about an action, kept with the policy's version and everything it was told, so that it
//! can be explained a year later.

use crate::action::{Place, Preview};
use crate::brand::Brand;
use crate::order::OrderId;
use crate::policies;
use crate::stored::{read, written};
use customers::CustomerId;
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::{Locale, Moment, sha256_hex};
use policy::{Checked, Facts, Outcome, Reason, Words};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;
use web::Text;

pub use crate::policies::PolicyId;

db::id!(
    /// A verdict's key.
    VerdictId
);

/// What was judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    pub outcome: Outcome,
    /// The code of the first reason; empty if it was simply allowed.
    pub code: String,
    /// All of them, in words for the customer.
    pub reasons: Vec<Reason>,
    /// Every rule looked at.
    pub checked: Vec<Checked>,
    /// It could not be done whatever the policy says.
    pub impossible: bool,
}

/// A verdict as stored, with all it was founded on.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Kept {
    pub id: VerdictId,
    pub verb: String,
    pub policy: Option<PolicyId>,
    pub order: Option<OrderId>,
    pub customer: Option<CustomerId>,
    pub country: String,
    facts_json: String,
    finding_json: String,
    pub actor_kind: String,
    pub actor_id: Option<i64>,
    pub judged_at: Moment,
}

impl Kept {
    /// What the policy was told.
    pub fn facts(&self) -> Result<Facts, Trouble> {
        read("verdict", &self.facts_json)
    }

    /// What it said.
    pub fn verdict(&self) -> Result<Verdict, Trouble> {
        read("verdict", &self.finding_json)
    }
}

/// Judges by the policy that counts for this brand, country and day. Without one everything is denied. What is
/// impossible is denied whatever the policy says; the policy's own reasons come first.
pub(crate) fn judged(
    tx: &mut Tx<'_>,
    brand: &Brand,
    country: &str,
    verb: &str,
    facts: &Facts,
    impossible: Option<&'static str>,
) -> Result<(Option<PolicyId>, Verdict), Trouble> {
    let Some((id, document)) = policies::counting(tx, brand, country)? else {
        return Ok((None, self::impossible("no_policy")));
    };
    let found = policy::judge(&document, verb, facts);
    let mut verdict = Verdict {
        outcome: found.outcome,
        code: String::new(),
        reasons: found.reasons,
        checked: found.checked,
        impossible: impossible.is_some(),
    };
    if let Some(code) = impossible {
        let denied_before = matches!(verdict.outcome, Outcome::Denied);
        if !denied_before {
            verdict.reasons.clear();
        }
        verdict.outcome = Outcome::Denied;
        // What is not there cannot be described: that facts about it are missing is no reason anybody wants to hear first.
        let is_only_unknown = verdict.reasons.iter().all(|reason| reason.code.starts_with("missing."));
        let at = if is_only_unknown { 0 } else { verdict.reasons.len() };
        verdict.reasons.insert(at, reason(code));
    }
    verdict.code = verdict.reasons.first().map_or_else(String::new, |reason| reason.code.clone());
    Ok((Some(id), verdict))
}

/// The verdict on something that cannot be done at all.
pub(crate) fn impossible(code: &'static str) -> Verdict {
    Verdict {
        outcome: Outcome::Denied,
        code: code.into(),
        reasons: vec![reason(code)],
        checked: Vec::new(),
        impossible: true,
    }
}

/// The words of a deny code of ours: `orders-deny-…` and `orders-next-…` of the catalogues.
fn reason(code: &'static str) -> Reason {
    let key = code.replace('_', "-");
    let said = |what: &str| words(&format!("orders-{what}-{key}"));
    Reason { code: code.into(), text: said("deny"), next_step: said("next"), article: None }
}

fn words(key: &str) -> Words {
    static VOICES: LazyLock<[Text; 3]> = LazyLock::new(|| Locale::ALL.map(|locale| Text::of(vec![crate::TEXTS], locale)));
    let [en, es, zh] = &*VOICES;
    Words { en: en.say(key), es: es.say(key), zh: zh.say(key) }
}

/// Keeps a verdict for good.
pub(crate) fn keep(
    work: &mut Work<'_>,
    preview: &Preview,
    place: Option<&Place>,
    facts: &Facts,
    policy: Option<PolicyId>,
) -> Result<VerdictId, Trouble> {
    enter(work, preview, place, facts, policy, None)?.ok_or(Trouble::NotFound("verdict"))
}

/// Keeps a no once: the same actor, request, facts and finding are one row, however often they look. Gives its key, and
/// whether it is new.
pub(crate) fn keep_no(
    work: &mut Work<'_>,
    preview: &Preview,
    place: Option<&Place>,
    facts: &Facts,
    policy: Option<PolicyId>,
) -> Result<(VerdictId, bool), Trouble> {
    let actor = work.actor;
    let asked = sha256_hex(written(&(actor.kind(), actor.id(), &preview.hash, &preview.verdict.code, facts))?.as_bytes());
    match enter(work, preview, place, facts, policy, Some(&asked))? {
        Some(id) => Ok((id, true)),
        None => Ok((sql("SELECT id FROM verdict WHERE asked = $1").with(asked).only(work, "verdict")?, false)),
    }
}

/// `None` if one under the same `asked` is there.
fn enter(
    work: &mut Work<'_>,
    preview: &Preview,
    place: Option<&Place>,
    facts: &Facts,
    policy: Option<PolicyId>,
    asked: Option<&str>,
) -> Result<Option<VerdictId>, Trouble> {
    let (now, actor) = (work.now, work.actor);
    sql(
        "INSERT INTO verdict (verb, policy_id, order_id, customer_id, brand_id, country, facts, outcome, code, finding, actor_kind, actor_id, judged_at,
                              asked)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
         ON CONFLICT (asked) WHERE asked IS NOT NULL DO NOTHING RETURNING id",
    )
    .with(&preview.verb)
    .with(policy)
    .with(preview.order)
    .with(preview.customer)
    .with(place.map(|place| place.brand.id))
    .with(place.map_or("", |place| place.country.as_str()))
    .with(written(facts)?)
    .with(outcome_word(&preview.verdict.outcome))
    .with(&preview.verdict.code)
    .with(written(&preview.verdict)?)
    .with(actor.kind())
    .with(actor.id())
    .with(now)
    .with(asked)
    .one(work)
}

/// The word of an outcome in tables.
pub(crate) const fn outcome_word(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Allowed => "allowed",
        Outcome::NeedsConfirmation => "needs_confirmation",
        Outcome::NeedsApproval { .. } => "needs_approval",
        Outcome::Denied => "denied",
    }
}

/// The verdict with this key.
pub fn find(tx: &mut Tx<'_>, id: VerdictId) -> Result<Kept, Trouble> {
    sql("SELECT id, verb, policy_id, order_id, customer_id, country, facts, finding, actor_kind, actor_id, judged_at FROM verdict WHERE id = $1")
        .with(id)
        .only(tx, "verdict")
}

/// The verdicts on an order, the newest first.
pub fn of_order(tx: &mut Tx<'_>, order: OrderId, most: i64) -> Result<Vec<Kept>, Trouble> {
    of_order_before(tx, order, None, most)
}

/// The same, page by page.
pub fn of_order_before(tx: &mut Tx<'_>, order: OrderId, before: Option<VerdictId>, most: i64) -> Result<Vec<Kept>, Trouble> {
    sql("SELECT id, verb, policy_id, order_id, customer_id, country, facts, finding, actor_kind, actor_id, judged_at
           FROM verdict WHERE order_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3")
    .with(order)
    .with(before.map_or(i64::MAX, |id| id.0))
    .with(most)
    .all(tx)
}

/// How many verdicts there were between two moments.
pub fn judged_between(tx: &mut Tx<'_>, from: Moment, until: Moment) -> Result<i64, Trouble> {
    sql("SELECT COUNT(*) FROM verdict WHERE judged_at >= $1 AND judged_at < $2")
        .with(from)
        .with(until)
        .only(tx, "verdict")
}

/// Of the verdicts between two moments those whose key is a multiple of `every`, oldest first: an even sample for the test
/// bench, and all of them if it is 1.
pub fn each_between(tx: &mut Tx<'_>, from: Moment, until: Moment, every: i64) -> Result<Vec<Kept>, Trouble> {
    sql("SELECT id, verb, policy_id, order_id, customer_id, country, facts, finding, actor_kind, actor_id, judged_at
           FROM verdict WHERE judged_at >= $1 AND judged_at < $2 AND id % $3 = 0 ORDER BY id")
    .with(from)
    .with(until)
    .with(every.max(1))
    .all(tx)
}
