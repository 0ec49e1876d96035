//! The card about the signature: the record to publish, what DNS shows, and the ways to a key.

use super::mailbox_page::Shown;
use crate::DkimKey;
use crate::dns::{Judgement, Subject, Verdict};
use mail::DkimSigner;
use web::parts::{Tone, badge, button, card as card_around, field, form, icon, textarea};
use web::{Markup, SignedIn, Text, html};

pub(super) fn card(signed_in: &SignedIn, shown: &Shown) -> Markup {
    let text = signed_in.t();
    let key = shown.mailbox.as_ref().and_then(|mailbox| mailbox.dkim.as_ref());
    let action = format!("/settings/inboxes/{}/email/dkim", shown.inbox.id);
    let body = html! {
        div.stack {
            p { (text.say("email-dkim-about")) }
            @match key {
                Some(key) => (present(signed_in, key, &action)),
                None => (ways_to_a_key(signed_in, shown, &action)),
            }
            div.line {
                (button(text.say("email-dns-look"))
                    .plain()
                    .icon("globe")
                    .attr("hx-get", format!("/settings/inboxes/{}/email/dns", shown.inbox.id))
                    .attr("hx-target", "#dns-found")
                    .attr("hx-swap", "innerHTML")
                    .attr("hx-disable", "this"))
                span.muted { (text.say("email-dns-about")) }
            }
            div id="dns-found" role="status" aria-live="polite" {}
        }
    };
    card_around(&text.say("email-dkim"), &body)
}

fn present(signed_in: &SignedIn, key: &DkimKey, action: &str) -> Markup {
    let text = signed_in.t();
    let record = DkimSigner::from_pem(&key.domain, &key.selector, &key.pem).map(|signer| signer.txt_record());
    html! {
        p { (text.say("email-dkim-publish")) }
        dl.facts {
            dt { (text.say("email-dkim-name")) } dd.mono { (key.selector) "._domainkey." (key.domain) }
            dt { (text.say("email-dkim-type")) } dd.mono { "TXT" }
            dt { (text.say("email-dkim-value")) }
            dd.mono {
                @match record {
                    Ok(record) => (record),
                    Err(trouble) => (trouble.to_string()),
                }
            }
        }
        (form(&signed_in.csrf, action, &html! { input type="hidden" name="do" value="remove"; (button(text.say("email-dkim-remove")).danger()) }))
    }
}

fn ways_to_a_key(signed_in: &SignedIn, shown: &Shown, action: &str) -> Markup {
    let text = signed_in.t();
    let domain = shown.inbox.address.rsplit_once('@').map_or("", |(_, domain)| domain);
    let name = |id: &'static str| {
        html! {
            div.fields {
                (field(text.say("email-dkim-domain"), "domain").id(format!("{id}-domain")).value(domain))
                (field(text.say("email-dkim-selector"), "selector").id(format!("{id}-selector")).value("frontline"))
            }
        }
    };
    html! {
        (form(&signed_in.csrf, action, &html! {
            div.stack {
                input type="hidden" name="do" value="generate";
                (name("make"))
                (button(text.say("email-dkim-make")).icon("key"))
            }
        }))
        details {
            summary.line { (icon("chevron-down")) (text.say("email-dkim-paste-open")) }
            (form(&signed_in.csrf, action, &html! {
                div.stack {
                    input type="hidden" name="do" value="paste";
                    (name("paste"))
                    (textarea(text.say("email-dkim-pem"), "pem").class("mono").attr("rows", "5").attr("spellcheck", "false").autocomplete("off")
                        .hint(text.say("email-dkim-pem-hint")))
                    (button(text.say("email-dkim-paste")))
                }
            }))
        }
    }
}

/// What DNS shows, finding by finding, each with what to publish.
pub(super) fn judged(text: &Text, judgements: &[Judgement]) -> Markup {
    html! {
        dl.facts {
            @for judgement in judgements {
                dt { (subject(judgement.subject)) }
                dd { (verdict(text, judgement)) }
            }
        }
    }
}

const fn subject(subject: Subject) -> &'static str {
    match subject {
        Subject::Mx => "MX",
        Subject::Spf => "SPF",
        Subject::Dkim => "DKIM",
        Subject::Dmarc => "DMARC",
    }
}

fn verdict(text: &Text, judgement: &Judgement) -> Markup {
    let advice = |key: &str| html! { p.sub { (text.say_with(key, &[("place", &judgement.place)])) } @if !judgement.publish.is_empty() { p.mono.sub { (judgement.publish) } } };
    match &judgement.verdict {
        Verdict::Good(found) => html! { (badge(Tone::Good, &text.say("email-dns-good"))) p.mono.sub { (found) } },
        Verdict::Missing => html! { (badge(Tone::Warn, &text.say("email-dns-missing"))) (advice("email-dns-publish")) },
        Verdict::Wrong { found, .. } => {
            html! { (badge(Tone::Danger, &text.say("email-dns-wrong"))) p.mono.sub { (found) } (advice("email-dns-correct")) }
        }
        Verdict::Unknown(why) => html! { (badge(Tone::Plain, &text.say("email-dns-unknown"))) p.sub { (why) } },
    }
}
