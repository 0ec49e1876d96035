//! Who walks along with every page: brings the words that explain it, the tour if somebody is on it, the number of new notes,
//! and the card of what is left to set up.

use crate::help::Topic;
use crate::pages::{cards, tour_panel};
use crate::{news, setup, tour};
use agents::changes::{self, Change};
use db::{Trouble, Tx, sql};
use futures::future::BoxFuture;
use web::parts::{self, Tone};
use web::{Beside, Companion, Markup, SignedIn, Site, html};

/// Given to the site by the app.
#[derive(Debug, Clone, Copy, Default)]
pub struct Host;

/// So long a change of settings is said to have just been made.
const FRESH_SECONDS: u32 = 20;

/// The setting a demo company is marked by.
const DEMO: &str = "demo.company";

impl Companion for Host {
    fn beside<'a>(&'a self, site: &'a Site, signed_in: &'a SignedIn, topic: &'a str) -> BoxFuture<'a, Result<Beside, Trouble>> {
        Box::pin(async move {
            let agent = signed_in.agent_id;
            let of_settings = topic.starts_with("settings/");
            let read = site.db().read(move |tx| {
                let since = tx.now().plus_seconds(-i64::from(FRESH_SECONDS));
                let changed = if of_settings { changes::last_of(tx, agent, since)? } else { None };
                Ok((news::unseen(tx, agent)?, tour::standing(tx, agent)?, changed))
            });
            let (news, standing, changed) = read.await?;
            let along = standing.map_or_else(|| html! {}, |standing| tour_panel::draw(signed_in, standing));
            let toast = changed.map_or_else(|| html! {}, |change| put_back_toast(signed_in, &change));
            Ok(Beside { help: words(signed_in, topic), along, toast, news })
        })
    }

    fn card<'a>(&'a self, site: &'a Site, signed_in: &'a SignedIn) -> BoxFuture<'a, Result<Markup, Trouble>> {
        Box::pin(async move {
            let (agent, administers) = (signed_in.agent_id, signed_in.may("settings.manage"));
            let (left, offered) = site
                .db()
                .read(move |tx| Ok((left_to_set_up(tx, administers)?, is_tour_offered(tx, agent)?)))
                .await?;
            Ok(html! {
                @if let Some(standing) = &left { (cards::setup(signed_in, standing)) }
                @if offered { (cards::tour(signed_in)) }
            })
        })
    }
}

/// What was changed, and the way back; once it was put back, that.
fn put_back_toast(who: &SignedIn, change: &Change) -> Markup {
    let (t, what) = (who.t(), agents::change_told(who, change));
    if change.put_back_at.is_some() {
        return parts::toast(t, Tone::Plain, &t.say_with("agents-story-put-back", &[("what", &what)]), Some(FRESH_SECONDS), &html! {});
    }
    let back = parts::form(
        &who.csrf,
        format!("/settings/changes/{}/put-back", change.id),
        &html! { button.button type="submit" { (t.say("agents-change-put-back")) } },
    );
    parts::toast(t, Tone::Plain, &t.say_with("welcome-change-saved", &[("what", &what)]), Some(FRESH_SECONDS), &back)
}

/// What an administrator still sees of the set-up.
fn left_to_set_up(tx: &mut Tx<'_>, administers: bool) -> Result<Option<setup::Standing>, Trouble> {
    if !administers || setup::is_over(tx)? || setup::is_put_away(tx)? {
        return Ok(None);
    }
    Ok(Some(setup::standing(tx)?).filter(|standing| !standing.is_over()))
}

/// Only where nobody is hurt by a reply: in the demo company.
fn is_tour_offered(tx: &mut Tx<'_>, agent: i64) -> Result<bool, Trouble> {
    Ok(is_demo(tx)? && tour::is_offered(tx, agent)?)
}

/// Whether this is the demo company.
pub(crate) fn is_demo(tx: &mut Tx<'_>) -> Result<bool, Trouble> {
    Ok(sql("SELECT value FROM setting WHERE name = $1").with(DEMO).one::<String>(tx)?.is_some())
}

/// Two or three sentences about the page, and where more is said.
fn words(who: &SignedIn, topic: &str) -> Markup {
    let t = who.t();
    let known = Topic::of(topic);
    html! {
        section.help-words {
            p { (t.say(&known.map_or_else(|| "welcome-help-any".to_owned(), Topic::key))) }
            p.line {
                @if let Some(topic) = known { a href={ "/help/manual/" (topic.manual) } { (t.say("welcome-help-more")) } }
                a href="/help" { (t.say("welcome-help-all")) }
            }
        }
    }
}
