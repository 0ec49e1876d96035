//! Who a paper is from and who it is for, and what the brand wants it to look like.

use serde::{Deserialize, Serialize};

/// The company behind a paper, as the law wants it named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalEntity {
    /// The registered name (BT-27).
    pub name: String,
    pub address: Address,
    /// With the country's letters in front, such as `DE123456789` (BT-31).
    pub vat_id: Option<String>,
    /// The number the tax office knows the company by at home (BT-32).
    pub tax_number: Option<String>,
    /// Where and under what number it is registered (BT-30), such as `HRB 12345`.
    pub registration: Option<String>,
    pub account: Option<Account>,
    /// The creditor identifier of SEPA direct debits (BT-90).
    pub creditor_id: Option<String>,
    pub contact: Contact,
}

/// Whom a customer asks about the paper.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Contact {
    pub name: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    /// Shown at the foot of the page; not part of an e-invoice.
    pub website: Option<String>,
}

/// A bank account to pay into.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    pub iban: String,
    pub bic: Option<String>,
    /// The bank's name, shown only.
    pub bank: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customer {
    pub name: String,
    pub address: Address,
    pub vat_id: Option<String>,
    /// What the customer wants to find on our papers (BT-10), such as a cost centre.
    pub reference: Option<String>,
    /// The number we know the customer by, shown only.
    pub number: Option<String>,
    pub email: Option<String>,
}

/// A postal address. EN 16931 asks for the country and leaves the rest free.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// Street, building, care of: up to three lines.
    pub lines: Vec<String>,
    pub postcode: String,
    pub city: String,
    pub region: Option<String>,
    pub country: Country,
}

/// Two letters of ISO 3166-1, such as `DE`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Country([u8; 2]);

/// How a brand's papers look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brand {
    /// The name at the head of the page, which need not be the legal one.
    pub name: String,
    /// Red, green, blue. Used for rules and headings; too light a colour is darkened until it can be read.
    pub colour: (u8, u8, u8),
    pub logo: Option<Logo>,
    /// A last line of the brand's own, such as its thanks.
    pub footer: Option<String>,
}

/// A PNG or JPEG picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logo {
    pub bytes: Vec<u8>,
}

impl Country {
    /// Reads two letters, whatever their case; whether there is such a country is not asked.
    pub fn parse(code: &str) -> Option<Self> {
        let letters: [u8; 2] = code.trim().as_bytes().try_into().ok()?;
        letters
            .iter()
            .all(u8::is_ascii_alphabetic)
            .then(|| Self(letters.map(|letter| letter.to_ascii_uppercase())))
    }

    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl TryFrom<String> for Country {
    type Error = String;
    fn try_from(code: String) -> Result<Self, String> {
        Self::parse(&code).ok_or_else(|| format!("“{code}” is no country code. Write two letters, such as DE"))
    }
}

impl From<Country> for String {
    fn from(country: Country) -> Self {
        country.code().to_owned()
    }
}
