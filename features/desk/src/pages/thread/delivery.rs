//! What became of a message we sent, as its author needs to know it, and what can still be done about it.

use crate::pages::conversation::Shown;
use crate::pages::form::hidden;
use crate::pages::signs::soon;
use crate::{Delivery, Message};
use kit::Moment;
use web::parts::icon;
use web::{Markup, SignedIn, html};

pub fn draw(who: &SignedIn, shown: &Shown, message: &Message) -> Markup {
    let Some(state) = message.delivery else { return html! {} };
    let (word, picture) = sign(state);
    let remedies = remedies(who, message, state, shown.now);
    let form = |verb: &str| format!("{verb}-{}", message.id);
    html! {
        div.delivery data-delivery=(word) role=[matches!(word, "failed" | "stopped").then_some("alert")] {
            (icon(picture))
            span { (sentence(who, shown, message, state)) }
            @if !remedies.is_empty() { span.line { @for (verb, label) in remedies { button.button type="submit" form=(form(verb)) { (who.t().say(label)) } } } }
        }
        // Beside the notice, not in it, where its button would lose its place.
        @for (verb, _) in remedies {
            @let action = format!("/messages/{}/{verb}", message.id);
            form hidden id=(form(verb)) method="post" action=(action) hx-post=(action) hx-swap="none" {
                (web::parts::csrf_field(&who.csrf)) (crate::pages::conversation::place(shown))
                @if *verb == "send-now" { (hidden("seen", shown.newest())) }
            }
        }
    }
}

/// What leaves later than this was planned to.
const SOON_SECONDS: i64 = 300;

const fn sign(state: Delivery) -> (&'static str, &'static str) {
    match state {
        Delivery::Held => ("queued", "clock"),
        Delivery::Stopped => ("stopped", "pause"),
        Delivery::Queued => ("queued", "send"),
        Delivery::Sending => ("sending", "send"),
        Delivery::Sent => ("delivered", "check"),
        Delivery::Delayed => ("retrying", "refresh"),
        Delivery::Failed | Delivery::Uncertain | Delivery::Bounced => ("failed", "bounce"),
    }
}

fn sentence(who: &SignedIn, shown: &Shown, message: &Message, state: Delivery) -> String {
    let text = who.t();
    let reason = message.delivery_reason.clone().unwrap_or_default();
    let due = message.due_at.map(|due| soon(who, due, shown.now)).unwrap_or_default();
    let seconds = message.due_at.map_or(0, |due| due.seconds_since(shown.now).max(0));
    let sent = message.sent_at.map(|sent| text.short(sent, shown.now, &who.zone)).unwrap_or_default();
    let say = |key: &str| text.say_with(key, &[("reason", &reason), ("time", &due), ("seconds", &seconds), ("sent", &sent)]);
    match state {
        Delivery::Held if seconds > SOON_SECONDS => say("desk-delivery-scheduled"),
        Delivery::Held => say("desk-delivery-held"),
        Delivery::Stopped => say("desk-delivery-stopped"),
        Delivery::Queued => say("desk-delivery-queued"),
        Delivery::Sending => say("desk-delivery-sending"),
        Delivery::Sent => say("desk-delivery-sent"),
        Delivery::Delayed => say("desk-delivery-delayed"),
        Delivery::Failed => say("desk-delivery-failed"),
        Delivery::Uncertain => say("desk-delivery-uncertain"),
        Delivery::Bounced => say("desk-delivery-bounced"),
    }
}

/// The verbs that may still mend it, and what their buttons say.
fn remedies(who: &SignedIn, message: &Message, state: Delivery, now: Moment) -> &'static [(&'static str, &'static str)] {
    let own = message.author_kind == "agent" && message.author_id == Some(who.agent_id);
    match state {
        Delivery::Held if own && message.due_at.is_some_and(|due| due.seconds_since(now) > SOON_SECONDS) => {
            &[("take-back", "desk-schedule-cancel"), ("send-now", "desk-send-now")]
        }
        Delivery::Held | Delivery::Queued if own => &[("take-back", "desk-take-back")],
        Delivery::Stopped if who.may("conversations.reply") => &[("send-now", "desk-send-now"), ("take-back", "desk-schedule-cancel")],
        Delivery::Failed | Delivery::Uncertain | Delivery::Bounced if who.may("conversations.reply") => {
            &[("send-again", "desk-send-again")]
        }
        _ => &[],
    }
}
