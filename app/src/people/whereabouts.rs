//! Where what is kept of a customer is, table by table: for whoever hands it over and whoever erases it.
//!
//! Every table of the desk is in exactly one of three places: reached from `customer` by [`RULES`]; in [`KEPT_BACK`], where something of
//! a customer stands that is not handed over, with the reason; or in [`OF_NOBODY`]. A test sees to it. Outside the database: the search index, which
//! follows the tables; backups; files that `export` wrote.

use moving::hanging::{Link, Rules};

pub use super::words::NamedInWords;

/// The table everything hangs on.
pub const START: &str = "customer";

/// How the rows of a customer are found.
pub const RULES: Rules = Rules {
    also: &[
        Link::of("raw_mail", "message_id", "message"),
        Link::of("file_text", "blob_id", "blob"),
        Link::of("message", "author_id", "customer").only("author_kind", "customer"),
        Link::of("activity", "customer_id", "customer"),
        Link::of("activity", "conversation_id", "conversation"),
        Link::of("activity", "actor_id", "customer").only("actor_kind", "customer"),
        Link::of("actor_day", "actor_id", "customer").only("actor_kind", "customer"),
        Link::of("shop_difference", "order_id", "sales_order"),
        Link::of("shop_link", "ours", "customer").only("kind", "customer"),
        Link::of("shop_link", "ours", "sales_order").only("kind", "order"),
        Link::of("shop_link", "ours", "sales_order").only("kind", "refund"),
        Link::of("shop_link", "ours", "order_unit").only("kind", "piece"),
        Link::of("shop_link", "ours", "payment").only("kind", "payment"),
        Link::of("shop_link", "ours", "shipment").only("kind", "parcel"),
        Link::of("taken_over", "our_id", "customer").only("kind", "customer"),
        Link::of("taken_over", "our_id", "conversation").only("kind", "conversation"),
        Link::of("taken_over", "our_id", "message").only("kind", "message"),
        Link::of("webhook_message", "activity_id", "activity"),
    ],
    along: &[Link::of("attachment", "blob_id", "blob")],
    never: KEPT_BACK,
    by_words: &["acknowledged", "message_recipient", "participant", "raw_mail", "shop_delivery", "side_participant"],
    learnt_from: &["customer_identity", "shop_link", "shop_order"],
};

/// Where something of a customer stands that is not handed to them, and why.
pub const KEPT_BACK: &[(&str, &str)] = &[
    (
        "answered_request",
        "the answer to a program, kept for a day so that it is given twice; what it says stands elsewhere",
    ),
    ("bulk_item", "which conversations a colleague changed at once; what changed is in the log"),
    ("conversation_follower", "which colleagues want to hear of a conversation"),
    ("customer_double", "a guess who may be whom, which names somebody else"),
    ("customer_likeness", "by what such guesses are made"),
    ("deed_change", "how a colleague takes a step back; what they did is in the log"),
    ("draft", "what nobody sent"),
    ("job", "what is not done yet; what comes of it stands elsewhere"),
    ("legal_hold", "what a court or a lawyer wants kept; whoever placed it says whether it may be told"),
    ("looking", "which colleague has a conversation open, for a minute"),
    ("notice", "what colleagues are told; what it is about is in the log"),
    ("notice_beside", "what colleagues are told"),
    ("person_export_piece", "the bytes of an export like this one, gone after a week"),
    ("portal_code", "the hash of a code that is void after minutes"),
    ("portal_knock", "hashes by which tries are counted, gone after a day"),
    ("portal_session", "the hash of a secret, gone with the session"),
    ("rating_link", "by what the link of a question is known, for a month"),
    ("rearrangement", "how a merge is taken back; it names conversations of others, and is in the log"),
    ("saved_search", "what a colleague searched for, in their own words"),
    ("saved_view", "a colleague's list, in their own words"),
    ("settings_change", "settings of the company; an address may stand in a filter"),
    ("shared_draft", "what nobody sent"),
    ("shared_draft_comment", "what colleagues said about what nobody sent"),
    ("stock_entry", "goods; the action that moved them is handed over"),
    ("survey_plan", "whom the desk will ask how it was, until it has"),
    ("verification_code", "the hash of a code that is void after minutes"),
    ("verification_try", "how often a code was tried, for limits"),
];

/// Where nothing of a customer stands, by what stands there.
pub const OF_NOBODY: &[(&str, &[&str])] = &[
    (
        "colleagues and programs, their ways in and their ways to work",
        &[
            "agent",
            "agent_identity",
            "agent_keys",
            "api_token",
            "approval_delegation",
            "bulk",
            "deed",
            "desk_preference",
            "directory_group",
            "directory_user",
            "first_link",
            "inbox_access",
            "invitation",
            "local_link",
            "passkey",
            "passkey_challenge",
            "password_reset",
            "push_device",
            "push_identity",
            "recovery_code",
            "role",
            "second_step",
            "session",
            "sign_in_attempt",
            "sso_trip_ended",
            "team",
            "team_member",
            "telling",
            "welcomed",
        ],
    ),
    (
        "how the company works",
        &[
            "article",
            "article_text",
            "article_version",
            "brand",
            "custom_field",
            "customer_attribute",
            "identity_provider",
            "inbox",
            "inbox_alias",
            "legal_entity",
            "logo",
            "macro",
            "mailbox",
            "policy_version",
            "portal_look",
            "record_type",
            "reply_target",
            "retention_rule",
            "setting",
            "setup_choice",
            "shop",
            "suggestion_rule",
            "suggestion_settings",
            "survey",
            "tag",
            "webhook",
            "working_hours",
        ],
    ),
    (
        "what is sold, and at what price",
        &[
            "bought_together",
            "plan",
            "plan_price",
            "product",
            "rate_card",
            "shipping_rate",
            "tax_class",
            "tax_rate",
            "variant",
            "variant_price",
            "voucher",
        ],
    ),
    ("organisations; which one a customer belongs to stands with the customer", &["company", "company_domain"]),
    (
        "how far something is",
        &["counter", "follower", "paper_series", "retention_run", "shop_cursor", "shop_import"],
    ),
    ("the programs that serve the desk, and which of them does what", &["duty", "node"]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use db::whole::Snapshot;
    use db::{Database, Place};
    use std::collections::BTreeMap;

    /// A table that is added is looked at by somebody before it is kept.
    #[test]
    fn every_table_is_reached_or_named_with_its_reason() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::Sqlite(folder.path().join("frontline.db"));
        let migrations = crate::house::migrations();
        drop(Database::open(place.clone(), &migrations, kit::Clock::system()).unwrap());
        let tables = Snapshot::take(&place, &migrations).unwrap().tables().to_vec();

        let mut found: BTreeMap<String, Vec<&str>> = tables.iter().map(|table| (table.name.clone(), Vec::new())).collect();
        let reached = RULES.reach(&tables, START).into_iter().map(|table| (table, "reached"));
        let back = KEPT_BACK.iter().map(|(table, _)| ((*table).to_owned(), "kept back"));
        let nobody = OF_NOBODY
            .iter()
            .flat_map(|(_, tables)| tables.iter().map(|table| ((*table).to_owned(), "of nobody")));
        for (table, place) in reached.chain(back).chain(nobody) {
            found.entry(table).or_insert_with(|| vec!["there is no such table"]).push(place);
        }

        found.retain(|_, places| places.len() != 1);
        assert!(found.is_empty(), "each of these belongs into one list of app/src/people/whereabouts.rs: {found:#?}");
        let columns = |name: &str| tables.iter().find(|table| table.name == name).expect("a table").clone();
        for link in RULES.also.iter().chain(RULES.along) {
            assert!(columns(link.table).place_of(link.column).is_some(), "{}.{}", link.table, link.column);
            assert!(!columns(link.to).columns.is_empty());
        }
    }
}
