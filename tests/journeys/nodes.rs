//! Two programs serve one desk: they share the work, tell each other what changed, and when one dies, stops or is too old for the database, the
//! other does everything, with nothing lost that was accepted and nothing done twice.

use crate::nodes_stage::{Cluster, ask, empty, own, post, share_key};
use crate::post::{Servers, eventually, header, mail};
use crate::running::get;
use db::sql;
use kit::Clock;
use std::collections::{BTreeMap, HashSet};
use std::io::{BufRead as _, Read as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

const FILED: &str = "SELECT COUNT(*) FROM message WHERE kind = 'incoming'";
const SENT: &str = "SELECT COUNT(*) FROM message WHERE kind = 'outgoing' AND delivery = 'sent'";
const CUSTOMER: &str = "nodes-customer@customer.example";

/// Mails from the customer, straight into the desk's mailbox.
fn write(servers: &Servers, to: &str, whose: &str, numbers: std::ops::Range<usize>) {
    let mails: Vec<String> = numbers
        .map(|n| mail(&format!("N <{CUSTOMER}>"), to, &format!("{whose} {n}"), &format!("{whose}-{n}@customer.example"), "", "Hello"))
        .collect();
    servers.deliver(CUSTOMER, to, &mails);
}

/// How often each letter came, by its text, and under how many names.
fn received(servers: &Servers, address: &str) -> BTreeMap<String, HashSet<String>> {
    let mut by_text: BTreeMap<String, HashSet<String>> = BTreeMap::new();
    for copy in servers.mailbox(address) {
        let text = copy.lines().find(|line| line.starts_with("Letter number")).unwrap_or("").trim_end().to_owned();
        by_text.entry(text).or_default().insert(header(&copy, "Message-ID"));
    }
    by_text
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_43_two_nodes_five_minutes_apart_share_a_desk_and_tell_each_other() {
    let Some(servers) = Servers::find() else { return };
    let Some(mut desk) = Cluster::with_mailbox(&servers, "journey-nodes-apart").await else {
        return;
    };
    desk.b.environment.push(("FRONTLINE_CLOCK_OFF_BY", "300"));
    desk.a.start(&["--empty"]);
    desk.b.start(&["--empty"]);
    desk.a.await_ready();
    desk.b.await_ready();
    let token = desk.a.token("ana@kettle.example");
    let customer = &format!("{}@customer.example", own("journey-nodes-apart"));

    write(&servers, &desk.inbox_address, "apart", 0..5);
    for number in 0..6 {
        let node = if number % 2 == 0 { &desk.a } else { &desk.b };
        assert!(post(node.port, &token, desk.inbox.0, customer, number), "letter {number}\n{}", node.log());
    }
    desk.until(40, FILED, 5).await;
    desk.until(40, SENT, 6).await;

    // Each duty is one node's, and every letter left once.
    let held = desk.duties().await;
    for duty in ["reactions", "timers", "surveys", "webhooks", "shops", "consents"] {
        assert_eq!(held.iter().filter(|held| held.duty == duty).count(), 1, "{duty}: {held:?}");
    }
    assert_eq!(held.iter().filter(|held| held.duty.starts_with("mailbox")).count(), 1, "{held:?}");
    assert_eq!(servers.mailbox(customer).len(), 6, "each once");
    // Whichever wrote it, times are the database's, and in the order of the log.
    let (latest, disorder): (i64, i64) = desk
        .ask(|tx| {
            let latest = sql("SELECT MAX(happened_at) FROM activity").only(tx, "moment")?;
            let disorder =
                sql("SELECT COUNT(*) FROM activity a JOIN activity b ON b.id = a.id + 1 WHERE b.happened_at < a.happened_at - 2000000")
                    .only(tx, "count")?;
            Ok((latest, disorder))
        })
        .await;
    let ahead = (latest - Clock::system().now().0) / 1_000_000;
    assert!(ahead <= 2 && disorder == 0, "{ahead} s ahead, {disorder} in disorder");
    who_does_what_is_told(&desk);
    signals_cross(&desk, &token).await;
    a_newer_program_comes(&desk).await;
    who_stops_gives_back(&mut desk).await;
}

/// To whoever watches the machines.
fn who_does_what_is_told(desk: &Cluster) {
    let figures = get(desk.b.figures, "/metrics").expect("figures");
    for figure in ["frontline_nodes 2", "frontline_duties{duty=\"reactions\",node=\"", "frontline_node_rests 0"] {
        assert!(figures.contains(figure), "{figure} is missing in {figures}");
    }
    let behind = figures
        .lines()
        .find_map(|line| line.strip_prefix("frontline_clock_behind_seconds ")?.parse::<f64>().ok());
    assert!(behind.is_some_and(|behind| (behind + 300.0).abs() < 1.0), "{behind:?} in {figures}");
    let (a, b, said) = (desk.a.ends_with(), desk.b.ends_with(), desk.a.doctor());
    assert!(said.contains(&format!("{a} (")) && said.contains(&format!("{b} (")) && said.contains("reactions"), "{said}");
    assert!([299, 300].iter().any(|off| said.contains(&format!("{b} is {off} s away"))), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_log_holds_is_told_to_the_browsers_of_the_other_node() {
    let Some(place) = testkit::place_on_postgres() else { return };
    let mut sites = Vec::new();
    for name in ["one", "other"] {
        let db = db::Database::open(place.place(), db::MIGRATIONS, Clock::system()).expect("a database");
        db.join(name, "1.0", db::nodes::Pace::default()).await.expect("a node");
        sites.push(web::Site::builder(db, kit::Key::from_bytes([3; 32]), "http://desk.example").build());
    }
    let stop = tokio_util::sync::CancellationToken::new();
    let overhearing = tokio::spawn(frontline::followers::overhear(sites[1].clone(), stop.clone()));
    let before = sites[1].live().position();
    let heard = || (sites[1].live().position() > before).then_some(());

    // Until it listens nobody hears.
    let came = eventually(Duration::from_secs(10), || {
        sites[0].tell(web::Signal::about(["onlookers:7"]).in_inbox(1));
        std::thread::sleep(Duration::from_millis(50));
        heard()
    });

    assert!(came.is_some(), "the other node's browsers are told");
    stop.cancel();
    overhearing.await.expect("it ends");
}

/// What happens at one node is heard at the other at once.
async fn signals_cross(desk: &Cluster, token: &str) {
    let conversation = desk.count("SELECT MIN(id) FROM conversation").await;
    let (mut took, mut stream) = (Vec::new(), desk.b.listen(token));
    for round in 0..9 {
        let began = Instant::now();
        let noted = ask(
            desk.a.port,
            token,
            &format!("/conversations/{conversation}/notes"),
            &format!("note-{round}"),
            &format!(r#"{{"text":"Note {round}."}}"#),
        );
        assert!(noted.is_some_and(|answer| answer.starts_with("HTTP/1.1 20")), "a note\n{}", desk.a.log());
        let wanted = format!("conversation:{conversation}\"");
        let heard = stream
            .by_ref()
            .lines()
            .map(|line| line.expect("the stream goes on"))
            .find(|line| line.contains(&wanted));
        assert!(heard.is_some(), "the stream ended");
        took.push(began.elapsed());
        // Whatever else the note brought about is heard before the next one.
        tokio::time::sleep(Duration::from_millis(300)).await;
        drain(&mut stream);
    }
    took.sort();
    eprintln!("from a note at one node to the signal at the other: {:?} in the middle, {:?} at most", took[4], took[8]);
    assert!(took[4] < Duration::from_millis(1_000), "{took:?}");
}

/// Reads what is there and waits for nothing.
fn drain(stream: &mut std::io::BufReader<std::net::TcpStream>) {
    let wire = stream.get_ref().try_clone().expect("the same wire");
    wire.set_read_timeout(Some(Duration::from_millis(20))).expect("a timeout");
    let mut line = String::new();
    while matches!(stream.read_line(&mut line), Ok(1..)) {
        line.clear();
    }
    wire.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout");
}

/// A step of the schema neither knows: they go on answering pages, take no new work, and say so.
async fn a_newer_program_comes(desk: &Cluster) {
    let steps = |statement: &'static str| {
        desk.db.work(db::Actor::System, move |work| {
            work.keep_quietly("a newer program was here");
            sql(statement).run(work)
        })
    };
    steps("INSERT INTO migration (feature, number, name, applied_at) VALUES ('desk', 9999, 'from_tomorrow', 0)")
        .await
        .expect("a step");
    let told = eventually(Duration::from_secs(20), || {
        let answer = get(desk.a.port, "/readyz")?;
        (answer.starts_with("HTTP/1.1 503") && !desk.b.is_ready()).then_some(answer)
    });
    assert!(told.is_some_and(|told| told.contains("desk 9999") && told.contains("Upgrade it")), "{}", desk.a.log());
    assert!(desk.duties().await.is_empty(), "everything is given back");
    let healthy = get(desk.b.port, "/healthz").expect("an answer");
    assert!(healthy.starts_with("HTTP/1.1 200"), "pages are answered: {healthy}");
    steps("DELETE FROM migration WHERE number = 9999").await.expect("taken back");
    desk.a.await_ready();
    desk.until(20, "SELECT COUNT(*) FROM duty WHERE name = 'timers' AND node_id IS NOT NULL", 1).await;
}

/// A node that is asked to stop does not have to be missed first.
async fn who_stops_gives_back(desk: &mut Cluster) {
    desk.until(20, "SELECT COUNT(*) FROM duty WHERE name LIKE 'mailbox%' AND node_id IS NOT NULL", 1)
        .await;
    let (follower, other) = desk.follower_first().await;
    let other = other.ends_with();
    let asked = Instant::now();
    follower.signal("TERM");
    desk.until_all_is_done_by(&other).await;
    let took = asked.elapsed();
    eprintln!("a node that was asked to stop was followed by the other after {took:?}");
    assert!(took < Duration::from_secs(8), "{took:?}");
    desk.until(20, "SELECT COUNT(*) FROM (SELECT 1 FROM node HAVING COUNT(*) = 1) one", 1).await;
}

/// Letters promised to one node or the other, each until somebody accepts it, as a program behind a proxy does.
struct Load {
    stop: Arc<AtomicBool>,
    thread: std::thread::JoinHandle<usize>,
}

impl Load {
    fn on(desk: &Cluster, token: &str, to: &str) -> Self {
        let (ports, inbox) = ([desk.a.port, desk.b.port], desk.inbox.0);
        let (token, to, stop) = (token.to_owned(), to.to_owned(), Arc::new(AtomicBool::new(false)));
        let over = stop.clone();
        let thread = std::thread::spawn(move || {
            let mut accepted = 0;
            while !over.load(Ordering::SeqCst) {
                let doors = ports.iter().cycle().skip(accepted % 2);
                for port in doors {
                    if post(*port, &token, inbox, &to, accepted) {
                        break;
                    }
                    std::thread::sleep(Duration::from_millis(50));
                }
                accepted += 1;
                std::thread::sleep(Duration::from_millis(120));
            }
            accepted
        });
        Self { stop, thread }
    }

    /// How many were accepted in all.
    fn ends(self) -> usize {
        self.stop.store(true, Ordering::SeqCst);
        self.thread.join().expect("the load")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_41_attack_44_a_node_killed_or_stopped_under_load_leaves_everything_to_the_other() {
    let Some(servers) = Servers::find() else { return };
    let Some(mut desk) = Cluster::with_mailbox(&servers, "journey-nodes-killed").await else {
        return;
    };
    desk.a.start(&["--empty"]);
    desk.b.start(&["--empty"]);
    desk.a.await_ready();
    desk.b.await_ready();
    let token = desk.a.token("ana@kettle.example");
    let customer = &format!("{}@customer.example", own("journey-nodes-killed"));
    write(&servers, &desk.inbox_address, "killed", 0..3);
    desk.until(40, FILED, 3).await;
    let load = Load::on(&desk, &token, customer);
    tokio::time::sleep(Duration::from_secs(1)).await;

    // Whoever follows the mailbox dies in the middle of it.
    let killed = Instant::now();
    let (follower, survivor) = desk.follower_first().await;
    follower.kill();
    let survivor = survivor.ends_with();
    write(&servers, &desk.inbox_address, "killed", 3..6);
    desk.until(40, FILED, 6).await;
    eprintln!("mail was fetched by the other node {:?} after one was killed", killed.elapsed());
    desk.until_all_is_done_by(&survivor).await;

    // It comes back; now the other is stopped, and wakes up when everything was taken over.
    let (awake, dead) = desk.follower_first().await;
    dead.start(&["--empty"]);
    dead.await_ready();
    awake.signal("STOP");
    let stopped = Instant::now();
    write(&servers, &desk.inbox_address, "killed", 6..9);
    desk.until(60, FILED, 9).await;
    eprintln!("mail was fetched by the other node {:?} after one was stopped", stopped.elapsed());
    let (_, sleeper) = desk.follower_first().await;
    sleeper.signal("CONT");
    sleeper.await_ready();
    write(&servers, &desk.inbox_address, "killed", 9..12);
    desk.until(40, FILED, 12).await;

    let accepted = load.ends();
    desk.until(60, SENT, i64::try_from(accepted).expect("a few")).await;
    let incoming: (i64, i64) = desk
        .ask(|tx| sql("SELECT COUNT(*), COUNT(DISTINCT external_id) FROM message WHERE kind = 'incoming'").only(tx, "count"))
        .await;
    assert_eq!(incoming, (12, 12), "each mail is filed once");
    let letters = desk.count("SELECT COUNT(*) FROM message WHERE kind = 'outgoing'").await;
    assert_eq!(letters, accepted as i64, "what was accepted is there once");
    let twice = desk
        .count("SELECT COUNT(*) FROM (SELECT detail FROM activity WHERE kind IN ('message.sent', 'message.arrived') GROUP BY detail HAVING COUNT(*) > 1) d")
        .await;
    assert_eq!(twice, 0, "nothing is told twice");
    let came = received(&servers, customer);
    assert_eq!(came.len(), accepted, "every letter that was accepted came");
    // Who dies between the server's yes and its note has the letter sent again under the same name, by which receivers tell a copy.
    assert!(came.values().all(|names| names.len() == 1), "{came:?}");
    eprintln!("{accepted} letters accepted, {} copies received", servers.mailbox(customer).len());
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_44_two_programs_started_at_once_on_an_empty_database_make_one_desk() {
    let Some((place, mut a, mut b)) = empty() else { return };
    std::fs::write(a.folder.path().join("key"), [7; 32]).expect("a key");
    share_key(&a, &b);

    a.start(&[]);
    b.start(&[]);
    a.await_ready();
    b.await_ready();

    let db = tokio::task::spawn_blocking(move || {
        let db = db::Database::open(place.place(), &frontline::house::migrations(), Clock::system()).expect("the desk's data");
        (db, place)
    });
    let (db, _place) = db.await.expect("opened");
    let (agents, different, nodes): (i64, i64, i64) = db
        .read(|tx| sql("SELECT COUNT(*), COUNT(DISTINCT email), (SELECT COUNT(*) FROM node) FROM agent").only(tx, "count"))
        .await
        .expect("agents");
    assert!(
        agents > 0 && agents == different && nodes == 2,
        "{agents} agents, {different} addresses, {nodes} nodes\n{}\n{}",
        a.log(),
        b.log()
    );
}
