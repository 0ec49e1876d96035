//! Chinese, which has no gaps: at each sign the longest word that is known there, or a number.

use super::words::{Form, Part, Unit, Word};
use Word::{
    After, Ahead, And, DaySign, End, Half, In, Midnight, MonthAhead, MonthSign, NextYear, OClock, Quarter, Week, Weekend, YearSign,
};
use jiff::civil::Weekday;

const WORDS: &[(&str, &[Word])] = &[
    ("今天", &[Ahead(0)]),
    ("今日", &[Ahead(0)]),
    ("今早", &[Ahead(0), Word::Part(Part::Morning)]),
    ("今晨", &[Ahead(0), Word::Part(Part::Morning)]),
    ("今晚", &[Ahead(0), Word::Part(Part::Evening)]),
    ("明天", &[Ahead(1)]),
    ("明日", &[Ahead(1)]),
    ("明早", &[Ahead(1), Word::Part(Part::Morning)]),
    ("明晨", &[Ahead(1), Word::Part(Part::Morning)]),
    ("明晚", &[Ahead(1), Word::Part(Part::Evening)]),
    ("后天", &[Ahead(2)]),
    ("后日", &[Ahead(2)]),
    ("大后天", &[Ahead(3)]),
    ("本周", &[Week(0)]),
    ("这周", &[Week(0)]),
    ("这个周", &[Week(0)]),
    ("下周", &[Week(1)]),
    ("下个周", &[Week(1)]),
    ("下下周", &[Week(2)]),
    ("周末", &[Weekend]),
    ("本周末", &[Week(0), Weekend]),
    ("这周末", &[Week(0), Weekend]),
    ("这个周末", &[Week(0), Weekend]),
    ("下周末", &[Week(1), Weekend]),
    ("下个周末", &[Week(1), Weekend]),
    ("本月", &[MonthAhead(0)]),
    ("这个月", &[MonthAhead(0)]),
    ("这月", &[MonthAhead(0)]),
    ("下个月", &[MonthAhead(1)]),
    ("下月", &[MonthAhead(1)]),
    ("月底", &[End, Word::Unit(Unit::Month)]),
    ("月末", &[End, Word::Unit(Unit::Month)]),
    ("年底", &[End, Word::Unit(Unit::Year)]),
    ("年末", &[End, Word::Unit(Unit::Year)]),
    ("底", &[End]),
    ("明年", &[NextYear]),
    ("凌晨", &[Word::Part(Part::Small)]),
    ("清晨", &[Word::Part(Part::Morning)]),
    ("早晨", &[Word::Part(Part::Morning)]),
    ("早上", &[Word::Part(Part::Morning)]),
    ("上午", &[Word::Part(Part::Morning)]),
    ("中午", &[Word::Part(Part::Noon)]),
    ("正午", &[Word::Part(Part::Noon)]),
    ("下午", &[Word::Part(Part::Afternoon)]),
    ("傍晚", &[Word::Part(Part::Evening)]),
    ("晚上", &[Word::Part(Part::Evening)]),
    ("晚间", &[Word::Part(Part::Evening)]),
    ("夜里", &[Word::Part(Part::Evening)]),
    ("深夜", &[Word::Part(Part::Evening)]),
    ("午夜", &[Midnight]),
    ("半夜", &[Midnight]),
    ("点", &[OClock]),
    ("点钟", &[OClock]),
    ("点整", &[OClock]),
    ("时", &[OClock]),
    ("半", &[Half]),
    ("刻", &[Quarter]),
    ("刻钟", &[Quarter, Word::Unit(Unit::Hour)]),
    ("个小时", &[Word::Unit(Unit::Hour)]),
    ("小时", &[Word::Unit(Unit::Hour)]),
    ("钟头", &[Word::Unit(Unit::Hour)]),
    ("个钟头", &[Word::Unit(Unit::Hour)]),
    ("个半小时", &[And, Half, Word::Unit(Unit::Hour)]),
    ("个半钟头", &[And, Half, Word::Unit(Unit::Hour)]),
    ("半个小时", &[Half, Word::Unit(Unit::Hour)]),
    ("半个钟头", &[Half, Word::Unit(Unit::Hour)]),
    ("半个月", &[Word::Figure(15, Form::Chinese), Word::Unit(Unit::Day)]),
    ("分钟", &[Word::Unit(Unit::Minute)]),
    ("分", &[Word::Unit(Unit::Minute)]),
    ("天", &[Word::Unit(Unit::Day)]),
    ("周", &[Word::Unit(Unit::Week)]),
    ("个周", &[Word::Unit(Unit::Week)]),
    ("个月", &[Word::Unit(Unit::Month)]),
    ("月", &[MonthSign]),
    ("日", &[DaySign]),
    ("号", &[DaySign]),
    ("年", &[YearSign]),
    ("再过", &[In]),
    ("过", &[In]),
    ("后", &[After]),
    ("之后", &[After]),
    ("以后", &[After]),
    ("的", &[]),
];

/// Whether a sign is one of Chinese.
pub(super) const fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '〇')
}

/// The short form of a sign that times are written with.
pub(super) const fn short(c: char) -> char {
    match c {
        '週' => '周',
        '後' => '后',
        '兩' => '两',
        '時' => '时',
        '個' => '个',
        '點' => '点',
        '鐘' | '鍾' => '钟',
        '號' => '号',
        '禮' => '礼',
        '這' => '这',
        '過' => '过',
        '間' => '间',
        '裡' | '裏' => '里',
        '頭' => '头',
        '〇' => '零',
        other => other,
    }
}

/// The words of a piece of Chinese; `None` if one of its signs means nothing here.
pub(super) fn words(piece: &str) -> Option<Vec<Word>> {
    let text = piece.replace("星期", "周").replace("礼拜", "周");
    let mut rest = text.as_str();
    let mut words = Vec::new();
    while !rest.is_empty() {
        let (meant, length) = weekday(rest).or_else(|| known(rest)).or_else(|| number(rest))?;
        words.extend(meant);
        rest = rest.get(length..)?;
    }
    Some(words)
}

/// `周五`, `下周五`, `这周五`: before “周” alone, for 周二十点 is ten o'clock on a Tuesday.
fn weekday(rest: &str) -> Option<(Vec<Word>, usize)> {
    let (week, after) = WEEKS.iter().find_map(|(before, week)| rest.strip_prefix(before).map(|after| (*week, after)))?;
    let day = after.chars().next()?;
    let weekday = match day {
        '一' => Weekday::Monday,
        '二' => Weekday::Tuesday,
        '三' => Weekday::Wednesday,
        '四' => Weekday::Thursday,
        '五' => Weekday::Friday,
        '六' => Weekday::Saturday,
        '日' | '天' => Weekday::Sunday,
        _ => return None,
    };
    let words = week.into_iter().map(Week).chain([Word::Weekday(weekday)]).collect();
    Some((words, rest.len() - after.len() + day.len_utf8()))
}

const WEEKS: &[(&str, Option<i64>)] = &[
    ("周", None),
    ("本周", Some(0)),
    ("这周", Some(0)),
    ("这个周", Some(0)),
    ("下周", Some(1)),
    ("下个周", Some(1)),
    ("下下周", Some(2)),
    ("下下个周", Some(2)),
];

fn known(rest: &str) -> Option<(Vec<Word>, usize)> {
    let (word, meant) = WORDS.iter().filter(|(word, _)| rest.starts_with(word)).max_by_key(|(word, _)| word.len())?;
    Some((meant.to_vec(), word.len()))
}

/// `九`, `二十五`, `零五`, `二零二六`. Two figures side by side are none: 三四天 is “three or four days”.
fn number(rest: &str) -> Option<(Vec<Word>, usize)> {
    let signs: Vec<char> = rest.chars().take_while(|c| figure(*c).is_some()).collect();
    let form = if matches!(*signs.as_slice(), ['零', _]) { Form::Padded } else { Form::Chinese };
    let value = match *signs.as_slice() {
        [only] => figure(only)?,
        ['十', ones] => 10 + below_ten(ones)?,
        ['零', ones] => below_ten(ones)?,
        [tens, '十'] => tens_of(tens)?,
        [tens, '十', ones] => tens_of(tens)? + below_ten(ones)?,
        [a, b, c, d] => below_ten(a)? * 1_000 + below_ten(b)? * 100 + below_ten(c)? * 10 + below_ten(d)?,
        _ => return None,
    };
    Some((vec![Word::Figure(value, form)], signs.iter().map(|sign| sign.len_utf8()).sum()))
}

fn tens_of(sign: char) -> Option<i64> {
    below_ten(sign).filter(|tens| *tens > 0).map(|tens| tens * 10)
}

fn below_ten(sign: char) -> Option<i64> {
    figure(sign).filter(|value| *value < 10)
}

const fn figure(sign: char) -> Option<i64> {
    Some(match sign {
        '零' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        _ => return None,
    })
}
