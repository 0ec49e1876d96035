//! A body as it is written, Markdown, as a page shows it and as a letter says it.
//!
//! It promises that nothing somebody wrote becomes an element beyond headings, paragraphs, lists, quotations, tables, emphasis,
//! code, rules and links to web pages, mail addresses, phone numbers and pages of the desk: HTML in a body is shown as it was
//! typed, and a picture is a link, so that reading asks nobody elsewhere for anything.

use maud::{Markup, PreEscaped, html};
use pulldown_cmark::{Alignment, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

fn events(body: &str) -> impl Iterator<Item = Event<'_>> {
    Parser::new_ext(body, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH)
}

/// The body for a page whose own heading is of the first level.
pub fn drawn(body: &str) -> Markup {
    let mut levels = Levels::default();
    let mut links: Vec<bool> = Vec::new();
    let safe = events(body).map(|event| match event {
        Event::Html(typed) | Event::InlineHtml(typed) => Event::Text(typed),
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        Event::Start(Tag::Heading { level, .. }) => {
            Event::Start(Tag::Heading { level: levels.open(level), id: None, classes: Vec::new(), attrs: Vec::new() })
        }
        Event::End(TagEnd::Heading(_)) => Event::End(TagEnd::Heading(levels.last)),
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
            let address = address(&dest_url);
            links.push(address.is_some());
            Event::InlineHtml(address.map(|address| opened(&address)).unwrap_or_default().into())
        }
        Event::End(TagEnd::Link | TagEnd::Image) => Event::InlineHtml(CowStr::from(if links.pop() == Some(true) { "</a>" } else { "" })),
        // Which side a column keeps to would be a style, and pages take none from their words.
        Event::Start(Tag::Table(columns)) => Event::Start(Tag::Table(vec![Alignment::None; columns.len()])),
        // Who writes a line means a line.
        Event::SoftBreak => Event::HardBreak,
        other => other,
    });
    let mut out = String::new();
    pulldown_cmark::html::push_html(&mut out, safe);
    // What is wider than a phone scrolls by itself, also by keys.
    let out = out
        .replace("<pre>", "<pre tabindex=\"0\">")
        .replace("<table>", "<table tabindex=\"0\">")
        .replace("<th></th>", "<td></td>");
    html! { (PreEscaped(out)) }
}

/// Headings of a body begin below the page's and skip none.
struct Levels {
    first: Option<u8>,
    depth: u8,
    last: HeadingLevel,
}

impl Default for Levels {
    fn default() -> Self {
        Self { first: None, depth: 1, last: HeadingLevel::H2 }
    }
}

impl Levels {
    fn open(&mut self, written: HeadingLevel) -> HeadingLevel {
        let written = written as u8;
        let first = *self.first.get_or_insert(written);
        let wanted = 2 + written.saturating_sub(first);
        self.depth = wanted.min(self.depth + 1).min(6);
        self.last = HeadingLevel::try_from(usize::from(self.depth)).unwrap_or(HeadingLevel::H2);
        self.last
    }
}

/// Where a link may lead; none for anything else.
fn address(written: &str) -> Option<String> {
    let lower = written.to_ascii_lowercase();
    let outside = ["https://", "http://", "mailto:", "tel:"].iter().any(|start| lower.starts_with(start));
    let inside = written.starts_with('/') && !written.starts_with("//") && !written.contains('\\');
    (outside || inside).then(|| written.to_owned())
}

fn opened(address: &str) -> String {
    let away = address.starts_with("http");
    let link = html! { a href=(address) target=[away.then_some("_blank")] rel=[away.then_some("noopener noreferrer nofollow")] {} };
    link.into_string().trim_end_matches("</a>").to_owned()
}

/// The body as plain words: for a letter, for search, for a few lines of it.
pub fn plain(body: &str) -> String {
    let mut out = Plain::default();
    events(body).for_each(|event| out.take(event));
    let lines: Vec<&str> = out.text.trim().lines().map(str::trim_end).collect();
    lines.join("\n")
}

/// Deeper than this nothing is moved in any further: what one line of a body costs stays small however deep somebody nests.
const DEEPEST: usize = 8;

/// What stands around a block.
enum Around {
    /// A list, with its next number if it counts.
    List(Option<u64>),
    Quote,
}

/// Plain words being put together.
#[derive(Default)]
struct Plain {
    text: String,
    around: Vec<Around>,
    /// Where the words of the item or quotation that was begun last would start.
    fresh: usize,
    /// Of each link around: where it leads, and where its words begin.
    links: Vec<(String, usize)>,
    cells: usize,
}

impl Plain {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Text(words) | Event::Code(words) | Event::Html(words) | Event::InlineHtml(words) => self.says(&words),
            Event::SoftBreak | Event::HardBreak => self.line(),
            Event::Rule => {
                self.block();
                self.text.push_str("———");
                self.ends_block();
            }
            Event::Start(tag) => self.begins(tag),
            Event::End(tag) => self.ends(tag),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    /// What each line begins with inside these.
    fn margin(around: &[Around]) -> String {
        let piece = |around: &Around| if matches!(around, Around::Quote) { "> " } else { "  " };
        around.iter().take(DEEPEST).map(piece).collect()
    }

    fn says(&mut self, words: &str) {
        if self.around.is_empty() {
            self.text.push_str(words);
            return;
        }
        if self.text.ends_with('\n') {
            self.text.push_str(&Self::margin(&self.around));
        }
        let broken = format!("\n{}", Self::margin(&self.around));
        self.text.push_str(&words.replace('\n', &broken));
    }

    fn line(&mut self) {
        self.text.push('\n');
        self.text.push_str(&Self::margin(&self.around));
    }

    /// A block begins: on a line of its own, but for the first one of an item or a quotation.
    fn block(&mut self) {
        if self.around.is_empty() || self.text.len() == self.fresh {
            return;
        }
        if self.text.is_empty() || self.text.ends_with('\n') {
            self.text.push_str(&Self::margin(&self.around));
        } else {
            self.line();
        }
    }

    fn ends_block(&mut self) {
        if self.around.is_empty() {
            while !self.text.is_empty() && !self.text.ends_with("\n\n") {
                self.text.push('\n');
            }
        } else if !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    fn item(&mut self) {
        if self.text.len() != self.fresh || self.text.is_empty() {
            if !self.text.is_empty() && !self.text.ends_with('\n') {
                self.text.push('\n');
            }
            let outside = self.around.len().saturating_sub(1);
            self.text.push_str(&Self::margin(self.around.get(..outside).unwrap_or_default()));
        }
        match self.around.last_mut() {
            Some(Around::List(Some(number))) => {
                self.text.push_str(&format!("{number}. "));
                *number += 1;
            }
            _ => self.text.push_str("- "),
        }
        self.fresh = self.text.len();
    }

    fn begins(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::List(first) => self.around.push(Around::List(first)),
            Tag::Item => self.item(),
            Tag::BlockQuote(_) => {
                self.block();
                self.text.push_str("> ");
                self.around.push(Around::Quote);
                self.fresh = self.text.len();
            }
            Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock => self.block(),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => self.links.push((dest_url.to_string(), self.text.len())),
            Tag::TableRow | Tag::TableHead => {
                self.block();
                self.cells = 0;
            }
            Tag::TableCell => {
                if self.cells > 0 {
                    self.text.push_str(" | ");
                }
                self.cells += 1;
            }
            _ => {}
        }
    }

    fn ends(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item => self.ends_block(),
            TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                let begun = format!("\n{}", Self::margin(&self.around));
                let words = self.text.strip_suffix(&begun).map_or(self.text.len(), str::len);
                self.text.truncate(words);
                self.ends_block();
            }
            TagEnd::List(_) | TagEnd::BlockQuote(_) => {
                self.around.pop();
                self.ends_block();
            }
            TagEnd::Link | TagEnd::Image => {
                if let Some((to, begun)) = self.links.pop() {
                    let said = self.text.get(begun..).unwrap_or_default();
                    let away = to.starts_with("http") && !said.contains(&to);
                    if away {
                        self.text.push_str(&format!(" ({to})"));
                    }
                }
            }
            TagEnd::TableRow | TagEnd::TableHead => self.text.push('\n'),
            TagEnd::Table => self.ends_block(),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{drawn, plain};

    #[test]
    fn attack_39_nothing_written_becomes_markup_of_ours() {
        for hostile in [
            "<script>alert(1)</script>",
            "a <img src=x onerror=alert(1)> b",
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](data:text/html,<script>)",
            "![x](javascript:alert(1))",
            "[x](//elsewhere.example)",
            "[x](/\\elsewhere.example)",
            "[x](https://a.example/\"onmouseover=\"alert(1))",
            "<a href=\"javascript:alert(1)\">x</a>",
            "<div\nonclick=alert(1)>\n\nx",
            "```\"><script>alert(1)</script>\nx\n```",
            "# <b onclick=x>t</b> {#id onclick=x}",
        ] {
            let html = drawn(hostile).into_string();
            for element in [
                "<script",
                "<img",
                "<div",
                "<b ",
                "<a href=\"java",
                "<a href=\"data",
                "<a href=\"//",
                "<a href=\"/\\",
                "\"onmouse",
                " onclick=x>t</b>\"",
            ] {
                assert!(!html.contains(element), "{hostile} gave {html}");
            }
        }
        assert!(!drawn("[x](javascript:alert(1))").into_string().contains("<a"));
    }

    #[test]
    fn what_is_written_is_shown() {
        let html = drawn("# Returns\n\n#### Deep\n\nUp to **30 days**.\nThen:\n\n1. pack\n2. send to <https://kettle.example/back>\n\n[more](/knowledge/warranty)").into_string();
        assert!(html.contains("<h2>Returns</h2>") && html.contains("<h3>Deep</h3>"), "{html}");
        assert!(html.contains("<strong>30 days</strong>.<br />"), "{html}");
        assert!(
            html.contains("<a href=\"https://kettle.example/back\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">"),
            "{html}"
        );
        assert!(html.contains("<a href=\"/knowledge/warranty\">more</a>"), "{html}");
    }

    #[test]
    fn a_letter_says_it_in_plain_words() {
        let written = "## Returns\n\nUp to **30 days**. See [our page](https://kettle.example/r).\n\n1. Pack it\n2. Send it\n   - with the slip\n\n> Keep the receipt\n\n| What | Days |\n|---|---|\n| Kettle | 30 |\n";
        assert_eq!(
            plain(written),
            "Returns\n\nUp to 30 days. See our page (https://kettle.example/r).\n\n1. Pack it\n2. Send it\n  - with the slip\n\n> Keep the receipt\n\nWhat | Days\nKettle | 30"
        );
        assert_eq!(plain("<b>x</b> & y"), "<b>x</b> & y");
    }

    #[test]
    fn blocks_within_blocks_have_lines_of_their_own() {
        for (written, said) in [
            ("1. Pack it\n\n   Use the slip\n2. Send", "1. Pack it\n  Use the slip\n2. Send"),
            (
                "1. Run:\n   ```\n   one\n   two\n   ```\n   then wait\n2. Look",
                "1. Run:\n  one\n  two\n  then wait\n2. Look",
            ),
            ("- a\n\n  > b\n  > c\n\n- d", "- a\n  > b\n  > c\n- d"),
            ("> a\n>\n> b\n>\n> - c\n> - d\n\nafter", "> a\n> b\n> - c\n> - d\n\nafter"),
            ("- a\n  - b\n\n  c\n- d", "- a\n  - b\n  c\n- d"),
            ("- - a\n  - b", "- - a\n  - b"),
            ("a\n\n---\n\nb", "a\n\n———\n\nb"),
            ("```\none\n\n  two\n```\n\nafter", "one\n\n  two\n\nafter"),
            ("<div>\nx\n</div>\n\ny", "<div>\nx\n</div>\n\ny"),
            ("- x\n\n  | a | b |\n  |--:|---|\n  | 1 | 2 |", "- x\n  a | b\n  1 | 2"),
        ] {
            assert_eq!(plain(written), said, "{written}");
        }
    }

    #[test]
    fn a_table_brings_no_style() {
        let html = drawn("| a | |\n|--:|:-:|\n| 1 | 2 |").into_string();
        assert!(!html.contains("style") && html.contains("<td></td>"), "{html}");
    }

    #[test]
    fn however_deep_a_body_nests_its_words_stay_about_as_long() {
        for deep in ["- ".repeat(24_990), "> ".repeat(24_990), "1. ".repeat(16_000)] {
            let written = format!("{deep}a\nlazy\nlines");
            let said = plain(&written);
            assert!(said.ends_with('s') && said.len() < 4 * written.len(), "{} letters of {}", said.len(), written.len());
        }
        let many = format!("{}\n", "> ".repeat(100) + "a").repeat(240);
        assert!(plain(&many).len() < 4 * many.len());
    }
}
