//! Intercom: conversations, contacts, companies, admins and teams as its API (2.x) gives them.
//! <https://developers.intercom.com/docs/references/rest-api/api.intercom.io/conversations>

use crate::Export;
use crate::desk::{
    Agent, Author, Company, Conversation, Customer, File, Macro, Message, MessageKind, Person, Priority, Rating, Status, Team, Thing,
};
use crate::documents::{self, Sort, each};
use crate::fields::{Fields as _, attributes};
use crate::people::people_of;
use crate::staging::Staging;
use crate::telling::{NoExport, Telling};
use serde_json::{Value, json};

const SORTS: &[Sort] = &[
    Sort { kind: "conversation", names: &["conversations"], parent: "" },
    Sort { kind: "contact", names: &["contacts", "users", "leads"], parent: "" },
    Sort { kind: "company", names: &["companies"], parent: "" },
    Sort { kind: "admin", names: &["admins"], parent: "" },
    Sort { kind: "team", names: &["teams"], parent: "" },
    Sort { kind: "macro", names: &["macros"], parent: "" },
];

pub(crate) fn read(export: &Export, staging: &Staging, telling: &mut Telling<'_>) -> Result<(), NoExport> {
    documents::stage(export, SORTS, "an Intercom export (conversations, contacts, admins as JSON)", staging, telling)?;
    documents::mentioned(staging, "conversation", "contact", people_in)?;
    each(staging, "team", |team| telling.thing(Thing::Team(Team { id: team.text("id"), name: team.text("name") })))?;
    each(staging, "admin", |admin| telling.thing(Thing::Agent(agent(admin))))?;
    each(staging, "company", |company| {
        telling.thing(Thing::Company(Company {
            id: company.text("id"),
            name: company.first(&["name", "company_id"]),
            domains: Vec::new(),
        }))
    })?;
    each(staging, "contact", |contact| telling.thing(Thing::Customer(customer(contact))))?;
    each(staging, "macro", |one| {
        let (name, html) = (one.first(&["name", "title"]), one.first(&["body", "body_text"]));
        telling.thing(Thing::Macro(Macro { id: one.text("id"), name, html, ..Macro::default() }))
    })?;
    documents::tell_count(staging, "conversation", telling)?;
    each(staging, "conversation", |conversation| {
        let read = read_one(staging, conversation, telling)?;
        telling.thing(Thing::Conversation(Box::new(read)))
    })
}

/// Customers a conversation itself says something of.
fn people_in(conversation: &Value) -> Vec<Value> {
    let parts = conversation.list("conversation_parts.conversation_parts");
    let written = std::iter::once(conversation.at("source")).chain(parts);
    let authors = written.filter(|written| is_contact(written)).map(|written| written.at("author"));
    let people = authors.chain(conversation.list("contacts.contacts"));
    people
        .map(|one| {
            json!({
                "id": known_as(one),
                "name": one.text("name"),
                "email": one.text("email"),
                "external_id": one.text("external_id"),
            })
        })
        .collect()
}

/// By their id; without one by their address.
fn known_as(author: &Value) -> Option<String> {
    author.some("id").or_else(|| author.some("email"))
}

fn agent(admin: &Value) -> Agent {
    Agent {
        id: admin.text("id"),
        name: admin.text("name"),
        email: admin.text("email"),
        language: String::new(),
        zone: String::new(),
        // Who has no seat any more reads no inbox.
        is_active: !admin.is_not("has_inbox_seat"),
        teams: admin.texts("team_ids"),
    }
}

fn customer(contact: &Value) -> Customer {
    let handles = contact.some("external_id").map(|id| format!("external:{id}"));
    let tags = contact.list("tags.data").iter().map(|tag| tag.text("name"));
    Customer {
        id: contact.text("id"),
        name: contact.text("name"),
        emails: contact.some("email").into_iter().collect(),
        phones: contact.some("phone").into_iter().collect(),
        handles: handles.into_iter().collect(),
        company: contact
            .list("companies.data")
            .first()
            .or_else(|| contact.list("companies.companies").first())
            .map(|company| company.text("id")),
        language: contact.first(&["language_override", "language"]),
        tags: tags.filter(|tag| !tag.is_empty()).collect(),
        note: String::new(),
        created_at: contact.moment("created_at"),
    }
}

fn read_one(staging: &Staging, conversation: &Value, telling: &mut Telling<'_>) -> Result<Conversation, NoExport> {
    let id = conversation.text("id");
    let source = conversation.at("source");
    let customer = conversation
        .list("contacts.contacts")
        .first()
        .and_then(known_as)
        .or_else(|| known_as(source.at("author")).filter(|_| is_contact(source)));
    let mut parts = conversation.list("conversation_parts.conversation_parts").to_vec();
    documents::keyed(&mut parts, &id, &["created_at", "author.id"]);
    let mut messages = Vec::new();
    for part in parts.iter().filter(|part| says_something(part)) {
        messages.push(message(staging, part, &part.text("id"), part.moment("created_at"))?);
    }
    let place = format!("conversation {id}");
    let opened_at = documents::opened(telling, &place, conversation, &["created_at", "updated_at"], &messages)?;
    messages.insert(0, message(staging, source, &format!("source {id}"), opened_at)?);
    messages.retain(|message| !message.text.is_empty() || !message.html.is_empty() || !message.files.is_empty());
    let rating = conversation.at("conversation_rating");
    Ok(Conversation {
        number: id.clone(),
        subject: plain_subject(conversation, source),
        status: status(conversation),
        snoozed_until: conversation.moment("snoozed_until"),
        priority: if matches!(conversation.text("priority").as_str(), "priority" | "true") {
            Priority::High
        } else {
            Priority::Normal
        },
        customer,
        assignee: conversation
            .some("admin_assignee_id")
            .or_else(|| conversation.some("assignee.id"))
            .filter(|id| id != "0"),
        team: conversation.some("team_assignee_id").filter(|id| id != "0"),
        inbox: String::new(),
        tags: conversation.list("tags.tags").iter().map(|tag| tag.text("name")).collect(),
        fields: attributes(conversation.at("custom_attributes")),
        rating: rating.some("rating").map(|score| Rating { score, comment: rating.text("remark") }),
        opened_at,
        others: Vec::new(),
        messages,
        id,
    })
}

/// Titles and subjects come as HTML.
fn plain_subject(conversation: &Value, source: &Value) -> String {
    let written = conversation.some("title").unwrap_or_else(|| source.text("subject"));
    mail::plain_of_html(&written).trim().to_owned()
}

fn status(conversation: &Value) -> Status {
    match conversation.text("state").as_str() {
        "closed" => Status::Resolved,
        "snoozed" => Status::Snoozed,
        "" if conversation.is_not("open") => Status::Resolved,
        _ => Status::Open,
    }
}

/// Assignments, closings and their like are no messages; what was written with them is.
fn says_something(part: &Value) -> bool {
    part.some("body").is_some() || !part.list("attachments").is_empty()
}

fn is_contact(written: &Value) -> bool {
    matches!(written.text("author.type").as_str(), "user" | "lead" | "contact")
}

fn message(staging: &Staging, written: &Value, id: &str, at: Option<kit::Moment>) -> Result<Message, NoExport> {
    let author = written.at("author");
    let (author_id, person) = (author.text("id"), Person { name: author.text("name"), address: author.text("email").to_lowercase() });
    let is_named = !person.name.is_empty();
    let is_machine = matches!(author.text("type").as_str(), "bot" | "workflow");
    let author = match author.text("type").as_str() {
        "user" | "lead" | "contact" => known_as(author).map_or(Author::Desk, Author::Customer),
        // Who is in no file of admins signs by the name the part has.
        "admin" | "teammate" if is_named && documents::find(staging, "admin", &author_id)?.is_none() => Author::Named(person),
        "admin" | "teammate" => Author::Agent(author_id),
        _ if is_named => Author::Named(person),
        _ => Author::Desk,
    };
    let kind = match (&author, written.text("part_type").as_str()) {
        (_, "note" | "note_and_reopen") => MessageKind::Note,
        (Author::Customer(_), _) => MessageKind::Incoming,
        // The first message has no type. What no customer is known to have been shown is for colleagues: handing over, closing, whatever
        // comes to be.
        (_, "" | "comment" | "open" | "quick_reply") => MessageKind::Outgoing,
        _ => MessageKind::Note,
    };
    let meta = written.at("email_message_metadata");
    let addressed = |role: &str| -> Vec<Person> {
        let of_role = meta.list("email_address_headers").iter().filter(|header| header.text("type") == role);
        of_role
            .map(|header| Person { name: header.text("name"), address: header.text("email_address").to_lowercase() })
            .collect()
    };
    let files = written.list("attachments").iter().map(file).collect();
    Ok(Message {
        id: id.to_owned(),
        kind,
        author,
        to: if kind == MessageKind::Note { Vec::new() } else { addressed("to") },
        cc: if kind == MessageKind::Note {
            Vec::new()
        } else {
            [addressed("cc"), people_of(meta.at("cc"))].concat()
        },
        bcc: Vec::new(),
        text: String::new(),
        html: written.text("body"),
        at,
        mail_id: meta.text("message_id").trim_matches(['<', '>']).to_owned(),
        is_automatic: is_machine,
        files,
    })
}

fn file(file: &Value) -> File {
    let (id, name) = (file.text("id"), file.text("name"));
    File {
        media_type: file.text("content_type"),
        paths: vec![format!("{id}/{name}"), name.clone()],
        url: file.text("url"),
        name,
        ..File::default()
    }
}
