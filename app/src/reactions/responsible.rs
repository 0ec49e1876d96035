//! Who answers for an order hears when its shop did not do what was asked: the agent who acted, as long as they work here;
//! else, as for what a customer or a program did, those who supervise. When it is settled, the notice is.

use agents::{AgentId, Permission, agents as people, rights};
use db::{Trouble, Tx, Work};
use desk::notices::beside::{self, Kind};
use shops::Event;

/// Told again, it is one notice.
pub fn tell(work: &mut Work<'_>, event: &Event) -> Result<(), Trouble> {
    let Some(order) = event.order() else { return Ok(()) };
    let number = orders::orders::find(work, orders::OrderId(order))?.number;
    let link = format!("/orders/{}#errands", shops::pages::escaped(&number));
    let kind = match event {
        Event::ErrandFailed { .. } => Kind::Undone,
        Event::ErrandAsks { .. } => Kind::Asks,
        Event::ErrandDone { .. } => {
            let open = shops::errands::of_order(work, orders::OrderId(order))?;
            return if open.iter().any(shops::errands::Kept::is_unsettled) {
                Ok(())
            } else {
                beside::settled(work, &link)
            };
        }
        _ => return Ok(()),
    };
    let readers = readers(work, event.concerns())?;
    beside::give(work, &readers, kind, &number, &link)
}

/// Only people who may see orders: the notice names one.
fn readers(tx: &mut Tx<'_>, acted: Option<i64>) -> Result<Vec<AgentId>, Trouble> {
    if let Some(agent) = acted.map(AgentId)
        && rights::of_agent(tx, agent)?.has(Permission::OrdersSee)
    {
        return Ok(vec![agent]);
    }
    let mut all = Vec::new();
    for one in people::all(tx)?.into_iter().filter(|one| one.is_active) {
        if rights::of_agent(tx, one.id)?.has(Permission::OrdersManage) {
            all.push(one.id);
        }
    }
    Ok(all)
}
