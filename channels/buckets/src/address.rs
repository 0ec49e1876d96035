//! `s3://bucket/prefix`, as it is written on a command line.

use std::fmt;
use std::str::FromStr;

/// Which bucket, and what stands before every name in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    pub bucket: String,
    /// Without slashes at its ends; empty for the bucket itself.
    pub prefix: String,
}

/// What is wrong with an address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a place on S3. Write it like s3://bucket/prefix, with letters, digits, dots, dashes and underscores")]
pub struct NoAddress(String);

impl Address {
    /// Whether somebody meant an address on S3.
    pub fn is_meant(text: &str) -> bool {
        text.starts_with("s3:")
    }

    /// What an object of this name is called in the bucket.
    pub(crate) fn key(&self, name: &str) -> String {
        if self.prefix.is_empty() { name.to_owned() } else { format!("{}/{name}", self.prefix) }
    }

    /// The name of an object; `None` if it lies elsewhere.
    pub(crate) fn name<'a>(&self, key: &'a str) -> Option<&'a str> {
        if self.prefix.is_empty() {
            Some(key)
        } else {
            key.strip_prefix(&self.prefix)?.strip_prefix('/')
        }
    }
}

impl FromStr for Address {
    type Err = NoAddress;

    fn from_str(text: &str) -> Result<Self, NoAddress> {
        let wrong = || NoAddress(text.to_owned());
        let rest = text.strip_prefix("s3://").ok_or_else(wrong)?;
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let prefix = prefix.trim_matches('/');
        if !is_word(bucket) || !(prefix.is_empty() || prefix.split('/').all(is_word)) {
            return Err(wrong());
        }
        Ok(Self { bucket: bucket.to_owned(), prefix: prefix.to_owned() })
    }
}

fn is_word(word: &str) -> bool {
    let plain = word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'));
    plain && !word.is_empty() && word.len() <= 255 && word != "." && word != ".."
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "s3://{}", self.bucket)?;
        if self.prefix.is_empty() { Ok(()) } else { write!(f, "/{}", self.prefix) }
    }
}

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn an_address_is_a_bucket_and_what_stands_before_its_names() {
        let read = |text: &str| text.parse::<Address>();

        let deep = read("s3://kettle-backups/desk/one/").expect("an address");
        assert_eq!(
            (deep.key("pieces/ab/cd"), deep.to_string()),
            ("desk/one/pieces/ab/cd".into(), "s3://kettle-backups/desk/one".into())
        );
        assert_eq!(deep.name("desk/one/lock"), Some("lock"));
        assert_eq!(deep.name("desk/ones/lock"), None);
        let flat = read("s3://kettle").expect("an address");
        assert_eq!((flat.key("lock"), flat.name("lock"), flat.to_string()), ("lock".into(), Some("lock"), "s3://kettle".into()));
        for wrong in [
            "s3:kettle",
            "s3://",
            "s3:///desk",
            "s3://kettle/a//b",
            "s3://kettle/../x",
            "s3://ket tle",
            "s3://kettle/día",
            "/kettle",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
