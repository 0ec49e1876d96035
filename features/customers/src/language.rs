//! Which language somebody writes, as far as their words tell.

use crate::CustomerId;
use crate::customer::edit::choose_language;
use db::{Trouble, Tx, Work, sql};
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use whatlang::{Detector, Lang, Script};

/// What is looked for, with its tag. Fewer make the answer surer: these are those we have a name for.
const KNOWN: &[(Lang, &str)] = &[
    (Lang::Ara, "ar"),
    (Lang::Cat, "ca"),
    (Lang::Ces, "cs"),
    (Lang::Cmn, "zh"),
    (Lang::Dan, "da"),
    (Lang::Deu, "de"),
    (Lang::Ell, "el"),
    (Lang::Eng, "en"),
    (Lang::Fin, "fi"),
    (Lang::Fra, "fr"),
    (Lang::Heb, "he"),
    (Lang::Hin, "hi"),
    (Lang::Hun, "hu"),
    (Lang::Ind, "id"),
    (Lang::Ita, "it"),
    (Lang::Jpn, "ja"),
    (Lang::Kor, "ko"),
    (Lang::Nld, "nl"),
    (Lang::Nob, "no"),
    (Lang::Pol, "pl"),
    (Lang::Por, "pt"),
    (Lang::Ron, "ro"),
    (Lang::Rus, "ru"),
    (Lang::Spa, "es"),
    (Lang::Swe, "sv"),
    (Lang::Tha, "th"),
    (Lang::Tur, "tr"),
    (Lang::Ukr, "uk"),
    (Lang::Vie, "vi"),
];
/// Less says nothing: a number, a name, a greeting. A sign of Chinese, Japanese or Korean counts for several letters.
const FEWEST_LETTERS: usize = 15;
const FEWEST_SIGNS: usize = 4;
/// So sure is enough by itself: one of the two knows fewer languages.
const SURE: f64 = 0.95;
/// More is not read.
const MOST_CHARACTERS: usize = 1_000;

/// So many texts are kept that were looked at ahead.
const MOST_FORESEEN: usize = 64;

/// What was looked at ahead, and is still to be asked for: the oldest first. By a hash, for whoever is known already is never asked about,
/// and their words should not stay in memory.
static FORESEEN: Mutex<VecDeque<(String, Option<&'static str>)>> = Mutex::new(VecDeque::new());

/// The language of a message, as a tag, where that is fairly sure. What it quotes and what stands under a signature mark are left out.
pub fn written_in(text: &str) -> Option<&'static str> {
    language_of(&own_words(text))
}

/// Looks at a text that [`notice`] will be asked about in a moment: that takes as long as all the rest of filing a message, and while a
/// change is made nobody else can make one. Whoever did not do so is answered as well.
pub fn foresee(text: &str) {
    let own = own_words(text);
    let (print, language) = (kit::sha256_hex(own.as_bytes()), language_of(&own));
    let mut foreseen = FORESEEN.lock().unwrap_or_else(PoisonError::into_inner);
    if foreseen.len() == MOST_FORESEEN {
        foreseen.pop_front();
    }
    foreseen.push_back((print, language));
}

fn own_words(text: &str) -> String {
    text.lines()
        .take_while(|line| line.trim_end() != "--")
        .filter(|line| !line.trim_start().starts_with(['>', '＞']))
        .flat_map(|line| line.chars().chain([' ']))
        .take(MOST_CHARACTERS)
        .collect()
}

fn language_of(own: &str) -> Option<&'static str> {
    let letters = own.chars().filter(|c| c.is_alphabetic()).count();
    let found = Detector::with_allowlist(KNOWN.iter().map(|(language, _)| *language).collect()).detect(own)?;
    let by_signs = matches!(found.script(), Script::Mandarin | Script::Hiragana | Script::Katakana | Script::Hangul);
    let enough = if by_signs { FEWEST_SIGNS } else { FEWEST_LETTERS };
    // Two libraries look at it, by different means: alone each takes a short English sentence for French or Swedish now and then.
    let agreed = || whichlang::detect_language(own).three_letter_code() == found.lang().code();
    let is_sure = letters >= enough && (by_signs || found.confidence() > SURE || agreed());
    KNOWN.iter().find(|(language, _)| is_sure && *language == found.lang()).map(|(_, tag)| *tag)
}

/// As it was foreseen, or looked at now.
fn told(text: &str) -> Option<&'static str> {
    let own = own_words(text);
    let print = kit::sha256_hex(own.as_bytes());
    let mut foreseen = FORESEEN.lock().unwrap_or_else(PoisonError::into_inner);
    let place = foreseen.iter().position(|(other, _)| *other == print);
    if let Some((_, language)) = place.and_then(|place| foreseen.remove(place)) {
        return language;
    }
    drop(foreseen);
    language_of(&own)
}

/// A customer [`to_be_found_out`] wrote this: where it tells, it is the language they are answered in. Whoever works here may choose another.
pub fn notice(work: &mut Work<'_>, customer: CustomerId, text: &str) -> Result<(), Trouble> {
    told(text).map_or(Ok(()), |language| choose_language(work, customer, Some(language)))
}

/// The customer as they stand, where they are there and nobody knows yet in which language they are answered.
pub fn to_be_found_out(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Option<CustomerId>, Trouble> {
    let known: Option<(Option<CustomerId>, bool)> = sql("SELECT merged_into, COALESCE(language, '') = '' FROM customer WHERE id = $1")
        .with(customer)
        .one(tx)?;
    match known {
        Some((Some(next), _)) => to_be_found_out(tx, next),
        Some((None, true)) => Ok(Some(customer)),
        _ => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::{foresee, told, written_in};

    #[test]
    fn what_was_foreseen_is_told_once_and_kept_for_few() {
        let text = "Grüße aus Linz! Mein Wasserkocher ist undicht, können Sie mir bitte einen neuen schicken?";
        foresee(text);
        assert_eq!(super::FORESEEN.lock().expect("kept").back().map(|(_, language)| *language), Some(Some("de")));
        assert_eq!(told(text), Some("de"));
        assert_eq!(told(text), Some("de"), "looked at anew");
        (0..100).for_each(|number| foresee(&format!("{number}")));
        assert!(super::FORESEEN.lock().expect("kept").len() <= super::MOST_FORESEEN);
    }

    #[test]
    fn the_language_of_ordinary_messages_is_told() {
        let told = [
            ("Hello, my kettle stopped working after a week. Could you tell me how to send it back?", "en"),
            ("Where is my order K-10031?", "en"),
            ("Cześć, mój czajnik przecieka od wczoraj. Czy mogę go zwrócić?", "pl"),
            ("Hola, mi hervidor pierde agua por la base desde ayer. ¿Qué puedo hacer para cambiarlo?", "es"),
            ("Buenos días, ¿dónde está mi pedido? Todavía no ha llegado.", "es"),
            ("你好，我的水壶漏水了，请问可以退货吗？", "zh"),
            ("水壶坏了", "zh"),
            ("Guten Tag, mein Wasserkocher ist undicht. Können Sie mir bitte einen neuen schicken?", "de"),
            ("Bonjour, ma bouilloire fuit depuis hier, que dois-je faire pour la renvoyer ?", "fr"),
            ("こんにちは、やかんが壊れました。返品できますか？", "ja"),
        ];
        for (text, language) in told {
            assert_eq!(written_in(text), Some(language), "{text}");
        }
    }

    #[test]
    fn what_says_too_little_tells_nothing() {
        for text in [
            "",
            "K-10031",
            "ok",
            "Gracias",
            "Thanks!",
            "mia@mail.example",
            "12345 67890 12345 67890 12345",
            "Order K-10031 Grace Hill 12 High Street London",
        ] {
            assert_eq!(written_in(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_quoted_is_not_their_language() {
        let text = "Gracias, pero el hervidor todavía no funciona y quiero que me devuelvan el dinero.\n\n> Please unplug the kettle and let it cool down for an hour.\n> Then fill it with fresh water and plug it in again, please.\n-- \nSent from my telephone while travelling through the countryside";
        assert_eq!(written_in(text), Some("es"));
    }
}
