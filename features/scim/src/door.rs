//! The addresses under `/scim/v2`. A directory comes with a service token that may do this and nothing else; no cookie opens them.

use crate::answers::{Fault, gone, list, made, ok};
use crate::filter::Filter;
use crate::trouble::fault;
use crate::value::{Path as Attribute, get, key, order};
use crate::{PERMISSION, groups, patch, users};
use agents::{AgentId, TeamId};
use axum::body::Bytes;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};
use db::{Actor, Trouble, Work};
use serde_json::{Value, json};
use std::cmp::Ordering;
use web::{Needs, Problem, Query, Routes, SignedIn, Site};

const NEEDS: Needs = Needs::Permission(PERMISSION);
const MOST_AT_ONCE: usize = 200;
const DISCOVERY: &str = include_str!("discovery.json");

/// Every address of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get("/scim/v2/ServiceProviderConfig", NEEDS, config)
        .get("/scim/v2/ResourceTypes", NEEDS, resource_types)
        .get("/scim/v2/ResourceTypes/{id}", NEEDS, resource_type)
        .get("/scim/v2/Schemas", NEEDS, schemas)
        .get("/scim/v2/Schemas/{id}", NEEDS, schema)
        .get("/scim/v2/Users", NEEDS, list_users)
        .post("/scim/v2/Users", NEEDS, add_user)
        .post("/scim/v2/Users/.search", NEEDS, search_users)
        .get("/scim/v2/Users/{id}", NEEDS, show_user)
        .put("/scim/v2/Users/{id}", NEEDS, replace_user)
        .patch("/scim/v2/Users/{id}", NEEDS, patch_user)
        .delete("/scim/v2/Users/{id}", NEEDS, remove_user)
        .get("/scim/v2/Groups", NEEDS, list_groups)
        .post("/scim/v2/Groups", NEEDS, add_group)
        .post("/scim/v2/Groups/.search", NEEDS, search_groups)
        .get("/scim/v2/Groups/{id}", NEEDS, show_group)
        .put("/scim/v2/Groups/{id}", NEEDS, replace_group)
        .patch("/scim/v2/Groups/{id}", NEEDS, patch_group)
        .delete("/scim/v2/Groups/{id}", NEEDS, remove_group)
        .post("/scim/v2/.search", NEEDS, search_all)
        .get("/scim/v2/{*path}", NEEDS, nothing)
}

/// A directory at the door: its token, where we are, and what it wants to see.
struct Directory {
    signed_in: SignedIn,
    site: Site,
    wish: Wish,
}

/// What part of a list, and what of each resource.
#[derive(Default)]
struct Wish {
    filter: String,
    sort_by: String,
    descending: bool,
    start: usize,
    count: usize,
    attributes: Vec<String>,
    without: Vec<String>,
}

impl FromRequestParts<Site> for Directory {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Problem> {
        let signed_in = <SignedIn as FromRequestParts<Site>>::from_request_parts(parts, site).await?;
        // A person's browser carries the permission, too; these addresses are for programs.
        signed_in.api_token_id.ok_or_else(Problem::forbidden)?;
        let query = Query::from_request_parts(parts, site).await?;
        let number = |name: &str, usual: i64| query.number(name).unwrap_or(usual);
        let wish = Wish {
            filter: query.text("filter").to_owned(),
            sort_by: query.text("sortBy").to_owned(),
            descending: query.text("sortOrder").eq_ignore_ascii_case("descending"),
            start: number("startIndex", 1).max(1) as usize,
            count: number("count", MOST_AT_ONCE as i64).clamp(0, MOST_AT_ONCE as i64) as usize,
            attributes: names(query.text("attributes")),
            without: names(query.text("excludedAttributes")),
        };
        Ok(Self { signed_in, site: site.clone(), wish })
    }
}

fn names(listed: &str) -> Vec<String> {
    listed.split(',').map(str::trim).filter(|name| !name.is_empty()).map(ToOwned::to_owned).collect()
}

impl Directory {
    fn actor(&self) -> Actor {
        self.signed_in.actor()
    }

    fn base(&self) -> String {
        self.site.base_url().to_owned()
    }

    fn fault(&self, trouble: Trouble) -> Fault {
        fault(trouble, self.signed_in.t())
    }

    /// Does it in one unit of work, as the token.
    async fn does(&self, verb: impl FnMut(&mut Work<'_>) -> Result<Value, Trouble> + Send + 'static) -> Result<Value, Fault> {
        let done = self.site.db().work(self.actor(), verb).await.map_err(|trouble| self.fault(trouble))?;
        Ok(self.wish.cut(done))
    }

    fn page(&self, all: Vec<Value>) -> Result<Response, Fault> {
        self.wish.page(all)
    }
}

impl Wish {
    /// The same as somebody writes it into a body (RFC 7644, 3.4.3).
    fn of_search(request: &Value) -> Self {
        let text = |name: &str| get(request, name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let number = |name: &str, usual: i64| get(request, name).and_then(Value::as_i64).unwrap_or(usual);
        let listed = |name: &str| match get(request, name) {
            Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).map(ToOwned::to_owned).collect(),
            _ => Vec::new(),
        };
        Self {
            filter: text("filter"),
            sort_by: text("sortBy"),
            descending: text("sortOrder").eq_ignore_ascii_case("descending"),
            start: number("startIndex", 1).max(1) as usize,
            count: number("count", MOST_AT_ONCE as i64).clamp(0, MOST_AT_ONCE as i64) as usize,
            attributes: listed("attributes"),
            without: listed("excludedAttributes"),
        }
    }

    fn page(&self, mut all: Vec<Value>) -> Result<Response, Fault> {
        if !self.filter.is_empty() {
            let filter = Filter::parse(&self.filter).ok_or_else(|| Fault::filter("the filter cannot be read"))?;
            all.retain(|one| filter.fits(one));
        }
        if let Some(by) = Attribute::of_name(&self.sort_by) {
            all.sort_by(|one, other| {
                let sorted = match (by.values(one).first(), by.values(other).first()) {
                    (Some(one), Some(other)) => order(one, other).unwrap_or(Ordering::Equal),
                    (one, other) => other.is_some().cmp(&one.is_some()),
                };
                if self.descending { sorted.reverse() } else { sorted }
            });
        }
        let total = all.len();
        let shown = all.into_iter().skip(self.start - 1).take(self.count).map(|one| self.cut(one)).collect();
        Ok(list(total, self.start, shown))
    }

    /// What was asked for of a resource; what every resource has is always there.
    fn cut(&self, mut resource: Value) -> Value {
        let Some(object) = resource.as_object_mut() else { return resource };
        let asked: Vec<Attribute> = self.attributes.iter().filter_map(|name| Attribute::of_name(name)).collect();
        if !asked.is_empty() {
            object.retain(|name, _| {
                matches!(name.as_str(), "schemas" | "id") || asked.iter().any(|asked| asked.attribute().eq_ignore_ascii_case(name))
            });
        }
        for unwanted in self.without.iter().filter_map(|name| Attribute::of_name(name)) {
            let Some(name) = key(object, unwanted.attribute()).filter(|name| !matches!(name.as_str(), "schemas" | "id")) else {
                continue;
            };
            match unwanted.part() {
                None => drop(object.remove(&name)),
                Some(part) => parts_of(object.get_mut(&name)).into_iter().for_each(|one| {
                    one.retain(|name, _| !name.eq_ignore_ascii_case(part));
                }),
            }
        }
        resource
    }
}

fn parts_of(value: Option<&mut Value>) -> Vec<&mut serde_json::Map<String, Value>> {
    match value {
        Some(Value::Array(all)) => all.iter_mut().filter_map(Value::as_object_mut).collect(),
        Some(Value::Object(one)) => vec![one],
        _ => Vec::new(),
    }
}

fn read(body: &Bytes) -> Result<Value, Fault> {
    let read: Value = serde_json::from_slice(body).map_err(|_| Fault::syntax("the body is no JSON"))?;
    if read.is_object() { Ok(read) } else { Err(Fault::syntax("the body is no object")) }
}

/// Our keys are numbers; anything else is nobody's.
fn number(id: &str) -> Result<i64, Fault> {
    id.parse().ok().filter(|id| *id > 0).ok_or_else(Fault::not_found)
}

// ── People ──

async fn list_users(directory: Directory) -> Result<Response, Fault> {
    let base = directory.base();
    let all = directory.site.db().read(move |tx| users::all(tx, &base)).await?;
    directory.page(all)
}

async fn search_users(directory: Directory, body: Bytes) -> Result<Response, Fault> {
    let (base, wish) = (directory.base(), Wish::of_search(&read(&body)?));
    let all = directory.site.db().read(move |tx| users::all(tx, &base)).await?;
    wish.page(all)
}

async fn show_user(directory: Directory, Path(id): Path<String>) -> Result<Response, Fault> {
    let (base, id) = (directory.base(), AgentId(number(&id)?));
    let shown = directory.site.db().read(move |tx| users::one(tx, &base, id)).await?;
    Ok(ok(&directory.wish.cut(shown)))
}

async fn add_user(directory: Directory, body: Bytes) -> Result<Response, Fault> {
    let (base, request) = (directory.base(), read(&body)?);
    Ok(made(&directory.does(move |work| users::add(work, &base, &request)).await?))
}

async fn replace_user(directory: Directory, Path(id): Path<String>, body: Bytes) -> Result<Response, Fault> {
    let (base, id, request) = (directory.base(), AgentId(number(&id)?), read(&body)?);
    Ok(ok(&directory.does(move |work| users::replace(work, &base, id, &request)).await?))
}

async fn patch_user(directory: Directory, Path(id): Path<String>, body: Bytes) -> Result<Response, Fault> {
    let (base, id, request) = (directory.base(), AgentId(number(&id)?), read(&body)?);
    let looked = (base.clone(), request.clone());
    let before = directory.site.db().read(move |tx| users::one(tx, &looked.0, id)).await?;
    patch::patched(&before, &request)?;
    let changed = directory.does(move |work| {
        let before = users::one(work, &base, id)?;
        let after = patch::patched(&before, &request).map_err(|_| Trouble::Changed("user"))?;
        users::replace(work, &base, id, &after)
    });
    Ok(ok(&changed.await?))
}

async fn remove_user(directory: Directory, Path(id): Path<String>) -> Result<Response, Fault> {
    let id = AgentId(number(&id)?);
    directory.does(move |work| users::remove(work, id).map(|()| Value::Null)).await?;
    Ok(gone())
}

// ── Teams ──

async fn list_groups(directory: Directory) -> Result<Response, Fault> {
    let base = directory.base();
    let all = directory.site.db().read(move |tx| groups::all(tx, &base)).await?;
    directory.page(all)
}

async fn search_groups(directory: Directory, body: Bytes) -> Result<Response, Fault> {
    let (base, wish) = (directory.base(), Wish::of_search(&read(&body)?));
    let all = directory.site.db().read(move |tx| groups::all(tx, &base)).await?;
    wish.page(all)
}

async fn show_group(directory: Directory, Path(id): Path<String>) -> Result<Response, Fault> {
    let (base, id) = (directory.base(), TeamId(number(&id)?));
    let shown = directory.site.db().read(move |tx| groups::one(tx, &base, id)).await?;
    Ok(ok(&directory.wish.cut(shown)))
}

async fn add_group(directory: Directory, body: Bytes) -> Result<Response, Fault> {
    let (base, request) = (directory.base(), read(&body)?);
    Ok(made(&directory.does(move |work| groups::add(work, &base, &request)).await?))
}

async fn replace_group(directory: Directory, Path(id): Path<String>, body: Bytes) -> Result<Response, Fault> {
    let (base, id, request) = (directory.base(), TeamId(number(&id)?), read(&body)?);
    Ok(ok(&directory.does(move |work| groups::replace(work, &base, id, &request)).await?))
}

async fn patch_group(directory: Directory, Path(id): Path<String>, body: Bytes) -> Result<Response, Fault> {
    let (base, id, request) = (directory.base(), TeamId(number(&id)?), read(&body)?);
    let looked = (base.clone(), request.clone());
    let before = directory.site.db().read(move |tx| groups::one(tx, &looked.0, id)).await?;
    patch::patched(&before, &request)?;
    let changed = directory.does(move |work| {
        let before = groups::one(work, &base, id)?;
        let after = patch::patched(&before, &request).map_err(|_| Trouble::Changed("group"))?;
        groups::replace(work, &base, id, &after)
    });
    Ok(ok(&changed.await?))
}

async fn remove_group(directory: Directory, Path(id): Path<String>) -> Result<Response, Fault> {
    let id = TeamId(number(&id)?);
    directory.does(move |work| groups::remove(work, id).map(|()| Value::Null)).await?;
    Ok(gone())
}

// ── What there is ──

async fn config(State(site): State<Site>, _: Directory) -> Response {
    ok(&located(&site, discovery()["config"].clone(), "ServiceProviderConfig"))
}

async fn resource_types(State(site): State<Site>, _: Directory) -> Response {
    let all = described(&site, "types", "ResourceTypes");
    list(all.len(), 1, all)
}

async fn resource_type(State(site): State<Site>, _: Directory, Path(id): Path<String>) -> Result<Response, Fault> {
    named(described(&site, "types", "ResourceTypes"), &id)
}

async fn schemas(State(site): State<Site>, _: Directory) -> Response {
    let all = described(&site, "schemas", "Schemas");
    list(all.len(), 1, all)
}

async fn schema(State(site): State<Site>, _: Directory, Path(id): Path<String>) -> Result<Response, Fault> {
    named(described(&site, "schemas", "Schemas"), &id)
}

async fn search_all(_: Directory) -> Response {
    Fault::not_implemented().into_response()
}

async fn nothing(_: Directory) -> Response {
    Fault::not_found().into_response()
}

fn discovery() -> Value {
    serde_json::from_str(DISCOVERY).unwrap_or(Value::Null)
}

fn described(site: &Site, what: &str, shelf: &str) -> Vec<Value> {
    let all = discovery()[what].as_array().cloned().unwrap_or_default();
    let placed = |one: Value| {
        let id = one["id"].as_str().unwrap_or_default().to_owned();
        located(site, one, &format!("{shelf}/{id}"))
    };
    all.into_iter().map(placed).collect()
}

fn located(site: &Site, mut one: Value, place: &str) -> Value {
    let kind = place.split('/').next().unwrap_or_default().trim_end_matches('s');
    one["meta"] = json!({ "resourceType": kind, "location": format!("{}/scim/v2/{place}", site.base_url()) });
    one
}

fn named(all: Vec<Value>, id: &str) -> Result<Response, Fault> {
    let found = all.into_iter().find(|one| one["id"].as_str() == Some(id)).ok_or_else(Fault::not_found)?;
    Ok(ok(&found))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_there_is_is_described_and_read() {
        let said = discovery();

        assert_eq!(said["config"]["patch"]["supported"], json!(true));
        assert_eq!(said["schemas"].as_array().map(Vec::len), Some(5));
        assert_eq!(said["types"].as_array().map(Vec::len), Some(2));
    }

    #[test]
    fn a_resource_is_cut_to_what_was_asked_for() {
        let ana =
            json!({ "schemas": ["u"], "id": "3", "userName": "ana", "name": { "givenName": "A", "familyName": "R" }, "active": true });
        let only = Wish { attributes: names("userName,name.givenName"), ..Wish::default() };
        let without = Wish { without: names("active, name.familyName, id"), ..Wish::default() };

        assert_eq!(
            only.cut(ana.clone()),
            json!({ "schemas": ["u"], "id": "3", "userName": "ana", "name": { "givenName": "A", "familyName": "R" } })
        );
        assert_eq!(without.cut(ana), json!({ "schemas": ["u"], "id": "3", "userName": "ana", "name": { "givenName": "A" } }));
    }
}
