//! Somebody on the way to a provider and back: what binds the answer to the browser that left, to this provider, and to one time.
//!
//! The browser holds one secret in a cookie. State, nonce and the verifier of the code (RFC 7636) are derived from it with the
//! desk's key, so nothing is stored until somebody comes back, and whoever knocks a thousand times leaves no trace.

use crate::provider::ProviderId;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use db::{Trouble, Work, sql};
use kit::{Key, Moment, Token, same_secret};
use sha2::{Digest as _, Sha256};

/// How long the way there and back may take.
pub const LIVES_SECONDS: i64 = 900;
const LONGEST_NEXT: usize = 1_500;

/// One trip.
#[derive(Debug, Clone)]
pub struct Trip {
    secret: Token,
    pub provider: ProviderId,
    pub until: Moment,
    /// An administrator tries the provider out: nobody is let in.
    pub rehearsal: bool,
    /// Where to go afterwards, a path of ours.
    pub next: String,
}

impl Trip {
    /// Sets out.
    pub fn begin(provider: ProviderId, now: Moment, next: &str, rehearsal: bool) -> Self {
        let next = if next.len() > LONGEST_NEXT { "/" } else { next };
        Self {
            secret: Token::random(),
            provider,
            until: now.plus_seconds(LIVES_SECONDS),
            rehearsal,
            next: next.to_owned(),
        }
    }

    /// What the provider must send back as it got it.
    pub fn state(&self, key: &Key) -> String {
        self.derived(key, "state")
    }

    /// What must stand in the token.
    pub fn nonce(&self, key: &Key) -> String {
        self.derived(key, "nonce")
    }

    /// What proves, with the code, that we are who asked for it.
    pub fn verifier(&self, key: &Key) -> String {
        self.derived(key, "verifier")
    }

    /// The verifier as the provider sees it before (S256).
    pub fn challenge(&self, key: &Key) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(self.verifier(key).as_bytes()))
    }

    fn derived(&self, key: &Key, what: &str) -> String {
        key.for_purpose("sso trip").sign(format!("{what}.{}", self.secret.reveal()).as_bytes())
    }

    /// For the cookie; signed, so that nobody lengthens or redirects it.
    pub fn packed(&self, key: &Key) -> String {
        let (provider, until, rehearsal) = (self.provider, self.until.seconds(), u8::from(self.rehearsal));
        let body = format!("{}.{provider}.{until}.{rehearsal}.{}", self.secret.reveal(), URL_SAFE_NO_PAD.encode(&self.next));
        let signed = key.for_purpose("sso trip cookie").sign(body.as_bytes());
        format!("{body}.{signed}")
    }

    /// What [`Trip::packed`] made, if we did and its time is not over.
    pub fn unpacked(key: &Key, cookie: &str, now: Moment) -> Option<Self> {
        let (body, signed) = cookie.rsplit_once('.')?;
        if !same_secret(signed, &key.for_purpose("sso trip cookie").sign(body.as_bytes())) {
            return None;
        }
        let parts: Vec<&str> = body.split('.').collect();
        let [secret, provider, until, rehearsal, next] = parts[..] else { return None };
        let trip = Self {
            secret: Token::presented(secret),
            provider: provider.parse().ok()?,
            until: Moment::from_seconds(until.parse().ok()?),
            rehearsal: rehearsal == "1",
            next: String::from_utf8(URL_SAFE_NO_PAD.decode(next).ok()?).ok()?,
        };
        (trip.until > now).then_some(trip)
    }

    /// Ends it. `false`: it had come back before.
    pub fn ends(&self, work: &mut Work<'_>) -> Result<bool, Trouble> {
        work.keep_quietly("that a trip came back is no history");
        let now = work.now;
        sql("DELETE FROM sso_trip_ended WHERE until <= $1").with(now).run(work)?;
        let first = sql("INSERT INTO sso_trip_ended (trip_hash, until) VALUES ($1, $2) ON CONFLICT (trip_hash) DO NOTHING")
            .with(self.secret.hash())
            .with(self.until)
            .run(work)?;
        Ok(first == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trip_survives_its_cookie_and_nothing_in_it_can_be_changed() {
        let (key, now) = (Key::from_bytes([1; 32]), Moment::from_seconds(1_000));
        let trip = Trip::begin(ProviderId(3), now, "/views/mine?x=1", false);
        let cookie = trip.packed(&key);

        let back = Trip::unpacked(&key, &cookie, now.plus_seconds(899)).expect("in time");
        assert_eq!((back.provider, back.next.as_str(), back.rehearsal), (ProviderId(3), "/views/mine?x=1", false));
        assert_eq!((back.state(&key), back.nonce(&key)), (trip.state(&key), trip.nonce(&key)));
        assert!(Trip::unpacked(&key, &cookie, now.plus_seconds(900)).is_none());
        assert!(Trip::unpacked(&key, &cookie.replacen(".3.", ".4.", 1), now).is_none());
        assert!(Trip::unpacked(&Key::from_bytes([2; 32]), &cookie, now).is_none());
        assert!(Trip::unpacked(&key, "nonsense", now).is_none() && Trip::unpacked(&key, "", now).is_none());
    }

    #[test]
    fn state_nonce_and_verifier_tell_nothing_of_each_other() {
        let key = Key::from_bytes([1; 32]);
        let trip = Trip::begin(ProviderId(1), Moment::from_seconds(0), "/", false);
        let (state, nonce, verifier) = (trip.state(&key), trip.nonce(&key), trip.verifier(&key));

        assert!(state != nonce && nonce != verifier && state != verifier);
        // RFC 7636: 43 to 128 characters.
        assert!((43..=128).contains(&verifier.len()) && trip.challenge(&key).len() == 43);
    }
}
