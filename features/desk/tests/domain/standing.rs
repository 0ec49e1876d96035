//! How we stand with a customer, as far as whoever asks may see.

use crate::cast::{A_DAY, TestDesk};
use desk::standing;
use testkit::both_databases;

#[both_databases]
async fn figures_are_of_conversations_one_sees(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let customer = desk.find(&kettle).await.customer_id;
    desk.later(100 * A_DAY);
    desk.mia().to(desk.secret).writes("A secret thing").await;

    let (ben, lia) = (desk.ben().eyes().await, desk.lia().eyes().await);
    let (all, some) = (
        desk.ask(move |tx| standing::of(tx, ben, customer)).await,
        desk.ask(move |tx| standing::of(tx, lia, customer)).await,
    );
    let written = desk.ask(move |tx| standing::last_written(tx, lia, customer, 5)).await;

    assert_eq!((all.under_way, all.waiting, all.in_30_days, all.in_365_days), (2, 2, 1, 2));
    assert_eq!((some.under_way, some.in_30_days, some.in_365_days), (1, 0, 1));
    assert_eq!(all.first_contact, some.first_contact);
    assert!(
        written.is_empty(),
        "what was said 100 days ago tells nothing of today, and the rest is out of sight: {written:?}"
    );
    desk.later(1);
    desk.mia().to(desk.secret).writes("Another secret").await;
    let lately = desk.ask(move |tx| standing::last_written(tx, ben, customer, 5)).await;
    assert_eq!(lately, ["Another secret", "A secret thing"]);
    let nobody = desk.ask(move |tx| standing::of(tx, ben, 999)).await;
    assert_eq!(nobody, standing::Standing::default());
}
