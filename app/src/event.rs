//! Every event of every room, in one type, so that what follows can be decided in one exhaustive place.

use db::activity::Entry;

/// What happened, whoever's it is.
#[derive(Debug, Clone)]
pub enum Event {
    Desk(desk::Event),
    Customers(customers::Event),
    Agents(agents::Event),
    Email(email::Event),
    Orders(orders::Event),
    Portal(portal::Event),
    Shops(shops::Event),
    Webhooks(webhooks::Event),
    Welcome(welcome::Event),
    Push(push::Event),
    Sso(sso::Event),
    Scim(scim::Event),
    Audit(audit::Event),
    Privacy(privacy::Event),
    Feedback(feedback::Event),
    Knowledge(knowledge::Event),
}

impl Event {
    /// Reads a line of the log; `None` for a kind no room of this version knows.
    pub fn of(entry: &Entry) -> Option<Self> {
        let text = &entry.detail;
        serde_json::from_str(text)
            .map(Self::Desk)
            .or_else(|_| serde_json::from_str(text).map(Self::Customers))
            .or_else(|_| serde_json::from_str(text).map(Self::Agents))
            .or_else(|_| serde_json::from_str(text).map(Self::Email))
            .or_else(|_| serde_json::from_str(text).map(Self::Orders))
            .or_else(|_| serde_json::from_str(text).map(Self::Portal))
            .or_else(|_| serde_json::from_str(text).map(Self::Shops))
            .or_else(|_| serde_json::from_str(text).map(Self::Webhooks))
            .or_else(|_| serde_json::from_str(text).map(Self::Welcome))
            .or_else(|_| serde_json::from_str(text).map(Self::Push))
            .or_else(|_| serde_json::from_str(text).map(Self::Sso))
            .or_else(|_| serde_json::from_str(text).map(Self::Scim))
            .or_else(|_| serde_json::from_str(text).map(Self::Audit))
            .or_else(|_| serde_json::from_str(text).map(Self::Privacy))
            .or_else(|_| serde_json::from_str(text).map(Self::Feedback))
            .or_else(|_| serde_json::from_str(text).map(Self::Knowledge))
            .ok()
    }
}
