//! What a device keeps to be an app: the service worker with the list of the shell, the manifest, and the page for when there is no
//! connection. None of them says anything about anybody.

use crate::fields::Query;
use crate::frame::doorstep;
use crate::site::Site;
use crate::{Visitor, assets};
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use kit::Locale;
use maud::{Markup, html};
use serde_json::json;

const SCRIPT: &str = "js/later/service-worker.js";

/// The script with the release it belongs to: another release is another script, by which browsers notice it.
pub(crate) async fn service_worker() -> Response {
    let script = assets::find(SCRIPT).unwrap_or_default();
    let said = format!(
        "const RELEASE = {};\nconst SHELL = {};\n{}",
        json!(assets::hash()),
        json!(shell().map(assets::url).collect::<Vec<_>>()),
        String::from_utf8_lossy(script)
    );
    ([(CONTENT_TYPE, "text/javascript; charset=utf-8"), (CACHE_CONTROL, "no-cache")], said).into_response()
}

/// What every page is made of, whoever sees it: the one script and the one sheet, and what is fetched by itself.
fn shell() -> impl Iterator<Item = &'static str> {
    let alone = [
        "css/app.css",
        "js/app.js",
        "js/csrf.js",
        "js/live-stream.js",
        "js/live-worker.js",
        "js/texts.js",
        "vendor/htmx.min.js",
        "vendor/inter-latin.woff2",
        "icons.svg",
        "icons/app.svg",
        "icons/app-192.png",
    ];
    assets::paths().filter(move |path| *path != SCRIPT && (path.starts_with("js/later/") || alone.contains(path)))
}

/// The desk as an app, in the language of the page that names it.
pub(crate) async fn manifest(State(site): State<Site>, query: Query) -> Response {
    let text = site.text(Locale::of_tag(query.text("lang")).unwrap_or_default());
    let icon = |path: &str, sizes: &str, kind: &str, purpose: &str| json!({ "src": assets::url(path), "sizes": sizes, "type": kind, "purpose": purpose });
    let shortcut = |key: &str, url: &str| json!({ "name": text.say(key), "url": url, "icons": [icon("icons/app-192.png", "192x192", "image/png", "any")] });
    let said = json!({
        "id": "/",
        "name": "Frontline",
        "short_name": "Frontline",
        "description": text.say("web-app-about"),
        "lang": text.locale().tag(),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f3f5f3",
        "theme_color": "#0a6b52",
        "categories": ["business", "productivity"],
        "icons": [
            icon("icons/app.svg", "any", "image/svg+xml", "any"),
            icon("icons/app-192.png", "192x192", "image/png", "any"),
            icon("icons/app-512.png", "512x512", "image/png", "any"),
            icon("icons/app-maskable-512.png", "512x512", "image/png", "maskable"),
        ],
        "shortcuts": [
            shortcut("web-app-mine", "/views/mine"),
            shortcut("web-app-unassigned", "/views/unassigned"),
            shortcut("web-app-notices", "/notices"),
            shortcut("web-app-new", "/new"),
        ],
    });
    ([(CONTENT_TYPE, "application/manifest+json"), (CACHE_CONTROL, "no-cache")], said.to_string()).into_response()
}

/// Shown by the service worker instead of a page it cannot fetch, and by its own address to whoever wants to see what waits. It is
/// kept on the device, so it carries no token and no name.
pub(crate) async fn offline(visitor: Visitor) -> Markup {
    let text = visitor.t();
    let title = text.say("web-offline-title");
    let body = html! {
        div.doorstep-inner {
            div { div.brand-mark aria-hidden="true" { "F" } }
            div {
                h1 { (title) }
                p.lead data-line="gone" { (text.say("web-offline-gone")) }
                p.lead data-line="here" hidden { (text.say("web-offline-here")) }
            }
            div.stack data-waiting-list {}
            footer { a.button href="/" { (text.say("web-offline-open")) } }
        }
    };
    doorstep(text, &title, "", &body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_script_of_the_shell_imports_is_in_the_shell() {
        let carried: Vec<&str> = shell().collect();
        let mut asked = 0;
        for path in carried.iter().filter(|path| path.ends_with(".js") && !path.starts_with("vendor/")) {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let script = String::from_utf8_lossy(assets::find(path).expect("carried"));
            for from in script
                .split(['"', '\''])
                .filter(|part| part.starts_with("./") && part.ends_with(".js") || part.starts_with("../"))
            {
                let file = match from.strip_prefix("../") {
                    Some(file) => format!("js/{file}"),
                    None => format!("{folder}/{}", from.trim_start_matches("./")),
                };
                asked += 1;
                assert!(carried.contains(&file.as_str()) || file == SCRIPT, "{path} imports {file}, which no device keeps");
            }
        }
        assert!(asked > 8, "only {asked} imports were found: have they another form now?");
    }
}
