//! Small signs every page of the desk shows alike: status, priority, tags, how long somebody waits.

use crate::colleagues::Colleague;
use crate::tags::Tag;
use crate::{Category, Conversation, Priority, Status};
use agents::Presence;
use kit::Moment;
use web::{Markup, PreEscaped, SignedIn, Text, html};

/// The word of a status in attributes the style sheets know.
pub const fn status_word(status: Status) -> &'static str {
    match status {
        Status::OnHold => "on-hold",
        other => other.word(),
    }
}

pub const fn status_key(status: Status) -> &'static str {
    match status {
        Status::Open => "desk-status-open",
        Status::Pending => "desk-status-pending",
        Status::OnHold => "desk-status-on-hold",
        Status::Snoozed => "desk-status-snoozed",
        Status::Resolved => "desk-status-resolved",
        Status::Closed => "desk-status-closed",
    }
}

pub const fn priority_key(priority: Priority) -> &'static str {
    match priority {
        Priority::Low => "desk-priority-low",
        Priority::Normal => "desk-priority-normal",
        Priority::High => "desk-priority-high",
        Priority::Urgent => "desk-priority-urgent",
    }
}

pub const fn category_key(category: Category) -> &'static str {
    match category {
        Category::Question => "desk-category-question",
        Category::Complaint => "desk-category-complaint",
        Category::Order => "desk-category-order",
        Category::Billing => "desk-category-billing",
        Category::Technical => "desk-category-technical",
        Category::Account => "desk-category-account",
        Category::Feedback => "desk-category-feedback",
    }
}

pub fn status(text: &Text, status: Status) -> Markup {
    html! { span.status data-status=(status_word(status)) { (text.say(status_key(status))) } }
}

/// What the status says in full: a snoozed one until when.
pub fn status_said(who: &SignedIn, conversation: &Conversation, now: Moment) -> String {
    said(who, conversation.status, conversation.snoozed_until, now)
}

pub fn said(who: &SignedIn, status: Status, until: Option<Moment>, now: Moment) -> String {
    let text = who.t();
    match (status, until) {
        (Status::Snoozed, Some(until)) => text.say_with("desk-status-snoozed-until", &[("time", &soon(who, until, now))]),
        _ => text.say(status_key(status)),
    }
}

/// A moment ahead: the time if it is today, else day and time.
pub fn soon(who: &SignedIn, moment: Moment, now: Moment) -> String {
    let (text, zone) = (who.t(), &who.zone);
    let today = moment.in_zone(zone).date() == now.in_zone(zone).date();
    if today {
        text.time(moment, zone)
    } else {
        format!("{} {}", text.short(moment, now, zone), text.time(moment, zone))
    }
}

/// Nothing for what is as urgent as everything else.
pub fn priority(text: &Text, priority: Priority) -> Markup {
    html! { @if priority != Priority::Normal { span.priority data-priority=(priority.word()) { (text.say(priority_key(priority))) } } }
}

pub fn tag(tag: &Tag) -> Markup {
    named_tag(&tag.name, tag.hue)
}

/// The style sheets know twelve hues; a tag's is an angle.
pub fn named_tag(name: &str, hue: i64) -> Markup {
    html! { span.tag data-hue=(hue.rem_euclid(360) / 30) { (name) } }
}

/// How long the customer has been waiting: calm, then warm after four hours, then red after a day.
pub fn waiting(text: &Text, since: Moment, now: Moment) -> Markup {
    let seconds = now.seconds_since(since);
    let class = match seconds {
        ..14_400 => "due",
        14_400..86_400 => "due soon",
        _ => "due breached",
    };
    let waited = if seconds < 60 { text.ago(since, now) } else { text.span(seconds) };
    html! {
        span class=(class) title=(text.say("desk-waiting-title")) { (web::parts::icon("clock")) (waited) }
    }
}

/// When our answer is due: calm, warm within the hour, red when it is late.
pub fn due(who: &SignedIn, due: Option<Moment>, now: Moment) -> Markup {
    let Some(due) = due else { return html! {} };
    let (text, left) = (who.t(), due.seconds_since(now));
    let (class, title) = match left {
        ..=0 => ("due breached", "desk-due-late"),
        1..=filter::SOON_SECONDS => ("due soon", "desk-due-by"),
        _ => ("due", "desk-due-by"),
    };
    let said = match left {
        ..=-60 => text.say_with("desk-due-late-by", &[("span", &text.span(-left))]),
        -59..60 => text.say("desk-due-now"),
        60..86_400 => text.say_with("desk-due-in", &[("span", &text.span(left))]),
        _ => soon(who, due, now),
    };
    html! { span class=(class) title=(text.say_with(title, &[("time", &text.date_and_time(due, &who.zone))])) { (web::parts::icon("clock")) (said) } }
}

/// An avatar in `small` or `large`.
pub fn avatar_sized(name: &str, size: &str) -> Markup {
    PreEscaped(web::parts::avatar(name).0.replacen("class=\"avatar\"", &format!("class=\"avatar {size}\""), 1))
}

/// Somebody who may be asked, and whether they are there.
pub fn colleague(text: &Text, one: &Colleague) -> Markup {
    html! {
        span.presence data-presence=(one.presence.word()) { (avatar_sized(&one.name, "small")) }
        (one.name)
        span.end { (text.say(presence_key(one.presence))) }
    }
}

/// The same in words alone.
pub fn named_with_presence(text: &Text, one: &Colleague) -> String {
    match one.presence {
        Presence::Online => one.name.clone(),
        presence => format!("{} · {}", one.name, text.say(presence_key(presence))),
    }
}

/// What a presence is called.
pub const fn presence_key(presence: Presence) -> &'static str {
    match presence {
        Presence::Online => "desk-presence-online",
        Presence::Away => "desk-presence-away",
        Presence::Busy => "desk-presence-busy",
        Presence::Offline => "desk-presence-offline",
    }
}
