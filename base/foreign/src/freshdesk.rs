//! Freshdesk: tickets with their conversations as API v2 gives them (JSON), and the account export (XML with notes).
//! <https://developers.freshdesk.com/api/#tickets>; the XML has the same fields under older names.

use crate::Export;
use crate::desk::{
    Agent, Author, Company, Conversation, Customer, File, Macro, Message, MessageKind, Person, Priority, Rating, Status, Team, Thing,
};
use crate::documents::{self, Sort, each, find, of_parent};
use crate::fields::{Fields as _, attributes};
use crate::people::people_of;
use crate::pictures::shown_by;
use crate::staging::Staging;
use crate::telling::{NoExport, Telling};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const SORTS: &[Sort] = &[
    Sort {
        kind: "rating",
        names: &["satisfaction_ratings", "satisfaction-ratings"],
        parent: "ticket_id",
    },
    Sort { kind: "conversation", names: &["conversations"], parent: "ticket_id" },
    Sort { kind: "ticket", names: &["tickets", "helpdesk_ticket"], parent: "" },
    Sort { kind: "contact", names: &["contacts", "users", "user"], parent: "" },
    Sort {
        kind: "company",
        names: &["companies", "customers", "company", "customer"],
        parent: "",
    },
    Sort { kind: "agent", names: &["agents", "agent"], parent: "" },
    Sort { kind: "group", names: &["groups", "group"], parent: "" },
    Sort { kind: "reply", names: &["canned_responses", "canned-responses"], parent: "" },
    Sort { kind: "left", names: &["solutions", "forums", "topics"], parent: "" },
];

pub(crate) fn read(export: &Export, staging: &Staging, telling: &mut Telling<'_>) -> Result<(), NoExport> {
    documents::stage(export, SORTS, "a Freshdesk export (tickets, contacts, agents as JSON or XML)", staging, telling)?;
    let agents: BTreeSet<String> = staging
        .all("SELECT id FROM doc WHERE kind = 'agent'", &[], |row| row.text("id"))?
        .into_iter()
        .collect();
    documents::mentioned(staging, "ticket", "contact", |ticket| {
        people_in(ticket).into_iter().filter(|one| !agents.contains(&one.text("id"))).collect()
    })?;
    each(staging, "group", |group| telling.thing(Thing::Team(Team { id: group.text("id"), name: group.text("name") })))?;
    each(staging, "agent", |one| telling.thing(Thing::Agent(agent(one))))?;
    each(staging, "contact", |one| {
        // The account export keeps agents among the users.
        if one.is("helpdesk_agent") { telling.thing(Thing::Agent(agent(one))) } else { Ok(()) }
    })?;
    each(staging, "company", |one| {
        let domains = if one.at("domains").is_array() {
            one.texts("domains")
        } else {
            one.text("domains")
                .split(',')
                .map(|domain| domain.trim().to_owned())
                .filter(|domain| !domain.is_empty())
                .collect()
        };
        telling.thing(Thing::Company(Company { id: one.text("id"), name: one.text("name"), domains }))
    })?;
    // An agent who asked for something is a customer there, too.
    let asked = asked(staging)?;
    each(staging, "contact", |one| {
        let is_customer = !one.is("helpdesk_agent") || asked.contains(&one.text("id"));
        if is_customer { telling.thing(Thing::Customer(customer(one))) } else { Ok(()) }
    })?;
    each(staging, "agent", |one| {
        let known = Customer { id: one.text("id"), ..customer(one.at("contact")) };
        if asked.contains(&known.id) { telling.thing(Thing::Customer(known)) } else { Ok(()) }
    })?;
    each(staging, "reply", |one| {
        let (id, name, text, html) = (one.text("id"), one.text("title"), one.text("content"), one.text("content_html"));
        telling.thing(Thing::Macro(Macro { id, name, shortcut: String::new(), text, html }))
    })?;
    documents::tell_count(staging, "ticket", telling)?;
    each(staging, "ticket", |ticket| conversation(staging, ticket, telling))?;
    let left = staging.all("SELECT 1 AS one FROM doc WHERE kind = 'left' LIMIT 1", &[], |row| row.text("one"))?;
    if left.is_empty() { Ok(()) } else { telling.left_out("solutions and forums") }
}

/// Whoever asked, by their id; without one by their address.
fn asked_by(ticket: &Value) -> Option<String> {
    ticket
        .some("requester_id")
        .or_else(|| ticket.some("requester.id"))
        .or_else(|| ticket.some("requester.email"))
}

/// Customers a ticket itself says something of: who asked, and who answered from which address.
fn people_in(ticket: &Value) -> Vec<Value> {
    let who = ticket.at("requester");
    let asked = json!({
        "id": asked_by(ticket),
        "name": who.some("name").unwrap_or_else(|| ticket.text("requester_name")),
        "email": who.some("email").unwrap_or_else(|| ticket.text("requester_email")),
        "phone": who.text("phone"),
        "mobile": who.text("mobile"),
    });
    let entries = ticket.list("conversations").iter().filter(|entry| entry.is("incoming"));
    let answered = entries.filter_map(|entry| {
        let from = people_of(entry.at("from_email")).into_iter().next()?;
        Some(json!({ "id": entry.some("user_id")?, "name": from.name, "email": from.address }))
    });
    std::iter::once(asked).chain(answered).collect()
}

/// Whoever opened a ticket.
fn asked(staging: &Staging) -> Result<BTreeSet<String>, NoExport> {
    let question = "SELECT DISTINCT COALESCE(json_extract(body, '$.requester_id'), json_extract(body, '$.requester.id')) AS id
                      FROM doc WHERE kind = 'ticket'";
    Ok(staging.all(question, &[], |row| row.text("id"))?.into_iter().collect())
}

fn agent(one: &Value) -> Agent {
    let contact = if one.at("contact").is_object() { one.at("contact") } else { one };
    Agent {
        id: one.text("id"),
        name: contact.text("name"),
        email: contact.text("email"),
        language: contact.text("language"),
        zone: contact.text("time_zone"),
        is_active: !one.is("deleted") && !one.is("deactivated") && !contact.is_not("active"),
        teams: one.texts("group_ids"),
    }
}

fn customer(one: &Value) -> Customer {
    let mut emails: Vec<String> = one.some("email").into_iter().collect();
    emails.extend(one.texts("other_emails"));
    let mut tags = one.texts("tags");
    if one.is("blocked") || one.is("deleted") {
        tags.push(if one.is("deleted") { "deleted" } else { "blocked" }.into());
    }
    let phones = [one.text("phone"), one.text("mobile")].into_iter().filter(|phone| !phone.is_empty()).collect();
    let handle = |service: &str, field: &str| one.some(field).map(|name| format!("{service}:{name}"));
    let handles = [handle("twitter", "twitter_id"), handle("facebook", "fb_profile_id"), handle("external", "unique_external_id")];
    Customer {
        id: one.text("id"),
        name: one.text("name"),
        emails,
        phones,
        handles: handles.into_iter().flatten().collect(),
        company: one.some("company_id").or_else(|| one.some("customer_id")),
        language: one.text("language"),
        tags,
        note: one.text("description"),
        created_at: one.moment("created_at"),
    }
}

fn conversation(staging: &Staging, ticket: &Value, telling: &mut Telling<'_>) -> Result<(), NoExport> {
    if ticket.is("spam") {
        return telling.left_out("spam");
    }
    if ticket.is("deleted") {
        return telling.left_out("deleted tickets");
    }
    let id = ticket.text("id");
    let number = ticket.some("display_id").unwrap_or_else(|| id.clone());
    let mut messages = vec![first(ticket)];
    let mut entries = [ticket.list("conversations"), ticket.list("helpdesk_notes")].concat();
    if entries.is_empty() {
        entries = of_parent(staging, "conversation", &id)?;
    }
    documents::keyed(&mut entries, &id, &["created_at", "user_id"]);
    for entry in &entries {
        messages.push(message(staging, ticket, entry)?);
    }
    messages[1..].sort_by_key(|message| message.at);
    let opened_at = documents::opened(telling, &format!("ticket {number}"), ticket, &["created_at", "updated_at"], &messages)?;
    messages[0].at = opened_at;
    let rating = of_parent(staging, "rating", &id)?.pop();
    let tags = ticket.list("tags").iter().map(|tag| tag.some("name").unwrap_or_else(|| crate::fields::plain(tag)));
    telling.thing(Thing::Conversation(Box::new(Conversation {
        id,
        number,
        subject: ticket.text("subject"),
        status: status(&ticket.text("status")),
        snoozed_until: None,
        priority: priority(&ticket.text("priority")),
        customer: asked_by(ticket),
        assignee: ticket.some("responder_id"),
        team: ticket.some("group_id"),
        inbox: ticket.texts("to_emails").into_iter().next().unwrap_or_default(),
        tags: tags.filter(|tag| !tag.is_empty()).collect(),
        fields: own_fields(ticket),
        rating: rating
            .map(|rating| Rating { score: score(&rating), comment: rating.text("feedback") })
            .filter(|rating| !rating.score.is_empty()),
        opened_at,
        others: people_of(ticket.at("cc_emails")),
        messages,
    })))
}

fn own_fields(ticket: &Value) -> Vec<(String, String)> {
    let mut fields = attributes(ticket.at(if ticket.at("custom_fields").is_object() { "custom_fields" } else { "custom_field" }));
    for (label, _) in &mut fields {
        *label = label.strip_prefix("cf ").unwrap_or(label).to_owned();
    }
    fields.extend(ticket.some("type").or_else(|| ticket.some("ticket_type")).map(|kind| ("type".to_owned(), kind)));
    fields
}

/// 103 is extremely happy, -103 extremely unhappy.
fn score(rating: &Value) -> String {
    rating.first(&["ratings.default_question", "rating"])
}

fn status(code: &str) -> Status {
    match code {
        "3" => Status::Pending,
        "4" => Status::Resolved,
        "5" => Status::Closed,
        "6" => Status::Pending,
        "7" => Status::OnHold,
        _ => Status::Open,
    }
}

fn priority(code: &str) -> Priority {
    match code {
        "1" => Priority::Low,
        "3" => Priority::High,
        "4" => Priority::Urgent,
        _ => Priority::Normal,
    }
}

/// The ticket itself is the first message. One written by an agent went out (source 10).
fn first(ticket: &Value) -> Message {
    let mut html = ticket.first(&["description_html"]);
    let mut text = ticket.text("description_text");
    let described = ticket.text("description");
    if html.is_empty() && described.contains('<') {
        html = described;
    } else if text.is_empty() {
        text = described;
    }
    let is_ours = ticket.text("source") == "10";
    let files = ticket.list("attachments").iter().map(|file| attachment(file, &mut html)).collect();
    Message {
        id: format!("ticket {}", ticket.text("id")),
        kind: if is_ours { MessageKind::Outgoing } else { MessageKind::Incoming },
        author: match (is_ours, ticket.some("responder_id"), asked_by(ticket)) {
            (true, Some(agent), _) => Author::Agent(agent),
            (false, _, Some(customer)) => Author::Customer(customer),
            _ => Author::Desk,
        },
        to: people_of(ticket.at("to_emails")),
        cc: people_of(ticket.at("cc_emails")),
        text,
        html,
        at: ticket.moment("created_at"),
        files,
        ..Message::default()
    }
}

fn message(staging: &Staging, ticket: &Value, entry: &Value) -> Result<Message, NoExport> {
    let id = entry.text("user_id");
    let is_agent = find(staging, "agent", &id)?.is_some() || find(staging, "contact", &id)?.is_some_and(|one| one.is("helpdesk_agent"));
    let asked_by = asked_by(ticket).unwrap_or_default();
    let kind = match (entry.is("private"), entry.is("incoming")) {
        (true, _) => MessageKind::Note,
        (false, true) => MessageKind::Incoming,
        // What is not said to have gone to the customer is shown to no customer.
        (false, false) => {
            if entry.is_not("private") {
                MessageKind::Outgoing
            } else {
                MessageKind::Note
            }
        }
    };
    let author = match (id.is_empty(), is_agent) {
        (true, _) => Author::Named(Person { name: String::new(), address: entry.text("from_email").to_lowercase() }),
        (false, true) if kind != MessageKind::Incoming || id != asked_by => Author::Agent(id),
        _ if kind == MessageKind::Incoming || id == asked_by => Author::Customer(id),
        // Somebody who left and is in no file any more.
        _ => Author::Agent(id),
    };
    let mut html = entry.first(&["body_html"]);
    let mut text = entry.text("body_text");
    let body = entry.text("body");
    if html.is_empty() && body.contains('<') {
        html = body;
    } else if text.is_empty() {
        text = body;
    }
    let files = entry.list("attachments").iter().map(|file| attachment(file, &mut html)).collect();
    let addressed = |name: &str| if kind == MessageKind::Note { Vec::new() } else { people_of(entry.at(name)) };
    Ok(Message {
        id: entry.text("id"),
        kind,
        author,
        to: addressed("to_emails"),
        cc: addressed("cc_emails"),
        bcc: addressed("bcc_emails"),
        text,
        html,
        at: entry.moment("created_at"),
        mail_id: String::new(),
        is_automatic: false,
        files,
    })
}

fn attachment(file: &Value, html: &mut String) -> File {
    let (id, name) = (file.text("id"), file.first(&["name", "content_file_name"]));
    let url = file.first(&["attachment_url", "content_url"]);
    let content_id = format!("freshdesk-{id}");
    let is_shown = shown_by(html, &[&url], &content_id);
    File {
        is_inline: is_shown,
        content_id: if is_shown { content_id } else { String::new() },
        media_type: file.first(&["content_type", "content_content_type"]),
        bytes: None,
        paths: vec![format!("{id}/{name}"), id, name.clone()],
        name,
        url,
    }
}
