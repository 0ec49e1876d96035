-- What filters compare: lower case, accents folded. Rows of before are folded as far as a database can; the rest follows with their next change.
ALTER TABLE conversation ADD COLUMN subject_key TEXT NOT NULL DEFAULT '';
ALTER TABLE conversation ADD COLUMN preview_key TEXT NOT NULL DEFAULT '';
UPDATE conversation SET subject_key = LOWER(subject), preview_key = LOWER(preview);
CREATE INDEX conversation_by_waiting ON conversation (waiting_since, id) WHERE waiting_since IS NOT NULL;
CREATE INDEX conversation_by_opening ON conversation (opened_at, id);
CREATE INDEX conversation_by_priority ON conversation (priority, status, last_activity_at);

CREATE TABLE saved_view (
    id {id},
    name TEXT NOT NULL DEFAULT '',
    reach TEXT NOT NULL,
    owner_id BIGINT NOT NULL REFERENCES agent (id),
    team_id BIGINT REFERENCES team (id),
    filter TEXT NOT NULL,
    sort TEXT NOT NULL,
    grouping TEXT NOT NULL,
    columns TEXT NOT NULL,
    density TEXT NOT NULL DEFAULT '',
    before TEXT,
    used_at BIGINT NOT NULL,
    removed_at BIGINT
);
CREATE INDEX saved_view_by_owner ON saved_view (owner_id, reach, used_at);
CREATE INDEX saved_view_by_reach ON saved_view (reach, team_id);
