//! What reaches whom: from the log to messages.

use crate::stage::Desk;
use db::sql;
use testkit::both_databases;
use webhooks::{MessageState, State, fan_out};

#[both_databases]
async fn what_is_wanted_is_told_once_and_nothing_from_before(desk: Desk) {
    desk.something_happens("early").await;
    let receiver = desk.world.opens("hooks.example.com").await;
    let id = desk.listens(desk.ana, "hooks.example.com", &["tag.*"]).await;
    desk.something_happens("late").await;
    desk.mail_arrives(desk.open, "m1").await;

    desk.told().await;
    desk.told().await;

    assert_eq!(desk.carry(id).await, Some(1));
    assert_eq!(receiver.kinds(), ["tag.added"]);
    assert_eq!(desk.carry(id).await, Some(0));
}

#[both_databases]
async fn attack_22_a_webhook_hears_only_what_its_owner_may_see(desk: Desk) {
    desk.world.opens("ben.example.com").await;
    let of_ben = desk.listens(desk.ben, "ben.example.com", &["*"]).await;
    let of_ana = desk.listens(desk.ana, "ana.example.com", &["*"]).await;

    desk.mail_arrives(desk.secret, "hidden").await;
    desk.mail_arrives(desk.open, "plain").await;
    desk.told().await;

    let of_kind = |messages: Vec<webhooks::Message>, kind: &str| messages.iter().filter(|message| message.kind == kind).count();
    assert_eq!(of_kind(desk.messages(of_ana).await, "message.arrived"), 2);
    assert_eq!(of_kind(desk.messages(of_ben).await, "message.arrived"), 1);
    assert_eq!(of_kind(desk.messages(of_ben).await, "customer.opened"), 0, "he may not see customers");
}

/// Of a draft its word alone may say what it is about.
#[derive(serde::Serialize)]
#[serde(tag = "kind", rename = "article.written")]
struct ArticleWritten {
    slug: &'static str,
}

impl db::Happening for ArticleWritten {
    fn subject(&self) -> db::Subject {
        db::Subject::default()
    }
}

#[both_databases]
async fn attack_22_of_articles_only_those_hear_who_may_write_them(desk: Desk) {
    let of_ben = desk.listens(desk.ben, "ben.example.com", &["*"]).await;
    let of_ana = desk.listens(desk.ana, "ana.example.com", &["*"]).await;
    desk.works(|work| work.record(&ArticleWritten { slug: "closing-an-office" })).await;
    desk.told().await;

    let kinds = |messages: Vec<webhooks::Message>| messages.into_iter().map(|message| message.kind).collect::<Vec<_>>();
    assert_eq!(kinds(desk.messages(of_ana).await), ["article.written"]);
    assert_eq!(kinds(desk.messages(of_ben).await), Vec::<String>::new());
}

#[both_databases]
async fn attack_22_who_may_no_longer_read_the_log_hears_nothing_more(desk: Desk) {
    let id = desk.listens(desk.ben, "ben.example.com", &["*"]).await;
    let ben = desk.ben;
    desk.works(move |work| {
        work.keep_quietly("he leaves");
        let now = work.now;
        sql("UPDATE agent SET deactivated_at = $2 WHERE id = $1").with(ben).with(now).run(work)
    })
    .await;

    desk.something_happens("late").await;
    desk.told().await;

    assert!(desk.messages(id).await.is_empty());
    let found = desk.webhook(id).await;
    assert_eq!((found.state, found.reason.as_str()), (State::Paused, "owner"));
}

#[both_databases]
async fn what_happens_while_it_is_paused_is_not_told_and_what_waited_is(desk: Desk) {
    let receiver = desk.world.opens("hooks.example.com").await;
    let id = desk.listens(desk.ana, "hooks.example.com", &["tag.*"]).await;
    desk.something_happens("before").await;
    desk.told().await;

    desk.works(move |work| webhooks::pause(work, id, "by-hand")).await;
    assert_eq!(desk.carry(id).await, None);
    desk.something_happens("meanwhile").await;
    let ana = desk.ana.0;
    desk.works(move |work| webhooks::resume(work, id, ana)).await;
    desk.something_happens("after").await;
    desk.told().await;
    while desk.carry(id).await != Some(0) {}

    let names: Vec<bool> = receiver.heard().iter().map(|heard| heard.body.contains("meanwhile")).collect();
    assert_eq!(names, [false, false]);
}

#[both_databases]
async fn a_message_names_things_and_holds_no_personal_value(desk: Desk) {
    let receiver = desk.world.opens("hooks.example.com").await;
    let id = desk.listens(desk.ana, "hooks.example.com", &["*"]).await;

    desk.mail_arrives(desk.open, "m1").await;
    desk.told().await;
    while desk.carry(id).await != Some(0) {}

    assert!(receiver.kinds().contains(&"message.arrived".to_owned()), "{:?}", receiver.kinds());
    for heard in receiver.heard() {
        assert!(!heard.body.contains("mia@mail.example") && !heard.body.contains("It leaks"), "{}", heard.body);
    }
}

#[both_databases]
async fn following_the_log_from_two_processes_at_once_tells_nothing_twice(desk: Desk) {
    let id = desk.listens(desk.ana, "hooks.example.com", &["tag.*"]).await;
    for name in ["one", "two", "three", "four", "five"] {
        desk.something_happens(name).await;
    }

    let (one, other) = tokio::join!(fan_out::once(&desk.base.db), fan_out::once(&desk.base.db));
    one.expect("a step");
    other.expect("a step");
    desk.told().await;

    let told = desk.messages(id).await;
    assert_eq!(told.len(), 5);
    assert!(told.iter().all(|message| message.state == MessageState::Waiting));
}

#[both_databases]
async fn attack_22_whoever_points_a_webhook_elsewhere_hears_with_their_own_eyes(desk: Desk) {
    let hers = desk.world.opens("hers.example.com").await;
    let his = desk.world.opens("his.example.com").await;
    let id = desk.listens(desk.ana, "hers.example.com", &["*"]).await;
    desk.mail_arrives(desk.secret, "hidden").await;
    desk.told().await;

    let url = webhooks::url_of("https://his.example.com/in").expect("an address");
    let wanted = webhooks::Wanted::parse(["*"]).expect("all");
    let (ben, settings) = (desk.ben.0, webhooks::Settings { name: "His".into(), url, wanted });
    desk.works(move |work| webhooks::change(work, id, ben, &settings)).await;
    desk.mail_arrives(desk.secret, "hidden too").await;
    desk.mail_arrives(desk.open, "plain").await;
    desk.told().await;
    while desk.carry(id).await != Some(0) {}

    assert!(hers.heard().is_empty());
    assert_eq!(his.kinds().iter().filter(|kind| *kind == "message.arrived").count(), 1);
    assert!(his.heard().iter().all(|heard| !heard.body.contains("customer.opened")));
    assert!(
        desk.messages(id).await.iter().all(|message| message.kind != "customer.opened"),
        "what was told for her eyes is gone"
    );
}

#[both_databases]
async fn a_new_name_leaves_everything_as_it_is(desk: Desk) {
    desk.world.opens("hooks.example.com").await;
    let id = desk.listens(desk.ana, "hooks.example.com", &["tag.*"]).await;
    desk.something_happens("vip").await;
    desk.told().await;

    let found = desk.webhook(id).await;
    let settings = webhooks::Settings {
        name: "Another".into(),
        url: webhooks::url_of(&found.url).expect("an address"),
        wanted: found.wanted(),
    };
    let ben = desk.ben.0;
    desk.works(move |work| webhooks::change(work, id, ben, &settings)).await;

    assert_eq!(desk.messages(id).await.len(), 1);
    assert_eq!(desk.webhook(id).await.viewer, desk.ana.0);
}
