//! The MIME tree of a mail, walked once: which leaf is text, which is HTML, which is a file. Number, depth and decoded size
//! of parts are bounded before anything is decoded, so no structure can cost more than its bytes.

use crate::charset;
use crate::header_section::HeaderSection;
use crate::html_text;
use crate::letter::{Attachment, Trouble};
use crate::media_type::sniff;
use crate::parameters::Parametered;
use crate::safe_name;
use crate::transfer;

pub(crate) const DEEPEST: usize = 24;
pub(crate) const MOST_PARTS: usize = 500;
const LARGEST_TEXT_BYTES: usize = 1024 * 1024;
const LARGEST_FILES_BYTES: usize = 40 * 1024 * 1024;

/// What the walk gathers.
#[derive(Debug, Default)]
pub(crate) struct Contents {
    bodies: Vec<Body>,
    pub(crate) attachments: Vec<Attachment>,
    pub(crate) troubles: Vec<Trouble>,
    parts: usize,
    text_bytes: usize,
    file_bytes: usize,
}

/// One stretch of the letter: its text, its HTML, or both as alternatives.
#[derive(Debug, Default)]
struct Body {
    text: Option<String>,
    html: Option<String>,
}

/// Where in the tree a part stands.
#[derive(Clone, Copy, Default)]
pub(crate) struct Place {
    pub(crate) depth: usize,
    alternative: bool,
    related: bool,
    digest: bool,
}

impl Place {
    /// The place of a part of a multipart that stands here.
    pub(crate) fn inside(self, subtype: &str) -> Self {
        Self {
            depth: self.depth + 1,
            alternative: subtype == "alternative" || (self.alternative && subtype == "related"),
            related: subtype == "related",
            digest: subtype == "digest",
        }
    }
}

/// Walks a mail: its own header section and the body below it.
pub(crate) fn walk(headers: &HeaderSection<'_>, body: &[u8]) -> Contents {
    let mut contents = Contents::default();
    contents.part(headers, body, Place::default());
    contents
}

impl Contents {
    /// All texts one after the other; HTML that came without text is rendered.
    pub(crate) fn text(&self) -> String {
        let stretches = self.bodies.iter().map(|body| match (&body.text, &body.html) {
            (Some(text), Some(html)) if text.trim().is_empty() => html_text::to_text(html),
            (Some(text), _) => text.trim_end().to_owned(),
            (None, Some(html)) => html_text::to_text(html),
            (None, None) => String::new(),
        });
        stretches.filter(|text| !text.trim().is_empty()).collect::<Vec<_>>().join("\n\n")
    }

    /// All HTML one after the other, plain stretches between it escaped; `None` if there is no HTML at all.
    pub(crate) fn html(&mut self) -> Option<String> {
        if self.bodies.iter().all(|body| body.html.is_none()) {
            return None;
        }
        if let [body] = self.bodies.as_mut_slice() {
            return body.html.take();
        }
        let stretches = self.bodies.iter().map(|body| match (&body.html, &body.text) {
            (Some(html), _) => html.clone(),
            (None, Some(text)) if !text.trim().is_empty() => format!("<pre>{}</pre>", escape(text.trim_end())),
            _ => String::new(),
        });
        Some(stretches.collect::<Vec<_>>().join("\n"))
    }

    fn note(&mut self, trouble: Trouble) {
        if !self.troubles.contains(&trouble) {
            self.troubles.push(trouble);
        }
    }

    fn part(&mut self, headers: &HeaderSection<'_>, body: &[u8], place: Place) {
        self.parts += 1;
        let kind = self.content_type(headers, place);
        if let Some(subtype) = kind.value.strip_prefix("multipart/") {
            match kind.get("boundary").map(str::to_owned).or_else(|| self.found_boundary(body)) {
                Some(boundary) => return self.multipart(&boundary, subtype, body, place),
                None => return self.words("text/plain", &kind, headers, body, place),
            }
        }
        let disposition = headers.first("content-disposition").map(|field| Parametered::parse(&field)).unwrap_or_default();
        let name = name_of(&disposition, &kind);
        match kind.value.as_str() {
            "text/x-amp-html" if place.alternative => {}
            _ if is_file(&kind, &disposition, place) => {
                self.file(name.unwrap_or_default(), &kind.value, disposition.value == "inline", headers, body, place);
            }
            "text/plain" | "text/html" => self.words(&kind.value, &kind, headers, body, place),
            _ => self.words("text/plain", &kind, headers, body, place),
        }
    }

    /// Whether a part is a file rather than words of the letter.
    pub(crate) fn is_file(kind: &Parametered, headers: &HeaderSection<'_>, place: Place) -> bool {
        let disposition = headers.first("content-disposition").map(|field| Parametered::parse(&field)).unwrap_or_default();
        !(kind.value == "text/x-amp-html" && place.alternative) && is_file(kind, &disposition, place)
    }

    /// The part's type. Of doubled fields a multipart wins, because without it its parts would be shown as text.
    pub(crate) fn content_type(&mut self, headers: &HeaderSection<'_>, place: Place) -> Parametered {
        let mut kinds = headers.all("content-type").take(8).map(|field| Parametered::parse(&field)).collect::<Vec<_>>();
        if kinds.len() > 1 {
            self.note(Trouble::DuplicateContentType);
        }
        let multipart = kinds.iter().position(|kind| kind.value.starts_with("multipart/") && kind.get("boundary").is_some());
        let sensible = multipart.or_else(|| kinds.iter().position(|kind| kind.value.contains('/')));
        match sensible {
            Some(at) => kinds.swap_remove(at),
            None if place.digest => Parametered::parse("message/rfc822"),
            None => Parametered::parse(&format!(
                "text/plain; {}",
                kinds
                    .first()
                    .and_then(|kind| kind.get("charset"))
                    .map(|charset| format!("charset={charset}"))
                    .unwrap_or_default()
            )),
        }
    }

    /// A multipart without a boundary parameter usually still has boundary lines.
    pub(crate) fn found_boundary(&mut self, body: &[u8]) -> Option<String> {
        self.note(Trouble::MissingBoundary);
        let lines = body.split(|byte| *byte == b'\n').take(50);
        let line = lines
            .map(<[u8]>::trim_ascii_end)
            .find(|line| line.len() > 6 && line.starts_with(b"--") && !line[2..].iter().any(u8::is_ascii_whitespace))?;
        String::from_utf8(line[2..].to_vec()).ok()
    }

    fn multipart(&mut self, boundary: &str, subtype: &str, body: &[u8], place: Place) {
        if place.depth >= DEEPEST {
            return self.note(Trouble::TooDeep);
        }
        let inside = place.inside(subtype);
        if subtype == "alternative" || (subtype == "related" && !place.alternative) {
            self.bodies.push(Body::default());
        }
        let mut children = Children::new(body, boundary);
        let mut found = false;
        for child in children.by_ref() {
            found = true;
            if self.parts >= MOST_PARTS {
                return self.note(Trouble::TooManyParts);
            }
            let (headers, body) = split_part(child);
            self.part(&headers, body, inside);
        }
        if !children.ended {
            self.note(Trouble::NoFinalBoundary);
        }
        if !found {
            self.words("text/plain", &Parametered::default(), &HeaderSection::default(), body, place);
        }
    }

    fn words(&mut self, media_type: &str, kind: &Parametered, headers: &HeaderSection<'_>, body: &[u8], place: Place) {
        let room = LARGEST_TEXT_BYTES.saturating_sub(self.text_bytes);
        let decoded = self.decoded(headers, body, room);
        self.text_bytes += decoded.bytes.len();
        if decoded.cut {
            self.note(Trouble::BodyTruncated);
        }
        let is_html = media_type == "text/html";
        let label = kind
            .get("charset")
            .map(str::to_owned)
            .or_else(|| is_html.then(|| meta_charset(&decoded.bytes)).flatten());
        let read = charset::decode(&decoded.bytes, label.as_deref());
        if read.lie {
            self.note(Trouble::CharsetLie);
        }
        if read.unknown {
            self.note(Trouble::UnknownCharset);
        }
        self.keep_text(plain_lines(read.text, kind, is_html), is_html, place);
    }

    /// Alternatives share one body; everything else is a stretch of its own.
    fn keep_text(&mut self, text: String, is_html: bool, place: Place) {
        let shares = place.alternative || place.related;
        match self.bodies.last_mut() {
            Some(body) if shares && is_html && body.html.is_none() => body.html = Some(text),
            Some(body) if shares && !is_html && body.text.is_none() => body.text = Some(text),
            _ if is_html => self.bodies.push(Body { html: Some(text), text: None }),
            _ => self.bodies.push(Body { text: Some(text), html: None }),
        }
    }

    fn file(&mut self, name: &str, declared: &str, inline: bool, headers: &HeaderSection<'_>, body: &[u8], place: Place) {
        let room = LARGEST_FILES_BYTES.saturating_sub(self.file_bytes);
        let mut decoded = self.decoded(headers, body, room);
        if decoded.cut {
            self.note(Trouble::AttachmentLeftOut);
            decoded.bytes = Vec::new();
        }
        self.file_bytes += decoded.bytes.len();
        let is_mail = declared == "message/rfc822";
        let media_type = if is_mail { declared.to_owned() } else { sniff(&decoded.bytes, declared) };
        let subject = (is_mail && name.is_empty())
            .then(|| HeaderSection::split(&decoded.bytes).0.text("subject"))
            .flatten();
        let name = subject.map_or(name.to_owned(), |subject| format!("{}.eml", subject.replace(['/', '\\'], "-")));
        let content_id = headers
            .first("content-id")
            .map(|id| id.trim().trim_matches(['<', '>']).to_owned())
            .filter(|id| !id.is_empty());
        let inline = inline || (place.related && content_id.is_some());
        self.attachments.push(Attachment {
            name: safe_name(&name, &media_type),
            media_type,
            bytes: decoded.bytes,
            content_id,
            inline,
        });
    }

    fn decoded(&mut self, headers: &HeaderSection<'_>, body: &[u8], most: usize) -> transfer::Decoded {
        let decoded = transfer::decode(body, &headers.first("content-transfer-encoding").unwrap_or_default(), most);
        if decoded.bad {
            self.note(Trouble::BadTransferEncoding);
        }
        decoded
    }
}

/// The name a part gives itself.
fn name_of<'a>(disposition: &'a Parametered, kind: &'a Parametered) -> Option<&'a str> {
    disposition.get("filename").or_else(|| kind.get("name")).or_else(|| kind.get("filename"))
}

/// Old and odd text types are words when nothing else says what they are; all other types are files.
fn is_file(kind: &Parametered, disposition: &Parametered, place: Place) -> bool {
    let named = name_of(disposition, kind).is_some() && place.depth > 0;
    let said = disposition.value == "attachment" || named || (place.related && kind.value == "text/plain");
    said || !matches!(kind.value.as_str(), "text/plain" | "text/html" | "text/enriched" | "text/richtext" | "text")
}

/// A part's own header section. A part that opens with an empty line has none; one without fields is all body.
pub(crate) fn split_part(part: &[u8]) -> (HeaderSection<'_>, &[u8]) {
    if let Some(body) = part.strip_prefix(b"\r\n").or_else(|| part.strip_prefix(b"\n")) {
        return (HeaderSection::default(), body);
    }
    let (headers, body) = HeaderSection::split(part);
    if headers.is_empty() { (headers, part) } else { (headers, body) }
}

/// The parts between boundary lines.
pub(crate) struct Children<'a> {
    rest: &'a [u8],
    boundary: Vec<u8>,
    started: bool,
    ended: bool,
}

impl<'a> Children<'a> {
    pub(crate) fn new(body: &'a [u8], boundary: &str) -> Self {
        Self {
            rest: body,
            boundary: format!("--{boundary}").into_bytes(),
            started: false,
            ended: false,
        }
    }

    /// The next boundary line: where the part before it ends, where the next one starts, and whether it was the last.
    fn next_line(&self, from: &[u8]) -> Option<(usize, usize, bool)> {
        let mut at = 0;
        loop {
            let line = &from[at..];
            let end = line.iter().position(|byte| *byte == b'\n').map_or(line.len(), |end| end + 1);
            if line.starts_with(&self.boundary) {
                let tail = line[self.boundary.len()..end].trim_ascii();
                if tail.is_empty() || tail.starts_with(b"--") {
                    return Some((at, at + end, tail.starts_with(b"--")));
                }
            }
            at += end;
            if at >= from.len() {
                return None;
            }
        }
    }
}

impl<'a> Iterator for Children<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        if !self.started {
            let (_, start, last) = self.next_line(self.rest)?;
            (self.rest, self.started, self.ended) = (&self.rest[start..], true, last);
        }
        if self.ended || self.rest.is_empty() {
            return None;
        }
        let part = match self.next_line(self.rest) {
            Some((end, start, last)) => {
                let part = &self.rest[..end];
                (self.rest, self.ended) = (&self.rest[start..], last);
                part.strip_suffix(b"\r\n").or_else(|| part.strip_suffix(b"\n")).unwrap_or(part)
            }
            None => std::mem::take(&mut self.rest),
        };
        Some(part)
    }
}

/// Line ends as `\n`; flowed text (RFC 3676) rejoined; no control characters.
fn plain_lines(text: String, kind: &Parametered, is_html: bool) -> String {
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
    let text = if text.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t')) {
        text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
    } else {
        text
    };
    let flowed = !is_html && kind.get("format").is_some_and(|format| format.eq_ignore_ascii_case("flowed"));
    if flowed {
        reflow(&text, kind.get("delsp").is_some_and(|value| value.eq_ignore_ascii_case("yes")))
    } else {
        text
    }
}

fn reflow(text: &str, delete_space: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open: Option<usize> = None;
    for line in text.lines() {
        let depth = line.bytes().take_while(|byte| *byte == b'>').count();
        let words = &line[depth..];
        let words = words.strip_prefix(' ').unwrap_or(words);
        if open != Some(depth) || words == "-- " {
            if open.is_some() {
                out.push('\n');
            }
            out.push_str(&">".repeat(depth));
            out.push_str(if depth > 0 { " " } else { "" });
        }
        let flows = words.ends_with(' ') && words != "-- ";
        out.push_str(if flows && delete_space { &words[..words.len() - 1] } else { words });
        open = flows.then_some(depth);
        if !flows {
            out.push('\n');
        }
    }
    out
}

pub(crate) fn meta_charset(html: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&html[..html.len().min(1024)]).to_ascii_lowercase();
    let (_, after) = head.split_once("charset=")?;
    let label: String = after
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_:.".contains(*c))
        .collect();
    (!label.is_empty()).then_some(label)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
