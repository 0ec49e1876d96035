//! Whatever the bytes, reading ends with a letter: arbitrary bytes, and mails of the corpus cut, joined and disturbed.

use std::path::Path;
use std::sync::LazyLock;

use mail::{RemoteImages, ReplyTokens, fold_html, fold_text, read, sanitise};
use proptest::prelude::*;

static CORPUS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("the corpus")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "eml"));
    paths.sort();
    paths.iter().map(|path| std::fs::read(path).expect("a mail")).collect()
});

/// Everything that is ever done to a letter.
fn go_through(raw: &[u8]) {
    let letter = read(raw);
    fold_text(&letter.text);
    fold_html(letter.html.as_deref().unwrap_or_default());
    sanitise(letter.html.as_deref().unwrap_or_default(), &|_| None, RemoteImages::Proxied(&|url| url.to_owned()));
    ReplyTokens::new([1; 32]).clues(&letter, &["support@kettle.example".to_owned()]);
    mail::Authentication::of(&letter, "mx.example").aligned("mia@example.org");
    assert!(!letter.id().is_empty());
}

#[derive(Debug, Clone)]
enum Disturbance {
    Cut(prop::sample::Index),
    Change(prop::sample::Index, u8),
    Insert(prop::sample::Index, Vec<u8>),
    Join(prop::sample::Index, prop::sample::Index),
}

fn disturbance() -> impl Strategy<Value = Disturbance> {
    let nasty = prop::sample::select(vec![
        &b"\r\n\r\n"[..],
        b"\0",
        b"--",
        b"=?utf-8?B?",
        b"\x1b$B",
        b"<svg>",
        b"\xff\xfe",
        b"%",
        b"*0*=",
        b"\r",
        b"Content-Type: multipart/mixed\r\n",
        b"+AD",
        b"~{",
    ]);
    prop_oneof![
        any::<prop::sample::Index>().prop_map(Disturbance::Cut),
        (any::<prop::sample::Index>(), any::<u8>()).prop_map(|(at, byte)| Disturbance::Change(at, byte)),
        (any::<prop::sample::Index>(), nasty).prop_map(|(at, bytes)| Disturbance::Insert(at, bytes.to_vec())),
        (any::<prop::sample::Index>(), any::<prop::sample::Index>()).prop_map(|(at, which)| Disturbance::Join(at, which)),
    ]
}

fn disturb(raw: &mut Vec<u8>, how: &Disturbance) {
    if raw.is_empty() {
        return;
    }
    match how {
        Disturbance::Cut(at) => raw.truncate(at.index(raw.len())),
        Disturbance::Change(at, byte) => {
            let at = at.index(raw.len());
            raw[at] = *byte;
        }
        Disturbance::Insert(at, bytes) => {
            let at = at.index(raw.len());
            raw.splice(at..at, bytes.iter().copied());
        }
        Disturbance::Join(at, which) => {
            let at = at.index(raw.len());
            raw.truncate(at);
            raw.extend_from_slice(&CORPUS[which.index(CORPUS.len())]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(600) })]

    #[test]
    fn attack_11_arbitrary_bytes_become_a_letter(raw in prop::collection::vec(any::<u8>(), 0..3_000)) {
        go_through(&raw);
    }

    #[test]
    fn attack_11_disturbed_mails_become_letters(which in any::<prop::sample::Index>(), how in prop::collection::vec(disturbance(), 1..8)) {
        let mut raw = CORPUS[which.index(CORPUS.len())].clone();
        how.iter().for_each(|how| disturb(&mut raw, how));
        go_through(&raw);
    }

    #[test]
    fn attack_11_arbitrary_bodies_in_every_charset_become_text(label in prop::sample::select(vec!["utf-7", "hz-gb-2312", "iso-2022-jp", "gb18030", "euc-kr", "big5", "shift_jis", "utf-16", "x-none"]), body in prop::collection::vec(any::<u8>(), 0..500)) {
        let mut raw = format!("From: a@b.de\r\nContent-Type: text/html; charset={label}\r\n\r\n").into_bytes();
        raw.extend(body);
        go_through(&raw);
    }
}
