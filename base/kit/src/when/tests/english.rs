//! Times as people say them in English.

use super::{FRIDAY, NOW, means};
use crate::Locale::En;

#[test]
fn spans_are_said_in_figures_and_in_words() {
    means(
        En,
        FRIDAY,
        &[
            ("in two hours", "2026-11-27T20:02"),
            ("two hours from now", "2026-11-27T20:02"),
            ("for two hours", "2026-11-27T20:02"),
            ("in 1h30", "2026-11-27T19:32"),
            ("1h30m", "2026-11-27T19:32"),
            ("in 1 hour and 30 minutes", "2026-11-27T19:32"),
            ("in half an hour", "2026-11-27T18:32"),
            ("in a half hour", "2026-11-27T18:32"),
            ("in an hour", "2026-11-27T19:02"),
            ("in an hour and a half", "2026-11-27T19:32"),
            ("in two and a half hours", "2026-11-27T20:32"),
            ("in 2.5 hours", "2026-11-27T20:32"),
            ("in 1.5h", "2026-11-27T19:32"),
            ("in a quarter of an hour", "2026-11-27T18:17"),
            ("in three quarters of an hour", "2026-11-27T18:47"),
            ("in twenty-five minutes", "2026-11-27T18:27"),
            ("thirty minutes", "2026-11-27T18:32"),
            ("in ninety mins", "2026-11-27T19:32"),
            ("in a couple of hours", "2026-11-27T20:02"),
            ("2h", "2026-11-27T20:02"),
            ("17h", "2026-11-28T11:02"),
            ("in 17h", "2026-11-28T11:02"),
            ("in 48 hours", "2026-11-29T18:02"),
            ("in three days", "2026-11-30T09:00"),
            ("in three days at 5pm", "2026-11-30T17:00"),
            ("a couple of days", "2026-11-29T09:00"),
            ("in a week", "2026-12-04T09:00"),
            ("a week from now", "2026-12-04T09:00"),
            ("two weeks from today", "2026-12-11T09:00"),
            ("in a fortnight", "2026-12-11T09:00"),
            ("in a month", "2026-12-27T09:00"),
            ("in 3 months", "2027-02-27T09:00"),
            ("in a year", "2027-11-27T09:00"),
        ],
    );
}

#[test]
fn hours_are_said_as_clocks_are_read() {
    means(
        En,
        FRIDAY,
        &[
            ("half past nine", "2026-11-28T09:30"),
            ("tomorrow at half past nine", "2026-11-28T09:30"),
            ("half past 7pm", "2026-11-27T19:30"),
            ("quarter to five", "2026-11-28T16:45"),
            ("a quarter to ten", "2026-11-28T09:45"),
            ("quarter past eight in the evening", "2026-11-27T20:15"),
            ("ten to six", "2026-11-28T17:50"),
            ("10 minutes to 6pm", "2026-11-28T17:50"),
            ("twenty past nine", "2026-11-28T09:20"),
            ("nine thirty", "2026-11-28T09:30"),
            ("nine o'clock", "2026-11-28T09:00"),
            ("9 o'clock pm", "2026-11-27T21:00"),
            ("9 p.m.", "2026-11-27T21:00"),
            ("9.30pm", "2026-11-27T21:30"),
            ("at 21h", "2026-11-27T21:00"),
            ("tomorrow 17h", "2026-11-28T17:00"),
            ("17h tomorrow", "2026-11-28T17:00"),
            ("tomorrow 3:30", "2026-11-28T15:30"),
            ("tomorrow 03:30", "2026-11-28T03:30"),
            ("noon", "2026-11-28T12:00"),
            ("at noon on monday", "2026-11-30T12:00"),
            ("midday", "2026-11-28T12:00"),
            ("midnight", "2026-11-28T00:00"),
            ("12 midnight", "2026-11-28T00:00"),
            ("at midnight", "2026-11-28T00:00"),
            ("tonight at midnight", "2026-11-28T00:00"),
            ("tonight at 12", "2026-11-28T00:00"),
            ("12 at night", "2026-11-28T00:00"),
            ("12pm", "2026-11-28T12:00"),
            ("3 in the morning", "2026-11-28T03:00"),
            ("tonight", "2026-11-27T19:00"),
            ("tonight at 9", "2026-11-27T21:00"),
            ("this evening", "2026-11-27T19:00"),
            ("tomorrow night", "2026-11-28T19:00"),
            ("tomorrow evening at eight", "2026-11-28T20:00"),
            ("afternoon", "2026-11-28T14:00"),
            ("first thing tomorrow", "2026-11-28T09:00"),
            ("tomorrow eod", "2026-11-28T18:00"),
            ("end of day monday", "2026-11-30T18:00"),
            ("end of monday", "2026-11-30T18:00"),
        ],
    );
    means(
        En,
        NOW,
        &[
            ("end of day", "2026-03-10T18:00"),
            ("eod", "2026-03-10T18:00"),
            ("at the end of the day", "2026-03-10T18:00"),
            ("end of today", "2026-03-10T18:00"),
            ("this afternoon", "2026-03-10T14:00"),
            ("this afternoon at 4", "2026-03-10T16:00"),
            ("this evening", "2026-03-10T19:00"),
            ("this morning at 11", "2026-03-10T11:00"),
        ],
    );
}

#[test]
fn days_are_named_in_every_way() {
    means(
        En,
        FRIDAY,
        &[
            ("this weekend", "2026-11-28T09:00"),
            ("on the weekend", "2026-11-28T09:00"),
            ("next weekend", "2026-12-05T09:00"),
            ("friday", "2026-12-04T09:00"),
            ("this friday 8pm", "2026-11-27T20:00"),
            ("this monday", "2026-11-30T09:00"),
            ("until monday", "2026-11-30T09:00"),
            ("next friday", "2026-12-04T09:00"),
            ("next monday at ten", "2026-11-30T10:00"),
            ("monday next week", "2026-11-30T09:00"),
            ("next week on thursday", "2026-12-03T09:00"),
            ("end of next week", "2026-12-04T09:00"),
            ("next month", "2026-12-01T09:00"),
            ("the 5th of next month", "2026-12-05T09:00"),
            ("the week after next", "2026-12-07T09:00"),
            ("first thing monday morning", "2026-11-30T09:00"),
            ("the last day of the month", "2026-11-30T09:00"),
            ("end of month", "2026-11-30T09:00"),
            ("eom", "2026-11-30T09:00"),
            ("end of december at noon", "2026-12-31T12:00"),
            ("end of the year", "2026-12-31T09:00"),
            ("on the 15th", "2026-12-15T09:00"),
            ("the 15th at 3pm", "2026-12-15T15:00"),
            ("on the 30th", "2026-11-30T09:00"),
            ("the 31st", "2026-12-31T09:00"),
            ("monday the 30th", "2026-11-30T09:00"),
            ("monday 15", "2026-11-30T15:00"),
        ],
    );
    means(
        En,
        NOW,
        &[
            ("end of week", "2026-03-13T09:00"),
            ("eow", "2026-03-13T09:00"),
            ("next friday", "2026-03-20T09:00"),
            ("this friday", "2026-03-13T09:00"),
            ("tuesday", "2026-03-17T09:00"),
            ("this tuesday at 5", "2026-03-10T17:00"),
        ],
    );
    means(En, "2026-11-27T11:00", &[("end of week", "2026-11-27T18:00")]);
}

#[test]
fn dates_are_written_with_the_month_first_or_in_words() {
    means(
        En,
        FRIDAY,
        &[
            ("January 2nd", "2027-01-02T09:00"),
            ("dec 24th", "2026-12-24T09:00"),
            ("Dec. 24", "2026-12-24T09:00"),
            ("24-Dec-2026", "2026-12-24T09:00"),
            ("2 January 2027", "2027-01-02T09:00"),
            ("the 2nd of January", "2027-01-02T09:00"),
            ("January the 2nd, 5pm", "2027-01-02T17:00"),
            ("Dec 24 2026", "2026-12-24T09:00"),
            ("December 24, 2026 at 6:15 pm", "2026-12-24T18:15"),
            ("Thursday, December 24", "2026-12-24T09:00"),
            ("at 9 dec 12", "2026-12-12T09:00"),
            ("mar 15", "2027-03-15T09:00"),
            ("2026-12-24", "2026-12-24T09:00"),
            ("2026-12-24 18:00", "2026-12-24T18:00"),
            ("2026/12/24", "2026-12-24T09:00"),
            ("24.12.2026", "2026-12-24T09:00"),
            ("1/2", "2027-01-02T09:00"),
            ("12/25", "2026-12-25T09:00"),
            ("25/12", "2026-12-25T09:00"),
            ("12/25/26 5pm", "2026-12-25T17:00"),
            ("1/2/2027", "2027-01-02T09:00"),
            ("02-01-2027", "2027-02-01T09:00"),
        ],
    );
}
