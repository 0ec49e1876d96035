//! From where people may come, and from where programs: two lists of networks. An empty one is everywhere.
//!
//! Asked at every request and by every stream that goes on. Whoever saves a list stands on it themselves, so nobody shuts
//! themselves out, and no program shuts everybody out; the command line clears both (`frontline access clear-networks`).

use super::{NETWORKS, keep, need_to_manage, rules};
use crate::agent::AgentId;
use crate::event::Event;
use crate::permissions::Permission;
use crate::rights::of_agent;
use db::{Actor, Trouble, Tx, Work, sql};
use kit::network::{NamedNetwork, networks_as_text, networks_inside_others, networks_of_text};
use kit::{Network, Networks};
use serde::{Deserialize, Serialize};
use std::net::IpAddr;

/// More lines than this are no list anybody keeps in their head.
const MOST: usize = 500;

/// The rule, as it is kept: lists as text, a line for each network.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    pub people: String,
    pub programs: String,
}

/// The rule as it is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NetworkRule {
    people: Vec<NamedNetwork>,
    programs: Vec<NamedNetwork>,
}

impl NetworkRule {
    /// Reads what was written, by somebody or by us.
    pub fn of(written: &Written) -> Result<Self, Trouble> {
        Ok(Self { people: list(&written.people)?, programs: list(&written.programs)? })
    }

    /// From where people may come.
    pub fn people(&self) -> Networks {
        self.people.iter().map(|one| one.network).collect()
    }

    /// From where programs may come.
    pub fn programs(&self) -> Networks {
        self.programs.iter().map(|one| one.network).collect()
    }

    pub fn is_empty(&self) -> bool {
        self.people.is_empty() && self.programs.is_empty()
    }

    /// As text, tidied.
    pub fn written(&self) -> Written {
        Written {
            people: networks_as_text(&self.people),
            programs: networks_as_text(&self.programs),
        }
    }

    /// Networks that lie in others of their list.
    pub fn inside_others(&self) -> Vec<(Network, Network)> {
        let mut inside = networks_inside_others(&self.people);
        inside.extend(networks_inside_others(&self.programs));
        inside
    }
}

fn list(text: &str) -> Result<Vec<NamedNetwork>, Trouble> {
    let all = networks_of_text(text).map_err(|fault| {
        use kit::network::NotANetwork as N;
        match fault {
            N::NoAddress(text) => Trouble::refused("agents-refused-network").with("text", text),
            N::NoLength { text, most } => Trouble::refused("agents-refused-network-length").with("text", text).with("most", most),
            N::NotItsFirst { text, network } => {
                Trouble::refused("agents-refused-network-first").with("text", text).with("network", network)
            }
        }
    })?;
    if all.len() > MOST {
        return Err(Trouble::refused("agents-refused-networks-many").with("most", MOST));
    }
    Ok(all)
}

/// What saving these lists would mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    pub rule: NetworkRule,
    /// Whoever asks would be shut out.
    pub mine: bool,
    /// Sessions that began at an address that is not on the list, whose, and of how many.
    pub outside: Vec<(String, String)>,
    pub of: usize,
}

/// Works it out; changes nothing.
pub fn effect(tx: &mut Tx<'_>, written: &Written, from: IpAddr) -> Result<Effect, Trouble> {
    let (rule, now, stands) = (NetworkRule::of(written)?, tx.now(), rules(tx)?.sessions);
    let all: Vec<(String, String)> = sql("SELECT a.name, s.address
           FROM session s JOIN agent a ON a.id = s.agent_id
          WHERE s.seen_at > $1 AND s.created_at > $2 AND a.deactivated_at IS NULL
          ORDER BY lower(a.name), s.id")
    .with(stands.used_since(now))
    .with(stands.begun_since(now))
    .all(tx)?;
    let (of, people) = (all.len(), rule.people());
    let is_outside = |address: &str| address.parse().is_ok_and(|address| !people.admit(address));
    let outside = all.into_iter().filter(|(_, address)| is_outside(address)).collect();
    Ok(Effect { mine: !people.admit(from), rule, outside, of })
}

/// Lays the lists down. `from` is where whoever does it comes from: it must be on their list.
pub fn change(work: &mut Work<'_>, written: &Written, from: Option<IpAddr>) -> Result<(), Trouble> {
    need_to_manage(work)?;
    let (rule, stands) = (NetworkRule::of(written)?, rules(work)?.networks);
    if stands == rule {
        work.keep_quietly("it was so before");
        return Ok(());
    }
    refuse_if_shut_out(work, &rule, from)?;
    if matches!(work.actor, Actor::ApiToken(_)) && stands.people != rule.people {
        refuse_if_nobody_could_take_it_back(work, &rule.people())?;
    }
    let written = rule.written();
    keep(work, NETWORKS, &written)?;
    let lines = |text: &str| text.lines().map(str::to_owned).collect();
    work.record(&Event::NetworksChanged { people: lines(&written.people), programs: lines(&written.programs) })
}

/// An agent must stand on the list of people, a program on that of programs; the command line stands on the machine.
fn refuse_if_shut_out(work: &Work<'_>, rule: &NetworkRule, from: Option<IpAddr>) -> Result<(), Trouble> {
    let list = match work.actor {
        Actor::System => return Ok(()),
        Actor::ApiToken(_) => rule.programs(),
        _ => rule.people(),
    };
    let stays = from.map_or_else(|| list.is_empty(), |from| list.admit(from));
    if stays {
        return Ok(());
    }
    let address = from.map_or_else(|| "?".to_owned(), |from| from.to_string());
    Err(Trouble::refused("agents-refused-shut-out").with("address", address))
}

/// A program is not among the people its list is about: somebody who may change the settings must be in from a place on it.
fn refuse_if_nobody_could_take_it_back(work: &mut Work<'_>, people: &Networks) -> Result<(), Trouble> {
    if people.is_empty() {
        return Ok(());
    }
    let (now, stands) = (work.now, rules(work)?.sessions);
    let all: Vec<(AgentId, String)> = sql("SELECT s.agent_id, s.address
           FROM session s JOIN agent a ON a.id = s.agent_id
          WHERE s.seen_at > $1 AND s.created_at > $2 AND a.deactivated_at IS NULL
          ORDER BY s.id")
    .with(stands.used_since(now))
    .with(stands.begun_since(now))
    .all(work)?;
    for (agent, address) in all {
        let stays = address.parse().is_ok_and(|address| people.admit(address));
        if stays && of_agent(work, agent)?.has(Permission::SettingsManage) {
            return Ok(());
        }
    }
    Err(Trouble::refused("agents-refused-shut-everybody-out"))
}

/// Clears both lists.
pub fn clear(work: &mut Work<'_>) -> Result<(), Trouble> {
    change(work, &Written::default(), None)
}
