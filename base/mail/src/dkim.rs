//! Signs outgoing mail with DKIM (RFC 6376, relaxed/relaxed; RSA with SHA-256, or Ed25519 as of RFC 8463).
//!
//! The keys and their mathematics are mail-auth's; the header is put together here because mail-auth takes the time from the
//! machine's clock and ours comes from the caller.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use mail_auth::common::crypto::{Algorithm, DkimKey, Ed25519Key, RsaKey, Sha256, SigningKey};
use rustls_pki_types::{PrivateKeyDer, PrivatePkcs1KeyDer, PrivatePkcs8KeyDer};

/// Fields worth protecting; From twice, so that a second one cannot be added on the way.
const SIGNED: [&str; 16] = [
    "from",
    "from",
    "sender",
    "reply-to",
    "to",
    "cc",
    "subject",
    "date",
    "message-id",
    "in-reply-to",
    "references",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "auto-submitted",
    "list-unsubscribe",
];

/// Why a key cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DkimTrouble {
    /// No PEM, or not a private key.
    #[error("This is no private key in PEM form. Paste the whole text from -----BEGIN PRIVATE KEY----- to -----END PRIVATE KEY-----.")]
    NoPem,
    /// Neither RSA (2048 bits or more) nor Ed25519.
    #[error("The private key could not be used ({reason}). Make an RSA key of 2048 bits or an Ed25519 key and paste it again.")]
    Unusable { reason: String },
    /// The signature could not be made.
    #[error("The mail could not be signed ({reason}). Check the DKIM key of the inbox under Settings, Inboxes.")]
    NotSigned { reason: String },
}

/// A domain's signing key under its selector.
pub struct DkimSigner {
    domain: String,
    selector: String,
    key: DkimKey,
}

impl DkimSigner {
    /// Takes a private key in PEM: PKCS#8 (RSA or Ed25519) or PKCS#1 (RSA).
    pub fn from_pem(domain: &str, selector: &str, pem: &str) -> Result<Self, DkimTrouble> {
        let (label, der) = read_pem(pem).ok_or(DkimTrouble::NoPem)?;
        let rsa = |der: PrivateKeyDer<'_>| RsaKey::<Sha256>::from_key_der(der).map(DkimKey::Rsa);
        let key = match label.as_str() {
            "RSA PRIVATE KEY" => rsa(PrivateKeyDer::Pkcs1(PrivatePkcs1KeyDer::from(der.as_slice()))),
            _ => Ed25519Key::from_pkcs8_maybe_unchecked_der(&der)
                .map(DkimKey::Ed25519)
                .or_else(|_| rsa(PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(der.as_slice())))),
        };
        let key = key.map_err(|error| DkimTrouble::Unusable { reason: error.to_string() })?;
        Ok(Self { domain: tidy(domain), selector: tidy(selector), key })
    }

    /// The TXT record to publish at `<selector>._domainkey.<domain>`.
    pub fn txt_record(&self) -> String {
        match &self.key {
            DkimKey::Rsa(key) => format!("v=DKIM1; k=rsa; p={}", STANDARD.encode(spki(&key.public_key()))),
            DkimKey::Ed25519(key) => format!("v=DKIM1; k=ed25519; p={}", STANDARD.encode(key.public_key())),
        }
    }

    /// The mail with its signature on top. `now` is in microseconds since 1970.
    pub fn sign(&self, mail: &[u8], now: i64) -> Result<Vec<u8>, DkimTrouble> {
        let (head, body) = split(mail);
        let fields = unfolded_fields(head);
        let (names, mut signed) = chosen(&fields);
        let algorithm = if self.key.algorithm() == Algorithm::Ed25519Sha256 {
            "ed25519-sha256"
        } else {
            "rsa-sha256"
        };
        let body_hash = STANDARD.encode(self.key.hash(relaxed_body(body).as_slice()));
        let tags = format!(
            "v=1; a={algorithm}; c=relaxed/relaxed; d={}; s={}; t={};\r\n\th={};\r\n\tbh={body_hash};\r\n\tb=",
            self.domain,
            self.selector,
            now.div_euclid(1_000_000),
            names.join(":"),
        );
        signed.extend(relaxed_field("dkim-signature", tags.as_bytes()).into_iter().take_while(|byte| *byte != b'\r'));
        let signature = self
            .key
            .sign(signed.as_slice())
            .map_err(|error| DkimTrouble::NotSigned { reason: error.to_string() })?;
        let signature = STANDARD
            .encode(signature)
            .as_bytes()
            .chunks(70)
            .map(|line| String::from_utf8_lossy(line).into_owned())
            .collect::<Vec<_>>()
            .join("\r\n\t");
        Ok([format!("DKIM-Signature: {tags}{signature}\r\n").as_bytes(), mail].concat())
    }
}

impl std::fmt::Debug for DkimSigner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DkimSigner({}._domainkey.{})", self.selector, self.domain)
    }
}

fn tidy(name: &str) -> String {
    name.trim()
        .trim_end_matches('.')
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
        .collect::<String>()
        .to_lowercase()
}

fn read_pem(pem: &str) -> Option<(String, Vec<u8>)> {
    let (_, after) = pem.split_once("-----BEGIN ")?;
    let (label, after) = after.split_once("-----")?;
    let (inner, _) = after.split_once("-----END ")?;
    let plain: String = inner.split_whitespace().collect();
    let der = STANDARD.decode(plain).ok().filter(|der| !der.is_empty())?;
    ["PRIVATE KEY", "RSA PRIVATE KEY"].contains(&label).then(|| (label.to_owned(), der))
}

/// Wraps PKCS#1 in a SubjectPublicKeyInfo, the form DNS records hold.
fn spki(pkcs1: &[u8]) -> Vec<u8> {
    const RSA: [u8; 15] = [0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];
    let bits = [&[0u8][..], pkcs1].concat();
    der(0x30, &[&RSA[..], &der(0x03, &bits)].concat())
}

fn der(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let header = match length {
        0..128 => vec![tag, length as u8],
        128..256 => vec![tag, 0x81, length as u8],
        _ => vec![tag, 0x82, (length >> 8) as u8, length as u8],
    };
    [header.as_slice(), content].concat()
}

fn split(mail: &[u8]) -> (&[u8], &[u8]) {
    match mail.windows(4).position(|window| window == b"\r\n\r\n") {
        Some(at) => (&mail[..at + 2], &mail[at + 4..]),
        None => (mail, b""),
    }
}

/// Name in lower case and raw value of each field, in order.
fn unfolded_fields(head: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut fields: Vec<(String, Vec<u8>)> = Vec::new();
    for line in head.split_inclusive(|byte| *byte == b'\n') {
        match line
            .iter()
            .position(|byte| *byte == b':')
            .filter(|_| !line.starts_with(b" ") && !line.starts_with(b"\t"))
        {
            Some(colon) => fields.push((String::from_utf8_lossy(&line[..colon]).trim().to_ascii_lowercase(), line[colon + 1..].to_vec())),
            None => {
                if let Some((_, value)) = fields.last_mut() {
                    value.extend_from_slice(line);
                }
            }
        }
    }
    fields
}

/// The names for `h=` and the signed bytes. A repeated name takes the next field from the bottom; a missing one signs that
/// there is none, which only From is given.
fn chosen(fields: &[(String, Vec<u8>)]) -> (Vec<&'static str>, Vec<u8>) {
    let (mut names, mut signed) = (Vec::new(), Vec::new());
    for (at, name) in SIGNED.iter().enumerate() {
        let before = SIGNED[..at].iter().filter(|earlier| *earlier == name).count();
        let field = fields.iter().rev().filter(|(found, _)| found == name).nth(before);
        if let Some((_, value)) = field {
            signed.extend(relaxed_field(name, value));
        }
        if field.is_some() || *name == "from" {
            names.push(*name);
        }
    }
    (names, signed)
}

/// Relaxed header form: lower-case name, runs of blanks as one, none at the ends (RFC 6376, 3.4.2).
fn relaxed_field(name: &str, value: &[u8]) -> Vec<u8> {
    let mut out = format!("{name}:").into_bytes();
    let words = value.split(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n')).filter(|word| !word.is_empty());
    out.extend(words.collect::<Vec<_>>().join(&b' '));
    out.extend_from_slice(b"\r\n");
    out
}

/// Relaxed body form: runs of blanks as one, none at line ends, no empty lines at the end (RFC 6376, 3.4.4).
fn relaxed_body(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    let mut empty_lines = 0;
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let end = line.iter().rposition(|byte| !matches!(byte, b' ' | b'\t')).map_or(0, |at| at + 1);
        if end == 0 {
            empty_lines += 1;
            continue;
        }
        out.extend(std::iter::repeat_n(&b"\r\n"[..], empty_lines).flatten());
        empty_lines = 0;
        let mut blank = false;
        for &byte in &line[..end] {
            let is_blank = matches!(byte, b' ' | b'\t');
            if !is_blank {
                out.push(byte);
            } else if !blank {
                out.push(b' ');
            }
            blank = is_blank;
        }
        out.extend_from_slice(b"\r\n");
    }
    out
}
