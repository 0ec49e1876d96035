//! Adding a receiver and changing where it is and what it wants.

use crate::{CourierOf, Kinds, Settings, Wanted, WebhookId, leads_inside, url_of, webhook, webhooks};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use url::Url;
use web::parts::{button, checkbox, csrf_field, field, link_button, page_head, textarea};
use web::{Fields, Frame, Markup, Mistakes, Problem, SignedIn, Site, Text, Word, html, see_other, with_mistakes};

/// Families most receivers want, offered as boxes.
const FAMILIES: [&str; 6] = ["conversation", "message", "customer", "order", "action", "shop"];

/// What the form shows.
struct Form {
    id: Option<WebhookId>,
    name: String,
    url: String,
    patterns: Vec<String>,
    mistakes: Mistakes,
}

pub(super) async fn blank(State(site): State<Site>, signed_in: SignedIn) -> Result<Markup, Problem> {
    let form = Form {
        id: None,
        name: String::new(),
        url: String::new(),
        patterns: vec!["conversation.*".into(), "message.*".into()],
        mistakes: Mistakes::none(),
    };
    draw(&site, &signed_in, &form).await
}

pub(super) async fn edit(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<i64>) -> Result<Markup, Problem> {
    let found = site.db().read(move |tx| webhooks::find(tx, WebhookId(id))).await?;
    let form = Form {
        id: Some(found.id),
        patterns: found.wanted().patterns().to_vec(),
        name: found.name,
        url: found.url,
        mistakes: Mistakes::none(),
    };
    draw(&site, &signed_in, &form).await
}

pub(super) async fn add(State(site): State<Site>, signed_in: SignedIn, fields: Fields) -> Result<Response, Problem> {
    keep(&site, &signed_in, &fields, None).await
}

pub(super) async fn save(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<i64>, fields: Fields) -> Result<Response, Problem> {
    keep(&site, &signed_in, &fields, Some(WebhookId(id))).await
}

async fn keep(site: &Site, signed_in: &SignedIn, fields: &Fields, id: Option<WebhookId>) -> Result<Response, Problem> {
    let (form, settings) = read(signed_in, &site.service::<Kinds>(), fields, id);
    let Some(settings) = settings else {
        return Ok(with_mistakes(draw(site, signed_in, &form).await?).into_response());
    };
    let viewer = signed_in.agent_id;
    let kept = site.db().work(signed_in.actor(), move |work| match id {
        Some(id) => webhook::change(work, id, viewer, &settings).map(|()| id),
        None => webhook::add(work, viewer, &settings),
    });
    let id = kept.await?;
    site.service::<CourierOf>().0.wake.notify_waiters();
    Ok(see_other(&format!("/settings/webhooks/{id}?done=saved")).into_response())
}

fn read(signed_in: &SignedIn, kinds: &Kinds, fields: &Fields, id: Option<WebhookId>) -> (Form, Option<Settings>) {
    let boxes = fields.list("family").into_iter().map(|family| format!("{family}.*"));
    let typed = fields.text("kinds").split_whitespace().map(str::to_owned);
    let mut form = Form {
        id,
        name: fields.text("name").chars().take(100).collect(),
        url: fields.text("url").to_owned(),
        patterns: boxes.chain(typed).collect(),
        mistakes: Mistakes::none(),
    };
    let (url, wanted) = (url_of(&form.url), Wanted::parse(form.patterns.iter().map(String::as_str)));
    form.mistakes = mistakes(signed_in.t(), kinds, &form.name, url.as_ref(), &wanted);
    let settings = match (url, wanted) {
        (Some(url), Ok(wanted)) if form.mistakes.is_empty() => Some(Settings { name: form.name.clone(), url, wanted }),
        _ => None,
    };
    (form, settings)
}

fn mistakes(text: &Text, kinds: &Kinds, name: &str, url: Option<&Url>, wanted: &Result<Wanted, String>) -> Mistakes {
    let mut mistakes = Mistakes::none();
    if name.is_empty() {
        mistakes.add("name", text.say("webhooks-mistake-name"));
    }
    match url {
        None => mistakes.add("url", text.say("webhooks-mistake-url")),
        Some(url) if leads_inside(url) => mistakes.add("url", text.say("webhooks-mistake-inside")),
        Some(_) => {}
    }
    match wanted {
        Err(wrong) => mistakes.add("kinds", text.say_with("webhooks-mistake-kind", &[("kind", wrong)])),
        Ok(wanted) if wanted.is_empty() => mistakes.add("kinds", text.say("webhooks-mistake-wanted")),
        Ok(wanted) => {
            if let Some(unknown) = kinds.unknown(wanted.patterns()) {
                let words: [(&str, &dyn Word); 2] = [("kind", &unknown.pattern), ("known", &unknown.known)];
                mistakes.add("kinds", text.say_with("webhooks-mistake-kind-unknown", &words));
            }
        }
    }
    mistakes
}

async fn draw(site: &Site, signed_in: &SignedIn, form: &Form) -> Result<Markup, Problem> {
    let text = signed_in.t();
    let title = text.say(if form.id.is_some() { "webhooks-edit" } else { "webhooks-add" });
    let back = form.id.map_or_else(|| "/settings/webhooks".to_owned(), |id| format!("/settings/webhooks/{id}"));
    let action = form
        .id
        .map_or_else(|| "/settings/webhooks/new".to_owned(), |id| format!("/settings/webhooks/{id}/edit"));
    let is_boxed = |pattern: &String| FAMILIES.iter().any(|family| *pattern == format!("{family}.*"));
    let typed: Vec<String> = form.patterns.iter().filter(|pattern| !is_boxed(pattern)).cloned().collect();
    let mistakes = &form.mistakes;
    let body = html! {
        (page_head(&title, &text.say("webhooks-form-about"), &html! { (link_button(text.say("webhooks-back"), back).quiet()) }))
        form.card method="post" action=(action) {
            (csrf_field(&signed_in.csrf))
            header { h2 { (text.say("webhooks-receiver")) } }
            div.body { div.stack {
                (field(text.say("webhooks-name"), "name").value(&form.name).required().autocomplete("off").error(mistakes.of("name")))
                (field(text.say("webhooks-url"), "url").value(&form.url).required().autocomplete("off")
                    .hint(text.say("webhooks-url-hint")).error(mistakes.of("url")))
                fieldset.stack.tight {
                    legend { (text.say("webhooks-wanted")) }
                    @for family in FAMILIES {
                        (checkbox(text.say(&format!("webhooks-family-{family}")), "family", form.patterns.contains(&format!("{family}.*"))).value(family))
                    }
                }
                (textarea(text.say("webhooks-kinds"), "kinds").value(typed.join("\n")).hint(text.say("webhooks-kinds-hint")).error(mistakes.of("kinds")))
            } }
            footer { (button(text.say("webhooks-save")).primary()) }
        }
    };
    Frame::new(site, signed_in, title).settings("webhooks").body(body).await
}
