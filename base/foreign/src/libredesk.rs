//! libredesk: a `pg_dump` of its database; files from its upload folder, where each is named by its UUID. Columns as in `schema.sql`.

use crate::Export;
use crate::desk::{Agent, Author, Conversation, Customer, File, Macro, Message, MessageKind, Priority, Rating, Status, Team, Thing};
use crate::dump::{self, Want};
use crate::fields::{Fields as _, attributes, json};
use crate::people::{full_name, people, people_of};
use crate::staging::{Row, Staging};
use crate::telling::{NoExport, Telling};

const WANTS: &[Want] = &[
    Want { table: "teams", columns: &["id", "name"], by: &[] },
    Want { table: "team_members", columns: &["team_id", "user_id"], by: &["user_id"] },
    Want {
        table: "users",
        columns: &[
            "id",
            "type",
            "deleted_at",
            "enabled",
            "email",
            "first_name",
            "last_name",
            "phone_number_country_code",
            "phone_number",
            "custom_attributes",
            "external_user_id",
            "created_at",
        ],
        by: &["id", "type"],
    },
    // Older versions kept who writes to us apart.
    Want { table: "contact_notes", columns: &["contact_id", "note"], by: &["contact_id"] },
    Want { table: "inboxes", columns: &["id", "from"], by: &["id"] },
    Want {
        table: "conversation_statuses",
        columns: &["id", "name", "category"],
        by: &["id"],
    },
    Want { table: "conversation_priorities", columns: &["id", "name"], by: &["id"] },
    Want {
        table: "conversations",
        columns: &[
            "id",
            "reference_number",
            "contact_id",
            "assigned_user_id",
            "assigned_team_id",
            "inbox_id",
            "status_id",
            "priority_id",
            "custom_attributes",
            "subject",
            "snoozed_until",
            "created_at",
        ],
        by: &[],
    },
    Want {
        table: "conversation_messages",
        columns: &[
            "id",
            "type",
            "status",
            "private",
            "conversation_id",
            "content_type",
            "content",
            "text_content",
            "source_id",
            "sender_id",
            "sender_type",
            "meta",
            "created_at",
        ],
        by: &["conversation_id"],
    },
    Want {
        table: "media",
        columns: &["id", "uuid", "filename", "content_type", "content_id", "model_id", "model_type", "disposition"],
        by: &["model_id"],
    },
    Want { table: "tags", columns: &["id", "name"], by: &["id"] },
    Want {
        table: "conversation_tags",
        columns: &["tag_id", "conversation_id"],
        by: &["conversation_id"],
    },
    Want {
        table: "csat_responses",
        columns: &["conversation_id", "rating", "feedback", "response_timestamp"],
        by: &["conversation_id"],
    },
    Want { table: "macros", columns: &["id", "name", "message_content"], by: &[] },
    Want { table: "help_articles", columns: &["id"], by: &[] },
];

/// Without these it is no whole desk.
const NEEDS: [&str; 4] = ["users", "inboxes", "conversations", "conversation_messages"];

pub(crate) fn read(export: &Export, staging: &Staging, telling: &mut Telling<'_>) -> Result<(), NoExport> {
    dump::stage(export, WANTS, &NEEDS, "a libredesk database (pg_dump as plain SQL)", staging, telling)?;
    staging.each("SELECT id, name FROM teams ORDER BY length(id), id", &[], |row| {
        telling.thing(Thing::Team(Team { id: row.text("id"), name: row.text("name") }))
    })?;
    staging.each("SELECT * FROM users WHERE type IN ('agent', 'ai_assistant') ORDER BY length(id), id", &[], |row| {
        telling.thing(Thing::Agent(agent(staging, row)?))
    })?;
    staging.each("SELECT * FROM users WHERE type IN ('contact', 'visitor') ORDER BY length(id), id", &[], |row| {
        telling.thing(Thing::Customer(customer(staging, row)?))
    })?;
    staging.each("SELECT * FROM macros ORDER BY length(id), id", &[], |row| {
        let (id, name, html) = (row.text("id"), row.text("name"), row.text("message_content"));
        telling.thing(Thing::Macro(Macro { id, name, html, ..Macro::default() }))
    })?;
    telling.conversations(staging.count("SELECT COUNT(*) AS n FROM conversations", &[])?)?;
    staging.each(
        "SELECT c.*, s.name AS status, s.category AS category, p.name AS priority, i.\"from\" AS inbox FROM conversations c
           LEFT JOIN conversation_statuses s ON s.id = c.status_id LEFT JOIN conversation_priorities p ON p.id = c.priority_id
           LEFT JOIN inboxes i ON i.id = c.inbox_id
          ORDER BY length(c.id), c.id",
        &[],
        |row| telling.thing(Thing::Conversation(Box::new(conversation(staging, row)?))),
    )?;
    let articles = staging.all("SELECT id FROM help_articles LIMIT 1", &[], |row| row.text("id"))?;
    if articles.is_empty() { Ok(()) } else { telling.left_out("articles of the help centre") }
}

fn agent(staging: &Staging, row: &Row<'_>) -> Result<Agent, NoExport> {
    let id = row.text("id");
    let teams = staging.all("SELECT team_id FROM team_members WHERE user_id = ?1 ORDER BY length(team_id), team_id", &[&id], |row| {
        row.text("team_id")
    })?;
    Ok(Agent {
        id,
        name: full_name(&[&row.text("first_name"), &row.text("last_name")]),
        // The assistant is nobody who could sign in.
        email: if row.text("type") == "agent" { row.text("email") } else { String::new() },
        is_active: row.is("enabled") && row.some("deleted_at").is_none(),
        teams,
        ..Agent::default()
    })
}

fn customer(staging: &Staging, row: &Row<'_>) -> Result<Customer, NoExport> {
    let id = row.text("id");
    let notes =
        staging.all("SELECT note FROM contact_notes WHERE contact_id = ?1", &[&id], |row| mail::plain_of_html(&row.text("note")))?;
    let phone = row.some("phone_number").map(|number| format!("{}{number}", row.text("phone_number_country_code")));
    Ok(Customer {
        id,
        name: full_name(&[&row.text("first_name"), &row.text("last_name")]),
        emails: row.some("email").into_iter().collect(),
        phones: phone.into_iter().collect(),
        handles: row.some("external_user_id").map(|name| format!("external:{name}")).into_iter().collect(),
        company: None,
        language: String::new(),
        tags: if row.some("deleted_at").is_some() { vec!["deleted".into()] } else { Vec::new() },
        note: notes.join("\n\n").trim().to_owned(),
        created_at: row.moment("created_at"),
    })
}

fn conversation(staging: &Staging, row: &Row<'_>) -> Result<Conversation, NoExport> {
    let id = row.text("id");
    let tags = staging.all(
        "SELECT t.name AS name FROM conversation_tags x JOIN tags t ON t.id = x.tag_id WHERE x.conversation_id = ?1 ORDER BY t.name",
        &[&id],
        |row| row.text("name"),
    )?;
    let mut messages = Vec::new();
    staging.each(
        "SELECT * FROM conversation_messages WHERE conversation_id = ?1 AND type <> 'activity' ORDER BY created_at, length(id), id",
        &[&id],
        |message| {
            messages.push(read_message(staging, message)?);
            Ok(())
        },
    )?;
    let ratings = staging.all("SELECT * FROM csat_responses WHERE conversation_id = ?1 AND rating <> '0'", &[&id], |row| Rating {
        score: row.text("rating"),
        comment: row.text("feedback"),
    })?;
    Ok(Conversation {
        number: row.text("reference_number"),
        subject: row.text("subject"),
        status: status(&row.text("status"), &row.text("category")),
        snoozed_until: row.moment("snoozed_until"),
        priority: match row.text("priority").as_str() {
            "Low" => Priority::Low,
            "High" => Priority::High,
            "Urgent" => Priority::Urgent,
            _ => Priority::Normal,
        },
        customer: row.id("contact_id"),
        assignee: row.id("assigned_user_id"),
        team: row.id("assigned_team_id"),
        inbox: people(&row.text("inbox")).into_iter().next().map(|person| person.address).unwrap_or_default(),
        tags,
        fields: attributes(&json(&row.text("custom_attributes"))),
        rating: ratings.into_iter().next_back(),
        opened_at: row.moment("created_at"),
        others: Vec::new(),
        messages,
        id,
    })
}

/// By its name where we know it, else by its category: companies add states of their own.
fn status(name: &str, category: &str) -> Status {
    match (name, category) {
        ("Closed", _) => Status::Closed,
        ("Snoozed", _) => Status::Snoozed,
        ("Resolved", _) | (_, "resolved") => Status::Resolved,
        (_, "waiting") => Status::Pending,
        _ => Status::Open,
    }
}

fn read_message(staging: &Staging, row: &Row<'_>) -> Result<Message, NoExport> {
    let (id, meta) = (row.text("id"), json(&row.text("meta")));
    let kind = match (row.is("private"), row.text("type").as_str()) {
        (true, _) => MessageKind::Note,
        (false, "incoming") => MessageKind::Incoming,
        _ => MessageKind::Outgoing,
    };
    let author = match (row.text("sender_type").as_str(), row.id("sender_id")) {
        ("contact", Some(id)) => Author::Customer(id),
        ("agent", Some(id)) => Author::Agent(id),
        _ => Author::Desk,
    };
    let (is_html, content) = (row.text("content_type") == "html", row.text("content"));
    let addressed = |name: &str| if kind == MessageKind::Note { Vec::new() } else { people_of(meta.at(name)) };
    Ok(Message {
        kind,
        author,
        to: addressed("to"),
        cc: addressed("cc"),
        bcc: addressed("bcc"),
        text: if is_html { row.text("text_content") } else { content.clone() },
        html: if is_html { content } else { String::new() },
        at: row.moment("created_at"),
        mail_id: row.text("source_id").trim_matches(['<', '>']).to_owned(),
        is_automatic: meta.is("is_csat") || meta.is("auto_reply"),
        files: files(staging, &id)?,
        id,
    })
}

fn files(staging: &Staging, message: &str) -> Result<Vec<File>, NoExport> {
    staging.all(
        "SELECT * FROM media WHERE model_id = ?1 AND model_type = 'messages' ORDER BY length(id), id",
        &[message],
        |row| {
            let (uuid, name) = (row.text("uuid"), row.text("filename"));
            File {
                media_type: row.text("content_type"),
                is_inline: row.text("disposition") == "inline",
                content_id: row.text("content_id"),
                bytes: None,
                paths: vec![uuid.clone(), format!("{uuid}/{name}")],
                url: String::new(),
                name,
            }
        },
    )
}
