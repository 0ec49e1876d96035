//! Every event of every room, in one type, so that what follows can be decided in one exhaustive place.

use db::activity::Entry;
use serde::de::value::MapDeserializer;
use serde::de::{DeserializeOwned, Error};
use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

/// What happened, whoever's it is.
#[derive(Debug, Clone)]
pub enum Event {
    Desk(desk::Event),
    Customers(customers::Event),
    Agents(agents::Event),
    Email(email::Event),
    Orders(orders::Event),
    Portal(portal::Event),
    Shops(shops::Event),
    Webhooks(webhooks::Event),
    Welcome(welcome::Event),
    Push(push::Event),
    Sso(sso::Event),
    Scim(scim::Event),
    Audit(audit::Event),
    Privacy(privacy::Event),
    Feedback(feedback::Event),
    Knowledge(knowledge::Event),
}

/// What reads a line of one room.
type Reader = fn(&str) -> Option<Event>;

/// The kinds of events of every room.
pub fn kinds() -> Vec<&'static str> {
    [
        kinds_of::<desk::Event>(),
        kinds_of::<customers::Event>(),
        kinds_of::<agents::Event>(),
        kinds_of::<email::Event>(),
        kinds_of::<orders::Event>(),
        kinds_of::<portal::Event>(),
        kinds_of::<shops::Event>(),
        kinds_of::<webhooks::Event>(),
        kinds_of::<welcome::Event>(),
        kinds_of::<push::Event>(),
        kinds_of::<sso::Event>(),
        kinds_of::<scim::Event>(),
        kinds_of::<audit::Event>(),
        kinds_of::<privacy::Event>(),
        kinds_of::<feedback::Event>(),
        kinds_of::<knowledge::Event>(),
    ]
    .concat()
}

/// Asked for a kind nobody has, a room says which it knows.
fn kinds_of<T: DeserializeOwned>() -> Vec<&'static str> {
    let nobodys = MapDeserializer::<_, Known>::new(std::iter::once(("kind", "")));
    T::deserialize(nobodys).err().map(|known| known.0).unwrap_or_default()
}

/// The names a room knows, as it gives them when it is asked for another.
#[derive(Debug)]
struct Known(Vec<&'static str>);

impl std::fmt::Display for Known {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "known: {}", self.0.join(", "))
    }
}

impl std::error::Error for Known {}

impl Error for Known {
    fn custom<T: std::fmt::Display>(_: T) -> Self {
        Self(Vec::new())
    }

    fn unknown_variant(_: &str, known: &'static [&'static str]) -> Self {
        Self(known.to_vec())
    }
}

const ROOMS: [Reader; 16] = [
    |line| read(line).map(Event::Desk),
    |line| read(line).map(Event::Customers),
    |line| read(line).map(Event::Agents),
    |line| read(line).map(Event::Email),
    |line| read(line).map(Event::Orders),
    |line| read(line).map(Event::Portal),
    |line| read(line).map(Event::Shops),
    |line| read(line).map(Event::Webhooks),
    |line| read(line).map(Event::Welcome),
    |line| read(line).map(Event::Push),
    |line| read(line).map(Event::Sso),
    |line| read(line).map(Event::Scim),
    |line| read(line).map(Event::Audit),
    |line| read(line).map(Event::Privacy),
    |line| read(line).map(Event::Feedback),
    |line| read(line).map(Event::Knowledge),
];

/// The room of each kind that was met so far. A room that does not know a kind says so with the names of all it knows, which takes longer
/// than to read one.
static MET: RwLock<BTreeMap<String, Reader>> = RwLock::new(BTreeMap::new());

fn read<T: DeserializeOwned>(line: &str) -> Option<T> {
    serde_json::from_str(line).ok()
}

impl Event {
    /// Reads a line of the log; `None` for a kind no room of this version knows.
    pub fn of(entry: &Entry) -> Option<Self> {
        let met = MET.read().unwrap_or_else(PoisonError::into_inner).get(&entry.kind).copied();
        if let Some(event) = met.and_then(|room| room(&entry.detail)) {
            return Some(event);
        }
        ROOMS.iter().find_map(|room| {
            let event = room(&entry.detail)?;
            MET.write().unwrap_or_else(PoisonError::into_inner).insert(entry.kind.clone(), *room);
            Some(event)
        })
    }
}
