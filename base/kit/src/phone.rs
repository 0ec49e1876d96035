//! A phone number in E.164, parsed once at the door.

use serde::{Deserialize, Serialize};

/// `+` and up to fifteen digits, as ITU-T E.164 writes them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PhoneNumber(String);

/// The text is not a phone number.
#[derive(Debug, Clone, thiserror::Error, PartialEq, Eq)]
#[error("“{0}” is not a phone number. Write it with the country code, as +34 600 000 000.")]
pub struct NotAPhone(pub String);

impl PhoneNumber {
    /// Parses what people write; `country` (ISO 3166 two letters) is assumed when no country code is given.
    pub fn parse(text: &str, country: Option<&str>) -> Result<Self, NotAPhone> {
        let complaint = || NotAPhone(text.chars().take(60).collect());
        let home = country.and_then(|code| code.parse().ok());
        let number = phonenumber::parse(home, text.trim()).map_err(|_| complaint())?;
        let written = number.format().mode(phonenumber::Mode::E164).to_string();
        if (8..=16).contains(&written.len()) { Ok(Self(written)) } else { Err(complaint()) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for PhoneNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::PhoneNumber;

    #[test]
    fn one_number_written_three_ways_is_one_number() {
        let same = ["+34 612 34 56 78", "0034612345678", "612 345 678"];
        for text in same {
            assert_eq!(PhoneNumber::parse(text, Some("ES")).map(|n| n.as_str().to_owned()), Ok("+34612345678".into()), "{text}");
        }
        assert!(PhoneNumber::parse("call me", None).is_err());
    }
}
