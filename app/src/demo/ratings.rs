//! The demo's customers are asked how it was and say so, through the links of their letters as real ones do.

use db::{Actor, Trouble, jobs, sql};
use desk::{InboxId, MessageId, delivery};
use feedback::survey::{self, Survey};
use feedback::{RatingId, asking, giving, link};
use web::Site;

/// Who says what. Our own words, in theirs.
const SAID: &[(&str, i64, &str)] = &[
    ("lucia.fernandez@correo.example", 5, "Rápido y clarísimo. ¡Gracias, Ana!"),
    ("priya.nair@mail.example", 4, "It worked at once. I wish the manual said so."),
];
const SOON_HOURS: i64 = 4;

/// The inbox asks from now on, a little sooner than others do.
pub(super) fn switch_on(work: &mut db::Work<'_>, inbox: InboxId) -> Result<(), Trouble> {
    survey::choose(work, Survey { is_on: true, delay_hours: SOON_HOURS, ..Survey::untouched(inbox) })
}

/// Whoever is due is asked; their letters count as sent, and those who have something to say say it.
pub(super) async fn ask_and_hear(site: &Site) -> Result<(), Trouble> {
    if asking::ask_due(site).await? == 0 {
        return Ok(());
    }
    let unheard: Vec<(RatingId, MessageId, String)> = site
        .db()
        .read(|tx| {
            sql("SELECT r.id, r.message_id, m.address FROM rating r JOIN message_recipient m ON m.message_id = r.message_id
                  WHERE r.value IS NULL ORDER BY r.id")
            .all(tx)
        })
        .await?;
    for (rating, message, address) in unheard {
        let (key, said) = (site.key().clone(), SAID.iter().find(|(who, ..)| *who == address));
        site.db()
            .work(Actor::System, move |work| {
                jobs::take_back(work, &format!("send {message}"))?;
                delivery::begin(work, message)?;
                delivery::name(work, message, &format!("demo.{message}@kettle.example"))?;
                delivery::sent(work, message, &[])?;
                let (Some((_, value, comment)), Some(token)) = (said, link::of(work, &key, rating)?) else {
                    return Ok(());
                };
                giving::give(work, token.reveal(), *value, comment).map(drop)
            })
            .await?;
    }
    Ok(())
}
