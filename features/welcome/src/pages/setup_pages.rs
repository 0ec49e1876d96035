//! Setting the desk up: one page with every step, each done where it belongs, until a first message is answered.

use crate::practice::{self, Words};
use crate::setup::{self, Standing, State as Stands, Step};
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use db::{Trouble, Tx};
use desk::lists::{self, Line, View};
use desk::pages::Extras;
use desk::{Inbox, Viewer, inboxes};
use web::parts::{Tone, badge, banner, button, field, form, icon, link_button, page_head};
use web::{Fields, Frame, Markup, Problem, SignedIn, Site, Text, html, see_other, with_mistakes};

/// What the page is drawn from.
struct Sight {
    standing: Standing,
    company: String,
    inboxes: Vec<(Inbox, Option<Markup>)>,
    adding: Option<&'static str>,
    waiting: Vec<Line>,
}

impl Sight {
    async fn read(site: &Site, who: &SignedIn) -> Result<Self, Problem> {
        let (extras, text, viewer) = (site.service_if_given::<Extras>(), who.t().clone(), Viewer::of(who));
        let adding = extras.as_ref().and_then(|extras| extras.0.adding());
        let sight = site.db().read(move |tx| {
            Ok(Self {
                standing: setup::standing(tx)?,
                company: agents::company::name(tx)?.unwrap_or_default(),
                inboxes: told(tx, extras.as_deref(), &text)?,
                adding,
                waiting: newest_waiting(tx, viewer)?,
            })
        });
        Ok(sight.await?)
    }
}

/// An inbox with what its channel says of it.
type Told = (Inbox, Option<Markup>);

/// The real inboxes.
fn told(tx: &mut Tx<'_>, extras: Option<&Extras>, text: &Text) -> Result<Vec<Told>, Trouble> {
    let real = inboxes::all(tx)?
        .into_iter()
        .filter(|inbox| inbox.channel != desk::delivery::PRACTICE)
        .collect::<Vec<_>>();
    real.into_iter()
        .map(|inbox| {
            let line = extras.map_or(Ok(None), |extras| extras.0.line(tx, &inbox, text))?;
            Ok((inbox, line))
        })
        .collect()
}

fn newest_waiting(tx: &mut Tx<'_>, viewer: Viewer) -> Result<Vec<Line>, Trouble> {
    let asked = lists::Asked { view: Some(View::Open), ..lists::Asked::default() };
    lists::first(tx, viewer, &asked, 3)
}

pub(super) async fn show(State(site): State<Site>, who: SignedIn) -> Result<Markup, Problem> {
    draw(&site, &who, None).await
}

async fn draw(site: &Site, who: &SignedIn, mistake: Option<&str>) -> Result<Markup, Problem> {
    let (t, sight) = (who.t(), Sight::read(site, who).await?);
    let (settled, all) = (sight.standing.settled(), sight.standing.0.len());
    let body = html! {
        (page_head(&t.say("welcome-setup"), &t.say("welcome-setup-about"), &html! {}))
        @if let Some(mistake) = mistake { (banner(Tone::Danger, &html! { p { (mistake) } })) }
        @if sight.standing.is_over() { div role="status" { (banner(Tone::Good, &html! { p { strong { (t.say("welcome-setup-over")) } } p { (t.say("welcome-setup-over-next")) } })) } }
        div.stack.tight { p.muted { (t.say_with("welcome-setup-so-far", &[("done", &settled), ("all", &all)])) } progress.progress max=(all) value=(settled) aria-label=(t.say("welcome-setup")) {} }
        ol.setup-steps { @for (step, stands) in &sight.standing.0 { (one(who, &sight, *step, *stands)) } }
    };
    Frame::new(site, who, t.say("welcome-setup")).here("setup").body(body).await
}

fn one(who: &SignedIn, sight: &Sight, step: Step, stands: Stands) -> Markup {
    let t = who.t();
    let word = step.word();
    let is_next = sight.standing.next() == Some(step);
    html! {
        li.card id={ "setup-" (word) } aria-current=[is_next.then_some("step")] {
            header {
                h2 { (t.say(&format!("welcome-step-{word}"))) }
                span.push { @match stands {
                    Stands::Done => (badge(Tone::Good, &t.say("welcome-done"))),
                    Stands::Skipped => (badge(Tone::Plain, &t.say("welcome-skipped"))),
                    Stands::Open => (badge(if is_next { Tone::Info } else { Tone::Plain }, &t.say("welcome-open"))),
                } }
            }
            div.body.stack.tight {
                p { (t.say(&format!("welcome-step-{word}-about"))) }
                (doing(who, sight, step, stands))
                @if step != Step::Answer { (passing(who, step, stands)) }
            }
        }
    }
}

/// Leaving a step out, or taking it up again.
fn passing(who: &SignedIn, step: Step, stands: Stands) -> Markup {
    let t = who.t();
    let (action, label) = match stands {
        Stands::Done => return html! {},
        Stands::Open => ("/setup/skip", "welcome-skip"),
        Stands::Skipped => ("/setup/take-up", "welcome-take-up"),
    };
    form(
        &who.csrf,
        action,
        &html! { input type="hidden" name="step" value=(step.word()); button.button.quiet type="submit" { (t.say(label)) span.visually-hidden { ": " (t.say(&format!("welcome-step-{}", step.word()))) } } },
    )
}

/// Where the step is done.
fn doing(who: &SignedIn, sight: &Sight, step: Step, stands: Stands) -> Markup {
    let t = who.t();
    let is_done = stands == Stands::Done;
    let again = |label: &str, href: &str| {
        if is_done {
            link_button(t.say(label), href)
        } else {
            link_button(t.say(label), href).primary()
        }
    };
    match step {
        Step::Company => form(
            &who.csrf,
            "/setup/company",
            &html! { div.line { (field(t.say("welcome-company-name"), "company").value(&sight.company).autocomplete("organization").required()) (button(t.say("welcome-save"))) } },
        ),
        Step::Inbox => html! {
            @for (inbox, line) in &sight.inboxes { p.line { a href={ "/settings/inboxes/" (inbox.id) "/email" } { (inbox.address) } @if let Some(line) = line { (line) } } }
            @if let Some(href) = sight.adding { p.line { (again("welcome-inbox-add", href)) } }
        },
        Step::Signature => html! { p.line {
            @for (inbox, _) in sight.inboxes.iter().take(1) { (again("welcome-signature-inbox", &format!("/settings/inboxes/{}", inbox.id))) }
            (link_button(t.say("welcome-signature-own"), "/settings/profile"))
        } },
        Step::People => html! { p.line { (again("welcome-people-invite", "/settings/people/invite")) } },
        Step::Team => {
            html! { p.line { (again("welcome-team-new", "/settings/teams")) (link_button(t.say("welcome-view-new"), "/views/new")) } }
        }
        Step::Answer => answering(who, sight),
    }
}

/// A message to answer: a real one as soon as there is one, else one to practise on. It fetches itself when something arrives.
fn answering(who: &SignedIn, sight: &Sight) -> Markup {
    let t = who.t();
    html! {
        div.stack.tight id="setup-answering" data-live="counts" hx-get="/setup/answer" hx-trigger="live" hx-swap="outerMorph" {
            @if sight.standing.is_over() { p.line { (icon("check")) (t.say("welcome-answered")) } }
            @for (inbox, _) in &sight.inboxes { p { (t.say_with("welcome-answer-write-to", &[("address", &inbox.address)])) } }
            @if !sight.waiting.is_empty() && !sight.standing.is_over() {
                ul.related aria-label=(t.say("welcome-answer-waiting")) { @for line in &sight.waiting {
                    li { a href={ "/conversations/" (line.number) "?view=open" } { span.truncate { (line.subject) } span.faint { (line.customer_name) } } }
                } }
            }
            (form(&who.csrf, "/setup/practice", &html! { button.button type="submit" { (t.say("welcome-practise")) } }))
            p.hint { (t.say("welcome-practise-about")) }
        }
    }
}

/// `GET /setup/answer`: the last step alone.
pub(super) async fn answer(State(site): State<Site>, who: SignedIn) -> Result<Markup, Problem> {
    Ok(answering(&who, &Sight::read(&site, &who).await?))
}

pub(super) async fn name(State(site): State<Site>, who: SignedIn, fields: Fields) -> Result<Response, Problem> {
    let company = fields.text("company").to_owned();
    match site.db().work(who.actor(), move |work| agents::company::rename(work, &company)).await {
        Ok(()) => Ok(see_other("/setup").into_response()),
        Err(Trouble::Refused(refusal)) => {
            let sentence = who.t().refusal(&refusal);
            Ok(with_mistakes(draw(&site, &who, Some(&sentence)).await?).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

pub(super) async fn skip(State(site): State<Site>, who: SignedIn, fields: Fields) -> Result<Redirect, Problem> {
    let step = Step::of_word(fields.text("step")).ok_or_else(Problem::not_found)?;
    site.db().work(who.actor(), move |work| setup::skip(work, step)).await?;
    Ok(see_other("/setup"))
}

pub(super) async fn take_up(State(site): State<Site>, who: SignedIn, fields: Fields) -> Result<Redirect, Problem> {
    let step = Step::of_word(fields.text("step")).ok_or_else(Problem::not_found)?;
    site.db().work(who.actor(), move |work| setup::take_up(work, step)).await?;
    Ok(see_other("/setup"))
}

pub(super) async fn put_away(State(site): State<Site>, who: SignedIn) -> Result<Redirect, Problem> {
    site.db().work(who.actor(), setup::put_away).await?;
    Ok(see_other("/views/mine"))
}

/// A practice message comes in, and one is led to it.
pub(super) async fn practise(State(site): State<Site>, who: SignedIn) -> Result<Redirect, Problem> {
    let words = Words::of(who.t());
    let number = site.db().work(who.actor(), move |work| practice::begin(work, &words)).await?;
    Ok(see_other(&format!("/conversations/{number}?view=open")))
}
