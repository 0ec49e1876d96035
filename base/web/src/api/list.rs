//! What a handler of a list is given: filters, how many, and where to go on.

use super::cursor::Cursor;
use super::look::pairs;
use super::reply::Reply;
use super::unreadable;
use crate::SignedIn;
use crate::problem::Problem;
use crate::site::Site;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use db::{Trouble, Tx};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::ops::Deref;

/// How many items a page has unless said, and at most.
pub(super) const USUAL: i64 = 50;
pub(super) const MOST: i64 = 200;

/// One page of a list is asked for; `Q` are its filters, beside `cursor` and `limit`, which every list has.
pub struct List<Q> {
    pub site: Site,
    pub who: SignedIn,
    pub asked: Q,
    /// How many items the page may have.
    pub limit: i64,
    /// Makes and reads the cursors of this list.
    pub cursors: Cursor,
    cursor: Option<String>,
    path: String,
    filters: Vec<(String, String)>,
}

/// A page as it is sent.
#[derive(Serialize)]
struct Page<T> {
    data: Vec<T>,
    /// Where the next page begins; `null` on the last one.
    next_cursor: Option<String>,
}

impl<Q> List<Q> {
    /// The place the asker wants to go on from; `None` at the beginning.
    pub fn after<K: DeserializeOwned>(&self) -> Result<Option<K>, Problem> {
        self.cursor.as_deref().map(|cursor| self.cursors.read(cursor)).transpose()
    }

    /// Answers with one page. `question` reads up to as many rows as it is told, one more than the page has; `place`
    /// says where a row stands.
    pub async fn answer<T, K, F>(self, place: impl Fn(&T) -> K + Send + 'static, question: F) -> Result<Response, Problem>
    where
        T: Serialize + Send + 'static,
        K: Serialize + 'static,
        F: FnOnce(&mut Tx<'_>, i64) -> Result<Vec<T>, Trouble> + Send + 'static,
    {
        let wanted = self.limit + 1;
        let items = self.site.db().read(move |tx| question(tx, wanted)).await?;
        self.page(items, place)
    }

    /// A page of items that were read already, one more than the page has if there are more.
    pub fn page<T: Serialize, K: Serialize>(&self, mut items: Vec<T>, place: impl Fn(&T) -> K) -> Result<Response, Problem> {
        let most = usize::try_from(self.limit).unwrap_or_default();
        let more = items.len() > most;
        items.truncate(most);
        let next_cursor = items.last().filter(|_| more).map(|last| self.cursors.write(&place(last)));
        let link = next_cursor.as_deref().and_then(|cursor| self.link_to(cursor));
        let mut response = Reply::ok(&Page { data: items, next_cursor })?.sent();
        if let Some(link) = link {
            response.headers_mut().insert(header::LINK, link);
        }
        Ok(response)
    }

    /// RFC 8288: the next page with the same filters.
    fn link_to(&self, cursor: &str) -> Option<HeaderValue> {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query
            .extend_pairs(&self.filters)
            .append_pair("limit", &self.limit.to_string())
            .append_pair("cursor", cursor);
        HeaderValue::from_str(&format!("<{}?{}>; rel=\"next\"", self.path, query.finish())).ok()
    }
}

impl<Q> Deref for List<Q> {
    type Target = SignedIn;
    fn deref(&self) -> &SignedIn {
        &self.who
    }
}

impl<Q: DeserializeOwned + Send> FromRequestParts<Site> for List<Q> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Problem> {
        let who = SignedIn::from_request_parts(parts, site).await?;
        let (own, mut filters): (Vec<_>, Vec<_>) =
            pairs(parts).into_iter().partition(|(name, _)| matches!(name.as_str(), "cursor" | "limit"));
        filters.sort();
        let asked = unreadable::query(&filters)?;
        let own: Own = unreadable::query(&own)?;
        if own.limit.is_some_and(|limit| !(1..=MOST).contains(&limit)) {
            return Err(Problem::wrong_field("limit", "expected a number from 1 to 200"));
        }
        let path = parts.uri.path().to_owned();
        let list = serde_json::json!([path, filters]).to_string();
        Ok(Self {
            cursors: Cursor::of(site.clone(), list),
            site: site.clone(),
            who,
            asked,
            limit: own.limit.unwrap_or(USUAL),
            cursor: own.cursor.filter(|cursor| !cursor.is_empty()),
            path,
            filters,
        })
    }
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Own {
    cursor: Option<String>,
    limit: Option<i64>,
}
