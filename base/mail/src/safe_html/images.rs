//! Where the images of cleaned HTML come from: our own copy of an inline part, our proxy, or nowhere.
//!
//! Works on the cleaner's output, whose form is known: every attribute in double quotes, every `<` of text escaped.

use base64::Engine;

use super::SafeHtml;
use crate::media_type::sniff;

const LARGEST_DATA_IMAGE: usize = 48 * 1024;

/// What to do with images that lie on other people's servers.
#[derive(Clone, Copy)]
pub enum RemoteImages<'a> {
    /// Leave them out, count them.
    Blocked,
    /// Load them through the URL this makes of theirs.
    Proxied(&'a dyn Fn(&str) -> String),
}

/// Gives each image its source, or takes it away.
pub(super) fn rewrite(clean: &str, images: &dyn Fn(&str) -> Option<String>, remote: RemoteImages<'_>) -> SafeHtml {
    let mut safe = SafeHtml { html: String::with_capacity(clean.len()), remote_images: 0 };
    let mut rest = clean;
    while let Some(at) = rest.find('<') {
        safe.html.push_str(&rest[..at]);
        let end = tag_end(&rest[at..]);
        let tag = &rest[at..at + end];
        if tag.starts_with("<img ") {
            image(tag, images, remote, &mut safe)
        } else {
            safe.html.push_str(tag)
        }
        rest = &rest[at + end..];
    }
    safe.html.push_str(rest);
    safe
}

/// Where the tag at the start ends; quotes may hold `>`.
pub(super) fn tag_end(from: &str) -> usize {
    let mut quoted = false;
    for (at, byte) in from.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return at + 1,
            _ => {}
        }
    }
    from.len()
}

fn image(tag: &str, images: &dyn Fn(&str) -> Option<String>, remote: RemoteImages<'_>, safe: &mut SafeHtml) {
    let Some((before, source, after)) = source_of(tag) else {
        return safe.html.push_str(tag);
    };
    let source = unescape(source);
    let lower = source.trim_start().to_ascii_lowercase();
    let shown = if lower.starts_with("http://") || lower.starts_with("https://") {
        safe.remote_images += 1;
        match remote {
            RemoteImages::Blocked => None,
            RemoteImages::Proxied(proxy) => Some(proxy(source.trim())),
        }
    } else if lower.starts_with("cid:") {
        let id = source.trim().get(4..).unwrap_or_default();
        images(id).or_else(|| images(&percent_decoded(id)))
    } else {
        is_small_picture(&lower, source.trim()).then(|| source.trim().to_owned())
    };
    safe.html.push_str(before);
    if let Some(url) = shown {
        safe.html.push_str(&format!(" src=\"{}\"", escape(&url)));
    }
    safe.html.push_str(after);
}

/// The tag before its source, the source, and the rest; looks at attribute names only, never into values.
fn source_of(tag: &str) -> Option<(&str, &str, &str)> {
    let mut at = "<img".len();
    while let Some(equals) = tag[at..].find("=\"") {
        let name = tag[at..at + equals].trim();
        let value = at + equals + 2;
        let end = value + tag[value..].find('"')?;
        if name == "src" {
            return Some((&tag[..at], &tag[value..end], &tag[end + 1..]));
        }
        at = end + 1;
    }
    None
}

/// A data URL that is what it says: a small PNG, JPEG or GIF.
fn is_small_picture(lower: &str, source: &str) -> bool {
    let kind = ["image/png", "image/jpeg", "image/gif"]
        .into_iter()
        .find(|kind| lower.starts_with(&format!("data:{kind};base64,")));
    let Some(kind) = kind.filter(|_| source.len() <= LARGEST_DATA_IMAGE) else {
        return false;
    };
    let data: String = source.split_once(',').map_or("", |(_, data)| data).split_whitespace().collect();
    base64::engine::general_purpose::STANDARD.decode(data).is_ok_and(|bytes| sniff(&bytes, "") == kind)
}

fn percent_decoded(id: &str) -> String {
    id.replace("%40", "@").replace("%2B", "+").replace("%24", "$").replace("%20", " ")
}

fn unescape(value: &str) -> String {
    value
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&nbsp;", "\u{a0}")
        .replace("&amp;", "&")
}

fn escape(value: &str) -> String {
    value.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}
