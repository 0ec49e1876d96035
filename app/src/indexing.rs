//! What the search index holds of a conversation, its files, a customer, a company, an order and an article, read afresh whenever one
//! of them changes.

use crate::event::Event;
use crate::reactions::{Reaction, follows};
use db::{Trouble, Tx, sql};
use desk::ConversationId;
use knowledge::{ArticleId, State, articles};
use orders::OrderId;
use search::{Change, Document, Facet, Kind};
use std::collections::BTreeSet;

/// How much of one conversation is indexed, in characters: its newest words first.
const MOST: usize = 2_000_000;

/// A thing that is to be read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stale {
    Conversation(ConversationId),
    Customer(i64),
    Company(i64),
    Order(i64),
    Article(i64),
}

/// What these events made stale, each thing once. A customer's language and a tag's name make many so.
pub fn stale(tx: &mut Tx<'_>, events: &[Event]) -> Result<Vec<Stale>, Trouble> {
    let mut stale = BTreeSet::new();
    for event in events {
        for reaction in follows(event) {
            match (reaction, event) {
                (Reaction::IndexConversation, Event::Desk(event)) => {
                    stale.extend(event.conversations().into_iter().map(Stale::Conversation));
                    if let desk::Event::TagChanged { tag, .. } = event {
                        stale.extend(tagged(tx, *tag)?.into_iter().map(Stale::Conversation));
                    }
                }
                (Reaction::IndexConversation, Event::Privacy(event)) => {
                    stale.extend(event.conversation().map(|id| Stale::Conversation(ConversationId(id))));
                }
                (Reaction::IndexCustomer, Event::Privacy(event)) => {
                    if let Some(customer) = event.customer() {
                        stale.extend(everything_of(tx, customer)?);
                    }
                    // Whatever is written may have named them.
                    if matches!(event, privacy::Event::Swept { .. }) {
                        stale.extend(every_article(tx)?);
                    }
                }
                (Reaction::IndexArticle, Event::Knowledge(event)) => {
                    stale.insert(Stale::Article(event.article()));
                }
                (Reaction::IndexOrder, Event::Orders(event)) => stale.extend(event.order().map(Stale::Order)),
                (Reaction::IndexCustomer, Event::Customers(event)) => {
                    stale.extend(db::Happening::subject(event).customer.map(Stale::Customer));
                    stale.extend(other_customer(event).map(Stale::Customer));
                    stale.extend(company(event).map(Stale::Company));
                    if let customers::Event::LanguageChosen { customer, .. } = event {
                        stale.extend(of_customer(tx, *customer)?.into_iter().map(Stale::Conversation));
                    }
                }
                _ => {}
            }
        }
    }
    Ok(stale.into_iter().collect())
}

/// The changes to the index that bring these up to date, until they weigh about `most` bytes, and for how many of these they are: one at
/// least.
pub fn changes(tx: &mut Tx<'_>, stale: &[Stale], most: usize) -> Result<(Vec<Change>, usize), Trouble> {
    let (mut changes, mut weight) = (Vec::new(), 0);
    for (done, thing) in stale.iter().enumerate() {
        if weight >= most {
            return Ok((changes, done));
        }
        let before = changes.len();
        match *thing {
            Stale::Conversation(id) => conversation_changes(tx, id, &mut changes)?,
            Stale::Customer(id) => changes.push(customer_change(tx, id)?),
            Stale::Company(id) => changes.push(company_change(tx, id)?),
            Stale::Order(id) => changes.push(order_change(tx, OrderId(id))?),
            Stale::Article(id) => article_changes(tx, ArticleId(id), &mut changes)?,
        }
        weight += changes.iter().skip(before).map(Change::weight).sum::<usize>();
    }
    Ok((changes, stale.len()))
}

/// Conversations are found by the names of their tags.
fn tagged(tx: &mut Tx<'_>, tag: i64) -> Result<Vec<ConversationId>, Trouble> {
    sql("SELECT conversation_id FROM conversation_tag WHERE tag_id = $1 ORDER BY conversation_id")
        .with(tag)
        .all(tx)
}

/// An erased customer, who was merged into them, and their orders.
fn everything_of(tx: &mut Tx<'_>, customer: i64) -> Result<Vec<Stale>, Trouble> {
    let customers: Vec<i64> = sql("SELECT id FROM customer WHERE id = $1 OR merged_into = $1 ORDER BY id")
        .with(customer)
        .all(tx)?;
    let orders: Vec<i64> =
        sql("SELECT id FROM sales_order WHERE customer_id IN (SELECT id FROM customer WHERE id = $1 OR merged_into = $1) ORDER BY id")
            .with(customer)
            .all(tx)?;
    Ok(customers.into_iter().map(Stale::Customer).chain(orders.into_iter().map(Stale::Order)).collect())
}

fn every_article(tx: &mut Tx<'_>) -> Result<Vec<Stale>, Trouble> {
    let all: Vec<i64> = sql("SELECT id FROM article ORDER BY id").all(tx)?;
    Ok(all.into_iter().map(Stale::Article).collect())
}

/// Conversations are narrowed by the language of whom they are with.
fn of_customer(tx: &mut Tx<'_>, customer: i64) -> Result<Vec<ConversationId>, Trouble> {
    sql("SELECT id FROM conversation WHERE customer_id = $1 ORDER BY id").with(customer).all(tx)
}

/// The one merged away is found no more, and is found again when that is undone.
const fn other_customer(event: &customers::Event) -> Option<i64> {
    match event {
        customers::Event::CustomersMerged { other, .. } | customers::Event::MergeUndone { other, .. } => Some(*other),
        _ => None,
    }
}

const fn company(event: &customers::Event) -> Option<i64> {
    use customers::Event::{CompanyCreated, CompanyImported, CompanyRemoved, CompanyRenamed, DomainAdded, DomainRemoved};
    match event {
        CompanyCreated { company }
        | CompanyImported { company }
        | CompanyRenamed { company }
        | DomainAdded { company, .. }
        | DomainRemoved { company, .. }
        | CompanyRemoved { company } => Some(*company),
        _ => None,
    }
}

fn conversation_changes(tx: &mut Tx<'_>, id: ConversationId, changes: &mut Vec<Change>) -> Result<(), Trouble> {
    // Its files follow it into another inbox, and out of sight when it is merged away.
    changes.push(Change::DeleteOf { kind: Kind::File, conversation: id.0 });
    let found = match desk::conversations::find(tx, id) {
        Ok(found) if found.merged_into.is_none() => found,
        Ok(_) | Err(Trouble::NotFound(_)) => {
            changes.push(Change::Delete { kind: Kind::Conversation, id: id.0 });
            return Ok(());
        }
        Err(other) => return Err(other),
    };
    let document = described(tx, &found)?;
    for file in desk::file_texts::of(tx, id)? {
        changes.push(Change::upsert(Document {
            kind: Kind::File,
            id: file.attachment.0,
            message: Some(file.message.0),
            subject: file.name,
            body: file.text,
            at: file.written_at,
            ..document.clone()
        }));
    }
    let (body, people) = said(tx, id)?;
    changes.push(Change::upsert(Document { body, people, ..document }));
    Ok(())
}

/// Everything about it but its words.
fn described(tx: &mut Tx<'_>, found: &desk::Conversation) -> Result<Document, Trouble> {
    let (language, channel): (Option<String>, String) = (
        sql("SELECT COALESCE(language, '') FROM customer WHERE id = $1").with(found.customer_id).one(tx)?,
        sql("SELECT channel FROM inbox WHERE id = $1").with(found.inbox_id).only(tx, "inbox")?,
    );
    let key = |id: Option<i64>| id.unwrap_or(0).to_string();
    let mut facets = vec![
        (Facet::Team, key(found.team_id)),
        (Facet::Assignee, key(found.assignee_id)),
        (Facet::Priority, found.priority.word().to_owned()),
        (Facet::Channel, channel),
    ];
    facets.extend(base_language(language.as_deref()).map(|tag| (Facet::Lang, tag)));
    facets.extend(found.category.map(|category| (Facet::Category, category.word().to_owned())));
    facets.extend(found.automatic.then(|| (Facet::Is, "automatic".to_owned())));
    facets.extend(found.trouble.then(|| (Facet::Is, "undelivered".to_owned())));
    Ok(Document {
        conversation: Some(found.id.0),
        number: Some(found.number),
        inbox: Some(found.inbox_id.0),
        customer: Some(found.customer_id),
        status: found.status.word().into(),
        tags: desk::tags::of(tx, found.id)?.into_iter().map(|tag| tag.name).collect(),
        subject: found.subject.clone(),
        facets,
        opened: Some(found.opened_at),
        waiting: found.waiting_since,
        ..Document::new(Kind::Conversation, found.id.0, found.last_activity_at)
    })
}

/// `es-MX` is `es`, as filters say it.
fn base_language(tag: Option<&str>) -> Option<String> {
    tag.map(kit::base_language).filter(|tag| !tag.is_empty())
}

/// What was said in it, the newest first, with the names of its files; and who takes part, besides ourselves: every
/// conversation would be found by our own name.
fn said(tx: &mut Tx<'_>, id: ConversationId) -> Result<(String, Vec<String>), Trouble> {
    let texts: Vec<(String, String, String, String)> =
        sql("SELECT kind, text, from_name, from_address FROM message WHERE conversation_id = $1 ORDER BY id DESC")
            .with(id)
            .all(tx)?;
    let (mut body, mut people) = (String::new(), BTreeSet::new());
    for (kind, text, name, address) in texts {
        if body.len() < MOST {
            body.extend(text.chars().take(MOST - body.len()));
            body.push('\n');
        }
        if kind == desk::MessageKind::Incoming.word() {
            people.extend([name, address].into_iter().filter(|word| !word.is_empty()));
        }
    }
    let named: Vec<String> = sql("SELECT p.address FROM participant p
          WHERE p.conversation_id = $1
            AND p.address NOT IN (SELECT address FROM inbox) AND p.address NOT IN (SELECT address FROM inbox_alias)
          ORDER BY p.address LIMIT 200")
    .with(id)
    .all(tx)?;
    people.extend(named);
    let files: Vec<String> = desk::attachments::of(tx, id)?.into_iter().map(|file| file.name).collect();
    body.push_str(&files.join("\n"));
    // Whoever knows only what it was called at the desk it came from finds it by that.
    for number in desk::former_numbers::of(tx, id)? {
        body.push_str(&format!("\n#{number}"));
    }
    Ok((body, people.into_iter().collect()))
}

fn customer_change(tx: &mut Tx<'_>, id: i64) -> Result<Change, Trouble> {
    let gone = Change::Delete { kind: Kind::Customer, id };
    let customer = match customers::find(tx, customers::CustomerId(id)) {
        Ok(customer) => customer,
        Err(Trouble::NotFound(_)) => return Ok(gone),
        Err(other) => return Err(other),
    };
    if customers::current(tx, customer.id)? != customer.id {
        return Ok(gone);
    }
    let people = sql("SELECT value FROM customer_identity WHERE customer_id = $1 ORDER BY id").with(id).all(tx)?;
    let company = customer.company.map(|company| customers::companies::find(tx, company)).transpose()?;
    Ok(Change::upsert(Document {
        customer: Some(id),
        tags: customers::tags::of(tx, customer.id)?,
        facets: base_language(customer.language.as_deref()).map(|tag| (Facet::Lang, tag)).into_iter().collect(),
        shown: company.map(|company| company.name).unwrap_or_default(),
        subject: customer.name,
        people,
        ..Document::new(Kind::Customer, id, customer.last_seen_at)
    }))
}

fn company_change(tx: &mut Tx<'_>, id: i64) -> Result<Change, Trouble> {
    let found: Option<(String, kit::Moment)> = sql("SELECT name, created_at FROM company WHERE id = $1").with(id).one(tx)?;
    let Some((name, created_at)) = found else {
        return Ok(Change::Delete { kind: Kind::Company, id });
    };
    let domains = sql("SELECT domain FROM company_domain WHERE company_id = $1 ORDER BY domain").with(id).all(tx)?;
    Ok(Change::upsert(Document { subject: name, people: domains, ..Document::new(Kind::Company, id, created_at) }))
}

fn order_change(tx: &mut Tx<'_>, id: OrderId) -> Result<Change, Trouble> {
    let Some(words) = orders::finding::words(tx, id)? else {
        return Ok(Change::Delete { kind: Kind::Order, id: id.0 });
    };
    let order = words.order;
    let shown = words.articles.join(" · ");
    let mut people = vec![customers::name_of(tx, order.customer)?, order.email];
    people.extend(words.places);
    Ok(Change::upsert(Document {
        customer: Some(order.customer.0),
        body: format!("{shown}\n{}", words.numbers.join("\n")),
        shown,
        subject: order.number,
        people,
        ..Document::new(Kind::Order, id.0, order.placed_at)
    }))
}

/// An article is found in all its languages; one that is being written by whoever may write, one that is archived by nobody.
fn article_changes(tx: &mut Tx<'_>, id: ArticleId, changes: &mut Vec<Change>) -> Result<(), Trouble> {
    let article = match articles::find(tx, id) {
        Ok(article) => Some(article),
        Err(Trouble::NotFound(_)) => None,
        Err(other) => return Err(other),
    };
    let kind = article.as_ref().and_then(|article| match article.state {
        State::Published => Some(Kind::Article),
        State::Draft => Some(Kind::ArticleDraft),
        State::Archived => None,
    });
    let others = [Kind::Article, Kind::ArticleDraft].into_iter().filter(|other| Some(*other) != kind);
    changes.extend(others.map(|kind| Change::Delete { kind, id: id.0 }));
    if let (Some(article), Some(kind)) = (article, kind) {
        let knowledge::article::Content { slug, section, texts, .. } = article.content;
        let words = knowledge::words::in_order(&texts);
        let titles: Vec<&str> = words.iter().map(|(_, words)| words.title.as_str()).collect();
        let bodies: Vec<String> = words.iter().map(|(_, words)| knowledge::markup::plain(&words.body)).collect();
        changes.push(Change::upsert(Document {
            facets: texts.keys().map(|tag| (Facet::Lang, tag.clone())).collect(),
            subject: titles.join(" · "),
            body: format!("{}\n{slug}\n{section}", bodies.join("\n")),
            ..Document::new(kind, id.0, article.changed_at)
        }));
    }
    Ok(())
}
