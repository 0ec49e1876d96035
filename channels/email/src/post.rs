//! Runs the email channel: one follower for each mailbox, the listeners, the filer and the outbox.
//!
//! Mailboxes are started, changed and stopped as an administrator edits them, without a restart.

use crate::Filer;
use crate::consent;
use crate::imap::{self, ImapSettings, Pace};
use crate::keep::{DatabaseDoor, DatabaseShelf};
use crate::listener::{self, ListenerSettings, ListenerTrouble, Protocol, StartTls};
use crate::mailboxes;
use crate::outbox::{self, Outbox};
use crate::tls::Tcp;
use db::Database;
use desk::InboxId;
use desk::delivery::Confides;
use kit::Key;
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{Notify, broadcast, watch};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// What nodes tell each other when somebody edited a mailbox.
pub(crate) const MAILBOXES: &str = "mailboxes";

/// How the channel is set up on this machine.
#[derive(Debug, Clone)]
pub struct PostSettings {
    /// Our name towards mail servers.
    pub hello_name: String,
    pub smtp_listen: Option<SocketAddr>,
    pub lmtp_listen: Option<SocketAddr>,
    /// With a certificate, the listeners offer STARTTLS.
    pub tls: Option<StartTls>,
    pub pace: Pace,
}

/// The running channel.
pub struct Post {
    db: Database,
    key: Key,
    settings: PostSettings,
    filer: Arc<Notify>,
    confides: Option<Arc<dyn Confides>>,
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
            confides: None,
            changed: Arc::new(Notify::new()),
        }
    }

    /// Letters with something only their reader may have take it from here.
    #[must_use]
    pub fn confiding(self, confides: Arc<dyn Confides>) -> Self {
        Self { confides: Some(confides), ..self }
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
            confides: self.confides.clone(),
        };
        tasks.spawn(outbox.run(stop.clone()));
        tasks.spawn(self.renew_consents(stop.clone()));
        self.follow_all(&mut tasks, &stop).await;
        while tasks.join_next().await.is_some() {}
        Ok(())
    }

    /// On one node: a token that buys the next one is worth nothing the second time.
    fn renew_consents(&self, stop: CancellationToken) -> impl Future<Output = ()> + Send + 'static {
        let (db, changed) = (self.db.clone(), self.changed.clone());
        async move {
            db.on_duty("consents", stop, |db, turn| consent::run(db, changed.clone(), turn)).await;
        }
    }

    async fn listen(
        &self,
        tasks: &mut JoinSet<()>,
        bind: SocketAddr,
        protocol: Protocol,
        stop: &CancellationToken,
    ) -> Result<(), ListenerTrouble> {
        let settings = ListenerSettings {
            tls: self.settings.tls.clone(),
            ..ListenerSettings::new(bind, protocol, &self.settings.hello_name)
        };
        let socket = listener::bind(&settings).await?;
        let door = Arc::new(DatabaseDoor { db: self.db.clone(), filer: self.filer.clone() });
        tasks.spawn(listener::serve(socket, settings, door, stop.clone()));
        Ok(())
    }

    /// Keeps a follower for every enabled mailbox, as the settings are now. Of several nodes one follows each; the others wait for it to die.
    async fn follow_all(&self, tasks: &mut JoinSet<()>, stop: &CancellationToken) {
        let mut following: HashMap<InboxId, Following> = HashMap::new();
        let mut told = self.db.told();
        loop {
            match self.db.read(mailboxes::all).await {
                Ok(wanted) => self.adjust(tasks, &mut following, wanted, stop),
                Err(trouble) => tracing::warn!(%trouble, "the mailboxes could not be read"),
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = self.changed.notified() => {}
                () = changed_elsewhere(&mut told) => {}
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
                    let (sender, receiver) = watch::channel(settings.clone());
                    tasks.spawn(self.follow(inbox, settings, receiver, own_stop.clone()));
                    following.insert(inbox, Following { settings: sender, stop: own_stop });
                }
            }
        }
    }

    /// Follows one mailbox whenever it is this node's to follow.
    fn follow(
        &self,
        inbox: InboxId,
        folder: ImapSettings,
        settings: watch::Receiver<ImapSettings>,
        stop: CancellationToken,
    ) -> impl Future<Output = ()> + Send + 'static {
        let (db, filer, pace) = (self.db.clone(), self.filer.clone(), self.settings.pace);
        async move {
            let following = |db, turn| {
                let shelf = DatabaseShelf { db, inbox, folder: folder.clone(), filer: filer.clone() };
                imap::follow(Tcp, settings.clone(), shelf, Arc::new(Notify::new()), turn, pace)
            };
            db.on_duty(&format!("mailbox {inbox}"), stop, following).await;
        }
    }
}

/// Waits until another node says that somebody edited a mailbox.
async fn changed_elsewhere(told: &mut broadcast::Receiver<String>) {
    loop {
        match told.recv().await {
            Ok(words) if words == MAILBOXES => return,
            Ok(_) => {}
            Err(RecvError::Lagged(_)) => return,
            Err(RecvError::Closed) => std::future::pending().await,
        }
    }
}
