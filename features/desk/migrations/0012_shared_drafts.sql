-- A draft shown to a colleague or a team before it is sent. Its words and files are a row of `draft` of the kind `shared`.
CREATE TABLE shared_draft (
    id {id},
    draft_id BIGINT NOT NULL REFERENCES draft (id),
    conversation_id BIGINT NOT NULL REFERENCES conversation (id),
    author_id BIGINT NOT NULL REFERENCES agent (id),
    agent_id BIGINT REFERENCES agent (id),
    team_id BIGINT REFERENCES team (id),
    shared_at BIGINT NOT NULL,
    edited_by BIGINT NOT NULL REFERENCES agent (id),
    edited_at BIGINT NOT NULL,
    -- Who writes in it now; counts for a while and is then anybody's.
    held_by BIGINT REFERENCES agent (id),
    held_until BIGINT,
    approved_by BIGINT REFERENCES agent (id),
    approved_at BIGINT
);
CREATE INDEX shared_draft_by_conversation ON shared_draft (conversation_id, id);
CREATE UNIQUE INDEX shared_draft_by_draft ON shared_draft (draft_id);

CREATE TABLE shared_draft_comment (
    id {id},
    shared_draft_id BIGINT NOT NULL,
    agent_id BIGINT NOT NULL REFERENCES agent (id),
    text TEXT NOT NULL,
    made_at BIGINT NOT NULL
);
CREATE INDEX shared_draft_comment_by_draft ON shared_draft_comment (shared_draft_id, id);

DROP INDEX draft_of_agent;
CREATE UNIQUE INDEX draft_of_agent ON draft (agent_id, conversation_id, kind) WHERE conversation_id IS NOT NULL AND kind NOT IN ('side', 'shared');

-- Who wrote a message that a colleague sent.
ALTER TABLE message ADD COLUMN drafted_by BIGINT REFERENCES agent (id);
