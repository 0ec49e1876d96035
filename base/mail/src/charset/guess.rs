//! Which encoding do these bytes look like? A few honest observations in a fixed order, made for the languages customers
//! write in; no model, no tables, linear time.

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, KOI8_R, SHIFT_JIS, WINDOWS_1251, WINDOWS_1252};

const ENOUGH_BYTES: usize = 16 * 1024;

/// The likeliest encoding of bytes that are neither ASCII nor UTF-8.
pub(super) fn encoding(bytes: &[u8]) -> &'static Encoding {
    let sample = &bytes[..bytes.len().min(ENOUGH_BYTES)];
    if share(SHIFT_JIS, sample, is_kana).is_some_and(|share| share > 0.3) {
        return SHIFT_JIS;
    }
    if share(EUC_JP, sample, is_kana).is_some_and(|share| share > 0.3) {
        return EUC_JP;
    }
    if mostly_lone_high_bytes(sample) && !is_big5(sample) {
        return WINDOWS_1252;
    }
    if looks_korean(sample) {
        return EUC_KR;
    }
    if let Some(cyrillic) = cyrillic(sample) {
        return cyrillic;
    }
    if is_big5(sample) && !all_trails_high(sample) {
        return BIG5;
    }
    match clean(GB18030, sample) {
        Some(_) => GB18030,
        None => WINDOWS_1252,
    }
}

/// Text in which a western single-byte label made symbols out of other people's letters: no western word has six accented
/// letters in a row.
pub(super) fn reads_badly(text: &str) -> bool {
    let western =
        |c: char| ('\u{80}'..='\u{ff}').contains(&c) || ('\u{152}'..='\u{192}').contains(&c) || ('\u{2013}'..='\u{2122}').contains(&c);
    let head = text.char_indices().nth(ENOUGH_BYTES).map_or(text, |(end, _)| &text[..end]);
    head.split(|c| !western(c))
        .any(|run| run.chars().take(6).count() == 6 && run.chars().take(32).collect::<std::collections::HashSet<_>>().len() >= 4)
}

/// The decoded text, forgiving a character cut at the end of the sample.
fn clean(encoding: &'static Encoding, sample: &[u8]) -> Option<String> {
    (0..4.min(sample.len())).find_map(|cut| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(&sample[..sample.len() - cut])?;
        let private = text.chars().any(|c| ('\u{e000}'..='\u{f8ff}').contains(&c));
        (!private).then(|| text.into_owned())
    })
}

fn share(encoding: &'static Encoding, sample: &[u8], wanted: fn(char) -> bool) -> Option<f64> {
    let text = clean(encoding, sample)?;
    let wide = text.chars().filter(|c| !c.is_ascii()).count();
    (wide >= 3).then(|| text.chars().filter(|c| wanted(*c)).count() as f64 / wide as f64)
}

fn is_kana(c: char) -> bool {
    ('\u{3041}'..='\u{30ff}').contains(&c)
}

/// The lengths of the runs of bytes above 0x7f.
fn runs(sample: &[u8]) -> impl Iterator<Item = &[u8]> {
    sample.split(u8::is_ascii).filter(|run| !run.is_empty())
}

fn mostly_lone_high_bytes(sample: &[u8]) -> bool {
    let (lone, all) = runs(sample).fold((0usize, 0usize), |(lone, all), run| (lone + usize::from(run.len() == 1), all + 1));
    lone * 10 >= all * 5
}

fn is_big5(sample: &[u8]) -> bool {
    let frequent = |c: char| {
        ('\u{4e00}'..='\u{9fff}').contains(&c) || ('\u{3000}'..='\u{303f}').contains(&c) || ('\u{ff00}'..='\u{ffef}').contains(&c)
    };
    let common_leads = pairs(sample).all(|(lead, _)| (0xa1..=0xc9).contains(&lead));
    common_leads && share(BIG5, sample, frequent).is_some_and(|share| share > 0.8)
}

/// Lead and trail bytes, as a double-byte reader would pair them.
fn pairs(sample: &[u8]) -> impl Iterator<Item = (u8, u8)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at + 1 < sample.len() {
            let (lead, trail) = (sample[at], sample[at + 1]);
            at += if lead >= 0x80 { 2 } else { 1 };
            if lead >= 0x80 {
                return Some((lead, trail));
            }
        }
        None
    })
}

fn all_trails_high(sample: &[u8]) -> bool {
    pairs(sample).all(|(_, trail)| trail >= 0xa1)
}

/// Korean keeps to the syllable rows and puts blanks between words; Chinese does neither.
fn looks_korean(sample: &[u8]) -> bool {
    let (mut syllables, mut others) = (0usize, 0usize);
    for (lead, _) in pairs(sample) {
        if (0xb0..=0xc8).contains(&lead) { syllables += 1 } else { others += 1 }
    }
    let words = runs(sample).count();
    syllables >= 2 && others * 8 <= syllables && words >= 2 && words * 10 >= syllables && clean(EUC_KR, sample).is_some()
}

/// Cyrillic words are long runs of letters, mostly small ones, which the two common encodings keep in different places.
fn cyrillic(sample: &[u8]) -> Option<&'static Encoding> {
    let high: Vec<u8> = sample.iter().copied().filter(|byte| *byte >= 0x80).collect();
    let letters = high.iter().filter(|byte| **byte >= 0xc0 || matches!(byte, 0xa8 | 0xb8 | 0xa3 | 0xb3)).count();
    let odd_runs = runs(sample).filter(|run| run.len() % 2 == 1).count();
    let even_runs = runs(sample).count() - odd_runs;
    if high.len() < 6 || letters * 100 < high.len() * 97 || odd_runs * 4 < even_runs {
        return None;
    }
    let upper_half = high.iter().filter(|byte| **byte >= 0xe0).count();
    Some(if upper_half * 2 > high.len() { WINDOWS_1251 } else { KOI8_R })
}
