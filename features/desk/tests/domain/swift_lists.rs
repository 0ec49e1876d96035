//! Lists and look-ups go by an index: with thousands of conversations SQLite never walks through all of them.

use crate::cast::TestDesk;
use db::Work;
use testkit::{Stage, place_on_sqlite};

const CONVERSATIONS: i64 = 2_000;

async fn busy_desk() -> TestDesk {
    let desk = TestDesk::set_up(place_on_sqlite()).await;
    let kettle = desk.mia().writes("The kettle leaks").await;
    let (customer, inbox, ana) = (desk.find(&kettle).await.customer_id, desk.support, desk.ana().id);
    desk.does(move |work| fill(work, customer, inbox, ana)).await;
    desk
}

fn fill(work: &mut Work<'_>, customer: i64, inbox: desk::InboxId, agent: i64) -> Result<(), db::Trouble> {
    for number in 2..=CONVERSATIONS {
        let status = ["open", "pending", "resolved", "closed"][(number % 4) as usize];
        // Nobody writes two thousand times; how many a customer has decides which index is taken.
        let customer: i64 = match number % 50 {
            0 => customer,
            _ => db::sql("INSERT INTO customer (name, name_key, created_at, last_seen_at) VALUES ('Old', 'old', 0, 0) RETURNING id")
                .only(work, "customer")?,
        };
        db::sql(
            "INSERT INTO conversation (number, inbox_id, customer_id, subject, status, assignee_id, opened_at, last_activity_at)
                 VALUES ($1, $2, $3, 'Old', $4, $5, $1, $1)",
        )
        .with(number)
        .with(inbox)
        .with(customer)
        .with(status)
        .with((number % 3 == 0).then_some(agent))
        .run(work)?;
        db::sql(
            "INSERT INTO message (conversation_id, kind, author_kind, text, written_at, external_id)
                 SELECT id, 'incoming', 'customer', 'Old', $1, 'old-' || CAST($1 AS TEXT) FROM conversation WHERE number = $1",
        )
        .with(number)
        .run(work)?;
    }
    work.keep_quietly("rows of a test");
    Ok(())
}

/// Every SQL literal of the desk, read out of its source.
fn questions() -> Vec<String> {
    let mut found = Vec::new();
    for file in SOURCES {
        found.extend(literals(file).into_iter().filter(|text| text.starts_with("SELECT ") || text.starts_with("UPDATE ")));
    }
    found
}

const SOURCES: &[&str] = &[
    include_str!("../../src/attachments.rs"),
    include_str!("../../src/conversations.rs"),
    include_str!("../../src/delivery.rs"),
    include_str!("../../src/drafts.rs"),
    include_str!("../../src/file_texts.rs"),
    include_str!("../../src/finding/shown.rs"),
    include_str!("../../src/messages.rs"),
    include_str!("../../src/searches.rs"),
    include_str!("../../src/standing.rs"),
    include_str!("../../src/notices.rs"),
    include_str!("../../src/outlying.rs"),
    include_str!("../../src/threading.rs"),
    include_str!("../../src/conversation/link.rs"),
    include_str!("../../src/conversation/merge.rs"),
    include_str!("../../src/conversation/reply.rs"),
    include_str!("../../src/conversation/status.rs"),
];
const LISTS: &str = include_str!("../../src/lists.rs");

/// The string literals of a Rust text, in order.
fn literals(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    let code: Vec<&str> = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    let mut pieces = code.split('"');
    pieces.next();
    while let Some(literal) = pieces.next() {
        found.push(literal.split_whitespace().collect::<Vec<_>>().join(" "));
        pieces.next();
    }
    found
}

/// The views with their conditions, as the source writes them.
fn views() -> Vec<(String, String)> {
    let arms = LISTS
        .split_once("match asked.view")
        .and_then(|(_, rest)| rest.split_once("};"))
        .map_or("", |(arms, _)| arms);
    let arms = arms.split("View::").filter(|arm| arm.contains("=> narrow"));
    arms.map(|arm| (arm.split(' ').next().unwrap_or_default().to_owned(), literals(arm).join(" AND ").replace("$?", "$1")))
        .collect()
}

/// What SQLite would do for a statement.
async fn plan(desk: &TestDesk, statement: &str) -> Vec<String> {
    let place = desk.db().place().clone();
    let db::Place::Sqlite(file) = place else { panic!("only SQLite explains itself here") };
    let connection = rusqlite::Connection::open(file).unwrap_or_else(|e| panic!("{e}"));
    connection.execute_batch("ANALYZE").unwrap_or_else(|e| panic!("{e}"));
    // Who sees which inbox is a question about a few rows; its tables' short names would be taken for others.
    let statement = statement.replace("(SELECT inbox_id FROM inbox_seen WHERE agent_id = $1)", "(1)");
    let mut plan = connection
        .prepare(&format!("EXPLAIN QUERY PLAN {statement}"))
        .unwrap_or_else(|e| panic!("{statement}: {e}"));
    let ones = vec![1i64; plan.parameter_count()];
    let rows = plan
        .query_map(rusqlite::params_from_iter(ones), |row| row.get::<_, String>(3))
        .unwrap_or_else(|e| panic!("{e}"));
    rows.filter_map(Result::ok).collect()
}

/// A walk through every row of one of the large tables. The index of trouble holds only the few in trouble.
fn walks(step: &str) -> bool {
    let of_large = [
        "a",
        "c",
        "f",
        "m",
        "n",
        "o",
        "p",
        "r",
        "t",
        "conversation",
        "message",
        "message_recipient",
        "notice",
        "attachment",
        "b",
        "blob",
        "participant",
        "file_text",
        "saved_search",
    ];
    let table = step.strip_prefix("SCAN ").and_then(|rest| rest.split(' ').next());
    table.is_some_and(|table| of_large.contains(&table)) && !FEW.iter().any(|index| step.ends_with(index))
}

/// Indexes of the few rows somebody must look at, or that have not left yet: to walk through one is to walk through what is asked for.
const FEW: [&str; 2] = ["conversation_by_trouble", "message_held"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_view_walks_through_every_conversation() {
    let desk = busy_desk().await;
    let page = literals(LISTS).into_iter().find(|text| text.starts_with("SELECT c.id")).unwrap_or_default();
    let views = views();
    assert_eq!(views.len(), desk::lists::View::ALL.len(), "{views:?}");

    for (view, conditions) in views {
        let order = if view == "Waiting" {
            "ORDER BY c.waiting_since, c.id"
        } else {
            "ORDER BY c.last_activity_at DESC, c.id DESC"
        };
        let steps = plan(&desk, &format!("{page} AND {conditions} {order} LIMIT 50")).await;

        // A list of nearly everything follows its order and stops after a page; trouble has an index of its own.
        let in_order = ["conversation_by_activity", "conversation_by_trouble"]
            .iter()
            .any(|index| steps.iter().any(|step| step.contains(index)));
        let sorts = steps.iter().any(|step| step == "USE TEMP B-TREE FOR ORDER BY");
        let stops_after_a_page = in_order && !sorts;
        let may_stop = matches!(view.as_str(), "All" | "Resolved" | "Trouble");
        assert!((may_stop && stops_after_a_page) || !steps.iter().any(|step| walks(step)), "{view}: {steps:#?}");
        assert!(view != "All" || stops_after_a_page, "{view}: {steps:#?}");
    }
}

/// What a filter narrows by is found by an index, or looked up row by row in a list that stops after a page.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_filter_walks_through_every_conversation_or_message() {
    let desk = busy_desk().await;
    let eyes = desk.ana().eyes().await;
    let page = literals(LISTS).into_iter().find(|text| text.starts_with("SELECT c.id")).unwrap_or_default();
    for (typed, may_go_by_activity) in [
        ("#5", false),
        ("number:5,6", false),
        ("unassigned open", false),
        ("is:unread", false),
        ("waiting>2h", false),
        ("waiting:today", false),
        ("not status:open", true),
        ("status:open or lang:es", true),
        ("created:today", true),
        ("has:attachment", true),
        ("tag:none", true),
        ("category:none", true),
        ("company:kettle", true),
    ] {
        let condition = filter::parse(typed, &filter::Vocabulary::default()).unwrap_or_else(|fault| panic!("{typed}: {fault:?}"));
        let clause = desk.ask(move |tx| desk::filtering::clause(tx, eyes, &condition)).await;
        let narrowed = format!("{page} AND ({}) AND c.merged_into IS NULL", clause.text.replace("$?", "$1"));

        let steps = plan(&desk, &format!("{narrowed} ORDER BY c.last_activity_at DESC, c.id DESC LIMIT 50")).await;

        let walked: Vec<&String> = steps.iter().filter(|step| walks(step)).collect();
        let sorts = steps.iter().any(|step| step == "USE TEMP B-TREE FOR ORDER BY");
        let stops_after_a_page = !sorts && walked.iter().all(|step| step.contains("USING INDEX conversation_by_activity"));
        assert!(walked.is_empty() || (may_go_by_activity && stops_after_a_page), "{typed}: {steps:#?}");
    }
}

/// A count reads no more rows than it says, whatever is behind them.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_count_reads_more_than_it_shows() {
    let desk = busy_desk().await;
    let counting = literals(LISTS).into_iter().find(|text| text.starts_with("SELECT c.id FROM")).unwrap_or_default();
    for (view, conditions) in views() {
        let steps = plan(&desk, &format!("{counting} AND {conditions} LIMIT 1000")).await;

        let stops_at_the_limit = matches!(view.as_str(), "All" | "Resolved" | "Trouble");
        assert!(stops_at_the_limit || !steps.iter().any(|step| walks(step)), "{view}: {steps:#?}");
        assert!(!steps.iter().any(|step| step.contains("TEMP B-TREE")), "{view}: {steps:#?}");
    }
    let eyes = desk.ben().eyes().await;
    let all = desk::lists::Asked { view: Some(desk::lists::View::All), ..Default::default() };
    assert_eq!(desk.ask(move |tx| desk::lists::count(tx, eyes, &all)).await, desk::lists::MOST_COUNTED);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_question_about_one_thing_walks_through_a_large_table() {
    let desk = busy_desk().await;
    let questions = questions();
    assert!(questions.len() > 40, "{}", questions.len());

    for question in questions.into_iter().filter(|text| !text.contains("/* postgres */")) {
        let steps = plan(&desk, &question).await;

        assert!(!steps.iter().any(|step| walks(step)), "{question}: {steps:#?}");
    }
}

/// Nearly all lines of the log share the first half of their place: whoever asks for its end must be led there by both halves.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_who_follows_the_log_reads_it_from_the_start() {
    let desk = busy_desk().await;
    let tail = literals(include_str!("../../../../base/db/src/activity.rs"))
        .into_iter()
        .find(|text| text.contains("FROM activity WHERE xid") && !text.contains("postgres"))
        .expect("the question for what happened after a place");
    let page = literals(include_str!("../../src/api/activity.rs"));
    let of_api = page
        .iter()
        .find(|text| text.starts_with("SELECT l.id") && text.contains("$2 OR"))
        .expect("the question of the API");
    let of_this_half = page
        .iter()
        .find(|text| text.starts_with("l.xid = "))
        .expect("its condition")
        .replacen("$?", "$3", 1)
        .replacen("$?", "$4", 1);

    for question in [tail, format!("{of_api} AND {of_this_half} ORDER BY l.xid, l.id LIMIT 200")] {
        let steps = plan(&desk, &question).await;
        assert!(steps.iter().any(|step| step.contains("activity_by_order (xid=? AND id>?)")), "{question}: {steps:#?}");
        let walked = |step: &String| matches!(step.split(' ').take(2).collect::<Vec<_>>().as_slice(), ["SCAN", "activity" | "l"]);
        assert!(!steps.iter().any(walked), "{question}: {steps:#?}");
    }
}
