//! The form of a provider, drawn: what to enter there, what to enter here, who comes in, and as what.

use super::back_to;
use super::form::{Form, RULE_ROLES, RULE_VALUES};
use super::rehearsal::role_name;
use crate::provider::Joins;
use agents::{Role, roles};
use web::parts::{Tone, banner, button, card, field, form as posted, link_button, page_head, password, radio, select, switch};
use web::{Frame, Markup, Problem, SignedIn, Site, html};

pub(super) async fn draw(site: &Site, signed_in: &SignedIn, form: &Form) -> Result<Markup, Problem> {
    let t = signed_in.t();
    let roles = site.db().read(roles::all).await?;
    let title = form.stored.map_or_else(|| t.say("sso-add"), |_| form.settings.name.clone());
    let action = form
        .stored
        .map_or_else(|| "/settings/sign-in/new".to_owned(), |id| format!("/settings/sign-in/{id}"));
    let body = html! {
        a.back href="/settings/sign-in" { (web::parts::icon("chevron-left")) (t.say("sso-menu")) }
        (page_head(&title, &t.say("sso-form-about"), &html! {
            @if let Some(id) = form.stored { (link_button(t.say("sso-try"), format!("/settings/sign-in/{id}/try"))) }
        }))
        @if form.done { div role="status" { (banner(Tone::Good, &html! { p { (t.say("sso-done-saved-try")) } })) } }
        @if let Some(why) = form.mistakes.of("test") { (banner(Tone::Danger, &html! { p { (why) } })) }
        (card(&t.say("sso-there"), &there(site, signed_in, form)))
        (posted(&signed_in.csrf, action, &html! {
            div.stack {
                (card(&t.say("sso-here"), &here(signed_in, form)))
                (card(&t.say("sso-who"), &who(signed_in, form)))
                (card(&t.say("sso-roles"), &as_what(signed_in, form, &roles)))
                div.line { (button(t.say("sso-save")).primary()) span.muted { (t.say("sso-save-about")) } }
            }
        }))
        @if let Some(id) = form.stored { (card(&t.say("sso-remove"), &remove(signed_in, id.0))) }
    };
    Frame::new(site, signed_in, title).settings("sign-in").body(body).await
}

/// What the provider's own settings ask for.
fn there(site: &Site, signed_in: &SignedIn, form: &Form) -> Markup {
    let t = signed_in.t();
    html! {
        div.stack {
            p { (t.say("sso-there-about")) }
            dl.facts {
                dt { (t.say("sso-redirect-uri")) } dd { code.mono { (back_to(site, form.id)) } }
                dt { (t.say("sso-logout-uri")) } dd { code.mono { (site.base_url()) "/sign-in" } }
                dt { (t.say("sso-backchannel-uri")) } dd { code.mono { (site.base_url()) "/sign-in/with/" (form.id) "/signed-out" } }
            }
        }
    }
}

fn here(signed_in: &SignedIn, form: &Form) -> Markup {
    let (t, settings, mistakes) = (signed_in.t(), &form.settings, &form.mistakes);
    let issuer = field(t.say("sso-issuer"), "issuer")
        .value(&settings.issuer)
        .autocomplete("off")
        .hint(t.say("sso-issuer-hint"))
        .error(mistakes.of("issuer"));
    let issuer = if form.stored.is_some() {
        issuer.attr("readonly", "readonly")
    } else {
        issuer.required()
    };
    html! {
        div.stack {
            (field(t.say("sso-name"), "name").value(&settings.name).required().autocomplete("off").hint(t.say("sso-name-hint")).error(mistakes.of("name")))
            (issuer)
            (field(t.say("sso-client-id"), "client_id").value(&settings.client_id).required().autocomplete("off").error(mistakes.of("client_id")))
            (password(t.say("sso-secret"), "secret").autocomplete("new-password")
                .hint(t.say(if form.stored.is_some() { "sso-secret-kept" } else { "sso-secret-hint" })).error(mistakes.of("secret")))
            (switch(t.say("sso-enabled"), "enabled", settings.enabled))
            (switch(t.say("sso-vouches"), "vouches", settings.vouches).hint(t.say("sso-vouches-hint")))
        }
    }
}

fn who(signed_in: &SignedIn, form: &Form) -> Markup {
    let (t, settings) = (signed_in.t(), &form.settings);
    html! {
        div.stack {
            p.muted { (t.say("sso-who-about")) }
            fieldset {
                legend.visually-hidden { (t.say("sso-who")) }
                div.stack.tight {
                    @for joins in Joins::ALL {
                        (radio(t.say(&format!("sso-joins-{}", joins.word())), "joins", joins.word(), settings.joins == *joins))
                    }
                }
            }
            (field(t.say("sso-domains"), "domains").value(settings.domains.join(", ")).autocomplete("off")
                .hint(t.say("sso-domains-hint")).error(form.mistakes.of("domains")))
        }
    }
}

fn as_what(signed_in: &SignedIn, form: &Form, roles: &[Role]) -> Markup {
    let (t, settings) = (signed_in.t(), &form.settings);
    let none = (String::new(), t.say("sso-role-none"));
    let choices =
        || std::iter::once(none.clone()).chain(roles.iter().map(|role| (role.id.to_string(), role_name(t, role.built_in, &role.name))));
    let usual = settings.role.map_or_else(String::new, |role| role.to_string());
    html! {
        div.stack {
            div.fields { (select(t.say("sso-role-usual"), "role", choices(), usual).hint(t.say("sso-role-usual-hint"))) }
            details open[!settings.role_claim.is_empty()] {
                summary { (t.say("sso-rules")) }
                div.stack {
                    p.muted { (t.say("sso-rules-about")) }
                    div.fields {
                        (field(t.say("sso-role-claim"), "role_claim").value(&settings.role_claim).autocomplete("off").hint(t.say("sso-role-claim-hint")))
                        (field(t.say("sso-scopes"), "scopes").value(&settings.scopes).autocomplete("off").hint(t.say("sso-scopes-hint")))
                    }
                    @for (number, (value, role)) in RULE_VALUES.iter().zip(RULE_ROLES).enumerate() {
                        @let rule = settings.role_rules.get(number);
                        div.fields {
                            (field(t.say_with("sso-rule-value", &[("number", &(number + 1))]), value).value(rule.map_or("", |rule| &rule.value)).autocomplete("off"))
                            (select(t.say_with("sso-rule-role", &[("number", &(number + 1))]), role, choices(), rule.map_or_else(String::new, |rule| rule.role.to_string())))
                        }
                    }
                }
            }
        }
    }
}

fn remove(signed_in: &SignedIn, id: i64) -> Markup {
    let t = signed_in.t();
    html! {
        div.stack {
            p { (t.say("sso-remove-about")) }
            (posted(&signed_in.csrf, format!("/settings/sign-in/{id}/remove"), &html! { (button(t.say("sso-remove")).danger()) }))
        }
    }
}
