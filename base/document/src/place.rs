//! One place of a document that is being read. Each reading gives the value, or notes a fault here and gives `None`.

use crate::{Fault, Node, Reader, Said, Words, nearest, say};
use jiff::civil::Date;
use kit::{Currency, Money};
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use std::str::FromStr as _;

/// A value of the document and the path to it.
pub struct Place<'r> {
    node: &'r Node,
    path: String,
    reader: &'r Reader,
}

/// The fields of one object, none of them unknown or written twice.
pub struct Object<'r> {
    fields: &'r [(String, Node)],
    path: String,
    reader: &'r Reader,
}

const NOT_THIS: Said = Said::new("this is {is}", "esto es {is}", "这里是{is}");
const WRITE: Said = Said::new("Write {expected}", "Escriba {expected}", "请填写{expected}");
const UNKNOWN_FIELD: Said = Said::new("there is no field “{name}” here", "aquí no hay ningún campo «{name}»", "此处没有字段“{name}”");
const UNKNOWN_NAME: Said = Said::new("“{name}” is not known here", "«{name}» no se conoce aquí", "此处不认识“{name}”");
const DID_YOU_MEAN: Said = Said::new(
    "Did you mean “{nearest}”? Possible: {known}",
    "¿Quería decir «{nearest}»? Posibles: {known}",
    "您是指“{nearest}”吗？可选：{known}",
);
const LEAVE_OUT: Said = Said::new("Leave it out", "Quítelo", "请删除");
const TWICE: Said = Said::new("“{name}” is written twice", "«{name}» está escrito dos veces", "“{name}”重复出现");
const KEEP_ONE: Said = Said::new("Keep one of the two", "Conserve uno de los dos", "请只保留一个");
const MISSING: Said = Said::new("“{name}” is missing", "falta «{name}»", "缺少“{name}”");
const ADD: Said = Said::new("Add “{name}”", "Añada «{name}»", "请添加“{name}”");
const EMPTY: Said = Said::new("nothing is written here", "aquí no hay nada escrito", "此处为空");

const A_TEXT: Said = Said::new("a text in quotes", "un texto entre comillas", "带引号的文本");
const A_WHOLE: Said = Said::new(
    "a whole number from {least} to {most}, without quotes",
    "un número entero de {least} a {most}, sin comillas",
    "{least} 到 {most} 之间的整数，不加引号",
);
const A_FLAG: Said = Said::new("true or false, without quotes", "true o false, sin comillas", "true 或 false，不加引号");
const A_LIST: Said = Said::new("a list in [ ]", "una lista entre [ ]", "[ ] 中的列表");
const AN_OBJECT: Said = Said::new("an object in { }", "un objeto entre { }", "{ } 中的对象");
const A_DATE: Said = Said::new("a date such as \"2026-03-31\"", "una fecha como \"2026-03-31\"", "日期，例如 \"2026-03-31\"");
const AN_AMOUNT: Said = Said::new(
    "an amount with its currency, such as \"12.50 EUR\" or \"1200 JPY\"",
    "un importe con su moneda, como \"12.50 EUR\" o \"1200 JPY\"",
    "带币种的金额，例如 \"12.50 EUR\" 或 \"1200 JPY\"",
);
const A_DECIMAL: Said = Said::new(
    "a number in quotes with a point, such as \"0.19\"",
    "un número entre comillas con punto, como \"0.19\"",
    "带引号和小数点的数字，例如 \"0.19\"",
);
const WORDS: Said = Said::new(
    "the sentence in all three languages: {\"en\": …, \"es\": …, \"zh\": …}",
    "la frase en los tres idiomas: {\"en\": …, \"es\": …, \"zh\": …}",
    "三种语言的句子：{\"en\": …, \"es\": …, \"zh\": …}",
);

impl<'r> Place<'r> {
    pub(crate) fn root(node: &'r Node, reader: &'r Reader) -> Self {
        Self { node, path: String::new(), reader }
    }

    /// What is written here.
    pub const fn node(&self) -> &'r Node {
        self.node
    }

    /// A text that is not blank.
    pub fn text(&self) -> Option<&'r str> {
        match self.node {
            Node::Text(text) if text.trim().is_empty() => self.fault(EMPTY.words(), WRITE.with(&[("expected", &A_TEXT.words())])),
            Node::Text(text) => Some(text),
            _ => self.expected(A_TEXT.words()),
        }
    }

    /// A whole number within bounds.
    pub fn whole(&self, least: i64, most: i64) -> Option<i64> {
        match self.node {
            Node::Whole(whole) if (least..=most).contains(whole) => Some(*whole),
            _ => self.expected(A_WHOLE.with(&[("least", &Words::same(least.to_string())), ("most", &Words::same(most.to_string()))])),
        }
    }

    pub fn flag(&self) -> Option<bool> {
        match self.node {
            Node::Flag(flag) => Some(*flag),
            _ => self.expected(A_FLAG.words()),
        }
    }

    /// A day of the calendar.
    pub fn date(&self) -> Option<Date> {
        self.written(A_DATE, |text| (text.len() == 10).then(|| Date::from_str(text).ok())?)
    }

    /// An amount written with its currency behind it.
    pub fn money(&self) -> Option<Money> {
        self.written(AN_AMOUNT, |text| {
            let (amount, code) = text.split_once(' ')?;
            Money::parse(amount, Currency::parse(code).ok()?).ok()
        })
    }

    pub fn currency(&self) -> Option<Currency> {
        self.written(AN_AMOUNT, |code| Currency::parse(code).ok())
    }

    /// A number with a fraction, written as text so that it stays exact.
    pub fn decimal(&self) -> Option<Decimal> {
        self.written(A_DECIMAL, |text| Decimal::from_str_exact(text).ok())
    }

    /// One of the names known here.
    pub fn one_of<T: Copy>(&self, known: &[(&str, T)]) -> Option<T> {
        let written = self.text()?;
        let found = known.iter().find(|(name, _)| *name == written).map(|(_, value)| *value);
        found.or_else(|| self.unknown(written, known.iter().map(|(name, _)| *name)))
    }

    /// A sentence in all three languages, and nothing else.
    pub fn words(&self) -> Option<Words> {
        let Node::Map(_) = self.node else { return self.expected(WORDS.words()) };
        let object = self.object(&["en", "es", "zh"])?;
        let [en, es, zh] = ["en", "es", "zh"].map(|language| object.need(language).and_then(|place| place.text()));
        Some(Words::new(en?, es?, zh?))
    }

    /// Reads every item, so that all faults are noted; `None` if one could not be read.
    pub fn each<T>(&self, read: impl Fn(&Place<'r>) -> Option<T>) -> Option<Vec<T>> {
        let Node::List(items) = self.node else { return self.expected(A_LIST.words()) };
        let all: Vec<Option<T>> = items.iter().enumerate().map(|(at, node)| read(&self.below(format!("[{at}]"), node))).collect();
        all.into_iter().collect()
    }

    /// A list with at least one item.
    pub fn some<T>(&self, read: impl Fn(&Place<'r>) -> Option<T>) -> Option<Vec<T>> {
        match self.node {
            Node::List(items) if items.is_empty() => self.fault(EMPTY.words(), WRITE.with(&[("expected", &A_LIST.words())])),
            _ => self.each(read),
        }
    }

    /// A list of at least one text.
    pub fn texts(&self) -> Option<Vec<String>> {
        self.some(|item| item.text().map(str::to_owned))
    }

    /// Fields whose names are the writer's own, in the order written.
    pub fn entries<T>(&self, read: impl Fn(&str, &Place<'r>) -> Option<T>) -> Option<Vec<(String, T)>> {
        let object = self.fields()?;
        let field = |(name, node): &'r (String, Node)| Some((name.clone(), read(name, &self.below(format!(".{name}"), node))?));
        let all: Vec<Option<(String, T)>> = object.fields.iter().map(field).collect();
        all.into_iter().collect()
    }

    /// An object that has no other fields than these.
    pub fn object(&self, known: &[&str]) -> Option<Object<'r>> {
        let object = self.fields()?;
        for (name, node) in object.fields.iter().filter(|(name, _)| !known.contains(&name.as_str())) {
            let here = self.below(format!(".{name}"), node);
            let _: Option<()> = here.unknown_as(UNKNOWN_FIELD, name, known.iter().copied());
        }
        Some(object)
    }

    /// Notes a fault here.
    pub fn fault<T>(&self, problem: Words, remedy: Words) -> Option<T> {
        self.reader.note(Fault { path: self.path.clone(), problem, remedy });
        None
    }

    /// Notes that something else should stand here.
    pub fn expected<T>(&self, expected: Words) -> Option<T> {
        self.fault(NOT_THIS.with(&[("is", &say::node(self.node))]), WRITE.with(&[("expected", &expected)]))
    }

    /// Notes that a name is not known, with the nearest one that is.
    pub fn unknown<'k, T>(&self, written: &str, known: impl IntoIterator<Item = &'k str>) -> Option<T> {
        self.unknown_as(UNKNOWN_NAME, written, known)
    }

    fn unknown_as<'k, T>(&self, problem: Said, written: &str, known: impl IntoIterator<Item = &'k str>) -> Option<T> {
        let known: Vec<&str> = known.into_iter().collect();
        let remedy = nearest(written, known.iter().copied()).map_or_else(
            || LEAVE_OUT.words(),
            |nearest| DID_YOU_MEAN.with(&[("nearest", &Words::same(nearest)), ("known", &Words::same(known.join(", ")))]),
        );
        self.fault(problem.with(&[("name", &Words::same(written))]), remedy)
    }

    fn written<T>(&self, expected: Said, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let Node::Text(text) = self.node else { return self.expected(expected.words()) };
        read(text).or_else(|| self.expected(expected.words()))
    }

    /// The fields of an object, each name once.
    fn fields(&self) -> Option<Object<'r>> {
        let Node::Map(fields) = self.node else { return self.expected(AN_OBJECT.words()) };
        let mut seen = BTreeSet::new();
        for (name, node) in fields.iter().filter(|(name, _)| !seen.insert(name)) {
            let here = self.below(format!(".{name}"), node);
            let _: Option<()> = here.fault(TWICE.with(&[("name", &Words::same(name))]), KEEP_ONE.words());
        }
        Some(Object { fields, path: self.path.clone(), reader: self.reader })
    }

    fn below(&self, step: String, node: &'r Node) -> Self {
        let path = format!("{}{step}", self.path).trim_start_matches('.').to_owned();
        Self { node, path, reader: self.reader }
    }
}

impl<'r> Object<'r> {
    /// The field, if it is written. `null` is as good as not written.
    pub fn may(&self, name: &str) -> Option<Place<'r>> {
        let (_, node) = self.fields.iter().find(|(known, node)| known == name && *node != Node::Nothing)?;
        let path = format!("{}.{name}", self.path).trim_start_matches('.').to_owned();
        Some(Place { node, path, reader: self.reader })
    }

    /// The field; a fault if it is not written.
    pub fn need(&self, name: &str) -> Option<Place<'r>> {
        self.may(name).or_else(|| {
            let name = &Words::same(name);
            self.reader.note(Fault {
                path: self.path.clone(),
                problem: MISSING.with(&[("name", name)]),
                remedy: ADD.with(&[("name", name)]),
            });
            None
        })
    }

    /// The field read, or `absent` if it is not written; `None` only if it is written wrongly.
    pub fn or<T>(&self, name: &str, absent: T, read: impl Fn(&Place<'r>) -> Option<T>) -> Option<T> {
        match self.may(name) {
            Some(place) => read(&place),
            None => Some(absent),
        }
    }

    /// The field read, if written: the outer `None` says it is written wrongly.
    pub fn maybe<T>(&self, name: &str, read: impl Fn(&Place<'r>) -> Option<T>) -> Option<Option<T>> {
        self.or(name, None, |place| read(place).map(Some))
    }
}
