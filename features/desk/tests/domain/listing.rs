//! Lists: each view shows what it says, counts agree with lists, and pages neither skip nor repeat.

use crate::cast::{TestDesk, UNDO};
use desk::lists::{self, Asked, Counts, Grouping, Line, PAGE, Sort, View};
use desk::{Conversation, ConversationId, Priority, delivery};
use std::collections::HashSet;
use testkit::both_databases;

/// One conversation in every state there is: (name, conversation).
async fn one_of_each(desk: &TestDesk) -> Vec<(&'static str, ConversationId)> {
    let ana = desk.ana();
    let id = ana.id;
    let mut made: Vec<(&'static str, ConversationId)> = Vec::new();
    for name in ["new", "mine", "answered", "on hold", "snoozed", "resolved", "closed", "failed", "merged", "secret"] {
        desk.later(1);
        let inbox = if name == "secret" { desk.secret } else { desk.support };
        let one = desk.mia().to(inbox).writes(name).await;
        match name {
            "mine" => ana.with(&one, move |c, work| c.assign(work, Some(id))).await,
            "answered" => drop(ana.replies(&one, "Hello").await),
            "on hold" => ana.with(&one, Conversation::put_on_hold).await,
            "snoozed" => ana.with(&one, |c, work| c.snooze(work, work.now.plus_seconds(60))).await,
            "resolved" => ana.resolves(&one).await,
            "closed" => ana.closes(&one).await,
            "failed" => fails(desk, &one).await,
            "merged" => drop(ana.merges(&one, &made[0].1).await),
            _ => {}
        }
        made.push((name, one));
    }
    made
}

async fn fails(desk: &TestDesk, conversation: &ConversationId) {
    let message = desk.ana().replies(conversation, "Hello").await;
    desk.later(UNDO);
    desk.posts().await;
    desk.does(move |work| delivery::failed(work, message, "550 no")).await;
}

async fn names(
    desk: &TestDesk,
    made: &[(&'static str, ConversationId)],
    colleague: crate::cast::Colleague<'_>,
    view: View,
) -> Vec<&'static str> {
    let listed = colleague.looks_at(view).await;
    let mut names: Vec<_> = listed.iter().filter_map(|id| Some(made.iter().find(|(_, made)| made == id)?.0)).collect();
    assert_eq!(names.len(), listed.len());
    names.sort_unstable();
    assert_eq!(desk.count("SELECT COUNT(*) FROM conversation").await, made.len() as i64);
    names
}

#[both_databases]
async fn each_view_shows_what_it_says(desk: TestDesk) {
    let made = one_of_each(&desk).await;
    let table: [(View, &[&str]); 10] = [
        (View::Mine, &["mine"]),
        (View::Unassigned, &["failed", "new", "secret"]),
        (View::Mentions, &[]),
        (View::Waiting, &["mine", "new", "secret"]),
        (View::Open, &["failed", "mine", "new", "secret"]),
        (View::Pending, &["answered"]),
        (View::OnHold, &["on hold"]),
        (View::Snoozed, &["snoozed"]),
        (View::Resolved, &["closed", "resolved"]),
        (View::Trouble, &["failed"]),
    ];
    for (view, expected) in table {
        let listed = names(&desk, &made, desk.ana(), view).await;

        assert_eq!(listed, expected, "{view:?}");
    }
    assert_eq!(names(&desk, &made, desk.ana(), View::All).await.len(), made.len() - 1);
    assert!(!names(&desk, &made, desk.lia(), View::All).await.contains(&"secret"));
}

#[both_databases]
async fn counts_equal_what_the_lists_show_to_everybody(desk: TestDesk) {
    one_of_each(&desk).await;
    let closed_in_trouble = desk.mia().writes("closed in trouble").await;
    fails(&desk, &closed_in_trouble).await;
    desk.ana().closes(&closed_in_trouble).await;

    for colleague in [desk.ana(), desk.ben(), desk.lia()] {
        let eyes = colleague.eyes().await;
        let counts = desk.ask(move |tx| lists::counts(tx, eyes)).await;
        let by_inbox = desk.ask(move |tx| lists::open_by_inbox(tx, eyes)).await;

        let mut listed = Counts::default();
        for (view, count) in [
            (View::Mine, &mut listed.mine),
            (View::Unassigned, &mut listed.unassigned),
            (View::Waiting, &mut listed.waiting),
            (View::Open, &mut listed.open),
            (View::Trouble, &mut listed.trouble),
        ] {
            *count = colleague.looks_at(view).await.len() as i64;
        }
        assert_eq!(counts, listed);
        assert_eq!(by_inbox.iter().map(|(_, open)| open).sum::<i64>(), counts.open);
    }
}

#[both_databases]
async fn a_list_is_narrowed_by_inbox_team_tag_and_customer(desk: TestDesk) {
    let (kettle, toaster) = (desk.mia().writes("The kettle leaks").await, desk.leo().to(desk.secret).writes("The toaster burns").await);
    let (repairs, mia) = (desk.repairs, desk.find(&kettle).await.customer_id);
    desk.ana().with(&toaster, move |c, work| c.hand_to_team(work, Some(repairs))).await;
    desk.ana().with(&kettle, |c, work| c.tag(work, "leak")).await;
    let tag = desk.ask(desk::tags::all).await[0].id;
    let everything = Asked::default();

    let narrowed = [
        (Asked { inbox: Some(desk.secret), ..everything.clone() }, toaster),
        (Asked { team: Some(repairs), ..everything.clone() }, toaster),
        (Asked { tag: Some(tag), ..everything.clone() }, kettle),
        (Asked { customer: Some(mia), view: Some(View::Open), ..everything }, kettle),
    ];

    for (asked, expected) in narrowed {
        let listed: Vec<_> = desk.ana().sees(asked.clone()).await.into_iter().map(|line| line.id).collect();
        assert_eq!(listed, [expected], "{asked:?}");
    }
    let eyes = desk.ana().eyes().await;
    assert_eq!(desk.ask(move |tx| lists::open_by_team(tx, eyes)).await, [(repairs, 1)]);
}

#[both_databases]
async fn the_longest_waiting_come_first_where_waiting_is_asked_for(desk: TestDesk) {
    let first = desk.mia().writes("one").await;
    desk.later(60);
    let second = desk.leo().writes("two").await;
    desk.later(60);
    desk.mia().replies(&first, "one again").await;

    let (waiting, open) = (desk.ana().looks_at(View::Waiting).await, desk.ana().looks_at(View::Open).await);

    assert_eq!((waiting, open), (vec![first, second], vec![first, second]));
}

fn after(view: View, line: &Line) -> Option<(kit::Moment, ConversationId)> {
    let at = if view == View::Waiting { line.waiting_since } else { Some(line.last_activity_at) };
    at.map(|at| (at, line.id))
}

#[both_databases]
async fn pages_neither_skip_nor_repeat_while_conversations_move(desk: TestDesk) {
    let mut all = Vec::new();
    for number in 0..(PAGE as i64 * 2 + 7) {
        desk.later(i64::from(number % 3 == 0));
        all.push(desk.mia().writes("mail").await);
    }
    for view in [View::Open, View::Waiting, View::All] {
        let (mut seen, mut cursor) = (Vec::new(), None);
        loop {
            let page = desk.ana().sees(Asked { view: Some(view), after: cursor, ..Asked::default() }).await;
            let Some(last) = page.last() else { break };
            cursor = after(view, last);
            seen.extend(page.iter().map(|line| line.id));

            // One that was shown already moves up; nothing below it may be lost for that.
            desk.later(1);
            desk.ana().notes(&seen[0], "moves up").await;
        }

        let distinct: HashSet<_> = seen.iter().copied().collect();
        assert_eq!((distinct.len(), seen.len()), (all.len(), all.len()), "{view:?}");
    }
}

#[both_databases]
async fn what_a_search_found_is_shown_in_its_order_and_only_to_who_may_see_it(desk: TestDesk) {
    let (kettle, safe) = (desk.mia().writes("The kettle leaks").await, desk.mia().to(desk.secret).writes("The safe is open").await);
    let (ana, lia) = (desk.ana().eyes().await, desk.lia().eyes().await);

    let seen = desk
        .ask(move |tx| Ok((lists::lines(tx, ana, &[safe, kettle])?, lists::lines(tx, lia, &[safe, kettle])?)))
        .await;

    assert_eq!(seen.0.iter().map(|line| line.id).collect::<Vec<_>>(), [safe, kettle]);
    assert_eq!(seen.1.iter().map(|line| line.id).collect::<Vec<_>>(), [kettle]);
}

/// One in each order and grouping there is, so that keys fall, rise, and tie.
#[both_databases]
async fn the_next_one_is_the_row_below_wherever_in_the_list_one_stands(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    for number in 1..9 {
        desk.later(i64::from(number % 2 == 0));
        let one = desk.leo().writes("mail").await;
        let priority = [Priority::Urgent, Priority::Low, Priority::Normal][number % 3];
        desk.ana().with(&one, move |c, work| c.prioritise(work, priority)).await;
    }
    desk.ana().resolves(&kettle).await;
    let eyes = desk.ana().eyes().await;

    for sort in Sort::ALL {
        for grouping in [Grouping::Plain, Grouping::Priority, Grouping::Assignee] {
            let asked = Asked { view: Some(View::Open), sort: Some(*sort), grouping, ..Asked::default() };
            let listed: Vec<i64> = desk.ana().sees(asked.clone()).await.iter().map(|line| line.number).collect();
            let mut walked = vec![listed[0]];
            while walked.len() < listed.len() {
                let (asked, here) = (asked.clone(), walked[walked.len() - 1]);
                walked.extend(desk.ask(move |tx| lists::beside(tx, eyes, &asked, here)).await);
            }
            assert_eq!(walked, listed, "{sort:?} {grouping:?}");

            let (last, above) = (asked.clone(), listed[listed.len() - 2]);
            let end = listed[listed.len() - 1];
            assert_eq!(desk.ask(move |tx| lists::beside(tx, eyes, &last, end)).await, Some(above), "{sort:?} {grouping:?}");
        }
    }
    let outside = Asked { view: Some(View::Open), ..Asked::default() };
    let number = desk.find(&kettle).await.number;
    assert_eq!(
        desk.ask(move |tx| lists::beside(tx, eyes, &outside, number)).await,
        None,
        "what is not in the list has no next"
    );
}
