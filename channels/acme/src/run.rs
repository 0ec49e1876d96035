//! The certifier at work: shows what is kept, and asks for a new one whenever it is time.

use crate::folder::{Attempts, Folder};
use crate::order::{Issued, OrderTrouble, order};
use crate::plan::{is_due, pause_seconds};
use crate::settings::Settings;
use door::{Certificates, Pair};
use kit::Clock;
use std::sync::{Mutex, PoisonError};
use tokio_util::sync::CancellationToken;

/// Keeps one set of names certified.
pub struct Certifier {
    settings: Settings,
    folder: Folder,
    shown: Certificates,
    clock: Clock,
    /// How the last attempt went, where the folder does not take it.
    last: Mutex<Option<Attempts>>,
    /// What was issued and could not be kept: it is tried again, and no other is asked for meanwhile.
    unkept: Mutex<Option<Issued>>,
}

/// Shows the certificate of an earlier run, if one was kept, out of date or not: browsers decide.
pub fn show_kept(settings: &Settings, shown: &Certificates) {
    match Folder::at(&settings.folder).certificate() {
        Some(Ok(pair)) => shown.show(pair),
        Some(Err(trouble)) => tracing::warn!(%trouble, "the kept certificate cannot be read; a new one is asked for"),
        None => {}
    }
}

impl Certifier {
    pub fn new(settings: Settings, shown: Certificates, clock: Clock) -> Self {
        let folder = Folder::at(&settings.folder);
        Self { settings, folder, shown, clock, last: Mutex::default(), unkept: Mutex::default() }
    }

    /// Looks now and then whether it is time, until stopped. An order under way is left then; the authority forgets it.
    pub async fn run(self, stop: CancellationToken) {
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                () = self.look() => {}
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(self.settings.patience.look) => {}
            }
        }
    }

    async fn look(&self) {
        if !self.keeps_what_was_issued() {
            return;
        }
        let attempts = self.attempts();
        let kept = self.folder.certificate().and_then(Result::ok);
        if !is_due(&self.settings, kept.as_ref().map(|pair| &pair.about), &attempts, self.clock.now()) {
            return;
        }
        let before = if attempts.is_of(&self.settings) { attempts } else { Attempts::of(&self.settings) };
        // What one proof could not show, the other may: a firewall lets through this port or that.
        let by_word = self.settings.has_plain_port && before.failures % 2 == 1;
        let outcome = order(&self.settings, &self.folder, &self.shown, by_word).await;
        let outcome = outcome.and_then(|issued| {
            let pair = Pair::read(issued.chain.as_bytes(), issued.key.as_bytes()).map_err(std::io::Error::other)?;
            if let Some(missing) = self.settings.names.iter().find(|name| !pair.about.is_for(name)) {
                return Err(OrderTrouble::NotAsOrdered(missing.clone()));
            }
            Ok((pair, issued))
        });
        let outcome = outcome.map(|(pair, issued)| {
            *lock(&self.unkept) = Some(issued);
            pair
        });
        self.note(before, outcome);
        self.keeps_what_was_issued();
    }

    /// How the last attempt went, as the folder has it or as it is known here.
    fn attempts(&self) -> Attempts {
        let written = self.folder.attempts();
        lock(&self.last).clone().filter(|last| last.at > written.at).unwrap_or(written)
    }

    /// Whether nothing is left to keep. What the folder does not take is shown all the same, and told.
    fn keeps_what_was_issued(&self) -> bool {
        let mut unkept = lock(&self.unkept);
        let Some(issued) = unkept.as_ref() else { return true };
        match self.folder.keep_certificate(&issued.chain, &issued.key) {
            Ok(()) => {
                *unkept = None;
                self.shown.stays_because(None);
                true
            }
            Err(trouble) => {
                let trouble = OrderTrouble::from(trouble).to_string();
                tracing::warn!(trouble, "the certificate is shown but could not be kept; a restart would need another");
                self.shown.stays_because(Some(trouble));
                false
            }
        }
    }

    fn note(&self, before: Attempts, outcome: Result<Pair, OrderTrouble>) {
        let mut attempts = Attempts { at: self.clock.now(), ..before };
        match outcome {
            Ok(pair) => {
                tracing::info!(until = pair.about.ends.rfc3339(), "the authority issued a certificate");
                self.shown.show(pair);
                (attempts.failures, attempts.trouble) = (0, None);
            }
            Err(trouble) => {
                attempts.failures = attempts.failures.saturating_add(1);
                let again_in_seconds = pause_seconds(&self.settings.patience, attempts.failures);
                tracing::warn!(%trouble, failures = attempts.failures, again_in_seconds, "no certificate was issued; the one before it stays");
                self.shown.stays_because(Some(trouble.to_string()));
                attempts.trouble = Some(trouble.to_string());
            }
        }
        *lock(&self.last) = Some(attempts.clone());
        if let Err(trouble) = self.folder.keep_attempts(&attempts) {
            tracing::warn!(%trouble, "how the attempt went could not be written down");
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
