//! The card about signing in at the provider instead of keeping a password (OAuth 2): how it stands, the way there, and as which program.

use super::consent_pages::return_address;
use super::mailbox_page::Shown;
use super::presets::{self, SignIn};
use crate::consent::Consent;
use crate::consent::sign_in::Way;
use web::parts::{Tone, badge, banner, button, field, form, icon, link_button, password, time};
use web::{Markup, Query, SignedIn, Site, html};

pub(super) fn card(site: &Site, signed_in: &SignedIn, shown: &Shown, query: &Query) -> Markup {
    let text = signed_in.t();
    let consent = shown.mailbox.as_ref().and_then(|mailbox| mailbox.consent.as_ref());
    let provider = presets::guess(&shown.inbox.address, query.text("provider")).provider;
    let preset = provider.and_then(|provider| provider.sign_in);
    html! {
        section.card id="consent" {
            header { h2 { (text.say("email-consent")) } }
            div.body.stack {
                p { (text.say("email-consent-about")) }
                @if let Some(consent) = consent { (standing(site, signed_in, shown, consent)) }
                details open[consent.is_none() && preset.is_some()] {
                    summary.line { (icon("chevron-down")) (text.say("email-consent-program")) }
                    (program(site, signed_in, shown, consent, preset))
                }
            }
        }
    }
}

/// Whether it was given, until when the present token holds, and the way to the provider.
fn standing(site: &Site, signed_in: &SignedIn, shown: &Shown, consent: &Consent) -> Markup {
    let (text, now) = (signed_in.t(), site.now());
    let way = Way::begin(shown.inbox.id, signed_in.agent_id, now);
    let address = way.address(&consent.client, &return_address(site), &shown.inbox.address, site.key());
    let action = format!("/settings/inboxes/{}/email/consent", shown.inbox.id);
    html! {
        @match (&consent.refused, consent.expires_at) {
            (Some(why), _) => (banner(Tone::Danger, &html! { p { (text.say_with("email-consent-refused", &[("detail", why)])) } })),
            (None, Some(until)) => p { (badge(Tone::Good, &text.say("email-consent-given"))) " " (text.say("email-consent-until")) " " (time(text, until, now, &signed_in.zone)) },
            (None, None) => p { (badge(Tone::Plain, &text.say("email-consent-not-yet"))) " " (text.say("email-consent-next")) },
        }
        div.line {
            @if let Ok(address) = address {
                (link_button(text.say(if consent.is_given() { "email-consent-go-again" } else { "email-consent-go" }), address).icon("key"))
            }
            @if consent.refresh_token.is_some() {
                (form(&signed_in.csrf, action, &html! { input type="hidden" name="do" value="remove"; (button(text.say("email-consent-remove")).danger()) }))
            }
        }
    }
}

/// As which program we come. Every company registers its own: we have no server in between.
fn program(site: &Site, signed_in: &SignedIn, shown: &Shown, consent: Option<&Consent>, preset: Option<SignIn>) -> Markup {
    let text = signed_in.t();
    let client = consent.map(|consent| &consent.client);
    let known = |mine: Option<&String>, preset: Option<&str>| mine.cloned().or_else(|| preset.map(str::to_owned)).unwrap_or_default();
    let secret_hint = if client.is_some() { "email-secret-kept" } else { "email-secret-hint" };
    let action = format!("/settings/inboxes/{}/email/consent", shown.inbox.id);
    form(
        &signed_in.csrf,
        action,
        &html! {
            div.stack {
                p { (text.say("email-consent-register")) }
                p.mono { (return_address(site)) }
                div.fields {
                    (field(text.say("email-consent-client-id"), "client_id").value(known(client.map(|c| &c.client_id), None)).autocomplete("off").required())
                    (password(text.say("email-consent-client-secret"), "client_secret").autocomplete("new-password").hint(text.say(secret_hint)))
                }
                (field(text.say("email-consent-sign-in-url"), "sign_in_url").value(known(client.map(|c| &c.sign_in_url), preset.map(|p| p.page))).autocomplete("off").required())
                (field(text.say("email-consent-token-url"), "token_url").value(known(client.map(|c| &c.token_url), preset.map(|p| p.tokens))).autocomplete("off").required())
                (field(text.say("email-consent-scope"), "scope").value(known(client.map(|c| &c.scope), preset.map(|p| p.scope))).autocomplete("off").hint(text.say("email-consent-scope-hint")))
                (button(text.say("email-consent-save")))
            }
        },
    )
}
