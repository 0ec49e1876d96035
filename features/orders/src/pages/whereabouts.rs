//! The conversation an order was opened from, carried along in addresses and forms so that every page leads back to it.

use web::parts::link_button;
use web::{Fields, Markup, SignedIn, html};

/// The number of the conversation, if there is one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct From(pub Option<i64>);

impl From {
    pub(super) fn of(fields: &Fields) -> Self {
        Self(fields.number("conversation").filter(|number| *number > 0))
    }

    /// The address with the conversation behind it.
    pub(super) fn link(self, path: &str) -> String {
        match self.0 {
            Some(number) if path.contains('?') => format!("{path}&conversation={number}"),
            Some(number) => format!("{path}?conversation={number}"),
            None => path.to_owned(),
        }
    }

    /// The same inside a form.
    pub(super) fn field(self) -> Markup {
        html! { @if let Some(number) = self.0 { input type="hidden" name="conversation" value=(number); } }
    }

    /// The way back.
    pub(super) fn back(self, who: &SignedIn) -> Markup {
        html! {
            @if let Some(number) = self.0 {
                (link_button(who.t().say_with("orders-back-to-conversation", &[("number", &number.to_string())]), format!("/conversations/{number}")).icon("chevron-left"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::From;

    #[test]
    fn the_conversation_goes_along_in_every_address() {
        assert_eq!(From(Some(7)).link("/orders/K1"), "/orders/K1?conversation=7");
        assert_eq!(From(Some(7)).link("/orders?q=a"), "/orders?q=a&conversation=7");
        assert_eq!(From(None).link("/orders/K1"), "/orders/K1");
    }
}
