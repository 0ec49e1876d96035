//! How the portal says what the order desk stores: states, methods, reasons; and where an order's page is.

use kit::Locale;
use orders::policy::Words;
use web::Text;

/// The address of an order's page. Numbers of shops beside us may hold anything, so they are escaped.
pub(super) fn address(number: &str) -> String {
    let escaped: String = number
        .bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect();
    format!("/portal/orders/{escaped}")
}

/// A stored word as customers read it: `said(t, "unit", "delivered")` is the sentence `portal-unit-delivered`.
pub(super) fn said(t: &Text, about: &str, word: &str) -> String {
    let key = format!("portal-{about}-{}", word.replace(['_', '.'], "-"));
    if t.knows(&key) { t.say(&key) } else { word.to_owned() }
}

/// A policy's words in the reader's language.
pub(super) fn in_language(words: &Words, locale: Locale) -> &str {
    match locale {
        Locale::En => &words.en,
        Locale::Es => &words.es,
        Locale::Zh => &words.zh,
    }
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn a_number_cannot_lead_elsewhere() {
        assert_eq!(address("K-1001"), "/portal/orders/K-1001");
        assert_eq!(address("../x y?a=1&b#é"), "/portal/orders/..%2Fx%20y%3Fa%3D1%26b%23%C3%A9");
    }
}
