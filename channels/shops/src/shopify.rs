//! Shopify, by its GraphQL Admin API: read in pages by time of change, refunds under a key that makes them happen once.
//!
//! Webhooks say only what to read anew; so there is one mapping, and what comes late or twice says nothing wrong.

mod act;
mod order;
mod queries;

use crate::commerce::{Ailment, Capability, Commerce, Cursor, Done, Errand, Genuine, Hello, News, NotGenuine, Page, Task, What};
use crate::field::{at, id, list, text};
use crate::signature;
use crate::talk::Talk;
use crate::theirs::Told;
use axum::http::HeaderMap;
use futures::future::BoxFuture;
use kit::Moment;
use outside::Caller;
use serde_json::{Value, json};
use url::Url;

const VERSION: &str = "2026-01";
pub(crate) const CAN: &[Capability] = &[
    Capability::Customers,
    Capability::Products,
    Capability::Orders,
    Capability::Refund,
    Capability::Cancel,
    Capability::ChangeAddress,
    Capability::Fulfil,
    Capability::CancelPieces,
    Capability::Webhooks,
    Capability::KeepsKeys,
];

/// One Shopify shop.
pub(crate) struct Shopify {
    talk: Talk,
    webhook_secret: String,
}

impl Shopify {
    /// `host` is the shop's own name, such as `kettle.myshopify.com`.
    pub fn new(caller: Caller, host: &str, token: &str, webhook_secret: &str) -> Result<Self, Ailment> {
        let base = Url::parse(&format!("https://{host}/")).map_err(|e| Ailment::NotAllowed(e.to_string()))?;
        let headers = vec![("x-shopify-access-token", token.to_owned())];
        Ok(Self { talk: Talk { caller, base, headers }, webhook_secret: webhook_secret.into() })
    }

    /// Asks in GraphQL; an error among the data is an error.
    pub(crate) async fn query(&self, query: &str, variables: Value) -> Result<Value, Ailment> {
        let said = self.talk.post_question(&path(), json!({ "query": query, "variables": variables })).await?;
        data(said.body)
    }

    /// Changes something; what it complains of in `userErrors` is a refusal.
    pub(crate) async fn mutate(&self, name: &str, query: &str, variables: Value) -> Result<Value, Ailment> {
        let body = crate::talk::Body::Json(json!({ "query": query, "variables": variables }));
        let said = self.talk.change(axum::http::Method::POST, &path(), body, &[]).await?;
        let mut data = data(said.body)?;
        let done = data.get_mut(name).map(Value::take).unwrap_or_default();
        let complaints: Vec<String> = ["/userErrors", "/orderCancelUserErrors"]
            .iter()
            .flat_map(|place| list(&done, place))
            .map(|error| text(error, "/message"))
            .collect();
        if complaints.is_empty() {
            Ok(done)
        } else {
            Err(Ailment::Refused(complaints.join("; ")))
        }
    }

    async fn page(&self, what: What, from: &Cursor) -> Result<Page, Ailment> {
        let since = jiff::Timestamp::from_second(from.since.max(0)).unwrap_or_default();
        let after = if from.page.is_empty() { Value::Null } else { json!(from.page) };
        let (name, query) = match what {
            What::Customers => ("customers", queries::CUSTOMERS),
            What::Products => ("products", queries::PRODUCTS),
            What::Orders => ("orders", queries::ORDERS),
            What::Money => return Err(Ailment::CannotDo),
        };
        let data = self.query(query, json!({ "after": after, "changed": format!("updated_at:>='{since}'") })).await?;
        read_page(name, &data, from)
    }

    async fn one(&self, what: What, theirs: &str) -> Result<Option<Told>, Ailment> {
        if what != What::Orders {
            return Err(Ailment::CannotDo);
        }
        let data = self.query(queries::ORDER, json!({ "id": theirs })).await?;
        match at(&data, "/order") {
            Value::Null => Ok(None),
            found => order::order(found).map(|order| Some(Told::Order(Box::new(order)))),
        }
    }
}

/// An order node in words of ours.
pub(crate) fn read_order(node: &Value) -> Result<Told, Ailment> {
    order::order(node).map(|order| Told::Order(Box::new(order)))
}

fn path() -> String {
    format!("admin/api/{VERSION}/graphql.json")
}

fn data(mut body: Value) -> Result<Value, Ailment> {
    if let Some(error) = list(&body, "/errors").first() {
        return Err(match text(error, "/extensions/code").as_str() {
            "THROTTLED" => Ailment::Busy { seconds: 5 },
            "ACCESS_DENIED" => Ailment::KeyRefused(text(error, "/message")),
            _ => Ailment::Refused(text(error, "/message")),
        });
    }
    Ok(body.get_mut("data").map(Value::take).unwrap_or_default())
}

fn read_page(name: &str, data: &Value, from: &Cursor) -> Result<Page, Ailment> {
    let found = at(data, &format!("/{name}"));
    if found.is_null() {
        return Err(Ailment::Unreadable(format!("{name} is missing")));
    }
    let (mut told, mut unreadable, mut newest) = (Vec::new(), Vec::new(), from.newest.max(from.since));
    for node in list(found, "/nodes") {
        let read = match name {
            "customers" => order::customer(node).map(|customer| customer.map(Told::Customer)),
            "products" => order::product(node, &text(data, "/shop/currencyCode")).map(|product| Some(Told::Product(product))),
            _ => order::order(node).map(|order| Some(Told::Order(Box::new(order)))),
        };
        match read {
            Ok(one) => told.extend(one),
            Err(why) => unreadable.push((id(node, "/id").unwrap_or_default(), why.note())),
        }
        newest = crate::field::maybe_moment(node, "/updatedAt").map_or(newest, |at| newest.max(at.seconds()));
    }
    let is_last = at(found, "/pageInfo/hasNextPage") != &Value::Bool(true);
    let next = if is_last {
        Cursor { since: newest, ..Cursor::default() }
    } else {
        Cursor { since: from.since, page: text(found, "/pageInfo/endCursor"), newest }
    };
    Ok(Page { told, unreadable, next, is_last })
}

impl Commerce for Shopify {
    fn can(&self) -> &'static [Capability] {
        CAN
    }

    fn greet(&self) -> BoxFuture<'_, Result<Hello, Ailment>> {
        Box::pin(async move {
            let data = self.query(queries::SHOP, json!({})).await?;
            Ok(Hello { name: text(&data, "/shop/name"), currency: text(&data, "/shop/currencyCode") })
        })
    }

    fn changed<'a>(&'a self, what: What, from: &'a Cursor) -> BoxFuture<'a, Result<Page, Ailment>> {
        Box::pin(self.page(what, from))
    }

    fn look_up<'a>(&'a self, what: What, theirs: &'a str) -> BoxFuture<'a, Result<Option<Told>, Ailment>> {
        Box::pin(self.one(what, theirs))
    }

    fn run<'a>(&'a self, errand: &'a Errand) -> BoxFuture<'a, Result<Done, Ailment>> {
        Box::pin(async move {
            let order = errand.order.as_deref().ok_or(Ailment::CannotDo)?;
            match &errand.task {
                Task::Refund { payment, amount, reason, cancelled } => {
                    act::refund(self, order, &errand.key, &act::Back { payment, amount: *amount, reason, cancelled }).await
                }
                Task::Cancel { reason } => act::cancel(self, order, reason).await,
                Task::ChangeAddress { ship_to } => act::change_address(self, order, ship_to).await,
                Task::Fulfil { lines, carrier, tracking } => act::fulfil(self, order, lines, carrier, tracking).await,
            }
        })
    }

    /// The headers that name a delivery are not signed, so a delivery is known by its body: the same body tells nothing new.
    fn judge(&self, headers: &HeaderMap, body: &[u8], _: Moment) -> Result<Genuine, NotGenuine> {
        let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let signature = said("x-shopify-hmac-sha256");
        if signature.is_empty() {
            return Err(NotGenuine::Unsigned);
        }
        if !signature::is_base64_of(&self.webhook_secret, &[body], signature) {
            return Err(NotGenuine::Forged);
        }
        Ok(Genuine { delivery: kit::sha256_hex(body), topic: said("x-shopify-topic").into() })
    }

    fn news(&self, topic: &str, body: &[u8]) -> Result<News, Ailment> {
        let value: Value = serde_json::from_slice(body).map_err(|e| Ailment::Unreadable(e.to_string()))?;
        let gid = |place: &str| id(&value, place).map(|id| format!("gid://shopify/Order/{id}"));
        let mut news = News::default();
        match topic.split('/').next().unwrap_or_default() {
            "orders" => news.look_up.push((What::Orders, id(&value, "/admin_graphql_api_id").or_else(|_| gid("/id"))?)),
            "refunds" | "fulfillments" | "order_transactions" => news.look_up.push((What::Orders, gid("/order_id")?)),
            "customers" => news.read_on.push(What::Customers),
            "products" => news.read_on.push(What::Products),
            _ => {}
        }
        Ok(news)
    }
}
