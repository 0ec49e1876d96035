//! Steps that were changed after a desk had taken them, which the snapshot of that day found out. It must not happen again: the test that
//! compares each snapshot with what today's steps make fails then.

use db::upgrade::Mend;

/// What desks lack that took a step before it was changed.
pub const MENDS: &[Mend] = &[
    Mend {
        feature: "webhooks",
        number: 1,
        lacks: ("webhook_message", "dropped_at"),
        sql: "ALTER TABLE webhook_message ADD COLUMN dropped_at BIGINT;
              CREATE INDEX webhook_message_dropped ON webhook_message (id) WHERE dropped_at IS NOT NULL;",
    },
    Mend {
        feature: "desk",
        number: 8,
        lacks: ("deed", "forgotten_at"),
        sql: "ALTER TABLE deed ADD COLUMN forgotten_at BIGINT;
              CREATE INDEX deed_to_forget ON deed (done_at) WHERE forgotten_at IS NULL;
              ALTER TABLE bulk ADD COLUMN once_key TEXT;
              CREATE UNIQUE INDEX bulk_once ON bulk (agent_id, once_key);
              CREATE INDEX bulk_by_deed ON bulk (deed_id);",
    },
    // What was told is what was due then.
    Mend {
        feature: "desk",
        number: 9,
        lacks: ("conversation", "breach_told_at"),
        sql: "DROP INDEX conversation_by_breach;
              ALTER TABLE conversation ADD COLUMN breach_told_at BIGINT;
              UPDATE conversation SET breach_told_at = due_at WHERE breach_told;
              ALTER TABLE conversation DROP COLUMN breach_told;
              CREATE INDEX conversation_by_breach ON conversation (due_at, id)
                  WHERE due_at IS NOT NULL AND (breach_told_at IS NULL OR breach_told_at <> due_at);",
    },
];
