//! Tags as an administrator keeps them: names, colours, and which are offered no more.

use crate::lists::MOST_COUNTED;
use crate::pages::list::counted;
use crate::pages::signs;
use crate::putting_back::TagSetting;
use crate::tags::{self, Tag};
use agents::changes::{keeping, keeping_new};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use db::Trouble;
use web::parts::{button, card, empty_state, field, form, page_head};
use web::{Fields, Frame, Markup, Needs, Problem, Routes, SignedIn, Site, html, see_other, with_mistakes};

const HERE: &str = "/settings/tags";
/// The middles of the twelve colours the style sheets know.
const HUES: i64 = 12;

pub fn routes() -> Routes {
    let manage = Needs::Permission("tags.manage");
    Routes::new()
        .get(HERE, manage, page)
        .post(HERE, manage, add)
        .post("/settings/tags/{id}", manage, change)
        .post("/settings/tags/{id}/retire", manage, retire)
}

async fn page(State(site): State<Site>, who: SignedIn) -> Result<Markup, Problem> {
    drawn(&site, &who, None).await
}

async fn add(State(site): State<Site>, who: SignedIn, fields: Fields) -> Result<Response, Problem> {
    let name = fields.text("name").to_owned();
    let added = site.db().work(who.actor(), move |work| {
        let tag = tags::add(work, &name)?;
        keeping_new(work, &TagSetting, &tag.id.to_string())
    });
    kept(&site, &who, added.await).await
}

async fn change(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>, fields: Fields) -> Result<Response, Problem> {
    let (name, hue) = (fields.text("name").to_owned(), fields.number("hue").unwrap_or_default());
    let changed = site.db().work(who.actor(), move |work| {
        tags::all(work)?.iter().find(|tag| tag.id == id).ok_or(Trouble::NotFound("tag"))?;
        keeping(work, &TagSetting, &id.to_string(), |work| tags::change(work, id, &name, hue))
    });
    kept(&site, &who, changed.await).await
}

async fn retire(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<Response, Problem> {
    let retired = site
        .db()
        .work(who.actor(), move |work| keeping(work, &TagSetting, &id.to_string(), |work| tags::retire(work, id)))
        .await;
    kept(&site, &who, retired).await
}

/// The list again; a refusal stands above it.
async fn kept(site: &Site, who: &SignedIn, outcome: Result<(), Trouble>) -> Result<Response, Problem> {
    match outcome {
        Ok(()) => Ok(see_other(HERE).into_response()),
        Err(Trouble::Refused(refusal)) => Ok(with_mistakes(drawn(site, who, Some(who.t().refusal(&refusal))).await?).into_response()),
        Err(trouble) => Err(trouble.into()),
    }
}

async fn drawn(site: &Site, who: &SignedIn, mistake: Option<String>) -> Result<Markup, Problem> {
    let all = site.db().read(|tx| {
        let all = tags::all(tx)?;
        all.into_iter()
            .map(|tag| Ok((tags::carried_by(tx, tag.id)?, tag)))
            .collect::<Result<Vec<_>, Trouble>>()
    });
    let all = all.await?;
    let text = who.t();
    let adding = form(
        &who.csrf,
        HERE,
        &html! {
            div.line { (field(text.say("desk-tag-name"), "name").required().error(mistake.as_deref())) (button(text.say("desk-tag-add")).primary()) }
        },
    );
    let body = html! {
        (page_head(&text.say("desk-tags"), &text.say("desk-tags-about"), &html! {}))
        (card(&text.say("desk-tag-add"), &adding))
        @if all.is_empty() { (empty_state("tag", &text.say("desk-tags-none"), &html! { p { (text.say("desk-tags-none-next")) } })) }
        @else { section.card { ul.rows { @for (count, tag) in &all { li { (one(who, tag, *count)) } } } } }
    };
    Frame::new(site, who, text.say("desk-tags")).settings("tags").body(body).await
}

fn one(who: &SignedIn, tag: &Tag, count: i64) -> Markup {
    let text = who.t();
    let id = format!("tag-{}", tag.id);
    let more = counted(count);
    let count: &dyn web::Word = if count < MOST_COUNTED { &count } else { &more };
    let carried = text.say_with("desk-tag-on", &[("count", count)]);
    html! {
        div.line.apart {
            details id={ "edit-" (id) } {
                summary.line { (signs::tag(tag)) span.sub.muted { (carried) } span.button.quiet { (text.say("desk-edit")) } }
                (form(&who.csrf, format!("/settings/tags/{}", tag.id), &html! {
                    div.stack {
                        (field(text.say("desk-tag-name"), "name").id(&id).value(&tag.name).required())
                        fieldset { legend { (text.say("desk-tag-colour")) }
                            div.line { @for step in 0..HUES {
                                label.check { input type="radio" name="hue" value=(step * 30) checked[tag.hue.rem_euclid(360) / 30 == step]; span.tag data-hue=(step) { (text.say_with("desk-tag-colour-number", &[("number", &(step + 1))])) } }
                            } }
                        }
                        (button(text.say("desk-save")).primary())
                    }
                }))
            }
            (form(&who.csrf, format!("/settings/tags/{}/retire", tag.id), &html! { (button(text.say("desk-tag-retire")).quiet()) }))
        }
    }
}
