//! The browser's files: kept for good under their hash, never a way out of their folder.

use crate::stage::*;
use axum::http::StatusCode;
use web::Routes;

#[tokio::test]
async fn a_file_is_kept_for_good_under_its_hash_and_asked_for_again_under_an_old_one() {
    let desk = Desk::with(Routes::new());
    let address = web::assets::url("js/app.js");

    let fresh = desk.gets(&address).answer().await;
    let old = desk.gets("/assets/0000000000000000/js/app.js").answer().await;
    let known = desk.gets(&address).header("if-none-match", fresh.header("etag")).answer().await;

    assert_eq!((fresh.status, fresh.header("content-type")), (StatusCode::OK, "text/javascript; charset=utf-8"));
    assert_eq!(
        (fresh.header("cache-control"), old.header("cache-control")),
        ("public, max-age=31536000, immutable", "no-cache")
    );
    assert_eq!((known.status, known.text.as_str(), old.text == fresh.text), (StatusCode::NOT_MODIFIED, "", true));
}

#[tokio::test]
async fn only_files_for_browsers_are_carried() {
    let desk = Desk::with(Routes::new());

    for path in ["README.md", "vendor/README.md", "vendor/htmx.LICENSE", "../Cargo.toml", "%2e%2e/Cargo.toml", "js", ""] {
        let answer = desk.gets(&format!("/assets/x/{path}")).answer().await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
}

async fn bytes_of(answer: axum::response::Response) -> Vec<u8> {
    axum::body::to_bytes(answer.into_body(), 1 << 20).await.expect("a file").to_vec()
}

#[tokio::test]
async fn text_travels_compressed_and_fonts_do_not() {
    let desk = Desk::with(Routes::new());

    let script = desk.gets(&web::assets::url("js/app.js")).header("accept-encoding", "gzip, br").raw().await;
    let font = desk
        .gets(&web::assets::url("vendor/inter-latin.woff2"))
        .header("accept-encoding", "gzip, br")
        .raw()
        .await;

    let plain = desk.gets(&web::assets::url("js/app.js")).header("accept-encoding", "gzip;q=0, br;q=0").raw().await;

    assert_eq!(script.headers()["content-encoding"], "br");
    assert!(!font.headers().contains_key("content-encoding") && !plain.headers().contains_key("content-encoding"));
    assert_ne!(script.headers()["etag"], plain.headers()["etag"], "other bytes are another thing to a cache");
    let (packed, whole) = (bytes_of(script).await, bytes_of(plain).await);
    let mut unpacked = Vec::new();
    brotli::BrotliDecompress(&mut &packed[..], &mut unpacked).expect("brotli");
    assert_eq!(unpacked, whole);
}

#[test]
fn every_picture_the_pieces_draw_is_on_the_sheet() {
    let sheet = String::from_utf8_lossy(web::assets::find("icons.svg").expect("the icon sheet is carried"));
    for name in ["warning", "cross", "check", "info", "wifi-off", "inbox", "search", "people", "menu", "chevron-left"] {
        assert!(sheet.contains(&format!("symbol id=\"{name}\"")), "{name} is not in icons.svg");
    }
}

/// What a browser fetches before it shows the workspace for the first time, as it travels.
#[tokio::test]
async fn the_first_load_of_the_workspace_is_light() {
    let desk = Desk::with(Routes::new());
    let (mut scripts, mut rest) = (0, 0);
    for path in web::assets::paths() {
        // What every page needs travels as one script and one sheet; the rest is fetched when the page stands, or where it is needed.
        let first = matches!(
            path,
            "js/app.js" | "vendor/htmx.min.js" | "css/app.css" | "icons.svg" | "icons/app.svg" | "vendor/inter-latin.woff2"
        );
        if !first {
            continue;
        }
        let answer = desk.gets(&web::assets::url(path)).header("accept-encoding", "gzip, br").raw().await;
        let size = bytes_of(answer).await.len();
        if path.ends_with(".js") { scripts += size } else { rest += size }
    }
    println!("scripts {scripts} bytes, everything {} bytes", scripts + rest);

    // Of 40,000 bytes of scripts and 120,000 in all, ten thousand are left for the scripts that come later, and ten for the page itself.
    assert!(scripts > 10_000 && scripts <= 30_000, "scripts weigh {scripts} bytes: leave something out");
    assert!(scripts + rest <= 100_000, "the first load weighs {} bytes: leave something out", scripts + rest);
}

/// What is no page needs no policy for pages; what can be opened as one keeps it.
#[tokio::test]
async fn policies_for_pages_come_with_what_a_browser_may_show() {
    let desk = Desk::with(Routes::new());
    for (path, is_page) in [("js/app.js", false), ("css/app.css", false), ("icons.svg", true), ("js/live-worker.js", true)] {
        let answer = desk.gets(&web::assets::url(path)).raw().await;
        let said = answer.headers();

        assert_eq!(said.contains_key("content-security-policy"), is_page, "{path}");
        assert_eq!(
            (said["x-content-type-options"].as_bytes(), said["cross-origin-resource-policy"].as_bytes()),
            (&b"nosniff"[..], &b"same-origin"[..])
        );
    }
}
