//! Zendesk Support: the account's JSON export (one object a line) and pages of its API.
//! <https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/>, `…/ticket_comments/`, `…/users/users/`.

use crate::Export;
use crate::desk::{
    Agent, Author, Company, Conversation, Customer, File, Link, Macro, Message, MessageKind, Person, Priority, Rating, Reason, Status,
    Team, Thing,
};
use crate::documents::{self, Sort, each, find, of_parent};
use crate::fields::{Fields as _, plain};
use crate::people::people_of;
use crate::pictures::shown_by;
use crate::staging::Staging;
use crate::telling::{NoExport, Telling};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

mod own_fields;
use own_fields::{OwnField, fields, own_fields};

const SORTS: &[Sort] = &[
    Sort { kind: "field", names: &["ticket_fields"], parent: "" },
    Sort { kind: "comment", names: &["ticket_comments", "comments"], parent: "ticket_id" },
    Sort { kind: "membership", names: &["group_memberships"], parent: "user_id" },
    Sort { kind: "rating", names: &["satisfaction_ratings"], parent: "ticket_id" },
    Sort { kind: "ticket", names: &["tickets"], parent: "" },
    Sort { kind: "user", names: &["users"], parent: "" },
    Sort { kind: "organization", names: &["organizations"], parent: "" },
    Sort { kind: "group", names: &["groups"], parent: "" },
    Sort { kind: "macro", names: &["macros"], parent: "" },
    Sort {
        kind: "left",
        names: &["articles", "triggers", "automations", "views", "topics"],
        parent: "",
    },
];

pub(crate) fn read(export: &Export, staging: &Staging, telling: &mut Telling<'_>) -> Result<(), NoExport> {
    documents::stage(export, SORTS, "a Zendesk export (tickets, users, organizations as JSON)", staging, telling)?;
    documents::mentioned(staging, "ticket", "user", |ticket| requester(ticket).into_iter().collect())?;
    each(staging, "group", |group| telling.thing(Thing::Team(Team { id: group.text("id"), name: group.text("name") })))?;
    each(
        staging,
        "user",
        |user| {
            if works_here(user) { telling.thing(Thing::Agent(agent(staging, user)?)) } else { Ok(()) }
        },
    )?;
    each(staging, "organization", |organization| telling.thing(Thing::Company(company(organization))))?;
    // An agent who asked for something is a customer there, too.
    let asked: BTreeSet<String> = staging
        .all(
            "SELECT DISTINCT COALESCE(json_extract(body, '$.requester_id'), json_extract(body, '$.requester.id')) AS id
               FROM doc WHERE kind = 'ticket'",
            &[],
            |row| row.text("id"),
        )?
        .into_iter()
        .collect();
    each(staging, "user", |user| {
        let is_customer = !works_here(user) || asked.contains(&user.text("id"));
        if is_customer { telling.thing(Thing::Customer(customer(user))) } else { Ok(()) }
    })?;
    each(staging, "macro", |one| telling.thing(Thing::Macro(prepared(one))))?;
    let labels = own_fields(staging)?;
    documents::tell_count(staging, "ticket", telling)?;
    each(staging, "ticket", |ticket| conversation(staging, &labels, ticket, telling))?;
    each(staging, "ticket", |ticket| links(staging, ticket, telling))?;
    each(staging, "left", |_| Err(NoExport::Stopped)).or_else(|stopped| match stopped {
        NoExport::Stopped => telling.left_out("articles, triggers, automations and views"),
        other => Err(other),
    })
}

/// Whoever asked, by their id; without one by their address.
fn asked_by(ticket: &Value) -> Option<String> {
    ticket
        .some("requester_id")
        .or_else(|| ticket.some("requester.id"))
        .or_else(|| ticket.some("requester.email"))
}

/// Whoever asked, as far as the ticket itself says who that is.
fn requester(ticket: &Value) -> Option<Value> {
    let id = asked_by(ticket)?;
    let (mut name, mut email) = (ticket.text("requester.name"), ticket.text("requester.email"));
    let wrote_it = ticket.some("submitter_id").is_none_or(|submitter| submitter == id);
    if email.is_empty() && wrote_it && ticket.text("via.channel") == "email" {
        (name, email) = (ticket.text("via.source.from.name"), ticket.text("via.source.from.address"));
    }
    Some(json!({ "id": id, "name": name, "email": email, "phone": ticket.text("requester.phone") }))
}

/// Only who is said to: whoever has another role, or none in the export, gets no account here.
fn works_here(user: &Value) -> bool {
    matches!(user.text("role").as_str(), "agent" | "admin")
}

fn agent(staging: &Staging, user: &Value) -> Result<Agent, NoExport> {
    let mut teams: Vec<String> = of_parent(staging, "membership", &user.text("id"))?.iter().map(|one| one.text("group_id")).collect();
    if let Some(team) = user.some("default_group_id").filter(|team| !teams.contains(team)) {
        teams.push(team);
    }
    Ok(Agent {
        id: user.text("id"),
        name: user.text("name"),
        email: user.text("email"),
        language: user.text("locale"),
        zone: user.text("iana_time_zone"),
        is_active: !user.is_not("active") && !user.is("suspended"),
        teams,
    })
}

fn company(organization: &Value) -> Company {
    Company {
        id: organization.text("id"),
        name: organization.text("name"),
        domains: organization.texts("domain_names"),
    }
}

fn customer(user: &Value) -> Customer {
    let identities = |kind: &str| -> Vec<String> {
        let of_kind = user.list("identities").iter().filter(|one| one.text("type") == kind);
        of_kind.map(|one| one.text("value")).collect()
    };
    let with = |first: Option<String>, more: Vec<String>| {
        let mut all: Vec<String> = first.into_iter().collect();
        all.extend(more);
        let mut seen = Vec::new();
        all.retain(|one| {
            !seen.contains(one) && {
                seen.push(one.clone());
                true
            }
        });
        all
    };
    let mut tags = user.texts("tags");
    if user.is("suspended") {
        tags.push("suspended".into());
    }
    // Zendesk says of whoever was deleted, for good or not, that they are not active.
    if user.is_not("active") || user.is("permanently_deleted") {
        tags.push("deleted".into());
    }
    let note = [user.text("details"), user.text("notes")]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>();
    Customer {
        id: user.text("id"),
        name: user.text("name"),
        emails: with(user.some("email"), identities("email")),
        phones: with(user.some("phone"), identities("phone_number")),
        handles: identities("twitter").into_iter().map(|name| format!("twitter:{name}")).collect(),
        company: user.some("organization_id"),
        language: user.text("locale"),
        tags,
        note: note.join("\n"),
        created_at: user.moment("created_at"),
    }
}

/// What a macro writes; its other actions are set up anew.
fn prepared(one: &Value) -> Macro {
    let written = |field: &str| {
        let found = one.list("actions").iter().find(|action| action.text("field") == field);
        found
            .map(|action| {
                action
                    .at("value")
                    .as_array()
                    .and_then(|list| list.last())
                    .map_or_else(|| action.text("value"), plain)
            })
            .unwrap_or_default()
    };
    Macro {
        id: one.text("id"),
        name: one.text("title"),
        shortcut: String::new(),
        text: written("comment_value"),
        html: written("comment_value_html"),
    }
}

fn conversation(staging: &Staging, own: &BTreeMap<String, OwnField>, ticket: &Value, telling: &mut Telling<'_>) -> Result<(), NoExport> {
    let id = ticket.text("id");
    if ticket.text("status") == "deleted" {
        return telling.left_out("deleted tickets");
    }
    let mut comments = ticket.list("comments").to_vec();
    if comments.is_empty() {
        comments = of_parent(staging, "comment", &id)?;
    }
    documents::keyed(&mut comments, &id, &["created_at", "author_id"]);
    let mut messages = Vec::new();
    for comment in &comments {
        messages.push(message(staging, ticket, comment)?);
    }
    let place = format!("ticket {id}");
    let opened_at = documents::opened(telling, &place, ticket, &["created_at", "updated_at"], &messages)?;
    if messages.is_empty() {
        messages.push(Message { at: opened_at, ..described(ticket) });
    }
    let rating = match ticket.at("satisfaction_rating") {
        Value::Null => of_parent(staging, "rating", &id)?.pop().unwrap_or(Value::Null),
        rating => rating.clone(),
    };
    let others = people_among(staging, ticket)?;
    telling.thing(Thing::Conversation(Box::new(Conversation {
        number: id.clone(),
        id,
        subject: ticket.first(&["raw_subject", "subject"]),
        status: status(&ticket.text("status")),
        snoozed_until: None,
        priority: priority(&ticket.text("priority")),
        customer: asked_by(ticket),
        assignee: ticket.some("assignee_id"),
        team: ticket.some("group_id"),
        inbox: ticket.text("recipient"),
        tags: ticket.texts("tags"),
        fields: fields(own, ticket),
        rating: rated(&rating),
        opened_at,
        others,
        messages,
    })))
}

fn status(word: &str) -> Status {
    match word {
        "pending" => Status::Pending,
        "hold" => Status::OnHold,
        "solved" => Status::Resolved,
        "closed" => Status::Closed,
        _ => Status::Open,
    }
}

fn priority(word: &str) -> Priority {
    match word {
        "low" => Priority::Low,
        "high" => Priority::High,
        "urgent" => Priority::Urgent,
        _ => Priority::Normal,
    }
}

fn rated(rating: &Value) -> Option<Rating> {
    let score = rating.text("score");
    (score.starts_with("good") || score.starts_with("bad")).then(|| Rating { score, comment: rating.text("comment") })
}

/// Everybody in copy, by what is known of them.
fn people_among(staging: &Staging, ticket: &Value) -> Result<Vec<Person>, NoExport> {
    let mut ids = ticket.texts("email_cc_ids");
    ids.extend(ticket.texts("collaborator_ids"));
    ids.sort();
    ids.dedup();
    let mut others = Vec::new();
    for id in ids {
        if let Some(user) = find(staging, "user", &id)? {
            others.extend(
                user.some("email")
                    .map(|address| Person { name: user.text("name"), address: address.to_lowercase() }),
            );
        }
    }
    Ok(others)
}

fn message(staging: &Staging, ticket: &Value, comment: &Value) -> Result<Message, NoExport> {
    let id = comment.text("author_id");
    let user = find(staging, "user", &id)?;
    let works_here = user.as_ref().is_some_and(works_here);
    let is_requester = Some(&id) == asked_by(ticket).as_ref();
    // What is not said to be public is shown to no customer.
    let is_private = !comment.is("public");
    let author = match &user {
        // Who asked is the customer of it, also if they work here.
        Some(_) if works_here && (is_private || !is_requester) => Author::Agent(id),
        Some(_) => Author::Customer(id),
        None if id == "-1" || id.is_empty() => Author::Desk,
        None if is_requester => Author::Customer(id),
        None => Author::Named(Person { name: format!("user {id}"), address: String::new() }),
    };
    let kind = match (&author, is_private) {
        (_, true) => MessageKind::Note,
        (Author::Customer(_), false) => MessageKind::Incoming,
        _ => MessageKind::Outgoing,
    };
    let source = comment.at("via").at("source");
    let mut html = comment.text("html_body");
    let files: Vec<File> = comment.list("attachments").iter().map(|file| attachment(file, &mut html)).collect();
    Ok(Message {
        id: comment.text("id"),
        kind,
        is_automatic: author == Author::Desk,
        author,
        to: if kind == MessageKind::Note { Vec::new() } else { people_of(source.at("to")) },
        cc: people_of(source.at("to").at("email_ccs")),
        bcc: Vec::new(),
        text: comment.first(&["plain_body", "body"]),
        html,
        at: comment.moment("created_at"),
        mail_id: comment.text("metadata.system.message_id").trim_matches(['<', '>']).to_owned(),
        files,
    })
}

/// A ticket without comments has its description, for colleagues where the ticket has nothing public.
fn described(ticket: &Value) -> Message {
    Message {
        id: format!("ticket {}", ticket.text("id")),
        kind: if ticket.is_not("is_public") { MessageKind::Note } else { MessageKind::Incoming },
        author: asked_by(ticket).map_or(Author::Desk, Author::Customer),
        text: ticket.text("description"),
        ..Message::default()
    }
}

fn attachment(file: &Value, html: &mut String) -> File {
    let (id, name, url) = (file.text("id"), file.text("file_name"), file.text("content_url"));
    let content_id = format!("zendesk-{id}");
    let is_shown = shown_by(html, &[&url, &file.text("mapped_content_url")], &content_id);
    File {
        is_inline: file.is("inline") || is_shown,
        media_type: file.text("content_type"),
        content_id: if is_shown { content_id } else { String::new() },
        bytes: None,
        paths: vec![format!("{id}/{name}"), id, name.clone()],
        name,
        url,
    }
}

/// A merge is told in the ticket that lives on; a follow-up names the closed one it follows.
fn links(staging: &Staging, ticket: &Value, telling: &mut Telling<'_>) -> Result<(), NoExport> {
    let id = ticket.text("id");
    let mut comments = ticket.list("comments").to_vec();
    if comments.is_empty() {
        comments = of_parent(staging, "comment", &id)?;
    }
    for comment in &comments {
        let source = comment.at("via").at("source");
        if let Some(from) = source.some("from.ticket_id").filter(|from| source.text("rel") == "merge" && *from != id) {
            telling.thing(Thing::Link(Link { from, to: id.clone(), reason: Reason::Merged }))?;
        }
    }
    let source = ticket.at("via").at("source");
    match source.some("from.ticket_id").filter(|to| source.text("rel") == "follow_up" && *to != id) {
        Some(to) => telling.thing(Thing::Link(Link { from: id, to, reason: Reason::Continues })),
        None => match ticket.some("problem_id") {
            Some(to) => telling.thing(Thing::Link(Link { from: id, to, reason: Reason::Related })),
            None => Ok(()),
        },
    }
}
