//! Typed keys: a customer's number cannot be handed where a conversation's is wanted.

/// Defines a key type over `i64` that binds, reads, prints and serialises as the number it is.
#[macro_export]
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Serialize, ::serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl $crate::ToValue for $name {
            fn to_value(self) -> $crate::Value {
                $crate::Value::Integer(self.0)
            }
        }
        impl $crate::FromValue for $name {
            fn from_value(value: $crate::Value) -> Result<Self, $crate::Trouble> {
                <i64 as $crate::FromValue>::from_value(value).map(Self)
            }
        }
        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.0, f)
            }
        }
        impl ::std::str::FromStr for $name {
            type Err = ::std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

/// Defines an enum stored as the word beside each variant; an unknown stored word is a [`crate::Trouble::Shape`].
#[macro_export]
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Serialize, ::serde::Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in tables, routes and catalogue keys.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Reads the word; `None` if nobody uses it.
            pub fn of_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
        impl $crate::Words for $name {
            const WORDS: &'static [&'static str] = &[$($word),+];
        }
        impl $crate::ToValue for $name {
            fn to_value(self) -> $crate::Value {
                $crate::Value::Text(self.word().to_owned())
            }
        }
        impl $crate::FromValue for $name {
            fn from_value(value: $crate::Value) -> Result<Self, $crate::Trouble> {
                let word = <String as $crate::FromValue>::from_value(value)?;
                Self::of_word(&word).ok_or_else(|| $crate::Trouble::Shape(format!("“{word}” is no {}", stringify!($name))))
            }
        }
        impl ::std::str::FromStr for $name {
            type Err = String;
            fn from_str(word: &str) -> Result<Self, String> {
                Self::of_word(word).ok_or_else(|| format!("“{word}” is not one of {:?}", Self::ALL.iter().map(|w| w.word()).collect::<Vec<_>>()))
            }
        }
    };
}

/// A type that is one of a few words, as [`words!`](crate::words) makes it.
pub trait Words {
    /// Every word there is.
    const WORDS: &'static [&'static str];
}
