//! HTTPS as whoever runs the machine sets it up: a few lines of configuration, a certificate by itself, and everything that hangs on it.
//! Looked at with somebody else's program, which checks name, chain and time as browsers do.

use crate::pebble::Pebble;
use crate::post::eventually;
use crate::running::{free_port, get};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const HOST: &str = "desk.kettle.example";

/// The program with its doors where an authority looks.
struct Secured {
    folder: tempfile::TempDir,
    settings: Vec<(&'static str, String)>,
    root: PathBuf,
    pages: u16,
    plain: u16,
    figures: u16,
    process: Child,
}

impl Secured {
    fn by(pebble: &Pebble) -> Self {
        let (pages, plain) = (pebble.ports.tls, pebble.ports.plain);
        let settings = vec![
            ("FRONTLINE_ACME_DOMAINS", HOST.to_owned()),
            ("FRONTLINE_ACME_TERMS_AGREED", "yes".to_owned()),
            ("FRONTLINE_ACME_CONTACT", "noor@kettle.example".to_owned()),
            ("FRONTLINE_ACME_DIRECTORY", pebble.directory()),
            ("FRONTLINE_ACME_ROOT", pebble.root_path().display().to_string()),
            ("FRONTLINE_HTTP_LISTEN", format!("127.0.0.1:{plain}")),
            ("FRONTLINE_SMTP_LISTEN", format!("127.0.0.1:{}", free_port())),
            ("FRONTLINE_TEST_ACME_SECONDS", "1".to_owned()),
        ];
        Self::with(settings, pebble.issuing_root(), (pages, plain))
    }

    fn with(settings: Vec<(&'static str, String)>, root: PathBuf, (pages, plain): (u16, u16)) -> Self {
        let (folder, figures) = (tempfile::tempdir().expect("a folder"), free_port());
        let process = command(folder.path(), &settings)
            .args([
                "--listen",
                &format!("127.0.0.1:{pages}"),
                "--metrics-listen",
                &format!("127.0.0.1:{figures}"),
                "serve",
                "--empty",
            ])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program");
        Self { folder, settings, root, pages, plain, figures, process }
    }

    /// What `curl` says of an address of ours, head and body, if the certificate is to be believed.
    fn curl(&self, arguments: &[&str], path: &str) -> Option<String> {
        let asked = Command::new("curl")
            .args(["--silent", "--include", "--max-time", "10", "--cacert"])
            .arg(&self.root)
            .args(["--resolve", &format!("{HOST}:{}:127.0.0.1", self.pages)])
            .args(arguments)
            .arg(format!("https://{HOST}:{}{path}", self.pages))
            .output()
            .expect("curl");
        asked.status.success().then(|| String::from_utf8_lossy(&asked.stdout).into_owned())
    }

    /// Whether another mail server may go private with us and believe who we are.
    fn takes_mail_privately(&self) -> bool {
        let listens = self.settings.iter().find(|(name, _)| *name == "FRONTLINE_SMTP_LISTEN").expect("a listener");
        let asked = Command::new("openssl")
            .args([
                "s_client",
                "-connect",
                &listens.1,
                "-starttls",
                "smtp",
                "-verify_return_error",
                "-verify_hostname",
                HOST,
                "-CAfile",
            ])
            .arg(&self.root)
            .stdin(Stdio::null())
            .output()
            .expect("openssl");
        asked.status.success()
    }

    fn says(&self, arguments: &[&str]) -> String {
        let said = command(self.folder.path(), &self.settings).args(arguments).output().expect("the program");
        String::from_utf8_lossy(&said.stdout).into_owned()
    }
}

fn command(folder: &Path, settings: &[(&'static str, String)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_frontline"));
    command
        .args(["--data", folder.to_str().expect("utf-8")])
        .envs(settings.iter().map(|(name, value)| (*name, value.as_str())));
    command
}

impl Drop for Secured {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn a_few_lines_of_configuration_bring_a_certificate_and_everything_that_hangs_on_it() {
    let Some(pebble) = Pebble::start(7_776_000) else { return };
    let mut desk = Secured::by(&pebble);

    let served = eventually(Duration::from_secs(30), || desk.curl(&["--http2"], "/readyz")).expect("HTTPS");

    assert!(served.starts_with("HTTP/2 200") && served.ends_with("ready\n"), "{served}");
    assert!(served.contains("strict-transport-security: max-age="), "{served}");
    let older = desk.curl(&["--http1.1"], "/sign-in").expect("HTTPS");
    assert!(older.starts_with("HTTP/1.1 "), "{older}");
    let over = get(desk.plain, "/sign-in?next=%2F").expect("an answer");
    assert!(
        over.starts_with("HTTP/1.1 308") && over.contains(&format!("location: https://{HOST}:{}/sign-in?next=%2F", desk.pages)),
        "{over}"
    );

    let figures = get(desk.figures, "/metrics").expect("figures");
    let days = figures
        .lines()
        .find_map(|line| line.strip_prefix("frontline_certificate_days_left ")?.parse::<i64>().ok());
    assert!(days.is_some_and(|days| (88..=90).contains(&days)), "{figures}");
    let doctor = desk.says(&["doctor"]);
    assert!(doctor.contains("https: the certificate is good for"), "{doctor}");

    assert!(desk.takes_mail_privately());
    let mut stream = Command::new("curl")
        .args(["--silent", "--no-buffer", "--cacert"])
        .arg(&desk.root)
        .args(["--resolve", &format!("{HOST}:{}:127.0.0.1", desk.pages), &format!("https://{HOST}:{}/live", desk.pages)])
        .stdout(Stdio::null())
        .spawn()
        .expect("curl");
    let began = Instant::now();
    let pid = rustix::process::Pid::from_child(&desk.process);
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).expect("told to stop");
    let stopped = desk.process.wait().expect("it stops");
    assert!(stopped.success() && began.elapsed() < Duration::from_secs(20), "{stopped:?} after {:?}", began.elapsed());
    let _ = (stream.kill(), stream.wait());
}

#[test]
fn without_its_terms_agreed_to_or_with_half_a_pair_nothing_is_served() {
    let folder = tempfile::tempdir().expect("a folder");
    let refused = |settings: &[(&'static str, String)]| {
        let said = command(folder.path(), settings)
            .args(["--listen", "127.0.0.1:0", "serve", "--empty"])
            .output()
            .expect("the program");
        assert!(!said.status.success());
        String::from_utf8_lossy(&said.stderr).into_owned()
    };

    let terms = refused(&[("FRONTLINE_ACME_DOMAINS", HOST.into())]);
    assert!(terms.contains("acme_terms_agreed"), "{terms}");
    let half = refused(&[("FRONTLINE_TLS_CERTIFICATE", "there.pem".into())]);
    assert!(half.contains("tls_key"), "{half}");
    let missing = refused(&[("FRONTLINE_TLS_CERTIFICATE", "there.pem".into()), ("FRONTLINE_TLS_KEY", "key.pem".into())]);
    assert!(missing.contains("there.pem cannot be read"), "{missing}");
}

#[test]
fn a_pair_in_files_is_served_and_replaced_without_a_restart() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    let put = || {
        let key = rcgen::KeyPair::generate().expect("a key");
        let certificate = rcgen::CertificateParams::new(vec![HOST.to_owned()])
            .expect("a name")
            .self_signed(&key)
            .expect("a certificate");
        std::fs::write(path("key.pem"), key.serialize_pem()).expect("written");
        std::fs::write(path("certificate.pem"), certificate.pem()).expect("written");
    };
    put();
    let settings = vec![
        ("FRONTLINE_TLS_CERTIFICATE", path("certificate.pem").display().to_string()),
        ("FRONTLINE_TLS_KEY", path("key.pem").display().to_string()),
    ];
    let desk = Secured::with(settings, path("certificate.pem"), (free_port(), 0));
    eventually(Duration::from_secs(30), || desk.curl(&[], "/readyz")).expect("HTTPS");

    put();

    // The root that is believed is the file itself, so an answer means that the new one is shown.
    eventually(Duration::from_secs(10), || desk.curl(&[], "/readyz")).expect("the new one");
}
