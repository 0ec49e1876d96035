//! The settings of the desk that can be put back as they were: inboxes, who sees them, targets, working hours, tags, fields.

mod fields;
pub use fields::{FieldOrderSetting, FieldSetting};

use crate::inbox::InboxSettings;
use crate::targets::{self, Target};
use crate::{InboxId, Priority, faces, inboxes};
use agents::changes::{Setting, read, written};
use db::{Trouble, Tx, Work, sql};
use jiff::civil::Date;
use kit::WorkingHours;
use kit::hours::Open;
use serde::{Deserialize, Serialize};

/// What an inbox is called, signs, waits and wears.
#[derive(Debug, Clone, Copy)]
pub struct InboxSetting;

#[derive(Serialize, Deserialize)]
struct StoodInbox {
    name: String,
    from_name: String,
    signature: String,
    team_id: Option<i64>,
    undo_seconds: i64,
    acknowledgement: String,
    face: Option<i64>,
}

impl Setting for InboxSetting {
    fn kind(&self) -> &'static str {
        "inbox"
    }

    fn needs(&self) -> &'static str {
        "inboxes.manage"
    }

    fn href(&self, thing: &str) -> String {
        format!("/settings/inboxes/{thing}")
    }

    fn standing(&self, tx: &mut Tx<'_>, thing: &str) -> Result<(String, String), Trouble> {
        let inbox = inboxes::find(tx, InboxId(key(thing)?))?;
        let stands = StoodInbox {
            name: inbox.name.clone(),
            from_name: inbox.from_name,
            signature: inbox.signature,
            team_id: inbox.team_id,
            undo_seconds: inbox.undo_seconds,
            acknowledgement: inbox.acknowledgement,
            face: faces::chosen_by(tx, inbox.id.0)?,
        };
        Ok((inbox.name, written(&stands)?))
    }

    fn put_back(&self, work: &mut Work<'_>, thing: &str, stood: &str) -> Result<(), Trouble> {
        let stood: StoodInbox = read(stood)?;
        let inbox = inboxes::find(work, InboxId(key(thing)?))?;
        inbox.wear(work, stood.face)?;
        let settings = InboxSettings {
            name: stood.name,
            from_name: stood.from_name,
            signature: stood.signature,
            team_id: stood.team_id,
            undo_seconds: stood.undo_seconds,
            acknowledgement: stood.acknowledgement,
        };
        inbox.change(work, &settings)
    }
}

/// Who sees an inbox.
#[derive(Debug, Clone, Copy)]
pub struct InboxAccessSetting;

impl Setting for InboxAccessSetting {
    fn kind(&self) -> &'static str {
        "inbox_access"
    }

    fn needs(&self) -> &'static str {
        "inboxes.manage"
    }

    fn href(&self, thing: &str) -> String {
        format!("/settings/inboxes/{thing}")
    }

    fn standing(&self, tx: &mut Tx<'_>, thing: &str) -> Result<(String, String), Trouble> {
        let inbox = inboxes::find(tx, InboxId(key(thing)?))?;
        let (mut teams, mut agents) = inboxes::access(tx, inbox.id)?;
        teams.sort_unstable();
        agents.sort_unstable();
        let programs = inboxes::programs(tx, inbox.id)?;
        Ok((inbox.name, written(&(inbox.open_to_all, teams, agents, programs))?))
    }

    fn put_back(&self, work: &mut Work<'_>, thing: &str, stood: &str) -> Result<(), Trouble> {
        let (everyone, teams, agents, programs): (bool, Vec<i64>, Vec<i64>, Vec<i64>) = read(stood)?;
        let inbox = inboxes::find(work, InboxId(key(thing)?))?;
        inbox.let_see(work, everyone, &teams, &agents)?;
        inbox.let_programs_see(work, &programs)
    }
}

/// What an inbox covers before anything is kept.
#[derive(Debug, Clone, Copy)]
pub struct InboxMaskingSetting;

impl Setting for InboxMaskingSetting {
    fn kind(&self) -> &'static str {
        "inbox_masking"
    }

    fn needs(&self) -> &'static str {
        "inboxes.manage"
    }

    fn href(&self, thing: &str) -> String {
        format!("/settings/inboxes/{thing}/masking")
    }

    fn standing(&self, tx: &mut Tx<'_>, thing: &str) -> Result<(String, String), Trouble> {
        let inbox = inboxes::find(tx, InboxId(key(thing)?))?;
        let masking = crate::masking::of_inbox(tx, inbox.id)?;
        Ok((inbox.name, written(&masking)?))
    }

    fn put_back(&self, work: &mut Work<'_>, thing: &str, stood: &str) -> Result<(), Trouble> {
        inboxes::find(work, InboxId(key(thing)?))?.masks(work, read(stood)?)
    }
}

/// The whole table of targets.
#[derive(Debug, Clone, Copy)]
pub struct TargetsSetting;

/// Inbox, priority, minutes for the first answer, for each next.
type StoodTarget = (Option<i64>, Option<String>, Option<i64>, Option<i64>);

fn as_stood(target: &Target) -> StoodTarget {
    (
        target.inbox_id.map(|inbox| inbox.0),
        target.priority.map(|one| one.word().to_owned()),
        target.first_minutes,
        target.next_minutes,
    )
}

impl Setting for TargetsSetting {
    fn kind(&self) -> &'static str {
        "targets"
    }

    fn needs(&self) -> &'static str {
        "settings.manage"
    }

    fn href(&self, _: &str) -> String {
        "/settings/targets".to_owned()
    }

    fn standing(&self, tx: &mut Tx<'_>, _: &str) -> Result<(String, String), Trouble> {
        let mut all: Vec<StoodTarget> = targets::all(tx)?.iter().map(as_stood).collect();
        all.sort();
        Ok((String::new(), written(&all)?))
    }

    fn put_back(&self, work: &mut Work<'_>, _: &str, stood: &str) -> Result<(), Trouble> {
        let stood: Vec<StoodTarget> = read(stood)?;
        for target in targets::all(work)? {
            let kept = stood
                .iter()
                .any(|one| (one.0, one.1.as_deref()) == (target.inbox_id.map(|inbox| inbox.0), target.priority.map(Priority::word)));
            if !kept {
                targets::drop_target(work, target.id)?;
            }
        }
        let now: Vec<StoodTarget> = targets::all(work)?.iter().map(as_stood).collect();
        for one in stood.iter().filter(|one| !now.contains(one)) {
            let priority = one.1.as_deref().and_then(Priority::of_word);
            targets::promise(work, one.0.map(InboxId), priority, one.2, one.3)?;
        }
        Ok(())
    }
}

/// When the company is at work.
#[derive(Debug, Clone, Copy)]
pub struct HoursSetting;

impl Setting for HoursSetting {
    fn kind(&self) -> &'static str {
        "hours"
    }

    fn needs(&self) -> &'static str {
        "settings.manage"
    }

    fn href(&self, _: &str) -> String {
        "/settings/targets".to_owned()
    }

    fn standing(&self, tx: &mut Tx<'_>, _: &str) -> Result<(String, String), Trouble> {
        let hours = targets::hours(tx)?;
        let holidays: Vec<String> = hours.holidays.iter().map(Date::to_string).collect();
        Ok((String::new(), written(&(hours.zone, hours.days, holidays))?))
    }

    fn put_back(&self, work: &mut Work<'_>, _: &str, stood: &str) -> Result<(), Trouble> {
        let (zone, days, holidays): (String, [Option<Open>; 7], Vec<String>) = read(stood)?;
        let holidays = holidays.iter().filter_map(|day| day.parse().ok()).collect();
        targets::keep_hours(work, &WorkingHours { zone, days, holidays })
    }
}

/// A tag: its name, its colour, and whether it is offered.
#[derive(Debug, Clone, Copy)]
pub struct TagSetting;

impl Setting for TagSetting {
    fn kind(&self) -> &'static str {
        "tag"
    }

    fn needs(&self) -> &'static str {
        "tags.manage"
    }

    fn href(&self, _: &str) -> String {
        "/settings/tags".to_owned()
    }

    fn standing(&self, tx: &mut Tx<'_>, thing: &str) -> Result<(String, String), Trouble> {
        let (name, hue, offered): (String, i64, bool) = sql("SELECT name, hue, retired_at IS NULL FROM tag WHERE id = $1")
            .with(key(thing)?)
            .only(tx, "tag")?;
        let stands = written(&(&name, hue, offered))?;
        Ok((name, stands))
    }

    fn put_back(&self, work: &mut Work<'_>, thing: &str, stood: &str) -> Result<(), Trouble> {
        let (stood, id): (Option<(String, i64, bool)>, _) = (read(stood)?, key(thing)?);
        // One that was added is offered no more; whoever put it on a conversation meanwhile keeps it there.
        let Some((name, hue, offered)) = stood else { return crate::tags::retire(work, id) };
        let (now, now_hue, _): (String, i64, bool) =
            sql("SELECT name, hue, retired_at IS NULL FROM tag WHERE id = $1").with(id).only(work, "tag")?;
        if offered {
            crate::tags::known_or_new(work, &now)?;
        }
        if (&now, now_hue) == (&name, hue) {
            Ok(())
        } else {
            crate::tags::change(work, id, &name, hue)
        }
    }
}

fn key(thing: &str) -> Result<i64, Trouble> {
    thing.parse().map_err(|_| Trouble::NotFound("change"))
}
