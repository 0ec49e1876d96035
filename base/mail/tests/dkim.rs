//! Our signatures against an independent verifier: mail-auth's, with the published record laid into its cache.
//! The keys beside this file were made for these tests and protect nothing.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use mail::DkimSigner;
use mail_auth::common::cache::NoCache;
use mail_auth::common::parse::TxtRecordParser;
use mail_auth::common::verify::DomainKey;
use mail_auth::{AuthenticatedMessage, DkimResult, MessageAuthenticator, Parameters, ResolverCache, Txt};

const RSA: &str = include_str!("keys/made-for-tests-rsa.pem");
const RSA_PKCS1: &str = include_str!("keys/made-for-tests-rsa-pkcs1.pem");
const ED25519: &str = include_str!("keys/made-for-tests-ed25519.pem");
const NOW: i64 = 1_700_000_000_000_000;

/// The DNS of these tests: one record.
struct Records(HashMap<Box<str>, Txt>);

impl ResolverCache<Box<str>, Txt> for Records {
    fn get<Q: Hash + Eq + ?Sized>(&self, name: &Q) -> Option<Txt>
    where
        Box<str>: Borrow<Q>,
    {
        self.0.get(name).cloned()
    }
    fn remove<Q: Hash + Eq + ?Sized>(&self, _: &Q) -> Option<Txt>
    where
        Box<str>: Borrow<Q>,
    {
        None
    }
    fn insert(&self, _: Box<str>, _: Txt, _: std::time::Instant) {}
}

fn holds(signer: &DkimSigner, signed: &[u8]) -> bool {
    let key = DomainKey::parse(signer.txt_record().as_bytes()).expect("a record that parses");
    let records = Records([("s1._domainkey.kettle.example.".into(), Txt::DomainKey(Arc::new(key)))].into());
    let message = AuthenticatedMessage::parse(signed).expect("a mail that parses");
    let verifier = MessageAuthenticator::new_cloudflare().expect("a resolver that is never asked");
    let parameters: Parameters<'_, _, NoCache<_, _>, NoCache<_, _>, NoCache<_, _>, NoCache<_, _>, NoCache<_, _>> =
        Parameters::new(&message);
    let results = futures::executor::block_on(verifier.verify_dkim(parameters.with_txt_cache(&records)));
    results.len() == 1 && *results[0].result() == DkimResult::Pass
}

fn mail() -> Vec<u8> {
    let text = "Hello  Mia,\r\n\r\ntwo  blanks and a tail \t\r\n\r\n\r\n";
    format!("From: Ana <ana@kettle.example>\r\nTo: mia@example.org\r\nSubject: a very long subject\r\n\tthat  goes on\r\nDate: Tue, 14 Nov 2023 22:13:20 +0000\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n{text}").into_bytes()
}

#[test]
fn an_independent_verifier_accepts_our_signatures() {
    for pem in [RSA, RSA_PKCS1, ED25519] {
        let signer = DkimSigner::from_pem("Kettle.example.", "s1", pem).expect("a key");

        let signed = signer.sign(&mail(), NOW).expect("a signature");

        assert!(signed.ends_with(&mail()));
        assert!(holds(&signer, &signed), "{}", String::from_utf8_lossy(&signed));
    }
}

#[test]
fn a_changed_mail_no_longer_verifies() {
    let signer = DkimSigner::from_pem("kettle.example", "s1", RSA).expect("a key");
    let signed = String::from_utf8(signer.sign(&mail(), NOW).expect("a signature")).expect("text");

    for changed in [
        signed.replace("two  blanks", "three blanks"),
        signed.replace("ana@", "eva@"),
        format!("From: Eva <eva@kettle.example>\r\n{signed}"),
    ] {
        assert!(!holds(&signer, changed.as_bytes()), "{changed}");
    }
}

#[test]
fn what_is_no_key_is_refused_with_the_remedy() {
    let short = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----";

    for (pem, remedy) in [
        ("", "Paste the whole text"),
        ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "Paste the whole text"),
        (short, "paste it again"),
    ] {
        let refused = DkimSigner::from_pem("kettle.example", "s1", pem).expect_err("refused");
        assert!(refused.to_string().contains(remedy), "{refused}");
    }
}
