-- Sessions that are over leave the table with those that begin.

-- migrate:up
CREATE INDEX sessions_by_expiry ON sessions (refresh_expires);

-- migrate:down
DROP INDEX sessions_by_expiry;
