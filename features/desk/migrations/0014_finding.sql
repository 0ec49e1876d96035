-- What can be read in a file, by its content, so that a file kept twice is read once; or why nothing can.
CREATE TABLE file_text (
    blob_id BIGINT PRIMARY KEY REFERENCES blob (id),
    outcome TEXT NOT NULL,
    text TEXT NOT NULL DEFAULT '',
    read_at BIGINT NOT NULL
);
CREATE INDEX attachment_by_blob ON attachment (blob_id);
-- Files of before are read too.
INSERT INTO job (kind, payload, key, run_at)
SELECT 'desk.read_file', CAST(b.id AS TEXT), 'desk.read_file:' || CAST(b.id AS TEXT), 0 FROM blob b;

-- What somebody searched for: lately, and what they kept by a name. `agent_id` is below zero for a service token.
CREATE TABLE saved_search (
    id {id},
    agent_id BIGINT NOT NULL,
    typed TEXT NOT NULL,
    kind TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    used_at BIGINT NOT NULL,
    saved_at BIGINT,
    removed_at BIGINT,
    version BIGINT NOT NULL DEFAULT 1,
    UNIQUE (agent_id, typed, kind)
);
CREATE INDEX saved_search_by_agent ON saved_search (agent_id, used_at);
CREATE INDEX conversation_follower_by_agent ON conversation_follower (agent_id, conversation_id);
