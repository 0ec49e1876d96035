//! One JSON request to a shop system and what its answer means, the same for every system: who must wait, who may ask again,
//! and what nobody knows.

use crate::commerce::Ailment;
use axum::http::Method;
use outside::{Answer, Ask, Caller, NoAnswer, Unreachable};
use serde_json::Value;
use url::Url;

/// What a system said: any status that is an answer, 404 included.
#[derive(Debug, Clone)]
pub(crate) struct Said {
    pub body: Value,
    pub answer: Answer,
}

/// The line to one system.
#[derive(Clone)]
pub(crate) struct Talk {
    pub caller: Caller,
    pub base: Url,
    pub headers: Vec<(&'static str, String)>,
}

/// How a body is written.
pub(crate) enum Body {
    Nothing,
    Json(Value),
    Form(Vec<(String, String)>),
}

impl Talk {
    /// Asks a question; whatever goes wrong, nothing was changed.
    pub async fn ask(&self, path: &str, query: &[(&str, String)]) -> Result<Said, Ailment> {
        let mut url = self.url(path)?;
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        self.send(Method::GET, url, Body::Nothing, &[], false).await
    }

    /// Asks for a change; without a whole answer it may have been made.
    pub async fn change(&self, method: Method, path: &str, body: Body, more: &[(&'static str, String)]) -> Result<Said, Ailment> {
        self.send(method, self.url(path)?, body, more, true).await
    }

    /// A question that is posted, as GraphQL does.
    pub async fn post_question(&self, path: &str, body: Value) -> Result<Said, Ailment> {
        self.send(Method::POST, self.url(path)?, Body::Json(body), &[], false).await
    }

    fn url(&self, path: &str) -> Result<Url, Ailment> {
        self.base.join(path).map_err(|e| Ailment::NotAllowed(e.to_string()))
    }

    async fn send(&self, method: Method, url: Url, body: Body, more: &[(&'static str, String)], changes: bool) -> Result<Said, Ailment> {
        let mut headers = self.headers.clone();
        headers.push(("accept", "application/json".into()));
        headers.extend_from_slice(more);
        let body = match body {
            Body::Nothing => String::new(),
            Body::Json(value) => {
                headers.push(("content-type", "application/json".into()));
                value.to_string()
            }
            Body::Form(pairs) => {
                headers.push(("content-type", "application/x-www-form-urlencoded".into()));
                url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
            }
        };
        let asked = Ask { method, url, headers, body: body.into() };
        let answer = self.caller.ask(asked).await.map_err(|why| silence(why, changes))?;
        meaning(answer, changes)
    }
}

fn silence(why: NoAnswer, changes: bool) -> Ailment {
    match why {
        NoAnswer::NotSent(Unreachable::Silent(why)) => Ailment::Away(why),
        NoAnswer::NotSent(why) => Ailment::NotAllowed(why.to_string()),
        NoAnswer::Uncertain(why) if changes => Ailment::Uncertain(why),
        NoAnswer::Uncertain(why) => Ailment::Away(why),
        NoAnswer::Redirected => Ailment::NotAllowed(why.to_string()),
        NoAnswer::TooLarge => Ailment::Unreadable(why.to_string()),
    }
}

fn meaning(answer: Answer, changes: bool) -> Result<Said, Ailment> {
    let body: Option<Value> = serde_json::from_slice(&answer.body).ok();
    let half = || format!("half an answer after status {}", answer.status);
    match answer.status {
        200..300 | 404 => match body {
            Some(body) => Ok(Said { body, answer }),
            None if answer.status == 404 => Ok(Said { body: Value::Null, answer }),
            None if changes => Err(Ailment::Uncertain(half())),
            None => Err(Ailment::Away(half())),
        },
        401 | 403 => Err(Ailment::KeyRefused(complaint(body.as_ref(), answer.status))),
        429 => Err(Ailment::Busy { seconds: retry_after(&answer) }),
        408 | 500.. if changes => Err(Ailment::Uncertain(format!("status {}", answer.status))),
        408 | 500.. => Err(Ailment::Away(format!("status {}", answer.status))),
        _ => Err(Ailment::Refused(complaint(body.as_ref(), answer.status))),
    }
}

/// What it says itself, cut to a line; these texts are shown to agents.
fn complaint(body: Option<&Value>, status: u16) -> String {
    let said = body.and_then(|body| {
        let places = ["/error/message", "/message", "/errors/0/message", "/errors", "/error"];
        places.iter().find_map(|place| body.pointer(place)?.as_str().map(ToOwned::to_owned))
    });
    said.map_or_else(|| format!("status {status}"), |said| said.chars().filter(|c| !c.is_control()).take(300).collect())
}

fn retry_after(answer: &Answer) -> i64 {
    // Shopify writes seconds with a fraction.
    let said = answer.header("retry-after").split('.').next().unwrap_or_default().trim().parse::<i64>();
    said.unwrap_or(30).clamp(1, 3_600)
}
