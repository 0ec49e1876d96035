//! The head of every page and what scripts find in it. Nothing here is executable: the content policy forbids it.

use crate::SignedIn;
use crate::assets;
use crate::text::Text;
use maud::{Markup, PreEscaped, html};
use serde_json::{Map, Value};

/// The names of the sentences scripts say; the catalogue has each as `web-script-` and the name in kebab case.
/// `{name}` and `{count}` are filled in by the script.
const SCRIPT_TEXTS: &[&str] = &[
    "saved",
    "saving",
    "offline",
    "restored",
    "draftChanged",
    "uploading",
    "uploadFailed",
    "failed",
    "selected",
    "showAll",
    "noCommands",
    "dismiss",
    "shortcutsOther",
    "arrived",
    "waitingOne",
    "waitingMany",
    "waitingHere",
    "waitingOld",
    "waitingRefused",
    "waitingBack",
    "waitingDrop",
    "waitingOthers",
    "heldOne",
    "heldMany",
    "leavingTitle",
    "leavingOne",
    "leavingMany",
    "leavingStay",
    "leavingGo",
];

/// htmx without inline styles; a refused request is told in a toast and never swapped in, a form with mistakes (422) is.
const HTMX: &str = r#"{"includeIndicatorCSS":false,"defaultSettleDelay":0,"extensions":"frontline","noSwap":[204,304,401,403,404,409,412,413,429,"5xx"],"morphSkip":"fl-composer,[data-keep]","defaultTimeout":20000}"#;

pub(super) fn common(text: &Text, title: &str, csrf: &str) -> Markup {
    html! {
        meta charset="utf-8";
        meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
        title { (tab(title)) }
        meta name="csrf-token" content=(csrf);
        meta name="htmx-config" content=(HTMX);
        meta name="theme-color" media="(prefers-color-scheme: light)" content="#f3f5f3";
        meta name="theme-color" media="(prefers-color-scheme: dark)" content="#0d1211";
        link rel="manifest" href={ "/manifest.webmanifest?lang=" (text.locale().tag()) };
        link rel="icon" href=(assets::url("icons/app.svg")) type="image/svg+xml";
        link rel="apple-touch-icon" href=(assets::url("icons/app-180.png"));
        link rel="stylesheet" href=(assets::url("css/app.css"));
        script defer src=(assets::url("vendor/htmx.min.js")) {}
        script type="module" src=(assets::url("js/app.js")) {}
        script type="application/json" id="texts" { (PreEscaped(script_texts(text))) }
    }
}

/// What stands in the browser's tab.
pub(super) fn tab(title: &str) -> String {
    format!("{title} · Frontline")
}

/// Where scripts listen for changes, and since when.
pub(super) fn live(signed_in: &SignedIn) -> Markup {
    html! { meta name="live" content="/live" data-after=(signed_in.seen) data-agent=(signed_in.agent_id) data-session=[signed_in.session_id]; }
}

/// JSON that cannot close its element: `<` is written as an escape.
fn script_texts(text: &Text) -> String {
    let said: Map<String, Value> = SCRIPT_TEXTS.iter().map(|name| ((*name).to_owned(), Value::String(say(text, name)))).collect();
    Value::Object(said).to_string().replace('<', "\\u003c")
}

fn say(text: &Text, name: &str) -> String {
    let key = name.chars().fold(String::from("web-script-"), |mut key, c| {
        if c.is_ascii_uppercase() {
            key.push('-');
        }
        key.push(c.to_ascii_lowercase());
        key
    });
    text.say_with(&key, &[("name", &"{name}"), ("count", &"{count}")])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_the_head_names_is_carried() {
        for path in ["css/app.css", "vendor/htmx.min.js", "js/app.js", "icons/app.svg", "icons/app-180.png"] {
            assert!(assets::find(path).is_some(), "/assets/{path} is named in the head but not carried");
        }
    }

    #[test]
    fn every_sentence_scripts_ask_for_is_given() {
        let scripts = assets::paths().filter(|path| path.starts_with("js/")).filter_map(assets::find);
        let asked: Vec<String> = scripts.flat_map(|script| asked_for(&String::from_utf8_lossy(script))).collect();

        assert!(asked.len() > 5, "no script asks for a sentence any more: has texts.js changed?");
        for name in asked {
            assert!(
                SCRIPT_TEXTS.contains(&name.as_str()),
                "a script says text(\"{name}\"); add it to SCRIPT_TEXTS and the catalogues"
            );
        }
    }

    /// The names in `text("name"` as whole words.
    fn asked_for(script: &str) -> Vec<String> {
        let named = |(before, after): (&str, &str)| {
            let whole = !before.ends_with(|c: char| c.is_alphanumeric() || c == '.' || c == '_');
            whole.then(|| after.split('"').next().unwrap_or_default().to_owned())
        };
        script
            .match_indices("text(\"")
            .filter_map(|(at, call)| named((&script[..at], &script[at + call.len()..])))
            .collect()
    }
}
