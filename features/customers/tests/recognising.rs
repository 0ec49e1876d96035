//! Scenes of recognising: who is this, also when two mails arrive at once, and to which company do they belong.

mod cast;

use cast::{ANA, Desk, email, phone};
use customers::{CustomerId, IdentityKind, NewCustomer, Source, company, deliverability, identities};
use kit::Moment;
use std::collections::HashSet;
use testkit::both_databases;

#[both_databases]
async fn a_returning_customer_is_known_by_any_identity(desk: Desk) {
    let mia = desk.writes("mia@kettle.example", "Mia Klein").await;
    desk.ana(move |work| identities::add(work, mia, &phone("612 345 678"), Source::Agent)).await;

    let by_mail = desk.writes("MIA@kettle.example", "somebody else").await;
    let by_phone = desk.ana(|work| customers::recognise(work, &phone("+34612345678"), None)).await;

    assert_eq!((by_mail, by_phone), (mia, mia));
    assert_eq!(desk.ask(move |tx| customers::name_of(tx, mia)).await, "Mia Klein");
    assert_eq!(desk.story(mia).await, ["customer.created", "customer.identity_added", "customer.identity_added"]);
}

#[both_databases]
async fn a_card_or_a_password_given_as_a_name_is_covered_whoever_gives_it(desk: Desk) {
    let said = "my card 4111 1111 1111 1111, my password is hunter2";

    let by_mail = desk.writes("mia@kettle.example", said).await;
    let by_hand = desk
        .ana(move |work| customers::open(work, &NewCustomer { name: said.into(), identity: None }))
        .await;
    let renamed = desk.writes("ben@kettle.example", "Ben").await;
    desk.ana(move |work| customers::customer::edit::rename(work, renamed, said)).await;

    for customer in [by_mail, by_hand, renamed] {
        let name = desk.ask(move |tx| customers::name_of(tx, customer)).await;
        assert_eq!(name, "my card **** **** **** 1111, my password is ******");
    }
}

#[both_databases]
async fn who_wrote_before_the_desk_is_as_old_as_the_mail(desk: Desk) {
    let (first, last) = (Moment::from_seconds(1_600_000_000), Moment::from_seconds(1_700_000_000));

    let mia = desk
        .ana(move |work| customers::recognise_past(work, &email("mia@example.org"), "Mia Klein", last))
        .await;
    let again = desk
        .ana(move |work| customers::recognise_past(work, &email("MIA@example.org"), "somebody else", first))
        .await;

    let found = desk.ask(move |tx| customers::find(tx, mia)).await;
    assert_eq!(again, mia);
    assert_eq!((found.name.as_str(), found.created_at, found.last_seen_at), ("Mia Klein", first, last));
    assert_eq!(desk.story(mia).await, ["customer.imported"]);
}

#[both_databases]
async fn many_first_mails_at_once_open_one_customer(desk: Desk) {
    let arriving: Vec<_> = (0..24)
        .map(|_| {
            let db = desk.0.db.clone();
            tokio::spawn(async move { db.work(ANA, |work| customers::recognise(work, &email("mia@example.org"), Some("Mia"))).await })
        })
        .collect();

    let mut found: HashSet<CustomerId> = HashSet::new();
    for arrival in arriving {
        found.insert(arrival.await.expect("joined").expect("recognised"));
    }

    let customers: i64 = desk.ask(|tx| db::sql("SELECT COUNT(*) FROM customer").only(tx, "count")).await;
    assert_eq!((found.len(), customers), (1, 1));
}

#[both_databases]
async fn a_nameless_customer_is_called_by_the_address_until_a_name_arrives(desk: Desk) {
    let mia = desk.writes("mia@example.org", "mia@example.org").await;
    let before = desk.ask(move |tx| customers::name_of(tx, mia)).await;

    desk.writes("mia@example.org", " Mia\r\n Klein ").await;

    assert_eq!(before, "mia@example.org");
    assert_eq!(desk.ask(move |tx| customers::name_of(tx, mia)).await, "Mia Klein");
}

#[both_databases]
async fn a_new_customer_is_filed_under_the_company_of_the_domain_but_free_mail_is_not(desk: Desk) {
    let kettle = desk.ana(|work| company::open(work, "Kettle & Co.")).await;
    desk.ana(move |work| company::add_domain(work, kettle, "@Kettle.example")).await;

    let inside = desk.writes("mia@shop.kettle.example", "Mia").await;
    let outside = desk.writes("leo@gmail.com", "Leo").await;

    assert_eq!(desk.ask(move |tx| customers::find(tx, inside)).await.company, Some(kettle));
    assert_eq!(desk.ask(move |tx| customers::find(tx, outside)).await.company, None);
    assert_eq!(
        desk.refusal(move |work| company::add_domain(work, kettle, "gmail.com")).await,
        "customers-domain-is-free-mail"
    );
    assert_eq!(desk.refusal(move |work| company::add_domain(work, kettle, "kettle")).await, "customers-not-a-domain");
}

#[both_databases]
async fn an_identity_belongs_to_one_customer_at_a_time(desk: Desk) {
    let mia = desk.writes("mia@example.org", "Mia").await;
    let leo = desk.writes("leo@example.org", "Leo").await;

    let taken = desk.refusal(move |work| identities::add(work, leo, &email("mia@example.org"), Source::Agent)).await;
    let opened_again = desk
        .refusal(|work| customers::open(work, &NewCustomer { name: "Mia".into(), identity: Some(email("mia@example.org")) }))
        .await;

    assert_eq!((taken, opened_again), ("customers-identity-taken", "customers-identity-taken"));
    assert_eq!(desk.ask(move |tx| identities::of(tx, mia)).await.len(), 1);
}

#[both_databases]
async fn the_primary_address_is_the_chosen_one_and_is_replaced_when_removed(desk: Desk) {
    let mia = desk.writes("mia@example.org", "Mia").await;
    desk.ana(move |work| identities::add(work, mia, &email("mia@work.example"), Source::Agent)).await;
    let held = desk.ask(move |tx| identities::of(tx, mia)).await;
    let (private, work_address) = (held[0].id, held[1].id);

    desk.ana(move |work| identities::make_primary(work, mia, work_address)).await;
    let chosen = desk.ask(move |tx| customers::customer::email_of(tx, mia)).await;
    desk.ana(move |work| identities::remove(work, mia, work_address)).await;
    let left = desk.ask(move |tx| identities::of(tx, mia)).await;

    assert_eq!(chosen.as_deref(), Some("mia@work.example"));
    assert_eq!((left.len(), left[0].id, left[0].is_primary, left[0].kind), (1, private, true, IdentityKind::Email));
}

#[both_databases]
async fn a_bounce_flags_the_address_once_and_a_lift_clears_it(desk: Desk) {
    let mia = desk.writes("mia@example.org", "Mia").await;
    let address = kit::EmailAddress::parse("mia@example.org").expect("address");

    let bounced = address.clone();
    for reason in ["550 no such mailbox", "550 once more"] {
        let bounced = bounced.clone();
        desk.ana(move |work| customers::mark_undeliverable(work, &bounced, reason)).await;
    }
    let looked_up = address.clone();
    let flag = desk.ask(move |tx| deliverability::undeliverable(tx, &looked_up)).await;
    let lifted = address.clone();
    desk.ana(move |work| customers::mark_deliverable(work, &lifted)).await;

    assert_eq!(flag, Some((testkit::TUESDAY_MORNING, "550 no such mailbox".into())));
    assert_eq!(desk.ask(move |tx| deliverability::undeliverable(tx, &address)).await, None);
    assert_eq!(desk.story(mia).await[2..], ["customer.email_undeliverable", "customer.email_deliverable"]);
}

#[both_databases]
async fn verifying_twice_is_once_and_a_stranger_s_identity_is_not_found(desk: Desk) {
    let (mia, leo) = (desk.writes("mia@example.org", "Mia").await, desk.writes("leo@example.org", "Leo").await);
    let address = desk.ask(move |tx| identities::of(tx, mia)).await[0].id;

    desk.ana(move |work| identities::verify(work, mia, address)).await;
    desk.ana(move |work| identities::verify(work, mia, address)).await;
    let foreign = desk.0.db.work(ANA, move |work| identities::remove(work, leo, address)).await;

    assert!(desk.ask(move |tx| identities::of(tx, mia)).await[0].verified_at.is_some());
    assert_eq!(desk.story(mia).await.iter().filter(|kind| *kind == "customer.identity_verified").count(), 1);
    assert!(matches!(foreign, Err(db::Trouble::NotFound("identity"))));
}
