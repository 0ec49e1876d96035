//! A certificate and its key in files that somebody else replaces: looked at every few seconds, taken when they fit, told when they do not.
//!
//! Whoever replaces two files does it one after the other. In between they do not belong together. What is refused is told once and tried again at each look, for what
//! it lacks may come without the files changing: a right to read them, or the time it is good from.

use crate::certificates::Certificates;
use crate::pair::Pair;
use kit::Clock;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};
use tokio_util::sync::CancellationToken;

/// Where the two lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairFiles {
    pub certificate: PathBuf,
    pub key: PathBuf,
}

/// What tells one state of a file from another without reading it: which it is, how long, and since when. `None` if it is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Seen(Option<(u64, u64, SystemTime)>);

impl PairFiles {
    /// The pair as it lies there now.
    pub fn read(&self) -> Result<Pair, String> {
        let read = |path: &PathBuf| {
            std::fs::read(path).map_err(|e| format!("{} cannot be read ({e}). Check the path and who may read it", path.display()))
        };
        let (certificate, key) = (read(&self.certificate)?, read(&self.key)?);
        Pair::read(&certificate, &key).map_err(|trouble| format!("{} and {}: {trouble}", self.certificate.display(), self.key.display()))
    }

    fn seen(&self) -> [Seen; 2] {
        use std::os::unix::fs::MetadataExt as _;
        [&self.certificate, &self.key].map(|path| {
            let about = std::fs::metadata(path).ok();
            Seen(about.and_then(|about| Some((about.ino(), about.len(), about.modified().ok()?))))
        })
    }
}

/// Shows what lies in the files, and what comes to lie there, until stopped. The caller has shown the first.
pub async fn follow_files(files: PairFiles, certificates: Certificates, clock: Clock, every: Duration, stop: CancellationToken) {
    let mut seen = files.seen();
    let mut refused: Option<String> = None;
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(every) => {}
        }
        let now_seen = files.seen();
        if now_seen == seen && refused.is_none() {
            continue;
        }
        seen = now_seen;
        match files.read().and_then(|pair| in_time(pair, &clock)) {
            Ok(pair) => {
                tracing::info!(until = pair.about.ends.rfc3339(), "the certificate was replaced");
                certificates.show(pair);
                refused = None;
            }
            Err(trouble) if refused.as_ref() == Some(&trouble) => {}
            Err(trouble) => {
                tracing::warn!(trouble, "the new certificate is not shown; the one before it stays");
                certificates.stays_because(Some(trouble.clone()));
                refused = Some(trouble);
            }
        }
    }
}

fn in_time(pair: Pair, clock: &Clock) -> Result<Pair, String> {
    pair.must_be_in_time(clock.now()).map_err(|trouble| trouble.to_string())?;
    Ok(pair)
}
