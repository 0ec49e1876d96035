//! Runs the email channel: one follower for each mailbox, the listeners, the filer and the outbox.
//!
//! Mailboxes are started, changed and stopped as an administrator edits them, without a restart.

use crate::Filer;
use crate::consent;
use crate::imap::{self, ImapSettings, Pace};
use crate::keep::{DatabaseDoor, DatabaseShelf};
use crate::listener::{self, ListenerSettings, ListenerTrouble, Protocol};
use crate::mailboxes;
use crate::outbox::{self, Outbox};
use crate::tls::Tcp;
use db::Database;
use desk::InboxId;
use kit::Key;
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// How the channel is set up on this machine.
#[derive(Debug, Clone)]
pub struct PostSettings {
    /// Our name towards mail servers.
    pub hello_name: String,
    pub smtp_listen: Option<SocketAddr>,
    pub lmtp_listen: Option<SocketAddr>,
    pub pace: Pace,
}

/// The running channel.
pub struct Post {
    db: Database,
    key: Key,
    settings: PostSettings,
    filer: Arc<Notify>,
    /// Told when a mailbox's settings changed.
    pub changed: Arc<Notify>,
}

struct Following {
    settings: watch::Sender<ImapSettings>,
    stop: CancellationToken,
}

impl Post {
    pub fn new(db: Database, key: Key, settings: PostSettings) -> Self {
        Self {
            db,
            key,
            settings,
            filer: Arc::new(Notify::new()),
            changed: Arc::new(Notify::new()),
        }
    }

    /// Runs until `stop`, then finishes what is under way. Fails at once if a listening address is taken.
    pub async fn run(self, stop: CancellationToken) -> Result<(), ListenerTrouble> {
        let mut tasks = JoinSet::new();
        for (bind, protocol) in [(self.settings.smtp_listen, Protocol::Smtp), (self.settings.lmtp_listen, Protocol::Lmtp)] {
            if let Some(bind) = bind {
                self.listen(&mut tasks, bind, protocol, &stop).await?;
            }
        }
        if let Err(trouble) = outbox::release_leases(&self.db).await {
            tracing::warn!(%trouble, "old leases stay until they run out");
        }
        let filer = Filer { db: self.db.clone(), key: self.key.clone(), wake: self.filer.clone() };
        tasks.spawn(filer.run(stop.clone()));
        let outbox = Outbox {
            db: self.db.clone(),
            key: self.key.clone(),
            hello_name: self.settings.hello_name.clone(),
            owner: outbox::owner().to_string(),
        };
        tasks.spawn(outbox.run(stop.clone()));
        tasks.spawn(consent::run(self.db.clone(), self.changed.clone(), stop.clone()));
        self.follow_all(&mut tasks, &stop).await;
        while tasks.join_next().await.is_some() {}
        Ok(())
    }

    async fn listen(
        &self,
        tasks: &mut JoinSet<()>,
        bind: SocketAddr,
        protocol: Protocol,
        stop: &CancellationToken,
    ) -> Result<(), ListenerTrouble> {
        let settings = ListenerSettings::new(bind, protocol, &self.settings.hello_name);
        let socket = listener::bind(&settings).await?;
        let door = Arc::new(DatabaseDoor { db: self.db.clone(), filer: self.filer.clone() });
        tasks.spawn(listener::serve(socket, settings, door, stop.clone()));
        Ok(())
    }

    /// Keeps a follower for every enabled mailbox, as the settings are now.
    async fn follow_all(&self, tasks: &mut JoinSet<()>, stop: &CancellationToken) {
        let mut following: HashMap<InboxId, Following> = HashMap::new();
        loop {
            match self.db.read(mailboxes::all).await {
                Ok(wanted) => self.adjust(tasks, &mut following, wanted, stop),
                Err(trouble) => tracing::warn!(%trouble, "the mailboxes could not be read"),
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = self.changed.notified() => {}
                () = tokio::time::sleep(std::time::Duration::from_secs(10)) => {}
            }
        }
    }

    fn adjust(
        &self,
        tasks: &mut JoinSet<()>,
        following: &mut HashMap<InboxId, Following>,
        wanted: Vec<crate::Mailbox>,
        stop: &CancellationToken,
    ) {
        let mut current: HashMap<InboxId, ImapSettings> = wanted
            .into_iter()
            .filter(|m| m.enabled)
            .filter_map(|m| Some((m.inbox, m.imap?.settings())))
            .collect();
        following.retain(|inbox, follower| {
            // Another account or folder is followed anew, with a shelf of its own.
            let stays = current.get(inbox).is_some_and(|wanted| wanted.place() == follower.settings.borrow().place());
            if !stays {
                follower.stop.cancel();
            }
            stays
        });
        for (inbox, settings) in current.drain() {
            match following.get(&inbox) {
                Some(follower) => {
                    follower.settings.send_if_modified(|old| {
                        let differs = *old != settings;
                        *old = settings;
                        differs
                    });
                }
                None => {
                    let own_stop = stop.child_token();
                    let shelf = DatabaseShelf { db: self.db.clone(), inbox, folder: settings.clone(), filer: self.filer.clone() };
                    let (sender, receiver) = watch::channel(settings);
                    tasks.spawn(imap::follow(Tcp, receiver, shelf, Arc::new(Notify::new()), own_stop.clone(), self.settings.pace));
                    following.insert(inbox, Following { settings: sender, stop: own_stop });
                }
            }
        }
    }
}
