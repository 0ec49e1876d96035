//! A second factor that is asked of people: after the days given nothing else opens, and somebody always comes in.

use crate::stage::{PASSWORD, People, email_of, refusal, visitor};
use agents::access::factor_rule::{self, Wish};
use agents::access::putting_back::FactorRuleSetting;
use agents::access::{self};
use agents::changes::{self, Settings, keeping};
use agents::{Permission, Permissions, second_factor, tokens};
use axum::http::{Method, StatusCode};
use http_body_util::BodyExt as _;
use std::sync::Arc;
use std::time::Duration;
use testkit::both_databases;
use web::Asked;

const DAY: i64 = 86_400;

fn everybody(grace_days: i64) -> Wish {
    Wish { everybody: true, grace_days, ..Wish::default() }
}

impl People {
    /// Somebody has a second factor, as if they had set one up.
    pub async fn has_factor(&self, name: &'static str) {
        self.as_system(move |work| {
            work.keep_quietly("a scene");
            db::sql("UPDATE agent SET totp_nonce = 'n' WHERE email = $1")
                .with(&email_of(name))
                .run(work)
                .map(drop)
        })
        .await;
    }

    async fn asks(&self, wish: Wish) {
        let kept = self.by(self.carla, move |work| keeping(work, &FactorRuleSetting, "", |work| factor_rule::change(work, &wish)));
        kept.await.expect("a rule");
    }
}

#[both_databases]
async fn while_there_is_time_a_banner_says_so_and_afterwards_nothing_else_opens(desk: People) {
    desk.has_factor("carla").await;
    desk.asks(everybody(7)).await;
    let mut ana = desk.signed_in("ana").await;

    let within = ana.get("/settings/profile").await;
    desk.clock().forward_seconds(7 * DAY - 1);
    ana = desk.signed_in("ana").await;
    desk.clock().forward_seconds(1);
    let led = ana.get("/settings/profile").await;
    let changed = ana.post("/settings/profile", &[("name", "Annie"), ("locale", "en"), ("zone", "UTC")]).await;
    let first = ana.get(&led.leads_to).await;

    assert!(within.status == StatusCode::OK && within.body.contains("A second factor is asked of you"), "{}", within.body);
    assert_eq!((led.status, led.leads_to.as_str()), (StatusCode::SEE_OTHER, "/settings/security/second-factor/first"));
    assert_eq!(changed.leads_to, led.leads_to);
    assert!(first.status == StatusCode::OK && !first.body.contains("id=\"rail\""), "a page that leads nowhere else");
    let id = desk.ana;
    assert_eq!(desk.read(move |tx| agents::agents::find(tx, id)).await.name, "Ana");
}

#[both_databases]
async fn whoever_has_none_sets_one_up_right_after_the_password_and_then_goes_on(desk: People) {
    desk.has_factor("carla").await;
    desk.asks(everybody(0)).await;
    let mut ana = desk.browser();
    ana.get("/sign-in").await;
    ana.post("/sign-in", &[("email", email_of("ana").as_str()), ("password", PASSWORD)]).await;

    let led = ana.get("/settings/profile").await.leads_to;
    let page = ana.get("/settings/security/second-factor/first").await;
    let offered = ana.post("/settings/security/second-factor/offer", &[]).await;
    let scan = ana.get(&offered.leads_to).await;
    let secret = crate::browser::between(&scan.body, "<code>", "</code>").expect("a secret").to_owned();
    let codes = ana
        .post("/settings/security/second-factor/on", &[("code", &crate::second_factor::code_of(&desk, &secret))])
        .await;
    let onwards = ana.get("/settings/profile").await;

    assert_eq!(led, "/settings/security/second-factor/first");
    assert!(!page.body.contains("name=\"password\""), "the password was right a moment ago");
    assert!(codes.status == StatusCode::OK && codes.body.contains("Recovery codes"), "{}", codes.body);
    assert!(codes.body.contains("href=\"/\"") && onwards.status == StatusCode::OK);
}

#[both_databases]
async fn attack_32_later_the_password_is_asked_for_again_before_a_factor_is_set_up(desk: People) {
    desk.has_factor("carla").await;
    let mut ana = desk.signed_in("ana").await;
    desk.clock().forward_seconds(3_600);
    desk.asks(everybody(0)).await;
    ana.get("/settings/security/second-factor/first").await;

    let without = ana.post("/settings/security/second-factor/offer", &[]).await;
    let with = ana.post("/settings/security/second-factor/offer", &[("password", PASSWORD)]).await;

    assert_eq!((without.status, with.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::SEE_OTHER));
    assert!(without.body.contains("name=\"password\""));
}

#[both_databases]
async fn attack_33_the_token_of_somebody_who_must_set_one_up_waits_and_says_why(desk: People) {
    desk.has_factor("carla").await;
    let (ana, scopes) = (desk.ana, [Permission::CustomersSee].into_iter().collect::<Permissions>());
    let (_, token) = desk.by(ana, move |work| tokens::create(work, ana, "Sync", &scopes, None)).await.expect("a token");
    let asked = |token: kit::Token| desk.read(move |tx| tokens::bearer(tx, &token));

    let before = asked(token.clone()).await.expect("a bearer").asked;
    desk.asks(everybody(0)).await;
    let after = asked(token.clone()).await.expect("a bearer").asked;
    let mut program = desk.browser().with_token(token.reveal());
    let answer = program.get("/presence").await;

    assert_eq!((before, after), (Asked::Nothing, Asked::Now));
    assert!(answer.status == StatusCode::FORBIDDEN && answer.body.contains("/problems/set-up-first"), "{}", answer.body);
}

#[both_databases]
async fn it_is_refused_while_no_administrator_has_one_and_shown_before(desk: People) {
    let ana = desk.ana;
    let foreseen = desk.read(move |tx| factor_rule::effect(tx, &everybody(0), Some(ana))).await;

    let outcome = desk.by(desk.carla, |work| factor_rule::change(work, &everybody(0))).await;
    let agents_only = desk.role(agents::BuiltIn::Agent).await;
    desk.asks(Wish { roles: [agents_only].into(), ..Wish::default() }).await;
    let mut carla = desk.signed_in("carla").await;
    let preview = carla.get("/settings/access/second-factor/preview?everybody=on&grace=0").await;

    assert_eq!((foreseen.asked, foreseen.lacking.len(), foreseen.mine, foreseen.admins_stay()), (3, 3, true, false));
    assert_eq!(refusal(outcome), "agents-refused-no-admin-with-factor");
    assert!(
        preview.body.contains("No administrator has a second factor yet") && preview.body.contains("Ana"),
        "{}",
        preview.body
    );
}

#[both_databases]
async fn whoever_is_asked_cannot_turn_it_off_and_an_administrator_resets_it(desk: People) {
    desk.has_factor("carla").await;
    desk.has_factor("ana").await;
    desk.asks(everybody(0)).await;
    let ana = desk.ana;
    let agent = desk.read(move |tx| agents::agents::find(tx, ana)).await;

    let off = desk.by(ana, move |work| second_factor::turn_off(work, &agent)).await;
    desk.by(desk.carla, move |work| second_factor::take_away(work, ana)).await.expect("reset");
    let mut browser = desk.signed_in_and_led("ana").await;

    assert_eq!(refusal(off), "agents-refused-factor-asked");
    assert_eq!(desk.times("agent.second_factor_off").await, 1);
    assert_eq!(browser.get("/settings/profile").await.leads_to, "/settings/security/second-factor/first");
}

#[both_databases]
async fn the_rule_is_put_back_and_only_whoever_manages_the_settings_lays_it_down(desk: People) {
    desk.has_factor("carla").await;
    let by_ben = desk.by(desk.ben, |work| factor_rule::change(work, &everybody(0))).await;
    let too_long = desk.by(desk.carla, |work| factor_rule::change(work, &everybody(91))).await;
    desk.asks(everybody(3)).await;
    let known = Settings(vec![Arc::new(FactorRuleSetting)]);
    let change = desk.read(|tx| changes::newest(tx, &["factor_rule"], 1)).await.remove(0);

    desk.by(desk.carla, move |work| changes::put_back(work, &known, change.id).map(drop))
        .await
        .expect("back");

    assert_eq!((refusal(by_ben), refusal(too_long)), ("agents-refused-not-permitted", "agents-refused-grace"));
    assert_eq!(desk.read(access::rules).await.second_factor, access::FactorRule::default());
    assert_eq!(desk.times("access.second_factor_changed").await, 2);
}

#[both_databases]
async fn whom_the_companys_sign_in_vouches_for_is_not_asked(desk: People) {
    desk.has_factor("carla").await;
    desk.asks(everybody(0)).await;
    let (ana, key) = (desk.ana, desk.key.clone());
    let comes = move |vouched: bool| {
        let key = key.clone();
        move |work: &mut db::Work<'_>| {
            let agent = agents::agents::find(work, ana)?;
            agents::sign_in::provider::by_provider(work, &key, &agent, &visitor("192.0.2.1"), 1, vouched)
        }
    };
    let mut asked = Vec::new();

    for vouched in [true, false] {
        let agents::sign_in::Answer::In(entry) = desk.as_system(comes(vouched)).await else {
            panic!("not in")
        };
        asked.push(desk.read(move |tx| agents::sessions::who(tx, &entry.session)).await.expect("here").asked);
    }

    assert_eq!(asked, [Asked::Nothing, Asked::Now]);
}

#[both_databases]
async fn attack_27_the_stream_of_somebody_who_must_set_one_up_ends(desk: People) {
    desk.has_factor("carla").await;
    let site = desk.site("http://desk.example");
    let mut ana = desk.browser_on(site.clone());
    ana.get("/sign-in").await;
    ana.post("/sign-in", &[("email", email_of("ana").as_str()), ("password", PASSWORD)]).await;
    let mut stream = ana.ask(Method::GET, "/live?after=0", String::new()).await.into_body();
    site.live().send(web::Signal::about(["counts"]));
    let before = tokio::time::timeout(Duration::from_secs(5), stream.frame()).await.expect("something is heard");

    desk.asks(everybody(0)).await;
    site.live().send(web::Signal::rights_changed());
    let ends = tokio::time::timeout(Duration::from_secs(1), async { while stream.frame().await.is_some() {} });

    assert!(before.is_some());
    ends.await.expect("the stream ends within a second");
}
