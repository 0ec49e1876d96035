//! The customer's side: delivering mail to a mailbox, and reading what came into one.

use std::io::{BufReader, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// The servers of the gate, if they are there.
#[derive(Clone)]
pub struct Servers {
    pub imap: (String, u16),
    pub smtp: (String, u16),
    lmtp: String,
    maildir: PathBuf,
    pub password: String,
}

impl Servers {
    /// `None`, with a word on standard error, when nobody started them.
    pub fn find() -> Option<Self> {
        let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let found = (|| {
            Some(Self {
                imap: split(&variable("FRONTLINE_TEST_IMAP")?),
                smtp: split(&variable("FRONTLINE_TEST_SMTP")?),
                lmtp: variable("FRONTLINE_TEST_LMTP")?,
                maildir: variable("FRONTLINE_TEST_MAILDIR")?.into(),
                password: variable("FRONTLINE_TEST_MAIL_PASSWORD")?,
            })
        })();
        if found.is_none() {
            eprintln!("left out: no mail servers; start them with eval \"$(tests/servers/up)\"");
        }
        found
    }

    /// A mail by way of Postfix, as the world sends it.
    pub fn send(&self, from: &str, to: &str, mail: &str) {
        talk(&format!("{}:{}", self.smtp.0, self.smtp.1), "EHLO customer.example", from, to, &[mail.to_owned()]);
    }

    /// Mails straight into a mailbox, the quick way.
    pub fn deliver(&self, from: &str, to: &str, mails: &[String]) {
        talk(&self.lmtp, "LHLO customer.example", from, to, mails);
    }

    /// The mails now in somebody's mailbox, in the order of their file names.
    pub fn mailbox(&self, address: &str) -> Vec<String> {
        let mut files: Vec<PathBuf> = ["new", "cur"]
            .iter()
            .filter_map(|part| std::fs::read_dir(self.maildir.join(address).join(part)).ok())
            .flat_map(|entries| entries.flatten().map(|entry| entry.path()))
            .collect();
        files.sort();
        files
            .iter()
            .filter_map(|file| std::fs::read(file).ok())
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .collect()
    }

    /// Waits until the mailbox holds a mail that `wanted` accepts.
    pub fn await_mail(&self, address: &str, wanted: impl Fn(&str) -> bool) -> String {
        eventually(Duration::from_secs(30), || self.mailbox(address).into_iter().find(|mail| wanted(mail)))
            .unwrap_or_else(|| panic!("no such mail came to {address}; there are {}", self.mailbox(address).len()))
    }
}

/// Tries until it is there or the time is over.
pub fn eventually<T>(most: Duration, mut look: impl FnMut() -> Option<T>) -> Option<T> {
    let began = Instant::now();
    loop {
        if let Some(found) = look() {
            return Some(found);
        }
        if began.elapsed() > most {
            return None;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn split(address: &str) -> (String, u16) {
    let (host, port) = address.rsplit_once(':').expect("host:port");
    (host.to_owned(), port.parse().expect("a port"))
}

fn talk(server: &str, hello: &str, from: &str, to: &str, mails: &[String]) {
    let stream = TcpStream::connect(server).expect("the mail server");
    stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a timeout");
    let mut reader = BufReader::new(stream.try_clone().expect("a second handle"));
    let mut writer = stream;
    expect(&mut reader, "220");
    say(&mut writer, &mut reader, hello, "250");
    for mail in mails {
        say(&mut writer, &mut reader, &format!("MAIL FROM:<{from}>"), "250");
        say(&mut writer, &mut reader, &format!("RCPT TO:<{to}>"), "250");
        say(&mut writer, &mut reader, "DATA", "354");
        let body: String = mail
            .replace("\r\n", "\n")
            .lines()
            .map(|line| format!("{}{line}\r\n", if line.starts_with('.') { "." } else { "" }))
            .collect();
        writer.write_all(body.as_bytes()).expect("the mail");
        say(&mut writer, &mut reader, ".", "250");
    }
    let _ = writer.write_all(b"QUIT\r\n");
}

fn say(writer: &mut TcpStream, reader: &mut impl std::io::BufRead, line: &str, code: &str) {
    writer.write_all(format!("{line}\r\n").as_bytes()).expect("a line");
    expect(reader, code);
}

fn expect(reader: &mut impl std::io::BufRead, code: &str) {
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).expect("an answer");
        assert!(line.starts_with(code), "the mail server said {line:?} where {code} was due");
        if line.as_bytes().get(3) != Some(&b'-') {
            return;
        }
    }
}

/// A plain mail as customers write them.
pub fn mail(from: &str, to: &str, subject: &str, id: &str, extra: &str, text: &str) -> String {
    format!(
        "From: {from}\nTo: {to}\nSubject: {subject}\nDate: Tue, 10 Mar 2026 09:00:00 +0000\nMessage-ID: <{id}>\n{extra}MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{text}\n"
    )
}

/// The value of a header, unfolded.
pub fn header(mail: &str, name: &str) -> String {
    let head = mail.replace("\r\n", "\n");
    let head = head.split("\n\n").next().unwrap_or("").replace("\n ", " ").replace("\n\t", " ");
    let wanted = format!("{}:", name.to_lowercase());
    head.lines()
        .find(|line| line.to_lowercase().starts_with(&wanted))
        .map(|line| line[wanted.len()..].trim().to_owned())
        .unwrap_or_default()
}
