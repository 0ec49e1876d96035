-- What a directory wrote about somebody, so that it reads the same again. Whoever has no row is known by what the desk knows.
CREATE TABLE directory_user (
    agent_id BIGINT PRIMARY KEY REFERENCES agent (id),
    document TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    gone_at BIGINT
);

CREATE TABLE directory_group (
    team_id BIGINT PRIMARY KEY REFERENCES team (id),
    external_id TEXT,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);
