//! What a file is: its first bytes say it, and where they are silent its declared type and its name.

/// The forms whose words can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Text as it stands; tables with commas or tabs between are text too.
    Plain,
    Html,
    Pdf,
    /// A packed document, table or slide show of an office program: which, its entries tell.
    Office,
}

/// What names of text files end with.
const PLAIN: &[&str] = &["txt", "text", "csv", "tsv", "log", "md", "json", "xml", "yaml", "yml", "ics", "vcf", "ini"];
const OFFICE: &[&str] = &["docx", "xlsx", "pptx", "odt", "ods", "odp"];

impl Form {
    /// Tells; `None` for pictures, sounds, programs and whatever else has no words.
    pub fn of(name: &str, media_type: &str, bytes: &[u8]) -> Option<Self> {
        let ending = name.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase());
        let media_type = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let head = bytes.get(..1024.min(bytes.len())).unwrap_or_default();
        if head.windows(5).any(|five| five == b"%PDF-") {
            return Some(Self::Pdf);
        }
        if head.starts_with(b"PK\x03\x04") {
            let says_so = OFFICE.contains(&ending.as_str()) || media_type.contains("opendocument") || media_type.contains("openxmlformats");
            return says_so.then_some(Self::Office);
        }
        if is_binary(head) {
            return None;
        }
        match (media_type.as_str(), ending.as_str()) {
            ("text/html" | "application/xhtml+xml", _) | (_, "html" | "htm" | "xhtml") => Some(Self::Html),
            (media_type, ending) if media_type.starts_with("text/") || PLAIN.contains(&ending) => Some(Self::Plain),
            ("application/json" | "application/xml", _) => Some(Self::Plain),
            _ => None,
        }
    }
}

/// Text has no zero bytes, but for that in UTF-16, which says so at its beginning.
fn is_binary(head: &[u8]) -> bool {
    let is_wide = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    !is_wide && head.contains(&0)
}

#[cfg(test)]
mod tests {
    use super::Form;

    #[test]
    fn what_a_file_is_its_bytes_say_first() {
        for (name, media_type, bytes, form) in [
            ("invoice.txt", "text/plain", &b"%PDF-1.7"[..], Some(Form::Pdf)),
            ("a.docx", "application/octet-stream", b"PK\x03\x04rest", Some(Form::Office)),
            ("a.zip", "application/zip", b"PK\x03\x04rest", None),
            ("list.csv", "application/vnd.ms-excel", b"a,b\n1,2", Some(Form::Plain)),
            ("page", "text/html; charset=utf-8", b"<p>hi", Some(Form::Html)),
            ("photo.jpg", "image/jpeg", b"\xff\xd8\xff\xe0\x00\x10JFIF", None),
            ("photo.txt", "text/plain", b"\xff\xd8\xff\xe0\x00\x10JFIF", None),
            ("notes.txt", "", b"\xff\xfeh\x00i\x00", Some(Form::Plain)),
            ("", "", b"", None),
        ] {
            assert_eq!(Form::of(name, media_type, bytes), form, "{name} {media_type}");
        }
    }
}
