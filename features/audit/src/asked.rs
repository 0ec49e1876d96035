//! What somebody wants to see of the log: by whom, about what, between which days.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use kit::Moment;
use web::Fields;

/// What a line is about, in words a person chooses by; each names the kinds it covers by how they begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    pub word: &'static str,
    pub kinds: &'static [&'static str],
}

/// The areas, in the order they are offered.
pub const AREAS: &[Area] = &[
    Area {
        word: "ways-in",
        kinds: &[
            "agent.signed_in",
            "agent.sessions_ended",
            "agent.password_changed",
            "agent.reset_asked",
            "agent.second_factor",
            "agent.passkey",
            "agent.recovery_code",
            "agent.local_link",
            "sign_in.",
            "access.",
            "provider.",
        ],
    },
    Area {
        word: "people",
        kinds: &[
            "agent.added",
            "agent.invit",
            "agent.profile",
            "agent.role_changed",
            "agent.deactivated",
            "agent.reactivated",
            "role.",
            "team.",
            "directory.",
        ],
    },
    Area {
        word: "conversations",
        kinds: &[
            "conversation.",
            "message.",
            "note.",
            "side.",
            "draft.",
            "checklist.",
            "follow_up.",
            "bulk.",
            "colleagues.",
            "mail.",
        ],
    },
    Area {
        word: "customers",
        kinds: &[
            "customer.",
            "company.created",
            "company.domain",
            "company.imported",
            "company.removed",
            "company.renamed",
            "identity.",
            "rating.",
            "portal.code",
            "portal.signed",
            "portal.wrote",
        ],
    },
    Area {
        word: "orders",
        kinds: &[
            "order.",
            "action.",
            "approval.",
            "balance.",
            "paper.",
            "payment.",
            "product.",
            "suggestion.",
            "shop.errand",
            "shop.order",
        ],
    },
    Area { word: "knowledge", kinds: &["article."] },
    Area { word: "privacy", kinds: &["privacy.", "hold."] },
    Area {
        word: "programs",
        kinds: &["agent.token", "service_token.", "webhook.", "push.", "shop.connected", "shop.settings", "shop.disconnected"],
    },
    Area {
        word: "settings",
        kinds: &[
            "inbox.",
            "mailbox.",
            "tag.",
            "field.",
            "view.",
            "macro.",
            "target.set",
            "target.dropped",
            "hours.",
            "settings.",
            "company.named",
            "customer_attribute.",
            "policy.",
            "portal.look",
            "record.type",
            "shop.brand",
            "shop.entity",
            "shop.rate",
            "shop.tax",
            "shop.plan",
            "setup.",
        ],
    },
    Area { word: "exports", kinds: &["audit."] },
];

/// What is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    pub by: Option<i64>,
    pub area: String,
    /// A kind, or how it begins; only an address asks for it, for it is a word of programs.
    pub kind: String,
    pub from: String,
    pub until: String,
}

impl Asked {
    /// Reads it from an address; what is no filter is none.
    pub fn read(fields: &Fields) -> Self {
        let day = |name: &str| Some(fields.text(name)).filter(|day| day.parse::<Date>().is_ok()).unwrap_or_default().to_owned();
        let kind: String = fields
            .text("kind")
            .chars()
            .filter(|c| c.is_ascii_lowercase() || *c == '_' || *c == '.')
            .take(60)
            .collect();
        Self {
            by: fields.number("by").filter(|by| *by > 0),
            area: AREAS
                .iter()
                .find(|area| area.word == fields.text("area"))
                .map_or_else(String::new, |area| area.word.to_owned()),
            kind,
            from: day("from"),
            until: day("until"),
        }
    }

    /// The same as part of an address.
    pub fn query(&self) -> String {
        let by = self.by.map(|by| by.to_string()).unwrap_or_default();
        let parts = [("by", &by), ("area", &self.area), ("kind", &self.kind), ("from", &self.from), ("until", &self.until)];
        let said = parts.into_iter().filter(|(_, value)| !value.is_empty());
        // Nothing in these values has to be escaped: numbers, words of ours, letters with dots, days.
        said.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
    }

    /// How the kinds begin that are wanted; none for all.
    pub fn beginnings(&self) -> Vec<String> {
        if !self.kind.is_empty() {
            return vec![self.kind.clone()];
        }
        let area = AREAS.iter().find(|area| area.word == self.area);
        area.map(|area| area.kinds.iter().map(|kind| (*kind).to_owned()).collect()).unwrap_or_default()
    }

    /// The first moment of the first day and the first behind the last, on the reader's clock.
    pub fn between(&self, zone: &str) -> (Option<Moment>, Option<Moment>) {
        let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
        let begins = |day: Date| day.to_zoned(zone.clone()).ok().map(|at| Moment::from_seconds(at.timestamp().as_second()));
        let from = self.from.parse::<Date>().ok().and_then(begins);
        let until = self.until.parse::<Date>().ok().and_then(|day| day.tomorrow().ok()).and_then(begins);
        (from, until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_survives_the_address_and_nonsense_asks_nothing() {
        let asked = Asked::read(&Fields::parse(b"by=3&area=people&kind=agent.&from=2026-03-01&until=2026-03-31"));
        assert_eq!(Asked::read(&Fields::parse(asked.query().as_bytes())), asked);

        let nonsense = Asked::read(&Fields::parse(b"by=-1&area=x&kind=%27%25%20OR%201=1&from=yesterday&until=2026-99-99"));
        assert_eq!((nonsense.by, nonsense.area.as_str(), nonsense.from.as_str(), nonsense.until.as_str()), (None, "", "", ""));
        assert!(!nonsense.kind.contains(['\'', '%', ' ', '=']));
    }

    #[test]
    fn days_are_the_readers() {
        let asked = Asked { from: "2026-03-01".into(), until: "2026-03-01".into(), ..Asked::default() };

        let (from, until) = asked.between("Asia/Shanghai");
        assert_eq!(from.map(Moment::rfc3339).as_deref(), Some("2026-02-28T16:00:00Z"));
        assert_eq!(until.map(Moment::rfc3339).as_deref(), Some("2026-03-01T16:00:00Z"));
    }
}
