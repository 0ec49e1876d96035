//! Storage that speaks S3 for scenes: the crate `s3s-fs` on a port of its own, which keeps objects as files in a folder; and in front
//! of it somebody who answers wrongly, late or not at all, as often as a scene wishes.
//!
//! It checks signatures, conditions and sums as written in the specification; what a scene breaks is said in [`Wrong`].

use bytes::Bytes;
use futures::StreamExt as _;
use http_body_util::BodyExt;
use hyper::body::{Frame, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response};
use hyper_util::rt::TokioIo;
use s3s::Body;
use s3s::auth::SimpleAuth;
use s3s::service::{S3Service, S3ServiceBuilder};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

pub const BUCKET: &str = "kettle-backups";
pub const KEY: &str = "FRONTLINEKEY";
pub const SECRET: &str = "a secret of the storage";

/// What goes wrong with a request.
#[derive(Debug, Clone, Copy)]
pub enum Wrong {
    /// 503 SlowDown, and nothing is done.
    Busy,
    /// It is done after so long.
    Slow(Duration),
    /// The wire is cut before anything is done.
    Cut,
    /// It is done, and the wire is cut before the answer.
    AnswerCut,
    /// It is done, and the wire is cut in the middle of the answer's body.
    BodyCut,
    /// It is done, and a byte of the answer's body is another.
    Changed,
    /// It is answered as done, and nothing is done.
    Lost,
    /// The condition of a put is not known here: 501.
    NoConditions,
}

struct Plan {
    method: Method,
    part: String,
    times: usize,
    wrong: Wrong,
}

#[derive(Default)]
struct Faults {
    plans: Vec<Plan>,
    /// Every so many requests one goes wrong, each time in another way.
    every: Option<usize>,
    asked: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    Private,
    Heedless,
    Timeless,
}

/// The storage. Gone when it is dropped.
pub struct Storage {
    pub address: SocketAddr,
    folder: tempfile::TempDir,
    faults: Arc<Mutex<Faults>>,
    kind: Kind,
    _end: tokio::sync::oneshot::Sender<()>,
}

impl Storage {
    /// With one empty bucket.
    pub fn begin() -> Self {
        Self::of(Kind::Plain)
    }

    /// One that is reached by https only, as `localhost`.
    pub fn private() -> Self {
        Self::of(Kind::Private)
    }

    /// One that passes over every condition in silence.
    pub fn heedless() -> Self {
        Self::of(Kind::Heedless)
    }

    /// One that says neither what time it is nor when anything was written.
    pub fn timeless() -> Self {
        Self::of(Kind::Timeless)
    }

    fn of(kind: Kind) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join(BUCKET)).expect("a bucket");
        let mut service = S3ServiceBuilder::new(s3s_fs::FileSystem::new(folder.path()).expect("a file system"));
        if kind != Kind::Heedless {
            service.set_auth(SimpleAuth::from_single(KEY, SECRET));
        }
        let faults = Arc::<Mutex<Faults>>::default();
        let front = Front { service: service.build(), faults: faults.clone(), one_put: Arc::default(), kind };
        let (address, end) = serve(front);
        Self { address, folder, faults, kind, _end: end }
    }

    pub fn endpoint(&self) -> String {
        match self.kind {
            Kind::Private => format!("https://localhost:{}", self.address.port()),
            _ => format!("http://{}", self.address),
        }
    }

    /// The file an object lies in.
    pub fn file(&self, key: &str) -> PathBuf {
        self.folder.path().join(BUCKET).join(key)
    }

    /// The next `times` requests of this kind, whose address has `part` in it, go wrong.
    pub fn fails(&self, method: Method, part: &str, times: usize, wrong: Wrong) {
        self.faults.lock().expect("faults").plans.push(Plan { method, part: part.to_owned(), times, wrong });
    }

    /// One of so many requests goes wrong, each time in another way.
    pub fn fails_every(&self, every: usize) {
        self.faults.lock().expect("faults").every = Some(every);
    }

    /// Nothing goes wrong any more.
    pub fn is_well(&self) {
        let mut faults = self.faults.lock().expect("faults");
        faults.plans.clear();
        faults.every = None;
    }

    /// How many requests came.
    pub fn asked(&self) -> usize {
        self.faults.lock().expect("faults").asked
    }
}

/// On a thread of its own, so that a scene may block.
fn serve(front: Front) -> (SocketAddr, tokio::sync::oneshot::Sender<()>) {
    let (end, ended) = tokio::sync::oneshot::channel::<()>();
    let (say, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async move {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
            say.send(listener.local_addr().expect("an address")).expect("told");
            let listening = async {
                loop {
                    let (wire, _) = listener.accept().await.expect("a wire");
                    let front = front.clone();
                    tokio::spawn(front.receive(wire));
                }
            };
            tokio::select! { () = listening => {}, _ = ended => {} }
        });
    });
    (told.recv().expect("an address"), end)
}

#[derive(Clone)]
struct Front {
    service: S3Service,
    faults: Arc<Mutex<Faults>>,
    /// The file system looks and then writes; real storage does both at once.
    one_put: Arc<tokio::sync::Mutex<()>>,
    kind: Kind,
}

type Cut = std::io::Error;

impl Front {
    async fn receive(self, wire: TcpStream) {
        if self.kind == Kind::Private {
            let config = outside::server_config(include_str!("certificate.pem"), include_str!("key.pem")).expect("a certificate");
            if let Ok(wire) = TlsAcceptor::from(config).accept(wire).await {
                self.talk(wire).await;
            }
        } else {
            self.talk(wire).await;
        }
    }

    async fn talk(self, wire: impl AsyncRead + AsyncWrite + Unpin + Send + 'static) {
        let tells_the_time = self.kind != Kind::Timeless;
        let answering = service_fn(move |request| self.clone().answer(request));
        let _ = http1::Builder::new()
            .auto_date_header(tells_the_time)
            .serve_connection(TokioIo::new(wire), answering)
            .await;
    }

    async fn answer(self, request: Request<Incoming>) -> Result<Response<Body>, Cut> {
        let wrong = self.wrong(&request);
        match wrong {
            Some(Wrong::Busy) => return Ok(refusal(503, "SlowDown")),
            Some(Wrong::NoConditions) => return Ok(refusal(501, "NotImplemented")),
            Some(Wrong::Cut) => return Err(cut()),
            Some(Wrong::Lost) => return Ok(Response::builder().header("etag", "\"0\"").body(Body::empty()).expect("an answer")),
            Some(Wrong::Slow(span)) => tokio::time::sleep(span).await,
            _ => {}
        }
        let answer = self.done(request).await?;
        match wrong {
            Some(Wrong::AnswerCut) => Err(cut()),
            Some(Wrong::BodyCut) => half(answer).await,
            Some(Wrong::Changed) => changed(answer).await,
            _ => Ok(answer),
        }
    }

    async fn done(&self, request: Request<Incoming>) -> Result<Response<Body>, Cut> {
        let (mut head, body) = request.into_parts();
        if self.kind == Kind::Heedless {
            without_conditions(&mut head);
        }
        let body = body.collect().await.map_err(|_| cut())?.to_bytes();
        let _alone = if head.method == Method::PUT { Some(self.one_put.lock().await) } else { None };
        let mut answer = self.service.call(Request::from_parts(head, Body::from(body))).await.map_err(|_| cut())?;
        if self.kind == Kind::Timeless {
            answer.headers_mut().remove("last-modified");
            answer.headers_mut().remove("date");
        }
        Ok(answer)
    }

    fn wrong(&self, request: &Request<Incoming>) -> Option<Wrong> {
        let mut faults = self.faults.lock().expect("faults");
        faults.asked += 1;
        let is_conditional = request.headers().contains_key("if-none-match") || request.headers().contains_key("if-match");
        let planned = faults.plans.iter_mut().find(|plan| {
            let meant = plan.times > 0 && request.method() == plan.method && request.uri().to_string().contains(&plan.part);
            meant && (is_conditional || !matches!(plan.wrong, Wrong::NoConditions))
        });
        if let Some(plan) = planned {
            plan.times -= 1;
            return Some(plan.wrong);
        }
        let number = faults.every.filter(|every| faults.asked.is_multiple_of(*every)).map(|every| faults.asked / every)?;
        let ways = [Wrong::Busy, Wrong::Cut, Wrong::AnswerCut, Wrong::BodyCut, Wrong::Slow(Duration::from_millis(20))];
        Some(ways[number % ways.len()])
    }
}

/// Nor with a signature, which the conditions are part of.
fn without_conditions(head: &mut hyper::http::request::Parts) {
    head.headers.remove("if-none-match");
    head.headers.remove("if-match");
    let query = head.uri.query().unwrap_or_default();
    let query: Vec<&str> = query.split('&').filter(|part| !part.starts_with("X-Amz-")).collect();
    head.uri = format!("{}?{}", head.uri.path(), query.join("&")).parse().expect("an address");
}

fn cut() -> Cut {
    std::io::Error::other("cut by the scene")
}

fn refusal(status: u16, code: &str) -> Response<Body> {
    let body = format!("<?xml version=\"1.0\"?><Error><Code>{code}</Code></Error>");
    Response::builder().status(status).body(Body::from(body)).expect("an answer")
}

async fn collected(answer: Response<Body>) -> Result<(hyper::http::response::Parts, Bytes), Cut> {
    let (head, body) = answer.into_parts();
    Ok((head, BodyExt::collect(body).await.map_err(|_| cut())?.to_bytes()))
}

/// Says how long it is, and ends in the middle.
async fn half(answer: Response<Body>) -> Result<Response<Body>, Cut> {
    let (mut head, bytes) = collected(answer).await?;
    if bytes.is_empty() {
        return Err(cut());
    }
    head.headers.insert("content-length", (bytes.len() + 1).into());
    let half = bytes.slice(..bytes.len() / 2);
    let parts = futures::stream::iter([Ok(Frame::data(half))]).chain(futures::stream::once(async { Err(cut()) }));
    Ok(Response::from_parts(head, Body::http_body_unsync(http_body_util::StreamBody::new(parts))))
}

async fn changed(answer: Response<Body>) -> Result<Response<Body>, Cut> {
    let (head, bytes) = collected(answer).await?;
    let mut bytes = bytes.to_vec();
    if let Some(byte) = bytes.last_mut() {
        *byte ^= 1;
    }
    Ok(Response::from_parts(head, Body::from(bytes)))
}
