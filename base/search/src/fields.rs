//! The shape of the index: which fields there are, and a document as the index stores it.

use crate::document::{Document, Kind};
use crate::tokens;
use crate::words::folded;
use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions};
use tantivy::{TantivyDocument, Term};

/// Raised whenever a field or the way of cutting words changes: folders of another version begin anew.
pub(crate) const VERSION: &str = "frontline search 1";

/// More of a body than this is neither stored nor found.
const LONGEST_BODY: usize = 200_000;

/// The fields.
#[derive(Debug, Clone)]
pub(crate) struct Fields {
    pub schema: Schema,
    pub key: Field,
    pub kind: Field,
    pub id: Field,
    pub conversation: Field,
    pub number: Field,
    pub inbox: Field,
    pub customer: Field,
    pub status: Field,
    pub tags: Field,
    pub subject: Field,
    pub body: Field,
    pub people: Field,
    pub at: Field,
}

impl Fields {
    pub(crate) fn new() -> Self {
        let mut schema = Schema::builder();
        let cut = TextFieldIndexing::default()
            .set_tokenizer(tokens::NAME)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let text = TextOptions::default().set_indexing_options(cut).set_stored();
        let at = schema.add_i64_field("at", STORED | FAST);
        let (key, kind) = (schema.add_text_field("key", STRING), schema.add_text_field("kind", STRING | STORED));
        let (id, conversation) = (schema.add_i64_field("id", STORED), schema.add_i64_field("conversation", STORED));
        let (number, inbox) = (schema.add_i64_field("number", INDEXED | STORED), schema.add_i64_field("inbox", INDEXED));
        let (customer, status) = (schema.add_i64_field("customer", INDEXED | STORED), schema.add_text_field("status", STRING | STORED));
        let tags = schema.add_text_field("tags", STRING);
        let (subject, body) = (schema.add_text_field("subject", text.clone()), schema.add_text_field("body", text.clone()));
        let people = schema.add_text_field("people", text);
        let schema = schema.build();
        Self {
            schema,
            key,
            kind,
            id,
            conversation,
            number,
            inbox,
            customer,
            status,
            tags,
            subject,
            body,
            people,
            at,
        }
    }

    /// The term that names one document.
    pub(crate) fn key_of(&self, kind: Kind, id: i64) -> Term {
        Term::from_field_text(self.key, &format!("{}:{id}", kind.word()))
    }

    pub(crate) fn stored(&self, document: &Document) -> TantivyDocument {
        let mut stored = TantivyDocument::default();
        stored.add_text(self.key, format!("{}:{}", document.kind.word(), document.id));
        stored.add_text(self.kind, document.kind.word());
        stored.add_i64(self.id, document.id);
        stored.add_i64(self.at, document.at.0);
        for (field, number) in [
            (self.conversation, document.conversation),
            (self.number, document.number),
            (self.inbox, document.inbox),
            (self.customer, document.customer),
        ] {
            if let Some(number) = number {
                stored.add_i64(field, number);
            }
        }
        stored.add_text(self.status, folded(&document.status));
        for tag in &document.tags {
            stored.add_text(self.tags, folded(tag));
        }
        stored.add_text(self.subject, &document.subject);
        stored.add_text(self.body, document.body.chars().take(LONGEST_BODY).collect::<String>());
        for person in &document.people {
            stored.add_text(self.people, person);
        }
        stored
    }
}
