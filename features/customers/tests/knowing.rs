//! Scenes of what is known about a customer: values with their purpose and time, notes, tags, the list, the timeline.

mod cast;

use cast::{ANA, Desk};
use customers::attribute::{AttributeId, Shape};
use customers::attributes::{self, Wish};
use customers::customers::{Filter, Order};
use customers::{CustomerId, company, customer, notes, tags, timeline, values};
use db::{Actor, Trouble};
use testkit::both_databases;

fn loyalty(days: Option<i64>) -> Wish {
    Wish {
        label: "Loyalty card".into(),
        shape: Shape::Choice,
        choices: vec!["Gold".into(), "gold ".into(), "Silver".into()],
        least: None,
        most: None,
        purpose: "To greet them fittingly".into(),
        retention_days: days,
    }
}

async fn known(desk: &Desk, customer: CustomerId) -> Vec<String> {
    desk.ask(move |tx| values::of(tx, customer)).await.into_iter().map(|known| known.value).collect()
}

#[both_databases]
async fn a_value_is_kept_with_its_time_and_author_and_forgotten_when_its_days_are_over(desk: Desk) {
    let mia = desk.writes("mia@example.org", "Mia").await;
    let card = desk.ana(|work| attributes::define(work, &loyalty(Some(30)))).await;
    desk.ana(move |work| values::set(work, mia, card, "gold")).await;
    let before = desk.ask(move |tx| values::of(tx, mia)).await;

    desk.0.clock.forward_seconds(30 * 86_400);
    let hidden = known(&desk, mia).await;
    let forgotten = desk.ana(customers::forget_expired).await;
    let again = desk.ana(customers::forget_expired).await;

    assert_eq!(
        (before[0].value.as_str(), before[0].set_at, before[0].set_by()),
        ("Gold", testkit::TUESDAY_MORNING, Actor::Agent(1))
    );
    assert!(hidden.is_empty());
    assert_eq!((forgotten, again), (1, 0));
    assert_eq!(desk.story(mia).await.last().map(String::as_str), Some("customer.value_forgotten"));
}

#[both_databases]
async fn the_log_never_holds_a_personal_value(desk: Desk) {
    let mia = desk.writes("secret-address@example.org", "Secret Name").await;
    let card = desk.ana(|work| attributes::define(work, &loyalty(None))).await;

    desk.ana(move |work| values::set(work, mia, card, "Silver")).await;
    desk.ana(move |work| notes::write(work, mia, "Secret note").map(drop)).await;

    let details: Vec<String> = desk.ask(|tx| db::sql("SELECT detail FROM activity").all(tx)).await;
    assert!(details.len() >= 4);
    assert!(
        details
            .iter()
            .all(|detail| !["secret", "Secret", "Silver"].iter().any(|word| detail.contains(word))),
        "{details:?}"
    );
}

#[both_databases]
async fn a_preset_waits_until_it_is_switched_on_and_is_never_removed(desk: Desk) {
    let mia = desk.writes("mia@example.org", "Mia").await;
    let birth_year: AttributeId = desk
        .ask(|tx| Ok(attributes::all(tx)?.into_iter().find(|a| a.key == "birth_year").map(|a| a.id)))
        .await
        .expect("seeded");

    let early = desk.0.db.work(ANA, move |work| values::set(work, mia, birth_year, "1984")).await;
    desk.ana(move |work| attributes::switch_on(work, birth_year)).await;
    desk.ana(move |work| values::set(work, mia, birth_year, "1984")).await;
    let removal = desk.refusal(move |work| attributes::remove(work, birth_year)).await;
    let future = desk.refusal(move |work| values::set(work, mia, birth_year, "2027")).await;

    assert!(matches!(early, Err(Trouble::NotFound("attribute"))));
    assert_eq!(known(&desk, mia).await, ["1984"]);
    assert_eq!((removal, future), ("customers-preset-stays", "customers-value-out-of-range"));
}

#[both_databases]
async fn an_attribute_needs_a_purpose_two_choices_and_sane_days(desk: Desk) {
    let refused = |wish: Wish| desk.refusal(move |work| attributes::define(work, &wish));

    assert_eq!(refused(Wish { purpose: " ".into(), ..loyalty(None) }).await, "customers-attribute-needs-a-purpose");
    assert_eq!(refused(Wish { label: "\n".into(), ..loyalty(None) }).await, "customers-attribute-needs-a-label");
    assert_eq!(
        refused(Wish { choices: vec!["Gold".into(), "GOLD".into()], ..loyalty(None) }).await,
        "customers-attribute-needs-choices"
    );
    assert_eq!(refused(loyalty(Some(0))).await, "customers-attribute-retention");
    let (first, second) = (
        desk.ana(|w| attributes::define(w, &loyalty(None))).await,
        desk.ana(|w| attributes::define(w, &loyalty(None))).await,
    );
    assert_eq!(desk.ask(move |tx| attributes::find(tx, first)).await.key, "loyalty_card");
    assert_eq!(desk.ask(move |tx| attributes::find(tx, second)).await.key, "loyalty_card_2");
}

#[both_databases]
async fn removing_an_attribute_removes_what_was_known_by_it(desk: Desk) {
    let mia = desk.writes("mia@example.org", "Mia").await;
    let card = desk.ana(|work| attributes::define(work, &loyalty(None))).await;
    desk.ana(move |work| values::set(work, mia, card, "gold")).await;

    desk.ana(move |work| attributes::remove(work, card)).await;

    let left: i64 = desk.ask(|tx| db::sql("SELECT COUNT(*) FROM customer_value").only(tx, "count")).await;
    assert_eq!(left, 0);
}

#[both_databases]
async fn tags_are_one_word_however_typed_and_notes_belong_to_one_customer(desk: Desk) {
    let (mia, leo) = (desk.writes("mia@example.org", "Mia").await, desk.writes("leo@example.org", "Leo").await);
    for typed in ["VIP", " vip", "#Vip "] {
        desk.ana(move |work| tags::put(work, mia, typed)).await;
    }
    let note = desk.ana(move |work| notes::write(work, mia, "Call after six")).await;

    let foreign = desk.0.db.work(ANA, move |work| notes::remove(work, leo, note)).await;

    assert_eq!(desk.ask(move |tx| tags::of(tx, mia)).await, ["vip"]);
    assert!(matches!(foreign, Err(Trouble::NotFound("note"))));
    assert_eq!(desk.ask(move |tx| notes::of(tx, mia)).await.len(), 1);
}

#[both_databases]
async fn the_list_turns_pages_without_losing_or_repeating_anybody(desk: Desk) {
    for number in 0..25 {
        let name = format!("Customer {:02}", number / 2);
        let address = format!("c{number}@example.org");
        desk.ana(move |work| customers::recognise(work, &cast::email(&address), Some(&name))).await;
        desk.0.clock.forward_seconds(number % 3);
    }
    for order in [Order::Name, Order::LastSeen] {
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let cursor = after.clone();
            let page = desk
                .ask(move |tx| customers::customers::page(tx, &Filter::default(), order, cursor.as_ref(), 4))
                .await;
            let Some(last) = page.last() else { break };
            after = Some(last.cursor());
            seen.extend(page.iter().map(|line| line.id));
        }

        let distinct: std::collections::HashSet<_> = seen.iter().collect();
        assert_eq!((seen.len(), distinct.len()), (25, 25), "{order:?}");
    }
}

#[both_databases]
async fn the_list_is_narrowed_by_letters_company_and_tag_and_percent_signs_are_letters(desk: Desk) {
    let alvaro = desk.writes("a.nunez@kettle.example", "Álvaro Núñez").await;
    let mia = desk.writes("mia_k@example.org", "100% Mia").await;
    let kettle = desk.ana(|work| company::open(work, "Kettle & Co.")).await;
    desk.ana(move |work| customer::edit::file_under(work, alvaro, Some(kettle))).await;
    desk.ana(move |work| tags::put(work, mia, "vip")).await;
    let found = |filter: Filter| async {
        desk.ask(move |tx| customers::customers::page(tx, &filter, Order::Name, None, 10))
            .await
            .into_iter()
            .map(|line| line.id)
            .collect::<Vec<_>>()
    };
    let typed = |text: &str| Filter { typed: text.into(), ..Filter::default() };

    assert_eq!(found(typed("alvaro nuñ")).await, [alvaro]);
    assert_eq!(found(typed("KETTLE.example")).await, [alvaro]);
    assert_eq!(found(typed("0%")).await, [mia]);
    assert_eq!(found(typed("%' OR 1=1 --")).await, []);
    assert_eq!(found(Filter { company: Some(kettle), ..Filter::default() }).await, [alvaro]);
    assert_eq!(found(Filter { tag: Some("VIP".into()), ..Filter::default() }).await, [mia]);
}

#[both_databases]
async fn attack_26_the_timeline_leaves_out_conversations_the_reader_may_not_see(desk: Desk) {
    let mia = desk.writes("mia@example.org", "Mia").await;
    for conversation in [7i64, 8] {
        desk.ana(move |work| {
            let now = work.now;
            db::sql("INSERT INTO activity (happened_at, actor_kind, kind, conversation_id, customer_id, detail) VALUES ($1, 'customer', 'message.arrived', $2, $3, '{}')")
                .with(now)
                .with(conversation)
                .with(mia)
                .run(work)?;
            work.keep_quietly("a log line of another room");
            Ok(())
        })
        .await;
    }

    let only_seven = desk
        .ask(move |tx| {
            let seen = ("activity.conversation_id IS NULL OR activity.conversation_id IN ($?)", vec![db::Value::Integer(7)]);
            timeline::timeline(tx, mia, seen, None, 50)
        })
        .await;
    let nothing = desk.ask(move |tx| timeline::timeline(tx, mia, (timeline::NO_CONVERSATION, vec![]), None, 50)).await;

    assert_eq!(only_seven.iter().filter_map(|entry| entry.conversation_id).collect::<Vec<_>>(), [7]);
    assert!(nothing.iter().all(|entry| entry.conversation_id.is_none()) && nothing.len() == 2);
}

#[both_databases]
async fn a_card_typed_into_a_free_value_is_covered_and_a_number_stays_a_number(desk: Desk) {
    let mia = desk.writes("mia@example.org", "Mia").await;
    let wish = |label: &str, shape| Wish { label: label.into(), shape, choices: Vec::new(), ..loyalty(None) };
    let (text, number) = (wish("Pays with", Shape::Text), wish("Customer number", Shape::Number));
    let text = desk.ana(move |work| attributes::define(work, &text)).await;
    let number = desk.ana(move |work| attributes::define(work, &number)).await;

    desk.ana(move |work| values::set(work, mia, text, "Visa 4111 1111 1111 1111")).await;
    desk.ana(move |work| values::set(work, mia, number, "4000000000006")).await;

    assert_eq!(known(&desk, mia).await, ["Visa **** **** **** 1111", "4000000000006"]);
}
