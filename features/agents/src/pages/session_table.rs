//! Where somebody is signed in, as a table: for themselves, and for whoever manages people.

use crate::sessions::{Listed, SessionId};
use web::parts::{Tone, badge, button, form, table, time};
use web::{Markup, SignedIn, Site, html};

/// The table; `ends` is the address that ends one of them, and `mine` the one that is looked out of.
pub(super) fn drawn(
    site: &Site,
    who: &SignedIn,
    sessions: &[Listed],
    mine: Option<SessionId>,
    ends: impl Fn(SessionId) -> String,
) -> Markup {
    let t = who.t();
    let rows = html! { @for session in sessions { (row(site, who, session, mine, &ends(session.id))) } };
    let heads = ["agents-session-browser", "agents-session-address", "agents-session-began", "agents-session-used"].map(|key| t.say(key));
    html! { (table(t.say("agents-sessions"), heads, rows).with_actions(t)) }
}

fn row(site: &Site, who: &SignedIn, session: &Listed, mine: Option<SessionId>, ends: &str) -> Markup {
    let (t, now) = (who.t(), site.now());
    let browser = browser(&session.user_agent).unwrap_or_else(|| t.say("agents-session-unknown"));
    let is_mine = Some(session.id) == mine;
    html! {
        tr {
            td { div.cell-main { span title=(session.user_agent) { (browser) } @if is_mine { (badge(Tone::Good, &t.say("agents-session-this"))) } } }
            td { (session.address) }
            td { (time(t, session.created_at, now, &who.zone)) }
            td { (time(t, session.seen_at, now, &who.zone)) }
            td.actions {
                @if !is_mine {
                    (form(&who.csrf, ends, &html! {
                        (button(t.say("agents-session-end")).attr("aria-label", t.say_with("agents-session-end-of", &[("browser", &browser)])))
                    }))
                }
            }
        }
    }
}

/// `Firefox · Linux`, as well as a user agent tells; programs that imitate one another are told apart by their later names.
fn browser(user_agent: &str) -> Option<String> {
    let named = |names: &[(&str, &'static str)]| names.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name);
    let program = named(&[("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")])?;
    let system = named(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    Some(system.map_or_else(|| program.to_owned(), |system| format!("{program} · {system}")))
}

#[cfg(test)]
mod tests {
    use super::browser;

    #[test]
    fn browsers_are_called_by_their_own_names() {
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36 Edg/120.0";
        let phone = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36";
        assert_eq!(browser(edge).as_deref(), Some("Edge · Windows"));
        assert_eq!(browser(phone).as_deref(), Some("Chrome · Android"));
        assert_eq!(browser("curl/8.0"), None);
    }
}
