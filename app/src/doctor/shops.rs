//! Each shop beside us: whether it answers, what was set aside, what asks for a person, where books differ.

use super::finding::Finding;
use crate::config::Config;
use crate::house::House;
use crate::site::base_url;
use shops::{Shop, State, deliveries, differences, errands};

const WHAT: &str = "shop";

struct Looked {
    shop: Shop,
    dead: usize,
    asks: usize,
    differences: usize,
}

pub(super) async fn look(config: &Config, house: &House) -> Vec<Finding> {
    let url = base_url(config);
    let found = house.db.read(|tx| {
        let mut all = Vec::new();
        for shop in shops::shops::all(tx)? {
            all.push(Looked {
                dead: deliveries::dead(tx, shop.id)?.len(),
                asks: errands::open_of(tx, shop.id)?
                    .iter()
                    .filter(|kept| kept.state == errands::ErrandState::Asks)
                    .count(),
                differences: differences::of(tx, shop.id)?.len(),
                shop,
            });
        }
        Ok(all)
    });
    match found.await {
        Ok(all) => all.iter().map(|looked| judged(looked, &url)).collect(),
        Err(trouble) => vec![Finding::fail(WHAT, trouble, "frontline doctor")],
    }
}

fn judged(looked: &Looked, url: &str) -> Finding {
    let shop = &looked.shop;
    let page = format!("open {url}/settings/shops/{}", shop.id);
    if shop.secret_is_lost() {
        return Finding::fail(WHAT, format!("the secret of {} cannot be read; enter it again", shop.name), page);
    }
    if shop.enabled && shop.state == State::Failing {
        let why = shop.state_reason.split_once('|').map_or(shop.state_reason.as_str(), |(word, _)| word);
        return Finding::fail(WHAT, format!("{} is not read: {why}", shop.name), page);
    }
    let count = |number: usize, what: &str| (number > 0).then(|| format!("{number} {what}"));
    let told: Vec<String> = [
        count(looked.asks, "things ask for a person"),
        count(looked.dead, "deliveries were set aside"),
        count(looked.differences, "differences between the books"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if told.is_empty() {
        Finding::ok(WHAT, format!("{} is in step", shop.name))
    } else {
        Finding::warn(WHAT, format!("{}: {}", shop.name, told.join(", ")), page)
    }
}
