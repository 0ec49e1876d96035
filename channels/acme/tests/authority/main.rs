//! Certificates from a real authority, by the real protocol: got, shown, renewed, refused, and what becomes of the old one meanwhile.

mod pebble;

use acme::{Certifier, Folder, Patience, Settings, show_kept};
use axum::Router;
use door::{Certificates, Crowd, Door, Limits, OtherPort};
use kit::Clock;
use pebble::{Pebble, REFUSED};
use std::process::Command;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

const HOST: &str = "desk.kettle.example";

/// A desk with both ports where the authority looks, and a certifier at work.
struct Desk {
    certificates: Certificates,
    settings: Settings,
    _folder: tempfile::TempDir,
    stop: CancellationToken,
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

impl Desk {
    fn of(pebble: &Pebble, name: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let settings = Settings {
            directory: pebble.directory().parse().expect("a URL"),
            names: vec![name.to_owned()],
            contact: Some("noor@kettle.example".into()),
            root: Some(std::fs::read_to_string(pebble.root_path()).expect("a root")),
            folder: folder.path().join("acme"),
            has_plain_port: false,
            patience: Patience {
                first: Duration::from_secs(1),
                longest: Duration::from_secs(60),
                look: Duration::from_millis(200),
            },
        };
        Self {
            certificates: Certificates::default(),
            settings,
            _folder: folder,
            stop: CancellationToken::new(),
        }
    }

    async fn opens_private(&self, port: u16) {
        let listener = TcpListener::bind(("127.0.0.1", port)).await.expect("the port");
        let door = Door::private(listener, Router::new(), Crowd::new(Limits::for_files(1_024)), self.certificates.clone()).expect("a door");
        tokio::spawn(door.serve(self.stop.clone()));
    }

    async fn opens_plain(&self, port: u16) {
        let listener = TcpListener::bind(("127.0.0.1", port)).await.expect("the port");
        let beside = OtherPort {
            base_url: format!("https://{HOST}"),
            certificates: self.certificates.clone(),
            proxies: Vec::new(),
            pages: Router::new(),
        };
        tokio::spawn(Door::plain(listener, beside.router(), Crowd::new(Limits::for_files(1_024))).serve(self.stop.clone()));
    }

    fn begins(&self) {
        let certifier = Certifier::new(self.settings.clone(), self.certificates.clone(), Clock::system());
        tokio::spawn(certifier.run(self.stop.clone()));
    }

    fn serial(&self) -> Option<String> {
        self.certificates.about().map(|about| about.serial)
    }

    fn failures(&self) -> u32 {
        Folder::at(&self.settings.folder).attempts().failures
    }

    /// The serial of another certificate than this, once it is shown.
    async fn serial_other_than(&self, before: Option<String>) -> String {
        until(20, || self.serial() != before).await;
        self.serial().expect("a certificate")
    }
}

async fn until(seconds: u64, is_so: impl Fn() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < Duration::from_secs(seconds), "it never came to that");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_is_got_by_the_handshake_shown_and_renewed_before_it_runs_out() {
    let Some(pebble) = Pebble::start(9) else { return };
    let desk = Desk::of(&pebble, HOST);
    desk.opens_private(pebble.ports.tls).await;
    desk.begins();

    let first = desk.serial_other_than(None).await;
    let ends = desk.certificates.about().expect("a certificate").ends;
    assert!(is_believed(&pebble), "the chain leads to the authority's root");
    let again = Certificates::default();
    show_kept(&desk.settings, &again);
    assert_eq!(again.about(), desk.certificates.about(), "the next start shows it at once");

    let second = desk.serial_other_than(Some(first.clone())).await;
    assert_ne!(second, first);
    assert!(Clock::system().now() < ends, "nobody ever saw one that had run out");
    assert!(is_believed(&pebble));
}

/// Somebody else's program looks at what is shown, name and chain and time.
fn is_believed(pebble: &Pebble) -> bool {
    let port = pebble.ports.tls;
    let asked = Command::new("curl")
        .args(["--silent", "--show-error", "--output", "/dev/null", "--cacert"])
        .arg(pebble.issuing_root())
        .args(["--resolve", &format!("{HOST}:{port}:127.0.0.1"), &format!("https://{HOST}:{port}/")])
        .output()
        .expect("curl");
    eprintln!("{}", String::from_utf8_lossy(&asked.stderr));
    asked.status.success()
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_handshake_does_not_arrive_a_word_on_the_plain_port_proves_the_name() {
    let Some(pebble) = Pebble::start(3_600) else { return };
    let mut desk = Desk::of(&pebble, HOST);
    desk.settings.has_plain_port = true;
    desk.opens_plain(pebble.ports.plain).await;
    desk.begins();

    desk.serial_other_than(None).await;
    until(2, || desk.failures() == 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_authority_that_is_away_and_knows_nobody_when_it_is_back_costs_no_certificate() {
    let Some(mut pebble) = Pebble::start(9) else { return };
    let desk = Desk::of(&pebble, HOST);
    desk.opens_private(pebble.ports.tls).await;
    desk.begins();
    let first = desk.serial_other_than(None).await;

    pebble.goes_away();
    until(15, || desk.failures() >= 2).await;
    assert_eq!(desk.serial(), Some(first.clone()), "the old one stays");
    assert!(desk.certificates.trouble().is_some(), "whoever watches is told");

    pebble.comes_back();
    desk.serial_other_than(Some(first)).await;
    until(2, || desk.failures() == 0 && desk.certificates.trouble().is_none()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_authority_that_refuses_is_asked_ever_more_rarely_and_the_reason_is_kept() {
    let Some(pebble) = Pebble::start(3_600) else { return };
    let desk = Desk::of(&pebble, REFUSED);
    desk.opens_private(pebble.ports.tls).await;
    desk.begins();

    let mut failed_at = Vec::new();
    for failures in 1..=4 {
        until(20, || desk.failures() >= failures).await;
        failed_at.push(Instant::now());
    }

    let pauses: Vec<Duration> = failed_at.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(
        pauses[0] >= Duration::from_millis(700) && pauses[1] >= Duration::from_millis(1_700) && pauses[2] >= Duration::from_millis(3_700),
        "{pauses:?}"
    );
    let kept = Folder::at(&desk.settings.folder).attempts();
    assert!(kept.trouble.as_ref().is_some_and(|why| why.contains(REFUSED) || why.contains("policy")), "{kept:?}");
    assert_eq!(desk.serial(), None);
}
