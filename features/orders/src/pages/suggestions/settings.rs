//! The page of all rules, and the form of how suggestions are made.

use super::{HERE, trying, words};
use crate::pages::workspace::Desk;
use crate::putting_back::SuggestionsSetting;
use crate::suggestions::settings::{self, Settings};
use crate::suggestions::{Rule, rules};
use agents::changes::keeping;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use db::Trouble;
use web::parts::{
    Effect, Tone, badge, banner, button, card, checkbox, empty_state, field, form, is_to_show, link_button, page_head, switch, table,
};
use web::{Fields, Frame, Markup, Problem, SignedIn, Site, Text, html, see_other};

/// The settings that are numbers, with the sentence for each.
const NUMBERS: [(&str, &str); 5] = [
    ("least_orders", "orders-suggest-least-orders"),
    ("most_shown", "orders-suggest-most-shown"),
    ("cooling_off_days", "orders-suggest-cooling-off"),
    ("taken_within_days", "orders-suggest-taken-within"),
    ("hold_out_percent", "orders-suggest-hold-out"),
];

/// `GET /settings/suggestions`
pub(in crate::pages) async fn list(State(site): State<Site>, who: SignedIn) -> Result<Response, Problem> {
    let now = site.db().read(settings::read).await?;
    draw(&site, &who, &now, &Fields::default(), None).await
}

/// `POST /settings/suggestions/how`
pub(in crate::pages) async fn how(State(site): State<Site>, who: SignedIn, fields: Fields) -> Result<Response, Problem> {
    let wanted = given(&fields);
    if is_to_show(&fields) {
        return draw(&site, &who, &wanted, &fields, None).await;
    }
    let kept = wanted.clone();
    let changed = site
        .db()
        .work(who.actor(), move |work| keeping(work, &SuggestionsSetting, "", |work| settings::change(work, &kept)));
    match changed.await {
        Ok(()) => Ok(see_other(HERE).into_response()),
        Err(Trouble::Refused(refusal)) => draw(&site, &who, &wanted, &fields, Some(who.t().refusal(&refusal))).await,
        Err(other) => Err(other.into()),
    }
}

/// What was filled in. A number that is none is out of every range.
pub(super) fn given(fields: &Fields) -> Settings {
    let number = |name: &str| fields.number(name).unwrap_or(-1);
    let list = |name: &str| fields.text(name).split([',', '，', '、']).map(|word| word.trim().to_owned()).collect();
    Settings {
        is_on: fields.flag("is_on"),
        uses_together: fields.flag("uses_together"),
        least_orders: number("least_orders"),
        most_shown: number("most_shown"),
        cooling_off_days: number("cooling_off_days"),
        taken_within_days: number("taken_within_days"),
        hold_out_percent: number("hold_out_percent"),
        sensitive_categories: fields.list("about").into_iter().map(str::to_owned).collect(),
        sensitive_goods: list("sensitive_goods"),
        quiet_records: list("quiet_records"),
    }
}

async fn draw(site: &Site, who: &SignedIn, now: &Settings, typed: &Fields, mistake: Option<String>) -> Result<Response, Problem> {
    let all = site.db().read(rules::all).await?;
    let (text, categories) = (who.t(), site.service::<Desk>().0.categories());
    let shown = trying::of_settings(site, who, now.clone(), typed).await?;
    let effect = Effect {
        id: "suggestions-effect",
        href: "/settings/suggestions/how/preview",
        shown: &shown,
    };
    let inside = html! { (fields(text, now, &categories)) (trying::fields(text, typed)) };
    let body = html! {
        (page_head(&text.say("orders-suggestions"), &text.say("orders-suggestions-about"), &html! {
            (link_button(text.say("orders-suggest-rule-new"), format!("{HERE}/new")).primary().icon("plus"))
            (link_button(text.say("orders-reports"), "/reports/orders").quiet().icon("chart"))
        }))
        @if let Some(mistake) = &mistake { (banner(Tone::Danger, &html! { p { (mistake) } })) }
        @if all.is_empty() { (empty_state("star", &text.say("orders-suggest-no-rules"), &html! { p { (text.say("orders-suggest-no-rules-next")) } p.line { (link_button(text.say("orders-suggest-rule-new"), format!("{HERE}/new")).primary()) } })) }
        @else { (rules_card(site, text, &all)) }
        (card(&text.say("orders-suggest-how"), &form(&who.csrf, format!("{HERE}/how"), &effect.around(text, &inside, &button(text.say("orders-set")).primary()))))
        (card(&text.say("orders-suggest-count"), &html! {
            p { (text.say("orders-suggest-count-about")) }
            (form(&who.csrf, format!("{HERE}/count"), &html! { (button(text.say("orders-suggest-count-now")).icon("refresh")) }))
        }))
    };
    let status = if mistake.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, Frame::new(site, who, text.say("orders-suggestions")).settings("suggestions").body(body).await?).into_response())
}

fn rules_card(site: &Site, text: &Text, all: &[Rule]) -> Markup {
    let heads = ["orders-name", "orders-suggest-says", "orders-state"].map(|key| text.say(key));
    let now = site.now();
    let rows = html! {
        @for rule in all {
            tr {
                td.cell-main { a href={ (HERE) "/" (rule.id) } { (rule.name) } }
                td { (words::sentence(text, rule)) @if let Some(brand) = &rule.brand_code { " " span.muted { (brand) } } @if !rule.country.is_empty() { " " span.muted { (rule.country) } } }
                td { @if rule.counts_at(now) { (badge(Tone::Good, &text.say("orders-suggest-counts"))) } @else { (badge(Tone::Plain, &text.say("orders-suggest-rests"))) } }
            }
        }
    };
    html! { div.card { (table(text.say("orders-suggest-rules"), heads, rows)) } }
}

fn fields(text: &Text, now: &Settings, categories: &[&'static str]) -> Markup {
    let numbers = [now.least_orders, now.most_shown, now.cooling_off_days, now.taken_within_days, now.hold_out_percent];
    html! {
        div.stack {
            (switch(text.say("orders-suggest-on"), "is_on", now.is_on))
            (switch(text.say("orders-suggest-together"), "uses_together", now.uses_together))
            div.fields {
                @for ((name, key), number) in NUMBERS.into_iter().zip(numbers) {
                    (field(text.say(key), name).kind("number").value(number.to_string()).hint(text.say(&format!("{key}-hint"))).required())
                }
            }
            @if !categories.is_empty() {
                fieldset.stack {
                    legend { (text.say("orders-suggest-sensitive")) }
                    div.line {
                        @for word in categories {
                            (checkbox(text.say(&format!("orders-about-{word}")), "about", now.sensitive_categories.iter().any(|one| one == word)).value(*word))
                        }
                    }
                }
            }
            (field(text.say("orders-suggest-sensitive-goods"), "sensitive_goods").value(now.sensitive_goods.join(", ")).hint(text.say("orders-suggest-list-hint")).optional(text))
            (field(text.say("orders-suggest-quiet-records"), "quiet_records").value(now.quiet_records.join(", ")).hint(text.say("orders-suggest-list-hint")).optional(text))
        }
    }
}
