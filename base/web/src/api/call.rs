//! One address of the API: handler, need and description in one place, so that none of them can be forgotten.

use super::describe::{self, Parameters, Schemas, Shape};
use crate::handler::AnyHandler;
use crate::routes::Needs;
use crate::site::Site;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodFilter, MethodRouter, on};
use utoipa::{IntoParams, ToSchema};

/// An address of the API, ready for [`crate::Routes::api`].
pub struct Call {
    pub(crate) handler: MethodRouter<Site>,
    pub(crate) handler_name: &'static str,
    pub(crate) about: Description,
    pub(crate) is_slow: bool,
}

/// What the OpenAPI document says of a call. Shapes are named, not drawn: drawn they are megabytes, and a desk nobody asks
/// for the document does without.
#[derive(Clone)]
pub(crate) struct Description {
    pub method: Method,
    pub path: &'static str,
    pub needs: Needs,
    /// `conversations.show`: module and function of the handler.
    pub id: String,
    pub summary: &'static str,
    pub details: &'static str,
    pub query: Option<Parameters>,
    pub body: Option<Shape>,
    pub answer: Answer,
    pub is_conditional: bool,
    /// Answers of its own beside these: status, what it means, the shape.
    pub others: Vec<(&'static str, &'static str, Shape)>,
    /// Placeholders that are words, not keys.
    pub words: Vec<&'static str>,
}

/// What a call answers when it succeeds.
#[derive(Clone, Copy)]
pub(crate) enum Answer {
    /// 200 with one thing and its tag.
    One(Shape),
    /// 200 with something that has no tag.
    Plain(Shape),
    /// 201.
    Made(Shape),
    /// A page of a list.
    Page(Shape),
    /// 204.
    Done,
    /// 200 with bytes or a stream of this type.
    Raw(&'static str),
}

/// Shows something.
#[inline]
pub fn get<H: Handler<T, Site>, T: 'static>(path: &'static str, needs: Needs, handler: H) -> Call {
    Call::new(Method::GET, MethodFilter::GET, path, needs, AnyHandler::of(handler))
}

/// Makes something, or does something.
#[inline]
pub fn post<H: Handler<T, Site>, T: 'static>(path: &'static str, needs: Needs, handler: H) -> Call {
    Call::new(Method::POST, MethodFilter::POST, path, needs, AnyHandler::of(handler))
}

/// Puts something in its place; again changes nothing.
#[inline]
pub fn put<H: Handler<T, Site>, T: 'static>(path: &'static str, needs: Needs, handler: H) -> Call {
    Call::new(Method::PUT, MethodFilter::PUT, path, needs, AnyHandler::of(handler))
}

/// Changes part of something.
#[inline]
pub fn patch<H: Handler<T, Site>, T: 'static>(path: &'static str, needs: Needs, handler: H) -> Call {
    Call::new(Method::PATCH, MethodFilter::PATCH, path, needs, AnyHandler::of(handler))
}

/// Takes something away.
#[inline]
pub fn delete<H: Handler<T, Site>, T: 'static>(path: &'static str, needs: Needs, handler: H) -> Call {
    Call::new(Method::DELETE, MethodFilter::DELETE, path, needs, AnyHandler::of(handler))
}

impl Call {
    fn new(method: Method, filter: MethodFilter, path: &'static str, needs: Needs, handler: AnyHandler) -> Self {
        let handler_name = handler.name;
        Self {
            handler: on(filter, handler),
            handler_name,
            is_slow: false,
            about: Description {
                method,
                path,
                needs,
                id: id(handler_name),
                summary: "",
                details: "",
                query: None,
                body: None,
                answer: Answer::Done,
                is_conditional: false,
                others: Vec::new(),
                words: Vec::new(),
            },
        }
    }

    /// What it does, in one line.
    #[must_use]
    pub const fn says(mut self, summary: &'static str) -> Self {
        self.about.summary = summary;
        self
    }

    /// What else is worth knowing.
    #[must_use]
    pub const fn explains(mut self, details: &'static str) -> Self {
        self.about.details = details;
        self
    }

    /// The parameters behind the question mark.
    #[must_use]
    pub fn asks<Q: IntoParams>(mut self) -> Self {
        self.about.query = Some(describe::in_query_of::<Q>);
        self
    }

    /// The body.
    #[must_use]
    pub fn takes<B: ToSchema>(mut self) -> Self {
        self.about.body = Some(Schemas::refer::<B>);
        self
    }

    /// Answers 200 with one thing and its tag.
    #[must_use]
    pub fn gives<T: ToSchema>(mut self) -> Self {
        self.about.answer = Answer::One(Schemas::refer::<T>);
        self
    }

    /// Answers 200 with something that has no tag.
    #[must_use]
    pub fn reports<T: ToSchema>(mut self) -> Self {
        self.about.answer = Answer::Plain(Schemas::refer::<T>);
        self
    }

    /// Answers 201 with what was made.
    #[must_use]
    pub fn makes<T: ToSchema>(mut self) -> Self {
        self.about.answer = Answer::Made(Schemas::refer::<T>);
        self
    }

    /// Answers with pages of these.
    #[must_use]
    pub fn lists<T: ToSchema>(mut self) -> Self {
        self.about.answer = Answer::Page(Schemas::refer::<T>);
        self
    }

    /// Answers with bytes of this media type.
    #[must_use]
    pub fn streams(mut self, media_type: &'static str) -> Self {
        self.about.answer = Answer::Raw(media_type);
        self
    }

    /// Answers with this status too, and then with this shape.
    #[must_use]
    pub fn or<T: ToSchema>(mut self, status: &'static str, means: &'static str) -> Self {
        self.about.others.push((status, means, Schemas::refer::<T>));
        self
    }

    /// Heeds `If-Match`.
    #[must_use]
    pub const fn conditional(mut self) -> Self {
        self.about.is_conditional = true;
        self
    }

    /// A placeholder that is a word, not a key.
    #[must_use]
    pub fn word(mut self, name: &'static str) -> Self {
        self.about.words.push(name);
        self
    }

    /// Takes a body of up to `limit_bytes`, with time for a slow line.
    #[must_use]
    pub fn carries(mut self, limit_bytes: usize) -> Self {
        self.handler = std::mem::take(&mut self.handler).layer(DefaultBodyLimit::max(limit_bytes));
        self.is_slow = true;
        self
    }
}

/// `desk::api::conversations::show` → `conversations.show`.
fn id(handler_name: &str) -> String {
    let bare = handler_name.split('<').next().unwrap_or(handler_name);
    let mut parts: Vec<&str> = bare.rsplit("::").take(2).collect();
    parts.reverse();
    parts.join(".")
}
