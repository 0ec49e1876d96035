//! Macros as pages: written by who manages them, used with one click, taken back; and text alone by its shortcut.

use crate::stage::{Answer, Desk, mail};
use axum::http::{Method, StatusCode};
use desk::{Priority, Status};
use testkit::both_databases;

async fn submits(desk: &Desk, name: &str, path: &str, form: &str) -> Answer {
    let token = desk.token(name).await;
    desk.asks(name, Method::POST, path).header("x-csrf-token", &token).form(form).answer().await
}

const THANKS: &str = "name=Refund+promised&shortcut=%3Brefund&text_en=Dear+%7B%7Bcustomer.name%7D%7D%2C+%23%7B%7Bconversation.number%7D%7D+%E2%80%94+%7B%7Bagent.name%7D%7D&text_es=Hola+%7B%7Bcustomer.first_name%7D%7D&status=pending&priority=high&assign=me&tags=refund%2C+money";

#[both_databases]
async fn a_macro_writes_acts_and_is_taken_back(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "Kettle leaks", "It drips.")).await;
    submits(&desk, "carla", "/settings/macros", THANKS).await;
    let path = format!("/conversations/{number}/macro");

    let menu = desk.gets("ana", &format!("/conversations/{number}")).await.text;
    let used = desk
        .posts("ana", &path, "macro=1&kind=reply&to=mia%40castellano.example&body=First%3A&view=mine")
        .await;
    let after = desk.find(number).await;

    assert!(menu.contains("Macro: Refund promised") && menu.contains("data-key=\"m\""));
    assert_eq!(used.status, StatusCode::OK, "{}", used.text);
    assert!(used.text.contains("First:\n\nDear Mia Castellano, #1 — Ana</textarea>"), "{}", used.text);
    assert_eq!((after.status, after.priority, after.assignee_id), (Status::Pending, Priority::High, Some(desk.ana)));
    let tags = desk.read(move |tx| desk::tags::of(tx, after.id)).await;
    assert_eq!(tags.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>(), ["money", "refund"]);

    assert_eq!(desk.posts("ben", "/deeds/1/undo", "").await.status, StatusCode::NOT_FOUND, "nobody undoes another's");
    let undone = desk.posts("ana", "/deeds/1/undo", "view=mine").await;
    let before = desk.find(number).await;

    assert_eq!(undone.status, StatusCode::OK);
    assert_eq!((before.status, before.priority, before.assignee_id), (Status::Open, Priority::Normal, None));
    assert!(desk.read(move |tx| desk::tags::of(tx, before.id)).await.is_empty());
    assert!(desk.posts("ana", "/deeds/1/undo", "").await.text.contains("It is undone already."), "once");
}

#[both_databases]
async fn attack_39_braces_in_a_customers_name_or_subject_are_text(desk: Desk) {
    let hostile = desk::Arrival {
        from: desk::Person { name: "{{agent.name}}".into(), address: "mallory@evil.example".into() },
        identity: kit::EmailAddress::parse("mallory@evil.example").ok().map(customers::Identity::Email),
        ..mail(desk.support, "{{customer.name}} <script>", "{{agent.name}}")
    };
    let (number, _) = desk.receives(hostile).await;
    submits(
        &desk,
        "carla",
        "/settings/macros",
        "name=Echo&text_en=%7B%7Bcustomer.name%7D%7D+%7B%7Bconversation.subject%7D%7D",
    )
    .await;

    let used = desk
        .posts("ana", &format!("/conversations/{number}/macro"), "macro=1&kind=reply&view=mine")
        .await
        .text;

    assert!(used.contains("\n{{agent.name}} {{customer.name}} &lt;script&gt;</textarea>"), "{used}");
}

#[both_databases]
async fn a_shortcut_offers_the_text_in_the_customers_language(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "Kettle leaks", "It drips.")).await;
    submits(&desk, "carla", "/settings/macros", THANKS).await;
    desk.db()
        .work(db::Actor::System, |work| {
            work.keep_quietly("a language of a test");
            db::sql("UPDATE customer SET language = 'es-MX'").run(work)
        })
        .await
        .expect("a language");

    let offered = desk.gets("ana", &format!("/conversations/{number}/snippets?q=ref")).await.text;

    assert!(offered.contains("data-put=\"Hola Mia\"") && offered.contains(";refund"), "{offered}");
    assert!(desk.gets("ana", &format!("/conversations/{number}/snippets?q=x")).await.text.is_empty());
    assert_eq!(desk.gets("sam", &format!("/conversations/{number}/snippets?q=")).await.status, StatusCode::NOT_FOUND);
}

#[both_databases]
async fn a_macro_that_cannot_work_is_refused_with_what_to_write(desk: Desk) {
    for (form, sentence) in [
        ("name=&text_en=Hello", "Give the macro a name."),
        ("name=Empty", "A macro writes something or does something."),
        ("name=X&text_en=%7B%7Bcustomer.iban%7D%7D", "Nothing is called “customer.iban”."),
        ("name=X&text_en=Hello&snooze=someday", "“someday” is no time"),
        ("name=X&text_en=Hello&shortcut=a+b", "A shortcut has letters"),
    ] {
        let answer = submits(&desk, "carla", "/settings/macros", form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        assert!(answer.text.contains(sentence), "{form}");
    }
    assert_eq!(submits(&desk, "ana", "/settings/macros", THANKS).await.status, StatusCode::FORBIDDEN);
}

#[both_databases]
async fn a_light_agent_gets_no_more_from_a_macro_than_they_may_do(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "Kettle leaks", "It drips.")).await;
    submits(&desk, "carla", "/settings/macros", "name=Resolve&status=resolved").await;
    let (support, ana, lea) = (desk.support, desk.ana, desk.ana + 4);
    desk.db()
        .work(db::Actor::System, move |work| desk::inboxes::find(work, support)?.let_see(work, false, &[], &[ana, lea]))
        .await
        .expect("lea sees it");

    let answer = desk.posts("lea", &format!("/conversations/{number}/macro"), "macro=1&kind=note&view=all").await;

    assert!(matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND), "{}", answer.status);
    assert_eq!(desk.find(number).await.status, Status::Open);
}

#[both_databases]
async fn a_macro_is_changed_removed_and_undone(desk: Desk) {
    submits(&desk, "carla", "/settings/macros", "name=Thanks&text_en=Thank+you").await;
    submits(&desk, "carla", "/settings/macros/1", "name=Gracias&text_en=Thank+you").await;
    let changed = desk.gets("carla", "/settings/macros?said=1").await.text;
    submits(&desk, "carla", "/settings/macros/1/undo", "").await;
    let undone = desk.gets("carla", "/settings/macros").await.text;
    submits(&desk, "carla", "/settings/macros/1/remove", "").await;
    let removed = desk.gets("carla", "/settings/macros").await.text;
    submits(&desk, "carla", "/settings/macros/1/undo", "").await;

    assert!(changed.contains("Gracias") && changed.contains("/settings/macros/1/undo"));
    assert!(undone.contains(">Thanks<") && !removed.contains(">Thanks<"));
    assert!(desk.gets("carla", "/settings/macros").await.text.contains(">Thanks<"));
    assert!(
        desk.gets("carla", "/settings/macros/preview?text_en=Dear+%7B%7Bcustomer.name%7D%7D")
            .await
            .text
            .contains("Dear Mia Castellano")
    );
}
