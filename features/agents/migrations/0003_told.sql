-- How somebody is told beyond screen and single letters: by push, in a digest, and when not at all. Who has no row has the defaults.
CREATE TABLE telling (
    agent_id BIGINT PRIMARY KEY REFERENCES agent (id),
    by_push TEXT NOT NULL,
    shows_text BOOLEAN NOT NULL,
    digest TEXT NOT NULL,
    digest_minute BIGINT NOT NULL,
    quiet_from BIGINT NOT NULL,
    quiet_until BIGINT NOT NULL,
    quiet_weekends BOOLEAN NOT NULL
);
-- What was always on screen becomes a choice that everybody has made so far.
UPDATE agent SET notify_on_screen = notify_on_screen || ' breaching follow_up decided';
