//! The tables of a shop's page: errands that are open, deliveries that were set aside, differences of the books.

use super::page::Shown;
use crate::commerce::said;
use crate::errands::ErrandState;
use crate::story::task;
use web::parts::{button, card, form, link_button, table, table_card, time};
use web::{Markup, SignedIn, Site, Text, html};

pub(super) fn errands(site: &Site, signed_in: &SignedIn, shown: &Shown) -> Markup {
    let text = signed_in.t();
    let title = text.say("shops-errands");
    if shown.errands.is_empty() {
        return card(&title, &html! { p.muted { (text.say("shops-errands-none")) } });
    }
    let heads = ["shops-when", "shops-what", "shops-order", "shops-reason"].map(|key| text.say(key));
    let rows = html! {
        @for (kept, number) in &shown.errands {
            tr {
                td { (time(text, kept.begun_at, site.now(), &signed_in.zone)) }
                td { (task(text, &kept.what)) }
                td { (number) }
                td { @if kept.reason.is_empty() { (text.say(&format!("shops-errand-{}", kept.state.word()))) } @else { (said(text, &kept.reason)) } }
                td.actions {
                    @if kept.state == ErrandState::Asks {
                        @for word in ["done", "again", "give-up"] {
                            @if word != "again" || kept.errand().is_ok_and(|errand| errand.is_some()) {
                                (form(&signed_in.csrf, format!("/settings/shops/{}/errands/{}/{word}", shown.shop.id, kept.id),
                                    &html! { (button(text.say(&format!("shops-decide-{word}"))).quiet()) }))
                            }
                        }
                    }
                }
            }
        }
    };
    html! { (table_card(&title, &table(&title, heads, rows).with_actions(text))) }
}

pub(super) fn dead(site: &Site, signed_in: &SignedIn, shown: &Shown) -> Markup {
    let text = signed_in.t();
    let title = text.say("shops-dead");
    if shown.dead.is_empty() {
        return card(&title, &html! { p.muted { (text.say("shops-dead-none")) } });
    }
    let heads = ["shops-when", "shops-topic", "shops-reason"].map(|key| text.say(key));
    let rows = html! {
        @for delivery in &shown.dead {
            tr {
                td { (time(text, delivery.received_at, site.now(), &signed_in.zone)) }
                td.mono { (delivery.topic) }
                td { (said(text, &delivery.problem)) }
                td.actions {
                    (form(&signed_in.csrf, format!("/settings/shops/{}/deliveries/{}/replay", shown.shop.id, delivery.id),
                        &html! { (button(text.say("shops-replay")).quiet().icon("refresh")) }))
                }
            }
        }
    };
    html! { (table_card(&title, &table(&title, heads, rows).with_actions(text))) }
}

pub(super) fn differences(site: &Site, signed_in: &SignedIn, shown: &Shown) -> Markup {
    let text = signed_in.t();
    let title = text.say("shops-differences");
    let again = form(
        &signed_in.csrf,
        format!("/settings/shops/{}/compare", shown.shop.id),
        &html! { (button(text.say("shops-compare-now")).icon("refresh")) },
    );
    if shown.differences.is_empty() {
        let since = shown.shop.compared_at.map(|at| time(text, at, site.now(), &signed_in.zone));
        return card(
            &title,
            &html! {
                p.muted { @if let Some(at) = since { (text.say("shops-differences-none")) " " (at) } @else { (text.say("shops-not-compared")) } }
                (again)
            },
        );
    }
    let heads = ["shops-what", "shops-theirs", "shops-our-figure", "shops-their-figure"].map(|key| text.say(key));
    let rows = html! {
        @for found in &shown.differences {
            tr {
                td { (text.say(&format!("shops-differs-{}", found.what.word().replace('_', "-")))) }
                td.mono { (found.theirs) }
                td { (figure(text, &found.our_figure)) }
                td { (figure(text, &found.their_figure)) }
            }
        }
    };
    html! {
        (table_card(&title, &table(&title, heads, rows)))
        div.line { (again) (link_button(text.say("shops-differences-csv"), format!("/settings/shops/{}/differences.csv", shown.shop.id)).icon("download")) }
    }
}

/// A state in the reader's language; an amount or a number as it is.
pub(super) fn figure(text: &Text, written: &str) -> String {
    match written {
        "open" | "sent" | "cancelled" => text.say(&format!("shops-state-{written}")),
        other => other.to_owned(),
    }
}
