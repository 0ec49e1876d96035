//! The words of the language: keys and fixed values in English, Spanish and Chinese. The first of each row is the one
//! that is kept and written back; every other is understood. Names (teams, people, tags) come from the caller.

use crate::folded;
use crate::{Age, Key};

/// What stands before the sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Head {
    Key(Key),
    Priority,
    Rating,
    Age(Age),
}

type Row = &'static [&'static str];

pub const HEADS: &[(Head, Row)] = &[
    (Head::Key(Key::Status), &["status", "estado", "状态"]),
    (Head::Key(Key::Assignee), &["assignee", "agent", "asignada", "asignado", "agente", "负责人", "客服"]),
    (Head::Key(Key::Team), &["team", "equipo", "团队", "小组"]),
    (Head::Key(Key::Tag), &["tag", "label", "etiqueta", "标签"]),
    (Head::Key(Key::Inbox), &["inbox", "buzón", "bandeja", "收件箱"]),
    (Head::Key(Key::Customer), &["customer", "from", "cliente", "客户"]),
    (Head::Key(Key::Lang), &["lang", "language", "idioma", "语言"]),
    (Head::Key(Key::Subject), &["subject", "asunto", "主题"]),
    (Head::Key(Key::Category), &["category", "categoría", "类别"]),
    (Head::Key(Key::Is), &["is", "es", "是"]),
    (Head::Priority, &["priority", "prioridad", "优先级"]),
    (Head::Rating, &["rating", "valoración", "calificación", "评分", "评价"]),
    (Head::Age(Age::Waiting), &["waiting", "espera", "esperando", "等待"]),
    (Head::Age(Age::Created), &["created", "opened", "creada", "abierta", "创建"]),
    (Head::Age(Age::Active), &["active", "updated", "activa", "更新"]),
];

/// Whose move it is.
pub const STATUSES: &[&[&str]] = &[
    &["open", "abierta", "abierto", "待处理"],
    &["pending", "pendiente", "等待客户"],
    &["on_hold", "on-hold", "hold", "en-espera", "暂停"],
    &["snoozed", "pospuesta", "pospuesto", "已推迟"],
    &["resolved", "resuelta", "resuelto", "已解决"],
    &["closed", "cerrada", "cerrado", "已关闭"],
];

/// How urgent, the least first.
pub const PRIORITIES: &[&[&str]] = &[&["low", "baja", "低"], &["normal", "普通"], &["high", "alta", "高"], &["urgent", "urgente", "紧急"]];

/// Not rated.
pub const UNRATED: &[&str; 4] = &["none", "ninguna", "无", "未评分"];

/// What it is about.
pub const CATEGORIES: &[&[&str]] = &[
    &["question", "consulta", "咨询"],
    &["complaint", "queja", "投诉"],
    &["order", "pedido", "订单"],
    &["billing", "facturación", "账单"],
    &["technical", "técnica", "技术"],
    &["account", "cuenta", "账户"],
    &["feedback", "opinión", "反馈"],
];

/// What it may be besides.
pub const TRAITS: &[&[&str]] = &[
    &["unassigned", "sin-asignar", "未分配"],
    &["waiting", "esperando", "等待"],
    &["undelivered", "sin-entregar", "未送达"],
    &["automatic", "automática", "自动"],
    &["mentioned", "mencionada", "提到我"],
    &["followed", "seguida", "关注"],
    &["follow-up", "seguimiento", "跟进"],
    &["breaching", "por-vencer", "即将超时"],
    &["breached", "vencida", "已超时"],
];

const ME: Row = &["me", "yo", "mí", "我"];
const NOBODY: Row = &["nobody", "none", "nadie", "无人", "无"];
const MINE: Row = &["mine", "my", "mío", "mía", "我的"];
const NO_TEAM: Row = &["none", "ninguno", "无"];

/// The word for “or”.
pub const OR: Row = &["or", "o", "或"];

/// The names this desk has, as people write them.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    pub teams: Vec<String>,
    pub agents: Vec<String>,
    pub tags: Vec<String>,
    pub inboxes: Vec<String>,
}

impl Vocabulary {
    /// The names a key takes; `None`: any text will do.
    pub fn names(&self, key: Key) -> Option<&[String]> {
        match key {
            Key::Team => Some(&self.teams),
            Key::Assignee => Some(&self.agents),
            Key::Tag => Some(&self.tags),
            Key::Inbox => Some(&self.inboxes),
            Key::Status | Key::Category | Key::Is => Some(&[]),
            Key::Lang | Key::Customer | Key::Subject => None,
        }
    }

    /// The value as it is kept, if this key knows it.
    pub fn value(&self, key: Key, typed: &str) -> Option<String> {
        if let Some(word) = fixed(key).iter().find_map(|row| canonical(row, typed)) {
            return Some(word.to_owned());
        }
        match self.names(key) {
            None if key == Key::Lang => Some(kit::base_language(typed)).filter(|tag| !tag.is_empty()),
            None => Some(typed.to_owned()),
            Some(names) => names.iter().find(|name| is_called(name, typed)).cloned(),
        }
    }

    /// Every value this key could have, the fixed words first.
    pub fn choices(&self, key: Key) -> Vec<String> {
        let words = fixed(key).iter().filter_map(|row| row.first()).map(|word| (*word).to_owned());
        words.chain(self.names(key).unwrap_or_default().iter().cloned()).collect()
    }
}

/// A name is written in full, or with its gaps closed: `ana-ruiz` is Ana Ruiz.
fn is_called(name: &str, typed: &str) -> bool {
    let (name, typed) = (folded(name), folded(typed));
    name == typed || name.replace(' ', "-") == typed
}

/// The rows of fixed values of a key.
pub const fn fixed(key: Key) -> &'static [Row] {
    match key {
        Key::Status => STATUSES,
        Key::Category => CATEGORIES,
        Key::Is => TRAITS,
        Key::Assignee => &[ME, NOBODY],
        Key::Team => &[MINE, NO_TEAM],
        Key::Lang => &[
            &["en", "english", "inglés", "英语"],
            &["es", "spanish", "español", "西班牙语"],
            &["zh", "chinese", "chino", "中文"],
        ],
        Key::Tag | Key::Customer | Key::Inbox | Key::Subject => &[],
    }
}

/// The first word of the row, if what was typed is one of it.
pub fn canonical(row: &[&'static str], typed: &str) -> Option<&'static str> {
    let typed = folded(typed);
    row.iter().any(|word| folded(word) == typed).then(|| row.first().copied()).flatten()
}

/// What a word before the sign speaks of.
pub fn head(typed: &str) -> Option<Head> {
    HEADS.iter().find(|(_, row)| canonical(row, typed).is_some()).map(|(head, _)| *head)
}

/// The word it is written back with.
pub fn head_word(head: Head) -> &'static str {
    HEADS
        .iter()
        .find(|(known, _)| *known == head)
        .and_then(|(_, row)| row.first().copied())
        .unwrap_or_default()
}

/// The known word nearest to what was typed, if it is near enough to be meant.
pub fn nearest<'a>(typed: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let typed = folded(typed);
    let most = (typed.chars().count() / 2).clamp(1, 3);
    known
        .map(|word| (distance(&typed, &folded(word)), word))
        .filter(|(far, word)| *far <= most || (typed.chars().count() > 2 && folded(word).starts_with(&typed)))
        .min_by_key(|(far, _)| *far)
        .map(|(_, word)| word)
}

/// How many letters must change (Levenshtein).
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (at, from) in left.chars().enumerate() {
        let mut before = at;
        let mut next = vec![at + 1];
        for (to, above) in right.iter().zip(row.iter().skip(1)) {
            let last = next.last().copied().unwrap_or_default();
            next.push((above + 1).min(last + 1).min(before + usize::from(from != *to)));
            before = *above;
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}
