//! The words of the language: keys, signs between them and fixed values in English, Spanish and Chinese. The first English
//! one of each row is kept; every other is understood. Names (teams, people, tags) come from the caller.

mod nearest;
mod row;
mod values;

use crate::{Age, Key};
pub use nearest::nearest;
pub use row::{Row, plain};
pub use values::{CATEGORIES, DAYS, PRIORITIES, STATUSES, TRAITS, UNRATED, fixed, levels, lone};

/// What stands before the sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Head {
    Key(Key),
    Priority,
    Rating,
    Age(Age),
    /// Known, and nothing a list can be narrowed by.
    Order,
}

impl Head {
    /// Whether its values are more or less than another.
    pub const fn is_measured(self) -> bool {
        matches!(self, Self::Priority | Self::Rating | Self::Age(_))
    }
}

/// In the order they are offered.
pub const HEADS: &[(Head, Row)] = &[
    (Head::Key(Key::Status), Row::new(&["status"], &["estado"], &["状态"])),
    (
        Head::Key(Key::Assignee),
        Row::new(&["assignee", "agent"], &["asignada", "asignado", "agente"], &["负责人", "客服"]),
    ),
    (Head::Key(Key::Team), Row::new(&["team"], &["equipo"], &["团队", "小组"])),
    (Head::Key(Key::Tag), Row::new(&["tag", "label"], &["etiqueta"], &["标签"])),
    (Head::Key(Key::Inbox), Row::new(&["inbox"], &["buzón", "bandeja"], &["收件箱"])),
    (Head::Key(Key::Customer), Row::new(&["customer", "from"], &["cliente"], &["客户"])),
    (Head::Priority, Row::new(&["priority"], &["prioridad"], &["优先级"])),
    (Head::Age(Age::Waiting), Row::new(&["waiting"], &["espera", "esperando"], &["等待"])),
    (Head::Age(Age::Created), Row::new(&["created", "opened"], &["creada", "creado", "abierta"], &["创建"])),
    (Head::Age(Age::Active), Row::new(&["active", "updated"], &["activa", "actualizada", "actualizado"], &["更新"])),
    (Head::Key(Key::Category), Row::new(&["category"], &["categoría"], &["类别"])),
    (Head::Key(Key::Is), Row::new(&["is"], &["es"], &["是"])),
    (Head::Key(Key::Has), Row::new(&["has"], &["tiene", "con"], &["有", "包含"])),
    (Head::Key(Key::Lang), Row::new(&["lang", "language"], &["idioma"], &["语言"])),
    (Head::Key(Key::Subject), Row::new(&["subject"], &["asunto"], &["主题"])),
    (Head::Key(Key::Company), Row::new(&["company"], &["empresa"], &["公司"])),
    (Head::Rating, Row::new(&["rating"], &["valoración", "calificación"], &["评分", "评价"])),
    (Head::Key(Key::Number), Row::new(&["number"], &["número"], &["编号"])),
    (Head::Order, Row::new(&["order"], &["pedido"], &["订单"])),
];

/// Between two that must both hold; between two of which one is enough; before what must not hold.
pub const AND: Row = Row::new(&["and", "&&"], &["y"], &["和", "且", "并且"]);
pub const OR: Row = Row::new(&["or", "||"], &["o"], &["或", "或者"]);
pub const NOT: Row = Row::new(&["not"], &["no"], &["非", "不是", "不"]);

/// What is said for `>`, `>=`, `<` and `<=`.
pub const SPOKEN: &[(&str, crate::Compare)] = {
    use crate::Compare::{AtLeast, AtMost, Less, More};
    &[
        ("more than", More),
        ("longer than", More),
        ("older than", More),
        ("over", More),
        ("above", More),
        ("más de", More),
        ("mas de", More),
        ("超过", More),
        ("大于", More),
        ("多于", More),
        ("at least", AtLeast),
        ("al menos", AtLeast),
        ("至少", AtLeast),
        ("less than", Less),
        ("under", Less),
        ("below", Less),
        ("menos de", Less),
        ("不到", Less),
        ("小于", Less),
        ("少于", Less),
        ("at most", AtMost),
        ("como mucho", AtMost),
        ("至多", AtMost),
        ("最多", AtMost),
    ]
};

/// What a word before the sign speaks of.
pub fn head(typed: &str) -> Option<Head> {
    HEADS.iter().find(|(_, row)| row.knows(typed)).map(|(head, _)| *head)
}

/// The words of what stands before the sign.
pub fn head_row(head: Head) -> Row {
    HEADS.iter().find(|(known, _)| *known == head).map(|(_, row)| *row).unwrap_or_default()
}

pub fn known_heads() -> impl Iterator<Item = &'static str> {
    HEADS.iter().flat_map(|(_, row)| row.words())
}
