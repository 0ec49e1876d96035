//! Whom we believe to be the server, and the certificate we show as one.
//!
//! A certificate is believed if it leads to a root of the machine, of Mozilla, or of the inbox's own `extra_root` PEM. A certificate that *is*
//! in that PEM is believed as it stands: a self-signed mail server is common in small companies, and comparing the whole certificate
//! is a stricter check than its name.

use std::io;
use std::sync::{Arc, OnceLock};

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::CryptoProvider;
use rustls::{ClientConfig, DigitallySignedStruct, RootCertStore, ServerConfig, SignatureScheme};
use rustls_pki_types::pem::PemObject as _;
use rustls_pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use tokio_rustls::TlsConnector;

use crate::Wire;

/// Why a wire could not be made private.
#[derive(Debug, thiserror::Error)]
pub enum TlsTrouble {
    #[error("the certificate is not trusted ({0}). Correct the host name, or paste the server's certificate into the inbox's settings")]
    Untrusted(rustls::Error),
    #[error("the private connection could not be set up ({0}). Check that the port and the security setting belong together")]
    Broken(io::Error),
    #[error("the pasted certificate cannot be read ({0}). Paste the whole PEM text, from BEGIN CERTIFICATE to END CERTIFICATE")]
    UnreadablePem(String),
    #[error("{0:?} is not a host name. Correct it in the inbox's settings")]
    NotAHostName(String),
}

/// Upgrades a wire to TLS after checking that `host` is at its other end.
pub async fn secure(wire: Wire, host: &str, extra_root: Option<&str>) -> Result<Wire, TlsTrouble> {
    let name = ServerName::try_from(host.to_owned()).map_err(|_| TlsTrouble::NotAHostName(host.to_owned()))?;
    let connector = TlsConnector::from(Arc::new(client_config(extra_root)?));
    let stream = connector.connect(name, wire).await.map_err(why)?;
    Ok(Wire::new(stream))
}

/// The certificate and key our own listener shows, from PEM text.
pub fn server_config(certificates: &str, key: &str) -> Result<Arc<ServerConfig>, TlsTrouble> {
    let key = PrivateKeyDer::from_pem_slice(key.as_bytes()).map_err(|e| TlsTrouble::UnreadablePem(e.to_string()))?;
    let config = ServerConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .map_err(unusable)?
        .with_no_client_auth()
        .with_single_cert(read_pem(certificates)?, key)
        .map_err(|e| TlsTrouble::UnreadablePem(e.to_string()))?;
    Ok(Arc::new(config))
}

fn client_config(extra_root: Option<&str>) -> Result<ClientConfig, TlsTrouble> {
    let builder = ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .map_err(unusable)?;
    let Some(pem) = extra_root else {
        return Ok(builder.with_root_certificates(usual_roots()).with_no_client_auth());
    };
    let extra = read_pem(pem)?;
    let mut roots = RootCertStore::clone(&usual_roots());
    roots.add_parsable_certificates(extra.iter().cloned());
    let usual = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider())
        .build()
        .map_err(|e| TlsTrouble::UnreadablePem(e.to_string()))?;
    let verifier = Arc::new(AsItStands { usual, known: extra });
    Ok(builder.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth())
}

/// Read once per process: the machine's own list takes tens of milliseconds to load.
fn usual_roots() -> Arc<RootCertStore> {
    static ROOTS: OnceLock<Arc<RootCertStore>> = OnceLock::new();
    ROOTS
        .get_or_init(|| {
            let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
            roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
            Arc::new(roots)
        })
        .clone()
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

fn read_pem(pem: &str) -> Result<Vec<CertificateDer<'static>>, TlsTrouble> {
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem.as_bytes()).collect();
    match found {
        Ok(certificates) if !certificates.is_empty() => Ok(certificates),
        Ok(_) => Err(TlsTrouble::UnreadablePem("there is no certificate in it".into())),
        Err(trouble) => Err(TlsTrouble::UnreadablePem(trouble.to_string())),
    }
}

fn unusable(trouble: rustls::Error) -> TlsTrouble {
    TlsTrouble::Broken(io::Error::other(trouble))
}

fn why(trouble: io::Error) -> TlsTrouble {
    match trouble.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        Some(certificate @ rustls::Error::InvalidCertificate(_)) => TlsTrouble::Untrusted(certificate.clone()),
        _ => TlsTrouble::Broken(trouble),
    }
}

/// The usual check, except that a certificate the administrator pasted is believed without a root above it.
#[derive(Debug)]
struct AsItStands {
    usual: Arc<WebPkiServerVerifier>,
    known: Vec<CertificateDer<'static>>,
}

impl ServerCertVerifier for AsItStands {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        if self.known.iter().any(|known| known == end_entity) {
            return Ok(ServerCertVerified::assertion());
        }
        self.usual.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.usual.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.usual.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.usual.supported_verify_schemes()
    }
}
