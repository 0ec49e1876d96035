//! What I want to be told, where and when; and the devices that are told, which another room knows.

use super::caller::Myself;
use super::layout::notice;
use crate::notifications::{self, DigestPace, Notifications, Occasion, OccasionSet, Quiet, change_notifications, minute, written};
use axum::extract::State;
use axum::response::Redirect;
use db::Trouble;
use futures::future::BoxFuture;
use std::sync::Arc;
use web::parts::{button, card, checkbox, field, form, page_head, select, table};
use web::{Fields, Frame, Markup, Problem, Query, SignedIn, Site, Text, html, see_other};

/// Shows the devices of an agent on this page; whoever sends pushes implements it.
pub trait Devices: Send + Sync {
    fn card<'a>(&'a self, site: &'a Site, who: &'a SignedIn) -> BoxFuture<'a, Result<Markup, Trouble>>;
}

/// How the page finds it.
pub struct DevicesOf(pub Arc<dyn Devices>);

/// No device is told.
pub struct NoDevices;

impl Devices for NoDevices {
    fn card<'a>(&'a self, _: &'a Site, _: &'a SignedIn) -> BoxFuture<'a, Result<Markup, Trouble>> {
        Box::pin(async { Ok(html! {}) })
    }
}

pub(super) async fn show(State(site): State<Site>, me: Myself, query: Query) -> Result<Markup, Problem> {
    let (agent, t) = (me.agent, me.t());
    let wanted = site.db().read(move |tx| notifications::of(tx, agent)).await?;
    let devices = site.service::<DevicesOf>().0.card(&site, &me).await?;
    let body = html! {
        (page_head(&t.say("agents-notifications"), &t.say("agents-notifications-about"), &html! {}))
        (notice(t, &query))
        (form(&me.csrf, "/settings/notifications", &html! {
            div.stack {
                (occasions(t, &wanted))
                (card(&t.say("agents-digest"), &digest(t, &wanted)))
                (card(&t.say("agents-quiet"), &quiet(t, &wanted, &me.zone)))
                div.line { (button(t.say("agents-save")).primary()) }
            }
        }))
        (devices)
    };
    Frame::new(&site, &me, t.say("agents-notifications")).settings("notifications").body(body).await
}

pub(super) async fn save(State(site): State<Site>, me: Myself, fields: Fields) -> Result<Redirect, Problem> {
    let (agent, wanted) = (me.agent, read(&fields));
    site.db().work(me.actor(), move |work| change_notifications(work, agent, &wanted)).await?;
    Ok(see_other("/settings/notifications?done=saved"))
}

/// What nobody offers is not read at all.
fn read(fields: &Fields) -> Notifications {
    let occasions = |name: &str| -> OccasionSet { fields.list(name).into_iter().filter_map(Occasion::of_word).collect() };
    let (from, until) = (minute(fields.text("quiet_from")), minute(fields.text("quiet_until")));
    let (from, until) = from.zip(until).unwrap_or_default();
    Notifications {
        on_screen: occasions("on_screen"),
        by_mail: occasions("by_mail"),
        by_push: occasions("by_push"),
        shows_text: fields.flag("shows_text"),
        digest: DigestPace::of_word(fields.text("digest")).unwrap_or(DigestPace::Off),
        digest_minute: minute(fields.text("digest_at")).unwrap_or(Notifications::default().digest_minute),
        quiet: Quiet { from, until, weekends: fields.flag("quiet_weekends") },
    }
}

/// Each occasion with its three boxes; what a box means is said in full to whoever cannot see the column.
fn occasions(t: &Text, wanted: &Notifications) -> Markup {
    let ways = [
        ("on_screen", "agents-told-on-screen", &wanted.on_screen),
        ("by_mail", "agents-told-by-mail", &wanted.by_mail),
        ("by_push", "agents-told-by-push", &wanted.by_push),
    ];
    let heads = std::iter::once(t.say("agents-told-of")).chain(ways.iter().map(|(_, label, _)| t.say(label)));
    let rows = html! {
        @for occasion in Occasion::ALL {
            @let what = t.say(&format!("agents-told-{}", occasion.word().replace('_', "-")));
            tr {
                td { (what) }
                @for (name, label, told) in &ways {
                    td {
                        label.check {
                            input type="checkbox" name=(name) value=(occasion.word()) checked[told.has(*occasion)];
                            span.visually-hidden { (t.say(label)) ": " (what) }
                        }
                    }
                }
            }
        }
    };
    html! {
        section.card {
            header { h2 { (t.say("agents-told")) } }
            (table(t.say("agents-told"), heads, rows))
            div.body { (checkbox(t.say("agents-push-shows-text"), "shows_text", wanted.shows_text).hint(t.say("agents-push-shows-text-hint"))) }
        }
    }
}

fn digest(t: &Text, wanted: &Notifications) -> Markup {
    let paces = DigestPace::ALL.iter().map(|pace| (pace.word(), t.say(&format!("agents-digest-{}", pace.word()))));
    html! {
        div.stack {
            p.muted { (t.say("agents-digest-about")) }
            div.fields {
                (select(t.say("agents-digest-pace"), "digest", paces, wanted.digest.word()))
                (field(t.say("agents-digest-at"), "digest_at").kind("time").value(written(wanted.digest_minute)))
            }
        }
    }
}

fn quiet(t: &Text, wanted: &Notifications, zone: &str) -> Markup {
    let shown = |minute: i64| if wanted.quiet.from == wanted.quiet.until { String::new() } else { written(minute) };
    html! {
        div.stack {
            p.muted { (t.say_with("agents-quiet-about", &[("zone", &zone)])) }
            div.fields {
                (field(t.say("agents-quiet-from"), "quiet_from").kind("time").value(shown(wanted.quiet.from)).optional(t))
                (field(t.say("agents-quiet-until"), "quiet_until").kind("time").value(shown(wanted.quiet.until)).optional(t))
            }
            (checkbox(t.say("agents-quiet-weekends"), "quiet_weekends", wanted.quiet.weekends))
        }
    }
}
