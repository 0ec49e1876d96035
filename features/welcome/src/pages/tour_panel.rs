//! The strip above the page while somebody is on the tour: what to do now, by which key, and the ways out. It covers nothing.

use crate::tour::{STEPS, Standing, Step};
use web::parts::{csrf_field, icon};
use web::{Markup, SignedIn, assets, html};

/// The strip with the script that points at things; the step is said aloud when it changes.
pub fn draw(who: &SignedIn, standing: Standing) -> Markup {
    html! { (panel(who, standing)) script type="module" src=(assets::url("js/later/tour.js")) {} }
}

/// The strip alone, as it fetches itself.
pub fn panel(who: &SignedIn, standing: Standing) -> Markup {
    let t = who.t();
    html! {
        aside.tour id="tour" aria-label=(t.say("welcome-tour")) data-tour=(standing.step.map_or("", |step| step.word)) data-tour-target=[standing.step.map(|step| step.target)]
            data-live="counts orders" hx-get="/tour/panel" hx-trigger="live" hx-swap="outerMorph" {
            div role="status" aria-live="polite" {
                @match standing.step {
                    Some(step) => (words(who, step, standing.done)),
                    None => { strong { (t.say("welcome-tour-over")) } " " span { (t.say("welcome-tour-over-next")) } }
                }
            }
            div.line.push {
                @if let Some(step) = standing.step { (ways(who, step)) }
                form method="post" action="/tour/leave" { (csrf_field(&who.csrf)) button.button.quiet type="submit" { (t.say(if standing.step.is_some() { "welcome-tour-leave" } else { "welcome-tour-close" })) } }
            }
        }
    }
}

fn words(who: &SignedIn, step: Step, done: usize) -> Markup {
    let t = who.t();
    html! {
        span.badge { (t.say_with("welcome-tour-at", &[("step", &(done + 1)), ("all", &STEPS.len())])) } " "
        strong { (t.say(&format!("welcome-tour-{}", step.word))) } " "
        span { (t.say(&format!("welcome-tour-{}-how", step.word))) }
    }
}

/// Pointing takes a script; saying that it is done does not.
fn ways(who: &SignedIn, step: Step) -> Markup {
    let t = who.t();
    html! {
        button.button type="button" data-tour-show hidden { (icon("eye")) (t.say("welcome-tour-show")) }
        form method="post" action="/tour/did" hx-post="/tour/did" hx-target="#tour" hx-swap="outerMorph" data-tour-did {
            (csrf_field(&who.csrf)) input type="hidden" name="step" value=(step.word);
            button.button.quiet type="submit" { (t.say("welcome-tour-skip")) }
        }
    }
}
