-- What somebody did in one step, and how things stood before and after, so that it can be undone; forgotten when it cannot be any
-- more. `agent_id` is below zero for a service token.
CREATE TABLE deed (
    id {id},
    agent_id BIGINT NOT NULL,
    way TEXT NOT NULL,
    message_id BIGINT,
    done_at BIGINT NOT NULL,
    good_until BIGINT NOT NULL,
    undone_at BIGINT,
    forgotten_at BIGINT
);
CREATE INDEX deed_to_forget ON deed (done_at) WHERE forgotten_at IS NULL;
CREATE INDEX deed_by_message ON deed (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX deed_by_agent ON deed (agent_id, id) WHERE undone_at IS NULL;

CREATE TABLE deed_change (
    deed_id BIGINT NOT NULL REFERENCES deed (id),
    conversation_id BIGINT NOT NULL REFERENCES conversation (id),
    changed TEXT NOT NULL,
    undone_at BIGINT,
    PRIMARY KEY (deed_id, conversation_id)
);

-- One change to many conversations. It goes on by itself until every item has an outcome. What was begun with a key is begun once.
CREATE TABLE bulk (
    id {id},
    agent_id BIGINT NOT NULL,
    actor TEXT NOT NULL,
    zone TEXT NOT NULL,
    change TEXT NOT NULL,
    deed_id BIGINT NOT NULL REFERENCES deed (id),
    total BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    finished_at BIGINT,
    once_key TEXT,
    UNIQUE (agent_id, once_key)
);
CREATE INDEX bulk_by_agent ON bulk (agent_id, id);
CREATE INDEX bulk_by_deed ON bulk (deed_id);

CREATE TABLE bulk_item (
    bulk_id BIGINT NOT NULL REFERENCES bulk (id),
    place BIGINT NOT NULL,
    conversation_id BIGINT NOT NULL REFERENCES conversation (id),
    outcome TEXT NOT NULL DEFAULT 'waiting',
    reason TEXT,
    PRIMARY KEY (bulk_id, place)
);
CREATE INDEX bulk_item_by_outcome ON bulk_item (bulk_id, outcome, place);

CREATE TABLE checklist_item (
    id {id},
    conversation_id BIGINT NOT NULL REFERENCES conversation (id),
    text TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    done_at BIGINT,
    done_by BIGINT,
    removed_at BIGINT
);
CREATE INDEX checklist_item_by_conversation ON checklist_item (conversation_id, id);

CREATE TABLE follow_up (
    id {id},
    conversation_id BIGINT NOT NULL REFERENCES conversation (id),
    agent_id BIGINT REFERENCES agent (id),
    team_id BIGINT REFERENCES team (id),
    note TEXT NOT NULL DEFAULT '',
    due_at BIGINT NOT NULL,
    unless_answered BOOLEAN NOT NULL,
    after_message BIGINT NOT NULL DEFAULT 0,
    made_at BIGINT NOT NULL,
    fell_due_at BIGINT,
    ended_at BIGINT,
    ended_how TEXT
);
CREATE INDEX follow_up_by_conversation ON follow_up (conversation_id, id);
CREATE INDEX follow_up_to_come ON follow_up (due_at, id) WHERE fell_due_at IS NULL AND ended_at IS NULL;
CREATE INDEX follow_up_owed_by_agent ON follow_up (agent_id) WHERE fell_due_at IS NOT NULL AND ended_at IS NULL;
CREATE INDEX follow_up_owed_by_team ON follow_up (team_id) WHERE fell_due_at IS NOT NULL AND ended_at IS NULL;

-- How an agent likes to work at the desk.
CREATE TABLE desk_preference (
    agent_id BIGINT PRIMARY KEY REFERENCES agent (id),
    after_resolve TEXT NOT NULL
);

-- What a macro changed is undone as a deed now.
DROP TABLE macro_use;
