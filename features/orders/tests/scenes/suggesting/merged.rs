//! What was suggested to somebody follows them when they are merged.

use super::{Asking, WhyNot, lid_with_kettle, shown};
use crate::stage::Shop;
use customers::{merge, undo_merge};
use orders::FollowCustomers;
use testkit::both_databases;

#[both_databases]
async fn what_was_suggested_moves_with_its_customer_and_comes_back(shop: Shop) {
    shop.rule(lid_with_kettle()).await;
    shop.orders_it(shop.kettles(1)).await;
    let lid = shop.shown().await[0];
    let (mia, tom) = (shop.mia, shop.tom);
    shop.works(shop.ana, move |work| shown::declined(work, lid)).await;

    let merged = shop.works(shop.noor, move |work| merge(work, tom, mia, &[&FollowCustomers])).await;
    let asking = Asking { customer: tom, talk: None, order: None, has_complaint: false };
    let theirs = shop.asked(asking).await;
    assert_eq!((shop.kept(lid).await.customer, theirs.not_now), (tom, vec![WhyNot::SaidNo]));
    shop.works(shop.noor, move |work| undo_merge(work, merged, &[&FollowCustomers])).await;
    assert_eq!(shop.kept(lid).await.customer, mia);
}
