//! Words that explain each page, and the chapter of the manual they lead to.

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
    topic("knowledge", "agent#articles", "/knowledge"),
    topic("orders", "agent#orders", "/orders"),
    topic("floor", "supervisor#one-glance", "/floor"),
    topic("approvals", "supervisor#approve", "/approvals"),
    topic("settings/profile", "agent#sign-in", "/settings/profile"),
    topic("settings/security", "agent#sign-in", "/settings/security"),
    topic("settings/keys", "agent#find-anything", "/settings/keys"),
    topic("settings/tokens", "administrator#9-connecting-programs", "/settings/tokens"),
    topic("settings/people", "administrator#4-people", "/settings/people"),
    topic("settings/audit", "administrator#who-did-what", "/settings/audit"),
    topic("settings/sign-in", "administrator#the-company-s-own-sign-in", "/settings/sign-in"),
    topic("settings/access", "administrator#what-is-asked-of-whoever-comes-in", "/settings/access"),
    topic("settings/teams", "supervisor#teams", "/settings/teams"),
    topic("settings/roles", "administrator#5-roles-teams-and-who-sees-what", "/settings/roles"),
    topic("settings/service-tokens", "administrator#9-connecting-programs", "/settings/service-tokens"),
    topic("settings/inboxes", "administrator#1-the-first-inbox", "/settings/inboxes"),
    topic("settings/tags", "administrator#6-tags-and-fields", "/settings/tags"),
    topic("settings/macros", "agent#answer", "/settings/macros"),
    topic("settings/targets", "administrator#targets-and-working-hours", "/settings/targets"),
    topic("settings/fields", "administrator#6-tags-and-fields", "/settings/fields"),
    topic("settings/customer-attributes", "administrator", "/settings/customer-attributes"),
    topic("settings/surveys", "administrator#asking-customers-how-it-was", "/settings/surveys"),
    topic("settings/ratings", "supervisor#look-back", "/settings/ratings"),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manual::book;
    use kit::Locale;

    #[test]
    fn every_topic_leads_to_a_heading_that_is_there_in_every_language() {
        for (topic, locale) in TOPICS.iter().flat_map(|topic| Locale::ALL.map(|locale| (topic, locale))) {
            let (name, part) = topic.manual.split_once('#').map_or((topic.manual, None), |(name, part)| (name, Some(part)));
            let book = book(name, locale).unwrap_or_else(|| panic!("{} leads to no book", topic.name));
            if let Some(part) = part {
                assert!(
                    book.html.contains(&format!("id=\"{part}\"")),
                    "{} leads to #{part}, which {name} does not have in {locale:?}",
                    topic.name
                );
            }
        }
    }
}
