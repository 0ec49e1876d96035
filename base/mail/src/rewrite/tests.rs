//! Words changed in place, in every charset and encoding they come in.

use super::*;
use encoding_rs::Encoding;

/// Covers one word and its like.
fn cover(text: &str, _: Words) -> Option<String> {
    text.contains("geheim").then(|| text.replace("geheim", "******"))
}

fn read_back(raw: &[u8]) -> (Letter, Vec<u8>) {
    let changed = rewritten(raw, cover).expect("something is covered");
    (read(&changed), changed)
}

#[test]
fn what_holds_nothing_stays_as_it_is() {
    assert!(rewritten(b"Subject: Hello\r\n\r\nThe kettle leaks.\r\n", cover).is_none());
    assert!(rewritten(b"", cover).is_none());
}

#[test]
fn subject_and_text_are_covered_and_all_else_stays() {
    let raw = b"From: mia@example.org\r\nSubject: it is geheim\r\nX-Odd:  a  b\r\n\r\nLine one\r\ngeheim\r\n-- \r\nMia\r\n";

    let (letter, changed) = read_back(raw);

    assert_eq!(letter.subject, "it is ******");
    assert_eq!(
        changed,
        b"From: mia@example.org\r\nSubject: it is ******\r\nX-Odd:  a  b\r\n\r\nLine one\r\n******\r\n-- \r\nMia\r\n"
    );
}

#[test]
fn every_encoding_is_written_back_as_it_came() {
    let text =
        "Señor, das ist geheim – ¡sí!\r\nY más líneas largas que las demás, para que haya que partirlas en algún sitio del texto.\r\n";
    for (charset, encoding) in [
        ("utf-8", "base64"),
        ("utf-8", "quoted-printable"),
        ("utf-8", "8bit"),
        ("windows-1252", "quoted-printable"),
        ("iso-8859-15", "8bit"),
        ("gb18030", "base64"),
        ("utf-16le", "base64"),
    ] {
        let bytes = match charset {
            "utf-16le" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            "iso-8859-15" => encoding_rs::ISO_8859_15.encode(&text.replace('–', "-")).0.into_owned(),
            name => Encoding::for_label(name.as_bytes()).unwrap().encode(text).0.into_owned(),
        };
        let body = write_back::transfer_encoded(&bytes, encoding, b"\r\n");
        let mut raw = format!("Subject: x\r\nContent-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n")
            .into_bytes();
        raw.extend_from_slice(&body);
        let before = read(&raw);
        assert!(before.text.contains("geheim"), "{charset} {encoding}: {:?}", before.text);

        let (letter, changed) = read_back(&raw);

        assert_eq!(letter.text, before.text.replace("geheim", "******"), "{charset} {encoding}");
        assert!(rewritten(&changed, cover).is_none());
    }
}

#[test]
fn in_a_tree_of_parts_words_change_and_files_do_not() {
    let raw = b"Subject: =?utf-8?B?Z2VoZWlt?=\nContent-Type: multipart/mixed; boundary=a\n\npreamble geheim\n--a\nContent-Type: multipart/alternative; boundary=b\n\n--b\n\nplain geheim\n--b\nContent-Type: text/html\n\n<p>geheim</p>\n--b--\n--a\nContent-Type: text/plain; name=notes.txt\nContent-Disposition: attachment\n\nfile geheim\n--a--\nepilogue geheim\n";

    let (letter, changed) = read_back(raw);
    let changed = String::from_utf8(changed).unwrap();

    assert_eq!(
        (letter.subject.as_str(), letter.text.as_str(), letter.html.as_deref()),
        ("******", "plain ******", Some("<p>******</p>"))
    );
    assert_eq!(letter.attachments[0].bytes, b"file geheim");
    assert!(changed.contains("preamble ******") && changed.contains("epilogue ******"));
}

#[test]
fn what_cannot_be_covered_well_loses_its_digits() {
    let stubborn = |text: &str, _: Words| text.contains('7').then(|| format!("{text}!"));

    let changed = rewritten(b"Subject: x\n\nBus 47 at 9\n", stubborn).unwrap();

    assert_eq!(read(&changed).text, "Bus ** at *\n!");
}

#[test]
fn a_line_between_parts_is_never_touched() {
    let raw = b"Content-Type: multipart/mixed; boundary=geheim\n\n--geheim\n\nit is geheim\n--geheim--\n";

    let (letter, changed) = read_back(raw);

    assert_eq!(letter.text, "it is ******");
    assert!(changed.starts_with(b"Content-Type: multipart/mixed; boundary=geheim\n\n--geheim\n"));
}

#[test]
fn names_of_people_are_covered_and_their_addresses_stay() {
    let raw = "From: \"Mia, geheim\" <Mia.Geheim@example.org>\r\nTo: =?utf-8?Q?Caf=C3=A9_geheim?= <a@example.org>,\r\n b@example.org\r\nCc: Ben <ben@example.org>\r\nSubject: x\r\n\r\nHello\r\n";

    let (letter, changed) = read_back(raw.as_bytes());

    let from = letter.from.expect("a sender");
    assert_eq!((from.name.as_str(), from.address.as_str()), ("Mia, ******", "mia.geheim@example.org"));
    let to: Vec<_> = letter.to.iter().map(|mailbox| (mailbox.name.as_str(), mailbox.address.as_str())).collect();
    assert_eq!(to, [("Café ******", "a@example.org"), ("", "b@example.org")]);
    assert!(
        changed.windows(29).any(|bytes| bytes == b"Cc: Ben <ben@example.org>\r\nSu"),
        "what holds nothing stays as it is"
    );
}

#[test]
fn a_name_is_covered_where_it_stands_and_everybody_beside_it_stays_as_written() {
    let raw =
        b"From: a@example.org\r\nTo: \"Mia geheim\" <Mia@X.example>, \"mia smith\"@y.example, Team: Ben <Ben@X.example>;\r\n\r\nHello\r\n";

    let (_, changed) = read_back(raw);

    let kept = "To: \"Mia ******\" <Mia@X.example>, \"mia smith\"@y.example, Team: Ben <Ben@X.example>;\r\n";
    assert!(String::from_utf8_lossy(&changed).contains(kept), "{}", String::from_utf8_lossy(&changed));
}

#[test]
fn what_stands_beside_names_and_addresses_is_covered_with_them() {
    let long = format!("\"{} geheim\" <d@example.org>", "x".repeat(250));
    for people in ["Mia <mia@example.org> (geheim)", "\"geheim\" <nobody>, Ben <ben@example.org>", long.as_str()] {
        let (_, changed) = read_back(format!("From: a@example.org\r\nCc: {people}\r\n\r\nHello\r\n").as_bytes());

        let changed = String::from_utf8_lossy(&changed).into_owned();
        assert!(!changed.contains("geheim") && changed.contains("@example.org>"), "{changed}");
    }
}

#[test]
fn a_sender_without_an_address_is_covered_as_words_are() {
    let (_, changed) = read_back(b"From: geheim\r\nSubject: x\r\n\r\nHello\r\n");

    assert!(changed.starts_with(b"From: ******\r\n"));
}
