//! The part of the page of notifications that shows one's devices, and its buttons.

use crate::{Device, DeviceId, Identity, Message, Offered, carrier, device, devices};
use agents::AgentId;
use agents::pages::notifications::Devices;
use agents::sessions::SessionId;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Redirect;
use db::Trouble;
use futures::future::BoxFuture;
use web::parts::{button, form, icon, table};
use web::{Fields, Markup, Needs, Problem, Routes, SignedIn, Site, Visitor, html, see_other};

const HERE: &str = "/settings/notifications";

/// Every address of this room.
pub fn routes() -> Routes {
    Routes::new()
        .post("/settings/devices", Needs::SignedIn, add)
        .post("/settings/devices/{id}/test", Needs::SignedIn, test)
        .post("/settings/devices/{id}/remove", Needs::SignedIn, remove)
}

/// Shows them on the page another room draws.
pub struct DevicesCard;

impl Devices for DevicesCard {
    fn card<'a>(&'a self, site: &'a Site, who: &'a SignedIn) -> BoxFuture<'a, Result<Markup, Trouble>> {
        Box::pin(async move {
            let agent = AgentId(who.agent_id);
            let mine = site.db().read(move |tx| devices::of(tx, agent)).await?;
            let identity = Identity::of_house(site.db(), site.key()).await?;
            Ok(card(site, who, &mine, &identity.public()))
        })
    }
}

fn card(site: &Site, who: &SignedIn, mine: &[Device], key: &str) -> Markup {
    let t = who.t();
    let heads = ["push-device", "push-device-since", "push-device-state"].map(|key| t.say(key));
    html! {
        section.card id="devices" {
            header { h2 { (t.say("push-devices")) } }
            div.body {
                div.stack data-push="/settings/devices" data-push-key=(key) {
                    p.muted { (t.say("push-about")) }
                    div.banner.info data-push-says="unsupported" { (icon("info")) span { (t.say("push-unsupported")) } }
                    div.banner.warn data-push-says="denied" hidden { (icon("warning")) span { (t.say("push-denied")) } }
                    div.banner.info data-push-says="on" hidden { (icon("check")) span { (t.say("push-on-here")) } }
                    div.banner.danger data-push-says="failed" role="alert" hidden { (icon("warning")) span { (t.say("push-failed")) } }
                    div.line { button.button type="button" data-push-on hidden { (icon("bell")) (t.say("push-turn-on")) } }
                }
            }
            @if !mine.is_empty() { (table(t.say("push-devices"), heads, html! { @for device in mine { (row(site, who, device)) } }).with_actions(t)) }
        }
    }
}

fn row(site: &Site, who: &SignedIn, device: &Device) -> Markup {
    let (t, now) = (who.t(), site.now());
    let act = |verb: &str, label: &str, quiet: bool| {
        let pressed = button(t.say(label));
        form(
            &who.csrf,
            format!("/settings/devices/{}/{verb}", device.id),
            &html! { @if quiet { (pressed.quiet()) } @else { (pressed) } },
        )
    };
    html! {
        tr data-push-device=(fingerprint(&device.endpoint)) {
            td { strong { (device.name) } }
            td { (t.short(device.added_at, now, &who.zone)) }
            td {
                @if device.secret_is_lost() { (t.say("push-secret-lost")) }
                @else if !device.trouble.is_empty() { (t.say_with("push-trouble", &[("why", &device.trouble)])) }
                @else if let Some(at) = device.told_at { (t.say_with("push-told", &[("time", &t.short(at, now, &who.zone))])) }
                @else { (t.say("push-never-told")) }
            }
            td.actions { div.line { (act("test", "push-test", false)) (act("remove", "push-remove", true)) } }
        }
    }
}

/// By which the page's script knows the browser it runs in; the address itself is told to nobody.
fn fingerprint(endpoint: &str) -> String {
    kit::sha256_hex(endpoint.as_bytes()).chars().take(32).collect()
}

/// Pushes belong to a browser somebody is signed in with; a program has none.
fn session(who: &SignedIn) -> Result<SessionId, Problem> {
    who.session_id.map(SessionId).ok_or_else(Problem::forbidden)
}

async fn add(State(site): State<Site>, who: SignedIn, visitor: Visitor, fields: Fields) -> Result<StatusCode, Problem> {
    let (agent, session) = (AgentId(who.agent_id), session(&who)?);
    let name = name_of(&visitor.user_agent);
    let offered = Offered::read(fields.text("endpoint"), fields.text("p256dh"), fields.text("auth"), &name)?;
    site.db().work(who.actor(), move |work| device::add(work, agent, session, &offered)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn test(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<Redirect, Problem> {
    session(&who)?;
    let found = site.db().read(move |tx| devices::find(tx, DeviceId(id))).await?;
    let found = found.filter(|device| device.agent.0 == who.agent_id).ok_or_else(Problem::not_found)?;
    carrier::tell_now(&site, found, &Message::test(who.t())).await?;
    Ok(see_other(&format!("{HERE}#devices")))
}

async fn remove(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<Redirect, Problem> {
    let agent = AgentId(who.agent_id);
    session(&who)?;
    site.db().work(who.actor(), move |work| device::remove(work, agent, DeviceId(id))).await?;
    Ok(see_other(&format!("{HERE}#devices")))
}

/// What a person calls a browser by: its name and where it runs. Versions come and go.
fn name_of(user_agent: &str) -> String {
    let has = |word: &str| user_agent.contains(word);
    let first = |names: &[(&str, &str)], unknown: &str| {
        let found = names.iter().find(|(word, _)| has(word));
        found.map_or_else(|| unknown.to_owned(), |(_, name)| (*name).to_owned())
    };
    let browser = first(
        &[("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari")],
        "Browser",
    );
    let system = first(
        &[
            ("Android", "Android"),
            ("iPhone", "iPhone"),
            ("iPad", "iPad"),
            ("Windows", "Windows"),
            ("Mac OS", "macOS"),
            ("Linux", "Linux"),
        ],
        "",
    );
    if system.is_empty() { browser } else { format!("{browser} · {system}") }
}

#[cfg(test)]
mod tests {
    use super::name_of;

    #[test]
    fn a_device_is_called_what_a_person_would_call_it() {
        for (said, name) in [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox · Linux"),
            (
                "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0",
                "Edge · Windows",
            ),
            (
                "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36",
                "Chrome · Android",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1",
                "Safari · iPhone",
            ),
            ("", "Browser"),
        ] {
            assert_eq!(name_of(said), name);
        }
    }
}
