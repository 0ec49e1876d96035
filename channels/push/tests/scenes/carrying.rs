//! What reaches the push service, what it can tell from it, and what happens when it does not take it.

use crate::stage::{Browser, Desk};
use agents::sessions::{self, Why};
use agents::{Notifications, Occasion, change_notifications};
use desk::notices;
use push::Identity;
use testkit::both_databases;

#[both_databases]
async fn a_push_reaches_the_browser_sealed_and_signed_and_says_no_word_of_a_customer(desk: Desk) {
    let phone = Browser::new("phone");
    desk.lets(desk.ana, &phone).await;
    desk.ana_is_given("whispered words").await;

    desk.later(10).await;

    let heard = desk.service.heard();
    assert_eq!(heard.len(), 1, "{heard:?}");
    let sent = &heard[0];
    assert_eq!((sent.path.as_str(), sent.header("content-encoding")), ("/send/phone", "aes128gcm"));
    assert_eq!((sent.header("ttl"), sent.header("urgency"), sent.header("topic").len()), ("14400", "high", 32));
    let (claims, key) = sent.proof();
    assert_eq!((claims["aud"].as_str(), claims["sub"].as_str()), (Some("https://push.example"), Some("https://desk.example")));
    let ahead = claims["exp"].as_i64().expect("an end") - desk.base.clock.now().seconds();
    assert!((1..=86_400).contains(&ahead), "a proof lasts a day at most: {ahead}");
    assert_eq!(key, Identity::of_house(&desk.base.db, desk.site.key()).await.expect("an identity").public());

    let said = phone.opens(sent).expect("this browser opens it");
    assert_eq!(said["title"], "Assigned to you: #1");
    assert_eq!((said["body"].as_str(), said["link"].as_str()), (Some(""), Some("/conversations/1?view=all")));
    assert!(Browser::new("laptop").opens(sent).is_none(), "another does not");
    let tail = u32::from_be_bytes(sent.body[16..20].try_into().expect("a size"));
    assert_eq!(tail, 1_024 + 17, "all short messages are of one length");
    assert_eq!(desk.waiting().await, 0);
}

#[both_databases]
async fn words_are_shown_to_who_wants_them_shown(desk: Desk) {
    let (phone, ana) = (Browser::new("phone"), desk.ana);
    desk.lets(desk.ana, &phone).await;
    desk.works(ana, move |work| {
        let wanted = Notifications {
            by_push: [Occasion::Assigned].into_iter().collect(),
            shows_text: true,
            ..Notifications::default()
        };
        change_notifications(work, ana, &wanted)
    })
    .await;
    desk.ana_is_given("whispered words").await;

    desk.later(10).await;

    let said = phone.opens(&desk.service.heard()[0]).expect("this browser opens it");
    assert!(said["body"].as_str().is_some_and(|body| body.contains("WHISPERED")), "{said}");
}

#[both_databases]
async fn every_device_is_told_and_one_that_is_gone_is_forgotten(desk: Desk) {
    for name in ["phone", "laptop"] {
        desk.lets(desk.ana, &Browser::new(name)).await;
    }
    desk.service.answers(&[410]);
    desk.ana_is_given("one").await;
    desk.later(10).await;
    assert_eq!((desk.service.heard().len(), desk.devices(desk.ana).await.len()), (2, 1));

    desk.ana_is_given("two").await;
    desk.later(10).await;

    assert_eq!(desk.service.heard().len(), 3);
    assert!(desk.devices(desk.ana).await[0].told_at.is_some());
}

#[both_databases]
async fn a_busy_service_is_asked_again_and_a_refusal_is_shown_and_final(desk: Desk) {
    desk.lets(desk.ana, &Browser::new("phone")).await;
    desk.service.answers(&[503, 429, 201, 403]);
    desk.ana_is_given("one").await;

    desk.later(10).await;
    assert_eq!((desk.service.heard().len(), desk.devices(desk.ana).await[0].trouble.as_str()), (1, "503"));
    desk.later(5).await;
    desk.later(10).await;
    assert_eq!((desk.service.heard().len(), desk.waiting().await), (3, 0));
    assert_eq!(desk.devices(desk.ana).await[0].trouble, "");

    desk.ana_is_given("two").await;
    desk.later(10).await;
    desk.later(3_600).await;
    assert_eq!((desk.service.heard().len(), desk.devices(desk.ana).await[0].trouble.as_str()), (4, "403"));
}

#[both_databases]
async fn what_was_read_before_the_next_try_is_not_told_late(desk: Desk) {
    let ana = desk.ana;
    desk.lets(ana, &Browser::new("phone")).await;
    desk.service.answers(&[503]);
    let kettle = desk.ana_is_given("one").await;
    desk.later(10).await;

    desk.works(ana, move |work| notices::read(work, ana.0, kettle)).await;
    desk.later(60).await;

    assert_eq!((desk.service.heard().len(), desk.waiting().await), (1, 0));
}

#[both_databases]
async fn attack_30_a_device_is_told_only_while_its_session_lasts(desk: Desk) {
    let ana = desk.ana;
    let (session, _) = desk.lets(ana, &Browser::new("phone")).await;
    desk.ana_is_given("one").await;

    desk.works(ana, move |work| sessions::end(work, ana, session, Why::Revoked)).await;
    desk.later(10).await;

    assert_eq!(desk.service.heard().len(), 0);
    assert_eq!(desk.devices(ana).await, []);
}

#[both_databases]
async fn attack_35_a_service_whose_name_leads_into_the_house_is_never_reached(desk: Desk) {
    desk.lets(desk.ana, &Browser::new("phone")).await;
    desk.service.rebinds("127.0.0.1".parse().expect("an address"));
    desk.ana_is_given("one").await;

    desk.later(10).await;

    assert_eq!((desk.service.heard().len(), desk.waiting().await), (0, 0));
    assert!(desk.devices(desk.ana).await[0].trouble.contains("not public"));
}
