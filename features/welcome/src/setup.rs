//! Setting a new desk up: what is left to do, told by how things stand, so that it can be left and taken up anywhere.
//!
//! Whatever way a step was done, it is done. Any can be skipped. The last one, a message answered, ends the set-up.

use crate::Event;
use agents::{Permission, Rights};
use db::{Actor, Database, Trouble, Tx, Work, sql};

db::words!(
    /// The steps, in order.
    Step {
        Company = "company",
        Inbox = "inbox",
        Signature = "signature",
        People = "people",
        Team = "team",
        Answer = "answer",
    }
);

/// How a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Open,
    Skipped,
    Done,
}

/// How the whole stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing(pub Vec<(Step, State)>);

impl Standing {
    /// A message was answered.
    pub fn is_over(&self) -> bool {
        self.0.contains(&(Step::Answer, State::Done))
    }

    /// How many steps need nothing more.
    pub fn settled(&self) -> usize {
        self.0.iter().filter(|(_, state)| *state != State::Open).count()
    }

    /// The first step that is open.
    pub fn next(&self) -> Option<Step> {
        self.0.iter().find(|(_, state)| *state == State::Open).map(|(step, _)| *step)
    }
}

/// What the card of somebody who put it away is called among the choices.
const CARD: &str = "card";
/// That a message was answered once, which ends the set-up for good.
const OVER: &str = "over";

/// How each step stands.
pub fn standing(tx: &mut Tx<'_>) -> Result<Standing, Trouble> {
    let skipped: Vec<String> = sql("SELECT what FROM setup_choice ORDER BY what").all(tx)?;
    let mut all = Vec::new();
    for step in Step::ALL {
        let state = match (is_done(tx, *step)?, skipped.iter().any(|what| what == step.word())) {
            (true, _) => State::Done,
            (false, true) => State::Skipped,
            (false, false) => State::Open,
        };
        all.push((*step, state));
    }
    Ok(Standing(all))
}

fn is_done(tx: &mut Tx<'_>, step: Step) -> Result<bool, Trouble> {
    Ok(match step {
        Step::Company => agents::company::name(tx)?.is_some(),
        Step::Inbox => desk::inboxes::all(tx)?.iter().any(|inbox| inbox.channel != desk::delivery::PRACTICE),
        Step::Signature => {
            let of_inbox = desk::inboxes::all(tx)?.iter().any(|inbox| !inbox.signature.is_empty());
            of_inbox
                || sql("SELECT 1 FROM agent WHERE signature <> '' AND deactivated_at IS NULL LIMIT 1")
                    .one::<i64>(tx)?
                    .is_some()
        }
        Step::People => sql("SELECT COUNT(*) FROM agent WHERE deactivated_at IS NULL").only::<i64>(tx, "count")? > 1,
        Step::Team => !agents::teams::all(tx)?.is_empty() || desk::views::is_any_named(tx)?,
        Step::Answer => is_over(tx)? || desk::lists::is_any_answered(tx)?,
    })
}

/// Whether it is known to be over, however things stand today.
pub fn is_over(tx: &mut Tx<'_>) -> Result<bool, Trouble> {
    Ok(sql("SELECT 1 FROM setup_choice WHERE what = $1").with(OVER).one::<i64>(tx)?.is_some())
}

/// Keeps that a first message was answered, once one was.
pub(crate) async fn keep_the_end(db: &Database) -> Result<(), Trouble> {
    if !db.read(|tx| Ok(!is_over(tx)? && desk::lists::is_any_answered(tx)?)).await? {
        return Ok(());
    }
    db.work(Actor::System, |work| {
        let now = work.now;
        work.keep_quietly("the answer itself is in the log");
        sql("INSERT INTO setup_choice (what, at) VALUES ($1, $2) ON CONFLICT (what) DO NOTHING")
            .with(OVER)
            .with(now)
            .run(work)
            .map(drop)
    })
    .await
}

/// Whether somebody put the card away.
pub fn is_put_away(tx: &mut Tx<'_>) -> Result<bool, Trouble> {
    Ok(sql("SELECT 1 FROM setup_choice WHERE what = $1").with(CARD).one::<i64>(tx)?.is_some())
}

/// Puts the card away for everybody; the page stays where it is.
pub fn put_away(work: &mut Work<'_>) -> Result<(), Trouble> {
    choose(work, CARD, &Event::SetupPutAway {})
}

/// Leaves a step out.
pub fn skip(work: &mut Work<'_>, step: Step) -> Result<(), Trouble> {
    choose(work, step.word(), &Event::SetupSkipped { step: step.word().to_owned() })
}

/// Takes a step up again that was left out.
pub fn take_up(work: &mut Work<'_>, step: Step) -> Result<(), Trouble> {
    Rights::of_actor(work)?.need(Permission::SettingsManage)?;
    let rows = sql("DELETE FROM setup_choice WHERE what = $1").with(step.word()).run(work)?;
    if rows == 0 {
        Ok(())
    } else {
        work.record(&Event::SetupTakenUp { step: step.word().to_owned() })
    }
}

fn choose(work: &mut Work<'_>, what: &str, event: &Event) -> Result<(), Trouble> {
    Rights::of_actor(work)?.need(Permission::SettingsManage)?;
    let now = work.now;
    let rows = sql("INSERT INTO setup_choice (what, at) VALUES ($1, $2) ON CONFLICT (what) DO NOTHING")
        .with(what)
        .with(now)
        .run(work)?;
    if rows == 0 { Ok(()) } else { work.record(event) }
}
