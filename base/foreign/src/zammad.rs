//! Zammad: a dump of its database (PostgreSQL or MySQL; files in it, or from its `storage/fs` folder).
//! The columns are those of `db/migrate/20120101000001_create_base.rb` and `…000010_create_ticket.rb`.

use crate::Export;
use crate::desk::{
    Agent, Author, Company, Conversation, Customer, File, Link, Macro, Message, MessageKind, Priority, Reason, Status, Team, Thing,
};
use crate::dump::{self, Want};
use crate::people::{full_name, people};
use crate::staging::{Row, Staging};
use crate::telling::{NoExport, Telling};

const WANTS: &[Want] = &[
    Want { table: "groups", columns: &["id", "name", "email_address_id"], by: &["id"] },
    Want { table: "email_addresses", columns: &["id", "email"], by: &["id"] },
    Want {
        table: "users",
        columns: &[
            "id",
            "organization_id",
            "login",
            "firstname",
            "lastname",
            "email",
            "phone",
            "mobile",
            "note",
            "active",
            "preferences",
            "created_at",
        ],
        by: &["id"],
    },
    Want { table: "roles", columns: &["id", "name"], by: &["id"] },
    Want { table: "roles_users", columns: &["user_id", "role_id"], by: &["user_id"] },
    Want { table: "groups_users", columns: &["user_id", "group_id"], by: &["user_id"] },
    Want { table: "organizations", columns: &["id", "name", "domain"], by: &["id"] },
    Want { table: "text_modules", columns: &["id", "name", "keywords", "content"], by: &[] },
    Want { table: "ticket_states", columns: &["id", "name", "state_type_id"], by: &["id"] },
    Want { table: "ticket_state_types", columns: &["id", "name"], by: &["id"] },
    Want { table: "ticket_priorities", columns: &["id", "name"], by: &["id"] },
    Want {
        table: "tickets",
        columns: &[
            "id",
            "group_id",
            "priority_id",
            "state_id",
            "number",
            "title",
            "owner_id",
            "customer_id",
            "pending_time",
            "created_at",
        ],
        by: &["id"],
    },
    Want { table: "ticket_article_types", columns: &["id", "name"], by: &["id"] },
    Want { table: "ticket_article_senders", columns: &["id", "name"], by: &["id"] },
    Want {
        table: "ticket_articles",
        columns: &[
            "id",
            "ticket_id",
            "type_id",
            "sender_id",
            "from",
            "to",
            "cc",
            "message_id",
            "content_type",
            "body",
            "internal",
            "created_by_id",
            "origin_by_id",
            "created_at",
        ],
        by: &["ticket_id"],
    },
    Want { table: "tags", columns: &["tag_item_id", "tag_object_id", "o_id"], by: &["o_id"] },
    Want { table: "tag_items", columns: &["id", "name"], by: &["id"] },
    Want { table: "tag_objects", columns: &["id", "name"], by: &[] },
    Want {
        table: "links",
        columns: &["link_type_id", "link_object_source_value", "link_object_target_value", "link_object_source_id"],
        by: &[],
    },
    Want { table: "link_types", columns: &["id", "name"], by: &["id"] },
    Want { table: "link_objects", columns: &["id", "name"], by: &["id"] },
    Want {
        table: "stores",
        columns: &["id", "store_object_id", "o_id", "store_file_id", "filename", "preferences"],
        by: &["o_id"],
    },
    Want { table: "store_objects", columns: &["id", "name"], by: &[] },
    Want { table: "store_files", columns: &["id", "sha", "provider"], by: &["id"] },
    Want { table: "store_provider_dbs", columns: &["sha", "data"], by: &["sha"] },
    Want { table: "knowledge_base_answers", columns: &["id"], by: &[] },
];

/// A user who works there.
const WORKS: &str =
    "EXISTS (SELECT 1 FROM roles_users x JOIN roles r ON r.id = x.role_id WHERE x.user_id = u.id AND r.name IN ('Admin', 'Agent'))";

/// Without these it is no whole desk.
const NEEDS: [&str; 5] = ["users", "groups", "ticket_states", "tickets", "ticket_articles"];

pub(crate) fn read(export: &Export, staging: &Staging, telling: &mut Telling<'_>) -> Result<(), NoExport> {
    dump::stage(export, WANTS, &NEEDS, "a Zammad database (pg_dump or mysqldump as plain SQL)", staging, telling)?;
    staging.each("SELECT id, name FROM groups ORDER BY length(id), id", &[], |row| {
        telling.thing(Thing::Team(Team { id: row.text("id"), name: row.text("name").replace("::", " / ") }))
    })?;
    // The first user is the system itself.
    staging.each(&format!("SELECT u.* FROM users u WHERE u.id <> '1' AND {WORKS} ORDER BY length(u.id), u.id"), &[], |row| {
        telling.thing(Thing::Agent(agent(staging, row)?))
    })?;
    staging.each("SELECT * FROM organizations ORDER BY length(id), id", &[], |row| {
        let domains = row.some("domain").into_iter().collect();
        telling.thing(Thing::Company(Company { id: row.text("id"), name: row.text("name"), domains }))
    })?;
    staging.each(
        &format!("SELECT u.* FROM users u WHERE u.id <> '1' AND (NOT {WORKS} OR u.id IN (SELECT customer_id FROM tickets)) ORDER BY length(u.id), u.id"),
        &[],
        |row| telling.thing(Thing::Customer(customer(row))),
    )?;
    staging.each("SELECT * FROM text_modules ORDER BY length(id), id", &[], |row| {
        let (id, name, html) = (row.text("id"), row.text("name"), row.text("content"));
        telling.thing(Thing::Macro(Macro { id, name, html, ..Macro::default() }))
    })?;
    telling.conversations(staging.count("SELECT COUNT(*) AS n FROM tickets", &[])?)?;
    staging.each(
        "SELECT t.*, s.name AS state, y.name AS state_type, p.name AS priority, e.email AS inbox FROM tickets t
           LEFT JOIN ticket_states s ON s.id = t.state_id LEFT JOIN ticket_state_types y ON y.id = s.state_type_id
           LEFT JOIN ticket_priorities p ON p.id = t.priority_id
           LEFT JOIN groups g ON g.id = t.group_id LEFT JOIN email_addresses e ON e.id = g.email_address_id
          ORDER BY length(t.id), t.id",
        &[],
        |row| conversation(staging, row, telling),
    )?;
    links(staging, telling)?;
    let answers = staging.all("SELECT id FROM knowledge_base_answers LIMIT 1", &[], |row| row.text("id"))?;
    if answers.is_empty() { Ok(()) } else { telling.left_out("the knowledge base") }
}

fn agent(staging: &Staging, row: &Row<'_>) -> Result<Agent, NoExport> {
    let id = row.text("id");
    let teams = staging.all(
        "SELECT DISTINCT group_id FROM groups_users WHERE user_id = ?1 ORDER BY length(group_id), group_id",
        &[&id],
        |row| row.text("group_id"),
    )?;
    Ok(Agent {
        name: name(row),
        email: row.text("email"),
        language: preference(&row.text("preferences"), "locale"),
        zone: String::new(),
        is_active: row.is("active"),
        teams,
        id,
    })
}

fn name(row: &Row<'_>) -> String {
    Some(full_name(&[&row.text("firstname"), &row.text("lastname")]))
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| row.text("login"))
}

fn customer(row: &Row<'_>) -> Customer {
    let phones = [row.text("phone"), row.text("mobile")].into_iter().filter(|phone| !phone.is_empty()).collect();
    Customer {
        id: row.text("id"),
        name: full_name(&[&row.text("firstname"), &row.text("lastname")]),
        emails: row.some("email").into_iter().collect(),
        phones,
        handles: Vec::new(),
        company: row.id("organization_id"),
        language: preference(&row.text("preferences"), "locale"),
        tags: if row.is("active") { Vec::new() } else { vec!["inactive".into()] },
        note: mail::plain_of_html(&row.text("note")).trim().to_owned(),
        created_at: row.moment("created_at"),
    }
}

/// A line of the YAML that settings are kept in: `locale: de-de`, `:locale: de-de`.
fn preference(yaml: &str, key: &str) -> String {
    let wanted = key.to_lowercase();
    let found = yaml.lines().find_map(|line| {
        let (name, value) = line.trim().trim_start_matches(':').split_once(':')?;
        (name.trim_matches(['"', '\'']).to_lowercase() == wanted).then(|| value.trim().trim_matches(['"', '\'']).to_owned())
    });
    found.unwrap_or_default()
}

fn conversation(staging: &Staging, row: &Row<'_>, telling: &mut Telling<'_>) -> Result<(), NoExport> {
    let id = row.text("id");
    if row.text("state_type") == "removed" {
        return telling.left_out("removed tickets");
    }
    let tags = staging.all(
        "SELECT i.name AS name FROM tags t JOIN tag_items i ON i.id = t.tag_item_id JOIN tag_objects o ON o.id = t.tag_object_id
          WHERE t.o_id = ?1 AND o.name = 'Ticket' ORDER BY i.name",
        &[&id],
        |row| row.text("name"),
    )?;
    let mut messages = Vec::new();
    staging.each(
        "SELECT a.*, y.name AS type, s.name AS sender, EXISTS (SELECT 1 FROM users u WHERE u.id = COALESCE(a.origin_by_id, a.created_by_id)) AS is_known
           FROM ticket_articles a LEFT JOIN ticket_article_types y ON y.id = a.type_id LEFT JOIN ticket_article_senders s ON s.id = a.sender_id
          WHERE a.ticket_id = ?1 ORDER BY a.created_at, length(a.id), a.id",
        &[&id],
        |article| {
            messages.push(message(staging, row, article)?);
            Ok(())
        },
    )?;
    let (status, snoozed_until) = status(row);
    telling.thing(Thing::Conversation(Box::new(Conversation {
        number: row.text("number"),
        subject: row.text("title"),
        status,
        snoozed_until,
        priority: match row.text("priority").chars().next() {
            Some('1') => Priority::Low,
            Some('3') => Priority::High,
            _ => Priority::Normal,
        },
        customer: row.id("customer_id"),
        assignee: row.id("owner_id").filter(|id| id != "1"),
        team: row.id("group_id"),
        inbox: row.text("inbox"),
        tags,
        opened_at: row.moment("created_at"),
        messages,
        id,
        ..Conversation::default()
    })))
}

/// By the kind of state: companies name their states as they like.
fn status(row: &Row<'_>) -> (Status, Option<kit::Moment>) {
    match row.text("state_type").as_str() {
        "pending reminder" => (Status::Snoozed, row.moment("pending_time")),
        "pending action" => (Status::Pending, None),
        "closed" => (Status::Resolved, None),
        "merged" => (Status::Closed, None),
        _ => (Status::Open, None),
    }
}

fn message(staging: &Staging, ticket: &Row<'_>, row: &Row<'_>) -> Result<Message, NoExport> {
    let id = row.text("id");
    let (sender, kind) = (row.text("sender"), row.text("type"));
    let is_note = row.is("internal") || (kind == "note" && sender != "Customer");
    let kind = match (is_note, sender.as_str()) {
        (true, _) => MessageKind::Note,
        (false, "Customer") => MessageKind::Incoming,
        (false, _) => MessageKind::Outgoing,
    };
    let from = people(&row.text("from")).into_iter().next();
    let writer = row
        .id("origin_by_id")
        .or_else(|| row.id("created_by_id"))
        .filter(|id| id != "1" && row.is("is_known"));
    let author = match (sender.as_str(), writer, from) {
        ("System", _, _) => Author::Desk,
        ("Customer", Some(id), _) => Author::Customer(id),
        ("Customer", None, Some(from)) => Author::Named(from),
        ("Customer", None, None) => ticket.id("customer_id").map_or(Author::Desk, Author::Customer),
        (_, Some(id), _) => Author::Agent(id),
        (_, None, from) => from.map_or(Author::Desk, Author::Named),
    };
    let is_html = row.text("content_type").contains("html");
    let body = row.text("body");
    let addressed = |column: &str| if is_note { Vec::new() } else { people(&row.text(column)) };
    Ok(Message {
        kind,
        is_automatic: author == Author::Desk,
        author,
        to: addressed("to"),
        cc: addressed("cc"),
        bcc: Vec::new(),
        text: if is_html { String::new() } else { body.clone() },
        html: if is_html { body } else { String::new() },
        at: row.moment("created_at"),
        mail_id: row.text("message_id").trim_matches(['<', '>']).to_owned(),
        files: files(staging, &id)?,
        id,
    })
}

/// Files lie in the database, or in folders named by the beginning of their hash.
fn files(staging: &Staging, article: &str) -> Result<Vec<File>, NoExport> {
    staging.all(
        "SELECT s.filename, s.preferences, f.sha, d.data FROM stores s JOIN store_objects o ON o.id = s.store_object_id
           LEFT JOIN store_files f ON f.id = s.store_file_id LEFT JOIN store_provider_dbs d ON d.sha = f.sha
          WHERE s.o_id = ?1 AND o.name = 'Ticket::Article' ORDER BY length(s.id), s.id",
        &[article],
        |row| {
            let (sha, settings) = (row.text("sha"), row.text("preferences"));
            let content_id = preference(&settings, "Content-ID").trim_matches(['<', '>']).to_owned();
            let media_type = [preference(&settings, "Mime-Type"), preference(&settings, "Content-Type")]
                .into_iter()
                .find(|found| !found.is_empty());
            File {
                name: row.text("filename"),
                media_type: media_type.unwrap_or_default().split(';').next().unwrap_or_default().trim().to_owned(),
                is_inline: !content_id.is_empty() || preference(&settings, "content_disposition") == "inline",
                content_id,
                bytes: row.bytes("data"),
                paths: if sha.is_empty() { Vec::new() } else { vec![in_folders(&sha), sha] },
                url: String::new(),
            }
        },
    )
}

/// `abcd/ef01/23456/…`: as Zammad's file store cuts a hash.
fn in_folders(sha: &str) -> String {
    let (mut path, mut at) = (String::new(), 0);
    for length in [4, 4, 5, 5, 7, 7] {
        path.push_str(sha.get(at..at + length).unwrap_or_default());
        path.push('/');
        at += length;
    }
    path + sha.get(at..).unwrap_or_default()
}

/// A merged ticket is linked to the one it went into.
fn links(staging: &Staging, telling: &mut Telling<'_>) -> Result<(), NoExport> {
    staging.each(
        "SELECT l.link_object_source_value AS source, l.link_object_target_value AS target, y.name AS type, v.name AS source_state, w.name AS target_state
           FROM links l JOIN link_types y ON y.id = l.link_type_id JOIN link_objects o ON o.id = l.link_object_source_id
           LEFT JOIN tickets a ON a.id = l.link_object_source_value LEFT JOIN ticket_states v ON v.id = a.state_id
           LEFT JOIN tickets b ON b.id = l.link_object_target_value LEFT JOIN ticket_states w ON w.id = b.state_id
          WHERE o.name = 'Ticket' ORDER BY length(source), source, length(target), target",
        &[],
        |row| {
            let (source, target) = (row.text("source"), row.text("target"));
            let (from, to, reason) = match (row.text("source_state") == "merged", row.text("target_state") == "merged") {
                (true, _) => (source, target, Reason::Merged),
                (false, true) => (target, source, Reason::Merged),
                (false, false) => (source, target, Reason::Related),
            };
            telling.thing(Thing::Link(Link { from, to, reason }))
        },
    )
}
