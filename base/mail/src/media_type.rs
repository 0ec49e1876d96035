//! What a file is, by its first bytes. A file that could run script in a browser is called what it is, whatever its name says.

/// The media type of the bytes; the declared one only where the bytes do not contradict it.
pub fn sniff(bytes: &[u8], declared: &str) -> String {
    let declared = declared.trim().to_ascii_lowercase();
    if let Some(found) = by_magic(bytes) {
        let refined = refines(found, &declared);
        return if refined { declared } else { found.to_owned() };
    }
    if let Some(found) = markup(bytes) {
        return found.to_owned();
    }
    let claims_more = ["image/", "text/html", "application/pdf", "application/xhtml", "image/svg"]
        .iter()
        .any(|claim| declared.starts_with(claim));
    let known_binary_image = ["image/tiff", "image/heic", "image/heif", "image/avif", "image/x-icon"].contains(&declared.as_str());
    match declared.as_str() {
        "" => "application/octet-stream".to_owned(),
        _ if !is_token(&declared) => "application/octet-stream".to_owned(),
        _ if claims_more && !known_binary_image => "application/octet-stream".to_owned(),
        _ => declared,
    }
}

/// A zip may be an office file; an ISO media file may be any of a family.
fn refines(found: &str, declared: &str) -> bool {
    let office = declared.starts_with("application/vnd.") || declared == "application/epub+zip" || declared == "application/java-archive";
    found == "application/zip" && office || found == "application/x-ole-storage" && declared.starts_with("application/")
}

fn is_token(declared: &str) -> bool {
    declared.len() <= 120
        && declared.split('/').count() == 2
        && declared.chars().all(|c| c.is_ascii_alphanumeric() || "/.+-_!#$&^".contains(c))
}

fn by_magic(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: &[(&[u8], &str)] = &[
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"GIF87a", "image/gif"),
        (b"GIF89a", "image/gif"),
        (b"BM", "image/bmp"),
        (b"PK\x03\x04", "application/zip"),
        (b"PK\x05\x06", "application/zip"),
        (b"MZ", "application/x-msdownload"),
        (b"\x7fELF", "application/x-executable"),
        (b"\xca\xfe\xba\xbe", "application/x-mach-binary"),
        (b"\xcf\xfa\xed\xfe", "application/x-mach-binary"),
        (b"Rar!\x1a\x07", "application/vnd.rar"),
        (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
        (b"\x1f\x8b", "application/gzip"),
        (b"\xd0\xcf\x11\xe0", "application/x-ole-storage"),
        (b"\x78\x9f\x3e\x22", "application/ms-tnef"),
        (b"{\\rtf", "application/rtf"),
        (b"#!", "text/x-script"),
        (b"OggS", "audio/ogg"),
        (b"ID3", "audio/mpeg"),
        (b"fLaC", "audio/flac"),
        (b"L\0\0\0\x01\x14\x02\0", "application/x-ms-shortcut"),
    ];
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Some("image/webp");
    }
    // Readers look for the PDF mark within the first kilobyte, and so do attackers.
    if bytes[..bytes.len().min(1024)].windows(5).any(|window| window == b"%PDF-") {
        return Some("application/pdf");
    }
    let found = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, name)| *name)?;
    let two_letters = matches!(found, "image/bmp" | "application/x-msdownload")
        && bytes.iter().take(64).all(|byte| byte.is_ascii_graphic() || *byte == b' ');
    (!two_letters).then_some(found)
}

/// HTML, SVG and XML, also behind a byte order mark, in UTF-16, or behind blanks and comments.
fn markup(bytes: &[u8]) -> Option<&'static str> {
    let head: Vec<u8> = bytes[..bytes.len().min(4096)].iter().copied().filter(|byte| *byte != 0).collect();
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head);
    let head = head.strip_prefix(b"\xff\xfe").or_else(|| head.strip_prefix(b"\xfe\xff")).unwrap_or(head);
    let text = String::from_utf8_lossy(head).to_ascii_lowercase();
    let opening = text.trim_start();
    if !opening.starts_with('<') {
        return None;
    }
    let has = |tag: &str| opening.contains(tag);
    if has("<svg") || has("<!doctype svg") {
        return Some("image/svg+xml");
    }
    let html = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<script",
        "<iframe",
        "<img",
        "<a ",
        "<div",
        "<table",
        "<meta",
        "<style",
        "<title",
        "<p>",
        "<h1",
        "<br",
        "<form",
        "<object",
        "<embed",
        "<b>",
    ];
    if html.iter().any(|tag| has(tag)) {
        return Some("text/html");
    }
    has("<?xml").then_some("text/xml")
}

#[cfg(test)]
mod tests {
    use super::sniff;

    #[test]
    fn attack_09_a_file_is_what_its_bytes_are() {
        for (bytes, declared, expected) in [
            (&b"<html><script>alert(1)</script>"[..], "image/png", "text/html"),
            (b"\xef\xbb\xbf  <!-- x --><SCRIPT>1</SCRIPT>", "image/jpeg", "text/html"),
            (b"<\0s\0v\0g\0 \0", "image/png", "image/svg+xml"),
            (b"<?xml version='1.0'?><svg onload=x>", "image/png", "image/svg+xml"),
            (b"<?xml version='1.0'?><note/>", "image/png", "text/xml"),
            (b"junk %PDF-1.7 /JS", "image/png", "application/pdf"),
            (b"MZ\x90\x00\x03", "application/pdf", "application/x-msdownload"),
            (b"PK\x03\x04", "application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text"),
            (b"\x89PNG\r\n\x1a\n", "text/html", "image/png"),
            (b"RIFF....WEBPVP8 ", "application/octet-stream", "image/webp"),
            (b"no image at all", "image/png", "application/octet-stream"),
            (b"a,b,c", "text/csv", "text/csv"),
            (b"MZ is how Max signs", "text/plain", "text/plain"),
        ] {
            assert_eq!(sniff(bytes, declared), expected, "{declared}");
        }
    }
}
