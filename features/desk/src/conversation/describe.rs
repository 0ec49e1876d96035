//! What it is called and filed under: subject, priority, category, custom fields, customer.

use crate::{Category, Conversation, Event, Priority};
use db::{Trouble, Work, sql};

impl Conversation {
    /// Changes the subject people see; the customer's mail threads on regardless.
    pub fn rename(&self, work: &mut Work<'_>, subject: &str) -> Result<(), Trouble> {
        let now = self.unlocked(work)?;
        let subject = crate::masking::of_inbox(work, now.inbox_id)?.covered(subject.trim());
        let subject = crate::conversations::shortened(&subject, 500);
        if subject.is_empty() {
            return Err(Trouble::refused("desk-subject-empty"));
        }
        if subject == now.subject {
            return Ok(());
        }
        sql("UPDATE conversation SET subject = $2, subject_key = $3, version = version + 1 WHERE id = $1")
            .with(self.id)
            .with(&subject)
            .with(filter::folded(&subject))
            .run(work)?;
        work.record(&Event::Renamed { conversation: self.id, from: now.subject, to: subject })
    }

    pub fn prioritise(&self, work: &mut Work<'_>, priority: Priority) -> Result<(), Trouble> {
        let now = self.unlocked(work)?;
        if now.priority == priority {
            return Ok(());
        }
        sql("UPDATE conversation SET priority = $2, version = version + 1 WHERE id = $1")
            .with(self.id)
            .with(priority)
            .run(work)?;
        work.record(&Event::Prioritised {
            conversation: self.id,
            from: now.priority.word().into(),
            to: priority.word().into(),
        })
    }

    pub fn categorise(&self, work: &mut Work<'_>, category: Option<Category>) -> Result<(), Trouble> {
        let now = self.unlocked(work)?;
        if now.category == category {
            return Ok(());
        }
        sql("UPDATE conversation SET category = $2, version = version + 1 WHERE id = $1")
            .with(self.id)
            .with(category)
            .run(work)?;
        let word = |c: Option<Category>| c.map(|c| c.word().to_owned());
        work.record(&Event::Categorised { conversation: self.id, from: word(now.category), to: word(category) })
    }

    /// Fills in a custom field; an empty value clears it.
    pub fn set_field(&self, work: &mut Work<'_>, field: i64, value: &str) -> Result<(), Trouble> {
        let now = self.unlocked(work)?;
        let kept: Option<String> = sql("SELECT value FROM conversation_field WHERE conversation_id = $1 AND field_id = $2")
            .with(self.id)
            .with(field)
            .one(work)?;
        // Also a value that is no longer offered can stay as it is.
        if kept.as_deref() == Some(value.trim()) {
            return Ok(());
        }
        let value = crate::masking::of_inbox(work, now.inbox_id)?.covered(value);
        let value = crate::fields::checked(work, field, &value)?;
        let rows = if value.is_empty() {
            sql("DELETE FROM conversation_field WHERE conversation_id = $1 AND field_id = $2")
                .with(self.id)
                .with(field)
                .run(work)?
        } else {
            sql("INSERT INTO conversation_field (conversation_id, field_id, value) VALUES ($1, $2, $3)
                 ON CONFLICT (conversation_id, field_id) DO UPDATE SET value = $3 WHERE conversation_field.value <> $3")
            .with(self.id)
            .with(field)
            .with(&value)
            .run(work)?
        };
        if rows > 0 {
            crate::fields::filled(work, field)?;
            work.record(&Event::FieldSet { conversation: self.id, field, value })
        } else {
            Ok(())
        }
    }

    /// Files it under another customer, as when two are merged.
    pub fn belongs_to(&self, work: &mut Work<'_>, customer: i64) -> Result<(), Trouble> {
        let now = self.as_it_stands(work)?;
        if now.customer_id == customer {
            return Ok(());
        }
        sql("UPDATE conversation SET customer_id = $2, version = version + 1 WHERE id = $1")
            .with(self.id)
            .with(customer)
            .run(work)?;
        work.record(&Event::CustomerChanged { conversation: self.id, from: now.customer_id, to: customer })
    }
}
