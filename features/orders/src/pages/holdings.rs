//! What a customer has with us beside orders: accounts, subscriptions, services and charges, records of the company's own
//! kinds, addresses, ways to pay, gift cards and store credit. Each with what can be done with it.

mod beside;
mod money;
mod places;
mod sections;
mod sight;

use super::whereabouts::From;
use super::wording::deed;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
pub(super) use beside::{on_page, section};
use customers::CustomerId;
use db::{Trouble, Work};
pub(super) use places::{add_address, add_method, default_address, default_method, remove_address, remove_method};
use sight::Sight;
use web::parts::{Tone, banner, link_button, page_head};
use web::{Fields, Frame, Markup, Problem, Query, SignedIn, Site, html, see_other};

/// What the sections are drawn with.
struct View<'a> {
    site: &'a Site,
    who: &'a SignedIn,
    sight: &'a Sight,
    from: From,
    typed: &'a Fields,
}

impl View<'_> {
    fn say(&self, key: &str) -> String {
        self.who.t().say(key)
    }

    fn when(&self, moment: kit::Moment) -> Markup {
        web::parts::time(self.who.t(), moment, self.site.now(), &self.who.zone)
    }

    /// The form of an action on something the customer has.
    fn act(&self, verb: &str, about: &str) -> String {
        let path = format!("/customers/{}/actions/{verb}", self.sight.customer);
        self.from.link(&if about.is_empty() { path } else { format!("{path}?{about}") })
    }

    /// A button to it, for who may act.
    fn button(&self, label: String, verb: &str, about: &str) -> Markup {
        html! { @if self.who.may("orders.act") { (link_button(label, self.act(verb, about))) } }
    }
}

/// `GET /customers/{customer}/holdings`
pub(super) async fn show(State(site): State<Site>, who: SignedIn, Path(customer): Path<i64>, query: Query) -> Result<Response, Problem> {
    draw(&site, &who, customer, &query.0, None).await
}

async fn draw(site: &Site, who: &SignedIn, customer: i64, typed: &Fields, mistake: Option<String>) -> Result<Response, Problem> {
    let action = typed.number("done");
    let sight = site.db().read(move |tx| Sight::of(tx, CustomerId(customer), action)).await?;
    let view = View { site, who, sight: &sight, from: From::of(typed), typed };
    let text = who.t();
    let name = if sight.name.is_empty() { text.say("orders-nameless") } else { sight.name.clone() };
    let head = html! { (view.from.back(who)) (link_button(text.say("orders-back-to-customer"), format!("/customers/{}", sight.customer)).quiet()) };
    let body = html! {
        (page_head(&text.say("orders-holdings"), &text.say_with("orders-for-customer", &[("name", &name)]), &head))
        @if let Some(mistake) = &mistake { (banner(Tone::Danger, &html! { p { (mistake) } })) }
        (news(&view))
        div.beside {
            div.stack { (sections::accounts(&view)) (sections::subscriptions(&view)) (sections::charges(&view)) (sections::records(&view)) (money::balances(&view)) }
            aside.stack aria-label=(text.say("orders-details")) { (places::addresses(&view)) (places::methods(&view)) (money::papers(&view)) }
        }
    };
    let status = if mistake.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, Frame::new(site, who, text.say("orders-holdings")).here("customers").body(body).await?).into_response())
}

/// What was just done, as the address says.
fn news(view: &View<'_>) -> Markup {
    let text = view.who.t();
    html! {
        @if let Some((verb, amount)) = &view.sight.done {
            (banner(Tone::Good, &html! { p { (text.say_with("orders-done", &[("action", &deed(text, verb)), ("amount", &text.money(*amount))])) } }))
        }
    }
}

/// One change by a form of the page.
async fn change(
    site: &Site,
    who: &SignedIn,
    customer: i64,
    typed: Fields,
    mut verb: impl FnMut(&mut Work<'_>, CustomerId) -> Result<(), Trouble> + Send + 'static,
) -> Result<Response, Problem> {
    let changed = site.db().work(who.actor(), move |work| {
        agents::Rights::of_actor(work)?.need(agents::Permission::OrdersAct)?;
        let customer = customers::current(work, CustomerId(customer))?;
        verb(work, customer)
    });
    match changed.await {
        Ok(()) => Ok(see_other(&From::of(&typed).link(&format!("/customers/{customer}/holdings"))).into_response()),
        Err(Trouble::Refused(refusal)) => draw(site, who, customer, &typed, Some(who.t().refusal(&refusal))).await,
        Err(other) => Err(other.into()),
    }
}
