//! The sentences of papers, in the three languages of `locales/`. Parsed once per language and process.

use crate::{Kind, Paper, figures};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use kit::Locale;
use std::sync::OnceLock;

type Bundle = FluentBundle<FluentResource>;

static BUNDLES: [OnceLock<Bundle>; Locale::ALL.len()] = [const { OnceLock::new() }; Locale::ALL.len()];

/// The sentence with its gaps filled; the key itself where nobody wrote it, which a test rules out.
pub(crate) fn say(locale: Locale, key: &str, gaps: &[(&str, &str)]) -> String {
    let bundle = BUNDLES[locale as usize].get_or_init(|| read(locale));
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        return key.to_owned();
    };
    let args: FluentArgs<'_> = gaps.iter().copied().collect();
    bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
}

/// What the paper says about paying where it has no terms of its own.
pub(crate) fn terms(paper: &Paper) -> Option<String> {
    let (particulars, locale) = (paper.particulars(), paper.particulars().language);
    let owed = paper.sums().totals.due.is_positive();
    let due_on = particulars.payment.as_ref().and_then(|payment| payment.due_on);
    match (particulars.kind, due_on) {
        (Kind::Invoice, Some(due)) if owed => Some(say(locale, "papers-terms-due", &[("date", &figures::date(due, locale))])),
        (Kind::CreditNote, _) if owed => Some(say(locale, "papers-terms-credit", &[])),
        _ => None,
    }
}

fn read(locale: Locale) -> Bundle {
    let text = match locale {
        Locale::En => include_str!("../locales/en/papers.ftl"),
        Locale::Es => include_str!("../locales/es/papers.ftl"),
        Locale::Zh => include_str!("../locales/zh/papers.ftl"),
    };
    let mut bundle = FluentBundle::new_concurrent(vec![locale.tag().parse().unwrap_or_default()]);
    bundle.set_use_isolating(false);
    // A broken sentence leaves the others whole, and the test below finds it.
    let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource);
    bundle.add_resource_overriding(resource);
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_is_whole_in_every_language() {
        for locale in Locale::ALL {
            let text =
                std::fs::read_to_string(format!("{}/locales/{}/papers.ftl", env!("CARGO_MANIFEST_DIR"), locale.tag())).expect("a file");
            assert!(FluentResource::try_new(text.clone()).is_ok(), "{locale:?} has a broken sentence");
            for key in text.lines().filter_map(|line| line.split_once(" = ")).map(|(key, _)| key) {
                assert_ne!(say(locale, key, &[]), key, "{locale:?}");
            }
        }
    }
}
