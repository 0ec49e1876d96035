//! How a brand's papers look, through whichever door they leave: its colour, a last line of its own, its logo. A logo is kept
//! by its hash as long as a paper with it may be printed anew.

use super::Brand;
use crate::stored::one_line;
use crate::{Event, may_manage, proof_sheet};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use db::{Trouble, Work, sql};
use kit::sha256_hex;
use serde::{Deserialize, Serialize};

/// A logo larger than this makes every paper slow to send.
const MOST_BYTES: usize = 200_000;

/// What a brand chose; empty texts are no choice.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// `#1f3a5f`
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub colour: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub footer: String,
    /// The SHA-256 of the picture.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub logo: String,
}

impl Look {
    pub(crate) fn is_plain(&self) -> bool {
        *self == Self::default()
    }

    /// The colour as red, green and blue.
    pub(crate) fn channels(&self) -> Option<(u8, u8, u8)> {
        let part = |at: usize| self.colour.get(at..at + 2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        Some((part(1)?, part(3)?, part(5)?))
    }
}

/// A colour as people write it, `#2F6F5E`, as it is kept: `#2f6f5e`. `None` for anything else.
pub fn colour_of(typed: &str) -> Option<String> {
    let digits = typed.trim().strip_prefix('#')?;
    (digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())).then(|| format!("#{}", digits.to_ascii_lowercase()))
}

/// Chooses colour and last line of a brand's papers, and its logo: a PNG or JPEG; empty bytes take it away, `None` leaves it.
pub fn set_look(work: &mut Work<'_>, brand: &Brand, colour: &str, footer: &str, logo: Option<&[u8]>) -> Result<(), Trouble> {
    may_manage(work)?;
    let colour = match colour.trim() {
        "" => String::new(),
        typed => colour_of(typed).ok_or_else(|| Trouble::refused("orders-colour-unfit"))?,
    };
    let logo = match logo {
        None => brand.logo.clone(),
        Some([]) => String::new(),
        Some(bytes) => keep(work, brand, bytes)?,
    };
    let look = Look { colour, footer: one_line(footer, 300), logo };
    if look == brand.look() {
        return Ok(());
    }
    sql("UPDATE brand SET colour = $2, footer = $3, logo = $4 WHERE id = $1")
        .with(brand.id)
        .with(&look.colour)
        .with(&look.footer)
        .with(&look.logo)
        .run(work)?;
    work.record(&Event::BrandChanged { brand: brand.id.0 })
}

fn is_printable(work: &mut Work<'_>, brand: &Brand, picture: &[u8]) -> Result<bool, Trouble> {
    let entity = super::entity(work, brand.legal_entity)?;
    proof_sheet::takes(brand, &entity, picture, crate::days::day_at(work.now, &brand.zone))
}

fn keep(work: &mut Work<'_>, brand: &Brand, bytes: &[u8]) -> Result<String, Trouble> {
    let is_picture = bytes.starts_with(b"\x89PNG\r\n\x1a\n") || bytes.starts_with(b"\xff\xd8\xff");
    if !is_picture || bytes.len() > MOST_BYTES || !is_printable(work, brand, bytes)? {
        return Err(Trouble::refused("orders-logo-unfit").with("kilobytes", MOST_BYTES / 1_000));
    }
    let sha256 = sha256_hex(bytes);
    sql("INSERT INTO logo (sha256, base64) VALUES ($1, $2) ON CONFLICT (sha256) DO NOTHING")
        .with(&sha256)
        .with(STANDARD.encode(bytes))
        .run(work)?;
    Ok(sha256)
}

#[cfg(test)]
mod tests {
    use super::colour_of;

    #[test]
    fn only_a_colour_is_a_colour() {
        assert_eq!(colour_of(" #2F6F5E "), Some("#2f6f5e".into()));
        for other in ["red", "#fff", "#2f6f5", "#2f6f5e;}body{display:none", "", "#gggggg"] {
            assert_eq!(colour_of(other), None, "{other}");
        }
    }
}
