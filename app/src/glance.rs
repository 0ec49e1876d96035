//! A customer at a glance, beside a conversation and on their page: their clock, what we owe them, how they feel, how often
//! they wrote. Each figure comes from the room that knows it, for eyes that may see it; there is nothing where nothing is known.

use customers::whereabouts::clock_of;
use customers::{CustomerId, current};
use db::{Trouble, Tx};
use desk::Viewer;
use desk::standing::{self, Promises, Standing};
use feedback::pages::{average, said, tone};
use mood::Mood;
use web::parts::{Tone, badge, time};
use web::{Markup, SignedIn, html};

/// So many of the last messages tell a mood.
const LAST: i64 = 3;
/// So many of the last ratings are shown, and so many letters of what was written with each.
const RATINGS: i64 = 3;
const COMMENT: usize = 160;

/// Draws it; with `alone`, as a card of its own.
pub fn draw(tx: &mut Tx<'_>, who: &SignedIn, customer: CustomerId) -> Result<Markup, Trouble> {
    let customer = current(tx, customer)?;
    let (viewer, text) = (Viewer::of(who), who.t());
    let sees_orders = who.may("orders.see");
    let country = if sees_orders { orders::finding::country_of(tx, customer)? } else { None };
    let clock = clock_of(tx, customer, country.as_deref())?;
    let clock = clock.map(|clock| {
        let time = text.time(tx.now(), &clock.zone);
        let key = if clock.is_known { "desk-glance-clock-known" } else { "desk-glance-clock-guessed" };
        text.say_with(key, &[("time", &time), ("zone", &clock.zone.replace('_', " "))])
    });
    let written = standing::last_written(tx, viewer, customer.0, LAST)?;
    let figures = standing::of(tx, viewer, customer.0)?;
    let owed = owed(tx, who, customer, figures.waiting)?;
    let reopened = standing::reopened(tx, viewer, customer.0)?;
    let ratings = ratings(tx, who, customer)?;
    let mood = mood::of_last(written.iter().map(String::as_str));
    Ok(html! {
        dl.facts {
            @if let Some(clock) = clock { dt { (text.say("desk-glance-clock")) } dd { (clock) } }
            dt { (text.say("desk-glance-owed")) }
            dd { @if owed.is_empty() { span.muted { (text.say("desk-glance-owed-nothing")) } } @for (tone, words) in &owed { div { (badge(*tone, words)) } } }
            @if mood != Mood::Neutral { dt { (text.say("desk-glance-mood")) } dd { (badge(tone_of(mood), &text.say(&format!("desk-glance-mood-{}", mood.word())))) } }
            @if !ratings.0.is_empty() { dt { (text.say("feedback-glance")) } dd { (ratings) } }
            dt { (text.say("desk-glance-contacts")) }
            dd { (contacts(who, &figures, reopened)) }
        }
    })
}

const fn tone_of(mood: Mood) -> Tone {
    match mood {
        Mood::Negative => Tone::Danger,
        Mood::Neutral => Tone::Plain,
        Mood::Positive => Tone::Good,
    }
}

/// What the customer is still to get from us: answers, follow-ups, planned replies, refunds.
fn owed(tx: &mut Tx<'_>, who: &SignedIn, customer: CustomerId, waiting: i64) -> Result<Vec<(Tone, String)>, Trouble> {
    let (viewer, text) = (Viewer::of(who), who.t());
    let Promises { follow_ups, overdue, next_due } = standing::promises(tx, viewer, customer.0)?;
    let planned = standing::planned_replies(tx, viewer, customer.0)?;
    let (refunds, decisions) = if who.may("orders.see") { orders::finding::waiting_of(tx, customer)? } else { (0, 0) };
    let mut owed = Vec::new();
    if waiting > 0 {
        owed.push((Tone::Warn, text.say_with("desk-glance-waiting", &[("count", &waiting)])));
    }
    if let Some(due) = next_due.filter(|_| follow_ups > 0) {
        let tone = if overdue > 0 { Tone::Danger } else { Tone::Plain };
        let day = text.short(due, tx.now(), &who.zone);
        owed.push((tone, text.say_with("desk-glance-follow-ups", &[("count", &follow_ups), ("due", &day)])));
    }
    for (count, key) in [(planned, "desk-glance-planned"), (refunds, "desk-glance-refunds"), (decisions, "desk-glance-decisions")] {
        if count > 0 {
            owed.push((Tone::Plain, text.say_with(key, &[("count", &count)])));
        }
    }
    Ok(owed)
}

/// What they said when asked how it was: the average, how often they were asked, the newest in words. Nothing if nobody asked.
fn ratings(tx: &mut Tx<'_>, who: &SignedIn, customer: CustomerId) -> Result<Markup, Trouble> {
    let (viewer, text, now) = (Viewer::of(who), who.t(), tx.now());
    let standing = feedback::ratings::standing(tx, viewer, customer.0)?;
    if standing.asked == 0 {
        return Ok(Markup::default());
    }
    let newest = feedback::ratings::last_of(tx, viewer, customer.0, RATINGS)?;
    let given = standing.given;
    Ok(html! {
        @if let Some(tenths) = standing.tenths() {
            (text.say_with("feedback-glance-average", &[("average", &average(text, tenths)), ("given", &given)])) br;
        }
        span.muted { (text.say_with("feedback-glance-asked", &[("count", &standing.asked)])) }
        @for one in &newest {
            div {
                p {
                    (badge(tone(one.value.unwrap_or_default()), &said(text, one.value.unwrap_or_default()))) " "
                    a href={ "/conversations/" (one.number) } { "#" (one.number) } " "
                    @if let Some(at) = one.rated_at { (time(text, at, now, &who.zone)) }
                }
                (comment(&one.comment))
            }
        }
    })
}

/// What they wrote with it; a long one opens.
fn comment(whole: &str) -> Markup {
    let words: String = whole.chars().take(COMMENT).collect();
    html! {
        @if words.len() < whole.len() { details { summary { (words) "…" } p.sub { (whole) } } }
        @else if !whole.is_empty() { p.sub { (whole) } }
    }
}

fn contacts(who: &SignedIn, figures: &Standing, reopened: i64) -> Markup {
    let text = who.t();
    html! {
        (text.say_with("desk-glance-contacts-count", &[("month", &figures.in_30_days), ("year", &figures.in_365_days)]))
        @if figures.under_way > 0 { br; (text.say_with("desk-glance-under-way", &[("count", &figures.under_way)])) }
        @if reopened > 0 { br; (text.say_with("desk-glance-reopened", &[("count", &reopened)])) }
        @if let Some(first) = figures.first_contact { br; span.muted { (text.say_with("desk-glance-first", &[("date", &text.date(first, &who.zone))])) } }
    }
}
