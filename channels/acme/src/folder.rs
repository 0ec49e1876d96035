//! What is kept between starts, in a folder that only its owner reads: the account at each authority, the certificate with its key, and how the last
//! attempts went. Each file is replaced whole or not at all.

use crate::settings::Settings;
use door::{Pair, PairTrouble};
use kit::Moment;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use url::Url;

/// The folder.
#[derive(Debug, Clone)]
pub struct Folder(PathBuf);

/// How the last attempts at one authority went.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempts {
    pub directory: String,
    /// In a row, the last one among them.
    pub failures: u32,
    pub at: Moment,
    /// What the last one failed of.
    pub trouble: Option<String>,
}

impl Attempts {
    /// None yet.
    pub fn of(settings: &Settings) -> Self {
        Self { directory: settings.directory.to_string(), ..Self::default() }
    }

    /// Whether they were at the authority that is asked now.
    pub fn is_of(&self, settings: &Settings) -> bool {
        self.directory == settings.directory.as_str()
    }
}

impl Folder {
    pub fn at(path: &Path) -> Self {
        Self(path.to_owned())
    }

    /// The certificate, if there is one, and why it cannot be read, if it cannot.
    pub fn certificate(&self) -> Option<Result<Pair, PairTrouble>> {
        let text = std::fs::read(self.0.join("certificate.pem")).ok()?;
        Some(Pair::read(&text, &text))
    }

    pub(crate) fn keep_certificate(&self, chain: &str, key: &str) -> io::Result<()> {
        self.keep("certificate.pem", format!("{}\n{}\n", key.trim_end(), chain.trim_end()).as_bytes())
    }

    /// How it went so far; nothing known is nothing tried.
    pub fn attempts(&self) -> Attempts {
        let text = std::fs::read(self.0.join("attempts.json")).unwrap_or_default();
        serde_json::from_slice(&text).unwrap_or_default()
    }

    pub(crate) fn keep_attempts(&self, attempts: &Attempts) -> io::Result<()> {
        self.keep("attempts.json", &serde_json::to_vec_pretty(attempts)?)
    }

    /// What opens the account at this authority.
    pub(crate) fn account(&self, directory: &Url) -> Option<Vec<u8>> {
        std::fs::read(self.0.join(account_file(directory))).ok()
    }

    pub(crate) fn keep_account(&self, directory: &Url, credentials: &[u8]) -> io::Result<()> {
        self.keep(&account_file(directory), credentials)
    }

    /// The authority knows it no more.
    pub(crate) fn forget_account(&self, directory: &Url) {
        let _ = std::fs::remove_file(self.0.join(account_file(directory)));
    }

    fn keep(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        DirBuilder::new().recursive(true).mode(0o700).create(&self.0)?;
        let (new, path) = (self.0.join(format!("{name}.new")), self.0.join(name));
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&new)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&new, &path)?;
        File::open(&self.0)?.sync_all()
    }
}

fn account_file(directory: &Url) -> String {
    let digest = Sha256::digest(directory.as_str());
    let name: String = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    format!("account-{name}.json")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn what_is_kept_is_read_by_its_owner_only_and_accounts_do_not_mix() {
        let place = tempfile::tempdir().expect("a folder");
        let folder = Folder::at(&place.path().join("acme"));
        let (one, other): (Url, Url) = ("https://a.example/".parse().expect("a URL"), "https://b.example/".parse().expect("a URL"));

        folder.keep_account(&one, b"secret").expect("kept");

        assert_eq!(folder.account(&one).as_deref(), Some(&b"secret"[..]));
        assert_eq!(folder.account(&other), None);
        let mode = |path: &Path| std::fs::metadata(path).expect("there").permissions().mode() & 0o777;
        assert_eq!(mode(&place.path().join("acme")), 0o700);
        assert_eq!(mode(&place.path().join("acme").join(account_file(&one))), 0o600);
        folder.forget_account(&one);
        assert_eq!(folder.account(&one), None);
    }

    #[test]
    fn a_damaged_word_about_attempts_is_no_word() {
        let place = tempfile::tempdir().expect("a folder");
        std::fs::write(place.path().join("attempts.json"), "{").expect("written");
        assert_eq!(Folder::at(place.path()).attempts(), Attempts::default());
        assert!(Folder::at(place.path()).certificate().is_none());
    }
}
