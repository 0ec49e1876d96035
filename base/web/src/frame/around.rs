//! What stands around the zones of every page: notices, the phone's tab bar, toasts, palette and shortcuts.

use crate::companion::Beside;
use crate::parts::{icon, icon_button};
use crate::person::{Asked, SignedIn};
use crate::text::Text;
use kit::Moment;
use maud::{Markup, html};

pub(super) fn banners(signed_in: &SignedIn, along: &Markup) -> Markup {
    let text = signed_in.t();
    html! {
        div.banners id="banners" {
            div.banner.warn data-offline role="status" hidden { (icon("wifi-off")) span { (text.say("web-offline")) } }
            @if let Asked::Until(moment) = signed_in.asked { (asked_until(signed_in, moment)) }
            (along)
            div.banner.info data-waiting role="status" hidden { (icon("clock")) span data-waiting-says {} a.button.push href="/offline" { (text.say("web-waiting-show")) } }
        }
    }
}

/// A second factor is asked of them, and there is still time.
fn asked_until(signed_in: &SignedIn, moment: Moment) -> Markup {
    let (text, date) = (signed_in.t(), signed_in.t().date_and_time(moment, &signed_in.zone));
    html! {
        div.banner.warn role="status" { (icon("shield")) span { (text.say_with("web-set-up-until", &[("date", &date)])) }
            a.button.push href="/settings/security" { (text.say("web-set-up-now")) } }
    }
}

/// Lies over the page while a drawer is open; a click on it shuts the drawer.
pub(super) fn scrim(text: &Text) -> Markup {
    html! { button.scrim type="button" data-toggle="close" tabindex="-1" aria-label=(text.say("web-close")) {} }
}

/// Opens the rail where the window is too narrow to show it all the time.
pub(super) fn rail_opener(text: &Text) -> Markup {
    html! {
        div.only-narrow { button.button.quiet type="button" data-toggle="rail" aria-controls="rail" { (icon("menu")) (text.say("web-menu")) } }
    }
}

/// The four places of a phone.
pub(super) fn tab_bar(text: &Text) -> Markup {
    html! {
        nav.tabbar aria-label=(text.say("web-main-places")) {
            a href="/" { (icon("inbox")) (text.say("web-inboxes")) }
            button type="button" data-dialog="palette" { (icon("search")) (text.say("web-search")) }
            a href="/customers" { (icon("people")) (text.say("web-customers")) }
            button type="button" data-toggle="rail" { (icon("menu")) (text.say("web-more")) }
        }
    }
}

pub(super) fn overlays(text: &Text, keys_are_off: bool, beside: &Beside) -> Markup {
    html! {
        div.toasts id="toasts" role="status" aria-live="polite" aria-label=(text.say("web-toasts")) { (beside.toast) }
        div.visually-hidden id="heard" role="status" aria-live="polite" {}
        (shortcuts(text, keys_are_off, &beside.help))
        (palette(text))
    }
}

pub(super) fn toasts(text: &Text) -> Markup {
    html! { div.toasts id="toasts" role="status" aria-live="polite" aria-label=(text.say("web-toasts")) {} }
}

/// What `?` opens: words about the page, how the keys stand, and those that work here.
fn shortcuts(text: &Text, keys_are_off: bool, help: &Markup) -> Markup {
    html! {
        dialog.dialog.wide id="shortcuts" aria-labelledby="shortcuts-title" {
            header {
                h2 id="shortcuts-title" { (text.say("web-shortcuts")) }
                (icon_button("cross", text.say("web-close")).attr("data-close", ""))
            }
            div.body.stack tabindex="0" {
                (help)
                p.line {
                    span.muted { (text.say(if keys_are_off { "web-keys-off" } else { "web-keys-on" })) }
                    a href="/settings/keys" { (text.say("web-keys-change")) }
                }
                div.shortcuts data-shortcuts {}
            }
        }
    }
}

/// The command palette; what the server finds for it comes from `/palette`.
fn palette(text: &Text) -> Markup {
    let ask = text.say("web-palette-ask");
    html! {
        dialog.dialog.palette id="palette" aria-label=(text.say("web-palette")) data-palette {
            div.palette-input {
                (icon("search"))
                input type="text" name="q" role="combobox" aria-expanded="true" aria-controls="palette-found" aria-label=(ask) placeholder=(ask)
                    autocomplete="off" spellcheck="false" data-palette-input autofocus hx-get="/palette" hx-trigger="input changed delay:60ms, fl:ask"
                    hx-include="[data-palette-on]" hx-target="#palette-server" hx-swap="innerHTML" hx-sync="this:replace";
                input type="hidden" name="on" data-palette-on;
                kbd { "Esc" }
            }
            div.palette-found id="palette-found" role="listbox" aria-label=(text.say("web-palette-commands")) tabindex="-1" {
                div data-palette-local role="presentation" {}
                div id="palette-server" role="presentation" {}
                p.palette-none data-palette-none hidden {}
            }
        }
    }
}
