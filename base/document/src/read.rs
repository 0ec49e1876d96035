//! Reads one document from beginning to end and gives either the value or everything that is wrong with it.

use crate::{Fault, Node, Place, Said, Words};
use std::cell::RefCell;

/// A document longer than this is refused unread: no policy or rate card a person keeps is near it.
const LONGEST: usize = 1_000_000;

const TOO_LONG: Said = Said::new("this is longer than a million characters", "esto supera el millón de caracteres", "内容超过一百万个字符");
const SPLIT: Said = Said::new("Split it into several documents", "Divídalo en varios documentos", "请拆分为多个文档");
const NO_JSON: Said = Said::new("this is not JSON: {cause}", "esto no es JSON: {cause}", "这不是有效的 JSON：{cause}");
const CORRECT_JSON: Said = Said::new(
    "Look at that line for a missing comma, quote or brace",
    "Busque en esa línea una coma, unas comillas o una llave que falte",
    "请检查该行是否缺少逗号、引号或括号",
);

/// Collects faults while [`Place`]s are read.
#[derive(Debug, Default)]
pub struct Reader {
    faults: RefCell<Vec<Fault>>,
}

impl Reader {
    /// Reads `text` with `read`, which notes a fault wherever it gives `None`.
    pub fn document<T>(text: &str, read: impl Fn(&Place<'_>) -> Option<T>) -> Result<T, Vec<Fault>> {
        let whole = |problem: Words, remedy: Said| vec![Fault { path: String::new(), problem, remedy: remedy.words() }];
        if text.len() > LONGEST {
            return Err(whole(TOO_LONG.words(), SPLIT));
        }
        let node: Node =
            serde_json::from_str(text).map_err(|cause| whole(NO_JSON.with(&[("cause", &Words::same(cause.to_string()))]), CORRECT_JSON))?;
        Self::node(&node, read)
    }

    /// The same for JSON that is read already.
    pub fn node<T>(node: &Node, read: impl Fn(&Place<'_>) -> Option<T>) -> Result<T, Vec<Fault>> {
        let reader = Self::default();
        let value = read(&Place::root(node, &reader));
        let mut faults = reader.faults.into_inner();
        match value {
            Some(value) if faults.is_empty() => Ok(value),
            _ => {
                faults.dedup();
                Err(faults)
            }
        }
    }

    pub(crate) fn note(&self, fault: Fault) {
        self.faults.borrow_mut().push(fault);
    }
}
