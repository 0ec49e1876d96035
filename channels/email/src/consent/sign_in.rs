//! The way to the provider's sign-in page and back (RFC 6749 section 4.1, with PKCE, RFC 7636).
//!
//! What we send along says for which inbox and for which agent, is signed, and holds for twenty minutes; so nothing has to be
//! stored, and nobody can be made to connect somebody else's mailbox. The verifier follows from the same signed words.

use super::Client;
use super::buy::{ConsentTrouble, allowed};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use desk::InboxId;
use kit::{Key, Moment, Token, same_secret};
use sha2::{Digest as _, Sha256};

const HOLDS_SECONDS: i64 = 20 * 60;

/// Where providers send the browser back to, below our own address.
pub(crate) const RETURN: &str = "/settings/inboxes/consent";

/// One way to the provider, begun by one agent for one inbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Way {
    pub inbox: InboxId,
    pub agent: i64,
    until: Moment,
    nonce: String,
}

impl Way {
    pub fn begin(inbox: InboxId, agent: i64, now: Moment) -> Self {
        let nonce = Token::random().hash().chars().take(24).collect();
        Self { inbox, agent, until: now.plus_seconds(HOLDS_SECONDS), nonce }
    }

    /// The address of the provider's page, with everything it needs.
    pub fn address(&self, client: &Client, redirect: &str, login_hint: &str, key: &Key) -> Result<String, ConsentTrouble> {
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(self.verifier(key)));
        let mut url = allowed(&client.sign_in_url)?;
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", &client.client_id)
            .append_pair("redirect_uri", redirect)
            .append_pair("scope", &client.scope)
            .append_pair("state", &self.state(key))
            .append_pair("code_challenge", &challenge)
            .append_pair("code_challenge_method", "S256")
            .append_pair("login_hint", login_hint)
            // Google hands out a refresh token only when asked like this, and only at a consent it asks for anew.
            .append_pair("access_type", "offline")
            .append_pair("prompt", "consent");
        Ok(url.into())
    }

    /// What comes back with the browser.
    pub fn state(&self, key: &Key) -> String {
        let words = self.words();
        format!("{words}.{}", purpose(key).sign(words.as_bytes()))
    }

    /// Reads what came back; `None` if it is not ours, or too old.
    pub fn of_state(state: &str, key: &Key, now: Moment) -> Option<Self> {
        let (words, signature) = state.rsplit_once('.')?;
        if !same_secret(signature, &purpose(key).sign(words.as_bytes())) {
            return None;
        }
        let mut parts = words.split('.');
        let mut number = || parts.next()?.parse::<i64>().ok();
        let (inbox, agent, until) = (InboxId(number()?), number()?, Moment(number()?));
        let nonce = parts.next()?.to_owned();
        (now <= until).then_some(Self { inbox, agent, until, nonce })
    }

    /// The secret behind the challenge: the provider sees it only when the code is bought with.
    pub fn verifier(&self, key: &Key) -> String {
        key.for_purpose("the verifier of a mailbox's consent").sign(self.words().as_bytes())
    }

    fn words(&self) -> String {
        format!("{}.{}.{}.{}", self.inbox, self.agent, self.until.0, self.nonce)
    }
}

fn purpose(key: &Key) -> Key {
    key.for_purpose("the state of a mailbox's consent")
}

#[cfg(test)]
mod tests {
    use super::{Client, InboxId, Key, Moment, Way};

    const NOW: Moment = Moment(1_000_000_000_000_000);

    #[test]
    fn a_way_is_recognised_for_twenty_minutes_and_no_other_is() {
        let key = Key::from_bytes([7; 32]);
        let way = Way::begin(InboxId(3), 12, NOW);
        let state = way.state(&key);

        assert_eq!(Way::of_state(&state, &key, NOW.plus_seconds(1_200)), Some(way));
        assert_eq!(Way::of_state(&state, &key, NOW.plus_seconds(1_201)), None, "too late");
        assert_eq!(Way::of_state(&state.replacen("3.", "4.", 1), &key, NOW), None, "another inbox");
        assert_eq!(Way::of_state(&state, &Key::from_bytes([8; 32]), NOW), None, "another house");
        assert_eq!(Way::of_state("", &key, NOW), None);
    }

    #[test]
    fn the_address_carries_the_challenge_and_never_the_verifier() {
        let key = Key::from_bytes([7; 32]);
        let way = Way::begin(InboxId(3), 12, NOW);
        let client = Client {
            sign_in_url: "https://accounts.provider.example/auth?tenant=kettle".into(),
            token_url: "https://accounts.provider.example/token".into(),
            scope: "mail offline".into(),
            client_id: "frontline".into(),
            client_secret: "s3cret".into(),
        };

        let address = way
            .address(&client, "https://desk.example/back", "support@kettle.example", &key)
            .expect("an address");

        assert!(
            address.starts_with("https://accounts.provider.example/auth?tenant=kettle&response_type=code&client_id=frontline&"),
            "{address}"
        );
        assert!(address.contains("scope=mail+offline") && address.contains("code_challenge_method=S256"), "{address}");
        assert!(!address.contains("s3cret") && !address.contains(&way.verifier(&key)), "{address}");
        assert!((43..=128).contains(&way.verifier(&key).len()), "RFC 7636, section 4.1");
    }
}
