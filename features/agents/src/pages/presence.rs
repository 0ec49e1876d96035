//! The presence control at the foot of the rail: who I am, what I show, and the way to my settings.

use crate::agent::AgentId;
use crate::{Presence, agents, presence};
use axum::extract::State;
use web::parts::{avatar, button, csrf_field, field, icon, menu, menu_button, menu_link};
use web::{Fields, Markup, Problem, SignedIn, Site, html};

/// The control as it stands now. It fetches itself again when somebody signals `agent:ID`.
pub async fn control(site: &Site, signed_in: &SignedIn) -> Result<Markup, Problem> {
    let agent = AgentId(signed_in.agent_id);
    let agent = site.db().read(move |tx| agents::find(tx, agent)).await?;
    Ok(draw(signed_in, agent.presence, &agent.presence_reason))
}

pub(super) async fn show(State(site): State<Site>, signed_in: SignedIn) -> Result<Markup, Problem> {
    control(&site, &signed_in).await
}

pub(super) async fn set(State(site): State<Site>, signed_in: SignedIn, fields: Fields) -> Result<Markup, Problem> {
    let presence = Presence::of_word(fields.text("presence")).ok_or_else(Problem::unreadable)?;
    let (agent, reason) = (AgentId(signed_in.agent_id), fields.text("reason").to_owned());
    site.db().work(signed_in.actor(), move |work| presence::set(work, agent, presence, &reason)).await?;
    control(&site, &signed_in).await
}

fn draw(signed_in: &SignedIn, presence: Presence, reason: &str) -> Markup {
    let t = signed_in.t();
    let said = t.say(&key(presence));
    let shown = if reason.is_empty() { said } else { format!("{said}: {reason}") };
    html! {
        div.rail-bottom id="presence" data-live={ "agent:" (signed_in.agent_id) } hx-get="/presence" hx-trigger="live" hx-swap="outerMorph" {
            button.me type="button" popovertarget="presence-menu" {
                span.presence data-presence=(presence.word()) { (avatar(&signed_in.name)) }
                span.truncate { (signed_in.name) br; small.muted { (shown) } }
            }
            (menu("presence-menu", &t.say("agents-presence"), &entries(signed_in, presence, reason)))
        }
    }
}

fn entries(signed_in: &SignedIn, present: Presence, reason: &str) -> Markup {
    let t = signed_in.t();
    html! {
        @for presence in Presence::ALL {
            @if *presence == Presence::Busy {
                (choice(signed_in, *presence, &html! {
                    (field(t.say("agents-presence-reason"), "reason").id("presence-busy-reason").value(reason).attr("maxlength", "80"))
                    (button(t.say(&key(*presence))).wide())
                }))
            } @else {
                (choice(signed_in, *presence, &menu_button(&t.say(&key(*presence)), if *presence == present { "check" } else { "clock" })))
            }
        }
        hr;
        (menu_link(&t.say("agents-profile"), "/settings/profile", "customer"))
        (menu_link(&t.say("agents-security"), "/settings/security", "shield"))
        form method="post" action="/sign-out" {
            (csrf_field(&signed_in.csrf))
            button.menu-item type="submit" { (icon("logout")) (t.say("agents-sign-out")) }
        }
    }
}

fn choice(signed_in: &SignedIn, presence: Presence, body: &Markup) -> Markup {
    html! {
        form method="post" action="/presence" hx-post="/presence" hx-target="#presence" hx-swap="outerMorph" {
            (csrf_field(&signed_in.csrf))
            input type="hidden" name="presence" value=(presence.word());
            (body)
        }
    }
}

fn key(presence: Presence) -> String {
    format!("agents-presence-{}", presence.word())
}
