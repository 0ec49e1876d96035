//! Base64 and quoted-printable as they are found in the wild: junk is skipped, the end may be missing, and the result is
//! never larger than asked for.

/// Decoded bytes, and whether anything was cut or wrong.
#[derive(Debug, Default)]
pub(crate) struct Decoded {
    pub(crate) bytes: Vec<u8>,
    pub(crate) cut: bool,
    pub(crate) bad: bool,
}

/// Decodes by the name in Content-Transfer-Encoding; unknown names mean the bytes as they are.
pub(crate) fn decode(bytes: &[u8], encoding: &str, most: usize) -> Decoded {
    match encoding.trim().trim_end_matches(';').to_ascii_lowercase().as_str() {
        "base64" => base64(bytes, most),
        "quoted-printable" => quoted_printable(bytes, most),
        _ => Decoded {
            bytes: bytes[..bytes.len().min(most)].to_vec(),
            cut: bytes.len() > most,
            bad: false,
        },
    }
}

const SKIP: u8 = 64;
const ODD: u8 = 65;

const SIX_BITS: [u8; 256] = {
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut table = [ODD; 256];
    let mut at = 0;
    while at < 64 {
        table[alphabet[at] as usize] = at as u8;
        at += 1;
    }
    table[b'-' as usize] = 62;
    table[b'_' as usize] = 63;
    table[b' ' as usize] = SKIP;
    table[b'\t' as usize] = SKIP;
    table[b'\r' as usize] = SKIP;
    table[b'\n' as usize] = SKIP;
    table[b'=' as usize] = SKIP;
    table
};

/// Lenient base64: blanks, padding in the middle and foreign characters are skipped.
pub(crate) fn base64(bytes: &[u8], most: usize) -> Decoded {
    let mut out = Decoded {
        bytes: Vec::with_capacity((bytes.len() / 4 * 3 + 3).min(most)),
        ..Decoded::default()
    };
    let (mut held, mut count) = (0u32, 0u8);
    for &byte in bytes {
        match SIX_BITS[byte as usize] {
            SKIP if byte == b'=' => {
                keep(&mut out, held, count);
                (held, count) = (0, 0);
            }
            SKIP => {}
            ODD => out.bad = true,
            six => {
                held = held << 6 | u32::from(six);
                count += 1;
                if count == 4 {
                    if out.bytes.len() + 3 > most {
                        out.cut = true;
                        return out;
                    }
                    out.bytes.extend_from_slice(&[(held >> 16) as u8, (held >> 8) as u8, held as u8]);
                    (held, count) = (0, 0);
                }
            }
        }
    }
    keep(&mut out, held, count);
    out.bytes.truncate(most);
    out
}

/// The two or three characters before padding or the end.
fn keep(out: &mut Decoded, held: u32, count: u8) {
    match count {
        2 => out.bytes.push((held >> 4) as u8),
        3 => out.bytes.extend_from_slice(&[(held >> 10) as u8, (held >> 2) as u8]),
        1 => out.bad = true,
        _ => {}
    }
}

/// Lenient quoted-printable: a broken escape stays as it stands.
pub(crate) fn quoted_printable(bytes: &[u8], most: usize) -> Decoded {
    let mut out = Decoded { bytes: Vec::with_capacity(bytes.len().min(most)), ..Decoded::default() };
    let mut at = 0;
    while at < bytes.len() {
        if out.bytes.len() >= most {
            out.cut = true;
            break;
        }
        let byte = bytes[at];
        if byte != b'=' {
            out.bytes.push(byte);
            at += 1;
        } else if let Some(skip) = soft_break(&bytes[at + 1..]) {
            at += 1 + skip;
        } else if let Some(value) = hex_pair(&bytes[at + 1..]) {
            out.bytes.push(value);
            at += 3;
        } else {
            out.bad = true;
            out.bytes.push(b'=');
            at += 1;
        }
    }
    out
}

fn soft_break(after: &[u8]) -> Option<usize> {
    let blanks = after.iter().take(80).take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    match after.get(blanks..)? {
        [b'\r', b'\n', ..] => Some(blanks + 2),
        [b'\n', ..] => Some(blanks + 1),
        [] => Some(blanks),
        _ => None,
    }
}

pub(crate) fn hex_pair(bytes: &[u8]) -> Option<u8> {
    let digit = |byte: &u8| (*byte as char).to_digit(16).map(|value| value as u8);
    Some(digit(bytes.first()?)? << 4 | digit(bytes.get(1)?)?)
}

/// The Q method of encoded words: quoted-printable with `_` for the blank.
pub(crate) fn q_word(data: &[u8]) -> Vec<u8> {
    let blanks: Vec<u8> = data.iter().map(|byte| if *byte == b'_' { b' ' } else { *byte }).collect();
    quoted_printable(&blanks, blanks.len()).bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn junk_does_not_stop_decoding() {
        assert_eq!(base64(b"aGV\r\nsb!G8=", 100).bytes, b"hello");
        assert_eq!(base64(b"aGVsbG8", 100).bytes, b"hello");
        assert_eq!(base64(b"aGVsbG8=aGVsbG8=", 100).bytes, b"hellohello");
        assert_eq!(quoted_printable(b"a=\r\nb=3D=zz=", 100).bytes, b"ab==zz");
    }

    #[test]
    fn nothing_grows_beyond_what_was_asked_for() {
        let endless = vec![b'A'; 100_000];

        assert!(base64(&endless, 1_000).cut && base64(&endless, 1_000).bytes.len() <= 1_000);
        assert!(quoted_printable(&endless, 1_000).bytes.len() <= 1_000);
    }
}
