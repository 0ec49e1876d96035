//! What is new, newest first; looking marks all of it as seen.

use crate::news::{self, NOTES};
use axum::extract::State;
use kit::Moment;
use web::parts::{Tone, badge, link_button, page_head};
use web::{Frame, Markup, Problem, SignedIn, Site, html};

pub(super) async fn show(State(site): State<Site>, who: SignedIn) -> Result<Markup, Problem> {
    let agent = who.agent_id;
    let new = site.db().work(who.actor(), move |work| {
        let new = news::new_to(work, agent)?;
        news::seen(work, agent)?;
        Ok(new)
    });
    let new = new.await?;
    let t = who.t();
    let body = html! {
        (page_head(&t.say("welcome-news"), &t.say("welcome-news-about"), &html! {}))
        @for note in NOTES { (one(&who, note, new.contains(&note.number))) }
    };
    Frame::new(&site, &who, t.say("welcome-news")).here("news").body(body).await
}

fn one(who: &SignedIn, note: &news::Note, is_new: bool) -> Markup {
    let (t, shipped) = (who.t(), Moment::from_seconds(note.shipped));
    html! {
        section.card {
            header { h2 { (t.say(&format!("welcome-news-{}", note.slug))) } @if is_new { (badge(Tone::Info, &t.say("welcome-news-new"))) } time.push.faint datetime=(shipped.rfc3339()) { (t.date(shipped, &who.zone)) } }
            div.body.stack.tight {
                p { (t.say(&format!("welcome-news-{}-more", note.slug))) }
                @if let Some(href) = note.href { p.line { (link_button(t.say("welcome-news-try"), href)) } }
            }
        }
    }
}
