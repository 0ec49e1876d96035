//! Text cut into words that mean one thing each, whatever the language: `mañana 9` becomes `tomorrow`, `9`.

/// Chinese has no gaps, so its words are looked for in order, the longer first.
const CHINESE: &[(&str, &str)] = &[
    ("十一", "11"),
    ("十二", "12"),
    ("下个月", "nextmonth"),
    ("下月", "nextmonth"),
    ("大后天", "ahead3"),
    ("后天", "ahead2"),
    ("明天", "ahead1"),
    ("明早", "ahead1 morning"),
    ("明晚", "ahead1 evening"),
    ("今天", "ahead0"),
    ("今晚", "ahead0 evening"),
    ("下星期", "下周"),
    ("下礼拜", "下周"),
    ("星期", "周"),
    ("礼拜", "周"),
    ("下周一", "nextweek monday"),
    ("下周二", "nextweek tuesday"),
    ("下周三", "nextweek wednesday"),
    ("下周四", "nextweek thursday"),
    ("下周五", "nextweek friday"),
    ("下周六", "nextweek saturday"),
    ("下周日", "nextweek sunday"),
    ("下周天", "nextweek sunday"),
    ("下周", "nextweek"),
    ("周一", "monday"),
    ("周二", "tuesday"),
    ("周三", "wednesday"),
    ("周四", "thursday"),
    ("周五", "friday"),
    ("周六", "saturday"),
    ("周日", "sunday"),
    ("周天", "sunday"),
    ("一周", "1 week"),
    ("一", "1"),
    ("两", "2"),
    ("二", "2"),
    ("三", "3"),
    ("四", "4"),
    ("五", "5"),
    ("六", "6"),
    ("七", "7"),
    ("八", "8"),
    ("九", "9"),
    ("十", "10"),
    ("早上", "morning"),
    ("上午", "morning"),
    ("中午", "noon"),
    ("下午", "afternoon"),
    ("晚上", "evening"),
    ("点半", "half"),
    ("点钟", "clock"),
    ("点", "clock"),
    ("个半小时", "hoursandhalf"),
    ("半小时", "30 minute"),
    ("个小时", "hour"),
    ("小时", "hour"),
    ("分钟", "minute"),
    ("分", "minute"),
    ("个月", "months"),
    ("年", "year"),
    ("月", "month"),
    ("日", "dayofmonth"),
    ("号", "dayofmonth"),
    ("天", "day"),
    ("周", "week"),
    ("之后", "later"),
    ("以后", "later"),
    ("后", "later"),
];

/// Words said together, before each is looked at alone.
const TOGETHER: &[(&[&str], &str)] = &[
    (&["pasado", "manana"], "ahead2"),
    (&["day", "after", "tomorrow"], "ahead2"),
    (&["por", "la", "manana"], "morning"),
    (&["de", "la", "manana"], "am"),
    (&["por", "la", "tarde"], "afternoon"),
    (&["de", "la", "tarde"], "pm"),
    (&["por", "la", "noche"], "evening"),
    (&["de", "la", "noche"], "pm"),
    (&["in", "the", "morning"], "morning"),
    (&["in", "the", "afternoon"], "afternoon"),
    (&["in", "the", "evening"], "evening"),
    (&["esta", "tarde"], "ahead0 afternoon"),
    (&["esta", "noche"], "ahead0 evening"),
    (&["this", "afternoon"], "ahead0 afternoon"),
    (&["this", "evening"], "ahead0 evening"),
    (&["next", "week"], "nextweek"),
    (&["proxima", "semana"], "nextweek"),
    (&["semana", "que", "viene"], "nextweek"),
    (&["next", "month"], "nextmonth"),
    (&["proximo", "mes"], "nextmonth"),
    (&["mes", "que", "viene"], "nextmonth"),
    (&["an", "hour"], "1 hour"),
    (&["una", "hora"], "1 hour"),
    (&["half", "an", "hour"], "30 minute"),
    (&["media", "hora"], "30 minute"),
    (&["a", "week"], "1 week"),
    (&["una", "semana"], "1 week"),
    (&["un", "mes"], "1 months"),
    (&["a", "month"], "1 months"),
    (&["un", "dia"], "1 day"),
    (&["a", "day"], "1 day"),
    (&["y", "media"], "half"),
];

/// One word each. Those that say nothing are left out.
const ALONE: &[(&str, &[&str])] = &[
    ("ahead0", &["today", "hoy"]),
    ("ahead1", &["tomorrow", "tmrw", "tmr", "manana"]),
    ("ahead0 evening", &["tonight"]),
    ("monday", &["monday", "mon", "lunes", "lun"]),
    ("tuesday", &["tuesday", "tue", "tues", "martes"]),
    ("wednesday", &["wednesday", "wed", "miercoles", "mie"]),
    ("thursday", &["thursday", "thu", "thur", "thurs", "jueves", "jue"]),
    ("friday", &["friday", "fri", "viernes", "vie"]),
    ("saturday", &["saturday", "sat", "sabado", "sab"]),
    ("sunday", &["sunday", "sun", "domingo", "dom"]),
    ("month1", &["january", "jan", "enero", "ene"]),
    ("month2", &["february", "feb", "febrero"]),
    ("month3", &["march", "marzo"]),
    ("month4", &["april", "apr", "abril", "abr"]),
    ("month5", &["may", "mayo"]),
    ("month6", &["june", "jun", "junio"]),
    ("month7", &["july", "jul", "julio"]),
    ("month8", &["august", "aug", "agosto", "ago"]),
    ("month9", &["september", "sep", "sept", "septiembre"]),
    ("month10", &["october", "oct", "octubre"]),
    ("month11", &["november", "nov", "noviembre"]),
    ("month12", &["december", "dec", "diciembre", "dic"]),
    ("morning", &["morning"]),
    ("noon", &["noon", "mediodia", "midday"]),
    ("afternoon", &["afternoon", "tarde"]),
    ("evening", &["evening", "night", "noche"]),
    ("am", &["am", "a.m."]),
    ("pm", &["pm", "p.m."]),
    ("minute", &["minute", "minutes", "min", "mins", "m", "minuto", "minutos"]),
    ("hour", &["hour", "hours", "hr", "hrs", "h", "hora", "horas"]),
    ("day", &["day", "days", "d", "dia", "dias"]),
    ("week", &["week", "weeks", "w", "semana", "semanas", "sem"]),
    ("months", &["months", "mes", "meses"]),
    ("later", &["in", "en", "dentro"]),
    (
        "",
        &[
            "at", "on", "the", "a", "las", "la", "el", "de", "del", "este", "this", "next", "proximo", "proxima", "o'clock", "oclock",
            "que", "viene", "and", "y", ",",
        ],
    ),
];

/// The words of a text, each meaning one thing.
pub(super) fn words(typed: &str) -> Vec<String> {
    let mut text = plain(typed);
    for (chinese, meant) in CHINESE {
        let spaced = if meant.is_ascii() { format!(" {meant} ") } else { (*meant).to_owned() };
        text = text.replace(chinese, &spaced);
    }
    let pieces = pieces(&text);
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(word) = pieces.get(at) {
        let together = TOGETHER
            .iter()
            .filter(|(phrase, _)| pieces.get(at..at + phrase.len()).is_some_and(|here| here.iter().eq(phrase.iter())))
            .max_by_key(|(phrase, _)| phrase.len());
        let (meant, length) = match together {
            Some((phrase, meant)) => (*meant, phrase.len()),
            None => (alone(word), 1),
        };
        words.extend(meant.split(' ').filter(|meant| !meant.is_empty()).map(str::to_owned));
        at += length;
    }
    words
}

fn alone(word: &str) -> &str {
    ALONE.iter().find(|(_, known)| known.contains(&word)).map_or(word, |(meant, _)| *meant)
}

/// Lower case, without the accents of Spanish, full-width signs made plain.
fn plain(typed: &str) -> String {
    let lower = typed.trim().to_lowercase();
    lower
        .chars()
        .map(|c| match c {
            'á' => 'a',
            'é' => 'e',
            'í' => 'i',
            'ó' => 'o',
            'ú' | 'ü' => 'u',
            'ñ' => 'n',
            '：' => ':',
            '，' | '。' | ';' => ' ',
            '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
            other => other,
        })
        .collect()
}

/// Cut at gaps, and between figures and letters: `9am` is `9` and `am`, `2h30m` is four.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for chunk in text.split(|c: char| c.is_whitespace() || c == ',').filter(|chunk| !chunk.is_empty()) {
        let mut piece = String::new();
        for c in chunk.chars() {
            let turns = piece
                .chars()
                .last()
                .is_some_and(|last| last.is_ascii_digit() != c.is_ascii_digit() && (last.is_alphabetic() || c.is_alphabetic()));
            // `ahead1` and `month3` are words of ours.
            if turns && !(c.is_ascii_digit() && matches!(piece.as_str(), "ahead" | "month")) {
                pieces.push(std::mem::take(&mut piece));
            }
            piece.push(c);
        }
        pieces.push(piece);
    }
    pieces
}
