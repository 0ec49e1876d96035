//! Pictures of mails (attack 7): only what the mail asks for, only from public addresses, and nothing that tells who reads.

use crate::stage::{Answer, Office};
use crate::world::{PNG, PUBLIC, answer};
use axum::http::StatusCode;

fn escaped(url: &str) -> String {
    url::form_urlencoded::byte_serialize(url.as_bytes()).collect()
}

impl Office {
    /// Mia's mail shows these pictures. Says the key of its message.
    async fn mail_with(&self, pictures: &[&str]) -> i64 {
        let images: String = pictures.iter().map(|url| format!("<p>Look: <img src=\"{url}\"></p>\n")).collect();
        let mail = format!(
            "From: Mia <mia@example.org>\nTo: support@kettle.example\nSubject: Look\nMessage-ID: <look@example.org>\nContent-Type: text/html\n\n{images}"
        );
        let raw = self.receives(self.support, &mail).await;
        self.message_of(raw).await
    }

    async fn picture(&self, message: i64, url: &str) -> Answer {
        self.ana().get(&format!("/mail-images/{message}?url={}", escaped(url))).await
    }
}

#[testkit::both_databases]
async fn a_picture_of_the_mail_is_fetched_and_shown(office: Office) {
    office.world.names("pictures.example", &[PUBLIC]);
    office
        .world
        .serves(|_| answer("200 OK", "Content-Type: text/plain\r\nSet-Cookie: who=mia\r\n", PNG))
        .await;
    let message = office.mail_with(&["http://pictures.example/kettle.png?a=1&amp;b=2"]).await;

    let shown = office.picture(message, "http://pictures.example/kettle.png?a=1&b=2").await;

    assert_eq!((shown.status, shown.bytes.as_slice()), (StatusCode::OK, PNG));
    assert_eq!(shown.header("content-type"), "image/png");
    assert_eq!(shown.header("x-content-type-options"), "nosniff");
    assert!(shown.header("cache-control").starts_with("private"));
    assert!(shown.headers.get("set-cookie").is_none());
    assert!(office.world.heard()[0].starts_with("GET /kettle.png?a=1&b=2 HTTP/1.1\r\n"));
}

#[testkit::both_databases]
async fn attack_07_the_request_tells_nothing_of_who_reads(office: Office) {
    office.world.names("pictures.example", &[PUBLIC]);
    office.world.serves(|_| answer("200 OK", "", PNG)).await;
    let message = office.mail_with(&["http://pictures.example/a.png"]).await;

    let browser = office
        .ana()
        .with_header("referer", "http://desk.example/conversations/1")
        .with_header("user-agent", "Ana's Firefox");
    let shown = browser
        .get(&format!("/mail-images/{message}?url={}", escaped("http://pictures.example/a.png")))
        .await;

    assert_eq!(shown.status, StatusCode::OK);
    let heard = office.world.heard()[0].to_lowercase();
    for telling in ["cookie", "referer", "ana", "desk.example", "authorization", "x-forwarded", "accept-language"] {
        assert!(!heard.contains(telling), "{telling} in {heard}");
    }
}

#[testkit::both_databases]
async fn attack_07_only_what_the_mail_asks_for_is_fetched(office: Office) {
    office.world.names("pictures.example", &[PUBLIC]);
    office.world.serves(|_| answer("200 OK", "", PNG)).await;
    let message = office.mail_with(&["http://pictures.example/a.png"]).await;

    let other = office.picture(message, "http://pictures.example/b.png").await;
    let none = office.ana().get(&format!("/mail-images/{message}")).await;
    let nowhere = office.picture(message + 100, "http://pictures.example/a.png").await;

    assert_eq!([other.status, none.status, nowhere.status], [StatusCode::NOT_FOUND; 3]);
    assert!(office.world.connected().is_empty());
}

#[testkit::both_databases]
async fn attack_07_no_spelling_of_a_private_address_is_ever_asked(office: Office) {
    let spellings = [
        "http://127.0.0.1/a.png",
        "http://127.1/a.png",
        "http://2130706433/a.png",
        "http://0x7f000001/a.png",
        "http://0177.0.0.1/a.png",
        "http://0/a.png",
        "http://[::1]/a.png",
        "http://[::ffff:127.0.0.1]/a.png",
        "http://[::ffff:7f00:1]/a.png",
        "http://[64:ff9b::7f00:1]/a.png",
        "http://[fe80::1]/a.png",
        "http://[fd00::1]/a.png",
        "http://10.0.0.1/a.png",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/a.png",
        "http://localhost/a.png",
        "http://localhost./a.png",
        "http://LOCALHOST/a.png",
        "http://inside.example/a.png",
        "http://both.example/a.png",
        "http://metadata.google.internal/a.png",
        "http://mia:secret@pictures.example/a.png",
        "http://pictures.example:8080/a.png",
        "https://pictures.example:22/a.png",
        "http://pictures.example:443/a.png",
    ];
    for (name, addresses) in [
        ("localhost", &["127.0.0.1", "::1"][..]),
        ("localhost.", &["127.0.0.1"][..]),
        ("inside.example", &["192.168.1.10"][..]),
        ("both.example", &[PUBLIC, "10.0.0.7"][..]),
        ("metadata.google.internal", &["169.254.169.254"][..]),
        ("pictures.example", &[PUBLIC][..]),
    ] {
        office.world.names(name, addresses);
    }
    office.world.serves(|_| answer("200 OK", "", PNG)).await;
    let message = office.mail_with(&spellings).await;

    for spelling in spellings {
        let refused = office.picture(message, spelling).await;
        assert!(refused.status.is_client_error(), "{spelling}: {}", refused.status);
    }

    assert_eq!(office.world.connected(), []);
}

#[testkit::both_databases]
async fn attack_07_a_redirect_is_judged_like_the_first_address(office: Office) {
    for (name, address) in [("pictures.example", PUBLIC), ("inside.example", "127.0.0.1")] {
        office.world.names(name, &[address]);
    }
    office
        .world
        .serves(|path| match path {
            "/ok" => answer("302 Found", "Location: /picture\r\n", b""),
            "/picture" => answer("200 OK", "", PNG),
            "/name" => answer("301 Moved", "Location: http://inside.example/\r\n", b""),
            "/number" => answer("307 Moved", "Location: http://169.254.169.254/latest\r\n", b""),
            "/file" => answer("302 Found", "Location: file:///etc/passwd\r\n", b""),
            _ => answer("302 Found", "Location: /round\r\n", b""),
        })
        .await;
    let urls = ["ok", "name", "number", "file", "round"].map(|path| format!("http://pictures.example/{path}"));
    let message = office.mail_with(&urls.each_ref().map(String::as_str)).await;

    let mut statuses = Vec::new();
    for url in &urls {
        statuses.push(office.picture(message, url).await.status.as_u16());
    }

    assert_eq!(statuses, [200, 422, 422, 422, 422]);
    assert!(
        office.world.connected().iter().all(|address| address.ip().to_string() == PUBLIC),
        "{:?}",
        office.world.connected()
    );
    let rounds = office.world.heard().iter().filter(|head| head.starts_with("GET /round")).count();
    assert_eq!(rounds, 4, "one request and three redirects");
}

#[testkit::both_databases]
async fn attack_07_what_is_no_picture_or_too_large_is_refused(office: Office) {
    office.world.names("pictures.example", &[PUBLIC]);
    office
        .world
        .serves(|path| match path {
            "/html" => answer("200 OK", "Content-Type: image/png\r\n", b"<script>alert(1)</script>"),
            "/svg" => answer("200 OK", "Content-Type: image/svg+xml\r\n", b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>"),
            "/declared" => b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n\x89PNG\r\n\x1a\n".to_vec(),
            "/endless" => {
                let head = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n\x89PNG\r\n\x1a\n".to_vec();
                [head, vec![0; 6 << 20]].concat()
            }
            "/gone" => answer("404 Not Found", "", PNG),
            _ => b"not HTTP at all\r\n\r\n".to_vec(),
        })
        .await;
    let urls = ["html", "svg", "declared", "endless", "gone", "noise"].map(|path| format!("http://pictures.example/{path}"));
    let message = office.mail_with(&urls.each_ref().map(String::as_str)).await;

    for url in &urls {
        let refused = office.picture(message, url).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{url}");
        assert!(!refused.text().contains("alert(1)"));
    }
}

#[testkit::both_databases]
async fn attack_22_pictures_are_for_those_who_may_see_the_mail(office: Office) {
    office.world.names("pictures.example", &[PUBLIC]);
    office.world.serves(|_| answer("200 OK", "", PNG)).await;
    let mail = "From: mia@example.org\nTo: secret@kettle.example\nSubject: x\nContent-Type: text/html\n\n<img src=\"http://pictures.example/a.png\">\n";
    let raw = office.receives(office.secret, mail).await;
    let message = office.message_of(raw).await;
    let path = format!("/mail-images/{message}?url={}", escaped("http://pictures.example/a.png"));

    let (ana, carla, stranger) = (office.ana().get(&path).await, office.carla().get(&path).await, office.stranger().get(&path).await);

    assert_eq!((ana.status, carla.status), (StatusCode::NOT_FOUND, StatusCode::OK));
    assert_ne!(stranger.status, StatusCode::OK);
    assert_eq!(office.world.heard().len(), 1);
}
