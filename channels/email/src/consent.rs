//! The consent of a mailbox's owner, given at their provider (OAuth 2, RFC 6749): Google and Microsoft want it instead of a password.
//!
//! The administrator signs in at the provider once ([`sign_in`]); what comes back buys access tokens, which expire after an hour or so.
//! [`renew`] buys the next one in time and stores it as the secret of both servers, so whoever connects finds a fresh one. A consent
//! that was withdrawn marks the mailbox and is asked for no more until somebody signs in again.

mod buy;
mod renew;
pub(crate) mod sign_in;

pub use buy::{Bought, ConsentTrouble};
pub use renew::{renew_due, run};

use crate::LoginKind;
use crate::mailbox::{Mailbox, State};
use crate::secrets::{CONSENT, IMAP, SMTP};
use db::{Trouble, Work, sql};
use desk::InboxId;
use kit::Moment;
use serde::{Deserialize, Serialize};

/// Bought again this long before it expires: longer than a connection takes, shorter than any token lives.
const AHEAD_SECONDS: i64 = 300;
/// What a token is taken to live when the provider does not say.
const USUAL_LIFE_SECONDS: i64 = 3_600;

/// Where a provider asks its customers for consent, and as which program we come. `Debug` shows no secret.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Client {
    /// The page a person signs in at.
    pub sign_in_url: String,
    /// Where codes and refresh tokens buy access tokens.
    pub token_url: String,
    pub scope: String,
    pub client_id: String,
    pub client_secret: String,
}

/// A consent as it is kept. Without a refresh token it has been prepared but not given yet. `Debug` shows no secret.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    pub client: Client,
    pub refresh_token: Option<String>,
    /// When the present access token was bought, and when it ends.
    #[serde(default)]
    pub bought_at: Option<Moment>,
    pub expires_at: Option<Moment>,
    /// Why the provider gives no more tokens; a person has to sign in again.
    pub refused: Option<String>,
    /// When a provider that could not be reached is asked again, and after how many tries.
    #[serde(default)]
    pub again_at: Option<Moment>,
    #[serde(default)]
    pub tries: u32,
}

impl Client {
    /// Whether both addresses are ones we go to.
    pub fn is_allowed(&self) -> bool {
        buy::allowed(&self.sign_in_url).is_ok() && buy::allowed(&self.token_url).is_ok()
    }
}

impl Consent {
    /// Prepared, and not given yet.
    pub const fn prepared(client: Client) -> Self {
        Self {
            client,
            refresh_token: None,
            bought_at: None,
            expires_at: None,
            refused: None,
            again_at: None,
            tries: 0,
        }
    }

    /// Whether it was given and still holds.
    pub const fn is_given(&self) -> bool {
        self.refresh_token.is_some() && self.refused.is_none()
    }

    /// When the next token has to be bought; `None` for never.
    pub fn due_at(&self) -> Option<Moment> {
        let usual = || self.expires_at.map_or(Moment(0), |expires| expires.plus_seconds(-AHEAD_SECONDS));
        self.is_given().then(|| self.again_at.unwrap_or_else(usual))
    }

    /// The same, to be renewed at the next look.
    #[must_use]
    pub fn due_now(&self) -> Self {
        Self { again_at: Some(Moment(0)), ..self.clone() }
    }

    /// Whether the server refuses a token that by its date is still good: it was revoked, or bought for another right. Asked again
    /// at most every five minutes.
    pub fn is_doubtful(&self, state: &State, now: Moment) -> bool {
        let failing_since = state.since.filter(|_| state.word == "failing");
        let rested = self.bought_at.is_none_or(|bought| now.seconds_since(bought) >= AHEAD_SECONDS);
        self.is_given() && rested && failing_since > self.bought_at
    }

    /// As it stands after a purchase. A provider may hand out a new refresh token with each access token; the old one is worthless then.
    pub fn after(&self, bought: &Bought, now: Moment) -> Self {
        Self {
            refresh_token: bought.refresh_token.clone().or_else(|| self.refresh_token.clone()),
            bought_at: Some(now),
            expires_at: Some(now.plus_seconds(bought.lives_seconds.unwrap_or(USUAL_LIFE_SECONDS))),
            refused: None,
            again_at: None,
            tries: 0,
            ..self.clone()
        }
    }

    /// As it stands after a purchase that failed.
    pub fn after_trouble(&self, trouble: &ConsentTrouble, now: Moment) -> Self {
        match trouble {
            ConsentTrouble::Withdrawn(why) => Self { refused: Some(why.clone()), ..self.clone() },
            _ => {
                let wait = 30_i64.saturating_mul(1 << self.tries.min(6));
                Self {
                    again_at: Some(now.plus_seconds(wait)),
                    tries: self.tries.saturating_add(1),
                    ..self.clone()
                }
            }
        }
    }
}

/// Keeps a consent beside its mailbox. The token it bought becomes the secret of every server that signs in with one.
pub(crate) fn keep(work: &mut Work<'_>, inbox: InboxId, consent: Option<&Consent>, token: Option<&str>) -> Result<(), Trouble> {
    let mut mailbox = crate::mailboxes::find(work, inbox)?.ok_or(Trouble::NotFound("mailbox"))?;
    if let Some(token) = token {
        put_in(&mut mailbox, token);
    }
    let json = |value: Result<String, serde_json::Error>| value.map_err(|e| Trouble::Shape(e.to_string()));
    let imap = mailbox.imap.as_ref().map(|imap| json(serde_json::to_string(imap))).transpose()?;
    let smtp = mailbox.smtp.as_ref().map(|smtp| json(serde_json::to_string(smtp))).transpose()?;
    let consent = consent.map(|consent| json(serde_json::to_string(consent))).transpose()?;
    let imap = IMAP.seal_some(work, inbox.0, imap.as_deref())?;
    let smtp = SMTP.seal_some(work, inbox.0, smtp.as_deref())?;
    let consent = CONSENT.seal_some(work, inbox.0, consent.as_deref())?;
    work.keep_quietly("a fresh token for the same permission");
    // A server that cannot be read stays as it is stored.
    sql("UPDATE mailbox SET imap = COALESCE($2, imap), smtp = COALESCE($3, smtp), consent = $4 WHERE inbox_id = $1")
        .with(inbox)
        .with(imap)
        .with(smtp)
        .with(consent)
        .run(work)?;
    Ok(())
}

fn put_in(mailbox: &mut Mailbox, token: &str) {
    if let Some(imap) = mailbox.imap.as_mut().filter(|imap| imap.login == LoginKind::XOAuth2) {
        imap.secret = token.into();
    }
    if let Some(smtp) = mailbox.smtp.as_mut().filter(|smtp| smtp.login == LoginKind::XOAuth2) {
        smtp.secret = token.into();
    }
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Client({} at {})", self.client_id, self.token_url)
    }
}

impl std::fmt::Debug for Consent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Consent({:?}, given {}, until {:?}, refused {:?})",
            self.client,
            self.refresh_token.is_some(),
            self.expires_at,
            self.refused
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{Bought, Client, Consent, ConsentTrouble};
    use kit::Moment;

    fn consent() -> Consent {
        let client = Client {
            sign_in_url: "https://accounts.provider.example/auth".into(),
            token_url: "https://accounts.provider.example/token".into(),
            scope: "mail".into(),
            client_id: "frontline".into(),
            client_secret: "s3cret".into(),
        };
        Consent { refresh_token: Some("r1".into()), ..Consent::prepared(client) }
    }

    const NOW: Moment = Moment(1_000_000_000_000_000);

    #[test]
    fn the_next_token_is_bought_five_minutes_ahead() {
        let bought = Bought { access_token: "a1".into(), lives_seconds: Some(3_600), refresh_token: None };

        let after = consent().after(&bought, NOW);

        assert_eq!(after.due_at(), Some(NOW.plus_seconds(3_300)));
        assert_eq!(after.refresh_token.as_deref(), Some("r1"), "the old one stays good");
        assert_eq!(consent().due_at(), Some(Moment(0)), "a token nobody has bought is due at once");
    }

    #[test]
    fn a_new_refresh_token_replaces_the_old_one() {
        let bought = Bought { access_token: "a1".into(), lives_seconds: None, refresh_token: Some("r2".into()) };

        assert_eq!(consent().after(&bought, NOW).refresh_token.as_deref(), Some("r2"));
    }

    #[test]
    fn a_provider_out_of_reach_is_asked_ever_more_slowly_and_a_withdrawn_consent_no_more() {
        let out_of_reach = ConsentTrouble::Unreachable("no route".into());
        let once = consent().after_trouble(&out_of_reach, NOW);
        let twice = once.after_trouble(&out_of_reach, NOW);

        assert_eq!(once.due_at(), Some(NOW.plus_seconds(30)));
        assert_eq!(twice.due_at(), Some(NOW.plus_seconds(60)));
        assert_eq!(consent().after_trouble(&ConsentTrouble::Withdrawn("invalid_grant".into()), NOW).due_at(), None);
    }

    #[test]
    fn a_consent_never_shows_its_secrets() {
        let shown = format!("{:?}", consent());

        assert!(!shown.contains("s3cret") && !shown.contains("r1"), "{shown}");
    }
}
