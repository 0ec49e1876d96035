//! What a message says: its text with links and mentions, or its HTML in a frame that can do nothing; history folded.

use crate::pages::conversation::Shown;
use crate::{Message, MessageKind, reading};
use web::parts::icon;
use web::{Markup, SignedIn, html};

/// Longer words are no names.
const LINK_STARTS: [&str; 2] = ["https://", "http://"];

pub fn draw(who: &SignedIn, shown: &Shown, message: &Message) -> Markup {
    if message.html.is_some() { framed(who, message) } else { plain(who, shown, message) }
}

fn plain(who: &SignedIn, shown: &Shown, message: &Message) -> Markup {
    let folded = reading::text(message);
    let mentions: Vec<&str> = match message.kind {
        MessageKind::Note => shown.colleagues.iter().map(|one| one.name.as_str()).collect(),
        _ => Vec::new(),
    };
    html! {
        @if folded.fresh.trim().is_empty() && folded.quoted.is_none() { p.muted { (who.t().say("desk-empty-message")) } }
        @else { div.prose.plain dir="auto" { p { (linked(folded.fresh.trim_end(), &mentions)) } } }
        @if let Some(quoted) = &folded.quoted {
            details.quoted id={ "quoted-" (message.id) } {
                summary aria-label=(who.t().say("desk-show-quoted")) { "···" }
                div.prose.plain dir="auto" { p { (linked(quoted, &[])) } }
            }
        }
    }
}

/// The frame's document is asked for by itself, under a policy of its own (see `mail_frame`).
fn framed(who: &SignedIn, message: &Message) -> Markup {
    let text = who.t();
    let read = reading::html(message, &[], false);
    let (blocked, quoted) = read.map_or((0, false), |read| (read.remote_images, read.quoted.is_some()));
    let id = message.id;
    html! {
        @if blocked > 0 {
            p.images-off id={ "images-" (id) } { (icon("image")) (text.say_with("desk-images-off", &[("count", &blocked)]))
                a.button href={ "/messages/" (id) "/html?images=1" } target={ "mail-" (id) } { (text.say("desk-images-load")) }
            }
        }
        div.mailframe data-keep id={ "frame-" (id) } { (frame(who, &format!("/messages/{id}/html"), &format!("mail-{id}"))) }
        @if quoted {
            details.quoted id={ "quoted-" (id) } {
                summary aria-label=(text.say("desk-show-quoted")) { "···" }
                div.mailframe { (frame(who, &format!("/messages/{id}/html?quoted=1"), &format!("quote-{id}"))) }
            }
        }
    }
}

fn frame(who: &SignedIn, source: &str, name: &str) -> Markup {
    html! {
        iframe data-mailframe data-height="240" name=(name) src=(source) title=(who.t().say("desk-mail-frame")) loading="lazy"
            sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox" {}
    }
}

/// Text with its web addresses as links and the people it names marked. Everything else is escaped as it stands.
pub fn linked(text: &str, mentions: &[&str]) -> Markup {
    let mut pieces: Vec<Markup> = Vec::new();
    let mut rest = text;
    while let Some((at, piece, length)) = next_sign(rest, mentions) {
        pieces.push(html! { (&rest[..at]) });
        pieces.push(piece);
        rest = &rest[at + length..];
    }
    pieces.push(html! { (rest) });
    html! { @for piece in &pieces { (piece) } }
}

/// The first link or mention: where it begins, how it is shown, how long it is.
fn next_sign(text: &str, mentions: &[&str]) -> Option<(usize, Markup, usize)> {
    for (at, c) in text.char_indices().filter(|(_, c)| matches!(c, 'h' | '@')) {
        let here = &text[at..];
        if c == '@' {
            if let Some(name) = mentions.iter().filter(|name| begins_with(&here[1..], name)).max_by_key(|name| name.len()) {
                let length = 1 + name.len();
                return Some((at, html! { span.mention { (&here[..length]) } }, length));
            }
        } else if LINK_STARTS.iter().any(|start| here.starts_with(start)) {
            let address = address(here);
            return Some((at, html! { a href=(address) target="_blank" rel="noopener noreferrer nofollow" { (address) } }, address.len()));
        }
    }
    None
}

fn begins_with(text: &str, name: &str) -> bool {
    text.get(..name.len()).is_some_and(|start| start.to_lowercase() == name.to_lowercase())
}

/// Up to the first blank or bracket; a full stop or comma at its end belongs to the sentence.
fn address(text: &str) -> &str {
    let end = text.find(|c: char| c.is_whitespace() || "<>\"“”「」，。）".contains(c)).unwrap_or(text.len());
    text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\''])
}

#[cfg(test)]
mod tests {
    use super::linked;

    #[test]
    fn links_and_names_are_marked_and_nothing_else_is_markup() {
        let shown = linked("See https://kettle.example/a?b=1&c=2. @Ana Ruiz <b>hi</b>", &["Ana", "Ana Ruiz"]).0;

        assert!(shown.contains("<a href=\"https://kettle.example/a?b=1&amp;c=2\" target=\"_blank\""), "{shown}");
        assert!(shown.contains("<span class=\"mention\">@Ana Ruiz</span> &lt;b&gt;hi&lt;/b&gt;"), "{shown}");
        assert!(!linked("javascript:alert(1) http:/x @Nobody", &["Ana"]).0.contains("<"), "no link is made of these");
    }
}
