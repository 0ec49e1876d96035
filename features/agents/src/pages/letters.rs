//! The words of our letters, from the catalogues.

use crate::post::{About, Letter, Post};
use kit::Locale;
use std::sync::Arc;
use web::Site;

/// The post room of this site.
pub(crate) fn post(site: &Site) -> Post {
    let speaker = site.clone();
    let wording = move |locale: Locale, about: About, name: &str, link: &str| letter(&speaker, locale, about, name, link);
    Post::new(site.base_url(), Arc::new(wording))
}

fn letter(site: &Site, locale: Locale, about: About, name: &str, link: &str) -> Letter {
    let text = site.text(locale);
    let (subject, body) = match about {
        About::Invitation => ("agents-letter-invitation-subject", "agents-letter-invitation"),
        About::Reset => ("agents-letter-reset-subject", "agents-letter-reset"),
    };
    Letter {
        subject: text.say(subject),
        text: text.say_with(body, &[("name", &name), ("link", &link)]),
    }
}
