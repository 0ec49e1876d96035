//! Who serves the desk, and what this node does for all.

use db::nodes;
use db::{Place, Trouble};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::{ConstGauge, Gauge};
use prometheus_client::registry::{Registry, Unit};
use web::Site;

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Duty {
    duty: String,
    node: String,
}

/// Nothing on SQLite.
pub async fn register(registry: &mut Registry, site: &Site) -> Result<(), Trouble> {
    if matches!(site.db().place(), Place::Sqlite(_)) {
        return Ok(());
    }
    let (seen, held, now) = site.db().read(|tx| Ok((nodes::all(tx)?, nodes::duties(tx)?, tx.now()))).await?;
    let alive = seen.iter().filter(|node| node.lives(now)).count();
    registry.register("nodes", "Programs that serve this desk now", ConstGauge::new(i64::try_from(alive).unwrap_or(i64::MAX)));
    let resting = i64::from(site.db().rests().is_some());
    registry.register("node_rests", "1: a newer program has come and this node takes no new work", ConstGauge::new(resting));
    let off = site.db().clock().is_put_right_by() as f64 / 1_000_000.0;
    registry.register_with_unit(
        "clock_behind",
        "How far this machine's clock is behind the database's",
        Unit::Seconds,
        ConstGauge::new(off),
    );
    let duties = Family::<Duty, Gauge>::default();
    for (duty, node) in held {
        let holder = seen.iter().find(|one| Some(one.id) == node && one.lives(now));
        let name = holder.map_or_else(String::new, |one| one.name.clone());
        duties.get_or_create(&Duty { duty, node: name }).set(i64::from(holder.is_some()));
    }
    registry.register("duties", "What one node does for all, and which; 0: nobody does", duties);
    Ok(())
}
