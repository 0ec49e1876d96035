//! Which of theirs is which of ours. A link is made in the work that makes the thing, so that nothing is made twice.

use crate::shop::ShopId;
use db::{FromRow, Trouble, Tx, Work, sql};

db::words!(
    /// What a link joins.
    Kind {
        Customer = "customer",
        Product = "product",
        Variant = "variant",
        Order = "order",
        /// One unit: the line's id and its place in the line.
        Piece = "piece",
        Payment = "payment",
        Refund = "refund",
        Parcel = "parcel",
    }
);

/// What we know of one of theirs.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub(crate) struct Link {
    pub ours: i64,
    pub version: i64,
    pub fingerprint: String,
}

pub(crate) fn find(tx: &mut Tx<'_>, shop: ShopId, kind: Kind, theirs: &str) -> Result<Option<Link>, Trouble> {
    sql("SELECT ours, version, fingerprint FROM shop_link WHERE shop_id = $1 AND kind = $2 AND theirs = $3")
        .with(shop)
        .with(kind)
        .with(theirs)
        .one(tx)
}

/// Where one of ours lives: the shop and what it calls it.
pub(crate) fn of_ours(tx: &mut Tx<'_>, kind: Kind, ours: i64) -> Result<Vec<(ShopId, String)>, Trouble> {
    sql("SELECT l.shop_id, l.theirs FROM shop_link l JOIN shop s ON s.id = l.shop_id
          WHERE l.kind = $1 AND l.ours = $2 AND s.archived_at IS NULL ORDER BY l.shop_id, l.theirs")
    .with(kind)
    .with(ours)
    .all(tx)
}

pub(crate) fn put(work: &mut Work<'_>, shop: ShopId, kind: Kind, theirs: &str, ours: i64) -> Result<(), Trouble> {
    put_version(work, shop, kind, theirs, &Link { ours, version: 0, fingerprint: String::new() })
}

pub(crate) fn put_version(work: &mut Work<'_>, shop: ShopId, kind: Kind, theirs: &str, link: &Link) -> Result<(), Trouble> {
    sql("INSERT INTO shop_link (shop_id, kind, theirs, ours, version, fingerprint) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (shop_id, kind, theirs) DO UPDATE SET ours = $4, version = $5, fingerprint = $6")
    .with(shop)
    .with(kind)
    .with(theirs)
    .with(link.ours)
    .with(link.version)
    .with(&link.fingerprint)
    .run(work)?;
    work.keep_quietly("which of theirs is which of ours");
    Ok(())
}
