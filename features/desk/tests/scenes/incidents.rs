//! An incident on its page: conversations added by number, an answer looked at before it is sent, all of them resolved.

use crate::stage::{Answer, Desk, mail};
use axum::http::{Method, StatusCode};
use desk::Status;
use testkit::both_databases;

async fn submits(desk: &Desk, name: &str, path: &str, form: &str) -> Answer {
    let token = desk.token(name).await;
    desk.asks(name, Method::POST, path).header("x-csrf-token", &token).form(form).answer().await
}

/// The form under what was looked at, as its button sends it.
fn agreed(looked: &Answer) -> String {
    let (_, form) = looked.text.split_once("It goes to").expect("what was looked at");
    let (form, _) = form.split_once("</form>").expect("a form");
    let hidden = form
        .split("<input type=\"hidden\" name=\"")
        .skip(1)
        .filter_map(|input| input.split_once("\" value=\""));
    let fields: Vec<String> = hidden
        .filter(|(name, _)| *name != "csrf")
        .map(|(name, rest)| format!("{name}={}", rest.split('"').next().unwrap_or_default().replace(' ', "+")))
        .collect();
    format!("{}&sure=1", fields.join("&"))
}

#[both_databases]
async fn an_answer_sent_twice_goes_out_once_and_to_those_looked_at(desk: Desk) {
    let problem = desk.receives(mail(desk.support, "Lot 7", "All leak")).await.0;
    let [first, second, late] = ["A", "B", "C"].map(|subject| mail(desk.support, subject, subject));
    let (first, second, late) = (desk.receives(first).await.0, desk.receives(second).await.0, desk.receives(late).await.0);
    let path = format!("/conversations/{problem}/incident");
    submits(&desk, "ana", &path, &format!("typed={first}+{second}")).await;
    let looked = submits(&desk, "ana", &format!("{path}/broadcast"), "text=A+new+seal+is+on+its+way").await;
    submits(&desk, "ana", &path, &format!("typed={late}")).await;
    submits(&desk, "ana", &format!("/conversations/{second}/unlink"), &format!("other={problem}")).await;

    let form = agreed(&looked);
    let once = submits(&desk, "ana", &format!("{path}/broadcast"), &form).await;
    let again = submits(&desk, "ana", &format!("{path}/broadcast"), &form).await;

    assert_eq!((once.status, again.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER), "{}", again.text);
    assert_eq!(once.header("location"), again.header("location"), "it is the same one");
    let mut counted = Vec::new();
    for number in [first, second, late] {
        counted.push(desk.find(number).await.message_count);
    }
    assert_eq!(counted, [2, 1, 1], "one was taken off the problem, one was not looked at");
}

#[both_databases]
async fn whom_a_problem_troubles_is_found_by_words_and_ticked(desk: Desk) {
    let problem = desk.receives(mail(desk.support, "Lot 7", "All leak")).await.0;
    let leaks = desk.receives(mail(desk.support, "My kettle", "It leaks since Monday")).await.0;
    let hidden = desk.receives(mail(desk.orders, "Secret", "It leaks as well")).await.0;
    let other = desk.receives(mail(desk.support, "Invoice", "Where is it?")).await.0;
    for (number, words) in [(problem, "All leak"), (leaks, "It leaks since Monday"), (hidden, "It leaks as well"), (other, "Where is it?")]
    {
        desk.indexes(number, words, &[]).await;
    }
    let path = format!("/conversations/{problem}/incident");
    let boxed = |number: i64| format!("name=\"pick\" value=\"{number}\"");

    let found = desk.gets("ana", &format!("{path}/others?typed=leaks")).await.text;
    let nobody = submits(&desk, "ana", &path, "typed=leaks").await;
    let added = submits(&desk, "ana", &path, &format!("typed=leaks&pick={leaks}")).await;
    let kept = desk.gets("ana", &format!("{path}/others?typed=zzz&pick={other}")).await.text;
    let again = desk.gets("ana", &format!("{path}/others?typed=leaks")).await.text;
    let forbidden = submits(&desk, "ana", &path, &format!("pick={hidden}")).await;

    assert!(found.contains(&boxed(leaks)) && found.contains("My kettle"), "{found}");
    for number in [problem, hidden, other] {
        assert!(!found.contains(&boxed(number)), "{number}: {found}");
    }
    assert!(
        kept.contains(&format!("{} checked", boxed(other))),
        "what was ticked stays while one looks for others: {kept}"
    );
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        nobody.text.contains("Tick the conversations") && nobody.text.contains(&boxed(leaks)),
        "without scripts they stand there now"
    );
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text);
    assert!(
        !again.contains("pick") && again.contains("No other conversation"),
        "what hangs on it is not offered again: {again}"
    );
    assert_eq!(forbidden.status, StatusCode::UNPROCESSABLE_ENTITY, "one may not see it");
    assert_eq!(desk.gets("lea", &format!("{path}/others?typed=leaks")).await.status, StatusCode::FORBIDDEN);
}

#[both_databases]
async fn who_wrote_in_the_problems_own_conversation_is_answered_too_and_one_is_told_what_was_done(desk: Desk) {
    let problem = desk.receives(mail(desk.support, "Lot 7", "Mine leaks")).await.0;
    let other = desk.receives(mail(desk.support, "A", "Mine too")).await.0;
    let path = format!("/conversations/{problem}/incident");
    submits(&desk, "ana", &path, &format!("typed={other}")).await;

    let form = desk.gets("ana", &path).await.text;
    let slip = submits(&desk, "ana", &format!("{path}/broadcast"), "text=Dear+%7B%7Bcustomer.nmae%7D%7D&itself=1").await;
    let looked = submits(&desk, "ana", &format!("{path}/broadcast"), "text=A+new+seal+is+on+its+way&itself=1").await;
    let sent = submits(&desk, "ana", &format!("{path}/broadcast"), &agreed(&looked)).await;
    let told = desk.gets("ana", sent.header("location")).await.text;
    let off = submits(&desk, "ana", &format!("{path}/off"), &format!("child={other}")).await;

    assert!(form.contains("name=\"itself\"") && form.contains("checked"), "they wait, so they are meant: {form}");
    assert_eq!(slip.status, StatusCode::UNPROCESSABLE_ENTITY, "a slip is told before anything is looked at");
    assert!(slip.text.contains("customer.nmae") && !slip.text.contains("It goes to"), "{}", slip.text);
    assert!(looked.text.contains("It goes to 2 of 2"), "{}", looked.text);
    assert!(sent.header("location").starts_with(&path) && told.contains("Answered: 2"), "{told}");
    assert_eq!((desk.find(problem).await.message_count, desk.find(other).await.message_count), (2, 2));
    assert_eq!(off.status, StatusCode::SEE_OTHER);
    assert!(desk.gets("ana", &path).await.text.contains("Nobody hangs on this problem yet"));
}

#[both_databases]
async fn an_answer_to_all_is_looked_at_and_then_sent(desk: Desk) {
    let problem = desk.receives(mail(desk.support, "Lot 7", "All leak")).await.0;
    let children = [desk.receives(mail(desk.support, "A", "1")).await.0, desk.receives(mail(desk.support, "B", "2")).await.0];
    let path = format!("/conversations/{problem}/incident");

    let added = submits(&desk, "ana", &path, &format!("typed={}%2C+{}", children[0], children[1])).await;
    let wrong = submits(&desk, "ana", &path, "typed=999").await;
    let looked = submits(&desk, "ana", &format!("{path}/broadcast"), "text=Dear+%7B%7Bcustomer.first_name%7D%7D").await;
    let untouched = desk.find(children[0]).await.message_count;
    let unseen = submits(&desk, "ana", &format!("{path}/broadcast"), "text=Dear+%7B%7Bcustomer.first_name%7D%7D&sure=1").await;
    let sent = submits(&desk, "ana", &format!("{path}/broadcast"), &agreed(&looked)).await;
    let resolved = submits(&desk, "ana", &format!("{path}/resolve"), "").await;

    assert_eq!((added.status, wrong.status), (StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY), "{}", added.text);
    assert!(
        looked.text.contains("It goes to 2 of 2") && looked.text.contains("Dear Mia") && looked.text.contains("Send to 2"),
        "{}",
        looked.text
    );
    assert_eq!(untouched, 1, "looking sends nothing");
    assert!(unseen.text.contains("Send to 2"), "what nobody looked at is looked at first: {}", unseen.text);
    assert_eq!((sent.status, resolved.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
    for number in children {
        let now = desk.find(number).await;
        assert_eq!((now.message_count, now.status), (2, Status::Resolved));
    }
    let page = desk.gets("ana", &format!("/conversations/{problem}")).await.text;
    assert!(page.contains("Belongs to a problem") && page.contains(&path));
    assert_eq!(submits(&desk, "sam", &format!("{path}/broadcast"), "text=x&sure=1").await.status, StatusCode::NOT_FOUND);
    assert_eq!(submits(&desk, "lea", &format!("{path}/resolve"), "").await.status, StatusCode::FORBIDDEN);
}
