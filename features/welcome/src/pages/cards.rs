//! Cards for where nothing is chosen yet: what is left to set up, and the offer of a tour. Both can be put away.

use crate::setup::Standing;
use web::parts::{form, icon, link_button};
use web::{Markup, SignedIn, html};

pub fn setup(who: &SignedIn, standing: &Standing) -> Markup {
    let t = who.t();
    let (settled, all) = (standing.settled(), standing.0.len());
    html! {
        section.card.welcome aria-labelledby="setup-card" {
            header { h2 id="setup-card" { (t.say("welcome-setup")) } span.push.muted { (t.say_with("welcome-setup-so-far", &[("done", &settled), ("all", &all)])) } }
            div.body.stack.tight {
                progress.progress max=(all) value=(settled) aria-label=(t.say("welcome-setup")) {}
                @if let Some(next) = standing.next() { p { (t.say_with("welcome-setup-next", &[("step", &t.say(&format!("welcome-step-{}", next.word())))])) } }
                div.line {
                    (link_button(t.say("welcome-setup-go-on"), "/setup").primary())
                    (form(&who.csrf, "/setup/put-away", &html! { button.button.quiet type="submit" { (t.say("welcome-put-away")) } }))
                }
            }
        }
    }
}

pub fn tour(who: &SignedIn) -> Markup {
    let t = who.t();
    html! {
        section.card.welcome aria-labelledby="tour-card" {
            header { h2 id="tour-card" { (t.say("welcome-tour")) } }
            div.body.stack.tight {
                p { (t.say("welcome-tour-offer")) }
                div.line {
                    (form(&who.csrf, "/tour", &html! { button.button.primary type="submit" { (icon("eye")) (t.say("welcome-tour-begin")) } }))
                    (form(&who.csrf, "/tour/leave", &html! { button.button.quiet type="submit" { (t.say("welcome-not-now")) } }))
                }
            }
        }
    }
}
