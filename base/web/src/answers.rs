//! The two answers a form gets besides a problem: where to go next, and itself again with its mistakes.

use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::Markup;

/// It is done; look there. A browser follows; htmx is told to go there as a whole page.
pub fn see_other(path: &str) -> Redirect {
    Redirect::to(path)
}

/// The form again, with its mistakes: htmx swaps it into its place, a browser shows it.
pub fn with_mistakes(form: Markup) -> (StatusCode, Markup) {
    (StatusCode::UNPROCESSABLE_ENTITY, form)
}

/// For htmx a redirect becomes a whole page: else the next page would be swapped into a corner of this one.
pub(crate) fn lead_whole_page(response: Response) -> Response {
    let (true, Some(next)) = (response.status().is_redirection(), response.headers().get(LOCATION).cloned()) else {
        return response;
    };
    let mut led = StatusCode::OK.into_response();
    *led.headers_mut() = response.headers().clone();
    led.headers_mut().remove(LOCATION);
    led.headers_mut().insert("hx-redirect", next);
    led
}
