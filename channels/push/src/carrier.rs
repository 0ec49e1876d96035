//! Brings pushes: takes what the desk promised, makes one job for each device, and goes to the service the device names.
//!
//! What is told is looked up again before each try, so what was read meanwhile is not told late. A service that does not know
//! the device any more (404, 410) ends it; one that is busy is asked again, later each time; after a few hours nobody needs it.

use crate::device::{end, tried};
use crate::{Device, DeviceId, Identity, Message, devices, sealed};
use agents::sessions;
use bytes::Bytes;
use db::jobs::{self, Job};
use db::{Actor, Trouble, Work};
use desk::notices::push::{self, Push};
use kit::Moment;
use outside::{Answer, Ask, Caller, NoAnswer, Outside};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use url::Url;
use web::Site;

/// The kind of the jobs for one device each.
const JOB: &str = "push.carry";
const WITHIN: Duration = Duration::from_secs(15);
const LEASE_SECONDS: i64 = 120;
const AT_ONCE: i64 = 20;
/// 5 s, 10 s, 20 s … about three hours in all; then it is no news any more.
const TRIES: i64 = 11;
/// How long a push service keeps it for a device that is away.
const TTL_SECONDS: i64 = 4 * 3_600;
const LONGEST_WAIT: i64 = 3_600;

/// The way out, as the site gives it.
pub struct Way(pub Arc<dyn Outside>);

#[derive(Debug, Serialize, Deserialize)]
struct Errand {
    device: i64,
    /// What the desk promised, as it wrote it.
    promise: String,
}

/// Carries until `stop`.
pub async fn run(site: Site, stop: CancellationToken) {
    let mut commits = site.db().commits();
    while !stop.is_cancelled() {
        match deal(&site).await {
            Ok(0) => {}
            Ok(_) => continue,
            Err(trouble) => tracing::warn!(%trouble, "pushes could not be carried; it is tried again"),
        }
        tokio::select! {
            () = stop.cancelled() => {}
            _ = commits.changed() => tokio::time::sleep(Duration::from_millis(200)).await,
            () = tokio::time::sleep(Duration::from_secs(2)) => {}
        }
    }
}

/// Does what is due, once, and says how much that was.
pub async fn deal(site: &Site) -> Result<usize, Trouble> {
    let (fanned, leased) = (fan_out(site).await?, lease(site, JOB).await?);
    let count = leased.len();
    // Each for itself: what goes wrong with one is told, and comes again when its lease runs out.
    let carried = futures::future::join_all(leased.iter().map(|job| carry(site, job))).await;
    for trouble in carried.into_iter().filter_map(Result::err) {
        tracing::warn!(%trouble, "a push was not carried; it is tried again");
    }
    Ok(fanned + count)
}

async fn lease(site: &Site, kind: &'static str) -> Result<Vec<Job>, Trouble> {
    let now = site.now();
    if site.db().read(move |tx| jobs::next_due(tx, kind)).await?.is_none_or(|due| due > now) {
        return Ok(Vec::new());
    }
    site.db()
        .work(Actor::System, move |work| {
            let until = work.now.plus_seconds(LEASE_SECONDS);
            jobs::lease(work, kind, "push", until, AT_ONCE)
        })
        .await
}

/// One job for each device of whoever is told.
async fn fan_out(site: &Site) -> Result<usize, Trouble> {
    let promised = lease(site, push::JOB).await?;
    let count = promised.len();
    for job in promised {
        let fanned = site
            .db()
            .work(Actor::System, move |work| {
                if let Some(over) = push::rests_until(work, &job.payload)? {
                    return jobs::put_off(work, job.id, "quiet hours", over);
                }
                if let Some(push) = push::wanted(work, &job.payload)? {
                    for device in devices::of(work, push.agent)? {
                        promise(work, &device, &job.payload)?;
                    }
                }
                jobs::done(work, job.id)
            })
            .await;
        if let Err(trouble) = fanned {
            tracing::warn!(%trouble, "a push was not fanned out; it is tried again");
        }
    }
    Ok(count)
}

fn promise(work: &mut Work<'_>, device: &Device, promised: &str) -> Result<(), Trouble> {
    let errand = Errand { device: device.id.0, promise: promised.to_owned() };
    let payload = serde_json::to_string(&errand).map_err(|e| Trouble::Shape(e.to_string()))?;
    let now = work.now;
    jobs::promise(work, JOB, &payload, None, now)
}

async fn carry(site: &Site, job: &Job) -> Result<(), Trouble> {
    let id = job.id;
    if let Some(over) = rests_until(site, job).await? {
        return site.db().work(Actor::System, move |work| jobs::put_off(work, id, "quiet hours", over)).await;
    }
    let Some((device, wanted)) = looked_up(site, job).await? else {
        return site.db().work(Actor::System, move |work| jobs::done(work, id)).await;
    };
    let fate = match wanted {
        Some(_) if device.secret_is_lost() => Fate::Over("its secret cannot be read".into()),
        Some(push) => fate(job.attempts, &send(site, &device, &Message::of(&push, &site.text(push.locale))).await?),
        None => Fate::Over(String::new()),
    };
    write_down(site, Some(id), device, fate).await
}

/// A try that comes late does not come at night.
async fn rests_until(site: &Site, job: &Job) -> Result<Option<Moment>, Trouble> {
    let Ok(errand) = serde_json::from_str::<Errand>(&job.payload) else { return Ok(None) };
    site.db().read(move |tx| push::rests_until(tx, &errand.promise)).await
}

/// The device and what it is to be told; without a device there is nothing to do, without a session it is told no more.
async fn looked_up(site: &Site, job: &Job) -> Result<Option<(Device, Option<Push>)>, Trouble> {
    let Ok(errand) = serde_json::from_str::<Errand>(&job.payload) else { return Ok(None) };
    let found = site.db().read(move |tx| {
        let Some(device) = devices::find(tx, DeviceId(errand.device))? else { return Ok(None) };
        let (alive, wanted) = (sessions::is_alive(tx, device.session)?, push::wanted(tx, &errand.promise)?);
        let own = wanted.filter(|push| push.agent == device.agent);
        Ok(Some((device, alive, own)))
    });
    let Some((device, alive, wanted)) = found.await? else { return Ok(None) };
    if alive {
        return Ok(Some((device, wanted)));
    }
    site.db().work(Actor::System, move |work| end(work, &device, "signed_out")).await?;
    Ok(None)
}

/// Goes there once.
async fn send(site: &Site, device: &Device, message: &Message) -> Result<Result<Answer, NoAnswer>, Trouble> {
    let identity = Identity::of_house(site.db(), site.key()).await?;
    let (Ok(url), Some(body)) = (Url::parse(&device.endpoint), sealed(device, &message.json())) else {
        return Ok(Err(NoAnswer::TooLarge));
    };
    let ask = Ask {
        method: "POST".parse().map_err(|_| Trouble::Shape("POST".into()))?,
        headers: vec![
            ("authorization", identity.proof(&url, &contact(site), site.now())),
            ("content-type", "application/octet-stream".into()),
            ("content-encoding", "aes128gcm".into()),
            ("ttl", TTL_SECONDS.to_string()),
            ("urgency", message.urgency.into()),
            ("topic", message.topic(site.key())),
        ],
        url,
        body: Bytes::from(body),
    };
    let outside = site.service::<Way>().0.clone();
    Ok(Caller::new(outside, WITHIN).at_most(64 * 1024).ask(ask).await)
}

/// Whom a push service may turn to when something of ours goes wrong: the desk itself.
fn contact(site: &Site) -> String {
    match Url::parse(site.base_url()) {
        Ok(url) if url.scheme() == "https" => url.origin().ascii_serialization(),
        Ok(url) => format!("mailto:postmaster@{}", url.host_str().unwrap_or("localhost")),
        Err(_) => "mailto:postmaster@localhost".into(),
    }
}

/// What becomes of a push after a try.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Fate {
    Taken,
    /// The service knows no such device any more.
    Gone,
    Later(i64, String),
    Over(String),
}

fn fate(attempts: i64, outcome: &Result<Answer, NoAnswer>) -> Fate {
    let (wait, why) = match outcome {
        Ok(answer) if (200..300).contains(&answer.status) => return Fate::Taken,
        Ok(answer) if matches!(answer.status, 404 | 410) => return Fate::Gone,
        Ok(answer) if answer.status == 429 || answer.status >= 500 => {
            let asked = answer.header("retry-after").trim().parse::<i64>().unwrap_or(0).clamp(0, LONGEST_WAIT);
            (asked, said(answer))
        }
        // Our request is at fault; asked again it would be at fault again.
        Ok(answer) => return Fate::Over(said(answer)),
        Err(NoAnswer::TooLarge | NoAnswer::Redirected) => return Fate::Over("the service answered nothing we take".into()),
        Err(NoAnswer::NotSent(why @ (outside::Unreachable::Private | outside::Unreachable::NotAllowed))) => {
            return Fate::Over(why.to_string());
        }
        Err(why) => (0, why.to_string()),
    };
    if attempts >= TRIES {
        Fate::Over(why)
    } else {
        Fate::Later(wait.max(jobs::back_off(attempts)), why)
    }
}

fn said(answer: &Answer) -> String {
    format!("{} {}", answer.status, String::from_utf8_lossy(&answer.body)).trim().to_owned()
}

async fn write_down(site: &Site, job: Option<i64>, device: Device, fate: Fate) -> Result<(), Trouble> {
    let written = site.db().work(Actor::System, move |work| {
        work.keep_quietly("nothing was to be told");
        match &fate {
            Fate::Taken => tried(work, device.id, "")?,
            Fate::Gone => end(work, &device, "gone")?,
            Fate::Over(why) | Fate::Later(_, why) if !why.is_empty() => tried(work, device.id, why)?,
            Fate::Over(_) | Fate::Later(..) => {}
        }
        match (job, &fate) {
            (None, _) => Ok(()),
            (Some(job), Fate::Later(seconds, why)) => {
                let again = work.now.plus_seconds(*seconds);
                jobs::put_off(work, job, why, again)
            }
            (Some(job), _) => jobs::done(work, job),
        }
    });
    written.await
}

/// Tells one device something now, so that whoever waits sees whether it works; what came of it stands with the device.
pub async fn tell_now(site: &Site, device: Device, message: &Message) -> Result<(), Trouble> {
    if device.secret_is_lost() {
        return Ok(());
    }
    let outcome = send(site, &device, message).await?;
    write_down(site, None, device, fate(TRIES, &outcome)).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(status: u16, retry_after: Option<&str>) -> Result<Answer, NoAnswer> {
        let headers = retry_after
            .into_iter()
            .map(|value| ("retry-after".parse().expect("a name"), value.parse().expect("a value")));
        Ok(Answer { status, headers: headers.collect(), body: Bytes::new() })
    }

    #[test]
    fn what_a_service_says_decides() {
        assert_eq!(fate(1, &answers(201, None)), Fate::Taken);
        assert_eq!([fate(1, &answers(410, None)), fate(9, &answers(404, None))], [Fate::Gone, Fate::Gone]);
        assert_eq!(fate(1, &answers(503, None)), Fate::Later(5, "503".into()));
        assert_eq!(fate(2, &answers(429, Some("90"))), Fate::Later(90, "429".into()));
        assert_eq!(fate(1, &answers(429, Some("999999"))), Fate::Later(LONGEST_WAIT, "429".into()));
        assert_eq!(fate(1, &answers(403, None)), Fate::Over("403".into()));
        assert_eq!(fate(TRIES, &answers(503, None)), Fate::Over("503".into()));
        assert!(matches!(fate(1, &Err(NoAnswer::NotSent(outside::Unreachable::Private))), Fate::Over(_)));
    }
}
