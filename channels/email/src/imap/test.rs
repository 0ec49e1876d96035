//! The administrator's Test button: logs in, opens the folder, counts, and leaves everything as it was.

use super::session::{folders, log_in, open};
use super::{AfterFetch, Ailment, ImapSettings, ImapTrouble, Pace};
use crate::tls::Dial;

/// What a working mailbox looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestReport {
    /// Every folder, as people write it.
    pub folders: Vec<String>,
    /// Messages in the chosen folder.
    pub messages: u32,
    /// Whether the server tells of new mail by itself; else it is asked every minute.
    pub can_idle: bool,
}

/// Tries the settings as they would be used, without changing anything on the server.
pub async fn test(dial: &impl Dial, settings: &ImapSettings) -> Result<TestReport, ImapTrouble> {
    let settings = ImapSettings { after_fetch: AfterFetch::Leave, ..settings.clone() };
    look(dial, &settings)
        .await
        .map_err(|what| ImapTrouble { host: settings.host.clone(), mailbox: settings.login.user().to_owned(), what })
}

async fn look(dial: &impl Dial, settings: &ImapSettings) -> Result<TestReport, Ailment> {
    let mut line = log_in(dial, settings, &Pace::default()).await?;
    let folders = folders(&mut line).await?;
    open(&mut line, settings).await?;
    let report = TestReport { folders, messages: line.exists, can_idle: line.can("IDLE") };
    line.try_ask("LOGOUT").await.ok();
    Ok(report)
}
