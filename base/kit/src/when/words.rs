//! Text cut into words that mean one thing each, whatever the language: `mañana 9` is a day ahead and a figure.

use super::day::Day;
use super::{chinese, date, vocabulary};
use crate::Locale;
use jiff::civil::Weekday;

/// One meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    Figure(i64, Form),
    /// `9:30`: an hour, its minute, and whether no half of the day is left open.
    Clock(i8, i8, bool),
    /// `1.5`, in tenths.
    Tenths(i64),
    Date(Day),
    Ahead(i64),
    Weekday(Weekday),
    Weekend,
    Month(i8),
    /// 0 is this week.
    Week(i64),
    MonthAhead(i64),
    NextYear,
    Part(Part),
    Midnight,
    EndOfDay,
    Half,
    Quarter,
    /// `half past nine`.
    Past,
    /// `quarter to ten`.
    To,
    /// `las diez menos cuarto`.
    Minus,
    Am,
    Pm,
    OClock,
    Unit(Unit),
    /// An hour as clocks have it, too: `17h`; whether it was shortened.
    Hours(bool),
    A,
    And,
    At,
    In,
    /// `2小时后`, “from now”.
    After,
    The,
    /// `la una` is an hour, `la próxima semana` a week.
    La,
    Of,
    This,
    Next,
    /// `próximo`, “que viene”: the one that comes first.
    Coming,
    End,
    /// `月`, `日`, `年` behind a figure.
    MonthSign,
    DaySign,
    YearSign,
    /// `nd` behind a figure.
    OrdinalSign,
}

/// How a figure was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Plain,
    /// `09`.
    Padded,
    /// `nine`, `nueve`.
    Spelled,
    /// `九`; it says nothing without the word behind it.
    Chinese,
    /// `15th`.
    Ordinal,
}

/// Part of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// After midnight.
    Small,
    Morning,
    Noon,
    Afternoon,
    Evening,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

/// What may stand before a time and says nothing of it.
const UNTIL: &[&str] = &["until ", "till ", "til ", "hasta ", "直到", "到"];

/// The words of a text; `None` if one of them is not known.
pub(super) fn words(typed: &str, locale: Option<Locale>) -> Option<Vec<Word>> {
    let text = plain(typed);
    let pieces = pieces(UNTIL.iter().find_map(|until| text.strip_prefix(until)).unwrap_or(&text));
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        let (meant, length) = match vocabulary::phrase(&pieces, at) {
            Some(known) => known,
            None => (one(piece, words.last(), locale)?, 1),
        };
        words.extend(meant);
        at += length;
    }
    Some(vocabulary::settled(&words))
}

fn one(piece: &str, before: Option<&Word>, locale: Option<Locale>) -> Option<Vec<Word>> {
    if piece.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(vec![figures(piece, locale)?]);
    }
    if piece.starts_with(chinese::is_chinese) {
        return chinese::words(piece);
    }
    // “At once” is no eleven o'clock.
    if piece == "once" && before == Some(&Word::At) && locale != Some(Locale::Es) {
        return None;
    }
    // March, but a Spanish Tuesday.
    if piece == "mar" && (locale != Some(Locale::Es) || matches!(before, Some(Word::Figure(..) | Word::Of))) {
        return Some(vec![Word::Month(3)]);
    }
    Some(vec![vocabulary::alone(piece)?])
}

/// `9`, `9:30`, `9.30`, `1.5`, `24/12`.
fn figures(piece: &str, locale: Option<Locale>) -> Option<Word> {
    if let Ok(value) = piece.parse() {
        let form = if piece.len() == 2 && piece.starts_with('0') { Form::Padded } else { Form::Plain };
        return Some(Word::Figure(value, form));
    }
    if let Some(date) = date::date(piece, locale) {
        return Some(Word::Date(date));
    }
    let (hour, minute) = piece.split_once([':', '.'])?;
    let value: i8 = hour.parse().ok()?;
    match minute.len() {
        2 => Some(Word::Clock(value, minute.parse().ok()?, hour.starts_with('0'))),
        1 if piece.contains('.') => Some(Word::Tenths(i64::from(value) * 10 + minute.parse::<i64>().ok()?)),
        _ => None,
    }
}

/// Lower case, without the accents of Spanish, full-width signs made plain, Chinese in its short form.
fn plain(typed: &str) -> String {
    let lower: String = typed.trim().to_lowercase().chars().map(plain_sign).collect();
    lower
        .replace("a. m.", "am")
        .replace("p. m.", "pm")
        .replace("a.m.", "am")
        .replace("p.m.", "pm")
        .replace("a.m", "am")
        .replace("p.m", "pm")
        .replace("o'clock", "oclock")
}

fn plain_sign(c: char) -> char {
    match c {
        'á' => 'a',
        'é' => 'e',
        'í' => 'i',
        'ó' => 'o',
        'ú' | 'ü' => 'u',
        'ñ' => 'n',
        '：' => ':',
        '／' => '/',
        '’' => '\'',
        '，' | '。' | '、' | ';' | '；' | '!' | '\u{3000}' => ' ',
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
        other => chinese::short(other),
    }
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum Kind {
    Figures,
    Letters,
    Chinese,
    Gap,
}

/// Cut at gaps, and between figures, letters and Chinese: `9am` is `9` and `am`, `2h30m` is four.
fn pieces(text: &str) -> Vec<String> {
    let signs: Vec<char> = text.chars().collect();
    let mut pieces: Vec<String> = Vec::new();
    let mut last = Kind::Gap;
    for (at, &c) in signs.iter().enumerate() {
        let after = signs.get(at + 1).copied().unwrap_or(' ');
        let kind = kind_of(c, last, after);
        let c = if c == ',' { '.' } else { c };
        match pieces.last_mut().filter(|_| kind == last) {
            Some(piece) if kind != Kind::Gap => piece.push(c),
            _ if kind != Kind::Gap => pieces.push(c.to_string()),
            _ => {}
        }
        last = kind;
    }
    pieces
}

/// What stands between two figures belongs to them; a full stop behind a word and a hyphen in one are gaps.
fn kind_of(c: char, last: Kind, after: char) -> Kind {
    match c {
        '0'..='9' => Kind::Figures,
        ':' | '.' | '/' | '-' | ',' if last == Kind::Figures && after.is_ascii_digit() => Kind::Figures,
        '.' | ',' if last != Kind::Gap => Kind::Gap,
        '-' if last != Kind::Gap && after.is_alphanumeric() => Kind::Gap,
        c if c.is_whitespace() => Kind::Gap,
        ',' => Kind::Gap,
        c if chinese::is_chinese(c) => Kind::Chinese,
        _ => Kind::Letters,
    }
}
