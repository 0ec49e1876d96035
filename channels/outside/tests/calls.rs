//! One request through a world of the test's own: redirects, sizes, slowness, and which addresses are asked at all.

use futures::future::BoxFuture;
use hyper::Method;
use outside::{Ask, Caller, NoAnswer, Outside, TlsTrouble, Unreachable, Wire};
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use url::Url;

const PUBLIC: Ipv4Addr = Ipv4Addr::new(93, 184, 216, 34);

/// Every name leads to one address; the server there gives the answers in turn and keeps what it heard.
#[derive(Clone)]
struct World {
    leads_to: IpAddr,
    answers: Arc<Mutex<Vec<String>>>,
    heard: Arc<Mutex<Vec<String>>>,
}

impl World {
    fn new(leads_to: IpAddr, answers: &[&str]) -> Self {
        let answers = answers.iter().rev().map(|answer| (*answer).to_owned()).collect();
        Self { leads_to, answers: Arc::new(Mutex::new(answers)), heard: Arc::default() }
    }

    async fn asked(&self, method: Method, url: &str) -> Result<u16, NoAnswer> {
        let caller = Caller::new(Arc::new(self.clone()), Duration::from_millis(300));
        let ask = Ask {
            method,
            url: Url::parse(url).expect("a URL"),
            headers: vec![("authorization", "Bearer whispered".into())],
            body: "".into(),
        };
        caller.ask(ask).await.map(|answer| answer.status)
    }
}

impl Outside for World {
    fn resolve<'a>(&'a self, _: &'a str) -> BoxFuture<'a, io::Result<Vec<IpAddr>>> {
        Box::pin(async move { Ok(vec![self.leads_to]) })
    }

    fn connect(&self, _: SocketAddr) -> BoxFuture<'_, io::Result<Wire>> {
        let (ours, mut theirs) = tokio::io::duplex(1 << 16);
        let answer = self.answers.lock().expect("answers").pop();
        let heard = self.heard.clone();
        tokio::spawn(async move {
            let mut request = vec![0; 4096];
            let count = theirs.read(&mut request).await.unwrap_or(0);
            heard.lock().expect("heard").push(String::from_utf8_lossy(&request[..count]).into_owned());
            match answer {
                Some(answer) => drop(theirs.write_all(answer.as_bytes()).await),
                None => tokio::time::sleep(Duration::from_secs(60)).await,
            }
        });
        Box::pin(async move { Ok(Wire::new(ours)) })
    }

    fn secure<'a>(&'a self, wire: Wire, _: &'a str) -> BoxFuture<'a, Result<Wire, TlsTrouble>> {
        Box::pin(async move { Ok(wire) })
    }
}

const OK: &str = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";

#[tokio::test]
async fn attack_35_only_public_https_is_asked() {
    let world = World::new(PUBLIC.into(), &[OK]);
    assert_eq!(world.asked(Method::GET, "https://shop.example/a").await, Ok(200));
    for url in [
        "http://shop.example/",
        "https://shop.example:8443/",
        "https://u:p@shop.example/",
        "gopher://shop.example/",
        "file:///etc/passwd",
    ] {
        assert_eq!(world.asked(Method::GET, url).await, Err(NoAnswer::NotSent(Unreachable::NotAllowed)), "{url}");
    }
    for private in ["127.0.0.1", "::1", "::ffff:127.0.0.1", "169.254.169.254", "10.1.2.3", "fd00::1"] {
        let world = World::new(private.parse().expect("an address"), &[OK]);
        assert_eq!(
            world.asked(Method::GET, "https://shop.example/").await,
            Err(NoAnswer::NotSent(Unreachable::Private)),
            "{private}"
        );
        assert!(world.heard.lock().expect("heard").is_empty(), "{private} was connected to");
    }
    for literal in ["https://2130706433/", "https://0x7f.1/", "https://[::1]/", "https://127.1/"] {
        assert_eq!(world.asked(Method::GET, literal).await, Err(NoAnswer::NotSent(Unreachable::Private)), "{literal}");
    }
}

#[tokio::test]
async fn attack_35_a_redirect_carries_no_secret_to_another_host() {
    let to = |place: &str| format!("HTTP/1.1 302 Found\r\nlocation: {place}\r\ncontent-length: 0\r\n\r\n");
    for place in [
        "https://other.example/",
        "http://shop.example/",
        "https://169.254.169.254/",
        "https://shop.example:444/",
        "file:///etc/passwd",
    ] {
        let world = World::new(PUBLIC.into(), &[&to(place), OK]);
        assert_eq!(world.asked(Method::GET, "https://shop.example/a").await, Err(NoAnswer::Redirected), "{place}");
        assert_eq!(world.heard.lock().expect("heard").len(), 1, "{place} was asked");
    }
    let world = World::new(PUBLIC.into(), &[&to("/b"), OK]);
    assert_eq!(world.asked(Method::GET, "https://shop.example/a").await, Ok(200));
    let world = World::new(PUBLIC.into(), &[&to("/b"), OK]);
    assert_eq!(
        world.asked(Method::POST, "https://shop.example/a").await,
        Err(NoAnswer::Redirected),
        "a deed is never repeated elsewhere"
    );
    let around = to("/a");
    let world = World::new(PUBLIC.into(), &[&around, &around, &around, &around, &around]);
    assert_eq!(world.asked(Method::GET, "https://shop.example/a").await, Err(NoAnswer::Redirected));
}

#[tokio::test]
async fn silence_and_half_an_answer_leave_it_uncertain() {
    let world = World::new(PUBLIC.into(), &[]);
    assert!(matches!(world.asked(Method::POST, "https://shop.example/").await, Err(NoAnswer::Uncertain(_))));
    let world = World::new(PUBLIC.into(), &["HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{"]);
    assert!(matches!(world.asked(Method::POST, "https://shop.example/").await, Err(NoAnswer::Uncertain(_))));
}

#[tokio::test]
async fn attack_35_a_place_of_our_own_is_asked_as_it_was_named_and_its_neighbours_are_not() {
    let own = outside::OwnNetwork::parse("http://127.0.0.1:4011, https://sso.intern.example:8443").expect("places");
    let asked = async |url: &str| {
        let world = World::new("10.1.2.3".parse().expect("an address"), &[OK]);
        let caller = Caller::new(Arc::new(world.clone()), Duration::from_millis(300)).and_own(own.clone());
        let ask = Ask {
            method: Method::GET,
            url: Url::parse(url).expect("a URL"),
            headers: Vec::new(),
            body: "".into(),
        };
        let answer = caller.ask(ask).await.map(|answer| answer.status);
        let heard = world.heard.lock().expect("heard").first().cloned().unwrap_or_default();
        (answer, heard)
    };

    let (answer, heard) = asked("https://sso.intern.example:8443/a").await;
    assert!(answer == Ok(200) && heard.to_lowercase().contains("host: sso.intern.example:8443\r\n"), "{heard}");
    assert_eq!(asked("http://127.0.0.1:4011/token").await.0, Ok(200));
    assert_eq!(asked("https://sso.intern.example/").await.0, Err(NoAnswer::NotSent(Unreachable::Private)));
    assert_eq!(asked("http://127.0.0.1:4012/").await.0, Err(NoAnswer::NotSent(Unreachable::NotAllowed)));
}
