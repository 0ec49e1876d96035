//! Packs one of the browser's files as small as brotli makes it. A house of its own, so that it is compiled to be quick also where
//! nothing else is: packing all files takes seconds then, not minutes.

use brotli::enc::BrotliEncoderParams;

const BEST: i32 = 11;

/// The same bytes in brotli at its best; none where that is no shorter.
pub fn packed(bytes: &[u8]) -> Option<Vec<u8>> {
    let how = BrotliEncoderParams { quality: BEST, size_hint: bytes.len(), ..BrotliEncoderParams::default() };
    let mut packed = Vec::with_capacity(bytes.len() / 3);
    brotli::BrotliCompress(&mut &bytes[..], &mut packed, &how).ok()?;
    (packed.len() < bytes.len()).then_some(packed)
}

#[cfg(test)]
mod tests {
    use super::packed;

    #[test]
    fn what_is_packed_is_shorter_and_the_same() {
        let text = "one line like another\n".repeat(100);
        let short = packed(text.as_bytes()).expect("shorter");
        let mut again = Vec::new();
        brotli::BrotliDecompress(&mut short.as_slice(), &mut again).expect("unpacked");

        assert!(short.len() * 10 < text.len());
        assert_eq!(again, text.as_bytes());
        assert_eq!(packed(b"x"), None);
    }
}
