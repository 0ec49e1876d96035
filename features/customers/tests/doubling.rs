//! Scenes of doubles: who may be one person, why, and who was said to be two.

mod cast;

use cast::{Desk, Letters, email, phone};
use customers::doubles::{self, Reason, address_key};
use customers::{CustomerId, Source, identities};
use db::Trouble;
use testkit::both_databases;

impl Desk {
    async fn looks(&self, customers: &[CustomerId]) {
        for customer in customers.iter().copied() {
            self.ana(move |work| doubles::look(work, customer, &[])).await;
        }
    }

    async fn doubles_of(&self, customer: CustomerId) -> Vec<(CustomerId, Vec<Reason>)> {
        let found = self.ask(move |tx| doubles::of(tx, customer)).await;
        found.into_iter().map(|double| (double.other, double.reasons)).collect()
    }
}

#[both_databases]
async fn one_mailbox_written_two_ways_is_suggested_on_both_sides(desk: Desk) {
    let mia = desk.writes("mia.klein@gmail.com", "Mia").await;
    let shopping = desk.writes("miaklein+shop@googlemail.com", "M. K.").await;
    let leo = desk.writes("leo@example.net", "Leo").await;

    desk.looks(&[mia, shopping, leo]).await;

    assert_eq!(desk.doubles_of(mia).await, [(shopping, vec![Reason::Email])]);
    assert_eq!(desk.doubles_of(shopping).await, [(mia, vec![Reason::Email])]);
    assert!(desk.doubles_of(leo).await.is_empty());
}

#[both_databases]
async fn a_number_a_name_with_a_company_and_an_address_speak_for_it_and_a_name_alone_does_not(desk: Desk) {
    let (mia, double) = (desk.writes("mia@one.example", "Mia Klein").await, desk.writes("mk@two.example", "Klein, Mia").await);
    desk.looks(&[mia, double]).await;
    assert!(desk.doubles_of(mia).await.is_empty(), "two may have one name");

    let street = address_key("Calle Mayor 7", "28013", "ES");
    for customer in [mia, double] {
        let street = street.clone();
        desk.ana(move |work| doubles::look(work, customer, std::slice::from_ref(&street))).await;
    }
    assert_eq!(desk.doubles_of(mia).await, [(double, vec![Reason::Address, Reason::Name])]);

    desk.ana(move |work| identities::add(work, mia, &phone("+34 612 34 56 78"), Source::Agent)).await;
    let handle = customers::Identity::parse(customers::IdentityKind::Handle, "whatsapp:34612345678", None).expect("a handle");
    desk.ana(move |work| identities::add(work, double, &handle, Source::Agent)).await;
    desk.looks(&[mia, double]).await;
    assert_eq!(desk.doubles_of(double).await, [(mia, vec![Reason::Phone, Reason::Name])]);
}

#[both_databases]
async fn two_who_were_said_to_be_two_stay_so_until_that_is_taken_back(desk: Desk) {
    let (mia, other) = (desk.writes("mia@example.org", "Mia").await, desk.writes("mia+spam@example.org", "Mia").await);
    desk.looks(&[mia, other]).await;

    desk.ana(move |work| doubles::hold_apart(work, other, mia)).await;
    desk.ana(move |work| doubles::hold_apart(work, mia, other)).await;
    desk.looks(&[mia, other]).await;

    assert!(desk.doubles_of(mia).await.is_empty() && desk.doubles_of(other).await.is_empty());
    assert_eq!(desk.story(other).await.iter().filter(|kind| *kind == "customer.held_apart").count(), 1, "said once");
    desk.ana(move |work| doubles::let_together(work, mia, other)).await;
    assert_eq!(desk.doubles_of(mia).await.len(), 1);
    let strangers = desk.0.db.work(cast::ANA, move |work| doubles::hold_apart(work, mia, CustomerId(99))).await;
    assert!(matches!(strangers, Err(Trouble::NotFound(_))), "{strangers:?}");
}

#[both_databases]
async fn who_was_merged_away_is_like_nobody_and_comes_back_with_the_undo(desk: Desk) {
    let (mia, other) = (desk.writes("mia@example.org", "Mia").await, desk.writes("mia+spam@example.org", "Mia").await);
    let third = desk.writes("mia+third@example.org", "Mia").await;
    desk.looks(&[mia, other, third]).await;

    let merge = desk.ana(move |work| customers::merge(work, mia, other, &[&Letters])).await;
    desk.looks(&[mia, other]).await;
    let merged = desk.doubles_of(mia).await;
    desk.ana(move |work| customers::undo_merge(work, merge, &[&Letters])).await;
    desk.looks(&[mia, other]).await;

    assert_eq!(merged.iter().map(|(other, _)| *other).collect::<Vec<_>>(), [third]);
    let mut again: Vec<_> = desk.doubles_of(mia).await.into_iter().map(|(other, _)| other).collect();
    again.sort_unstable();
    assert_eq!(again, [other, third]);
}

#[both_databases]
async fn what_everybody_shares_says_nothing_and_pages_turn(desk: Desk) {
    let mut all = Vec::new();
    for n in 0..25 {
        let who = desk
            .ana(move |work| customers::recognise(work, &email(&format!("mia+{n}@example.org")), None))
            .await;
        all.push(who);
    }
    desk.looks(&all[..8]).await;

    let first = desk.ask(|tx| doubles::page(tx, None, 10)).await;
    let last = first.last().map(|pair| (pair.score, pair.one, pair.other));
    let second = desk.ask(move |tx| doubles::page(tx, last, 100)).await;
    desk.looks(&all).await;
    let left = desk.ask(|tx| doubles::page(tx, None, 100)).await;
    desk.looks(&all[..1]).await;

    assert_eq!((first.len(), second.len()), (10, 8 * 7 / 2 - 10), "each pair once");
    assert!(second.iter().all(|pair| !first.contains(pair)));
    assert!(left.is_empty(), "{left:?}");
    assert!(desk.doubles_of(all[0]).await.is_empty(), "a mailbox of so many is a list, not a person");
}
