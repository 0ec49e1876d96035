//! What is kept of a person's orders is kept as JSON here and there: addresses, requests, papers. The words of the person are taken out of
//! it and its shape stays, so that whoever reads it still can.

use super::places::{Counts, add};
use db::{Sql, Trouble, Work, sql};
use serde_json::Value;

/// A column of JSON texts: which rows are the customer's (`$1`), and how one (`$1`) is put (`$2`).
struct Column {
    table: &'static str,
    list: Sql,
    put: Sql,
}

const fn column(table: &'static str, list: Sql, put: Sql) -> Column {
    Column { table, list, put }
}

static COLUMNS: &[Column] = &[
    column(
        "postal_address",
        sql("SELECT id, address FROM postal_address WHERE customer_id = $1"),
        sql("UPDATE postal_address SET address = $2 WHERE id = $1"),
    ),
    column(
        "sales_order",
        sql("SELECT id, ship_to FROM sales_order WHERE customer_id = $1"),
        sql("UPDATE sales_order SET ship_to = $2 WHERE id = $1"),
    ),
    column(
        "sales_order",
        sql("SELECT id, bill_to FROM sales_order WHERE customer_id = $1"),
        sql("UPDATE sales_order SET bill_to = $2 WHERE id = $1"),
    ),
    column(
        "order_edit",
        sql("SELECT e.id, e.before FROM order_edit e JOIN sales_order o ON o.id = e.order_id WHERE o.customer_id = $1"),
        sql("UPDATE order_edit SET before = $2 WHERE id = $1"),
    ),
    column(
        "order_edit",
        sql("SELECT e.id, e.after FROM order_edit e JOIN sales_order o ON o.id = e.order_id WHERE o.customer_id = $1"),
        sql("UPDATE order_edit SET after = $2 WHERE id = $1"),
    ),
    column(
        "action",
        sql("SELECT id, request FROM action WHERE customer_id = $1"),
        sql("UPDATE action SET request = $2 WHERE id = $1"),
    ),
    column(
        "approval",
        sql("SELECT id, request FROM approval WHERE customer_id = $1"),
        sql("UPDATE approval SET request = $2 WHERE id = $1"),
    ),
    column(
        "approval",
        sql("SELECT id, preview FROM approval WHERE customer_id = $1"),
        sql("UPDATE approval SET preview = $2 WHERE id = $1"),
    ),
    column(
        "verdict",
        sql("SELECT id, facts FROM verdict WHERE customer_id = $1"),
        sql("UPDATE verdict SET facts = $2 WHERE id = $1"),
    ),
    column(
        "account",
        sql("SELECT id, details FROM account WHERE customer_id = $1"),
        sql("UPDATE account SET details = $2 WHERE id = $1"),
    ),
    column(
        "record",
        sql("SELECT id, fields FROM record WHERE customer_id = $1"),
        sql("UPDATE record SET fields = $2 WHERE id = $1"),
    ),
    column(
        "charge",
        sql("SELECT id, input FROM charge WHERE customer_id = $1"),
        sql("UPDATE charge SET input = $2 WHERE id = $1"),
    ),
    column(
        "shop_errand",
        sql("SELECT e.id, e.asked FROM shop_errand e JOIN sales_order o ON o.id = e.order_id WHERE o.customer_id = $1"),
        sql("UPDATE shop_errand SET asked = $2 WHERE id = $1"),
    ),
];

/// Takes the person out of every JSON text of theirs.
pub(super) fn take_out(work: &mut Work<'_>, customer: i64, name: &str, counts: &mut Counts) -> Result<(), Trouble> {
    for column in COLUMNS {
        let rows: Vec<(i64, String)> = column.list.clone().with(customer).all(work)?;
        for (id, text) in rows {
            let Some(without) = without_person(&text, name) else { continue };
            add(counts, column.table, column.put.clone().with(id).with(without).run(work)?);
        }
    }
    Ok(())
}

/// The words of these members are about the person, whatever they say.
const ABOUT_A_PERSON: [&str; 13] = [
    "name",
    "line1",
    "line2",
    "lines",
    "postcode",
    "city",
    "region",
    "email",
    "phone",
    "note",
    "comment",
    "tax_number",
    "recipient",
];

/// The same JSON without the person's words; `None` if nothing changes.
fn without_person(text: &str, name: &str) -> Option<String> {
    let Ok(before) = serde_json::from_str::<Value>(text) else {
        // Not JSON, so nobody reads it as such.
        return (!text.is_empty() && text != name).then(|| name.to_owned());
    };
    let mut after = before.clone();
    cleanse(&mut after, name, false);
    (after != before).then(|| after.to_string())
}

/// Codes and words of ours are one word; what people wrote has spaces, an `@`, or stands under a name of the list.
fn cleanse(value: &mut Value, name: &str, is_theirs: bool) {
    match value {
        Value::String(words) => {
            let written = words.contains(char::is_whitespace) || words.contains('@') || words.chars().count() > 60;
            if !words.is_empty() && (is_theirs || written) {
                name.clone_into(words);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| cleanse(item, name, is_theirs)),
        Value::Object(members) => {
            for (key, member) in members.iter_mut() {
                cleanse(member, name, is_theirs || ABOUT_A_PERSON.contains(&key.as_str()));
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Issued papers: the buyer is replaced, and the paper sealed anew. Lines, taxes and amounts stay as they were.
pub(super) fn out_of_papers(work: &mut Work<'_>, customer: i64, name: &str, counts: &mut Counts) -> Result<(), Trouble> {
    let papers: Vec<(i64, String)> = sql("SELECT id, contents FROM paper WHERE customer_id = $1").with(customer).all(work)?;
    for (id, text) in papers {
        let Ok(mut contents) = serde_json::from_str::<Value>(&text) else {
            return Err(Trouble::Shape(format!("paper {id} cannot be read")));
        };
        let Some(buyer) = contents.get_mut("buyer") else { continue };
        cleanse_buyer(buyer, name);
        let text = contents.to_string();
        let sha256 = kit::sha256_hex(text.as_bytes());
        sql("DELETE FROM paper_seal WHERE paper_id = $1").with(id).run(work)?;
        let rows = sql("UPDATE paper SET contents = $2, sha256 = $3 WHERE id = $1")
            .with(id)
            .with(&text)
            .with(&sha256)
            .run(work)?;
        sql("INSERT INTO paper_seal (paper_id, legal_entity_id, kind, sequence, number, currency, net_minor, tax_minor, gross_minor, sha256)
             SELECT id, legal_entity_id, kind, sequence, number, currency, net_minor, tax_minor, gross_minor, sha256 FROM paper WHERE id = $1")
        .with(id)
        .run(work)?;
        add(counts, "paper", rows);
    }
    Ok(())
}

/// All but the country, by which the tax was worked out.
fn cleanse_buyer(buyer: &mut Value, name: &str) {
    let country = buyer.pointer("/address/country").cloned();
    cleanse(buyer, name, true);
    if let (Some(country), Some(place)) = (country, buyer.pointer_mut("/address/country")) {
        *place = country;
    }
}

/// Lines of the log that quote what somebody wrote: the quotation goes, the line stays.
pub(super) fn out_of_the_log(work: &mut Work<'_>, conversation: i64, name: &str, counts: &mut Counts) -> Result<(), Trouble> {
    let lines: Vec<(i64, String)> = sql("SELECT id, detail FROM activity
          WHERE conversation_id = $1
            AND kind IN ('conversation.renamed', 'conversation.field_set', 'message.bounced', 'message.delayed', 'message.failed',
                         'message.uncertain', 'side.opened')")
    .with(conversation)
    .all(work)?;
    for (id, detail) in lines {
        let Ok(mut said) = serde_json::from_str::<Value>(&detail) else { continue };
        let Some(members) = said.as_object_mut() else { continue };
        for member in ["from", "to", "value", "address", "reason", "subject"] {
            if let Some(Value::String(words)) = members.get_mut(member) {
                name.clone_into(words);
            }
        }
        let rows = sql("UPDATE activity SET detail = $2 WHERE id = $1 AND detail <> $2")
            .with(id)
            .with(said.to_string())
            .run(work)?;
        add(counts, "activity", rows);
    }
    Ok(())
}

#[cfg(test)]
mod rules {
    use super::*;

    #[test]
    fn what_people_wrote_goes_and_what_the_desk_reads_stays() {
        let cases = [
            (
                r#"{"name":"Mia","line1":"Elm 5","city":"Bonn","country":"DE"}"#,
                r#"{"city":"x-1","country":"DE","line1":"x-1","name":"x-1"}"#,
            ),
            (r#"{"verb":"refund","minor":1250,"note":"broken"}"#, r#"{"minor":1250,"note":"x-1","verb":"refund"}"#),
            (r#"{"method":"express","to":"mia@mail.example"}"#, r#"{"method":"express","to":"x-1"}"#),
        ];
        for (before, after) in cases {
            let now: Value = serde_json::from_str(&without_person(before, "x-1").expect("changed")).expect("JSON");
            assert_eq!(now, serde_json::from_str::<Value>(after).expect("JSON"), "{before}");
        }
        assert_eq!(without_person(r#"{"verb":"refund"}"#, "x-1"), None);
    }
}
