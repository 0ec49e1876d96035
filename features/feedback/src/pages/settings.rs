//! The survey of each inbox, for administrators: whether, what and when is asked; above the button what that would do, with the
//! letter as a customer gets it in each language. A change is undone like any other of the settings.

use crate::letter::Letter;
use crate::survey::{self, MOST_DAYS, MOST_HOURS, Survey, SurveySetting};
use agents::changes::keeping;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use db::Trouble;
use desk::{Inbox, InboxId, inboxes};
use kit::Locale;
use web::parts::{Effect, Tone, badge, button, card, empty_state, field, form, icon, is_to_show, page_head, switch, table, textarea};
use web::{Fields, Frame, Markup, Problem, Query, SignedIn, Site, Text, html, see_other, with_mistakes};

const HERE: &str = "/settings/surveys";
/// How far back the effect looks.
const LOOKS_BACK_DAYS: i64 = 30;

pub(super) async fn list(State(site): State<Site>, who: SignedIn) -> Result<Markup, Problem> {
    let all = site.db().read(|tx| {
        let inboxes = inboxes::all(tx)?;
        inboxes
            .into_iter()
            .map(|inbox| Ok((survey::of(tx, inbox.id)?, inbox)))
            .collect::<Result<Vec<_>, Trouble>>()
    });
    let (all, t) = (all.await?, who.t());
    let rows = html! { @for (survey, inbox) in &all { tr {
        td { span.cell-main { (icon("mail")) span { a href={ (HERE) "/" (inbox.id) } { (inbox.name) } br; span.sub { (inbox.address) } } } }
        td { (state(t, survey)) }
        td { @if survey.is_on { (t.say_with("feedback-after-hours", &[("count", &survey.delay_hours)])) } @else { "–" } }
    } } };
    let heads = ["desk-inbox", "feedback-state", "feedback-when"].map(|key| t.say(key));
    let body = html! {
        (page_head(&t.say("feedback-surveys"), &t.say("feedback-surveys-about"), &html! {}))
        @if all.is_empty() { (empty_state("star", &t.say("desk-no-inbox"), &html! { p { (t.say("desk-inboxes-none-next")) } })) }
        @else { section.card { (table(t.say("feedback-surveys"), heads, rows)) } }
    };
    Frame::new(&site, &who, t.say("feedback-surveys")).settings("surveys").body(body).await
}

fn state(t: &Text, survey: &Survey) -> Markup {
    if survey.is_on {
        badge(Tone::Good, &t.say("feedback-on"))
    } else {
        badge(Tone::Plain, &t.say("feedback-off"))
    }
}

pub(super) async fn show(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<Markup, Problem> {
    let survey = site.db().read(move |tx| survey::of(tx, InboxId(id))).await?;
    drawn(&site, &who, survey, None).await
}

/// `GET /settings/surveys/{id}/preview?is_on=…&question_en=…`: what saving would do.
pub(super) async fn preview(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>, query: Query) -> Result<Markup, Problem> {
    effect(&site, &who, &read(id, &query)).await
}

pub(super) async fn save(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>, fields: Fields) -> Result<Response, Problem> {
    let typed = read(id, &fields);
    if is_to_show(&fields) {
        return Ok((StatusCode::OK, drawn(&site, &who, typed, None).await?).into_response());
    }
    let wanted = typed.clone();
    let saved = site.db().work(who.actor(), move |work| {
        work.keep_quietly("it was asked so before");
        keeping(work, &SurveySetting, &id.to_string(), |work| survey::choose(work, wanted.clone()))
    });
    match saved.await {
        Ok(()) => Ok(see_other(&format!("{HERE}/{id}")).into_response()),
        Err(Trouble::Refused(refusal)) => {
            let mistake = who.t().refusal(&refusal);
            Ok(with_mistakes(drawn(&site, &who, typed, Some(&mistake)).await?).into_response())
        }
        Err(trouble) => Err(trouble.into()),
    }
}

fn read(id: i64, fields: &Fields) -> Survey {
    Survey {
        inbox: InboxId(id),
        is_on: fields.flag("is_on"),
        question_en: fields.text("question_en").to_owned(),
        question_es: fields.text("question_es").to_owned(),
        question_zh: fields.text("question_zh").to_owned(),
        // What is no number is refused with the others that do not fit.
        delay_hours: fields.number("delay_hours").unwrap_or(-1),
        rest_days: fields.number("rest_days").unwrap_or(-1),
    }
}

async fn drawn(site: &Site, who: &SignedIn, survey: Survey, mistake: Option<&str>) -> Result<Markup, Problem> {
    let (t, id) = (who.t(), survey.inbox);
    let inbox = site.db().read(move |tx| inboxes::find(tx, id)).await?;
    let shown = effect(site, who, &survey).await?;
    let preview = format!("{HERE}/{id}/preview");
    let effect = Effect { id: "survey-effect", href: &preview, shown: &shown };
    let fields = asked(site, t, &survey, mistake);
    let body = html! {
        (page_head(&t.say_with("feedback-survey-of", &[("inbox", &inbox.name)]), &t.say("feedback-survey-about"), &html! { a.button href=(HERE) { (t.say("feedback-back")) } }))
        (card(&t.say("feedback-survey"), &form(&who.csrf, format!("{HERE}/{id}"), &effect.around(t, &fields, &button(t.say("desk-save")).primary()))))
    };
    Frame::new(site, who, t.say("feedback-surveys")).settings("surveys").body(body).await
}

fn asked(site: &Site, t: &Text, survey: &Survey, mistake: Option<&str>) -> Markup {
    let number = |value: i64| if value < 0 { String::new() } else { value.to_string() };
    html! {
        (switch(t.say("feedback-ask"), "is_on", survey.is_on).hint(t.say("feedback-ask-hint")))
        @if let Some(mistake) = mistake { p.error role="alert" { (mistake) } }
        @for (locale, name, written) in [
            (Locale::En, "question_en", &survey.question_en),
            (Locale::Es, "question_es", &survey.question_es),
            (Locale::Zh, "question_zh", &survey.question_zh),
        ] {
            (textarea(t.say_with("feedback-question-in", &[("language", &locale.name())]), name).value(written.as_str())
                .attr("rows", "2").attr("placeholder", site.text(locale).say("feedback-question")).optional(t))
        }
        div.fields {
            (field(t.say("feedback-delay"), "delay_hours").kind("number").attr("min", "0").attr("max", MOST_HOURS.to_string()).value(number(survey.delay_hours)).required())
            (field(t.say("feedback-rest"), "rest_days").kind("number").attr("min", "1").attr("max", MOST_DAYS.to_string()).value(number(survey.rest_days)).required())
        }
    }
}

/// In sentences, with what the last month would have been, and the letters.
async fn effect(site: &Site, who: &SignedIn, survey: &Survey) -> Result<Markup, Problem> {
    let (t, id) = (who.t(), survey.inbox);
    let since = site.now().plus_seconds(-LOOKS_BACK_DAYS * 86_400);
    let (inbox, (conversations, customers)) = site
        .db()
        .read(move |tx| Ok((inboxes::find(tx, id)?, desk::survey::done_since(tx, id, since)?)))
        .await?;
    if !survey.is_on {
        return Ok(html! { p { (t.say("feedback-effect-off")) } });
    }
    if inbox.channel != "email" {
        return Ok(html! { p { (t.say("feedback-effect-no-mail")) } });
    }
    Ok(html! {
        p { (t.say_with("feedback-effect-when", &[("hours", &survey.delay_hours.max(0)), ("days", &survey.rest_days.max(1))])) }
        p { (t.say_with("feedback-effect-month", &[("conversations", &conversations), ("customers", &customers)])) }
        p { (t.say("feedback-effect-never")) }
        (letters(site, t, survey, &inbox))
    })
}

fn letters(site: &Site, t: &Text, survey: &Survey, inbox: &Inbox) -> Markup {
    let brand = if inbox.from_name.is_empty() { &inbox.name } else { &inbox.from_name };
    html! {
        details { summary { (t.say("feedback-effect-letters")) }
            @for locale in Locale::ALL {
                @let text = site.text(locale);
                @let question = survey.question(locale).map_or_else(|| text.say("feedback-question"), str::to_owned);
                @let subject = text.say_with("feedback-letter-subject", &[("brand", brand), ("number", &"1234")]);
                @let letter = Letter { text, question: &question, address: format!("{}/rate/…?lang={}", site.base_url(), locale.tag()) };
                div.stack.tight lang=(locale.tag()) {
                    p { strong { (subject) } }
                    div.prose.plain { (letter.plain()) }
                }
            }
        }
    }
}
