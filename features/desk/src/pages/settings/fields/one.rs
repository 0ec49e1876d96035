//! One field: its words and choices with what changing them would mean, switching it off and on, and removing it while nobody
//! has filled it in.

use super::{HERE, effect, kind_key, lines};
use crate::fields::{self, FieldKind, Kept};
use crate::putting_back::FieldSetting;
use agents::changes::keeping;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use db::{Trouble, Work};
use web::parts::{Effect, button, card, field, form, icon, is_to_show, page_head, show_effect, textarea};
use web::{Fields, Frame, Markup, Problem, SignedIn, Site, html, see_other};

pub(super) async fn page(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<Response, Problem> {
    drawn(&site, &who, id, None, None).await
}

pub(super) async fn change(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>, fields: Fields) -> Result<Response, Problem> {
    if is_to_show(&fields) {
        return drawn(&site, &who, id, Some(&fields), None).await;
    }
    let (label, choices) = (fields.text("label").to_owned(), lines(&fields));
    done(&site, &who, id, Some(&fields), move |work| fields::change(work, id, &label, &choices)).await
}

pub(super) async fn switch_on(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<Response, Problem> {
    done(&site, &who, id, None, move |work| fields::switch_on(work, id)).await
}

pub(super) async fn switch_off(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<Response, Problem> {
    done(&site, &who, id, None, move |work| fields::switch_off(work, id)).await
}

pub(super) async fn remove(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<Response, Problem> {
    done(&site, &who, id, None, move |work| fields::remove(work, id)).await
}

/// Does it and keeps how the field stood; a refusal stands on the page of the field.
async fn done(
    site: &Site,
    who: &SignedIn,
    id: i64,
    typed: Option<&Fields>,
    mut verb: impl FnMut(&mut Work<'_>) -> Result<(), Trouble> + Send + 'static,
) -> Result<Response, Problem> {
    let kept = site.db().work(who.actor(), move |work| keeping(work, &FieldSetting, &id.to_string(), &mut verb));
    match kept.await {
        Ok(()) => Ok(see_other(HERE).into_response()),
        Err(Trouble::Refused(refusal)) => drawn(site, who, id, typed, Some(who.t().refusal(&refusal))).await,
        Err(trouble) => Err(trouble.into()),
    }
}

async fn drawn(site: &Site, who: &SignedIn, id: i64, typed: Option<&Fields>, mistake: Option<String>) -> Result<Response, Problem> {
    let kept = site.db().read(move |tx| fields::find(tx, id)).await?;
    let stands = as_typed(&kept);
    let typed = typed.unwrap_or(&stands);
    let text = who.t();
    let shown = effect::of_change(site, text, id, typed).await?;
    let watched = Effect { id: "field-effect", href: "/settings/fields/preview", shown: &shown };
    let words = form(
        &who.csrf,
        format!("{HERE}/{id}"),
        &watched.watched(&html! {
            input type="hidden" name="field" value=(id);
            (field(text.say("desk-field-label"), "label").value(typed.text("label")).required().error(mistake.as_deref()))
            @if kept.kind == FieldKind::Choice {
                (textarea(text.say("desk-field-choices"), "choices").value(typed.raw("choices")).hint(text.say("desk-field-choices-hint")).attr("rows", "6"))
            }
            div.line { (button(text.say("desk-save")).primary()) (show_effect(text)) }
        }),
    );
    let body = html! {
        a.back href=(HERE) { (icon("chevron-left")) (text.say("desk-fields")) }
        (page_head(&kept.label, &text.say(kind_key(kept.kind)), &html! {}))
        (card(&text.say("desk-field-words"), &html! { (words) (watched.stands(text)) }))
        (switching(who, &kept))
        (removing(who, &kept))
    };
    let status = if mistake.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, Frame::new(site, who, kept.label.clone()).settings("fields").body(body).await?).into_response())
}

/// The form as it would have been filled in.
fn as_typed(kept: &Kept) -> Fields {
    let encoded = |value: &str| value.bytes().map(|b| format!("%{b:02X}")).collect::<String>();
    Fields::parse(format!("label={}&choices={}", encoded(&kept.label), encoded(&kept.options().join("\n"))).as_bytes())
}

fn switching(who: &SignedIn, kept: &Kept) -> Markup {
    let text = who.t();
    let (way, title, about) = if kept.is_on {
        ("off", "desk-field-switch-off", "desk-field-switch-off-about")
    } else {
        ("on", "desk-field-switch-on", "desk-field-switch-on-about")
    };
    let press = form(&who.csrf, format!("{HERE}/{}/{way}", kept.id), &html! { (button(text.say(title))) });
    card(
        &text.say(title),
        &html! { div.stack { p { (text.say_with(about, &[("count", &kept.conversations)])) } (press) } },
    )
}

fn removing(who: &SignedIn, kept: &Kept) -> Markup {
    let text = who.t();
    let inside = html! {
        @if kept.was_filled_in || kept.conversations > 0 { p { (text.say("desk-field-stays")) } }
        @else { div.stack {
            p { (text.say("desk-field-remove-about")) }
            (form(&who.csrf, format!("{HERE}/{}/remove", kept.id), &html! { (button(text.say("desk-field-remove")).danger().icon("trash")) }))
        } }
    };
    card(&text.say("desk-field-remove"), &inside)
}
