//! The demo's own post office: customers' mail comes in by SMTP, and what agents send is kept in a folder.
//!
//! Both sides are the real doors; only the far end is a folder, so that no demo mail can reach anybody.

use crate::config::Config;
use crate::house::House;
use db::{Actor, Trouble, sql};
use email::listener::{self, Accept, AcceptTrouble, Arrived, ListenerSettings, Protocol};
use email::{LoginKind, Mailbox, SmtpAccess};
use kit::Moment;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio_util::sync::CancellationToken;

/// The setting that marks a demo company, and where its doors are written down.
pub const MARK: &str = "demo.company";
pub const DOOR: &str = "demo.smtp";

/// Keeps each mail as a file.
struct Folder {
    path: PathBuf,
    /// When this run began: names of two runs never meet.
    began: Moment,
    count: AtomicU64,
}

impl Accept for Folder {
    async fn recipient(&self, _: &str) -> Result<bool, AcceptTrouble> {
        Ok(true)
    }

    async fn keep(&self, arrived: Arrived) -> Result<(), AcceptTrouble> {
        let number = self.count.fetch_add(1, Ordering::SeqCst);
        let name = format!("{}-{number:04}.eml", self.began.0);
        tokio::fs::write(self.path.join(name), &arrived.raw).await.map_err(|e| AcceptTrouble(Box::new(e)))
    }
}

/// For a demo company: opens the post office, points the demo's mailboxes at it, and opens an SMTP door for customers.
pub async fn open_if_demo(
    house: &House,
    config: &mut Config,
    stop: &CancellationToken,
) -> Result<Option<SocketAddr>, Box<dyn std::error::Error>> {
    let demo: Option<String> = house.db.read(|tx| sql("SELECT value FROM setting WHERE name = $1").with(MARK).one(tx)).await?;
    if demo.is_none() {
        return Ok(None);
    }
    let path = house.folder.join("demo-outbox");
    tokio::fs::create_dir_all(&path).await?;
    let settings = ListenerSettings::new(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), Protocol::Smtp, "demo-post-office");
    let socket = listener::bind(&settings).await?;
    let address = socket.local_addr()?;
    tokio::spawn(listener::serve(
        socket,
        settings,
        Arc::new(Folder { path, began: house.db.clock().now(), count: AtomicU64::new(0) }),
        stop.clone(),
    ));
    if config.smtp_listen.is_none() {
        config.smtp_listen = Some(free_port()?);
    }
    point_mailboxes_at(house, address.port(), config.smtp_listen).await?;
    Ok(Some(address))
}

fn free_port() -> std::io::Result<SocketAddr> {
    std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()
}

/// Whether a person set this server up: the post office's own needs no login and is on this machine.
fn is_somebodys(smtp: &SmtpAccess) -> bool {
    smtp.host != "127.0.0.1" || !smtp.user.is_empty() || smtp.security != "plain"
}

async fn point_mailboxes_at(house: &House, port: u16, door: Option<SocketAddr>) -> Result<(), Trouble> {
    house
        .db
        .work(Actor::System, move |work| {
            let inboxes = desk::inboxes::all(work)?;
            for inbox in inboxes.into_iter().filter(|inbox| inbox.channel == "email") {
                let known = email::mailboxes::find(work, inbox.id)?;
                if known
                    .as_ref()
                    .is_some_and(|mailbox| mailbox.imap.is_some() || mailbox.smtp.as_ref().is_some_and(is_somebodys))
                {
                    continue;
                }
                let smtp = SmtpAccess {
                    host: "127.0.0.1".into(),
                    port,
                    security: "plain".into(),
                    login: LoginKind::Password,
                    user: String::new(),
                    secret: String::new(),
                    extra_root: None,
                };
                Mailbox::sending_only(inbox.id, smtp).keep(work)?;
            }
            let door = door.map(|door| door.to_string()).unwrap_or_default();
            sql("INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = $2")
                .with(DOOR)
                .with(door)
                .run(work)?;
            work.keep_quietly("where the demo's door is today");
            Ok(())
        })
        .await
}
