//! Which passwords are good enough. Length counts; composition rules do not (NIST SP 800-63B).

use db::Trouble;
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization as _;

/// Shorter ones are refused.
const SHORTEST: usize = 10;
/// Longer ones are refused, so that nobody makes us hash a book.
const LONGEST: usize = 200;

/// Fewer different letters are a pattern, not a password.
const FEWEST_LETTERS: usize = 5;
/// What must remain beside words a guesser knows.
const SHORTEST_REST: usize = 6;

/// Words that come first in every guesser's list.
const GUESSED_FIRST: &[&str] = &[
    "password",
    "passw0rd",
    "qwerty",
    "qwertz",
    "azerty",
    "1234567890",
    "0987654321",
    "letmein",
    "welcome",
    "iloveyou",
    "administrator",
    "changeme",
    "football",
    "baseball",
    "sunshine",
    "princess",
    "frontline",
    "contraseña",
    "contrasena",
    "bienvenido",
    "abcdefghij",
    "1q2w3e4r",
    "zaq12wsx",
    "superman",
    "123456",
    "1234",
    "trustno1",
    "secret",
    "wodemima",
    "woaini",
    "abc123",
    "a123456",
];

/// A password somebody may have from now on.
#[derive(Clone)]
pub struct NewPassword(String);

impl NewPassword {
    /// Accepts what is long enough and not what a guesser tries first. `about` are words tied to the person: name, address.
    pub fn chosen(text: &str, about: &[&str]) -> Result<Self, Trouble> {
        let length = text.chars().count();
        if length < SHORTEST {
            return Err(Trouble::refused("agents-refused-password-short").with("shortest", SHORTEST));
        }
        if length > LONGEST {
            return Err(Trouble::refused("agents-refused-password-long").with("longest", LONGEST));
        }
        if is_guessed_soon(text, about) {
            return Err(Trouble::refused("agents-refused-password-guessable"));
        }
        Ok(Self(normalised(text)))
    }

    /// Accepts anything: for demo accounts, whose passwords are printed on the screen.
    pub fn for_demo(text: &str) -> Self {
        Self(normalised(text))
    }

    pub(crate) fn text(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewPassword(…)")
    }
}

/// The same password typed on another keyboard is the same password.
pub(crate) fn normalised(text: &str) -> String {
    text.chars().take(4 * LONGEST).nfkc().collect()
}

/// What remains beside the guessable words must be worth a password of its own.
fn is_guessed_soon(text: &str, about: &[&str]) -> bool {
    let text = text.to_lowercase();
    let different: BTreeSet<char> = text.chars().collect();
    let own = about.iter().flat_map(|words| own_words(words));
    let guessed = own.chain(GUESSED_FIRST.iter().map(|word| (*word).to_owned()));
    let rest = guessed.fold(text.clone(), |rest, word| rest.replace(&word, ""));
    different.len() < FEWEST_LETTERS || (rest != text && rest.chars().count() < SHORTEST_REST)
}

fn own_words(words: &str) -> Vec<String> {
    words
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= 3)
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::NewPassword;

    #[test]
    fn length_counts_and_what_guessers_try_first_is_refused() {
        let about = ["Ana Ruiz", "ana.ruiz@kettle.example"];
        for good in ["blue kettle whistles at noon", "Tr4in-over-Dover", "水壶在中午的时候会叫啊", "kettle for nine people"] {
            assert!(NewPassword::chosen(good, &about).is_ok(), "{good}");
        }
        for bad in [
            "short",
            "aaaaaaaaaaaa",
            "password1234",
            "Password!2024",
            "qwerty12345",
            "ana.ruiz2024",
            "kettle2026!",
            "1212121212",
        ] {
            assert!(NewPassword::chosen(bad, &about).is_err(), "{bad}");
        }
        assert!(NewPassword::chosen(&"long ".repeat(50), &about).is_err());
    }

    #[test]
    fn a_password_hides_in_logs() {
        assert_eq!(format!("{:?}", NewPassword::for_demo("demo")), "NewPassword(…)");
    }
}
