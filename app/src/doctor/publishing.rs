//! What DNS says about the domains we send for: MX, SPF, DKIM, DMARC. A resolver that does not answer is a warning only.

use super::finding::Finding;
use crate::config::Config;
use crate::house::House;
use crate::site::base_url;
use db::Trouble;
use email::DkimKey;
use email::dns::{self, Judgement, Subject, Verdict};
use std::collections::BTreeMap;

const WHAT: &str = "DNS";
/// Names nobody can register (RFC 2606): tests and demos.
const RESERVED: [&str; 4] = ["example", "test", "invalid", "localhost"];

pub(super) async fn look(config: &Config, house: &House) -> Vec<Finding> {
    let domains = match domains(house).await {
        Ok(domains) => domains,
        Err(trouble) => return vec![Finding::fail(WHAT, trouble, "frontline doctor")],
    };
    let url = base_url(config);
    let looking = domains.iter().map(|(domain, key)| one(domain, key.as_ref(), &url));
    futures::future::join_all(looking).await.concat()
}

/// Each domain once, with a key if one of its inboxes signs.
async fn domains(house: &House) -> Result<BTreeMap<String, Option<DkimKey>>, Trouble> {
    house
        .db
        .read(|tx| {
            let mut domains: BTreeMap<String, Option<DkimKey>> = BTreeMap::new();
            for inbox in desk::inboxes::all(tx)?.into_iter().filter(|inbox| inbox.channel == "email") {
                let Some((_, domain)) = inbox.address.rsplit_once('@') else { continue };
                let key = email::mailboxes::find(tx, inbox.id)?.and_then(|mailbox| mailbox.dkim);
                let known = domains.entry(domain.to_owned()).or_default();
                *known = known.take().or(key);
            }
            Ok(domains)
        })
        .await
}

async fn one(domain: &str, key: Option<&DkimKey>, url: &str) -> Vec<Finding> {
    let last = domain.rsplit('.').next().unwrap_or(domain);
    if RESERVED.contains(&last) {
        return vec![Finding::ok(WHAT, format!("{domain} is a name for examples; nothing to look up"))];
    }
    dns::look(domain, key)
        .await
        .judged()
        .iter()
        .map(|judgement| judged(domain, judgement, url))
        .collect()
}

fn judged(domain: &str, judgement: &Judgement, url: &str) -> Finding {
    let name = match judgement.subject {
        Subject::Mx => "MX",
        Subject::Spf => "SPF",
        Subject::Dkim => "DKIM",
        Subject::Dmarc => "DMARC",
    };
    let place = &judgement.place;
    let kind = if judgement.subject == Subject::Mx { "MX" } else { "TXT" };
    let publish = if judgement.publish.is_empty() {
        format!("ask your mail provider for the {kind} record, then: dig +short {kind} {place}")
    } else {
        format!("publish {kind} at {place}: {}", judgement.publish)
    };
    match &judgement.verdict {
        Verdict::Good(found) => Finding::ok(WHAT, format!("{domain} {name}: {}", found.chars().take(80).collect::<String>())),
        Verdict::Missing => Finding::warn(WHAT, format!("{domain} has no {name} record"), publish),
        Verdict::Wrong { why, .. } if judgement.subject == Subject::Dkim => Finding::fail(
            WHAT,
            format!("{domain} {name}: {why}, so every mail looks forged"),
            format!("{publish} (shown at {url}/settings/inboxes)"),
        ),
        Verdict::Wrong { why, .. } => Finding::warn(WHAT, format!("{domain} {name}: {why}"), publish),
        Verdict::Unknown(why) => {
            Finding::warn(WHAT, format!("DNS did not answer about {domain} {name} ({why})"), format!("dig {kind} {place}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::finding::Mark;

    #[test]
    fn only_a_wrong_key_is_a_failure() {
        let judgement = |subject, verdict| Judgement {
            subject,
            verdict,
            place: "x._domainkey.kettle.org".into(),
            publish: "v=DKIM1; p=a".into(),
        };
        let wrong = Verdict::Wrong { why: "another key is published", found: "v=DKIM1; p=b".into() };
        let table = [
            (Subject::Dkim, wrong.clone(), Mark::Fail),
            (Subject::Spf, wrong, Mark::Warn),
            (Subject::Dkim, Verdict::Missing, Mark::Warn),
            (Subject::Mx, Verdict::Unknown("no answer within 3 s".into()), Mark::Warn),
            (Subject::Dmarc, Verdict::Good("v=DMARC1; p=none".into()), Mark::Ok),
        ];
        for (subject, verdict, mark) in table {
            let finding = judged("kettle.org", &judgement(subject, verdict), "https://desk.kettle.org");
            assert_eq!(finding.mark, mark, "{finding}");
            assert!(finding.mark == Mark::Ok || finding.next.is_some());
        }
    }
}
