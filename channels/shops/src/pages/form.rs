//! Connecting a shop and changing how it is reached. Saving asks the shop first; what it does not answer is not kept.

use crate::commerce::{Ailment, Hello};
use crate::shop::{self, Access, Settings, Shop, ShopId, System, host_of};
use crate::{TradeOf, shops};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use orders::brand::{self, Brand, BrandId};
use web::parts::{Tone, banner, button, csrf_field, field, link_button, page_head, password, select, switch};
use web::{Fields, Frame, Markup, Mistakes, Problem, Query, SignedIn, Site, html, see_other, with_mistakes};

/// What the form shows; secrets are never in it.
struct Form {
    id: Option<ShopId>,
    system: System,
    name: String,
    brand: i64,
    host: String,
    user: String,
    enabled: bool,
    is_lost: bool,
    mistakes: Mistakes,
}

pub(super) async fn blank(State(site): State<Site>, signed_in: SignedIn, query: Query) -> Result<Markup, Problem> {
    let system = System::of_word(query.text("system"))
        .filter(|system| *system != System::File)
        .unwrap_or(System::Shopify);
    let form = Form {
        id: None,
        system,
        name: String::new(),
        brand: 0,
        host: String::new(),
        user: String::new(),
        enabled: true,
        is_lost: false,
        mistakes: Mistakes::none(),
    };
    draw(&site, &signed_in, &form).await
}

pub(super) async fn edit(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<i64>) -> Result<Markup, Problem> {
    let shop = site.db().read(move |tx| shops::find(tx, ShopId(id))).await?;
    let access = shop.access().unwrap_or_default();
    let form = Form {
        id: Some(shop.id),
        system: shop.system,
        name: shop.name.clone(),
        brand: shop.brand.0,
        host: access.host,
        user: access.user,
        enabled: shop.enabled,
        is_lost: shop.secret_is_lost(),
        mistakes: Mistakes::none(),
    };
    draw(&site, &signed_in, &form).await
}

pub(super) async fn connect(State(site): State<Site>, signed_in: SignedIn, fields: Fields) -> Result<Response, Problem> {
    keep(&site, &signed_in, &fields, None).await
}

pub(super) async fn save(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<i64>, fields: Fields) -> Result<Response, Problem> {
    let shop = site.db().read(move |tx| shops::find(tx, ShopId(id))).await?;
    keep(&site, &signed_in, &fields, Some(shop)).await
}

async fn keep(site: &Site, signed_in: &SignedIn, fields: &Fields, stored: Option<Shop>) -> Result<Response, Problem> {
    let text = signed_in.t();
    let mut form = read(fields, stored.as_ref());
    let access = access(fields, &mut form, stored.as_ref(), signed_in)?;
    if form.name.is_empty() {
        form.mistakes.add("name", text.say("shops-mistake-name"));
    }
    if form.mistakes.is_empty()
        && let Err(ailment) = greet(site, form.system, &access).await
    {
        form.mistakes
            .add("test", text.say_with("shops-test-failed", &[("reason", &crate::commerce::said(text, &ailment.note()))]));
    }
    if !form.mistakes.is_empty() {
        return Ok(with_mistakes(draw(site, signed_in, &form).await?).into_response());
    }
    let settings = Settings {
        system: form.system,
        name: form.name,
        brand: BrandId(form.brand),
        access,
        enabled: form.enabled,
    };
    let id = site
        .db()
        .work(signed_in.actor(), move |work| match &stored {
            Some(shop) => shop::change(work, shop.id, &settings).map(|()| shop.id),
            None => shop::connect(work, &settings),
        })
        .await?;
    site.service::<TradeOf>().0.wake.notify_one();
    Ok(see_other(&format!("/settings/shops/{id}?done=saved")).into_response())
}

async fn greet(site: &Site, system: System, access: &Access) -> Result<Hello, Ailment> {
    let outside = site.service::<TradeOf>().0.outside.clone();
    shop::commerce(system, access, outside)?.greet().await
}

fn read(fields: &Fields, stored: Option<&Shop>) -> Form {
    Form {
        id: stored.map(|shop| shop.id),
        system: stored.map_or_else(
            || {
                System::of_word(fields.text("system"))
                    .filter(|system| *system != System::File)
                    .unwrap_or(System::Shopify)
            },
            |shop| shop.system,
        ),
        name: fields.text("name").chars().take(100).collect(),
        brand: fields.number("brand").unwrap_or(0),
        host: fields.text("host").to_owned(),
        user: fields.text("user").to_owned(),
        enabled: fields.flag("enabled"),
        is_lost: stored.is_some_and(Shop::secret_is_lost),
        mistakes: Mistakes::none(),
    }
}

/// Address and keys. An empty secret is the stored one, which is only ever sent to the host it was entered for.
fn access(fields: &Fields, form: &mut Form, stored: Option<&Shop>, signed_in: &SignedIn) -> Result<Access, Problem> {
    let text = signed_in.t();
    let known = stored.and_then(|shop| shop.access().ok());
    let before = known.clone().unwrap_or_default();
    let host = if form.system == System::Stripe { Some(String::new()) } else { host_of(&form.host) };
    let Some(host) = host else {
        form.mistakes.add("host", text.say("shops-mistake-host"));
        return Ok(Access::default());
    };
    if known.is_some() && host != before.host {
        form.mistakes.add("host", text.say("shops-other-host"));
    }
    let or_stored = |name: &str, stored: &str| fields.optional(name).map_or_else(|| stored.to_owned(), ToOwned::to_owned);
    let access = Access {
        host,
        user: form.user.clone(),
        secret: or_stored("secret", &before.secret),
        webhook_secret: or_stored("webhook_secret", &before.webhook_secret),
    };
    if access.secret.is_empty() {
        form.mistakes.add("secret", text.say("shops-mistake-secret"));
    }
    Ok(access)
}

async fn draw(site: &Site, signed_in: &SignedIn, form: &Form) -> Result<Markup, Problem> {
    let text = signed_in.t();
    let brands = site.db().read(brand::all).await?;
    let title = text.say(if form.id.is_some() { "shops-edit-title" } else { "shops-connect" });
    let back = form.id.map_or_else(|| "/settings/shops".to_owned(), |id| format!("/settings/shops/{id}"));
    let body = html! {
        (page_head(&title, &text.say("shops-connect-about"), &html! { (link_button(text.say("shops-back"), back).quiet()) }))
        @if brands.is_empty() {
            (banner(Tone::Warn, &html! { p { (text.say("shops-no-brand")) } }))
        } @else {
            (written(signed_in, form, &brands))
        }
    };
    Frame::new(site, signed_in, title).settings("shops").body(body).await
}

fn written(signed_in: &SignedIn, form: &Form, brands: &[Brand]) -> Markup {
    let text = signed_in.t();
    let action = form.id.map_or_else(|| "/settings/shops/new".to_owned(), |id| format!("/settings/shops/{id}/edit"));
    let mistakes = &form.mistakes;
    let choices = brands.iter().map(|brand| (brand.id.to_string(), brand.name.clone()));
    html! {
        @if form.id.is_none() { (systems(signed_in, form.system)) }
        form.card method="post" action=(action) {
            (csrf_field(&signed_in.csrf))
            input type="hidden" name="system" value=(form.system.word());
            header { h2 { (super::list::system(text, form.system)) } }
            div.body {
                div.stack {
                    @if form.is_lost { (banner(Tone::Danger, &html! { p { (text.say("shops-secret-lost")) } })) }
                    @if let Some(why) = mistakes.of("test") { (banner(Tone::Danger, &html! { p { (why) } })) }
                    p.muted { (text.say(&format!("shops-how-{}", form.system.word()))) }
                    (field(text.say("shops-name"), "name").value(&form.name).required().autocomplete("off").error(mistakes.of("name")))
                    (select(text.say("shops-brand"), "brand", choices, form.brand.to_string()).hint(text.say("shops-brand-hint")))
                    @if form.system != System::Stripe {
                        (field(text.say("shops-host"), "host").value(&form.host).required().autocomplete("off")
                            .hint(text.say(&format!("shops-host-hint-{}", form.system.word()))).error(mistakes.of("host")))
                    }
                    @if form.system == System::Woo {
                        (field(text.say("shops-user"), "user").value(&form.user).required().autocomplete("off"))
                    }
                    (password(text.say("shops-secret"), "secret").autocomplete("new-password")
                        .hint(text.say(if form.id.is_some() && !form.is_lost { "shops-secret-kept" } else { "shops-secret-hint" })).error(mistakes.of("secret")))
                    (password(text.say("shops-webhook-secret"), "webhook_secret").autocomplete("new-password")
                        .hint(text.say("shops-webhook-secret-hint")))
                    (switch(text.say("shops-enabled"), "enabled", form.enabled))
                }
            }
            footer { (button(text.say("shops-save")).primary()) }
        }
    }
}

fn systems(signed_in: &SignedIn, chosen: System) -> Markup {
    let text = signed_in.t();
    html! {
        nav.tabs aria-label=(text.say("shops-system")) {
            @for system in [System::Shopify, System::Woo, System::Stripe] {
                a href={ "/settings/shops/new?system=" (system.word()) } aria-current=[(system == chosen).then_some("page")] {
                    (super::list::system(text, system))
                }
            }
        }
    }
}
