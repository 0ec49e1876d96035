//! What these scenes stand on: a desk with Ben, who leads it, two inboxes, and an export to take over.

use agents::{BuiltIn, Hasher, NewAgent, NewPassword, PasswordHash};
use db::{Actor, FromRow, Migration, Trouble, Work, sql};
use desk::inbox::InboxSettings;
use desk::{Inbox, InboxId};
use foreign::{Export, Product};
use kit::{EmailAddress, Locale};
use std::path::{Path, PathBuf};
use takeover::{Note, Plan, Tally};
use testkit::{Rows, Stage, TestDatabase, TestPlace, every_row, off};

pub struct Desk {
    pub floor: TestDatabase,
    pub inbox: InboxId,
    pub help: InboxId,
    pub lead: i64,
    pub folder: tempfile::TempDir,
    password: PasswordHash,
}

pub fn migrations() -> Vec<Migration> {
    [
        db::MIGRATIONS,
        agents::MIGRATIONS,
        customers::MIGRATIONS,
        desk::MIGRATIONS,
        takeover::MIGRATIONS,
        privacy::MIGRATIONS,
    ]
    .concat()
}

pub fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../base/foreign/samples").join(name)
}

impl Stage for Desk {
    async fn set_up(place: TestPlace) -> Self {
        let floor = TestDatabase::open(place, &migrations());
        let password = Hasher::new().hash(&NewPassword::for_demo("a long kettle song")).await.expect("a hash");
        let hash = password.clone();
        let set_up = floor.db.work(Actor::System, move |work| {
            let lead = agents::add(work, &somebody("Ben Lead", "lead@kettle.example", BuiltIn::Admin, &hash))?;
            let inbox = inbox(work, "Support", "support@kettle.example")?;
            let help = self::inbox(work, "Help", "hilfe@kettle.example")?;
            Ok((lead.0, inbox, help))
        });
        let (lead, inbox, help) = set_up.await.expect("a desk");
        Self {
            floor,
            inbox,
            help,
            lead,
            folder: tempfile::tempdir().expect("a folder"),
            password,
        }
    }
}

fn somebody(name: &str, email: &str, role: BuiltIn, password: &PasswordHash) -> NewAgent {
    NewAgent {
        name: name.into(),
        email: EmailAddress::parse(email).expect("an address"),
        role,
        locale: Locale::En,
        zone: "UTC".into(),
        password: password.clone(),
    }
}

fn inbox(work: &mut Work<'_>, name: &str, address: &str) -> Result<InboxId, Trouble> {
    let settings = InboxSettings {
        name: name.into(),
        from_name: "Kettle".into(),
        signature: String::new(),
        team_id: None,
        undo_seconds: 0,
        acknowledgement: "We have your mail.".into(),
    };
    Inbox::add(work, "email", address, &settings)
}

/// What one run came to.
pub struct Run {
    pub tally: Tally,
    pub notes: Vec<Note>,
}

impl Run {
    /// New, changed, as they were, faulty.
    pub fn counts(&self, kind: foreign::Kind) -> [u64; 4] {
        let counts = self.tally.of.get(&kind).copied().unwrap_or_default();
        [counts.new, counts.changed, counts.same, counts.faulty]
    }

    pub fn notes_at(&self, place: &str) -> Vec<&str> {
        self.notes.iter().filter(|note| note.place == place).map(|note| note.why.as_str()).collect()
    }
}

impl Desk {
    pub fn plan(&self, product: Product) -> Plan {
        Plan {
            source: product.word().into(),
            inbox: self.inbox,
            inboxes: [("support@kettle.example".to_owned(), self.inbox), ("hilfe@kettle.example".to_owned(), self.help)].into(),
            files: None,
            password: self.password.clone(),
        }
    }

    pub fn export(&self, product: Product, path: PathBuf) -> Export {
        Export {
            product,
            path,
            staging: self.folder.path().join("staging.db"),
            zone: "Europe/Madrid".into(),
            prefix: if product == Product::OsTicket { "ost_".into() } else { String::new() },
            account: String::new(),
        }
    }

    pub async fn takes(&self, plan: &Plan, export: &Export) -> Run {
        let mut notes = Vec::new();
        let tally = takeover::take_over(&self.floor.db, plan, export, &mut |_| {}, &mut |note| notes.push(note.clone()))
            .await
            .expect("taken");
        Run { tally, notes }
    }

    pub async fn foresees(&self, plan: &Plan, export: &Export) -> Run {
        let mut notes = Vec::new();
        let tally = takeover::foresee(&self.floor.db, plan, export, &mut |_| {}, &mut |note| notes.push(note.clone()))
            .await
            .expect("foreseen");
        Run { tally, notes }
    }

    pub async fn zendesk(&self) -> Run {
        let plan = Plan { files: Some(sample("zendesk/attachments")), ..self.plan(Product::Zendesk) };
        self.takes(&plan, &self.export(Product::Zendesk, sample("zendesk"))).await
    }

    pub async fn one<T: FromRow + Send + 'static>(&self, question: &'static str) -> T {
        self.floor.db.read(move |tx| sql(question).only(tx, "row")).await.expect(question)
    }

    pub async fn all<T: FromRow + Send + 'static>(&self, question: &'static str) -> Vec<T> {
        self.floor.db.read(move |tx| sql(question).all(tx)).await.expect(question)
    }

    pub async fn does<T: Send + 'static>(&self, deed: impl Fn(&mut Work<'_>) -> Result<T, Trouble> + Send + 'static) -> T {
        self.floor.db.work(Actor::Agent(self.lead), deed).await.expect("done")
    }

    /// Every row there is.
    pub async fn everything(&self) -> Rows {
        let place = self.floor.place.place();
        tokio::task::spawn_blocking(move || off(move || every_row(&place, &migrations())))
            .await
            .expect("read")
    }
}

/// Says in which table two desks differ.
pub fn same(one: &Rows, other: &Rows) {
    for ((table, rows), (_, others)) in one.iter().zip(other) {
        assert!(rows == others, "{table} differs: {} and {} rows", rows.len(), others.len());
    }
}
