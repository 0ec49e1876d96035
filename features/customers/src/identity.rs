//! What a customer is recognised by, parsed once at the door: an email address, a phone number, a handle elsewhere.

use crate::words::one_line;
use kit::{EmailAddress, NotAPhone, NotAnEmail, PhoneNumber};

db::words!(
    /// The kinds of identity.
    IdentityKind { Email = "email", Phone = "phone", Handle = "handle" }
);

db::words!(
    /// How we came to know of an identity.
    Source { Message = "message", Agent = "agent", Customer = "customer", Import = "import", Api = "api" }
);

/// One way to recognise a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Identity {
    Email(EmailAddress),
    Phone(PhoneNumber),
    /// A name on another service, e.g. `telegram:mia_k`.
    Handle {
        service: String,
        name: String,
    },
}

/// The text is not an identity of that kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAnIdentity {
    #[error(transparent)]
    Email(#[from] NotAnEmail),
    #[error(transparent)]
    Phone(#[from] NotAPhone),
    #[error("“{0}” is not a handle. Write it as service:name, for example telegram:mia_k.")]
    Handle(String),
}

impl NotAnIdentity {
    /// The sentence of the catalogue that says so.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Email(_) => "customers-not-an-email",
            Self::Phone(_) => "customers-not-a-phone",
            Self::Handle(_) => "customers-not-a-handle",
        }
    }
}

impl Identity {
    /// Parses what somebody typed. `country` is assumed for phone numbers without a country code.
    pub fn parse(kind: IdentityKind, text: &str, country: Option<&str>) -> Result<Self, NotAnIdentity> {
        match kind {
            IdentityKind::Email => Ok(Self::Email(EmailAddress::parse(text)?)),
            IdentityKind::Phone => Ok(Self::Phone(PhoneNumber::parse(text, country)?)),
            IdentityKind::Handle => Self::handle(text),
        }
    }

    /// `service:name`; a leading `@` of the name is dropped, case does not matter.
    fn handle(text: &str) -> Result<Self, NotAnIdentity> {
        let complaint = || NotAnIdentity::Handle(text.chars().take(60).collect());
        let (service, name) = text.split_once(':').ok_or_else(complaint)?;
        let service = one_line(service, 40).to_lowercase();
        let name = one_line(name, 120).trim_start_matches('@').to_lowercase();
        let plain = service.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        if service.is_empty() || name.is_empty() || !plain {
            return Err(complaint());
        }
        Ok(Self::Handle { service, name })
    }

    /// Those of one person that say who they are. An address decides; only who has none is known by a number or a handle, which people share.
    pub fn deciding(all: &[Self]) -> impl Iterator<Item = &Self> {
        let is_email = |identity: &&Self| identity.kind() == IdentityKind::Email;
        let has_email = all.iter().any(|identity| is_email(&identity));
        all.iter().filter(move |identity| is_email(identity) == has_email)
    }

    pub const fn kind(&self) -> IdentityKind {
        match self {
            Self::Email(_) => IdentityKind::Email,
            Self::Phone(_) => IdentityKind::Phone,
            Self::Handle { .. } => IdentityKind::Handle,
        }
    }

    /// The one spelling it is stored and compared by.
    pub fn value(&self) -> String {
        match self {
            Self::Email(address) => address.as_str().to_owned(),
            Self::Phone(number) => number.as_str().to_owned(),
            Self::Handle { service, name } => format!("{service}:{name}"),
        }
    }
}

/// Whether this handle stands for nobody: the one sender of all mails that name no sender.
pub fn is_nobody(value: &str) -> bool {
    value.starts_with("unknown:")
}

#[cfg(test)]
mod tests {
    use super::{Identity, IdentityKind, NotAnIdentity};

    #[test]
    fn one_person_written_in_many_ways_is_one_identity() {
        for (kind, texts) in [
            (IdentityKind::Email, ["Mia@Example.org", " mia@example.org ", "MIA@EXAMPLE.ORG"]),
            (IdentityKind::Phone, ["+34 612 34 56 78", "0034612345678", "612 345 678"]),
            (IdentityKind::Handle, ["telegram:@Mia_K", "Telegram: mia_k", "TELEGRAM:MIA_K"]),
        ] {
            let values: Vec<_> = texts.iter().map(|text| Identity::parse(kind, text, Some("ES")).map(|i| i.value())).collect();
            assert!(values[0].is_ok() && values.iter().all(|value| *value == values[0]), "{values:?}");
        }
    }

    #[test]
    fn a_handle_says_on_which_service_it_is() {
        for bad in ["mia", ":mia", "telegram:", "tele gram:mia", "telegram:@"] {
            assert_eq!(Identity::parse(IdentityKind::Handle, bad, None), Err(NotAnIdentity::Handle(bad.into())));
        }
    }
}
