//! The shelf of shops: one question per function.

use crate::commerce::{Cursor, What};
use crate::shop::{Shop, ShopId};
use db::{Trouble, Tx, Work, sql};

/// The shop with this key, unless it was let go.
pub fn find(tx: &mut Tx<'_>, id: ShopId) -> Result<Shop, Trouble> {
    let sealed: Shop = sql("SELECT id, system, name, brand_id, access, enabled, state, state_reason, state_since, synced_at, compared_at
           FROM shop WHERE id = $1 AND archived_at IS NULL")
    .with(id)
    .only(tx, "shop")?;
    Ok(sealed.opened(tx))
}

/// All shops in use, by name.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Shop>, Trouble> {
    let sealed: Vec<Shop> =
        sql("SELECT id, system, name, brand_id, access, enabled, state, state_reason, state_since, synced_at, compared_at
           FROM shop WHERE archived_at IS NULL ORDER BY name, id")
        .all(tx)?;
    Ok(sealed.into_iter().map(|shop| shop.opened(tx)).collect())
}

/// How far one kind of thing is read.
pub(crate) fn cursor(tx: &mut Tx<'_>, id: ShopId, what: What) -> Result<Cursor, Trouble> {
    let text: Option<String> = sql("SELECT cursor FROM shop_cursor WHERE shop_id = $1 AND what = $2").with(id).with(what).one(tx)?;
    text.map_or_else(
        || Ok(Cursor::default()),
        |text| serde_json::from_str(&text).map_err(|e| Trouble::Shape(format!("cursor of shop {id}: {e}"))),
    )
}

pub(crate) fn move_cursor(work: &mut Work<'_>, id: ShopId, what: What, to: &Cursor) -> Result<(), Trouble> {
    let now = work.now;
    let text = serde_json::to_string(to).map_err(|e| Trouble::Shape(e.to_string()))?;
    sql("INSERT INTO shop_cursor (shop_id, what, cursor, moved_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (shop_id, what) DO UPDATE SET cursor = $3, moved_at = $4")
    .with(id)
    .with(what)
    .with(text)
    .with(now)
    .run(work)?;
    work.keep_quietly("how far a shop is read");
    Ok(())
}
