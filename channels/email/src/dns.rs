//! What a domain publishes about its mail (MX, SPF, DKIM, DMARC), looked up and judged, for `frontline doctor` and the DKIM page.
//!
//! Looking is one thing, judging another: [`Records::judged`] is pure. No answer from DNS is never a failure of the desk.

mod judge;
mod look;

pub use judge::{Judgement, Subject, Verdict};
pub use look::look;

/// What DNS said about one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// These records; empty for a name that has none.
    Records(Vec<String>),
    /// Nobody answered in time, or the answer was an error.
    Silence(String),
}

/// What is published for a domain, as far as DNS answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Records {
    pub domain: String,
    pub mx: Answer,
    /// TXT records of the domain itself, where SPF stands.
    pub txt: Answer,
    pub dmarc: Answer,
    /// For a domain we sign for: where its key must stand, what must be there, and what is.
    pub dkim: Option<(String, String, Answer)>,
}
