//! The only way from what an address names to a thing of the customer's. What is somebody else's is not found, exactly as
//! what does not exist (attack 22).

use customers::CustomerId;
use db::{Trouble, Tx};
use desk::{Conversation, ConversationId, conversations};
use orders::order::Order;
use orders::papers::{self, Paper, PaperId};
use orders::returns::{self, Return, ReturnId};
use orders::subscription::{self, Subscription};
use orders::{OrderId, orders as shelf};
use std::ops::Deref;

/// A thing that belongs to the customer who asked. The only way to make one is to ask.
#[derive(Debug, Clone)]
pub struct Theirs<T>(T);

impl<T> Deref for Theirs<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

/// A page of their orders, the newest first.
pub fn orders(tx: &mut Tx<'_>, customer: CustomerId, before: Option<OrderId>, most: i64) -> Result<Vec<Theirs<Order>>, Trouble> {
    Ok(shelf::of_customer(tx, customer, before, most)?.into_iter().map(Theirs).collect())
}

/// Their order with this number.
pub fn order(tx: &mut Tx<'_>, customer: CustomerId, number: &str) -> Result<Theirs<Order>, Trouble> {
    shelf::by_number(tx, number)?
        .filter(|order| order.customer == customer)
        .map(Theirs)
        .ok_or(Trouble::NotFound("order"))
}

/// Their paper with this key.
pub fn paper(tx: &mut Tx<'_>, customer: CustomerId, id: PaperId) -> Result<Theirs<Paper>, Trouble> {
    let paper = papers::find(tx, id)?;
    if paper.customer == customer {
        Ok(Theirs(paper))
    } else {
        Err(Trouble::NotFound("paper"))
    }
}

/// The return with this key, of an order of theirs.
pub fn return_of(tx: &mut Tx<'_>, order: &Theirs<Order>, id: ReturnId) -> Result<Theirs<Return>, Trouble> {
    let found = returns::of(tx, order.id)?.into_iter().find(|one| one.id == id);
    found.map(Theirs).ok_or(Trouble::NotFound("return"))
}

/// Their conversation with this number.
pub fn conversation(tx: &mut Tx<'_>, customer: CustomerId, number: i64) -> Result<Theirs<Conversation>, Trouble> {
    conversations::numbered(tx, number)?
        .filter(|found| found.customer_id == customer.0 && found.merged_into.is_none())
        .map(Theirs)
        .ok_or(Trouble::NotFound("conversation"))
}

/// A page of their conversations, the newest first.
pub fn conversations(
    tx: &mut Tx<'_>,
    customer: CustomerId,
    before: Option<ConversationId>,
    most: i64,
) -> Result<Vec<Theirs<Conversation>>, Trouble> {
    Ok(conversations::of_customer(tx, customer.0, before, most)?.into_iter().map(Theirs).collect())
}

/// Their subscription with this key.
pub fn subscription(tx: &mut Tx<'_>, customer: CustomerId, id: i64) -> Result<Theirs<Subscription>, Trouble> {
    let found = subscription::find(tx, id)?;
    if found.customer == customer {
        Ok(Theirs(found))
    } else {
        Err(Trouble::NotFound("subscription"))
    }
}
