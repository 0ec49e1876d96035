CREATE TABLE answered_request (
    caller TEXT NOT NULL,
    request_key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    answer TEXT NOT NULL,
    answered_at BIGINT NOT NULL,
    PRIMARY KEY (caller, request_key)
);
CREATE INDEX answered_request_by_age ON answered_request (answered_at);
