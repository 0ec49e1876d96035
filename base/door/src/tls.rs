//! The handshake: who wants a page goes on with the protocol both speak, who wants a proof sees it and is done.

use crate::certificates::{Certificates, PROOF_PROTOCOL};
use rustls::ServerConfig;
use rustls::server::Acceptor;
use std::io;
use std::sync::Arc;
use tokio::net::TcpStream;
use tokio_rustls::LazyConfigAcceptor;
use tokio_rustls::server::TlsStream;

const HTTP_2: &[u8] = b"h2";

/// What a door needs to go private.
#[derive(Clone)]
pub(crate) struct Tls {
    certificates: Certificates,
    usual: Arc<ServerConfig>,
}

/// How a handshake ended well.
pub(crate) enum Greeted {
    Http1(TlsStream<TcpStream>),
    Http2(TlsStream<TcpStream>),
    /// The proof was shown.
    Proven,
}

impl Tls {
    pub fn new(certificates: Certificates) -> Result<Self, rustls::Error> {
        let usual = certificates.server_config(&[HTTP_2, b"http/1.1"])?;
        Ok(Self { certificates, usual })
    }

    /// Shakes hands. The caller limits how long that may take.
    pub async fn greet(&self, wire: TcpStream) -> io::Result<Greeted> {
        let hello = LazyConfigAcceptor::new(Acceptor::default(), wire).await?;
        let asked = hello.client_hello();
        let wants_proof = asked.alpn().is_some_and(|mut offered| offered.any(|protocol| protocol == PROOF_PROTOCOL));
        if wants_proof {
            let proof = asked.server_name().and_then(|host| self.certificates.proof_config(host));
            let proof = proof.ok_or_else(|| io::Error::other("nothing is to be proven for this host now"))?;
            hello.into_stream(proof).await?;
            return Ok(Greeted::Proven);
        }
        let private = hello.into_stream(self.usual.clone()).await?;
        let is_http2 = private.get_ref().1.alpn_protocol() == Some(HTTP_2);
        Ok(if is_http2 { Greeted::Http2(private) } else { Greeted::Http1(private) })
    }
}
