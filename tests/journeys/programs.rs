//! Journeys of other programs: the examples of the manual, a retry across a crash, and everything the description says,
//! each against the running program with a demo company of its own.

use crate::post::eventually;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// The demo company, served until dropped.
struct Served {
    folder: tempfile::TempDir,
    port: u16,
    rate: &'static str,
    /// What programs of the shop's side go by, if a journey has any.
    shop: String,
    process: Option<Child>,
}

impl Served {
    fn at_rate(rate: &'static str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let port = std::net::TcpListener::bind("127.0.0.1:0")
            .and_then(|door| door.local_addr())
            .expect("a free port")
            .port();
        let mut served = Self { folder, port, rate, shop: String::new(), process: None };
        served.start();
        served
    }

    fn start(&mut self) {
        let process = self
            .command()
            .args(["--listen", &format!("127.0.0.1:{}", self.port), "--api-rate", self.rate])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program");
        self.process = Some(process);
        let healthy = || {
            self.send("GET /healthz HTTP/1.1\r\nHost: desk\r\nConnection: close\r\n\r\n")
                .filter(|answer| answer.contains(" 200 "))
        };
        eventually(Duration::from_secs(60), healthy).expect("the demo starts");
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_frontline"));
        command.args(["--data", self.folder.path().to_str().expect("utf-8")]);
        command
    }

    /// `kill -9`.
    fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            let _ = process.kill();
            let _ = process.wait();
        }
    }

    fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// A token with everything its agent may do, from the command line.
    fn token(&self, email: &str) -> String {
        let output = self.command().args(["token", "create", email, "--name", "A journey"]).output().expect("a token");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// A token of the shop's own program.
    fn service_token(&self, scopes: &str) -> String {
        let output = self
            .command()
            .args(["token", "create-service", "--name", "Shop", "--scopes", scopes])
            .output()
            .expect("a token");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    fn send(&self, request: &str) -> Option<String> {
        let mut line = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        line.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
        line.write_all(request.as_bytes()).ok()?;
        let mut answer = String::new();
        line.read_to_string(&mut answer).ok()?;
        Some(answer)
    }

    fn post(&self, token: &str, path: &str, key: &str, body: &str) -> String {
        let head = format!("POST /api/v1{path} HTTP/1.1\r\nHost: desk\r\nConnection: close\r\nAuthorization: Bearer {token}\r\n");
        let more = format!("Content-Type: application/json\r\nIdempotency-Key: {key}\r\nContent-Length: {}\r\n\r\n{body}", body.len());
        self.send(&format!("{head}{more}")).expect("an answer")
    }

    /// Runs a program of the repository; what it printed.
    fn plays(&self, program: &str, arguments: &[&str], token: &str) -> String {
        let output = Command::new(root().join(program))
            .args(arguments)
            .envs([("DESK_URL", self.address().as_str()), ("DESK_TOKEN", token), ("SHOP_TOKEN", &self.shop)])
            .output()
            .unwrap_or_else(|e| panic!("{program}: {e}"));
        let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "{program} failed:\n{said}");
        said
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.kill();
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_owned()
}

fn holds(said: &str, sentences: &[&str]) {
    for sentence in sentences {
        assert!(said.contains(sentence), "“{sentence}” is missing in:\n{said}");
    }
}

#[test]
fn the_python_example_takes_a_question_in_answers_it_and_keeps_to_its_pace() {
    let desk = Served::at_rate("25");

    let said = desk.plays("docs/examples/api.py", &[], &desk.token("noor@kettle.example"));

    holds(
        &said,
        &[
            "this token is Noor Haddad",
            "answered mia@mail.example",
            "asked twice, done once: True",
            "tags: leak",
            "an old view changes nothing: 412",
            "found: The kettle leaks",
            "read 15 conversations, 15 different ones",
            "asked too often; waiting",
            "refused: /is_admin",
        ],
    );
}

#[test]
fn the_shell_example_takes_a_question_in_answers_it_and_pages_through() {
    let desk = Served::at_rate("6000");

    let said = desk.plays("docs/examples/api.sh", &[], &desk.token("noor@kettle.example"));

    holds(
        &said,
        &[
            "opened conversation #15",
            "answered: 201, held",
            "changed: 200",
            "changed with an old tag: 412",
            "found: Where is my parcel?",
            "pages: 15",
            "not there: 404, Not found",
        ],
    );
}

#[test]
fn the_order_desk_example_loads_a_company_and_acts_on_its_orders() {
    let mut desk = Served::at_rate("6000");
    desk.shop = desk.service_token("customers.see,customers.edit,orders.see,orders.act,orders.manage");

    let said = desk.plays("docs/examples/order_desk.py", &[], &desk.token("noor@kettle.example"));

    holds(
        &said,
        &[
            "users: [201, 201]",
            "imported: [201, 201, 201, 201, 201] again: [200, 200, 200, 200, 200]",
            "the customer is matched",
            "preview of exchange: needs_confirmation, capture 1000 gift_card",
            "exchange: done, the order is partly_shipped, paid, paid 6480",
            "on the gift card: 4000",
            "a second exchange: refused 422",
            "return.already_returned",
            "return: done, the order is delivered",
            "the parcel is here: done, the order is returned",
            "promised to the card: 4990",
            "paid back: True",
            "cancel: done, the order is cancelled, refunded, paid 0",
            "another address, not known well enough: refused 422",
            "the customer is confirmed",
            "another address: done, the order is placed",
            "too late: refused 422, return.too_late",
            "somebody else’s card: refused 422",
            "not what was seen: 409",
            "verdict exchange: denied",
            "preview of add_charge: needs_confirmation, no money",
            "a repair: done, 4403 is due",
            "how it was worked out: 2 steps",
            "a service on an order: done, the order is placed, partly_paid, paid 5480",
            "a subscription: done",
            "paused: done, paused",
            "taken up again: done, active",
            "a large gift card: waits for admin",
            "a booking: refused 422, action.no_rules",
            "refunds by reason:",
            "denied by policy:",
        ],
    );
}

#[test]
fn attack_41_a_request_repeated_after_a_crash_is_not_done_twice() {
    let mut desk = Served::at_rate("6000");
    let token = desk.token("noor@kettle.example");
    let body = r#"{"inbox":1,"to":["leo@mail.example"],"subject":"Your order","text":"On its way"}"#;

    let first = desk.post(&token, "/conversations", "order-7", body);
    desk.kill();
    desk.start();
    let again = desk.post(&token, "/conversations", "order-7", body);

    let content = |answer: &str| answer.split_once("\r\n\r\n").map(|(_, body)| body.to_owned());
    assert!(first.starts_with("HTTP/1.1 201") && !first.contains("idempotency-replayed"), "{first}");
    assert!(again.starts_with("HTTP/1.1 201") && again.contains("idempotency-replayed: true"), "{again}");
    assert_eq!(content(&first), content(&again));
}

#[test]
fn every_answer_is_one_the_description_allows() {
    if !root().join("tests/api/venv/bin/schemathesis").exists() {
        eprintln!(
            "left out: no schemathesis; ./check installs it, or: python3 -m venv tests/api/venv && tests/api/venv/bin/pip install -r tests/api/requirements.txt"
        );
        return;
    }
    let desk = Served::at_rate("1000000");
    let token = desk.token("noor@kettle.example");

    let said = desk.plays("tests/api/described", &[&desk.address(), &token], &token);

    println!("{said}");
}

#[test]
fn the_directory_is_kept_in_step_as_a_judge_of_scim_wishes() {
    if !root().join("tests/scim/venv/bin/python").exists() {
        eprintln!("left out: no scim2-tester; ./check installs it");
        return;
    }
    let desk = Served::at_rate("6000");
    let token = desk.service_token("people.provision");

    let said = desk.plays("tests/scim/kept_in_step", &[&desk.address(), &token], &token);

    println!("{said}");
}
