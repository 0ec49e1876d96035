//! Reading what somebody typed. No text is an error, and nothing typed can reach beyond the fields named here.
//!
//! Words must all be there, in any of their forms; `"quoted words"` must stand together as written; `-word` must not be
//! there; `from: subject: tag: status: number:` narrow to a field; the last word also matches what begins with it, until a
//! space follows.

/// What was asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ask {
    pub wanted: Vec<Part>,
    pub unwanted: Vec<Part>,
}

/// One word or phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub within: Within,
    pub text: String,
    pub is_phrase: bool,
    /// Still being typed: what begins like this matches as well.
    pub is_open: bool,
}

/// Where a part is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    Anywhere,
    People,
    Subject,
    Tags,
    Status,
    Number,
}

const LONGEST: usize = 1_000;
const MOST_PARTS: usize = 24;

const NAMED: &[(&str, Within)] = &[
    ("from", Within::People),
    ("subject", Within::Subject),
    ("tag", Within::Tags),
    ("status", Within::Status),
    ("number", Within::Number),
];

/// Reads a typed query.
pub fn read(typed: &str) -> Ask {
    let typed: String = typed.chars().take(LONGEST).map(plain).collect();
    let mut ask = Ask::default();
    let mut rest = typed.as_str();
    while ask.wanted.len() + ask.unwanted.len() < MOST_PARTS {
        rest = rest.trim_start();
        if rest.is_empty() {
            break;
        }
        let excluded = rest.strip_prefix('-').filter(|behind| behind.starts_with(|c: char| !c.is_whitespace()));
        let (part, behind) = part(excluded.unwrap_or(rest));
        rest = behind;
        match (part, excluded) {
            (Some(part), None) => ask.wanted.push(part),
            (Some(part), Some(_)) => ask.unwanted.push(Part { is_open: false, ..part }),
            (None, _) => {}
        }
    }
    ask
}

/// The first part of `text`, and what stands behind it.
fn part(text: &str) -> (Option<Part>, &str) {
    let named = NAMED.iter().find_map(|(name, within)| {
        let behind = text
            .get(name.len()..)
            .filter(|_| text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)))?;
        Some((*within, behind.strip_prefix(':')?))
    });
    let (within, text) = named.unwrap_or((Within::Anywhere, text));
    let (words, is_phrase, is_open, behind) = if let Some(quoted) = text.strip_prefix('"') {
        let (words, behind) = quoted.split_once('"').unwrap_or((quoted, ""));
        (words, true, false, behind)
    } else {
        let end = text.find(char::is_whitespace).unwrap_or(text.len());
        // `kettle"leaks` is two words; the quotation mark begins the next part.
        let end = text[..end].find('"').unwrap_or(end);
        (&text[..end], false, end == text.len(), &text[end..])
    };
    let known = words.chars().any(char::is_alphanumeric);
    (known.then(|| Part { within, text: words.to_owned(), is_phrase, is_open }), behind)
}

/// Quotation marks, colons, spaces and dashes of other keyboards.
const fn plain(c: char) -> char {
    match c {
        '“' | '”' | '„' | '«' | '»' | '「' | '」' | '＂' => '"',
        '：' => ':',
        '－' | '−' => '-',
        '\u{3000}' | '\0' => ' ',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(typed: &str) -> Vec<String> {
        let Ask { wanted, unwanted } = read(typed);
        let tell = |sign: &str, part: &Part| {
            let end = if part.is_phrase {
                "\""
            } else if part.is_open {
                "*"
            } else {
                ""
            };
            format!("{sign}{:?} {}{end}", part.within, part.text)
        };
        wanted
            .iter()
            .map(|part| tell("+", part))
            .chain(unwanted.iter().map(|part| tell("-", part)))
            .collect()
    }

    /// What is typed, beside what is understood.
    #[test]
    fn typed_text_is_understood() {
        for (typed, understood) in [
            ("kettle lea", vec!["+Anywhere kettle", "+Anywhere lea*"]),
            ("kettle ", vec!["+Anywhere kettle"]),
            ("\"it leaks\" -tea", vec!["+Anywhere it leaks\"", "-Anywhere tea"]),
            ("from:mia@example.org", vec!["+People mia@example.org*"]),
            ("SUBJECT:\"two words\" x ", vec!["+Subject two words\"", "+Anywhere x"]),
            ("tag：vip “水壶”", vec!["+Tags vip", "+Anywhere 水壶\""]),
            ("inbox:7 id:1", vec!["+Anywhere inbox:7", "+Anywhere id:1*"]),
            ("\"open", vec!["+Anywhere open\""]),
            ("- -- \" \" -\"", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(told(typed), understood, "{typed}");
        }
    }
}
