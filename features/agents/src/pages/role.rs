//! One custom role: its name and what it allows, in plain words.

use super::layout::{mistake, notice, refusal};
use super::role_effect;
use crate::changes::{RoleSetting, keeping, keeping_new};
use crate::permissions::{ALL, Permission, Permissions};
use crate::{RoleId, roles};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use web::parts::{button, card, checkbox, field, form, icon, page_head};
use web::{Fields, Frame, Markup, Problem, Query, SignedIn, Site, html, see_other};

/// A role as the form shows it; without a key it is new.
struct Draft {
    role: Option<RoleId>,
    name: String,
    permissions: Permissions,
}

pub(super) async fn blank(State(site): State<Site>, signed_in: SignedIn) -> Result<Markup, Problem> {
    let draft = Draft { role: None, name: String::new(), permissions: Permissions::none() };
    draw(&site, &signed_in, &draft, &html! {}).await
}

pub(super) async fn create(State(site): State<Site>, signed_in: SignedIn, fields: Fields) -> Result<Response, Problem> {
    let draft = read(None, &fields);
    let (name, permissions) = (draft.name.clone(), draft.permissions.clone());
    let created = site.db().work(signed_in.actor(), move |work| {
        let role = roles::create(work, &name, &permissions)?;
        keeping_new(work, &RoleSetting, &role.to_string())?;
        Ok(role)
    });
    match created.await {
        Ok(role) => Ok(see_other(&format!("/settings/roles/{role}?done=saved")).into_response()),
        Err(trouble) => again(&site, &signed_in, &draft, &refusal(signed_in.t(), trouble)?).await,
    }
}

pub(super) async fn show(State(site): State<Site>, signed_in: SignedIn, Path(role): Path<i64>, query: Query) -> Result<Markup, Problem> {
    let role = site.db().read(move |tx| roles::find(tx, RoleId(role))).await?;
    if role.built_in.is_some() {
        return Err(Problem::not_found());
    }
    let draft = Draft { role: Some(role.id), permissions: role.permissions(), name: role.name };
    draw(&site, &signed_in, &draft, &notice(signed_in.t(), &query)).await
}

pub(super) async fn save(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(role): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (role, draft) = (RoleId(role), read(Some(RoleId(role)), &fields));
    let (name, permissions) = (draft.name.clone(), draft.permissions.clone());
    let changed = site.db().work(signed_in.actor(), move |work| {
        work.keep_quietly("saved as it was");
        keeping(work, &RoleSetting, &role.to_string(), |work| roles::change(work, role, &name, &permissions))
    });
    match changed.await {
        Ok(()) => Ok(see_other(&format!("/settings/roles/{role}?done=saved")).into_response()),
        Err(trouble) => again(&site, &signed_in, &draft, &refusal(signed_in.t(), trouble)?).await,
    }
}

pub(super) async fn remove(State(site): State<Site>, signed_in: SignedIn, Path(role): Path<i64>) -> Result<Response, Problem> {
    let removed = site.db().work(signed_in.actor(), move |work| {
        keeping(work, &RoleSetting, &role.to_string(), |work| roles::remove(work, RoleId(role)))
    });
    removed.await?;
    Ok(see_other("/settings/roles?done=removed").into_response())
}

fn read(role: Option<RoleId>, fields: &Fields) -> Draft {
    let permissions = fields.list("permission").into_iter().filter_map(Permission::of_word).collect();
    Draft { role, name: fields.text("name").to_owned(), permissions }
}

async fn again(site: &Site, signed_in: &SignedIn, draft: &Draft, sentence: &str) -> Result<Response, Problem> {
    let page = draw(site, signed_in, draft, &mistake(Some(sentence))).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn draw(site: &Site, signed_in: &SignedIn, draft: &Draft, above: &Markup) -> Result<Markup, Problem> {
    let t = signed_in.t();
    let title = if draft.name.is_empty() { t.say("agents-role-new") } else { draft.name.clone() };
    let action = draft
        .role
        .map_or_else(|| "/settings/roles/new".to_owned(), |role| format!("/settings/roles/{role}"));
    let remove = html! { @if draft.role.is_some() {
        (form(&signed_in.csrf, format!("{action}/remove"), &html! { (button(t.say("agents-role-remove")).danger()) }))
    } };
    let effect = role_effect::drawn(site, signed_in, draft.role, &draft.permissions).await?;
    let body = html! {
        a.back href="/settings/roles" { (icon("chevron-left")) (t.say("agents-roles")) }
        (page_head(&title, &t.say("agents-role-about"), &remove))
        (above)
        (form(&signed_in.csrf, action, &html! {
            div.stack data-view-form="/settings/roles/preview" {
                @if let Some(role) = draft.role { input type="hidden" name="role" value=(role); }
                (card(&t.say("agents-role"), &html! { (field(t.say("agents-name"), "name").value(&draft.name).required()) }))
                (card(&t.say("agents-role-allows"), &boxes(signed_in, &draft.permissions)))
                (card(&t.say("agents-role-effect"), &html! { div id="view-preview" aria-live="polite" { (effect) } }))
                div.line { (button(t.say("agents-save")).primary()) }
            }
        }))
    };
    Frame::new(site, signed_in, title).settings("roles").body(body).await
}

/// One box for each permission, under the area it belongs to. What the reader may not do themselves is not theirs to give.
fn boxes(signed_in: &SignedIn, held: &Permissions) -> Markup {
    let t = signed_in.t();
    html! {
        div.stack {
            @for area in ALL.chunk_by(|one, next| one.area() == next.area()) {
                fieldset {
                    legend { strong { (t.say(&format!("agents-area-{}", area[0].area()))) } }
                    div.stack.tight {
                        @for permission in area {
                            @let own = signed_in.may(permission.word());
                            (checkbox(t.say(&permission.explanation_key()), "permission", held.has(*permission)).value(permission.word()).disabled(!own))
                        }
                    }
                }
            }
        }
    }
}
