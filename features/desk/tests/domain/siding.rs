//! Side conversations: a supplier is asked beside the customer's thread, answers there and nowhere else, and the customer reads nothing.

use crate::cast::{Customer, TestDesk, UNDO, refusal};
use desk::notices::Kind;
use desk::sides::{self, Letter, NewSide, People, Side, SideId};
use desk::{Clue, ConversationId, Delivery, MessageId, Recipients, Status, delivery};
use testkit::both_databases;

const FACTORY: &str = "parts@factory.test";

fn asking(to: &str, text: &str) -> NewSide {
    NewSide {
        subject: "Is the lid in stock?".into(),
        people: People {
            addresses: Recipients::parse(to, "", "").expect("an address").to,
            ..People::default()
        },
        letter: Letter { text: text.into(), ..Letter::default() },
        hold: false,
    }
}

async fn asks(desk: &TestDesk, kettle: &ConversationId, new: NewSide) -> (Side, MessageId) {
    desk.ana().with(kettle, move |c, work| c.open_side(work, &new)).await
}

async fn said(desk: &TestDesk, side: SideId) -> Vec<String> {
    let all = desk.ask(move |tx| sides::messages(tx, side)).await;
    all.into_iter().map(|message| message.text).collect()
}

async fn told(desk: &TestDesk, agent: i64, kind: Kind) -> usize {
    let viewer = desk::Viewer { agent, sees_all: true };
    desk.ask(move |tx| desk::notices::of(tx, viewer, 50))
        .await
        .iter()
        .filter(|notice| notice.kind == kind)
        .count()
}

fn factory(desk: &TestDesk) -> Customer<'_> {
    desk.somebody("Factory", FACTORY)
}

/// What the app does after each event.
async fn reacts(desk: &TestDesk) {
    let events: Vec<String> = desk
        .ask(|tx| db::sql("SELECT detail FROM activity WHERE kind LIKE 'side.%' ORDER BY id").all(tx))
        .await;
    for detail in events {
        let event = crate::cast::story::event(&detail).expect("an event");
        desk.does(move |work| desk::notices::tell(work, &event)).await;
    }
}

#[both_databases]
async fn a_supplier_is_asked_with_a_chosen_file_and_the_customer_s_thread_says_nothing_of_it(desk: TestDesk) {
    let (kettle, mail) = desk.mia().mail("The kettle leaks").with_file("photo.txt", b"drip").is_filed().await;
    let photo = desk.ask(move |tx| desk::attachments::of_message(tx, mail)).await[0].id;
    let mut new = asking(FACTORY, "Do you have it?");
    new.letter.forwards = Some(mail);
    new.letter.files = vec![photo];
    new.hold = true;

    let (side, message) = asks(&desk, &kettle, new).await;
    desk.later(UNDO);
    let posted = desk.posts().await;

    assert_eq!((posted.len(), posted[0].to.as_slice()), (1, &[FACTORY.to_owned()][..]));
    assert!(posted[0].text.starts_with("Do you have it?") && posted[0].text.contains("The kettle leaks"));
    assert_eq!((posted[0].subject.as_str(), posted[0].files.len()), ("Is the lid in stock?", 1));
    assert!(posted[0].references.is_empty(), "nothing leads from their letter to her thread");
    let found = desk.find(&kettle).await;
    assert_eq!((found.status, found.message_count), (Status::OnHold, 1));
    assert!(found.waiting_since.is_some(), "she has had no answer");
    assert_eq!(desk.words(&kettle).await, ["The kettle leaks"]);
    assert_eq!((said(&desk, side.id).await.len(), desk.message(message).await.delivery), (1, Some(Delivery::Sent)));
}

#[both_databases]
async fn the_answer_comes_back_beside_opens_the_conversation_and_tells_who_works_on_it(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let (ana, ben) = (desk.ana().id, desk.ben().id);
    desk.ana().with(&kettle, move |c, work| c.assign(work, Some(ana))).await;
    desk.ben().with(&kettle, move |c, work| c.follow(work, ben)).await;
    let (side, message) = asks(&desk, &kettle, NewSide { hold: true, ..asking(FACTORY, "Do you have it?") }).await;
    desk.later(UNDO);
    desk.posts().await;
    let before = desk.count("SELECT COUNT(*) FROM conversation").await;
    let customers = desk.count("SELECT COUNT(*) FROM customer").await;

    let by_token = factory(&desk).mail("Yes, ten of them").clue(Clue::Side { side: side.id }).files().await;
    let by_id = factory(&desk).mail("And two kettles").answers(&kettle, message).files().await;
    reacts(&desk).await;

    assert_eq!((by_token, by_id), (kettle, kettle));
    assert_eq!(said(&desk, side.id).await, ["Do you have it?", "Yes, ten of them", "And two kettles"]);
    assert_eq!(desk.words(&kettle).await, ["The kettle leaks"], "never into her thread");
    assert_eq!(desk.count("SELECT COUNT(*) FROM conversation").await, before, "no conversation of their own");
    assert_eq!(desk.count("SELECT COUNT(*) FROM customer").await, customers, "they are no customer");
    assert!(desk.find(&kettle).await.is_open());
    assert_eq!((told(&desk, ana, Kind::SideAnswered).await, told(&desk, ben, Kind::SideAnswered).await), (2, 2));

    // What we answer quotes and names their mail, and nothing of hers.
    let side_id = side.id;
    desk.ana()
        .does(move |work| sides::find(work, side_id)?.write(work, &Letter { text: "Send two".into(), ..Letter::default() }))
        .await;
    desk.later(UNDO);
    let posted = desk.posts().await;
    assert_eq!((posted[0].subject.as_str(), posted[0].references.len()), ("Re: Is the lid in stock?", 3));
    assert!(posted[0].quoted.contains("two kettles") && !posted[0].all_words().contains("leaks"));
}

#[both_databases]
async fn attack_01_nobody_gets_into_a_side_who_takes_no_part_in_it(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let (side, message) = asks(&desk, &kettle, asking(FACTORY, "SECRET PRICE")).await;
    let beside = || Clue::Side { side: side.id };

    let hers = desk.mia().mail("What is this?").clue(beside()).answers(&kettle, message).files().await;
    let stranger = desk.somebody("Eve", "eve@elsewhere.test").mail("Me too").clue(beside()).files().await;
    let guessed = desk
        .somebody("Max", "max@factory.test")
        .mail("By id")
        .refers_to("ours-1@kettle.example")
        .files()
        .await;
    let forged = factory(&desk).mail("Pay here").clue(beside()).unauthentic().files().await;
    let colleague = desk.somebody("Zoe", "zoe@factory.test").mail("For my colleague").clue(beside()).files().await;

    assert_eq!(hers, kettle);
    assert_eq!(desk.words(&kettle).await, ["The kettle leaks", "What is this?"], "her words stand in her own thread");
    for elsewhere in [stranger, guessed, forged] {
        assert_ne!(elsewhere, kettle);
    }
    assert_eq!(colleague, kettle, "with our token, a colleague at the same company is let in");
    assert_eq!(said(&desk, side.id).await, ["SECRET PRICE", "For my colleague"]);
}

#[both_databases]
async fn attack_01_a_third_party_in_the_customer_s_cc_answers_beside_and_nothing_of_it_reaches_her(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let (side, message) = asks(&desk, &kettle, asking(FACTORY, "SECRET PRICE")).await;
    desk.mia().mail("They know more").cc(FACTORY).clue(crate::cast::ours(&kettle)).files().await;

    let signed = factory(&desk)
        .mail("It costs us 3")
        .clue(Clue::Side { side: side.id })
        .clue(crate::cast::ours(&kettle))
        .files()
        .await;
    let by_id = factory(&desk).mail("Or 2 for ten").answers(&kettle, message).files().await;
    let colleague = desk
        .somebody("Zoe", "zoe@factory.test")
        .mail("We said 3")
        .clue(Clue::Side { side: side.id })
        .files()
        .await;
    let hers = factory(&desk).mail("Dear Mia, we look").clue(crate::cast::ours(&kettle)).files().await;

    assert_eq!([signed, by_id, colleague, hers], [kettle; 4]);
    assert_eq!(said(&desk, side.id).await, ["SECRET PRICE", "It costs us 3", "Or 2 for ten", "We said 3"]);
    assert_eq!(
        desk.words(&kettle).await,
        ["The kettle leaks", "They know more", "Dear Mia, we look"],
        "what they write to her thread stands there"
    );
    desk.ana()
        .with(&kettle, |c, work| c.reply(work, &crate::cast::reply_to("mia@example.org", "Soon")))
        .await;
    desk.later(UNDO);
    let posted = desk.posts().await;
    let hers = posted.iter().find(|posted| posted.to == ["mia@example.org"]).expect("a reply");
    assert!(!hers.all_words().contains("costs us") && !hers.all_words().contains("SECRET"), "{hers:?}");
}

#[both_databases]
async fn the_same_words_beside_and_as_a_note_are_two_messages(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let ana = desk.ana().id;
    asks(&desk, &kettle, asking(FACTORY, "Any news?")).await;

    let noted = move |c: &desk::Conversation, work: &mut db::Work<'_>| c.written_just_now(work, ana, None, |text| text == "Any news?");
    assert_eq!(desk.ana().with(&kettle, noted).await, None);
    let note = desk.ana().with(&kettle, |c, work| c.note(work, "Any news?", None)).await;
    assert_eq!(desk.ana().with(&kettle, noted).await, Some(note));
}

#[both_databases]
async fn attack_01_a_supplier_who_names_her_thread_gets_into_neither(desk: TestDesk) {
    let (kettle, _) = desk.mia().mail("The kettle leaks").with_id("hers@example.org").is_filed().await;
    let (side, _) = asks(&desk, &kettle, asking(FACTORY, "Do you have it?")).await;

    let forged = factory(&desk).mail("Dear Mia, pay me").refers_to("hers@example.org").files().await;

    assert_ne!(forged, kettle);
    assert_eq!((desk.words(&kettle).await.len(), said(&desk, side.id).await.len()), (1, 1));
}

#[both_databases]
async fn attack_04_a_machine_s_answer_opens_nothing_tells_nobody_and_is_answered_by_none(desk: TestDesk) {
    desk.welcomes_with("We have it").await;
    let kettle = desk.mia().writes("The kettle leaks").await;
    let ana = desk.ana().id;
    desk.ana().with(&kettle, move |c, work| c.assign(work, Some(ana))).await;
    let (side, _) = asks(&desk, &kettle, NewSide { hold: true, ..asking(FACTORY, "Do you have it?") }).await;
    desk.later(UNDO);
    desk.posts().await;

    for _ in 0..3 {
        factory(&desk)
            .mail("Out of office")
            .clue(Clue::Side { side: side.id })
            .automatic("reply")
            .files()
            .await;
    }
    reacts(&desk).await;
    desk.later(UNDO);

    assert_eq!(desk.find(&kettle).await.status, Status::OnHold);
    assert_eq!(told(&desk, ana, Kind::SideAnswered).await, 0);
    assert!(desk.posts().await.is_empty());
    assert_eq!(said(&desk, side.id).await.len(), 4);
}

#[both_databases]
async fn the_customer_and_our_own_addresses_cannot_be_asked_beside(desk: TestDesk) {
    let kettle = desk.mia().mail("The kettle leaks").cc("home@example.org").files().await;
    let lia = desk.lia().id;
    let safe = desk.mia().to(desk.secret).writes("The safe is open").await;

    for (to, key) in [
        ("mia@example.org", "desk-side-customer"),
        ("HOME@example.org", "desk-side-customer"),
        ("support+c1.aaaa@kettle.example", "desk-side-ours"),
    ] {
        let new = asking(to, "Hello");
        assert_eq!(desk.ana().is_refused(&kettle, move |c, work| c.open_side(work, &new)).await, key, "{to}");
    }
    let nobody = NewSide { people: People::default(), ..asking(FACTORY, "Hello") };
    assert_eq!(desk.ana().is_refused(&kettle, move |c, work| c.open_side(work, &nobody)).await, "desk-side-nobody");
    let blind = NewSide {
        people: People { agents: vec![lia], ..People::default() },
        ..asking(FACTORY, "Hello")
    };
    assert_eq!(desk.ana().is_refused(&safe, move |c, work| c.open_side(work, &blind)).await, "desk-side-cannot-see");

    // Who takes part in her thread since is not written to any more.
    let (side, _) = asks(&desk, &kettle, asking(FACTORY, "Do you have it?")).await;
    desk.mia().mail("They know more").cc(FACTORY).clue(crate::cast::ours(&kettle)).files().await;
    let again = desk
        .ana()
        .tries(move |work| sides::find(work, side.id)?.write(work, &Letter { text: "More".into(), ..Letter::default() }))
        .await;
    assert_eq!(refusal(again), "desk-side-customer");
}

#[both_databases]
async fn colleagues_are_asked_by_a_notice_and_nothing_leaves_the_house(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let (ana, ben, repairs) = (desk.ana().id, desk.ben().id, desk.repairs);
    let new = NewSide {
        people: People { agents: vec![ben], teams: vec![repairs], ..People::default() },
        ..asking(FACTORY, "Is it safe?")
    };

    let (side, message) = asks(&desk, &kettle, new).await;
    let answer = desk
        .ben()
        .does(move |work| sides::find(work, side.id)?.write(work, &Letter { text: "It is".into(), ..Letter::default() }))
        .await;
    reacts(&desk).await;

    assert_eq!((desk.message(message).await.delivery, desk.message(answer).await.delivery), (None, None));
    assert_eq!(desk.waits_to_leave().await, 0);
    assert_eq!((told(&desk, ben, Kind::SideAsked).await, told(&desk, ana, Kind::SideAsked).await), (1, 1));
    assert_eq!(said(&desk, side.id).await, ["Is it safe?", "It is"]);
}

#[both_databases]
async fn a_letter_that_fails_is_shown_to_its_author_and_sent_again(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let ana = desk.ana().id;
    let (side, message) = asks(&desk, &kettle, asking(FACTORY, "Do you have it?")).await;
    desk.later(UNDO);
    desk.takes_from_outbox().await;
    desk.hears(message, move |work| delivery::failed(work, message, "550 no such person")).await;

    assert!(desk.find(&kettle).await.trouble && desk.ask(move |tx| sides::in_trouble(tx, side.id)).await);
    assert_eq!(told(&desk, ana, Kind::NotDelivered).await, 1);
    desk.ana().does(move |work| delivery::send_again(work, message)).await;
    assert_eq!(desk.posts().await.len(), 1);
    assert!(!desk.find(&kettle).await.trouble);
    let report = desk::BouncedRecipient { address: FACTORY.into(), reason: "full".into(), permanent: true };
    assert!(desk.does(move |work| desk::bounced(work, message, std::slice::from_ref(&report))).await);
    assert_eq!(desk.message(message).await.delivery, Some(Delivery::Bounced));
}

#[both_databases]
async fn what_has_not_left_is_taken_back_to_where_it_was_typed(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let ana = desk.ana().id;
    let (side, message) = asks(&desk, &kettle, asking(FACTORY, "Do you have it?")).await;

    let draft = desk.ana().with(&kettle, move |c, work| c.take_back(work, ana, message)).await;
    desk.later(UNDO);

    assert!(desk.posts().await.is_empty());
    let kept = desk.ask(move |tx| sides::draft_of(tx, ana, kettle, Some(side.id))).await.expect("a draft");
    assert_eq!((kept.id, kept.text.as_str()), (draft, "Do you have it?"));
    assert!(
        desk.ask(move |tx| desk::drafts::newest_in(tx, ana, kettle)).await.is_none(),
        "the customer's composer is empty"
    );
}

#[both_databases]
async fn a_merge_takes_sides_along_and_undoing_it_brings_them_back_with_what_was_said_since(desk: TestDesk) {
    let (kettle, lid) = (desk.mia().writes("The kettle leaks").await, desk.mia().writes("And the lid").await);
    let (side, _) = asks(&desk, &lid, asking(FACTORY, "Do you have it?")).await;

    let merged = desk.ana().merges(&lid, &kettle).await;
    let answered = factory(&desk).mail("Yes").clue(Clue::Side { side: side.id }).files().await;
    assert_eq!((answered, desk.words(&kettle).await.len()), (kettle, 2));
    assert_eq!(desk.ask(move |tx| sides::of(tx, kettle)).await.len(), 1);
    desk.ana().undoes(merged).await;

    assert_eq!(desk.ask(move |tx| sides::of(tx, kettle)).await.len(), 0);
    assert_eq!((desk.words(&lid).await.len(), said(&desk, side.id).await.len()), (1, 2));
    let theirs = desk.ask(move |tx| sides::messages(tx, side.id)).await;
    assert!(theirs.iter().all(|message| message.conversation_id == lid));
}

#[both_databases]
async fn attack_25_what_is_said_beside_cannot_be_split_moved_forwarded_or_answered_out(desk: TestDesk) {
    let (kettle, lid) = (desk.mia().writes("The kettle leaks").await, desk.mia().writes("And the lid").await);
    let (_, message) = asks(&desk, &kettle, asking(FACTORY, "SECRET PRICE")).await;
    desk.mia().replies(&kettle, "Well?").await;

    let split = desk.ana().is_refused(&kettle, move |c, work| c.split(work, message)).await;
    let moved = desk
        .ana()
        .is_refused(&kettle, move |from, work| {
            let to = desk::conversations::find(work, lid)?;
            desk::move_messages(work, from, &[message], &to)
        })
        .await;
    let forward = desk::Forward {
        message,
        recipients: Recipients::parse("x@y.test", "", "").expect("one"),
        text: "Look".into(),
        draft: None,
    };
    let forwarded = desk.ana().is_refused(&kettle, move |c, work| c.forward(work, &forward)).await;
    desk.ana()
        .with(&kettle, move |c, work| {
            c.reply(work, &desk::Reply { answers: Some(message), ..crate::cast::reply_to("mia@example.org", "Soon") })
        })
        .await;
    desk.later(UNDO);

    assert_eq!((split, moved, forwarded), ("not found", "not found", "not found"));
    let hers: Vec<_> = desk.posts().await.into_iter().filter(|posted| posted.to == ["mia@example.org"]).collect();
    assert!(hers.len() == 1 && !hers[0].all_words().contains("SECRET"), "{hers:?}");
    assert!(hers[0].references.iter().all(|id| *id != format!("ours-{message}@kettle.example")));
}

#[both_databases]
async fn a_side_is_settled_once_and_an_answer_opens_it_again(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let (side, _) = asks(&desk, &kettle, asking(FACTORY, "Do you have it?")).await;
    let id = side.id;
    let settles = || {
        desk.ana().does(move |work| {
            work.keep_quietly("done already");
            sides::find(work, id)?.settle(work)
        })
    };

    settles().await;
    let lines = desk.log_lines().await;
    settles().await;
    assert_eq!(desk.log_lines().await, lines, "settling twice is settling once");
    factory(&desk).mail("Wait").clue(Clue::Side { side: id }).files().await;

    let found = desk.ask(move |tx| sides::find(tx, id)).await;
    assert!(!found.is_done() && found.answered_at.is_some());
}
