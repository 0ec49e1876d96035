//! Who takes part in a side conversation: addresses outside, teams and colleagues of ours. Never the customer, who has a thread of
//! their own, and never an address of ours, which would be a loop.

use super::{People, Side, SideId};
use crate::conversation::reply::is_ours;
use crate::{Conversation, Event, conversations, inboxes, viewer};
use customers::{CustomerId, identities};
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::EmailAddress;

/// One of them; exactly one of the three is there.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Participant {
    pub address: Option<String>,
    pub agent_id: Option<i64>,
    pub team_id: Option<i64>,
}

/// More than this is a mailing.
const MOST: usize = 20;

impl Side {
    /// Lets somebody take part from now on.
    pub fn ask(&self, work: &mut Work<'_>, people: &People) -> Result<(), Trouble> {
        let home = conversations::find(work, self.conversation_id)?.unlocked(work)?;
        if add(work, self.id, &home, people)? { self.people_changed(work) } else { Ok(()) }
    }

    /// Writes to an address no more.
    pub fn leave_out(&self, work: &mut Work<'_>, address: &str) -> Result<(), Trouble> {
        conversations::find(work, self.conversation_id)?.unlocked(work)?;
        let rows = sql("DELETE FROM side_participant WHERE side_id = $1 AND address = $2")
            .with(self.id)
            .with(address)
            .run(work)?;
        if rows > 0 { self.people_changed(work) } else { Ok(()) }
    }

    pub(super) fn people_changed(&self, work: &mut Work<'_>) -> Result<(), Trouble> {
        sql("UPDATE side SET version = version + 1 WHERE id = $1").with(self.id).run(work)?;
        work.record(&Event::SidePeopleChanged { conversation: self.conversation_id, side: self.id })
    }
}

/// Adds them, each once; `true`: somebody is new.
pub(super) fn add(work: &mut Work<'_>, side: SideId, home: &Conversation, people: &People) -> Result<bool, Trouble> {
    must_be_third_parties(work, home, &people.addresses)?;
    let mut rows = 0;
    for address in &people.addresses {
        rows += add_address(work, side, address.as_str())?;
    }
    for agent in &people.agents {
        if !viewer::may_see(work, *agent, home.inbox_id)? {
            return Err(Trouble::refused("desk-side-cannot-see"));
        }
        rows += sql("INSERT INTO side_participant (side_id, agent_id) SELECT $1, $2
                      WHERE NOT EXISTS (SELECT 1 FROM side_participant WHERE side_id = $1 AND agent_id = $2)")
        .with(side)
        .with(*agent)
        .run(work)?;
    }
    for team in &people.teams {
        sql("SELECT id FROM team WHERE id = $1 AND archived_at IS NULL")
            .with(*team)
            .only::<i64>(work, "team")?;
        rows += sql("INSERT INTO side_participant (side_id, team_id) SELECT $1, $2
                      WHERE NOT EXISTS (SELECT 1 FROM side_participant WHERE side_id = $1 AND team_id = $2)")
        .with(side)
        .with(*team)
        .run(work)?;
    }
    let all = super::participants(work, side)?.len();
    if all > MOST {
        return Err(Trouble::refused("desk-side-too-many").with("most", MOST));
    }
    Ok(rows > 0)
}

pub(super) fn add_address(work: &mut Work<'_>, side: SideId, address: &str) -> Result<u64, Trouble> {
    sql("INSERT INTO side_participant (side_id, address) SELECT $1, $2
          WHERE NOT EXISTS (SELECT 1 FROM side_participant WHERE side_id = $1 AND address = $2)")
    .with(side)
    .with(address)
    .run(work)
}

/// Asked again with every letter: who is the customer may have changed since.
pub(super) fn must_be_third_parties(tx: &mut Tx<'_>, home: &Conversation, addresses: &[EmailAddress]) -> Result<(), Trouble> {
    let ours = inboxes::our_addresses(tx)?;
    for address in addresses {
        if ours.iter().any(|our| is_ours(address, our)) {
            return Err(Trouble::refused("desk-side-ours").with("address", address.as_str()));
        }
        if is_of_the_thread(tx, home, address.as_str())? {
            return Err(Trouble::refused("desk-side-customer").with("address", address.as_str()));
        }
    }
    Ok(())
}

/// Whether this address is the customer's or takes part in their thread.
fn is_of_the_thread(tx: &mut Tx<'_>, home: &Conversation, address: &str) -> Result<bool, Trouble> {
    Ok(is_the_customer_s(tx, home, address)? || conversations::has_participant(tx, home.id, address)?)
}

/// Whether the customer themselves is known by this address.
pub(super) fn is_the_customer_s(tx: &mut Tx<'_>, home: &Conversation, address: &str) -> Result<bool, Trouble> {
    let held = identities::of(tx, CustomerId(home.customer_id))?;
    Ok(held.iter().any(|one| one.value.eq_ignore_ascii_case(address)))
}

/// The addresses letters go to.
pub(super) fn addresses(tx: &mut Tx<'_>, side: SideId) -> Result<Vec<EmailAddress>, Trouble> {
    let all: Vec<String> = sql("SELECT address FROM side_participant WHERE side_id = $1 AND address IS NOT NULL ORDER BY id")
        .with(side)
        .all(tx)?;
    Ok(all.iter().filter_map(|address| EmailAddress::parse(address).ok()).collect())
}

/// The colleagues who take part, by themselves or by a team of theirs.
pub(super) fn colleagues(tx: &mut Tx<'_>, side: SideId) -> Result<Vec<i64>, Trouble> {
    sql("SELECT p.agent_id FROM side_participant p WHERE p.side_id = $1 AND p.agent_id IS NOT NULL
         UNION SELECT m.agent_id FROM side_participant p JOIN team_member m ON m.team_id = p.team_id WHERE p.side_id = $1
         ORDER BY 1")
    .with(side)
    .all(tx)
}
