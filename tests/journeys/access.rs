//! What the company asks of whoever comes in, at the running program: passkeys in a real browser, and from where one may come.

use crate::browser::{DEMO_PASSWORD, Demo, play};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::Command;
use std::time::{Duration, Instant};

#[tokio::test(flavor = "multi_thread")]
async fn browser_a_passkey_opens_the_desk_and_is_the_second_factor_that_is_asked_for() {
    let demo = Demo::with(&[("FRONTLINE_BASE_URL", "http://localhost:{port}")]);
    let address = demo.address().replace("127.0.0.1", "localhost");
    let playing = tokio::task::spawn_blocking(move || play("passkeys.mjs", &address, &[("FL_PASSWORD", DEMO_PASSWORD)]));
    playing.await.expect("the browser");
    drop(demo);
}

/// Somebody's browser, behind a proxy that says from where.
struct Visitor<'a> {
    demo: &'a Demo,
    from: &'static str,
    cookies: Vec<String>,
    csrf: String,
}

impl<'a> Visitor<'a> {
    fn signed_in(demo: &'a Demo, who: &str, from: &'static str) -> Self {
        let mut visitor = Self { demo, from, cookies: Vec::new(), csrf: String::new() };
        visitor.get("/sign-in");
        let entered = visitor.post("/sign-in", &format!("email={who}%40kettle.example&password={DEMO_PASSWORD}"));
        assert!(entered.starts_with("HTTP/1.1 303"), "{who} is not in: {entered}");
        visitor
    }

    fn get(&mut self, path: &str) -> String {
        let answer = self.asks(&format!("GET {path} HTTP/1.1"), "");
        if let Some((_, rest)) = answer.split_once("name=\"csrf\" value=\"") {
            self.csrf = rest.split('"').next().unwrap_or_default().to_owned();
        }
        answer
    }

    fn post(&mut self, path: &str, fields: &str) -> String {
        let body = format!("{fields}&csrf={}", self.csrf);
        self.asks(&format!("POST {path} HTTP/1.1"), &body)
    }

    fn asks(&mut self, line: &str, body: &str) -> String {
        let mut wire = self.sends(line, body);
        let mut answer = Vec::new();
        wire.read_to_end(&mut answer).expect("an answer");
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let head = answer.split("\r\n\r\n").next().unwrap_or_default();
        for cookie in head.lines().filter_map(|line| line.strip_prefix("set-cookie: ")) {
            self.cookies.push(cookie.split(';').next().unwrap_or_default().to_owned());
        }
        answer
    }

    fn sends(&self, line: &str, body: &str) -> TcpStream {
        let address = self.demo.address();
        let mut wire = TcpStream::connect(address.trim_start_matches("http://")).expect("the demo");
        wire.set_read_timeout(Some(Duration::from_secs(20))).expect("a limit");
        let cookies = self.cookies.join("; ");
        let length = body.len();
        let from = self.from;
        write!(
            wire,
            "{line}\r\nHost: desk\r\nConnection: close\r\nAccept: text/html\r\nX-Forwarded-For: {from}\r\nCookie: {cookies}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{body}"
        )
        .expect("sent");
        wire
    }
}

#[test]
fn attack_27_from_where_one_may_no_longer_come_everything_stops_within_a_second() {
    let demo = Demo::with(&[("FRONTLINE_TRUSTED_PROXIES", "127.0.0.1")]);
    let mut noor = Visitor::signed_in(&demo, "noor", "192.0.2.8");
    let mut ana = Visitor::signed_in(&demo, "ana", "198.51.100.9");
    let mut stream = ana.sends("GET /live HTTP/1.1", "");
    let mut heard = [0; 4096];
    assert!(stream.read(&mut heard).expect("the stream begins") > 0);

    noor.get("/settings/access");
    let shut_out = noor.post("/settings/access/networks", "people=198.51.100.0%2F24&programs=");
    let saved = noor.post("/settings/access/networks", "people=192.0.2.0%2F24&programs=");
    let began = Instant::now();
    stream.set_read_timeout(Some(Duration::from_secs(5))).expect("a limit");
    while stream.read(&mut heard).expect("the stream ends") > 0 {}
    let took = began.elapsed();
    let refused = ana.get("/settings/profile");

    assert!(shut_out.starts_with("HTTP/1.1 422") && shut_out.contains("You come from 192.0.2.8"), "{shut_out}");
    assert!(saved.starts_with("HTTP/1.1 303"), "{saved}");
    assert!(took < Duration::from_secs(1), "the stream went on for {took:?}");
    assert!(refused.starts_with("HTTP/1.1 403") && refused.contains("198.51.100.9"), "{refused}");

    let cleared = Command::new(env!("CARGO_BIN_EXE_frontline"))
        .args(["--data", demo.folder().to_str().expect("utf-8"), "access", "clear-networks"])
        .output()
        .expect("the command");
    assert!(cleared.status.success(), "{}", String::from_utf8_lossy(&cleared.stderr));
    // What another program changes in the file is not told: who comes is found anew within a second.
    let cleared = Instant::now();
    while !ana.get("/settings/profile").starts_with("HTTP/1.1 200") {
        assert!(cleared.elapsed() < Duration::from_secs(5), "the command line opens it again");
    }
}
