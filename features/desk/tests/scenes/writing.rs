//! Writing: recipients, drafts that survive, sending and taking back, starting a conversation.

use crate::stage::{Desk, mail};
use axum::http::StatusCode;
use desk::{MessageKind, Role, Status, messages};
use testkit::both_databases;

#[both_databases]
async fn an_answer_goes_to_everyone_on_the_message_but_us(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "The kettle leaks", "It leaks")).await;

    let page = desk.gets("ana", &format!("/conversations/{number}")).await.text;

    assert!(page.contains("name=\"to\" value=\"Mia Castellano &lt;mia@castellano.example&gt;\""), "to Mia");
    assert!(page.contains("name=\"cc\" value=\"Home &lt;home@castellano.example&gt;\""), "copy to those who had one");
    assert!(page.contains("name=\"bcc\" value=\"\""), "nobody secretly");
}

#[both_databases]
async fn a_draft_survives_reloading_and_becomes_a_reply_that_can_be_taken_back(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "The kettle leaks", "It leaks")).await;
    let form = "kind=reply&to=mia%40castellano.example&bcc=boss%40kettle-friends.example&body=Please+unplug+it";

    let kept = desk.posts("ana", &format!("/conversations/{number}/draft"), form).await;
    let reloaded = desk.gets("ana", &format!("/conversations/{number}")).await.text;
    let listed = desk.gets("ana", "/drafts").await.text;
    let sent = desk.posts("ana", &format!("/conversations/{number}/messages"), form).await;

    assert!(kept.status.is_success());
    assert!(reloaded.contains("\nPlease unplug it</textarea>") && listed.contains("Please unplug it"));
    assert!(
        !desk
            .gets("ben", &format!("/conversations/{number}"))
            .await
            .text
            .contains("Please unplug it</textarea>"),
        "Ben's composer is Ben's"
    );
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.text);
    let conversation = desk.find(number).await;
    let (id, outgoing) = (conversation.id, desk.read(move |tx| messages::of(tx, conversation.id)).await.pop().unwrap());
    assert_eq!((outgoing.kind, conversation.status), (MessageKind::Outgoing, Status::Pending));
    let message = outgoing.id;
    let roles: Vec<Role> = desk.read(move |tx| messages::recipients(tx, message)).await.into_iter().map(|r| r.role).collect();
    assert_eq!(roles, [Role::To, Role::Bcc]);
    assert!(
        sent.text.contains(&format!("/messages/{message}/take-back")) && sent.text.contains("data-seconds=\"10\""),
        "the way back counts down"
    );

    let taken = desk.posts("ana", &format!("/messages/{message}/take-back"), "").await;

    assert_eq!(taken.status, StatusCode::OK, "{}", taken.text);
    assert!(taken.text.contains("\nPlease unplug it</textarea>"), "the words are back");
    assert_eq!(desk.read(move |tx| messages::of(tx, id)).await.len(), 1);
    assert_eq!(desk.posts("ben", &format!("/messages/{message}/take-back"), "").await.status, StatusCode::NOT_FOUND);
}

#[both_databases]
async fn a_refused_reply_gives_every_word_back(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "The kettle leaks", "It leaks")).await;

    let refused = desk
        .posts("ana", &format!("/conversations/{number}/messages"), "kind=reply&to=not+an+address&body=All+my+words")
        .await;

    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.text.contains("\nAll my words</textarea>") && refused.text.contains("value=\"not an address\""),
        "{}",
        refused.text
    );
    assert!(refused.text.contains("is not an email address"), "and says why");
    assert_eq!(desk.find(number).await.message_count, 1);
}

#[both_databases]
async fn an_older_tab_does_not_overwrite_a_newer_draft(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "The kettle leaks", "It leaks")).await;
    let draft = format!("/conversations/{number}/draft");
    desk.posts("ana", &draft, "kind=reply&body=First").await;
    desk.posts("ana", &draft, "kind=reply&body=Second").await;

    let older = desk.posts("ana", &draft, "kind=reply&body=From+the+older+tab&version=1").await;

    assert_eq!(older.status, StatusCode::CONFLICT);
    assert!(desk.gets("ana", &format!("/conversations/{number}")).await.text.contains("\nSecond</textarea>"));
}

#[both_databases]
async fn two_tabs_say_which_draft_they_know_and_a_sent_one_does_not_come_back(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "The kettle leaks", "It leaks")).await;
    let (page, draft) = (format!("/conversations/{number}"), format!("/conversations/{number}/draft"));
    let fresh = desk.gets("ana", &page).await.text;

    let first = desk.posts("ana", &draft, "kind=reply&body=First&draft=&version=0").await;
    let next = desk.posts("ana", &draft, "kind=reply&body=First+and+more&draft=1&version=2").await;
    let second_tab = desk.posts("ana", &draft, "kind=reply&body=Second&draft=&version=0").await;
    let reloaded = desk.gets("ana", &page).await.text;
    desk.posts("ana", &format!("{page}/messages"), "kind=reply&to=mia%40castellano.example&body=First+and+more")
        .await;
    let late = desk.posts("ana", &draft, "kind=reply&body=First+and+more&draft=1&version=3").await;

    assert!(fresh.contains("name=\"draft\" value=\"\"") && fresh.contains("name=\"version\" value=\"0\""));
    assert_eq!([first.text.as_str(), &next.text], [r#"{"draft":1,"version":2}"#, r#"{"draft":1,"version":3}"#]);
    assert_eq!([second_tab.status, late.status], [StatusCode::CONFLICT; 2]);
    assert!(reloaded.contains("name=\"draft\" value=\"1\"") && reloaded.contains("\nFirst and more</textarea>"));
    assert!(!desk.gets("ana", "/drafts").await.text.contains("First and more"), "what was sent is no draft again");
}

#[both_databases]
async fn what_another_tab_wrote_stays_a_draft_when_this_one_sends(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "The kettle leaks", "It leaks")).await;
    let (page, draft) = (format!("/conversations/{number}"), format!("/conversations/{number}/draft"));
    desk.posts("ana", &draft, "kind=reply&to=mia%40castellano.example&body=From+one&draft=&version=0")
        .await;
    let refused = desk.posts("ana", &draft, "kind=reply&body=From+two&draft=&version=0").await;

    let form = "kind=reply&to=mia%40castellano.example&body=From+two&draft=&version=0";
    let sent = desk.posts("ana", &format!("{page}/messages"), form).await;
    let reloaded = desk.gets("ana", &page).await.text;

    assert_eq!((refused.status, sent.status), (StatusCode::CONFLICT, StatusCode::OK), "{}", sent.text);
    assert!(sent.text.contains("\nFrom one</textarea>"), "it stands where this tab writes on: {}", sent.text);
    assert!(reloaded.contains("\nFrom one</textarea>") && !reloaded.contains("From two</textarea>"), "{reloaded}");
}

#[both_databases]
async fn a_save_that_overtakes_what_is_sent_leaves_no_draft(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "The kettle leaks", "It leaks")).await;
    let (page, draft) = (format!("/conversations/{number}"), format!("/conversations/{number}/draft"));
    desk.posts("ana", &draft, "kind=reply&to=mia%40castellano.example&body=Please+unplug&draft=&version=0")
        .await;

    let form = "kind=reply&to=mia%40castellano.example&body=Please+unplug+it&draft=&version=0";
    desk.posts("ana", &format!("{page}/messages"), form).await;

    assert!(!desk.gets("ana", "/drafts").await.text.contains("Please unplug"), "its words are in what was sent");
}

#[both_databases]
async fn who_comes_back_to_a_new_conversation_that_was_sent_is_shown_the_way_on(desk: Desk) {
    let begun = desk.gets("ana", "/new").await.header("location").to_owned();
    desk.posts("ana", &begun, &format!("to=mia%40castellano.example&subject=Lid&body=Hello&inbox={}", desk.support))
        .await;

    let back = desk.gets("ana", &begun).await;

    assert_eq!(back.status, StatusCode::NOT_FOUND);
    assert!(back.text.contains("It was sent or thrown away.") && back.text.contains("href=\"/drafts\""), "{}", back.text);
}

#[both_databases]
async fn a_draft_of_a_conversation_out_of_sight_is_shown_to_who_wrote_it_and_can_be_discarded(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "The kettle leaks", "It leaks")).await;
    desk.posts("ana", &format!("/conversations/{number}/draft"), "kind=reply&body=Dear+Mia").await;
    let in_sight = desk.gets("ana", "/drafts/1").await;
    let support = desk.support;
    desk.db()
        .work(db::Actor::System, move |work| desk::inboxes::find(work, support)?.let_see(work, false, &[], &[]))
        .await
        .expect("Ana leaves Support");

    let listed = desk.gets("ana", "/drafts").await.text;
    let shown = desk.gets("ana", "/drafts/1").await;
    let colleague = desk.gets("ben", "/drafts/1").await.status;
    desk.posts("ana", "/drafts/1/discard", "").await;

    assert_eq!(in_sight.header("location"), format!("/conversations/{number}?view=all"));
    assert!(listed.contains("href=\"/drafts/1\""), "the list leads there");
    assert!(shown.status == StatusCode::OK && shown.text.contains("Dear Mia</textarea>"), "{}", shown.status);
    assert!(!shown.text.contains("The kettle leaks"), "what it was about is not told");
    assert_eq!((colleague, desk.gets("ana", "/drafts/1").await.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
}

#[both_databases]
async fn send_and_resolve_leads_on_and_can_be_taken_back_from_there(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "The kettle leaks", "It leaks")).await;

    let sent = desk
        .posts(
            "ana",
            &format!("/conversations/{number}/messages"),
            "kind=reply&then=resolved&view=open&to=mia%40castellano.example&body=Done",
        )
        .await;

    assert_eq!(desk.find(number).await.status, Status::Resolved);
    let next = sent.header("hx-redirect").to_owned();
    assert!(next.starts_with("/views/open?said=sending-"), "{next}");
    assert!(desk.gets("ana", &next).await.text.contains("hx-get=\"/said/sending-"));
}

#[both_databases]
async fn a_mention_is_offered_to_those_who_see_the_inbox_and_is_told(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "The kettle leaks", "It leaks")).await;

    let offered = desk.gets("ana", &format!("/conversations/{number}/mentions?q=")).await.text;
    desk.posts("ana", &format!("/conversations/{number}/messages"), "kind=note&body=%40Ben+please+look")
        .await;

    assert!(offered.contains("data-mention=\"Ben\"") && !offered.contains("Sam"), "{offered}");
    assert!(
        offered.contains("data-presence=\"offline\"") && offered.contains("Offline"),
        "one sees who is there to be asked: {offered}"
    );
    assert!(desk.gets("ben", "/notices").await.text.contains("You were mentioned"));
    let ahead = desk.gets("ben", &format!("/conversations/{number}?part=ahead")).await;
    assert!(
        ahead.text.is_empty(),
        "what nobody has opened yet is not shown ahead where that would read it: {}",
        ahead.text
    );
    assert!(desk.gets("ben", "/rail").await.text.contains("owed"), "asked for ahead, nothing is read");
    assert!(
        desk.gets("ben", &format!("/conversations/{number}"))
            .await
            .text
            .contains("<span class=\"mention\">@Ben</span>")
    );
    assert!(!desk.gets("ben", "/rail").await.text.contains("owed"), "reading it settles the notice");
    let ahead = desk.gets("ben", &format!("/conversations/{number}?part=ahead")).await.text;
    assert!(ahead.contains("id=\"work\"") && ahead.contains("@Ben") && ahead.contains("id=\"panel\""), "{ahead}");
}

#[both_databases]
async fn writing_to_a_customer_first_opens_a_conversation(desk: Desk) {
    let begun = desk.gets("ana", "/new").await;
    let draft = begun.header("location").to_owned();
    let form = format!("inbox={}&to=jonas%40weber.example&subject=Your+order&body=It+ships+today", desk.support);

    let foreign = desk
        .posts("ana", &draft, &form.replace(&format!("inbox={}", desk.support), &format!("inbox={}", desk.orders)))
        .await;
    let sent = desk.posts("ana", &draft, &form).await;

    assert_eq!(foreign.status, StatusCode::NOT_FOUND, "Ana does not see Orders");
    assert!(
        sent.header("hx-redirect").starts_with("/conversations/1?view=pending&said=sending-1-"),
        "{}",
        sent.header("hx-redirect")
    );
    let opened = desk.find(1).await;
    assert_eq!((opened.subject.as_str(), opened.assignee_id, opened.status), ("Your order", Some(desk.ana), Status::Pending));
    assert_eq!(desk.gets("ana", &draft).await.status, StatusCode::NOT_FOUND, "the draft is gone");
}

#[both_databases]
async fn a_form_sent_twice_is_one_message(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "The kettle leaks", "It leaks")).await;
    let send = format!("/conversations/{number}/messages");
    let reply = "kind=reply&then=open&to=mia%40castellano.example&body=Please+unplug+it";
    let forms = [
        reply,
        "kind=note&body=She+called+too",
        "kind=forward&to=parts%40supplier.example&body=For+you",
        "kind=forward&to=other%40supplier.example&body=For+you",
        "kind=reply&then=open&to=mia%40castellano.example&body=And+dry+it",
    ];

    for form in forms {
        let (first, again) = (desk.posts("ana", &send, form).await, desk.posts("ana", &send, form).await);
        assert_eq!([first.status, again.status], [StatusCode::OK; 2], "{form}");
    }
    let written = desk.find(number).await.message_count;
    desk.posts("ben", &send, reply).await;

    assert_eq!(written, 1 + forms.len() as i64);
    assert_eq!(desk.find(number).await.message_count, written + 1, "the same words of a colleague are another message");
}
