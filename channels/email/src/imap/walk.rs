//! Walks through a folder once, from its first message to its last, and changes nothing in it: for taking old mail in.
//!
//! The folder is opened read-only. A line that breaks is dialled again from where it stood, a few times in a row.

use super::fetch::{fetch, list};
use super::plan::plan;
use super::session::{log_in, open};
use super::{AfterFetch, Ailment, Fetched, ImapSettings, ImapTrouble, Pace, Skipped};
use crate::tls::Dial;
use std::time::Duration;

/// How often a line that brings nothing is dialled again.
const TRIES: u32 = 5;

/// What is found on the way.
pub(crate) enum Found {
    Mail(Fetched),
    /// Too large, or never handed out.
    Left(Skipped),
}

/// Shows every message to `each`, in the order of arrival, until there is none or `each` answers no.
pub(crate) async fn walk(
    dial: &impl Dial,
    settings: &ImapSettings,
    each: &mut (dyn FnMut(Found) -> bool + Send),
) -> Result<(), ImapTrouble> {
    let settings = ImapSettings { after_fetch: AfterFetch::Leave, ..settings.clone() };
    let (mut after, mut failed) = (0, 0);
    loop {
        let before = after;
        match go_on(dial, &settings, &mut after, each).await {
            Ok(()) => return Ok(()),
            Err(what) => {
                failed = if after > before { 1 } else { failed + 1 };
                if failed >= TRIES || !may_pass(&what, after > 0) {
                    return Err(ImapTrouble { host: settings.host.clone(), mailbox: settings.login.user().to_owned(), what });
                }
                tokio::time::sleep(Duration::from_secs(u64::from(failed))).await;
            }
        }
    }
}

/// A line that broke, not a door that is shut; a server nobody ever reached is a wrong address.
const fn may_pass(what: &Ailment, began: bool) -> bool {
    matches!(what, Ailment::Silent(_) | Ailment::SaidGoodbye(_) | Ailment::Lost(_)) || (began && matches!(what, Ailment::Unreachable(_)))
}

async fn go_on(
    dial: &impl Dial,
    settings: &ImapSettings,
    after: &mut u32,
    each: &mut (dyn FnMut(Found) -> bool + Send),
) -> Result<(), Ailment> {
    let mut line = log_in(dial, settings, &Pace::default()).await?;
    open(&mut line, settings).await?;
    loop {
        let listed = list(&mut line, *after, settings.limits.listed).await?;
        if listed.is_empty() {
            line.try_ask("LOGOUT").await.ok();
            return Ok(());
        }
        for batch in plan(&listed, &settings.limits) {
            let (messages, skipped) = fetch(&mut line, &batch, &settings.limits).await?;
            let found = messages.into_iter().map(Found::Mail).chain(skipped.into_iter().map(Found::Left));
            for one in found {
                if !each(one) {
                    return Ok(());
                }
            }
            *after = batch.last_uid;
        }
    }
}
