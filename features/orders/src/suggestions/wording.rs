//! The words for the customer: `{product}` and `{price}` in a rule’s text are filled in from the catalogue. Only the rule’s
//! own words are read for placeholders, never what is put in.

const PRODUCT: &str = "product";
const PRICE: &str = "price";

/// The text with its placeholders filled.
pub fn filled(text: &str, product: &str, price: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, inside, after)) = next(rest) {
        out.push_str(before);
        match inside {
            PRODUCT => out.push_str(product),
            PRICE => out.push_str(price),
            unknown => out.push_str(&format!("{{{unknown}}}")),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The first placeholder nobody can fill.
pub(super) fn unknown_placeholder(text: &str) -> Option<String> {
    let mut rest = text;
    while let Some((_, inside, after)) = next(rest) {
        if inside != PRODUCT && inside != PRICE {
            return Some(inside.to_owned());
        }
        rest = after;
    }
    None
}

/// What stands before the next placeholder, in it, and behind it.
fn next(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (inside, after) = rest.split_once('}')?;
    Some((before, inside, after))
}

#[cfg(test)]
mod tests {
    use super::{filled, unknown_placeholder};

    #[test]
    fn only_the_rules_own_words_are_read() {
        assert_eq!(filled("Try {product} for {price}!", "the {price} lid", "9.95"), "Try the {price} lid for 9.95!");
        assert_eq!(filled("No braces", "x", "y"), "No braces");
        assert_eq!(filled("An open { stays", "x", "y"), "An open { stays");
        assert_eq!(unknown_placeholder("Try {product} or {name}"), Some("name".into()));
        assert_eq!(unknown_placeholder("Try {product} for {price}"), None);
    }
}
