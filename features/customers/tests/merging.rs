//! Scenes of merging and undoing: nothing is lost, and undone it is as before, to the row.

mod cast;

use cast::{ANA, Desk, Letters, email};
use customers::attribute::Shape;
use customers::attributes::{self, Wish};
use customers::customer::merges;
use customers::{CustomerId, MergeId, Source, customer, identities, notes, tags, values};
use db::{Trouble, Work, sql};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use testkit::both_databases;

async fn merge(desk: &Desk, keep: CustomerId, other: CustomerId) -> MergeId {
    desk.ana(move |work| customers::merge(work, keep, other, &[&Letters])).await
}

async fn undo(desk: &Desk, merge: MergeId) {
    desk.ana(move |work| customers::undo_merge(work, merge, &[&Letters])).await;
}

/// Every row that a merge may touch.
async fn rows(desk: &Desk) -> Vec<String> {
    type Held = (i64, i64, String, String, bool, Option<i64>);
    type Face = (i64, String, String, Option<i64>, Option<String>, i64, i64, Option<i64>);
    desk.ask(|tx| {
        let mut rows = Vec::new();
        let faces: Vec<Face> =
            sql("SELECT id, name, name_key, company_id, language, created_at, last_seen_at, merged_into FROM customer ORDER BY id")
                .all(tx)?;
        rows.extend(faces.iter().map(|row| format!("customer {row:?}")));
        let held: Vec<Held> =
            sql("SELECT id, customer_id, kind, value, is_primary, verified_at FROM customer_identity ORDER BY id").all(tx)?;
        rows.extend(held.iter().map(|row| format!("identity {row:?}")));
        let known: Vec<(i64, i64, String, i64)> =
            sql("SELECT customer_id, attribute_id, value, set_at FROM customer_value ORDER BY customer_id, attribute_id").all(tx)?;
        rows.extend(known.iter().map(|row| format!("value {row:?}")));
        let noted: Vec<(i64, i64, String)> = sql("SELECT id, customer_id, text FROM customer_note ORDER BY id").all(tx)?;
        rows.extend(noted.iter().map(|row| format!("note {row:?}")));
        let tagged: Vec<(i64, String)> = sql("SELECT customer_id, tag FROM customer_tag ORDER BY customer_id, tag").all(tx)?;
        rows.extend(tagged.iter().map(|row| format!("tag {row:?}")));
        let letters: Vec<(i64, i64)> = sql("SELECT id, customer_id FROM letter ORDER BY id").all(tx)?;
        rows.extend(letters.iter().map(|row| format!("letter {row:?}")));
        Ok(rows)
    })
    .await
}

#[both_databases]
async fn a_merged_customer_keeps_everything_and_the_other_becomes_a_signpost(desk: Desk) {
    let (mia, double) = (desk.writes("mia@example.org", "Mia").await, desk.writes("mia@work.example", "M. Klein").await);
    desk.ana(move |work| tags::put(work, double, "vip")).await;
    desk.ana(move |work| notes::write(work, double, "Likes tea").map(drop)).await;

    merge(&desk, mia, double).await;
    let answer = desk.writes("mia@work.example", "Mia").await;
    desk.ana(move |work| notes::write(work, double, "Written through an old tab").map(drop)).await;

    assert_eq!(answer, mia);
    assert_eq!(desk.ask(move |tx| customers::current(tx, double)).await, mia);
    assert_eq!(desk.ask(move |tx| identities::of(tx, mia)).await.len(), 2);
    assert_eq!(desk.ask(move |tx| tags::of(tx, mia)).await, ["vip"]);
    assert_eq!(desk.ask(move |tx| notes::of(tx, mia)).await.len(), 2);
}

#[both_databases]
async fn merging_with_oneself_is_refused_also_in_a_roundabout_way(desk: Desk) {
    let (mia, double) = (desk.writes("mia@example.org", "Mia").await, desk.writes("mia@work.example", "Mia").await);
    merge(&desk, mia, double).await;

    let again = desk.refusal(move |work| customers::merge(work, mia, double, &[&Letters])).await;
    let nobody = desk.0.db.work(ANA, move |work| customers::merge(work, mia, CustomerId(999), &[&Letters])).await;

    assert_eq!(again, "customers-merge-same");
    assert!(matches!(nobody, Err(Trouble::NotFound("customer"))));
}

#[both_databases]
async fn an_undone_merge_keeps_later_edits_and_does_not_revive_what_was_removed(desk: Desk) {
    let (mia, double) = (desk.writes("mia@example.org", "Mia").await, desk.writes("mia@work.example", "Mia Klein").await);
    desk.ana(move |work| tags::put(work, double, "vip")).await;
    let merged = merge(&desk, mia, double).await;
    desk.ana(move |work| tags::take(work, mia, "vip")).await;
    desk.ana(move |work| customer::edit::rename(work, mia, "Mia Stone")).await;
    let later = desk.ana(move |work| notes::write(work, mia, "After the merge")).await;

    undo(&desk, merged).await;
    undo(&desk, merged).await;

    assert_eq!(desk.ask(move |tx| customers::name_of(tx, mia)).await, "Mia Stone");
    assert_eq!(desk.ask(move |tx| customers::name_of(tx, double)).await, "Mia Klein");
    assert!(desk.ask(move |tx| tags::of(tx, double)).await.is_empty());
    assert_eq!(desk.ask(move |tx| notes::of(tx, mia)).await[0].id, later);
    assert_eq!(desk.story(double).await.iter().filter(|kind| *kind == "customer.merge_undone").count(), 1);
}

#[both_databases]
async fn a_merge_others_were_built_on_is_undone_after_them(desk: Desk) {
    let (mia, double) = (desk.writes("mia@example.org", "Mia").await, desk.writes("mia@work.example", "Mia").await);
    let (third, real) = (desk.writes("third@example.org", "Third").await, desk.writes("real@example.org", "Real").await);
    let first = merge(&desk, mia, double).await;
    let second = merge(&desk, mia, third).await;
    let last = merge(&desk, real, mia).await;

    let too_early = desk.refusal(move |work| customers::undo_merge(work, first, &[&Letters])).await;
    undo(&desk, last).await;
    let still_too_early = desk.refusal(move |work| customers::undo_merge(work, first, &[&Letters])).await;
    let without_letters = desk.refusal(move |work| customers::undo_merge(work, second, &[])).await;
    undo(&desk, second).await;
    undo(&desk, first).await;

    assert_eq!((too_early, still_too_early), ("customers-undo-merged-again", "customers-undo-later-first"));
    assert_eq!(without_letters, "customers-undo-part-missing");
    assert_eq!(desk.ask(move |tx| customers::current(tx, double)).await, double);
    assert!(desk.ask(move |tx| merges::into(tx, mia)).await.is_empty());
}

#[both_databases]
async fn two_merges_of_one_pair_in_opposite_directions_leave_one_customer(desk: Desk) {
    let (mia, double) = (desk.writes("mia@example.org", "Mia").await, desk.writes("mia@work.example", "Mia").await);
    let both = [(mia, double), (double, mia)].map(|(keep, other)| {
        let db = desk.0.db.clone();
        tokio::spawn(async move { db.work(ANA, move |work| customers::merge(work, keep, other, &[&Letters])).await })
    });

    let mut done = 0;
    for one in both {
        done += usize::from(one.await.expect("joined").is_ok());
    }

    let left: i64 = desk
        .ask(|tx| sql("SELECT COUNT(*) FROM customer WHERE merged_into IS NULL").only(tx, "count"))
        .await;
    assert_eq!((done, left), (1, 1));
}

/// What one customer has before the merging begins: emails, tags, attributes, a note, a letter, a name.
type Belongings = (usize, Vec<usize>, Vec<usize>, bool, bool, bool);

fn plans() -> impl Strategy<Value = (Vec<Belongings>, Vec<(usize, usize)>)> {
    let belongings = (
        0..3usize,
        prop::collection::vec(0..4usize, 0..4),
        prop::collection::vec(0..3usize, 0..3),
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
    );
    (prop::collection::vec(belongings, 2..6), prop::collection::vec((0..6usize, 0..6usize), 1..8))
}

fn furnish(
    work: &mut Work<'_>,
    round: usize,
    place: usize,
    has: &Belongings,
    attributes: &[customers::attribute::AttributeId],
) -> Result<CustomerId, Trouble> {
    let (emails, tagged, known, noted, letter, named) = has;
    let name = if *named { format!("Customer {place}") } else { String::new() };
    let customer = customers::recognise(work, &email(&format!("r{round}-c{place}@example.org")), Some(&name))?;
    for extra in 0..*emails {
        identities::add(work, customer, &email(&format!("r{round}-c{place}-{extra}@example.org")), Source::Agent)?;
    }
    for tag in tagged {
        tags::put(work, customer, &format!("tag {tag}"))?;
    }
    for which in known {
        values::set(work, customer, attributes[*which], &format!("{place} knows {which}"))?;
    }
    if *noted {
        notes::write(work, customer, &format!("note of {place}"))?;
    }
    if *letter {
        sql("INSERT INTO letter (customer_id) VALUES ($1)").with(customer).run(work)?;
    }
    Ok(customer)
}

#[both_databases]
async fn any_sequence_of_merges_undone_in_reverse_restores_every_row(desk: Desk) {
    let mut attributes = Vec::new();
    for label in ["Shoe", "Hat", "Glove"] {
        let wish = Wish {
            label: label.into(),
            shape: Shape::Text,
            choices: vec![],
            least: None,
            most: None,
            purpose: "size".into(),
            retention_days: None,
        };
        attributes.push(desk.ana(move |work| attributes::define(work, &wish)).await);
    }
    let mut runner = TestRunner::deterministic();
    for round in 0..20 {
        let (everybody, pairs) = plans().new_tree(&mut runner).expect("a plan").current();
        let mut customers = Vec::new();
        for (place, has) in everybody.iter().cloned().enumerate() {
            let attributes = attributes.clone();
            customers.push(desk.ana(move |work| furnish(work, round, place, &has, &attributes)).await);
            desk.0.clock.forward_seconds(1);
        }

        let mut undone = Vec::new();
        for (keep, other) in pairs
            .iter()
            .map(|(keep, other)| (customers[keep % customers.len()], customers[other % customers.len()]))
        {
            let before = rows(&desk).await;
            match desk.0.db.work(ANA, move |work| customers::merge(work, keep, other, &[&Letters])).await {
                Ok(merge) => undone.push((merge, before)),
                Err(Trouble::Refused(refusal)) => assert_eq!(refusal.key, "customers-merge-same"),
                Err(trouble) => panic!("{trouble}"),
            }
        }
        for (merge, before) in undone.into_iter().rev() {
            undo(&desk, merge).await;
            assert_eq!(rows(&desk).await, before, "{everybody:?} {pairs:?}");
        }
    }
}
