//! Who walks along with every page: brings the words that explain it, the tour if somebody is on it, the number of new notes,
//! and the card of what is left to set up.

use crate::help::Topic;
use crate::pages::{cards, tour_panel};
use crate::{news, setup, tour};
use db::{Trouble, Tx, sql};
use futures::future::BoxFuture;
use web::{Beside, Companion, Markup, SignedIn, Site, html};

/// Given to the site by the app.
#[derive(Debug, Clone, Copy, Default)]
pub struct Host;

/// The setting a demo company is marked by.
const DEMO: &str = "demo.company";

impl Companion for Host {
    fn beside<'a>(&'a self, site: &'a Site, signed_in: &'a SignedIn, topic: &'a str) -> BoxFuture<'a, Result<Beside, Trouble>> {
        Box::pin(async move {
            let agent = signed_in.agent_id;
            let (news, standing) = site.db().read(move |tx| Ok((news::unseen(tx, agent)?, tour::standing(tx, agent)?))).await?;
            let along = standing.map_or_else(|| html! {}, |standing| tour_panel::draw(signed_in, standing));
            Ok(Beside { help: words(signed_in, topic), along, news })
        })
    }

    fn card<'a>(&'a self, site: &'a Site, signed_in: &'a SignedIn) -> BoxFuture<'a, Result<Markup, Trouble>> {
        Box::pin(async move {
            let (agent, administers) = (signed_in.agent_id, signed_in.may("settings.manage"));
            let (left, offered) = site.db().read(move |tx| Ok((left_to_set_up(tx, administers)?, is_tour_offered(tx, agent)?))).await?;
            Ok(html! {
                @if let Some(standing) = &left { (cards::setup(signed_in, standing)) }
                @if offered { (cards::tour(signed_in)) }
            })
        })
    }
}

/// What an administrator still sees of the set-up.
fn left_to_set_up(tx: &mut Tx<'_>, administers: bool) -> Result<Option<setup::Standing>, Trouble> {
    if !administers || setup::is_put_away(tx)? {
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
