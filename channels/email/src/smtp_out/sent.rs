//! What became of a message handed to a mail server.

use super::{Reply, SmtpTrouble};

/// The four answers an outbox must treat differently.
#[derive(Debug)]
pub enum Sent {
    /// The server took responsibility for everybody except `left_out`.
    Accepted { server_reply: Reply, left_out: Vec<LeftOut> },
    /// Nobody has it. Try the whole message again later; `left_out` are the recipients the server named, if it came to that.
    /// Also for wrong settings (see [`SmtpTrouble::needs_a_person`]): the server has not judged this message.
    Later { why: SmtpTrouble, left_out: Vec<LeftOut> },
    /// Nobody has it and nobody will: trying again gets the same answer.
    Refused { reply: Reply, left_out: Vec<LeftOut> },
    /// The whole message was sent and the answer never came: it may have arrived. `left_out` surely did not get it.
    Ambiguous { what: SmtpTrouble, left_out: Vec<LeftOut> },
}

/// A recipient the server would not take, and its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    pub address: String,
    pub reply: Reply,
}

impl LeftOut {
    /// 5xx: this address does not work. Else (4xx) it may later.
    pub fn is_final(&self) -> bool {
        self.reply.is_never()
    }
}
