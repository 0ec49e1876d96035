//! The list of addresses, each with what it needs; the list is also what tests walk.

use crate::api::{self, Call, Description, Published};
use crate::guard::{Guard, stand_before};
use crate::handler::AnyHandler;
use crate::layers;
use crate::problem::Problem;
use crate::site::Site;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodFilter, MethodRouter, on};
use axum::{Extension, Router};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(30);
const UPLOAD_PATIENCE: Duration = Duration::from_secs(600);

/// What a caller must be before the handler runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Open to the world: sign-in, invitations, health.
    Anyone,
    /// Any agent with a session or token.
    SignedIn,
    /// An agent who holds this permission.
    Permission(&'static str),
    /// A program that signs what it sends. There is no session and no form token; the handler checks the signature over the
    /// body as it came before it does anything else.
    Signature,
}

/// One line of the listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteInfo {
    pub method: Method,
    pub path: &'static str,
    pub needs: Needs,
    pub handler_name: &'static str,
}

/// Addresses, in the order they were added.
#[derive(Default)]
pub struct Routes(Vec<Route>);

struct Route {
    info: RouteInfo,
    handler: MethodRouter<Site>,
    patience: Duration,
    guarded: bool,
    /// Open to whoever must still set up a second factor.
    while_setting_up: bool,
    /// What the API's description says of it; `None` for a page.
    about: Option<Description>,
}

impl Routes {
    /// No address yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Shows something and changes nothing.
    #[inline]
    #[must_use]
    pub fn get<H, T>(self, path: &'static str, needs: Needs, handler: H) -> Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        self.add(Method::GET, path, needs, MethodFilter::GET, AnyHandler::of(handler))
    }

    /// Changes something; the form's token is checked first.
    #[inline]
    #[must_use]
    pub fn post<H, T>(self, path: &'static str, needs: Needs, handler: H) -> Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        self.add(Method::POST, path, needs, MethodFilter::POST, AnyHandler::of(handler))
    }

    /// Replaces something; the token is checked first.
    #[inline]
    #[must_use]
    pub fn put<H, T>(self, path: &'static str, needs: Needs, handler: H) -> Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        self.add(Method::PUT, path, needs, MethodFilter::PUT, AnyHandler::of(handler))
    }

    /// Changes part of something; the token is checked first.
    #[inline]
    #[must_use]
    pub fn patch<H, T>(self, path: &'static str, needs: Needs, handler: H) -> Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        self.add(Method::PATCH, path, needs, MethodFilter::PATCH, AnyHandler::of(handler))
    }

    /// Takes something away; the token is checked first.
    #[inline]
    #[must_use]
    pub fn delete<H, T>(self, path: &'static str, needs: Needs, handler: H) -> Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        self.add(Method::DELETE, path, needs, MethodFilter::DELETE, AnyHandler::of(handler))
    }

    /// A POST that carries files: up to `limit_bytes`, with time for a slow line.
    #[inline]
    #[must_use]
    pub fn upload<H, T>(self, path: &'static str, needs: Needs, limit_bytes: usize, handler: H) -> Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        self.post(path, needs, handler).carrying(limit_bytes)
    }

    /// The last one takes so many bytes, and the time for them.
    fn carrying(mut self, limit_bytes: usize) -> Self {
        if let Some(route) = self.0.last_mut() {
            route.patience = UPLOAD_PATIENCE;
            route.handler = std::mem::take(&mut route.handler).layer(DefaultBodyLimit::max(limit_bytes));
        }
        self
    }

    /// An address of the API: opened by a bearer token only, and described.
    #[must_use]
    pub fn api(mut self, call: Call) -> Self {
        let about = call.about;
        let info = RouteInfo {
            method: about.method.clone(),
            path: about.path,
            needs: about.needs,
            handler_name: call.handler_name,
        };
        let patience = if call.is_slow { UPLOAD_PATIENCE } else { PATIENCE };
        self.0.push(Route {
            info,
            handler: call.handler,
            patience,
            guarded: true,
            while_setting_up: false,
            about: Some(about),
        });
        self
    }

    /// The OpenAPI document of the calls among these addresses.
    pub fn description(&self) -> serde_json::Value {
        api::describe(self.0.iter().filter_map(|route| route.about.as_ref()))
    }

    /// The last one is open also to whoever must set up a second factor before anything else.
    #[must_use]
    pub fn while_setting_up(mut self) -> Self {
        if let Some(route) = self.0.last_mut() {
            route.while_setting_up = true;
        }
        self
    }

    /// A GET the guard has nothing to say to: assets and health, answered without looking up a session.
    #[must_use]
    pub(crate) fn open<H, T>(self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        let mut routes = self.get(path, Needs::Anyone, handler);
        if let Some(route) = routes.0.last_mut() {
            route.guarded = false;
        }
        routes
    }

    /// Adds another room's addresses.
    #[must_use]
    pub fn merge(mut self, others: Self) -> Self {
        self.0.extend(others.0);
        self
    }

    /// Every address with its need, for tests that walk them all.
    pub fn listing(&self) -> Vec<RouteInfo> {
        self.0.iter().map(|route| route.info.clone()).collect()
    }

    /// The whole site: these addresses, each guarded, inside the layers every answer passes through.
    pub fn into_router(self, site: Site) -> Router {
        let published = Published::new(self.0.iter().filter_map(|route| route.about.clone()));
        let router = self
            .0
            .into_iter()
            .fold(Router::new(), |router, route| router.route(route.info.path, route.guarded_for(&site)));
        let router = router
            .fallback(async || Problem::not_found())
            .method_not_allowed_fallback(async || Problem::wrong_method())
            .layer(Extension(published));
        layers::around(router, &site).with_state(site)
    }

    fn add(mut self, method: Method, path: &'static str, needs: Needs, filter: MethodFilter, handler: AnyHandler) -> Self {
        let info = RouteInfo { method, path, needs, handler_name: handler.name };
        self.0.push(Route {
            info,
            handler: on(filter, handler),
            patience: PATIENCE,
            guarded: true,
            while_setting_up: false,
            about: None,
        });
        self
    }
}

impl Route {
    fn guarded_for(self, site: &Site) -> MethodRouter<Site> {
        if !self.guarded {
            return self.handler;
        }
        let guard = Guard {
            site: site.clone(),
            needs: self.info.needs,
            patience: self.patience,
            is_api: self.about.is_some(),
            while_setting_up: self.while_setting_up,
        };
        self.handler.route_layer(from_fn_with_state(guard, stand_before))
    }
}
