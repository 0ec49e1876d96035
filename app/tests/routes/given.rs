//! What stands in the addresses and forms of the walk.

/// The concrete address: each placeholder's value leads to the secret thing, or to nothing.
pub fn address(path: &str) -> String {
    let mut concrete = path.to_owned();
    for (placeholder, value) in [
        ("{number}", "1"),
        ("{id}", "1"),
        ("{raw}", "1"),
        ("{session}", "1"),
        ("{draft}", "1"),
        ("{customer}", "1"),
        ("{identity}", "1"),
        ("{note}", "1"),
        ("{merge}", "1"),
        ("{message}", "1"),
        ("{macro}", "1"),
        ("{other}", "1"),
        ("{item}", "1"),
        ("{language}", "es"),
        ("{slug}", "returns"),
        ("{follow_up}", "1"),
        ("{side_conversation}", "1"),
        ("{shared_draft}", "1"),
        ("{company}", "1"),
        ("{attribute}", "1"),
        ("{verb}", "refund"),
        ("{verdict}", "1"),
        ("{delegation}", "1"),
        ("{policy}", "1"),
        ("{product}", "1"),
        ("{rule}", "1"),
        ("{suggestion}", "1"),
        ("{variant}", "1"),
        ("{file}", "1.pdf"),
        ("{code}", "booking"),
        ("{figure}", "denials"),
        ("{key}", "language"),
        ("{view}", "all"),
        ("{word}", "sent"),
        ("{side}", "imap"),
        ("{token}", "AAAA"),
        ("{hash}", "0"),
        ("{*path}", "js/app.js"),
    ] {
        concrete = concrete.replace(placeholder, value);
    }
    assert!(
        !concrete.contains('{'),
        "{path} has a placeholder this test does not know: say in app/tests/routes/given.rs what it stands for"
    );
    concrete
}

/// Whether an address is for programs: opened by a token, never by a cookie.
pub fn is_api(path: &str) -> bool {
    path.starts_with("/api/")
}

/// What a page would send there: files in parts, everything else as a form. A program sends JSON.
pub fn form(path: &str, csrf: &str) -> String {
    if is_api(path) {
        return "{}".into();
    }
    if path.ends_with("/files") {
        let part =
            |name: &str, more: &str, body: &str| format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"{more}\r\n\r\n{body}\r\n");
        return format!("{}{}--b--\r\n", part("csrf", "", csrf), part("file", "; filename=\"a.txt\"", "words"));
    }
    format!("csrf={csrf}&url=http%3A%2F%2Fx.example%2Fa.png")
}
