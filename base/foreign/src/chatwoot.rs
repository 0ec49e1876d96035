//! Chatwoot: a `pg_dump` of its database; files from its storage folder. The columns are those of `db/schema.rb`, 2.x to 4.x.

use crate::Export;
use crate::desk::{
    Agent, Author, Company, Conversation, Customer, File, Macro, Message, MessageKind, Person, Priority, Rating, Status, Team, Thing,
};
use crate::dump::{self, Want};
use crate::fields::{Fields as _, attributes, json};
use crate::people::{full_name, people_of};
use crate::staging::{Row, Staging};
use crate::telling::{NoExport, Telling};

const WANTS: &[Want] = &[
    Want { table: "accounts", columns: &["id", "name"], by: &[] },
    Want {
        table: "users",
        columns: &["id", "name", "display_name", "email", "type"],
        by: &["id"],
    },
    Want { table: "account_users", columns: &["account_id", "user_id"], by: &["user_id"] },
    Want { table: "teams", columns: &["id", "account_id", "name"], by: &[] },
    Want { table: "team_members", columns: &["team_id", "user_id"], by: &["user_id"] },
    Want {
        table: "contacts",
        columns: &[
            "id",
            "account_id",
            "name",
            "middle_name",
            "last_name",
            "email",
            "phone_number",
            "identifier",
            "additional_attributes",
            "blocked",
            "created_at",
        ],
        by: &["id"],
    },
    Want {
        table: "inboxes",
        columns: &["id", "name", "email_address", "channel_type", "channel_id"],
        by: &["id"],
    },
    Want { table: "channel_email", columns: &["id", "email"], by: &["id"] },
    Want {
        table: "canned_responses",
        columns: &["id", "account_id", "short_code", "content"],
        by: &[],
    },
    Want {
        table: "conversations",
        columns: &[
            "id",
            "account_id",
            "inbox_id",
            "status",
            "assignee_id",
            "contact_id",
            "display_id",
            "additional_attributes",
            "team_id",
            "snoozed_until",
            "custom_attributes",
            "priority",
            "cached_label_list",
            "created_at",
        ],
        by: &["account_id"],
    },
    Want {
        table: "messages",
        columns: &[
            "id",
            "conversation_id",
            "content",
            "message_type",
            "private",
            "source_id",
            "content_attributes",
            "sender_type",
            "sender_id",
            "created_at",
        ],
        by: &["conversation_id"],
    },
    Want {
        table: "attachments",
        columns: &["id", "message_id", "external_url", "fallback_title"],
        by: &["message_id"],
    },
    Want {
        table: "active_storage_attachments",
        columns: &["record_type", "record_id", "blob_id"],
        by: &["record_id"],
    },
    Want {
        table: "active_storage_blobs",
        columns: &["id", "key", "filename", "content_type"],
        by: &["id"],
    },
    Want { table: "tags", columns: &["id", "name"], by: &["id"] },
    Want {
        table: "taggings",
        columns: &["tag_id", "taggable_type", "taggable_id", "context"],
        by: &["taggable_id"],
    },
    Want {
        table: "csat_survey_responses",
        columns: &["conversation_id", "rating", "feedback_message"],
        by: &["conversation_id"],
    },
    Want { table: "notes", columns: &["contact_id", "content"], by: &["contact_id"] },
    Want { table: "articles", columns: &["id"], by: &[] },
];

/// Without these it is no whole desk.
const NEEDS: [&str; 6] = ["accounts", "users", "contacts", "inboxes", "conversations", "messages"];

pub(crate) fn read(export: &Export, staging: &Staging, telling: &mut Telling<'_>) -> Result<(), NoExport> {
    dump::stage(export, WANTS, &NEEDS, "a Chatwoot database (pg_dump as plain SQL)", staging, telling)?;
    let account = account(export, staging)?;
    let given = [account.as_str()];
    staging.each("SELECT id, name FROM teams WHERE account_id = ?1 ORDER BY length(id), id", &given, |row| {
        telling.thing(Thing::Team(Team { id: row.text("id"), name: row.text("name") }))
    })?;
    agents(staging, &account, telling)?;
    let companies = "SELECT DISTINCT trim(json_extract(additional_attributes, '$.company_name')) AS name FROM contacts
                      WHERE account_id = ?1 AND json_valid(additional_attributes) ORDER BY name";
    for name in staging.all(companies, &given, |row| row.text("name"))? {
        if !name.is_empty() {
            telling.thing(Thing::Company(Company { id: name.clone(), name, domains: Vec::new() }))?;
        }
    }
    staging.each("SELECT * FROM contacts WHERE account_id = ?1 ORDER BY length(id), id", &given, |row| {
        telling.thing(Thing::Customer(customer(staging, row)?))
    })?;
    staging.each("SELECT * FROM canned_responses WHERE account_id = ?1 ORDER BY length(id), id", &given, |row| {
        let (id, name, text) = (row.text("id"), row.text("short_code"), row.text("content"));
        telling.thing(Thing::Macro(Macro { id, shortcut: name.clone(), name, text, html: String::new() }))
    })?;
    telling.conversations(staging.count("SELECT COUNT(*) AS n FROM conversations WHERE account_id = ?1", &given)?)?;
    staging.each(
        "SELECT c.*, COALESCE(e.email, i.email_address, '') AS inbox_address FROM conversations c
           LEFT JOIN inboxes i ON i.id = c.inbox_id
           LEFT JOIN channel_email e ON i.channel_type = 'Channel::Email' AND e.id = i.channel_id
          WHERE c.account_id = ?1 ORDER BY length(c.id), c.id",
        &given,
        |row| telling.thing(Thing::Conversation(Box::new(conversation(staging, row)?))),
    )?;
    let articles = staging.all("SELECT id FROM articles LIMIT 1", &[], |row| row.text("id"))?;
    if articles.is_empty() { Ok(()) } else { telling.left_out("articles of the help centre") }
}

/// The account that is meant: the one named, or the only one.
fn account(export: &Export, staging: &Staging) -> Result<String, NoExport> {
    if !export.account.is_empty() {
        return Ok(export.account.clone());
    }
    let accounts = staging.all(
        "SELECT DISTINCT c.account_id AS id, a.name AS name FROM conversations c LEFT JOIN accounts a ON a.id = c.account_id ORDER BY 1",
        &[],
        |row| (row.text("id"), row.text("name")),
    )?;
    match accounts.as_slice() {
        [] => Ok("1".into()),
        [(only, _)] => Ok(only.clone()),
        several => Err(NoExport::Several {
            path: export.path.display().to_string(),
            accounts: several.iter().map(|(id, name)| format!("{id} ({name})")).collect::<Vec<_>>().join(", "),
        }),
    }
}

/// Whoever belongs to the account, and whoever wrote in it and belongs to it no more.
fn agents(staging: &Staging, account: &str, telling: &mut Telling<'_>) -> Result<(), NoExport> {
    staging.each(
        "SELECT u.*, EXISTS (SELECT 1 FROM account_users x WHERE x.user_id = u.id AND x.account_id = ?1) AS belongs
           FROM users u
          WHERE EXISTS (SELECT 1 FROM account_users x WHERE x.user_id = u.id AND x.account_id = ?1)
             OR NOT EXISTS (SELECT 1 FROM account_users x WHERE x.user_id = u.id)
          ORDER BY length(u.id), u.id",
        &[account],
        |row| {
            let id = row.text("id");
            let teams =
                staging.all("SELECT team_id FROM team_members WHERE user_id = ?1 ORDER BY length(team_id), team_id", &[&id], |row| {
                    row.text("team_id")
                })?;
            let name = row.some("display_name").unwrap_or_else(|| row.text("name"));
            let is_active = row.is("belongs");
            telling.thing(Thing::Agent(Agent { id, name, email: row.text("email"), is_active, teams, ..Agent::default() }))
        },
    )
}

fn customer(staging: &Staging, row: &Row<'_>) -> Result<Customer, NoExport> {
    let id = row.text("id");
    let more = json(&row.text("additional_attributes"));
    let mut tags = labels(staging, "Contact", &id)?;
    if row.is("blocked") {
        tags.push("blocked".into());
    }
    let notes = staging.all("SELECT content FROM notes WHERE contact_id = ?1", &[&id], |row| row.text("content"))?;
    Ok(Customer {
        name: full_name(&[&row.text("name"), &row.text("middle_name"), &row.text("last_name")]),
        emails: row.some("email").into_iter().collect(),
        phones: row.some("phone_number").into_iter().collect(),
        handles: row.some("identifier").map(|name| format!("external:{name}")).into_iter().collect(),
        company: more.some("company_name").map(|name| name.trim().to_owned()),
        language: String::new(),
        tags,
        note: notes.join("\n\n"),
        created_at: row.moment("created_at"),
        id,
    })
}

fn labels(staging: &Staging, what: &str, id: &str) -> Result<Vec<String>, NoExport> {
    staging.all(
        "SELECT t.name AS name FROM taggings g JOIN tags t ON t.id = g.tag_id
          WHERE g.taggable_id = ?2 AND g.taggable_type = ?1 AND g.context = 'labels' ORDER BY t.name",
        &[what, id],
        |row| row.text("name"),
    )
}

fn conversation(staging: &Staging, row: &Row<'_>) -> Result<Conversation, NoExport> {
    let id = row.text("id");
    let more = json(&row.text("additional_attributes"));
    let mut tags = labels(staging, "Conversation", &id)?;
    if tags.is_empty() {
        tags = row
            .text("cached_label_list")
            .split(',')
            .map(|tag| tag.trim().to_owned())
            .filter(|tag| !tag.is_empty())
            .collect();
    }
    let mut messages = Vec::new();
    // 0 came in, 1 went out, 3 is sent by the desk itself; 2 says what happened.
    staging.each(
        "SELECT * FROM messages WHERE conversation_id = ?1 AND message_type <> '2' ORDER BY created_at, length(id), id",
        &[&id],
        |row| {
            messages.push(message(staging, row)?);
            Ok(())
        },
    )?;
    messages.retain(|message| !message.text.is_empty() || !message.html.is_empty() || !message.files.is_empty());
    let ratings = staging.all("SELECT * FROM csat_survey_responses WHERE conversation_id = ?1", &[&id], |row| Rating {
        score: row.text("rating"),
        comment: row.text("feedback_message"),
    })?;
    Ok(Conversation {
        number: row.text("display_id"),
        subject: more.some("mail_subject").unwrap_or_default(),
        status: match row.text("status").as_str() {
            "1" => Status::Resolved,
            "2" => Status::Pending,
            "3" => Status::Snoozed,
            _ => Status::Open,
        },
        snoozed_until: row.moment("snoozed_until"),
        priority: match row.text("priority").as_str() {
            "0" => Priority::Low,
            "2" => Priority::High,
            "3" => Priority::Urgent,
            _ => Priority::Normal,
        },
        customer: row.id("contact_id"),
        assignee: row.id("assignee_id"),
        team: row.id("team_id"),
        inbox: row.text("inbox_address"),
        tags,
        fields: attributes(&json(&row.text("custom_attributes"))),
        rating: ratings.into_iter().next_back(),
        opened_at: row.moment("created_at"),
        others: Vec::new(),
        messages,
        id,
    })
}

fn message(staging: &Staging, row: &Row<'_>) -> Result<Message, NoExport> {
    let (id, sender) = (row.text("id"), row.id("sender_id"));
    let more = json(&row.text("content_attributes"));
    let mail = more.at("email");
    let kind = match (row.is("private"), row.text("message_type").as_str()) {
        (true, _) => MessageKind::Note,
        (false, "0") => MessageKind::Incoming,
        _ => MessageKind::Outgoing,
    };
    let author = match (row.text("sender_type").as_str(), sender) {
        ("Contact", Some(id)) => Author::Customer(id),
        ("User", Some(id)) => Author::Agent(id),
        ("AgentBot" | "Captain::Assistant", _) => Author::Named(Person { name: "Bot".into(), address: String::new() }),
        _ => Author::Desk,
    };
    let mail_id = mail
        .some("message_id")
        .or_else(|| row.some("source_id").filter(|id| id.contains('@')))
        .unwrap_or_default();
    let addressed = |name: &str| match kind {
        MessageKind::Note => Vec::new(),
        MessageKind::Incoming => people_of(mail.at(name)),
        MessageKind::Outgoing => people_of(more.at(&format!("{name}_emails"))),
    };
    Ok(Message {
        kind,
        is_automatic: matches!(author, Author::Desk | Author::Named(_)),
        author,
        to: addressed("to"),
        cc: addressed("cc"),
        bcc: addressed("bcc"),
        text: row.text("content"),
        html: mail.text("html_content.full"),
        at: row.moment("created_at"),
        mail_id: mail_id.trim_matches(['<', '>']).to_owned(),
        files: files(staging, &id)?,
        id,
    })
}

fn files(staging: &Staging, message: &str) -> Result<Vec<File>, NoExport> {
    staging.all(
        "SELECT a.external_url, a.fallback_title, b.key, b.filename, b.content_type
           FROM attachments a
           LEFT JOIN active_storage_attachments s ON s.record_type = 'Attachment' AND s.record_id = a.id
           LEFT JOIN active_storage_blobs b ON b.id = s.blob_id
          WHERE a.message_id = ?1 ORDER BY length(a.id), a.id",
        &[message],
        |row| {
            let key = row.text("key");
            let folder = |from: usize| key.get(from..from + 2).unwrap_or_default().to_owned();
            File {
                name: row.some("filename").or_else(|| row.some("fallback_title")).unwrap_or_default(),
                media_type: row.text("content_type"),
                paths: if key.is_empty() {
                    Vec::new()
                } else {
                    vec![format!("{}/{}/{key}", folder(0), folder(2)), key.clone()]
                },
                url: row.text("external_url"),
                ..File::default()
            }
        },
    )
}
