//! Asks the machine's own resolver, each question once, for three seconds.

use super::{Answer, Records};
use crate::DkimKey;
use mail::DkimSigner;
use mail_auth::hickory_resolver::TokioResolver;
use mail_auth::hickory_resolver::net::NetError;
use mail_auth::hickory_resolver::proto::rr::{RData, RecordType};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(3);

/// Everything `domain` publishes about its mail; with `key`, also whether that key stands where receivers look for it.
pub async fn look(domain: &str, key: Option<&DkimKey>) -> Records {
    let resolver = resolver();
    let dkim = key.and_then(|key| {
        let wanted = DkimSigner::from_pem(&key.domain, &key.selector, &key.pem).ok()?.txt_record();
        Some((format!("{}._domainkey.{}", key.selector, key.domain), wanted))
    });
    let place = dkim.as_ref().map(|(place, _)| place.clone()).unwrap_or_default();
    let dmarc_place = format!("_dmarc.{domain}");
    let (mx, txt, dmarc, published) = tokio::join!(
        ask(&resolver, domain, RecordType::MX),
        ask(&resolver, domain, RecordType::TXT),
        ask(&resolver, &dmarc_place, RecordType::TXT),
        ask(&resolver, &place, RecordType::TXT),
    );
    Records {
        domain: domain.into(),
        mx,
        txt,
        dmarc,
        dkim: dkim.map(|(place, wanted)| (place, wanted, published)),
    }
}

fn resolver() -> Result<TokioResolver, String> {
    let mut builder = TokioResolver::builder_tokio().map_err(|e| e.to_string())?;
    let options = builder.options_mut();
    options.timeout = PATIENCE;
    options.attempts = 1;
    builder.build().map_err(|e| e.to_string())
}

async fn ask(resolver: &Result<TokioResolver, String>, name: &str, kind: RecordType) -> Answer {
    let resolver = match resolver {
        Ok(resolver) if !name.is_empty() => resolver,
        Ok(_) => return Answer::Records(Vec::new()),
        Err(why) => return Answer::Silence(why.clone()),
    };
    // A dot at the end: the name as it stands, without the machine's search domains.
    let looking = tokio::time::timeout(PATIENCE, resolver.lookup(format!("{name}."), kind));
    match looking.await {
        Ok(Ok(found)) => Answer::Records(found.answers().iter().filter_map(|record| written(&record.data)).collect()),
        Ok(Err(NetError::Dns(e))) if NetError::Dns(e.clone()).is_no_records_found() => Answer::Records(Vec::new()),
        Ok(Err(e)) => Answer::Silence(e.to_string()),
        Err(_) => Answer::Silence(format!("no answer within {} s", PATIENCE.as_secs())),
    }
}

fn written(data: &RData) -> Option<String> {
    match data {
        RData::TXT(txt) => Some(String::from_utf8_lossy(&txt.txt_data.concat()).into_owned()),
        RData::MX(mx) => Some(mx.exchange.to_utf8()),
        _ => None,
    }
}
