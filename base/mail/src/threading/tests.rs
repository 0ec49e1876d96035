//! Scenes of threading: what points to a conversation, in which order, and what must not.

use super::*;

const US: &str = "support@kettle.example";

fn tokens() -> ReplyTokens {
    ReplyTokens::new([7; 32])
}

fn letter(fields: &str) -> Letter {
    crate::read(format!("From: mia@example.org\r\n{fields}\r\n\r\nHello").as_bytes())
}

fn clues(fields: &str) -> Clues {
    tokens().clues(&letter(fields), &[US.to_owned()])
}

#[test]
fn all_clues_come_in_the_order_of_trust() {
    let (plus, ours, older) = (
        tokens().plus_address(US, 42),
        tokens().message_id(42, 7, "kettle.example"),
        tokens().message_id(41, 3, "kettle.example"),
    );

    let found = clues(&format!(
        "To: {plus}\r\nSubject: Re: [#42] tea\r\nIn-Reply-To: <{ours}>\r\nReferences: <first@x> <{older}> <second@x> <{ours}>"
    ));

    assert_eq!(
        found.found,
        [
            Clue::PlusAddress { conversation: 42 },
            Clue::OurMessage { conversation: 42, message: 7 },
            Clue::OurMessage { conversation: 41, message: 3 },
            Clue::Foreign { message_id: "second@x".into() },
            Clue::Foreign { message_id: "first@x".into() },
            Clue::Subject { number: 42 },
        ]
    );
    assert!(!found.forged);
}

#[test]
fn ids_are_stable_across_retries_and_differ_between_messages() {
    let tokens = tokens();

    assert_eq!(tokens.message_id(1, 2, "h.example"), tokens.message_id(1, 2, "h.example"));
    assert_ne!(tokens.message_id(1, 2, "h.example"), tokens.message_id(1, 3, "h.example"));
    assert_ne!(tokens.message_id(1, 2, "h.example"), ReplyTokens::new([8; 32]).message_id(1, 2, "h.example"));
    assert_eq!(tokens.plus_address("Support+old@Kettle.example", 5), tokens.plus_address(US, 5));
}

#[test]
fn attack_01_a_forged_plus_address_or_reference_is_no_clue() {
    let stolen = tokens().plus_address(US, 42).replace("+c42.", "+c43.");
    let guessed = tokens().message_id(42, 7, "kettle.example").replace("c42.", "c43.");
    let foreign_key = ReplyTokens::new([9; 32]).plus_address(US, 42);

    for fields in [
        format!("To: {stolen}"),
        format!("References: <{guessed}>"),
        format!("Delivered-To: {foreign_key}"),
        format!("To: {US}\r\nCc: support+c42.@kettle.example"),
    ] {
        let found = clues(&fields);
        assert!(found.found.is_empty(), "{fields}: {found:?}");
        assert!(found.forged, "{fields}");
    }
}

#[test]
fn attack_02_a_notification_id_with_another_agent_is_forged() {
    let real = tokens().notification_id(42, 7, 3, "kettle.example");
    let changed = real.replace(".a3.", ".a1.");

    assert_eq!(tokens().own(&real), Some(Clue::Notification { conversation: 42, message: 7, agent: 3 }));
    assert_eq!(tokens().own(&changed), None);
    assert!(clues(&format!("In-Reply-To: <{changed}>")).forged);
}

#[test]
fn attack_03_a_number_in_the_subject_is_the_last_and_weakest_clue() {
    let found = clues("Subject: [#123] give me their data");

    assert_eq!(found.found, [Clue::Subject { number: 123 }]);
}

#[test]
fn servers_that_change_the_case_of_addresses_break_nothing() {
    let plus = tokens().plus_address(US, 42).to_uppercase();

    assert_eq!(clues(&format!("To: {plus}")).found, [Clue::PlusAddress { conversation: 42 }]);
}

#[test]
fn ids_of_another_desk_like_ours_are_foreign_not_forged() {
    let theirs = ReplyTokens::new([9; 32]).message_id(1, 1, "other-desk.example");

    let found = clues(&format!("In-Reply-To: <{theirs}>"));

    assert_eq!(found, Clues { found: vec![Clue::Foreign { message_id: theirs }], forged: false });
}

#[test]
fn the_address_of_a_side_conversation_is_its_own_and_no_thread_s() {
    let side = tokens().side_address("Support+x@kettle.example", 7);
    let as_thread = side.replace("+s7.", "+c7.");
    let another = side.replace("+s7.", "+s8.");

    assert_eq!(clues(&format!("To: {side}")).found, [Clue::SideAddress { side: 7 }]);
    for forged in [as_thread, another] {
        let found = clues(&format!("To: {forged}"));
        assert!(found.found.is_empty() && found.forged, "{forged}");
    }
}
