//! The keys about storage that speaks S3, and what completes them: the variables every tool for S3 reads.

use super::ConfigTrouble;
use super::keys::Key;
use buckets::{Access, Style};
use db::Trouble;
use std::path::PathBuf;
use url::Url;

pub(super) const KEYS: &[Key] = &[
    Key {
        name: "s3_endpoint",
        default: "",
        meaning: "The server behind `s3://`, e.g. `https://s3.example.com`; empty for `AWS_ENDPOINT_URL_S3`, `AWS_ENDPOINT_URL`, or Amazon's own.",
    },
    Key {
        name: "s3_region",
        default: "",
        meaning: "Its region; empty for `AWS_REGION`, `AWS_DEFAULT_REGION`, or `us-east-1`.",
    },
    Key {
        name: "s3_style",
        default: "",
        meaning: "Where the bucket stands in an address: `path` or `host`; empty for `host` at Amazon's own and `path` elsewhere.",
    },
    Key {
        name: "s3_access_key",
        default: "",
        meaning: "The key it is entered with; empty for `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and, if it is lent, `AWS_SESSION_TOKEN`.",
    },
    Key {
        name: "s3_secret_key_file",
        default: "",
        meaning: "File with the secret that belongs to `s3_access_key`.",
    },
];

/// Where the server is and how it is entered; what is left out, `AWS_…` variables may say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct S3Settings {
    pub endpoint: Option<Url>,
    pub region: Option<String>,
    pub style: Option<Style>,
    pub access_key: Option<String>,
    pub secret_key_file: Option<PathBuf>,
}

impl S3Settings {
    /// Read from the values as they are written.
    pub(super) fn checked(text: &dyn Fn(&str) -> String) -> Result<Self, ConfigTrouble> {
        let filled = |key: &str| Some(text(key)).filter(|value| !value.is_empty());
        Ok(Self {
            endpoint: filled("s3_endpoint").map(|url| endpoint(&url)).transpose()?,
            region: filled("s3_region"),
            style: match text("s3_style").as_str() {
                "" => None,
                "path" => Some(Style::Path),
                "host" => Some(Style::Host),
                other => return Err(ConfigTrouble::NotAStyle(other.to_owned())),
            },
            access_key: filled("s3_access_key"),
            secret_key_file: filled("s3_secret_key_file").map(PathBuf::from),
        })
    }

    /// All of it, with what `variable` says where the configuration is silent. The key and its secret come from the same side.
    pub fn access(&self, variable: &dyn Fn(&str) -> Option<String>) -> Result<Access, Trouble> {
        let either = |names: [&str; 2]| names.into_iter().find_map(|name| variable(name).filter(|value| !value.is_empty()));
        let named = either(["AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"]);
        let named = named.map(|url| endpoint(&url)).transpose().map_err(|e| Trouble::Opening(e.to_string()))?;
        let (key, secret, session) = match (&self.access_key, &self.secret_key_file) {
            (Some(key), Some(file)) => (key.clone(), secret_in(file)?, None),
            (None, None) => {
                let of = |name: &str| variable(name).filter(|value| !value.is_empty());
                let (key, secret) = of("AWS_ACCESS_KEY_ID").zip(of("AWS_SECRET_ACCESS_KEY")).ok_or_else(no_key)?;
                (key, secret, of("AWS_SESSION_TOKEN"))
            }
            _ => return Err(Trouble::Opening("s3_access_key and s3_secret_key_file belong together. Set both, or neither and AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.".into())),
        };
        let region = self.region.clone().or_else(|| either(["AWS_REGION", "AWS_DEFAULT_REGION"]));
        Ok(Access {
            endpoint: self.endpoint.clone().or(named),
            region: region.unwrap_or_else(|| "us-east-1".to_owned()),
            style: self.style,
            key,
            secret,
            session,
        })
    }
}

fn endpoint(value: &str) -> Result<Url, ConfigTrouble> {
    let wrong = || ConfigTrouble::NotAnEndpoint(value.to_owned());
    let url = Url::parse(value).map_err(|_| wrong())?;
    let plain = url.has_host() && url.username().is_empty() && url.password().is_none() && url.query().is_none() && url.path() == "/";
    if plain && matches!(url.scheme(), "http" | "https") { Ok(url) } else { Err(wrong()) }
}

fn secret_in(file: &PathBuf) -> Result<String, Trouble> {
    let read = std::fs::read_to_string(file);
    let read = read.map_err(|e| {
        Trouble::Opening(format!("s3_secret_key_file {} cannot be read: {e}. Check the path and who owns it.", file.display()))
    })?;
    Ok(read.trim().to_owned())
}

fn no_key() -> Trouble {
    Trouble::Opening(
        "which key opens the storage? Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or s3_access_key and s3_secret_key_file in the configuration.".into(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn read(values: &[(&'static str, &str)]) -> Result<S3Settings, ConfigTrouble> {
        let values: BTreeMap<_, _> = values.iter().copied().collect();
        S3Settings::checked(&|key| (*values.get(key).unwrap_or(&"")).to_owned())
    }

    fn variables(name: &str) -> Option<String> {
        let value = match name {
            "AWS_ACCESS_KEY_ID" => "AKIA",
            "AWS_SECRET_ACCESS_KEY" => "secret",
            "AWS_SESSION_TOKEN" => "lent",
            "AWS_DEFAULT_REGION" => "eu-west-1",
            "AWS_ENDPOINT_URL" => "http://127.0.0.1:9000",
            _ => return None,
        };
        Some(value.to_owned())
    }

    #[test]
    fn what_the_configuration_leaves_out_the_usual_variables_say() {
        let access = S3Settings::default().access(&variables).expect("access");
        assert_eq!((access.key.as_str(), access.secret.as_str(), access.session.as_deref()), ("AKIA", "secret", Some("lent")));
        assert_eq!(
            (access.region.as_str(), access.endpoint.as_ref().map(Url::as_str)),
            ("eu-west-1", Some("http://127.0.0.1:9000/"))
        );

        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), "ours\n").expect("written");
        let path = file.path().to_str().expect("utf-8");
        let settings = read(&[
            ("s3_access_key", "OURS"),
            ("s3_secret_key_file", path),
            ("s3_region", "x"),
            ("s3_endpoint", "https://s3.example"),
        ]);
        let access = settings.expect("settings").access(&variables).expect("access");
        assert_eq!(
            (access.key.as_str(), access.secret.as_str(), access.session),
            ("OURS", "ours", None),
            "nothing of the variables' key"
        );
        assert_eq!((access.region.as_str(), access.endpoint.as_ref().map(Url::as_str)), ("x", Some("https://s3.example/")));
        assert!(!format!("{:?}", S3Settings::default().access(&variables)).contains("secret"));
    }

    #[test]
    fn half_of_a_key_and_what_is_no_server_are_refused() {
        let half = read(&[("s3_access_key", "OURS")]).expect("settings").access(&variables).unwrap_err();
        assert!(half.to_string().contains("belong together"), "{half}");
        let none = S3Settings::default().access(&|_| None).unwrap_err();
        assert!(none.to_string().contains("AWS_ACCESS_KEY_ID"), "{none}");
        for (key, wrong) in [
            ("s3_endpoint", "s3.example"),
            ("s3_endpoint", "https://u:p@s3.example"),
            ("s3_endpoint", "https://s3.example/b"),
            ("s3_style", "dns"),
        ] {
            assert!(read(&[(key, wrong)]).is_err(), "{key} = {wrong}");
        }
    }
}
