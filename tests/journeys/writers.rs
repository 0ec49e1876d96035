//! Those who write to a desk that is killed or stopped under them, and the history they keep: what they asked for, and whether they heard yes.
//!
//! Each has a trade: notes, replies, assignments, creations, orders, arriving mail. It asks for one thing after the other, each under a key of its
//! own, until it hears yes. Only who writes once never asks again, and then does not know.

use crate::company::{CUSTOMER, Cast, Company, INBOX};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// What one of them does all day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trade {
    Notes,
    Replies,
    Assignments,
    Customers,
    Conversations,
    Orders,
    Mail,
    /// Asks without a key, and never again.
    Once,
}

pub const TRADES: [Trade; 8] = [
    Trade::Notes,
    Trade::Replies,
    Trade::Assignments,
    Trade::Customers,
    Trade::Conversations,
    Trade::Orders,
    Trade::Mail,
    Trade::Once,
];

impl Trade {
    /// The one word by which a thing is found again, in a table, in a letter and by the search.
    pub fn mark(self, number: usize) -> String {
        format!("{}x{number:05}", format!("{self:?}").to_lowercase())
    }
}

/// What one of them was told.
#[derive(Debug, Default)]
pub struct History {
    /// Marks they heard yes for, in that order.
    pub said: Vec<String>,
    /// Marks they heard nothing of and did not ask for again.
    pub unknown: Vec<String>,
    /// How often nobody answered, or not now.
    pub unheard: usize,
    /// The longest they waited for one answer.
    pub longest: Duration,
}

/// All of them, until told to stop.
pub struct Writers {
    stop: Arc<AtomicBool>,
    pub said: Arc<AtomicUsize>,
    threads: Vec<(Trade, JoinHandle<History>)>,
}

/// A writer that hears nothing but no for so long gives up, and the journey fails.
const PATIENCE: Duration = Duration::from_secs(180);
/// Nobody writes all the time.
const PAUSE: Duration = Duration::from_millis(15);

impl Writers {
    pub fn begin(company: &Company, patient: impl Fn(Trade) -> Duration) -> Self {
        let (stop, said) = (Arc::<AtomicBool>::default(), Arc::<AtomicUsize>::default());
        let begins = |trade: Trade| {
            let writer = Writer {
                trade,
                port: company.port,
                lmtp: company.lmtp,
                token: company.token.clone(),
                cast: company.cast,
                patient: patient(trade),
                history: History::default(),
            };
            let (stop, said) = (stop.clone(), said.clone());
            (trade, std::thread::spawn(move || writer.writes(&stop, &said)))
        };
        let threads = TRADES.into_iter().map(begins).collect();
        Self { stop, said, threads }
    }

    /// Each finishes what it has begun. Blocking, while somebody serves.
    pub fn end(self) -> Vec<(Trade, History)> {
        self.stop.store(true, Ordering::SeqCst);
        self.threads
            .into_iter()
            .map(|(trade, thread)| (trade, thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))))
            .collect()
    }
}

/// One of them.
struct Writer {
    trade: Trade,
    port: u16,
    lmtp: u16,
    token: String,
    cast: Cast,
    /// How long it waits for one answer.
    patient: Duration,
    history: History,
}

/// Nobody answered to the end, or said “not now”.
struct Unheard;

type Heard = Result<Value, Unheard>;

impl Writer {
    fn writes(mut self, stop: &AtomicBool, said: &AtomicUsize) -> History {
        let mut number = 0;
        while !stop.load(Ordering::Relaxed) {
            let mark = self.trade.mark(number);
            if self.trade == Trade::Once {
                match self.once(&mark) {
                    Ok(_) => self.history.said.push(mark),
                    Err(Unheard) => self.history.unknown.push(mark),
                }
            } else {
                self.does(number, &mark);
                self.history.said.push(mark);
            }
            said.fetch_add(1, Ordering::Relaxed);
            number += 1;
            std::thread::sleep(PAUSE);
        }
        self.history
    }

    /// One thing, until yes.
    fn does(&mut self, number: usize, mark: &str) {
        let (cast, key) = (self.cast, mark.to_owned());
        let thread = |at: usize| format!("/conversations/{}", cast.threads[at]);
        match self.trade {
            Trade::Notes => self.until_yes("POST", &format!("{}/notes", thread(0)), &key, &json!({ "text": mark })),
            Trade::Replies => {
                let body = json!({ "text": mark, "to": [CUSTOMER] });
                self.until_yes("POST", &format!("{}/replies", thread(1)), &key, &body)
            }
            Trade::Assignments => {
                let body = json!({ "assignee": if number.is_multiple_of(2) { cast.ana } else { cast.ben }, "add_tags": [mark] });
                self.until_yes("PATCH", &thread(2), &key, &body)
            }
            Trade::Customers => self.until_yes("POST", "/customers", &key, &json!({ "name": mark })),
            Trade::Conversations => {
                let body = json!({ "inbox": cast.inbox, "to": ["leo@example.net"], "subject": mark, "text": mark });
                self.until_yes("POST", "/conversations", &key, &body)
            }
            Trade::Orders => self.trades(mark),
            Trade::Mail => {
                self.again(|this| this.delivers(mark));
                Value::Null
            }
            Trade::Once => Value::Null,
        };
    }

    fn until_yes(&mut self, method: &str, path: &str, key: &str, body: &Value) -> Value {
        self.again(|this| this.asks(method, path, Some(key), body).map(|(status, answer)| accepted(status, answer, path)))
    }

    fn once(&mut self, mark: &str) -> Heard {
        let path = format!("/conversations/{}/notes", self.cast.threads[3]);
        let heard = self.asks("POST", &path, None, &json!({ "text": mark }));
        self.history.unheard += usize::from(heard.is_err());
        heard.map(|(status, answer)| accepted(status, answer, &path))
    }

    fn again<T>(&mut self, mut ask: impl FnMut(&mut Self) -> Result<T, Unheard>) -> T {
        let began = Instant::now();
        loop {
            if let Ok(yes) = ask(self) {
                return yes;
            }
            self.history.unheard += 1;
            assert!(began.elapsed() < PATIENCE, "{:?} {} heard no yes in time", self.trade, self.history.said.len());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// An order is placed, a part of it refunded, and then it is called off: each looked at first and confirmed by what was seen.
    fn trades(&mut self, mark: &str) -> Value {
        let pay = json!([{ "method": self.cast.card }]);
        let lines = json!([{ "sku": "KETTLE-RED", "count": 1 }, { "sku": "LID", "count": 1 }]);
        let place = json!({ "verb": "place_order", "brand": "kettle", "customer": self.cast.mia, "lines": lines, "shipping": "standard", "pay": pay });
        let placed = self.acts(&format!("{mark}-place"), &place);
        let order = placed["outcome"]["order"].as_i64().expect("an order");
        let amount = json!({ "what": "amount", "amount": { "minor": 100, "currency": "EUR" } });
        self.acts(&format!("{mark}-refund"), &json!({ "verb": "refund", "order": order, "refund": amount, "reason": "any" }));
        self.acts(&format!("{mark}-cancel"), &json!({ "verb": "cancel", "order": order, "reason": "any" }))
    }

    fn acts(&mut self, key: &str, request: &Value) -> Value {
        loop {
            let seen = self.again(|this| {
                let heard = this.asks("POST", "/actions/preview", None, &json!({ "request": request }))?;
                Ok(accepted(heard.0, heard.1, "a preview"))
            });
            let body = json!({ "request": request, "hash": seen["hash"], "agreed": true });
            let (status, answer) = self.again(|this| this.asks("POST", "/actions", Some(key), &body));
            // What was seen is not so any more: it is looked at again.
            if status != 409 {
                return accepted(status, answer, key);
            }
        }
    }

    /// The status and what was said with it.
    fn asks(&mut self, method: &str, path: &str, key: Option<&str>, body: &Value) -> Result<(u16, Value), Unheard> {
        let body = body.to_string();
        let key = key.map_or_else(String::new, |key| format!("Idempotency-Key: {key}\r\n"));
        let request = format!(
            "{method} /api/v1{path} HTTP/1.1\r\nHost: desk\r\nConnection: close\r\nAuthorization: Bearer {}\r\n{key}\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.token,
            body.len()
        );
        let began = Instant::now();
        let answer = talk(self.port, &request, self.patient).map_err(|_| Unheard)?;
        let heard = whole(&answer).ok_or(Unheard)?;
        self.history.longest = self.history.longest.max(began.elapsed());
        // Nothing was done: the writer asks again.
        if heard.0 == 503 { Err(Unheard) } else { Ok(heard) }
    }

    fn delivers(&mut self, mark: &str) -> Result<(), Unheard> {
        let said = hand_in(self.lmtp, INBOX, mark, self.patient).map_err(|_| Unheard)?;
        assert!(said.is_empty() || said.starts_with("250") || said.starts_with('4'), "{mark}: {said}");
        if said.starts_with("250") { Ok(()) } else { Err(Unheard) }
    }
}

fn accepted(status: u16, answer: Value, what: &str) -> Value {
    assert!((200..300).contains(&status), "{what}: {status} {answer}");
    answer
}

fn talk(port: u16, request: &str, patient: Duration) -> std::io::Result<String> {
    let mut line = TcpStream::connect(("127.0.0.1", port))?;
    line.set_read_timeout(Some(patient))?;
    line.write_all(request.as_bytes())?;
    let mut answer = String::new();
    line.read_to_string(&mut answer)?;
    Ok(answer)
}

/// The status and the body, if nothing of them is missing: who is killed while answering has said nothing.
fn whole(answer: &str) -> Option<(u16, Value)> {
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split_whitespace().nth(1)?.parse().ok()?;
    Some((status, serde_json::from_str(body).ok()?))
}

/// A mail by LMTP: what was said to it at the end, or where it stopped; empty if the line broke off.
pub fn hand_in(port: u16, to: &str, mark: &str, patient: Duration) -> std::io::Result<String> {
    let stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(patient))?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut writer = stream;
    let mail = format!(
        "From: Mia <{CUSTOMER}>\r\nTo: {to}\r\nSubject: {mark}\r\nMessage-ID: <{mark}@customer.example>\r\n\
         Content-Type: text/plain\r\n\r\n{mark}\r\n."
    );
    let (from, to) = (format!("MAIL FROM:<{CUSTOMER}>"), format!("RCPT TO:<{to}>"));
    let mut said = last_line(&mut reader)?;
    for (line, wished) in [("LHLO mx.example", "250"), (&from, "250"), (&to, "250"), ("DATA", "354"), (&mail, "250")] {
        writer.write_all(format!("{line}\r\n").as_bytes())?;
        said = last_line(&mut reader)?;
        if !said.starts_with(wished) {
            break;
        }
    }
    Ok(said)
}

/// The last line of an answer.
fn last_line(reader: &mut impl BufRead) -> std::io::Result<String> {
    loop {
        let mut line = String::new();
        let read = reader.read_line(&mut line)?;
        if read == 0 || line.as_bytes().get(3) != Some(&b'-') {
            return Ok(line);
        }
    }
}
