//! Every place where something of a conversation or of a person stands, and what is done there. The tables are those of all rooms: this
//! room alone has to know them. A scene with a marker in each column holds the lists complete.
//!
//! What stays is what the desk must be able to tell without the person: that there was a conversation, its number and times, who
//! answered, how long it took; orders, payments and amounts.

use db::{Sql, Trouble, Work, sql};
use std::collections::BTreeMap;

/// How many rows were changed or taken away, by table.
pub type Counts = BTreeMap<String, i64>;

/// One place. `$1` is the conversation or the customer; where the name is put, `$2` is what stands in its place.
pub(super) struct Place {
    table: &'static str,
    does: Sql,
    names: bool,
}

const fn clear(table: &'static str, does: Sql) -> Place {
    Place { table, does, names: false }
}

const fn rename(table: &'static str, does: Sql) -> Place {
    Place { table, does, names: true }
}

/// Goes through the places in their order, which the keys between the tables want.
pub(super) fn go_through(work: &mut Work<'_>, places: &[Place], whose: i64, name: &str, counts: &mut Counts) -> Result<(), Trouble> {
    for place in places {
        let does = place.does.clone().with(whose);
        let does = if place.names { does.with(name) } else { does };
        add(counts, place.table, does.run(work)?);
    }
    Ok(())
}

/// Counts rows of a table.
pub(super) fn add(counts: &mut Counts, table: &str, rows: u64) {
    if rows > 0 {
        *counts.entry(table.to_owned()).or_default() += rows as i64;
    }
}

/// The raw mails of a conversation. That they came, and what they hash to, stays, or a mailbox that is read again would bring them back.
pub(super) static RAW_MAILS: &[Place] = &[clear(
    "raw_mail",
    sql("UPDATE raw_mail SET bytes = NULL, mail_from = NULL, problem = NULL
          WHERE (bytes IS NOT NULL OR mail_from IS NOT NULL)
            AND (id IN (SELECT raw_id FROM message WHERE conversation_id = $1)
              OR id IN (SELECT r.same_as FROM raw_mail r JOIN message m ON m.raw_id = r.id WHERE m.conversation_id = $1))"),
)];

/// The files of a conversation's messages. Their bytes go separately, once nothing else hangs on them.
pub(super) static FILES: &[Place] = &[clear(
    "attachment",
    sql("DELETE FROM attachment WHERE message_id IN (SELECT id FROM message WHERE conversation_id = $1)"),
)];

/// What was said in a conversation, and all that was written down beside it.
pub(super) static OF_A_CONVERSATION: &[Place] = &[
    clear(
        "webhook_try",
        sql("DELETE FROM webhook_try WHERE message_id IN
              (SELECT w.id FROM webhook_message w JOIN activity a ON a.id = w.activity_id WHERE a.conversation_id = $1)"),
    ),
    clear(
        "webhook_message",
        sql("DELETE FROM webhook_message WHERE activity_id IN (SELECT id FROM activity WHERE conversation_id = $1)"),
    ),
    clear(
        "job",
        sql("DELETE FROM job WHERE key IN (SELECT 'send ' || CAST(id AS TEXT) FROM message WHERE conversation_id = $1)"),
    ),
    clear(
        "shared_draft_comment",
        sql("DELETE FROM shared_draft_comment WHERE shared_draft_id IN (SELECT id FROM shared_draft WHERE conversation_id = $1)"),
    ),
    clear("shared_draft", sql("DELETE FROM shared_draft WHERE conversation_id = $1")),
    clear(
        "attachment",
        sql("DELETE FROM attachment WHERE draft_id IN (SELECT id FROM draft WHERE conversation_id = $1)"),
    ),
    clear("draft", sql("DELETE FROM draft WHERE conversation_id = $1")),
    clear(
        "message_translation",
        sql("DELETE FROM message_translation WHERE message_id IN (SELECT id FROM message WHERE conversation_id = $1)"),
    ),
    clear(
        "message_recipient",
        sql("DELETE FROM message_recipient WHERE message_id IN (SELECT id FROM message WHERE conversation_id = $1)"),
    ),
    clear("participant", sql("DELETE FROM participant WHERE conversation_id = $1")),
    rename(
        "message",
        sql("UPDATE message SET from_name = '', from_address = '', reply_to = '[]', subject = '', text = $2, html = NULL, external_id = NULL,
                    unreadable = NULL, delivery_reason = NULL, due_at = NULL,
                    delivery = CASE WHEN delivery IN ('held', 'stopped', 'queued', 'delayed', 'sending') THEN 'failed' ELSE delivery END
              WHERE conversation_id = $1"),
    ),
    rename(
        "conversation",
        sql("UPDATE conversation SET subject = $2, subject_key = LOWER($2), preview = $2, preview_key = LOWER($2), version = version + 1,
                    status = 'closed', waiting_since = NULL, snoozed_until = NULL, due_at = NULL, due_for = NULL, trouble = FALSE
              WHERE id = $1"),
    ),
    clear("conversation_field", sql("DELETE FROM conversation_field WHERE conversation_id = $1")),
    rename("checklist_item", sql("UPDATE checklist_item SET text = $2 WHERE conversation_id = $1")),
    clear(
        "follow_up",
        sql("DELETE FROM follow_up WHERE conversation_id = $1 AND ended_at IS NULL"),
    ),
    clear("follow_up", sql("UPDATE follow_up SET note = '' WHERE conversation_id = $1 AND note <> ''")),
    clear(
        "side_participant",
        sql("DELETE FROM side_participant WHERE address IS NOT NULL AND side_id IN (SELECT id FROM side WHERE conversation_id = $1)"),
    ),
    rename("side", sql("UPDATE side SET subject = $2 WHERE conversation_id = $1")),
    clear("deed_change", sql("DELETE FROM deed_change WHERE conversation_id = $1")),
    clear(
        "rearrangement",
        sql("UPDATE rearrangement SET detail = '{}', undone_at = COALESCE(undone_at, made_at) WHERE conversation_id = $1 OR other_id = $1"),
    ),
    clear("former_number", sql("DELETE FROM former_number WHERE conversation_id = $1")),
    clear(
        "rating_link",
        sql("DELETE FROM rating_link WHERE rating_id IN (SELECT id FROM rating WHERE conversation_id = $1)"),
    ),
    clear("survey_plan", sql("DELETE FROM survey_plan WHERE conversation_id = $1")),
    clear("rating", sql("UPDATE rating SET comment = '' WHERE conversation_id = $1 AND comment <> ''")),
    clear(
        "taken_over",
        sql("UPDATE taken_over SET stood = '' WHERE kind = 'message' AND stood <> ''
                AND our_id IN (SELECT id FROM message WHERE conversation_id = $1)"),
    ),
    clear("taken_over", sql("UPDATE taken_over SET stood = '' WHERE kind = 'conversation' AND our_id = $1")),
    clear(
        "answered_request",
        sql("DELETE FROM answered_request WHERE answer LIKE '%\"conversation\":' || CAST(CAST($1 AS BIGINT) AS TEXT) || ',%'
                OR answer LIKE '%\"conversation\":' || CAST(CAST($1 AS BIGINT) AS TEXT) || '}%'"),
    ),
];

/// What the person wrote in conversations of others.
pub(super) static WRITTEN_ELSEWHERE: &[Place] = &[
    clear(
        "message_translation",
        sql("DELETE FROM message_translation WHERE message_id IN (SELECT id FROM message WHERE author_kind = 'customer' AND author_id = $1)"),
    ),
    clear(
        "attachment",
        sql("DELETE FROM attachment WHERE message_id IN (SELECT id FROM message WHERE author_kind = 'customer' AND author_id = $1)"),
    ),
    clear(
        "message_recipient",
        sql("DELETE FROM message_recipient WHERE message_id IN (SELECT id FROM message WHERE author_kind = 'customer' AND author_id = $1)"),
    ),
    clear(
        "raw_mail",
        sql("UPDATE raw_mail SET bytes = NULL, mail_from = NULL, problem = NULL
              WHERE message_id IN (SELECT m.id FROM message m JOIN conversation c ON c.id = m.conversation_id
                                    WHERE c.customer_id = $1 OR (m.author_kind = 'customer' AND m.author_id = $1))
                AND (bytes IS NOT NULL OR mail_from IS NOT NULL)"),
    ),
    rename(
        "message",
        sql("UPDATE message SET from_name = '', from_address = '', reply_to = '[]', subject = '', text = $2, html = NULL, external_id = NULL,
                    unreadable = NULL
              WHERE author_kind = 'customer' AND author_id = $1 AND text <> $2"),
    ),
];

/// Who the person is, and what was noted about them.
pub(super) static OF_A_PERSON: &[Place] = &[
    clear("customer_identity", sql("DELETE FROM customer_identity WHERE customer_id = $1")),
    clear("customer_value", sql("DELETE FROM customer_value WHERE customer_id = $1")),
    clear("customer_note", sql("DELETE FROM customer_note WHERE customer_id = $1")),
    clear("customer_tag", sql("DELETE FROM customer_tag WHERE customer_id = $1")),
    clear("customer_likeness", sql("DELETE FROM customer_likeness WHERE customer_id = $1")),
    clear("customer_double", sql("DELETE FROM customer_double WHERE one_id = $1 OR other_id = $1")),
    clear("customer_merge", sql("DELETE FROM customer_merge WHERE kept_id = $1 OR other_id = $1")),
    clear("portal_code", sql("DELETE FROM portal_code WHERE customer_id = $1")),
    clear("portal_session", sql("DELETE FROM portal_session WHERE customer_id = $1")),
    clear("portal_taste", sql("DELETE FROM portal_taste WHERE customer_id = $1")),
    clear("verification_code", sql("DELETE FROM verification_code WHERE customer_id = $1")),
    clear("verification_try", sql("DELETE FROM verification_try WHERE customer_id = $1")),
    clear("rating_link", sql("DELETE FROM rating_link WHERE rating_id IN (SELECT id FROM rating WHERE customer_id = $1)")),
    clear("rating", sql("UPDATE rating SET comment = '' WHERE customer_id = $1 AND comment <> ''")),
    clear("vat_number", sql("DELETE FROM vat_number WHERE customer_id = $1")),
    rename("payment_method", sql("UPDATE payment_method SET label = $2, reference = '' WHERE customer_id = $1")),
    clear("sales_order", sql("UPDATE sales_order SET email = '' WHERE customer_id = $1 AND email <> ''")),
    clear(
        "shipment",
        sql("UPDATE shipment SET tracking = '' WHERE order_id IN (SELECT id FROM sales_order WHERE customer_id = $1) AND tracking <> ''"),
    ),
    clear(
        "shipment_event",
        sql("UPDATE shipment_event SET place = ''
              WHERE shipment_id IN (SELECT s.id FROM shipment s JOIN sales_order o ON o.id = s.order_id WHERE o.customer_id = $1) AND place <> ''"),
    ),
    clear("goods_return", sql("UPDATE goods_return SET label = '' WHERE customer_id = $1 AND label <> ''")),
    rename("payment", sql("UPDATE payment SET reason = $2 WHERE customer_id = $1 AND reason LIKE '% %'")),
    rename("goods_return", sql("UPDATE goods_return SET reason = $2 WHERE customer_id = $1 AND reason LIKE '% %'")),
    rename(
        "cancellation",
        sql("UPDATE cancellation SET reason = $2
              WHERE order_id IN (SELECT id FROM sales_order WHERE customer_id = $1) AND reason LIKE '% %'"),
    ),
    rename("action", sql("UPDATE action SET reason = $2 WHERE customer_id = $1 AND reason LIKE '% %'")),
    rename("approval", sql("UPDATE approval SET reason = $2 WHERE customer_id = $1 AND reason LIKE '% %'")),
    rename(
        "balance_entry",
        sql("UPDATE balance_entry SET reason = $2
              WHERE balance_id IN (SELECT id FROM balance WHERE customer_id = $1) AND reason LIKE '% %'"),
    ),
    rename(
        "shop_errand",
        sql("UPDATE shop_errand SET reason = $2
              WHERE order_id IN (SELECT id FROM sales_order WHERE customer_id = $1) AND reason LIKE '% %'"),
    ),
    clear("taken_over", sql("UPDATE taken_over SET stood = '{}' WHERE kind = 'customer' AND our_id = $1")),
    clear(
        "webhook_try",
        sql("DELETE FROM webhook_try WHERE message_id IN
              (SELECT w.id FROM webhook_message w JOIN activity a ON a.id = w.activity_id WHERE a.customer_id = $1)"),
    ),
    clear(
        "webhook_message",
        sql("DELETE FROM webhook_message WHERE activity_id IN (SELECT id FROM activity WHERE customer_id = $1)"),
    ),
    clear(
        "answered_request",
        sql("DELETE FROM answered_request WHERE answer LIKE '%\"customer\":' || CAST(CAST($1 AS BIGINT) AS TEXT) || ',%'
                OR answer LIKE '%\"customer\":' || CAST(CAST($1 AS BIGINT) AS TEXT) || '}%'"),
    ),
    rename(
        "customer",
        sql("UPDATE customer SET name = $2, name_key = LOWER($2), company_id = NULL, language = NULL WHERE id = $1"),
    ),
    clear("person_export", sql("UPDATE person_export SET state = 'gone' WHERE customer_id = $1 AND state <> 'gone'")),
    clear(
        "person_export_piece",
        sql("DELETE FROM person_export_piece WHERE export_id IN (SELECT id FROM person_export WHERE customer_id = $1)"),
    ),
];
