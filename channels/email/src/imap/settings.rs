//! What one mailbox needs to be followed: where it is, as whom we come, how patient and how hungry we are.

use std::time::Duration;

use crate::tls::{Login, Security};

/// One mailbox on one IMAP server. Its `Debug` text holds no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImapSettings {
    pub host: String,
    pub port: u16,
    pub security: Security,
    pub login: Login,
    /// The folder as people read it: `INBOX`, `Support/Kettles`, `收件箱`.
    pub folder: String,
    /// PEM of one more root, or of the server's own certificate.
    pub extra_root: Option<String>,
    pub after_fetch: AfterFetch,
    pub limits: Limits,
}

impl ImapSettings {
    /// A mailbox with the usual limits, left as it is after fetching.
    pub fn new(host: impl Into<String>, port: u16, security: Security, login: Login) -> Self {
        Self {
            host: host.into(),
            port,
            security,
            login,
            folder: "INBOX".into(),
            extra_root: None,
            after_fetch: AfterFetch::Leave,
            limits: Limits::default(),
        }
    }

    /// Whose folder it is: UIDs and a cursor mean something there only.
    pub fn place(&self) -> (&str, &str, &str) {
        (&self.host, self.login.user(), &self.folder)
    }
}

/// What happens to a message on the server once it is kept here. Tried once per message: a failure is logged and loses nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum AfterFetch {
    /// Nothing; the folder is even opened read-only.
    #[default]
    Leave,
    /// The message counts as read.
    MarkSeen,
    /// The message moves to this folder of the same mailbox.
    MoveTo(String),
}

/// How much may be in memory at once. The first and the last fetch of a batch overlap with its keeping, so count `batch_bytes` twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Messages kept together.
    pub batch_count: usize,
    /// Bytes kept together; one larger message makes a batch of its own.
    pub batch_bytes: u64,
    /// A message above this is asked for piece by piece.
    pub piece_bytes: u32,
    /// A message above this is reported and left on the server.
    pub message_bytes: u64,
    /// UIDs listed at once.
    pub listed: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            batch_count: 200,
            batch_bytes: 8 << 20,
            piece_bytes: 1 << 20,
            message_bytes: 50 << 20,
            listed: 100_000,
        }
    }
}

/// How long we wait for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// For TCP, TLS and the greeting together.
    pub connect_within: Duration,
    /// The longest silence while an answer is owed.
    pub stall_after: Duration,
    /// One round of IDLE. A round ends with DONE, which the server must answer within `done_within`, so a dead line
    /// is noticed after the sum of both: 30 seconds. (RFC 2177 asks for a renewal every 29 minutes; NATs forget sooner.)
    pub idle_round: Duration,
    pub done_within: Duration,
    /// Even a quiet mailbox is looked at this often, for servers that forget to tell.
    pub look_anyway: Duration,
    /// How often a server without IDLE is asked.
    pub poll_every: Duration,
    pub backoff: Backoff,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            connect_within: Duration::from_secs(20),
            stall_after: Duration::from_secs(30),
            idle_round: Duration::from_secs(25),
            done_within: Duration::from_secs(5),
            look_anyway: Duration::from_secs(9 * 60),
            poll_every: Duration::from_secs(60),
            backoff: Backoff::default(),
        }
    }
}

/// How long to wait before trying again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backoff {
    pub first: Duration,
    pub most: Duration,
    /// After a refused login: many servers lock an account that keeps trying.
    pub after_refusal: Duration,
}

impl Default for Backoff {
    fn default() -> Self {
        Self {
            first: Duration::from_secs(1),
            most: Duration::from_secs(60),
            after_refusal: Duration::from_secs(300),
        }
    }
}

impl Backoff {
    /// The pause before attempt `failures + 1`: doubled each time, and shortened by up to half at random (`chance` in 0..1), so that
    /// a hundred mailboxes do not come back in the same second.
    pub(crate) fn pause(&self, failures: u32, chance: f64) -> Duration {
        let doubled = self.first.saturating_mul(2u32.saturating_pow(failures.saturating_sub(1)));
        doubled.min(self.most).mul_f64(1.0 - chance.clamp(0.0, 1.0) / 2.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pause_doubles_up_to_a_minute() {
        let backoff = Backoff::default();

        let pauses: Vec<u64> = [1, 2, 3, 6, 7, 40].map(|failures| backoff.pause(failures, 0.0).as_secs()).to_vec();

        assert_eq!(pauses, [1, 2, 4, 32, 60, 60]);
    }

    #[test]
    fn chance_takes_off_at_most_half() {
        let backoff = Backoff::default();

        assert_eq!(backoff.pause(3, 1.0), Duration::from_secs(2));
        assert_eq!(backoff.pause(3, 0.5), Duration::from_secs(3));
    }

    #[test]
    fn settings_never_show_the_password() {
        let login = Login::Password { user: "support@kettle.example".into(), password: "s3cret-kettle".into() };
        let settings = ImapSettings::new("imap.kettle.example", 993, Security::Tls, login);

        assert!(!format!("{settings:?}").contains("s3cret-kettle"));
    }
}
