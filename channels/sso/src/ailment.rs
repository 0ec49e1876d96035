//! What is wrong with a provider or its answer, in words a person can act on.

use crate::token::Distrust;
use outside::{NoAnswer, Unreachable};
use web::Text;

/// What went wrong on the way to a provider.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Ailment {
    /// What was typed is no address of a provider.
    #[error("it is not an https address")]
    Address,
    /// It, or an address it named, lies inside the network and nobody allowed that.
    #[error("{0} leads to an address that is not public")]
    Inside(String),
    #[error("{0} gave no answer ({1})")]
    Silent(String, String),
    #[error("{0} answered {1}")]
    Status(String, u16),
    #[error("{0} answered what is no description of a sign-in")]
    Unreadable(String),
    /// It calls itself otherwise.
    #[error("it calls itself {0}")]
    OtherIssuer(String),
    #[error("it does not offer the way in we know")]
    NoCode,
    #[error("it did not take the client secret")]
    Secret,
    #[error("the stored secret cannot be read")]
    SecretLost,
    /// It refused the code, with its own word for why.
    #[error("it refused the code ({0})")]
    Code(String),
    #[error("its answer is not believed: {0}")]
    Token(#[from] Distrust),
}

impl Ailment {
    /// What it means that `host` gave no answer.
    pub(crate) fn of(host: &str, trouble: NoAnswer) -> Self {
        match trouble {
            NoAnswer::NotSent(Unreachable::Private) => Self::Inside(host.to_owned()),
            NoAnswer::NotSent(Unreachable::NotAllowed) => Self::Address,
            NoAnswer::NotSent(Unreachable::Silent(why)) | NoAnswer::Uncertain(why) => Self::Silent(host.to_owned(), why),
            NoAnswer::Redirected | NoAnswer::TooLarge => Self::Unreadable(host.to_owned()),
        }
    }

    /// The sentence, in the reader's language.
    pub fn said(&self, t: &Text) -> String {
        match self {
            Self::Address => t.say("sso-ailment-address"),
            Self::Inside(host) => t.say_with("sso-ailment-inside", &[("host", host)]),
            Self::Silent(host, why) => t.say_with("sso-ailment-silent", &[("host", host), ("why", why)]),
            Self::Status(host, status) => t.say_with("sso-ailment-status", &[("host", host), ("status", status)]),
            Self::Unreadable(host) => t.say_with("sso-ailment-unreadable", &[("host", host)]),
            Self::OtherIssuer(issuer) => t.say_with("sso-ailment-other-issuer", &[("issuer", issuer)]),
            Self::NoCode => t.say("sso-ailment-no-code"),
            Self::Secret => t.say("sso-ailment-secret"),
            Self::SecretLost => t.say("sso-ailment-secret-lost"),
            Self::Code(word) => t.say_with("sso-ailment-code", &[("word", word)]),
            Self::Token(distrust) => t.say_with("sso-ailment-token", &[("why", &t.say(distrust.key()))]),
        }
    }
}
