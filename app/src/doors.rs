//! The doors as the configuration has them: HTTPS with a certificate from files or from an authority and a plain port beside it, or plain HTTP alone.
//!
//! Everything listens before anything is served, so that a port which is taken ends the start and not the desk.

use crate::config::{Certified, Config};
use acme::{Certifier, Patience, Settings};
use axum::Router;
use door::{Certificates, Crowd, Door, Limits, OtherPort, PairFiles, too_few};
use email::listener::StartTls;
use kit::Clock;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::net::{TcpListener, TcpSocket};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// How often replaced files are noticed.
const FILES_LOOK: Duration = Duration::from_secs(2);

/// What to do about too few files.
pub const MORE_FILES: &str =
    "Raise the limit: LimitNOFILE=65536 in the service, `ulimit -n 65536` in a shell, `--ulimit nofile=65536` for a container";

/// How many may wait to be let in.
const WAITING: u32 = 4_096;

/// Open doors nobody came through yet.
pub struct Doors {
    pages: TcpListener,
    plain: Option<TcpListener>,
    pub crowd: Crowd,
    pub certificates: Option<Certificates>,
}

/// Listens where the configuration says, and reads the certificate. The address that was got is written into `config`.
pub fn open(config: &mut Config) -> Result<Doors, String> {
    let pages = listen(config.listen, "--listen")?;
    config.listen = pages.local_addr().map_err(|e| e.to_string())?;
    let plain = match config.doors.http_listen {
        Some(address) => Some(listen(address, "http_listen")?),
        None => None,
    };
    let certificates = first_certificate(config)?;
    Ok(Doors { pages, plain, crowd: Crowd::new(limits(config)), certificates })
}

fn listen(address: SocketAddr, key: &str) -> Result<TcpListener, String> {
    waiting_room(address).map_err(|e| {
        let low = "ports below 1024 need the right to them (AmbientCapabilities=CAP_NET_BIND_SERVICE)";
        let why = if e.kind() == std::io::ErrorKind::PermissionDenied {
            format!("{e}; {low}")
        } else {
            e.to_string()
        };
        format!("{address} cannot be listened on: {why}. Choose another with {key}.")
    })
}

/// With room for a rush: whoever finds no place to wait in front of the door tries again a second later.
fn waiting_room(address: SocketAddr) -> std::io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(WAITING)
}

/// What is shown first. Files must be there and fit; from an authority there may be none yet.
fn first_certificate(config: &Config) -> Result<Option<Certificates>, String> {
    let Some(certified) = &config.doors.certified else { return Ok(None) };
    let certificates = Certificates::default();
    match certified {
        Certified::Files { certificate, key } => {
            let pair = pair_files(certificate, key).read()?;
            if let Err(trouble) = pair.must_be_in_time(Clock::system().now()) {
                tracing::warn!(%trouble, "the certificate is shown all the same");
            }
            certificates.show(pair);
        }
        Certified::Acme { .. } => {
            if let Some(settings) = acme_settings(config)? {
                acme::show_kept(&settings, &certificates);
            }
        }
    }
    Ok(Some(certificates))
}

fn pair_files(certificate: &Path, key: &Path) -> PairFiles {
    PairFiles { certificate: certificate.to_owned(), key: key.to_owned() }
}

/// What is asked of an authority, if one is.
pub fn acme_settings(config: &Config) -> Result<Option<Settings>, String> {
    let Some(Certified::Acme { directory, names, contact, root }) = &config.doors.certified else {
        return Ok(None);
    };
    let read = |path: &PathBuf| {
        std::fs::read_to_string(path).map_err(|e| format!("acme_root = {} cannot be read ({e}). Name a PEM file.", path.display()))
    };
    Ok(Some(Settings {
        directory: directory.clone(),
        names: names.clone(),
        contact: contact.clone(),
        root: root.as_ref().map(read).transpose()?,
        folder: config.data.join("acme"),
        has_plain_port: config.doors.http_listen.is_some(),
        patience: patience(),
    }))
}

/// Tests cannot wait for minutes: `FRONTLINE_TEST_ACME_SECONDS` is the first pause, and how often is looked.
fn patience() -> Patience {
    let usual = Patience::default();
    let tested = std::env::var("FRONTLINE_TEST_ACME_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    match tested.map(Duration::from_secs) {
        Some(first) => Patience { first, look: first.min(usual.look), ..usual },
        None => usual,
    }
}

fn limits(config: &Config) -> Limits {
    let files = more_files();
    if let Some(told) = too_few(files) {
        tracing::warn!("{told}. {MORE_FILES}");
    }
    let usual = Limits::for_files(files);
    // Whoever comes from this very machine is a proxy, named or not.
    let here = [IpAddr::from(Ipv4Addr::LOCALHOST), IpAddr::from(Ipv6Addr::LOCALHOST)];
    Limits {
        most: config.doors.most_connections.unwrap_or(usual.most),
        most_per_address: config.doors.most_per_address,
        proxies: config.trusted_proxies.iter().copied().chain(here).collect(),
        ..usual
    }
}

/// How many files the program may have open once it has asked for as many as it can have.
pub fn allowed_files() -> u64 {
    getrlimit(Resource::Nofile).maximum.unwrap_or(u64::MAX)
}

/// As many files as the machine allows us, instead of the few that programs get which never asked.
fn more_files() -> u64 {
    let allowed = getrlimit(Resource::Nofile);
    let wanted = Rlimit { current: allowed.maximum, maximum: allowed.maximum };
    match setrlimit(Resource::Nofile, wanted) {
        Ok(()) => allowed.maximum.unwrap_or(u64::MAX),
        Err(_) => allowed.current.unwrap_or(u64::MAX),
    }
}

impl Doors {
    /// For the mail listener, which offers to go private once there is a certificate to do it with.
    pub fn for_mail(&self) -> Option<StartTls> {
        let certificates = self.certificates.clone()?;
        let config = certificates.server_config(&[]).ok()?;
        Some(StartTls::by(move || certificates.about().map(|_| config.clone())))
    }

    /// Lets people in until `stop`; returns when the last answer under way is finished, or had its time.
    pub async fn serve(self, config: &Config, base_url: &str, pages: Router, stop: CancellationToken) -> Result<(), String> {
        let mut tasks = JoinSet::new();
        let Some(certificates) = self.certificates else {
            Door::plain(self.pages, pages, self.crowd).serve(stop).await;
            return Ok(());
        };
        keep_certified(&mut tasks, config, &certificates, &stop)?;
        if let Some(listener) = self.plain {
            let beside = OtherPort {
                base_url: base_url.to_owned(),
                certificates: certificates.clone(),
                proxies: config.trusted_proxies.clone(),
                pages: pages.clone(),
            };
            tasks.spawn(Door::plain(listener, beside.router(), self.crowd.clone()).serve(stop.clone()));
        }
        let private = Door::private(self.pages, pages, self.crowd, certificates);
        private
            .map_err(|e| format!("HTTPS cannot be served ({e}). Use another build of this program."))?
            .serve(stop)
            .await;
        while tasks.join_next().await.is_some() {}
        Ok(())
    }
}

/// Sees to it that the certificate is replaced in time.
fn keep_certified(tasks: &mut JoinSet<()>, config: &Config, certificates: &Certificates, stop: &CancellationToken) -> Result<(), String> {
    let (shown, clock, stop) = (certificates.clone(), Clock::system(), stop.clone());
    if let Some(Certified::Files { certificate, key }) = &config.doors.certified {
        tasks.spawn(door::follow_files(pair_files(certificate, key), shown, clock, FILES_LOOK, stop));
    } else if let Some(settings) = acme_settings(config)? {
        tasks.spawn(Certifier::new(settings, shown, clock).run(stop));
    }
    Ok(())
}
