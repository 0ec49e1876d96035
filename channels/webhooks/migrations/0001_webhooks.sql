-- A program that hears what happens here. It hears what `viewer` may see: an agent, or a service token by its key below zero.
CREATE TABLE webhook (
    id {id},
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    wanted TEXT NOT NULL,
    secret TEXT NOT NULL,
    old_secret TEXT,
    old_until BIGINT,
    viewer BIGINT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    failing_since BIGINT,
    since_xid BIGINT NOT NULL,
    since_id BIGINT NOT NULL,
    added_at BIGINT NOT NULL,
    archived_at BIGINT
);

-- One message to one receiver. Its body never changes: every try sends the same bytes under the same id. Dropped: it was told
-- for the eyes of somebody else; nobody sees it any more.
CREATE TABLE webhook_message (
    id {id},
    webhook_id BIGINT NOT NULL REFERENCES webhook (id),
    message TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    activity_id BIGINT,
    body TEXT NOT NULL,
    state TEXT NOT NULL,
    tries BIGINT NOT NULL DEFAULT 0,
    made_at BIGINT NOT NULL,
    ended_at BIGINT,
    dropped_at BIGINT
);
CREATE UNIQUE INDEX webhook_message_once ON webhook_message (webhook_id, activity_id) WHERE activity_id IS NOT NULL;
CREATE INDEX webhook_message_by_state ON webhook_message (webhook_id, state, id);
CREATE INDEX webhook_message_ended ON webhook_message (ended_at) WHERE state = 'delivered';
CREATE INDEX webhook_message_dropped ON webhook_message (id) WHERE dropped_at IS NOT NULL;

-- Every try, with what was answered.
CREATE TABLE webhook_try (
    id {id},
    message_id BIGINT NOT NULL REFERENCES webhook_message (id),
    tried_at BIGINT NOT NULL,
    status BIGINT,
    milliseconds BIGINT NOT NULL,
    answer TEXT NOT NULL
);
CREATE INDEX webhook_try_by_message ON webhook_try (message_id, id);
