//! Carrying errands out: asked under their key until there is an answer, and the answer written down.

use super::Trade;
use crate::commerce::{Ailment, Capability, Commerce, Done};
use crate::errands::{self, ErrandId, ErrandState, Kept};
use crate::shop::Shop;
use crate::shops;
use db::jobs::{self, Job};
use db::{Actor, Trouble};

const LEASE_SECONDS: i64 = 300;
/// With back-off, about nine hours: a shop that is away longer is a person's business.
const TRIES: i64 = 20;

impl Trade {
    /// Carries out every errand that is due, and says how many.
    pub async fn carry_out(&self) -> Result<usize, Trouble> {
        let mut count = 0;
        // One lease at a time: none runs out while another errand waits for a slow shop.
        while let Some(job) = self.lease_errand().await? {
            self.one_errand(&job).await?;
            count += 1;
        }
        Ok(count)
    }

    async fn lease_errand(&self) -> Result<Option<Job>, Trouble> {
        let owner = self.owner.clone();
        let leased = self.db.work(Actor::System, move |work| {
            let until = work.now.plus_seconds(LEASE_SECONDS);
            jobs::lease(work, errands::JOB, &owner, until, 1)
        });
        Ok(leased.await?.pop())
    }

    async fn one_errand(&self, job: &Job) -> Result<(), Trouble> {
        let job_id = job.id;
        let Ok(id) = job.payload.parse::<ErrandId>() else {
            return self.db.work(Actor::System, move |work| jobs::bury(work, job_id, "the payload is no errand")).await;
        };
        let found = self.db.read(move |tx| {
            let kept = errands::find(tx, id)?;
            Ok((shops::find(tx, kept.shop).ok(), kept))
        });
        let (shop, kept) = found.await?;
        if kept.state != ErrandState::Waiting {
            return self.db.work(Actor::System, move |work| jobs::done(work, job_id)).await;
        }
        let outcome = self.ask(shop.as_ref(), &kept).await?;
        self.write_down(job, kept, outcome).await
    }

    async fn ask(&self, shop: Option<&Shop>, kept: &Kept) -> Result<Result<Done, (Ailment, bool)>, Trouble> {
        let Some(shop) = shop else { return Ok(Err((Ailment::CannotDo, false))) };
        let Some(errand) = kept.errand()? else { return Ok(Err((Ailment::CannotDo, false))) };
        let commerce = match shop.commerce(self.outside.clone()) {
            Ok(commerce) => commerce,
            Err(ailment) => return Ok(Err((ailment, false))),
        };
        if !commerce.may(errand.task.needs()) {
            return Ok(Err((Ailment::CannotDo, false)));
        }
        let keeps_keys = commerce.may(Capability::KeepsKeys);
        Ok(Commerce::run(&*commerce, &errand).await.map_err(|ailment| (ailment, keeps_keys)))
    }

    async fn write_down(&self, job: &Job, kept: Kept, outcome: Result<Done, (Ailment, bool)>) -> Result<(), Trouble> {
        let (job_id, attempts) = (job.id, job.attempts);
        self.db
            .work(Actor::System, move |work| {
                match &outcome {
                    Ok(done) => errands::done(work, &kept, done)?,
                    Err((ailment, keeps_keys)) if is_worth_asking_again(ailment, *keeps_keys) && attempts < TRIES => {
                        let wait = jobs::back_off(attempts).max(ailment.wait_seconds().unwrap_or(0));
                        let again = work.now.plus_seconds(wait);
                        errands::tried(work, &kept, &ailment.note())?;
                        return jobs::put_off(work, job_id, &ailment.to_string(), again);
                    }
                    Err((ailment @ Ailment::Refused(_), _)) => errands::failed(work, &kept, &ailment.note())?,
                    Err((ailment, _)) => errands::asks(work, &kept, &ailment.note())?,
                }
                jobs::done(work, job_id)
            })
            .await
    }
}

/// What nobody knows is asked again only where the same key is carried out once.
const fn is_worth_asking_again(ailment: &Ailment, keeps_keys: bool) -> bool {
    ailment.may_pass() || (keeps_keys && matches!(ailment, Ailment::Uncertain(_)))
}
