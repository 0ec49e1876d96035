//! Comparing books: every order of the last days as the shop has it against ours, and ours against theirs.

use super::Trade;
use crate::commerce::{Ailment, Commerce, Cursor, What};
use crate::differences::{self, Theirs};
use crate::shop::{Shop, State};
use crate::theirs::Told;
use db::{Actor, Trouble};

/// How far back books are compared.
pub(crate) const DAYS: i64 = 30;

impl Trade {
    /// Compares, and keeps what differs. A shop that cannot be asked keeps its last comparison.
    pub async fn compare(&self, shop: &Shop) -> Result<(), Trouble> {
        let commerce = match shop.commerce(self.outside.clone()) {
            Ok(commerce) => commerce,
            Err(ailment) => return self.doing(shop, State::Failing, ailment.note()).await,
        };
        let since = self.db.clock().now().plus_seconds(-DAYS * 86_400);
        match all_since(&*commerce, since.seconds()).await {
            Ok(theirs) => {
                let shop = shop.clone();
                self.db
                    .work(Actor::System, move |work| differences::keep(work, &shop, since, &theirs).map(drop))
                    .await
            }
            Err(ailment) => self.doing(shop, State::Failing, ailment.note()).await,
        }
    }
}

async fn all_since(commerce: &dyn Commerce, since: i64) -> Result<Vec<Theirs>, Ailment> {
    let mut all = Vec::new();
    for what in [What::Orders, What::Money].into_iter().filter(|what| commerce.may(what.needs())) {
        let mut cursor = Cursor { since, ..Cursor::default() };
        loop {
            let page = commerce.changed(what, &cursor).await?;
            for told in &page.told {
                all.extend(Theirs::of(told).map_err(|e| Ailment::Unreadable(e.to_string()))?);
            }
            if page.is_last || page.next == cursor {
                break;
            }
            cursor = page.next;
        }
    }
    Ok(all)
}

impl Theirs {
    fn of(told: &Told) -> Result<Option<Self>, Trouble> {
        differences::figures(told)
    }
}
