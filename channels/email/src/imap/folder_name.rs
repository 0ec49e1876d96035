//! Folder names as people write them, and as IMAP sends them: modified UTF-7 (RFC 3501 section 5.1.3), inside quotes.

use base64::Engine as _;
use base64::alphabet::IMAP_MUTF7;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

const MUTF7: GeneralPurpose = GeneralPurpose::new(
    &IMAP_MUTF7,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_padding_mode(DecodePaddingMode::RequireNone),
);

/// `Entwürfe` → `Entw&APw-rfe`.
pub(super) fn to_imap(name: &str) -> String {
    let mut encoded = String::with_capacity(name.len());
    let mut foreign: Vec<u8> = Vec::new();
    for c in name.chars() {
        if matches!(c, ' '..='~') {
            close(&mut foreign, &mut encoded);
            encoded.push(c);
            if c == '&' {
                encoded.push('-');
            }
        } else {
            let mut units = [0; 2];
            foreign.extend(c.encode_utf16(&mut units).iter().flat_map(|unit| unit.to_be_bytes()));
        }
    }
    close(&mut foreign, &mut encoded);
    encoded
}

fn close(foreign: &mut Vec<u8>, encoded: &mut String) {
    if !foreign.is_empty() {
        encoded.push('&');
        MUTF7.encode_string(&*foreign, encoded);
        encoded.push('-');
        foreign.clear();
    }
}

/// `Entw&APw-rfe` → `Entwürfe`. What is not valid stays as it is.
pub(crate) fn to_people(name: &str) -> String {
    decode(name).unwrap_or_else(|| name.to_owned())
}

fn decode(name: &str) -> Option<String> {
    let mut pieces = name.split('&');
    let mut decoded = pieces.next()?.to_owned();
    for piece in pieces {
        let (foreign, plain) = piece.split_once('-')?;
        if foreign.is_empty() {
            decoded.push('&');
        } else {
            let bytes = MUTF7.decode(foreign).ok()?;
            let units: Vec<u16> = bytes.chunks(2).map(|pair| u16::from_be_bytes([pair[0], *pair.get(1).unwrap_or(&0)])).collect();
            decoded.push_str(&String::from_utf16(&units).ok()?);
        }
        decoded.push_str(plain);
    }
    Some(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_travel_both_ways() {
        let names = [
            ("INBOX", "INBOX"),
            ("Entwürfe", "Entw&APw-rfe"),
            ("收件箱", "&ZTZO9nux-"),
            ("Q&A", "Q&-A"),
            ("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"),
            ("🫖", "&2D7e1g-"),
        ];
        for (people, imap) in names {
            assert_eq!(to_imap(people), imap);
            assert_eq!(to_people(imap), people);
        }
    }

    #[test]
    fn a_broken_name_stays_as_it_is() {
        for broken in ["&", "&ZTZO9nux", "&!!-", "&2D4-"] {
            assert_eq!(to_people(broken), broken);
        }
    }
}
