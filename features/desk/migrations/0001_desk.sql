CREATE TABLE inbox (
    id {id},
    channel TEXT NOT NULL,
    name TEXT NOT NULL,
    address TEXT NOT NULL UNIQUE,
    from_name TEXT NOT NULL DEFAULT '',
    signature TEXT NOT NULL DEFAULT '',
    team_id BIGINT REFERENCES team (id),
    open_to_all BOOLEAN NOT NULL DEFAULT TRUE,
    undo_seconds BIGINT NOT NULL DEFAULT 10,
    acknowledgement TEXT NOT NULL DEFAULT '',
    created_at BIGINT NOT NULL,
    archived_at BIGINT
);

CREATE TABLE inbox_alias (
    address TEXT PRIMARY KEY,
    inbox_id BIGINT NOT NULL REFERENCES inbox (id)
);

CREATE TABLE inbox_access (
    id {id},
    inbox_id BIGINT NOT NULL REFERENCES inbox (id),
    team_id BIGINT REFERENCES team (id),
    agent_id BIGINT REFERENCES agent (id)
);
CREATE INDEX inbox_access_by_inbox ON inbox_access (inbox_id);

CREATE VIEW inbox_seen AS
SELECT a.id AS agent_id, i.id AS inbox_id
  FROM agent a CROSS JOIN inbox i
 WHERE a.deactivated_at IS NULL
   AND (i.open_to_all
        OR EXISTS (SELECT 1 FROM inbox_access x WHERE x.inbox_id = i.id AND x.agent_id = a.id)
        OR EXISTS (SELECT 1 FROM inbox_access x JOIN team_member m ON m.team_id = x.team_id
                    WHERE x.inbox_id = i.id AND m.agent_id = a.id));

CREATE TABLE conversation (
    id {id},
    number BIGINT NOT NULL UNIQUE,
    inbox_id BIGINT NOT NULL REFERENCES inbox (id),
    customer_id BIGINT NOT NULL REFERENCES customer (id),
    subject TEXT NOT NULL,
    status TEXT NOT NULL,
    snoozed_until BIGINT,
    priority TEXT NOT NULL DEFAULT 'normal',
    category TEXT,
    team_id BIGINT REFERENCES team (id),
    assignee_id BIGINT REFERENCES agent (id),
    waiting_since BIGINT,
    opened_at BIGINT NOT NULL,
    last_activity_at BIGINT NOT NULL,
    last_message_id BIGINT,
    message_count BIGINT NOT NULL DEFAULT 0,
    preview TEXT NOT NULL DEFAULT '',
    automatic BOOLEAN NOT NULL DEFAULT FALSE,
    trouble BOOLEAN NOT NULL DEFAULT FALSE,
    merged_into BIGINT REFERENCES conversation (id),
    version BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX conversation_by_activity ON conversation (last_activity_at, id);
CREATE INDEX conversation_by_status ON conversation (status, last_activity_at, id);
CREATE INDEX conversation_by_assignee ON conversation (assignee_id, status, last_activity_at);
CREATE INDEX conversation_by_inbox ON conversation (inbox_id, status, last_activity_at);
CREATE INDEX conversation_by_team ON conversation (team_id, status, last_activity_at);
CREATE INDEX conversation_by_customer ON conversation (customer_id, last_activity_at);
CREATE INDEX conversation_by_waking ON conversation (snoozed_until) WHERE snoozed_until IS NOT NULL;

CREATE TABLE message (
    id {id},
    conversation_id BIGINT NOT NULL REFERENCES conversation (id),
    kind TEXT NOT NULL,
    author_kind TEXT NOT NULL,
    author_id BIGINT,
    from_name TEXT NOT NULL DEFAULT '',
    from_address TEXT NOT NULL DEFAULT '',
    reply_to TEXT NOT NULL DEFAULT '[]',
    subject TEXT NOT NULL DEFAULT '',
    text TEXT NOT NULL,
    html TEXT,
    written_at BIGINT NOT NULL,
    sent_at BIGINT,
    external_id TEXT,
    fingerprint TEXT,
    in_reply_to BIGINT,
    automatic TEXT NOT NULL DEFAULT 'no',
    authentic TEXT NOT NULL DEFAULT 'unknown',
    unreadable TEXT,
    raw_id BIGINT,
    delivery TEXT,
    delivery_reason TEXT,
    due_at BIGINT,
    attempts BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX message_by_conversation ON message (conversation_id, id);
CREATE INDEX message_by_external_id ON message (external_id) WHERE external_id IS NOT NULL;
CREATE UNIQUE INDEX message_by_fingerprint ON message (fingerprint) WHERE fingerprint IS NOT NULL;

CREATE TABLE message_recipient (
    id {id},
    message_id BIGINT NOT NULL REFERENCES message (id),
    role TEXT NOT NULL,
    name TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL,
    outcome TEXT,
    reason TEXT
);
CREATE INDEX message_recipient_by_message ON message_recipient (message_id);

CREATE TABLE participant (
    conversation_id BIGINT NOT NULL REFERENCES conversation (id),
    address TEXT NOT NULL,
    PRIMARY KEY (conversation_id, address)
);

CREATE TABLE blob (
    id {id},
    sha256 TEXT NOT NULL UNIQUE,
    size_bytes BIGINT NOT NULL,
    bytes {bytes} NOT NULL
);

CREATE TABLE attachment (
    id {id},
    message_id BIGINT REFERENCES message (id),
    draft_id BIGINT,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size_bytes BIGINT NOT NULL,
    content_id TEXT,
    inline BOOLEAN NOT NULL DEFAULT FALSE,
    blob_id BIGINT NOT NULL REFERENCES blob (id)
);
CREATE INDEX attachment_by_message ON attachment (message_id);
CREATE INDEX attachment_by_draft ON attachment (draft_id);

CREATE TABLE draft (
    id {id},
    agent_id BIGINT NOT NULL REFERENCES agent (id),
    conversation_id BIGINT REFERENCES conversation (id),
    kind TEXT NOT NULL,
    inbox_id BIGINT REFERENCES inbox (id),
    answers BIGINT,
    to_text TEXT NOT NULL DEFAULT '',
    cc_text TEXT NOT NULL DEFAULT '',
    bcc_text TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL DEFAULT '',
    text TEXT NOT NULL DEFAULT '',
    version BIGINT NOT NULL DEFAULT 1,
    saved_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX draft_of_agent ON draft (agent_id, conversation_id, kind) WHERE conversation_id IS NOT NULL;
CREATE INDEX draft_by_agent ON draft (agent_id, saved_at);

CREATE TABLE tag (
    id {id},
    name TEXT NOT NULL UNIQUE,
    hue BIGINT NOT NULL DEFAULT 0,
    retired_at BIGINT
);

CREATE TABLE conversation_tag (
    conversation_id BIGINT NOT NULL REFERENCES conversation (id),
    tag_id BIGINT NOT NULL REFERENCES tag (id),
    PRIMARY KEY (conversation_id, tag_id)
);
CREATE INDEX conversation_tag_by_tag ON conversation_tag (tag_id, conversation_id);

CREATE TABLE conversation_follower (
    conversation_id BIGINT NOT NULL REFERENCES conversation (id),
    agent_id BIGINT NOT NULL REFERENCES agent (id),
    PRIMARY KEY (conversation_id, agent_id)
);

CREATE TABLE conversation_link (
    id {id},
    from_id BIGINT NOT NULL REFERENCES conversation (id),
    to_id BIGINT NOT NULL REFERENCES conversation (id),
    reason TEXT NOT NULL,
    UNIQUE (from_id, to_id)
);
CREATE INDEX conversation_link_back ON conversation_link (to_id);

CREATE TABLE custom_field (
    id {id},
    key TEXT NOT NULL UNIQUE,
    label TEXT NOT NULL,
    kind TEXT NOT NULL,
    choices TEXT NOT NULL DEFAULT '[]',
    retired_at BIGINT
);

CREATE TABLE conversation_field (
    conversation_id BIGINT NOT NULL REFERENCES conversation (id),
    field_id BIGINT NOT NULL REFERENCES custom_field (id),
    value TEXT NOT NULL,
    PRIMARY KEY (conversation_id, field_id)
);

CREATE TABLE rearrangement (
    id {id},
    kind TEXT NOT NULL,
    conversation_id BIGINT NOT NULL REFERENCES conversation (id),
    other_id BIGINT REFERENCES conversation (id),
    detail TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    made_by BIGINT,
    undone_at BIGINT
);
CREATE INDEX rearrangement_by_conversation ON rearrangement (conversation_id, id);

CREATE TABLE notice (
    id {id},
    agent_id BIGINT NOT NULL REFERENCES agent (id),
    kind TEXT NOT NULL,
    conversation_id BIGINT NOT NULL REFERENCES conversation (id),
    message_id BIGINT,
    made_at BIGINT NOT NULL,
    read_at BIGINT
);
CREATE INDEX notice_by_agent ON notice (agent_id, read_at, id);

CREATE TABLE acknowledged (
    inbox_id BIGINT NOT NULL REFERENCES inbox (id),
    address TEXT NOT NULL,
    acknowledged_at BIGINT NOT NULL,
    PRIMARY KEY (inbox_id, address)
);
