//! Pebble: a certificate authority for tests that speaks the whole protocol, and a DNS of its own where every name leads here.
//!
//! Debian has it as `pebble`; `./check` installs it. Without it each test that wants it says so and passes.

use rcgen::{CertificateParams, KeyPair};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::{Duration, Instant};

/// What its door is like.
pub struct Ports {
    pub directory: u16,
    /// Where it looks for proofs: by a handshake, and by a word.
    pub tls: u16,
    pub plain: u16,
    management: u16,
    dns: u16,
}

/// The authority, running until it is dropped.
pub struct Pebble {
    folder: tempfile::TempDir,
    pub ports: Ports,
    validity_seconds: u32,
    authority: Option<Child>,
    names: Child,
}

/// Never certified, whatever is proven.
pub const REFUSED: &str = "refused.kettle.example";

impl Pebble {
    /// Starts one whose certificates last so long. `None`, with a word on standard error, where there is none.
    pub fn start(validity_seconds: u32) -> Option<Self> {
        if Command::new("pebble").arg("-h").output().is_err() {
            eprintln!("left out: no pebble; apt-get install pebble");
            return None;
        }
        let (folder, dns) = (tempfile::tempdir().expect("a folder"), free_port());
        let ports = Ports {
            directory: free_port(),
            tls: free_port(),
            plain: free_port(),
            management: free_port(),
            dns,
        };
        let names = Command::new("pebble-challtestsrv")
            .args(["-dns01", &format!("127.0.0.1:{dns}"), "-management", &format!("127.0.0.1:{}", free_port())])
            .args(["-defaultIPv4", "127.0.0.1", "-defaultIPv6", "", "-http01", "", "-https01", "", "-tlsalpn01", ""])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("names");
        let mut pebble = Self { folder, ports, validity_seconds, authority: None, names };
        pebble.write_its_own_certificate();
        pebble.comes_back();
        Some(pebble)
    }

    fn write_its_own_certificate(&self) {
        let key = KeyPair::generate().expect("a key");
        let certificate = CertificateParams::new(vec!["127.0.0.1".to_owned()])
            .expect("a name")
            .self_signed(&key)
            .expect("a certificate");
        std::fs::write(self.root_path(), certificate.pem()).expect("written");
        std::fs::write(self.folder.path().join("key.pem"), key.serialize_pem()).expect("written");
    }

    /// What to believe of its own door.
    pub fn root_path(&self) -> PathBuf {
        self.folder.path().join("certificate.pem")
    }

    pub fn directory(&self) -> String {
        format!("https://127.0.0.1:{}/dir", self.ports.directory)
    }

    /// Starts it, or starts it again: it remembers nobody.
    pub fn comes_back(&mut self) {
        let path = |name: &str| self.folder.path().join(name).display().to_string();
        let config = format!(
            r#"{{"pebble": {{"listenAddress": "127.0.0.1:{}", "managementListenAddress": "127.0.0.1:{}", "certificate": "{}",
                "privateKey": "{}", "httpPort": {}, "tlsPort": {}, "ocspResponderURL": "", "externalAccountBindingRequired": false,
                "domainBlocklist": ["{REFUSED}"], "certificateValidityPeriod": {}}}}}"#,
            self.ports.directory,
            self.ports.management,
            path("certificate.pem"),
            path("key.pem"),
            self.ports.plain,
            self.ports.tls,
            self.validity_seconds
        );
        std::fs::write(self.folder.path().join("pebble.json"), config).expect("written");
        let authority = Command::new("pebble")
            .args(["-config", &path("pebble.json"), "-dnsserver", &format!("127.0.0.1:{}", self.ports.dns)])
            .envs([("PEBBLE_VA_NOSLEEP", "1"), ("PEBBLE_AUTHZREUSE", "0")])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("pebble");
        self.authority = Some(authority);
        let began = Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", self.ports.directory)).is_err() {
            assert!(began.elapsed() < Duration::from_secs(20), "pebble did not start");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    pub fn goes_away(&mut self) {
        if let Some(mut authority) = self.authority.take() {
            let _ = authority.kill();
            let _ = authority.wait();
        }
    }

    /// The root its certificates lead to, as PEM in a file.
    pub fn issuing_root(&self) -> PathBuf {
        let path = self.folder.path().join("issuing.pem");
        fetch(&self.root_path(), &format!("https://127.0.0.1:{}/roots/0", self.ports.management), &path);
        path
    }
}

impl Drop for Pebble {
    fn drop(&mut self) {
        self.goes_away();
        let _ = self.names.kill();
        let _ = self.names.wait();
    }
}

fn fetch(root: &Path, url: &str, into: &Path) {
    let fetched = Command::new("curl")
        .args(["--silent", "--fail", "--cacert"])
        .arg(root)
        .arg("--output")
        .arg(into)
        .arg(url)
        .status();
    assert!(fetched.is_ok_and(|status| status.success()), "{url}");
}

/// A port below those that are given to whoever calls out: one of these could be taken before it is used. Each process of the tests
/// begins elsewhere, and gives none twice.
pub fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let begin = (std::process::id() % 1_000) as u16 * 12;
    (0..500)
        .map(|_| 18_000 + (begin + NEXT.fetch_add(1, Ordering::Relaxed)) % 12_000)
        .find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .expect("a free port")
}
