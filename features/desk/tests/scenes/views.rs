//! Filters and saved views as pages: typed above a list, kept with a name, shown in the rail, undone.

use crate::stage::Answer;
use crate::stage::{Desk, mail};
use axum::http::{Method, StatusCode};
use testkit::both_databases;

/// A form as a browser sends it, without any script.
async fn submits(desk: &Desk, name: &str, path: &str, form: &str) -> Answer {
    let token = desk.token(name).await;
    desk.asks(name, Method::POST, path).header("x-csrf-token", &token).form(form).answer().await
}

#[both_databases]
async fn a_filter_typed_above_a_list_gets_an_address_of_its_own(desk: Desk) {
    desk.receives(mail(desk.support, "Kettle leaks", "It drips.")).await;
    desk.receives(mail(desk.support, "Toaster burns", "It smokes.")).await;

    let answer = submits(&desk, "ana", "/views", "view=open&filter=status%3Aopen+kettle").await;
    let address = answer.header("location").to_owned();
    let list = desk.gets("ana", &address).await;

    assert_eq!((answer.status, address.as_str()), (StatusCode::SEE_OTHER, "/views/saved/1"));
    assert!(list.text.contains("Kettle leaks") && !list.text.contains("Toaster burns"));
    assert!(list.text.contains("value=\"status:open kettle\""), "the bar says what is listed");
    let again = submits(&desk, "ana", "/views", "view=all&filter=status:open%20kettle").await;
    assert_eq!(again.header("location"), address, "the same filter has the same address");
    assert_eq!(desk.gets("ben", &address).await.status, StatusCode::NOT_FOUND, "a typed filter is nobody else's");
}

#[both_databases]
async fn further_rows_come_in_turns_and_a_page_of_them_whole(desk: Desk) {
    for number in 0..75 {
        desk.receives(mail(desk.support, &format!("Kettle {number}."), "It drips.")).await;
    }
    let first = desk.gets("ana", "/views/open").await.text;
    let (_, further) = first.split_once("hx-get=\"/rows?view=open&amp;after=").expect("what fetches more");
    let edge = further.split('"').next().expect("an edge");

    let more = desk.gets("ana", &format!("/rows?view=open&after={edge}")).await.text;
    let page = desk.gets("ana", &format!("/views/open?after={edge}")).await.text;

    let rows = |text: &str| text.matches(" data-item").count();
    assert_eq!((rows(&first), rows(&more), rows(&page)), (50, 25, 25));
    assert_eq!(
        (more.matches("data-turn").count(), more.matches("<template>").count()),
        (2, 2),
        "ten at once, then ten, then five"
    );
    assert!(
        more.find(" data-item") < more.find("<template>") && !page.contains("<template>"),
        "without a script there are no turns"
    );
}

#[both_databases]
async fn a_filter_that_cannot_be_read_says_where_and_what_instead(desk: Desk) {
    let answer = submits(&desk, "ana", "/views", "view=mine&filter=priority%3Ahigh+status%3Aopne").await;

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("Nothing is called “opne” there. Did you mean “open”?"));
    assert!(answer.text.contains("data-fault-start=\"21\"") && answer.text.contains("value=\"priority:high status:opne\""));
}

#[both_databases]
async fn a_word_that_looks_like_an_operator_is_refused_with_what_to_write(desk: Desk) {
    for (filter, said) in [
        (
            "status%3Aopen+not+leaks",
            "“not leaks” can be read in two ways. In quotation marks it is searched for as it stands; a minus leaves the word out. Did you mean “-leaks”?",
        ),
        ("status%3Aopen+and", "“and” has nothing to join here."),
        ("order%3AK-10031", "Search for the order’s number instead: press / and type it."),
        ("created%3E03%2F04%2F2026", "is no length of time and no day."),
    ] {
        let answer = submits(&desk, "ana", "/views", &format!("view=mine&filter={filter}")).await;

        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{filter}");
        assert!(answer.text.contains(said), "{filter}: {}", answer.text);
    }
}

#[both_databases]
async fn what_says_not_lists_all_but_that(desk: Desk) {
    desk.receives(mail(desk.support, "Kettle leaks", "It drips.")).await;
    let toaster = desk.receives(mail(desk.support, "Toaster burns", "It smokes.")).await.0;
    desk.posts("ana", &format!("/conversations/{toaster}/resolve"), "view=all").await;

    for (filter, kettle, other) in [
        ("no+estado%3Aabierta", false, true),
        ("not+status%3Aopen", false, true),
        ("%21status%3Aopen", false, true),
        ("status%3Aopen+AND+created%3Atoday", true, false),
        ("status%3Aopen+or+is%3Aundelivered", true, false),
        ("unassigned+open", true, false),
        (&format!("%23{toaster}"), false, true),
    ] {
        let answer = submits(&desk, "ana", "/views", &format!("view=mine&filter={filter}")).await;
        let list = desk.gets("ana", answer.header("location")).await.text;

        assert_eq!((list.contains("Kettle leaks"), list.contains("Toaster burns")), (kettle, other), "{filter}");
    }
}

#[both_databases]
async fn a_list_empty_of_a_word_leads_to_the_search_for_it(desk: Desk) {
    let answer = submits(&desk, "ana", "/views", "view=mine&filter=K-10031").await;
    let list = desk.gets("ana", answer.header("location")).await.text;

    assert!(list.contains("href=\"/search?q=K-10031\"") && list.contains("Search everything for “K-10031”"), "{list}");
}

#[both_databases]
async fn the_bar_speaks_the_readers_language(desk: Desk) {
    let answer = submits(&desk, "ana.es", "/views", "view=mine&filter=status%3Aopen+waiting%3E2h").await;

    let list = desk.gets("ana.es", answer.header("location")).await.text;
    let built_in = desk.gets("ana.es", "/views/mine").await.text;
    let offers = desk.gets("ana.es", "/views/complete?q=estado%3Aabi&at=10").await.text;
    let lesson = desk.gets("ana.es", "/search").await.text;

    assert!(list.contains("value=\"estado:abierta espera&gt;2h\""), "{list}");
    assert!(built_in.contains("value=\"asignada:yo estado:abierta\""));
    assert!(offers.contains("data-put=\"estado:abierta \""), "{offers}");
    assert!(lesson.contains("asignada:yo espera&gt;2h") && !lesson.contains("status:open"), "{lesson}");
}

#[both_databases]
async fn completion_names_no_inbox_one_does_not_see(desk: Desk) {
    let ana = desk.gets("ana", "/views/complete?q=inbox%3A&at=6").await.text;
    let ben = desk.gets("ben", "/views/complete?q=inbox%3A&at=6").await.text;
    let guessed = submits(&desk, "ana", "/views", "view=mine&filter=inbox%3AOrder").await.text;

    assert!(ana.contains("inbox:Support") && !ana.contains("Orders") && !guessed.contains("Did you mean"));
    assert!(ben.contains("inbox:Support") && ben.contains("inbox:Orders"));
    let keys = desk.gets("ana", "/views/complete?q=prio&at=4").await.text;
    assert!(keys.contains("data-put=\"priority:\"") && keys.contains("How urgent it is"));
}

#[both_databases]
async fn a_view_is_kept_shown_in_the_rail_changed_and_undone(desk: Desk) {
    desk.receives(mail(desk.support, "Kettle leaks", "It drips.")).await;
    submits(&desk, "ana", "/views", "view=open&filter=status%3Aopen").await;

    let saved = submits(
        &desk,
        "ana",
        "/views/saved/1",
        "name=Open+work&filter=status%3Aopen&reach=personal&sort=waiting&grouping=status&column=tags&density=compact",
    )
    .await;
    let list = desk.gets("ana", saved.header("location")).await.text;
    submits(&desk, "ana", "/views/saved/1", "name=Renamed&filter=status%3Aopen&reach=personal").await;
    let renamed = desk.gets("ana", "/rail?here=").await.text;
    submits(&desk, "ana", "/views/saved/1/undo", "").await;
    let undone = desk.gets("ana", "/rail?here=").await.text;

    assert!(saved.header("location").starts_with("/views/saved/1?said=view-1"), "{}", saved.header("location"));
    assert!(list.contains("<h1>Open work</h1>") && list.contains("data-density=\"compact\"") && list.contains("Longest waiting first"));
    assert!(list.contains("<li class=\"day\">Open</li>") && !list.contains("row-snippet"));
    assert!(renamed.contains("Renamed") && undone.contains("Open work") && undone.contains("<span class=\"count\">1</span>"));
    assert!(desk.gets("ana", "/said/view-1").await.text.contains("/views/saved/1/undo"));
    submits(&desk, "ana", "/views/saved/1/remove", "").await;
    assert!(!desk.gets("ana", "/rail?here=").await.text.contains("Open work"));
}

#[both_databases]
async fn a_mistake_on_the_page_of_a_view_keeps_what_was_typed(desk: Desk) {
    let nameless = submits(&desk, "ana", "/views/new", "name=&filter=status%3Aopen&reach=personal").await;
    let shared = submits(&desk, "ana", "/views/new", "name=All&filter=status%3Aopen&reach=everyone").await;
    let preview = desk.gets("ana", "/views/preview?filter=tag%3Anonsuch&name=x").await.text;

    assert_eq!((nameless.status, shared.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY));
    assert!(nameless.text.contains("Give the view a name.") && nameless.text.contains("value=\"status:open\""));
    assert!(shared.text.contains("Ask a supervisor") && preview.contains("Nothing is called “nonsuch” there."));
    let ben = submits(&desk, "ben", "/views/new", "name=All+open&filter=status%3Aopen&reach=everyone").await;
    assert_eq!(ben.status, StatusCode::SEE_OTHER);
    assert!(desk.gets("ana", "/rail?here=").await.text.contains("All open"));
}

#[both_databases]
async fn a_filter_typed_over_a_view_stays_a_change_of_it_and_can_be_saved_in_it(desk: Desk) {
    let made = "name=Leaks&filter=status:open+kettle&reach=personal&sort=waiting&grouping=team&column=number";
    let view = submits(&desk, "ana", "/views/new", made)
        .await
        .header("location")
        .split('?')
        .next()
        .expect("a path")
        .to_owned();
    let place = view.replace("/views/saved/", "saved=");

    let typed = submits(&desk, "ana", "/views", &format!("{place}&filter=status:open+toaster"))
        .await
        .header("location")
        .to_owned();
    let list = desk.gets("ana", &typed).await.text;
    let passing = typed.replace("/views/saved/", "saved=");
    let again = submits(&desk, "ana", "/views", &format!("{passing}&filter=status:open+toaster+priority:high")).await;
    let further = desk.gets("ana", again.header("location")).await.text;
    let back = submits(&desk, "ana", "/views", &format!("{passing}&filter=status:open+kettle")).await;
    let saved = submits(&desk, "ana", &format!("{view}/filter"), "filter=status:open+toaster").await;

    assert!(list.contains(&format!("action=\"{view}/filter\"")) && list.contains("Leaks"), "{list}");
    assert!(list.contains("Longest waiting first"), "in the order of the view: {list}");
    assert!(further.contains(&format!("action=\"{view}/filter\"")), "typed on, it is still of that view");
    assert_eq!(back.header("location"), view, "what the view lists is the view");
    assert!(saved.header("location").starts_with(&view));
    let changed = desk.gets("ana", &view).await.text;
    assert!(changed.contains("value=\"status:open toaster\"") && changed.contains("Longest waiting first"));
    submits(&desk, "ana", &format!("{view}/undo"), "").await;
    assert!(desk.gets("ana", &view).await.text.contains("value=\"status:open kettle\""));
    let stranger = submits(&desk, "ben", &format!("{view}/filter"), "filter=status:open").await;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND, "nobody else's is changed");
}
