//! Makes foreign HTML showable (attack cases 6 and 7): nothing that runs, nothing that loads without being asked, nothing that
//! leaves its box. It is shown in a sandboxed frame under a strict policy as well; neither relies on the other.
//!
//! Cleaning is repeated until nothing changes any more, because HTML that means something else when parsed again is how
//! sanitisers are fooled. What does not settle, or is too costly to parse, is shown as plain text.

mod images;
mod style;

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ammonia::{Builder, UrlRelative};
use serde::Serialize;

use crate::{calm_html, html_text};

pub use images::RemoteImages;

const MOST_NODES: usize = 150_000;
const LARGEST_BYTES: usize = 2 * 1024 * 1024;
const MOST_ROUNDS: usize = 4;

const TAGS: [&str; 59] = [
    "a",
    "abbr",
    "address",
    "b",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
    "mark",
];

/// Elements that vanish with everything in them.
const GONE_WHOLE: [&str; 22] = [
    "script",
    "style",
    "title",
    "svg",
    "math",
    "noscript",
    "template",
    "object",
    "embed",
    "applet",
    "iframe",
    "frame",
    "frameset",
    "noframes",
    "noembed",
    "xmp",
    "plaintext",
    "textarea",
    "select",
    "audio",
    "video",
    "canvas",
];

/// HTML that may be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SafeHtml {
    /// A fragment for the body of the frame.
    pub html: String,
    /// How many remote images the sender wanted loaded, in tags and in styles, shown or not.
    pub remote_images: usize,
}

/// Sanitises HTML. `images` gives the URL of an inline image by its content id; `remote` says what to do with images
/// elsewhere.
pub fn sanitise(html: &str, images: &dyn Fn(&str) -> Option<String>, remote: RemoteImages<'_>) -> SafeHtml {
    let html = &html[..html.floor_char_boundary(LARGEST_BYTES)];
    let calm = if calm_html::is_calm(html, MOST_NODES) {
        Cow::Borrowed(html)
    } else {
        Cow::Owned(calm_html::without_formatting(html))
    };
    let in_styles = Arc::new(AtomicUsize::new(0));
    let settled = calm_html::is_calm(&calm, MOST_NODES).then(|| settle(&calm, &in_styles)).flatten();
    match settled {
        Some(clean) => {
            let mut safe = images::rewrite(&clean, images, remote);
            safe.remote_images += in_styles.load(Ordering::Relaxed);
            safe
        }
        None => SafeHtml { html: as_text(html), remote_images: 0 },
    }
}

/// Cleans until cleaning changes nothing.
fn settle(html: &str, in_styles: &Arc<AtomicUsize>) -> Option<String> {
    let mut before = cleaner(in_styles.clone()).clean(html).to_string();
    let again = cleaner(Arc::default());
    for _ in 0..MOST_ROUNDS {
        let after = again.clean(&before).to_string();
        if after == before {
            return Some(after);
        }
        before = after;
    }
    None
}

fn as_text(html: &str) -> String {
    let text = html_text::strip(html).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!("<pre>{text}</pre>")
}

fn cleaner(in_styles: Arc<AtomicUsize>) -> Builder<'static> {
    let mut builder = Builder::empty();
    builder
        .tags(TAGS.into())
        .clean_content_tags(GONE_WHOLE.into())
        .generic_attributes(["align", "bgcolor", "dir", "height", "lang", "style", "title", "valign", "width", "background"].into())
        .tag_attributes(
            [
                ("a", ["href"].into()),
                ("img", ["src", "alt", "border"].into()),
                ("font", ["color", "face", "size"].into()),
                ("table", ["border", "cellpadding", "cellspacing", "summary"].into()),
                ("td", ["colspan", "rowspan", "nowrap"].into()),
                ("th", ["colspan", "rowspan", "nowrap", "scope"].into()),
                ("col", ["span"].into()),
                ("ol", ["start", "type"].into()),
                ("ul", ["type"].into()),
                ("hr", ["size", "color", "noshade"].into()),
            ]
            .into(),
        )
        // `cid` and `data` are for images alone; the filter below sees to that.
        .url_schemes(["http", "https", "mailto", "tel", "cid", "data"].into())
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer nofollow"))
        .set_tag_attribute_value("a", "target", "_blank")
        .strip_comments(true)
        .attribute_filter(move |element, attribute, value| allowed(element, attribute, value, &in_styles));
    builder
}

/// The value an attribute may keep, if any.
fn allowed<'v>(element: &str, attribute: &str, value: &'v str, in_styles: &AtomicUsize) -> Option<Cow<'v, str>> {
    match (element, attribute) {
        ("a", "href") => is_link(value).then_some(Cow::Borrowed(value)),
        ("img", "src") => Some(Cow::Borrowed(value)),
        (_, "background") => {
            in_styles.fetch_add(usize::from(!value.trim().is_empty()), Ordering::Relaxed);
            None
        }
        (_, "style") => {
            let (kept, remote) = style::filter(value);
            in_styles.fetch_add(remote, Ordering::Relaxed);
            (!kept.is_empty()).then_some(Cow::Owned(kept))
        }
        (_, "width" | "height" | "border" | "cellpadding" | "cellspacing" | "colspan" | "rowspan" | "span") => {
            is_size(value).then_some(Cow::Borrowed(value))
        }
        _ => (value.len() <= 1_000).then_some(Cow::Borrowed(value)),
    }
}

/// Only where a click may lead; browsers ignore blanks and control characters in schemes, so we do too.
fn is_link(value: &str) -> bool {
    let plain: String = value
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace())
        .take(10)
        .collect::<String>()
        .to_ascii_lowercase();
    ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| plain.starts_with(scheme))
}

fn is_size(value: &str) -> bool {
    let digits = value.trim().trim_end_matches('%').trim_end_matches("px");
    digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

#[cfg(test)]
mod tests;
