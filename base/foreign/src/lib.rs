//! Other desks, read: the export or the dump of a product becomes one neutral stream of [`Thing`]s.
//!
//! Cast: a [`Product`] names whose export it is; [`read`] stages it in a file of its own, so that a dump of any size is read in
//! bounded memory and rows may lie in any order, and tells teams and agents first, then companies, customers and macros, then
//! conversations each with all its messages, then what links them. Faults are told with their place and stop nothing; what a
//! product has and we do not take is told by name.
//!
//! It promises that what was private there is a note here, that nothing is invented, and that the same export tells the same
//! things in the same order. It refuses to know our tables: whoever takes the things in decides what becomes of them.

mod chatwoot;
mod desk;
mod documents;
mod dump;
mod fields;
mod free_scout;
mod freshdesk;
mod help_scout;
mod intercom;
mod libredesk;
mod os_ticket;
mod people;
mod pictures;
mod staging;
mod telling;
mod times;
mod xml;
mod zammad;
mod zendesk;

pub use desk::{
    Agent, Author, Company, Conversation, Customer, File, Kind, Link, Macro, Message, MessageKind, Person, Priority, Rating, Reason,
    Status, Team, Thing,
};
pub use telling::{Fault, Item, NoExport};

use staging::Staging;
use std::path::PathBuf;
use telling::Telling;

/// Whose export it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Product {
    Zendesk,
    Intercom,
    HelpScout,
    Freshdesk,
    Chatwoot,
    Zammad,
    Libredesk,
    FreeScout,
    OsTicket,
}

impl Product {
    /// The word it goes by on the command line and in tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Zendesk => "zendesk",
            Self::Intercom => "intercom",
            Self::HelpScout => "helpscout",
            Self::Freshdesk => "freshdesk",
            Self::Chatwoot => "chatwoot",
            Self::Zammad => "zammad",
            Self::Libredesk => "libredesk",
            Self::FreeScout => "freescout",
            Self::OsTicket => "osticket",
        }
    }
}

/// Where the export lies and how to read it.
#[derive(Debug, Clone)]
pub struct Export {
    pub product: Product,
    /// A file, or a folder of files.
    pub path: PathBuf,
    /// A file that may be made for as long as it is read.
    pub staging: PathBuf,
    /// Whose clock times without a zone are read by.
    pub zone: String,
    /// What the names of tables begin with, where a product lets its owner choose.
    pub prefix: String,
    /// Which account of a database that holds several.
    pub account: String,
}

/// Reads it all and tells it, until it is over or `told` answers no.
pub fn read(export: &Export, told: &mut dyn FnMut(Item) -> bool) -> Result<(), NoExport> {
    // What Rails and Go write down is in UTC wherever the machine stands.
    let zone = if matches!(export.product, Product::Chatwoot | Product::Zammad | Product::Libredesk) {
        "UTC"
    } else {
        &export.zone
    };
    let staging = Staging::at(&export.staging, zone)?;
    let mut telling = Telling::of(told);
    let read = match export.product {
        Product::Zendesk => zendesk::read(export, &staging, &mut telling),
        Product::Intercom => intercom::read(export, &staging, &mut telling),
        Product::HelpScout => help_scout::read(export, &staging, &mut telling),
        Product::Freshdesk => freshdesk::read(export, &staging, &mut telling),
        Product::Chatwoot => chatwoot::read(export, &staging, &mut telling),
        Product::Zammad => zammad::read(export, &staging, &mut telling),
        Product::Libredesk => libredesk::read(export, &staging, &mut telling),
        Product::FreeScout => free_scout::read(export, &staging, &mut telling),
        Product::OsTicket => os_ticket::read(export, &staging, &mut telling),
    };
    match read {
        Err(NoExport::Stopped) => Ok(()),
        other => other,
    }
}
