//! The history of those who wrote, held against what is there: everything they heard yes for is there once, nothing is there that nobody asked
//! for, the log tells it without a gap and in order, and nothing is left half done.

use crate::company::Company;
use crate::post::header;
use crate::writers::{History, Trade};
use db::{Trouble, Tx, activity, sql};
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

/// What is left to do, or `None` when everything that was promised is done and followed.
fn left(tx: &mut Tx<'_>) -> Result<Option<String>, Trouble> {
    let soon = tx.now().plus_seconds(60);
    let jobs: Vec<(String, i64)> = sql("SELECT kind, COUNT(*) FROM job WHERE dead_at IS NULL AND run_at <= $1 GROUP BY kind ORDER BY kind")
        .with(soon)
        .all(tx)?;
    let unfiled: i64 = sql("SELECT COUNT(*) FROM raw_mail WHERE state = 'kept'").only(tx, "count")?;
    let (seen, end) = (activity::seen_by(tx, "reactions")?, activity::end(tx)?);
    let done = jobs.is_empty() && unfiled == 0 && seen == end;
    Ok((!done).then(|| format!("jobs {jobs:?}, {unfiled} mails not filed, reactions at {seen:?} of {end:?}")))
}

/// Waits until nothing is left to do.
pub async fn settles(company: &Company, most: Duration) {
    let (db, began) = (company.data(), Instant::now());
    loop {
        match db.read(left).await.expect("an answer") {
            None => return,
            Some(left) => assert!(began.elapsed() < most, "after {most:?} there is left: {left}\n{}", company.log()),
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// Whatever does not agree. A change has the time of its beginning: one that began before a program `stood` still may be written down after
/// those that began when it went on.
pub async fn disagreements(company: &Company, told: &[(Trade, History)], stood: Duration) -> Vec<String> {
    let db = company.data();
    let mut faults = company.ailments(&db).await;
    for (trade, history) in told {
        let (trade, conversation) = (*trade, company.cast.threads);
        let there = db.read(move |tx| found(tx, trade, &conversation)).await.expect("found");
        faults.extend(compared(trade, history, &there));
    }
    faults.extend(letters(company, told));
    let thread = company.cast.threads[2];
    faults.extend(db.read(move |tx| of_the_log(tx, thread, stood)).await.expect("the log"));
    faults.extend(db.read(told_once).await.expect("the log"));
    faults
}

/// The marks of this trade in the order they are kept in, as often as they are there.
fn found(tx: &mut Tx<'_>, trade: Trade, threads: &[i64; 4]) -> Result<Vec<String>, Trouble> {
    let marked = |statement: &'static str| sql(statement).with(format!("{}x%", trade.mark(0).split('x').next().unwrap_or_default()));
    match trade {
        Trade::Notes | Trade::Once => {
            let thread = if trade == Trade::Notes { threads[0] } else { threads[3] };
            sql("SELECT text FROM message WHERE kind = 'note' AND conversation_id = $1 ORDER BY id")
                .with(thread)
                .all(tx)
        }
        Trade::Replies => marked("SELECT text FROM message WHERE kind = 'outgoing' AND delivery = 'sent' AND text LIKE $1 ORDER BY id").all(tx),
        Trade::Assignments => marked(
            "SELECT t.name FROM conversation_tag c JOIN tag t ON t.id = c.tag_id WHERE t.name LIKE $1 ORDER BY t.id",
        )
        .all(tx),
        Trade::Customers => marked("SELECT name FROM customer WHERE name LIKE $1 ORDER BY id").all(tx),
        Trade::Conversations => marked(
            "SELECT c.subject FROM conversation c JOIN message m ON m.conversation_id = c.id AND m.kind = 'outgoing' AND m.delivery = 'sent'
              WHERE c.subject LIKE $1 ORDER BY c.id",
        )
        .all(tx),
        // An order that lived its whole life: three actions, nothing paid in the end.
        Trade::Orders => marked(
            "SELECT SUBSTR(a.key, LENGTH(a.key) - 18, 12) FROM action a JOIN sales_order o ON o.id = a.order_id
              WHERE a.key LIKE '%' || $1 AND a.key LIKE '%-cancel' AND o.paid_minor = 0 AND o.status = 'cancelled'
                AND 3 = (SELECT COUNT(*) FROM action b WHERE b.order_id = o.id) ORDER BY a.id",
        )
        .all(tx),
        Trade::Mail => marked("SELECT subject FROM conversation WHERE subject LIKE $1 ORDER BY id").all(tx),
    }
}

/// Each thing they heard yes for once and in their order; what they do not know of at most once; and nothing else.
fn compared(trade: Trade, history: &History, there: &[String]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for mark in there {
        *counts.entry(mark).or_default() += 1;
    }
    for mark in &history.said {
        match counts.remove(mark.as_str()) {
            Some(1) => {}
            other => faults.push(format!("{trade:?}: {mark} was acknowledged and is there {} times", other.unwrap_or(0))),
        }
    }
    let unknown: BTreeSet<&str> = history.unknown.iter().map(String::as_str).collect();
    for (mark, count) in counts {
        if !unknown.contains(mark) {
            faults.push(format!("{trade:?}: {mark} is there and nobody asked for it"));
        } else if count > 1 {
            faults.push(format!("{trade:?}: {mark} was asked for once and is there {count} times"));
        }
    }
    let known: BTreeSet<&str> = history.said.iter().map(String::as_str).collect();
    let order: Vec<&str> = there.iter().map(String::as_str).filter(|mark| known.contains(mark)).collect();
    if faults.is_empty() && order != history.said {
        faults.push(format!("{trade:?}: they are not in the order they were acknowledged in"));
    }
    faults
}

/// Every answer left, and however often it did, under one name.
fn letters(company: &Company, told: &[(Trade, History)]) -> Vec<String> {
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for letter in company.far_end.letters() {
        let text = letter.replace("\r\n", "\n");
        let mark = text
            .lines()
            .map(str::trim)
            .find(|line| line.starts_with("repliesx") || line.starts_with("conversationsx"));
        if let Some(mark) = mark {
            names.entry(mark.to_owned()).or_default().insert(header(&letter, "Message-ID"));
        }
    }
    let wanted = told.iter().filter(|(trade, _)| matches!(trade, Trade::Replies | Trade::Conversations));
    wanted
        .flat_map(|(_, history)| &history.said)
        .filter_map(|mark| match names.get(mark).map(BTreeSet::len) {
            Some(1) => None,
            other => Some(format!("{mark} left under {} names", other.unwrap_or(0))),
        })
        .collect()
}

/// Letters that left more than once, although nobody died.
pub fn copies(company: &Company) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for letter in company.far_end.letters() {
        *counts.entry(header(&letter, "Message-ID")).or_default() += 1;
    }
    let twice = counts.into_iter().filter(|(_, count)| *count > 1);
    twice.map(|(name, count)| format!("{name} left {count} times")).collect()
}

/// Each message has the one line of the log that tells of it, and no line tells of one that is not there.
fn told_once(tx: &mut Tx<'_>) -> Result<Vec<String>, Trouble> {
    let mut faults = Vec::new();
    for (event, kind) in [("note.added", "note"), ("message.written", "outgoing"), ("message.arrived", "incoming")] {
        let details: Vec<String> = sql("SELECT detail FROM activity WHERE kind = $1 ORDER BY id").with(event).all(tx)?;
        let read = |detail: &String| serde_json::from_str::<serde_json::Value>(detail).ok()?["message"].as_i64();
        let mut told: Vec<i64> = details.iter().filter_map(read).collect();
        told.sort_unstable();
        let there: Vec<i64> = sql("SELECT id FROM message WHERE kind = $1 ORDER BY id").with(kind).all(tx)?;
        if told != there {
            faults.push(format!("{} messages of kind {kind}, and {} lines of {event}", there.len(), told.len()));
        }
    }
    Ok(faults)
}

type Assigned = (i64, i64, String);

/// No gap, no step back in time, nobody assigned by a step that did not happen, nothing dead.
fn of_the_log(tx: &mut Tx<'_>, thread: i64, stood: Duration) -> Result<Vec<String>, Trouble> {
    let mut faults = Vec::new();
    let (lines, span): (i64, i64) = sql("SELECT COUNT(*), MAX(id) - MIN(id) + 1 FROM activity").only(tx, "log")?;
    // A transaction of PostgreSQL that was undone leaves its numbers unused.
    if !tx.on_postgres() && lines != span {
        faults.push(format!("{lines} lines in the log over {span} numbers"));
    }
    let most = i64::try_from((Duration::from_secs(2) + stood).as_micros()).unwrap_or(i64::MAX);
    let back: i64 = sql("SELECT COUNT(*) FROM (SELECT happened_at, LAG(happened_at) OVER (ORDER BY xid, id) AS before FROM activity) l
          WHERE happened_at < before - $1")
    .with(most)
    .only(tx, "count")?;
    let twice: i64 = sql(
        "SELECT COUNT(*) FROM (SELECT detail FROM activity WHERE kind IN ('message.sent', 'message.arrived', 'note.added', 'action.done')
                    GROUP BY detail HAVING COUNT(*) > 1) d",
    )
    .only(tx, "count")?;
    let dead: i64 = sql("SELECT COUNT(*) FROM job WHERE dead_at IS NOT NULL").only(tx, "count")?;
    let half: i64 =
        sql("SELECT COUNT(*) FROM message WHERE delivery IN ('sending', 'queued', 'held', 'failed', 'uncertain')").only(tx, "count")?;
    for (count, what) in [
        (back, "lines lie before the line before them"),
        (twice, "things are told twice"),
        (dead, "jobs are dead"),
        (half, "letters are half sent"),
    ] {
        if count > 0 {
            faults.push(format!("{count} {what}"));
        }
    }
    let steps: Vec<Assigned> =
        sql("SELECT xid, id, detail FROM activity WHERE conversation_id = $1 AND kind = 'conversation.assigned' ORDER BY xid, id")
            .with(thread)
            .all(tx)?;
    let mut stands = None;
    for (_, _, detail) in steps {
        let step: serde_json::Value = serde_json::from_str(&detail).map_err(|e| Trouble::Shape(e.to_string()))?;
        if stands.as_ref().is_some_and(|stands| *stands != step["from"]) {
            faults.push(format!("assigned from {} while it was {stands:?}'s", step["from"]));
        }
        stands = Some(step["to"].clone());
    }
    let assignee: Option<i64> = sql("SELECT assignee_id FROM conversation WHERE id = $1").with(thread).only(tx, "conversation")?;
    if stands.as_ref().and_then(serde_json::Value::as_i64) != assignee {
        faults.push(format!("the log says {stands:?} has it, and it is {assignee:?}'s"));
    }
    Ok(faults)
}

#[cfg(test)]
mod tests {
    use super::{History, Trade, compared};

    fn history(said: &[&str], unknown: &[&str]) -> History {
        let own = |marks: &[&str]| marks.iter().map(|mark| (*mark).to_owned()).collect();
        History { said: own(said), unknown: own(unknown), ..History::default() }
    }

    #[test]
    fn what_is_lost_doubled_invented_or_out_of_order_is_told() {
        let told = history(&["a", "b"], &["c"]);
        let faults = |there: &[&str]| {
            let there: Vec<String> = there.iter().map(|mark| (*mark).to_owned()).collect();
            compared(Trade::Once, &told, &there)
        };

        assert!(faults(&["a", "b"]).is_empty() && faults(&["a", "c", "b"]).is_empty());
        for (there, word) in [
            (&["a"] as &[&str], "there 0 times"),
            (&["a", "a", "b"], "there 2 times"),
            (&["a", "b", "c", "c"], "asked for once"),
            (&["a", "b", "d"], "nobody asked"),
            (&["b", "a"], "not in the order"),
        ] {
            let found = faults(there);
            assert!(found.len() == 1 && found[0].contains(word), "{there:?}: {found:?}");
        }
    }
}
