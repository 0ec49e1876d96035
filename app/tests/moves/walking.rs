//! The program serves a desk, and an administrator walks from page to page.

use crate::stage::Home;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Where no walk leads: out, to files that are no pages, and to what ends only with its reader.
const NOT_WALKED: [&str; 5] = ["/assets/", "/sign-out", "/live", "/local/", "/api/"];

/// Walks at most `most` pages from the first one on, two of each kind, and wants each to open; says how many it saw.
pub fn walk(home: &Home, most: usize) -> usize {
    let (mut program, address) = serving(home);
    let (host, link) = address.split_once('/').expect("a link");
    let walked = std::panic::catch_unwind(|| walk_from(host, &format!("/{link}"), most));
    let _ = program.kill();
    let _ = program.wait();
    walked.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// The program, and the link that signs the browser of this machine in, without its scheme.
fn serving(home: &Home) -> (Child, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_frontline"))
        .arg("--data")
        .arg(home.data())
        .args(["--listen", "127.0.0.1:0", "serve", "--empty"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program");
    let mut words = BufReader::new(program.stdout.take().expect("its words")).lines().map_while(Result::ok);
    let link = words.find(|line| line.contains("/local/"));
    // Whoever says more is listened to: nobody speaks into a pipe that is closed.
    std::thread::spawn(move || words.for_each(drop));
    let link = link.unwrap_or_else(|| panic!("it does not serve: {:?}", program.try_wait()));
    let link = link.trim().strip_prefix("http://").expect("a link").to_owned();
    (program, link)
}

fn walk_from(host: &str, link: &str, most: usize) -> usize {
    let (status, head, _) = get(host, link, "");
    assert_eq!(status, 303, "{link}: {head}");
    let cookies: Vec<&str> = head.lines().filter_map(|line| line.strip_prefix("set-cookie: ")?.split(';').next()).collect();
    let cookies = cookies.join("; ");
    let (mut waiting, mut known, mut kinds) = (VecDeque::from(["/".to_owned()]), BTreeSet::new(), BTreeMap::new());
    let mut seen = 0;
    while let Some(path) = waiting.pop_front().filter(|_| seen < most) {
        let (status, head, body) = get(host, &path, &cookies);
        assert!((200..400).contains(&status), "{path}: {status}\n{body}");
        assert!(!head.contains("location: /sign-in"), "{path} leads to the door");
        seen += 1;
        let leads = head.lines().find_map(|line| line.strip_prefix("location: ")).filter(|path| path.starts_with('/'));
        if let Some(path) = leads.filter(|path| known.insert((*path).to_owned())) {
            waiting.push_front(path.to_owned());
        }
        let found = body.split("href=\"/").skip(1).filter_map(|rest| rest.split(['"', '#']).next());
        for path in found.map(|path| format!("/{}", path.replace("&amp;", "&"))) {
            let kind: String = path.split('?').next().unwrap_or_default().replace(|c: char| c.is_ascii_digit(), "");
            if !NOT_WALKED.iter().any(|no| path.starts_with(no)) && known.insert(path.clone()) {
                let of_kind = kinds.entry(kind).or_insert(0);
                *of_kind += 1;
                if *of_kind <= 2 {
                    waiting.push_back(path);
                }
            }
        }
    }
    seen
}

/// Status, head in small letters, and body.
fn get(host: &str, path: &str, cookies: &str) -> (u16, String, String) {
    let mut stream = TcpStream::connect(host).expect("connected");
    stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a limit");
    let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookies}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("asked");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("answered");
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    let lines: Vec<String> = head
        .lines()
        .map(|line| {
            line.split_once(": ")
                .map_or_else(|| line.to_owned(), |(name, value)| format!("{}: {value}", name.to_lowercase()))
        })
        .collect();
    (status, lines.join("\n"), body.to_owned())
}
