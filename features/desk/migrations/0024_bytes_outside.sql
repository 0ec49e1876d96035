-- The bytes of a file may lie outside the database: then `bytes` is empty, and these say at which place, under which name, and with which key
-- they were sealed.
ALTER TABLE blob ADD COLUMN bytes_place TEXT;
ALTER TABLE blob ADD COLUMN bytes_object TEXT;
ALTER TABLE blob ADD COLUMN bytes_key TEXT;
CREATE UNIQUE INDEX blob_by_object ON blob (bytes_object) WHERE bytes_object IS NOT NULL;
CREATE INDEX blob_by_place ON blob (bytes_place, id) WHERE bytes_place IS NOT NULL;
-- What is in the database, the smallest first: who is to go is found at the end.
CREATE INDEX blob_inside ON blob (size_bytes, id) WHERE bytes_place IS NULL;

-- Objects no row names: on their way there, or to be taken away. Written before an object is put and in the transaction that lets one go.
CREATE TABLE passing_object (
    object TEXT PRIMARY KEY,
    place TEXT NOT NULL,
    is_coming BOOLEAN NOT NULL,
    noted_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    tries BIGINT NOT NULL DEFAULT 0,
    last_error TEXT
);
CREATE INDEX passing_object_by_due ON passing_object (due_at, object);
