CREATE TABLE role (
    id {id},
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    built_in TEXT UNIQUE,
    permissions TEXT NOT NULL
);
INSERT INTO role (name, name_key, built_in, permissions) VALUES ('Admin', 'admin', 'admin', '');
INSERT INTO role (name, name_key, built_in, permissions) VALUES ('Supervisor', 'supervisor', 'supervisor', '');
INSERT INTO role (name, name_key, built_in, permissions) VALUES ('Agent', 'agent', 'agent', '');
INSERT INTO role (name, name_key, built_in, permissions) VALUES ('Light agent', 'light agent', 'light_agent', '');

CREATE TABLE agent (
    id {id},
    name TEXT NOT NULL,
    email TEXT NOT NULL UNIQUE,
    role_id BIGINT NOT NULL REFERENCES role (id),
    locale TEXT NOT NULL,
    zone TEXT NOT NULL,
    signature TEXT NOT NULL,
    theme TEXT NOT NULL,
    density TEXT NOT NULL,
    notify_on_screen TEXT NOT NULL,
    notify_by_mail TEXT NOT NULL,
    password_hash TEXT,
    totp_nonce TEXT,
    totp_pending TEXT,
    totp_last_step BIGINT NOT NULL,
    presence TEXT NOT NULL,
    presence_reason TEXT NOT NULL,
    presence_since BIGINT NOT NULL,
    presence_before TEXT,
    seen_at BIGINT,
    created_at BIGINT NOT NULL,
    deactivated_at BIGINT
);
CREATE INDEX agent_by_role ON agent (role_id);

CREATE TABLE team (
    id {id},
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL,
    archived_at BIGINT
);

CREATE TABLE team_member (
    team_id BIGINT NOT NULL REFERENCES team (id),
    agent_id BIGINT NOT NULL REFERENCES agent (id),
    lead BOOLEAN NOT NULL,
    PRIMARY KEY (team_id, agent_id)
);
CREATE INDEX team_member_by_agent ON team_member (agent_id);

CREATE TABLE session (
    id {id},
    agent_id BIGINT NOT NULL REFERENCES agent (id),
    token_hash TEXT NOT NULL UNIQUE,
    user_agent TEXT NOT NULL,
    address TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL
);
CREATE INDEX session_by_agent ON session (agent_id);

CREATE TABLE second_step (
    id {id},
    agent_id BIGINT NOT NULL REFERENCES agent (id),
    token_hash TEXT NOT NULL UNIQUE,
    failures BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE TABLE invitation (
    id {id},
    agent_id BIGINT NOT NULL REFERENCES agent (id),
    token_hash TEXT NOT NULL UNIQUE,
    expires_at BIGINT NOT NULL
);

CREATE TABLE password_reset (
    id {id},
    agent_id BIGINT NOT NULL REFERENCES agent (id),
    token_hash TEXT NOT NULL UNIQUE,
    expires_at BIGINT NOT NULL
);

CREATE TABLE local_link (
    id {id},
    agent_id BIGINT NOT NULL REFERENCES agent (id),
    token_hash TEXT NOT NULL UNIQUE,
    expires_at BIGINT NOT NULL
);

CREATE TABLE recovery_code (
    id {id},
    agent_id BIGINT NOT NULL REFERENCES agent (id),
    code_hash TEXT NOT NULL,
    used_at BIGINT,
    UNIQUE (agent_id, code_hash)
);

CREATE TABLE api_token (
    id {id},
    agent_id BIGINT NOT NULL REFERENCES agent (id),
    name TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    ending TEXT NOT NULL,
    scopes TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    used_at BIGINT,
    revoked_at BIGINT
);
CREATE INDEX api_token_by_agent ON api_token (agent_id);

CREATE TABLE sign_in_attempt (
    id {id},
    kind TEXT NOT NULL,
    account TEXT NOT NULL,
    address TEXT NOT NULL,
    device TEXT,
    at BIGINT NOT NULL,
    succeeded BOOLEAN NOT NULL
);
CREATE INDEX sign_in_attempt_by_account ON sign_in_attempt (account, at);
CREATE INDEX sign_in_attempt_by_address ON sign_in_attempt (address, at);
