//! Whoever watches the machine: figures at an address of their own, and a door that says whether requests may be sent here.

use crate::post::eventually;
use crate::running::{free_port, get};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

struct Watched {
    _folder: tempfile::TempDir,
    pages: u16,
    figures: u16,
    process: Child,
}

impl Watched {
    fn start() -> Self {
        let (folder, pages, figures) = (tempfile::tempdir().expect("a folder"), free_port(), free_port());
        let process = Command::new(env!("CARGO_BIN_EXE_frontline"))
            .args(["--data", folder.path().to_str().expect("utf-8"), "--listen", &format!("127.0.0.1:{pages}")])
            .args(["--metrics-listen", &format!("127.0.0.1:{figures}"), "serve", "--empty"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program");
        let ready = eventually(Duration::from_secs(30), || get(pages, "/readyz").filter(|answer| answer.starts_with("HTTP/1.1 200")));
        assert!(ready.is_some(), "the desk never became ready");
        Self { _folder: folder, pages, figures, process }
    }

    /// The value behind a figure's name and labels.
    fn figure(&self, name: &str) -> Option<f64> {
        let text = get(self.figures, "/metrics").expect("figures");
        text.lines().find_map(|line| line.strip_prefix(name)?.trim().parse().ok())
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn figures_are_served_at_their_own_address_and_tell_nothing_of_anybody() {
    let watched = Watched::start();
    let before = watched.figure("frontline_http_answers_total{door=\"pages\",class=\"4xx\"}").unwrap_or_default();
    let hidden = get(watched.pages, "/metrics").expect("an answer");
    assert!(!hidden.contains("frontline_"), "figures are not for who reaches the pages: {hidden}");
    get(watched.pages, "/customers/mia@mail.example").expect("an answer");

    let text = get(watched.figures, "/metrics").expect("figures");
    assert!(text.contains("content-type: application/openmetrics-text"), "{text}");
    assert_eq!(text.matches("# EOF").count(), 1, "{text}");
    assert!(!text.contains("mia@"), "a path is nobody's business: {text}");
    let after = watched.figure("frontline_http_answers_total{door=\"pages\",class=\"4xx\"}");
    assert!(after.is_some_and(|after| after > before), "{after:?} after {before}");
    for name in [
        "frontline_activity",
        "frontline_statements_total",
        "frontline_live_streams",
        "process_resident_memory_bytes",
        "process_cpu_seconds_total",
        "process_open_fds",
    ] {
        assert!(watched.figure(name).is_some(), "{name} is missing in {text}");
    }
}
