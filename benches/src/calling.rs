//! Programs that hand in messages from customers through the API, each on a connection that stays open.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// So many at once.
pub const CALLERS: usize = 8;

/// Every caller hands in `each` messages, one after the other, every one answered before the next. `word` keeps their customers apart.
/// Gives how long each took.
pub fn from_all(port: u16, token: &str, each: usize, word: &str) -> Vec<Duration> {
    while_it_holds(port, token, word, |number| number < each)
}

/// The same as long as `holds` says so of the number of the next.
pub fn while_it_holds(port: u16, token: &str, word: &str, holds: impl Fn(usize) -> bool + Sync) -> Vec<Duration> {
    let holds = &holds;
    std::thread::scope(|scope| {
        let callers: Vec<_> = (0..CALLERS)
            .map(|caller| {
                scope.spawn(move || {
                    let mut line = Line::open(port, token);
                    (0..)
                        .take_while(|number| holds(*number))
                        .map(|number| line.hands_in(&format!("{word}{caller}x{number}")))
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        callers.into_iter().flat_map(|caller| caller.join().expect("a caller")).collect()
    })
}

/// The longest wait of all but the slowest `share`.
pub fn at(mut waits: Vec<Duration>, share: f64) -> Duration {
    waits.sort_unstable();
    waits[((waits.len() as f64 * share) as usize).min(waits.len() - 1)]
}

struct Line {
    stream: BufReader<TcpStream>,
    head: String,
}

impl Line {
    fn open(port: u16, token: &str) -> Self {
        let stream = BufReader::new(TcpStream::connect(("127.0.0.1", port)).expect("a connection"));
        stream.get_ref().set_nodelay(true).expect("no delay");
        let head = format!(
            "POST /api/v1/inboxes/1/arrivals HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n"
        );
        Self { stream, head }
    }

    fn hands_in(&mut self, customer: &str) -> Duration {
        let body = format!(
            r#"{{"from":{{"name":"Customer","email":"{customer}@mail.example"}},"subject":"Kettle {customer}","text":"The kettle stopped in the middle of the morning and the light stays orange."}}"#
        );
        let asked = format!("{}Content-Length: {}\r\n\r\n{body}", self.head, body.len());
        let began = Instant::now();
        self.stream.get_mut().write_all(asked.as_bytes()).expect("asked");
        self.is_answered();
        began.elapsed()
    }

    fn is_answered(&mut self) {
        let (mut first, mut length, mut line) = (String::new(), 0, String::new());
        loop {
            line.clear();
            self.stream.read_line(&mut line).expect("a line");
            if first.is_empty() {
                line.clone_into(&mut first);
            }
            if let Some(number) = line.to_lowercase().strip_prefix("content-length: ") {
                length = number.trim().parse().expect("a length");
            }
            if line.trim().is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).expect("a body");
        assert!(first.contains(" 201 "), "{first} {}", String::from_utf8_lossy(&body));
    }
}
