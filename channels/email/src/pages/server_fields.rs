//! The fields of one server, and the Test button below them.

use super::form::Form;
use super::server::{Server, Side};
use crate::LoginKind;
use web::parts::{button, checkbox, field, icon, password, select, switch, textarea};
use web::{Markup, Text, html};

/// Where mail comes from.
pub(super) fn incoming(text: &Text, inbox: i64, form: &Form) -> Markup {
    let own = html! {
        (field(text.say("email-folder"), "imap_folder").value(&form.folder).hint(text.say("email-folder-hint")))
        (checkbox(text.say("email-mark-seen"), "imap_mark_seen", form.mark_seen).hint(text.say("email-mark-seen-hint")))
    };
    html! {
        div.setting {
            div { h3 { (text.say("email-incoming")) } p { (text.say("email-incoming-about")) } }
            div.stack {
                (switch(text.say("email-incoming-on"), Side::Incoming.names().on, form.imap_on).hint(text.say("email-incoming-on-hint")))
                (server(text, Side::Incoming, &form.imap, form, form.imap_secret_stored))
                (own)
                (root(text, Side::Incoming, &form.imap, form))
                (test_button(text, inbox, Side::Incoming))
            }
        }
    }
}

/// Where mail goes.
pub(super) fn outgoing(text: &Text, inbox: i64, form: &Form) -> Markup {
    html! {
        div.setting {
            div { h3 { (text.say("email-outgoing")) } p { (text.say("email-outgoing-about")) } }
            div.stack {
                (switch(text.say("email-outgoing-on"), Side::Outgoing.names().on, form.smtp_on).hint(text.say("email-outgoing-on-hint")))
                (server(text, Side::Outgoing, &form.smtp, form, form.smtp_secret_stored))
                (root(text, Side::Outgoing, &form.smtp, form))
                (test_button(text, inbox, Side::Outgoing))
            }
        }
    }
}

fn server(text: &Text, side: Side, server: &Server, form: &Form, secret_stored: bool) -> Markup {
    let names = side.names();
    let wrong = |name: &str| form.mistakes.of(name);
    let securities = ["tls", "starttls", "plain"].map(|word| (word, text.say(&format!("email-security-{word}"))));
    let logins = [("password", text.say("email-login-password")), ("oauth", text.say("email-login-oauth"))];
    let chosen = if server.login == LoginKind::XOAuth2 { "oauth" } else { "password" };
    let secret_hint = if secret_stored { "email-secret-kept" } else { "email-secret-hint" };
    let user = field(text.say("email-user"), names.user)
        .value(&server.user)
        .autocomplete("off")
        .error(wrong(names.user));
    html! {
        div.fields {
            (field(text.say("email-host"), names.host).value(&server.host).autocomplete("off").error(wrong(names.host)))
            (field(text.say("email-port"), names.port).value(server.port.to_string()).attr("inputmode", "numeric").error(wrong(names.port)))
        }
        (select(text.say("email-security"), names.security, securities, server.security.as_str()).hint(text.say("email-security-hint")))
        div.fields {
            @if side == Side::Outgoing { (user.hint(text.say("email-user-may-be-empty"))) } @else { (user) }
            (select(text.say("email-login"), names.login, logins, chosen))
        }
        (password(text.say("email-secret"), names.secret).autocomplete("new-password").hint(text.say(secret_hint)).error(wrong(names.secret)))
    }
}

fn root(text: &Text, side: Side, server: &Server, form: &Form) -> Markup {
    let name = side.names().root;
    let wrong = form.mistakes.of(name);
    html! {
        details open[server.extra_root.is_some() || wrong.is_some()] {
            summary.line { (icon("chevron-down")) (text.say("email-root-open")) }
            (textarea(text.say("email-root"), name)
                .value(server.extra_root.as_deref().unwrap_or_default())
                .hint(text.say("email-root-hint"))
                .class("mono")
                .attr("rows", "4")
                .attr("spellcheck", "false")
                .error(wrong))
        }
    }
}

fn test_button(text: &Text, inbox: i64, side: Side) -> Markup {
    let result = format!("{}-test", side.word());
    html! {
        div.line {
            (button(text.say("email-test"))
                .plain()
                .icon("refresh")
                .attr("hx-post", format!("/settings/inboxes/{inbox}/email/test/{}", side.word()))
                .attr("hx-target", format!("#{result}"))
                .attr("hx-swap", "innerHTML")
                .attr("hx-disable", "this"))
            span.muted { (text.say("email-test-about")) }
        }
        div id=(result) role="status" aria-live="polite" {}
    }
}
