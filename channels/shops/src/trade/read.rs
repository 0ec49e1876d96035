//! Going through what changed in a shop, and looking up what a webhook names.

use super::Trade;
use crate::books::{Taken, take_in};
use crate::commerce::{Ailment, Commerce, Cursor, News, Page, What};
use crate::deliveries::{self, DeliveryId};
use crate::shop::{Shop, ShopId, State};
use crate::shops;
use crate::theirs::Told;
use db::jobs::{self, Job};
use db::{Actor, Trouble};

const LEASE_SECONDS: i64 = 900;
const TRIES: i64 = 8;

impl Trade {
    /// Reads everything that changed since the last time, page by page; each page moves the cursor with it.
    pub async fn read_shop(&self, shop: &Shop) -> Result<(), Trouble> {
        let commerce = match shop.commerce(self.outside.clone()) {
            Ok(commerce) => commerce,
            Err(ailment) => return self.doing(shop, State::Failing, ailment.note()).await,
        };
        self.doing(shop, State::Reading, String::new()).await?;
        for what in What::ALL.iter().copied().filter(|what| commerce.may(what.needs())) {
            if let Err(ailment) = self.read_all(shop, &*commerce, what).await? {
                return self.doing(shop, State::Failing, ailment.note()).await;
            }
        }
        self.doing(shop, State::Idle, String::new()).await
    }

    async fn read_all(&self, shop: &Shop, commerce: &dyn Commerce, what: What) -> Result<Result<(), Ailment>, Trouble> {
        let id = shop.id;
        let mut cursor: Cursor = self.db.read(move |tx| shops::cursor(tx, id, what)).await?;
        loop {
            let page = match commerce.changed(what, &cursor).await {
                Ok(page) => page,
                Err(ailment) => return Ok(Err(ailment)),
            };
            let (is_last, next) = (page.is_last, page.next.clone());
            self.keep_page(shop, what, page).await?;
            if is_last {
                return Ok(Ok(()));
            }
            // A shop that answers with the same page for ever is not followed for ever.
            if next == cursor {
                return Ok(Err(Ailment::Unreadable("the same page came twice".into())));
            }
            cursor = next;
        }
    }

    /// Takes a page in together with its cursor; if something in it cannot be taken in, each thing alone.
    async fn keep_page(&self, shop: &Shop, what: What, page: Page) -> Result<(), Trouble> {
        let (held, whole) = (shop.clone(), page.clone());
        let together = self
            .db
            .work(Actor::System, move |work| {
                for told in &whole.told {
                    take_in(work, &held, told)?;
                }
                shops::move_cursor(work, held.id, what, &whole.next)
            })
            .await;
        match together {
            Err(trouble) if !trouble.may_pass() => self.one_by_one(shop, what, &page).await?,
            other => other?,
        }
        let (id, unreadable) = (shop.id, page.unreadable);
        self.db
            .work(Actor::System, move |work| {
                work.keep_quietly("everything could be read");
                unreadable.iter().try_for_each(|(theirs, why)| deliveries::note(work, id, what, theirs, why))
            })
            .await
    }

    async fn one_by_one(&self, shop: &Shop, what: What, page: &Page) -> Result<(), Trouble> {
        for told in &page.told {
            if let Err(trouble) = self.take(shop, told).await {
                if trouble.may_pass() {
                    return Err(trouble);
                }
                let (id, theirs, why) = (shop.id, name_of(told), format!("not-taken|{trouble}"));
                self.db.work(Actor::System, move |work| deliveries::note(work, id, what, &theirs, &why)).await?;
            }
        }
        let (id, next) = (shop.id, page.next.clone());
        self.db.work(Actor::System, move |work| shops::move_cursor(work, id, what, &next)).await
    }

    async fn take(&self, shop: &Shop, told: &Told) -> Result<Taken, Trouble> {
        let (shop, told) = (shop.clone(), told.clone());
        self.db.work(Actor::System, move |work| take_in(work, &shop, &told)).await
    }

    /// Works off every delivery that is due, and says how many.
    pub async fn work_off(&self) -> Result<usize, Trouble> {
        let owner = self.owner.clone();
        let leased = self
            .db
            .work(Actor::System, move |work| {
                let until = work.now.plus_seconds(LEASE_SECONDS);
                jobs::lease(work, deliveries::JOB, &owner, until, 5)
            })
            .await?;
        for job in &leased {
            self.one_delivery(job).await?;
        }
        Ok(leased.len())
    }

    async fn one_delivery(&self, job: &Job) -> Result<(), Trouble> {
        let (job_id, attempts) = (job.id, job.attempts);
        let Ok(id) = job.payload.parse::<DeliveryId>() else {
            return self
                .db
                .work(Actor::System, move |work| jobs::bury(work, job_id, "the payload is no delivery"))
                .await;
        };
        let outcome = self.deliver(id).await?;
        self.db
            .work(Actor::System, move |work| match &outcome {
                Ok(()) => {
                    deliveries::done(work, id)?;
                    jobs::done(work, job_id)
                }
                Err(ailment) if ailment.may_pass() && attempts < TRIES => {
                    let wait = jobs::back_off(attempts).max(ailment.wait_seconds().unwrap_or(0));
                    let again = work.now.plus_seconds(wait);
                    jobs::put_off(work, job_id, &ailment.to_string(), again)
                }
                Err(ailment) => {
                    deliveries::set_aside(work, id, &ailment.note())?;
                    jobs::done(work, job_id)
                }
            })
            .await
    }

    /// Does what a delivery asks for.
    async fn deliver(&self, id: DeliveryId) -> Result<Result<(), Ailment>, Trouble> {
        let found = self.db.read(move |tx| {
            let delivery = deliveries::find(tx, id)?;
            Ok((shops::find(tx, delivery.shop).ok(), delivery))
        });
        let (shop, delivery) = found.await?;
        let Some(shop) = shop else { return Ok(Ok(())) };
        let commerce = match shop.commerce(self.outside.clone()) {
            Ok(commerce) => commerce,
            Err(ailment) => return Ok(Err(ailment)),
        };
        let news = if delivery.topic == deliveries::NOTED {
            deliveries::noted(&delivery.bytes)
        } else {
            match commerce.news(&delivery.topic, &delivery.bytes) {
                Ok(news) => news,
                Err(ailment) => return Ok(Err(ailment)),
            }
        };
        self.heed(&shop, &*commerce, &news).await
    }

    async fn heed(&self, shop: &Shop, commerce: &dyn Commerce, news: &News) -> Result<Result<(), Ailment>, Trouble> {
        for what in &news.read_on {
            if let Err(ailment) = self.read_all(shop, commerce, *what).await? {
                return Ok(Err(ailment));
            }
        }
        for (what, theirs) in &news.look_up {
            let told = match commerce.look_up(*what, theirs).await {
                Ok(Some(told)) => told,
                Ok(None) => continue,
                Err(ailment) => return Ok(Err(ailment)),
            };
            match self.take(shop, &told).await {
                Ok(_) => {}
                Err(trouble) if trouble.may_pass() => return Err(trouble),
                Err(trouble) => return Ok(Err(Ailment::Unreadable(trouble.to_string()))),
            }
        }
        Ok(Ok(()))
    }
}

fn name_of(told: &Told) -> String {
    match told {
        Told::Customer(one) => one.id.clone(),
        Told::Product(one) => one.id.clone(),
        Told::Order(one) => one.id.clone(),
        Told::Money(one) => one.id.clone(),
    }
}

impl Trade {
    /// The shop with this key, read now: for the button that asks for it.
    pub async fn read_now(&self, id: ShopId) -> Result<(), Trouble> {
        let shop = self.db.read(move |tx| shops::find(tx, id)).await?;
        self.read_shop(&shop).await
    }
}
