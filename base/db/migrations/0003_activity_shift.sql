-- How far the order of the log was pushed on when this desk moved here from another database: new lines come after all that moved along.
CREATE TABLE activity_shift (
    only_row BIGINT PRIMARY KEY CHECK (only_row = 1),
    shift BIGINT NOT NULL
);
INSERT INTO activity_shift (only_row, shift) VALUES (1, 0);
