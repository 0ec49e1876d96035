//! Attack 41, stopped (`SIGSTOP`) instead of killed: mail, programs, browsers' streams, letters under way and promises wait for a program that
//! does not move, and find everything done once when it goes on.
//!
//! It stands still for some seconds in the gate, and with `FRONTLINE_SOAK=1` for a minute, several times.

use crate::company::{CUSTOMER, Company};
use crate::history;
use crate::nodes_stage::{ask, empty, share_key};
use crate::post::eventually;
use crate::writers::{Trade, Writers};
use db::sql;
use kit::Clock;
use rustix::process::Signal;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use testkit::{TestPlace, place_on_postgres};

fn is_soak() -> bool {
    std::env::var("FRONTLINE_SOAK").is_ok_and(|value| value == "1")
}

/// How long it stands still, and how often.
fn stands_still() -> (Duration, usize) {
    if is_soak() { (Duration::from_secs(60), 5) } else { (Duration::from_secs(6), 1) }
}

/// Somebody who listens, and what they heard on one line that must never break.
struct Ear {
    heard: Arc<Mutex<Vec<String>>>,
    broken: Arc<AtomicBool>,
}

impl Ear {
    fn at(port: u16, path: &str, field: &str) -> Self {
        let mut line = TcpStream::connect(("127.0.0.1", port)).expect("the door");
        line.write_all(format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{field}\r\n\r\n").as_bytes())
            .expect("asked");
        let ear = Self { heard: Arc::default(), broken: Arc::default() };
        let (heard, broken) = (ear.heard.clone(), ear.broken.clone());
        std::thread::spawn(move || {
            for line in BufReader::new(line).lines().map_while(Result::ok) {
                heard.lock().expect("whole").push(line);
            }
            broken.store(true, Ordering::SeqCst);
        });
        let listens = eventually(Duration::from_secs(10), || ear.has_heard("HTTP/1.1 200").then_some(()));
        assert!(listens.is_some(), "{path} does not answer: {:?}", ear.heard.lock().expect("whole"));
        ear
    }

    fn has_heard(&self, words: &str) -> bool {
        self.heard.lock().expect("whole").iter().any(|line| line.contains(words))
    }

    fn forgets(&self) {
        self.heard.lock().expect("whole").clear();
    }

    fn hears(&self, words: &str) -> bool {
        eventually(Duration::from_secs(10), || self.has_heard(words).then_some(())).is_some() && !self.broken.load(Ordering::SeqCst)
    }
}

/// What falls due while it stands still: a planned answer, a snoozed conversation, a follow-up.
async fn promises(company: &Company, round: usize) {
    let (inbox, ana) = (desk::InboxId(company.cast.inbox), company.cast.ana);
    let db = company.data();
    let promised = db.work(db::Actor::Agent(ana), move |work| {
        let soon = work.now.plus_seconds(2);
        let to = vec![kit::EmailAddress::parse(CUSTOMER).expect("an address")];
        let mut letter = desk::Reply {
            recipients: desk::Recipients { to, ..desk::Recipients::default() },
            text: format!("promisedx{round:05}"),
            answers: None,
            draft: None,
            then: desk::Then::Pending,
            send_at: Some(soon),
        };
        desk::start(work, inbox, &format!("Planned {round}"), &letter)?;
        letter.send_at = None;
        letter.text = "Sleep well.".into();
        let (sleeper, _) = desk::start(work, inbox, &format!("Sleeps {round}"), &letter)?;
        sleeper.snooze(work, soon)?;
        let whose = desk::follow_ups::Whose::Agent(ana);
        let again = desk::follow_ups::NewFollowUp { whose, due_at: soon, unless_answered: false, note: String::new() };
        sleeper.follow_up(work, &again).map(drop)
    });
    promised.await.expect("promised");
}

async fn stopped_and_continued(place: Option<TestPlace>) {
    let (long, times) = stands_still();
    let mut company = Company::founded(place).await;
    company.serves(&[]);
    // Letters are under way at the moment it stops: the other side thinks for a while.
    company.far_end.thinks.store(1_500, Ordering::SeqCst);
    let cookies = company.signs_in().await;
    let program = Ear::at(company.port, "/api/v1/events", &format!("Authorization: Bearer {}", company.token));
    let browser = Ear::at(company.port, "/live", &cookies);
    // Half of those who write wait as long as it takes; the others give up after a second and ask again, under the same key.
    let patient = |trade| {
        if matches!(trade, Trade::Replies | Trade::Customers | Trade::Assignments) {
            Duration::from_secs(1)
        } else {
            long * 3
        }
    };
    let writers = Writers::begin(&company, patient);
    let mut slowest = Duration::ZERO;

    for round in 0..times {
        promises(&company, round).await;
        tokio::time::sleep(Duration::from_millis(1_000)).await;
        company.signal(Signal::STOP);
        let before = writers.said.load(Ordering::Relaxed);
        tokio::time::sleep(long).await;
        assert!(writers.said.load(Ordering::Relaxed) <= before + 8, "it stood still");
        [&program, &browser].into_iter().for_each(Ear::forgets);

        let woken = Instant::now();
        company.signal(Signal::CONT);
        let goal = writers.said.load(Ordering::Relaxed) + 16;
        let on = eventually(Duration::from_secs(20), || (writers.said.load(Ordering::Relaxed) >= goal).then_some(()));
        assert!(on.is_some(), "nobody gets on any more:\n{}", company.log());
        slowest = slowest.max(woken.elapsed());
        let topic = format!("conversation:{}", company.cast.threads[0]);
        assert!(program.hears(&topic) && browser.hears(&topic), "on the line that was open all the time");
        let page = company.asks(&format!("/conversations/{}", company.cast.threads[0]), &cookies);
        assert!(page.starts_with("HTTP/1.1 200"), "she is still signed in: {page}");
    }
    let told = tokio::task::spawn_blocking(move || writers.end()).await.expect("ended");
    company.far_end.thinks.store(0, Ordering::SeqCst);
    history::settles(&company, Duration::from_secs(60)).await;
    assert!(!company.has_died(), "{}", company.log());

    let mut faults = history::disagreements(&company, &told, long).await;
    faults.extend(promised_once(&company, times).await);
    faults.extend(history::copies(&company));
    company.ends();
    let longest = told.iter().map(|(_, history)| history.longest).max().unwrap_or_default();
    let (said, unheard): (usize, usize) = told.iter().fold((0, 0), |(said, unheard), (_, h)| (said + h.said.len(), unheard + h.unheard));
    eprintln!(
        "{times} times stopped for {long:?}: {said} yes, {unheard} gave up and asked again, the longest answer took {longest:?}; {slowest:?} until all got on"
    );
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    assert!(longest > long - Duration::from_secs(2), "somebody waited through it: {longest:?}");
}

/// Each promise was kept, and once.
async fn promised_once(company: &Company, times: usize) -> Vec<String> {
    let kept: Vec<(String, i64)> = company
        .data()
        .read(|tx| {
            sql("SELECT kind, COUNT(*) FROM activity WHERE kind IN ('conversation.woken', 'follow_up.due') GROUP BY kind ORDER BY kind")
                .all(tx)
        })
        .await
        .expect("counted");
    // Whichever comes first opens it, and then there is nothing left to wake.
    let due = kept.iter().find(|(kind, _)| kind == "follow_up.due").map_or(0, |(_, count)| *count);
    let woken = kept.iter().find(|(kind, _)| kind == "conversation.woken").map_or(0, |(_, count)| *count);
    let left = company.far_end.letters().iter().filter(|letter| letter.contains("promisedx")).count();
    let wished = i64::try_from(times).unwrap_or_default();
    let holds = due == wished && woken <= wished && left == times;
    (!holds)
        .then(|| format!("{times} promises of each kind: {due} fell due, {woken} woke, {left} planned letters left"))
        .into_iter()
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_41_stopped_while_everybody_waits_it_goes_on_and_nothing_is_lost_or_doubled() {
    stopped_and_continued(None).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_41_stopped_while_everybody_waits_it_goes_on_and_nothing_is_lost_or_doubled_on_postgresql() {
    let Some(place) = place_on_postgres() else { return };
    stopped_and_continued(Some(place)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_41_browsers_of_a_node_that_was_stopped_hear_what_the_other_did_meanwhile() {
    let Some((place, mut a, mut b)) = empty() else { return };
    a.start(&[]);
    a.await_ready();
    share_key(&a, &b);
    b.start(&[]);
    b.await_ready();
    let token = a.token("noor@kettle.example");
    let ear = Ear::at(a.port, "/api/v1/events", &format!("Authorization: Bearer {token}"));
    let long = stands_still().0;

    a.signal("STOP");
    let began = Instant::now();
    let mut noted = 0;
    while began.elapsed() < long {
        let body = format!(r#"{{"text":"Meanwhile {noted}."}}"#);
        let answer = ask(b.port, &token, "/conversations/1/notes", &format!("meanwhile-{noted}"), &body);
        assert!(answer.is_some_and(|answer| answer.starts_with("HTTP/1.1 201")), "the other node works:\n{}", b.log());
        noted += 1;
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    ear.forgets();
    a.signal("CONT");

    assert!(ear.hears("conversation:1\""), "what happened meanwhile is told:\n{}", a.log());
    a.await_ready();
    let Some(db::Place::Postgres(url)) = Some(place.place()) else { return };
    let counted = tokio::task::spawn_blocking(move || {
        let db = db::Database::open(db::Place::Postgres(url), &frontline::house::migrations(), Clock::system()).expect("the desk's data");
        (db, place)
    });
    let (db, _place) = counted.await.expect("opened");
    let (there, distinct): (i64, i64) = db
        .read(|tx| sql("SELECT COUNT(*), COUNT(DISTINCT text) FROM message WHERE text LIKE 'Meanwhile %'").only(tx, "count"))
        .await
        .expect("notes");
    assert_eq!((there, distinct), (noted, noted), "each once");
}
