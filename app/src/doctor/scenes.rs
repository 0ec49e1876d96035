//! The doctor visits a healthy demo company, a damaged one, and a machine with none.

use super::finding::{Finding, Mark};
use super::{examine, look};
use crate::config::{Config, Flags, load};
use crate::demo;
use crate::house::House;
use db::{Actor, sql};
use kit::Clock;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::ExitCode;

fn config(folder: &Path) -> Config {
    Config { data: folder.join("data"), database: None, ..load(&Flags::default()).unwrap() }
}

async fn demo_company(config: &Config) -> House {
    let house = House::open(config, Clock::system()).unwrap();
    demo::company::found(&house, config).await.unwrap();
    house
}

fn failures(findings: &[Finding]) -> Vec<&Finding> {
    findings.iter().filter(|finding| finding.mark == Mark::Fail).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_healthy_demo_company_passes() {
    let folder = tempfile::tempdir().unwrap();
    let config = config(folder.path());
    drop(demo_company(&config).await);

    let findings = look(&config, &Clock::system()).await;
    let code = examine(&config, None).await;

    assert_eq!(failures(&findings), Vec::<&Finding>::new());
    assert_eq!(code, ExitCode::SUCCESS);
    for what in ["configuration", "data folder", "key", "disk", "clock", "database", "migrations", "jobs", "DNS"] {
        assert!(findings.iter().any(|finding| finding.what == what && finding.mark == Mark::Ok), "{what}: {findings:#?}");
    }
    assert!(findings.iter().all(|finding| (finding.mark == Mark::Ok) == finding.next.is_none()));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_to_whoever_helps_holds_figures_and_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let config = config(folder.path());
    drop(demo_company(&config).await);
    let (path, damaged) = (folder.path().join("for-support.zip"), folder.path().join("no/folder.zip"));

    assert_eq!(examine(&config, Some(&path)).await, ExitCode::SUCCESS);
    assert_eq!(examine(&config, Some(&path)).await, ExitCode::FAILURE, "what is there is not written over");
    assert_eq!(examine(&config, Some(&damaged)).await, ExitCode::FAILURE);

    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let mut archive = zip::ZipArchive::new(std::fs::File::open(&path).unwrap()).unwrap();
    let mut all = String::new();
    for place in 0..archive.len() {
        std::io::Read::read_to_string(&mut archive.by_index(place).unwrap(), &mut all).unwrap();
    }
    for part in ["database: ", "listen = 127.0.0.1:8080", "desk 1\n", "conversation,", "frontline "] {
        assert!(all.contains(part), "{part}: {all}");
    }
    let conversations = all.lines().find_map(|line| line.strip_prefix("conversation,")).unwrap();
    assert!(conversations.parse::<i64>().unwrap() > 0, "{conversations}");
    for nobody in ["Mia", "Ana", "ana@", "mia.keller", "kettle leaks"] {
        assert!(!all.contains(nobody), "{nobody}: {all}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_database_fails_with_a_command() {
    let folder = tempfile::tempdir().unwrap();
    let config = config(folder.path());
    drop(House::open(&config, Clock::system()).unwrap());
    let path = config.data.join("frontline.db");
    let mut bytes = std::fs::read(&path).unwrap();
    let from = bytes.len() / 3;
    bytes[from..].fill(0x5a);
    for left in ["frontline.db-wal", "frontline.db-shm"] {
        let _ = std::fs::remove_file(config.data.join(left));
    }
    std::fs::remove_file(&path).unwrap();
    std::fs::write(&path, bytes).unwrap();

    let findings = look(&config, &Clock::system()).await;

    assert_eq!(examine(&config, None).await, ExitCode::FAILURE);
    let failed = failures(&findings);
    assert_eq!(failed.len(), 1, "{findings:#?}");
    assert!(failed[0].what == "database" && failed[0].next.is_some(), "{failed:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_machine_without_a_desk_is_told_how_to_make_one_and_none_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let config = config(folder.path());

    let findings = look(&config, &Clock::system()).await;

    let failed = failures(&findings);
    assert_eq!(failed.len(), 1);
    assert!(failed[0].next.as_deref().unwrap().starts_with("frontline serve --data "));
    assert!(!config.data.exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn loose_permissions_a_lost_key_and_a_dead_mailbox_each_name_their_remedy() {
    let folder = tempfile::tempdir().unwrap();
    let config = config(folder.path());
    let house = demo_company(&config).await;
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    house
        .db
        .work(Actor::System, move |work| {
            let inbox = desk::inboxes::all(work)?.remove(0);
            let imap = email::ImapAccess {
                host: "127.0.0.1".into(),
                port: nobody,
                security: "plain".into(),
                login: email::LoginKind::Password,
                user: inbox.address,
                secret: "s3cret".into(),
                folder: "INBOX".into(),
                extra_root: None,
                mark_seen: false,
            };
            let smtp = email::SmtpAccess {
                host: imap.host.clone(),
                port: nobody,
                security: "plain".into(),
                login: email::LoginKind::Password,
                user: String::new(),
                secret: String::new(),
                extra_root: None,
            };
            let mut mailbox = email::Mailbox::sending_only(inbox.id, smtp);
            mailbox.imap = Some(imap);
            mailbox.keep(work)?;
            sql("UPDATE job SET run_at = 0").run(work)?;
            Ok(())
        })
        .await
        .unwrap();
    drop(house);
    std::fs::set_permissions(&config.data, std::fs::Permissions::from_mode(0o755)).unwrap();

    let findings = look(&config, &Clock::system()).await;
    std::fs::write(config.data.join("key"), b"short").unwrap();
    let without_key = look(&config, &Clock::system()).await;

    let next = |findings: &[Finding], what: &str, mark: Mark| {
        findings
            .iter()
            .find(|finding| finding.what == what && finding.mark == mark)
            .and_then(|finding| finding.next.clone())
            .unwrap_or_default()
    };
    assert!(next(&findings, "data folder", Mark::Warn).starts_with("chmod 700 "), "{findings:#?}");
    assert!(next(&findings, "mailbox", Mark::Fail).contains("/settings/inboxes/"), "{findings:#?}");
    assert!(!findings.iter().any(|finding| finding.to_string().contains("s3cret")));
    assert!(next(&without_key, "key", Mark::Fail).starts_with("cp BACKUP/key "), "{without_key:#?}");
}
