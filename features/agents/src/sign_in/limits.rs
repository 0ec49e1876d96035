//! How often somebody may knock, without anybody being able to lock the owner out.
//!
//! Failures of the last quarter of an hour are counted in four places. A known device has its own count; a stranger is
//! slowed per account and place, per place, and per account. The last does not touch places where the owner came in.

use db::{FromRow, Trouble, Tx, Work, sql};
use kit::Token;
use std::net::IpAddr;

/// The stretch of time that counts.
pub const WINDOW_MINUTES: i64 = 15;
/// Where the owner came in within these days, an attack from elsewhere does not slow them.
const KNOWN_PLACE_DAYS: i64 = 30;

const FROM_A_KNOWN_DEVICE: i64 = 10;
const ON_THE_ACCOUNT_FROM_HERE: i64 = 5;
const FROM_HERE: i64 = 40;
const ON_THE_ACCOUNT: i64 = 30;

db::words!(
    /// What is being tried.
    Kind {
        Password = "password",
        Code = "code",
        Reset = "reset",
    }
);

/// Failures of the last [`WINDOW_MINUTES`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, FromRow)]
pub struct Failures {
    pub on_the_account_from_here: i64,
    pub from_here: i64,
    pub on_the_account: i64,
    /// Of the device cookie presented; meaningless without one.
    pub from_the_device: i64,
    /// Whether the owner came in from here lately.
    pub is_known_place: bool,
}

/// Whether one more attempt is let through.
pub const fn may_knock(failures: &Failures, has_known_device: bool) -> bool {
    if has_known_device {
        return failures.from_the_device < FROM_A_KNOWN_DEVICE;
    }
    failures.on_the_account_from_here < ON_THE_ACCOUNT_FROM_HERE
        && failures.from_here < FROM_HERE
        && (failures.is_known_place || failures.on_the_account < ON_THE_ACCOUNT)
}

/// An attempt written down as failed until it succeeds.
#[derive(Debug, Clone)]
pub struct Attempt {
    id: i64,
    kind: Kind,
    account: String,
    address: String,
}

/// The answer of [`count`].
#[derive(Debug)]
pub enum Counted {
    Go(Attempt),
    Wait { minutes: i64 },
}

/// Writes the attempt down, or says how long to wait. What must wait is not counted, so waiting ends by itself.
pub fn count(work: &mut Work<'_>, kind: Kind, account: &str, address: &str, device: Option<&str>) -> Result<Counted, Trouble> {
    work.keep_quietly("attempts are counted, forgotten after a month, and no history");
    let address = place(address);
    if !may_knock(&failures(work, kind, account, &address, device)?, device.is_some()) {
        return Ok(Counted::Wait { minutes: WINDOW_MINUTES });
    }
    let now = work.now;
    sql("DELETE FROM sign_in_attempt WHERE at < $1")
        .with(now.plus_seconds(-KNOWN_PLACE_DAYS * 86_400))
        .run(work)?;
    let id =
        sql("INSERT INTO sign_in_attempt (kind, account, address, device, at, succeeded) VALUES ($1, $2, $3, $4, $5, FALSE) RETURNING id")
            .with(kind)
            .with(account)
            .with(&address)
            .with(device)
            .with(now)
            .only(work, "attempt")?;
    Ok(Counted::Go(Attempt { id, kind, account: account.to_owned(), address }))
}

/// The attempt was right: it no longer counts against anybody, nor do the slips before it on this account from this place.
pub fn succeeded(work: &mut Work<'_>, attempt: &Attempt) -> Result<(), Trouble> {
    work.keep_quietly("attempts are counted, forgotten after a month, and no history");
    sql("UPDATE sign_in_attempt SET succeeded = TRUE WHERE id = $1").with(attempt.id).run(work)?;
    sql("DELETE FROM sign_in_attempt WHERE kind = $1 AND account = $2 AND address = $3 AND succeeded = FALSE")
        .with(attempt.kind)
        .with(&attempt.account)
        .with(&attempt.address)
        .run(work)?;
    Ok(())
}

fn failures(tx: &mut Tx<'_>, kind: Kind, account: &str, address: &str, device: Option<&str>) -> Result<Failures, Trouble> {
    let now = tx.now();
    sql("SELECT CAST(COALESCE(SUM(CASE WHEN account = $1 AND address = $2 THEN 1 ELSE 0 END), 0) AS BIGINT),
                CAST(COALESCE(SUM(CASE WHEN address = $2 THEN 1 ELSE 0 END), 0) AS BIGINT),
                CAST(COALESCE(SUM(CASE WHEN account = $1 THEN 1 ELSE 0 END), 0) AS BIGINT),
                CAST(COALESCE(SUM(CASE WHEN device = $3 THEN 1 ELSE 0 END), 0) AS BIGINT),
                EXISTS (SELECT 1 FROM sign_in_attempt
                         WHERE kind = $4 AND account = $1 AND address = $2 AND succeeded = TRUE AND at > $5)
           FROM sign_in_attempt
          WHERE kind = $4 AND at > $6 AND succeeded = FALSE AND (account = $1 OR address = $2)")
    .with(account)
    .with(address)
    .with(device.unwrap_or(""))
    .with(kind)
    .with(now.plus_seconds(-KNOWN_PLACE_DAYS * 86_400))
    .with(now.plus_seconds(-WINDOW_MINUTES * 60))
    .only(tx, "attempt")
}

/// How an account is written down: hashed, for people type passwords into the wrong field.
pub fn account(typed: &str) -> String {
    Token::presented(&typed.trim().to_lowercase()).hash()
}

/// Where somebody comes from: an IPv4 address, or the /64 an IPv6 visitor is free to move in.
pub fn place(address: &str) -> String {
    match address.parse::<IpAddr>().map(|ip| ip.to_canonical()) {
        Ok(IpAddr::V6(ip)) => {
            let [a, b, c, d, ..] = ip.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        Ok(IpAddr::V4(ip)) => ip.to_string(),
        Err(_) => address.chars().take(64).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attack_32_who_may_knock_once_more() {
        let calm = Failures::default();
        let table = [
            ("nobody failed", calm, false, true),
            ("the fifth slip from here", Failures { on_the_account_from_here: 5, ..calm }, false, false),
            ("four slips from here", Failures { on_the_account_from_here: 4, ..calm }, false, true),
            ("a spray from here", Failures { from_here: 40, ..calm }, false, false),
            ("an attack from everywhere, a strange place", Failures { on_the_account: 30, ..calm }, false, false),
            (
                "the same, where the owner comes in",
                Failures { on_the_account: 900, is_known_place: true, ..calm },
                false,
                true,
            ),
            (
                "the same, on the owner's device, behind a sprayer",
                Failures { on_the_account: 900, from_here: 900, on_the_account_from_here: 900, ..calm },
                true,
                true,
            ),
            ("a stolen device guessing", Failures { from_the_device: 10, ..calm }, true, false),
        ];
        for (scene, failures, has_device, expected) in table {
            assert_eq!(may_knock(&failures, has_device), expected, "{scene}");
        }
    }

    #[test]
    fn a_whole_ipv6_network_is_one_place() {
        assert_eq!(place("2001:db8:1:2::9"), place("2001:db8:1:2:ffff::1"));
        assert_ne!(place("2001:db8:1:2::9"), place("2001:db8:1:3::9"));
        assert_eq!(place("::ffff:192.0.2.7"), place("192.0.2.7"));
    }
}
