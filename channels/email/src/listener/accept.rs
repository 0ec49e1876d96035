//! The desk as the listener sees it.

use std::future::Future;
use std::net::IpAddr;

/// One message as it arrived, with what the sender said about it.
#[derive(Clone, PartialEq, Eq)]
pub struct Arrived {
    /// None for the null sender `<>`: a bounce or another automatic mail.
    pub mail_from: Option<String>,
    /// Only addresses that [`Accept::recipient`] knew.
    pub rcpt_to: Vec<String>,
    pub peer: Option<IpAddr>,
    /// The name the sender gave itself; proves nothing.
    pub hello: String,
    pub raw: Vec<u8>,
}

impl std::fmt::Debug for Arrived {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Arrived(from {:?} to {:?}, {} bytes)", self.mail_from, self.rcpt_to, self.raw.len())
    }
}

/// The desk could not answer or keep. The sender is asked to come again, so nothing is lost.
#[derive(Debug, thiserror::Error)]
#[error("the desk could not take the mail: {0}. The sender tries again; run `frontline doctor` if this lasts")]
pub struct AcceptTrouble(pub Box<dyn std::error::Error + Send + Sync>);

/// The desk behind the listener.
pub trait Accept: Send + Sync + 'static {
    /// Whether mail for this address belongs here. Trouble must be an error, not `false`: a refusal is final for the sender.
    fn recipient(&self, address: &str) -> impl Future<Output = Result<bool, AcceptTrouble>> + Send;

    /// Keeps the message, durable when it returns. If the answer is lost on the way the sender brings the message again.
    fn keep(&self, arrived: Arrived) -> impl Future<Output = Result<(), AcceptTrouble>> + Send;
}
