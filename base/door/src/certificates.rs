//! The certificate that is shown, replaced while it is; and what proves to a certificate authority that the desk's names lead here.
//!
//! Of proofs there are two kinds (RFC 8737, RFC 8555 section 8.3): a certificate of its own shown to whoever asks for nothing but `acme-tls/1`,
//! and a word at an address on the plain port.

use crate::pair::{About, Pair, provider};
use prometheus_client::metrics::gauge::ConstGauge;
use prometheus_client::registry::Registry;
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls::{Error, ServerConfig};
use rustls_pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

pub(crate) const PROOF_PROTOCOL: &[u8] = b"acme-tls/1";

/// What is shown. Cheap to clone; all clones show the same.
#[derive(Clone, Default)]
pub struct Certificates(Arc<Inner>);

#[derive(Default)]
struct Inner {
    shown: RwLock<Option<Pair>>,
    trouble: Mutex<Option<String>>,
    /// By host: the certificate that proves it leads here.
    proofs: Mutex<HashMap<String, Arc<CertifiedKey>>>,
    /// By token: what is said at its address.
    words: Mutex<HashMap<String, String>>,
}

impl std::fmt::Debug for Certificates {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Certificates({:?})", self.about())
    }
}

impl Certificates {
    /// Shows this one from now on, to whoever comes next.
    pub fn show(&self, pair: Pair) {
        *self.0.shown.write().unwrap_or_else(PoisonError::into_inner) = Some(pair);
        self.stays_because(None);
    }

    /// Why the one that is shown was not replaced, or that all is well.
    pub fn stays_because(&self, trouble: Option<String>) {
        *self.0.trouble.lock().unwrap_or_else(PoisonError::into_inner) = trouble;
    }

    /// What the shown one says of itself.
    pub fn about(&self) -> Option<About> {
        self.0.shown.read().unwrap_or_else(PoisonError::into_inner).as_ref().map(|pair| pair.about.clone())
    }

    /// Why it was not replaced, if it should have been.
    pub fn trouble(&self) -> Option<String> {
        self.0.trouble.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Proves that `host` leads here by a certificate (TLS-ALPN-01), until taken back.
    pub fn prove_by_certificate(&self, host: &str, certificate: CertificateDer<'static>, key: Vec<u8>) -> Result<(), Error> {
        let key = provider().key_provider.load_private_key(PrivatePkcs8KeyDer::from(key).into())?;
        let proof = Arc::new(CertifiedKey::new(vec![certificate], key));
        self.0.proofs.lock().unwrap_or_else(PoisonError::into_inner).insert(host.to_lowercase(), proof);
        Ok(())
    }

    /// Proves it by a word on the plain port (HTTP-01), until taken back.
    pub fn prove_by_word(&self, token: &str, word: &str) {
        self.0
            .words
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(token.to_owned(), word.to_owned());
    }

    /// Takes every proof back.
    pub fn prove_nothing(&self) {
        self.0.proofs.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.0.words.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    pub(crate) fn word(&self, token: &str) -> Option<String> {
        self.0.words.lock().unwrap_or_else(PoisonError::into_inner).get(token).cloned()
    }

    /// For doors that speak HTTP, or, without `protocols`, for any other that goes private.
    pub fn server_config(&self, protocols: &[&[u8]]) -> Result<Arc<ServerConfig>, Error> {
        configured(Arc::new(self.clone()), protocols)
    }

    /// For one visitor who wants to see the proof of a host and nothing else.
    pub(crate) fn proof_config(&self, host: &str) -> Option<Arc<ServerConfig>> {
        let proof = self.0.proofs.lock().unwrap_or_else(PoisonError::into_inner).get(&host.to_lowercase()).cloned()?;
        configured(Arc::new(Only(proof)), &[PROOF_PROTOCOL]).ok()
    }

    /// Shows in a registry how long the certificate is good for, and whether a newer one was refused.
    pub fn register(&self, registry: &mut Registry, now: kit::Moment) {
        if let Some(about) = self.about() {
            registry.register("certificate_days_left", "Days until the shown certificate runs out", ConstGauge::new(about.days_left(now)));
        }
        let trouble = i64::from(self.trouble().is_some());
        registry.register(
            "certificate_trouble",
            "1 while the certificate should have been replaced and was not",
            ConstGauge::new(trouble),
        );
    }
}

fn configured(shown: Arc<dyn ResolvesServerCert>, protocols: &[&[u8]]) -> Result<Arc<ServerConfig>, Error> {
    let mut config = ServerConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_cert_resolver(shown);
    config.alpn_protocols = protocols.iter().map(|protocol| protocol.to_vec()).collect();
    Ok(Arc::new(config))
}

impl ResolvesServerCert for Certificates {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        self.0.shown.read().unwrap_or_else(PoisonError::into_inner).as_ref().map(|pair| pair.key.clone())
    }
}

#[derive(Debug)]
struct Only(Arc<CertifiedKey>);

impl ResolvesServerCert for Only {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.0.clone())
    }
}
