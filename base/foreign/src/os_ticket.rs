//! osTicket: a `mysqldump` of its database, files in it (or from the folder of its file plugin). Tables begin with a prefix its
//! owner chose. Columns as in `setup/inc/streams/core/install-mysql.sql`, 1.10 and later.

use crate::Export;
use crate::desk::{
    Agent, Author, Company, Conversation, Customer, File, Link, Macro, Message, MessageKind, Person, Priority, Reason, Status, Team, Thing,
};
use crate::dump::{self, Want};
use crate::people::full_name;
use crate::staging::{Row, Staging};
use crate::telling::{NoExport, Telling};

const WANTS: &[Want] = &[
    Want { table: "department", columns: &["id", "name"], by: &[] },
    Want {
        table: "staff",
        columns: &["staff_id", "dept_id", "firstname", "lastname", "username", "email", "lang", "timezone", "isactive"],
        by: &["staff_id"],
    },
    Want { table: "staff_dept_access", columns: &["staff_id", "dept_id"], by: &["staff_id"] },
    Want { table: "organization", columns: &["id", "name", "domain"], by: &[] },
    Want {
        table: "user",
        columns: &["id", "org_id", "default_email_id", "name", "created"],
        by: &["id"],
    },
    Want { table: "user_email", columns: &["id", "user_id", "address"], by: &["user_id"] },
    Want { table: "user_account", columns: &["user_id", "lang"], by: &["user_id"] },
    Want { table: "user__cdata", columns: &["user_id", "phone", "notes"], by: &["user_id"] },
    Want { table: "canned_response", columns: &["canned_id", "title", "response"], by: &[] },
    Want { table: "email", columns: &["email_id", "email"], by: &["email_id"] },
    Want { table: "ticket_status", columns: &["id", "name", "state"], by: &["id"] },
    Want {
        table: "ticket_priority",
        columns: &["priority_id", "priority"],
        by: &["priority_id"],
    },
    Want {
        table: "ticket__cdata",
        columns: &["ticket_id", "subject", "priority"],
        by: &["ticket_id"],
    },
    Want { table: "help_topic", columns: &["topic_id", "topic"], by: &["topic_id"] },
    Want {
        table: "ticket",
        columns: &[
            "ticket_id",
            "ticket_pid",
            "number",
            "user_id",
            "status_id",
            "dept_id",
            "staff_id",
            "team_id",
            "topic_id",
            "email_id",
            "created",
        ],
        by: &["ticket_id"],
    },
    Want {
        table: "thread",
        columns: &["id", "object_id", "object_type"],
        by: &["object_id"],
    },
    Want {
        table: "thread_entry",
        columns: &["id", "thread_id", "staff_id", "user_id", "type", "poster", "title", "body", "format", "created"],
        by: &["thread_id"],
    },
    Want {
        table: "thread_entry_email",
        columns: &["thread_entry_id", "mid"],
        by: &["thread_entry_id"],
    },
    Want {
        table: "thread_collaborator",
        columns: &["thread_id", "user_id"],
        by: &["thread_id"],
    },
    Want {
        table: "attachment",
        columns: &["id", "object_id", "type", "file_id", "inline"],
        by: &["object_id"],
    },
    Want { table: "file", columns: &["id", "type", "key", "name"], by: &["id"] },
    Want {
        table: "file_chunk",
        columns: &["file_id", "chunk_id", "filedata"],
        by: &["file_id"],
    },
    Want { table: "task", columns: &["id"], by: &[] },
    Want { table: "faq", columns: &["faq_id"], by: &[] },
];

/// Without these it is no whole desk.
const NEEDS: [&str; 7] = ["staff", "user", "user_email", "ticket_status", "ticket", "thread", "thread_entry"];

pub(crate) fn read(export: &Export, staging: &Staging, telling: &mut Telling<'_>) -> Result<(), NoExport> {
    dump::stage(
        export,
        WANTS,
        &NEEDS,
        "an osTicket database (mysqldump; if its tables begin otherwise than with ost_, say so with --prefix)",
        staging,
        telling,
    )?;
    staging.each("SELECT id, name FROM department ORDER BY length(id), id", &[], |row| {
        telling.thing(Thing::Team(Team { id: row.text("id"), name: row.text("name") }))
    })?;
    staging.each("SELECT * FROM staff ORDER BY length(staff_id), staff_id", &[], |row| {
        telling.thing(Thing::Agent(agent(staging, row)?))
    })?;
    staging.each("SELECT * FROM organization ORDER BY length(id), id", &[], |row| {
        let domains = row
            .text("domain")
            .split([',', ' '])
            .map(|one| one.trim().to_owned())
            .filter(|one| !one.is_empty())
            .collect();
        telling.thing(Thing::Company(Company { id: row.text("id"), name: row.text("name"), domains }))
    })?;
    staging.each(
        "SELECT u.*, d.phone AS phone, d.notes AS notes, a.lang AS lang FROM user u
           LEFT JOIN user__cdata d ON d.user_id = u.id LEFT JOIN user_account a ON a.user_id = u.id ORDER BY length(u.id), u.id",
        &[],
        |row| telling.thing(Thing::Customer(customer(staging, row)?)),
    )?;
    staging.each("SELECT * FROM canned_response ORDER BY length(canned_id), canned_id", &[], |row| {
        let (id, name, html) = (row.text("canned_id"), row.text("title"), row.text("response"));
        telling.thing(Thing::Macro(Macro { id, name, html, ..Macro::default() }))
    })?;
    telling.conversations(staging.count("SELECT COUNT(*) AS n FROM ticket", &[])?)?;
    staging.each(
        "SELECT t.*, s.name AS status, s.state AS state, d.subject AS subject, p.priority AS priority, e.email AS inbox, h.topic AS topic, x.id AS thread_id
           FROM ticket t LEFT JOIN ticket_status s ON s.id = t.status_id LEFT JOIN ticket__cdata d ON d.ticket_id = t.ticket_id
           LEFT JOIN ticket_priority p ON p.priority_id = d.priority LEFT JOIN email e ON e.email_id = t.email_id
           LEFT JOIN help_topic h ON h.topic_id = t.topic_id LEFT JOIN thread x ON x.object_id = t.ticket_id AND x.object_type = 'T'
          GROUP BY t.ticket_id ORDER BY length(t.ticket_id), t.ticket_id",
        &[],
        |row| conversation(staging, row, telling),
    )?;
    staging.each(
        "SELECT ticket_id, ticket_pid FROM ticket WHERE COALESCE(ticket_pid, '0') NOT IN ('0', '') ORDER BY length(ticket_id), ticket_id",
        &[],
        |row| telling.thing(Thing::Link(Link { from: row.text("ticket_id"), to: row.text("ticket_pid"), reason: Reason::Merged })),
    )?;
    for (table, what) in [("task", "tasks"), ("faq", "frequently asked questions")] {
        if !staging
            .all(&format!("SELECT 1 AS one FROM {table} LIMIT 1"), &[], |row| row.text("one"))?
            .is_empty()
        {
            telling.left_out(what)?;
        }
    }
    Ok(())
}

fn agent(staging: &Staging, row: &Row<'_>) -> Result<Agent, NoExport> {
    let id = row.text("staff_id");
    let mut teams: Vec<String> = row.id("dept_id").into_iter().collect();
    teams.extend(staging.all("SELECT dept_id FROM staff_dept_access WHERE staff_id = ?1", &[&id], |row| row.text("dept_id"))?);
    teams.sort();
    teams.dedup();
    let name = full_name(&[&row.text("firstname"), &row.text("lastname")]);
    Ok(Agent {
        id,
        name: if name.is_empty() { row.text("username") } else { name },
        email: row.text("email"),
        language: row.text("lang"),
        zone: row.text("timezone"),
        is_active: row.is("isactive"),
        teams,
    })
}

fn customer(staging: &Staging, row: &Row<'_>) -> Result<Customer, NoExport> {
    let id = row.text("id");
    let emails = staging.all(
        "SELECT address FROM user_email WHERE user_id = ?1 ORDER BY id <> ?2, length(id), id",
        &[&id, &row.text("default_email_id")],
        |row| row.text("address"),
    )?;
    Ok(Customer {
        name: row.text("name"),
        emails,
        // `5551234X12`: the extension stands after an X.
        phones: row
            .some("phone")
            .map(|phone| phone.split('X').next().unwrap_or_default().to_owned())
            .into_iter()
            .filter(|phone| !phone.is_empty())
            .collect(),
        handles: Vec::new(),
        company: row.id("org_id"),
        language: row.text("lang").replace('_', "-"),
        tags: Vec::new(),
        note: mail::plain_of_html(&row.text("notes")).trim().to_owned(),
        created_at: row.moment("created"),
        id,
    })
}

fn conversation(staging: &Staging, row: &Row<'_>, telling: &mut Telling<'_>) -> Result<(), NoExport> {
    let id = row.text("ticket_id");
    if row.text("state") == "deleted" {
        return telling.left_out("deleted tickets");
    }
    let thread = row.text("thread_id");
    let mut messages = Vec::new();
    let mut title = String::new();
    staging.each(
        "SELECT e.*, m.mid AS mid, EXISTS (SELECT 1 FROM staff s WHERE s.staff_id = e.staff_id) AS is_known FROM thread_entry e
           LEFT JOIN thread_entry_email m ON m.thread_entry_id = e.id
          WHERE e.thread_id = ?1 GROUP BY e.id ORDER BY e.created, length(e.id), e.id",
        &[&thread],
        |entry| {
            if title.is_empty() {
                title = entry.text("title");
            }
            messages.push(message(staging, entry)?);
            Ok(())
        },
    )?;
    if thread.is_empty() {
        telling.fault(format!("ticket {id}"), "its thread is missing from the dump: it comes over without messages")?;
    }
    let others = staging.all(
        "SELECT u.name AS name, e.address AS address FROM thread_collaborator c JOIN user u ON u.id = c.user_id
           JOIN user_email e ON e.id = u.default_email_id WHERE c.thread_id = ?1 ORDER BY e.address",
        &[&thread],
        |row| Person { name: row.text("name"), address: row.text("address").to_lowercase() },
    )?;
    telling.thing(Thing::Conversation(Box::new(Conversation {
        number: row.text("number"),
        subject: row.some("subject").unwrap_or(title),
        status: status(&row.text("state"), &row.text("status")),
        priority: match row.text("priority").as_str() {
            "low" => Priority::Low,
            "high" => Priority::High,
            "emergency" => Priority::Urgent,
            _ => Priority::Normal,
        },
        customer: row.id("user_id"),
        assignee: row.id("staff_id"),
        team: row.id("dept_id"),
        inbox: row.text("inbox"),
        fields: row.some("topic").map(|topic| ("help topic".to_owned(), topic)).into_iter().collect(),
        opened_at: row.moment("created"),
        others,
        messages,
        id,
        ..Conversation::default()
    })))
}

fn status(state: &str, name: &str) -> Status {
    match (state, name) {
        ("closed" | "archived", "Closed") => Status::Closed,
        ("closed" | "archived", _) => Status::Resolved,
        _ => Status::Open,
    }
}

/// M came in, R went out, N is for colleagues.
fn message(staging: &Staging, row: &Row<'_>) -> Result<Message, NoExport> {
    let (id, staff, user) = (row.text("id"), row.id("staff_id"), row.id("user_id"));
    let kind = match row.text("type").as_str() {
        "M" => MessageKind::Incoming,
        "R" => MessageKind::Outgoing,
        _ => MessageKind::Note,
    };
    let poster = Person { name: row.text("poster"), address: String::new() };
    let author = match (staff, user) {
        (Some(id), _) if row.is("is_known") => Author::Agent(id),
        (None, Some(id)) => Author::Customer(id),
        _ if poster.name.is_empty() || poster.name == "SYSTEM" => Author::Desk,
        _ => Author::Named(poster),
    };
    let (is_html, body) = (row.text("format") != "text", row.text("body"));
    Ok(Message {
        kind,
        is_automatic: author == Author::Desk,
        author,
        text: if is_html { String::new() } else { body.clone() },
        html: if is_html { body } else { String::new() },
        at: row.moment("created"),
        mail_id: row.text("mid").trim_matches(['<', '>']).to_owned(),
        files: files(staging, &id)?,
        id,
        ..Message::default()
    })
}

/// Pictures in the text are `cid:` and the key of their file.
fn files(staging: &Staging, entry: &str) -> Result<Vec<File>, NoExport> {
    let listed = staging.all(
        "SELECT a.inline, f.id, f.type, f.key, f.name FROM attachment a JOIN file f ON f.id = a.file_id
          WHERE a.object_id = ?1 AND a.type = 'H' ORDER BY length(a.id), a.id",
        &[entry],
        |row| {
            let key = row.text("key");
            let file = File {
                name: row.text("name"),
                media_type: row.text("type"),
                is_inline: row.is("inline"),
                content_id: if row.is("inline") { key.clone() } else { String::new() },
                bytes: None,
                paths: if key.is_empty() {
                    Vec::new()
                } else {
                    vec![format!("{}/{key}", key.get(..1).unwrap_or_default()), key]
                },
                url: String::new(),
            };
            (row.text("id"), file)
        },
    )?;
    let mut files = Vec::with_capacity(listed.len());
    for (id, mut file) in listed {
        let chunks =
            staging.all("SELECT filedata FROM file_chunk WHERE file_id = ?1 ORDER BY length(chunk_id), chunk_id", &[&id], |row| {
                row.bytes("filedata")
            })?;
        if !chunks.is_empty() {
            file.bytes = Some(chunks.into_iter().flatten().flatten().collect());
        }
        files.push(file);
    }
    Ok(files)
}
