CREATE TABLE macro (
    id {id},
    name TEXT NOT NULL,
    team_id BIGINT REFERENCES team (id),
    shortcut TEXT NOT NULL DEFAULT '',
    text_en TEXT NOT NULL DEFAULT '',
    text_es TEXT NOT NULL DEFAULT '',
    text_zh TEXT NOT NULL DEFAULT '',
    actions TEXT NOT NULL,
    before TEXT,
    used BIGINT NOT NULL DEFAULT 0,
    removed_at BIGINT
);

-- What a macro changed, so that it can be taken back.
CREATE TABLE macro_use (
    id {id},
    macro_id BIGINT NOT NULL REFERENCES macro (id),
    conversation_id BIGINT NOT NULL REFERENCES conversation (id),
    agent_id BIGINT NOT NULL REFERENCES agent (id),
    changed TEXT NOT NULL,
    used_at BIGINT NOT NULL,
    undone_at BIGINT
);
CREATE INDEX macro_use_by_conversation ON macro_use (conversation_id, id);

-- What somebody worked on last, for the palette.
CREATE INDEX activity_by_actor ON activity (actor_id, id) WHERE actor_kind = 'agent' AND conversation_id IS NOT NULL;
