//! Letters to customers who want to get in: promised as jobs in the same transaction, sent by whoever can send mail.
//!
//! A job of kind [`JOB`] carries `{"to", "subject", "text", "until"}`; without a `to`, and after `until`, nothing is sent. Nothing in a letter was typed
//! by whoever asked for it, so it cannot be used to send words to somebody else's mailbox (attack 5).

use db::{Trouble, Work};
use kit::{EmailAddress, Locale};
use serde_json::json;
use web::Site;

/// The kind of the jobs.
pub const JOB: &str = "portal.mail";

/// A letter with a code in it. For an address nobody is known by the same work is done and nothing is sent.
pub(crate) fn promise(work: &mut Work<'_>, site: &Site, to: Option<&EmailAddress>, locale: Locale, code: &str) -> Result<(), Trouble> {
    let text = site.text(locale);
    let name = crate::look::first_name(work)?;
    let spaced = format!("{} {}", code.get(..3).unwrap_or(code), code.get(3..).unwrap_or_default());
    let link = format!("{}/portal/code", site.base_url());
    let until = work.now.plus_seconds(crate::entry::CODE_HOLDS);
    let letter = json!({
        "to": to.map_or("", EmailAddress::as_str),
        "subject": text.say_with("portal-letter-subject", &[("brand", &name), ("code", &spaced)]),
        "text": text.say_with("portal-letter-text", &[("brand", &name), ("code", &spaced), ("link", &link)]),
        "until": until.0,
    });
    agents::post::promise_sealed(work, JOB, &letter.to_string())
}
