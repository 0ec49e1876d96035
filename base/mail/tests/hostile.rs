//! Mail made to exhaust us (attack case 10). Each is read in a process of its own under nextest; the growth of the process's
//! peak memory and its processor time are taken from /proc, so nothing is estimated and no clock is read.

use mail::{Letter, RemoteImages, Trouble, fold_html, fold_text, read, sanitise};

const MIB: usize = 1024 * 1024;
const MOST_GROWTH_KIB: u64 = 64 * 1024;
/// Debug builds are some twenty times slower than what runs in earnest.
const MOST_TICKS: u64 = 2_000;

/// Reads the mail and everything a page would do with it, within the limits.
fn read_within_limits(raw: Vec<u8>) -> Letter {
    // Resets the peak to what is held now: the raw mail itself.
    std::fs::write("/proc/self/clear_refs", "5").expect("Linux");
    let (held, ticks) = (status("VmRSS:"), processor_ticks());

    let letter = read(&raw);
    fold_text(&letter.text);
    if let Some(html) = &letter.html {
        let (fresh, _) = fold_html(html);
        sanitise(&fresh, &|_| None, RemoteImages::Blocked);
    }

    let (growth, spent) = (status("VmHWM:").saturating_sub(held), processor_ticks() - ticks);
    println!("{} MiB of mail: {} KiB more memory, {} ms", raw.len() / MIB, growth, spent * 10);
    assert!(growth < MOST_GROWTH_KIB, "memory grew by {growth} KiB");
    assert!(spent < MOST_TICKS, "took {spent} hundredths of a second");
    letter
}

fn status(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find(|line| line.starts_with(name)).expect("a line of this name");
    line.split_whitespace().nth(1).and_then(|kib| kib.parse().ok()).expect("KiB")
}

fn processor_ticks() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("Linux");
    let after_name = stat.rsplit_once(')').expect("a name in brackets").1;
    after_name.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum()
}

const HEAD: &str = "From: mia@example.org\r\nSubject: The kettle leaks\r\nMessage-ID: <1@example.org>\r\n";

#[test]
fn attack_10_ten_thousand_nested_parts() {
    let mut raw = HEAD.to_owned();
    for depth in 0..10_000 {
        raw += &format!("Content-Type: multipart/mixed; boundary=\"b{depth}\"\r\n\r\n--b{depth}\r\n");
    }
    raw += "Content-Type: text/plain\r\n\r\nbottom";

    let letter = read_within_limits(raw.into_bytes());

    assert_eq!(letter.subject, "The kettle leaks");
    assert!(letter.troubles.contains(&Trouble::TooDeep));
}

#[test]
fn attack_10_a_hundred_thousand_parts_side_by_side() {
    let raw = format!(
        "{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n{}",
        "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n".repeat(100_000)
    );

    let letter = read_within_limits(raw.into_bytes());

    assert!(letter.troubles.contains(&Trouble::TooManyParts));
    assert!(letter.text.starts_with('x'));
}

#[test]
fn attack_10_a_million_fields() {
    let raw = format!("{HEAD}{}\r\nbody", "X-Filler: nothing at all\r\n".repeat(1_000_000));

    let letter = read_within_limits(raw.into_bytes());

    assert_eq!((letter.subject.as_str(), letter.text.as_str()), ("The kettle leaks", "body"));
    assert!(letter.troubles.contains(&Trouble::HeadersTruncated));
}

#[test]
fn attack_10_a_field_of_a_hundred_megabytes() {
    let mut raw = b"X-Long: ".to_vec();
    raw.resize(100 * MIB, b'a');
    raw.extend_from_slice(format!("\r\n{HEAD}\r\nbody").as_bytes());

    let letter = read_within_limits(raw);

    assert_eq!((letter.subject.as_str(), letter.text.as_str()), ("The kettle leaks", "body"));
    assert!(letter.troubles.contains(&Trouble::HeadersTruncated));
}

#[test]
fn attack_10_a_mail_within_itself_many_times() {
    let raw = format!("{HEAD}Content-Type: message/rfc822\r\n\r\n").repeat(20_000) + "bottom";

    let letter = read_within_limits(raw.into_bytes());

    assert_eq!(letter.attachments.len(), 1);
}

#[test]
fn attack_10_base64_without_end() {
    let mut raw = format!("{HEAD}Content-Type: application/octet-stream; name=x\r\nContent-Transfer-Encoding: base64\r\n\r\n").into_bytes();
    raw.resize(raw.len() + 80 * MIB, b'A');

    let letter = read_within_limits(raw);

    assert!(letter.troubles.contains(&Trouble::AttachmentLeftOut));
    assert!(letter.attachments[0].bytes.is_empty());
}

#[test]
fn attack_10_forty_megabytes_of_files_just_fit() {
    let file = format!(
        "--b\r\nContent-Type: application/octet-stream; name=x\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n",
        "QUJD".repeat(5 * MIB)
    );
    let raw = format!("{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n{}", file.repeat(4));

    let letter = read_within_limits(raw.into_bytes());

    let sizes: Vec<usize> = letter.attachments.iter().map(|file| file.bytes.len() / MIB).collect();
    assert_eq!(sizes, [15, 15, 0, 0]);
}

#[test]
fn attack_10_giant_quoted_printable() {
    let mut raw = format!("{HEAD}Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n").into_bytes();
    raw.extend(b"=3Cb=3Ex".iter().cycle().take(60 * MIB));

    let letter = read_within_limits(raw);

    assert!(letter.troubles.contains(&Trouble::BodyTruncated));
    assert!(letter.text.len() <= MIB);
}

#[test]
fn attack_10_text_that_makes_folding_work_hard() {
    for line in ["\n", "On \n", "> \n", "From: x\n\n\n", "On Monday Ana wrote:\n\n", "-- \n", "a wrote:\n>"] {
        read_within_limits(format!("{HEAD}Content-Type: text/plain\r\n\r\n{}", line.repeat(MIB / line.len())).into_bytes());
    }
}

#[test]
fn attack_10_html_that_makes_parsing_and_folding_work_hard() {
    for tag in [
        "<div ",
        "<b><p>x",
        "<div>",
        "<!--",
        "<style",
        "<a href=x><td>",
        "&",
        "<blockquote>",
        "<div>&nbsp;",
        "<table><tr><td>",
        "<p a b c d>",
        "<font color=x>x<p>",
        "</p>",
    ] {
        read_within_limits(format!("{HEAD}Content-Type: text/html\r\n\r\n{}", tag.repeat(MIB / tag.len())).into_bytes());
    }
}

#[test]
fn attack_10_fields_that_make_reading_work_hard() {
    for piece in [
        "=?u?Q?b",
        "=?",
        "=?utf-8?B?",
        "mailto:",
        ":",
        "\"",
        "(",
        "<",
        "a@b,",
        "a@b.de,",
        ";a=b",
        ";a*1=b",
        "\\",
        "\x1b$B",
        "\u{202e}",
    ] {
        for name in ["From", "Subject", "References", "Content-Type", "Date", "Authentication-Results", "Auto-Submitted"] {
            read_within_limits(format!("{HEAD}{name}: {}\r\n\r\nbody", piece.repeat(256 * 1024 / piece.len())).into_bytes());
        }
    }
}
