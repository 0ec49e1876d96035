//! Who must have a second factor: the form, whom it concerns, and whether an administrator stays.

use super::{Typed, again, saved};
use crate::access::Rules;
use crate::access::factor_rule::{self, Effect as Means, Wish};
use crate::access::putting_back::FactorRuleSetting;
use crate::changes::keeping;
use crate::pages::layout::{refusal, role_name};
use crate::{AgentId, Role, RoleId, roles};
use axum::extract::State;
use axum::response::Response;
use web::parts::{Effect, button, card, checkbox, form, is_to_show, select};
use web::{Asked, Fields, Markup, Problem, Query, SignedIn, Site, Visitor, html};

pub(super) const RULE: &str = "second-factor";
const GRACE: &[i64] = &[0, 1, 3, 7, 14, 30, 60, 90];
/// So many are named.
const NAMED: usize = 20;

pub(super) async fn save(State(site): State<Site>, who: SignedIn, visitor: Visitor, fields: Fields) -> Result<Response, Problem> {
    let typed = Typed { rule: RULE, fields: &fields };
    if is_to_show(&fields) {
        return again(&site, &who, &visitor, typed, None).await;
    }
    let wish = read(&fields);
    let kept = site
        .db()
        .work(who.actor(), move |work| keeping(work, &FactorRuleSetting, "", |work| factor_rule::change(work, &wish)));
    match kept.await {
        Ok(()) => Ok(saved()),
        Err(trouble) => again(&site, &who, &visitor, typed, Some(trouble)).await,
    }
}

/// `GET …/preview`: as it is filled in.
pub(super) async fn preview(State(site): State<Site>, who: SignedIn, query: Query) -> Result<Markup, Problem> {
    effect(&site, &who, read(&query)).await
}

fn read(fields: &Fields) -> Wish {
    Wish {
        everybody: fields.flag("everybody"),
        roles: fields.numbers("role").into_iter().map(RoleId).collect(),
        grace_days: fields.number("grace").unwrap_or(-1),
    }
}

async fn effect(site: &Site, who: &SignedIn, wish: Wish) -> Result<Markup, Problem> {
    let mine = Some(AgentId(who.agent_id));
    Ok(match site.db().read(move |tx| factor_rule::effect(tx, &wish, mine)).await {
        Ok(means) => told(who, &means),
        Err(trouble) => html! { p { (refusal(who.t(), trouble)?) } },
    })
}

fn told(who: &SignedIn, means: &Means) -> Markup {
    let t = who.t();
    let when = |asked: &Asked| match asked {
        Asked::Until(moment) => t.say_with("agents-access-factor-from", &[("date", &t.date_and_time(*moment, &who.zone))]),
        Asked::Now | Asked::Nothing => t.say("agents-access-factor-at-once"),
    };
    html! {
        @if means.asked == 0 { p { (t.say("agents-access-factor-nobody")) } }
        @else if means.lacking.is_empty() { p { (t.say_with("agents-access-factor-all-have", &[("asked", &means.asked)])) } }
        @else {
            p { (t.say_with("agents-access-factor-lack", &[("asked", &means.asked), ("lacking", &means.lacking.len())])) }
            ul.plain-list {
                @for (name, asked) in means.lacking.iter().take(NAMED) { li { (name) ": " (when(asked)) } }
                @if means.lacking.len() > NAMED { li { (t.say_with("agents-access-and-more", &[("count", &(means.lacking.len() - NAMED))])) } }
            }
        }
        @if !means.admins_stay() { p { strong { (t.say("agents-refused-no-admin-with-factor")) } } }
        @else if means.mine { p { strong { (t.say("agents-access-factor-mine")) } } }
    }
}

pub(super) async fn card_of(site: &Site, who: &SignedIn, rules: &Rules, typed: Option<&Fields>) -> Result<Markup, Problem> {
    let (t, wish) = (who.t(), typed.map_or_else(|| rules.second_factor.wish(), read));
    let all = site.db().read(roles::all).await?;
    let mut grace: Vec<i64> = GRACE.to_vec();
    if !grace.contains(&wish.grace_days) && (0..=factor_rule::MOST_GRACE_DAYS).contains(&wish.grace_days) {
        grace.push(wish.grace_days);
        grace.sort_unstable();
    }
    let days = |days: i64| {
        if days == 0 {
            t.say("agents-access-factor-at-once")
        } else {
            t.say_with("agents-days", &[("count", &days)])
        }
    };
    let named = |role: &Role| role_name(t, role.built_in, &role.name);
    let fields = html! {
        p.muted { (t.say("agents-access-factor-about")) }
        (checkbox(t.say("agents-access-factor-everybody"), "everybody", wish.everybody))
        fieldset {
            legend { strong { (t.say("agents-access-factor-roles")) } }
            div.stack.tight { @for role in &all { (checkbox(named(role), "role", wish.roles.contains(&role.id)).value(role.id.to_string())) } }
        }
        div.fields {
            (select(t.say("agents-access-factor-grace"), "grace", grace.iter().map(|number| (number.to_string(), days(*number))), wish.grace_days.to_string())
                .hint(t.say("agents-access-factor-grace-hint")))
        }
    };
    let shown = effect(site, who, wish).await?;
    let effect = Effect {
        id: "factor-effect",
        href: "/settings/access/second-factor/preview",
        shown: &shown,
    };
    let body = effect.around(t, &fields, &button(t.say("agents-save")).primary());
    Ok(card(&t.say("agents-access-factor"), &form(&who.csrf, "/settings/access/second-factor", &body)))
}
