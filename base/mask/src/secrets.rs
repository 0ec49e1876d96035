//! Secrets stated as such, in English, Spanish and Chinese: “my password is …”, “CVV 123”, “la contraseña es …”, “验证码：…”.
//!
//! A word that names a secret, what may stand between it and the secret, and a secret that looks like one: “my password is wrong” states
//! none. Codes are digits; a password may be any word after a colon, and after “is” any that is no usual word there. `code` takes digits,
//! `phrase` passwords of several words and of Chinese, `change` what a password was changed to, `signing_in` what stands beside a login.

mod change;
mod code;
mod phrase;
mod signing_in;
mod usual;
mod words;

use crate::glyphs::Glyph;
use crate::paint::Span;
use words::{Kind, Word};

/// How far behind its name a secret may begin.
const FARTHEST: usize = 44;
const LONGEST: usize = 64;

/// Every stated secret.
pub(crate) fn find(glyphs: &[Glyph]) -> Vec<Span> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < glyphs.len() {
        let Some(word) = words::at(glyphs, at) else {
            at += 1;
            continue;
        };
        let end = at + word.length;
        for (from, to) in before(glyphs, at, word).into_iter().chain(behind(glyphs, at, word)) {
            found.push(Span::secret(&glyphs[from..to]));
            at = at.max(to);
        }
        at = at.max(end);
    }
    found
}

/// What stands between the name and the secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joiner {
    /// A colon, an equals sign, an arrow.
    Sign,
    /// “is”, “es”, “是”.
    Verb,
    /// “changed to”, “cambiada a”, “改成”.
    Change,
    /// What means other things as well: “the password's”, “reset to”.
    Weak,
}

/// The secret behind its name, and one more behind a slash: “user and password: mia / kettle1”.
fn behind(glyphs: &[Glyph], at: usize, word: Word) -> Vec<(usize, usize)> {
    let end = at + word.length;
    let right_behind = match word.kind {
        Kind::Login => return signing_in::behind(glyphs, end).into_iter().collect(),
        Kind::Code => code::directly(glyphs, end),
        Kind::StrictCode => None,
        _ => word_directly(glyphs, at, word),
    };
    if let Some(secret) = right_behind {
        return vec![secret];
    }
    let (name, mut at, over) = (at, end, end_of_thought(glyphs, end));
    while at < over {
        let Some((joiner, length)) = joiner(glyphs, name, at) else {
            at += 1;
            continue;
        };
        if let Some(secret) = value(glyphs, name, at + length, word, joiner) {
            return with_partner(glyphs, secret);
        }
        at += length;
    }
    Vec::new()
}

/// “password Tr0ub4dor&3”, “支付密码 123456”: only what can be no word, if no name to sign in with stands before.
fn word_directly(glyphs: &[Glyph], at: usize, word: Word) -> Option<(usize, usize)> {
    let end = at + word.length;
    let from = skip(glyphs, end, |c| c == ' ');
    // Chinese needs no blank between the name and the secret.
    let needs_blank = glyphs[end - 1].ch.is_ascii();
    if (needs_blank && from == end) || from - end > 2 {
        return None;
    }
    if word.kind == Kind::Word
        && let Some(digits) = code::of_a_password(glyphs, from)
    {
        return Some(digits);
    }
    if let Some(quote) = quote(glyphs, from) {
        return quoted(glyphs, from + 1, quote).filter(|(from, to)| word.kind == Kind::Word && to - from >= 4);
    }
    let to = token(glyphs, from, false);
    let said = said(glyphs, from, to);
    let mixed = said.chars().any(|c| c.is_ascii_digit()) && said.chars().any(|c| c.is_ascii_lowercase()) && to - from >= 6;
    let beside_a_login = || to - from >= 4 && !usual::is_usual(&said) && signing_in::ends_before(glyphs, at);
    ((mixed || beside_a_login()) && !said.contains("://") && !said.contains(['@', '*'])).then_some((from, to))
}

/// “hunter2 is my password”, “4821 es mi PIN”, “hunter2是我的密码”.
fn before(glyphs: &[Glyph], at: usize, word: Word) -> Option<(usize, usize)> {
    const LINKS: &[&str] = &[" is my ", " is the ", " es mi ", " es la ", " es el ", "是我的", " 是我的", "是我的登录", "就是我的"];
    let text: Vec<char> = glyphs[at.saturating_sub(12)..at].iter().map(|glyph| glyph.ch).collect();
    let text: String = text.into_iter().collect();
    let link = LINKS.iter().filter(|link| text.ends_with(*link)).map(|link| link.chars().count()).max()?;
    let to = at - link;
    let from = glyphs[..to]
        .iter()
        .rposition(|glyph| glyph.ch.is_whitespace() || !is_token(glyph.ch))
        .map_or(0, |place| place + 1);
    let said: String = glyphs[from..to].iter().map(|glyph| glyph.ch).collect();
    let is_code = said.len() >= 3 && said.len() <= 8 && said.bytes().all(|b| b.is_ascii_digit());
    let is_word = said.len() >= 4 && said.chars().any(|c| c.is_ascii_digit()) && word.kind != Kind::Code;
    (is_code || is_word).then_some((from, to))
}

/// Where the sentence behind the name ends, or turns to another thing.
fn end_of_thought(glyphs: &[Glyph], end: usize) -> usize {
    let near = &glyphs[end..glyphs.len().min(end + FARTHEST)];
    let stops = |c: char| matches!(c, '.' | '!' | '?' | ';' | ',' | '\n' | '。' | '！' | '？' | '；' | '，');
    let length = near.iter().position(|glyph| stops(glyph.ch)).unwrap_or(near.len());
    let said: String = near[..length].iter().map(|glyph| glyph.ch).collect();
    let turn = usual::ANOTHER_THING.iter().filter_map(|word| said.find(word).map(|at| at + word.len())).min();
    // The last letter of the word that turns it is part of it no more.
    end + turn.map_or(length, |turn| said[..turn].chars().count() - 1)
}

fn joiner(glyphs: &[Glyph], name: usize, at: usize) -> Option<(Joiner, usize)> {
    match glyphs[at].ch {
        ':' | '=' => return Some((Joiner::Sign, 1)),
        '-' if glyphs.get(at + 1).is_some_and(|next| next.ch == '>') => return Some((Joiner::Sign, 2)),
        '→' => return Some((Joiner::Sign, 1)),
        '是' | '为' | '為' => return Some((Joiner::Verb, 1)),
        _ => {}
    }
    let verbs: &[&str] = &[" is ", " are ", " was ", " were ", " es ", " son ", " era ", " sera ", " sigue siendo "];
    let starts = |verb: &&str| starts_with(glyphs, at, verb);
    // The blank behind stays for what follows.
    let verb = verbs.iter().find(|verb| starts(verb)).map(|verb| (Joiner::Verb, verb.len() - 1));
    let has = || starts(&"'s ").then_some((Joiner::Weak, 2));
    verb.or_else(|| change::joiner(glyphs, name, at)).or_else(has)
}

fn starts_with(glyphs: &[Glyph], at: usize, text: &str) -> bool {
    let (length, near) = (text.chars().count(), &glyphs[at..]);
    near.len() >= length && text.chars().zip(near).all(|(c, glyph)| c == glyph.ch || (c == ' ' && glyph.ch == '\n'))
}

fn said(glyphs: &[Glyph], from: usize, to: usize) -> String {
    glyphs[from..to].iter().map(|glyph| glyph.ch).collect()
}

/// The secret that begins behind the joiner, if what stands there is one.
fn value(glyphs: &[Glyph], name: usize, at: usize, word: Word, joiner: Joiner) -> Option<(usize, usize)> {
    let line = skip(glyphs, at, |c| c == ' ');
    let from = if joiner == Joiner::Sign && glyphs.get(line).is_some_and(|glyph| glyph.ch == '\n') {
        skip(glyphs, line + 1, |c| c == ' ')
    } else if joiner == Joiner::Verb {
        behind_adverbs(glyphs, line)
    } else {
        line
    };
    if let Some(quote) = quote(glyphs, from) {
        return quoted(glyphs, from + 1, quote);
    }
    if matches!(word.kind, Kind::Code | Kind::StrictCode) {
        return code::digits(glyphs, from);
    }
    if let Some(secret) = phrase::chinese(glyphs, from, joiner == Joiner::Sign) {
        return (word.kind == Kind::Word).then_some(secret);
    }
    let to = token(glyphs, from, joiner == Joiner::Sign && glyphs[at - 1].ch == '=');
    let said = said(glyphs, from, to);
    let has_digit = said.chars().any(|c| c.is_ascii_digit()) && !said.contains("://");
    let is_anybodys = word.kind == Kind::Key && !is_owned(glyphs, name) && !(joiner == Joiner::Sign && begins(glyphs, name));
    let is_secret = match (word.kind, joiner) {
        (Kind::Strict, _) | (Kind::Signed, Joiner::Verb | Joiner::Change) | (_, Joiner::Weak) => has_digit,
        (Kind::Key, _) if is_anybodys => has_digit,
        (_, Joiner::Sign) => !usual::stands_for_nothing(&said),
        _ => !usual::is_usual(&said) || phrase::is_called_one(glyphs, name, from, to),
    };
    let covered = said.chars().all(|c| matches!(c, '*' | '•' | '.' | '_' | '-' | ':' | '='));
    (to > from && to - from >= 3 && !covered && is_secret).then(|| (from, phrase::end(glyphs, from, to)))
}

/// “is now”, “es ahora”: where what follows begins.
fn behind_adverbs(glyphs: &[Glyph], from: usize) -> usize {
    const ADVERBS: &[&str] =
        &["now ", "still ", "just ", "currently ", "actually ", "simply ", "ahora ", "todavia ", "aun ", "simplemente "];
    let adverb = ADVERBS.iter().find(|adverb| starts_with(glyphs, from, adverb));
    adverb.map_or(from, |adverb| from + adverb.len())
}

/// Whether the name is somebody's: “my”, “mi”.
fn is_owned(glyphs: &[Glyph], name: usize) -> bool {
    const OWNERS: &[&str] = &["my ", "mi ", "our ", "your ", "tu ", "su ", "mis ", "nuestra ", "nueva ", "vieja "];
    let before = said(glyphs, name.saturating_sub(8), name);
    OWNERS.iter().any(|owner| before.ends_with(owner))
}

/// Whether nothing of the sentence stands before the name.
fn begins(glyphs: &[Glyph], name: usize) -> bool {
    let before = glyphs[..name].iter().rev().find(|glyph| glyph.ch != ' ');
    before.is_none_or(|glyph| matches!(glyph.ch, '\n' | ',' | '.' | ';' | '/' | '(' | '-' | '*' | '>'))
}

fn quote(glyphs: &[Glyph], at: usize) -> Option<char> {
    glyphs.get(at).map(|glyph| glyph.ch).filter(|c| matches!(c, '"' | '\'' | '`' | '“'))
}

fn quoted(glyphs: &[Glyph], from: usize, quote: char) -> Option<(usize, usize)> {
    let length = glyphs[from..].iter().take(LONGEST).position(|glyph| glyph.ch == quote || glyph.ch == '\n')?;
    let closed = glyphs[from + length].ch == quote;
    let covered = glyphs[from..from + length].iter().all(|glyph| glyph.ch == '*');
    (closed && length > 0 && !covered).then_some((from, from + length))
}

/// “mia / kettle1”: what stands behind the slash is the password, what stands before it the name; both are covered.
fn with_partner(glyphs: &[Glyph], first: (usize, usize)) -> Vec<(usize, usize)> {
    let slash = skip(glyphs, first.1, |c| c == ' ');
    let mut all = vec![first];
    if slash > first.1 && glyphs.get(slash).is_some_and(|glyph| glyph.ch == '/') {
        let from = skip(glyphs, slash + 1, |c| c == ' ');
        let to = token(glyphs, from, false);
        if to > from {
            all.push((from, to));
        }
    }
    all
}

/// The end of the word at `from`, without the full stop of its sentence.
fn token(glyphs: &[Glyph], from: usize, in_address: bool) -> usize {
    let length = glyphs[from.min(glyphs.len())..]
        .iter()
        .take(LONGEST)
        .take_while(|glyph| is_token(glyph.ch) && !(in_address && glyph.ch == '&'))
        .count();
    let mut to = from.min(glyphs.len()) + length;
    while to > from && matches!(glyphs[to - 1].ch, '.' | ',' | ';' | ':' | '?' | ')' | '"' | '\'' | '>') {
        to -= 1;
    }
    to
}

/// Chinese has no blanks: a secret ends where its letters begin.
fn is_token(c: char) -> bool {
    !c.is_whitespace() && c < '\u{2e80}'
}

fn skip(glyphs: &[Glyph], from: usize, what: impl Fn(char) -> bool) -> usize {
    let from = from.min(glyphs.len());
    from + glyphs[from..].iter().take_while(|glyph| what(glyph.ch)).count()
}
