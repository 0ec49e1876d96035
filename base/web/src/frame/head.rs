//! The head of every page and what scripts find in it. Nothing here is executable: the content policy forbids it.

use crate::SignedIn;
use crate::assets;
use crate::text::Text;
use maud::{Markup, PreEscaped, html};
use serde_json::{Map, Value};

const STYLES: &[&str] = &[
    "css/tokens.css",
    "css/base.css",
    "css/shell.css",
    "css/components.css",
    "css/list.css",
    "css/thread.css",
    "css/composer.css",
    "css/overlays.css",
    "css/pages.css",
];

/// Sentences scripts say, by the names scripts know them under.
const SCRIPT_TEXTS: &[(&str, &str)] = &[];

/// htmx without inline styles, swapping only what is an answer; composers keep their content under a morph.
const HTMX: &str = r#"{"includeIndicatorCSS":false}"#;

pub(super) fn common(text: &Text, title: &str, csrf: &str) -> Markup {
    html! {
        meta charset="utf-8";
        meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
        title { (title) " · Frontline" }
        meta name="color-scheme" content="light dark";
        meta name="htmx-config" content=(HTMX);
        meta name="csrf" content=(csrf);
        @for style in STYLES { link rel="stylesheet" href=(assets::url(style)); }
        link rel="stylesheet" media="print" href=(assets::url("css/print.css"));
        script type="application/json" id="texts" { (PreEscaped(script_texts(text))) }
        script src=(assets::url("vendor/htmx.min.js")) defer {}
        script type="module" src=(assets::url("js/app.js")) {}
    }
}

pub(super) fn live(signed_in: &SignedIn) -> Markup {
    html! { meta name="live" content="/live" data-after=(signed_in.seen) data-agent=(signed_in.agent_id); }
}

pub(super) fn toasts(text: &Text) -> Markup {
    html! { div.toasts id="toasts" role="region" aria-live="polite" aria-label=(text.say("web-toasts")) {} }
}

/// JSON that cannot close its element: `<` is written as an escape.
fn script_texts(text: &Text) -> String {
    let said: Map<String, Value> = SCRIPT_TEXTS.iter().map(|(name, key)| ((*name).to_owned(), Value::String(text.say(key)))).collect();
    Value::Object(said).to_string().replace('<', "\\u003c")
}
