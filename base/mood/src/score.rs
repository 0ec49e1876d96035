//! Adding up what the words of a message weigh: a negation before a word turns it round, “very” makes it stronger, shouting
//! makes what is bad worse.

use crate::words::{Effect, LISTS, folded, is_han};

/// What is read of a message; nobody's mood needs more.
const MOST_CHARACTERS: usize = 4_000;
/// How many words before a word a negation may stand, and how many characters in Chinese.
const REACH: usize = 3;
/// Fewer capitals are an abbreviation.
const LOUD: usize = 12;

/// Below zero is bad, above is good, zero says nothing.
pub(crate) fn of(text: &str) -> i32 {
    let own = own_words(text);
    let score = of_words(&words(&own)) + of_han(&own);
    score - shouting(&own, score)
}

/// What the writer wrote now: no quoted lines, nothing behind the mark of a signature.
fn own_words(text: &str) -> String {
    let lines = text.lines().take_while(|line| line.trim_end() != "--" && !line.starts_with("-----"));
    let own: Vec<&str> = lines.filter(|line| !line.trim_start().starts_with('>')).collect();
    own.join("\n").chars().take(MOST_CHARACTERS).collect()
}

/// Words in small letters; a full stop or comma is a word of its own and ends a clause.
fn words(text: &str) -> Vec<String> {
    let mut all: Vec<String> = vec![String::new()];
    for c in text.chars() {
        let c = folded(c);
        let last = all.len() - 1;
        if c.is_alphabetic() && !is_han(c) || c == '\'' {
            all[last].push(c);
        } else if !all[last].is_empty() {
            all.push(String::new());
        }
        if matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\n' | '(' | ')') {
            let last = all.len() - 1;
            all[last].push('.');
            all.push(String::new());
        }
    }
    all.retain(|word| !word.is_empty());
    all
}

fn of_words(words: &[String]) -> i32 {
    let (mut score, mut at) = (0, 0);
    // Where the last negation and the last strengthening word ended.
    let (mut negated, mut stronger) = (None, None);
    while at < words.len() {
        if words[at] == "." {
            (negated, stronger) = (None, None);
            at += 1;
            continue;
        }
        let (effect, length) = found(&words[at..]);
        match effect {
            Some(Effect::Negates) => negated = Some(at + length),
            Some(Effect::Strengthens) => stronger = Some(at + length),
            Some(Effect::Weighs(weight)) => {
                let near = negated.is_some_and(|end: usize| at - end < REACH);
                score += turned(weight, near, stronger == Some(at));
            }
            None => {}
        }
        at += length;
    }
    score
}

/// The longest phrase that begins here, and how many words it takes.
fn found(words: &[String]) -> (Option<Effect>, usize) {
    let first = &words[0];
    let phrase = LISTS
        .phrases
        .get(first)
        .and_then(|phrases| phrases.iter().find(|(phrase, _)| words.starts_with(phrase)));
    if let Some((phrase, effect)) = phrase {
        return (Some(*effect), phrase.len());
    }
    let beginning = LISTS.beginnings.iter().find(|(beginning, _)| first.starts_with(beginning.as_str()));
    (beginning.map(|(_, effect)| *effect), 1)
}

/// “Not good” is bad; “not angry” is not yet good.
const fn turned(weight: i32, negated: bool, stronger: bool) -> i32 {
    match (negated, weight > 0) {
        (true, true) => -weight,
        (true, false) => 0,
        (false, _) if stronger => weight + weight.signum(),
        (false, _) => weight,
    }
}

fn of_han(text: &str) -> i32 {
    let all: Vec<char> = text.chars().collect();
    let (mut score, mut at) = (0, 0);
    let (mut negated, mut stronger) = (None, None);
    while at < all.len() {
        if !is_han(all[at]) {
            (negated, stronger) = (None, None);
            at += 1;
            continue;
        }
        let (effect, length) = found_han(&all[at..]);
        match effect {
            Some(Effect::Negates) => negated = Some(at + length),
            Some(Effect::Strengthens) => stronger = Some(at + length),
            Some(Effect::Weighs(weight)) => {
                let near = negated.is_some_and(|end: usize| at - end < REACH);
                score += turned(weight, near, stronger == Some(at));
            }
            None => {}
        }
        at += length;
    }
    score
}

fn found_han(rest: &[char]) -> (Option<Effect>, usize) {
    let words = rest.first().and_then(|first| LISTS.han.get(first));
    let fits = |word: &str| word.chars().count() <= rest.len() && word.chars().zip(rest).all(|(a, b)| a == *b);
    let word = words.and_then(|words| words.iter().find(|(word, _)| fits(word)));
    word.map_or((None, 1), |(word, effect)| (Some(*effect), word.chars().count()))
}

/// One for capitals all over or a row of exclamation marks, where what is said is bad.
fn shouting(text: &str, score: i32) -> i32 {
    let (large, small) = (text.chars().filter(|c| c.is_uppercase()).count(), text.chars().filter(|c| c.is_lowercase()).count());
    let loud = (large >= LOUD && large > small * 3) || text.contains("!!!") || text.contains("!!");
    i32::from(loud && score < 0)
}
