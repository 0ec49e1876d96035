//! Conversations with all their messages: opened as they stood there, brought up to date where that moved on.

use crate::directory::found_or_made;
use crate::erased::People;
use crate::files::Loaded;
use crate::known::{self, Known};
use crate::messages::{self, Around, INCOMPLETE, NAMELESS};
use crate::plan::{Became, Outcome, Plan, clean};
use customers::CustomerId;
use db::{Trouble, Work};
use desk::taken_over::{self, Opening, Standing};
use desk::{ConversationId, InboxId, Masking};
use foreign::{Conversation, Kind, Priority, Status};
use kit::Moment;

/// Labels of the fields that keep what customers thought of it.
const RATING: [&str; 2] = ["Rating", "Rating comment"];

/// Takes one over. `files` are those of its messages, in their order.
pub(crate) fn take(
    work: &mut Work<'_>,
    plan: &Plan,
    conversation: &Conversation,
    fingerprint: &str,
    files: &[Loaded],
    outcome: &mut Outcome,
) -> Result<Became, Trouble> {
    let place = format!("conversation {}", conversation.number);
    let before = known::find(work, &plan.source, Kind::Conversation, &conversation.id)?;
    if before.as_ref().is_some_and(|before| before.fingerprint == fingerprint) {
        return Ok(Became::Same);
    }
    let Some(here) = here(work, plan, conversation, before.as_ref(), &place, outcome)? else {
        return Ok(Became::Same);
    };
    let Here { id, customer, named, is_new } = here;
    let inbox_id = desk::conversations::find(work, id)?.inbox_id;
    let inbox = desk::inboxes::find(work, inbox_id)?;
    // Covered before anything is compared with it: else each run sees a change there that is none.
    let masking = desk::masking::of_inbox(work, inbox.id)?;
    let theirs = as_it_stands_there(work, plan, conversation, named, masking)?;
    missing(work, plan, conversation, &place, outcome)?;
    let settled = match &before {
        // It was merged here: how the other one stands is not theirs to say. New messages come over.
        Some(before) if before.our_id != id.0 => false,
        Some(before) => bring_up_to_date(work, id, before, &theirs, &place, outcome)?,
        None => put(work, id, &theirs, &place, outcome)?,
    };
    let around = Around {
        plan,
        place: &place,
        their_id: &conversation.id,
        conversation: id,
        customer: (conversation.customer.as_deref(), customer),
        subject: &theirs.subject,
        inbox: &inbox.address,
        opened_at: opened_at(work.now, conversation),
    };
    let added = entries(work, &around, conversation, files, outcome)?;
    if is_new || settled || added > 0 {
        taken_over::recorded(work, id, added)?;
    }
    let mark = if files.iter().all(|files| files.missing.is_empty()) { "" } else { INCOMPLETE };
    let (our_id, stood) = match before {
        // Should the merge be undone, the next run says what changed meanwhile.
        Some(before) if before.our_id != id.0 => (before.our_id, before.stood),
        _ => (id.0, serde_json::to_string(&theirs).unwrap_or_default()),
    };
    let known = Known { our_id, fingerprint: format!("{mark}{fingerprint}"), stood };
    known::remember(work, &plan.source, Kind::Conversation, &conversation.id, &known)?;
    Ok(crate::directory::became(is_new, settled || added > 0))
}

/// Where it is here.
struct Here {
    id: ConversationId,
    customer: CustomerId,
    /// Who its customer is by what is said there; none where that is nobody who came over.
    named: Option<CustomerId>,
    is_new: bool,
}

/// Opens it, or finds what it became. None: it is not taken, and that was said.
fn here(
    work: &mut Work<'_>,
    plan: &Plan,
    conversation: &Conversation,
    before: Option<&Known>,
    place: &str,
    outcome: &mut Outcome,
) -> Result<Option<Here>, Trouble> {
    let Some(before) = before else {
        let customer = first_customer(work, plan, conversation, &mut outcome.people)?;
        if outcome.people.has(work, customer)? {
            outcome.erased(place, "its customer");
            return Ok(None);
        }
        let id = begin(work, plan, conversation, customer)?;
        return Ok(Some(Here { id, customer, named: Some(customer), is_new: true }));
    };
    let Some(id) = taken_over::lives_on(work, ConversationId(before.our_id))? else {
        outcome.note(place, "it is not here any more, and is left so");
        return Ok(None);
    };
    let named = known_customer(work, plan, conversation)?;
    let owner = CustomerId(desk::conversations::find(work, id)?.customer_id);
    for customer in named.into_iter().chain([owner]) {
        if outcome.people.has(work, customer)? {
            outcome.erased(place, "its customer");
            return Ok(None);
        }
    }
    Ok(Some(Here { id, customer: named.unwrap_or(owner), named, is_new: false }))
}

fn begin(work: &mut Work<'_>, plan: &Plan, conversation: &Conversation, customer: CustomerId) -> Result<ConversationId, Trouble> {
    let (number, their_id) = (clean(&conversation.number), clean(&conversation.id));
    let opening = Opening {
        source: &plan.source,
        their_id: &their_id,
        number: &number,
        inbox: inbox(plan, conversation),
        customer: customer.0,
        at: opened_at(work.now, conversation),
    };
    taken_over::open(work, &opening)
}

/// Who its customer is: by the id there, else whoever wrote first, else somebody who stands in.
fn first_customer(work: &mut Work<'_>, plan: &Plan, conversation: &Conversation, people: &mut People) -> Result<CustomerId, Trouble> {
    let written = conversation.messages.iter().find_map(|message| match &message.author {
        foreign::Author::Named(person) if message.kind == foreign::MessageKind::Incoming => {
            Some((person.name.as_str(), person.address.as_str()))
        }
        _ => None,
    });
    let at = opened_at(work.now, conversation);
    Ok(found_or_made(work, plan, people, conversation.customer.as_deref(), written, at)?.0)
}

/// Whoever its customer there is here; none where nobody came over for them.
fn known_customer(work: &mut Work<'_>, plan: &Plan, conversation: &Conversation) -> Result<Option<CustomerId>, Trouble> {
    let known = match &conversation.customer {
        Some(id) => known::ours(work, &plan.source, Kind::Customer, id)?,
        None => None,
    };
    known.map(|known| customers::current(work, CustomerId(known))).transpose()
}

/// Says what it names that did not come: a team, whoever it is assigned to.
fn missing(work: &mut Work<'_>, plan: &Plan, conversation: &Conversation, place: &str, outcome: &mut Outcome) -> Result<(), Trouble> {
    let named = [
        (Kind::Customer, &conversation.customer, "somebody stands in for them, or it stays with whoever has it"),
        (Kind::Team, &conversation.team, "it belongs to no team"),
        (Kind::Agent, &conversation.assignee, "it is assigned to nobody"),
    ];
    for (kind, id, so) in named {
        if let Some(id) = id
            && known::find(work, &plan.source, kind, id)?.is_none()
        {
            outcome.note(place, format!("{} {id}, whom it names, is not in the export: {so}", kind.word()));
        }
    }
    Ok(())
}

/// By the address it came in at; else where everything goes.
fn inbox(plan: &Plan, conversation: &Conversation) -> InboxId {
    plan.inboxes.get(&conversation.inbox.trim().to_lowercase()).copied().unwrap_or(plan.inbox)
}

/// When it was opened; what says it will be opened later is taken for its first message, or for now.
fn opened_at(now: Moment, conversation: &Conversation) -> Moment {
    let first = conversation.messages.iter().filter_map(|message| message.at).min();
    let mut known = [conversation.opened_at, first].into_iter().flatten();
    known.find(|at| *at <= now).unwrap_or(now)
}

/// How it stands there, in our words, as they may be kept.
fn as_it_stands_there(
    work: &mut Work<'_>,
    plan: &Plan,
    conversation: &Conversation,
    customer: Option<CustomerId>,
    masking: Masking,
) -> Result<Standing, Trouble> {
    let ours = |work: &mut Work<'_>, kind: Kind, id: &Option<String>| match id {
        Some(id) => known::ours(work, &plan.source, kind, id),
        None => Ok(None),
    };
    let (status, snoozed_until) = taken_over::awake(status(conversation.status), conversation.snoozed_until, work.now);
    let mut fields: Vec<(String, String)> = conversation.fields.clone();
    if let Some(rating) = &conversation.rating {
        fields.push((RATING[0].into(), rating.score.clone()));
        fields.push((RATING[1].into(), rating.comment.clone()));
    }
    let fields = fields.iter().map(|(label, value)| {
        (taken_over::field_label(label), masking.covered(clean(value).trim()).chars().take(2_000).collect::<String>())
    });
    let tags = conversation.tags.iter().map(|tag| taken_over::tag_name(tag));
    Ok(Standing {
        customer: customer.map(|customer| customer.0),
        subject: subject(conversation, masking),
        status,
        snoozed_until,
        priority: priority(conversation.priority),
        team: ours(work, Kind::Team, &conversation.team)?,
        assignee: ours(work, Kind::Agent, &conversation.assignee)?,
        tags: tags.filter(|tag| !tag.is_empty()).collect(),
        fields: fields.filter(|(label, value)| !label.is_empty() && !value.is_empty()).collect(),
    })
}

/// Chats have no subject: their first words are it. Covered before it is cut, or half a number stays readable.
fn subject(conversation: &Conversation, masking: Masking) -> String {
    let written = clean(conversation.subject.trim());
    if !written.is_empty() {
        return masking.covered(&written).chars().take(500).collect();
    }
    let Some(first) = conversation.messages.first() else { return String::new() };
    let words = if first.text.trim().is_empty() {
        mail::plain_of_html(&first.html)
    } else {
        first.text.clone()
    };
    let words = clean(&words).split_whitespace().take(80).collect::<Vec<_>>().join(" ");
    masking.covered(&words).chars().take(80).collect()
}

const fn status(status: Status) -> desk::Status {
    match status {
        Status::Open => desk::Status::Open,
        Status::Pending => desk::Status::Pending,
        Status::OnHold => desk::Status::OnHold,
        Status::Snoozed => desk::Status::Snoozed,
        Status::Resolved => desk::Status::Resolved,
        Status::Closed => desk::Status::Closed,
    }
}

const fn priority(priority: Priority) -> desk::Priority {
    match priority {
        Priority::Low => desk::Priority::Low,
        Priority::Normal => desk::Priority::Normal,
        Priority::High => desk::Priority::High,
        Priority::Urgent => desk::Priority::Urgent,
    }
}

fn put(work: &mut Work<'_>, id: ConversationId, wanted: &Standing, place: &str, outcome: &mut Outcome) -> Result<bool, Trouble> {
    for why in taken_over::put(work, id, wanted)? {
        outcome.note(place, why);
    }
    Ok(true)
}

/// Theirs where they changed it, unless somebody here changed the same. `true`: something changed here.
fn bring_up_to_date(
    work: &mut Work<'_>,
    id: ConversationId,
    before: &Known,
    theirs: &Standing,
    place: &str,
    outcome: &mut Outcome,
) -> Result<bool, Trouble> {
    let ours = taken_over::standing(work, id)?;
    let Ok(mut last) = serde_json::from_str::<Standing>(&before.stood) else {
        return Ok(false);
    };
    // Whoever was merged since is who they are now.
    if let Some(customer) = last.customer {
        last.customer = Some(customers::current(work, CustomerId(customer))?.0);
    }
    let (becomes, kept) = taken_over::merged(&last, theirs, &ours);
    outcome.left_alone(place, &kept);
    if becomes == ours { Ok(false) } else { put(work, id, &becomes, place, outcome) }
}

/// Its messages. Says how many were added or mended.
fn entries(
    work: &mut Work<'_>,
    around: &Around<'_>,
    conversation: &Conversation,
    files: &[Loaded],
    outcome: &mut Outcome,
) -> Result<i64, Trouble> {
    let id = around.conversation;
    let mut count = 0;
    let none = Loaded::default();
    for (at, message) in conversation.messages.iter().enumerate() {
        if message.id.trim().is_empty() {
            outcome.tally.faulty(Kind::Message);
            outcome.note(around.place, NAMELESS);
            continue;
        }
        let became = messages::take(work, around, message, files.get(at).unwrap_or(&none), outcome)?;
        outcome.tally.count(Kind::Message, became);
        count += i64::from(became != Became::Same);
    }
    if count > 0 {
        for person in outcome.people.left_of(work, &conversation.others)? {
            taken_over::takes_part(work, id, &clean(&person.address))?;
        }
        taken_over::settle(work, id)?;
    }
    Ok(count)
}
