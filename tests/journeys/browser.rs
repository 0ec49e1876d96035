//! Journeys in a real browser: each `tests/browser/*.mjs` but the harness, played against a running desk.

use crate::post::Servers;
use crate::running::{Desk, PASSWORD};
use std::path::Path;
use std::process::Command;

/// Plays one script; its own words say what went wrong.
fn play(script: &str, address: &str, environment: &[(&str, &str)]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").join("tests/browser");
    if !folder.join("node_modules").exists() {
        eprintln!("left out: no browser harness; run npm ci in tests/browser");
        return;
    }
    let output = Command::new("node").arg(folder.join(script)).arg(address).envs(environment.iter().copied()).output().expect("node");
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{script} failed:\n{said}");
    println!("{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_a_mail_is_answered_by_keyboard_and_reaches_the_customer() {
    let Some(servers) = Servers::find() else { return };
    let mut desk = Desk::with_mailbox(&servers, "journey-browser").await;
    desk.start(&[]).expect("the desk starts");
    let first = crate::post::mail("Mia <mia-browser@customer.example>", &desk.inbox_address, "The kettle leaks", "b1@customer.example", "", "It leaks all over the table.");
    servers.send("mia-browser@customer.example", &desk.inbox_address, &first);

    let address = desk.address();
    tokio::task::spawn_blocking(move || play("answer_a_mail.mjs", &address, &[("FL_EMAIL", "ana@kettle.example"), ("FL_PASSWORD", PASSWORD)])).await.expect("the browser");

    let received = servers.await_mail("mia-browser@customer.example", |mail| mail.contains("A new one is on its way"));
    assert!(crate::post::header(&received, "In-Reply-To").contains("b1@customer.example"));
}
