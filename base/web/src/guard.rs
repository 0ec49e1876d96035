//! Stands before every handler: finds out who asks, holds the route's need against it, and checks changes for forgery.

use crate::caller::{Caller, identify, identify_program};
use crate::person::Asked;
use crate::problem::{Problem, Spoken};
use crate::routes::Needs;
use crate::site::Site;
use crate::{cookie, csrf};
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::SET_COOKIE;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use std::time::{Duration, Instant};

/// What one route is guarded with.
#[derive(Clone)]
pub(crate) struct Guard {
    pub site: Site,
    pub needs: Needs,
    /// How long an answer may take.
    pub patience: Duration,
    /// Opened by a bearer token only, at the token's pace.
    pub is_api: bool,
    /// Open also to whoever must set up a second factor before anything else.
    pub while_setting_up: bool,
}

/// The middleware around each handler.
pub(crate) async fn stand_before(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let method = request.method().clone();
    let answer = tokio::time::timeout(guard.patience, admit(&guard, request, next)).await;
    let response = answer.unwrap_or_else(|_| Problem::too_slow().into_response());
    let took_ms = began.elapsed().as_millis() as u64;
    // The route's pattern, not its path: paths may name people.
    tracing::debug!(%method, route = route.as_ref().map(MatchedPath::as_str), status = response.status().as_u16(), took_ms, "answered");
    response
}

async fn admit(guard: &Guard, request: Request, next: Next) -> Response {
    if guard.needs == Needs::Signature {
        return next.run(request).await;
    }
    let (asked, body) = request.into_parts();
    if guard.is_api {
        return admit_program(guard, Request::from_parts(asked, body), next).await;
    }
    let caller = match identify(&guard.site, &asked).await {
        Ok(caller) => caller,
        Err(problem) => return problem.into_response(),
    };
    let mut response = match may_pass(guard, &caller, Request::from_parts(asked, body)).await {
        Ok(request) => next.run(introduce(&caller, request)).await,
        Err(problem) => problem.into_response(),
    };
    response.extensions_mut().insert(Spoken(caller.visitor.t().clone()));
    remember_visit(guard, &caller, &mut response);
    response
}

/// A program at a call of the API: its token, its pace, its permission. No cookie is looked at, so no other site can borrow one.
async fn admit_program(guard: &Guard, request: Request, next: Next) -> Response {
    let (asked, body) = request.into_parts();
    let caller = match identify_program(&guard.site, &asked).await {
        Ok(caller) => caller,
        Err(problem) => return problem.into_response(),
    };
    let token = caller.signed_in.as_ref().and_then(|who| who.api_token_id).unwrap_or_default();
    let pace = guard.site.rates().take(token, guard.site.now());
    let mut response = match pace.wait_seconds {
        Some(seconds) => Problem::too_many(seconds).into_response(),
        None => match may_pass(guard, &caller, Request::from_parts(asked, body)).await {
            Ok(request) => next.run(introduce(&caller, request)).await,
            Err(problem) => problem.into_response(),
        },
    };
    pace.tell(response.headers_mut());
    response.extensions_mut().insert(Spoken(caller.visitor.t().clone()));
    response
}

async fn may_pass(guard: &Guard, caller: &Caller, request: Request) -> Result<Request, Problem> {
    if caller.not_from_here && guard.needs != Needs::Anyone {
        return Err(Problem::not_from_here(caller.visitor.address));
    }
    match (guard.needs, &caller.signed_in) {
        (Needs::Anyone | Needs::Signature, _) | (Needs::SignedIn, Some(_)) => {}
        (Needs::Permission(name), Some(signed_in)) if signed_in.may(name) => {}
        (Needs::Permission(_), Some(_)) => return Err(Problem::forbidden()),
        (_, None) => return Err(Problem::sign_in_first()),
    }
    if caller.signed_in.as_ref().is_some_and(|who| who.asked == Asked::Now) && guard.needs != Needs::Anyone && !guard.while_setting_up {
        return Err(Problem::set_up_first());
    }
    if !csrf::changes_something(request.method()) || caller.by_api_token {
        return Ok(request);
    }
    csrf::check(&guard.site, &caller.bound_to, request).await
}

fn introduce(caller: &Caller, mut request: Request) -> Request {
    request.extensions_mut().insert(caller.visitor.clone());
    if let Some(signed_in) = &caller.signed_in {
        request.extensions_mut().insert(signed_in.clone());
    }
    request
}

/// Before sign-in a form is bound to this cookie; a signed-in agent needs none. A language chosen now is spoken from here on.
fn remember_visit(guard: &Guard, caller: &Caller, response: &mut Response) {
    if let (Some(visit), None, Needs::Anyone) = (&caller.new_visit, &caller.signed_in, guard.needs) {
        response.headers_mut().append(SET_COOKIE, cookie::visit_cookie(&guard.site, visit));
    }
    if let (Some(locale), Needs::Anyone) = (caller.chose_language, guard.needs) {
        response.headers_mut().append(SET_COOKIE, cookie::language_cookie(&guard.site, locale));
    }
}
