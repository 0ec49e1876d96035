//! What the agent a token acts for wants to be told, where and when.

use crate::AgentId;
use crate::notifications::{self, DigestPace, Notifications, Occasion, OccasionSet, Quiet, change_notifications, minute, written};
use axum::response::Response;
use db::{Actor, Trouble, Tx};
use serde::{Deserialize, Serialize};
use web::api::{Change, Look, Reply, ToSchema, get, nullable, patch, present, word};
use web::{Needs, Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/me/notifications", Needs::SignedIn, show)
                .says("Show what you want to be told, where and when")
                .gives::<Shown>(),
        )
        .api(
            patch("/api/v1/me/notifications", Needs::SignedIn, change)
                .says("Choose what you want to be told, where and when")
                .explains("As the agent whose token it is. A list that is sent replaces the one before.")
                .takes::<Wanted>()
                .gives::<Shown>()
                .conditional(),
        )
}

/// How somebody wants to be told. Occasions are `assigned`, `mentioned`, `answered`, `breaching`, `delivery_failed`, `follow_up`,
/// `decided`, `followed` and `team_waiting`; times are those of the agent's own clock.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Notifications)]
struct Shown {
    on_screen: Vec<&'static str>,
    by_mail: Vec<&'static str>,
    by_push: Vec<&'static str>,
    /// Whether a push shows what was written.
    shows_text: bool,
    /// How often what nobody has read is summed up in one letter.
    #[schema(schema_with = word::<DigestPace>)]
    digest: DigestPace,
    /// When a daily one leaves: `08:00`.
    digest_at: String,
    /// When quiet begins: `20:00`; null: no hour is quiet.
    quiet_from: Option<String>,
    quiet_until: Option<String>,
    quiet_weekends: bool,
}

impl From<Notifications> for Shown {
    fn from(wanted: Notifications) -> Self {
        let words = |set: &OccasionSet| Occasion::ALL.iter().filter(|one| set.has(**one)).map(|one| one.word()).collect();
        let quiet = |minute: i64| (wanted.quiet.from != wanted.quiet.until).then(|| written(minute));
        Self {
            on_screen: words(&wanted.on_screen),
            by_mail: words(&wanted.by_mail),
            by_push: words(&wanted.by_push),
            shows_text: wanted.shows_text,
            digest: wanted.digest,
            digest_at: written(wanted.digest_minute),
            quiet_from: quiet(wanted.quiet.from),
            quiet_until: quiet(wanted.quiet.until),
            quiet_weekends: wanted.quiet.weekends,
        }
    }
}

/// A change; what is left out stays as it is.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = NotificationsChange)]
struct Wanted {
    on_screen: Option<Vec<String>>,
    by_mail: Option<Vec<String>>,
    by_push: Option<Vec<String>>,
    shows_text: Option<bool>,
    #[serde(deserialize_with = "present")]
    #[schema(schema_with = word::<DigestPace>, required = false)]
    digest: Option<DigestPace>,
    digest_at: Option<String>,
    /// With `quiet_until`; both null for no quiet hours.
    #[serde(deserialize_with = "nullable")]
    #[schema(value_type = Option<String>)]
    quiet_from: Option<Option<String>>,
    #[serde(deserialize_with = "nullable")]
    #[schema(value_type = Option<String>)]
    quiet_until: Option<Option<String>>,
    quiet_weekends: Option<bool>,
}

impl Wanted {
    /// What it comes to, put over what was chosen before.
    fn onto(&self, before: Notifications) -> Result<Notifications, Problem> {
        let (from, until) = self.quiet(before.quiet)?;
        Ok(Notifications {
            on_screen: occasions("/on_screen", self.on_screen.as_deref(), before.on_screen)?,
            by_mail: occasions("/by_mail", self.by_mail.as_deref(), before.by_mail)?,
            by_push: occasions("/by_push", self.by_push.as_deref(), before.by_push)?,
            shows_text: self.shows_text.unwrap_or(before.shows_text),
            digest: self.digest.unwrap_or(before.digest),
            digest_minute: self.digest_at.as_deref().map_or(Ok(before.digest_minute), |typed| time("/digest_at", typed))?,
            quiet: Quiet { from, until, weekends: self.quiet_weekends.unwrap_or(before.quiet.weekends) },
        })
    }

    /// Quiet has a beginning and an end, or neither.
    fn quiet(&self, before: Quiet) -> Result<(i64, i64), Problem> {
        match (&self.quiet_from, &self.quiet_until) {
            (None, None) => Ok((before.from, before.until)),
            (Some(None), Some(None)) => Ok((0, 0)),
            (Some(Some(from)), Some(Some(until))) => Ok((time("/quiet_from", from)?, time("/quiet_until", until)?)),
            (None | Some(None), Some(_)) => Err(Problem::wrong_field("/quiet_from", BOTH)),
            (Some(_), _) => Err(Problem::wrong_field("/quiet_until", BOTH)),
        }
    }
}

const BOTH: &str = "`quiet_from` and `quiet_until` are sent together, both as times or both null";

fn time(field: &str, typed: &str) -> Result<i64, Problem> {
    minute(typed).ok_or_else(|| Problem::wrong_field(field, "expected a time of the day such as `20:30`"))
}

fn occasions(field: &str, names: Option<&[String]>, before: OccasionSet) -> Result<OccasionSet, Problem> {
    let Some(names) = names else { return Ok(before) };
    let known = || Occasion::ALL.iter().map(|one| one.word()).collect::<Vec<_>>().join(", ");
    let read = names.iter().enumerate().map(|(place, name)| {
        let unknown = || Problem::wrong_field(&format!("{field}/{place}"), &format!("expected one of {}", known()));
        Occasion::of_word(name).ok_or_else(unknown)
    });
    read.collect()
}

fn of(tx: &mut Tx<'_>, agent: AgentId) -> Result<Notifications, Trouble> {
    if agent.0 < 0 {
        return Err(Trouble::refused("agents-refused-nobody"));
    }
    notifications::of(tx, agent)
}

async fn show(look: Look) -> Result<Response, Problem> {
    let agent = AgentId(look.agent_id);
    look.answer(move |tx| Reply::one(&Shown::from(of(tx, agent)?))).await
}

/// The choice is the agent's own, made through a program.
async fn change(change: Change<Wanted>) -> Result<Response, Problem> {
    let agent = AgentId(change.agent_id);
    let before = change.site.db().read(move |tx| of(tx, agent)).await?;
    let wanted = change.body.onto(before.clone())?;
    change
        .alter(
            move |tx| of(tx, agent).map(Shown::from),
            move |work, _| {
                if of(work, agent)? != before {
                    return Err(Trouble::Changed("the notifications"));
                }
                work.acting_as(Actor::Agent(agent.0), |work| change_notifications(work, agent, &wanted))
            },
        )
        .await
}
