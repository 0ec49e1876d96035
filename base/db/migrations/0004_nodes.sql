-- The programs that serve this desk from one PostgreSQL, and which of them does what only one may do. On SQLite there is one, and both stay empty.
CREATE TABLE node (
    id {id},
    name TEXT NOT NULL,
    version TEXT NOT NULL,
    joined_at BIGINT NOT NULL,
    heard_at BIGINT NOT NULL,
    clock_off BIGINT NOT NULL,
    rests TEXT
);

CREATE TABLE duty (
    name TEXT PRIMARY KEY,
    node_id BIGINT,
    epoch BIGINT NOT NULL,
    since BIGINT NOT NULL
);

-- Which node has leased it, so that the others know what is left when that one dies.
ALTER TABLE job ADD COLUMN node_id BIGINT;
