//! Names of attachments that are safe to show and to save: no folders, no invisible characters, no names an operating
//! system treats specially, never longer than 120 characters, and still recognisable.

use crate::mailbox::is_invisible;

const LONGEST: usize = 120;
const LONGEST_EXTENSION: usize = 12;

/// A safe name made of the sender's. `media_type` gives the extension when nothing of the name is left.
pub fn safe_name(sent: &str, media_type: &str) -> String {
    let visible: String = sent.chars().filter(|c| !is_invisible(*c)).collect();
    let last = visible
        .rsplit(['/', '\\'])
        .find(|part| !part.trim_matches(['.', ' ']).is_empty())
        .unwrap_or_default();
    let plain: String = last.chars().map(|c| if r#"<>:"|?*"#.contains(c) { '_' } else { c }).collect();
    let name = plain.trim_start_matches(['.', ' ']).trim_end_matches(['.', ' ']);
    if name.is_empty() {
        return format!("attachment.{}", extension_for(media_type));
    }
    shorten(&unreserve(name))
}

/// Windows opens a device when asked for these names, with any extension.
fn unreserve(name: &str) -> String {
    let stem = name.split('.').next().unwrap_or(name).trim().to_ascii_uppercase();
    let numbered = |prefix: &str| {
        stem.strip_prefix(prefix)
            .is_some_and(|rest| rest.chars().count() == 1 && rest.chars().all(|c| c.is_ascii_digit() || "¹²³".contains(c)))
    };
    let reserved =
        ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"].contains(&stem.as_str()) || numbered("COM") || numbered("LPT");
    if reserved { format!("_{name}") } else { name.to_owned() }
}

fn shorten(name: &str) -> String {
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    let extension = name
        .rsplit_once('.')
        .map(|(_, extension)| extension)
        .filter(|extension| extension.chars().count() <= LONGEST_EXTENSION);
    match extension {
        Some(extension) => {
            let room = LONGEST - extension.chars().count() - 1;
            let stem: String = name.chars().take(room).collect();
            format!("{}.{extension}", stem.trim_end_matches(['.', ' ']))
        }
        None => name.chars().take(LONGEST).collect(),
    }
}

fn extension_for(media_type: &str) -> &'static str {
    match media_type {
        "image/png" => "png",
        "image/jpeg" => "jpg",
        "image/gif" => "gif",
        "image/webp" => "webp",
        "image/svg+xml" => "svg",
        "image/bmp" => "bmp",
        "application/pdf" => "pdf",
        "application/zip" => "zip",
        "application/ms-tnef" => "dat",
        "application/rtf" => "rtf",
        "message/rfc822" => "eml",
        "text/html" => "html",
        "text/plain" => "txt",
        "text/csv" => "csv",
        "text/calendar" => "ics",
        "text/vcard" | "text/x-vcard" => "vcf",
        "text/xml" => "xml",
        _ => "bin",
    }
}

#[cfg(test)]
mod tests {
    use super::safe_name;

    #[test]
    fn attack_08_names_of_attachments_are_tamed() {
        for (sent, safe) in [
            ("../../etc/passwd", "passwd"),
            (r"..\..\boot.ini", "boot.ini"),
            (r"C:\Users\mia\photo.jpg", "photo.jpg"),
            (".htaccess", "htaccess"),
            ("con.txt", "_con.txt"),
            ("LPT1", "_LPT1"),
            ("invoice\u{202e}fdp.exe", "invoicefdp.exe"),
            ("pho\u{200b}to.png", "photo.png"),
            ("a\0b.txt", "ab.txt"),
            ("a\r\nb.txt", "ab.txt"),
            ("what?<x>.txt", "what__x_.txt"),
            ("trailing. . ", "trailing"),
            ("", "attachment.png"),
            ("///", "attachment.png"),
            ("..", "attachment.png"),
            ("报价单.pdf", "报价单.pdf"),
        ] {
            assert_eq!(safe_name(sent, "image/png"), safe, "{sent:?}");
        }
        let long = safe_name(&format!("{}.pdf", "x".repeat(300)), "application/pdf");
        assert_eq!(long.chars().count(), 120);
        assert!(long.ends_with("x.pdf"));
    }
}
