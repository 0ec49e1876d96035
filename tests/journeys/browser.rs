//! Journeys in a real browser: each `tests/browser/*.mjs` but the harness, played against a running desk: one with a
//! mailbox of the gate's servers, or a demo company of its own that needs no other server.

use crate::post::{Servers, eventually};
use crate::running::{Desk, PASSWORD};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Everybody's password in the demo company, as the program prints it.
pub const DEMO_PASSWORD: &str = "kettle-demo-2026";

/// The demo company on a fresh folder, served until dropped.
pub struct Demo {
    folder: tempfile::TempDir,
    port: u16,
    process: Child,
}

impl Demo {
    fn start() -> Self {
        Self::begin(&[])
    }

    /// An empty desk; what the program says lies in `said`.
    fn empty() -> Self {
        Self::begin(&["serve", "--empty"])
    }

    /// The demo company, which may ask what lies at this place.
    pub fn with_own_network(place: &str) -> Self {
        Self::begin_with(&[], &[("FRONTLINE_OWN_NETWORK", place)])
    }

    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The demo company with this said in its environment; `{port}` is where it listens.
    pub fn with(environment: &[(&str, &str)]) -> Self {
        Self::begin_with(&[], environment)
    }

    /// Its data, for the command line.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    fn begin(command: &[&str]) -> Self {
        Self::begin_with(command, &[])
    }

    fn begin_with(command: &[&str], environment: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let port = std::net::TcpListener::bind("127.0.0.1:0")
            .and_then(|door| door.local_addr())
            .expect("a free port")
            .port();
        let process = Command::new(env!("CARGO_BIN_EXE_frontline"))
            .args(["--data", folder.path().to_str().expect("utf-8"), "--listen", &format!("127.0.0.1:{port}")])
            .args(command)
            .envs(environment.iter().map(|(name, value)| (name, value.replace("{port}", &port.to_string()))))
            .stdout(std::fs::File::create(folder.path().join("said")).expect("a file"))
            .stderr(Stdio::null())
            .spawn()
            .expect("the program");
        let demo = Self { folder, port, process };
        eventually(Duration::from_secs(60), || TcpStream::connect(("127.0.0.1", port)).ok()).expect("the demo starts");
        demo
    }

    /// The link by which an empty desk is opened, as the program prints it.
    fn first_link(&self) -> String {
        eventually(Duration::from_secs(30), || {
            let said = std::fs::read_to_string(self.folder.path().join("said")).ok()?;
            said.split_whitespace().find(|word| word.contains("/first/")).map(str::to_owned)
        })
        .expect("the program prints a link")
    }

    /// Where customers' mail is handed in.
    fn door(&self) -> String {
        let database = self.folder.path().join("frontline.db");
        eventually(Duration::from_secs(30), || {
            let reading = rusqlite::Connection::open_with_flags(&database, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY).ok()?;
            reading.query_row("SELECT value FROM setting WHERE name = 'demo.smtp'", [], |row| row.get(0)).ok()
        })
        .expect("the demo takes mail")
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Plays one script against a demo company nobody else plays with.
async fn play_in_demo(script: &'static str, environment: &'static [(&'static str, &'static str)]) {
    let demo = Demo::start();
    let door = demo.door();
    let address = format!("http://127.0.0.1:{}", demo.port);
    let outbox = demo.folder.path().join("demo-outbox").display().to_string();
    let playing = tokio::task::spawn_blocking(move || {
        let environment =
            [environment, &[("FL_SMTP", door.as_str()), ("FL_PASSWORD", DEMO_PASSWORD), ("FL_OUTBOX", outbox.as_str())]].concat();
        play(script, &address, &environment);
    });
    playing.await.expect("the browser");
}

/// Plays one script; its own words say what went wrong.
pub fn play(script: &str, address: &str, environment: &[(&str, &str)]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").join("tests/browser");
    if !folder.join("node_modules").exists() {
        eprintln!("left out: no browser harness; run npm ci in tests/browser");
        return;
    }
    let output = Command::new("node")
        .arg(folder.join(script))
        .arg(address)
        .envs(environment.iter().copied())
        .output()
        .expect("node");
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{script} failed:\n{said}");
    println!("{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_a_mail_is_answered_by_keyboard_and_reaches_the_customer() {
    let Some(servers) = Servers::find() else { return };
    let mut desk = Desk::with_mailbox(&servers, "journey-browser").await;
    desk.start(&[]).expect("the desk starts");
    let first = crate::post::mail(
        "Mia <mia-browser@customer.example>",
        &desk.inbox_address,
        "The kettle leaks",
        "b1@customer.example",
        "",
        "It leaks all over the table.",
    );
    servers.send("mia-browser@customer.example", &desk.inbox_address, &first);

    let address = desk.address();
    tokio::task::spawn_blocking(move || {
        play("answer_a_mail.mjs", &address, &[("FL_EMAIL", "ana@kettle.example"), ("FL_PASSWORD", PASSWORD)])
    })
    .await
    .expect("the browser");

    let received = servers.await_mail("mia-browser@customer.example", |mail| mail.contains("A new one is on its way"));
    assert!(crate::post::header(&received, "In-Reply-To").contains("b1@customer.example"));
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_every_page_is_sound_in_english() {
    play_in_demo("pages.mjs", &[("FL_LOCALE", "en")]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_every_page_is_sound_in_spanish() {
    play_in_demo("pages.mjs", &[("FL_LOCALE", "es")]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_every_page_is_sound_in_chinese() {
    play_in_demo("pages.mjs", &[("FL_LOCALE", "zh")]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_a_colleagues_change_is_on_the_other_screen_at_once() {
    play_in_demo("live.mjs", &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_nothing_typed_is_lost() {
    play_in_demo("drafts.mjs", &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_files_are_looked_at_in_place_and_emoji_found_by_name() {
    play_in_demo("files.mjs", &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_what_is_done_is_shown_at_once_and_put_back_if_refused() {
    play_in_demo("soon.mjs", &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_a_cut_line_loses_nothing_and_sends_nothing_twice() {
    play_in_demo("offline.mjs", &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_pushes_are_turned_on_shown_and_taken_away() {
    play_in_demo("push.mjs", &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_the_whole_job_is_done_on_a_phone() {
    play_in_demo("phone.mjs", &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_the_whole_job_is_done_by_keyboard() {
    play_in_demo("keyboard.mjs", &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_suggestions_and_macros_on_orders_are_used_by_keyboard() {
    play_in_demo("suggestions.mjs", &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_what_a_colleague_does_with_an_order_appears_at_once() {
    play_in_demo("orders_live.mjs", &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_a_refund_and_an_exchange_are_done_by_keyboard() {
    play_in_demo("orders.mjs", &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_services_records_and_papers_are_done_by_keyboard() {
    play_in_demo("services.mjs", &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_attack_06_hostile_html_does_nothing() {
    play_in_demo("html_mail.mjs", &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_a_filter_is_typed_completed_kept_and_undone_by_keyboard() {
    play_in_demo("filters.mjs", &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_a_search_is_typed_walked_narrowed_and_kept_by_keyboard() {
    play_in_demo("search.mjs", &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_two_agents_on_one_conversation_see_each_other_and_answer_once() {
    play_in_demo("two_agents.mjs", &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_a_supplier_is_asked_beside_and_a_draft_is_shown_first() {
    play_in_demo("beside.mjs", &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_somebody_of_a_crowd_is_found_by_a_few_letters() {
    let demo = Demo::start();
    demo.door();
    let table = demo.folder().join("crowd.csv");
    let lines: String = (0..40)
        .map(|number| format!("c{number}@kettle.example,Colleague {number:02},supervisor\n"))
        .collect();
    std::fs::write(&table, format!("email,name,role\n{lines}")).expect("a table");
    let taken = Command::new(env!("CARGO_BIN_EXE_frontline"))
        .arg("--data")
        .arg(demo.folder())
        .args(["import", "csv"])
        .arg(&table)
        .args(["--kind", "agents"])
        .output()
        .expect("the program");
    assert!(taken.status.success(), "{}", String::from_utf8_lossy(&taken.stderr));
    let playing = tokio::task::spawn_blocking(move || play("crowd.mjs", &demo.address(), &[("FL_PASSWORD", DEMO_PASSWORD)]));
    playing.await.expect("the browser");
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_a_messages_menu_comes_when_it_is_opened_and_moves_it() {
    play_in_demo("message_menu.mjs", &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_whom_one_writes_to_is_offered_by_a_few_letters() {
    play_in_demo("addressees.mjs", &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_a_list_keeps_its_place_a_forward_begins_without_the_customer_and_two_tabs_lose_nothing() {
    play_in_demo("places.mjs", &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_letters_in_a_menu_look_for_something_and_enter_sends_nothing() {
    play_in_demo("menus.mjs", &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_many_are_changed_and_undone_by_keyboard() {
    play_in_demo("many.mjs", &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_macros_and_palette_work_by_keyboard() {
    play_in_demo("macros.mjs", &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_a_customer_sees_her_order_and_sends_a_piece_back() {
    play_in_demo("portal.mjs", &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_a_customer_says_how_it_was_and_the_agent_sees_it() {
    play_in_demo("ratings.mjs", &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_an_article_is_written_found_and_put_into_a_reply() {
    play_in_demo("knowledge.mjs", &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_the_workspace_looks_as_each_likes_it_and_prints() {
    play_in_demo("looks.mjs", &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_one_goes_on_without_leaving_the_page() {
    play_in_demo("switching.mjs", &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_the_guided_tour_is_taken_by_keyboard_left_and_resumed() {
    play_in_demo("tour.mjs", &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_screen_readers_are_told_what_the_book_says() {
    play_in_demo("reader.mjs", &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_settings_say_what_they_mean_and_are_put_back() {
    play_in_demo("settings.mjs", &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_effects_are_shown_as_one_types_and_without_a_script() {
    play_in_demo("effects.mjs", &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_an_empty_desk_is_set_up_until_a_message_is_answered() {
    let desk = Demo::empty();
    let (address, link) = (format!("http://127.0.0.1:{}", desk.port), desk.first_link());
    let playing = tokio::task::spawn_blocking(move || play("setup.mjs", &address, &[("FL_FIRST", link.as_str())]));
    playing.await.expect("the browser");
}
