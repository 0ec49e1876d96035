//! A customer as the API shows them.

use crate::identities::{self, Held};
use crate::{CustomerId, IdentityKind, Source, attributes, name_of, notes, tags, values};
use db::{Actor, Trouble, Tx};
use serde::Serialize;
use std::collections::BTreeMap;
use web::api::{Time, ToSchema, word};

/// A person who contacts us.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Customer)]
pub struct Shown {
    pub id: i64,
    /// Empty while nobody has told it.
    pub name: String,
    /// What to call them: the name, or what they are known by.
    pub shown_name: String,
    pub company: Option<i64>,
    /// The language we answer in, as BCP 47 has it.
    pub language: Option<String>,
    pub created_at: Time,
    pub last_seen_at: Time,
    /// The customer they turned out to be.
    pub merged_into: Option<i64>,
    pub identities: Vec<Identity>,
    pub tags: Vec<String>,
    /// What the company wants to know of them, by the attribute's key.
    pub attributes: BTreeMap<String, String>,
}

/// One way they are known.
#[derive(Debug, Serialize, ToSchema)]
pub struct Identity {
    pub id: i64,
    #[schema(schema_with = word::<IdentityKind>)]
    pub kind: IdentityKind,
    pub value: String,
    #[schema(schema_with = word::<Source>)]
    pub source: Source,
    /// The one of its kind we use first.
    pub is_primary: bool,
    pub added_at: Time,
    pub verified_at: Option<Time>,
    /// Since when mail comes back from it.
    pub undeliverable_since: Option<Time>,
    pub undeliverable_because: Option<String>,
}

/// A note for colleagues.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CustomerNote)]
pub struct Note {
    pub id: i64,
    pub text: String,
    pub written_at: Time,
    pub written_by: Writer,
}

/// Who wrote it: `agent`, `api_token`, `automation` or `system`.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CustomerNoteWriter)]
pub struct Writer {
    pub kind: String,
    pub id: Option<i64>,
}

impl From<Held> for Identity {
    fn from(held: Held) -> Self {
        Self {
            id: held.id.0,
            kind: held.kind,
            value: held.value,
            source: held.source,
            is_primary: held.is_primary,
            added_at: Time(held.added_at),
            verified_at: held.verified_at.map(Time),
            undeliverable_since: held.undeliverable_since.map(Time),
            undeliverable_because: held.undeliverable_because,
        }
    }
}

impl From<notes::Note> for Note {
    fn from(note: notes::Note) -> Self {
        let by: Actor = note.written_by();
        Self {
            id: note.id.0,
            written_at: Time(note.written_at),
            written_by: Writer { kind: by.kind().to_owned(), id: by.id() },
            text: note.text,
        }
    }
}

impl Shown {
    /// The customer of this key, merged away or not.
    pub fn find(tx: &mut Tx<'_>, id: CustomerId) -> Result<Self, Trouble> {
        let customer = crate::find(tx, id)?;
        let keys: BTreeMap<_, _> = attributes::all(tx)?.into_iter().map(|attribute| (attribute.id, attribute.key)).collect();
        let known = values::of(tx, id)?;
        Ok(Self {
            id: id.0,
            shown_name: name_of(tx, id)?,
            company: customer.company.map(|company| company.0),
            language: customer.language,
            created_at: Time(customer.created_at),
            last_seen_at: Time(customer.last_seen_at),
            merged_into: customer.merged_into.map(|customer| customer.0),
            identities: identities::of(tx, id)?.into_iter().map(Identity::from).collect(),
            tags: tags::of(tx, id)?,
            attributes: known
                .into_iter()
                .filter_map(|known| Some((keys.get(&known.attribute)?.clone(), known.value)))
                .collect(),
            name: customer.name,
        })
    }
}

/// Where they are found.
pub fn location(id: CustomerId) -> String {
    format!("{}/customers/{id}", web::api::ROOT)
}
