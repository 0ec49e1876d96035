//! Whatever is merged, split and moved in whatever order: undoing it backwards restores every message to its place, and
//! a note never becomes anything else nor leaves the house.

use crate::cast::{TestDesk, UNDO, reply_to};
use db::{Trouble, sql};
use desk::{ConversationId, Forward, MessageId, MessageKind, Recipients, Reply};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use testkit::both_databases;

/// A deed; the numbers choose among what there is.
#[derive(Debug, Clone, Copy)]
enum Deed {
    Merge(usize, usize),
    Split(usize, usize),
    Move(usize, usize, usize),
    Inbox(usize),
    Reply(usize, usize),
    Forward(usize, usize),
    Note(usize),
    Answer(usize),
    UndoLast,
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let n = 0usize..8;
    prop::collection::vec(
        prop_oneof![
            3 => (n.clone(), n.clone()).prop_map(|(a, b)| Deed::Merge(a, b)),
            3 => (n.clone(), n.clone()).prop_map(|(a, b)| Deed::Split(a, b)),
            3 => (n.clone(), n.clone(), n.clone()).prop_map(|(a, b, c)| Deed::Move(a, b, c)),
            1 => n.clone().prop_map(Deed::Inbox),
            2 => (n.clone(), n.clone()).prop_map(|(a, b)| Deed::Reply(a, b)),
            2 => (n.clone(), n.clone()).prop_map(|(a, b)| Deed::Forward(a, b)),
            2 => n.clone().prop_map(Deed::Note),
            1 => n.prop_map(Deed::Answer),
            2 => Just(Deed::UndoLast),
        ],
        1..14,
    )
}

/// The same random sequences on every machine.
fn sequences(count: u32) -> Vec<Vec<Deed>> {
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    (0..count)
        .map(|_| deeds().new_tree(&mut runner).map(|tree| tree.current()).unwrap_or_else(|e| panic!("{e}")))
        .collect()
}

const ROUNDS: u32 = 60;

/// Every message: where it is, and what it is.
async fn placement(desk: &TestDesk) -> Vec<(MessageId, ConversationId, MessageKind)> {
    desk.ask(|tx| sql("SELECT id, conversation_id, kind FROM message ORDER BY id").all(tx)).await
}

async fn conversations(desk: &TestDesk) -> Vec<ConversationId> {
    desk.ask(|tx| sql("SELECT id FROM conversation ORDER BY id").all(tx)).await
}

/// Three conversations of five messages, each with a secret note.
async fn three(desk: &TestDesk) {
    for subject in ["kettle", "lid", "toaster"] {
        let one = desk.mia().mail(subject).about(subject).files().await;
        desk.ana().notes(&one, "HUSH note").await;
        desk.later(1);
        desk.mia().replies(&one, "more").await;
        desk.ana().notes(&one, "HUSH again").await;
        desk.mia().replies(&one, "and more").await;
    }
}

/// Does it, if the rules allow; here is what would undo it.
async fn does(desk: &TestDesk, deed: Deed) -> Option<i64> {
    let all = conversations(desk).await;
    let pick = |n: usize| all[n % all.len()];
    match deed {
        Deed::Merge(a, b) => {
            let (kept, other) = (pick(a), pick(b));
            attempt(desk, move |work| {
                let other = find(work, other)?;
                find(work, kept)?.merge(work, &other).map(|done| Some(done.rearrangement))
            })
            .await
        }
        Deed::Split(a, n) => {
            let (one, at) = (pick(a), message_of(desk, pick(a), n).await?);
            attempt(desk, move |work| find(work, one)?.split(work, at).map(|done| Some(done.rearrangement))).await
        }
        Deed::Move(a, b, n) => {
            let (from, to, what) = (pick(a), pick(b), message_of(desk, pick(a), n).await?);
            attempt(desk, move |work| {
                let (from, to) = (find(work, from)?, find(work, to)?);
                desk::move_messages(work, &from, &[what], &to).map(|done| Some(done.rearrangement))
            })
            .await
        }
        Deed::Inbox(a) => {
            let (one, secret) = (pick(a), desk.secret);
            attempt(desk, move |work| find(work, one)?.move_to_inbox(work, secret).map(|done| Some(done.rearrangement))).await
        }
        Deed::Reply(a, n) => {
            let (one, answers) = (pick(a), message_of(desk, pick(a), n).await);
            let reply = Reply { answers, ..reply_to("mia@example.org", "Dear Mia") };
            attempt(desk, move |work| find(work, one)?.reply(work, &reply).map(|_| None)).await
        }
        Deed::Forward(a, n) => {
            let (one, message) = (pick(a), message_of(desk, pick(a), n).await?);
            let recipients = Recipients::parse("factory@parts.test", "", "").unwrap_or_default();
            let forward = Forward { message, recipients, text: "Look".into(), draft: None };
            attempt(desk, move |work| find(work, one)?.forward(work, &forward).map(|_| None)).await
        }
        Deed::Note(a) => {
            let one = pick(a);
            attempt(desk, move |work| find(work, one)?.note(work, "HUSH later", None).map(|_| None)).await
        }
        Deed::Answer(a) => {
            desk.mia().replies(&pick(a), "an answer").await;
            None
        }
        Deed::UndoLast => None,
    }
}

fn find(work: &mut db::Work<'_>, id: ConversationId) -> Result<desk::Conversation, Trouble> {
    desk::conversations::find(work, id)
}

async fn message_of(desk: &TestDesk, conversation: ConversationId, n: usize) -> Option<MessageId> {
    let messages = desk.messages(&conversation).await;
    messages.get(n % messages.len().max(1)).map(|message| message.id)
}

/// A refusal is an answer too; anything else is a fault.
async fn attempt(desk: &TestDesk, deed: impl FnMut(&mut db::Work<'_>) -> Result<Option<i64>, Trouble> + Send + 'static) -> Option<i64> {
    match desk.ana().tries(deed).await {
        Ok(undo) => undo,
        Err(Trouble::Refused(_) | Trouble::NotFound(_)) => None,
        Err(fault) => panic!("{fault}"),
    }
}

#[both_databases]
async fn undoing_backwards_restores_every_message_to_its_place(desk: TestDesk) {
    three(&desk).await;
    for sequence in sequences(ROUNDS) {
        // Each thing that can be undone, with the placement of the messages there were just before it.
        let mut done = Vec::new();
        for deed in &sequence {
            let before = placement(&desk).await;
            if matches!(deed, Deed::UndoLast) {
                undo_last(&desk, &mut done, &sequence).await;
            } else if let Some(undo) = does(&desk, *deed).await {
                done.push((undo, before));
            }
        }
        while !done.is_empty() {
            undo_last(&desk, &mut done, &sequence).await;
        }

        assert_eq!(desk.count("SELECT COUNT(*) FROM conversation c WHERE c.message_count <> (SELECT COUNT(*) FROM message m WHERE m.conversation_id = c.id)").await, 0, "{sequence:?}");
        assert_eq!(
            desk.count("SELECT COUNT(*) FROM conversation WHERE status = 'open' AND message_count = 0").await,
            0,
            "{sequence:?}"
        );
        everything_survives(&desk, &sequence).await;
    }
}

type Placement = Vec<(MessageId, ConversationId, MessageKind)>;

async fn undo_last(desk: &TestDesk, done: &mut Vec<(i64, Placement)>, sequence: &[Deed]) {
    let Some((undo, before)) = done.pop() else { return };
    desk.ana().undoes(undo).await;
    let after = placement(desk).await;
    // Messages written since are wherever they were written.
    assert_eq!(after[..before.len()], before[..], "{sequence:?}");
}

/// Wherever a merged conversation points, the way ends at one that is not merged.
async fn everything_survives(desk: &TestDesk, sequence: &[Deed]) {
    for conversation in conversations(desk).await {
        let end = desk.ask(move |tx| desk::conversations::surviving(tx, conversation)).await;
        assert!(end.is_some(), "{sequence:?}");
    }
}

#[both_databases]
async fn attack_25_no_note_changes_its_kind_or_leaves_the_house(desk: TestDesk) {
    three(&desk).await;
    for sequence in sequences(ROUNDS) {
        for deed in &sequence {
            does(&desk, *deed).await;
        }
        desk.later(UNDO);

        let left = desk.posts().await;

        assert!(left.iter().all(|posted| !posted.all_words().contains("HUSH")), "{sequence:?}: {left:?}");
        assert_eq!(
            desk.count("SELECT COUNT(*) FROM message WHERE text LIKE '%HUSH%' AND kind <> 'note'").await,
            0,
            "{sequence:?}"
        );
        assert_eq!(desk.count("SELECT COUNT(*) FROM message WHERE text LIKE '%HUSH%' AND delivery IS NOT NULL").await, 0);
    }
}
