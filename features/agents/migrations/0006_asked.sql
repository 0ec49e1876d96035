-- The company's own sign-in said that a second factor was shown there, so none of this desk is asked for.
ALTER TABLE session ADD COLUMN vouched BOOLEAN NOT NULL DEFAULT FALSE;
