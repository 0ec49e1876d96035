//! Targets and working hours as an administrator sets them, and what agents see of them.

use crate::stage::{Answer, Desk, mail};
use axum::http::{Method, StatusCode};
use testkit::both_databases;

async fn submits(desk: &Desk, name: &str, path: &str, form: &str) -> Answer {
    let token = desk.token(name).await;
    desk.asks(name, Method::POST, path).header("x-csrf-token", &token).form(form).answer().await
}

#[both_databases]
async fn a_target_is_promised_shown_and_dropped(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "Kettle leaks", "It drips.")).await;
    let id = desk.find(number).await.id;

    let empty = submits(&desk, "carla", "/settings/targets", "inbox=&priority=").await;
    let made = submits(&desk, "carla", "/settings/targets", "inbox=&priority=&first=30&next=60").await;
    desk.db()
        .work(db::Actor::System, move |work| desk::targets::settle(work, id))
        .await
        .expect("it is settled");
    let settings = desk.gets("carla", "/settings/targets").await.text;
    let list = desk.gets("ana", "/views/breaching").await.text;
    let page = desk.gets("ana", &format!("/conversations/{number}")).await.text;
    submits(&desk, "carla", "/settings/targets/1/drop", "").await;

    assert_eq!((empty.status, made.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::SEE_OTHER));
    assert!(empty.text.contains("Say in how many minutes"));
    assert!(settings.contains("Every inbox") && settings.contains("has a first answer by"), "{settings}");
    assert!(list.contains("due soon") && list.contains("due in"), "{list}");
    assert!(page.contains("due soon"));
    assert!(desk.gets("carla", "/settings/targets").await.text.contains("Nothing is promised yet."));
    assert_eq!(submits(&desk, "ana", "/settings/targets", "first=1").await.status, StatusCode::FORBIDDEN);
}

#[both_databases]
async fn hours_are_read_as_a_clock_shows_them_and_nonsense_is_refused(desk: Desk) {
    let week = "zone=Europe%2FMadrid&mon-from=09%3A00&mon-to=18%3A00&sun-from=20%3A00&sun-to=00%3A00&holidays=2026-12-25";

    let kept = submits(&desk, "carla", "/settings/targets/hours", week).await;
    let shown = desk.gets("carla", "/settings/targets").await.text;

    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    let hours = desk.read(desk::targets::hours).await;
    assert_eq!((hours.days[0], hours.days[1], hours.days[6]), (Some((540, 1_080)), None, Some((1_200, 1_440))));
    assert!(shown.contains("value=\"18:00\"") && shown.contains("2026-12-25"));
    for (form, sentence) in [
        ("zone=Nowhere&mon-from=09%3A00&mon-to=18%3A00", "That time zone is not known"),
        ("zone=UTC", "Somebody must be at work"),
        ("zone=UTC&mon-from=18%3A00&mon-to=09%3A00", "Work ends after it begins"),
        ("zone=UTC&mon-from=9&mon-to=18%3A00", "is no time of day"),
        ("zone=UTC&mon-from=09%3A00&mon-to=18%3A00&holidays=Christmas", "“Christmas” is no date"),
    ] {
        let refused = submits(&desk, "carla", "/settings/targets/hours", form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        assert!(refused.text.contains(sentence), "{form}");
    }
}
