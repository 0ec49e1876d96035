//! How notices read as letters: one thing that happened, or everything somebody has not read. Text and HTML say the same; each
//! carries the way to the settings and the way out, and none says a word a customer wrote.

use super::{Letter, Notice};
use agents::AgentId;
use agents::unsubscribe::{self, What};
use desk::notices::Reminder;
use desk::notices::digest::{Digest, Why};
use kit::Locale;
use maud::{DOCTYPE, Markup, html};
use web::{Site, Text};

/// The letter about one thing.
pub(super) fn one(site: &Site, reminder: &Reminder) -> Letter {
    let text = site.text(reminder.locale);
    let link = absolute(site, &desk::pages::address(reminder.number));
    let (number, subject) = (reminder.number.to_string(), reminder.subject.as_str());
    let what = text.say(reminder.kind.sentence());
    let ways = Ways::of(site, reminder.agent, What::Letters);
    let plain = text.say_with("desk-letter-text", &[("what", &what), ("number", &number), ("subject", &subject), ("link", &link)]);
    let body = html! {
        p { (what) ": " strong { "#" (number) " " (subject) } }
        p { a href=(link) { (text.say("desk-letter-open")) } }
    };
    Letter {
        to: reminder.to.clone(),
        subject: text.say_with("desk-letter-subject", &[("number", &number), ("subject", &subject)]),
        text: format!("{plain}\n\n{}", ways.plain(&text)),
        until: None,
        html: Some(page(&text, reminder.locale, &body, &ways)),
        notice: Some(Notice {
            conversation: reminder.conversation.0,
            agent: reminder.agent.0,
            unsubscribe: ways.out,
        }),
    }
}

/// The letter about everything.
pub(super) fn digest(site: &Site, digest: &Digest) -> Letter {
    let text = site.text(digest.locale);
    let count = digest.lines.len() + digest.more;
    let ways = Ways::of(site, digest.agent, if digest.why == Why::Hour { What::Digest } else { What::Letters });
    let lead = text.say(if digest.why == Why::Hour { "desk-digest-hour" } else { "desk-digest-night" });
    Letter {
        to: digest.to.clone(),
        subject: text.say_with("desk-digest-subject", &[("count", &count)]),
        text: format!("{lead}\n\n{}{}", listed(site, &text, digest), ways.plain(&text)),
        until: None,
        html: Some(page(&text, digest.locale, &html! { p { (lead) } (list(site, &text, digest)) }, &ways)),
        notice: Some(Notice {
            conversation: email::NO_CONVERSATION,
            agent: digest.agent.0,
            unsubscribe: ways.out,
        }),
    }
}

fn listed(site: &Site, text: &Text, digest: &Digest) -> String {
    let mut said = String::new();
    for line in &digest.lines {
        let (what, when) = (text.say(line.sentence), text.date_and_time(line.made_at, &digest.zone));
        said.push_str(&format!("{what}: {}\n{when}\n{}\n\n", line.about, absolute(site, &line.link)));
    }
    if digest.more > 0 {
        let more = text.say_with("desk-digest-more", &[("count", &digest.more)]);
        said.push_str(&format!("{more}: {}\n\n", absolute(site, "/notices")));
    }
    said
}

fn list(site: &Site, text: &Text, digest: &Digest) -> Markup {
    html! {
        ul {
            @for line in &digest.lines {
                li { a href=(absolute(site, &line.link)) { (line.about) } br; (text.say(line.sentence)) " · " (text.date_and_time(line.made_at, &digest.zone)) }
            }
            @if digest.more > 0 { li { (text.say_with("desk-digest-more", &[("count", &digest.more)])) } }
        }
        p { a href=(absolute(site, "/notices")) { (text.say("desk-digest-all")) } }
    }
}

/// What stands under every one.
struct Ways {
    settings: String,
    out: String,
}

impl Ways {
    fn of(site: &Site, agent: AgentId, what: What) -> Self {
        Self {
            settings: absolute(site, "/settings/notifications"),
            out: absolute(site, &unsubscribe::path(site.key(), agent, what)),
        }
    }

    fn plain(&self, text: &Text) -> String {
        let (dont, settings, out) =
            (text.say("desk-letter-not-answered"), text.say("desk-letter-settings"), text.say("desk-letter-unsubscribe"));
        format!("{dont}\n\n{settings}: {}\n{out}: {}\n", self.settings, self.out)
    }
}

fn page(text: &Text, locale: Locale, body: &Markup, ways: &Ways) -> String {
    let whole = html! {
        (DOCTYPE)
        html lang=(locale.tag()) {
            head { meta charset="utf-8"; meta name="color-scheme" content="light dark"; }
            body {
                (body)
                hr;
                p { small { (text.say("desk-letter-not-answered")) } }
                p { small { a href=(ways.settings) { (text.say("desk-letter-settings")) } " · " a href=(ways.out) { (text.say("desk-letter-unsubscribe")) } } }
            }
        }
    };
    whole.into_string()
}

fn absolute(site: &Site, path: &str) -> String {
    format!("{}{path}", site.base_url().trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::{digest, one};
    use crate::letters::composed;
    use agents::AgentId;
    use desk::ConversationId;
    use desk::notices::digest::{Digest, Line, Why};
    use desk::notices::{Kind, Reminder};
    use kit::{Clock, Key, Locale, Moment};
    use web::Site;

    fn site(folder: &tempfile::TempDir) -> Site {
        let place = db::Place::Sqlite(folder.path().join("x.db"));
        let db = db::Database::open(place, &crate::house::migrations(), Clock::set_to(Moment(0))).expect("a database");
        Site::builder(db, Key::from_bytes([1; 32]), "https://desk.example/")
            .texts(crate::site::TEXTS)
            .build()
    }

    fn reminder(locale: Locale) -> Reminder {
        Reminder {
            agent: AgentId(7),
            conversation: ConversationId(42),
            to: "ana@kettle.example".into(),
            locale,
            kind: Kind::Mentioned,
            number: 42,
            subject: "The kettle leaks".into(),
        }
    }

    #[test]
    fn a_notice_reads_as_its_reader_does_and_leads_to_the_conversation() {
        let folder = tempfile::tempdir().expect("a folder");
        let site = site(&folder);

        let (english, chinese) = (one(&site, &reminder(Locale::En)), one(&site, &reminder(Locale::Zh)));

        assert_eq!((english.to.as_str(), english.subject.as_str()), ("ana@kettle.example", "#42: The kettle leaks"));
        assert!(
            english
                .text
                .starts_with("You were mentioned: #42 The kettle leaks\n\nhttps://desk.example/conversations/42?"),
            "{}",
            english.text
        );
        let page = english.html.unwrap_or_default();
        for way in ["https://desk.example/settings/notifications", "https://desk.example/unsubscribe/7.letters."] {
            assert!(english.text.contains(way) && page.contains(way), "{way}");
        }
        assert!(!chinese.text.contains("mentioned") && chinese.text.contains("#42"), "{}", chinese.text);
    }

    #[test]
    fn a_digest_says_everything_in_text_and_html_and_escapes_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let line = |number: i64| Line {
            sentence: Kind::Answered.sentence(),
            about: format!("#{number} <b>Kettle</b>"),
            link: desk::pages::address(number),
            made_at: Moment::from_seconds(3_600),
        };
        let unread = Digest {
            agent: AgentId(7),
            why: Why::Hour,
            to: "ana@kettle.example".into(),
            locale: Locale::Es,
            zone: "Europe/Madrid".into(),
            lines: vec![line(1), line(2)],
            more: 3,
            notices: Vec::new(),
            beside: Vec::new(),
        };

        let letter = digest(&site(&folder), &unread);

        assert_eq!(letter.subject, "5 cosas sin leer");
        let page = letter.html.unwrap_or_default();
        assert!(letter.text.contains("#2 <b>Kettle</b>") && page.contains("#2 &lt;b&gt;Kettle&lt;/b&gt;"), "{page}");
        assert!(letter.text.contains("02:00") || letter.text.contains("2:00"), "by her clock: {}", letter.text);
        for way in ["https://desk.example/conversations/2?", "https://desk.example/unsubscribe/7.digest.", "/notices"] {
            assert!(letter.text.contains(way) && page.contains(way), "{way}");
        }
    }

    #[test]
    fn attack_04_a_notice_is_named_and_answered_where_the_filer_knows_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let site = site(&folder);
        let at = |address: &str| mail::Mailbox::new("Support", address).expect("an address");

        let sent = composed(&site, &one(&site, &reminder(Locale::En)), 5, at("support@kettle.example"), at("ana@kettle.example"));

        let tokens = email::reply_tokens(site.key());
        assert_eq!(tokens.own(&sent.message_id), Some(mail::Clue::Notification { conversation: 42, message: 5, agent: 7 }));
        assert_eq!(sent.reply_to, Some(at(&tokens.plus_address("support@kettle.example", email::NO_CONVERSATION))));
        assert_eq!(sent.envelope().mail_from, "", "a bounce of it goes nowhere");
        let bytes = String::from_utf8(mail::compose(&sent)).expect("text");
        assert!(bytes.contains("List-Unsubscribe: <https://desk.example/unsubscribe/7.letters."), "{bytes}");
        assert!(bytes.contains("Auto-Submitted: auto-generated"), "{bytes}");
    }
}
