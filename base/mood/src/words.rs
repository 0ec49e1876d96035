//! `words.txt`, read once. A line is `weight phrase`; `not phrase` turns round what follows, `very phrase` makes it
//! stronger. `disappoint*` stands for every word that begins so. Accents do not count.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What a phrase does to the words around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effect {
    Weighs(i32),
    /// Turns round what follows in the same clause.
    Negates,
    Strengthens,
}

/// The words of a phrase, and what it does.
pub(crate) type Phrase = (Vec<String>, Effect);

/// The lists, ready to be looked up.
pub(crate) struct Lists {
    /// By their first word, the longest phrase first.
    pub phrases: HashMap<String, Vec<Phrase>>,
    pub beginnings: Vec<(String, Effect)>,
    /// Chinese, by the first character, the longest first.
    pub han: HashMap<char, Vec<(String, Effect)>>,
}

pub(crate) static LISTS: LazyLock<Lists> = LazyLock::new(|| read(include_str!("../words.txt")));

/// Whether this is a Chinese character, which needs no space before it.
pub(crate) const fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}')
}

/// Small letters without accents: `Pésimo` and `pesimo` are one word.
pub(crate) fn folded(c: char) -> char {
    match c.to_lowercase().next().unwrap_or(c) {
        'á' | 'à' | 'ä' => 'a',
        'é' | 'è' => 'e',
        'í' => 'i',
        'ó' | 'ö' => 'o',
        'ú' | 'ü' => 'u',
        'ñ' => 'n',
        '’' => '\'',
        c => c,
    }
}

fn read(text: &str) -> Lists {
    let mut lists = Lists { phrases: HashMap::new(), beginnings: Vec::new(), han: HashMap::new() };
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some((effect, phrase)) = line.split_once(' ').and_then(|(how, phrase)| Some((effect(how)?, phrase.trim()))) {
            put(&mut lists, phrase, effect);
        }
    }
    for phrases in lists.phrases.values_mut() {
        phrases.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    }
    for words in lists.han.values_mut() {
        words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    }
    lists
}

fn effect(how: &str) -> Option<Effect> {
    match how {
        "not" => Some(Effect::Negates),
        "very" => Some(Effect::Strengthens),
        weight => weight.parse().ok().map(Effect::Weighs),
    }
}

fn put(lists: &mut Lists, phrase: &str, effect: Effect) {
    if let Some(first) = phrase.chars().next().filter(|c| is_han(*c)) {
        lists.han.entry(first).or_default().push((phrase.to_owned(), effect));
        return;
    }
    let plain: String = phrase.chars().map(folded).collect();
    if let Some(beginning) = plain.strip_suffix('*') {
        lists.beginnings.push((beginning.to_owned(), effect));
        return;
    }
    let words: Vec<String> = plain.split_whitespace().map(str::to_owned).collect();
    if let Some(first) = words.first() {
        lists.phrases.entry(first.clone()).or_default().push((words, effect));
    }
}

#[cfg(test)]
mod tests {
    use super::{LISTS, effect};

    #[test]
    fn every_line_of_the_lists_is_understood_and_none_stands_twice() {
        let lines: Vec<&str> = include_str!("../words.txt")
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .collect();
        let strange: Vec<_> = lines
            .iter()
            .filter(|line| {
                let parts = line.split_once(' ');
                !parts.is_some_and(|(how, phrase)| effect(how).is_some() && !phrase.trim().is_empty())
            })
            .collect();
        let mut phrases: Vec<&str> = lines.iter().filter_map(|line| line.split_once(' ')).map(|(_, phrase)| phrase.trim()).collect();
        phrases.sort_unstable();
        let twice: Vec<_> = phrases.windows(2).filter(|pair| pair[0] == pair[1]).collect();

        assert!(strange.is_empty() && twice.is_empty(), "{strange:?} {twice:?}");
        assert!(LISTS.han.len() > 20 && LISTS.phrases.len() > 60 && LISTS.beginnings.len() > 20);
    }
}
