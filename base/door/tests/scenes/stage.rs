//! A door with a few pages behind it, and visitors who speak to it byte by byte.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use door::{Certificates, Crowd, Door, Limits, Pace, Pair};
use futures::StreamExt as _;
use http_body_util::BodyExt as _;
use rcgen::{CertificateParams, KeyPair};
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_util::sync::CancellationToken;

pub const HOST: &str = "desk.kettle.example";
/// The length of `/large`: more than the sockets between us hold.
pub const LARGE_BYTES: usize = 24 * 1024 * 1024;

/// Tenths of the usual waits.
pub fn short() -> Pace {
    Pace {
        handshake: Duration::from_millis(500),
        first_request: Duration::from_millis(600),
        next_request: Duration::from_millis(900),
        crowded: Duration::from_millis(200),
        taking: Duration::from_millis(1_000),
        giving: Duration::from_millis(700),
        slowest_bytes: 2_000,
        look: Duration::from_millis(100),
        last_words: Duration::from_secs(2),
    }
}

pub struct Stage {
    pub address: SocketAddr,
    pub stop: CancellationToken,
    pub served: tokio::task::JoinHandle<()>,
}

impl Stage {
    pub async fn plain(limits: Limits) -> Self {
        let (listener, crowd) = (listener().await, Crowd::new(limits));
        Self::of(listener.local_addr().expect("an address"), |stop| Door::plain(listener, pages(), crowd).serve(stop))
    }

    /// Shows `certificates` as they are, now and later.
    pub async fn private(certificates: &Certificates) -> Self {
        let (listener, crowd) = (listener().await, Crowd::new(limits(short())));
        let address = listener.local_addr().expect("an address");
        let door = Door::private(listener, pages(), crowd, certificates.clone()).expect("a door");
        Self::of(address, |stop| door.serve(stop))
    }

    fn of<F: Future<Output = ()> + Send + 'static>(address: SocketAddr, serve: impl FnOnce(CancellationToken) -> F) -> Self {
        let stop = CancellationToken::new();
        let served = tokio::spawn(serve(stop.clone()));
        Self { address, stop, served }
    }

    /// How many live streams of `/events` there are.
    pub fn listening(&self) -> usize {
        LISTENING.load(Ordering::SeqCst)
    }

    pub async fn comes(&self) -> TcpStream {
        TcpStream::connect(self.address).await.expect("a wire")
    }

    /// Asks for `/` as everybody does; whether the answer came.
    pub async fn is_served(&self) -> bool {
        let mut wire = self.comes().await;
        let asked = wire.write_all(b"GET / HTTP/1.1\r\nhost: desk\r\nconnection: close\r\n\r\n").await;
        let mut answer = String::new();
        asked.is_ok() && wire.read_to_string(&mut answer).await.is_ok() && answer.starts_with("HTTP/1.1 200")
    }
}

pub fn limits(pace: Pace) -> Limits {
    Limits { pace, ..Limits::for_files(4_096) }
}

async fn listener() -> TcpListener {
    TcpListener::bind("127.0.0.1:0").await.expect("a port")
}

fn pages() -> Router {
    Router::new()
        .route(
            "/",
            get(|request: Request| async move { format!("hello at {}", request.headers()["host"].to_str().unwrap_or("?")) }),
        )
        .route(
            "/late",
            get(async || {
                tokio::time::sleep(Duration::from_millis(400)).await;
                "at last"
            }),
        )
        .route("/large", get(async || Body::from(vec![b'k'; LARGE_BYTES])))
        .route("/stream", get(async || Body::from_stream(beats())))
        .route("/events", get(events))
        .route("/take", post(take))
}

/// How many live streams of the page there are; each scene is a process of its own.
static LISTENING: AtomicUsize = AtomicUsize::new(0);

struct Listened;

impl Drop for Listened {
    fn drop(&mut self) {
        LISTENING.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Ten events and an end; for `?loud` as much and as fast as somebody takes.
async fn events(request: Request) -> impl IntoResponse {
    LISTENING.fetch_add(1, Ordering::SeqCst);
    let is_loud = request.uri().query() == Some("loud");
    let said = futures::stream::unfold((0, Listened), move |(number, listened)| async move {
        if is_loud {
            return Some((Bytes::from(vec![b'k'; 64 * 1024]), (0, listened)));
        }
        if number > 0 {
            tokio::time::sleep(Duration::from_millis(150)).await;
        }
        (number < 10).then(|| (Bytes::from(format!("data: {number}\n\n")), (number + 1, listened)))
    });
    let fields = [("content-type", "text/event-stream"), ("x-of-the-page", "kept")];
    (fields, Body::from_stream(said.map(Ok::<_, std::convert::Infallible>)))
}

/// A live stream: a beat now and then, without end.
fn beats() -> impl futures::Stream<Item = Result<Bytes, std::convert::Infallible>> {
    futures::stream::unfold((), async |()| {
        tokio::time::sleep(Duration::from_millis(300)).await;
        Some((Ok(Bytes::from_static(b"beat\n")), ()))
    })
}

async fn take(request: Request) -> (StatusCode, String) {
    match request.into_body().collect().await {
        Ok(body) => (StatusCode::OK, body.to_bytes().len().to_string()),
        Err(trouble) => (StatusCode::BAD_REQUEST, trouble.to_string()),
    }
}

/// Everything the other side says until it closes, however it does; and how long that took.
pub async fn until_closed(wire: &mut (impl tokio::io::AsyncRead + Unpin)) -> (String, Duration) {
    let (began, mut heard, mut piece) = (Instant::now(), Vec::new(), [0; 4096]);
    let hearing = async {
        while let Ok(count @ 1..) = wire.read(&mut piece).await {
            heard.extend_from_slice(&piece[..count]);
        }
    };
    tokio::time::timeout(Duration::from_secs(20), hearing).await.expect("an end");
    (String::from_utf8_lossy(&heard).into_owned(), began.elapsed())
}

/// A certificate for these names with its key, as PEM.
pub fn made(names: &[&str]) -> (String, String) {
    let key = KeyPair::generate().expect("a key");
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let certificate = CertificateParams::new(names).expect("names").self_signed(&key).expect("a certificate");
    (certificate.pem(), key.serialize_pem())
}

pub fn pair(names: &[&str]) -> Pair {
    let (certificate, key) = made(names);
    Pair::read(certificate.as_bytes(), key.as_bytes()).expect("a pair")
}

/// Shakes hands as a browser would, whatever certificate is shown, and tells which.
pub async fn greet(address: SocketAddr, protocols: &[&str]) -> std::io::Result<(TlsStream<TcpStream>, CertificateDer<'static>)> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut config = ClientConfig::builder().with_root_certificates(RootCertStore::empty()).with_no_client_auth();
    config.dangerous().set_certificate_verifier(Arc::new(whoever::Believed));
    config.alpn_protocols = protocols.iter().map(|protocol| protocol.as_bytes().to_vec()).collect();
    let name = ServerName::try_from(HOST).expect("a name");
    let wire = TlsConnector::from(Arc::new(config)).connect(name, TcpStream::connect(address).await?).await?;
    let shown = wire
        .get_ref()
        .1
        .peer_certificates()
        .and_then(|chain| chain.first())
        .cloned()
        .expect("a certificate");
    Ok((wire, shown))
}

mod whoever {
    use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
    use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
    use rustls::{DigitallySignedStruct, Error, SignatureScheme};

    /// The scenes look at the certificate themselves.
    #[derive(Debug)]
    pub struct Believed;

    impl ServerCertVerifier for Believed {
        fn verify_server_cert(
            &self,
            _: &CertificateDer<'_>,
            _: &[CertificateDer<'_>],
            _: &ServerName<'_>,
            _: &[u8],
            _: UnixTime,
        ) -> Result<ServerCertVerified, Error> {
            Ok(ServerCertVerified::assertion())
        }

        fn verify_tls12_signature(
            &self,
            _: &[u8],
            _: &CertificateDer<'_>,
            _: &DigitallySignedStruct,
        ) -> Result<HandshakeSignatureValid, Error> {
            Ok(HandshakeSignatureValid::assertion())
        }

        fn verify_tls13_signature(
            &self,
            _: &[u8],
            _: &CertificateDer<'_>,
            _: &DigitallySignedStruct,
        ) -> Result<HandshakeSignatureValid, Error> {
            Ok(HandshakeSignatureValid::assertion())
        }

        fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
            rustls::crypto::ring::default_provider().signature_verification_algorithms.supported_schemes()
        }
    }
}
