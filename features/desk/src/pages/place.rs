//! Where a list is: a view, a saved view, an inbox, a team, a tag. Written in addresses so that a conversation knows what came before
//! and after it, and what to show once it is done.

use crate::lists::{Asked, View};
use crate::{InboxId, ViewId, Viewer, inboxes, views};
use db::{Trouble, Tx, sql};
use filter::{Condition, Key, Vocabulary};
use web::{Fields, Text};

/// One list an agent can stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    View(View),
    /// A saved view, or a filter somebody just typed.
    Saved(i64),
    Inbox(i64),
    Team(i64),
    Tag(i64),
}

impl Place {
    /// Reads `view=mine`, `saved=7`, `inbox=3`, `team=2` or `tag=5` of an address or form; everything if none is there.
    pub fn of(fields: &Fields) -> Self {
        let numbered = |name: &str, place: fn(i64) -> Self| fields.number(name).map(place);
        numbered("inbox", Self::Inbox)
            .or_else(|| numbered("team", Self::Team))
            .or_else(|| numbered("tag", Self::Tag))
            .or_else(|| numbered("saved", Self::Saved))
            .unwrap_or_else(|| Self::View(View::of_word(fields.text("view")).unwrap_or(View::All)))
    }

    /// Reads it from the address of a page: its query, or the path of a list.
    pub fn of_address(address: &str) -> Self {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let query = query.split('#').next().unwrap_or_default();
        let (mut words, segments) =
            (query.split('&').filter_map(|pair| pair.split_once('=')), path.rsplit('/').take(2).collect::<Vec<_>>());
        let by_path = match segments.as_slice() {
            [last, "views"] => Some(("view", *last)),
            [last, "saved"] => Some(("saved", *last)),
            [last, "inboxes"] => Some(("inbox", *last)),
            [last, "teams"] => Some(("team", *last)),
            [last, "tags"] => Some(("tag", *last)),
            _ => None,
        };
        let named = by_path.or_else(|| words.find(|(name, _)| ["view", "saved", "inbox", "team", "tag"].contains(name)));
        named.and_then(|(name, value)| Self::named(name, value)).unwrap_or(Self::View(View::All))
    }

    fn named(name: &str, value: &str) -> Option<Self> {
        match name {
            "view" => View::of_word(value).map(Self::View),
            "saved" => value.parse().ok().map(Self::Saved),
            "inbox" => value.parse().ok().map(Self::Inbox),
            "team" => value.parse().ok().map(Self::Team),
            _ => value.parse().ok().map(Self::Tag),
        }
    }

    /// The name and value that lead back to it.
    pub fn field(self) -> (&'static str, String) {
        match self {
            Self::View(view) => ("view", view.word().to_owned()),
            Self::Saved(id) => ("saved", id.to_string()),
            Self::Inbox(id) => ("inbox", id.to_string()),
            Self::Team(id) => ("team", id.to_string()),
            Self::Tag(id) => ("tag", id.to_string()),
        }
    }

    /// `view=mine`, for the end of an address.
    pub fn query(self) -> String {
        let (name, value) = self.field();
        format!("{name}={value}")
    }

    /// Where the list itself is.
    pub fn href(self) -> String {
        match self {
            Self::View(view) => format!("/views/{}", view.word()),
            Self::Saved(id) => format!("/views/saved/{id}"),
            Self::Inbox(id) => format!("/inboxes/{id}"),
            Self::Team(id) => format!("/teams/{id}"),
            Self::Tag(id) => format!("/tags/{id}"),
        }
    }

    /// A conversation seen from here.
    pub fn conversation(self, number: i64) -> String {
        format!("/conversations/{number}?{}", self.query())
    }

    /// What its list asks for.
    pub fn asked(self, tx: &mut Tx<'_>, viewer: Viewer) -> Result<Asked, Trouble> {
        let nothing = Asked::default();
        Ok(match self {
            Self::Saved(id) => {
                let view = views::find(tx, viewer, false, ViewId(id))?;
                views::asked(tx, viewer, &view)?
            }
            Self::View(view) => Asked { view: Some(view), ..nothing },
            Self::Inbox(id) => Asked { inbox: Some(InboxId(id)), view: Some(View::Open), ..nothing },
            Self::Team(id) => Asked { team: Some(id), view: Some(View::Open), ..nothing },
            Self::Tag(id) => Asked { tag: Some(id), ..nothing },
        })
    }

    /// The filter that lists the same.
    pub fn as_filter(self, title: &str) -> Condition {
        let named = |key| Condition::Is { key, any_of: vec![title.to_owned()] };
        let open = || Condition::Is { key: Key::Status, any_of: vec!["open".into()] };
        match self {
            Self::View(view) => filter::parse(view_filter(view), &Vocabulary::default()).unwrap_or_else(|_| Condition::everything()),
            Self::Saved(_) => Condition::everything(),
            Self::Inbox(_) => Condition::all(vec![named(Key::Inbox), open()]),
            Self::Team(_) => Condition::all(vec![named(Key::Team), open()]),
            Self::Tag(_) => named(Key::Tag),
        }
    }

    /// What it is called; not there and not visible are the same answer.
    pub fn title(self, tx: &mut Tx<'_>, viewer: Viewer, text: &Text) -> Result<String, Trouble> {
        match self {
            Self::View(view) => Ok(text.say(view_key(view))),
            Self::Saved(id) => {
                let view = views::find(tx, viewer, false, ViewId(id))?;
                Ok(if view.name.is_empty() { text.say("desk-view-passing") } else { view.name })
            }
            Self::Inbox(id) => {
                let seen = inboxes::seen_by(tx, viewer)?;
                seen.into_iter()
                    .find(|inbox| inbox.id.0 == id)
                    .map(|inbox| inbox.name)
                    .ok_or(Trouble::NotFound("inbox"))
            }
            Self::Team(id) => sql("SELECT name FROM team WHERE id = $1 AND archived_at IS NULL").with(id).only(tx, "team"),
            Self::Tag(id) => sql("SELECT name FROM tag WHERE id = $1").with(id).only(tx, "tag"),
        }
    }
}

/// A built-in view in words.
const fn view_filter(view: View) -> &'static str {
    match view {
        View::Mine => "assignee:me status:open",
        View::Unassigned => "assignee:nobody status:open",
        View::Mentions => "is:mentioned",
        View::Waiting => "is:waiting status:open",
        View::Breaching => "is:breaching",
        View::FollowUps => "is:follow-up",
        View::Open => "status:open",
        View::Pending => "status:pending",
        View::OnHold => "status:on_hold",
        View::Snoozed => "status:snoozed",
        View::Resolved => "status:resolved,closed",
        View::Trouble => "is:undelivered",
        View::All => "",
    }
}

/// The key of a view's name.
pub const fn view_key(view: View) -> &'static str {
    match view {
        View::Mine => "desk-view-mine",
        View::Unassigned => "desk-view-unassigned",
        View::Mentions => "desk-view-mentions",
        View::Waiting => "desk-view-waiting",
        View::Breaching => "desk-view-breaching",
        View::FollowUps => "desk-view-follow-ups",
        View::Open => "desk-view-open",
        View::Pending => "desk-view-pending",
        View::OnHold => "desk-view-on-hold",
        View::Snoozed => "desk-view-snoozed",
        View::Resolved => "desk-view-resolved",
        View::Trouble => "desk-view-trouble",
        View::All => "desk-view-all",
    }
}

#[cfg(test)]
mod tests {
    use super::view_filter;
    use crate::lists::View;
    use filter::{Vocabulary, parse};

    #[test]
    fn every_built_in_view_is_a_filter_one_can_type() {
        for view in View::ALL {
            let read = parse(view_filter(*view), &Vocabulary::default()).unwrap_or_else(|fault| panic!("{view:?}: {fault:?}"));
            assert_eq!(read.to_string(), view_filter(*view));
        }
    }
}
