//! Attack 43 on the running program: a clock that leaps a day ahead and is set right again breaks no promise, and what was made while it stood
//! four hundred days ahead is found by the doctor and put right by the command it names.

use crate::company::{CUSTOMER, Company};
use crate::faults::faketime;
use crate::post::eventually;
use db::sql;
use std::time::Duration;

const DAY: i64 = 86_400;

/// A letter planned for tomorrow, a conversation asleep until then, and a customer who waits for an answer within two hours.
async fn promises_something(company: &Company) {
    let inbox = desk::InboxId(company.cast.inbox);
    let db = company.data();
    let promised = db.work(db::Actor::Agent(company.cast.ana), move |work| {
        let tomorrow = work.now.plus_seconds(DAY);
        let to = vec![kit::EmailAddress::parse(CUSTOMER).expect("an address")];
        let mut letter = desk::Reply {
            recipients: desk::Recipients { to, ..desk::Recipients::default() },
            text: "promisedx00000".into(),
            answers: None,
            draft: None,
            then: desk::Then::Pending,
            send_at: Some(tomorrow),
        };
        desk::start(work, inbox, "Planned", &letter)?;
        letter.send_at = None;
        letter.text = "Sleep well.".into();
        desk::start(work, inbox, "Sleeps", &letter)?.0.snooze(work, tomorrow)?;
        desk::targets::promise(work, None, None, Some(120), Some(120))
    });
    promised.await.expect("promised");
    company.mails("waitsx00000");
}

/// How many conversations were woken, targets missed and planned letters sent.
async fn kept(company: &Company) -> (i64, i64, usize) {
    let (woken, missed) = company
        .data()
        .read(|tx| {
            let count = |kind: &'static str| sql("SELECT COUNT(*) FROM activity WHERE kind = $1").with(kind);
            Ok((count("conversation.woken").only(tx, "count")?, count("target.missed").only(tx, "count")?))
        })
        .await
        .expect("counted");
    (woken, missed, company.far_end.letters().iter().filter(|letter| letter.contains("promisedx")).count())
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_43_a_clock_that_leaps_a_day_ahead_and_is_set_right_breaks_no_promise() {
    let Some(library) = faketime() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let clock = folder.path().join("clock");
    let shows = |time: &str| std::fs::write(&clock, time).expect("a clock");
    shows("+0");
    let mut company = Company::founded(None).await;
    let environment = [
        ("LD_PRELOAD", library.display().to_string()),
        ("FAKETIME_TIMESTAMP_FILE", clock.display().to_string()),
        ("FAKETIME_NO_CACHE", "1".to_owned()),
        ("FAKETIME_DONT_FAKE_MONOTONIC", "1".to_owned()),
    ];
    company.serves(&environment);
    promises_something(&company).await;
    let waits = eventually(Duration::from_secs(20), || company.finds("waitsx00000").then_some(()));
    assert!(waits.is_some(), "the mail is filed:\n{}", company.log());
    // The timers look every five seconds.
    tokio::time::sleep(Duration::from_secs(6)).await;

    shows("+90000");
    tokio::time::sleep(Duration::from_secs(12)).await;
    assert_eq!(kept(&company).await, (0, 0, 0), "a day ahead for a moment:\n{}", company.log());
    assert!(company.log().contains("the clock has leapt ahead"), "whoever reads the log is told:\n{}", company.log());
    shows("+0");
    tokio::time::sleep(Duration::from_secs(6)).await;
    assert_eq!(kept(&company).await, (0, 0, 0), "and set right");

    // Without a leap the same day brings all of it, once: the program is started again under that clock.
    company.kill();
    shows("+90000");
    company.serves(&environment);
    let all = eventually(Duration::from_secs(20), || {
        tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(kept(&company)) == (1, 1, 1)).then_some(())
    });
    assert!(all.is_some(), "{:?}\n{}", kept(&company).await, company.log());
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_43_what_a_program_made_far_ahead_is_found_by_the_doctor_and_put_right_by_its_command() {
    let mut company = Company::founded(None).await;
    // Enough of a past that nobody takes the clock for one that stands behind.
    company.serves(&[]);
    (0..12).for_each(|number| company.mails(&format!("beforex{number:05}")));
    company.kill();
    company.serves(&[("FRONTLINE_CLOCK_OFF_BY", (400 * DAY).to_string())]);
    let doubts = eventually(Duration::from_secs(10), || company.log().contains("what cannot be put back").then_some(()));
    assert!(doubts.is_some(), "who starts long after anything happened doubts:\n{}", company.log());
    company.mails("aheadx00000");
    let cookies = company.signs_in().await;
    company.kill();

    company.serves(&[]);
    let before = company.tells(&["doctor"]);
    let dry = company.says(&["put-times-right", "--dry-run"]);
    let done = company.says(&["put-times-right"]);
    let after = company.tells(&["doctor"]);

    assert!(
        before.contains("warn  times: made while the clock stood ahead") && before.contains("→ frontline put-times-right"),
        "{before}"
    );
    assert!(dry.contains("of conversation") && done.contains("They count from now on"), "{dry}\n{done}");
    assert!(after.contains("ok    times: nothing lies ahead") && after.contains("ok    clock"), "{after}");
    assert!(company.says(&["put-times-right"]).starts_with("Nothing lies ahead"));
    let page = company.asks("/views/all", &cookies);
    assert!(!page.starts_with("HTTP/1.1 5"), "{page}");
    let ahead: i64 = company
        .data()
        .read(|tx| {
            let now = tx.now();
            sql("SELECT COUNT(*) FROM conversation WHERE last_activity_at > $1").with(now).only(tx, "count")
        })
        .await
        .expect("counted");
    assert_eq!(ahead, 0, "nothing stands on top for a year");
}
