CREATE TABLE mailbox (
    inbox_id BIGINT PRIMARY KEY REFERENCES inbox (id),
    enabled BOOLEAN NOT NULL DEFAULT TRUE,
    imap TEXT,
    smtp TEXT,
    dkim TEXT,
    authserv_id TEXT NOT NULL DEFAULT '',
    uid_validity BIGINT,
    last_uid BIGINT,
    mod_seq BIGINT,
    server_exists BIGINT,
    counted_at BIGINT,
    state TEXT NOT NULL DEFAULT 'off',
    state_reason TEXT NOT NULL DEFAULT '',
    state_since BIGINT
);

CREATE TABLE raw_mail (
    id {id},
    inbox_id BIGINT NOT NULL REFERENCES inbox (id),
    source TEXT NOT NULL,
    uid_validity BIGINT,
    uid BIGINT,
    sha256 TEXT NOT NULL,
    size_bytes BIGINT NOT NULL,
    bytes {bytes},
    same_as BIGINT,
    mail_from TEXT,
    received_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    problem TEXT,
    message_id BIGINT,
    filed_at BIGINT
);
CREATE UNIQUE INDEX raw_mail_by_uid ON raw_mail (inbox_id, uid_validity, uid) WHERE uid IS NOT NULL;
CREATE INDEX raw_mail_by_hash ON raw_mail (inbox_id, sha256);
CREATE INDEX raw_mail_waiting ON raw_mail (id) WHERE state = 'kept';
CREATE INDEX raw_mail_set_aside ON raw_mail (inbox_id, id) WHERE state IN ('ignored', 'failed', 'left_on_server');
