//! The languages the desk speaks.

use serde::{Deserialize, Serialize};

/// A language with a complete catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    #[default]
    En,
    Es,
    Zh,
}

impl Locale {
    pub const ALL: [Self; 3] = [Self::En, Self::Es, Self::Zh];

    /// The BCP 47 tag for `<html lang>` and storage.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
            Self::Zh => "zh",
        }
    }

    /// The language's own name for itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Es => "Español",
            Self::Zh => "中文",
        }
    }

    /// Reads a tag such as `es-MX`; unknown languages give `None`.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let language = base_language(tag);
        Self::ALL.into_iter().find(|locale| locale.tag() == language)
    }

    /// The first language of an `Accept-Language` header that we speak.
    pub fn accepted(header: &str) -> Self {
        header
            .split(',')
            .filter_map(|part| Self::of_tag(part.split(';').next()?))
            .next()
            .unwrap_or_default()
    }
}

/// A language without its region or script, in small letters: `es-MX` and `ES_mx` are `es`.
pub fn base_language(tag: &str) -> String {
    tag.trim().split(['-', '_']).next().unwrap_or_default().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::Locale;

    #[test]
    fn the_first_spoken_language_wins() {
        assert_eq!(Locale::accepted("de-DE, es-MX;q=0.8, en;q=0.5"), Locale::Es);
        assert_eq!(Locale::accepted("zh-Hans-CN"), Locale::Zh);
        assert_eq!(Locale::accepted("fr"), Locale::En);
    }
}
