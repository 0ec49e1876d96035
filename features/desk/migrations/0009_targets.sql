-- When a customer has been promised an answer: minutes of work, by inbox and priority, the most particular row first.
CREATE TABLE reply_target (
    id {id},
    inbox_id BIGINT REFERENCES inbox (id),
    priority TEXT,
    first_minutes BIGINT,
    next_minutes BIGINT
);

-- One row: when this company is at work.
CREATE TABLE working_hours (
    id BIGINT PRIMARY KEY,
    zone TEXT NOT NULL,
    days TEXT NOT NULL,
    holidays TEXT NOT NULL
);

-- When our next answer is due, kept with the conversation so that lists need not work it out.
ALTER TABLE conversation ADD COLUMN due_at BIGINT;
ALTER TABLE conversation ADD COLUMN due_for TEXT;
-- The due time whose miss was recorded: the same promise, back after a resolve was undone, is not missed twice.
ALTER TABLE conversation ADD COLUMN breach_told_at BIGINT;
CREATE INDEX conversation_by_due ON conversation (due_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX conversation_by_breach ON conversation (due_at, id) WHERE due_at IS NOT NULL AND (breach_told_at IS NULL OR breach_told_at <> due_at);
