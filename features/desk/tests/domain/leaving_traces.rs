//! Invariant 3: every public verb leaves a line in the log, and every line ever written can still be read.

use crate::cast::{TestDesk, UNDO, email, reply_to, settings, story};
use db::{Trouble, Work};
use desk::fields::{self, FieldKind};
use desk::{
    BouncedRecipient, Category, Conversation, ConversationId, Event, Forward, Inbox, InboxId, Priority, Recipients, delivery, inboxes, tags,
};
use std::collections::BTreeSet;
use testkit::{TUESDAY_MORNING, both_databases};

/// One stored line of each kind, as released. A line is added with its event and never changed.
const STORED: &str = include_str!("../events.json");

/// The kinds the event enum knows, by its own words.
fn kinds_in_code() -> BTreeSet<String> {
    let refusal = serde_json::from_str::<Event>(r#"{"kind":"no such kind"}"#)
        .expect_err("an unknown kind")
        .to_string();
    let listed = refusal.split_once("expected one of").map_or("", |(_, list)| list);
    listed.split('`').filter(|word| word.contains('.')).map(str::to_owned).collect()
}

#[test]
fn every_kind_of_event_is_read_back_from_its_stored_line() {
    let mut stored = BTreeSet::new();
    for line in STORED.lines().filter(|line| !line.trim().is_empty()) {
        let event: Event = serde_json::from_str(line)
            .unwrap_or_else(|e| panic!("{line}: {e}. A released event keeps its meaning; read the old shape too."));
        let again = serde_json::to_value(&event).expect("an event serialises");
        let written: serde_json::Value = serde_json::from_str(line).expect("JSON");
        assert_eq!(again, written, "written and read again it is another event");
        stored.insert(written["kind"].as_str().unwrap_or_default().to_owned());
    }

    let known = kinds_in_code();
    assert!(known.len() > 40, "{known:?}");
    assert_eq!(stored, known, "add a line to features/desk/tests/events.json for each new kind; never remove one");
}

type Verb = (&'static str, fn(&mut Work<'_>, &Set) -> Result<(), Trouble>);

/// What the walk works on.
#[derive(Clone)]
struct Set {
    kettle: ConversationId,
    lid: ConversationId,
    sent: desk::MessageId,
    held: desk::MessageId,
    stopped: desk::MessageId,
    support: InboxId,
    secret: InboxId,
    agent: i64,
    team: i64,
    tag: i64,
    field: i64,
    other_customer: i64,
}

fn c(work: &mut Work<'_>, id: ConversationId) -> Result<Conversation, Trouble> {
    desk::conversations::find(work, id)
}

fn thanks() -> desk::macros::MacroSettings {
    desk::macros::MacroSettings { name: "Thanks".into(), text_en: "Thank you".into(), ..Default::default() }
}

fn asking() -> desk::sides::NewSide {
    desk::sides::NewSide {
        subject: "Is it in stock?".into(),
        people: desk::sides::People { addresses: vec![email("factory@parts.test")], ..Default::default() },
        letter: desk::sides::Letter { text: "Is it?".into(), ..Default::default() },
        hold: false,
    }
}

fn shown(work: &mut Work<'_>, set: &Set) -> Result<desk::shared::Shared, Trouble> {
    desk::shared::of(work, set.lid)?.pop().ok_or(Trouble::NotFound("shared draft"))
}

const fn eyes(set: &Set) -> desk::Viewer {
    desk::Viewer { agent: set.agent, sees_all: false }
}

/// Every public verb of the desk that changes what people see, once, in an order in which each changes something.
const VERBS: &[Verb] = &[
    ("acknowledge", |w, s| c(w, s.lid)?.acknowledge(w).map(drop)),
    ("past::recorded", |w, s| desk::past::recorded(w, s.kettle, s.other_customer, 2)),
    ("rename", |w, s| c(w, s.kettle)?.rename(w, "A new name")),
    ("prioritise", |w, s| c(w, s.kettle)?.prioritise(w, Priority::High)),
    ("categorise", |w, s| c(w, s.kettle)?.categorise(w, Some(Category::Billing))),
    ("set_field", |w, s| c(w, s.kettle)?.set_field(w, s.field, "K-9")),
    ("belongs_to", |w, s| c(w, s.kettle)?.belongs_to(w, s.other_customer)),
    ("assign", |w, s| c(w, s.kettle)?.assign(w, Some(s.agent))),
    ("hand_to_team", |w, s| c(w, s.kettle)?.hand_to_team(w, Some(s.team))),
    ("tag", |w, s| c(w, s.kettle)?.tag(w, "leak")),
    ("untag", |w, s| c(w, s.kettle)?.untag(w, s.tag)),
    ("follow", |w, s| c(w, s.kettle)?.follow(w, s.agent)),
    ("unfollow", |w, s| c(w, s.kettle)?.unfollow(w, s.agent)),
    ("link", |w, s| c(w, s.kettle)?.link(w, s.lid, "related")),
    ("unlink", |w, s| c(w, s.kettle)?.unlink(w, s.lid)),
    ("note", |w, s| c(w, s.kettle)?.note(w, "A note", None).map(drop)),
    ("put_on_hold", |w, s| c(w, s.kettle)?.put_on_hold(w)),
    ("snooze", |w, s| c(w, s.kettle)?.snooze(w, TUESDAY_MORNING.plus_seconds(60))),
    ("wake", |w, s| {
        db::sql("UPDATE conversation SET snoozed_until = $2 WHERE id = $1")
            .with(s.kettle)
            .with(TUESDAY_MORNING)
            .run(w)?;
        c(w, s.kettle)?.wake(w)
    }),
    ("resolve", |w, s| c(w, s.kettle)?.resolve(w)),
    ("reopen", |w, s| c(w, s.kettle)?.reopen(w)),
    ("make_pending", |w, s| c(w, s.kettle)?.make_pending(w)),
    ("reply", |w, s| c(w, s.kettle)?.reply(w, &reply_to("mia@example.org", "Hello")).map(drop)),
    ("forward", |w, s| {
        let message = desk::messages::of(w, s.kettle)?[0].id;
        let recipients = Recipients::parse("factory@parts.test", "", "")?;
        c(w, s.kettle)?
            .forward(w, &Forward { message, recipients, text: "Look".into(), draft: None })
            .map(drop)
    }),
    ("send_now", |w, s| c(w, s.kettle)?.send_now(w, s.agent, s.stopped, None).map(drop)),
    ("take_back", |w, s| c(w, s.kettle)?.take_back(w, s.agent, s.held).map(drop)),
    ("start", |w, s| desk::start(w, s.support, "Hello", &reply_to("zoe@example.net", "Hello")).map(drop)),
    ("delayed", |w, s| delivery::delayed(w, s.sent, "later", TUESDAY_MORNING)),
    ("sent", |w, s| delivery::sent(w, s.sent, &[])),
    ("bounced", |w, s| {
        desk::bounced(w, s.sent, &[BouncedRecipient { address: "mia@example.org".into(), reason: "no".into(), permanent: true }]).map(drop)
    }),
    ("send_again", |w, s| delivery::send_again(w, s.sent)),
    ("uncertain", |w, s| delivery::uncertain(w, s.sent, "who knows")),
    ("failed", |w, s| delivery::failed(w, s.sent, "no")),
    ("merge", |w, s| {
        let other = c(w, s.lid)?;
        c(w, s.kettle)?.merge(w, &other).map(drop)
    }),
    ("undo", |w, _| {
        let last: i64 = db::sql("SELECT MAX(id) FROM rearrangement").only(w, "rearrangement")?;
        desk::undo(w, last).map(drop)
    }),
    ("split", |w, s| {
        let last = desk::messages::of(w, s.kettle)?.pop().ok_or(Trouble::NotFound("message"))?;
        c(w, s.kettle)?.split(w, last.id).map(drop)
    }),
    ("move_messages", |w, s| {
        let (from, to) = (c(w, s.kettle)?, c(w, s.lid)?);
        let last = desk::messages::of(w, s.kettle)?.pop().ok_or(Trouble::NotFound("message"))?;
        desk::move_messages(w, &from, &[last.id], &to).map(drop)
    }),
    ("move_to_inbox", |w, s| c(w, s.kettle)?.move_to_inbox(w, s.secret).map(drop)),
    ("notices::tell", |w, s| {
        let lid = c(w, s.lid)?;
        let first = desk::messages::of(w, s.lid)?
            .into_iter()
            .find(|m| m.author_kind == "customer")
            .ok_or(Trouble::NotFound("message"))?;
        lid.follow(w, s.agent)?;
        let arrived = Event::MessageArrived {
            conversation: lid.id,
            customer: lid.customer_id,
            message: first.id,
            automatic: false,
        };
        desk::notices::tell(w, &arrived)
    }),
    ("close", |w, s| c(w, s.kettle)?.close(w)),
    ("Inbox::add", |w, _| Inbox::add(w, "email", "new@kettle.example", &settings("New")).map(drop)),
    ("Inbox::change", |w, s| inboxes::find(w, s.support)?.change(w, &settings("Help"))),
    ("Inbox::let_see", |w, s| inboxes::find(w, s.support)?.let_see(w, false, &[s.team], &[s.agent])),
    ("Inbox::also_answers", |w, s| inboxes::find(w, s.support)?.also_answers(w, "help@kettle.example")),
    ("Inbox::archive", |w, s| inboxes::find(w, s.support)?.archive(w)),
    ("fields::define", |w, _| fields::define(w, "Colour", FieldKind::Text, &[]).map(drop)),
    ("fields::move_by_one", |w, s| fields::move_by_one(w, s.field, false)),
    ("fields::arrange", |w, s| fields::arrange(w, &[s.field])),
    ("fields::change", |w, s| fields::change(w, s.field, "Type", &[])),
    ("fields::switch_off", |w, s| fields::switch_off(w, s.field)),
    ("fields::switch_on", |w, s| fields::switch_on(w, s.field)),
    ("fields::remove", |w, s| {
        let fresh = fields::all(w)?.into_iter().find(|field| field.id != s.field);
        fields::remove(w, fresh.map_or(0, |field| field.id))
    }),
    ("fields::stand_again", |w, _| fields::stand_again(w, 900, "colour", FieldKind::Text, ("Colour", &[]))),
    ("tags::known_or_new", |w, _| tags::known_or_new(w, "new tag").map(drop)),
    ("tags::change", |w, s| tags::change(w, s.tag, "drip", 10)),
    ("tags::retire", |w, s| tags::retire(w, s.tag)),
    ("macros::make", |w, _| desk::macros::make(w, thanks()).map(drop)),
    ("macros::apply", |w, s| {
        let conversation = c(w, s.lid)?;
        desk::macros::apply(w, eyes(s), "UTC", &conversation, desk::macros::MacroId(1)).map(drop)
    }),
    ("Macro::remove", |w, _| desk::macros::find(w, desk::macros::MacroId(1))?.remove(w)),
    ("Macro::undo", |w, _| desk::macros::find(w, desk::macros::MacroId(1))?.undo(w)),
    ("add_to_checklist", |w, s| c(w, s.lid)?.add_to_checklist(w, "Ask for a photo").map(drop)),
    ("tick", |w, s| c(w, s.lid)?.tick(w, 1, true)),
    ("tick off again", |w, s| c(w, s.lid)?.tick(w, 1, false)),
    ("remove_from_checklist", |w, s| c(w, s.lid)?.remove_from_checklist(w, 1)),
    ("translate", |w, s| {
        let message = desk::messages::find(w, s.sent)?;
        c(w, message.conversation_id)?.translate(w, &message, kit::Locale::Es, "Hola")
    }),
    ("drop_translation", |w, s| {
        let message = desk::messages::find(w, s.sent)?;
        c(w, message.conversation_id)?.drop_translation(w, &message, kit::Locale::Es)
    }),
    ("follow_up", |w, s| {
        let new = desk::follow_ups::NewFollowUp {
            whose: desk::follow_ups::Whose::Team(s.team),
            due_at: w.now.plus_seconds(60),
            unless_answered: false,
            note: "Call the factory".into(),
        };
        c(w, s.lid)?.follow_up(w, &new).map(drop)
    }),
    ("follow_ups::fall_due", |w, _| {
        db::sql("UPDATE follow_up SET due_at = 0").run(w)?;
        desk::follow_ups::fall_due(w, desk::follow_ups::FollowUpId(1))
    }),
    ("end_follow_up", |w, s| c(w, s.lid)?.end_follow_up(w, desk::follow_ups::FollowUpId(1))),
    ("targets::promise", |w, _| desk::targets::promise(w, None, None, Some(30), Some(60))),
    ("targets::breach", |w, s| {
        db::sql("UPDATE conversation SET due_at = 0, due_for = 'next' WHERE id = $1").with(s.lid).run(w)?;
        desk::targets::breach(w, s.lid)
    }),
    ("targets::drop_target", |w, _| desk::targets::drop_target(w, 1)),
    ("targets::keep_hours", |w, _| {
        desk::targets::keep_hours(w, &kit::WorkingHours { zone: "Europe/Madrid".into(), ..kit::WorkingHours::always() })
    }),
    ("file_texts::keep", |w, s| {
        let file = desk::ArrivedFile {
            name: "offer.txt".into(),
            media_type: "text/plain".into(),
            bytes: b"An offer".to_vec(),
            content_id: None,
            inline: false,
        };
        desk::attachments::read_again(w, s.sent, &[file])?;
        desk::file_texts::keep(w, desk::file_texts::ContentId(1), "read", "An offer")
    }),
    ("preferences::choose", |w, s| desk::preferences::choose(w, s.agent, desk::preferences::AfterResolve::List)),
    ("open_side", |w, s| c(w, s.lid)?.open_side(w, &asking()).map(drop)),
    ("Side::write", |w, _| {
        desk::sides::find(w, desk::sides::SideId(1))?
            .write(w, &desk::sides::Letter { text: "And the price?".into(), ..Default::default() })
            .map(drop)
    }),
    ("Side::ask", |w, _| {
        desk::sides::find(w, desk::sides::SideId(1))?
            .ask(w, &desk::sides::People { addresses: vec![email("more@parts.test")], ..Default::default() })
    }),
    ("Side::leave_out", |w, _| desk::sides::find(w, desk::sides::SideId(1))?.leave_out(w, "more@parts.test")),
    ("Side::settle", |w, _| desk::sides::find(w, desk::sides::SideId(1))?.settle(w)),
    ("Side::open_again", |w, _| desk::sides::find(w, desk::sides::SideId(1))?.open_again(w)),
    ("targets::change", |w, _| {
        desk::targets::promise(w, None, Some(Priority::Low), Some(30), None)?;
        let id = desk::targets::all(w)?
            .into_iter()
            .find(|one| one.priority == Some(Priority::Low))
            .map_or(0, |one| one.id);
        desk::targets::change(w, id, Some(60), Some(90))
    }),
    ("share", |w, s| {
        let typed = desk::drafts::Typed { to: "mia@example.org".into(), text: "We refund you".into(), ..Default::default() };
        c(w, s.lid)?.share(w, s.agent, &typed, desk::shared::Asked::Team(s.team), None).map(drop)
    }),
    ("Shared::comment", |w, s| shown(w, s)?.comment(w, s.agent, "Name the sum").map(drop)),
    ("Shared::approve", |w, s| {
        let one = shown(w, s)?;
        let version = desk::shared::words(w, &one)?.version;
        one.approve(w, s.agent, version)
    }),
    ("Shared::save", |w, s| {
        let one = shown(w, s)?;
        let draft = desk::shared::words(w, &one)?;
        let typed = desk::drafts::Typed { text: "We refund you 20".into(), ..draft.typed() };
        one.save(w, s.agent, &typed, draft.version).map(drop)
    }),
    ("Shared::attach", |w, s| shown(w, s)?.attach(w, s.agent, "a.txt", "text/plain", b"a").map(drop)),
    ("Shared::detach", |w, s| {
        let one = shown(w, s)?;
        let file = desk::attachments::of_draft(w, one.draft_id.0)?.pop().ok_or(Trouble::NotFound("attachment"))?;
        one.detach(w, s.agent, file.id)
    }),
    ("Shared::withdraw", |w, s| shown(w, s)?.withdraw(w, s.agent).map(drop)),
    ("Shared::send", |w, s| {
        let typed = desk::drafts::Typed { to: "mia@example.org".into(), text: "We refund you".into(), ..Default::default() };
        c(w, s.lid)?.share(w, s.agent, &typed, desk::shared::Asked::Team(s.team), None)?;
        let one = shown(w, s)?;
        let version = desk::shared::words(w, &one)?.version;
        one.send(w, s.agent, &desk::shared::Sending { version, newest: None, then: desk::Then::Pending })
            .map(drop)
    }),
    ("bulk::begin", |w, s| {
        let change = desk::bulk::Change::Priority(Priority::Urgent);
        desk::bulk::begin(w, eyes(s), "UTC", &change, &[s.lid]).map(drop)
    }),
    ("views::make", |w, s| {
        let settings = desk::ViewSettings {
            name: "Open".into(),
            reach: desk::Reach::Personal,
            ..desk::ViewSettings::of(filter::Condition::everything())
        };
        desk::views::make(w, eyes(s), false, settings).map(drop)
    }),
    ("SavedView::remove", |w, s| desk::views::find(w, eyes(s), false, desk::ViewId(1))?.remove(w, eyes(s), false)),
    ("SavedView::undo", |w, s| desk::views::find(w, eyes(s), false, desk::ViewId(1))?.undo(w, eyes(s), false)),
];

async fn set(desk: &TestDesk) -> Set {
    desk.welcomes_with("We have it").await;
    let lid = desk.mia().writes("The lid too").await;
    let toaster = desk.leo().writes("The toaster burns").await;
    let kettle = desk.mia().writes("The kettle leaks").await;
    let sent = desk.ana().replies(&kettle, "On its way").await;
    desk.later(UNDO);
    desk.posts().await;
    let stopped = desk
        .ana()
        .with(&kettle, |c, work| {
            let send_at = Some(work.now.plus_seconds(900));
            c.reply(work, &desk::Reply { send_at, ..reply_to("mia@example.org", "On Thursday, then") })
        })
        .await;
    desk.mia().replies(&kettle, "Now it burns, too").await;
    let (side, _) = desk.ana().with(&toaster, |c, work| c.open_side(work, &asking())).await;
    desk.somebody("Factory", "factory@parts.test")
        .mail("Yes")
        .clue(desk::Clue::Side { side: side.id })
        .files()
        .await;
    let held = desk.ana().replies(&kettle, "To be taken back").await;
    desk.ana().with(&kettle, |c, work| c.tag(work, "seen before")).await;
    let field = desk.ben().does(|work| fields::define(work, "Model", FieldKind::Text, &[])).await;
    let tag = desk.ben().does(|work| tags::known_or_new(work, "leak")).await.id;
    let (support, secret, team, agent) = (desk.support, desk.secret, desk.repairs, desk.ana().id);
    Set {
        kettle,
        lid,
        sent,
        held,
        stopped,
        support,
        secret,
        agent,
        team,
        tag,
        field,
        other_customer: desk.find(&toaster).await.customer_id,
    }
}

#[both_databases]
async fn every_public_verb_leaves_a_line_in_the_log(desk: TestDesk) {
    let set = set(&desk).await;
    for (name, verb) in VERBS {
        let (before, set) = (desk.log_lines().await, set.clone());

        let outcome = desk.ana().tries(move |work| verb(work, &set)).await;

        assert!(outcome.is_ok(), "{name}: {outcome:?}");
        assert!(desk.log_lines().await > before, "{name} changed something and recorded nothing");
    }
    desk::bulk::carry_on(desk.db(), desk::bulk::BulkId(1), 10)
        .await
        .expect("the bulk change is carried out");
    let written: BTreeSet<String> = desk.ask(|tx| db::sql("SELECT DISTINCT kind FROM activity").all(tx)).await.into_iter().collect();
    let silent: Vec<_> = kinds_in_code().difference(&written).cloned().collect();
    assert_eq!(silent, Vec::<String>::new(), "events no verb of the walk records: add their verb to it");
}

#[both_databases]
async fn every_line_of_a_busy_log_can_be_read_again(desk: TestDesk) {
    let set = set(&desk).await;
    for (_, verb) in VERBS {
        let set = set.clone();
        desk.ana().does(move |work| verb(work, &set)).await;
    }

    let lines: Vec<(String, Option<i64>, String)> = desk
        .ask(|tx| db::sql("SELECT kind, conversation_id, detail FROM activity ORDER BY id").all(tx))
        .await;
    let known = kinds_in_code();
    let ours: Vec<_> = lines.iter().filter(|(kind, ..)| known.contains(kind)).collect();

    assert!(ours.len() > VERBS.len());
    for (_, conversation, detail) in ours {
        let event = story::event(detail).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(event.conversation().map(|c| c.0), *conversation, "{event:?}");
    }
}
