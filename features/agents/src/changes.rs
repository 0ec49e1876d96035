//! Changes of settings that can be put back as they were, whichever room's they are.
//!
//! A room says how one of its things stands, as text, and how to make it stand so again: [`Setting`]. A page does its verb
//! inside [`keeping`], which looks before and after and keeps the difference. Putting back compares it with how things stand
//! now and refuses if somebody moved on; it uses the room's own verbs, so that rights and the log are as always.

use crate::event::Event;
use crate::{Permission, Rights};
use db::{Actor, Conditions, FromRow, ToValue as _, Trouble, Tx, Work, sql};
use kit::Moment;
use std::net::IpAddr;
use std::sync::Arc;

mod own;
pub use own::{PersonSetting, RoleSetting, TeamSetting};

db::id!(
    /// The key of a change.
    ChangeId
);

/// One kind of setting, as the room that owns it knows it.
pub trait Setting: Send + Sync {
    /// Its word, the same for good: `role`, `inbox`.
    fn kind(&self) -> &'static str;
    /// The permission one needs to change it.
    fn needs(&self) -> &'static str;
    /// The page it is changed on.
    fn href(&self, thing: &str) -> String;
    /// How this one stands: its name, and all that can be changed, as text.
    fn standing(&self, tx: &mut Tx<'_>, thing: &str) -> Result<(String, String), Trouble>;
    /// Makes it stand so again.
    fn put_back(&self, work: &mut Work<'_>, thing: &str, stood: &str) -> Result<(), Trouble>;
    /// The same, for what depends on from where it is asked.
    fn put_back_from(&self, work: &mut Work<'_>, thing: &str, stood: &str, _from: Option<IpAddr>) -> Result<(), Trouble> {
        self.put_back(work, thing, stood)
    }
}

/// Every kind there is; put into the site by the app.
#[derive(Clone, Default)]
pub struct Settings(pub Vec<Arc<dyn Setting>>);

impl Settings {
    /// The kind of this word, if this version still has it.
    pub fn of(&self, kind: &str) -> Option<&Arc<dyn Setting>> {
        self.0.iter().find(|setting| setting.kind() == kind)
    }
}

/// A change as it was made.
#[derive(Debug, Clone, FromRow)]
pub struct Change {
    pub id: ChangeId,
    pub actor_kind: String,
    pub actor_id: Option<i64>,
    pub kind: String,
    pub thing: String,
    pub name: String,
    pub stood: String,
    pub stands: String,
    pub changed_at: Moment,
    pub put_back_at: Option<Moment>,
}

/// Does `verb` and keeps how the thing stood before it, if it stands differently afterwards. What is gone then keeps its name.
pub fn keeping<T>(
    work: &mut Work<'_>,
    setting: &dyn Setting,
    thing: &str,
    verb: impl FnOnce(&mut Work<'_>) -> Result<T, Trouble>,
) -> Result<T, Trouble> {
    let (was_called, stood) = setting.standing(work, thing)?;
    let done = verb(work)?;
    let (name, stands) = setting.standing(work, thing)?;
    if stood != stands {
        keep(work, setting, thing, if name.is_empty() { &was_called } else { &name }, (&stood, &stands))?;
    }
    Ok(done)
}

/// Keeps that a thing was made just now: put back, it goes. A kind that allows this stands as `null` where there is none.
pub fn keeping_new(work: &mut Work<'_>, setting: &dyn Setting, thing: &str) -> Result<(), Trouble> {
    let (name, stands) = setting.standing(work, thing)?;
    keep(work, setting, thing, &name, ("null", &stands))
}

fn keep(work: &mut Work<'_>, setting: &dyn Setting, thing: &str, name: &str, (stood, stands): (&str, &str)) -> Result<(), Trouble> {
    let (actor, now) = (work.actor, work.now);
    sql("INSERT INTO settings_change (actor_kind, actor_id, kind, thing, name, stood, stands, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
    .with(actor.kind())
    .with(actor.id())
    .with(setting.kind())
    .with(thing)
    .with(name)
    .with(stood)
    .with(stands)
    .with(now)
    .run(work)?;
    Ok(())
}

/// Puts it back as it was before this change, unless somebody moved on meanwhile.
pub fn put_back(work: &mut Work<'_>, settings: &Settings, id: ChangeId) -> Result<Change, Trouble> {
    put_back_from(work, settings, id, None)
}

/// The same, by somebody who comes from there.
pub fn put_back_from(work: &mut Work<'_>, settings: &Settings, id: ChangeId, from: Option<IpAddr>) -> Result<Change, Trouble> {
    let change = find(work, id)?;
    let setting = settings.of(&change.kind).ok_or(Trouble::NotFound("change"))?.clone();
    let needed =
        Permission::of_word(setting.needs()).ok_or_else(|| Trouble::Shape(format!("no permission is called {}", setting.needs())))?;
    Rights::of_actor(work)?.need(needed)?;
    if change.put_back_at.is_some() {
        return Err(Trouble::refused("agents-refused-put-back-before").with("name", &change.name));
    }
    let (_, stands) = setting.standing(work, &change.thing)?;
    if stands != change.stands {
        return Err(Trouble::refused("agents-refused-moved-on").with("name", &change.name));
    }
    let now = work.now;
    sql("UPDATE settings_change SET put_back_at = $2 WHERE id = $1").with(id).with(now).run(work)?;
    setting.put_back_from(work, &change.thing, &change.stood, from)?;
    work.record(&Event::SettingPutBack { change: id.0, what: change.kind.clone(), name: change.name.clone() })?;
    Ok(change)
}

/// The change with this key.
pub fn find(tx: &mut Tx<'_>, id: ChangeId) -> Result<Change, Trouble> {
    sql("SELECT id, actor_kind, actor_id, kind, thing, name, stood, stands, changed_at, put_back_at FROM settings_change WHERE id = $1")
        .with(id)
        .only(tx, "change")
}

/// The newest changes of these kinds, at most `most`.
pub fn newest(tx: &mut Tx<'_>, kinds: &[&str], most: i64) -> Result<Vec<Change>, Trouble> {
    let mut of_kinds = Conditions::new();
    let places = vec!["$?"; kinds.len()].join(", ");
    of_kinds.add_built(
        if kinds.is_empty() { "FALSE".into() } else { format!("kind IN ({places})") },
        kinds.iter().map(|kind| kind.to_value()).collect(),
    );
    sql("SELECT id, actor_kind, actor_id, kind, thing, name, stood, stands, changed_at, put_back_at
           FROM settings_change WHERE TRUE")
    .narrowed(of_kinds, &format!("ORDER BY id DESC LIMIT {most}"))
    .all(tx)
}

/// The last change of this agent, if it was made or put back since `since`.
pub fn last_of(tx: &mut Tx<'_>, agent: i64, since: Moment) -> Result<Option<Change>, Trouble> {
    let last: Option<Change> = sql("SELECT id, actor_kind, actor_id, kind, thing, name, stood, stands, changed_at, put_back_at
           FROM settings_change WHERE actor_id = $1 AND actor_kind = $2 ORDER BY id DESC LIMIT 1")
    .with(agent)
    .with(Actor::Agent(agent).kind())
    .one(tx)?;
    Ok(last.filter(|change| change.put_back_at.unwrap_or(change.changed_at) >= since))
}

/// As text that is read back; what cannot be written is a defect.
pub fn written(value: &impl serde::Serialize) -> Result<String, Trouble> {
    serde_json::to_string(value).map_err(|e| Trouble::Shape(format!("a setting: {e}")))
}

/// The value a setting stood as.
pub fn read<T: for<'a> serde::Deserialize<'a>>(stood: &str) -> Result<T, Trouble> {
    serde_json::from_str(stood).map_err(|e| Trouble::Shape(format!("a setting: {e}")))
}
