//! Words that explain each page, and the manual they lead to, carried in the program: they are there without a network.

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};

/// A page's words are `welcome-help-TOPIC`, where a slash is a dash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Topic {
    /// As [`web::Companion::beside`] is told it.
    pub name: &'static str,
    /// The chapter that says more.
    pub manual: &'static str,
    /// Where the page is.
    pub href: &'static str,
}

const fn topic(name: &'static str, manual: &'static str, href: &'static str) -> Topic {
    Topic { name, manual, href }
}

/// Every page that is explained.
pub const TOPICS: &[Topic] = &[
    topic("list", "agent#what-waits", "/views/mine"),
    topic("conversation", "agent#answer", "/views/mine"),
    topic("new-view", "agent#filters-and-your-own-views", "/views/new"),
    topic("search", "agent#find-anything", "/search"),
    topic("drafts", "agent#answer", "/drafts"),
    topic("notices", "agent#talk-to-colleagues", "/notices"),
    topic("customers", "agent#the-customer-at-your-side", "/customers"),
    topic("orders", "agent#orders", "/orders"),
    topic("approvals", "supervisor#approve", "/approvals"),
    topic("settings/profile", "agent#sign-in", "/settings/profile"),
    topic("settings/security", "agent#sign-in", "/settings/security"),
    topic("settings/keys", "agent#find-anything", "/settings/keys"),
    topic("settings/tokens", "administrator#9-connecting-programs", "/settings/tokens"),
    topic("settings/people", "administrator#4-people", "/settings/people"),
    topic("settings/teams", "supervisor#teams", "/settings/teams"),
    topic("settings/roles", "administrator#5-roles-teams-and-who-sees-what", "/settings/roles"),
    topic("settings/service-tokens", "administrator#9-connecting-programs", "/settings/service-tokens"),
    topic("settings/inboxes", "administrator#1-the-first-inbox", "/settings/inboxes"),
    topic("settings/tags", "administrator#6-tags-and-fields", "/settings/tags"),
    topic("settings/macros", "agent#answer", "/settings/macros"),
    topic("settings/targets", "administrator#targets-and-working-hours", "/settings/targets"),
    topic("settings/fields", "administrator#6-tags-and-fields", "/settings/fields"),
    topic("settings/customer-attributes", "administrator", "/settings/customer-attributes"),
    topic("settings/portal", "portal", "/settings/portal"),
    topic("settings/policies", "administrator#10-what-the-shop-allows", "/settings/policies"),
    topic("settings/products", "administrator#10-what-the-shop-allows", "/settings/products"),
    topic("settings/shop", "administrator#10-what-the-shop-allows", "/settings/shop"),
    topic("settings/rate-cards", "administrator#10-what-the-shop-allows", "/settings/rate-cards"),
    topic("settings/record-types", "administrator#10-what-the-shop-allows", "/settings/record-types"),
    topic("settings/suggestions", "administrator#10-what-the-shop-allows", "/settings/suggestions"),
    topic("settings/shops", "shops", "/settings/shops"),
    topic("settings/webhooks", "webhooks", "/settings/webhooks"),
];

impl Topic {
    /// The topic of a page, if it is explained.
    pub fn of(name: &str) -> Option<&'static Self> {
        TOPICS.iter().find(|topic| topic.name == name)
    }

    /// The sentence's key in the catalogues.
    pub fn key(&self) -> String {
        format!("welcome-help-{}", self.name.replace('/', "-"))
    }
}

/// The books of the manual, as they lie in `docs`.
pub const MANUALS: &[(&str, &str)] = &[
    ("agent", include_str!("../../../docs/manual/agent.md")),
    ("supervisor", include_str!("../../../docs/manual/supervisor.md")),
    ("administrator", include_str!("../../../docs/manual/administrator.md")),
    ("portal", include_str!("../../../docs/manual/portal.md")),
    ("operator", include_str!("../../../docs/manual/operator.md")),
    ("backup", include_str!("../../../docs/backup.md")),
    ("moving", include_str!("../../../docs/moving.md")),
    ("notifications", include_str!("../../../docs/notifications.md")),
    ("policies", include_str!("../../../docs/policies.md")),
    ("shops", include_str!("../../../docs/shops.md")),
    ("webhooks", include_str!("../../../docs/webhooks.md")),
    ("api", include_str!("../../../docs/api.md")),
    ("config", include_str!("../../../docs/config.md")),
];

/// A book as HTML; its headings can be linked to, its own title is left to the page.
pub fn book(name: &str) -> Option<String> {
    let (_, markdown) = MANUALS.iter().find(|(known, _)| *known == name)?;
    let events: Vec<Event<'_>> = Parser::new_ext(markdown, Options::ENABLE_TABLES).collect();
    let mut out = String::new();
    html::push_html(&mut out, linked(events).into_iter());
    // What is wider than a phone scrolls by itself, also by keys; the corner of a table is no heading.
    Some(
        out.replace("<th></th>", "<td></td>")
            .replace("<pre>", "<pre tabindex=\"0\">")
            .replace("<table>", "<table tabindex=\"0\">"),
    )
}

/// The title a book begins with.
pub fn title(name: &str) -> Option<&'static str> {
    let (_, markdown) = MANUALS.iter().find(|(known, _)| *known == name)?;
    markdown.lines().next().map(|line| line.trim_start_matches(['#', ' ']))
}

fn linked(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let titled = is_title_first(&events);
    let names: Vec<Option<String>> = (0..events.len()).map(|at| heading_at(&events, at)).collect();
    let begin = if titled {
        events
            .iter()
            .position(|event| matches!(event, Event::End(TagEnd::Heading(_))))
            .map_or(0, |at| at + 1)
    } else {
        0
    };
    let both = events.into_iter().zip(names).skip(begin);
    both.map(|(event, name)| match event {
        Event::Start(Tag::Heading { level, classes, attrs, .. }) => {
            Event::Start(Tag::Heading { level, id: name.map(CowStr::from), classes, attrs })
        }
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: address(&dest_url).into(), title, id })
        }
        other => other,
    })
    .collect()
}

fn is_title_first(events: &[Event<'_>]) -> bool {
    matches!(events.first(), Some(Event::Start(Tag::Heading { level: pulldown_cmark::HeadingLevel::H1, .. })))
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
    match file.strip_suffix(".md").filter(|name| MANUALS.iter().any(|(known, _)| known == name)) {
        Some(name) => format!("/help/manual/{name}{part}"),
        None => link.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_topic_leads_to_a_heading_that_is_there() {
        for topic in TOPICS {
            let (name, part) = topic.manual.split_once('#').map_or((topic.manual, None), |(name, part)| (name, Some(part)));
            let book = book(name).unwrap_or_else(|| panic!("{} leads to no book", topic.name));
            if let Some(part) = part {
                assert!(book.contains(&format!("id=\"{part}\"")), "{} leads to #{part}, which {name} does not have", topic.name);
            }
        }
    }

    #[test]
    fn no_book_leads_to_a_file_that_is_no_page() {
        for (name, _) in MANUALS {
            let book = book(name).unwrap_or_default();
            let led: Vec<&str> = book.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
            let astray: Vec<&&str> = led
                .iter()
                .filter(|href| !href.starts_with("http") && !href.starts_with('/') && !href.starts_with('#'))
                .collect();
            assert!(astray.is_empty(), "{name} leads to {astray:?}");
        }
    }

    #[test]
    fn books_lead_to_each_other_as_pages() {
        let book = book("agent").expect("a book");

        assert!(book.contains("href=\"/help/manual/administrator\"") && !book.contains("<h1"));
        assert_eq!(title("agent"), Some("For agents"));
    }
}
