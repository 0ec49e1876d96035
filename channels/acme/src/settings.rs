//! What the machine's configuration says about certificates from an authority.

use std::path::PathBuf;
use std::time::Duration;
use url::Url;

/// Whom to ask, for what, and in whose name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The authority's directory.
    pub directory: Url,
    /// The desk's names, the one people type first.
    pub names: Vec<String>,
    /// Whom the authority writes to.
    pub contact: Option<String>,
    /// PEM of the root of an authority that the world does not know: one's own.
    pub root: Option<String>,
    /// Where account and certificate are kept.
    pub folder: PathBuf,
    /// Whether a word on the plain port can prove a name, beside the handshake.
    pub has_plain_port: bool,
    pub patience: Patience,
}

/// How long is waited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// After the first failure; twice as long after each that follows.
    pub first: Duration,
    /// And never longer than this.
    pub longest: Duration,
    /// How often it is looked whether it is time.
    pub look: Duration,
}

impl Default for Patience {
    /// Let's Encrypt allows five failures an hour for a name: these are four in the first, and two a day in the end.
    fn default() -> Self {
        Self {
            first: Duration::from_secs(300),
            longest: Duration::from_secs(12 * 3_600),
            look: Duration::from_secs(30),
        }
    }
}
