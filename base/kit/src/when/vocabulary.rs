//! The words of English and Spanish, those that are said together before each alone.

use super::words::{Form, Part, Unit, Word};
use Word::{
    A, After, Ahead, Am, And, At, Coming, End, EndOfDay, Figure, Half, Hours, In, La, Midnight, Minus, Month, MonthAhead, Next, NextYear,
    OClock, Of, OrdinalSign, Past, Pm, Quarter, The, This, To, Week, Weekday, Weekend,
};
use jiff::civil::Weekday as Name;

const MORNING: Word = Word::Part(Part::Morning);
const AFTERNOON: Word = Word::Part(Part::Afternoon);
const EVENING: Word = Word::Part(Part::Evening);
const NOON: Word = Word::Part(Part::Noon);
const SMALL: Word = Word::Part(Part::Small);
const MINUTE: Word = Word::Unit(Unit::Minute);
const HOUR: Word = Word::Unit(Unit::Hour);
const DAY: Word = Word::Unit(Unit::Day);
const WEEK: Word = Word::Unit(Unit::Week);
const MONTH: Word = Word::Unit(Unit::Month);
const YEAR: Word = Word::Unit(Unit::Year);
const TWO: Word = Figure(2, Form::Spelled);

/// Words said together; the longer goes before the shorter.
const TOGETHER: &[(&[Word], &[&str])] = &[
    (&[Ahead(2)], &["day after tomorrow", "pasado manana"]),
    (&[Ahead(3)], &["pasado pasado manana"]),
    (&[At], &["a las", "a la"]),
    (&[In], &["dentro de", "de aqui a"]),
    (&[After], &["from now", "from today", "a partir de ahora"]),
    (&[OClock], &["en punto"]),
    (
        &[MORNING],
        &[
            "in the morning",
            "por la manana",
            "de la manana",
            "en la manana",
            "a primera hora",
            "a primera hora de la manana",
            "first thing",
            "first thing in the morning",
        ],
    ),
    (&[AFTERNOON], &["in the afternoon", "por la tarde", "de la tarde", "en la tarde", "a la tarde"]),
    (&[EVENING], &["in the evening", "at night", "por la noche", "de la noche", "en la noche", "a la noche"]),
    (&[SMALL], &["de la madrugada", "por la madrugada", "de madrugada"]),
    (&[NOON], &["al mediodia", "del mediodia", "a mediodia", "at noon"]),
    (
        &[Midnight],
        &[
            "at midnight",
            "12 midnight",
            "twelve midnight",
            "a medianoche",
            "a la medianoche",
            "a media noche",
            "media noche",
        ],
    ),
    (&[Ahead(0), MORNING], &["this morning", "esta manana"]),
    (&[Ahead(0), AFTERNOON], &["this afternoon", "esta tarde"]),
    (&[Ahead(0), EVENING], &["tonight", "this evening", "esta noche"]),
    (&[Week(0)], &["this week", "esta semana"]),
    (
        &[Week(1)],
        &["next week", "proxima semana", "semana proxima", "semana que viene", "semana siguiente", "siguiente semana"],
    ),
    (&[Week(2)], &["week after next"]),
    (&[MonthAhead(0)], &["this month", "este mes"]),
    (
        &[MonthAhead(1)],
        &["next month", "proximo mes", "mes proximo", "mes que viene", "mes siguiente", "siguiente mes"],
    ),
    (&[NextYear], &["next year", "ano que viene", "proximo ano", "ano proximo"]),
    (&[Week(1), Weekend], &["next weekend", "next week end"]),
    (&[Weekend], &["week end", "fin de semana"]),
    (&[Coming], &["this coming", "que viene"]),
    (
        &[End],
        &[
            "end of",
            "end of the",
            "the end of",
            "the end of the",
            "last day of",
            "last day of the",
            "ultimo dia de",
            "ultimo dia del",
            "fin de",
            "fin del",
            "fin de la",
            "final de",
            "final del",
            "final de la",
            "a fin de",
            "a fin del",
            "a final de",
            "a final del",
            "al final de",
            "al final del",
            "al final de la",
            "finales de",
            "finales del",
            "finales de la",
            "a finales de",
            "a finales del",
            "a finales de la",
        ],
    ),
    (&[EndOfDay], &["close of business", "end of business", "close of day", "a ultima hora"]),
    (&[Figure(3, Form::Spelled), Quarter], &["three quarters", "tres cuartos", "3 quarters", "3 cuartos"]),
    (&[TWO], &["a couple of", "a couple", "couple of", "un par de"]),
    (&[TWO, WEEK], &["a fortnight", "fortnight"]),
    (&[And, Half], &["and a half"]),
    (&[And, Quarter], &["and a quarter"]),
    (&[Half, HOUR], &["half an hour", "half hour", "a half hour", "media hora"]),
];

/// One word each.
const ALONE: &[(Word, &[&str])] = &[
    (Ahead(0), &["today", "hoy"]),
    (Ahead(1), &["tomorrow", "tmrw", "tmr", "manana"]),
    (Weekday(Name::Monday), &["monday", "mon", "lunes", "lun"]),
    (Weekday(Name::Tuesday), &["tuesday", "tue", "tues", "martes"]),
    (Weekday(Name::Wednesday), &["wednesday", "wed", "weds", "miercoles", "mie"]),
    (Weekday(Name::Thursday), &["thursday", "thu", "thur", "thurs", "jueves", "jue"]),
    (Weekday(Name::Friday), &["friday", "fri", "viernes", "vie"]),
    (Weekday(Name::Saturday), &["saturday", "sat", "sabado", "sab"]),
    (Weekday(Name::Sunday), &["sunday", "sun", "domingo", "dom"]),
    (Weekend, &["weekend", "finde"]),
    (Month(1), &["january", "jan", "enero", "ene"]),
    (Month(2), &["february", "feb", "febrero"]),
    (Month(3), &["march", "marzo"]),
    (Month(4), &["april", "apr", "abril", "abr"]),
    (Month(5), &["may", "mayo"]),
    (Month(6), &["june", "jun", "junio"]),
    (Month(7), &["july", "jul", "julio"]),
    (Month(8), &["august", "aug", "agosto", "ago"]),
    (Month(9), &["september", "sep", "sept", "septiembre", "setiembre"]),
    (Month(10), &["october", "oct", "octubre"]),
    (Month(11), &["november", "nov", "noviembre"]),
    (Month(12), &["december", "dec", "diciembre", "dic"]),
    (MORNING, &["morning"]),
    (NOON, &["noon", "midday", "mediodia"]),
    (AFTERNOON, &["afternoon", "tarde"]),
    (EVENING, &["evening", "night", "noche"]),
    (Midnight, &["midnight", "medianoche"]),
    (EndOfDay, &["eod", "cob"]),
    (Am, &["am"]),
    (Pm, &["pm"]),
    (OClock, &["oclock"]),
    (Half, &["half", "media"]),
    (Quarter, &["quarter", "cuarto"]),
    (Past, &["past", "after"]),
    (To, &["to"]),
    (Minus, &["menos"]),
    (MINUTE, &["minute", "minutes", "min", "mins", "m", "minuto", "minutos"]),
    (HOUR, &["hour", "hours", "hora"]),
    (Hours(true), &["h", "hs", "hr", "hrs"]),
    (Hours(false), &["horas"]),
    (DAY, &["day", "days", "d", "dia", "dias"]),
    (WEEK, &["week", "weeks", "w", "semana", "semanas", "sem"]),
    (MONTH, &["month", "months", "mes", "meses"]),
    (YEAR, &["year", "years", "ano", "anos"]),
    (In, &["in", "en", "for", "durante"]),
    (A, &["a", "an"]),
    (And, &["and", "y"]),
    (At, &["at", "las"]),
    (The, &["the", "on", "el"]),
    (La, &["la"]),
    (Of, &["of", "de", "del"]),
    (This, &["this", "este", "esta"]),
    (Next, &["next"]),
    (Coming, &["coming", "proximo", "proxima", "siguiente"]),
    (OrdinalSign, &["st", "nd", "rd", "th", "º", "°", "er", "ro"]),
    (Figure(1, Form::Ordinal), &["first", "primero"]),
];

/// Periods whose end has a short name.
const ENDS: &[(&str, Word)] = &[("eow", WEEK), ("eom", MONTH), ("eoy", YEAR)];

const SPELLED: &[(i64, &[&str])] = &[
    (1, &["one", "un", "una", "uno"]),
    (2, &["two", "dos"]),
    (3, &["three", "tres"]),
    (4, &["four", "cuatro"]),
    (5, &["five", "cinco"]),
    (6, &["six", "seis"]),
    (7, &["seven", "siete"]),
    (8, &["eight", "ocho"]),
    (9, &["nine", "nueve"]),
    (10, &["ten", "diez"]),
    (11, &["eleven", "once"]),
    (12, &["twelve", "doce"]),
    (13, &["thirteen", "trece"]),
    (14, &["fourteen", "catorce"]),
    (15, &["fifteen", "quince"]),
    (16, &["sixteen", "dieciseis"]),
    (17, &["seventeen", "diecisiete"]),
    (18, &["eighteen", "dieciocho"]),
    (19, &["nineteen", "diecinueve"]),
    (20, &["twenty", "veinte"]),
    (21, &["veintiuno", "veintiun", "veintiuna"]),
    (22, &["veintidos"]),
    (23, &["veintitres"]),
    (24, &["veinticuatro"]),
    (25, &["veinticinco"]),
    (26, &["veintiseis"]),
    (27, &["veintisiete"]),
    (28, &["veintiocho"]),
    (29, &["veintinueve"]),
    (30, &["thirty", "treinta"]),
    (40, &["forty", "cuarenta"]),
    (50, &["fifty", "cincuenta"]),
    (60, &["sixty", "sesenta"]),
    (70, &["seventy", "setenta"]),
    (80, &["eighty", "ochenta"]),
    (90, &["ninety", "noventa"]),
];

/// What is said together from this piece on, and how many pieces it takes.
pub(super) fn phrase(pieces: &[String], at: usize) -> Option<(Vec<Word>, usize)> {
    let here = pieces.get(at..)?;
    let length_of = |phrase: &str| {
        let length = phrase.split(' ').count();
        here.get(..length).filter(|here| here.iter().eq(phrase.split(' '))).map(|_| length)
    };
    let short = here.first().and_then(|piece| ENDS.iter().find(|(name, _)| name == piece));
    if let Some((_, period)) = short {
        return Some((vec![End, *period], 1));
    }
    TOGETHER
        .iter()
        .flat_map(|(meant, phrases)| phrases.iter().filter_map(|phrase| Some((meant.to_vec(), length_of(phrase)?))))
        .max_by_key(|(_, length)| *length)
}

/// What a word means alone.
pub(super) fn alone(word: &str) -> Option<Word> {
    let spelled = SPELLED
        .iter()
        .find(|(_, known)| known.contains(&word))
        .map(|(value, _)| Figure(*value, Form::Spelled));
    spelled.or_else(|| ALONE.iter().find(|(_, known)| known.contains(&word)).map(|(meant, _)| *meant))
}

/// Words that make one meaning with their neighbours: `twenty five`, `treinta y cinco`, `2nd`, `an hour`, `a quarter`.
pub(super) fn settled(words: &[Word]) -> Vec<Word> {
    let mut settled: Vec<Word> = Vec::new();
    let mut at = 0;
    while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
        let (word, length) = first_of(rest, settled.last());
        settled.extend(word);
        at += length;
    }
    settled
}

fn first_of(rest: &[Word], before: Option<&Word>) -> (Option<Word>, usize) {
    match *rest {
        [Figure(tens @ (20 | 30 | 40 | 50 | 60 | 70 | 80 | 90), Form::Spelled), Figure(ones @ 1..=9, Form::Spelled), ..] => {
            (Some(Figure(tens + ones, Form::Spelled)), 2)
        }
        [Figure(tens @ (30 | 40 | 50 | 60 | 70 | 80 | 90), Form::Spelled), And, Figure(ones @ 1..=9, Form::Spelled), ..] => {
            (Some(Figure(tens + ones, Form::Spelled)), 3)
        }
        [Figure(value, _), OrdinalSign, ..] => (Some(Figure(value, Form::Ordinal)), 2),
        [A, Half | Quarter | Midnight | EndOfDay | End | Word::Part(Part::Noon), ..] => (None, 1),
        [A, Word::Unit(_), ..] if matches!(before, Some(Of | Half)) => (None, 1),
        [A, Word::Unit(_), ..] => (Some(Figure(1, Form::Spelled)), 1),
        [first, ..] => (Some(first), 1),
        [] => (None, 1),
    }
}
