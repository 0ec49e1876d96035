//! One filter, two answers: what the database lists for it is what its condition says of each conversation's facts. Held
//! on conversations made at random and on conditions made at random, on both engines, for each pair of eyes.

use crate::cast::TestDesk;
use desk::filtering::{clause, facts};
use desk::follow_ups::{NewFollowUp, Whose};
use desk::lists::{self, Asked, Grouping, PAGE, Sort};
use desk::{Category, Conversation, ConversationId, Priority, Reach, ViewSettings, Viewer, views};
use filter::{Age, Compare, Condition, Day, Key, parse};
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;
use std::collections::BTreeSet;
use testkit::both_databases;

const WORDS: [&str; 6] = ["Kettle leaks", "TOASTER burns", "Olla rota ñandú", "烧水壶漏水", "100% off_er", "Café \\ Álvaro"];

/// Two dozen conversations, each a little different.
async fn furnished(desk: &TestDesk) {
    let (ana, repairs) = (desk.ana().id, desk.repairs);
    for number in 0..24_i64 {
        desk.later(3_600);
        let inbox = if number % 5 == 0 { desk.secret } else { desk.support };
        let name = ["Mia Castellano", "Álvaro Núñez", "王小明"][number as usize % 3];
        let customer = desk.somebody(name, &format!("c{}@example.org", number % 7));
        let mail = customer.to(inbox).mail(WORDS[number as usize % WORDS.len()]);
        let one = if number % 4 == 1 { mail.with_file("bill.pdf", b"%PDF") } else { mail }.files().await;
        desk.ana().with(&one, move |c, work| vary(c, work, number, ana, repairs)).await;
    }
    desk.does(|work| {
        work.keep_quietly("languages of a test");
        db::sql("UPDATE customer SET language = CASE id % 3 WHEN 0 THEN 'es' WHEN 1 THEN 'zh-CN' ELSE NULL END").run(work)?;
        db::sql("INSERT INTO company (name, name_key, created_at) VALUES ('Olla & Hijos', 'olla & hijos', 0)").run(work)?;
        db::sql("UPDATE customer SET company_id = (SELECT MIN(id) FROM company) WHERE id % 2 = 0").run(work)
    })
    .await;
}

fn vary(c: &Conversation, work: &mut db::Work<'_>, number: i64, ana: i64, repairs: i64) -> Result<(), db::Trouble> {
    work.keep_quietly("some are varied in nothing that is told");
    if number % 2 == 0 {
        c.assign(work, Some(ana))?;
    }
    if number % 3 == 0 {
        c.hand_to_team(work, Some(repairs))?;
    }
    if number % 5 != 2 {
        c.tag(work, ["vip", "spam", "leak"][number as usize % 3])?;
    }
    if number % 3 == 1 {
        c.categorise(work, Some(Category::Billing))?;
    }
    c.prioritise(work, Priority::ALL[number as usize % 4])?;
    if number % 4 < 2 {
        c.rated(work, Some(number % 5 + 1), false)?;
    }
    match number % 6 {
        0 => c.resolve(work),
        1 => c.put_on_hold(work),
        2 => c.snooze(work, work.now.plus_seconds(60)),
        3 => c.follow(work, ana),
        4 => work_is_due(c, work, number, ana),
        _ => Ok(()),
    }
}

/// A follow-up that fell due, and an answer promised for some time around now.
fn work_is_due(c: &Conversation, work: &mut db::Work<'_>, number: i64, ana: i64) -> Result<(), db::Trouble> {
    let due_at = work.now.plus_seconds(1);
    let new = NewFollowUp { whose: Whose::Agent(ana), due_at, unless_answered: false, note: String::new() };
    let follow_up = c.follow_up(work, &new)?;
    db::sql("UPDATE follow_up SET fell_due_at = due_at WHERE id = $1").with(follow_up).run(work)?;
    let promised = work.now.plus_seconds((24 - number) * 3_600 + number * 300);
    db::sql("UPDATE conversation SET due_at = $2, due_for = 'first' WHERE id = $1")
        .with(c.id)
        .with(promised)
        .run(work)?;
    Ok(())
}

fn conditions() -> proptest::strategy::BoxedStrategy<Condition> {
    let is = |key: Key, values: &'static [&'static str]| {
        proptest::sample::subsequence(values, 1..=values.len().min(2))
            .prop_map(move |any_of| Condition::Is { key, any_of: any_of.into_iter().map(str::to_owned).collect() })
            .boxed()
    };
    let compares = proptest::sample::select(vec![Compare::More, Compare::AtLeast, Compare::Less, Compare::AtMost, Compare::Exactly]);
    let leaf = proptest::strategy::Union::new(vec![
        is(Key::Status, &["open", "on_hold", "snoozed", "resolved"]),
        is(Key::Team, &["Repairs", "mine", "none"]),
        is(Key::Assignee, &["me", "nobody", "Ana", "Ben"]),
        is(Key::Tag, &["vip", "spam", "leak", "none"]),
        is(Key::Has, &["attachment"]),
        is(Key::Company, &["hijos", "olla &", "kettle"]),
        is(Key::Number, &["1", "7", "12", "999"]),
        is(Key::Inbox, &["Support", "Secret"]),
        is(Key::Lang, &["es", "zh", "en"]),
        is(Key::Customer, &["mia", "NÚÑEZ", "王", "c3@example", "%"]),
        is(Key::Subject, &["kettle", "olla", "水壶", "100%", "_", "\\"]),
        is(
            Key::Is,
            &[
                "unassigned",
                "unread",
                "waiting",
                "undelivered",
                "automatic",
                "mentioned",
                "followed",
                "follow-up",
                "breaching",
                "breached",
            ],
        ),
        is(Key::Category, &["billing", "order", "none"]),
        (compares.clone(), proptest::sample::select(vec!["low", "normal", "high", "urgent"]))
            .prop_map(|(compare, level)| Condition::Priority { compare, level: level.into() })
            .boxed(),
        (compares.clone(), 1i64..=5)
            .prop_map(|(compare, value)| Condition::Rating { compare, value: Some(value) })
            .boxed(),
        proptest::strategy::Just(Condition::Rating { compare: Compare::Exactly, value: None }).boxed(),
        (compares.clone(), proptest::sample::select(vec![Age::Waiting, Age::Created, Age::Active]), days())
            .prop_map(|(compare, age, day)| Condition::On { age, compare, day })
            .boxed(),
        (compares, proptest::sample::select(vec![Age::Waiting, Age::Created, Age::Active]), 0i64..30)
            .prop_map(|(compare, age, hours)| Condition::Since { age, compare, seconds: hours * 3_600 })
            .boxed(),
        proptest::sample::select(vec!["kettle", "CAFÉ", "漏水", "nandu", "mia", "off_er"])
            .prop_map(|text| Condition::Words(text.into()))
            .boxed(),
        proptest::sample::select(vec!["kettle", "CAFÉ leaks", "漏水"])
            .prop_map(|text| Condition::Phrase(text.into()))
            .boxed(),
    ]);
    leaf.prop_recursive(3, 12, 3, |inner| {
        proptest::prop_oneof![
            proptest::collection::vec(inner.clone(), 2..4).prop_map(Condition::all),
            proptest::collection::vec(inner.clone(), 2..4).prop_map(Condition::any),
            inner.prop_map(|inner| Condition::Not(Box::new(inner))),
        ]
    })
    .boxed()
}

fn days() -> impl proptest::strategy::Strategy<Value = Day> {
    proptest::sample::select(vec![Day::Today, Day::Yesterday, Day::ThisWeek, Day::ThisMonth, Day::Date { year: 2026, month: 1, day: 2 }])
}

#[both_databases]
async fn a_filter_lists_what_its_condition_says_of_each_conversation(desk: TestDesk) {
    furnished(&desk).await;
    let mut runner = TestRunner::deterministic();
    let (mut some, mut none) = (0, 0);
    for eyes in [desk.ana().eyes().await, desk.lia().eyes().await] {
        for _ in 0..150 {
            let condition = conditions().new_tree(&mut runner).expect("a condition").current();
            let told = condition.to_string();

            let (listed, meant) = desk.ask(move |tx| Ok((listed(tx, eyes, &condition)?, meant(tx, eyes, &condition)?))).await;

            assert_eq!(listed, meant, "{told}");
            if listed.is_empty() { none += 1 } else { some += 1 }
        }
    }
    assert!(some > 100 && none > 20, "the conditions are worth nothing: {some} found something, {none} nothing");
}

/// The database's answer.
fn listed(tx: &mut db::Tx<'_>, eyes: Viewer, condition: &Condition) -> Result<BTreeSet<i64>, db::Trouble> {
    let filter = Some(clause(tx, eyes, condition)?);
    let lines = lists::page(tx, eyes, &Asked { filter, ..Asked::default() })?;
    Ok(lines.into_iter().map(|line| line.number).collect())
}

/// The answer of the facts of everything these eyes see.
fn meant(tx: &mut db::Tx<'_>, eyes: Viewer, condition: &Condition) -> Result<BTreeSet<i64>, db::Trouble> {
    let mut found = BTreeSet::new();
    for line in lists::page(tx, eyes, &Asked::default())? {
        let conversation = desk::conversations::find(tx, line.id)?;
        if condition.holds(&facts(tx, eyes, &conversation)?, tx.now()) {
            found.insert(line.number);
        }
    }
    Ok(found)
}

#[both_databases]
async fn every_order_and_grouping_pages_through_everything_once(desk: TestDesk) {
    for number in 0..(PAGE as i64 + 20) {
        desk.later(i64::from(number % 2 == 0));
        let one = desk.mia().writes("mail").await;
        desk.ana().with(&one, move |c, work| c.prioritise(work, Priority::ALL[number as usize % 4])).await;
        if number % 3 == 0 {
            desk.ana().resolves(&one).await;
        }
    }
    let eyes = desk.ana().eyes().await;
    for sort in Sort::ALL {
        for grouping in Grouping::ALL {
            let mut asked = Asked { sort: Some(*sort), grouping: *grouping, ..Asked::default() };
            let mut seen: Vec<(i64, ConversationId)> = Vec::new();
            loop {
                let wanted = asked.clone();
                let page = desk.ask(move |tx| lists::page(tx, eyes, &wanted)).await;
                let Some(last) = page.last() else { break };
                asked.after = Some((sort.of(last), last.id));
                asked.after_group = grouping.of(last);
                seen.extend(page.iter().map(|line| (grouping.of(line), line.id)));
            }
            let distinct: BTreeSet<_> = seen.iter().map(|(_, id)| *id).collect();
            assert_eq!((seen.len(), distinct.len()), (PAGE + 20, PAGE + 20), "{sort:?} {grouping:?}");
            assert!(seen.is_sorted_by_key(|(group, _)| *group), "{sort:?} {grouping:?}");
        }
    }
}

fn settings(name: &str, reach: Reach) -> ViewSettings {
    let filter = parse("status:open", &filter::Vocabulary::default()).expect("a filter");
    ViewSettings { name: name.into(), reach, ..ViewSettings::of(filter) }
}

async fn rail(desk: &TestDesk, eyes: Viewer) -> Vec<String> {
    desk.ask(move |tx| views::of(tx, eyes)).await.into_iter().map(|view| view.name).collect()
}

#[both_databases]
async fn a_view_is_in_the_rails_it_reaches_and_can_be_undone(desk: TestDesk) {
    let (ana, ben, lia) = (desk.ana().eyes().await, desk.ben().eyes().await, desk.lia().eyes().await);
    let repairs = desk.repairs;
    desk.does(move |work| views::make(work, ana, false, settings("Mine", Reach::Personal))).await;
    let team = ViewSettings { team_id: Some(repairs), ..settings("Workshop", Reach::Team) };
    let theirs = desk.does(move |work| views::make(work, ana, false, team.clone())).await;
    desk.does(move |work| views::make(work, ben, true, settings("Everything", Reach::Everyone))).await;

    assert_eq!(rail(&desk, ana).await, ["Everything", "Mine", "Workshop"]);
    assert_eq!(rail(&desk, ben).await, ["Everything"]);
    assert_eq!(rail(&desk, lia).await, ["Everything"]);

    desk.does(move |work| views::find(work, ana, false, theirs)?.change(work, ana, false, settings("My own", Reach::Personal)))
        .await;
    assert_eq!(rail(&desk, ana).await, ["Everything", "Mine", "My own"]);
    desk.does(move |work| views::find(work, ana, false, theirs)?.undo(work, ana, false)).await;
    desk.does(move |work| views::find(work, ana, false, theirs)?.remove(work, ana, false)).await;
    assert_eq!(rail(&desk, ana).await, ["Everything", "Mine"]);
    desk.does(move |work| views::find(work, ana, false, theirs)?.undo(work, ana, false)).await;
    assert_eq!(rail(&desk, ana).await, ["Everything", "Mine", "Workshop"]);
}

/// Something tried with these eyes: on the Repairs team, on a view.
type Deed = fn(&mut db::Work<'_>, Viewer, i64, desk::ViewId) -> Result<(), db::Trouble>;

#[both_databases]
async fn nobody_shares_or_changes_more_than_they_may(desk: TestDesk) {
    let (ana, ben, lia) = (desk.ana().eyes().await, desk.ben().eyes().await, desk.lia().eyes().await);
    let repairs = desk.repairs;
    let mine = desk.does(move |work| views::make(work, ana, false, settings("Mine", Reach::Personal))).await;
    let shared = desk.does(move |work| views::make(work, ben, true, settings("Everything", Reach::Everyone))).await;
    let refused = |deed: Deed, eyes: Viewer, view| desk.db().work(db::Actor::System, move |work| deed(work, eyes, repairs, view));

    let to_all =
        refused(|work, eyes, _, _| views::make(work, eyes, false, settings("For all", Reach::Everyone)).map(drop), ana, mine).await;
    let to_foreign_team = refused(
        |work, eyes, team, _| views::make(work, eyes, false, ViewSettings { team_id: Some(team), ..settings("T", Reach::Team) }).map(drop),
        lia,
        mine,
    )
    .await;
    let foreign = refused(|work, eyes, _, view| views::find(work, eyes, false, view).map(drop), lia, mine).await;
    let change = refused(|work, eyes, _, view| views::find(work, eyes, false, view)?.remove(work, eyes, false), ana, shared).await;

    use crate::cast::refusal;
    assert_eq!(
        [refusal(to_all), refusal(to_foreign_team), refusal(foreign), refusal(change)],
        ["desk-view-reach", "desk-view-reach", "not found", "desk-view-not-yours"]
    );
}
