//! Adding an email inbox: address and name here, servers and Test on the next page, done in minutes.

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use db::Trouble;
use desk::Inbox;
use desk::inbox::InboxSettings;
use kit::EmailAddress;
use web::parts::{button, csrf_field, field, link_button, page_head};
use web::{Fields, Frame, Markup, Mistakes, Problem, SignedIn, Site, html, see_other, with_mistakes};

/// Long enough to notice a mistake, short enough not to be noticed by the customer.
const UNDO_SECONDS: i64 = 10;

pub(super) async fn blank(State(site): State<Site>, signed_in: SignedIn) -> Result<Markup, Problem> {
    draw(&site, &signed_in, &Fields::default(), &Mistakes::none()).await
}

pub(super) async fn create(State(site): State<Site>, signed_in: SignedIn, fields: Fields) -> Result<Response, Problem> {
    let mut mistakes = Mistakes::none();
    let text = signed_in.t();
    let address = EmailAddress::parse(fields.text("address"));
    if address.is_err() {
        mistakes.add("address", text.say("email-mistake-address"));
    }
    if fields.text("name").is_empty() {
        mistakes.add("name", text.say("email-mistake-name"));
    }
    let (Ok(address), true) = (address, mistakes.is_empty()) else {
        return Ok(with_mistakes(draw(&site, &signed_in, &fields, &mistakes).await?).into_response());
    };
    let settings = InboxSettings {
        name: fields.text("name").to_owned(),
        from_name: fields.optional("from_name").unwrap_or_else(|| fields.text("name")).to_owned(),
        signature: String::new(),
        team_id: None,
        undo_seconds: UNDO_SECONDS,
        acknowledgement: String::new(),
    };
    match site
        .db()
        .work(signed_in.actor(), move |work| Inbox::add(work, "email", address.as_str(), &settings))
        .await
    {
        Ok(inbox) => Ok(see_other(&format!("/settings/inboxes/{inbox}/email?done=added")).into_response()),
        Err(Trouble::Refused(refusal)) => {
            mistakes.add("address", text.refusal(&refusal));
            Ok(with_mistakes(draw(&site, &signed_in, &fields, &mistakes).await?).into_response())
        }
        Err(trouble) => Err(trouble.into()),
    }
}

async fn draw(site: &Site, signed_in: &SignedIn, fields: &Fields, mistakes: &Mistakes) -> Result<Markup, Problem> {
    let text = signed_in.t();
    let title = text.say("email-add-title");
    let back = link_button(text.say("email-add-back"), "/settings/inboxes").quiet();
    let body = html! {
        (page_head(&title, &text.say("email-add-about"), &html! { (back) }))
        form.card method="post" action="/settings/inboxes/new-email" {
            (csrf_field(&signed_in.csrf))
            header { h2 { (text.say("email-add-step")) } }
            div.body {
                div.stack {
                    (field(text.say("email-address"), "address")
                        .kind("email")
                        .value(fields.text("address"))
                        .required()
                        .autofocus()
                        .autocomplete("off")
                        .hint(text.say("email-address-hint"))
                        .error(mistakes.of("address")))
                    (field(text.say("email-name"), "name")
                        .value(fields.text("name"))
                        .required()
                        .autocomplete("off")
                        .hint(text.say("email-name-hint"))
                        .error(mistakes.of("name")))
                    (field(text.say("email-from-name"), "from_name")
                        .value(fields.text("from_name"))
                        .optional(text)
                        .autocomplete("off")
                        .hint(text.say("email-from-name-hint")))
                }
            }
            footer { (button(text.say("email-add-next")).primary()) }
        }
    };
    Frame::new(site, signed_in, title).settings("inboxes").body(body).await
}
