//! Text made to cost: what is so many times longer takes so many times as long, not the square of it.

use mask::Policy;
use std::time::{Duration, Instant};

/// Both are one piece; one is sixty-four times the other.
const SMALL: usize = 4 << 10;
const TIMES: u32 = 64;
/// How much more than its share the longer one may take: the machine does other things, too.
const SLACK: u32 = 5;
/// What is shorter is measured by chance.
const AT_ONCE: Duration = Duration::from_millis(100);

fn quickest(runs: usize, work: impl Fn()) -> Duration {
    let took = (0..runs).map(|_| {
        let began = Instant::now();
        work();
        began.elapsed()
    });
    took.min().unwrap_or_default()
}

/// `text` makes a text of this length at most.
fn is_borne(text: impl Fn(usize) -> String, is_html: bool) {
    let mask = |text: &str| if is_html { mask::html(Policy::All, text) } else { mask::text(Policy::All, text) }.found;
    let takes = |runs, text: String| {
        quickest(runs, || {
            mask(&text);
        })
    };
    let (short, long) = (takes(40, text(SMALL)), takes(5, text(SMALL * TIMES as usize)));
    assert!(long < short * TIMES * SLACK + AT_ONCE, "{TIMES} times the text took {long:?} against {short:?}");
}

fn repeated(text: &str, size: usize) -> String {
    text.repeat(size / text.len())
}

#[test]
fn attack_40_ordinary_text_takes_its_share() {
    is_borne(|size| repeated("The kettle leaks. Order 4711, paid with 4111 1111 1111 1111; my PIN is lost.\n", size), false);
}

#[test]
fn attack_40_numbers_without_a_blank_between_them_are_not_walked_back_from_each() {
    is_borne(|size| repeated("4111111111111111,", size), false);
}

#[test]
fn attack_40_groups_without_an_end_are_not_walked_back_from_each() {
    // What begins with two groups that are no card is the middle of a longer number at each of the others.
    is_borne(|size| format!("0000 0000 {}x", repeated("4242 ", size - 20)), false);
}

#[test]
fn attack_40_tags_whose_quotes_nobody_closes_are_not_read_to_the_end_each() {
    let open = |size| format!("{}\"<p>Card 4111 1111 1111 1111</p>", repeated("<a \">\"", size - 40));
    is_borne(open, true);
    assert_eq!(mask::html(Policy::Cards, &open(SMALL)).found.cards, 1, "what stands behind them is covered");
}
