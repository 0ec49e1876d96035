//! How a customer is reached and recognised: their identities, added, proven, preferred, removed.

use super::customer::{Sight, change};
use crate::identities::{self, Held, IdentityId};
use crate::{CustomerId, Identity, IdentityKind, Source, current, deliverability};
use axum::extract::{Path, State};
use axum::response::Response;
use db::{Trouble, Work};
use kit::EmailAddress;
use web::parts::{Tone, badge, button, card, field, form, icon, icon_button, menu, menu_button, select};
use web::{Fields, Markup, Problem, SignedIn, Site, html};

pub(super) fn section(sight: &Sight<'_>) -> Markup {
    let body = html! {
        div.stack {
            @if sight.portrait.identities.is_empty() { p.hint { (sight.say("customers-no-identity")) } }
            dl.facts { @for identity in &sight.portrait.identities { (row(sight, identity)) } }
            @if sight.may_edit() {
                details open[sight.mistake("identity").is_some()] {
                    summary.button.quiet { (icon("plus")) (sight.say("customers-identity-add")) }
                    (add_form(sight))
                }
            }
        }
    };
    card(&sight.say("customers-reach"), &body)
}

fn row(sight: &Sight<'_>, identity: &Held) -> Markup {
    html! {
        dt { (sight.say(&format!("customers-kind-{}", identity.kind.word()))) }
        dd {
            (identity.value)
            @if identity.is_primary { " " (badge(Tone::Plain, &sight.say("customers-primary"))) }
            @if identity.verified_at.is_some() { " " (badge(Tone::Good, &sight.say("customers-verified"))) }
            @if sight.may_edit() { " " (deeds(sight, identity)) }
            (bounces(sight, identity))
        }
    }
}

/// Since when and why mail does not arrive, in the server's words.
fn bounces(sight: &Sight<'_>, identity: &Held) -> Markup {
    let text = sight.signed_in.t();
    let reason = identity.undeliverable_because.as_deref().unwrap_or("");
    html! {
        @if let Some(since) = identity.undeliverable_since {
            div { (badge(Tone::Danger, &text.say("customers-undeliverable"))) }
            p.hint {
                (text.say_with("customers-undeliverable-since", &[("date", &text.date(since, &sight.signed_in.zone)), ("reason", &reason)]))
            }
        }
    }
}

/// What can be done with one identity, behind a button.
fn deeds(sight: &Sight<'_>, identity: &Held) -> Markup {
    let id = format!("identity-{}", identity.id);
    let label = sight.signed_in.t().say_with("customers-identity-actions", &[("value", &identity.value)]);
    let deed = |verb: &str, key: &str, picture: &'static str| {
        let action = sight.path(&format!("/identities/{}/{verb}", identity.id));
        form(&sight.signed_in.csrf, action, &menu_button(&sight.say(key), picture))
    };
    let entries = html! {
        @if !identity.is_primary { (deed("primary", "customers-make-primary", "star")) }
        @if identity.verified_at.is_none() { (deed("verify", "customers-verify", "check")) } @else { (deed("doubt", "customers-doubt", "help")) }
        @if identity.undeliverable_since.is_some() { (deed("deliverable", "customers-lift", "refresh")) }
        (deed("remove", "customers-identity-remove", "trash"))
    };
    html! {
        (icon_button("more", &label).attr("popovertarget", &id))
        (menu(&id, &label, &entries))
    }
}

fn add_form(sight: &Sight<'_>) -> Markup {
    let kinds = IdentityKind::ALL
        .iter()
        .map(|kind| (kind.word(), sight.say(&format!("customers-kind-{}", kind.word()))));
    let body = html! {
        div.stack {
            (select(sight.say("customers-kind"), "kind", kinds, sight.typed("identity", "kind").unwrap_or("email")).id("identity-kind"))
            (field(sight.say("customers-identity"), "value")
                .id("identity-value")
                .hint(sight.say("customers-identity-hint"))
                .value(sight.typed("identity", "value").unwrap_or(""))
                .error(sight.mistake("identity"))
                .required())
            (button(sight.say("customers-add")))
        }
    };
    form(&sight.signed_in.csrf, sight.path("/identities"), &body)
}

/// What somebody typed, as an identity or a refusal that says how to write it.
pub(super) fn typed_identity(kind: &str, value: &str) -> Result<Identity, Trouble> {
    let kind = IdentityKind::of_word(kind).ok_or(Trouble::NotFound("kind"))?;
    Identity::parse(kind, value, None)
        .map_err(|mistake| Trouble::refused(mistake.key()).with("text", value.chars().take(60).collect::<String>()))
}

pub(super) async fn add(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(customer): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    let typed = fields.clone();
    change(&site, &signed_in, customer, "identity", fields, move |work| {
        let identity = typed_identity(typed.text("kind"), typed.text("value"))?;
        identities::add(work, CustomerId(customer), &identity, Source::Agent)
    })
    .await
}

/// A deed with one identity of one customer.
type Deed = fn(&mut Work<'_>, CustomerId, IdentityId) -> Result<(), Trouble>;

async fn with_identity(site: Site, signed_in: SignedIn, (customer, identity): (i64, i64), deed: Deed) -> Result<Response, Problem> {
    change(&site, &signed_in, customer, "identity-deed", Fields::default(), move |work| {
        deed(work, CustomerId(customer), IdentityId(identity))
    })
    .await
}

pub(super) async fn remove(State(site): State<Site>, signed_in: SignedIn, Path(which): Path<(i64, i64)>) -> Result<Response, Problem> {
    with_identity(site, signed_in, which, identities::remove).await
}

pub(super) async fn verify(State(site): State<Site>, signed_in: SignedIn, Path(which): Path<(i64, i64)>) -> Result<Response, Problem> {
    with_identity(site, signed_in, which, identities::verify).await
}

pub(super) async fn doubt(State(site): State<Site>, signed_in: SignedIn, Path(which): Path<(i64, i64)>) -> Result<Response, Problem> {
    with_identity(site, signed_in, which, identities::doubt).await
}

pub(super) async fn make_primary(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(which): Path<(i64, i64)>,
) -> Result<Response, Problem> {
    with_identity(site, signed_in, which, identities::make_primary).await
}

pub(super) async fn lift(State(site): State<Site>, signed_in: SignedIn, Path(which): Path<(i64, i64)>) -> Result<Response, Problem> {
    with_identity(site, signed_in, which, |work, customer, identity| {
        let customer = current(work, customer)?;
        let held = identities::find(work, customer, identity)?;
        let address = EmailAddress::parse(&held.value).map_err(|_| Trouble::NotFound("identity"))?;
        deliverability::mark_deliverable(work, &address)
    })
    .await
}
