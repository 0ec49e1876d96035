//! What every page carries: protecting headers, nothing executable inside, landmarks, and only the settings one may open.

use crate::stage::*;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Redirect;
use db::Trouble;
use futures::future::BoxFuture;
use web::RailProvider;
use web::parts::{button, checkbox, field, form, select};
use web::{
    Frame, Markup, MenuEntry, Mistakes, Needs, Problem, Query, Routes, SignedIn, Site, Visitor, bare, html, see_other, with_mistakes,
};

async fn desk_page(State(site): State<Site>, signed_in: SignedIn) -> Result<Markup, Problem> {
    Frame::new(&site, &signed_in, "Desk")
        .here("inbox:1")
        .list(html! { "list" })
        .panel(html! { "panel" })
        .body(html! { h1 { "Work" } })
        .await
}

async fn settings_page(State(site): State<Site>, signed_in: SignedIn, query: Query) -> Result<Markup, Problem> {
    let mut mistakes = Mistakes::none();
    mistakes.add("name", "Enter a name.");
    let body = form(
        &signed_in.csrf,
        "/settings",
        &html! {
            (field("Name", "name").value(query.text("name")).hint("As customers see it").error(mistakes.of("name")).required())
            (select("Language", "locale", [("en", "English"), ("es", "Español")], "es"))
            (checkbox("Tell me", "tell", true))
            (button("Save").primary())
        },
    );
    Frame::new(&site, &signed_in, "People").settings("people").body(body).await
}

async fn sign_in(visitor: Visitor) -> Markup {
    bare(&visitor, "Sign in", form(&visitor.csrf, "/sign-in", &html! { (button("Sign in")) }))
}

async fn save() -> Redirect {
    see_other("/settings")
}

async fn refuse() -> (StatusCode, Markup) {
    with_mistakes(html! { form {} })
}

fn routes() -> Routes {
    Routes::new()
        .get("/", Needs::SignedIn, desk_page)
        .get("/settings", Needs::SignedIn, settings_page)
        .get("/sign-in", Needs::Anyone, sign_in)
        .get("/save", Needs::Anyone, save)
        .get("/refuse", Needs::Anyone, refuse)
}

fn furnished(base_url: &str) -> Desk {
    let entry = |name, href, needs| MenuEntry {
        name,
        href,
        label_key: "web-search",
        needs,
        icon: "people",
        group_key: "web-settings",
    };
    let menu = vec![
        entry("people", "/settings", Needs::Permission("people.manage")),
        entry("profile", "/profile", Needs::SignedIn),
    ];
    Desk::at(base_url, routes(), |site| site.settings_menu(menu))
}

async fn all_pages(desk: &Desk) -> Vec<Answer> {
    let mut pages = Vec::new();
    for path in ["/", "/settings?name=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "/sign-in", "/nowhere"] {
        pages.push(desk.gets(path).with_session(ANAS_SESSION).answer().await);
    }
    pages
}

#[tokio::test]
async fn no_page_holds_anything_the_policy_would_have_to_allow() {
    let desk = furnished("http://desk.example");

    for page in all_pages(&desk).await {
        let policy = page.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self';"), "{policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        let html = page.text.to_lowercase();
        for banned in ["<style", " style=", " onclick", " onload", " onerror", " onsubmit", " hx-on", "javascript:", "<base"] {
            assert!(!html.contains(banned), "{banned} in {html}");
        }
        for script in html.split("<script").skip(1) {
            let tag = script.split('>').next().unwrap();
            assert!(tag.contains("src=\"/assets/") || tag.contains("type=\"application/json\""), "<script{tag}>");
        }
    }
}

#[tokio::test]
async fn every_answer_carries_the_protecting_headers() {
    let desk = furnished("http://desk.example");

    for page in all_pages(&desk).await {
        assert_eq!((page.header("x-content-type-options"), page.header("referrer-policy")), ("nosniff", "same-origin"));
        assert_eq!((page.header("cross-origin-opener-policy"), page.header("cache-control")), ("same-origin", "no-store"));
        assert!(
            page.header("content-security-policy").contains("frame-ancestors 'none'")
                && page.header("permissions-policy").contains("camera=()")
        );
        assert_eq!(page.header("strict-transport-security"), "");
    }
}

#[tokio::test]
async fn over_https_cookies_are_bound_to_this_host_and_browsers_stay_on_https() {
    let desk = furnished("https://desk.example");

    let page = desk.gets("/sign-in").answer().await;

    let cookie = page.header("set-cookie");
    assert!(
        cookie.starts_with("__Host-frontline-visit=") && cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure"),
        "{cookie}"
    );
    assert!(page.header("strict-transport-security").starts_with("max-age=63072000"));
    let session = web::session_cookie(&desk.site, &kit::Token::presented("t"), Some(3600));
    assert_eq!(session, "__Host-frontline=t; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=3600");
}

#[tokio::test]
async fn a_page_can_be_walked_without_seeing_it() {
    let desk = furnished("http://desk.example");

    let page = desk.gets("/").with_session(ANAS_SESSION).answer().await.text;

    for landmark in [
        "<html lang=\"en\"",
        "<title>Desk · Frontline</title>",
        "class=\"skip-link\" href=\"#work\"",
        "<nav class=\"rail\" id=\"rail\" aria-label=\"Views and inboxes\"",
        "<main class=\"work\" id=\"work\"",
        "<aside class=\"panel\" id=\"panel\" aria-label=\"Details\"",
        "role=\"status\"",
    ] {
        assert!(page.contains(landmark), "{landmark} is missing in {page}");
    }
    assert_eq!(page.matches("<main").count(), 1);
}

#[tokio::test]
async fn a_field_names_its_hint_and_its_mistake() {
    let desk = furnished("http://desk.example");

    let page = desk.gets("/settings?name=%22%3E").with_session(BENS_SESSION).answer().await.text;

    for piece in [
        "<label for=\"name\">Name</label><input class=\"input\" type=\"text\" required id=\"name\" name=\"name\" aria-describedby=\"name-hint name-error\" aria-invalid=\"true\" value=\"&quot;&gt;\">",
        "<p class=\"hint\" id=\"name-hint\">As customers see it</p>",
        "<option value=\"es\" selected>Español</option>",
        "<form method=\"post\" action=\"/settings\"><input type=\"hidden\" name=\"csrf\" value=\"",
    ] {
        assert!(page.contains(piece), "{piece} is missing in {page}");
    }
}

#[tokio::test]
async fn the_settings_menu_shows_what_one_may_open() {
    let desk = furnished("http://desk.example");

    let anas = desk.gets("/settings").with_session(ANAS_SESSION).answer().await.text;
    let bens = desk.gets("/settings").with_session(BENS_SESSION).answer().await.text;

    assert!(anas.contains("href=\"/profile\"") && !anas.contains("href=\"/settings\""), "{anas}");
    assert!(bens.contains("href=\"/profile\"") && bens.contains("href=\"/settings\" aria-current=\"page\""), "{bens}");
}

/// A rail that says where one is.
struct Rail;

impl RailProvider for Rail {
    fn rail<'a>(&'a self, _: &'a Site, signed_in: &'a SignedIn, here: &'a str) -> BoxFuture<'a, Result<Markup, Trouble>> {
        Box::pin(async move { Ok(html! { p { (signed_in.name) " is at “" (here) "”" } }) })
    }
}

#[tokio::test]
async fn every_page_shows_the_rail_except_settings_which_bring_their_own() {
    let desk = Desk::at("http://desk.example", routes(), |site| site.rail(Rail));

    let work = desk.gets("/").with_session(ANAS_SESSION).answer().await.text;
    let settings = desk.gets("/settings").with_session(ANAS_SESSION).answer().await.text;

    assert!(work.contains("Ana Lindqvist is at “inbox:1”"), "{work}");
    assert!(!settings.contains("Ana Lindqvist is at"), "{settings}");
}

#[tokio::test]
async fn before_signing_in_the_language_is_the_browsers_or_the_one_chosen() {
    let desk = furnished("http://desk.example");

    let browsers = desk.gets("/sign-in").header("accept-language", "zh-CN").answer().await.text;
    let chosen = desk.gets("/sign-in?lang=es").header("accept-language", "zh-CN").answer().await.text;

    assert!(browsers.contains("<html lang=\"zh\"") && chosen.contains("<html lang=\"es\""));
}

#[tokio::test]
async fn a_redirect_leads_the_whole_page_and_mistakes_come_back_as_the_form() {
    let desk = furnished("http://desk.example");

    let browser = desk.gets("/save").answer().await;
    let script = desk.gets("/save").header("hx-request", "true").answer().await;
    let mistaken = desk.gets("/refuse").header("hx-request", "true").answer().await;

    assert_eq!((browser.status, browser.header("location")), (StatusCode::SEE_OTHER, "/settings"));
    assert_eq!((script.status, script.header("hx-redirect"), script.header("location")), (StatusCode::OK, "/settings", ""));
    assert_eq!((mistaken.status, mistaken.text.as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "<form></form>"));
}
