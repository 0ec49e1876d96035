//! Many conversations at once on the pages: picked or the whole list, told with what was refused, undone.

use crate::stage::{Answer, Desk, mail};
use axum::http::{Method, StatusCode};
use desk::{Priority, Status};
use testkit::both_databases;

async fn two(desk: &Desk) -> ([i64; 2], String) {
    let numbers = [desk.receives(mail(desk.support, "A", "1")).await.0, desk.receives(mail(desk.support, "B", "2")).await.0];
    (numbers, format!("conversation={}&conversation={}", numbers[0], numbers[1]))
}

async fn closes(desk: &Desk, number: i64) {
    let id = desk.find(number).await.id;
    desk.db()
        .work(db::Actor::System, move |work| desk::conversations::find(work, id)?.close(work))
        .await
        .expect("it is closed");
}

fn statuses(all: &[desk::Conversation]) -> Vec<Status> {
    all.iter().map(|conversation| conversation.status).collect()
}

async fn both(desk: &Desk, numbers: [i64; 2]) -> Vec<desk::Conversation> {
    vec![desk.find(numbers[0]).await, desk.find(numbers[1]).await]
}

/// Presses the undo of a toast.
async fn undoes(desk: &Desk, answer: &Answer) -> Answer {
    let (_, rest) = answer.text.split_once("action=\"/deeds/").expect("a way back");
    let id = rest.split('/').next().expect("a deed").to_owned();
    desk.posts("ana", &format!("/deeds/{id}/undo"), "").await
}

#[both_databases]
async fn what_is_picked_is_changed_told_and_undone(desk: Desk) {
    let (numbers, picked) = two(&desk).await;

    let list = desk.gets("ana", "/views/open").await.text;
    let resolved = desk.posts("ana", "/conversations", &format!("do=status+resolved&view=open&{picked}")).await;

    assert!(list.contains("form=\"bulk\"") && list.contains("data-key=\"* a\"") && list.contains("value=\"priority urgent\""));
    assert_eq!(resolved.status, StatusCode::OK, "{}", resolved.text);
    assert!(
        resolved.text.contains("Resolved: 2") && resolved.text.contains("hx-swap-oob=\"outerMorph\""),
        "{}",
        resolved.text
    );
    assert_eq!(statuses(&both(&desk, numbers).await), [Status::Resolved; 2]);

    let undone = undoes(&desk, &resolved).await;
    assert!(undone.text.contains("Put back as they were: 2"), "{}", undone.text);
    assert_eq!(statuses(&both(&desk, numbers).await), [Status::Open; 2]);
}

#[both_databases]
async fn the_whole_list_is_changed_and_nothing_else(desk: Desk) {
    let (numbers, _) = two(&desk).await;
    let hidden = desk.receives(mail(desk.orders, "C", "3")).await.0;
    closes(&desk, numbers[1]).await;

    let changed = desk.posts("ana", "/conversations", "do=priority+urgent&view=open&all=1").await;

    assert!(changed.text.contains("Priority changed: 1"), "{}", changed.text);
    assert_eq!(desk.find(numbers[0]).await.priority, Priority::Urgent);
    assert_eq!(desk.find(hidden).await.priority, Priority::Normal, "what is out of sight is in no list");
}

#[both_databases]
async fn what_is_refused_is_listed_with_its_reason(desk: Desk) {
    let (numbers, picked) = two(&desk).await;
    closes(&desk, numbers[1]).await;

    let tagged = desk.posts("ana", "/conversations", &format!("do=tag&name=recall&view=all&{picked}")).await;
    let (_, rest) = tagged.text.split_once("href=\"/bulk/").expect("a link to the report");
    let id = rest.split('"').next().expect("its key").to_owned();
    let report = desk.gets("ana", &format!("/bulk/{id}")).await;

    assert!(tagged.text.contains("Tagged: 1 · not changed: 1"), "{}", tagged.text);
    assert!(report.text.contains(&format!("#{} B", numbers[1])) && report.text.contains("closed"), "{}", report.text);
    assert!(report.text.contains("Undo the whole"));
    assert_eq!(desk.gets("ben", &format!("/bulk/{id}")).await.status, StatusCode::NOT_FOUND, "nobody reads another's");
    assert_eq!(desk.gets("ana", &format!("/bulk/{id}/toast")).await.status, StatusCode::OK);
}

#[both_databases]
async fn nobody_changes_many_without_the_permission_or_out_of_sight(desk: Desk) {
    let (numbers, picked) = two(&desk).await;

    let light = desk.posts("lea", "/conversations", &format!("do=status+resolved&{picked}")).await;
    let unseen = desk.posts("sam", "/conversations", &format!("do=status+resolved&{picked}")).await;
    let nonsense = desk.posts("ana", "/conversations", &format!("do=status+snoozed&{picked}")).await;
    let nothing = desk.posts("ana", "/conversations", "do=status+open&view=open").await;

    assert_eq!((light.status, unseen.status), (StatusCode::FORBIDDEN, StatusCode::NOT_FOUND));
    assert!(
        nonsense.text.contains("no change one can make") && nothing.text.contains("Nothing is picked"),
        "{}",
        nothing.text
    );
    assert_eq!(statuses(&both(&desk, numbers).await), [Status::Open; 2]);
}

#[both_databases]
async fn without_a_script_the_form_leads_back_to_the_list_or_to_the_report(desk: Desk) {
    let (numbers, picked) = two(&desk).await;
    let token = desk.token("ana").await.replace('+', "%2B");
    let submits = async |form: String| {
        let form = format!("csrf={token}&view=open&{form}");
        desk.asks("ana", Method::POST, "/conversations").form(&form).answer().await
    };

    let well = submits(format!("do=priority+high&{picked}")).await;
    closes(&desk, numbers[1]).await;
    let badly = submits(format!("do=priority+low&{picked}")).await;

    assert_eq!((well.status, well.header("location")), (StatusCode::SEE_OTHER, "/views/open"));
    assert_eq!((badly.status, badly.header("location")), (StatusCode::SEE_OTHER, "/bulk/2"));
}

#[both_databases]
async fn the_last_thing_done_is_undone_by_a_key(desk: Desk) {
    let (numbers, _) = two(&desk).await;
    let path = format!("/conversations/{}", numbers[0]);
    desk.posts("ana", &format!("{path}/priority"), "priority=urgent").await;
    desk.posts("ana", &format!("{path}/assign"), "agent=me").await;
    let page = desk.gets("ana", &path).await.text;

    let first = desk.posts("ana", "/undo", "").await;
    let once = desk.find(numbers[0]).await;
    let second = desk.posts("ana", "/undo", "").await;
    let twice = desk.find(numbers[0]).await;
    let third = desk.posts("ana", "/undo", "").await;

    assert!(page.contains("action=\"/undo\"") && page.contains("data-key=\"z\""));
    assert!(first.text.contains(&format!("#{} is as it was", numbers[0])), "{}", first.text);
    assert_eq!((once.assignee_id, once.priority), (None, Priority::Urgent));
    assert_eq!((second.status, twice.priority), (StatusCode::OK, Priority::Normal));
    assert!(third.status.is_client_error() && third.text.contains("nothing of yours to undo"), "{}", third.text);
}

#[both_databases]
async fn undo_is_refused_in_words_when_somebody_moved_on(desk: Desk) {
    let (numbers, _) = two(&desk).await;
    let path = format!("/conversations/{}", numbers[0]);
    let resolved = desk.posts("ana", &format!("{path}/pending"), "").await;
    desk.posts("ben", &format!("{path}/on-hold"), "").await;

    let refused = undoes(&desk, &resolved).await;

    assert!(refused.status.is_client_error(), "{}", refused.status);
    assert!(refused.text.contains("has been changed since (Ben). Nothing was undone"), "{}", refused.text);
    assert_eq!(desk.find(numbers[0]).await.status, Status::OnHold);
}

#[both_databases]
async fn each_agent_chooses_what_comes_up_after_resolving(desk: Desk) {
    let (numbers, _) = two(&desk).await;
    let resolve = async |number: i64| desk.posts("ana", &format!("/conversations/{number}/resolve"), "view=open").await;
    let leads = |answer: &Answer| {
        answer
            .headers
            .iter()
            .any(|(name, value)| name.as_str().starts_with("hx-") && value.to_str().is_ok_and(|value| value.contains("/views/open")))
    };

    let stayed = desk.posts("ana", "/preferences/after-resolve", "after=stay").await;
    let stays = resolve(numbers[0]).await;
    desk.posts("ana", "/preferences/after-resolve", "after=list").await;
    let lists = resolve(numbers[1]).await;

    assert!(stayed.text.contains("value=\"stay\" aria-pressed=\"true\""), "{}", stayed.text);
    assert!(stays.text.contains(&format!("head-{}", numbers[0])) && stays.text.contains("Resolved"), "{}", stays.text);
    assert!(leads(&lists) || lists.header("location").starts_with("/views/open"), "{:?}", lists.headers);
}
