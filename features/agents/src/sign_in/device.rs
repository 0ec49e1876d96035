//! The device cookie: a browser that signed in before may go on knocking while strangers are being slowed down.
//!
//! After OWASP's “device cookies”: a random number and our signature over it and the account. It opens nothing; it only
//! moves the attempts of its holder into a count of their own, so guessing at somebody's door never locks them out.

use super::Visitor;
use kit::{Key, Token, same_secret};

/// A new device for `account`.
pub fn mint(key: &Key, account: &str) -> String {
    let number = Token::random();
    format!("{}.{}", number.reveal(), signature(key, account, number.reveal()))
}

/// The device's number, if we signed it for this account.
pub fn read(key: &Key, account: &str, cookie: &str) -> Option<String> {
    let (number, signed) = cookie.split_once('.')?;
    same_secret(signed, &signature(key, account, number)).then(|| number.to_owned())
}

pub(super) fn trusted(key: &Key, account: &str, visitor: &Visitor) -> Option<String> {
    read(key, account, visitor.device.as_deref()?)
}

fn signature(key: &Key, account: &str, number: &str) -> String {
    key.for_purpose("agents device cookie").sign(format!("{account}.{number}").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_known_for_the_account_it_was_made_for_and_no_other() {
        let key = Key::from_bytes([1; 32]);
        let cookie = mint(&key, "ana");

        assert!(read(&key, "ana", &cookie).is_some());
        assert!(read(&key, "ben", &cookie).is_none());
        assert!(read(&Key::from_bytes([2; 32]), "ana", &cookie).is_none());
        assert!(read(&key, "ana", "nonsense").is_none() && read(&key, "ana", "").is_none());
    }
}
