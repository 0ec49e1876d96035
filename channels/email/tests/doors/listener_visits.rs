//! A mail server forwards to us: what is taken, what is refused, and that 250 means kept.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use email::listener::{Accept, AcceptTrouble, Arrived, ListenerSettings, Protocol, bind, serve, visit};
use email::smtp_out::{Security, Sent, SmtpSettings, send};
use email::tls::{Dial, Wire};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio_util::sync::CancellationToken;

use crate::fake_smtp::envelope;

/// A desk that knows one address, and can be in trouble.
#[derive(Default)]
pub struct FakeDesk {
    pub arrived: Mutex<Vec<Arrived>>,
    pub is_in_trouble: bool,
}

impl Accept for FakeDesk {
    async fn recipient(&self, address: &str) -> Result<bool, AcceptTrouble> {
        match address {
            "database-is-gone@kettle.example" => Err(AcceptTrouble("no database".into())),
            _ => Ok(address == "support@kettle.example" || address == "orders@kettle.example"),
        }
    }

    async fn keep(&self, arrived: Arrived) -> Result<(), AcceptTrouble> {
        if self.is_in_trouble {
            return Err(AcceptTrouble("disk full".into()));
        }
        self.arrived.lock().expect("no panics").push(arrived);
        Ok(())
    }
}

pub fn settings(protocol: Protocol) -> ListenerSettings {
    ListenerSettings {
        max_size: 1000,
        ..ListenerSettings::new(SocketAddr::from(([127, 0, 0, 1], 0)), protocol, "desk.kettle.example")
    }
}

/// Says everything at once, as a hurried server does, and returns all replies and what arrived.
async fn says(settings: &ListenerSettings, desk: FakeDesk, words: &[u8]) -> (Vec<String>, Vec<Arrived>) {
    let (ours, theirs) = tokio::io::duplex(1 << 20);
    let (mut read, mut write) = tokio::io::split(ours);
    let talk = async {
        write.write_all(words).await.expect("the pipe is wide");
        write.shutdown().await.expect("the pipe is open");
        let mut replies = String::new();
        read.read_to_string(&mut replies).await.expect("replies are text");
        replies
    };
    let stop = CancellationToken::new();
    let (replies, ()) = tokio::join!(talk, visit(Wire::new(theirs), None, settings, &desk, &stop));
    let arrived = std::mem::take(&mut *desk.arrived.lock().expect("no panics"));
    (replies.lines().map(str::to_owned).collect(), arrived)
}

fn codes(replies: &[String]) -> Vec<&str> {
    replies.iter().filter(|line| line.as_bytes().get(3) == Some(&b' ')).map(|line| &line[..3]).collect()
}

const HELLO: &str = "EHLO mx.example.org\r\nMAIL FROM:<mia@example.org> SIZE=20\r\nRCPT TO:<support@kettle.example>\r\n";

#[tokio::test(start_paused = true)]
async fn a_letter_is_kept_byte_for_byte_and_then_answered_with_250() {
    let words = format!("{HELLO}DATA\r\nSubject: Kettle\r\n\r\n..leaks \u{e9}\r\n.\r\nQUIT\r\n");

    let (replies, arrived) = says(&settings(Protocol::Smtp), FakeDesk::default(), words.as_bytes()).await;

    assert_eq!(codes(&replies), ["220", "250", "250", "250", "354", "250", "221"], "{replies:?}");
    for offer in ["250-PIPELINING", "250-8BITMIME", "250 SIZE 1000"] {
        assert!(replies.iter().any(|line| line == offer), "{replies:?}");
    }
    assert!(!replies.iter().any(|line| line.contains("STARTTLS")), "there is no certificate to offer it with");
    assert_eq!(arrived.len(), 1);
    assert_eq!(arrived[0].raw, "Subject: Kettle\r\n\r\n.leaks \u{e9}\r\n".as_bytes());
    assert_eq!((arrived[0].mail_from.as_deref(), arrived[0].hello.as_str()), (Some("mia@example.org"), "mx.example.org"));
    assert_eq!(arrived[0].rcpt_to, ["support@kettle.example"]);
}

#[tokio::test(start_paused = true)]
async fn a_desk_in_trouble_says_451_so_that_the_sender_keeps_the_letter() {
    let desk = FakeDesk { is_in_trouble: true, ..FakeDesk::default() };
    let words = format!("{HELLO}RCPT TO:<database-is-gone@kettle.example>\r\nDATA\r\nx\r\n.\r\nQUIT\r\n");

    let (replies, arrived) = says(&settings(Protocol::Smtp), desk, words.as_bytes()).await;

    assert_eq!(codes(&replies), ["220", "250", "250", "250", "451", "354", "451", "221"]);
    assert!(arrived.is_empty());
}

#[tokio::test(start_paused = true)]
async fn nobody_can_relay_through_us() {
    let words = format!("{HELLO}RCPT TO:<victim@elsewhere.example>\r\nRSET\r\nDATA\r\nQUIT\r\n");

    let (replies, _) = says(&settings(Protocol::Smtp), FakeDesk::default(), words.as_bytes()).await;

    assert_eq!(codes(&replies), ["220", "250", "250", "250", "550", "250", "503", "221"]);
}

#[tokio::test(start_paused = true)]
async fn attack_13_a_smuggled_second_letter_is_refused_with_the_first() {
    for smuggling in ["\n.\n", "\n.\r\n", "\r.\r", "\r.\r\n", "\r\n.\r", "\r\n.\n"] {
        let second = "MAIL FROM:<admin@kettle.example>\r\nRCPT TO:<support@kettle.example>\r\nDATA\r\nForged\r\n.\r\n";
        let words = format!("{HELLO}DATA\r\nHonest{smuggling}{second}{second}QUIT\r\n");

        let (replies, arrived) = says(&settings(Protocol::Smtp), FakeDesk::default(), words.as_bytes()).await;

        assert_eq!(codes(&replies), ["220", "250", "250", "250", "354", "550"], "{smuggling:?}: {replies:?}");
        assert!(arrived.is_empty(), "{smuggling:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn attack_13_a_command_behind_a_bare_line_break_is_not_heard() {
    for words in ["EHLO a\nMAIL FROM:<a@b>\r\nQUIT\r\n", "EHLO a\rb\r\nQUIT\r\n"] {
        let (replies, _) = says(&settings(Protocol::Smtp), FakeDesk::default(), words.as_bytes()).await;
        assert_eq!(codes(&replies), ["220", "521"], "{words:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn lmtp_answers_for_each_recipient() {
    let words = "EHLO mx\r\nLHLO mx\r\nMAIL FROM:<>\r\nRCPT TO:<support@kettle.example>\r\nRCPT TO:<nobody@kettle.example>\r\n\
                 RCPT TO:<orders@kettle.example>\r\nDATA\r\nx\r\n.\r\nDATA\r\nQUIT\r\n";

    let (replies, arrived) = says(&settings(Protocol::Lmtp), FakeDesk::default(), words.as_bytes()).await;

    assert_eq!(codes(&replies), ["220", "502", "250", "250", "250", "550", "250", "354", "250", "250", "503", "221"]);
    assert_eq!(arrived.len(), 1);
    assert_eq!((arrived[0].mail_from.as_ref(), arrived[0].rcpt_to.len()), (None, 2));
}

#[tokio::test(start_paused = true)]
async fn what_is_too_large_is_refused_before_or_after() {
    let announced = "EHLO mx\r\nMAIL FROM:<mia@example.org> SIZE=1001\r\nQUIT\r\n";
    let (replies, _) = says(&settings(Protocol::Smtp), FakeDesk::default(), announced.as_bytes()).await;
    assert_eq!(codes(&replies), ["220", "250", "552", "221"]);

    let words = format!("{HELLO}DATA\r\n{}\r\n.\r\nQUIT\r\n", "x".repeat(1001));
    let (replies, arrived) = says(&settings(Protocol::Smtp), FakeDesk::default(), words.as_bytes()).await;
    assert_eq!(codes(&replies), ["220", "250", "250", "250", "354", "552", "221"]);
    assert!(arrived.is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_visitor_that_errs_too_often_or_falls_silent_is_shown_out() {
    let (replies, _) = says(&settings(Protocol::Smtp), FakeDesk::default(), "WHAT\r\n".repeat(50).as_bytes()).await;
    assert_eq!(codes(&replies).len(), 12);
    assert_eq!(codes(&replies).last(), Some(&"421"));

    let long = format!("{}\r\nQUIT\r\n", "x".repeat(9000));
    let (replies, _) = says(&settings(Protocol::Smtp), FakeDesk::default(), long.as_bytes()).await;
    assert_eq!(codes(&replies), ["220", "500", "221"]);

    let (mut ours, theirs) = tokio::io::duplex(1000);
    let (settings, stop) = (settings(Protocol::Smtp), CancellationToken::new());
    visit(Wire::new(theirs), None, &settings, &FakeDesk::default(), &stop).await;
    let mut replies = String::new();
    ours.read_to_string(&mut replies).await.expect("replies are text");
    assert!(replies.contains("421 4.4.2"), "{replies}");
}

/// Dials a listener through a pipe.
pub struct ToDesk(pub ListenerSettings, pub Arc<FakeDesk>);

impl Dial for ToDesk {
    async fn dial(&self, _: &str, _: u16) -> std::io::Result<Wire> {
        let (ours, theirs) = tokio::io::duplex(64 << 10);
        let (settings, desk) = (self.0.clone(), self.1.clone());
        tokio::spawn(async move { visit(Wire::new(theirs), None, &settings, &*desk, &CancellationToken::new()).await });
        Ok(Wire::new(ours))
    }
}

#[tokio::test(start_paused = true)]
async fn what_our_own_sender_sends_our_own_listener_receives_unchanged() {
    let desk = ToDesk(ListenerSettings { max_size: 1 << 20, ..settings(Protocol::Smtp) }, Arc::default());
    let out = SmtpSettings::new("desk.kettle.example", 25, Security::Plain, None, "mx.example.org");
    let raw: Vec<u8> = (0..3000).flat_map(|n| format!("{}\r\n", ".x\u{e9}".repeat(n % 40)).into_bytes()).collect();

    let sent = send(&desk, &out, &envelope(&["support@kettle.example", "nobody@kettle.example"]), &raw).await;

    let Sent::Accepted { left_out, .. } = sent else { panic!("{sent:?}") };
    assert_eq!(left_out.len(), 1);
    assert_eq!(desk.1.arrived.lock().expect("no panics")[0].raw, raw);
}

#[tokio::test]
async fn a_full_house_says_so_and_stops_when_told_to() {
    let settings = ListenerSettings { max_connections: 1, ..settings(Protocol::Smtp) };
    let listener = bind(&settings).await.expect("a free port");
    let address = listener.local_addr().expect("bound");
    let stop = CancellationToken::new();
    let serving = tokio::spawn(serve(listener, settings, Arc::new(FakeDesk::default()), stop.clone()));

    let mut first = tokio::net::TcpStream::connect(address).await.expect("let in");
    let mut greeting = [0; 3];
    first.read_exact(&mut greeting).await.expect("greeted");
    let mut second = tokio::net::TcpStream::connect(address).await.expect("let in");
    let mut turned_away = [0; 3];
    second.read_exact(&mut turned_away).await.expect("told");
    stop.cancel();
    serving.await.expect("ends without panic");

    assert_eq!((&greeting, &turned_away), (b"220", b"421"));
}
