//! A message as it may be shown: sanitised, its history folded, remote images off until asked.
//!
//! Pure. HTML is served as a document of its own into a sandboxed frame; what comes out of here is already harmless
//! without the frame, and the frame's policy would hold without this.

use crate::attachments::Attachment;
use crate::{Message, MessageId};
use mail::{RemoteImages, fold_html, fold_text, sanitise};

/// The readable part of a message, and the part that repeats what was said before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Readable {
    pub fresh: String,
    pub quoted: Option<String>,
}

/// A message's HTML, ready for its frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HtmlPart {
    pub fresh: String,
    pub quoted: Option<String>,
    /// How many images were left out because they would be fetched from elsewhere.
    pub remote_images: usize,
}

/// The plain text, folded.
pub fn text(message: &Message) -> Readable {
    let folded = fold_text(&message.text);
    Readable { fresh: folded.fresh, quoted: folded.quoted }
}

/// The HTML part, folded and sanitised; `None` if there is none. With `with_images`, remote images go through our proxy.
pub fn html(message: &Message, files: &[Attachment], with_images: bool) -> Option<HtmlPart> {
    let source = message.html.as_deref()?;
    let inline = |cid: &str| {
        files
            .iter()
            .find(|file| file.message_id == Some(message.id) && file.content_id.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(cid)))
            .map(|file| format!("/attachments/{}/inline", file.id))
    };
    let proxied = |url: &str| picture_address(message.id, url);
    let images = || if with_images { RemoteImages::Proxied(&proxied) } else { RemoteImages::Blocked };
    let (fresh, quoted) = fold_html(source);
    let fresh = sanitise(&fresh, &inline, images());
    let quoted = quoted.map(|html| sanitise(&html, &inline, images()));
    Some(HtmlPart {
        remote_images: fresh.remote_images + quoted.as_ref().map_or(0, |q| q.remote_images),
        fresh: fresh.html,
        quoted: quoted.map(|q| q.html),
    })
}

/// Where a picture of this message that lies elsewhere is loaded from: the channel's proxy, under the folder the frame's policy names.
pub fn picture_address(message: MessageId, url: &str) -> String {
    let mut encoded = String::new();
    for byte in url.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(byte.into());
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("/mail-images/{message}?url={encoded}")
}
