//! Undo: whatever Ana set stands again as it stood, unless somebody moved on meanwhile; then it says so and changes nothing.

use crate::cast::{TestDesk, refusal};
use db::{Trouble, Work};
use desk::deeds::{self, DeedId, Undone};
use desk::{Category, Conversation, ConversationId, Priority, Status, tags};
use testkit::{TUESDAY_MORNING, both_databases};

type Verb = fn(&Conversation, &mut Work<'_>, &Set) -> Result<(), Trouble>;

/// What the verbs need.
#[derive(Clone, Copy)]
struct Set {
    ana: i64,
    team: i64,
    other: ConversationId,
}

const VERBS: &[(&str, Verb)] = &[
    ("assign", |c, w, s| c.assign(w, Some(s.ana))),
    ("team", |c, w, s| c.hand_to_team(w, Some(s.team))),
    ("priority", |c, w, _| c.prioritise(w, Priority::Urgent)),
    ("category", |c, w, _| c.categorise(w, Some(Category::Complaint))),
    ("subject", |c, w, _| c.rename(w, "Another subject")),
    ("tag", |c, w, _| c.tag(w, "leak")),
    ("untag", |c, w, _| {
        let there = tags::known_or_new(w, "there before")?;
        c.untag(w, there.id)
    }),
    ("follow", |c, w, s| c.follow(w, s.ana)),
    ("link", |c, w, s| c.link(w, s.other, "related")),
    ("pending", |c, w, _| c.make_pending(w)),
    ("on hold", |c, w, _| c.put_on_hold(w)),
    ("snooze", |c, w, _| c.snooze(w, TUESDAY_MORNING.plus_seconds(86_400))),
    ("resolve", |c, w, _| c.resolve(w)),
    ("close", |c, w, _| c.close(w)),
    ("checklist", |c, w, _| c.add_to_checklist(w, "Ask for a photo").map(drop)),
    ("everything", |c, w, s| {
        c.assign(w, Some(s.ana))?;
        c.tag(w, "leak")?;
        c.prioritise(w, Priority::High)?;
        c.resolve(w)
    }),
];

async fn set(desk: &TestDesk) -> (ConversationId, Set) {
    let other = desk.mia().writes("The lid").await;
    let kettle = desk.mia().writes("The kettle leaks").await;
    desk.ana().with(&kettle, |c, work| c.tag(work, "there before")).await;
    (kettle, Set { ana: desk.ana().id, team: desk.repairs, other })
}

async fn does(desk: &TestDesk, kettle: &ConversationId, set: Set, verb: Verb) -> Option<DeedId> {
    let ana = desk.ana().id;
    desk.ana()
        .with(kettle, move |c, work| deeds::doing(work, ana, c, |work| verb(c, work, &set)))
        .await
        .1
}

async fn undoes(desk: &TestDesk, deed: DeedId) -> Result<Undone, Trouble> {
    let eyes = desk.ana().eyes().await;
    desk.ana().tries(move |work| deeds::undo(work, eyes, "UTC", deed)).await
}

/// Everything that can be set, as one text.
async fn stands(desk: &TestDesk, kettle: &ConversationId) -> String {
    let id = *kettle;
    desk.ask(move |tx| {
        let c = desk::conversations::find(tx, id)?;
        let tags: Vec<String> = tags::of(tx, id)?.into_iter().map(|tag| tag.name).collect();
        let (followers, items) = (desk::followers(tx, id)?, desk::checklist::of(tx, id)?);
        let links: i64 = db::sql("SELECT COUNT(*) FROM conversation_link WHERE from_id = $1 OR to_id = $1")
            .with(id)
            .only(tx, "count")?;
        Ok(format!(
            "{:?} {:?} {:?} {:?} {:?} {:?} {} {:?} {tags:?} {followers:?} {items:?} {links}",
            c.status, c.snoozed_until, c.waiting_since, c.priority, c.category, c.assignee_id, c.subject, c.team_id
        ))
    })
    .await
}

#[both_databases]
async fn whatever_was_set_stands_again_as_it_stood(desk: TestDesk) {
    let (kettle, set) = set(&desk).await;
    let before = stands(&desk, &kettle).await;
    for (name, verb) in VERBS {
        let deed = does(&desk, &kettle, set, *verb).await.unwrap_or_else(|| panic!("{name} changed nothing"));
        assert_ne!(stands(&desk, &kettle).await, before, "{name}");

        let undone = undoes(&desk, deed).await;

        assert!(matches!(undone, Ok(Undone::Conversation(id)) if id == kettle), "{name}: {undone:?}");
        assert_eq!(stands(&desk, &kettle).await, before, "{name} did not come back");
        assert_eq!(refusal(undoes(&desk, deed).await), "desk-undo-undone", "{name}");
    }
}

#[both_databases]
async fn what_changed_nothing_leaves_no_deed(desk: TestDesk) {
    let (kettle, set) = set(&desk).await;

    let deed = does(&desk, &kettle, set, |c, w, _| c.reopen(w)).await;

    assert_eq!(deed, None);
    assert_eq!(desk.ask(move |tx| deeds::last(tx, set.ana)).await, None);
}

#[both_databases]
async fn who_moved_on_meanwhile_is_named_and_nothing_is_undone(desk: TestDesk) {
    let (kettle, set) = set(&desk).await;
    let deed = does(&desk, &kettle, set, |c, w, s| {
        c.assign(w, Some(s.ana))?;
        c.resolve(w)
    })
    .await
    .expect("a deed");
    desk.later(60);
    let ben = desk.ben().id;
    desk.ben().with(&kettle, move |c, work| c.assign(work, Some(ben))).await;
    let before = stands(&desk, &kettle).await;

    let refused = undoes(&desk, deed).await;

    let Err(Trouble::Refused(refused)) = refused else { panic!("{refused:?}") };
    assert_eq!(refused.key, "desk-undo-moved-assignee");
    assert!(refused.words.contains(&("name", " (Ben)".into())), "{refused:?}");
    assert_eq!(stands(&desk, &kettle).await, before);
}

#[both_databases]
async fn a_customer_who_wrote_again_is_not_put_back_to_sleep(desk: TestDesk) {
    let (kettle, set) = set(&desk).await;
    let deed = does(&desk, &kettle, set, |c, w, _| c.make_pending(w)).await.expect("a deed");
    desk.mia().replies(&kettle, "It leaks more").await;

    assert_eq!(refusal(undoes(&desk, deed).await), "desk-undo-moved-status");
    assert_eq!(desk.find(&kettle).await.status, Status::Open);
}

#[both_databases]
async fn the_last_deed_is_undone_first_and_only_by_who_did_it(desk: TestDesk) {
    let (kettle, set) = set(&desk).await;
    let first = does(&desk, &kettle, set, |c, w, _| c.tag(w, "leak")).await.expect("a deed");
    let second = does(&desk, &kettle, set, |c, w, _| c.prioritise(w, Priority::High)).await.expect("a deed");
    let (ana, ben) = (desk.ana().id, desk.ben().id);
    let last = |agent| desk.ask(move |tx| deeds::last(tx, agent));

    assert_eq!((last(ana).await, last(ben).await), (Some(second), None));
    let eyes = desk.ben().eyes().await;
    let by_ben = refusal(desk.ben().tries(move |work| deeds::undo(work, eyes, "UTC", second)).await);
    assert_eq!(by_ben, "not found");

    undoes(&desk, second).await.expect("it is undone");
    assert_eq!(last(ana).await, Some(first));
    desk.later(3_601);
    assert_eq!(last(ana).await, None, "an hour later it is no longer the last thing done");
    desk.later(86_400);
    assert_eq!(refusal(undoes(&desk, first).await), "desk-undo-too-old");
}

#[both_databases]
async fn a_draft_thrown_away_comes_back_with_its_files_and_loses_nothing_typed_since(desk: TestDesk) {
    use desk::drafts::{self, DraftKind, Typed};
    let (kettle, _) = set(&desk).await;
    let ana = desk.ana().id;
    let typed = |text: &str| Typed { to: "mia@example.org".into(), text: text.into(), ..Typed::default() };
    let first = typed("Dear Mia,");
    let thrown = desk
        .ana()
        .with(&kettle, move |c, work| {
            let draft = drafts::in_conversation(work, ana, c, DraftKind::Reply)?;
            drafts::save(work, ana, draft.id, &first, None)?;
            desk::attachments::attach_to_draft(work, ana, draft.id.0, "a.txt", "text/plain", b"words")?;
            drafts::throw_away(work, ana, draft.id)
        })
        .await
        .expect("a deed");
    let since = typed("Something else");
    desk.ana()
        .with(&kettle, move |c, work| {
            let draft = drafts::in_conversation(work, ana, c, DraftKind::Reply)?;
            drafts::save(work, ana, draft.id, &since, None)
        })
        .await;

    let undone = undoes(&desk, thrown).await;

    assert!(matches!(undone, Ok(Undone::Composer(id)) if id == kettle), "{undone:?}");
    let (text, files) = desk
        .ask(move |tx| {
            let draft = drafts::newest_in(tx, ana, kettle)?.expect("a draft");
            Ok((draft.text.clone(), desk::attachments::of_draft(tx, draft.id.0)?))
        })
        .await;
    assert_eq!(text, "Dear Mia,\n\nSomething else");
    assert_eq!(files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["a.txt"]);
}

#[both_databases]
async fn a_message_on_its_way_is_the_last_deed_until_it_leaves(desk: TestDesk) {
    let (kettle, _) = set(&desk).await;
    let ana = desk.ana().id;
    let message = desk.ana().replies(&kettle, "On its way").await;
    desk.ana()
        .does(move |work| {
            work.keep_quietly("a deed");
            let leaves = work.now.plus_seconds(10);
            deeds::of_message(work, ana, message, leaves)
        })
        .await;

    let last = desk.ask(move |tx| deeds::last(tx, ana)).await.expect("a deed");
    let undone = undoes(&desk, last).await;

    assert!(matches!(undone, Ok(Undone::Composer(id)) if id == kettle), "{undone:?}");
    assert_eq!(desk.words(&kettle).await, ["The kettle leaks"]);
    assert_eq!(desk.ask(move |tx| deeds::last(tx, ana)).await, None);
}

#[both_databases]
async fn undoing_opens_a_closed_conversation_only_for_who_closed_it_and_may(desk: TestDesk) {
    let (kettle, set) = set(&desk).await;
    let follows = does(&desk, &kettle, set, |c, w, s| c.follow(w, s.ana)).await.expect("a deed");
    let ranked = does(&desk, &kettle, set, |c, w, _| c.prioritise(w, Priority::Urgent)).await.expect("a deed");
    let closed = does(&desk, &kettle, set, |c, w, _| c.close(w)).await.expect("a deed");

    let follows_no_more = undoes(&desk, follows).await;
    let after_following = desk.find(&kettle).await.status;
    let refused = refusal(undoes(&desk, ranked).await);
    let (stands, needs) = (desk.find(&kettle).await, desk.ask(move |tx| deeds::needs(tx, set.ana, closed)).await);

    assert!(follows_no_more.is_ok() && desk.ask(move |tx| desk::followers(tx, kettle)).await.is_empty());
    assert_eq!((after_following, refused), (Status::Closed, "desk-conversation-closed"));
    assert_eq!((stands.status, stands.priority), (Status::Closed, Priority::Urgent));
    assert_eq!(needs, ["conversations.close"], "a closing is undone by whoever may close");
    assert_eq!(desk.count("SELECT COUNT(*) FROM activity WHERE kind = 'conversation.reopened'").await, 0);
    undoes(&desk, closed).await.expect("it is opened again");
    assert_eq!(desk.find(&kettle).await.status, Status::Open);
}
