//! Links to hand over: shown once to whoever made them, for where no mail arrives.

use super::letters::post;
use crate::agent::AgentId;
use crate::post::About;
use crate::{agents, invitation, reset};
use axum::extract::{Path, State};
use web::parts::{Tone, banner, card, copy_button, field, link_button, page_head};
use web::{Frame, Markup, Problem, SignedIn, Site, html};

pub(super) async fn invite_again(State(site): State<Site>, signed_in: SignedIn, Path(agent): Path<i64>) -> Result<Markup, Problem> {
    let post = post(&site);
    let (agent, links) = (AgentId(agent), post.clone());
    let (name, token) = site
        .db()
        .work(signed_in.actor(), move |work| {
            Ok((agents::find(work, agent)?.name, invitation::invite_again(work, agent, &post)?))
        })
        .await?;
    link_page(&site, &signed_in, &name, About::Invitation, &links.link(About::Invitation, &token)).await
}

pub(super) async fn reset_link(State(site): State<Site>, signed_in: SignedIn, Path(agent): Path<i64>) -> Result<Markup, Problem> {
    let post = post(&site);
    let (agent, links) = (AgentId(agent), post.clone());
    let (name, token) = site
        .db()
        .work(signed_in.actor(), move |work| Ok((agents::find(work, agent)?.name, reset::hand_over(work, agent, &post)?)))
        .await?;
    link_page(&site, &signed_in, &name, About::Reset, &links.link(About::Reset, &token)).await
}

/// The page that shows a link, this once.
pub(super) async fn link_page(site: &Site, signed_in: &SignedIn, name: &str, about: About, link: &str) -> Result<Markup, Problem> {
    let t = signed_in.t();
    let (title, lead) = match about {
        About::Invitation => ("agents-invited-title", "agents-invited-lead"),
        About::Reset => ("agents-reset-link-title", "agents-reset-link-lead"),
    };
    let title = t.say_with(title, &[("name", &name)]);
    let body = html! {
        (page_head(&title, &t.say(lead), &html! {}))
        (banner(Tone::Warn, &html! { p { (t.say("agents-link-is-secret")) } }))
        (card(&t.say("agents-link"), &html! {
            div.stack {
                (field(t.say("agents-link"), "link").value(link).class("mono").attr("readonly", "readonly"))
                div.line { (copy_button(t, "#link")) (link_button(t.say("agents-back-to-people"), "/settings/people").primary()) }
            }
        }))
    };
    Frame::new(site, signed_in, title).settings("people").body(body).await
}
