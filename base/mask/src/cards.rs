//! Card numbers: the prefixes and lengths networks use, the check digit of ISO/IEC 7812 (Luhn), how cards are written, and what the
//! words around say. A number without a word beside it counts if a card could look so and hardly anything else does.

use crate::glyphs::Glyph;
use crate::labels::{self, Label};
use crate::paint::{Kind, Span};
use crate::runs::{Group, Joint, runs};

const KEPT: usize = 4;
const SHORTEST: usize = 12;
const LONGEST: usize = 19;

/// How a network's cards are grouped, on the card and by hand.
const GROUPINGS: &[&[usize]] = &[
    &[4, 4, 4, 4],
    &[4, 6, 5],
    &[4, 6, 4],
    &[4, 4, 4, 4, 3],
    &[4, 4, 4, 4, 2],
    &[4, 4, 4, 4, 1],
    &[6, 13],
    &[4, 4, 4, 3],
];

/// How people group them who have no card before them: such groups may be two orders as well, so nothing may say so.
const LOOSE_GROUPINGS: &[&[usize]] = &[
    &[8, 8],
    &[6, 10],
    &[10, 6],
    &[4, 12],
    &[12, 4],
    &[4, 4, 8],
    &[8, 4, 4],
    &[4, 8, 4],
    &[6, 6, 4],
    &[6, 4, 6],
    &[4, 6, 6],
    &[2, 2, 2, 2, 2, 2, 2, 2],
    &[5, 5, 5],
    &[3, 3, 3, 3, 3],
    &[4, 11],
    &[4, 5, 6],
    &[5, 5, 6],
    &[4, 4, 7],
    &[4, 4, 4, 3],
    &[4, 15],
    &[8, 11],
    &[6, 6, 7],
    &[4, 4, 4, 7],
    &[5, 5, 5, 4],
];

/// How common a length is among the cards of a prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Length {
    Usual,
    Rare,
}

/// Every card number in the text.
pub(crate) fn find(glyphs: &[Glyph]) -> Vec<Span> {
    let mut found = Vec::new();
    for run in runs(glyphs) {
        let (mut at, mut since) = (0, 0);
        while at < run.len() {
            match longest_from(glyphs, &run, at, since) {
                Some(end) => {
                    found.push(Span::number(Kind::Card, &glyphs[run[at].from..run[end].to], KEPT));
                    (at, since) = (end + 1, end + 1);
                }
                None => at += 1,
            }
        }
    }
    found
}

/// Card numbers inside the tag of HTML: an address, a value, a title.
pub(crate) fn inside_tag(tag: &[Glyph]) -> Vec<Span> {
    find(tag)
}

/// The last group of the longest card that begins with the group `at`; groups before `since` belong to another.
fn longest_from(glyphs: &[Glyph], run: &[Group], at: usize, since: usize) -> Option<usize> {
    let mut total = 0;
    let mut ends = Vec::new();
    for (index, group) in run.iter().enumerate().skip(at) {
        total += group.len();
        if total > LONGEST {
            break;
        }
        if total >= SHORTEST {
            ends.push(index);
        }
    }
    ends.into_iter().rev().find(|end| is_card(glyphs, run, at, *end, since))
}

fn is_card(glyphs: &[Glyph], run: &[Group], at: usize, end: usize, since: usize) -> bool {
    let groups = &run[at..=end];
    let digits: Vec<u8> = groups
        .iter()
        .flat_map(|group| &glyphs[group.from..group.to])
        .filter_map(|glyph| glyph.ch.to_digit(10).map(|digit| digit as u8))
        .collect();
    let Some(length) = length_of(&digits) else { return false };
    if !has_check_digit(&digits) || !stands_alone(glyphs, groups) {
        return false;
    }
    if is_grouped(groups) {
        return !continues(run, glyphs, at, end, since);
    }
    match labels::around(glyphs, groups[0].from, groups[groups.len() - 1].to) {
        Label::Card => true,
        Label::Other => false,
        Label::None => {
            let is_whole = groups.len() == 1 || is_grouped_as(LOOSE_GROUPINGS, groups);
            is_whole && length == Length::Usual && !is_tied(run, at, end) && !labels::in_an_address(glyphs, groups[0].from)
        }
    }
}

/// Neither a letter before nor behind, unless the word before names a card; no plus of a telephone number.
fn stands_alone(glyphs: &[Glyph], groups: &[Group]) -> bool {
    let (from, to) = (groups[0].from, groups[groups.len() - 1].to);
    let before = from.checked_sub(1).map(|before| glyphs[before].ch);
    let behind = glyphs.get(to).map(|glyph| glyph.ch);
    let begins = match before {
        Some('+') => false,
        Some(c) if c.is_ascii_alphabetic() => labels::ends_with_card_word(glyphs, from),
        _ => true,
    };
    begins && !behind.is_some_and(|c| c.is_ascii_alphabetic())
}

/// Written in the groups of a card, over one line end at most.
fn is_grouped(groups: &[Group]) -> bool {
    is_grouped_as(GROUPINGS, groups)
}

fn is_grouped_as(groupings: &[&[usize]], groups: &[Group]) -> bool {
    let lengths: Vec<usize> = groups.iter().map(Group::len).collect();
    let lines = groups.iter().skip(1).filter(|group| group.joint == Some(Joint::Line)).count();
    if groups.len() < 2 || lines > 1 {
        return false;
    }
    let joints: Vec<Option<Joint>> = groups.iter().skip(1).map(|group| group.joint).filter(|joint| *joint != Some(Joint::Line)).collect();
    let one_kind = joints.windows(2).all(|pair| pair[0] == pair[1]);
    let digit_by_digit = lengths.iter().all(|length| *length == 1);
    let only_a_line = joints.is_empty();
    one_kind
        && !only_a_line
        && (digit_by_digit || groupings.contains(&lengths.as_slice()) || groupings.contains(&over_lines(groups).as_slice()))
}

/// The lengths of the groups with what a line end tore apart put together.
fn over_lines(groups: &[Group]) -> Vec<usize> {
    let mut lengths: Vec<usize> = Vec::new();
    for group in groups {
        match lengths.last_mut() {
            Some(last) if group.joint == Some(Joint::Line) => *last += group.len(),
            _ => lengths.push(group.len()),
        }
    }
    lengths
}

/// Whether the groups are the middle of a longer number grouped the same way: a parcel's has 20 digits and more. One group before may
/// be a date the card runs out.
fn continues(run: &[Group], glyphs: &[Glyph], at: usize, end: usize, since: usize) -> bool {
    let joint = run[end].joint;
    let same = |group: &Group| group.len() == 4;
    let mut first = at;
    // Two are enough to know; a long run is not walked back from each of its cards.
    while first > since && at - first < 2 && run[first].joint == joint && same(&run[first - 1]) {
        first -= 1;
    }
    let digit = |place: usize| glyphs[run[first].from + place].ch;
    let goes_on = run.get(end + 1).is_some_and(|next| next.joint == joint) || run[end].len() == 2;
    let is_parcel = digit(0) == '9' && matches!(digit(1), '2'..='5') && goes_on;
    match at - first {
        0 => false,
        1 => is_parcel,
        _ => true,
    }
}

/// Whether a dash or a dot ties it to digits beside it.
fn is_tied(run: &[Group], at: usize, end: usize) -> bool {
    let ties = |joint: Option<Joint>| matches!(joint, Some(Joint::Dash | Joint::Dot));
    ties(run[at].joint) || run.get(end + 1).is_some_and(|next| ties(next.joint))
}

/// Whether a network gives out cards that begin so and are this long.
fn length_of(digits: &[u8]) -> Option<Length> {
    let first = |count: usize| digits[..count].iter().fold(0_u32, |number, digit| number * 10 + u32::from(*digit));
    let (two, three, four) = (first(2), first(3), first(4));
    let usual_rare = |usual: &[usize], rare: &[usize]| {
        let is = |list: &[usize]| list.contains(&digits.len());
        if is(usual) { Some(Length::Usual) } else { is(rare).then_some(Length::Rare) }
    };
    match (two, three, four) {
        (40..=49, _, _) => usual_rare(&[16], &[13, 19]),
        (51..=55, _, _) | (_, _, 2200..=2204 | 2221..=2720) => usual_rare(&[16], &[]),
        (34 | 37, _, _) => usual_rare(&[15], &[]),
        (65, _, _) | (_, 644..=649, _) | (_, _, 6011) => usual_rare(&[16], &[17, 18, 19]),
        (62, _, _) => usual_rare(&[16, 19], &[17, 18]),
        (_, _, 3528..=3589) => usual_rare(&[16], &[17, 18, 19]),
        (_, 300..=305, _) | (38 | 39, _, _) | (_, _, 3095) => usual_rare(&[], &[14]),
        (36, _, _) => usual_rare(&[], &[14, 16, 19]),
        (50 | 56..=58, _, _) | (_, _, 6304 | 6759 | 6761..=6763) => usual_rare(&[], &[12, 13, 14, 15, 16, 17, 18, 19]),
        (60 | 81 | 82, _, _) => usual_rare(&[], &[16]),
        _ => None,
    }
}

/// The check digit of ISO/IEC 7812.
pub(crate) fn has_check_digit(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match (place % 2, u32::from(*digit)) {
            (0, digit) => digit,
            (_, digit) if digit > 4 => digit * 2 - 9,
            (_, digit) => digit * 2,
        })
        .sum();
    sum.is_multiple_of(10)
}
