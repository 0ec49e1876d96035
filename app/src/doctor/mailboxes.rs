//! Each mailbox as the post uses it: signing in to fetch and to send, and how long the certificates are still good.

use super::finding::Finding;
use crate::config::Config;
use crate::demo::post_office;
use crate::house::House;
use crate::site::base_url;
use db::{Trouble, sql};
use email::certificate::{self, CertificateTrouble, Door};
use email::tls::{Security, Tcp};
use email::{Mailbox, imap, smtp_out};
use kit::Moment;
use std::time::Duration;

const WHAT: &str = "mailbox";
const WITHIN: Duration = Duration::from_secs(20);
const SOON_DAYS: i64 = 21;

/// A mailbox in use, with its inbox's address.
struct Looked {
    address: String,
    mailbox: Mailbox,
    /// The page that mends it.
    page: String,
    is_demo: bool,
}

pub(super) async fn look(config: &Config, house: &House, now: Moment) -> Vec<Finding> {
    let url = base_url(config);
    match all(house, &url).await {
        Ok(mailboxes) if mailboxes.is_empty() => {
            vec![Finding::warn(WHAT, "there is none yet", format!("open {url}/settings/inboxes/new-email"))]
        }
        Ok(mailboxes) => futures::future::join_all(mailboxes.iter().map(|looked| one(looked, &config.hello_name, now)))
            .await
            .concat(),
        Err(trouble) => vec![Finding::fail(WHAT, trouble, "frontline doctor")],
    }
}

async fn all(house: &House, url: &str) -> Result<Vec<Looked>, Trouble> {
    let url = url.to_owned();
    house
        .db
        .read(move |tx| {
            let demo: Option<String> = sql("SELECT value FROM setting WHERE name = $1").with(post_office::MARK).one(tx)?;
            let mut found = Vec::new();
            for mailbox in email::mailboxes::all(tx)?.into_iter().filter(|mailbox| mailbox.enabled) {
                let inbox = desk::inboxes::find(tx, mailbox.inbox)?;
                let page = format!("open {url}/settings/inboxes/{}/email", inbox.id);
                found.push(Looked { address: inbox.address, mailbox, page, is_demo: demo.is_some() });
            }
            Ok(found)
        })
        .await
}

async fn one(looked: &Looked, hello_name: &str, now: Moment) -> Vec<Finding> {
    let mut findings = Vec::new();
    if looked.mailbox.lost.anything() {
        findings.push(looked.broken("is not whole", "a secret of it cannot be read; enter it again"));
    }
    if let Some(access) = &looked.mailbox.imap {
        let settings = access.settings();
        let tested = tokio::time::timeout(WITHIN, imap::test(&Tcp, &settings)).await;
        findings.push(match tested {
            Ok(Ok(report)) => Finding::ok(WHAT, format!("{} fetches: {} messages in {}", looked.address, report.messages, settings.folder)),
            Ok(Err(trouble)) => looked.broken("does not fetch", &trouble.to_string()),
            Err(_) => looked.broken("does not fetch", &format!("{} did not answer within {} s", access.host, WITHIN.as_secs())),
        });
        findings.extend(looked.certificate(Door::Imap, &access.host, access.port, settings.security, now).await);
    }
    match &looked.mailbox.smtp {
        Some(access) if looked.is_demo && access.host == "127.0.0.1" => {
            findings.push(Finding::ok(
                WHAT,
                format!("{} belongs to the demo company, whose post office is open while Frontline serves", looked.address),
            ));
        }
        Some(access) => {
            let settings = access.settings(hello_name);
            let tested = tokio::time::timeout(WITHIN, smtp_out::test(&Tcp, &settings)).await;
            findings.push(match tested {
                Ok(Ok(_)) => Finding::ok(WHAT, format!("{} sends through {}", looked.address, access.host)),
                Ok(Err(trouble)) => looked.broken("does not send", &trouble.to_string()),
                Err(_) => looked.broken("does not send", &format!("{} did not answer within {} s", access.host, WITHIN.as_secs())),
            });
            findings.extend(looked.certificate(Door::Smtp, &access.host, access.port, settings.security, now).await);
        }
        None => findings.push(Finding::warn(WHAT, format!("{} cannot send: replies wait", looked.address), &looked.page)),
    }
    findings
}

impl Looked {
    fn broken(&self, how: &str, why: &str) -> Finding {
        Finding::fail(WHAT, format!("{} {how}: {why}", self.address), &self.page)
    }

    /// How long the server's certificate is still good; nothing where there is none.
    async fn certificate(&self, door: Door, host: &str, port: u16, security: Security, now: Moment) -> Option<Finding> {
        if security == Security::Plain {
            return None;
        }
        let looking = tokio::time::timeout(WITHIN, certificate::runs_out(&Tcp, door, host, port, security));
        let end = looking.await.unwrap_or(Err(CertificateTrouble::None));
        Some(end.map_or_else(
            |trouble| Finding::warn("certificate", format!("{host}: {trouble}"), &self.page),
            |end| judged(host, port, end, now),
        ))
    }
}

fn judged(host: &str, port: u16, end: Moment, now: Moment) -> Finding {
    const WHAT: &str = "certificate";
    let days = end.seconds_since(now).div_euclid(86_400);
    let command = format!("openssl s_client -connect {host}:{port} -servername {host} < /dev/null | openssl x509 -noout -enddate");
    match days {
        ..0 => Finding::fail(WHAT, format!("{host}: it ran out {} days ago", -days), command),
        0..SOON_DAYS => Finding::warn(WHAT, format!("{host}: it runs out in {days} days; whoever runs the server must renew it"), command),
        _ => Finding::ok(WHAT, format!("{host}: good for {days} days")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::finding::Mark;

    #[test]
    fn a_certificate_is_told_three_weeks_before_it_runs_out() {
        let now = Moment::from_seconds(1_773_133_200);
        for (days, mark) in [(-1, Mark::Fail), (0, Mark::Warn), (20, Mark::Warn), (21, Mark::Ok), (365, Mark::Ok)] {
            assert_eq!(judged("imap.kettle.example", 993, now.plus_seconds(days * 86_400), now).mark, mark, "{days}");
        }
    }
}
