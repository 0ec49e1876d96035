//! Stripe, a payment provider: PaymentIntents and their charges are money put to the order whose number they carry
//! (`metadata.order` or `metadata.order_number`); refunds go out under an idempotency key.

mod money;

use crate::amount;
use crate::commerce::{Ailment, Capability, Commerce, Cursor, Done, Errand, Genuine, Hello, News, NotGenuine, Page, Task, What};
use crate::field::{at, id, list, text, whole};
use crate::signature;
use crate::talk::{Body, Talk};
use crate::theirs::Told;
use axum::http::{HeaderMap, Method};
use futures::future::BoxFuture;
use kit::{Moment, Money};
use outside::Caller;
use serde_json::Value;
use url::Url;

/// Every account has this one host.
const HOST: &str = "https://api.stripe.com/";
const VERSION: &str = "2024-06-20";
/// How far a signature's moment may lie from now, either way.
const TOLERANCE_SECONDS: i64 = 300;
const PAGE: usize = 50;
pub(crate) const CAN: &[Capability] = &[Capability::Money, Capability::Refund, Capability::Webhooks, Capability::KeepsKeys];

/// One Stripe account.
pub(crate) struct Stripe {
    talk: Talk,
    webhook_secret: String,
}

impl Stripe {
    pub fn new(caller: Caller, secret: &str, webhook_secret: &str) -> Result<Self, Ailment> {
        let base = Url::parse(HOST).map_err(|e| Ailment::NotAllowed(e.to_string()))?;
        let headers = vec![("authorization", format!("Bearer {secret}")), ("stripe-version", VERSION.into())];
        Ok(Self { talk: Talk { caller, base, headers }, webhook_secret: webhook_secret.into() })
    }

    /// Newest first is the only order there is, so a round goes back from now to where the last one began.
    async fn page(&self, from: &Cursor) -> Result<Page, Ailment> {
        let mut query = vec![("limit", PAGE.to_string())];
        if from.since > 0 {
            query.push(("created[gte]", from.since.to_string()));
        }
        if !from.page.is_empty() {
            query.push(("starting_after", from.page.clone()));
        }
        let body = self.talk.ask("v1/payment_intents", &query).await?.body;
        let (mut told, mut unreadable, mut newest) = (Vec::new(), Vec::new(), from.newest.max(from.since));
        let found = list(&body, "/data");
        for intent in found {
            match self.with_refunds(intent).await {
                Ok(one) => told.extend(one),
                Err(ailment) if ailment.may_pass() => return Err(ailment),
                Err(why) => unreadable.push((id(intent, "/id").unwrap_or_default(), why.note())),
            }
            newest = newest.max(whole(intent, "/created").unwrap_or(0));
        }
        let more = at(&body, "/has_more") == &Value::Bool(true);
        let next = match found.last() {
            Some(last) if more => Cursor { since: from.since, page: id(last, "/id")?, newest },
            // A payment made before may be refunded after: each round looks back over the days books are compared.
            _ => Cursor { since: (newest - 30 * 86_400).max(from.since), ..Cursor::default() },
        };
        Ok(Page { told, unreadable, next, is_last: !more || found.is_empty() })
    }

    async fn with_refunds(&self, intent: &Value) -> Result<Option<Told>, Ailment> {
        if text(intent, "/status") != "succeeded" {
            return money::money(intent, &[]).map(|money| money.map(Told::Money));
        }
        let query = [("payment_intent", id(intent, "/id")?), ("limit", "100".into())];
        let body = self.talk.ask("v1/refunds", &query).await?.body;
        money::money(intent, list(&body, "/data")).map(|money| money.map(Told::Money))
    }

    async fn refund(&self, key: &str, payment: &str, amount: Money, reason: &str) -> Result<Done, Ailment> {
        let units = amount::to_stripe(amount).ok_or_else(|| Ailment::Refused(format!("Stripe cannot write {amount}")))?;
        let kind = if payment.starts_with("ch_") { "charge" } else { "payment_intent" };
        let fields = vec![
            (kind.to_owned(), payment.to_owned()),
            ("amount".into(), units.to_string()),
            ("metadata[frontline_key]".into(), key.to_owned()),
            ("metadata[reason]".into(), reason.chars().take(200).collect()),
        ];
        let said = self
            .talk
            .change(Method::POST, "v1/refunds", Body::Form(fields), &[("idempotency-key", key.to_owned())])
            .await?;
        if said.answer.status == 404 {
            return Err(Ailment::Refused("Stripe does not know the payment".into()));
        }
        match text(&said.body, "/status").as_str() {
            "failed" | "canceled" => Err(Ailment::Refused(format!("the refund failed ({})", text(&said.body, "/failure_reason")))),
            _ => {
                let theirs = id(&said.body, "/id").map_err(|_| Ailment::Uncertain("no refund came back".into()))?;
                let is_promised = matches!(text(&said.body, "/status").as_str(), "pending" | "requires_action");
                Ok(Done { money: Some(theirs.clone()), theirs, is_promised })
            }
        }
    }
}

/// Their ids are letters, digits and underscores; anything else would be another address.
fn plain_id(theirs: &str) -> Result<&str, Ailment> {
    let plain = !theirs.is_empty() && theirs.len() < 100 && theirs.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    if plain {
        Ok(theirs)
    } else {
        Err(Ailment::Unreadable("its id is none of Stripe's".into()))
    }
}

impl Commerce for Stripe {
    fn can(&self) -> &'static [Capability] {
        CAN
    }

    fn greet(&self) -> BoxFuture<'_, Result<Hello, Ailment>> {
        Box::pin(async move {
            let said = self.talk.ask("v1/balance", &[]).await?;
            Ok(Hello {
                name: "Stripe".into(),
                currency: text(&said.body, "/available/0/currency").to_uppercase(),
            })
        })
    }

    fn changed<'a>(&'a self, what: What, from: &'a Cursor) -> BoxFuture<'a, Result<Page, Ailment>> {
        Box::pin(async move { if what == What::Money { self.page(from).await } else { Err(Ailment::CannotDo) } })
    }

    fn look_up<'a>(&'a self, _: What, theirs: &'a str) -> BoxFuture<'a, Result<Option<Told>, Ailment>> {
        Box::pin(async move {
            let said = self.talk.ask(&format!("v1/payment_intents/{}", plain_id(theirs)?), &[]).await?;
            if said.answer.status == 404 { Ok(None) } else { self.with_refunds(&said.body).await }
        })
    }

    fn run<'a>(&'a self, errand: &'a Errand) -> BoxFuture<'a, Result<Done, Ailment>> {
        Box::pin(async move {
            match &errand.task {
                Task::Refund { payment, amount, reason, .. } => self.refund(&errand.key, payment, *amount, reason).await,
                _ => Err(Ailment::CannotDo),
            }
        })
    }

    fn judge(&self, headers: &HeaderMap, body: &[u8], now: Moment) -> Result<Genuine, NotGenuine> {
        let said = headers.get("stripe-signature").and_then(|value| value.to_str().ok()).unwrap_or_default();
        let parts = || said.split(',').filter_map(|part| part.trim().split_once('='));
        let at = parts().find(|(name, _)| *name == "t").map(|(_, at)| at).ok_or(NotGenuine::Unsigned)?;
        let signed =
            parts().any(|(name, value)| name == "v1" && signature::is_hex_of(&self.webhook_secret, &[at.as_bytes(), b".", body], value));
        if !signed {
            return Err(NotGenuine::Forged);
        }
        let seconds: i64 = at.parse().map_err(|_| NotGenuine::Forged)?;
        if (now.seconds() - seconds).abs() > TOLERANCE_SECONDS {
            return Err(NotGenuine::OutOfTime);
        }
        let event: Value = serde_json::from_slice(body).unwrap_or_default();
        let delivery = id(&event, "/id").unwrap_or_else(|_| kit::sha256_hex(body));
        Ok(Genuine { delivery, topic: text(&event, "/type") })
    }

    fn news(&self, _: &str, body: &[u8]) -> Result<News, Ailment> {
        let event: Value = serde_json::from_slice(body).map_err(|e| Ailment::Unreadable(e.to_string()))?;
        let object = at(&event, "/data/object");
        let intent = match text(object, "/object").as_str() {
            "payment_intent" => id(object, "/id").ok(),
            "charge" | "refund" | "dispute" => id(object, "/payment_intent").ok(),
            _ => None,
        };
        Ok(News {
            look_up: intent.into_iter().map(|intent| (What::Money, intent)).collect(),
            read_on: Vec::new(),
        })
    }
}
