//! The shape of the index: which fields there are, and a document as the index stores it.

use crate::document::{Document, Facet, Kind};
use crate::tokens;
use crate::words::folded;
use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions};
use tantivy::{TantivyDocument, Term};

/// Raised whenever a field or the way of cutting words changes: folders of another version begin anew.
pub(crate) const VERSION: &str = "frontline search 3";

/// More of a body than this is not found, so that one document cannot fill the index.
const LONGEST_BODY: usize = 2_000_000;
const LONGEST_SHOWN: usize = 2_000;

/// The fields.
#[derive(Debug, Clone)]
pub(crate) struct Fields {
    pub schema: Schema,
    pub key: Field,
    pub kind: Field,
    pub id: Field,
    pub conversation: Field,
    /// Kind and conversation in one word, to take out all that belongs to one.
    pub member: Field,
    pub number: Field,
    pub inbox: Field,
    pub customer: Field,
    pub message: Field,
    pub status: Field,
    /// Every facet with its value: `status:open`.
    pub labels: Field,
    pub subject: Field,
    pub body: Field,
    pub shown: Field,
    pub people: Field,
    pub at: Field,
    pub opened: Field,
    pub waiting: Field,
}

impl Fields {
    pub(crate) fn new() -> Self {
        let mut schema = Schema::builder();
        let cut = TextFieldIndexing::default()
            .set_tokenizer(tokens::NAME)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let found = TextOptions::default().set_indexing_options(cut);
        let text = found.clone().set_stored();
        let fields = Self {
            key: schema.add_text_field("key", STRING),
            kind: schema.add_text_field("kind", STRING | STORED),
            id: schema.add_i64_field("id", STORED),
            conversation: schema.add_i64_field("conversation", INDEXED | STORED),
            member: schema.add_text_field("member", STRING),
            number: schema.add_i64_field("number", INDEXED | STORED),
            inbox: schema.add_i64_field("inbox", INDEXED),
            customer: schema.add_i64_field("customer", INDEXED | STORED),
            message: schema.add_i64_field("message", STORED),
            status: schema.add_text_field("status", STORED),
            labels: schema.add_text_field("labels", STRING | FAST),
            subject: schema.add_text_field("subject", text.clone()),
            body: schema.add_text_field("body", found),
            shown: schema.add_text_field("shown", STORED),
            people: schema.add_text_field("people", text),
            at: schema.add_i64_field("at", STORED | FAST),
            opened: schema.add_i64_field("opened", FAST),
            waiting: schema.add_i64_field("waiting", FAST),
            schema: Schema::builder().build(),
        };
        Self { schema: schema.build(), ..fields }
    }

    /// The term that names one document.
    pub(crate) fn key_of(&self, kind: Kind, id: i64) -> Term {
        Term::from_field_text(self.key, &format!("{}:{id}", kind.word()))
    }

    /// The term of all documents of a kind that belong to a conversation.
    pub(crate) fn member_of(&self, kind: Kind, conversation: i64) -> Term {
        Term::from_field_text(self.member, &member(kind, conversation))
    }

    /// The term of a facet's value.
    pub(crate) fn label(&self, facet: Facet, value: &str) -> Term {
        Term::from_field_text(self.labels, &label(facet, value))
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
            (self.message, document.message),
            (self.opened, document.opened.map(|moment| moment.0)),
            (self.waiting, document.waiting.map(|moment| moment.0)),
        ] {
            if let Some(number) = number {
                stored.add_i64(field, number);
            }
        }
        if let Some(conversation) = document.conversation {
            stored.add_text(self.member, member(document.kind, conversation));
        }
        stored.add_text(self.status, &document.status);
        for label in labels(document) {
            stored.add_text(self.labels, label);
        }
        stored.add_text(self.subject, &document.subject);
        stored.add_text(self.body, cut(&document.body, LONGEST_BODY));
        stored.add_text(self.shown, cut(&document.shown, LONGEST_SHOWN));
        for person in &document.people {
            stored.add_text(self.people, person);
        }
        stored
    }
}

/// As values are compared: folded, so that `VIP` is `vip`.
fn label(facet: Facet, value: &str) -> String {
    format!("{}:{}", facet.word(), folded(value))
}

fn labels(document: &Document) -> Vec<String> {
    let mut labels = vec![label(Facet::Kind, document.kind.word())];
    if !document.status.is_empty() {
        labels.push(label(Facet::Status, &document.status));
    }
    labels.extend(document.inbox.map(|inbox| label(Facet::Inbox, &inbox.to_string())));
    labels.extend(document.tags.iter().map(|tag| label(Facet::Tag, tag)));
    labels.extend(document.facets.iter().map(|(facet, value)| label(*facet, value)));
    labels.sort_unstable();
    labels.dedup();
    labels
}

fn member(kind: Kind, conversation: i64) -> String {
    format!("{}:{conversation}", kind.word())
}

fn cut(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).map_or(text, |(at, _)| &text[..at])
}
