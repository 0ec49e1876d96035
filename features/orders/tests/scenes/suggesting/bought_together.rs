//! What is bought together: counted with every order, and suggested once it is often enough.

use super::{Asking, Settings, names, suggestions, together};
use crate::stage::{LID, Shop, cancel, eur, home, pay};
use db::sql;
use orders::Request;
use orders::action::{NewUnit, PlaceOrder};
use orders::product;
use testkit::both_databases;

#[both_databases]
async fn what_is_bought_together_is_counted_with_every_order_and_can_be_counted_anew(shop: Shop) {
    let first = shop.orders_it(shop.two_kettles_and_a_lid()).await;
    shop.orders_it(shop.two_kettles_and_a_lid()).await;
    shop.orders_it(shop.kettles(1)).await;
    assert_eq!(shop.counts("kettle").await, [("lid".into(), 2)], "an order counts once, however many pieces");
    assert_eq!(shop.counts("lid").await, [("kettle".into(), 2)]);

    let lid = shop.units(first).await[2];
    shop.does(shop.ana, cancel(first, vec![lid])).await;
    assert_eq!(shop.counts("kettle").await, [("lid".into(), 1)], "what was cancelled is not bought");
    let third = shop.orders_it(shop.kettles(1)).await;
    shop.works(shop.noor, move |work| {
        work.keep_quietly("whoever is told by a shop records it");
        let lid = product::by_sku(work, "LID")?.expect("a lid");
        let unit = NewUnit {
            variant: lid.id,
            product: lid.product,
            sku: lid.sku.clone(),
            name: lid.name()?,
            options: lid.options()?,
            category: lid.category.clone(),
            tax_class: lid.tax_class.clone(),
            price: eur(LID),
        };
        orders::told::add(work, third, &[unit], &[]).map(drop)
    })
    .await;
    assert_eq!(shop.counts("kettle").await, [("lid".into(), 2)], "what came in later counts too");

    let kept = shop.counts("kettle").await;
    shop.works(shop.noor, |work| {
        sql("UPDATE bought_together SET orders = 99").run(work)?;
        together::count_anew(work)
    })
    .await;
    assert_eq!(shop.counts("kettle").await, kept);
}

#[both_databases]
async fn what_is_bought_together_often_enough_is_suggested_with_the_count(shop: Shop) {
    for _ in 0..3 {
        shop.orders_it(shop.two_kettles_and_a_lid()).await;
    }
    let tom = shop.tom;
    let toms = PlaceOrder {
        customer: tom,
        ship_to: Some(home("Tom")),
        pay: vec![pay(shop.toms_card)],
        ..shop.kettles(1)
    };
    shop.tom_signs_in().await;
    shop.does(shop.ana, Request::PlaceOrder(toms)).await;
    let asking = Asking { customer: tom, talk: None, order: None, has_complaint: false };

    let often = shop.asked(asking.clone()).await;
    shop.set(Settings { least_orders: 4, ..Settings::default() }).await;
    let seldom = shop.asked(asking.clone()).await;
    shop.set(Settings { uses_together: false, ..Settings::default() }).await;
    let off = shop.asked(asking).await;

    assert_eq!(names(&often), ["LID"]);
    assert!(
        matches!(&often.suggestions[0].because, suggestions::Because::Together(_, name, 3) if name == "Kettle"),
        "{often:?}"
    );
    assert!(seldom.suggestions.is_empty() && off.suggestions.is_empty());
}
