//! The books of the manual, carried in the program: they are there without a network. What programmers read is in English only.

use kit::Locale;
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};

/// A book as it lies in `docs`.
pub struct Source {
    pub name: &'static str,
    english: &'static str,
    /// Spanish and Chinese.
    others: Option<[&'static str; 2]>,
}

const fn told(name: &'static str, english: &'static str, spanish: &'static str, chinese: &'static str) -> Source {
    Source { name, english, others: Some([spanish, chinese]) }
}

const fn english(name: &'static str, english: &'static str) -> Source {
    Source { name, english, others: None }
}

/// Every book.
pub const MANUALS: &[Source] = &[
    told(
        "agent",
        include_str!("../../../docs/manual/agent.md"),
        include_str!("../../../docs/manual/es/agent.md"),
        include_str!("../../../docs/manual/zh/agent.md"),
    ),
    told(
        "supervisor",
        include_str!("../../../docs/manual/supervisor.md"),
        include_str!("../../../docs/manual/es/supervisor.md"),
        include_str!("../../../docs/manual/zh/supervisor.md"),
    ),
    told(
        "administrator",
        include_str!("../../../docs/manual/administrator.md"),
        include_str!("../../../docs/manual/es/administrator.md"),
        include_str!("../../../docs/manual/zh/administrator.md"),
    ),
    told(
        "portal",
        include_str!("../../../docs/manual/portal.md"),
        include_str!("../../../docs/manual/es/portal.md"),
        include_str!("../../../docs/manual/zh/portal.md"),
    ),
    told(
        "operator",
        include_str!("../../../docs/manual/operator.md"),
        include_str!("../../../docs/manual/es/operator.md"),
        include_str!("../../../docs/manual/zh/operator.md"),
    ),
    told(
        "backup",
        include_str!("../../../docs/backup.md"),
        include_str!("../../../docs/manual/es/backup.md"),
        include_str!("../../../docs/manual/zh/backup.md"),
    ),
    told(
        "moving",
        include_str!("../../../docs/moving.md"),
        include_str!("../../../docs/manual/es/moving.md"),
        include_str!("../../../docs/manual/zh/moving.md"),
    ),
    told(
        "notifications",
        include_str!("../../../docs/notifications.md"),
        include_str!("../../../docs/manual/es/notifications.md"),
        include_str!("../../../docs/manual/zh/notifications.md"),
    ),
    told(
        "policies",
        include_str!("../../../docs/policies.md"),
        include_str!("../../../docs/manual/es/policies.md"),
        include_str!("../../../docs/manual/zh/policies.md"),
    ),
    told(
        "shops",
        include_str!("../../../docs/shops.md"),
        include_str!("../../../docs/manual/es/shops.md"),
        include_str!("../../../docs/manual/zh/shops.md"),
    ),
    told(
        "webhooks",
        include_str!("../../../docs/webhooks.md"),
        include_str!("../../../docs/manual/es/webhooks.md"),
        include_str!("../../../docs/manual/zh/webhooks.md"),
    ),
    english("api", include_str!("../../../docs/api.md")),
    english("config", include_str!("../../../docs/config.md")),
];

impl Source {
    /// Its text for who reads this language, and the language it is in.
    fn text(&self, locale: Locale) -> (&'static str, Locale) {
        match (self.others, locale) {
            (Some([spanish, _]), Locale::Es) => (spanish, locale),
            (Some([_, chinese]), Locale::Zh) => (chinese, locale),
            _ => (self.english, Locale::En),
        }
    }
}

/// A book to be shown.
pub struct Book {
    pub title: &'static str,
    /// Its headings can be linked to by the same names in every language; its own title is left to the page.
    pub html: String,
    pub locale: Locale,
}

/// A book in this language, or in English.
pub fn book(name: &str, locale: Locale) -> Option<Book> {
    let source = MANUALS.iter().find(|source| source.name == name)?;
    let (text, locale) = source.text(locale);
    let names = headings(&events(source.english));
    let mut out = String::new();
    html::push_html(&mut out, linked(events(text), &names).into_iter());
    // What is wider than a phone scrolls by itself, also by keys; the corner of a table is no heading.
    let html = out
        .replace("<th></th>", "<td></td>")
        .replace("<pre>", "<pre tabindex=\"0\">")
        .replace("<table>", "<table tabindex=\"0\">");
    Some(Book { title: title(text), html, locale })
}

/// What a book is called in this language, and in which language that is.
pub fn name_of(source: &Source, locale: Locale) -> (&'static str, Locale) {
    let (text, locale) = source.text(locale);
    (title(text), locale)
}

/// The title a book begins with.
fn title(text: &'static str) -> &'static str {
    text.lines().next().unwrap_or_default().trim_start_matches(['#', ' '])
}

fn events(text: &str) -> Vec<Event<'_>> {
    Parser::new_ext(text, Options::ENABLE_TABLES).collect()
}

/// What the headings are linked by, in their order.
fn headings(events: &[Event<'_>]) -> Vec<String> {
    (0..events.len()).filter_map(|at| heading_at(events, at)).collect()
}

/// `names` are those of the headings: the first one's is of the title, which is left out.
fn linked<'a>(events: Vec<Event<'a>>, names: &[String]) -> Vec<Event<'a>> {
    let (mut out, mut seen) = (Vec::new(), 0);
    let mut in_title = false;
    for event in events {
        match event {
            Event::Start(Tag::Heading { level: pulldown_cmark::HeadingLevel::H1, .. }) if seen == 0 => {
                in_title = true;
                seen += 1;
            }
            Event::End(TagEnd::Heading(_)) if in_title => in_title = false,
            _ if in_title => {}
            Event::Start(Tag::Heading { level, classes, attrs, .. }) => {
                let id = names.get(seen).cloned().map(CowStr::from);
                seen += 1;
                out.push(Event::Start(Tag::Heading { level, id, classes, attrs }));
            }
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                out.push(Event::Start(Tag::Link { link_type, dest_url: address(&dest_url).into(), title, id }));
            }
            other => out.push(other),
        }
    }
    out
}

/// What the heading that begins here is linked by.
fn heading_at(events: &[Event<'_>], at: usize) -> Option<String> {
    matches!(events.get(at), Some(Event::Start(Tag::Heading { .. }))).then(|| {
        let words = events[at..].iter().take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))));
        anchor(
            &words
                .filter_map(|event| if let Event::Text(text) | Event::Code(text) = event { Some(text.as_ref()) } else { None })
                .collect::<String>(),
        )
    })
}

/// `10. What the shop allows` becomes `10-what-the-shop-allows`.
fn anchor(words: &str) -> String {
    let kept = words.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect::<String>();
    kept.split_whitespace().collect::<Vec<_>>().join("-")
}

/// One book links to another as files do; here they are pages.
fn address(link: &str) -> String {
    let (path, part) = link.split_once('#').map_or((link, String::new()), |(path, part)| (path, format!("#{part}")));
    let file = path.rsplit('/').next().unwrap_or(path);
    match file.strip_suffix(".md").filter(|name| MANUALS.iter().any(|source| source.name == *name)) {
        Some(name) => format!("/help/manual/{name}{part}"),
        None => link.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_book_leads_to_a_file_that_is_no_page() {
        for (source, locale) in MANUALS.iter().flat_map(|source| Locale::ALL.map(|locale| (source, locale))) {
            let book = book(source.name, locale).expect("a book").html;
            let led: Vec<&str> = book.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
            let astray: Vec<&&str> = led
                .iter()
                .filter(|href| !href.starts_with("http") && !href.starts_with('/') && !href.starts_with('#'))
                .collect();
            assert!(astray.is_empty(), "{} in {locale:?} leads to {astray:?}", source.name);
        }
    }

    /// Headings are linked by their place, so a chapter that one language lacks would lead astray in it.
    #[test]
    fn every_language_has_the_same_chapters() {
        let levels = |text: &str| -> Vec<_> {
            let headings = events(text).into_iter().filter_map(|event| match event {
                Event::Start(Tag::Heading { level, .. }) => Some(level),
                _ => None,
            });
            headings.collect()
        };
        for source in MANUALS {
            for (other, language) in source.others.into_iter().flat_map(|others| others.into_iter().zip(["es", "zh"])) {
                assert_eq!(
                    levels(other),
                    levels(source.english),
                    "docs/manual/{language}/{}.md has not the chapters of the English book",
                    source.name
                );
            }
        }
    }

    #[test]
    fn books_lead_to_each_other_as_pages_and_a_language_without_its_own_reads_english() {
        let english = book("agent", Locale::En).expect("a book");
        let spanish = book("agent", Locale::Es).expect("a book");

        assert!(english.html.contains("href=\"/help/manual/administrator\"") && !english.html.contains("<h1"));
        assert_eq!((english.title, spanish.locale), ("For agents", Locale::Es));
        assert!(spanish.html.contains("id=\"answer\""), "anchors are the same in every language");
        assert_eq!(book("api", Locale::Zh).expect("a book").locale, Locale::En);
    }
}
