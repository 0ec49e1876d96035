//! WooCommerce, by its REST API v3: read in pages by time of change. It keeps no keys, so each errand looks first whether it
//! was done, and what nobody knows is for a person.

mod act;
mod order;

use crate::commerce::{Ailment, Capability, Commerce, Cursor, Done, Errand, Genuine, Hello, News, NotGenuine, Page, Task, What};
use crate::field::{id, list, maybe_moment, text};
use crate::shop::Access;
use crate::signature;
use crate::talk::{Said, Talk};
use crate::theirs::Told;
use axum::http::HeaderMap;
use base64::Engine as _;
use futures::future::BoxFuture;
use kit::Moment;
use outside::Caller;
use serde_json::Value;
use url::Url;

const PAGE: usize = 50;
pub(crate) const CAN: &[Capability] = &[
    Capability::Customers,
    Capability::Products,
    Capability::Orders,
    Capability::Refund,
    Capability::Cancel,
    Capability::ChangeAddress,
    Capability::Fulfil,
    Capability::Webhooks,
];

/// One WooCommerce shop.
pub(crate) struct Woo {
    pub talk: Talk,
    webhook_secret: String,
}

impl Woo {
    pub fn new(caller: Caller, access: &Access) -> Result<Self, Ailment> {
        let base = Url::parse(&format!("https://{}/", access.host)).map_err(|e| Ailment::NotAllowed(e.to_string()))?;
        let both = base64::engine::general_purpose::STANDARD.encode(format!("{}:{}", access.user, access.secret));
        let headers = vec![("authorization", format!("Basic {both}"))];
        Ok(Self {
            talk: Talk { caller, base, headers },
            webhook_secret: access.webhook_secret.clone(),
        })
    }

    pub async fn get(&self, path: &str, query: &[(&str, String)]) -> Result<Said, Ailment> {
        self.talk.ask(&format!("wp-json/wc/v3/{path}"), query).await
    }

    /// The order and its refunds, which it tells only one by one. `None` if it does not know it.
    pub async fn whole(&self, theirs: &str) -> Result<Option<(Value, Value)>, Ailment> {
        let number = plain_id(theirs)?;
        let said = self.get(&format!("orders/{number}"), &[]).await?;
        if said.answer.status == 404 {
            return Ok(None);
        }
        let refunds = self.refunds(&said.body).await?;
        Ok(Some((said.body, refunds)))
    }

    async fn refunds(&self, order: &Value) -> Result<Value, Ailment> {
        if list(order, "/refunds").is_empty() {
            return Ok(Value::Array(Vec::new()));
        }
        let path = format!("orders/{}/refunds", plain_id(&id(order, "/id")?)?);
        Ok(self.get(&path, &[("per_page", "100".into())]).await?.body)
    }

    async fn page(&self, what: What, from: &Cursor) -> Result<Page, Ailment> {
        let path = match what {
            What::Customers => "customers",
            What::Products => "products",
            What::Orders => "orders",
            What::Money => return Err(Ailment::CannotDo),
        };
        let number: usize = from.page.parse().unwrap_or(1);
        let since = jiff::Timestamp::from_second(from.since.max(0)).unwrap_or_default().to_string();
        let mut query = vec![("per_page", PAGE.to_string()), ("page", number.to_string()), ("order", "asc".into())];
        if what == What::Customers {
            // Customers cannot be asked for by time of change; all of them are gone through.
            query.push(("orderby", "id".into()));
        } else {
            query.extend([("orderby", "modified".into()), ("modified_after", since), ("dates_are_gmt", "true".into())]);
        }
        let body = self.get(path, &query).await?.body;
        self.read(what, body.as_array().map_or(&[], Vec::as_slice), from, number).await
    }

    async fn read(&self, what: What, found: &[Value], from: &Cursor, number: usize) -> Result<Page, Ailment> {
        let (mut told, mut unreadable, mut newest) = (Vec::new(), Vec::new(), from.newest.max(from.since));
        for node in found {
            match self.one_of(what, node).await {
                Ok(one) => told.extend(one),
                Err(ailment) if ailment.may_pass() => return Err(ailment),
                Err(why) => unreadable.push((id(node, "/id").unwrap_or_default(), why.note())),
            }
            newest = maybe_moment(node, "/date_modified_gmt").map_or(newest, |at| newest.max(at.seconds()));
        }
        let is_last = found.len() < PAGE;
        let next = if is_last {
            // `modified_after` leaves out the second itself: asked from one before, nothing of it is missed.
            Cursor { since: newest.saturating_sub(1).max(from.since), ..Cursor::default() }
        } else {
            Cursor { since: from.since, page: (number + 1).to_string(), newest }
        };
        Ok(Page { told, unreadable, next, is_last })
    }

    async fn one_of(&self, what: What, node: &Value) -> Result<Option<Told>, Ailment> {
        Ok(match what {
            What::Customers => order::customer(node)?.map(Told::Customer),
            What::Products => {
                let variations = if list(node, "/variations").is_empty() {
                    Vec::new()
                } else {
                    let path = format!("products/{}/variations", plain_id(&id(node, "/id")?)?);
                    self.get(&path, &[("per_page", "100".into())]).await?.body.as_array().cloned().unwrap_or_default()
                };
                Some(Told::Product(order::product(node, &variations)?))
            }
            _ => {
                let refunds = self.refunds(node).await?;
                order::order(node, &refunds)?.map(|order| Told::Order(Box::new(order)))
            }
        })
    }
}

/// Their ids are numbers; anything else would be another address.
pub(crate) fn plain_id(theirs: &str) -> Result<&str, Ailment> {
    let plain = !theirs.is_empty() && theirs.len() < 20 && theirs.bytes().all(|b| b.is_ascii_digit());
    if plain { Ok(theirs) } else { Err(Ailment::Unreadable("its id is no number".into())) }
}

impl Commerce for Woo {
    fn can(&self) -> &'static [Capability] {
        CAN
    }

    fn greet(&self) -> BoxFuture<'_, Result<Hello, Ailment>> {
        Box::pin(async move {
            let said = self.get("settings/general/woocommerce_currency", &[]).await?;
            if said.answer.status == 404 {
                return Err(Ailment::Refused("there is no WooCommerce at this address".into()));
            }
            Ok(Hello {
                name: self.talk.base.host_str().unwrap_or_default().into(),
                currency: text(&said.body, "/value"),
            })
        })
    }

    fn changed<'a>(&'a self, what: What, from: &'a Cursor) -> BoxFuture<'a, Result<Page, Ailment>> {
        Box::pin(self.page(what, from))
    }

    fn look_up<'a>(&'a self, what: What, theirs: &'a str) -> BoxFuture<'a, Result<Option<Told>, Ailment>> {
        Box::pin(async move {
            if what != What::Orders {
                return Err(Ailment::CannotDo);
            }
            let Some((node, refunds)) = self.whole(theirs).await? else { return Ok(None) };
            Ok(order::order(&node, &refunds)?.map(|order| Told::Order(Box::new(order))))
        })
    }

    fn run<'a>(&'a self, errand: &'a Errand) -> BoxFuture<'a, Result<Done, Ailment>> {
        Box::pin(async move {
            let order = plain_id(errand.order.as_deref().ok_or(Ailment::CannotDo)?)?;
            match &errand.task {
                Task::Refund { amount, reason, .. } => act::refund(self, order, &errand.key, *amount, reason).await,
                Task::Cancel { .. } => act::put(self, order, serde_json::json!({ "status": "cancelled" })).await,
                Task::ChangeAddress { ship_to } => act::put(self, order, act::address(ship_to)).await,
                Task::Fulfil { .. } => act::put(self, order, serde_json::json!({ "status": "completed" })).await,
            }
        })
    }

    /// The headers that name a delivery are not signed, so a delivery is known by its body: the same body tells nothing new.
    fn judge(&self, headers: &HeaderMap, body: &[u8], _: Moment) -> Result<Genuine, NotGenuine> {
        let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let signature = said("x-wc-webhook-signature");
        if signature.is_empty() {
            return Err(NotGenuine::Unsigned);
        }
        if !signature::is_base64_of(&self.webhook_secret, &[body], signature) {
            return Err(NotGenuine::Forged);
        }
        Ok(Genuine { delivery: kit::sha256_hex(body), topic: said("x-wc-webhook-topic").into() })
    }

    /// When a webhook is set up, WooCommerce asks whether anybody is there before it signs anything.
    fn is_ping(&self, body: &[u8]) -> bool {
        body.strip_prefix(b"webhook_id=")
            .is_some_and(|rest| !rest.is_empty() && rest.len() < 20 && rest.iter().all(u8::is_ascii_digit))
    }

    fn news(&self, topic: &str, body: &[u8]) -> Result<News, Ailment> {
        let value: Value = serde_json::from_slice(body).map_err(|e| Ailment::Unreadable(e.to_string()))?;
        let mut news = News::default();
        match topic.split('.').next().unwrap_or_default() {
            "order" => news.look_up.push((What::Orders, id(&value, "/id")?)),
            "product" => news.read_on.push(What::Products),
            "customer" => news.read_on.push(What::Customers),
            _ => {}
        }
        Ok(news)
    }
}
