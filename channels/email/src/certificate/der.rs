//! The one thing read out of a certificate (X.509, RFC 5280 section 4.1): the second time of its validity.

use kit::Moment;

const INTEGER: u8 = 0x02;
const SEQUENCE: u8 = 0x30;
const VERSION: u8 = 0xa0;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;

/// `notAfter` of a certificate in DER; `None` if this is no certificate.
pub(super) fn not_after(certificate: &[u8]) -> Option<Moment> {
    let (body, _) = element(certificate, SEQUENCE)?;
    let (mut to_be_signed, _) = element(body, SEQUENCE)?;
    if let Some((_, rest)) = element(to_be_signed, VERSION) {
        to_be_signed = rest;
    }
    for skipped in [INTEGER, SEQUENCE, SEQUENCE] {
        to_be_signed = element(to_be_signed, skipped)?.1;
    }
    let (validity, _) = element(to_be_signed, SEQUENCE)?;
    let (_, not_after) = time(validity)?;
    time(not_after).map(|(moment, _)| moment)
}

/// The content of the element at the front, if it has this tag, and what follows it.
fn element(bytes: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (&[found, length], rest) = bytes.split_first_chunk()?;
    if found != tag {
        return None;
    }
    let (length, rest) = match length {
        short @ 0..=0x7f => (usize::from(short), rest),
        0x81 => (usize::from(*rest.first()?), &rest[1..]),
        0x82 => {
            let (&long, rest) = rest.split_first_chunk()?;
            (usize::from(u16::from_be_bytes(long)), rest)
        }
        _ => return None,
    };
    (rest.len() >= length).then(|| rest.split_at(length))
}

/// Two digits of the year before 2050, four after (RFC 5280 section 4.1.2.5), always in UTC.
fn time(bytes: &[u8]) -> Option<(Moment, &[u8])> {
    let (text, rest, digits) = match element(bytes, UTC_TIME) {
        Some((text, rest)) => (text, rest, 2),
        None => element(bytes, GENERALIZED_TIME).map(|(text, rest)| (text, rest, 4))?,
    };
    let text = std::str::from_utf8(text).ok()?.strip_suffix('Z')?;
    let (year, others) = text.split_at_checked(digits)?;
    let year: i16 = year.parse().ok()?;
    let year = if digits == 4 { year } else { year + if year < 50 { 2000 } else { 1900 } };
    let pair = |at: usize| others.get(at..at + 2)?.parse::<i8>().ok();
    let reading = jiff::civil::DateTime::new(year, pair(0)?, pair(2)?, pair(4)?, pair(6)?, pair(8)?, 0).ok()?;
    let zoned = reading.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some((Moment(zoned.timestamp().as_microsecond()), rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustls_pki_types::CertificateDer;
    use rustls_pki_types::pem::PemObject as _;

    #[test]
    fn the_end_of_a_real_certificate_is_read() {
        let certificate = CertificateDer::from_pem_slice(include_bytes!("../../tests/doors/cert.pem")).unwrap();

        assert_eq!(not_after(&certificate).map(Moment::rfc3339).as_deref(), Some("2126-10-28T22:13:19Z"));
    }

    #[test]
    fn what_is_cut_off_or_no_certificate_is_none() {
        let certificate = CertificateDer::from_pem_slice(include_bytes!("../../tests/doors/cert.pem")).unwrap();

        for length in 0..120.min(certificate.len()) {
            assert_eq!(not_after(&certificate[..length]), None, "{length}");
        }
        assert_eq!(not_after(b"\x30\x84\xff\xff\xff\xff"), None);
    }

    #[test]
    fn both_ways_of_writing_a_time_are_read() {
        let read = |tag: u8, text: &str| {
            let bytes = [&[tag, text.len() as u8], text.as_bytes()].concat();
            time(&bytes).map(|(moment, _)| moment.rfc3339())
        };
        assert_eq!(read(UTC_TIME, "491231235959Z").as_deref(), Some("2049-12-31T23:59:59Z"));
        assert_eq!(read(UTC_TIME, "500101000000Z").as_deref(), Some("1950-01-01T00:00:00Z"));
        assert_eq!(read(GENERALIZED_TIME, "20991231000000Z").as_deref(), Some("2099-12-31T00:00:00Z"));
        assert_eq!(read(UTC_TIME, "491301000000Z"), None);
        assert_eq!(read(UTC_TIME, "4912ü1000000Z"), None);
    }
}
