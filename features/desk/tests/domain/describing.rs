//! What a conversation is called and filed under: subject, priority, category, tags, custom fields, customer.

use crate::cast::{TestDesk, refusal};
use desk::fields::{self, FieldKind};
use desk::{Category, Priority, tags};
use testkit::both_databases;

#[both_databases]
async fn a_description_is_changed_once_and_told_with_what_it_is_now(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;

    for _ in 0..2 {
        desk.ana().with(&kettle, |c, work| c.rename(work, " A leaking kettle ")).await;
        desk.ana().with(&kettle, |c, work| c.prioritise(work, Priority::Urgent)).await;
        desk.ana().with(&kettle, |c, work| c.categorise(work, Some(Category::Technical))).await;
    }
    let empty = desk.ana().is_refused(&kettle, |c, work| c.rename(work, "  ")).await;

    let found = desk.find(&kettle).await;
    assert_eq!(
        (found.subject.as_str(), found.priority, found.category),
        ("A leaking kettle", Priority::Urgent, Some(Category::Technical))
    );
    assert_eq!(
        desk.story(&kettle).await[2..],
        ["Ana renamed it A leaking kettle", "Ana made it urgent", "Ana filed it under technical"]
    );
    assert_eq!(empty, "desk-subject-empty");
}

#[both_databases]
async fn a_closed_conversation_is_not_described_anew(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let field = desk.ben().does(|work| fields::define(work, "Model", FieldKind::Text, &[])).await;
    desk.ana().closes(&kettle).await;

    let refused = [
        desk.ana().is_refused(&kettle, |c, work| c.rename(work, "New")).await,
        desk.ana().is_refused(&kettle, |c, work| c.prioritise(work, Priority::Low)).await,
        desk.ana().is_refused(&kettle, |c, work| c.categorise(work, None)).await,
        desk.ana().is_refused(&kettle, move |c, work| c.set_field(work, field, "K-9")).await,
    ];

    assert_eq!(refused, ["desk-conversation-closed"; 4]);
}

#[both_databases]
async fn a_tag_is_one_word_however_typed(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;

    for typed in ["Leak", " leak ", "#LEAK,"] {
        desk.ana().with(&kettle, move |c, work| c.tag(work, typed)).await;
    }
    let empty = desk.ana().is_refused(&kettle, |c, work| c.tag(work, " #, ")).await;
    let tag = desk.ask(move |tx| tags::of(tx, kettle)).await.remove(0);
    let of_list = desk.ana().sees(Default::default()).await[0].tags.clone();
    for _ in 0..2 {
        desk.ana().with(&kettle, move |c, work| c.untag(work, tag.id)).await;
    }

    assert_eq!((tag.name.as_str(), empty), ("leak", "desk-tag-empty"));
    assert_eq!(of_list, Some(format!("leak:{}", tag.hue)));
    assert_eq!(desk.story(&kettle).await[2..], ["Ana tagged it leak", "Ana untagged it leak"]);
    assert!(desk.ask(move |tx| tags::of(tx, kettle)).await.is_empty());
}

#[both_databases]
async fn tags_of_a_line_stand_in_the_order_of_their_names(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;

    for tag in ["zinc", "brass", "copper"] {
        desk.ana().with(&kettle, move |c, work| c.tag(work, tag)).await;
    }

    let listed = desk.ana().sees(Default::default()).await[0].tags.clone().unwrap_or_default();
    let names: Vec<_> = listed.split(',').filter_map(|tag| Some(tag.rsplit_once(':')?.0)).collect();
    assert_eq!(names, ["brass", "copper", "zinc"]);
}

#[both_databases]
async fn a_retired_tag_stays_where_it_is_and_returns_when_somebody_uses_it(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    desk.ana().with(&kettle, |c, work| c.tag(work, "leak")).await;
    let tag = desk.ask(tags::all).await[0].id;
    desk.ben().does(move |work| tags::retire(work, tag)).await;
    let lines = desk.log_lines().await;
    desk.ben().does(move |work| tags::retire(work, tag)).await;
    let (twice, offered) = (desk.log_lines().await, desk.ask(tags::all).await.len());

    desk.ana().with(&kettle, |c, work| c.tag(work, "leak")).await;

    assert_eq!((twice, offered), (lines, 0));
    assert_eq!(desk.ask(tags::all).await.len(), 1);
}

#[both_databases]
async fn a_tag_takes_no_name_that_is_taken(desk: TestDesk) {
    let leak = desk.ben().does(|work| tags::known_or_new(work, "leak")).await;
    desk.ben().does(|work| tags::known_or_new(work, "lid")).await;

    desk.ben().does(move |work| tags::change(work, leak.id, "Drip", -30)).await;
    let taken = refusal(desk.ben().tries(move |work| tags::change(work, leak.id, "LID", 0)).await);

    let named: Vec<_> = desk.ask(tags::all).await.into_iter().map(|tag| (tag.name, tag.hue)).collect();
    assert_eq!((named[0].clone(), taken), (("drip".to_owned(), 330), "desk-tag-name-taken"));
}

#[both_databases]
async fn a_custom_field_takes_what_it_is_for_and_nothing_else(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let table = [
        ("Model", FieldKind::Text, vec!["K-9", ""], vec![]),
        ("Litres", FieldKind::Number, vec!["1.7", "-3"], vec!["many", "NaN", "inf"]),
        ("Colour", FieldKind::Choice, vec!["red"], vec!["blue"]),
        ("Warranty", FieldKind::YesNo, vec!["yes", "no"], vec!["perhaps"]),
        (
            "Bought",
            FieldKind::Date,
            vec!["2024-02-29"],
            vec!["2024-13-01", "yesterday", "2023-02-29", "2024-04-31", "20-1-1"],
        ),
    ];
    for (label, kind, good, bad) in table {
        let field = desk
            .ben()
            .does(move |work| fields::define(work, label, kind, &["red".into(), "green".into()]))
            .await;

        for value in good {
            desk.ana().with(&kettle, move |c, work| c.set_field(work, field, value)).await;
            let known = desk.ask(move |tx| fields::of(tx, kettle)).await.into_iter().find(|f| f.id == field);
            assert_eq!(known.and_then(|f| f.value).unwrap_or_default(), value);
        }
        for value in bad {
            let refused = desk.ana().is_refused(&kettle, move |c, work| c.set_field(work, field, value)).await;
            assert_eq!(refused, "desk-field-value", "{label} = {value}");
        }
    }
}

#[both_databases]
async fn a_field_filled_in_with_what_it_holds_is_no_news(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let field = desk.ben().does(|work| fields::define(work, "Model", FieldKind::Text, &[])).await;

    for value in ["", "K-9", " K-9 ", ""] {
        desk.ana().with(&kettle, move |c, work| c.set_field(work, field, value)).await;
    }

    assert_eq!(desk.story(&kettle).await[2..], ["Ana filled in “K-9”", "Ana filled in “”"]);
}

#[both_databases]
async fn a_field_needs_a_label_of_its_own(desk: TestDesk) {
    desk.ben().does(|work| fields::define(work, "Model", FieldKind::Text, &[]).map(drop)).await;

    let same = refusal(desk.ben().tries(|work| fields::define(work, " model ", FieldKind::Text, &[])).await);
    let none = refusal(desk.ben().tries(|work| fields::define(work, " ", FieldKind::Text, &[])).await);

    assert_eq!((same, none), ("desk-field-exists", "desk-field-without-label"));
}

#[both_databases]
async fn a_conversation_is_given_to_another_customer_once(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let toaster = desk.leo().writes("The toaster burns").await;
    let leo = desk.find(&toaster).await.customer_id;

    for _ in 0..2 {
        desk.ana().with(&kettle, move |c, work| c.belongs_to(work, leo)).await;
    }

    assert_eq!(desk.find(&kettle).await.customer_id, leo);
    assert_eq!(desk.story(&kettle).await[2..], ["Ana gave it to another customer"]);
}
