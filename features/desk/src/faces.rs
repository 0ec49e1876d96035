//! The faces customers see us by: an inbox wears the name and colour of a brand, so that whoever answers for several sees at
//! once for which. What a brand is another room knows; it tells through [`Faces`].

use crate::{Event, Inbox};
use db::{Trouble, Tx, Work, sql};
use std::collections::{BTreeMap, BTreeSet};

/// One brand, as far as an agent must see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Face {
    pub id: i64,
    pub name: String,
    /// `#rrggbb`, or empty if nobody chose one.
    pub colour: String,
    /// The inbox that wears it unless an inbox's own settings say otherwise.
    pub inbox: Option<i64>,
}

/// Implemented by whoever knows brands; given to the site as [`crate::pages::Brands`].
pub trait Faces: Send + Sync {
    /// Every brand there is.
    fn all(&self, tx: &mut Tx<'_>) -> Result<Vec<Face>, Trouble>;
}

/// Who wears what.
#[derive(Debug, Clone, Default)]
pub struct Worn(BTreeMap<i64, Face>);

impl Worn {
    /// What each inbox wears: what was chosen for it, or what its brand says.
    pub fn of(tx: &mut Tx<'_>, faces: &[Face]) -> Result<Self, Trouble> {
        let chosen: Vec<(i64, Option<i64>)> = sql("SELECT id, face_id FROM inbox ORDER BY id").all(tx)?;
        let face_of = |inbox: i64, face: Option<i64>| match face {
            Some(face) => faces.iter().find(|known| known.id == face),
            None => faces.iter().find(|known| known.inbox == Some(inbox)),
        };
        Ok(Self(
            chosen
                .into_iter()
                .filter_map(|(inbox, face)| Some((inbox, face_of(inbox, face)?.clone())))
                .collect(),
        ))
    }

    pub fn by(&self, inbox: i64) -> Option<&Face> {
        self.0.get(&inbox)
    }

    /// Whether inboxes wear different ones: only then a row has to say which.
    pub fn differ(&self) -> bool {
        self.0.values().map(|face| face.id).collect::<BTreeSet<_>>().len() > 1
    }
}

/// The stylesheet of these faces: each colour as it can be read in light and in dark.
pub fn stylesheet(faces: &[Face]) -> String {
    let coloured = faces.iter().filter(|face| !face.colour.is_empty());
    coloured
        .map(|face| {
            let (light, dark) = web::colour::on_pages(&face.colour);
            format!("[data-face=\"{}\"]{{--face:light-dark({light},{dark})}}\n", face.id)
        })
        .collect()
}

impl Inbox {
    /// Wears this face from now on; `None` for what its brand says. Unchanged, nothing is recorded.
    pub fn wear(&self, work: &mut Work<'_>, face: Option<i64>) -> Result<(), Trouble> {
        if chosen_by(work, self.id.0)? == face {
            return Ok(());
        }
        sql("UPDATE inbox SET face_id = $2 WHERE id = $1").with(self.id).with(face).run(work)?;
        work.record(&Event::InboxChangedSettings { inbox: self.id, what: "face".into() })
    }
}

/// What was chosen for the inbox itself.
pub fn chosen_by(tx: &mut Tx<'_>, inbox: i64) -> Result<Option<i64>, Trouble> {
    sql("SELECT face_id FROM inbox WHERE id = $1").with(inbox).only(tx, "inbox")
}
