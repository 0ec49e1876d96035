//! Every address of the portal, walked. The guard lets anybody pass there, so this is what keeps strangers out: whoever has no
//! living session of their own sees nothing and changes nothing. A new address takes part by itself.

use crate::browser::{Browser, Page};
use crate::stage::{House, MIA, TOM};
use axum::http::{Method, StatusCode};
use db::Actor;
use orders::action::Cancel;
use orders::bill::BillOf;
use orders::returns::RefundTo;
use orders::{Request, papers};
use testkit::both_databases;
use web::RouteInfo;

/// What only Mia may see.
async fn secrets(house: &House) -> Vec<String> {
    let order = house.arrived.id;
    let paper = house.read(move |tx| papers::of(tx, BillOf::Order(order))).await.remove(0);
    let more = ["Kettle (", "TRACK", "Teestr", "Berlin", "Mia Keller", MIA].map(str::to_owned);
    more.into_iter()
        .chain([house.arrived.number.clone(), house.waiting.number.clone(), paper.number])
        .collect()
}

/// The portal's own addresses, leading to Mia's things.
async fn addresses(house: &House) -> Vec<(RouteInfo, String)> {
    let order = house.arrived.id;
    let paper = house.read(move |tx| papers::of(tx, BillOf::Order(order))).await.remove(0).id;
    let listing = portal::routes().listing().into_iter().filter(|route| route.path.starts_with("/portal"));
    let concrete = listing.map(|route| {
        let id = if route.path.contains("/papers/") { paper.to_string() } else { "1".into() };
        let path = route.path.replace("{number}", &house.waiting.number).replace("{id}", &id);
        assert!(!path.contains('{'), "{} has a placeholder this walk does not know", route.path);
        (route, path)
    });
    concrete.collect()
}

/// All that forms of the portal carry, so that nothing is refused for being incomplete.
async fn form(house: &House) -> Vec<(&'static str, String)> {
    let (order, actor) = (house.waiting.id, Actor::Customer(house.mia.0));
    let unit = house.units(order).await[0].id;
    let request = Request::Cancel(Cancel {
        order,
        units: vec![unit],
        reason: "changed_mind".into(),
        refund_to: RefundTo::Original,
    });
    let text = serde_json::to_string(&request).expect("json");
    // As she sees it herself in her browser: the hash is the right one.
    let seen = house.sees(actor, request).await;
    [
        ("verb", "cancel"),
        ("unit", &unit.to_string()),
        ("reason", "changed_mind"),
        ("request", &text),
        ("hash", &seen.hash),
        ("key", "walk"),
        ("text", "words"),
        ("email", "walker@elsewhere.example"),
        ("code", "000000"),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .into_iter()
    .collect()
}

async fn ask(browser: &mut Browser, method: &Method, path: &str, form: &[(&'static str, String)]) -> Page {
    if *method == Method::GET {
        return browser.get(path).await;
    }
    let fields: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.post(path, &fields).await
}

/// Walks everything as somebody who has no business with Mia's things.
async fn walks_and_finds_nothing(house: &House, who: &str, browser: &Browser) {
    let (secrets, form) = (secrets(house).await, form(house).await);
    let before = (house.count("action").await, house.count("conversation").await, house.states(house.waiting.id).await);
    for (route, path) in addresses(house).await {
        // Each address is asked afresh: signing out on the way must not make the rest harmless.
        let mut browser = browser.clone();
        let page = ask(&mut browser, &route.method, &path, &form).await;
        let at_the_door = !route.path.contains('{');
        let kept_out = page.leads_to == "/portal" || page.status == StatusCode::NOT_FOUND;
        assert!(at_the_door || kept_out, "{who}: {} {path} answered {} {}", route.method, page.status, page.leads_to);
        assert!(!page.status.is_server_error(), "{who}: {} {path} broke", route.method);
        for secret in &secrets {
            assert!(!page.body.contains(secret.as_str()), "{who}: {} {path} shows {secret}", route.method);
        }
    }
    let after = (house.count("action").await, house.count("conversation").await, house.states(house.waiting.id).await);
    assert_eq!(after, before, "{who} changed something");
}

#[both_databases]
async fn attack_22_without_a_living_session_of_ones_own_nothing_is_shown(house: House) {
    let ana = house.ana;
    let mia = house.comes_in(MIA).await;
    let stranger = {
        let mut browser = house.browser();
        browser.get("/portal").await;
        browser
    };
    let mut agent = stranger.clone();
    let visitor = agents::sign_in::Visitor::default();
    let token = house.works(Actor::System, move |work| agents::sessions::open(work, ana, &visitor, "a walk")).await;
    agent.cookies.insert("__Host-frontline".into(), token.reveal().into());
    agent.get("/portal").await;
    let mut guessed = stranger.clone();
    guessed.cookies.insert("__Host-frontline-portal".into(), token.reveal().into());

    walks_and_finds_nothing(&house, "nobody", &stranger).await;
    walks_and_finds_nothing(&house, "another customer", &house.comes_in(TOM).await).await;
    walks_and_finds_nothing(&house, "an agent", &agent).await;
    walks_and_finds_nothing(&house, "a guess", &guessed).await;
    house.forward(portal::sessions::LONGEST_SECONDS + 1);
    walks_and_finds_nothing(&house, "an expired session", &mia).await;
    let left = house.comes_in(MIA).await;
    let id = house.mia;
    house.works(Actor::Customer(id.0), move |work| portal::sessions::end_all(work, id)).await;
    walks_and_finds_nothing(&house, "a revoked session", &left).await;
}

#[both_databases]
async fn attack_34_nothing_changes_without_the_token_of_the_page_or_from_another_site(house: House) {
    let mia = house.comes_in(MIA).await;
    let form = form(&house).await;
    let before = (house.count("action").await, house.count("conversation").await, house.count("portal_session").await);
    for (route, path) in addresses(&house).await.into_iter().filter(|(route, _)| route.method != Method::GET) {
        let mut bare = mia.clone();
        bare.csrf = String::new();
        let mut foreign = mia.clone();
        foreign.headers = vec![("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")];
        let mut borrowed = mia.clone();
        borrowed.csrf = house.comes_in(TOM).await.csrf;
        for (how, browser) in [("no token", &mut bare), ("another site", &mut foreign), ("somebody else's token", &mut borrowed)] {
            let page = ask(browser, &route.method, &path, &form).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{} {path} took a form with {how}", route.method);
        }
        house.forward(3_601);
    }
    let sessions = house.count("portal_session").await;
    assert_eq!((house.count("action").await, house.count("conversation").await), (before.0, before.1));
    assert!(sessions >= before.2, "somebody was signed out");
}

#[both_databases]
async fn what_is_private_is_kept_nowhere_and_no_token_stands_in_a_page_or_an_address(house: House) {
    let mut mia = house.comes_in(MIA).await;
    let session = mia.session().expect("a session").to_owned();
    for (route, path) in addresses(&house).await.into_iter().filter(|(route, _)| route.method == Method::GET) {
        let page = mia.get(&path).await;
        assert_eq!(page.headers["cache-control"], "no-store", "{path} may be kept");
        assert_eq!(page.headers["referrer-policy"], "same-origin", "{path} tells others where she was");
        assert!(!page.body.contains(&session) && !page.leads_to.contains(&session), "{} shows the session", route.path);
        assert!(!page.body.contains("href=\"http") || path == "/portal", "{} leads elsewhere", route.path);
    }
}
