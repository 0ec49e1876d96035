//! Webhooks: kept byte for byte before anybody looks into them, worked off by a job, set aside with the reason if they cannot
//! be. What could not be read while going through a shop's changes is set aside in the same place, as if it had been told.

use crate::Event;
use crate::commerce::{News, What};
use crate::shop::ShopId;
use db::{FromRow, Trouble, Tx, Work, jobs, sql};
use kit::{Moment, sha256_hex};

/// The kind of the job that works one off; its payload is the delivery's key.
pub const JOB: &str = "shop.delivery";
/// The topic of what we noted ourselves: something of theirs to be looked up.
pub(crate) const NOTED: &str = "frontline/look_up";

db::id!(
    /// A delivery's key.
    DeliveryId
);

/// A delivery as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Delivery {
    pub id: DeliveryId,
    pub shop: ShopId,
    pub topic: String,
    pub bytes: Vec<u8>,
    pub received_at: Moment,
    /// `kept`, `done` or `dead`.
    pub state: String,
    pub problem: String,
}

/// Keeps what came. `None`: it came before.
pub fn keep(work: &mut Work<'_>, shop: ShopId, delivery: &str, topic: &str, bytes: &[u8]) -> Result<Option<DeliveryId>, Trouble> {
    let now = work.now;
    let id: Option<DeliveryId> = sql(
        "INSERT INTO shop_delivery (shop_id, delivery, topic, sha256, bytes, received_at, state) VALUES ($1, $2, $3, $4, $5, $6, 'kept')
         ON CONFLICT (shop_id, delivery) DO NOTHING RETURNING id",
    )
    .with(shop)
    .with(delivery)
    .with(topic.chars().take(100).collect::<String>())
    .with(sha256_hex(bytes))
    .with(bytes)
    .with(now)
    .one(work)?;
    work.keep_quietly("a delivery that was kept before");
    if let Some(id) = id {
        jobs::promise(work, JOB, &id.to_string(), None, now)?;
        work.record(&Event::DeliveryKept { shop: shop.0, delivery: id.0 })?;
    }
    Ok(id)
}

/// The delivery with this key.
pub fn find(tx: &mut Tx<'_>, id: DeliveryId) -> Result<Delivery, Trouble> {
    sql("SELECT id, shop_id, topic, bytes, received_at, state, problem FROM shop_delivery WHERE id = $1")
        .with(id)
        .only(tx, "delivery")
}

/// What was set aside, the newest first.
pub fn dead(tx: &mut Tx<'_>, shop: ShopId) -> Result<Vec<Delivery>, Trouble> {
    sql("SELECT id, shop_id, topic, bytes, received_at, state, problem
           FROM shop_delivery WHERE shop_id = $1 AND state = 'dead' ORDER BY id DESC LIMIT 200")
    .with(shop)
    .all(tx)
}

pub(crate) fn done(work: &mut Work<'_>, id: DeliveryId) -> Result<(), Trouble> {
    let now = work.now;
    sql("UPDATE shop_delivery SET state = 'done', problem = '', done_at = $2 WHERE id = $1")
        .with(id)
        .with(now)
        .run(work)?;
    work.keep_quietly("a delivery that was worked off; what it changed is recorded");
    Ok(())
}

pub(crate) fn set_aside(work: &mut Work<'_>, id: DeliveryId, problem: &str) -> Result<(), Trouble> {
    sql("UPDATE shop_delivery SET state = 'dead', problem = $2 WHERE id = $1")
        .with(id)
        .with(problem.chars().take(500).collect::<String>())
        .run(work)?;
    let delivery = find(work, id)?;
    work.record(&Event::DeliverySetAside { shop: delivery.shop.0, delivery: id.0 })
}

/// Notes something of theirs that could not be taken in.
pub(crate) fn note(work: &mut Work<'_>, shop: ShopId, what: What, theirs: &str, problem: &str) -> Result<(), Trouble> {
    let now = work.now;
    let body = format!("{} {theirs}", what.word());
    let rows = sql(
        "INSERT INTO shop_delivery (shop_id, delivery, topic, sha256, bytes, received_at, state, problem) VALUES ($1, $2, $3, $4, $5, $6, 'dead', $7)
         ON CONFLICT (shop_id, delivery) DO UPDATE SET state = 'dead', problem = $7",
    )
    .with(shop)
    .with(format!("noted {body}"))
    .with(NOTED)
    .with(sha256_hex(body.as_bytes()))
    .with(body.as_bytes())
    .with(now)
    .with(problem.chars().take(500).collect::<String>())
    .run(work)?;
    let id: i64 = sql("SELECT id FROM shop_delivery WHERE shop_id = $1 AND delivery = $2")
        .with(shop)
        .with(format!("noted {body}"))
        .only(work, "delivery")?;
    if rows > 0 {
        work.record(&Event::DeliverySetAside { shop: shop.0, delivery: id })
    } else {
        Ok(())
    }
}

/// What our own note asks for.
pub(crate) fn noted(body: &[u8]) -> News {
    let text = String::from_utf8_lossy(body).into_owned();
    let found = text.split_once(' ').and_then(|(word, theirs)| Some((What::of_word(word)?, theirs.to_owned())));
    News { look_up: found.into_iter().collect(), read_on: Vec::new() }
}

/// Works it off again. Only what was set aside can be.
pub fn replay(work: &mut Work<'_>, id: DeliveryId) -> Result<(), Trouble> {
    let now = work.now;
    let rows = sql("UPDATE shop_delivery SET state = 'kept' WHERE id = $1 AND state = 'dead'").with(id).run(work)?;
    if rows == 0 {
        return Err(Trouble::Changed("the delivery"));
    }
    let delivery = find(work, id)?;
    jobs::promise(work, JOB, &id.to_string(), None, now)?;
    work.record(&Event::DeliveryReplayed { shop: delivery.shop.0, delivery: id.0 })
}
