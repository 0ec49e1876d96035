//! Help Scout: conversations with their threads, customers, users and saved replies as its Mailbox API 2.0 gives them.
//! <https://developer.helpscout.com/mailbox-api/endpoints/conversations/list/>

use crate::Export;
use crate::desk::{
    Agent, Author, Company, Conversation, Customer, File, Macro, Message, MessageKind, Person, Priority, Rating, Status, Team, Thing,
};
use crate::documents::{self, Sort, each, of_parent};
use crate::fields::Fields as _;
use crate::people::{full_name, people_of};
use crate::pictures::shown_by;
use crate::staging::Staging;
use crate::telling::{NoExport, Telling};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const SORTS: &[Sort] = &[
    Sort { kind: "conversation", names: &["conversations"], parent: "" },
    Sort { kind: "thread", names: &["threads"], parent: "conversationId" },
    Sort { kind: "customer", names: &["customers"], parent: "" },
    Sort { kind: "user", names: &["users"], parent: "" },
    Sort { kind: "team", names: &["teams"], parent: "" },
    Sort {
        kind: "reply",
        names: &["saved_replies", "saved-replies", "savedreplies"],
        parent: "",
    },
    Sort { kind: "mailbox", names: &["mailboxes", "inboxes"], parent: "" },
];

pub(crate) fn read(export: &Export, staging: &Staging, telling: &mut Telling<'_>) -> Result<(), NoExport> {
    documents::stage(export, SORTS, "a Help Scout export (conversations, customers, users as JSON)", staging, telling)?;
    documents::mentioned(staging, "conversation", "customer", people_in)?;
    documents::mentioned(staging, "thread", "customer", writers)?;
    each(staging, "team", |team| telling.thing(Thing::Team(Team { id: team.text("id"), name: team.text("name") })))?;
    each(staging, "user", |user| telling.thing(Thing::Agent(agent(user))))?;
    for name in companies(staging)? {
        telling.thing(Thing::Company(Company { id: name.clone(), name, domains: Vec::new() }))?;
    }
    each(staging, "customer", |one| telling.thing(Thing::Customer(customer(one))))?;
    each(staging, "reply", |one| {
        let (id, name, html) = (one.text("id"), one.text("name"), one.text("text"));
        telling.thing(Thing::Macro(Macro { id, name, html, ..Macro::default() }))
    })?;
    documents::tell_count(staging, "conversation", telling)?;
    each(staging, "conversation", |conversation| one(staging, conversation, telling))
}

/// Customers a conversation itself says something of.
fn people_in(conversation: &Value) -> Vec<Value> {
    let mut people = vec![person(conversation.at("primaryCustomer"))];
    people.extend(writers(conversation));
    people.extend(conversation.list("_embedded.threads").iter().flat_map(writers));
    people
}

fn writers(thread: &Value) -> Vec<Value> {
    let creator = Some(thread.at("createdBy")).filter(|creator| creator.text("type") == "customer");
    creator.into_iter().chain([thread.at("customer")]).map(person).collect()
}

/// Named in passing, as the file of customers would name them.
fn person(named: &Value) -> Value {
    json!({
        "id": known_as(named),
        "firstName": named.text("first"),
        "lastName": named.text("last"),
        "_embedded": { "emails": [{ "value": named.text("email") }] },
    })
}

/// By their id; without one by their address.
fn known_as(named: &Value) -> Option<String> {
    named.some("id").filter(|id| id != "0").or_else(|| named.some("email"))
}

fn agent(user: &Value) -> Agent {
    Agent {
        id: user.text("id"),
        name: full_name(&[&user.text("firstName"), &user.text("lastName")]),
        email: user.text("email"),
        zone: user.text("timezone"),
        is_active: true,
        ..Agent::default()
    }
}

/// Customers name where they work as they like; each spelling is a company.
fn companies(staging: &Staging) -> Result<BTreeSet<String>, NoExport> {
    let mut names = BTreeSet::new();
    each(staging, "customer", |customer| {
        names.extend(customer.some("organization").map(|name| name.trim().to_owned()));
        Ok(())
    })?;
    Ok(names)
}

fn customer(customer: &Value) -> Customer {
    let values = |name: &str| customer.list(&format!("_embedded.{name}")).iter().map(|one| one.text("value")).collect::<Vec<_>>();
    let handle = |one: &Value| Some(format!("{}:{}", one.some("type")?.to_lowercase(), one.some("value")?));
    Customer {
        id: customer.text("id"),
        name: full_name(&[&customer.text("firstName"), &customer.text("lastName")]),
        emails: values("emails"),
        phones: values("phones"),
        handles: customer.list("_embedded.social_profiles").iter().filter_map(handle).collect(),
        company: customer.some("organization").map(|name| name.trim().to_owned()),
        language: String::new(),
        tags: Vec::new(),
        note: customer.text("background"),
        created_at: customer.moment("createdAt"),
    }
}

fn one(staging: &Staging, conversation: &Value, telling: &mut Telling<'_>) -> Result<(), NoExport> {
    match (conversation.text("state").as_str(), conversation.text("status").as_str()) {
        ("deleted", _) => return telling.left_out("deleted conversations"),
        ("draft", _) => return telling.left_out("drafts"),
        (_, "spam") => return telling.left_out("spam"),
        _ => {}
    }
    let id = conversation.text("id");
    let mut threads = conversation.list("_embedded.threads").to_vec();
    if threads.is_empty() {
        threads = of_parent(staging, "thread", &id)?;
    }
    documents::keyed(&mut threads, &id, &["createdAt", "createdBy.id"]);
    let mut messages = Vec::new();
    for thread in threads.iter().filter(|thread| says_something(thread)) {
        messages.push(message(staging, thread)?);
    }
    messages.sort_by_key(|message| message.at);
    let place = format!("conversation {id}");
    let opened_at = documents::opened(telling, &place, conversation, &["createdAt", "userUpdatedAt"], &messages)?;
    if threads.is_empty() {
        telling.fault(format!("conversation {id}"), "it has no threads: ask the API for conversations with embed=threads")?;
    }
    let creator = Some(conversation.at("createdBy")).filter(|creator| creator.text("type") == "customer");
    let customer = known_as(conversation.at("primaryCustomer")).or_else(|| creator.and_then(known_as));
    let rating = threads
        .iter()
        .find_map(|thread| thread.some("rating.rating").map(|score| (score, thread.text("rating.comments"))));
    telling.thing(Thing::Conversation(Box::new(Conversation {
        id,
        number: conversation.text("number"),
        subject: conversation.text("subject"),
        status: status(&conversation.text("status"), &conversation.text("closedAt")),
        snoozed_until: conversation.moment("snooze.snoozedUntil"),
        priority: Priority::Normal,
        customer,
        assignee: conversation.some("assignee.id").filter(|id| id != "0"),
        team: None,
        inbox: inbox(staging, &conversation.text("mailboxId"))?,
        tags: conversation.list("tags").iter().map(|tag| tag.text("tag")).filter(|tag| !tag.is_empty()).collect(),
        fields: conversation
            .list("customFields")
            .iter()
            .filter_map(|field| Some((field.some("name")?, field.some("text").or_else(|| field.some("value"))?)))
            .collect(),
        rating: rating.map(|(score, comment)| Rating { score, comment }),
        opened_at,
        others: people_of(conversation.at("cc")),
        messages,
    })))
}

fn inbox(staging: &Staging, id: &str) -> Result<String, NoExport> {
    Ok(documents::find(staging, "mailbox", id)?.map(|mailbox| mailbox.text("email")).unwrap_or_default())
}

fn status(word: &str, closed_at: &str) -> Status {
    match word {
        "pending" => Status::Pending,
        "closed" => Status::Resolved,
        _ if !closed_at.is_empty() && word.is_empty() => Status::Resolved,
        _ => Status::Open,
    }
}

/// Line items say what happened and are no messages; what was not sent or hidden is none either.
fn says_something(thread: &Value) -> bool {
    thread.text("type") != "lineitem"
        && !matches!(thread.text("state").as_str(), "draft" | "hidden")
        && (thread.some("body").is_some() || !thread.list("_embedded.attachments").is_empty())
}

fn message(staging: &Staging, thread: &Value) -> Result<Message, NoExport> {
    let creator = thread.at("createdBy");
    let by_customer = creator.text("type") == "customer" || (creator.is_null() && thread.text("type") == "customer");
    let kind = match thread.text("type").as_str() {
        "note" | "forwardparent" | "forwardchild" => MessageKind::Note,
        "customer" | "beaconchat" | "phone" if by_customer || creator.is_null() => MessageKind::Incoming,
        _ if by_customer => MessageKind::Incoming,
        _ => MessageKind::Outgoing,
    };
    let person = Person {
        name: full_name(&[&creator.text("first"), &creator.text("last")]),
        address: creator.text("email").to_lowercase(),
    };
    let is_named = !person.name.is_empty();
    let author = match creator.some("id").filter(|id| id != "0") {
        Some(id) if by_customer => Author::Customer(id),
        // Who is in no file of users signs by the name the thread has.
        Some(id) if is_named && documents::find(staging, "user", &id)?.is_none() => Author::Named(person),
        Some(id) => Author::Agent(id),
        None if by_customer => known_as(creator)
            .or_else(|| known_as(thread.at("customer")))
            .map_or(Author::Named(person), Author::Customer),
        None if !person.address.is_empty() || !person.name.is_empty() => Author::Named(person),
        None => Author::Desk,
    };
    let mut html = thread.text("body");
    let files = thread.list("_embedded.attachments").iter().map(|file| attachment(file, &mut html)).collect();
    let addressed = |name: &str| if kind == MessageKind::Note { Vec::new() } else { people_of(thread.at(name)) };
    Ok(Message {
        id: thread.text("id"),
        kind,
        author,
        to: addressed("to"),
        cc: addressed("cc"),
        bcc: addressed("bcc"),
        text: String::new(),
        at: thread.moment("createdAt"),
        mail_id: thread.text("messageId").trim_matches(['<', '>']).to_owned(),
        is_automatic: thread.text("source.via") == "workflow",
        files,
        html,
    })
}

fn attachment(file: &Value, html: &mut String) -> File {
    let (id, name, url) = (file.text("id"), file.text("filename"), file.text("_links.web.href"));
    let content_id = format!("helpscout-{id}");
    let is_shown = shown_by(html, &[&url], &content_id);
    File {
        is_inline: is_shown,
        content_id: if is_shown { content_id } else { String::new() },
        media_type: file.text("mimeType"),
        bytes: None,
        paths: vec![format!("{id}/{name}"), id, name.clone()],
        name,
        url,
    }
}
