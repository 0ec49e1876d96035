//! A raw mail as it may be kept: what its inbox covers is covered in its bytes, before they reach the disk.
//!
//! Everything else of the mail stays byte for byte: headers, structure, files. The hash kept beside it is that of the covered bytes, so
//! that it tells nothing of what was covered; the same mail is covered the same way every time, so that it is known again.

use desk::Masking;
use mail::Words;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The bytes as they may be kept.
pub fn covered(masking: Masking, raw: Vec<u8>) -> Vec<u8> {
    if masking == Masking::Off {
        return raw;
    }
    let rewrite = AssertUnwindSafe(|| mail::rewritten(&raw, |text, words| changed(masking, text, words)));
    match catch_unwind(rewrite) {
        Ok(new) => new.unwrap_or(raw),
        // A mail that breaks its reader is kept all the same, and covered as far as bytes tell.
        Err(_) => as_bytes(masking, raw),
    }
}

fn changed(masking: Masking, text: &str, words: Words) -> Option<String> {
    let masked = match words {
        Words::Plain => mask::text(masking.policy(), text),
        Words::Html => mask::html(masking.policy(), text),
    };
    (!masked.found.nothing()).then(|| masked.text.into_owned())
}

fn as_bytes(masking: Masking, raw: Vec<u8>) -> Vec<u8> {
    let text: String = raw.iter().map(|byte| char::from(*byte)).collect();
    let covered = masking.covered(&text);
    covered.chars().map(|c| u8::try_from(u32::from(c))).collect::<Result<_, _>>().unwrap_or(raw)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_is_covered_in_place_and_always_the_same_way() {
        let raw = b"Subject: Card =?utf-8?Q?4111=201111=201111=201111?=\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nMy card is 4111 1111 1111 =\r\n1111, order 4539578763621486.\r\n";

        let once = covered(Masking::Usual, raw.to_vec());
        let letter = mail::read(&once);

        assert_eq!(letter.subject, "Card **** **** **** 1111");
        assert_eq!(letter.text, "My card is **** **** **** 1111, order 4539578763621486.");
        assert_eq!(covered(Masking::Usual, once.clone()), once);
        assert_eq!(covered(Masking::Off, raw.to_vec()), raw);
    }

    #[test]
    fn bytes_nobody_can_read_are_covered_as_they_stand() {
        assert_eq!(as_bytes(Masking::Cards, b"\xff 4111111111111111 \x80".to_vec()), b"\xff ************1111 \x80");
    }
}
