//! The certificate the pages are served with: whether it can be shown, for whom and until when, and why it was not renewed.

use super::finding::Finding;
use crate::config::{Certified, Config};
use crate::doors::acme_settings;
use crate::site::base_url;
use ::acme::{Attempts, Folder, renew_at};
use door::{About, PairFiles};
use kit::Moment;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

const WHAT: &str = "https";
/// A certificate that nobody renewed by then is forgotten.
const SOON_DAYS: i64 = 14;

pub(super) fn look(config: &Config, now: Moment) -> Vec<Finding> {
    match &config.doors.certified {
        None => Vec::new(),
        Some(Certified::Files { certificate, key }) => files(config, certificate, key, now),
        Some(Certified::Acme { .. }) => match acme_settings(config) {
            Ok(Some(settings)) => {
                let attempts = Some(Folder::at(&settings.folder).attempts()).filter(|attempts| attempts.is_of(&settings));
                let kept = Folder::at(&settings.folder)
                    .certificate()
                    .map(|kept| kept.map(|pair| pair.about).map_err(|e| e.to_string()));
                vec![from_authority(&settings.names, kept, &attempts.unwrap_or_default(), now)]
            }
            Ok(None) => Vec::new(),
            Err(trouble) => vec![Finding::fail(WHAT, trouble, "set acme_root in frontline.toml")],
        },
    }
}

fn files(config: &Config, certificate: &Path, key: &Path, now: Moment) -> Vec<Finding> {
    let files = PairFiles { certificate: certificate.to_owned(), key: key.to_owned() };
    let mut findings = match files.read() {
        Ok(pair) => vec![from_files(&pair.about, &base_url(config), now)],
        Err(trouble) => vec![Finding::fail(WHAT, trouble, format!("ls -l {} {}", certificate.display(), key.display()))],
    };
    if std::fs::metadata(key).is_ok_and(|about| about.permissions().mode() & 0o007 != 0) {
        let shown = key.display();
        findings.push(Finding::warn(WHAT, format!("anybody on this machine may read {shown}"), format!("chmod o-rwx {shown}")));
    }
    findings
}

fn from_files(about: &About, base_url: &str, now: Moment) -> Finding {
    let (days, until) = (about.days_left(now), about.ends.rfc3339());
    let host = url::Url::parse(base_url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
    let renew = "put a new certificate and its key where tls_certificate and tls_key are; no restart is needed";
    if days < 0 {
        return Finding::fail(WHAT, format!("the certificate ran out at {until}"), renew);
    }
    if !about.is_for(&host) {
        let named = about.names.join(", ");
        return Finding::fail(
            WHAT,
            format!("the certificate is for {named}, and people type {base_url}"),
            "set base_url, or get a certificate for that name",
        );
    }
    if days < SOON_DAYS {
        return Finding::warn(WHAT, format!("the certificate runs out in {days} days, at {until}"), renew);
    }
    Finding::ok(WHAT, format!("the certificate is good for {days} days, until {until}"))
}

fn from_authority(names: &[String], kept: Option<Result<About, String>>, attempts: &Attempts, now: Moment) -> Finding {
    let reason = attempts
        .trouble
        .as_ref()
        .map(|why| format!("; the last of {} tries said: {why}", attempts.failures));
    let reason = reason.unwrap_or_default();
    let reach = format!("curl --verbose --insecure https://{}/healthz", names.first().map_or("NAME", String::as_str));
    let about = match kept {
        None if attempts.failures == 0 => return Finding::warn(WHAT, "no certificate was asked for yet", "frontline serve"),
        None => return Finding::fail(WHAT, format!("there is no certificate{reason}"), reach),
        Some(Err(trouble)) => return Finding::fail(WHAT, format!("{trouble}{reason}"), "frontline serve"),
        Some(Ok(about)) => about,
    };
    let (days, until) = (about.days_left(now), about.ends.rfc3339());
    if days < 0 {
        return Finding::fail(WHAT, format!("the certificate ran out at {until}{reason}"), reach);
    }
    if attempts.failures > 0 || renew_at(&about) < now.plus_seconds(-86_400) {
        return Finding::warn(WHAT, format!("the certificate runs out in {days} days and was not renewed{reason}"), reach);
    }
    Finding::ok(
        WHAT,
        format!("the certificate is good for {days} days, until {until}, and is renewed at {}", renew_at(&about).rfc3339()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::finding::Mark;

    const DAY: i64 = 86_400;

    fn about(days: i64) -> About {
        About {
            begins: Moment::from_seconds(0),
            ends: Moment::from_seconds(days * DAY),
            names: vec!["desk.kettle.example".into()],
            serial: "01".into(),
        }
    }

    #[test]
    fn a_certificate_in_files_is_told_before_it_runs_out_and_when_it_is_for_another_name() {
        let mark = |day: i64, url: &str| from_files(&about(90), url, Moment::from_seconds(day * DAY)).mark;
        assert_eq!(mark(10, "https://desk.kettle.example"), Mark::Ok);
        assert_eq!(mark(80, "https://desk.kettle.example:8443"), Mark::Warn);
        assert_eq!(mark(91, "https://desk.kettle.example"), Mark::Fail);
        assert_eq!(mark(10, "https://help.kettle.example"), Mark::Fail);
    }

    #[test]
    fn an_authority_that_refuses_is_told_with_its_reason() {
        let names = ["desk.kettle.example".to_owned()];
        let refused = Attempts { failures: 3, trouble: Some("port 443 is closed".into()), ..Attempts::default() };
        let told = |kept: Option<i64>, attempts: &Attempts, day: i64| {
            from_authority(&names, kept.map(|days| Ok(about(days))), attempts, Moment::from_seconds(day * DAY))
        };

        assert_eq!(told(None, &Attempts::default(), 0).mark, Mark::Warn);
        assert_eq!(told(Some(90), &Attempts::default(), 59).mark, Mark::Ok);
        assert_eq!(told(Some(90), &Attempts::default(), 62).mark, Mark::Warn, "it should have been renewed");
        let none = told(None, &refused, 0);
        assert_eq!(none.mark, Mark::Fail);
        assert!(none.found.contains("port 443 is closed"), "{none}");
        assert_eq!(told(Some(90), &refused, 61).mark, Mark::Warn);
        assert_eq!(told(Some(90), &refused, 91).mark, Mark::Fail);
    }
}
