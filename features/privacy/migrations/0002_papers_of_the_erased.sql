-- What became of their papers, for whoever comes back with a backup.
ALTER TABLE erased_person ADD COLUMN papers TEXT NOT NULL DEFAULT 'replaced';
UPDATE erased_person SET papers = (SELECT e.papers FROM erasure e WHERE e.id = erased_person.erasure_id);
