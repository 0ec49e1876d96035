//! FreeScout: a `mysqldump` (or `pg_dump`) of its database; files from its `storage/app` folder. Columns as in `database/migrations`.

use crate::Export;
use crate::desk::{Agent, Author, Company, Conversation, Customer, File, Macro, Message, MessageKind, Person, Priority, Status, Thing};
use crate::dump::{self, Want};
use crate::fields::json;
use crate::people::{full_name, people};
use crate::staging::{Row, Staging};
use crate::telling::{NoExport, Telling};
use serde_json::Value;

const WANTS: &[Want] = &[
    Want {
        table: "users",
        columns: &["id", "first_name", "last_name", "email", "type", "status", "timezone", "locale"],
        by: &["id"],
    },
    Want {
        table: "customers",
        columns: &["id", "first_name", "last_name", "company", "phones", "social_profiles", "background", "notes", "created_at"],
        by: &["id"],
    },
    Want { table: "emails", columns: &["id", "customer_id", "email"], by: &["customer_id"] },
    Want { table: "mailboxes", columns: &["id", "email"], by: &["id"] },
    Want { table: "saved_replies", columns: &["id", "name", "text"], by: &[] },
    Want {
        table: "conversations",
        columns: &[
            "id",
            "number",
            "status",
            "state",
            "subject",
            "cc",
            "mailbox_id",
            "user_id",
            "customer_id",
            "customer_email",
            "created_at",
        ],
        by: &[],
    },
    Want {
        table: "threads",
        columns: &[
            "id",
            "conversation_id",
            "type",
            "state",
            "body",
            "from",
            "to",
            "cc",
            "bcc",
            "customer_id",
            "created_by_user_id",
            "created_by_customer_id",
            "message_id",
            "subtype",
            "created_at",
        ],
        by: &["conversation_id"],
    },
    Want {
        table: "attachments",
        columns: &["id", "thread_id", "file_dir", "file_name", "mime_type", "embedded"],
        by: &["thread_id"],
    },
    Want { table: "tags", columns: &["id", "name"], by: &["id"] },
    Want {
        table: "conversation_tag",
        columns: &["conversation_id", "tag_id"],
        by: &["conversation_id"],
    },
];

/// Without these it is no whole desk.
const NEEDS: [&str; 6] = ["users", "mailboxes", "customers", "emails", "conversations", "threads"];

pub(crate) fn read(export: &Export, staging: &Staging, telling: &mut Telling<'_>) -> Result<(), NoExport> {
    dump::stage(export, WANTS, &NEEDS, "a FreeScout database (mysqldump)", staging, telling)?;
    staging.each("SELECT * FROM users ORDER BY length(id), id", &[], |row| telling.thing(Thing::Agent(agent(row))))?;
    let companies = "SELECT DISTINCT trim(company) AS name FROM customers WHERE trim(COALESCE(company, '')) <> '' ORDER BY name";
    for name in staging.all(companies, &[], |row| row.text("name"))? {
        telling.thing(Thing::Company(Company { id: name.clone(), name, domains: Vec::new() }))?;
    }
    staging.each("SELECT * FROM customers ORDER BY length(id), id", &[], |row| {
        telling.thing(Thing::Customer(customer(staging, row)?))
    })?;
    staging.each("SELECT * FROM saved_replies ORDER BY length(id), id", &[], |row| {
        let (id, name, html) = (row.text("id"), row.text("name"), row.text("text"));
        telling.thing(Thing::Macro(Macro { id, name, html, ..Macro::default() }))
    })?;
    telling.conversations(staging.count("SELECT COUNT(*) AS n FROM conversations", &[])?)?;
    staging.each(
        "SELECT c.*, m.email AS inbox FROM conversations c LEFT JOIN mailboxes m ON m.id = c.mailbox_id ORDER BY length(c.id), c.id",
        &[],
        |row| conversation(staging, row, telling),
    )
}

/// Status 1 works, 2 was switched off, 3 was deleted; type 2 is a team that stands among the users.
fn agent(row: &Row<'_>) -> Agent {
    let works = matches!(row.text("status").as_str(), "" | "1");
    Agent {
        id: row.text("id"),
        name: full_name(&[&row.text("first_name"), &row.text("last_name")]),
        email: if row.text("type") == "2" { String::new() } else { row.text("email") },
        language: row.text("locale"),
        zone: row.text("timezone"),
        is_active: works && row.text("type") != "2",
        teams: Vec::new(),
    }
}

fn customer(staging: &Staging, row: &Row<'_>) -> Result<Customer, NoExport> {
    let id = row.text("id");
    let emails = staging.all("SELECT email FROM emails WHERE customer_id = ?1 ORDER BY length(id), id", &[&id], |row| row.text("email"))?;
    let listed = json(&row.text("phones"));
    let phones = listed
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|phone| phone.get("value").and_then(Value::as_str).map(str::to_owned));
    let note = [row.text("background"), row.text("notes")]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>();
    Ok(Customer {
        name: full_name(&[&row.text("first_name"), &row.text("last_name")]),
        emails,
        phones: phones.filter(|phone| !phone.is_empty()).collect(),
        handles: Vec::new(),
        company: row.some("company").map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()),
        language: String::new(),
        tags: Vec::new(),
        note: note.join("\n"),
        created_at: row.moment("created_at"),
        id,
    })
}

fn conversation(staging: &Staging, row: &Row<'_>, telling: &mut Telling<'_>) -> Result<(), NoExport> {
    match (row.text("state").as_str(), row.text("status").as_str()) {
        ("1", _) => return telling.left_out("drafts"),
        ("3", _) => return telling.left_out("deleted conversations"),
        (_, "4") => return telling.left_out("spam"),
        _ => {}
    }
    let id = row.text("id");
    let tags = staging.all(
        "SELECT t.name AS name FROM conversation_tag x JOIN tags t ON t.id = x.tag_id WHERE x.conversation_id = ?1 ORDER BY t.name",
        &[&id],
        |row| row.text("name"),
    )?;
    let mut messages = Vec::new();
    // Type 4 says what happened; state 1 is a draft, 3 is hidden.
    staging.each(
        "SELECT t.*, EXISTS (SELECT 1 FROM users u WHERE u.id = t.created_by_user_id) AS is_known FROM threads t
          WHERE t.conversation_id = ?1 AND t.type <> '4' AND COALESCE(t.state, '2') NOT IN ('1', '3') ORDER BY t.created_at, length(t.id), t.id",
        &[&id],
        |thread| {
            messages.push(message(staging, thread)?);
            Ok(())
        },
    )?;
    telling.thing(Thing::Conversation(Box::new(Conversation {
        number: row.some("number").unwrap_or_else(|| id.clone()),
        subject: row.text("subject"),
        status: match row.text("status").as_str() {
            "2" => Status::Pending,
            "3" => Status::Resolved,
            _ => Status::Open,
        },
        priority: Priority::Normal,
        customer: row.id("customer_id"),
        assignee: row.id("user_id"),
        inbox: row.text("inbox"),
        tags,
        opened_at: row.moment("created_at"),
        others: people(&row.text("cc")),
        messages,
        id,
        ..Conversation::default()
    })))
}

fn message(staging: &Staging, row: &Row<'_>) -> Result<Message, NoExport> {
    let (id, user, customer) = (row.text("id"), row.id("created_by_user_id"), row.id("created_by_customer_id"));
    let kind = match row.text("type").as_str() {
        "1" => MessageKind::Incoming,
        "2" => MessageKind::Outgoing,
        "5" | "8" if user.is_none() => MessageKind::Incoming,
        "8" => MessageKind::Outgoing,
        _ => MessageKind::Note,
    };
    let from = people(&row.text("from")).into_iter().next();
    let author = match (user, customer, kind) {
        (Some(id), _, _) if row.is("is_known") => Author::Agent(id),
        (Some(id), _, _) => Author::Named(Person { name: format!("user {id}"), address: String::new() }),
        (None, Some(id), _) => Author::Customer(id),
        (None, None, MessageKind::Incoming) => {
            row.id("customer_id").map_or_else(|| from.map_or(Author::Desk, Author::Named), Author::Customer)
        }
        (None, None, _) => Author::Desk,
    };
    let addressed = |column: &str| if kind == MessageKind::Note { Vec::new() } else { people(&row.text(column)) };
    Ok(Message {
        kind,
        author,
        to: addressed("to"),
        cc: addressed("cc"),
        bcc: addressed("bcc"),
        text: String::new(),
        html: row.text("body"),
        at: row.moment("created_at"),
        mail_id: row.text("message_id").trim_matches(['<', '>']).to_owned(),
        is_automatic: false,
        files: files(staging, &id)?,
        id,
    })
}

fn files(staging: &Staging, thread: &str) -> Result<Vec<File>, NoExport> {
    staging.all("SELECT * FROM attachments WHERE thread_id = ?1 ORDER BY length(id), id", &[thread], |row| {
        let (folder, name) = (row.text("file_dir"), row.text("file_name"));
        let folder = folder.trim_matches('/');
        File {
            media_type: row.text("mime_type"),
            is_inline: row.is("embedded"),
            paths: vec![format!("attachment/{folder}/{name}"), format!("{folder}/{name}")],
            name,
            ..File::default()
        }
    })
}
