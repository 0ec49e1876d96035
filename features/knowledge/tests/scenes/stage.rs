//! The stage: Kettle & Co. with an inbox and a letter of Mia's, who writes Spanish; Ben leads and may write articles, Ana answers.

use agents::{AgentId, BuiltIn, Hasher, NewAgent, NewPassword};
use db::{Actor, Trouble, Tx, Work, sql};
use desk::inbox::InboxSettings;
use desk::{Arrival, Inbox, Person};
use kit::{EmailAddress, Key, Locale};
use knowledge::article::{self, Article, Content};
use knowledge::words::Words;
use knowledge::{ArticleId, Audience, articles};
use std::sync::Arc;
use testkit::{Stage, TestDatabase, TestPlace};
use web::Site;

pub struct House {
    pub base: TestDatabase,
    pub site: Site,
    pub ben: AgentId,
    pub ana: AgentId,
    _folder: tempfile::TempDir,
}

impl Stage for House {
    async fn set_up(place: TestPlace) -> Self {
        let rooms = [db::MIGRATIONS, agents::MIGRATIONS, customers::MIGRATIONS, desk::MIGRATIONS, knowledge::MIGRATIONS];
        let base = TestDatabase::open(place, &rooms.concat());
        let password = Hasher::new().hash(&NewPassword::for_demo("the kettle sings")).await.expect("a hash");
        let made = base.db.work(Actor::System, move |work| furnish(work, &password)).await;
        let (ben, ana) = made.unwrap_or_else(|trouble| panic!("the house does not stand: {trouble}"));
        let folder = tempfile::tempdir().expect("a folder");
        let site = agents::furnish(Site::builder(base.db.clone(), Key::from_bytes([7; 32]), "https://desk.example"))
            .texts(&[customers::TEXTS, desk::TEXTS, knowledge::TEXTS])
            .with(search::Index::open(&folder.path().join("search")).expect("an index"))
            .with(desk::articles::ArticlesOf(Arc::new(knowledge::OnDesk)))
            .build();
        Self { base, site, ben, ana, _folder: folder }
    }
}

fn furnish(work: &mut Work<'_>, password: &agents::PasswordHash) -> Result<(AgentId, AgentId), Trouble> {
    let mut people = Vec::new();
    for (name, role) in [("Ben", BuiltIn::Supervisor), ("Ana", BuiltIn::Agent)] {
        let email = EmailAddress::parse(&format!("{}@kettle.example", name.to_lowercase())).expect("an address");
        let new = NewAgent {
            name: name.into(),
            email,
            role,
            locale: Locale::En,
            zone: "UTC".into(),
            password: password.clone(),
        };
        people.push(agents::add(work, &new)?);
    }
    let settings = InboxSettings {
        name: "Support".into(),
        from_name: "Kettle & Co.".into(),
        signature: String::new(),
        team_id: None,
        undo_seconds: 10,
        acknowledgement: String::new(),
    };
    let inbox = Inbox::add(work, "email", "support@kettle.example", &settings)?;
    desk::arrive(
        work,
        &Arrival {
            inbox,
            raw_id: None,
            external_id: "m1@mail.example".into(),
            fingerprint: "m1".into(),
            from: Person { name: "Mia Keller".into(), address: "mia@customer.example".into() },
            identity: EmailAddress::parse("mia@customer.example").ok().map(customers::Identity::Email),
            reply_to: Vec::new(),
            to: Vec::new(),
            cc: Vec::new(),
            subject: "Devolver el hervidor".into(),
            text: "Quiero devolverlo.".into(),
            html: None,
            sent_at: None,
            files: Vec::new(),
            automatic: "no".into(),
            authentic: "unknown".into(),
            unreadable: None,
            clues: Vec::new(),
        },
    )?;
    sql("UPDATE customer SET language = 'es-MX'").run(work)?;
    Ok((people[0], people[1]))
}

/// Returns, in English and Spanish.
pub fn returns(audience: Audience) -> Content {
    let words = |title: &str, body: &str| Words { title: title.into(), body: body.into() };
    Content {
        slug: "returns".into(),
        section: "Orders".into(),
        audience,
        texts: [
            ("en".to_owned(), words("Returns", "Within **30 days**.")),
            ("es".to_owned(), words("Devoluciones", "En **30 días**, por [esta página](https://kettle.example/d).")),
        ]
        .into(),
    }
}

impl House {
    pub async fn read<T: Send + 'static>(&self, question: impl FnOnce(&mut Tx<'_>) -> Result<T, Trouble> + Send + 'static) -> T {
        self.base.db.read(question).await.unwrap_or_else(|trouble| panic!("no answer: {trouble}"))
    }

    pub async fn works<T: Send + 'static>(
        &self,
        actor: Actor,
        deed: impl FnMut(&mut Work<'_>) -> Result<T, Trouble> + Send + 'static,
    ) -> T {
        let done = self.base.db.work(actor, deed).await;
        done.unwrap_or_else(|trouble| panic!("it should have worked: {trouble}"))
    }

    /// Ben writes an article, and publishes it if said.
    pub async fn ben_writes(&self, content: Content, publishes: bool) -> ArticleId {
        self.works(Actor::Agent(self.ben.0), move |work| {
            let id = article::write(work, content.clone())?;
            if publishes {
                articles::find(work, id)?.publish(work)?;
            }
            Ok(id)
        })
        .await
    }

    pub async fn article(&self, id: ArticleId) -> Article {
        self.read(move |tx| articles::find(tx, id)).await
    }

    pub async fn kinds(&self) -> Vec<String> {
        self.read(|tx| sql("SELECT kind FROM activity WHERE kind LIKE 'article.%' ORDER BY id").all(tx))
            .await
    }
}
