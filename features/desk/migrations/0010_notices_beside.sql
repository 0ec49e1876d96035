-- What an agent must hear of that is no conversation: where it leads, and the name of the thing.
CREATE TABLE notice_beside (
    id {id},
    agent_id BIGINT NOT NULL REFERENCES agent (id),
    kind TEXT NOT NULL,
    about TEXT NOT NULL,
    link TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    read_at BIGINT
);
CREATE INDEX notice_beside_by_agent ON notice_beside (agent_id, read_at, id);
