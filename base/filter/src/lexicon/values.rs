//! Fixed values: what is kept of them, and how each language says them.

use super::row::{Row, plain};
use crate::{Compare, Condition, Day, Key};

/// Whose move it is.
pub const STATUSES: &[Row] = &[
    Row::new(&["open"], &["abierta", "abierto", "abiertas"], &["待处理"]),
    Row::new(&["pending"], &["pendiente", "pendientes"], &["等待客户"]),
    Row::new(&["on_hold", "hold"], &["en-espera"], &["暂停"]),
    Row::new(&["snoozed"], &["pospuesta", "pospuesto", "pospuestas"], &["已推迟"]),
    Row::new(&["resolved"], &["resuelta", "resuelto", "resueltas"], &["已解决"]),
    Row::new(&["closed"], &["cerrada", "cerrado", "cerradas"], &["已关闭"]),
];

/// How urgent, the least first.
pub const PRIORITIES: &[Row] = &[
    Row::new(&["low"], &["baja"], &["低"]),
    Row::new(&["normal"], &["normal"], &["普通"]),
    Row::new(&["high"], &["alta"], &["高"]),
    Row::new(&["urgent"], &["urgente", "urgentes"], &["紧急"]),
];

/// Not rated.
pub const UNRATED: Row = Row::new(&["none"], &["ninguna"], &["无", "未评分"]);

/// What it is about.
pub const CATEGORIES: &[Row] = &[
    Row::new(&["question"], &["consulta"], &["咨询"]),
    Row::new(&["complaint"], &["queja"], &["投诉"]),
    Row::new(&["order"], &["pedido"], &["订单"]),
    Row::new(&["billing"], &["facturación"], &["账单"]),
    Row::new(&["technical"], &["técnica"], &["技术"]),
    Row::new(&["account"], &["cuenta"], &["账户"]),
    Row::new(&["feedback"], &["opinión"], &["反馈"]),
];

/// What it may be besides.
pub const TRAITS: &[Row] = &[
    Row::new(&["unassigned"], &["sin-asignar"], &["未分配"]),
    Row::new(&["waiting"], &["esperando"], &["等待"]),
    Row::new(&["unread"], &["sin-leer", "no-leída"], &["未读"]),
    Row::new(&["undelivered"], &["sin-entregar"], &["未送达"]),
    Row::new(&["automatic"], &["automática"], &["自动"]),
    Row::new(&["mentioned"], &["mencionada"], &["提到我"]),
    Row::new(&["followed"], &["seguida"], &["关注"]),
    Row::new(&["follow-up"], &["seguimiento"], &["跟进"]),
    Row::new(&["breaching"], &["por-vencer"], &["即将超时"]),
    Row::new(&["breached"], &["vencida"], &["已超时"]),
];

/// What a day is called, besides its date.
pub const DAYS: &[(Day, Row)] = &[
    (Day::Today, Row::new(&["today"], &["hoy"], &["今天"])),
    (Day::Yesterday, Row::new(&["yesterday"], &["ayer"], &["昨天"])),
    (Day::ThisWeek, Row::new(&["this-week", "week"], &["esta-semana", "semana"], &["本周", "这周"])),
    (Day::ThisMonth, Row::new(&["this-month", "month"], &["este-mes", "mes"], &["本月", "这个月"])),
];

const ME: Row = Row::new(&["me"], &["yo", "mí"], &["我"]);
const NOBODY: Row = Row::new(&["nobody", "none"], &["nadie"], &["无人", "无"]);
const MINE: Row = Row::new(&["mine", "my"], &["mío", "mía"], &["我的"]);
const NONE: Row = Row::new(&["none"], &["ninguna", "ninguno"], &["无"]);
const NO_TEAM: Row = Row::new(&["none"], &["ninguno", "ninguna"], &["无"]);
const ATTACHMENT: Row = Row::new(&["attachment", "attachments", "file"], &["adjunto", "adjuntos", "archivo"], &["附件", "文件"]);
const LANGUAGES: &[Row] = &[
    Row::new(&["en", "english"], &["en", "inglés"], &["en", "英语"]),
    Row::new(&["es", "spanish"], &["es", "español"], &["es", "西班牙语"]),
    Row::new(&["zh", "chinese"], &["zh", "chino"], &["zh", "中文"]),
];

/// The fixed values of a key.
pub fn fixed(key: Key) -> impl Iterator<Item = Row> {
    let (own, besides): (&[Row], &[Row]) = match key {
        Key::Status => (STATUSES, &[]),
        Key::Category => (CATEGORIES, &[NONE]),
        Key::Is => (TRAITS, &[]),
        Key::Has => (&[ATTACHMENT], &[]),
        Key::Assignee => (&[ME, NOBODY], &[]),
        Key::Team => (&[MINE, NO_TEAM], &[]),
        Key::Tag => (&[NONE], &[]),
        Key::Lang => (LANGUAGES, &[]),
        Key::Customer | Key::Company | Key::Inbox | Key::Subject | Key::Number => (&[], &[]),
    };
    own.iter().chain(besides).copied()
}

/// The priorities that stand in this relation to one.
pub fn levels(compare: Compare, level: &str) -> Vec<&'static str> {
    let wanted = PRIORITIES.iter().position(|row| row.word() == level).unwrap_or(1);
    let fitting = PRIORITIES.iter().enumerate().filter(|(rank, _)| compare.holds(*rank, wanted));
    fitting.map(|(_, row)| row.word()).collect()
}

/// Traits whose name alone says that a list is meant.
const LONE_TRAITS: [&str; 7] = ["unassigned", "waiting", "unread", "undelivered", "mentioned", "breaching", "breached"];
const LONE_MINE: Row = Row::new(&["mine"], &["mías", "mía", "míos", "mío"], &["我的"]);

/// What a word means that stands without a key and names a value: `unassigned`, `mine`, `open`, `urgent`. Words that are
/// more often part of a sentence (`low`, `order`, `baja`) are none.
pub fn lone(typed: &str) -> Option<Condition> {
    let is = |key, word: &str| Some(Condition::Is { key, any_of: vec![word.to_owned()] });
    if LONE_MINE.knows(typed) {
        return is(Key::Assignee, ME.word());
    }
    if let Some(row) = STATUSES.iter().find(|row| row.knows(typed) && plain(typed) != "hold") {
        return is(Key::Status, row.word());
    }
    let urgent = PRIORITIES.last().filter(|row| row.knows(typed));
    if let Some(urgent) = urgent {
        return Some(Condition::Priority { compare: Compare::Exactly, level: urgent.word().to_owned() });
    }
    let named = TRAITS.iter().find(|row| LONE_TRAITS.contains(&row.word()) && row.knows(typed));
    named.and_then(|row| is(Key::Is, row.word()))
}
