//! How long sessions live: the form, and whom it would sign out.

use super::{Typed, again, saved};
use crate::access::putting_back::SessionPolicySetting;
use crate::access::session_policy::{self, Effect as Ends, MOST_AT_ONCE};
use crate::access::{Rules, SessionPolicy};
use crate::changes::keeping;
use crate::pages::lasting;
use crate::pages::layout::refusal;
use crate::sessions::SessionId;
use axum::extract::State;
use axum::response::Response;
use web::parts::{Effect, button, card, checkbox, form, is_to_show, select};
use web::{Fields, Markup, Problem, Query, SignedIn, Site, Visitor, html};

pub(super) const RULE: &str = "sessions";
const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;
const LONGEST: &[i64] = &[4 * HOUR, 8 * HOUR, 12 * HOUR, DAY, 3 * DAY, 7 * DAY, 14 * DAY, 30 * DAY, 90 * DAY];
const IDLE: &[i64] = &[10, 15, 30, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, DAY, 3 * DAY, 7 * DAY, 30 * DAY];
const AT_ONCE: &[i64] = &[0, 1, 2, 3, 5, 10];

pub(super) async fn save(State(site): State<Site>, who: SignedIn, visitor: Visitor, fields: Fields) -> Result<Response, Problem> {
    let typed = Typed { rule: RULE, fields: &fields };
    if is_to_show(&fields) {
        return again(&site, &who, &visitor, typed, None).await;
    }
    let policy = read(&fields);
    let kept = site
        .db()
        .work(who.actor(), move |work| keeping(work, &SessionPolicySetting, "", |work| session_policy::change(work, policy)));
    match kept.await {
        Ok(()) => Ok(saved()),
        Err(trouble) => again(&site, &who, &visitor, typed, Some(trouble)).await,
    }
}

/// `GET …/preview`: as it is filled in.
pub(super) async fn preview(State(site): State<Site>, who: SignedIn, query: Query) -> Result<Markup, Problem> {
    effect(&site, &who, read(&query)).await
}

fn read(fields: &Fields) -> SessionPolicy {
    SessionPolicy {
        longest_hours: fields.number("longest").unwrap_or(0) / HOUR,
        idle_minutes: fields.number("idle").unwrap_or(0),
        stays: fields.flag("stays"),
        most: fields.number("most").unwrap_or(-1),
    }
}

async fn effect(site: &Site, who: &SignedIn, policy: SessionPolicy) -> Result<Markup, Problem> {
    let mine = who.session_id.map(SessionId);
    let worked_out = site.db().read(move |tx| session_policy::effect(tx, policy, mine)).await;
    let t = who.t();
    Ok(match worked_out {
        Ok(ends) => told(who, policy, ends),
        Err(trouble) => html! { p { (refusal(t, trouble)?) } },
    })
}

fn told(who: &SignedIn, policy: SessionPolicy, ends: Ends) -> Markup {
    let t = who.t();
    html! {
        @if ends.sessions == 0 { p { (t.say_with("agents-access-ends-nobody", &[("of", &ends.of)])) } }
        @else { p { (t.say_with("agents-access-ends", &[("sessions", &ends.sessions), ("people", &ends.people), ("of", &ends.of)])) } }
        @if ends.mine { p { strong { (t.say("agents-access-ends-mine")) } } }
        @if !policy.stays { p { (t.say("agents-access-does-not-stay")) } }
        @if policy.most > 0 { p { (t.say_with("agents-access-makes-way", &[("most", &policy.most)])) } }
    }
}

pub(super) async fn card_of(site: &Site, who: &SignedIn, rules: &Rules, typed: Option<&Fields>) -> Result<Markup, Problem> {
    let (t, policy) = (who.t(), typed.map_or(rules.sessions, read));
    let most = |number: i64| if number == 0 { t.say("agents-access-any-number") } else { number.to_string() };
    let mut at_once: Vec<i64> = AT_ONCE.to_vec();
    if !at_once.contains(&policy.most) && (0..=MOST_AT_ONCE).contains(&policy.most) {
        at_once.push(policy.most);
    }
    let fields = html! {
        div.fields {
            (select(t.say("agents-access-longest"), "longest", lasting::choices(t, LONGEST, policy.longest_hours * HOUR), (policy.longest_hours * HOUR).to_string())
                .hint(t.say("agents-access-longest-hint")))
            (select(t.say("agents-access-idle"), "idle", lasting::choices(t, IDLE, policy.idle_minutes), policy.idle_minutes.to_string())
                .hint(t.say("agents-access-idle-hint")))
            (select(t.say("agents-access-most"), "most", at_once.iter().map(|number| (number.to_string(), most(*number))), policy.most.to_string()))
        }
        (checkbox(t.say("agents-access-stays"), "stays", policy.stays).hint(t.say("agents-access-stays-hint")))
    };
    let shown = effect(site, who, policy).await?;
    let effect = Effect { id: "sessions-effect", href: "/settings/access/sessions/preview", shown: &shown };
    let body = effect.around(t, &fields, &button(t.say("agents-save")).primary());
    Ok(card(&t.say("agents-access-sessions"), &form(&who.csrf, "/settings/access/sessions", &body)))
}
