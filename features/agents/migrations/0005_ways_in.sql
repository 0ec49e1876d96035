-- Whoever comes through the company's own sign-in needs no password here, and waits for no invitation.
ALTER TABLE agent ADD COLUMN comes_through_provider BOOLEAN NOT NULL DEFAULT FALSE;
-- How a session began, so that those of one way in can be ended, and signing out can lead to where it began.
ALTER TABLE session ADD COLUMN came_by TEXT NOT NULL DEFAULT '';
ALTER TABLE second_step ADD COLUMN came_by TEXT NOT NULL DEFAULT '';
