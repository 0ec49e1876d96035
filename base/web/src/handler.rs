//! A handler behind a pointer. What axum makes of a kind of handler (its place in the router, its clones, its call) is made once instead of
//! once for each of a thousand, and the program that starts touches none of their code.

use crate::site::Site;
use axum::extract::Request;
use axum::handler::Handler;
use axum::response::Response;
use futures::future::BoxFuture;
use std::marker::PhantomData;
use std::sync::Arc;

/// Any of our handlers, and what it is called.
#[derive(Clone)]
pub struct AnyHandler {
    answers: Arc<dyn Answers>,
    pub name: &'static str,
}

trait Answers: Send + Sync {
    fn answer(&self, request: Request, site: Site) -> BoxFuture<'static, Response>;
}

struct Known<H, T>(H, PhantomData<fn() -> T>);

impl<H: Handler<T, Site>, T: 'static> Answers for Known<H, T> {
    fn answer(&self, request: Request, site: Site) -> BoxFuture<'static, Response> {
        Box::pin(self.0.clone().call(request, site))
    }
}

impl AnyHandler {
    #[inline]
    pub fn of<H: Handler<T, Site>, T: 'static>(handler: H) -> Self {
        Self { answers: Arc::new(Known(handler, PhantomData)), name: std::any::type_name::<H>() }
    }
}

impl Handler<Self, Site> for AnyHandler {
    type Future = BoxFuture<'static, Response>;

    fn call(self, request: Request, site: Site) -> Self::Future {
        self.answers.answer(request, site)
    }
}
