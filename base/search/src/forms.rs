//! Forms of a word: the plurals of English and Spanish, and the English endings `-ing` and `-ed`. What language a text is in nobody knows,
//! so one set of rules serves both; where they differ both are tried, for the index holds only the ones people write.
//!
//! Two words are forms of one another where both can come from the same word: `invoices` and `invoiced` from `invoice`, `luces` from `luz`.
//! Nothing of it is written into the index: whoever asks looks up which of the forms it holds. Numbers, words of other scripts and words
//! of two letters have no forms; gender makes none, for `caso` and `casa` are two things.

/// As words are compared: lower case without accents.
const SHORTEST: usize = 3;
/// Longer ones are no words that anybody inflects.
const LONGEST: usize = 30;

/// They end like forms of another word and are none.
const WHOLE: &[&str] = &["carlos", "earring", "evening", "goods", "gracias", "herring", "news", "wedding"];

/// Spanish words of three letters with a plural in `-es`. Of others that end alike an English word in `-e` is meant: `wines` are no `win`.
const SHORT: &[&str] = &["bar", "bus", "fin", "gas", "gel", "ley", "mar", "mes", "pan", "par", "red", "rey", "sal", "sol"];

/// With what a word that is being typed may go on until it has an ending.
const GOING_ON: &[&str] = &["s", "es", "d", "ed", "g", "ng", "ing"];

/// The other forms of a word.
pub(crate) fn forms(word: &str) -> Vec<String> {
    if !has_forms(word) {
        return Vec::new();
    }
    let others = bases(word).into_iter().flat_map(of_base).filter(|form| form != word);
    distinct(others.collect())
}

/// The forms of what somebody is about to type that do not begin as it does: `descali` is on its way to `descaling`, a form of `descale`.
pub(crate) fn forms_ahead(beginning: &str) -> Vec<String> {
    if !has_forms(beginning) {
        return Vec::new();
    }
    let bases = GOING_ON.iter().flat_map(|rest| bases(&format!("{beginning}{rest}")));
    let left = bases.filter(|base| !base.starts_with(beginning));
    let others = distinct(left.collect()).into_iter().flat_map(of_base);
    distinct(others.filter(|form| !form.starts_with(beginning)).collect())
}

fn has_forms(word: &str) -> bool {
    (SHORTEST..=LONGEST).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// What a word may be a form of, itself first.
fn bases(word: &str) -> Vec<String> {
    let mut found = vec![word.to_owned()];
    if word.len() > SHORTEST && !WHOLE.contains(&word) {
        of_plural(word, &mut found);
        of_past(word, &mut found);
        of_doing(word, &mut found);
    }
    found
}

/// A base and all that may come of it.
fn of_base(base: String) -> Vec<String> {
    let mut found: Vec<String> = ["s", "es", "ed", "ing"].iter().map(|ending| format!("{base}{ending}")).collect();
    let (shorter, last) = base.split_at(base.len() - 1);
    match last {
        "e" => found.extend([format!("{base}d"), format!("{shorter}ing")]),
        "y" => found.extend([format!("{shorter}ies"), format!("{shorter}ied")]),
        "z" => found.push(format!("{shorter}ces")),
        _ => {}
    }
    found.extend([format!("{base}{last}ed"), format!("{base}{last}ing")]);
    found.retain(|form| bases(form).contains(&base));
    found.push(base);
    found
}

fn of_plural(word: &str, found: &mut Vec<String>) {
    let Some(root) = word.strip_suffix('s').filter(|root| !root.ends_with(['s', 'u', 'i'])) else {
        return;
    };
    found.push(root.to_owned());
    let Some(root) = root.strip_suffix('e').filter(|root| root.len() >= SHORTEST) else {
        return;
    };
    let (shorter, last) = root.split_at(root.len() - 1);
    match last {
        "c" => found.push(format!("{shorter}z")),
        "i" => found.push(format!("{shorter}y")),
        "x" | "z" | "o" => found.push(root.to_owned()),
        "h" if shorter.ends_with(['c', 's']) => found.push(root.to_owned()),
        "d" | "j" | "l" | "n" | "r" | "s" | "y" if root.len() > SHORTEST || SHORT.contains(&root) => found.push(root.to_owned()),
        _ => {}
    }
}

fn of_past(word: &str, found: &mut Vec<String>) {
    let Some(root) = word.strip_suffix("ed").filter(|root| is_root(root)) else { return };
    if let Some(shorter) = root.strip_suffix('i') {
        found.extend([format!("{shorter}y"), format!("{root}e")].into_iter().filter(|base| base.len() >= SHORTEST));
    } else if root.ends_with('e') {
        // `agreed`; but `feed` and `speed` are words of their own.
        found.extend((root.len() > SHORTEST).then(|| format!("{root}e")));
    } else {
        of_verb(root, found);
    }
}

fn of_doing(word: &str, found: &mut Vec<String>) {
    if let Some(root) = word.strip_suffix("ing").filter(|root| is_root(root)) {
        of_verb(root, found);
    }
}

/// What stands before `-ed` and `-ing`: the verb, the verb without its `-e`, or with its last letter twice.
fn of_verb(root: &str, found: &mut Vec<String>) {
    if let Some(once) = once(root) {
        let is_natural = root.ends_with("ll") || root.ends_with("ss") || root.ends_with("ff") || root.ends_with("zz");
        // `cancelled` is of `cancel`, and `missed` not of `mis`.
        let is_twice = once.len() >= SHORTEST && (!is_natural || (root.ends_with("ll") && once.len() > SHORTEST));
        found.extend(is_twice.then(|| once.to_owned()));
        found.extend((is_natural || !is_twice).then(|| root.to_owned()));
        return;
    }
    if root.len() >= SHORTEST && !doubles(root) && (!root.ends_with('e') || root.ends_with("ee")) {
        found.push(root.to_owned());
    }
    if takes_e(root) {
        found.push(format!("{root}e"));
    }
}

fn is_root(root: &str) -> bool {
    root.len() >= 2 && root.bytes().any(is_vowel)
}

/// Without the second of two equal consonants behind a vowel at its end.
fn once(root: &str) -> Option<&str> {
    match root.as_bytes() {
        [.., vowel, before, last] if before == last && !is_vowel(*last) && is_vowel(*vowel) => root.get(..root.len() - 1),
        _ => None,
    }
}

/// `ship` becomes `shipped`, so that `shiped` is of something else: one vowel, then one consonant.
fn doubles(root: &str) -> bool {
    let vowels = root.bytes().filter(|byte| is_vowel(*byte)).count();
    matches!(root.as_bytes(), [.., before, last] if vowels == 1 && is_vowel(*before) && !is_vowel(*last) && !matches!(last, b'w' | b'x'))
}

/// Whether a verb may be this and `-e`: `descal`, `issu`, `charg`, `past`, and not `print`.
fn takes_e(root: &str) -> bool {
    match root.as_bytes() {
        [.., b'u'] => true,
        [.., before, last] if is_vowel(*before) => !is_vowel(*last) && !matches!(last, b'w' | b'x'),
        [.., b's', b't'] | [.., b't', b'h'] => true,
        [.., last] => matches!(last, b'c' | b'g' | b'l' | b'r' | b's' | b'v' | b'z'),
        [] => false,
    }
}

const fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

fn distinct(mut words: Vec<String>) -> Vec<String> {
    words.sort_unstable();
    words.dedup();
    words
}

#[cfg(test)]
mod tests;
