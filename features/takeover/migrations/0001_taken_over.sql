-- What was taken over from another desk: its id there, what it became here, and how it stood when it was last taken.
CREATE TABLE taken_over (
    id {id},
    source TEXT NOT NULL,
    kind TEXT NOT NULL,
    their_id TEXT NOT NULL,
    our_id BIGINT NOT NULL,
    fingerprint TEXT NOT NULL,
    stood TEXT NOT NULL,
    taken_at BIGINT NOT NULL,
    UNIQUE (source, kind, their_id)
);
CREATE INDEX taken_over_by_ours ON taken_over (kind, our_id);
