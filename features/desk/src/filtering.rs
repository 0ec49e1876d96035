//! A filter put to the database: names become keys, the tree becomes one condition with bound values. Whoever asks is in it
//! (`assignee:me`), what they may see is not: every list joins that itself.
//!
//! The text is the same on both engines and never NULL, so that “not” means what it says. A test holds it against
//! [`filter::Condition::holds`] on random conversations.

mod facts;
mod names;
mod times;

use crate::Viewer;
use db::{Trouble, Tx, Value, like_pattern};
pub use facts::facts;
use filter::{Compare, Condition, Key, folded, levels};
use kit::Moment;
pub use names::Names;
pub(crate) use times::zone_of;

/// A condition ready to be added to a list's; each `$?` takes the next value.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Clause {
    pub text: String,
    pub values: Vec<Value>,
}

/// Turns what was asked into what the database understands, as of this moment.
pub fn clause(tx: &mut Tx<'_>, viewer: Viewer, condition: &Condition) -> Result<Clause, Trouble> {
    let names = Names::read(tx, viewer)?;
    // To the second, so that all who ask in the same one ask the same.
    let now = Moment(tx.now().0.div_euclid(1_000_000) * 1_000_000);
    let zone = if condition.names_a_day() { zone_of(tx, viewer.agent)? } else { String::new() };
    let mut writer = Writer { viewer, names: &names, now, zone, clause: Clause::default() };
    writer.condition(condition);
    Ok(writer.clause)
}

struct Writer<'a> {
    viewer: Viewer,
    names: &'a Names,
    now: Moment,
    zone: String,
    clause: Clause,
}

impl Writer<'_> {
    fn text(&mut self, text: &str) {
        self.clause.text.push_str(text);
    }

    fn value(&mut self, value: Value) {
        self.clause.values.push(value);
    }

    fn condition(&mut self, condition: &Condition) {
        match condition {
            Condition::All(parts) => self.joined(parts, " AND ", "TRUE"),
            Condition::Any(parts) => self.joined(parts, " OR ", "FALSE"),
            Condition::Not(inner) => {
                self.text("NOT ");
                self.group(inner);
            }
            Condition::Is { key, any_of } => self.is(*key, any_of),
            Condition::Priority { compare, level } => self.priority(*compare, level),
            Condition::Rating { compare, value } => self.rating(*compare, *value),
            Condition::Since { age, compare, seconds } => self.since(*age, *compare, *seconds),
            Condition::On { age, compare, day } => {
                let bounds = day.bounds(*compare, self.now, &self.zone);
                self.within(*age, bounds)
            }
            Condition::Words(text) | Condition::Phrase(text) => self.words(text),
        }
    }

    fn group(&mut self, inner: &Condition) {
        self.text("(");
        self.condition(inner);
        self.text(")");
    }

    fn joined(&mut self, parts: &[Condition], word: &str, none: &str) {
        if parts.is_empty() {
            self.text(none);
        }
        for (at, part) in parts.iter().enumerate() {
            self.text(if at == 0 { "" } else { word });
            self.group(part);
        }
    }

    fn is(&mut self, key: Key, any_of: &[String]) {
        match key {
            Key::Status => self.one_of("c.status", words(any_of)),
            Key::Category => self.or_none(any_of, "c.category IS NULL", |writer, named| writer.optional("c.category", words(named))),
            Key::Number => self.one_of("c.number", keys(any_of.iter().filter_map(|number| number.parse().ok()).collect())),
            Key::Inbox => self.one_of("c.inbox_id", keys(self.names.inboxes_called(any_of))),
            Key::Tag => self.or_none(any_of, "NOT EXISTS (SELECT 1 FROM conversation_tag x WHERE x.conversation_id = c.id)", Self::tagged),
            Key::Team | Key::Assignee | Key::Lang | Key::Customer | Key::Company | Key::Subject | Key::Is | Key::Has => {
                self.each(any_of, |writer, value| match key {
                    Key::Team => writer.team(value),
                    Key::Assignee => writer.assignee(value),
                    Key::Lang => writer.language(value),
                    Key::Customer => writer.customer(value),
                    Key::Company => writer.company(value),
                    Key::Subject => writer.like("c.subject_key", value),
                    Key::Has => writer.has(value),
                    _ => writer.is_trait(value),
                })
            }
        }
    }

    fn each(&mut self, any_of: &[String], mut one: impl FnMut(&mut Self, &str)) {
        for (at, value) in any_of.iter().enumerate() {
            self.text(if at == 0 { "(" } else { " OR (" });
            one(self, value);
            self.text(")");
        }
        if any_of.is_empty() {
            self.text("FALSE");
        }
    }

    /// Nothing of the kind, or one of these.
    fn or_none(&mut self, any_of: &[String], nothing: &str, one_of: impl FnOnce(&mut Self, &[String])) {
        let named: Vec<String> = any_of.iter().filter(|value| *value != "none").cloned().collect();
        if named.len() == any_of.len() {
            return one_of(self, any_of);
        }
        self.text(nothing);
        if !named.is_empty() {
            self.text(" OR (");
            one_of(self, &named);
            self.text(")");
        }
    }

    fn tagged(&mut self, any_of: &[String]) {
        self.text("c.id IN (SELECT x.conversation_id FROM conversation_tag x WHERE ");
        self.one_of("x.tag_id", keys(self.names.tags_called(any_of)));
        self.text(")");
    }

    /// A column that is never NULL.
    fn one_of(&mut self, column: &str, values: Vec<Value>) {
        if values.is_empty() {
            return self.text("FALSE");
        }
        let places = vec!["$?"; values.len()].join(", ");
        self.text(&format!("{column} IN ({places})"));
        self.clause.values.extend(values);
    }

    /// One that may be: unknown is “no”.
    fn optional(&mut self, column: &str, values: Vec<Value>) {
        self.text(&format!("{column} IS NOT NULL AND "));
        self.one_of(column, values);
    }

    fn like(&mut self, column: &str, value: &str) {
        self.text(&format!("{column} LIKE $? ESCAPE '\\'"));
        self.value(Value::Text(like_pattern(&folded(value))));
    }

    fn team(&mut self, value: &str) {
        match value {
            "none" => self.text("c.team_id IS NULL"),
            "mine" => {
                self.text("c.team_id IS NOT NULL AND c.team_id IN (SELECT m.team_id FROM team_member m WHERE m.agent_id = $?)");
                self.value(Value::Integer(self.viewer.agent));
            }
            name => self.optional("c.team_id", keys(self.names.teams_called(name))),
        }
    }

    fn assignee(&mut self, value: &str) {
        match value {
            "nobody" => self.text("c.assignee_id IS NULL"),
            "me" => self.optional("c.assignee_id", vec![Value::Integer(self.viewer.agent)]),
            name => self.optional("c.assignee_id", keys(self.names.agents_called(name))),
        }
    }

    fn language(&mut self, value: &str) {
        self.text("c.customer_id IN (SELECT k.id FROM customer k WHERE LOWER(k.language) = $? OR LOWER(k.language) LIKE $? ESCAPE '\\')");
        let tag = value.to_lowercase();
        let regions = like_pattern(&format!("{tag}-"));
        self.value(Value::Text(tag));
        self.value(Value::Text(regions.trim_start_matches('%').to_owned()));
    }

    fn customer(&mut self, value: &str) {
        self.text("c.customer_id IN (SELECT k.id FROM customer k WHERE k.name_key LIKE $? ESCAPE '\\' OR EXISTS (SELECT 1 FROM customer_identity y WHERE y.customer_id = k.id AND LOWER(y.value) LIKE $? ESCAPE '\\'))");
        let pattern = like_pattern(&folded(value));
        self.value(Value::Text(pattern.clone()));
        self.value(Value::Text(pattern));
    }

    fn company(&mut self, value: &str) {
        self.text("c.customer_id IN (SELECT k.id FROM customer k JOIN company p ON p.id = k.company_id WHERE ");
        self.like("p.name_key", value);
        self.text(")");
    }

    fn has(&mut self, value: &str) {
        self.text(match value {
            "attachment" => "EXISTS (SELECT 1 FROM message m JOIN attachment f ON f.message_id = m.id WHERE m.conversation_id = c.id AND f.inline = FALSE)",
            _ => "FALSE",
        });
    }

    fn words(&mut self, text: &str) {
        self.text("(");
        self.like("c.subject_key", text);
        self.text(" OR ");
        self.like("c.preview_key", text);
        self.text(" OR c.customer_id IN (SELECT k.id FROM customer k WHERE ");
        self.like("k.name_key", text);
        self.text("))");
    }

    fn is_trait(&mut self, value: &str) {
        match value {
            "unassigned" => self.text("c.assignee_id IS NULL"),
            "waiting" => self.text("c.waiting_since IS NOT NULL"),
            "unread" => {
                self.text(
                    "c.id IN (SELECT n.conversation_id FROM notice n WHERE n.agent_id = $? AND n.on_screen = TRUE AND n.read_at IS NULL)",
                );
                self.value(Value::Integer(self.viewer.agent));
            }
            "undelivered" => self.text("c.trouble = TRUE"),
            "automatic" => self.text("c.automatic = TRUE"),
            "mentioned" => {
                self.text("c.id IN (SELECT n.conversation_id FROM notice n WHERE n.agent_id = $? AND n.kind = 'mentioned')");
                self.value(Value::Integer(self.viewer.agent));
            }
            "follow-up" => {
                self.text("c.id IN (SELECT f.conversation_id FROM follow_up f WHERE f.fell_due_at IS NOT NULL AND f.ended_at IS NULL AND (f.agent_id = $? OR f.team_id IN (SELECT m.team_id FROM team_member m WHERE m.agent_id = $?)))");
                self.value(Value::Integer(self.viewer.agent));
                self.value(Value::Integer(self.viewer.agent));
            }
            "breaching" => self.due_by(self.now.plus_seconds(filter::SOON_SECONDS)),
            "breached" => self.due_by(self.now),
            "followed" => {
                self.text("c.id IN (SELECT f.conversation_id FROM conversation_follower f WHERE f.agent_id = $?)");
                self.value(Value::Integer(self.viewer.agent));
            }
            _ => self.text("FALSE"),
        }
    }

    fn due_by(&mut self, moment: Moment) {
        self.text("c.due_at IS NOT NULL AND c.due_at <= $?");
        self.value(Value::Integer(moment.0));
    }

    fn priority(&mut self, compare: Compare, level: &str) {
        let fitting = levels(compare, level).into_iter().map(|name| Value::Text(name.to_owned()));
        self.one_of("c.priority", fitting.collect());
    }

    fn rating(&mut self, compare: Compare, value: Option<i64>) {
        let Some(value) = value else { return self.text("c.rating IS NULL") };
        let sign = match compare {
            Compare::More => ">",
            Compare::AtLeast => ">=",
            Compare::Less => "<",
            Compare::AtMost => "<=",
            Compare::Exactly => "=",
        };
        self.text(&format!("c.rating IS NOT NULL AND c.rating {sign} $?"));
        self.value(Value::Integer(value));
    }
}

fn words(any_of: &[String]) -> Vec<Value> {
    any_of.iter().cloned().map(Value::Text).collect()
}

fn keys(ids: Vec<i64>) -> Vec<Value> {
    ids.into_iter().map(Value::Integer).collect()
}
