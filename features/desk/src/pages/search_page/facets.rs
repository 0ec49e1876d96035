//! What was found, by kind, status, inbox, team … with how many there are of each. A value is a link that writes it into the
//! filter; one that is in the filter already takes it out again.

use super::results::kind_key;
use super::{Sight, address};
use crate::finding::NONE;
use crate::pages::signs::{category_key, priority_key, status_key};
use crate::{Category, Priority, Status};
use filter::{Age, Compare, Condition, Key};
use search::{Facet, Kind};
use web::parts::icon;
use web::{Markup, html};

/// As many values of one facet as are shown.
const MOST: usize = 8;
const SHOWN: [Facet; 8] = [
    Facet::Status,
    Facet::Inbox,
    Facet::Team,
    Facet::Assignee,
    Facet::Tag,
    Facet::Lang,
    Facet::Priority,
    Facet::Category,
];

/// The kinds, as tabs.
pub fn kinds(sight: &Sight<'_>) -> Markup {
    let (text, wish) = (sight.who.t(), sight.wish);
    let counted = sight.found.counts.of(Facet::Kind);
    let count = |kind: Kind| counted.iter().find(|(word, _)| word == kind.word()).map_or(0, |(_, count)| *count);
    let all: usize = counted.iter().map(|(_, count)| count).sum();
    let typed = wish.typed.trim();
    html! {
        nav.tabs.search-kinds aria-label=(text.say("desk-search-kinds")) {
            a href=(address(typed, None, wish.by_time, 0)) aria-current=[wish.kind.is_none().then_some("page")] { (text.say("desk-search-kind-all")) " " span.count { (said(sight, all)) } }
            @for kind in Kind::ALL.iter().copied().filter(|kind| count(*kind) > 0 || wish.kind == Some(*kind)) {
                a href=(address(typed, Some(kind), wish.by_time, 0)) aria-current=[(wish.kind == Some(kind)).then_some("page")] { (text.say(&kind_key(kind))) " " span.count { (said(sight, count(kind))) } }
            }
        }
    }
}

/// A number as people here write it.
fn said(sight: &Sight<'_>, count: usize) -> String {
    sight.who.t().number(i64::try_from(count).unwrap_or(i64::MAX))
}

/// One value to narrow by.
struct Choice {
    name: String,
    count: Option<usize>,
    address: String,
    is_chosen: bool,
}

pub fn draw(sight: &Sight<'_>) -> Markup {
    let Some(condition) = &sight.found.condition else { return html! {} };
    let groups: Vec<(String, Vec<Choice>)> = SHOWN
        .iter()
        .map(|facet| (sight.say(&format!("desk-search-facet-{}", facet.word())), choices(sight, condition, *facet)))
        .chain([(sight.say("desk-search-facet-time"), times(sight, condition))])
        // What all of them have in common narrows nothing.
        .filter(|(_, choices)| {
            choices
                .iter()
                .any(|choice| choice.is_chosen || choice.count.is_some_and(|count| count < sight.found.total))
        })
        .collect();
    if groups.is_empty() {
        return html! {};
    }
    html! {
        details.facets open data-search-facets {
            summary { (icon("filter")) (sight.say("desk-search-narrow")) }
            @for (title, choices) in &groups {
                section.facet aria-label=(title) {
                    h2 { (title) }
                    ul { @for choice in choices { li { (drawn(sight, choice)) } } }
                }
            }
        }
    }
}

fn drawn(sight: &Sight<'_>, choice: &Choice) -> Markup {
    html! {
        a href=(choice.address) aria-current=[choice.is_chosen.then_some("true")] rel="nofollow" {
            span.truncate { (choice.name) }
            @if choice.is_chosen { (icon("cross")) span.visually-hidden { (sight.say("desk-search-widen")) } }
            @else if let Some(count) = choice.count { span.count { (said(sight, count)) } }
        }
    }
}

fn choices(sight: &Sight<'_>, condition: &Condition, facet: Facet) -> Vec<Choice> {
    let counted = sight.found.counts.of(facet).iter().take(MOST);
    let counted = counted.filter_map(|(value, count)| {
        let (name, part) = named(sight, facet, value)?;
        Some(choice(sight, condition, name, &part, Some(*count)))
    });
    counted.collect()
}

fn choice(sight: &Sight<'_>, condition: &Condition, name: String, part: &Condition, count: Option<usize>) -> Choice {
    let is_chosen = parts(condition).contains(part);
    let other = if is_chosen {
        without(condition, part)
    } else {
        Condition::all(vec![condition.clone(), part.clone()])
    };
    Choice {
        name,
        count,
        address: sight.typed(&other.written_for(sight.who.locale).to_string()),
        is_chosen,
    }
}

/// What a value is called, and the part of a filter that says it; none for what this agent knows no name of.
fn named(sight: &Sight<'_>, facet: Facet, value: &str) -> Option<(String, Condition)> {
    let (text, names) = (sight.who.t(), &sight.found.names);
    let by_key = || value.parse::<i64>().ok();
    let (key, name, word) = match facet {
        Facet::Status => (Key::Status, text.say(status_key(Status::of_word(value)?)), value.to_owned()),
        Facet::Category => (Key::Category, text.say(category_key(Category::of_word(value)?)), value.to_owned()),
        Facet::Inbox => names.inbox(by_key()?).map(|name| (Key::Inbox, name.to_owned(), name.to_owned()))?,
        Facet::Team if value == NONE => (Key::Team, text.say("desk-search-no-team"), "none".to_owned()),
        Facet::Team => names.team(by_key()?).map(|name| (Key::Team, name.to_owned(), name.to_owned()))?,
        Facet::Assignee if value == NONE => (Key::Assignee, text.say("desk-search-nobody"), "nobody".to_owned()),
        Facet::Assignee => names.agent(by_key()?).map(|name| (Key::Assignee, name.to_owned(), name.to_owned()))?,
        Facet::Tag => names.tag(value).map(|name| (Key::Tag, name.to_owned(), name.to_owned()))?,
        Facet::Lang => (Key::Lang, customers::language_name(value).to_owned(), value.to_owned()),
        Facet::Priority => {
            let part = Condition::Priority { compare: Compare::Exactly, level: value.to_owned() };
            return Some((text.say(priority_key(Priority::of_word(value)?)), part));
        }
        Facet::Kind | Facet::Channel | Facet::Is => return None,
    };
    Some((name, Condition::Is { key, any_of: vec![word] }))
}

/// Spans back from now; each holds the ones before it.
fn times(sight: &Sight<'_>, condition: &Condition) -> Vec<Choice> {
    let spans = sight.found.counts.within_days().filter(|(_, count)| *count > 0);
    let choices = spans.map(|(days, count)| {
        let part = Condition::Since { age: Age::Active, compare: Compare::Less, seconds: days * 86_400 };
        choice(sight, condition, sight.say(&format!("desk-search-days-{days}")), &part, Some(count))
    });
    choices.collect()
}

/// What a filter is made of, all of which must hold.
fn parts(condition: &Condition) -> Vec<Condition> {
    match condition {
        Condition::All(parts) => parts.clone(),
        other => vec![other.clone()],
    }
}

fn without(condition: &Condition, gone: &Condition) -> Condition {
    Condition::all(parts(condition).into_iter().filter(|part| part != gone).collect())
}

#[cfg(test)]
mod tests {
    use super::{parts, without};
    use filter::{Vocabulary, parse};

    #[test]
    fn a_value_is_taken_out_where_it_was_put_in() {
        let read = |text: &str| parse(text, &Vocabulary::default()).expect("a filter");
        let (whole, part) = (read("refund status:open kettle"), read("status:open"));

        assert!(parts(&whole).contains(&part));
        assert_eq!(without(&whole, &part).to_string(), "refund kettle");
        assert_eq!(without(&part, &part).to_string(), "");
    }
}
