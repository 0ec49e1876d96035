//! Invitations and resets: links that are good once, for a while, and never beside a newer one.

use crate::stage::{PASSWORD, People, email_of, post, refusal, visitor};
use agents::agent::provide::change_known;
use agents::invitation::{self, Acceptance, Invitation};
use agents::post::About;
use agents::sign_in::Answer;
use agents::{BuiltIn, NewPassword, reset};
use db::sql;
use kit::{Locale, Token};
use testkit::both_databases;

async fn for_noor(desk: &People, role: BuiltIn) -> Invitation {
    let role = desk.role(role).await;
    Invitation {
        name: "Noor".into(),
        email: email_of("noor"),
        role,
        teams: Vec::new(),
        locale: Locale::Es,
        zone: "Europe/Madrid".into(),
    }
}

async fn acceptance(desk: &People) -> Acceptance {
    let password = desk.hasher.hash(&NewPassword::for_demo("noor counts the cups")).await.expect("hash");
    Acceptance {
        name: "Noor Haddad".into(),
        locale: Locale::Es,
        zone: "Asia/Beirut".into(),
        password,
    }
}

async fn accepts(desk: &People, token: &Token) -> Option<agents::sign_in::Entry> {
    let (token, key, acceptance) = (token.clone(), desk.key.clone(), acceptance(desk).await);
    desk.as_system(move |work| invitation::accept(work, &key, &token, &acceptance, &visitor("192.0.2.4")))
        .await
}

#[both_databases]
async fn an_invited_person_gets_a_letter_chooses_a_password_and_is_in(desk: People) {
    let invitation = for_noor(&desk, BuiltIn::Agent).await;
    let (noor, token) = desk
        .by(desk.carla, move |work| invitation::invite(work, &invitation, &post()))
        .await
        .expect("invite");

    let entry = accepts(&desk, &token).await.expect("in");

    assert_eq!(desk.holder(&entry.session).await, Some(noor));
    let agent = desk.read(move |tx| agents::agents::find(tx, noor)).await;
    assert_eq!((agent.name.as_str(), agent.zone.as_str(), agent.is_invited()), ("Noor Haddad", "Asia/Beirut", false));
    let letters = desk.letters().await;
    assert!(letters[0].contains("noor@kettle.example") && letters[0].contains(&post().link(About::Invitation, &token)));
    assert!(
        !desk
            .read(|tx| sql("SELECT token_hash FROM invitation").all::<String>(tx))
            .await
            .contains(&token.reveal().to_owned())
    );
}

#[both_databases]
async fn attack_28_an_invitation_opens_once(desk: People) {
    let invitation = for_noor(&desk, BuiltIn::Agent).await;
    let (_, token) = desk
        .by(desk.carla, move |work| invitation::invite(work, &invitation, &post()))
        .await
        .expect("invite");

    let (first, second) = (accepts(&desk, &token).await, accepts(&desk, &token).await);

    assert!(first.is_some() && second.is_none());
}

#[both_databases]
async fn attack_28_an_invitation_dies_with_time_and_with_the_next_one(desk: People) {
    let invitation = for_noor(&desk, BuiltIn::Agent).await;
    let (noor, old) = desk
        .by(desk.carla, move |work| invitation::invite(work, &invitation, &post()))
        .await
        .expect("invite");
    let newer = desk.by(desk.carla, move |work| invitation::invite_again(work, noor, &post())).await.expect("again");

    let with_the_old = accepts(&desk, &old).await;
    desk.clock().forward_seconds(7 * 86_400);
    let too_late = accepts(&desk, &newer).await;

    assert!(with_the_old.is_none() && too_late.is_none());
    assert_eq!(desk.times("agent.invited").await, 2);
}

#[both_databases]
async fn attack_28_a_withdrawn_invitation_is_dead(desk: People) {
    let invitation = for_noor(&desk, BuiltIn::Agent).await;
    let (noor, token) = desk
        .by(desk.carla, move |work| invitation::invite(work, &invitation, &post()))
        .await
        .expect("invite");

    desk.by(desk.carla, move |work| agents::agent::deactivate::deactivate(work, noor))
        .await
        .expect("withdraw");

    assert!(accepts(&desk, &token).await.is_none());
}

#[both_databases]
async fn an_address_is_invited_once_and_a_person_who_came_is_not_invited_again(desk: People) {
    let (ana, mut taken) = (desk.ana, for_noor(&desk, BuiltIn::Agent).await);
    taken.email = email_of("ana");

    let twice = desk.by(desk.carla, move |work| invitation::invite(work, &taken, &post())).await;
    let again = desk.by(desk.carla, move |work| invitation::invite_again(work, ana, &post())).await;

    assert_eq!(refusal(twice), "agents-refused-email-taken");
    assert_eq!(refusal(again), "agents-refused-already-came");
}

async fn asks(desk: &People, email: &str, address: &str) -> usize {
    let (email, address) = (email.to_owned(), address.to_owned());
    desk.as_system(move |work| reset::ask(work, &email, &visitor(&address), &post())).await;
    desk.letters().await.len()
}

/// The token in the newest letter.
async fn newest_link(desk: &People) -> Token {
    let letters = desk.letters().await;
    let letter = letters.last().expect("a letter");
    let (_, from) = letter.split_once("/reset/").expect("a link");
    Token::presented(&from.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect::<String>())
}

async fn redeems(desk: &People, token: &Token) -> bool {
    let hash = desk.hasher.hash(&NewPassword::for_demo("ana found her way back")).await.expect("hash");
    let (token, key) = (token.clone(), desk.key.clone());
    desk.as_system(move |work| reset::redeem(work, &key, &token, &hash)).await.is_some()
}

#[both_databases]
async fn attack_28_a_reset_link_sets_a_password_once_and_ends_every_session(desk: People) {
    let session = desk.enters("ana", &visitor("192.0.2.1")).await.session;
    asks(&desk, "ana@kettle.example", "192.0.2.1").await;
    let link = newest_link(&desk).await;

    let (first, second) = (redeems(&desk, &link).await, redeems(&desk, &link).await);

    assert!(first && !second);
    assert_eq!(desk.holder(&session).await, None);
    assert!(matches!(desk.knocks("ana@kettle.example", PASSWORD, &visitor("192.0.2.1")).await, Answer::Wrong));
    assert!(matches!(
        desk.knocks("ana@kettle.example", "ana found her way back", &visitor("192.0.2.1")).await,
        Answer::In(_)
    ));
}

#[both_databases]
async fn attack_28_a_reset_link_dies_with_time_with_the_next_one_and_with_a_new_password(desk: People) {
    asks(&desk, "ana@kettle.example", "192.0.2.1").await;
    let oldest = newest_link(&desk).await;
    asks(&desk, "ana@kettle.example", "192.0.2.1").await;
    let newer = newest_link(&desk).await;
    let (ana, hash) = (desk.ana, desk.hasher.hash(&NewPassword::for_demo("changed by herself")).await.expect("hash"));

    let with_the_oldest = redeems(&desk, &oldest).await;
    desk.by(ana, move |work| reset::change(work, ana, &hash, &visitor("192.0.2.1")))
        .await
        .expect("change");
    let after_a_change = redeems(&desk, &newer).await;
    asks(&desk, "ana@kettle.example", "192.0.2.1").await;
    let late = newest_link(&desk).await;
    desk.clock().forward_seconds(3_600);

    assert!(!with_the_oldest && !after_a_change && !redeems(&desk, &late).await);
}

#[both_databases]
async fn attack_28_links_sent_to_an_address_die_when_it_is_another_persons_or_nobodys(desk: People) {
    let invitation = for_noor(&desk, BuiltIn::Agent).await;
    let (noor, invited) = desk
        .by(desk.carla, move |work| invitation::invite(work, &invitation, &post()))
        .await
        .expect("invite");
    asks(&desk, "ana@kettle.example", "192.0.2.1").await;
    let (link, ana) = (newest_link(&desk).await, desk.ana);
    let meant = async |link: &Token| {
        let link = link.clone();
        desk.read(move |tx| reset::meant_for(tx, &link)).await.is_some()
    };

    desk.as_system(move |work| change_known(work, ana, "Ana Ruiz", &email_of("ana"))).await;
    let renamed = meant(&link).await;
    desk.as_system(move |work| {
        change_known(work, ana, "Ana Ruiz", &email_of("ana.ruiz"))?;
        change_known(work, noor, "Noor", &email_of("noor.haddad"))
    })
    .await;

    assert!(renamed, "another name alone kills no link");
    assert!(!meant(&link).await && !redeems(&desk, &link).await);
    assert!(accepts(&desk, &invited).await.is_none());
}

#[both_databases]
async fn attack_28_asking_for_a_stranger_sends_nothing_and_looks_the_same(desk: People) {
    let ben = desk.ben;
    desk.by(desk.carla, move |work| agents::agent::deactivate::deactivate(work, ben))
        .await
        .expect("deactivate");

    let letters = [
        asks(&desk, "nobody@kettle.example", "192.0.2.1").await,
        asks(&desk, "ben@kettle.example", "192.0.2.2").await,
        asks(&desk, "not an address", "192.0.2.3").await,
        asks(&desk, "ana@kettle.example", "192.0.2.4").await,
    ];

    assert_eq!(letters, [0, 0, 0, 1]);
}

#[both_databases]
async fn attack_05_nobody_is_buried_in_reset_letters(desk: People) {
    for _ in 0..12 {
        asks(&desk, "ana@kettle.example", "198.51.100.7").await;
    }

    assert_eq!(desk.letters().await.len(), 5);
}

#[both_databases]
async fn attack_32_the_owner_who_reads_the_mail_gets_in_past_somebody_guessing_from_the_same_house(desk: People) {
    let house = visitor("192.0.2.1");
    for _ in 0..5 {
        desk.knocks("ana@kettle.example", "guess guess", &house).await;
    }
    asks(&desk, "ana@kettle.example", "192.0.2.1").await;
    let (link, key) = (newest_link(&desk).await, desk.key.clone());
    let hash = desk.hasher.hash(&NewPassword::for_demo("ana found her way back")).await.expect("hash");

    let device = desk.as_system(move |work| reset::redeem(work, &key, &link, &hash)).await;
    let with_the_device = agents::sign_in::Visitor { device, ..house.clone() };

    assert!(matches!(desk.knocks("ana@kettle.example", "ana found her way back", &house).await, Answer::Wait { .. }));
    assert!(matches!(desk.knocks("ana@kettle.example", "ana found her way back", &with_the_device).await, Answer::In(_)));
}

#[both_databases]
async fn a_supervisor_cannot_make_a_reset_link_for_an_admin(desk: People) {
    let carla = desk.carla;

    let by_ben = desk.by(desk.ben, move |work| reset::hand_over(work, carla, &post())).await;

    assert_eq!(refusal(by_ben), "agents-refused-not-permitted");
}
