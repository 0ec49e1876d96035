//! Configuration: few keys, each with a default. A flag beats a `FRONTLINE_…` variable beats the file beats the default.
//!
//! A key nobody knows is an error that names the nearest one. What people choose while the desk runs lives in the
//! database, not here.

mod attachments;
mod backups;
mod doors;
mod keys;
mod s3;

pub use attachments::{Attachments, place_of};
pub use backups::{BackupPlace, BackupSettings, Keep};
pub use doors::{Certified, DoorSettings};
pub use s3::S3Settings;

use clap::Args;
use keys::KEYS;
use outside::OwnNetwork;
use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

fn keys() -> impl Iterator<Item = &'static keys::Key> {
    KEYS.iter().chain(attachments::KEYS).chain(s3::KEYS)
}

/// Variables that start like ours and are not configuration.
const OTHERS: [&str; 6] = [
    "FRONTLINE_KEY_CONTENTS",
    "FRONTLINE_TEST_",
    "FRONTLINE_ABORT_AT_COMMIT",
    "FRONTLINE_CLOCK_OFF_BY",
    "FRONTLINE_SOAK",
    "FRONTLINE_SHOTS",
];

/// The same keys as flags.
#[derive(Args, Default)]
pub struct Flags {
    /// Configuration file (TOML); `frontline.toml` is read if it is there.
    #[arg(long, global = true)]
    config: Option<PathBuf>,
    /// Data folder.
    #[arg(long, global = true)]
    data: Option<String>,
    /// PostgreSQL address.
    #[arg(long, global = true)]
    database: Option<String>,
    /// Address to serve pages on.
    #[arg(long, global = true)]
    listen: Option<String>,
    /// Address people type.
    #[arg(long, global = true)]
    base_url: Option<String>,
    /// Address to take mail on by SMTP.
    #[arg(long, global = true)]
    smtp_listen: Option<String>,
    /// Address to take mail on by LMTP.
    #[arg(long, global = true)]
    lmtp_listen: Option<String>,
    /// Our name towards mail servers.
    #[arg(long, global = true)]
    hello_name: Option<String>,
    /// Proxies whose X-Forwarded-For is believed.
    #[arg(long, global = true)]
    trusted_proxies: Option<String>,
    /// Requests a minute for each API token.
    #[arg(long, global = true)]
    api_rate: Option<String>,
    /// Address to serve figures for Prometheus on.
    #[arg(long, global = true)]
    metrics_listen: Option<String>,
    /// How much to log.
    #[arg(long, global = true)]
    log: Option<String>,
}

/// The configuration, checked.
#[derive(Debug, Clone)]
pub struct Config {
    pub data: PathBuf,
    /// Where the key lies, if not in the data folder.
    pub key_file: Option<PathBuf>,
    pub database: Option<String>,
    pub listen: SocketAddr,
    pub base_url: Option<String>,
    pub doors: DoorSettings,
    pub smtp_listen: Option<SocketAddr>,
    pub lmtp_listen: Option<SocketAddr>,
    pub hello_name: String,
    pub trusted_proxies: Vec<IpAddr>,
    pub own_network: OwnNetwork,
    pub api_rate: i64,
    pub metrics_listen: Option<SocketAddr>,
    pub attachments: Attachments,
    pub backup: BackupSettings,
    pub s3: S3Settings,
    pub log: String,
}

/// What is wrong with the configuration.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ConfigTrouble {
    #[error("{place}: there is no key “{key}”. Did you mean “{nearest}”? `frontline config` lists all keys.")]
    UnknownKey { place: String, key: String, nearest: &'static str },
    #[error("{path} is not readable as TOML: {reason}. Mend the line it names, or move the file away.")]
    Unreadable { path: String, reason: String },
    #[error("{key} = “{value}” is not an address with a port. Write it like 127.0.0.1:8080.")]
    NotAnAddress { key: &'static str, value: String },
    #[error("trusted_proxies: “{0}” is not an address. Write addresses without ports, e.g. 10.0.0.5, separated by commas.")]
    NotAProxy(String),
    #[error(
        "own_network: “{0}” is not a place. Write each whole, with https:// and its port if it has one, and nothing behind it, e.g. https://sso.intern.example:8443."
    )]
    NotAPlace(String),
    #[error("base_url = “{0}” must start with http:// or https://. Write the address people type, e.g. https://desk.example.com.")]
    NotAUrl(String),
    #[error("backup_at = “{0}” is not a time of day. Write it in UTC like 02:30.")]
    NotATime(String),
    #[error("“{0}” does not say how many backups stay. Write days, weeks and months like 7d 4w 12m.")]
    NotAKeeping(String),
    #[error("backup_at needs backup_to and backup_key_file. Set both, or leave backup_at empty.")]
    NowhereToBackUp,
    #[error("attachments_to: {0}.")]
    NoPlaceForAttachments(buckets::NoAddress),
    #[error(
        "attachments_to = “{0}” is not the whole path of a folder, and would be another one from wherever the program is started. Write e.g. /mnt/files."
    )]
    NoWholePath(String),
    #[error("backup_to: {0}.")]
    NotOnS3(buckets::NoAddress),
    #[error(
        "s3_endpoint = “{0}” is not the address of a server. Write it like https://s3.example.com, with its port if it has one and nothing behind it."
    )]
    NotAnEndpoint(String),
    #[error("s3_style = “{0}” is neither. Write path or host.")]
    NotAStyle(String),
    #[error(transparent)]
    Doors(#[from] doors::DoorTrouble),
    #[error("api_rate = “{0}” is not a number of requests. Write one from 1 to 1000000.")]
    NotARate(String),
}

/// Collects the configuration from everywhere.
pub fn load(flags: &Flags) -> Result<Config, ConfigTrouble> {
    let mut values: BTreeMap<&'static str, String> = keys().map(|key| (key.name, key.default.to_owned())).collect();
    let (path, wanted) = match &flags.config {
        Some(path) => (path.clone(), true),
        None => (PathBuf::from("frontline.toml"), false),
    };
    match std::fs::read_to_string(&path) {
        Ok(text) => from_file(&mut values, &path.display().to_string(), &text)?,
        Err(e) if wanted => return Err(ConfigTrouble::Unreadable { path: path.display().to_string(), reason: e.to_string() }),
        Err(_) => {}
    }
    from_environment(&mut values, std::env::vars())?;
    from_flags(&mut values, flags);
    checked(&values)
}

fn from_file(values: &mut BTreeMap<&'static str, String>, path: &str, text: &str) -> Result<(), ConfigTrouble> {
    let table: toml::Table = text
        .parse()
        .map_err(|e: toml::de::Error| ConfigTrouble::Unreadable { path: path.into(), reason: e.message().into() })?;
    for (name, value) in table {
        let value = match value {
            toml::Value::String(text) => text,
            other => other.to_string(),
        };
        values.insert(known(&name, path)?, value);
    }
    Ok(())
}

fn from_environment(
    values: &mut BTreeMap<&'static str, String>,
    variables: impl Iterator<Item = (String, String)>,
) -> Result<(), ConfigTrouble> {
    for (variable, value) in variables {
        let Some(name) = variable.strip_prefix("FRONTLINE_") else { continue };
        if OTHERS.iter().any(|other| variable.starts_with(other)) {
            continue;
        }
        values.insert(known(&name.to_lowercase(), &format!("environment variable {variable}"))?, value);
    }
    Ok(())
}

fn from_flags(values: &mut BTreeMap<&'static str, String>, flags: &Flags) {
    let given = [
        ("data", &flags.data),
        ("database", &flags.database),
        ("listen", &flags.listen),
        ("base_url", &flags.base_url),
        ("smtp_listen", &flags.smtp_listen),
        ("lmtp_listen", &flags.lmtp_listen),
        ("hello_name", &flags.hello_name),
        ("trusted_proxies", &flags.trusted_proxies),
        ("api_rate", &flags.api_rate),
        ("metrics_listen", &flags.metrics_listen),
        ("log", &flags.log),
    ];
    for (name, value) in given {
        if let Some(value) = value {
            values.insert(name, value.clone());
        }
    }
}

fn checked(values: &BTreeMap<&'static str, String>) -> Result<Config, ConfigTrouble> {
    let text = |key: &str| values.get(key).map(|value| value.trim().to_owned()).unwrap_or_default();
    let filled = |key: &str| Some(text(key)).filter(|value| !value.is_empty());
    let base_url = filled("base_url").map(|url| url.trim_end_matches('/').to_owned());
    if let Some(url) = base_url.as_ref().filter(|url| !url.starts_with("http://") && !url.starts_with("https://")) {
        return Err(ConfigTrouble::NotAUrl(url.clone()));
    }
    Ok(Config {
        data: PathBuf::from(text("data")),
        doors: DoorSettings::checked(&text)?,
        key_file: filled("key_file").map(PathBuf::from),
        database: filled("database"),
        listen: address("listen", &text("listen"))?,
        base_url,
        smtp_listen: filled("smtp_listen").map(|value| address("smtp_listen", &value)).transpose()?,
        lmtp_listen: filled("lmtp_listen").map(|value| address("lmtp_listen", &value)).transpose()?,
        hello_name: text("hello_name"),
        trusted_proxies: proxies(&text("trusted_proxies"))?,
        own_network: OwnNetwork::parse(&text("own_network")).map_err(ConfigTrouble::NotAPlace)?,
        api_rate: rate(&text("api_rate"))?,
        metrics_listen: filled("metrics_listen").map(|value| address("metrics_listen", &value)).transpose()?,
        attachments: Attachments::checked(&text("attachments_to"))?,
        backup: BackupSettings::checked(&text)?,
        s3: S3Settings::checked(&text)?,
        log: text("log"),
    })
}

fn proxies(listed: &str) -> Result<Vec<IpAddr>, ConfigTrouble> {
    let named = listed.split(',').map(str::trim).filter(|part| !part.is_empty());
    named.map(|part| part.parse().map_err(|_| ConfigTrouble::NotAProxy(part.to_owned()))).collect()
}

fn rate(value: &str) -> Result<i64, ConfigTrouble> {
    value
        .parse()
        .ok()
        .filter(|rate| (1..=1_000_000).contains(rate))
        .ok_or_else(|| ConfigTrouble::NotARate(value.to_owned()))
}

fn address(key: &'static str, value: &str) -> Result<SocketAddr, ConfigTrouble> {
    value.parse().map_err(|_| ConfigTrouble::NotAnAddress { key, value: value.into() })
}

fn known(name: &str, place: &str) -> Result<&'static str, ConfigTrouble> {
    let nearest = keys().min_by_key(|key| distance(key.name, name)).map_or("data", |key| key.name);
    if nearest == name {
        Ok(nearest)
    } else {
        Err(ConfigTrouble::UnknownKey { place: place.into(), key: name.into(), nearest })
    }
}

/// How many letters must change to turn one word into the other (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let changed = corner + usize::from(a != *b);
            corner = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(corner + 1);
        }
    }
    row[other.len()]
}

/// `docs/config.md`, made from the keys.
pub fn manual() -> String {
    let mut page = String::from(
        "# Configuration\n\nMade by `frontline config`; a test compares. A flag (`--listen`) beats a variable (`FRONTLINE_LISTEN`) beats `frontline.toml` beats the default.\n\n| key | default | meaning |\n| --- | --- | --- |\n",
    );
    for key in keys() {
        let default = if key.default.is_empty() { "(empty)".to_owned() } else { format!("`{}`", key.default) };
        page.push_str(&format!("| `{}` | {default} | {} |\n", key.name, key.meaning));
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    fn defaults() -> BTreeMap<&'static str, String> {
        keys().map(|key| (key.name, key.default.to_owned())).collect()
    }

    #[test]
    fn an_unknown_key_names_the_nearest_known_one() {
        let wrong = from_file(&mut defaults(), "frontline.toml", "lisen = \"0.0.0.0:80\"").unwrap_err();
        assert!(wrong.to_string().contains("Did you mean “listen”?"), "{wrong}");

        let wrong = from_environment(&mut defaults(), [("FRONTLINE_BASEURL".to_owned(), "x".to_owned())].into_iter()).unwrap_err();
        assert!(wrong.to_string().contains("“base_url”"), "{wrong}");
    }

    #[test]
    fn a_flag_beats_a_variable_beats_the_file() {
        let mut values = defaults();
        from_file(&mut values, "f", "listen = \"127.0.0.1:1\"\ndata = \"a\"\nlog = \"warn\"").unwrap();
        from_environment(
            &mut values,
            [("FRONTLINE_LISTEN".into(), "127.0.0.1:2".into()), ("FRONTLINE_DATA".into(), "b".into())].into_iter(),
        )
        .unwrap();
        from_flags(&mut values, &Flags { listen: Some("127.0.0.1:3".into()), ..Flags::default() });

        let config = checked(&values).unwrap();
        assert_eq!((config.listen.port(), config.data.to_str(), config.log.as_str()), (3, Some("b"), "warn"));
    }

    #[test]
    fn a_wrong_value_says_how_to_write_it() {
        let mut values = defaults();
        values.insert("listen", "8080".into());
        assert!(checked(&values).unwrap_err().to_string().contains("127.0.0.1:8080"));
    }

    #[test]
    fn the_manual_page_is_the_one_in_docs() {
        let written = include_str!("../../docs/config.md");
        assert_eq!(written, manual(), "run `cargo run -- config > docs/config.md`");
    }
}
