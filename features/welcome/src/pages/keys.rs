//! The keyboard as its owner likes it: keys pressed alone on or off, and others in their place.

use crate::known_keys;
use agents::keys::{self, Keys};
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use db::Trouble;
use web::parts::{Tone, banner, button, card, checkbox, form, page_head};
use web::{Fields, Frame, Markup, Problem, Query, SignedIn, Site, html, see_other, with_mistakes};

pub(super) async fn show(State(site): State<Site>, who: SignedIn, query: Query) -> Result<Markup, Problem> {
    let agent = agents::AgentId(who.agent_id);
    let kept = site.db().read(move |tx| keys::of(tx, agent)).await?;
    let above = html! { @if query.text("done") == "saved" { div role="status" { (banner(Tone::Good, &html! { p { (who.t().say("welcome-keys-saved")) } })) } } };
    draw(&site, &who, &kept, &above).await
}

pub(super) async fn save(State(site): State<Site>, who: SignedIn, fields: Fields) -> Result<Response, Problem> {
    let agent = agents::AgentId(who.agent_id);
    let wanted = match fields.flag("as-it-comes") {
        true => Keys::default(),
        false => chosen(&fields),
    };
    let kept = wanted.clone();
    match site
        .db()
        .work(who.actor(), move |work| keys::choose(work, agent, &wanted, &known_keys::all()))
        .await
    {
        Ok(()) => Ok(see_other("/settings/keys?done=saved").into_response()),
        Err(Trouble::Refused(refusal)) => {
            let above = banner(Tone::Danger, &html! { p { (who.t().refusal(&refusal)) } });
            Ok(with_mistakes(draw(&site, &who, &kept, &above).await?).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

/// What is typed beside each key; a form without a field leaves that key as it comes.
fn chosen(fields: &Fields) -> Keys {
    let known = known_keys::all();
    let typed = known
        .iter()
        .map(|key| (*key, if fields.has(&field_of(key)) { fields.text(&field_of(key)) } else { key }));
    Keys::chosen(!fields.flag("on"), typed)
}

fn field_of(key: &str) -> String {
    format!("key {key}")
}

async fn draw(site: &Site, who: &SignedIn, kept: &Keys, above: &Markup) -> Result<Markup, Problem> {
    let t = who.t();
    let body = html! {
        (page_head(&t.say("welcome-keys"), &t.say("welcome-keys-about"), &html! {}))
        (above)
        (form(&who.csrf, "/settings/keys", &html! { div.stack {
            section.card { div.body { (checkbox(t.say("welcome-keys-on"), "on", !kept.is_off).hint(t.say("welcome-keys-on-hint"))) } }
            @for (group, known) in known_keys::GROUPS { (card(&t.say(group), &rows(who, kept, known))) }
            div.line {
                (button(t.say("welcome-keys-save")).primary())
                button.button.quiet type="submit" name="as-it-comes" value="1" { (t.say("welcome-keys-as-they-come")) }
            }
        } }))
    };
    Frame::new(site, who, t.say("welcome-keys")).settings("keys").body(body).await
}

fn rows(who: &SignedIn, kept: &Keys, known: &[known_keys::Known]) -> Markup {
    let t = who.t();
    html! {
        div.key-rows { @for (key, label) in known {
            div.key-row {
                label for={ "key-" (key) } { (t.say(label)) }
                kbd { (key) }
                input.input id={ "key-" (key) } name=(field_of(key)) value=(kept.of(key)) maxlength="3" size="3" autocomplete="off" autocapitalize="off" spellcheck="false";
            }
        } }
    }
}
