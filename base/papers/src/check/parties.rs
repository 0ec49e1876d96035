//! Who is named on the paper, and by which numbers.

use crate::{Fault, Kind, Particulars};

pub(super) fn check(paper: &Particulars, found: &mut Vec<Fault>) {
    vat_id(paper.from.vat_id.as_deref(), found);
    vat_id(paper.to.vat_id.as_deref(), found);
    if let Some(account) = &paper.from.account {
        iban(&account.iban, found);
    }
    if paper.kind.type_code().is_some() && paper.from.vat_id.is_none() && paper.from.registration.is_none() {
        found.push(Fault::Missing {
            what: "the VAT number or the registration of the company that issues the paper",
            rule: "BR-CO-26",
        });
    }
    if paper.kind == Kind::CreditNote && paper.preceding.is_empty() {
        found.push(Fault::Missing { what: "the invoice the credit note is about", rule: "BG-3" });
    }
}

/// BR-CO-9; Greece writes EL.
fn vat_id(id: Option<&str>, found: &mut Vec<Fault>) {
    let Some(id) = id else { return };
    let letters = id.chars().take(2).filter(char::is_ascii_uppercase).count();
    if letters != 2 || id.len() < 4 {
        found.push(Fault::NoCountryInVatId { id: id.to_owned() });
    }
}

/// ISO 13616: the number with its first four characters moved to the end leaves 1 when divided by 97. What does not begin
/// like an IBAN is the account number of a country without them.
pub(super) fn iban(iban: &str, found: &mut Vec<Fault>) {
    let bytes = iban.as_bytes();
    let begins_like_one = bytes.len() >= 4 && bytes[..2].iter().all(u8::is_ascii_uppercase) && bytes[2..4].iter().all(u8::is_ascii_digit);
    if !begins_like_one {
        return;
    }
    let turned = bytes[4..].iter().chain(&bytes[..4]);
    let rest = turned.fold(0_u32, |rest, byte| match byte {
        b'0'..=b'9' => (rest * 10 + u32::from(byte - b'0')) % 97,
        _ => (rest * 100 + u32::from(byte.to_ascii_uppercase().saturating_sub(b'A')) + 10) % 97,
    });
    if !(15..=34).contains(&bytes.len()) || rest != 1 {
        found.push(Fault::NoIban { iban: iban.chars().take(40).collect() });
    }
}

#[cfg(test)]
mod tests {
    use super::iban;

    #[test]
    fn an_iban_proves_itself() {
        for (number, good) in [
            ("DE89370400440532013000", true),
            ("GB29NWBK60161331926819", true),
            ("DE89370400440532013001", false),
            ("DE8937", false),
            ("0123456789", true),
        ] {
            let mut found = Vec::new();
            iban(number, &mut found);
            assert_eq!(found.is_empty(), good, "{number}");
        }
    }
}
