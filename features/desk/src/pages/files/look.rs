//! A file looked at without being fetched: a picture large, a text as text. What it is, its bytes decide; nothing in it runs, for it
//! reaches the page as words or as a picture only.

use super::{PICTURES, picture_kind, seen};
use crate::attachments::{Attachment, FileContent};
use axum::extract::{Path, State};
use web::parts::{icon, icon_button};
use web::{Markup, Problem, SignedIn, Site, Text, html};

/// A longer text is shown as far as this; the whole of it can be fetched.
const MOST_BYTES: usize = 64 * 1024;
/// Endings of texts whose senders call them something else.
const TEXTS: [&str; 8] = [".txt", ".csv", ".tsv", ".log", ".json", ".md", ".xml", ".ics"];

/// Whether it claims to be a picture that can be shown.
pub fn is_picture(file: &Attachment) -> bool {
    PICTURES.contains(&file.media_type.as_str())
}

/// Whether it claims to be something that can be looked at in place.
pub fn is_lookable(file: &Attachment) -> bool {
    let name = file.name.to_lowercase();
    is_picture(file) || file.media_type == "text/plain" || TEXTS.iter().any(|ending| name.ends_with(ending))
}

/// `GET /attachments/{id}/look`: the file in place, with the way to the others and to fetching it.
pub async fn look(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<Markup, Problem> {
    let file = seen(&site, &who, id).await?;
    let text = who.t();
    Ok(html! {
        header.preview-head {
            h2.truncate { (file.name) }
            (icon_button("chevron-left", text.say("desk-file-before")).attr("data-step", "-1"))
            (icon_button("chevron-right", text.say("desk-file-after")).attr("data-step", "1"))
            a.icon-button href={ "/attachments/" (id) } download aria-label=(text.say("desk-file-fetch")) title=(text.say("desk-file-fetch")) { (icon("download")) }
            (icon_button("cross", text.say("web-close")).attr("data-close", ""))
        }
        (content(text, id, &file))
    })
}

fn content(text: &Text, id: i64, file: &FileContent) -> Markup {
    if picture_kind(&file.bytes).is_some() {
        return html! { div.preview-body { img src={ "/attachments/" (id) "/inline" } alt=(file.name); } };
    }
    let shown = &file.bytes[..file.bytes.len().min(MOST_BYTES)];
    let cut = shown.len() < file.bytes.len();
    match words(shown) {
        Some(words) => {
            html! { div.preview-body tabindex="0" { pre dir="auto" { (words) } @if cut { p.hint { (text.say("desk-file-goes-on")) } } } }
        }
        None => html! { div.preview-body { p.hint { (text.say("desk-file-not-shown")) } } },
    }
}

/// The bytes as text, if they are some: nothing in them that no text has. A character cut in two at the end is left out.
fn words(bytes: &[u8]) -> Option<String> {
    if bytes.contains(&0) {
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(words) => Some(words.to_owned()),
        Err(fault) if fault.error_len().is_none() => String::from_utf8(bytes[..fault.valid_up_to()].to_vec()).ok(),
        Err(_) => Some(String::from_utf8_lossy(bytes).into_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn only_text_is_shown_as_text() {
        assert_eq!(words("größer".as_bytes()).as_deref(), Some("größer"));
        assert_eq!(words(&"größer".as_bytes()[..3]).as_deref(), Some("gr"), "cut in the middle of a letter");
        assert_eq!(words(b"gr\xf6\xdfer\xa0als vorher").as_deref().map(|w| w.starts_with("gr")), Some(true));
        assert_eq!(words(b"PK\x03\x04\0\0"), None);
    }
}
