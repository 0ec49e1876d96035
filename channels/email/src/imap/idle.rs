//! Waiting for news: IDLE in short rounds (RFC 2177), or asking again after a while where there is no IDLE.
//!
//! A round ends with DONE, which a living server answers at once. That answer is the proof of life; a wire that died in silence is
//! noticed within one round.

use tokio::sync::Notify;
use tokio::time::{Instant, timeout};

use super::line::{Line, Verdict, verdict};
use super::{Ailment, Pace};
use async_imap::imap_proto::Response;

/// How a round of IDLE ended.
enum Round {
    /// More mail was announced, or somebody wakes us.
    Interrupted,
    Quiet,
    Refused,
}

/// Returns when the folder should be looked at again. `heard` is the count of announcements when it was last looked at.
pub(super) async fn wait_for_news(line: &mut Line, heard: u64, wake: &Notify, pace: &Pace) -> Result<(), Ailment> {
    idle(line, heard, wake, pace).await?;
    if line.announcements > heard {
        return Ok(());
    }
    if !line.can("IDLE") {
        // Elapsing and being woken mean the same: look again.
        let _ = timeout(pace.poll_every, wake.notified()).await;
    }
    // Without this a server need not show what has come since (RFC 9051 section 5.2).
    line.try_ask("NOOP").await?;
    Ok(())
}

/// Round after round, until there are news, somebody wakes us, or it is time to look anyway.
async fn idle(line: &mut Line, heard: u64, wake: &Notify, pace: &Pace) -> Result<(), Ailment> {
    let look_anyway = Instant::now() + pace.look_anyway;
    while line.can("IDLE") && line.announcements == heard && Instant::now() < look_anyway {
        match idle_round(line, heard, wake, pace).await? {
            Round::Interrupted => return Ok(()),
            Round::Quiet => {}
            Round::Refused => line.forget("IDLE"),
        }
    }
    Ok(())
}

async fn idle_round(line: &mut Line, heard: u64, wake: &Notify, pace: &Pace) -> Result<Round, Ailment> {
    let id = line.send("IDLE").await?;
    loop {
        match line
            .next(|answer| (matches!(answer, Response::Continue(_)), verdict(answer, &id).is_some()))
            .await?
        {
            (true, _) => break,
            (_, true) => return Ok(Round::Refused),
            _ => {}
        }
    }
    let woken = match timeout(pace.idle_round, listen(line, heard, wake)).await {
        Err(_) => false,
        Ok(heard) => heard.map(|()| true)?,
    };
    let answered = timeout(pace.done_within, async {
        line.send_done().await?;
        loop {
            if let Some(verdict) = line.overhear(|answer| verdict(answer, &id)).await? {
                return Ok::<_, Ailment>(matches!(verdict, Verdict::Yes));
            }
        }
    });
    match answered.await {
        Err(_) => Err(Ailment::Silent(pace.idle_round + pace.done_within)),
        Ok(ended) => Ok(if !ended? {
            Round::Refused
        } else if woken || line.announcements > heard {
            Round::Interrupted
        } else {
            Round::Quiet
        }),
    }
}

/// Listens until more mail is announced or somebody wakes us.
async fn listen(line: &mut Line, heard: u64, wake: &Notify) -> Result<(), Ailment> {
    while line.announcements == heard {
        tokio::select! {
            () = wake.notified() => return Ok(()),
            heard = line.overhear(|_| ()) => heard?,
        }
    }
    Ok(())
}
