//! Prints how much of generated messages is covered, how much of clean ones is touched, and how fast: `cargo run --release -p mask --example measure`.

#[path = "../tests/corpus/mod.rs"]
mod corpus;

use corpus::{Kind, LANGUAGES, clean, dirty};
use mask::Policy;
use std::time::Instant;

const MESSAGES: u64 = 50_000;

fn main() {
    println!("| language | cards | passwords and codes | ids | clean messages touched |");
    println!("| --- | --- | --- | --- | --- |");
    for language in LANGUAGES {
        let recall = |kind| {
            let covered = (0..MESSAGES).filter(|seed| is_covered(&dirty(language, kind, *seed))).count();
            format!("{:.2} %", covered as f64 * 100.0 / MESSAGES as f64)
        };
        let touched = (0..MESSAGES)
            .map(|seed| clean(language, seed))
            .filter(|text| mask::text(Policy::All, text).text != *text)
            .count();
        let touched = touched as f64 * 100.0 / MESSAGES as f64;
        println!("| {language} | {} | {} | {} | {touched:.3} % |", recall(Kind::Card), recall(Kind::Secret), recall(Kind::Id));
    }
    speed();
}

fn is_covered(case: &corpus::Case) -> bool {
    let masked = if case.is_html {
        mask::html(Policy::All, &case.text)
    } else {
        mask::text(Policy::All, &case.text)
    };
    let plain: String = masked
        .text
        .chars()
        .map(|c| {
            if ('\u{ff10}'..='\u{ff19}').contains(&c) {
                char::from_u32(c as u32 - 0xfee0).unwrap_or(c)
            } else {
                c
            }
        })
        .collect();
    let entities: String = case.hidden.chars().map(|c| format!("{}", c as u32)).collect();
    let read: String = if case.kind == Kind::Secret {
        plain
    } else {
        plain.chars().filter(char::is_ascii_alphanumeric).collect()
    };
    !read.contains(&case.hidden) && !read.contains(&entities)
}

/// Ordinary words, and the same with a number at the end that wants a closer look.
fn speed() {
    let words = "Hello, the kettle I bought in May leaks at the handle and I would like to send it back. ".repeat(60);
    let with_number = format!("{words} It is my order 4539578763621486.");
    for (name, text) in [("ordinary words", &words), ("words with a long number", &with_number)] {
        let (begun, rounds) = (Instant::now(), 2_000);
        let touched = (0..rounds).filter(|_| !mask::text(Policy::All, text).found.nothing()).count();
        let seconds = begun.elapsed().as_secs_f64();
        println!("{name}: {:.0} MB/s ({touched} touched)", text.len() as f64 * f64::from(rounds) / seconds / 1e6);
    }
}
