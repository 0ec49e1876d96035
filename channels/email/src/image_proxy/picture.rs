//! A fetched picture, known by its own bytes; what its server calls it is not believed.

/// The kinds of pictures that are passed on. SVG is a document with scripts and is not among them (attack 9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Png,
    Jpeg,
    Gif,
    Webp,
}

/// A picture and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    pub kind: Kind,
    pub bytes: Vec<u8>,
}

impl Kind {
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
        }
    }

    /// What these bytes begin like, if it is a picture.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Self::Png),
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Self::Gif),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::Webp),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn a_picture_is_known_by_its_first_bytes() {
        assert_eq!(Kind::of(b"\x89PNG\r\n\x1a\n...."), Some(Kind::Png));
        assert_eq!(Kind::of(b"\xff\xd8\xff\xe0..JFIF"), Some(Kind::Jpeg));
        assert_eq!(Kind::of(b"GIF89a...."), Some(Kind::Gif));
        assert_eq!(Kind::of(b"RIFF\x10\0\0\0WEBPVP8 "), Some(Kind::Webp));
        for other in [&b"<!doctype html>"[..], b"<svg xmlns=", b"GIF88a", b"RIFF\x10\0\0\0WAVE", b"%PDF-1.7", b""] {
            assert_eq!(Kind::of(other), None);
        }
    }
}
