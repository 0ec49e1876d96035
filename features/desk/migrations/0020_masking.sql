-- What an inbox covers with asterisks before anything that comes in or goes out of it is kept.
ALTER TABLE inbox ADD COLUMN masking TEXT NOT NULL DEFAULT 'usual';
