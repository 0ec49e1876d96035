//! The mood of what a customer wrote: negative, neutral or positive, by lists of words in English, Spanish and Chinese.
//!
//! [`of`] reads one message, [`of_last`] the last few of a conversation. Pure: no clock, no database, no network. All words
//! stand in `words.txt`; what none of them is in, and any language we have no list for, is neutral. It promises no more
//! than that: it misses irony, and whoever asks must be content with “we do not know” being the usual answer. It is a room
//! of its own so that something better can take its place behind the same two functions.

mod score;
mod words;

/// How somebody who writes to us feels, as far as their words tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mood {
    Negative,
    /// Nothing tells, or as much speaks for as against.
    #[default]
    Neutral,
    Positive,
}

impl Mood {
    /// The word in programs and catalogue keys.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Negative => "negative",
            Self::Neutral => "neutral",
            Self::Positive => "positive",
        }
    }
}

/// From here on a score tells something: one strong word, or two mild ones.
const TELLING: i32 = 2;
/// How many of the last messages count.
const LAST: usize = 3;

/// The mood of one message. Quoted lines and what stands behind a signature mark are not the writer's words now.
pub fn of(text: &str) -> Mood {
    match score::of(text) {
        score if score <= -TELLING => Mood::Negative,
        score if score >= TELLING => Mood::Positive,
        _ => Mood::Neutral,
    }
}

/// The mood of whoever wrote these messages, the newest first. Anger is over when they are pleased again, not when they
/// merely wrote something else.
pub fn of_last<'a>(newest_first: impl IntoIterator<Item = &'a str>) -> Mood {
    let moods = newest_first.into_iter().take(LAST).map(of);
    moods.into_iter().find(|mood| *mood != Mood::Neutral).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Mood::{self, Negative, Neutral, Positive};
    use super::{of, of_last};

    #[track_caller]
    fn all(cases: &[(&str, Mood)]) {
        let wrong: Vec<_> = cases.iter().filter(|(text, mood)| of(text) != *mood).map(|(text, _)| (*text, of(text))).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn english_is_read_as_a_shopkeeper_would() {
        all(&[
            ("I am furious. Three weeks and nobody answers!", Negative),
            ("This is unacceptable", Negative),
            ("I'm very disappointed with the kettle", Negative),
            ("It broke again and I want my money back", Negative),
            ("Not good. Not happy at all.", Negative),
            ("thanks for nothing", Negative),
            ("WHY DOES NOBODY ANSWER ME, THIS IS BAD", Negative),
            ("Where is my order K10001?", Neutral),
            ("The lid is broken. Could you send another one? Thanks", Neutral),
            ("No problem, take your time", Neutral),
            ("I am not angry, I just wonder when it comes", Neutral),
            ("I love it, thank you!", Positive),
            ("Great service, many thanks", Positive),
            ("That is really helpful and very kind of you", Positive),
        ]);
    }

    #[test]
    fn spanish_is_read_with_accents_and_without() {
        all(&[
            ("Estoy muy enfadada, esto es inaceptable", Negative),
            ("Pésimo servicio", Negative),
            ("pesimo servicio", Negative),
            ("Me siento estafado y decepcionado", Negative),
            ("No estoy contenta con la tetera, está rota", Negative),
            ("¿Dónde está mi pedido?", Neutral),
            ("No hay problema, gracias", Neutral),
            ("No estoy enfadado, solo quería saber cuándo llega", Neutral),
            ("Muchas gracias, todo perfecto", Positive),
            ("Me encanta la tetera, excelente", Positive),
        ]);
    }

    #[test]
    fn chinese_is_read_without_spaces() {
        all(&[
            ("我非常生气,你们的服务太差了", Negative),
            ("太失望了!", Negative),
            ("不满意,要投诉", Negative),
            ("这个壶不好用,又坏了", Negative),
            ("我的订单在哪里?", Neutral),
            ("没问题,谢谢", Neutral),
            ("我没有生气,只是想问一下什么时候到", Neutral),
            ("非常满意,谢谢你们!", Positive),
            ("太好了,很喜欢", Positive),
        ]);
    }

    #[test]
    fn what_nobody_can_tell_is_neutral() {
        all(&[
            ("", Neutral),
            ("   \n\n", Neutral),
            ("Guten Tag, wo bleibt meine Bestellung?", Neutral),
            ("مرحبا، أين طلبي؟", Neutral),
            ("K10001", Neutral),
            ("> I am furious, this is unacceptable\nWhere is it?", Neutral),
            ("Where is it?\n-- \nAngry Birds Ltd, furious and terrible since 2009", Neutral),
        ]);
    }

    #[test]
    fn anger_lasts_until_they_are_pleased() {
        assert_eq!(of_last(["And the number is K10001", "This is unacceptable"]), Negative);
        assert_eq!(of_last(["Perfect, thank you!", "This is unacceptable"]), Positive);
        assert_eq!(of_last(["a", "b", "c", "This is unacceptable"]), Neutral, "long ago");
        assert_eq!(of_last([]), Neutral);
    }

    #[test]
    fn any_text_is_read_in_bounded_time() {
        let long = "furious ".repeat(200_000) + &"生气".repeat(200_000);
        assert_eq!(of(&long), Negative);
        assert_eq!(of(&"!".repeat(1_000_000)), Neutral);
    }
}
